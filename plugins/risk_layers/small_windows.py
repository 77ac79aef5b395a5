"""Small questions: why a thing is retired, which files to add, and what a new thing is."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, Sequence

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.registers import Category
from flood_core.windows.panel import Head
from flood_core.windows.translation import tr
from qgis.gui import QgsFileWidget, QgsFilterLineEdit
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .pictures import SIZE, symbol_icon

_CATEGORY = Qt.ItemDataRole.UserRole


class RetireWindow(QDialog):
    """Asks for the reason; the thing stays in the history."""

    decided = pyqtSignal(str)  #: the reason

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName("retireWindow")
        self.setWindowTitle(tr("Retire"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._reasons = QComboBox()
        self._reasons.setObjectName("retireReason")
        self._reasons.addItems(["", *(tr(reason) for reason in _REASONS)])
        self._more = QPlainTextEdit()
        self._more.setObjectName("retireMore")
        self._more.setTabChangesFocus(True)
        self._more.setPlaceholderText(tr("More about it (may stay empty)"))
        self._more.setMaximumHeight(self.fontMetrics().lineSpacing() * 5)
        buttons = QDialogButtonBox()
        self._retire = QPushButton(tr("Retire"))
        self._retire.setObjectName("retireNow")
        self._retire.setEnabled(False)
        cancel = QPushButton(tr("Cancel"))
        buttons.addButton(self._retire, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(
            Head(
                tr("Retire “{name}”?", name=name),
                tr("It leaves maps and counts, stays in the history, and can be restored. Why does it go?"),
            )
        )
        column.addWidget(self._reasons)
        column.addWidget(self._more)
        column.addWidget(buttons)
        self._reasons.currentTextChanged.connect(self._check)
        self._more.textChanged.connect(self._check)
        buttons.accepted.connect(self._decide)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)

    def _reason(self) -> str:
        parts = (self._reasons.currentText().strip(), self._more.toPlainText().strip())
        return "；".join(part for part in parts if part)

    def _check(self) -> None:
        self._retire.setEnabled(bool(self._reason()))

    def _decide(self) -> None:
        self.decided.emit(self._reason())
        self.accept()


class FileWindow(QDialog):
    """Asks which photographs or documents to add."""

    chosen = pyqtSignal(object)  #: list of paths

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fileWindow")
        self.setWindowTitle(tr("Add photographs or files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._files = QgsFileWidget()
        self._files.setObjectName("filesToAdd")
        self._files.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self._files.setFilter(tr("Photographs and PDF") + " (*.jpg *.jpeg *.png *.pdf)")
        self._files.setDialogTitle(self.windowTitle())
        buttons = QDialogButtonBox()
        self._add = QPushButton(tr("Add"))
        self._add.setObjectName("addFilesNow")
        self._add.setEnabled(False)
        buttons.addButton(self._add, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(tr("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(Head(self.windowTitle(), tr("JPEG, PNG or PDF, at most 20 MB each.")))
        column.addWidget(self._files)
        column.addWidget(buttons)
        self._files.fileChanged.connect(lambda path: self._add.setEnabled(bool(path.strip())))
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 70)

    def _choose(self) -> None:
        self.chosen.emit([Path(path) for path in QgsFileWidget.splitFilePaths(self._files.filePath())])
        self.accept()


class CategoryWindow(QDialog):
    """Asks what a new thing is: the categories of which the person may add things."""

    chosen = pyqtSignal(object, str)  #: Category; point, line or polygon

    def __init__(self, parent: QWidget, categories: Iterable[Category]) -> None:
        super().__init__(parent)
        self.setObjectName("categoryWindow")
        self.setWindowTitle(tr("Add to the registers"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._search = QgsFilterLineEdit()
        self._search.setObjectName("categorySearch")
        self._search.setShowSearchIcon(True)
        self._search.setPlaceholderText(tr("Search by name or code"))
        self._tree = QTreeWidget()
        self._tree.setObjectName("categoryTree")
        self._tree.setHeaderHidden(True)
        self._tree.setIconSize(QSize(SIZE, SIZE))
        self._fill(list(categories))
        buttons = QDialogButtonBox()
        self._go = QPushButton(tr("Show its place"))
        self._go.setObjectName("categoryChosen")
        self._go.setDefault(True)
        self._go.setEnabled(False)
        buttons.addButton(self._go, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(QPushButton(tr("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(Head(tr("What is new?"), tr("Choose the category, then show the place on the map.")))
        column.addWidget(self._search)
        column.addWidget(self._tree, 1)
        column.addWidget(buttons)
        self._search.textChanged.connect(self._narrow)
        self._tree.currentItemChanged.connect(lambda _now, _before: self._go.setEnabled(self._current() is not None))
        self._tree.itemDoubleClicked.connect(lambda _item, _column: self._choose())
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a laptop."""
        letter = self.fontMetrics()
        return QSize(letter.averageCharWidth() * 62, letter.height() * 30)

    def _fill(self, categories: Sequence[Category]) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for category in categories:
            if category.group not in groups:
                groups[category.group] = QTreeWidgetItem(self._tree, [category.group_name])
                groups[category.group].setFlags(Qt.ItemFlag.ItemIsEnabled)
            for kind in category.geometry_types:
                geometry = _GEOMETRY[kind]
                words = (
                    category.name if len(category.geometry_types) == 1 else f"{category.name}（{tr(_SHAPES[kind])}）"
                )
                item = QTreeWidgetItem(groups[category.group], [words])
                item.setIcon(0, symbol_icon({geometry: category.symbols.get(geometry, "")}))
                item.setToolTip(0, category.code)
                item.setData(0, _CATEGORY, (category, geometry))

    def _current(self) -> tuple[Category, str] | None:
        item = self._tree.currentItem()
        return item.data(0, _CATEGORY) if item is not None and not item.isHidden() else None

    def _narrow(self, text: str) -> None:
        wanted = text.strip()
        for number in range(self._tree.topLevelItemCount()):
            group = self._tree.topLevelItem(number)
            for child in (group.child(one) for one in range(group.childCount())):
                child.setHidden(wanted not in child.text(0) and not child.toolTip(0).startswith(wanted))
            shown = [group.child(one) for one in range(group.childCount()) if not group.child(one).isHidden()]
            group.setHidden(not shown)
            group.setExpanded(bool(wanted) and bool(shown))
        self._go.setEnabled(self._current() is not None)

    def _choose(self) -> None:
        current = self._current()
        if current is not None:
            self.chosen.emit(*current)
            self.accept()


_GEOMETRY = {"P": "point", "L": "line", "A": "polygon"}
_SHAPES = {"P": QT_TRANSLATE_NOOP("windows", "point"), "L": QT_TRANSLATE_NOOP("windows", "line"),
           "A": QT_TRANSLATE_NOOP("windows", "area")}  # fmt: skip
_REASONS = (
    QT_TRANSLATE_NOOP("windows", "No longer there"),
    QT_TRANSLATE_NOOP("windows", "The danger was removed"),
    QT_TRANSLATE_NOOP("windows", "Entered twice"),
    QT_TRANSLATE_NOOP("windows", "Entered by mistake"),
)
