"""The window 地形分析: settlements in danger found from the terrain, on the map, compared, proposed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from flood_core.database import terrain_runs
from flood_core.database.area_list import AreaName, areas_in_reach
from flood_core.database.connection import Connection
from flood_core.database.terrain_runs import Compared, StoredRun, StoredSettlement
from flood_core.layers.relief_layers import show_relief
from flood_core.layers.terrain_layers import COLORS, Shape, remove_settlements, rename_settlements, show_settlements
from flood_core.progress import Feedback
from flood_core.terrain.factors import Thresholds, default_thresholds
from flood_core.terrain.threshold_rows import differing
from flood_core.terrain.words import CLASSES, map_note, notes_of, nothing_found
from flood_core.windows.map_place import show_box
from flood_core.windows.messages import show_done, show_error, show_hint
from flood_core.windows.panel import Head, ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.settings import output_folder
from flood_core.windows.translation import tr, translate
from flood_core.windows.while_open import Latest, while_open
from qgis.core import QgsGeometry, QgsRectangle
from qgis.gui import QgsFileWidget, QgsMessageBar
from qgis.PyQt.QtCore import QByteArray, Qt
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QMessageBox, QPushButton, QVBoxLayout, QWidget

from .ledger_tables import DATA, FilteredTable
from .reached_window import ReachedWindow
from .thresholds_window import ThresholdsWindow

_WIDTHS = (6, 10, 14, 7, 7, 16, 80)


class TerrainWindow(QDialog):
    """Makes runs in an area, lists what was found, shows it on the map, compares it and proposes it."""

    def __init__(self, iface: Any, session: Session, keep: Callable[[Any], Any]) -> None:
        super().__init__(iface.mainWindow())
        self.setObjectName("terrainWindow")
        self.setWindowTitle(tr("Terrain analysis"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setSizeGripEnabled(True)
        self._iface, self._session, self._keep, self._rules = iface, session, keep, default_thresholds()
        self._found: list[StoredSettlement] = []
        self._compared: list[Compared] = []
        self._preview: tuple[str, Any, Path | None] | None = None  # area, run that nobody has kept yet, its terrain
        self._latest = Latest(self)
        self._bar, self._progress, self._notes = QgsMessageBar(self), ProgressLine(), QLabel()
        self._area, self._run, self._other, self._dem = QComboBox(), QComboBox(), QComboBox(), QgsFileWidget()
        self._buttons = {
            "terrainThresholds": QPushButton(tr("Thresholds…")), "terrainAnalyse": QPushButton(tr("Analyse")),
            "terrainCompare": QPushButton(tr("Compare")), "terrainMap": QPushButton(tr("Lay over the map")),
            "terrainPrint": QPushButton(tr("Print map")), "terrainReached": QPushButton(tr("Who is reached")),
            "terrainPropose": QPushButton(tr("Propose to the departments")),
            "terrainKeep": QPushButton(tr("Keep this run")), "terrainDiscard": QPushButton(tr("Discard")),
        }  # fmt: skip
        self._asking = QWidget()  # keep or discard, while there is a preview
        self._states = {
            "both": tr("found and registered"), "found_only": tr("found only"),
            "registered_only": tr("registered only"),
            "first_only": tr("in this run only"), "second_only": tr("in the other run only"),
        }  # fmt: skip
        self._proposals = {"open": tr("proposed"), "accepted": tr("in the register"), "rejected": tr("rejected"),
                           "withdrawn": tr("withdrawn")}  # fmt: skip
        classes = {name: translate("terrain", words) for name, words in CLASSES.items()}
        self._classes = classes
        headings = [
            tr("Rank"),
            tr("Danger"),
            tr("Village"),
            tr("Buildings"),
            tr("People"),
            tr("Register"),
            tr("Reasons"),
        ]
        self.table = FilteredTable("terrainTable", headings, self._cells, group=self._group,
                                   groups=[*classes.items(), *self._states.items()],
                                   color=lambda one: COLORS[self._group(one)])  # fmt: skip
        self._build()
        session.signed_out.connect(self.close)
        session.ask(tr("Reading the areas"), lambda connection, _feedback: areas_in_reach(connection),
                    while_open(self, self._areas_read), while_open(self, self._failed))  # fmt: skip

    def _build(self) -> None:
        named = (
            ("terrainArea", self._area),
            ("terrainRun", self._run),
            ("terrainOther", self._other),
            ("terrainDem", self._dem),
        )
        for name, widget in (*named, *self._buttons.items()):
            widget.setObjectName(name)
        for button in self._buttons.values():
            button.setAutoDefault(False)
            button.setEnabled(False)
        for box in (self._area, self._run, self._other):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._dem.lineEdit().setPlaceholderText(tr("the terrain model of the base data"))
        self._notes.setWordWrap(True)
        self._notes.setObjectName("terrainNotes")
        self._bar.setObjectName("terrainMessages")
        column = QVBoxLayout(self)
        column.addWidget(Head(tr("Where people live in danger"),
                              tr("Found from the ground itself: a screening that a person checks, no expert opinion."),
                              topic="terrain"))  # fmt: skip
        column.addWidget(self._bar)
        column.addLayout(self._row((tr("Area"), self._area), (tr("Terrain model"), self._dem),
                                   self._buttons["terrainThresholds"], self._buttons["terrainAnalyse"],
                                   wide=self._dem))  # fmt: skip
        column.addLayout(
            self._row((tr("Run"), self._run), (tr("beside"), self._other), self._buttons["terrainCompare"])
        )
        column.addWidget(self._asking)
        column.addWidget(self.table, 1)
        column.addWidget(self._notes)
        column.addWidget(self._progress)
        close = QPushButton(tr("Close"))
        close.setAutoDefault(False)
        on_foot = ("terrainMap", "terrainPrint", "terrainReached", "terrainPropose")
        last = self._row(*(self._buttons[name] for name in on_foot))
        last.addWidget(close)
        column.addLayout(last)
        asking = self._row(QLabel(tr("This is a preview: look at it on the map, then keep it or discard it.")),
                           self._buttons["terrainKeep"], self._buttons["terrainDiscard"])  # fmt: skip
        asking.setContentsMargins(8, 4, 8, 4)
        self._asking.setObjectName("terrainPreview")
        self._asking.setStyleSheet("#terrainPreview { background: #FFF6DC; border: 1px solid #E0C36A; }")
        self._asking.setLayout(asking)
        self._asking.hide()
        self._area.currentIndexChanged.connect(self._read_runs)
        self._run.currentIndexChanged.connect(self._read_settlements)
        self._buttons["terrainThresholds"].clicked.connect(self._open_thresholds)
        self._buttons["terrainAnalyse"].clicked.connect(self.analyse)
        self._buttons["terrainCompare"].clicked.connect(self.compare)
        self._buttons["terrainMap"].clicked.connect(self.show_on_map)
        self._buttons["terrainPrint"].clicked.connect(self.print_map)
        self._buttons["terrainPropose"].clicked.connect(self.propose)
        self._buttons["terrainReached"].clicked.connect(self.show_reached)
        self._buttons["terrainKeep"].clicked.connect(self.keep)
        self._buttons["terrainDiscard"].clicked.connect(self.discard)
        self.table.chosen.connect(self._go_to)
        close.clicked.connect(self.close)
        letter, room = self.fontMetrics(), self.screen().availableGeometry()
        width, height = letter.averageCharWidth() * 150, letter.height() * 34
        self.resize(min(width, room.width() - 40), min(height, room.height() - 60))

    def _row(self, *parts: Any, wide: Any = None) -> QHBoxLayout:
        row = QHBoxLayout()
        for part in parts:
            if isinstance(part, tuple):
                label = QLabel(part[0])
                label.setBuddy(part[1])
                row.addWidget(label)
                row.addWidget(part[1], 1 if part[1] is wide else 0)
            else:
                row.addWidget(part)
        if wide is None:
            row.addStretch(1)
        return row

    def _areas_read(self, areas: list[AreaName]) -> None:
        own = self._session.person.areas if self._session.person is not None else ()
        self._area.blockSignals(True)
        for area in areas:
            if area.level in ("county", "township"):
                self._area.addItem(("  " if area.level == "township" else "") + area.name, area.code)
        townships = [area.code for area in areas if area.level == "township"]
        self._area.setCurrentIndex(max(0, self._area.findData(next(iter(own), next(iter(townships), ""))[:9])))
        self._area.blockSignals(False)
        for name in ("terrainThresholds", "terrainAnalyse"):
            self._buttons[name].setEnabled(self._area.count() > 0)
        self._read_runs()

    def _read_runs(self) -> None:
        area = str(self._area.currentData())
        self._ask(
            tr("Reading the runs"), lambda connection, _feedback: terrain_runs.runs(connection, area), self._runs_read
        )

    def _runs_read(self, found: list[StoredRun]) -> None:
        for box in (self._run, self._other):
            box.blockSignals(True)
            box.clear()
        self._other.addItem(tr("the registered zones"), None)
        for one in found:
            words = tr("{area}, {at}, terrain {cell} m", area=one.area, at=f"{one.made_at:%Y-%m-%d %H:%M}",
                       cell=f"{one.resolution_m:.3g}")  # fmt: skip
            self._run.addItem(words, one)
            self._other.addItem(words, one)
        for box in (self._run, self._other):
            box.blockSignals(False)
        self._notes.setText("" if found else tr("Nothing has been analysed here yet."))
        self._read_settlements()

    def _read_settlements(self) -> None:
        run = self._run.currentData()
        if run is None:
            self._show_settlements([])
            return
        self._notes.setText(run.notes)
        self._ask(tr("Reading the settlements"),
                  lambda connection, _feedback: terrain_runs.settlements_of(connection, run.uid),
                  self._show_settlements)  # fmt: skip

    def _show_settlements(self, found: list[StoredSettlement]) -> None:
        self._found, self._compared = found, []
        self.table.put(found, _WIDTHS)
        self._enable()

    def _enable(self) -> None:
        there, previewed = bool(self._found or self._compared), self._preview is not None
        self._buttons["terrainPropose"].setEnabled(there and not previewed)
        self._buttons["terrainReached"].setEnabled(there)
        kept = self._run.currentData() is not None
        self._buttons["terrainMap"].setEnabled(previewed or kept)
        for name in ("terrainCompare", "terrainPrint"):  # also where nothing was found
            self._buttons[name].setEnabled(kept and not previewed)
        self._buttons["terrainAnalyse"].setEnabled(self._area.count() > 0)
        for name in ("terrainKeep", "terrainDiscard"):
            self._buttons[name].setEnabled(previewed)
        for box in (self._area, self._run, self._other):
            box.setEnabled(not previewed)
        self._asking.setVisible(previewed)

    def _group(self, one: Any) -> str:
        return str(one.state if isinstance(one, Compared) else one.class_name)

    def _cells(self, one: Any) -> list[Any]:
        if isinstance(one, Compared):
            state = self._states[one.state]
            return [one.rank, self._classes.get(one.class_name or "", ""), one.area, None, one.people, state,
                    one.words or f"{one.category} {one.zone_name}"]  # fmt: skip
        return [one.rank, self._classes[one.class_name], one.area, one.buildings, one.people,
                self._proposals.get(one.proposal or "", ""), one.words]  # fmt: skip

    def _open_thresholds(self) -> None:
        window = ThresholdsWindow(self, self._rules)
        window.decided.connect(self._take_thresholds)
        window.open()

    def _take_thresholds(self, rules: Thresholds) -> None:
        self._rules, count = rules, differing(rules)
        own = tr("Thresholds… ({count} changed)", count=count)
        self._buttons["terrainThresholds"].setText(own if count else tr("Thresholds…"))

    def analyse(self) -> None:
        """Make a run in the chosen area, in the background, and show it on the map before it is kept."""
        area, rules, given = str(self._area.currentData()), self._rules, self._dem.filePath()

        def work(connection: Connection, feedback: Feedback) -> Any:
            from flood_core.terrain.stored import (  # GDAL and SciPy, with their first use
                analyse_area,
                preview,
                terrain_under,
            )

            dem = Path(given) if given else None
            run = analyse_area(connection, area, rules, feedback, dem=dem)
            found, under = preview(connection, area, run, translate), terrain_under(connection, area, dem)
            return (area, run, dem), found, under

        self._buttons["terrainAnalyse"].setEnabled(False)
        self._ask(tr("Analysing the terrain"), work, self._analysed)

    def _analysed(self, done: Any) -> None:
        self._preview, found, under = done
        self._notes.setText("\n".join(notes_of(done[0][1], translate)))
        self._show_settlements(found)
        self._lay(under)
        if found:
            show_done(self._bar, tr("{count} settlements in danger were found.", count=len(found)))

    def keep(self) -> None:
        """Store the run of the preview."""
        if self._preview is None:
            return
        area, run, _dem = self._preview

        def work(connection: Connection, _feedback: Feedback) -> str:
            from flood_core.terrain.stored import store

            return store(connection, area, run, translate)

        for name in ("terrainKeep", "terrainDiscard"):
            self._buttons[name].setEnabled(False)
        self._ask(tr("Keeping the run"), work, self._kept)

    def _kept(self, _uid: str) -> None:
        resolution = self._ground()[0]
        self._preview = None
        rename_settlements(self._layer_name(resolution))
        show_done(self._bar, tr("The run is kept, with its inputs and thresholds."))
        self._read_runs()

    def discard(self) -> None:
        """Forget the run of the preview."""
        self._preview = None
        remove_settlements()
        self._read_settlements()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask when a run would be lost that took its time."""
        if self._preview is None or self._session.person is None:
            event.accept()
            return
        event.ignore()
        box = QMessageBox(QMessageBox.Icon.Question, tr("Terrain analysis"), tr("The run has not been kept."),
                          parent=self)  # fmt: skip
        box.setObjectName("terrainLeave")
        box.setInformativeText(tr("Close without keeping it?"))
        leave = box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("Stay"), QMessageBox.ButtonRole.RejectRole).setObjectName("terrainStay")
        leave.clicked.connect(self._leave)
        box.open()

    def _leave(self) -> None:
        self._preview = None
        remove_settlements()
        self.close()

    def compare(self) -> None:
        """Put the run beside the registered zones, or beside another run."""
        run, other = self._run.currentData(), self._other.currentData()
        categories = self._rules.factor("registered")["categories"]

        def work(connection: Connection, _feedback: Feedback) -> list[Compared]:
            if other is None:
                return terrain_runs.compared_with_register(connection, run.uid, categories)
            return terrain_runs.compared_runs(connection, run.uid, other.uid)

        self._ask(tr("Comparing"), work, self._show_compared)

    def _show_compared(self, found: list[Compared]) -> None:
        self._compared = found
        self.table.put(found, _WIDTHS)
        self._enable()

    def show_on_map(self) -> None:
        """Lay what the list shows over the map, with the terrain under it."""
        if self._preview is not None:
            area, _run, dem = self._preview
        else:
            area, dem = self._run.currentData().area_code, None

        def work(connection: Connection, _feedback: Feedback) -> Any:
            from flood_core.terrain.stored import terrain_under  # GDAL and SciPy, with their first use

            return terrain_under(connection, area, dem)

        self._ask(tr("Looking for the terrain model"), work, self._lay)

    def _lay(self, under: Any) -> None:
        """Lay the list over the terrain; name and note of the layer say how fine the terrain model is."""
        shown: list[Any] = self._compared or self._found
        words = {**self._classes, **self._states}
        kinds = {self._group(one) for one in shown}
        resolution, missing, bounds, buildings = self._ground()
        nothing_among = None if self._found else buildings
        layer = show_settlements(
            self._layer_name(resolution),
            [Shape(one.geometry, self._group(one), str(one.rank or ""), one.words or "") for one in shown],
            {kind: text for kind, text in words.items() if kind in kinds},
            map_note(resolution, missing, translate, nothing_among),
        )  # fmt: skip
        if under is not None:
            contours = tr("Contours of the terrain (every {step} m)", step=f"{under.interval_m:g}")
            show_relief(under.path, under.interval_m, tr("Relief of the terrain"), contours)
        box = layer.extent() if shown else QgsRectangle(*bounds) if bounds else None
        if box is not None:
            show_box(self._iface.mapCanvas(), box)
        if nothing_among is None:
            show_done(self._bar, tr("{count} places are on the map.", count=layer.featureCount()))
        else:
            show_hint(self._bar, nothing_found(nothing_among, translate))

    def _layer_name(self, resolution: float) -> str:
        cell = f"{resolution:.3g}"
        if self._preview is not None:
            return tr("Preview: settlements in danger (terrain {cell} m)", cell=cell)
        return tr("Settlements in danger (terrain {cell} m)", cell=cell)

    def _ground(self) -> tuple[float, list[str], list[float] | None, int]:
        """Return resolution, missing factors, bounds and number of buildings of what is shown."""
        if self._preview is not None:
            run = self._preview[1]
            return run.resolution_m, list(run.missing), run.inputs["terrain"]["bounds"], run.buildings
        stored = self._run.currentData()
        record = stored.record
        bounds = record.get("inputs", {}).get("terrain", {}).get("bounds")
        return stored.resolution_m, record.get("missing", []), bounds, stored.buildings

    def _go_to(self, one: Any) -> None:
        geometry = QgsGeometry()
        geometry.fromWkb(QByteArray.fromHex(one.geometry.encode()))
        show_box(self._iface.mapCanvas(), geometry.boundingBox())

    def show_reached(self) -> None:
        """Tell who is reached in the place on which the cursor is, the first without one."""
        one = self.table.view.currentIndex().data(DATA) or (self._compared or self._found)[0]
        what = tr("{area}, rank {rank}", area=one.area, rank=one.rank or "—")
        resolution, missing, _bounds, _buildings = self._ground()
        note = map_note(resolution, missing, translate)
        self._keep(ReachedWindow(self._iface, self._session, one.geometry, what, note)).show()

    def print_map(self) -> None:
        """Draw the map of the run on paper, in the folder of sheets and reports."""
        # With its first use; in the main thread, for QGIS's own modules must not be imported in another.
        from flood_core.sheets.terrain_map import run_maps

        run, folder = self._run.currentData(), output_folder()

        def work(connection: Connection, feedback: Feedback) -> list[Path]:
            made = run_maps(connection, run.uid, folder, workers=1, feedback=feedback)
            for one in made:
                if one.error is not None:
                    raise one.error
            return [path for one in made if one.result is not None for path in one.result.files]

        self._buttons["terrainPrint"].setEnabled(False)
        self._progress.follow(self._session.ask(tr("Printing the map"), work, while_open(self, self._printed),
                                                while_open(self, self._failed)))  # fmt: skip

    def _printed(self, files: list[Path]) -> None:
        self._enable()
        show_done(self._bar, "、".join(path.name for path in files if path.suffix == ".pdf"),
                  tr("Written to {folder}", folder=files[0].parent))  # fmt: skip

    def propose(self) -> None:
        """Propose all settlements of high danger to who may write their category."""
        run, chosen = self._run.currentData(), [one.uid for one in self._found if one.class_name == "high"]

        def work(connection: Connection, _feedback: Feedback) -> int:
            return terrain_runs.propose(connection, run.uid, chosen)

        self._ask(tr("Proposing"), work, self._proposed)

    def _proposed(self, made: int) -> None:
        show_done(self._bar, tr("{count} settlements of high danger are newly proposed.", count=made))
        self._read_settlements()

    def _ask(self, title: str, work: Any, then: Any) -> None:
        self._progress.follow(self._session.ask(title, work, self._latest.only(then), while_open(self, self._failed)))

    def _failed(self, error: BaseException) -> None:
        self._enable()
        show_error(self._bar, error, tr("Terrain analysis"))
