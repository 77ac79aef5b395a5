"""The window 出图: choose villages, see one, draw all, look at what came of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from flood_core.database.connection import Connection
from flood_core.errors import Cancelled, FloodMapError
from flood_core.progress import Feedback
from flood_core.sheets.batch import SheetOutcome
from flood_core.sheets.batch_report import REPORT
from flood_core.sheets.delivery import Delivery, Order
from flood_core.sheets.export import FORMATS, USUAL_FORMATS
from flood_core.sheets.orders import export_orders, order_of_edition, order_of_file, preview_order
from flood_core.sheets.overview import preview_overview
from flood_core.sheets.presets import all_presets
from flood_core.sheets.problems import Problem
from flood_core.situation.batch import newest_editions
from flood_core.windows.map_place import show_place
from flood_core.windows.messages import show_done, show_error, show_hint
from flood_core.windows.panel import Head
from flood_core.windows.preview_pane import PreviewPane
from flood_core.windows.session import Session
from flood_core.windows.settings import maps_folder
from flood_core.windows.translation import tr, translate
from flood_core.windows.while_open import while_open
from flood_core.windows.work import Work
from qgis.PyQt.QtCore import Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from .export_window import ExportWindow
from .ground_choice import GroundChoice
from .output_choice import OutputChoice, open_path
from .remaining import Clock
from .result_tree import ResultTree, problem_in_words
from .sheet_kinds import CARDS, OVERVIEW, VILLAGE, Line, card_papers, kinds, making
from .village_list import VillageList

PREVIEW, RESULTS = 0, 1
#: How long after a change in the database the list is read again, in ms.
SETTLE = 2000


class SheetWindow(ExportWindow):
    """Exports the sheets of villages from the database and from files."""

    _told = pyqtSignal(int, float, object)  # from the thread that exports to the window's own

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface, session, "Sheets", tr("Sheets"))
        self._export: Work | None = None
        self._preview_work: Work | None = None
        self._closing = False
        self._clock = Clock()
        self._build()
        self._told.connect(self._heard)
        session.signed_in.connect(self.read_editions)
        session.signed_out.connect(self._signed_out)
        session.changed.connect(self._changed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.read_editions)
        self.read_editions()

    # Parts -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._villages = VillageList()
        self._preview = PreviewPane(tr("Choose a village, then “Preview”."))
        self._results = ResultTree()
        self._tabs = QTabWidget()
        self._tabs.setObjectName("sheetTabs")
        self._tabs.addTab(self._preview, tr("Preview"))
        self._tabs.addTab(self._result_page(), tr("Results"))
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.addLayout(self._form())
        side.addWidget(self._tabs, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        split.addWidget(self._villages)
        split.addWidget(right)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.addWidget(Head(tr("Sheets to print"), tr("Tick the villages, look at one, then export them all.")))
        column.addWidget(self._bar)
        column.addWidget(split, 1)
        column.addWidget(self._progress)
        column.addLayout(self._last_line())
        self._villages.changed.connect(self._enable)
        self._villages.chosen.connect(lambda _order: self._enable())
        self._villages.add_files.clicked.connect(self.choose_files)
        self._results.open_file.connect(open_path)
        self._results.show_place.connect(self._show_place)
        self._results.currentItemChanged.connect(lambda _now, _before: self._enable())
        self._enable()
        self._fit(165, 40)

    def _form(self) -> QFormLayout:
        self._kind, self._paper, self._profile = QComboBox(), QComboBox(), QComboBox()
        self._kind.setObjectName("kind")
        for value, label, tip in kinds():
            self._kind.addItem(label, value)
            self._kind.setItemData(self._kind.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self._kind.currentIndexChanged.connect(lambda _index: self._kind_changed())
        self._paper.setObjectName("paper")
        self._profile.setObjectName("profile")
        for value, label in papers():
            self._paper.addItem(label, value)
        for value, label, tip in (
            ("internal", tr("Internal"), tr("With phones and households, stamped 内部使用")),
            ("public", tr("Public"), tr("Phones masked, no households: may be hung on a wall")),
            ("changes", tr("Changes since last year"), tr("What differs from last year in red; from the database")),
            ("blank", tr("Village meeting"), tr("Only the ground, with room to write: to be drawn on with pens")),
        ):
            self._profile.addItem(label, value)
            self._profile.setItemData(self._profile.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self._ground = GroundChoice()
        self._output = OutputChoice(FORMATS, USUAL_FORMATS)
        self._output.changed.connect(self._enable)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        row, label = QHBoxLayout(), QLabel(tr("For whom"))
        label.setBuddy(self._profile)
        row.addWidget(self._paper, 3)
        row.addWidget(label)
        row.addWidget(self._profile, 2)
        form.addRow(tr("What to draw"), self._kind)
        form.addRow(tr("Paper"), row)
        form.addRow(tr("Under the map"), self._ground)
        self._output.add_to(form)
        self._only_changed, self._bind = QCheckBox(tr("Only what has changed")), QCheckBox(tr("Bind by township"))
        self._only_changed.setObjectName("onlyChanged")
        self._only_changed.setChecked(True)
        self._only_changed.setToolTip(tr("Sheets that lie in the folder already and would come out the same stay"))
        self._bind.setObjectName("bindTownships")
        self._bind.setToolTip(tr("Also one PDF of all sheets of a township, with a page of contents"))
        row = QHBoxLayout()
        row.addWidget(self._only_changed)
        row.addWidget(self._bind)
        row.addStretch(1)
        form.addRow(tr("Batch"), row)
        return form

    def _kind_changed(self) -> None:
        """Offer what suits the kind: cards have papers of their own, only a village's sheet is for the public too."""
        kind = self._kind.currentData()
        before = self._paper.currentData()
        self._paper.clear()
        for value, label in card_papers() if kind in CARDS else papers():
            self._paper.addItem(label, value)
        self._paper.setCurrentIndex(max(0, self._paper.findData(before)))
        self._output.allow_formats(kind not in CARDS)
        self._ground.setEnabled(kind not in CARDS)
        if kind != VILLAGE:
            self._profile.setCurrentIndex(self._profile.findData("internal"))
        for control in (self._profile, self._only_changed, self._bind):
            control.setEnabled(kind == VILLAGE)
        self._enable()

    def _result_page(self) -> QWidget:
        self._open_file = QPushButton(tr("Open file"))
        self._open_file.setObjectName("openFile")
        self._on_map = QPushButton(tr("Show on the map"))
        self._on_map.setObjectName("showOnMap")
        self._open_report = QPushButton(tr("Open report"))
        self._open_report.setObjectName("openReport")
        self._open_report.clicked.connect(lambda: open_path(self._output.folder() / REPORT))
        self._open_folder = QPushButton(tr("Open folder"))
        self._open_folder.setObjectName("openFolder")
        self._open_file.clicked.connect(self.open_selected)
        self._on_map.clicked.connect(self.show_selected)
        self._open_folder.clicked.connect(lambda: open_path(self._output.folder()))
        row = QHBoxLayout()
        for button in (self._open_file, self._on_map, self._open_report, self._open_folder):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._results, 1)
        column.addLayout(row)
        return page

    def _enable(self) -> None:
        busy = self._export is not None
        self._go.setEnabled(not busy and bool(self._villages.ticked()) and self._output.is_complete())
        of_many = self._kind.currentData() == OVERVIEW
        to_see = bool(self._villages.ticked()) if of_many else self._villages.current() is not None
        to_see = to_see and self._kind.currentData() not in CARDS
        self._see.setEnabled(not busy and self._preview_work is None and to_see)
        found = self._results.selected()
        self._open_file.setEnabled(self._results.selected_file() is not None)
        self._on_map.setEnabled(getattr(found, "longitude", None) is not None)
        self._open_report.setEnabled(not busy and (self._output.folder() / REPORT).is_file())
        self._open_folder.setEnabled(self._output.folder().is_dir())

    # The list ------------------------------------------------------------------------------

    def read_editions(self) -> None:
        """Read which maps there are, from the database if one is connected."""
        if not self._session.is_signed_in:
            self._villages.hint.setText(
                tr("No database is connected: connect, or add files of working copies or snapshots.")
            )
            self._villages.hint.show()
            return
        self._villages.hint.setText(tr("Reading the list…"))
        self._session.ask(
            tr("Reading the list of maps"), lambda connection, _feedback: newest_editions(connection),
            while_open(self, self._editions_read), while_open(self, self._editions_failed),
        )  # fmt: skip

    def _editions_read(self, rows: list[dict[str, Any]]) -> None:
        self._villages.hint.setVisible(not rows)
        self._villages.hint.setText(tr("There is no map yet. Make one in the editor first, or add files."))
        self._villages.show_editions([order_of_edition(row) for row in rows])

    def _editions_failed(self, error: BaseException) -> None:
        self._villages.hint.setText(tr("The list could not be read. Files can be drawn all the same."))
        show_error(self._bar, error, tr("Sheets"))

    def _signed_out(self) -> None:
        self._villages.show_editions([])
        self.read_editions()

    def _changed(self, uids: Any) -> None:
        if uids and self._export is None:
            self._settle.start(SETTLE)

    def choose_files(self) -> None:
        """Ask for working copies and snapshots."""
        dialog = QFileDialog(self, tr("Working copies and snapshots"), str(maps_folder()), tr("GeoPackages (*.gpkg)"))
        dialog.setObjectName("chooseFiles")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_files)
        dialog.open()

    def add_files(self, paths: list[str]) -> None:
        """Take files into the list, after a look inside."""

        def look(_feedback: Feedback) -> list[Order | BaseException]:
            return [_order_or_error(Path(path)) for path in paths]

        def looked(found: list[Order | BaseException]) -> None:
            self._villages.add(one for one in found if isinstance(one, Order))
            for one in found:
                if isinstance(one, BaseException):
                    show_error(self._bar, one, tr("Add files"))

        def failed(error: BaseException) -> None:
            show_error(self._bar, error, tr("Add files"))

        self._session.run(tr("Reading files"), look, while_open(self, looked), while_open(self, failed))

    # Preview -------------------------------------------------------------------------------

    def preview(self) -> None:
        """Draw the sheet that the cursor is on, or the overview of what is ticked, coarsely, in the background."""
        kind, order = self._kind.currentData(), self._villages.current()
        orders = self._villages.ticked() if kind == OVERVIEW else [one for one in (order,) if one is not None]
        if not orders:
            return
        folder = tempfile.TemporaryDirectory(prefix="floodmap-preview-")
        options = {"preset": self._paper.currentData(), "ground": self._ground.ground()}
        profile = self._profile.currentData()

        def draw(connection: Connection | None, feedback: Feedback) -> list[Path]:
            place = Path(folder.name)
            if kind == OVERVIEW:
                return preview_overview(connection, orders, place, feedback=feedback, **options)
            return preview_order(connection, orders[0], place, profile=profile, feedback=feedback, **options)

        def done(pages: list[Path]) -> None:
            self._preview.show_pages(pages)
            end()

        def failed(error: BaseException) -> None:
            self._preview.clear()
            end()
            show_error(self._bar, error, tr("Preview"))

        def end() -> None:
            folder.cleanup()
            self._preview_work = None
            self._enable()

        self._tabs.setCurrentIndex(PREVIEW)
        self._preview.clear(tr("Drawing {name}…", name=orders[0].name))
        self._preview_work = self._start(tr("Drawing the preview"), draw, orders, done, failed)
        self._progress.follow(self._preview_work)
        self._enable()

    # Export --------------------------------------------------------------------------------

    def export(self) -> None:
        """Draw all that is ticked, in the background."""
        orders, kind = self._villages.ticked(), self._kind.currentData()
        options: dict[str, Any] = {
            "preset": self._paper.currentData(),
            "profile": self._profile.currentData(),
            "formats": self._output.formats(),
            "workers": workers(),
            "again": not self._only_changed.isChecked(),
            "bind": self._bind.isChecked(),
            "ground": self._ground.ground(),
            "translate": translate,
        }
        folder, watch = self._output.folder(), self._told.emit

        def draw(connection: Connection | None, feedback: Feedback) -> list[Delivery]:
            return export_orders(connection, orders, folder, feedback=feedback, watch=watch, **options)

        others = making(
            kind, orders, folder, options["preset"], options["formats"], options["ground"], workers()
        )

        self._output.remember()
        self._bar.clearWidgets()
        self._results.begin(orders)
        self._tabs.setCurrentIndex(RESULTS)
        self._clock = Clock()
        work, done = (draw, self._exported) if kind == VILLAGE else (others, self._others_made)
        self._export = self._start(tr("Drawing sheets"), work, orders, done, self._not_exported)
        self._progress.follow(self._export)
        if kind == VILLAGE:
            self._export.progressChanged.connect(self._tell_time)
        self._enable()

    def _start(self, title: str, draw: Any, orders: list[Order], done: Any, failed: Any) -> Work:
        done, failed = while_open(self, done), while_open(self, failed)
        if any(order.gpkg is None for order in orders):
            return self._session.ask(title, draw, done, failed)
        return self._session.run(title, lambda feedback: draw(None, feedback), done, failed)

    def _heard(self, number: int, percent: float, outcome: SheetOutcome | None) -> None:
        self._results.heard(number, percent, outcome)

    def _tell_time(self, percent: float) -> None:
        if self._export is not None and not self._export.isCanceled():
            self._progress.label.setText(
                tr("{done} of {all} sheets", done=self._results.done(), all=self._results.topLevelItemCount())
                + self._clock.remaining(percent)
            )

    def _exported(self, deliveries: list[Delivery]) -> None:
        self._results.deliver(deliveries)
        made = sum(one.result is not None for one in deliveries)
        unchanged = sum(one.skipped for one in deliveries)
        self._ended()
        text = tr("{made} sheets in {folder}.", made=made, folder=self._output.folder())
        if unchanged:
            text += " " + tr("{unchanged} of them were there already, unchanged.", unchanged=unchanged)
        if made < len(deliveries):
            text += " " + tr("{failed} not drawn: see the list.", failed=len(deliveries) - made)
        if made:
            show_done(self._bar, text, tr("Sheets"))
        for number in range(self._results.topLevelItemCount()):
            self._results.topLevelItem(number).setExpanded(len(deliveries) <= 3)

    def _others_made(self, lines: list[Line]) -> None:
        self._results.show_lines(lines)
        failed = sum(line.error is not None for line in lines)
        self._ended()
        text = tr("{made} files in {folder}.", made=len(lines) - failed, folder=self._output.folder())
        if failed:
            text += " " + tr("{failed} not drawn: see the list.", failed=failed)
        if failed < len(lines):
            show_done(self._bar, text, tr("Sheets"))

    def _not_exported(self, error: BaseException) -> None:
        self._results.give_up(tr("cancelled") if isinstance(error, Cancelled) else tr("not drawn"))
        self._ended()
        show_error(self._bar, error, tr("Sheets"))

    def _ended(self) -> None:
        self._export = None
        self._enable()
        if self._closing:
            self.close()

    # Results ---------------------------------------------------------------------------------

    def open_selected(self) -> None:
        """Open the finished sheet that the cursor is on."""
        path = self._results.selected_file()
        if path is not None:
            open_path(path)

    def show_selected(self) -> None:
        """Show where the problem is that the cursor is on."""
        self._show_place(self._results.selected())

    def _show_place(self, problem: Problem) -> None:
        """Step aside for the map; a button in QGIS's message bar leads back."""
        if problem.longitude is None or problem.latitude is None:
            return
        back = QPushButton(tr("Back to the sheets"))
        back.setObjectName("backToSheets")
        back.clicked.connect(while_open(self, lambda _checked=False: self._come_back()))
        text = problem_in_words(problem)
        if not self._iface.mapCanvas().layers():
            text = tr("{problem}. The map has no layers yet to see it on.", problem=text)
        show_hint(self._iface.messageBar(), text, tr("Sheets"), widget=back)
        self._aside = self._iface.messageBar().currentItem()
        self.hide()
        show_place(self._iface.mapCanvas(), problem.longitude, problem.latitude)

    def _come_back(self) -> None:
        self._iface.messageBar().popWidget(self._aside)
        self.show()

    # Closing -----------------------------------------------------------------------------------

    def stop_work(self) -> None:
        """Cancel what runs and let the window go without a question."""
        self._closing = True
        for work in (self._export, self._preview_work):
            if work is not None:
                work.cancel()
        self._export = self._preview_work = None

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close; while sheets are drawn only after a question."""
        if self._export is None:
            self.stop_work()
            event.accept()
            return
        event.ignore()
        question = QMessageBox(self)
        question.setObjectName("stopQuestion")
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(tr("Sheets"))
        question.setText(tr("Sheets are being drawn."))
        question.setInformativeText(tr("Those that are finished stay. Stop drawing the others?"))
        stop = question.addButton(tr("Stop and close"), QMessageBox.ButtonRole.DestructiveRole)
        stop.setObjectName("stopAndClose")
        stay = question.addButton(tr("Go on drawing"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        stop.clicked.connect(self._stop_and_close)
        question.open()

    def _stop_and_close(self) -> None:
        self._closing = True
        if self._export is None:
            self.close()
        else:
            self._export.cancel()


def papers() -> list[tuple[str, str]]:
    """Return the papers to choose from with their words: a size by itself turns as the village lies."""
    turned = {"landscape": tr("landscape"), "portrait": tr("portrait")}
    found: dict[str, str] = {}
    for preset in all_presets():
        turn = preset.name.rpartition("-")[2]
        if turn in turned:
            found.setdefault(preset.family, tr("{paper}, turned to suit the village", paper=preset.family))
            found.setdefault(preset.name, f"{preset.family} {turned[turn]}")
        elif preset.pixels is not None:
            across, down = preset.pixels
            found.setdefault(preset.name, tr("Screen, {across} x {down} pixels", across=across, down=down))
        else:
            found.setdefault(preset.name, preset.name)
    return list(found.items())


def workers() -> int:
    """Return how many processes may draw: one processor stays free for QGIS."""
    return max(1, min(4, (os.cpu_count() or 2) - 1))


def _order_or_error(path: Path) -> Order | BaseException:
    try:
        return order_of_file(path)
    except (FloodMapError, OSError) as error:
        return error
