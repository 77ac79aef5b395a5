"""The window 变化对比: what changed in the registers between two days, as a list, on the map, as a workbook."""

from __future__ import annotations

from typing import Any

from flood_core.database.area_list import AreaName, areas_in_reach
from flood_core.database.changes import CHANGED, NEW, RETIRED, ThingChange, changes_between
from flood_core.database.connection import Connection
from flood_core.errors import QT_TRANSLATE_NOOP, FloodMapError
from flood_core.layers.change_layers import COLORS, show_changes
from flood_core.model.beijing import BEIJING
from flood_core.progress import Feedback
from flood_core.reports.moments import read_moment
from flood_core.windows import days
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.settings import output_folder
from flood_core.windows.translation import tr, translate
from flood_core.windows.while_open import while_open
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDateEdit, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from .ledger_tables import DATA, FilteredTable
from .window_parts import AreaBox, fit

WORDS = {
    NEW: QT_TRANSLATE_NOOP("windows", "new"),
    CHANGED: QT_TRANSLATE_NOOP("windows", "changed"),
    RETIRED: QT_TRANSLATE_NOOP("windows", "retired"),
}


class ChangesWindow(QDialog):
    """Asks for two days and an area; shows what is otherwise."""

    thing_wanted = pyqtSignal(str)  #: uid

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("changesWindow")
        self.setWindowTitle(tr("Changes between two days"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._iface, self._session = iface, session
        self._changes: list[ThingChange] = []
        self._bar, self._progress = QgsMessageBar(self), ProgressLine()
        self._bar.setObjectName("changesMessages")
        self._area, self._earlier, self._later = AreaBox("changesArea"), QDateEdit(), QDateEdit()
        self._look, self._map, self._write = (
            QPushButton(tr("Compare")), QPushButton(tr("Lay over the map")), QPushButton(tr("Write as workbook"))
        )  # fmt: skip
        headings = [tr("Change"), tr("Name"), tr("Area"), tr("What is otherwise"), tr("By"), tr("When")]
        self.table = FilteredTable("changesTable", headings, self._cells, group=lambda one: one.what,
                                   groups=[(what, translate("windows", words)) for what, words in WORDS.items()],
                                   color=lambda one: COLORS[one.what], in_full=_otherwise)  # fmt: skip
        self._names: dict[str, str] = {}
        self._build()
        session.signed_out.connect(self.close)
        session.ask(tr("Reading the areas"), lambda connection, _feedback: areas_in_reach(connection),
                    while_open(self, self._areas_read), while_open(self, self._failed))  # fmt: skip

    def _build(self) -> None:
        today = days.today()
        for edit, name, day in ((self._earlier, "changesFrom", today.addMonths(-1)), (self._later, "changesTo", today)):
            edit.setObjectName(name)
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setMaximumDate(today)
            edit.setDate(day)
        for button, name in ((self._look, "changesLook"), (self._map, "changesMap"), (self._write, "changesWrite")):
            button.setObjectName(name)
            button.setEnabled(False)
            button.setAutoDefault(False)
        top, last, close = QHBoxLayout(), QHBoxLayout(), QPushButton(tr("Close"))
        for words, widget in ((tr("Area"), self._area), (tr("From the evening of"), self._earlier),
                              (tr("to the evening of"), self._later)):  # fmt: skip
            label = QLabel(words)
            label.setBuddy(widget)
            top.addWidget(label)
            top.addWidget(widget)
        top.addWidget(self._look)
        top.addStretch(1)
        for button in (self._map, self._write):
            last.addWidget(button)
        last.addStretch(1)
        last.addWidget(close)
        close.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.addWidget(Head(tr("What changed in the registers?"), topic="through-time"))
        column.addWidget(self._bar)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self._progress)
        column.addLayout(last)
        self._look.clicked.connect(self.compare)
        self._map.clicked.connect(self.show_on_map)
        self._write.clicked.connect(self.write)
        self.table.view.doubleClicked.connect(lambda index: self.thing_wanted.emit(index.data(DATA).uid))
        close.clicked.connect(self.close)
        fit(self, 140, 32)

    def _areas_read(self, areas: list[AreaName]) -> None:
        self._names = {area.code: area.name for area in areas}
        self._area.show_areas(areas, self._session.person.areas if self._session.person is not None else ())
        self._look.setEnabled(self._area.count() > 0)

    def _moments(self) -> tuple[Any, Any]:
        earlier, later = (edit.date().toString("yyyy-MM-dd") for edit in (self._earlier, self._later))
        return read_moment(earlier), read_moment(later)

    def compare(self) -> None:
        """Read what changed, in the background."""
        try:
            earlier, later = self._moments()
        except FloodMapError as error:
            self._failed(error)
            return
        scope = str(self._area.currentData())
        self._bar.clearWidgets()
        self._look.setEnabled(False)
        self._progress.follow(self._session.ask(
            tr("Comparing"), lambda connection, _feedback: changes_between(connection, scope, earlier, later),
            while_open(self, self._compared), while_open(self, self._failed)))  # fmt: skip

    def _compared(self, changes: list[ThingChange]) -> None:
        self._changes = changes
        self.table.put(changes, (9, 24, 18, 44, 14, 18))
        self._look.setEnabled(True)
        for button in (self._map, self._write):
            button.setEnabled(bool(changes))
        if not changes:
            show_done(self._bar, tr("Nothing changed between these days."))

    def _cells(self, one: ThingChange) -> list[Any]:
        return [translate("windows", WORDS[one.what]), one.name, self._names.get(one.area_code[:12], one.area_code),
                _otherwise(one), one.changed_by,
                f"{one.changed_at.astimezone(BEIJING):%Y-%m-%d %H:%M}"]  # fmt: skip

    def show_on_map(self) -> None:
        """Put what changed on the map."""
        layers = show_changes(self._changes, {what: translate("windows", words) for what, words in WORDS.items()})
        placed = sum(layer.featureCount() for layer in layers)
        show_done(self._bar, tr("{count} of {total} changes have a place and are on the map.", count=placed,
                                total=len(self._changes)))  # fmt: skip
        self._iface.mapCanvas().refresh()

    def write(self) -> None:
        """Write the changes as a workbook."""
        earlier, later = self._moments()
        scope = str(self._area.currentData())

        def work(connection: Connection, feedback: Feedback) -> Any:
            from flood_core.reports.changes_report import changes_report

            return changes_report(connection, scope, earlier, later, output_folder(), feedback)[0]

        self._progress.follow(self._session.ask(
            tr("Writing"), work, while_open(self, lambda path: show_done(self._bar, str(path), tr("Written"))),
            while_open(self, self._failed)))  # fmt: skip

    def _failed(self, error: BaseException) -> None:
        self._look.setEnabled(self._area.count() > 0)
        show_error(self._bar, error, tr("Changes between two days"))


def _otherwise(one: ThingChange) -> str:
    """Return which fields are otherwise, before and after."""
    from flood_core.reports.changes_report import FIELD_WORDS, field_text  # the workbook's room, with its first use

    return "；".join(
        f"{FIELD_WORDS.get(field.field, field.field)}：{field_text(field.field, field.before) or '—'} → "
        f"{field_text(field.field, field.after) or '—'}"
        for field in one.fields
    )
