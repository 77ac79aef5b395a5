"""The window 台账导入 below the map: file, columns, findings, where rows land, taking in, taking back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flood_core.database.area_list import AreaName, areas_in_reach
from flood_core.database.connection import Connection
from flood_core.database.ledger_places import CHANGED, NEW, REFUSED, SAME, UNPLACED, RowPlace
from flood_core.layers.ledger_layers import COLORS, LedgerLayers
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.issues import ERROR, NOTICE, WARNING, Issue
from flood_core.ledger.report import ImportReport
from flood_core.progress import Feedback
from flood_core.windows import days, help_window
from flood_core.windows.area_choice import AreaChoice
from flood_core.windows.map_place import show_box
from flood_core.windows.messages import show_done, show_error, show_hint
from flood_core.windows.panel import ProgressLine
from flood_core.windows.session import Session
from flood_core.windows.settings import keep, value
from flood_core.windows.translation import tr, translate
from flood_core.windows.while_open import while_open
from flood_core.windows.work import Work
from qgis.gui import QgsFileWidget, QgsMessageBar
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDockWidget,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from .ledger_batches import BatchesPage
from .ledger_columns import ColumnsPage
from .ledger_differences import DifferencesPage
from .ledger_tables import FilteredTable

FILE, COLUMNS, FINDINGS, PLACES, DIFFERENCES, BATCHES = range(6)
FINDING_WIDTHS, PLACE_WIDTHS = (8, 13, 5, 13, 12, 36, 30), (9, 13, 5, 22, 12, 16, 38)  # in letters
SETTLE = 250  # ms
ISSUE_COLORS = {ERROR: "#A61C1C", WARNING: "#8A5A00", NOTICE: "#5A5A5A"}


class LedgerWindow(QDockWidget):
    """Checks a ledger, shows what would become of it, and takes it in."""

    def __init__(self, iface: Any, session: Session) -> None:
        super().__init__(tr("Ledger import"), iface.mainWindow())
        self.setObjectName("ledgerWindow")
        self._iface, self._session = iface, session
        self._work: Work | None = None
        self._layers: LedgerLayers | None = None
        self._checked: dict[str, Any] | None = None  # what was asked when the check was made
        self._report: ImportReport | None = None  # of the last check
        self._news = False  # whether the check found anything to take in
        self._states = {NEW: tr("new"), CHANGED: tr("changed"), SAME: tr("as before"), REFUSED: tr("refused"),
                        UNPLACED: tr("to be placed")}  # fmt: skip
        self._severities = {ERROR: tr("error"), WARNING: tr("warning"), NOTICE: tr("notice")}
        self._build()
        session.signed_in.connect(self.read)
        session.signed_out.connect(self.read)
        self.read()

    # Parts -------------------------------------------------------------------------------

    def _build(self) -> None:
        self._bar, self._progress = QgsMessageBar(), ProgressLine()
        self._bar.setObjectName("ledgerMessages")
        self._columns = ColumnsPage()
        self._findings = FilteredTable(
            "ledgerFindings",
            [tr("Kind"), tr("Sheet"), tr("Row"), tr("Column"), tr("Value"), tr("What is wrong"), tr("How to mend it")],
            self._issue_cells,
            group=lambda issue: issue.severity,
            groups=list(self._severities.items()),
            color=lambda issue: ISSUE_COLORS[issue.severity],
            in_full=lambda issue: f"{issue.text(translate)}\n{issue.fix(translate)}".strip(),
        )
        self._places = FilteredTable(
            "ledgerPlaces",
            [tr("Result"), tr("Sheet"), tr("Row"), tr("Name"), tr("Place"), tr("Coordinates read as"), tr("Because")],
            self._place_cells,
            group=lambda place: place.state,
            groups=list(self._states.items()),
            color=lambda place: COLORS[place.state],
            in_full=lambda place: place.evidence,
        )
        self._differences = DifferencesPage()
        self._batches = BatchesPage(self._session, self._bar, self._progress)
        self._tabs = QTabWidget()
        self._tabs.setObjectName("ledgerTabs")
        for page, words in (
            (self._file_page(), tr("1 File")),
            (self._columns, tr("2 Columns")),
            (self._findings_page(), tr("3 Findings")),
            (self._places, tr("4 On the map")),
            (self._differences, tr("5 Differences")),
            (self._batches, tr("Ledgers taken in")),
        ):
            self._tabs.addTab(page, words)
        self._summary = QLabel(tr("Choose the ledger, then “Check”. A check saves nothing."))
        self._summary.setObjectName("ledgerSummary")
        self._summary.setWordWrap(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 4, 8, 8)
        column.addWidget(self._bar)
        column.addWidget(self._tabs, 1)
        column.addWidget(self._progress)
        column.addLayout(self._last_line())
        self.setWidget(inner)
        self._columns.changed.connect(self._enable)
        self._findings.chosen.connect(lambda issue: self._to_map(issue.sheet, issue.row))
        self._places.chosen.connect(lambda place: self._to_map(place.sheet, place.row))
        self._differences.chosen.connect(self._to_map)
        self._tabs.currentChanged.connect(lambda page: self._batches.read() if page == BATCHES else None)
        self._enable()

    def _findings_page(self) -> QWidget:
        self._mark = QPushButton(tr("Copy with the cells marked"))
        self._mark.setObjectName("markLedger")
        self._mark.setToolTip(
            tr("For the sender: the same ledger, what is wrong is coloured and explained at the cell.")
        )
        self._mark.clicked.connect(self.mark)
        row = QHBoxLayout()
        row.addWidget(self._mark)
        row.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._findings, 1)
        column.addLayout(row)
        return page

    def _file_page(self) -> QWidget:
        self._file = QgsFileWidget()
        self._file.setObjectName("ledgerFile")
        self._file.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self._file.setFilter(tr("Ledgers (*.xlsx *.xls *.csv)"))
        self._sender, self._category, self._year = QLineEdit(), QLineEdit(), QSpinBox()
        self._sender.setObjectName("ledgerSender")
        self._sender.setPlaceholderText(tr("as the file says it"))
        self._category.setObjectName("ledgerCategory")
        self._category.setPlaceholderText(tr("as the sheets say it; else a name or code: 水库, 0601, R3"))
        self._year.setObjectName("ledgerYear")
        self._year.setRange(1990, 2200)
        self._year.setValue(days.today().year())
        self._area = AreaChoice()
        left, right = QFormLayout(), QFormLayout()
        for form in (left, right):
            form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        left.addRow(tr("Ledger file"), self._file)
        left.addRow(tr("Sent by"), self._sender)
        left.addRow(tr("Category"), self._category)
        left.addRow(tr("Year of lists"), self._year)
        self._area.add_to(right)
        page = QWidget()
        row = QHBoxLayout(page)
        row.addLayout(left, 3)
        row.addSpacing(24)
        row.addLayout(right, 2)
        self._file.fileChanged.connect(self._file_changed)
        for signal in (self._sender.textChanged, self._category.textChanged, self._year.valueChanged):
            signal.connect(lambda _new: self._enable())
        self._area.changed.connect(self._enable)
        return page

    def _last_line(self) -> QHBoxLayout:
        self._mode = QComboBox()
        self._mode.setObjectName("ledgerMode")
        self._mode.addItem(tr("all rows or none"), "all")
        self._mode.addItem(tr("only the rows without errors"), "good")
        self._mode.currentIndexChanged.connect(lambda _index: self._enable())
        guide = QPushButton(tr("Help"))
        guide.clicked.connect(lambda: help_window.show("import"))
        self._check = QPushButton(tr("Check"))
        self._check.setObjectName("checkLedger")
        self._check.clicked.connect(self.check)
        self._take = QPushButton(tr("Take in"))
        self._take.setObjectName("takeLedger")
        self._take.clicked.connect(self.take_in)
        row = QHBoxLayout()
        row.addWidget(guide)
        row.addWidget(self._summary, 1)
        for widget in (self._check, self._mode, self._take):
            row.addWidget(widget)
        return row

    def _issue_cells(self, issue: Issue) -> list[Any]:
        return [self._severities[issue.severity], issue.sheet, issue.row, issue.column, issue.value,
                issue.text(translate), issue.fix(translate)]  # fmt: skip

    def _place_cells(self, place: RowPlace) -> list[Any]:
        where = tr("on the map") if place.geometry is not None else tr("without coordinates")
        return [self._states[place.state], place.sheet, place.row, place.name, where, place.system, place.evidence]

    # State -------------------------------------------------------------------------------

    def _asked(self) -> dict[str, Any]:
        """Return what stands in the window, as ``import_ledger`` takes it."""
        return {
            "path": Path(self._file.filePath().strip()),
            "category": self._category.text().strip() or None,
            "area": self._area.code() or None,
            "year": self._year.value(),
            "sender": self._sender.text().strip() or None,
            "columns": self._columns.choices(),
        }

    def _enable(self) -> None:
        ready = self._work is None and self._session.is_signed_in and bool(self._file.filePath().strip())
        self._check.setEnabled(ready)
        self._take.setEnabled(ready and self._news and self._checked == self._asked())
        self._mark.setEnabled(self._work is None and self._report is not None)

    def _file_changed(self, _path: str) -> None:
        self._columns.forget()
        self._enable()

    def read(self) -> None:
        """Read which areas there are."""
        if not self._session.is_signed_in:
            self._area.show_areas([])
            self._summary.setText(tr("No database is connected. Choose “Connection…” in the menu 防汛防台."))
            self._enable()
            return
        own = self._session.person.areas if self._session.person is not None else ()
        first = str(value("import/area", "")) or next(iter(own), "")
        self._summary.setText(tr("Choose the ledger, then “Check”. A check saves nothing."))
        self._session.ask(
            tr("Reading the areas"), lambda connection, _feedback: areas_in_reach(connection),
            while_open(self, lambda areas: self._areas_read(areas, first)), while_open(self, self._failed),
        )  # fmt: skip

    def _areas_read(self, areas: list[AreaName], first: str) -> None:
        self._area.show_areas(areas, first)
        self._batches.names = {area.code: area.name for area in areas}

    # Check -------------------------------------------------------------------------------

    def check(self) -> None:
        """Read and compare the ledger without saving anything."""
        asked, title, states = self._asked(), tr("Ledger, not saved yet"), dict(self._states)

        def look(connection: Connection, feedback: Feedback) -> tuple[ImportReport, LedgerLayers]:
            report = import_ledger(connection, dry_run=True, with_places=True, mode="good", feedback=feedback, **asked)
            return report, LedgerLayers(report.places, title, states)

        def done(found: tuple[ImportReport, LedgerLayers]) -> None:
            self._end()
            report, self._layers = found
            self._checked, self._report = asked, report
            self._news = report.rows_inserted + report.rows_updated > 0 or any(one.handed_out for one in report.missing)
            self._show(report, self._layers)
            self._enable()

        self._clear()
        self._begin(self._session.ask(tr("Checking the ledger"), look, while_open(self, done), self._open_failed()))

    def _show(self, report: ImportReport, layers: LedgerLayers) -> None:
        self._columns.show_sheets(report.sheets)
        self._findings.put(report.issues, FINDING_WIDTHS)
        self._places.put(report.places, PLACE_WIDTHS)
        self._differences.show_report(report)
        unplaced = sum(place.state == UNPLACED for place in report.places)
        self._summary.setText(
            tr(
                "{read} rows: {new} new, {changed} changed, {same} as before, {refused} with errors, {unplaced} to be"
                " placed. Nothing is saved yet.",
                read=report.rows_read,
                new=report.rows_inserted,
                changed=report.rows_updated,
                same=report.rows_unchanged,
                refused=report.rows_rejected,
                unplaced=unplaced,
            )  # fmt: skip
        )
        if report.remembered:
            names = "、".join(report.remembered)
            text = tr("As in the last ledger of {sender}: {names}", sender=report.sender or "", names=names)
            show_hint(self._bar, text)
        if layers.layers:
            layers.show(self._from_map)
            # QGIS shows its map, and all of it, when the first layer comes: ours is the last word.
            QTimer.singleShot(SETTLE, while_open(self, self._show_all))
        self._tabs.setCurrentIndex(FINDINGS if report.errors else PLACES)

    def _show_all(self) -> None:
        if self._layers is not None:
            show_box(self._iface.mapCanvas(), self._layers.extent())

    def _to_map(self, sheet: str, row: int | None) -> None:
        box = self._layers.select(sheet, row) if self._layers is not None and row is not None else None
        if box is not None:
            show_box(self._iface.mapCanvas(), box)

    def _from_map(self, sheet: str, row: int) -> None:
        self._tabs.setCurrentIndex(PLACES)
        self._places.look_at(lambda place: (place.sheet, place.row) == (sheet, row))

    # Taking in ---------------------------------------------------------------------------

    def take_in(self) -> None:
        """Save what was checked."""
        asked, mode = self._asked(), str(self._mode.currentData())
        retire = self._differences.retires()

        def take(connection: Connection, feedback: Feedback) -> ImportReport:
            return import_ledger(connection, mode=mode, retire_missing=retire, feedback=feedback, **asked)

        self._begin(
            self._session.ask(tr("Taking the ledger in"), take, while_open(self, self._taken), self._open_failed())
        )

    def _taken(self, report: ImportReport) -> None:
        self._end()
        self._findings.put(report.issues, FINDING_WIDTHS)
        if report.state != "committed":
            self._summary.setText(
                tr(
                    "Nothing was saved: {refused} rows have errors. Mend the file and check again, or take only the"
                    " rows without errors.",
                    refused=report.rows_rejected,
                )  # fmt: skip
            )
            self._tabs.setCurrentIndex(FINDINGS)
            return
        keep("import/area", report.area_code or "")
        retired = report.rows_retired
        text = tr("Taken in: {new} new, {changed} changed, {same} as before, {refused} left out.",
                  new=report.rows_inserted, changed=report.rows_updated, same=report.rows_unchanged,
                  refused=report.rows_rejected)  # fmt: skip
        if retired:
            text += " " + tr("{count} things were retired.", count=retired)
        self._clear()
        self._summary.setText(text)
        show_done(self._bar, text, tr("Ledger import"))
        self._tabs.setCurrentIndex(BATCHES)
        self._batches.read()

    # Giving back -------------------------------------------------------------------------

    def mark(self) -> None:
        """Write a copy of the ledger beside it in which the wrong cells are marked."""
        report, ledger = self._report, Path(self._file.filePath().strip())
        if report is None:
            return
        copy = ledger.with_name(f"{ledger.stem}_{tr('marked')}.xlsx")

        def write(feedback: Feedback) -> Path:
            from flood_core.ledger.marking import write_marked

            return write_marked(ledger, report, copy, translate=translate, feedback=feedback)

        self._begin(
            self._session.run(tr("Marking the cells"), write, while_open(self, self._marked), self._open_failed())
        )

    def _marked(self, path: Path) -> None:
        self._end()
        show_done(self._bar, tr("Written: {file}", file=path), tr("Ledger import"))

    # Life --------------------------------------------------------------------------------

    def _begin(self, work: Work) -> None:
        self._work = work
        self._bar.clearWidgets()
        self._progress.follow(work)
        self._enable()

    def _end(self) -> None:
        self._work = None
        self._enable()

    def _open_failed(self) -> Any:
        return while_open(self, self._failed)

    def _failed(self, error: BaseException) -> None:
        self._end()
        show_error(self._bar, error, tr("Ledger import"))

    def _clear(self) -> None:
        """Take the last check off the map and out of the tables."""
        self._checked = self._report = None
        if self._layers is not None:
            self._layers.remove()
            self._layers = None
            self._iface.mapCanvas().refresh()
        self._findings.put([], FINDING_WIDTHS)
        self._places.put([], PLACE_WIDTHS)
        self._differences.clear()
        self._enable()

    def stop_work(self) -> None:
        """Cancel what runs and take the layers off the map."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
        self._clear()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close: a check leaves nothing behind, and what was being taken in is cancelled whole."""
        self.stop_work()
        self._columns.forget()
        super().closeEvent(event)
