"""The window 已停用: what left the registers, found by name; its card restores it."""

from __future__ import annotations

from typing import Mapping, Sequence

from flood_core.database.retired import Retired, retired
from flood_core.model.registers import Category
from flood_core.windows.messages import words
from flood_core.windows.panel import Head
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import Latest, while_open
from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from .pictures import SIZE, symbol_icon

MOST = 200
_AFTER_TYPING = 300  # milliseconds
_UID = Qt.ItemDataRole.UserRole


class RetiredWindow(QDialog):
    """Lists retired things, the newest first."""

    chosen = pyqtSignal(str)  #: uid of a thing whose card is wanted

    def __init__(self, parent: QWidget, session: Session, categories: Mapping[str, Category]) -> None:
        super().__init__(parent)
        self.setObjectName("retiredWindow")
        self.setWindowTitle(tr("Retired"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._categories, self._latest = session, categories, Latest(self)
        self._search = QgsFilterLineEdit()
        self._search.setObjectName("retiredSearch")
        self._search.setShowSearchIcon(True)
        self._search.setPlaceholderText(tr("Search by name"))
        self._list = self._make_list()
        self._said = QLabel(tr("Reading…"))
        self._said.setObjectName("retiredSaid")
        self._said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(
            Head(
                tr("Retired things"),
                tr("They are on no map and in no count. Open the card of one to restore it."),
                topic="registers",
            )
        )
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._said)
        column.addWidget(self._buttons())
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.timeout.connect(self.read)
        self._search.textChanged.connect(lambda _text: self._typed.start(_AFTER_TYPING))
        self.read()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a laptop."""
        letter = self.fontMetrics()
        return QSize(letter.averageCharWidth() * 110, letter.height() * 28)

    def _make_list(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setObjectName("retiredList")
        made.setHeaderLabels([tr("Name"), tr("Counts in"), tr("Retired on"), tr("By"), tr("Note")])
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAlternatingRowColors(True)
        made.setIconSize(QSize(SIZE, SIZE))
        made.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        made.currentItemChanged.connect(lambda _now, _before: self._open.setEnabled(made.currentItem() is not None))
        made.itemActivated.connect(lambda _item, _column: self._choose())
        return made

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        self._open = QPushButton(tr("Open the card"))
        self._open.setObjectName("openRetired")
        self._open.setEnabled(False)
        box.addButton(self._open, QDialogButtonBox.ButtonRole.ActionRole)
        close = box.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("closeRetired")
        self._open.clicked.connect(self._choose)
        box.rejected.connect(self.reject)
        return box

    def read(self) -> None:
        """Ask the registers, in the background."""
        text = self._search.text()
        self._session.ask(tr("Reading the registers"), lambda connection, _feedback: retired(connection, text, MOST),
                          self._latest.only(self._show), while_open(self, self._failed))  # fmt: skip

    def _show(self, found: Sequence[Retired]) -> None:
        before = self._list.currentItem().data(0, _UID) if self._list.currentItem() is not None else ""
        self._list.clear()
        for one in found:
            item = QTreeWidgetItem(self._list, [one.name, one.area_name, one.retired_on, one.retired_by, one.note])
            item.setData(0, _UID, one.uid)
            item.setToolTip(0, f"{one.name}\n{one.category_name}")
            item.setToolTip(4, one.note)
            category = self._categories.get(one.code)
            if category is not None:
                item.setIcon(0, symbol_icon(category.symbols))
            if one.uid == before:
                self._list.setCurrentItem(item)
        if self._list.currentItem() is None:
            self._list.setCurrentItem(self._list.topLevelItem(0))
        if len(found) == MOST:
            self._said.setText(tr("The last {count} are listed; look for others by name.", count=MOST))
        else:
            self._said.setText(tr("{count} things", count=len(found)) if found else tr("Nothing found."))

    def _failed(self, error: BaseException) -> None:
        self._said.setText(" ".join(words(error)).strip())

    def _choose(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self.chosen.emit(str(item.data(0, _UID)))
            self.accept()
