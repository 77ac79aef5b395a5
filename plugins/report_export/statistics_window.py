"""The window 统计报表: choose area and moment, look at the figures, write workbook and document."""

from __future__ import annotations

import html
import tempfile
from pathlib import Path
from typing import Any

from flood_core.database.area_list import AreaName, areas_in_reach
from flood_core.database.connection import Connection
from flood_core.errors import FloodMapError
from flood_core.progress import Feedback, Part
from flood_core.reports.drawing import written
from flood_core.reports.formats import FORMATS, USUAL_FORMATS
from flood_core.reports.moments import read_moment
from flood_core.reports.preview import ReportPreview, preview_report
from flood_core.reports.register_reports import KINDS, Asked, ReportKind, kind_named
from flood_core.reports.tables import Kind
from flood_core.windows import days
from flood_core.windows.area_choice import AreaChoice
from flood_core.windows.messages import show_done, show_error
from flood_core.windows.panel import Head
from flood_core.windows.preview_pane import PreviewPane
from flood_core.windows.session import Session
from flood_core.windows.settings import keep, value
from flood_core.windows.translation import tr
from flood_core.windows.while_open import while_open
from flood_core.windows.work import Work
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from .export_window import ExportWindow
from .figures_page import FiguresPage
from .output_choice import OutputChoice, open_path

PATH = Qt.ItemDataRole.UserRole


