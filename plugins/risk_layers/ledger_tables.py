"""Long tables of the ledger window: cells are made when they are seen, so that 100,000 rows open at once."""

from __future__ import annotations

from collections import Counter
from typing import Any, Callable, Sequence

from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSize, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QResizeEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

SHOWN, DATA, ORDER = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
Cells = Callable[[Any], Sequence[Any]]
#: The pane below a table is so many lines high; what is longer is scrolled.
FEWEST_LINES, MOST_LINES = 2, 5


class _Model(QAbstractTableModel):
    """Things as rows; ``cells(thing)`` are what stands in its row."""

    def __init__(self, headings: Sequence[str], cells: Cells, color: Callable[[Any], str]) -> None:
        super().__init__()
        self._headings, self._cells, self._color = headings, cells, color
        self.things: Sequence[Any] = ()

    def put(self, things: Sequence[Any]) -> None:
        """Show other things."""
        self.beginResetModel()
        self.things = things
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        """Return how many things there are."""
        return 0 if parent.isValid() else len(self.things)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and signature
        """Return how many cells a row has."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(self, section: int, way: Qt.Orientation, role: int = SHOWN) -> Any:  # noqa: N802 - Qt's name
        """Return a heading."""
        return self._headings[section] if role == SHOWN and way == Qt.Orientation.Horizontal else None

    def data(self, index: QModelIndex, role: int = SHOWN) -> Any:
        """Return what a cell shows, sorts by, or stands for."""
        thing = self.things[index.row()]
        if role == DATA:
            return thing
        if role in (SHOWN, ORDER, Qt.ItemDataRole.ToolTipRole):
            value = self._cells(thing)[index.column()]
            return value if role == ORDER or value is None else str(value)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return QBrush(QColor(self._color(thing)))
        return None


class _Filter(QSortFilterProxyModel):
    """Lets through the things of one group that have the words."""

    def __init__(self, cells: Cells, group: Callable[[Any], str]) -> None:
        super().__init__()
        self._cells, self._group = cells, group
        self.words, self.wanted = "", ""
        self.setSortRole(ORDER)

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:  # noqa: N802 - Qt's name
        """Tell whether a row is shown."""
        thing = self.sourceModel().things[row]
        if self.wanted and self._group(thing) != self.wanted:
            return False
        return not self.words or any(self.words in str(cell) for cell in self._cells(thing) if cell is not None)


class _FullText(QPlainTextEdit):
    """The whole words of the row that the cursor is on, wrapped; as high as they need."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(tr("The row in full"))
        self.setPlaceholderText(tr("Choose a row: here it is read in full."))
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show other words."""
        self.setPlainText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the lines, as they are broken now."""
        lines = max(FEWEST_LINES, min(MOST_LINES, int(self.document().size().height())))
        margins = 2 * (int(self.document().documentMargin()) + self.frameWidth())
        line = self.fontMetrics().lineSpacing()  # half of one more: lines are not whole pixels high
        return QSize(super().sizeHint().width(), lines * line + line // 2 + margins)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the height of the lines, where Qt keeps room for scroll bars."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break the lines again."""
        super().resizeEvent(event)
        self.updateGeometry()


class FilteredTable(QWidget):
    """A table with a line to search in and a list of groups to choose from."""

    chosen = pyqtSignal(object)  #: the thing that the cursor is on

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        cells: Cells,
        *,
        group: Callable[[Any], str],
        groups: Sequence[tuple[str, str]],
        color: Callable[[Any], str],
        in_full: Callable[[Any], str] | None = None,
    ) -> None:
        """Show nothing yet; ``groups`` are (value of ``group``, words); ``in_full`` is read below the table."""
        super().__init__()
        self._model = _Model(headings, cells, color)
        self._filter = _Filter(cells, group)
        self._filter.setSourceModel(self._model)
        self._groups, self._group, self._in_full = groups, group, in_full
        self.view = QTableView()
        self.view.setObjectName(name)
        self.view.setModel(self._filter)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.view.setAlternatingRowColors(True)
        self.view.setShowGrid(False)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.6))
        header = self.view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._words, self._choice, self._count = QLineEdit(), QComboBox(), QLabel()
        self._words.setObjectName(f"{name}Words")
        self._words.setPlaceholderText(tr("Search in the list"))
        self._words.setClearButtonEnabled(True)
        self._choice.setObjectName(f"{name}Group")
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._choice.addItem(tr("All"), "")
        self._choice.setVisible(bool(groups))
        self._words.textChanged.connect(self._narrow)
        self._choice.currentIndexChanged.connect(self._narrow)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._choice)
        row.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self._full = _FullText(f"{name}Full") if in_full is not None else None
        if self._full is not None:
            column.addWidget(self._full)

    def put(self, things: Sequence[Any], widths: Sequence[int]) -> None:
        """Show other things; ``widths`` are the columns' in letters."""
        sizes = Counter(map(self._group, things))
        self._choice.blockSignals(True)
        self._choice.clear()
        self._choice.addItem(tr("All ({count})", count=len(things)), "")
        for value, words in self._groups:
            if sizes.get(value):
                self._choice.addItem(f"{words} ({sizes[value]})", value)
        self._choice.blockSignals(False)
        for number, width in enumerate(widths):
            self.view.setColumnWidth(number, width * self.fontMetrics().averageCharWidth())
        self._filter.wanted = ""
        self._model.put(things)  # the filter looks at each thing now, once
        self._read(None)
        self._tell_count()

    def look_at(self, fits: Callable[[Any], bool]) -> None:
        """Put the cursor on the first thing that fits, without a word to anybody."""
        for row in range(self._filter.rowCount()):
            index = self._filter.index(row, 0)
            if fits(index.data(DATA)):
                self.blockSignals(True)
                self.view.setCurrentIndex(index)
                self.view.scrollTo(index)
                self.blockSignals(False)
                return

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        thing = now.data(DATA) if now.isValid() else None
        self._read(thing)
        if thing is not None:
            self.chosen.emit(thing)

    def _read(self, thing: Any | None) -> None:
        if self._full is not None and self._in_full is not None:
            self._full.say("" if thing is None else self._in_full(thing))

    def _narrow(self) -> None:
        self._filter.words, self._filter.wanted = self._words.text().strip(), self._choice.currentData() or ""
        self._filter.invalidateFilter()
        self._tell_count()

    def _tell_count(self) -> None:
        self._count.setText(tr("{count} rows", count=self._filter.rowCount()))
