"""The window 受影响人员: who is reached by a place on the map, who answers for it, and where they can go."""

from __future__ import annotations

from typing import Any

from flood_core.database.connection import Connection
from flood_core.database.reached import Reached, reached
from flood_core.layers.terrain_layers import show_reached
from flood_core.model import beijing
from flood_core.progress import Feedback
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.settings import output_folder
from flood_core.windows.translation import tr
from flood_core.windows.while_open import Latest, while_open
from qgis.core import QgsGeometry
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
)

from .map_tools import DrawTool
from .thing_editing import to_hex


class ReachedWindow(QDialog):
    """Takes a settlement, a drawn area or a drawn stretch with a distance; lists who is reached."""

    def __init__(
        self, iface: Any, session: Session, shape: str = "", what: str = "", note: str = ""
    ) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("reachedWindow")
        self.setWindowTitle(tr("Who is reached"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._iface, self._session, self._shape, self._what = iface, session, shape, what
        self._note = note  # of the terrain model from which the shape was found
        self._found: Reached | None = None
        self._tool: DrawTool | None = None
        self._latest = Latest(self)
        self._bar, self._progress, self._sum, self._around = QgsMessageBar(self), ProgressLine(), QLabel(), QSpinBox()
        self._area, self._line = QPushButton(tr("Draw an area")), QPushButton(tr("Draw a stretch"))
        self._map, self._write = QPushButton(tr("Lay over the map")), QPushButton(tr("Write as workbook"))
        self._tabs = QTabWidget()
        zones = [tr("Name"), tr("Category"), tr("Village"), tr("Households"), tr("People"), tr("On the transfer list")]
        persons = [tr("Post"), tr("Name"), tr("Organisation"), tr("Title"), tr("Task"), tr("Phone")]
        shelters = [tr("Shelter"), tr("Village"), tr("Distance, m"), tr("Places"), tr("Taken"), tr("Free")]
        self._tables = {
            "reachedZones": self._table(tr("Risk sources"), zones),
            "reachedPersons": self._table(tr("Who answers"), persons),
            "reachedShelters": self._table(tr("Nearest shelters"), shelters),
        }
        self._head = Head(what or tr("Who is reached"), topic="terrain")
        self._build()
        session.signed_out.connect(self.close)
        self.finished.connect(self._put_tool_away)
        if shape:
            self.look()

    def _table(self, title: str, headings: list[str]) -> QTableWidget:
        table = QTableWidget(0, len(headings))
        table.setHorizontalHeaderLabels(headings)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.horizontalHeader().setStretchLastSection(True)
        self._tabs.addTab(table, title)
        return table

    def _build(self) -> None:
        self._around.setRange(0, 20_000)
        self._around.setSingleStep(50)
        self._around.setSuffix(" m")
        self._bar.setObjectName("reachedMessages")
        self._sum.setObjectName("reachedSum")
        self._sum.setWordWrap(True)
        self._sum.setText(tr("Draw an area, or a stretch of a stream with a distance."))
        named = (("reachedAround", self._around), ("reachedArea", self._area), ("reachedLine", self._line),
                 ("reachedMap", self._map), ("reachedWrite", self._write), *self._tables.items())  # fmt: skip
        for name, widget in named:
            widget.setObjectName(name)
        label, close = QLabel(tr("and what is within")), QPushButton(tr("Close"))
        label.setBuddy(self._around)
        for button in (self._area, self._line, self._map, self._write, close):
            button.setAutoDefault(False)
        top, last = QHBoxLayout(), QHBoxLayout()
        for widget in (self._area, self._line, label, self._around):
            top.addWidget(widget)
        top.addStretch(1)
        for button in (self._map, self._write):
            button.setEnabled(False)
            last.addWidget(button)
        last.addStretch(1)
        last.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self._head)
        column.addWidget(self._bar)
        column.addLayout(top)
        column.addWidget(self._sum)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._progress)
        column.addLayout(last)
        self._area.clicked.connect(lambda: self._draw("polygon", tr("drawn area")))
        self._line.clicked.connect(lambda: self._draw("line", tr("drawn stretch")))
        self._around.editingFinished.connect(self.look)
        self._map.clicked.connect(self.show_on_map)
        self._write.clicked.connect(self.write)
        close.clicked.connect(self.close)
        letter, room = self.fontMetrics(), self.screen().availableGeometry()
        width, height = letter.averageCharWidth() * 110, letter.height() * 28
        self.resize(min(width, room.width() - 40), min(height, room.height() - 60))

    def _draw(self, geometry: str, what: str) -> None:
        if geometry == "line" and self._around.value() == 0:
            self._around.setValue(100)
        self._put_tool_away()
        self._what, self._tool = what, DrawTool(self._iface.mapCanvas(), geometry)
        self._tool.drawn.connect(self._drawn)
        self._tool.given_up.connect(self._put_tool_away)
        self._iface.mapCanvas().setMapTool(self._tool)
        self._sum.setText(tr("Click the corners on the map; a double click ends it."))

    def _drawn(self, shape: QgsGeometry) -> None:
        self._shape, self._note = to_hex(shape), ""
        self._head.title.setText(self._what)
        self._put_tool_away()
        self.look()

    def _put_tool_away(self) -> None:
        if self._tool is not None:
            self._iface.mapCanvas().unsetMapTool(self._tool)
            self._tool = None

    def look(self) -> None:
        """Read who is reached, in the background."""
        if not self._shape:
            return
        shape, around, year = self._shape, float(self._around.value()), beijing.today().year

        def work(connection: Connection, _feedback: Feedback) -> Reached:
            return reached(connection, shape, around, year)

        self._progress.follow(self._session.ask(tr("Looking who is reached"), work, self._latest.only(self._show),
                                                while_open(self, self._failed)))  # fmt: skip

    def _show(self, found: Reached) -> None:
        self._found = found
        unknown = tr("not counted")
        households = unknown if found.households is None else f"{found.households:,}"
        people = unknown if found.people is None else f"{found.people:,}"
        self._sum.setText(tr("{buildings} buildings, households: {households}, people: {people}; villages: {villages}",
                             buildings=f"{found.buildings:,}", households=households, people=people,
                             villages="、".join(found.villages) or "—"))  # fmt: skip
        self._fill("reachedZones", [one[1:] for one in found.zones])
        self._fill("reachedPersons", [tuple(one) for one in found.persons])
        self._fill("reachedShelters", [(one.name, one.village, round(one.distance_m), one.places, one.taken, one.free)
                                       for one in found.shelters])  # fmt: skip
        for button in (self._map, self._write):
            button.setEnabled(True)

    def _fill(self, name: str, rows: list[tuple[Any, ...]]) -> None:
        table = self._tables[name]
        table.setRowCount(len(rows))
        for at, cells in enumerate(rows):
            for column, value in enumerate(cells):
                item = QTableWidgetItem("" if value is None else f"{value:,}" if isinstance(value, int) else str(value))
                if isinstance(value, int):
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(at, column, item)
        table.resizeColumnsToContents()

    def show_on_map(self) -> None:
        """Lay the place with its distance over the map."""
        if self._found is not None:
            show_reached(self._what, self._found.geometry, self._note)

    def write(self) -> None:
        """Write the lists as a workbook."""
        found, what = self._found, self._what

        def work(connection: Connection, feedback: Feedback) -> Any:
            from flood_core.reports.reached_report import reached_report  # openpyxl, with its first use

            return found and reached_report(connection, found, what, output_folder(), feedback)

        self._progress.follow(self._session.ask(
            tr("Writing"), work, while_open(self, lambda path: show_done(self._bar, str(path), tr("Written"))),
            while_open(self, self._failed)))  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        show_error(self._bar, error, tr("Who is reached"))