class StatisticsWindow(ExportWindow):
    """Writes the statistics of the registers of an area."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(iface, session, "Statistics", tr("Statistics"))
        self._work: Work | None = None
        self._build()
        session.signed_in.connect(self.read_areas)
        session.signed_out.connect(self.read_areas)
        self.read_areas()

    # Parts -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._preview = PreviewPane(tr("“Preview” shows the first pages."))
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, 0)
        side.addLayout(self._form())
        side.addWidget(QLabel(tr("Finished files")))
        self._files = QListWidget()
        self._files.setObjectName("reportFiles")
        self._files.itemActivated.connect(lambda item: open_path(Path(item.data(PATH))))
        self._files.currentItemChanged.connect(lambda _now, _before: self._enable())
        side.addWidget(self._files, 1)
        side.addLayout(self._file_buttons())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        self._figures = FiguresPage(self._iface, self._session)
        self._figures.failed.connect(lambda error: show_error(self._bar, error, tr("Statistics")))
        tabs = QTabWidget()
        tabs.setObjectName("statisticsTabs")
        tabs.addTab(self._preview, tr("Printed pages"))
        tabs.addTab(self._figures, tr("Figures, and what they count on the map"))
        split.addWidget(left)
        split.addWidget(tabs)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 6)
        column = QVBoxLayout(self)
        words = tr("Risk sources, relief resources, shelters and people to move, added up from the registers.")
        column.addWidget(Head(tr("Statistics of the registers"), words))
        column.addWidget(self._bar)
        column.addWidget(split, 1)
        column.addWidget(self._progress)
        column.addLayout(self._last_line())
        self._show_kind()
        self._fit(150, 38)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._hint = QLabel()
        self._hint.setObjectName("statisticsHint")
        self._hint.setWordWrap(True)
        form.addRow(self._hint)
        self._kind = QComboBox()
        self._kind.setObjectName("reportKind")
        self._kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for kind in KINDS:
            self._kind.addItem(tr(kind.title), kind.name)
        self._kind.currentIndexChanged.connect(lambda _at: self._show_kind())
        form.addRow(tr("Report"), self._kind)
        self._area = AreaChoice()
        self._area.add_to(form)
        self._area.changed.connect(self._enable)
        self._year = QSpinBox()
        self._year.setObjectName("year")
        self._year.setRange(1990, 2200)
        self._year.setValue(days.today().year())
        form.addRow(tr("Year of lists and maps"), self._year)
        self._earlier = self._day_box("earlierDay", -30)
        form.addRow(tr("Compared with the evening of"), self._earlier)
        self._past = QCheckBox(tr("as on the evening of"))
        self._past.setObjectName("pastDay")
        self._day = self._day_box("day", -1)
        self._day.setEnabled(False)
        self._past.toggled.connect(self._day.setEnabled)
        row = QHBoxLayout()
        row.addWidget(self._past)
        row.addWidget(self._day, 1)
        form.addRow(tr("Past figures"), row)
        self._output = OutputChoice(FORMATS, USUAL_FORMATS)
        self._output.add_to(form)
        self._output.changed.connect(self._enable)
        self._rows = form
        return form

    @staticmethod
    def _day_box(name: str, from_now: int) -> QDateEdit:
        """Return a field for a day up to today; it begins with the one so many days from now."""
        box = QDateEdit(days.today().addDays(from_now))
        box.setObjectName(name)
        box.setCalendarPopup(True)
        box.setDisplayFormat("yyyy-MM-dd")
        box.setMaximumDate(days.today())
        return box

    def _file_buttons(self) -> QHBoxLayout:
        self._open_file = QPushButton(tr("Open file"))
        self._open_file.setObjectName("openReport")
        self._open_folder = QPushButton(tr("Open folder"))
        self._open_folder.setObjectName("openReportFolder")
        self._open_file.clicked.connect(lambda: open_path(Path(self._files.currentItem().data(PATH))))
        self._open_folder.clicked.connect(lambda: open_path(self._output.folder()))
        row = QHBoxLayout()
        for button in (self._open_file, self._open_folder):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _enable(self) -> None:
        ready = self._work is None and bool(self._area.code())
        self._see.setEnabled(ready)
        self._go.setEnabled(ready and self._output.is_complete())
        self._open_file.setEnabled(self._files.currentItem() is not None)
        self._open_folder.setEnabled(self._output.folder().is_dir())

    def _chosen(self) -> ReportKind:
        return kind_named(str(self._kind.currentData()))

    def _show_kind(self) -> None:
        """Show what the chosen report needs; a preview of another one goes."""
        kind = self._chosen()
        for field, needed in ((self._year, kind.by_year), (self._earlier, kind.between)):
            field.setVisible(needed)
            self._rows.labelForField(field).setVisible(needed)
        self._output.offer(kind.formats)
        self._preview.clear()
        self._figures.clear()

    # What it does ------------------------------------------------------------------------------

    def read_areas(self) -> None:
        """Read which areas there are to choose from."""
        if not self._session.is_signed_in:
            self._area.show_areas([])
            self._say(tr("No database is connected. Choose “Connection…” in the menu 防汛防台."))
            return
        self._say(tr("Reading the areas…"))
        self._session.ask(
            tr("Reading the areas"), lambda connection, _feedback: areas_in_reach(connection),
            while_open(self, self._areas_read), while_open(self, self._failed),
        )  # fmt: skip

    def _areas_read(self, areas: list[AreaName]) -> None:
        self._say("")
        own = self._session.person.areas if self._session.person is not None else ()
        self._area.show_areas(areas, str(value("export/area", "")) or next(iter(own), ""))

    def _say(self, words: str) -> None:
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def _asked(self) -> Asked:
        """Return what is asked for. Raises: FutureMoment."""
        kind = self._chosen()
        at = read_moment(self._day.date().toString("yyyy-MM-dd")) if self._past.isChecked() else None
        earlier = read_moment(self._earlier.date().toString("yyyy-MM-dd")) if kind.between else None
        return Asked(self._area.code(), at, earlier, self._year.value() if kind.by_year else None)

    def preview(self) -> None:
        """Show the first pages, made in the background."""
        kind = self._chosen()
        folder = tempfile.TemporaryDirectory(prefix="floodmap-preview-")

        def make(connection: Connection, feedback: Feedback) -> ReportPreview:
            report = kind.build(connection, asked, Part(feedback, 0, 50))
            return preview_report(report, Path(folder.name), Part(feedback, 50, 100), paged="pdf" in kind.formats)

        def done(found: ReportPreview) -> None:
            if found.pages:
                self._preview.show_pages(found.pages)
            else:
                self._preview.clear(_figures(found))
            self._figures.show_report(found.report, asked.at)
            self._end()
            folder.cleanup()

        def failed(error: BaseException) -> None:
            self._preview.clear()
            self._failed(error)
            folder.cleanup()

        try:
            asked = self._asked()
        except FloodMapError as error:
            self._failed(error)
            return
        self._preview.clear(tr("Adding up…"))
        self._figures.clear()
        self._begin(self._session.ask(tr("Adding up"), make, while_open(self, done), while_open(self, failed)))

    def export(self) -> None:
        """Write the files, in the background."""
        kind = self._chosen()
        folder, formats = self._output.folder(), self._output.formats()

        def write(connection: Connection, feedback: Feedback) -> list[Path]:
            return kind.write(connection, asked, folder, formats, feedback)

        def done(files: list[Path]) -> None:
            for file in files:
                item = QListWidgetItem(file.name)
                item.setData(PATH, str(file))
                item.setToolTip(str(file))
                self._files.insertItem(0, item)
            self._files.setCurrentRow(0)
            self._end()
            show_done(self._bar, tr("{count} files in {folder}.", count=len(files), folder=folder), tr("Statistics"))

        try:
            asked = self._asked()
        except FloodMapError as error:
            self._failed(error)
            return
        self._output.remember()
        keep("export/area", asked.area)
        self._bar.clearWidgets()
        title = tr("Writing the statistics")
        self._begin(self._session.ask(title, write, while_open(self, done), while_open(self, self._failed)))

    def _begin(self, work: Work) -> None:
        self._work = work
        self._progress.follow(work)
        self._enable()

    def _end(self) -> None:
        self._work = None
        self._enable()

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._say("")
        show_error(self._bar, error, tr("Statistics"))

    # Closing -----------------------------------------------------------------------------------

    def stop_work(self) -> None:
        """Cancel what runs; nothing is left half done."""
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close; what runs is cancelled, for it takes seconds to do again."""
        self.stop_work()
        event.accept()


def _figures(found: ReportPreview) -> str:
    """Return the key figures as rich text, for machines that cannot draw a PDF."""
    rows = ""
    for one in found.report.figures:
        value = written(one.value, one.kind) + ("" if one.kind is Kind.PERCENT else f" {one.unit}")
        rows += f"<tr><td>{html.escape(one.name)}</td><td align='right'><b>{html.escape(value)}</b></td></tr>"
    return f"<h3>{html.escape(found.report.title)}</h3><table cellpadding='4'>{rows}</table>"
