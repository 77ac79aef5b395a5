"""The list of villages to draw: ticked one by one, found by name, filtered by year and state."""

from __future__ import annotations

from typing import Any, Iterable, Sequence

from flood_core.model.area_names import display_name
from flood_core.sheets.delivery import Order
from flood_core.windows.edition_states import STATES, state_in_words
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import QModelIndex, QSortFilterProxyModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QStandardItem, QStandardItemModel
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

ORDER = Qt.ItemDataRole.UserRole
SHOWN = Qt.ItemDataRole.DisplayRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
VILLAGE, TOWNSHIP, YEAR, VERSION, STATE, CHECK_UP = range(6)


class _Filter(QSortFilterProxyModel):
    """Lets through what has the words, the year and the state."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words, self.year, self.state = "", None, None

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:  # noqa: N802 - Qt's name
        """Tell whether a row is shown."""
        order: Order = self.sourceModel().index(row, VILLAGE, parent).data(ORDER)
        edition = order.edition
        named = f"{order.name} {edition.get('area_code')} {edition.get('township') or ''}"
        return (
            self.words in named
            and self.year in (None, edition.get("year"))
            and self.state in (None, edition.get("state"))
        )


class VillageList(QWidget):
    """Shows orders, lets the user tick them; ``ticked()`` are those to draw."""

    changed = pyqtSignal()  #: what is ticked has changed
    chosen = pyqtSignal(object)  #: the order that the user looks at, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("villageList")
        self._filling = False
        self._model = QStandardItemModel(0, 6, self)
        self._filter = _Filter(self)
        self._filter.setSourceModel(self._model)
        self._filter.setSortRole(SHOWN)
        self._table = self._made_table()
        self._count = QLabel()
        self._count.setObjectName("tickedCount")
        self.hint = QLabel()
        self.hint.setObjectName("listHint")
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._filters())
        column.addWidget(self.hint)
        column.addWidget(self._table, 1)
        column.addLayout(self._buttons())
        self._model.itemChanged.connect(self._ticks_changed)
        self._headings()
        self._ticks_changed()

    # Parts -------------------------------------------------------------------------------

    def _made_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("villages")
        table.setModel(self._filter)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSortingEnabled(True)
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(int(table.fontMetrics().height() * 1.6))
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        return table

    def _headings(self) -> None:
        self._model.setHorizontalHeaderLabels(
            [tr("Village"), tr("Township"), tr("Year"), tr("Version"), tr("State of the map"), tr("Check-up")]
        )
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number in range(6):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)

    def _filters(self) -> QHBoxLayout:
        self._words = QLineEdit()
        self._words.setObjectName("findVillage")
        self._words.setPlaceholderText(tr("Find a village or township"))
        self._words.setClearButtonEnabled(True)
        self._years, self._states = QComboBox(), QComboBox()
        self._years.setObjectName("filterYear")
        self._states.setObjectName("filterState")
        for box, name in ((self._years, tr("Year")), (self._states, tr("State of the map"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self._filter_changed)
        self._words.textChanged.connect(self._filter_changed)
        self._years.addItem(tr("All years"), None)
        self._states.addItem(tr("All states"), None)
        row = QHBoxLayout()
        row.addWidget(self._words, 1)
        row.addWidget(self._years)
        row.addWidget(self._states)
        return row

    def _buttons(self) -> QHBoxLayout:
        every, none = QPushButton(tr("Tick all")), QPushButton(tr("Tick none"))
        every.setObjectName("tickAll")
        none.setObjectName("tickNone")
        every.clicked.connect(lambda: self._tick_shown(CHECKED))
        none.clicked.connect(lambda: self._tick_shown(UNCHECKED))
        self.add_files = QPushButton(tr("Add files…"))
        self.add_files.setObjectName("addFiles")
        self.add_files.setToolTip(tr("Draw from working copies or snapshots (.gpkg); no database is needed"))
        row = QHBoxLayout()
        for button in (every, none, self.add_files):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._count)
        return row

    # What stands in it ---------------------------------------------------------------------

    def show_editions(self, orders: Sequence[Order]) -> None:
        """Show the editions of the database in the place of those shown before; files and ticks stay."""
        files = [order for order in self._orders() if order.gpkg is not None]
        ticked = {_key(order) for order in self.ticked()}
        self._fill([*files, *orders], ticked)

    def add(self, orders: Iterable[Order]) -> None:
        """Show files too, ticked."""
        added = [order for order in orders if _key(order) not in {_key(one) for one in self._orders()}]
        ticked = {_key(order) for order in (*self.ticked(), *added)}
        self._fill([*added, *self._orders()], ticked)
        if added:
            self.look_at(added[0])

    def look_at(self, order: Order) -> None:
        """Put the cursor on an order."""
        for row in range(self._filter.rowCount()):
            index = self._filter.index(row, VILLAGE)
            if _key(index.data(ORDER)) == _key(order):
                self._table.setCurrentIndex(index)
                return

    def ticked(self) -> list[Order]:
        """Return the orders that are ticked, shown or not, in the order of the list."""
        items = (self._model.item(row, VILLAGE) for row in range(self._model.rowCount()))
        return [item.data(ORDER) for item in items if item.checkState() == CHECKED]

    def current(self) -> Order | None:
        """Return the order that the cursor is on, else the first that is ticked."""
        index = self._table.currentIndex()
        if index.isValid():
            return index.siblingAtColumn(VILLAGE).data(ORDER)
        return next(iter(self.ticked()), None)

    def _shown(self) -> list[QStandardItem]:
        rows = (self._filter.index(row, VILLAGE) for row in range(self._filter.rowCount()))
        return [self._model.itemFromIndex(self._filter.mapToSource(index)) for index in rows]

    def _orders(self) -> list[Order]:
        return [self._model.item(row, VILLAGE).data(ORDER) for row in range(self._model.rowCount())]

    def _fill(self, orders: Sequence[Order], ticked: set[Any]) -> None:
        self._filling = True
        self._model.setRowCount(0)
        for order in orders:
            self._model.appendRow(_row(order, _key(order) in ticked))
        self._filling = False
        self._refill(self._years, sorted({o.edition.get("year") or 0 for o in orders}, reverse=True), str)
        states = [state for state in STATES if state in {o.edition.get("state") for o in orders}]
        self._refill(self._states, states, state_in_words)
        self._filter.invalidate()
        self._ticks_changed()

    def _refill(self, box: QComboBox, values: Sequence[Any], words: Any) -> None:
        before = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for value in values:
            box.addItem(words(value), value)
        box.setCurrentIndex(max(0, box.findData(before)))
        box.blockSignals(False)

    # What the user does ----------------------------------------------------------------------

    def _row_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(now.siblingAtColumn(VILLAGE).data(ORDER) if now.isValid() else None)

    def _tick_shown(self, state: Qt.CheckState) -> None:
        self._filling = True
        for item in self._shown():
            item.setCheckState(state)
        self._filling = False
        self._ticks_changed()

    def _filter_changed(self) -> None:
        self._filter.words = self._words.text().strip()
        self._filter.year, self._filter.state = self._years.currentData(), self._states.currentData()
        self._filter.invalidateFilter()
        self._ticks_changed()

    def _ticks_changed(self, _item: Any = None) -> None:
        if self._filling:
            return
        ticked = len(self.ticked())
        shown = sum(item.checkState() == CHECKED for item in self._shown())
        text = tr("{count} ticked", count=ticked)
        if ticked > shown:
            text += tr(" ({hidden} not shown)", hidden=ticked - shown)
        self._count.setText(text)
        self.changed.emit()


def _key(order: Order) -> Any:
    return order.edition_uid or order.gpkg


def _row(order: Order, ticked: bool) -> list[QStandardItem]:
    edition = order.edition
    errors, warnings = edition.get("errors"), edition.get("warnings")
    found = ""
    if errors or warnings:
        found = tr("{errors} errors, {warnings} warnings", errors=errors or 0, warnings=warnings or 0)
    place = display_name(edition.get("township") or edition.get("township_name") or "")
    values: list[Any] = [order.name, place, edition.get("year"), edition.get("version"),
                         state_in_words(edition.get("state")), found]  # fmt: skip
    row = []
    for value in values:
        item = QStandardItem()
        item.setData(value, SHOWN)
        item.setEditable(False)
        row.append(item)
    row[VILLAGE].setCheckable(True)
    row[VILLAGE].setCheckState(CHECKED if ticked else UNCHECKED)
    row[VILLAGE].setData(order, ORDER)
    if order.gpkg is not None:
        row[VILLAGE].setToolTip(str(order.gpkg))
        row[CHECK_UP].setData(tr("from a file"), SHOWN)
    return row
