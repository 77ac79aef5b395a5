"""The window 基础数据: roads, buildings, water, dikes, contours, terrain and orthophoto, township by township."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flood_core.areas.base_data import KINDS, RASTERS, BaseImport, FilePlan, import_base, look_into
from flood_core.areas.base_fields import REQUIRED, FieldMapping
from flood_core.database.area_list import AreaName, areas_in_reach
from flood_core.database.base_layers import Held, held
from flood_core.database.connection import Connection
from flood_core.progress import Feedback
from flood_core.windows.area_choice import AreaChoice
from flood_core.windows.messages import show_done
from flood_core.windows.panel import Head
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from .field_tables import FieldsTable, WordsTable
from .file_rows import FileRows
from .file_window import FileWindow
from .ledger_tables import FilteredTable

_WIDTHS = (9, 11, 18, 13, 7, 10, 20, 8)


class BaseDataWindow(FileWindow):
    """Takes one kind of base data of one township in, and lists what there is."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface.mainWindow(), session, "base", tr("Base data"))
        self._names: dict[str, str] = {}
        self._kinds = {
            "road": tr("Roads"), "building": tr("Buildings"), "water": tr("Rivers and lakes"),
            "dike": tr("Dikes and seawalls"),
            "contour": tr("Contours"), "dem": tr("Terrain model (DEM)"), "orthophoto": tr("Orthophoto"),
        }  # fmt: skip
        self._build()
        session.signed_in.connect(self.read)
        self.read()

    def _build(self) -> None:
        self._tabs = QTabWidget()
        self._tabs.setObjectName("baseTabs")
        self._held = FilteredTable(
            "baseHeld",
            [tr("Kind"), tr("Area"), tr("File"), tr("Coordinate system"), tr("Features"), tr("Surveyed"),
             tr("Imported"), tr("By")],
            self._held_cells, group=lambda one: one.layer, groups=list(self._kinds.items()),
            color=lambda _one: "#1F3A5F",
        )  # fmt: skip
        self._tabs.addTab(self._import_page(), tr("Import"))
        self._tabs.addTab(self._held, tr("Present data"))
        self._summary = QLabel()
        self._summary.setObjectName("baseSummary")
        self._summary.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(
            Head(tr("Base data"),
                 tr("The ground of all maps. A file takes the place of all that the township had of its kind."),
                 topic="base-data")
        )  # fmt: skip
        column.addWidget(self.bar)
        column.addWidget(self._tabs, 1)
        column.addWidget(self.progress)
        column.addWidget(self._summary)
        column.addLayout(self.buttons())
        self.enable()

    def _import_page(self) -> QWidget:
        self._kind = QComboBox()
        self._kind.setObjectName("baseKind")
        for kind in KINDS:
            self._kind.addItem(self._kinds[kind], kind)
        self._file = FileRows(
            "base", tr("Geodata (*.gpkg *.shp *.geojson *.json *.kml *.tab *.dxf *.tif *.img *.zip);;All files (*)")
        )
        self._area = AreaChoice()
        self._outside = QCheckBox(tr("Also what lies outside the township"))
        self._outside.setObjectName("baseOutside")
        left, right = QFormLayout(), QFormLayout()
        for form in (left, right):
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        left.addRow(tr("Kind"), self._kind)
        self._file.add_to(left)
        self._area.add_to(right)
        right.addRow("", self._outside)
        self._fields, self._words = FieldsTable(), WordsTable()
        page = QWidget()
        column = QVBoxLayout(page)
        row = QHBoxLayout()
        row.addLayout(left, 3)
        row.addSpacing(20)
        row.addLayout(right, 2)
        column.addLayout(row)
        tables = QHBoxLayout()
        tables.addWidget(self._fields, 1)
        tables.addWidget(self._words, 1)
        column.addLayout(tables, 1)
        self._kind.currentIndexChanged.connect(lambda _index: self._look())
        self._file.file_changed.connect(self._look)
        for signal in (self._file.changed, self._area.changed, self._fields.changed, self._words.changed):
            signal.connect(self.enable)
        return page

    def _held_cells(self, one: Held) -> list[Any]:
        area = self._names.get(one.for_area, one.for_area) or tr("not bound to an area")
        return [self._kinds.get(one.layer, one.layer), area, one.file, one.source_crs, one.features,
                one.captured_on or "", one.imported_at, one.imported_by]  # fmt: skip

    # Reading -----------------------------------------------------------------------------

    def read(self) -> None:
        """Read the areas to choose from, what there is, and whether this person may import."""
        if not self.session.is_signed_in:
            self._summary.setText(tr("No database is connected. Choose “Connection…” in the menu 防汛防台."))
            self.enable()
            return

        def look(connection: Connection, _feedback: Feedback) -> tuple[list[AreaName], list[Held]]:
            return areas_in_reach(connection), held(connection)

        self.session.ask(tr("Reading the areas"), look, while_open(self, self._show), while_open(self, self.failed))

    def _show(self, found: tuple[list[AreaName], list[Held]]) -> None:
        areas, there = found
        self._names = {area.code: area.name for area in areas}
        if not self._area.code():
            own = self.session.person.areas if self.session.person is not None else ()
            self._area.show_areas([area for area in areas if area.level != "village"], next(iter(own), ""))
        self._held.put(there, _WIDTHS)
        if not self._may():
            self._summary.setText(
                tr("Only county editors and administrators import base data. You can look at what there is.")
            )
        elif not self._summary.text():
            self._summary.setText(tr("Choose kind, file and township, then “Check”. A check saves nothing."))
        self.enable()

    def _may(self) -> bool:
        person = self.session.person
        return person is not None and person.kind in ("owner", "administrator", "county_editor")

    def _look(self) -> None:
        """Look into the file: which fields it has, and which are what."""
        self.bar.clearWidgets()
        kind, path = str(self._kind.currentData()), self._file.path()
        self._fields.forget()
        self._words.forget()
        self.enable()
        if path is None or kind in RASTERS:
            return
        layer = self._file.layer()
        self.session.run(
            tr("Reading the file"), lambda feedback: look_into(kind, path, source_layer=layer, feedback=feedback),
            while_open(self, self._looked), while_open(self, self.failed),
        )  # fmt: skip

    def _looked(self, plan: FilePlan) -> None:
        self._file.show_layers(plan.layers, plan.layer)
        self._file.show_system(plan.source_crs)
        needed = REQUIRED[str(self._kind.currentData())]
        self._fields.show_fields(plan.proposed, plan.fields, set(needed))
        self._words.show_words(plan.unknown_words, {column: words or () for column, words in needed.items()})
        self._summary.setText(
            tr("{count} features in the file. Look at the fields, then “Check”.", count=plan.features)
        )
        self.enable()

    # Doing -------------------------------------------------------------------------------

    def enable(self) -> None:
        """Let the buttons be pressed when all is there."""
        if not hasattr(self, "_words"):
            return
        kind = str(self._kind.currentData())
        named = kind in RASTERS or (self._fields.is_complete() and self._words.is_complete())
        ready = self.work is None and self.session.is_signed_in and self._file.path() is not None and named
        for button in (self.check, self.take):
            button.setEnabled(ready and self._may() and len(self._area.code()) >= 6)

    def run(self, dry_run: bool) -> None:
        """Check the file, or take it in."""
        kind, path = str(self._kind.currentData()), self._file.path() or Path()
        asked: dict[str, Any] = {
            "area": self._area.code(), "keep_outside": self._outside.isChecked(), "crs": self._file.crs(),
            "dry_run": dry_run,
            "source_layer": None if kind in RASTERS else self._file.layer(),
            "mapping": FieldMapping(self._fields.choices(), self._words.choices()),
        }  # fmt: skip

        def work(connection: Connection, feedback: Feedback) -> BaseImport:
            return import_base(connection, kind, path, feedback=feedback, **asked)

        title = tr("Checking the file") if dry_run else tr("Taking the file in")
        self.begin(title, work, self._done)

    def _done(self, done: BaseImport) -> None:
        lines = [tr("{features} from {file} ({source_crs} to EPSG:4490).", features=done.features, file=done.file,
                    source_crs=done.source_crs)]  # fmt: skip
        if done.taken_out or (done.replaced and not done.taken_out):
            lines.append(tr("They take the place of {count} earlier ones.", count=done.taken_out or done.replaced))
        if done.outside:
            lines.append(tr("{count} lie outside the township and are left out.", count=done.outside))
        if done.repaired:
            lines.append(tr("{count} shapes that cross themselves are repaired.", count=done.repaired))
        if done.without_geometry:
            lines.append(tr("{count} have no shape and are left out.", count=done.without_geometry))
        if done.dry_run:
            lines.append(tr("Nothing is saved yet."))
        self._summary.setText(" ".join(lines))
        self.enable()
        if not done.dry_run:
            show_done(self.bar, tr("Taken in."), self._kinds.get(done.layer, ""))
            self.read()
