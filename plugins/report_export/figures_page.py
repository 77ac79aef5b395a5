"""The figures of a report as tables; a click on one selects on the map what it counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flood_core.database.connection import Connection
from flood_core.database.statistics_things import ThingsCounted, things_counted
from flood_core.layers.register_layers import RegisterLayers
from flood_core.model.beijing import BEIJING
from flood_core.progress import Feedback
from flood_core.reports.drawing import written
from flood_core.reports.tables import Kind, Report, RowStyle, Table, counted, kind_in, with_unit
from flood_core.windows.map_place import show_box
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import Latest, while_open
from qgis.core import QgsRectangle
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt, pyqtSignal
from qgis.PyQt.QtGui import QBrush, QColor, QFont, QKeyEvent
from qgis.PyQt.QtWidgets import QAbstractItemView, QComboBox, QLabel, QTableView, QVBoxLayout, QWidget

WARNING, FAINT, LINK = QColor(0xC0, 0x00, 0x00), QColor(0x9A, 0xA0, 0xA6), QColor(0x1A, 0x55, 0x96)
TOTAL_FILL, GROUP_FILL = QColor(0xE8, 0xEE, 0xF4), QColor(0xF4, 0xF7, 0xFA)
INDENT = "\u3000"
#: Metres of ground that are seen round what was selected.
ROUND = 300.0


def _names(table: Table) -> int:
    """Return how many columns say what a row is, before its figures begin."""
    return next((at for at, column in enumerate(table.columns) if column.kind is not Kind.TEXT), 0)


def _row_name(table: Table, at: int) -> str:
    """Return what a row is: its area, domain, category; codes are for machines."""
    texts = [str(value) for value in table.rows[at].values[: _names(table)] if value]
    return " ".join([text for text in texts if not text.isascii()] or texts)


class _Model(QAbstractTableModel):
    """One table of a report; what a row is stands at its left, in sight however far one scrolls."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self._strong = QFont()
        self._strong.setBold(True)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.table.columns)

    def headerData(  # noqa: N802 - Qt's name
        self, at: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what a row is, or a column's heading with the one that it shares above it."""
        if role == Qt.ItemDataRole.TextAlignmentRole and way == Qt.Orientation.Vertical:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if way == Qt.Orientation.Vertical:
            return INDENT * self.table.rows[at].depth + (_row_name(self.table, at) or str(at + 1))
        column = self.table.columns[at]
        return "\n".join(words for words in (column.group, with_unit(column.heading, column.unit, "\n")) if words)

    def is_open(self, index: QModelIndex) -> bool:
        """Tell whether things stand behind a figure."""
        row, column = self.table.rows[index.row()], self.table.columns[index.column()]
        return bool(row.values[index.column()]) and counted(row, column) is not None

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        """Return the text of a cell, or how it looks."""
        row, column = self.table.rows[index.row()], self.table.columns[index.column()]
        value = row.values[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return written(value, kind_in(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column.kind is Kind.TEXT else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(index)
        if role == Qt.ItemDataRole.BackgroundRole:
            fill = {RowStyle.TOTAL: TOTAL_FILL, RowStyle.GROUP: GROUP_FILL}.get(row.style)
            return QBrush(fill) if fill is not None else None
        if role == Qt.ItemDataRole.FontRole and row.style in (RowStyle.TOTAL, RowStyle.GROUP):
            return self._strong
        return None

    def _colour(self, index: QModelIndex) -> QBrush | None:
        row = self.table.rows[index.row()]
        if index.column() in row.warn:
            return QBrush(WARNING)
        if row.values[index.column()] == 0:
            return QBrush(FAINT)
        return QBrush(LINK) if self.is_open(index) else None


class _View(QTableView):
    """A table whose cells answer to a click and to the Enter key."""

    wanted = pyqtSignal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("figuresTable")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionsClickable(False)
            header.setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))
        self.clicked.connect(self.wanted.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter do what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.wanted.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class FiguresPage(QWidget):
    """The tables of a report, one at a time."""

    failed = pyqtSignal(object)  #: an error

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__()
        self._canvas, self._session = iface.mapCanvas(), session
        self._latest = Latest(self)
        self._report: Report | None = None
        self._at: datetime | None = None
        self._tables = QComboBox()
        self._tables.setObjectName("figuresOf")
        self._tables.setAccessibleName(tr("Table"))
        self._tables.currentIndexChanged.connect(lambda _at: self._show_table())
        self._view = _View()
        self._view.wanted.connect(self.show_on_map)
        self._words = QLabel()
        self._words.setObjectName("figureWords")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.addWidget(self._tables)
        column.addWidget(self._view, 1)
        column.addWidget(self._words)
        self.clear()

    def clear(self) -> None:
        """Show no report."""
        self._report = None
        self._latest.only(lambda _found: None)  # what was asked before is of no report any more
        self._tables.clear()
        self._tables.setEnabled(False)
        self._view.setModel(None)
        self._words.setText(tr("“Preview” adds up the figures."))

    def show_report(self, report: Report, at: datetime | None) -> None:
        """Show the tables of a report of a moment, None = now."""
        self._report, self._at = report, at
        self._tables.blockSignals(True)
        self._tables.clear()
        self._tables.addItems([f"{table.section}：{table.title}" for table in report.tables])
        self._tables.blockSignals(False)
        self._tables.setEnabled(True)
        self._show_table()

    def _show_table(self) -> None:
        if self._report is None or self._tables.currentIndex() < 0:
            return
        table = self._report.tables[self._tables.currentIndex()]
        model = _Model(table)
        model.setParent(self._view)
        self._view.setModel(model)
        letter, first = self.fontMetrics().averageCharWidth(), _names(table)
        for number, column in enumerate(table.columns):
            self._view.setColumnHidden(number, number < first)
            words = str(model.headerData(number, Qt.Orientation.Horizontal)).split("\n")
            widest = max(self.fontMetrics().horizontalAdvance(line) for line in words)
            self._view.setColumnWidth(number, max(widest + 3 * letter, round(letter * (column.width + 2))))
        clickable = any(row.counts is not None for row in table.rows) and any(c.counts for c in table.columns)
        self._words.setText(
            tr("Click a blue figure, or press Enter on it: what it counts is selected on the map.") if clickable
            else tr("For the figures of this table nothing stands on the map.")
        )  # fmt: skip

    def show_on_map(self, index: QModelIndex) -> None:
        """Select on the map what a figure counts, and go there."""
        table = self._report.tables[self._tables.currentIndex()] if self._report is not None else None
        asked = counted(table.rows[index.row()], table.columns[index.column()]) if table is not None else None
        if table is None or asked is None:
            return
        name, at = self._name(table, index), self._at

        def ask(connection: Connection, _feedback: Feedback) -> ThingsCounted:
            return things_counted(connection, asked, at)

        self._words.setText(tr("{figure}: looking for what it counts…", figure=name))
        self._session.ask(tr("Looking for what a figure counts"), ask,
                          self._latest.only(lambda found: self._select(name, found)),
                          while_open(self, self._failed))  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self._words.clear()
        self.failed.emit(error)

    @staticmethod
    def _name(table: Table, index: QModelIndex) -> str:
        """Return what a figure is called: its row and its column."""
        column = table.columns[index.column()]
        return "，".join((_row_name(table, index.row()), "".join((column.group, column.heading))))

    def _select(self, name: str, found: ThingsCounted) -> None:
        layers = RegisterLayers.found()
        chosen = RegisterLayers.choose(found.uids)
        if layers and found.box is not None:
            show_box(self._canvas, QgsRectangle(*found.box), metres=ROUND)
        self._words.setText(" ".join(_told(name, found, bool(layers), chosen, self._at)))


def _told(name: str, found: ThingsCounted, has_layers: bool, chosen: int, at: datetime | None) -> list[str]:
    """Return in words what was selected, and why not all."""
    count = len(found.uids)
    if not count:
        return [tr("{figure}: counts nothing.", figure=name)]
    if not has_layers:
        return [
            tr("{figure}: {count} things.", figure=name, count=count),
            tr("Nothing is selected, because the registers are not on the map. Open “Registers” in the menu 防汛防台."),
        ]
    words = [tr("{figure}: {count} things, {chosen} of them selected on the map.", figure=name, count=count,
                chosen=chosen)]  # fmt: skip
    without = count - found.placed
    if without:
        words.append(tr("{count} have no place yet.", count=without))
    if chosen < found.placed:
        words.append(tr("{count} are not shown now: the panel “Registers” leaves them out, or shows another day.",
                        count=found.placed - chosen))  # fmt: skip
    if at is not None:
        day = at.astimezone(BEIJING).strftime("%Y-%m-%d")
        words.append(tr("The figure is of {day}: things may since have moved or gone.", day=day))
    return words
