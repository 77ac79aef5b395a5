"""The window that takes the boundaries of townships and villages in: check, read the findings, look at places, save."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flood_core.areas.base_data import FilePlan, look_into
from flood_core.areas.boundaries import ERROR, NOTICE, QUESTION, BoundaryReport, Fields, Finding, import_boundaries
from flood_core.database.connection import Connection
from flood_core.progress import Feedback
from flood_core.windows.map_place import show_box
from flood_core.windows.panel import Head
from flood_core.windows.session import Session
from flood_core.windows.translation import tr, translate
from flood_core.windows.while_open import while_open
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
)

from .file_rows import FileRows
from .file_window import FileWindow
from .ledger_tables import FilteredTable

_WIDTHS = (8, 16, 80)
_COLORS = {ERROR: "#A61C1C", QUESTION: "#8A5A00", NOTICE: "#5A5A5A"}


class BoundaryWindow(FileWindow):
    """Checks a file of boundaries, shows what is wrong with it, and takes it in."""

    done_well = pyqtSignal(str)  #: what was done, in a sentence

    def __init__(self, iface: Any, session: Session, below: str, may: bool) -> None:
        """``below``: code of the area that the file is for, empty = any; ``may``: whether this person may save."""
        super().__init__(iface.mainWindow(), session, "boundary", tr("Import boundaries"))
        self._iface, self._below, self._may = iface, below, may
        self._report: BoundaryReport | None = None
        self._severities = {ERROR: tr("error"), QUESTION: tr("to confirm"), NOTICE: tr("notice")}
        self._build()
        self.enable()

    def _build(self) -> None:
        self._file = FileRows(
            "boundary", tr("Geodata (*.gpkg *.shp *.geojson *.json *.kml *.tab *.dxf *.zip);;All files (*)")
        )
        self._code, self._name = QComboBox(), QComboBox()
        self._code.setObjectName("boundaryCode")
        self._name.setObjectName("boundaryName")
        form, right = QFormLayout(), QFormLayout()
        for one in (form, right):
            one.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._file.add_to(form)
        right.addRow(tr("Field with the code"), self._code)
        right.addRow(tr("Field with the name"), self._name)
        self._new = QCheckBox(tr("Add areas that are not in the list"))
        self._new.setObjectName("boundaryNew")
        right.addRow("", self._new)
        columns = QHBoxLayout()
        columns.addLayout(form, 3)
        columns.addSpacing(20)
        columns.addLayout(right, 2)
        self._findings = FilteredTable(
            "boundaryFindings", [tr("Kind"), tr("Area"), tr("What was found")], self._cells,
            group=lambda finding: finding.severity, groups=list(self._severities.items()),
            color=lambda finding: _COLORS[finding.severity],
        )  # fmt: skip
        self._findings.chosen.connect(self._show_place)
        self._summary = QLabel(tr("Choose the file, then “Check”. A check saves nothing."))
        self._summary.setObjectName("boundarySummary")
        self._summary.setWordWrap(True)
        self._accept = QCheckBox(tr("I have looked at overlaps and gaps: take it in all the same"))
        self._accept.setObjectName("boundaryAccept")
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(Head(tr("Import boundaries"), self._words(), topic="areas"))
        column.addWidget(self.bar)
        column.addLayout(columns)
        column.addWidget(self._findings, 1)
        column.addWidget(self.progress)
        column.addWidget(self._summary)
        column.addWidget(self._accept)
        column.addLayout(self.buttons())
        self._file.file_changed.connect(self._look)
        self._file.changed.connect(self._stale)
        for signal in (self._code.currentIndexChanged, self._name.currentIndexChanged, self._new.toggled):
            signal.connect(lambda _new: self._stale())
        self._accept.toggled.connect(lambda _on: self.enable())

    def _words(self) -> str:
        words = tr(
            "Boundaries of townships, villages or natural villages from any map file. All of it comes in, or nothing."
        )
        return words if self._may else words + " " + tr("Only administrators can save; you can check a file.")

    def _cells(self, finding: Finding) -> list[Any]:
        return [self._severities[finding.severity], finding.area, finding.text(translate)]

    def enable(self) -> None:
        """Let the buttons be pressed when all is there."""
        ready = self.work is None and self.session.is_signed_in and self._file.path() is not None
        report = self._report
        self.check.setEnabled(ready)
        self._accept.setVisible(report is not None and report.errors == 0 and report.questions > 0)
        good = report is not None and report.errors == 0 and (report.questions == 0 or self._accept.isChecked())
        fresh = report is not None and report.changed + report.added > 0
        self.take.setEnabled(ready and self._may and good and fresh)

    def _stale(self) -> None:
        """Forget the check: the form says something else now."""
        self._report = None
        self.enable()

    # Looking into the file ---------------------------------------------------------------

    def _look(self) -> None:
        self._stale()
        self.bar.clearWidgets()
        path, layer = self._file.path(), self._file.layer()
        if path is None:
            return
        self.session.run(
            tr("Reading the file"), lambda feedback: look_into("area", path, source_layer=layer, feedback=feedback),
            while_open(self, self._looked), while_open(self, self.failed),
        )  # fmt: skip

    def _looked(self, plan: FilePlan) -> None:
        self._file.show_layers(plan.layers, plan.layer)
        self._file.show_system(plan.source_crs)
        for box, column in ((self._code, "code"), (self._name, "name")):
            box.blockSignals(True)
            box.clear()
            box.addItem(tr("none"), None)
            for field in plan.fields:
                box.addItem(field, field)
            box.setCurrentIndex(max(0, box.findData(plan.proposed.get(column))))
            box.blockSignals(False)
        self._summary.setText(tr("{count} areas in the file. Now “Check”.", count=plan.features))
        self.enable()

    # Checking and saving -----------------------------------------------------------------

    def run(self, dry_run: bool) -> None:
        """Check the file, or take it in."""
        path = self._file.path() or Path()
        asked: dict[str, Any] = {
            "below": self._below, "source_layer": self._file.layer(), "crs": self._file.crs(),
            "fields": Fields(self._code.currentData(), self._name.currentData()), "add_new": self._new.isChecked(),
            "accept": self._accept.isChecked(), "dry_run": dry_run,
        }  # fmt: skip

        def work(connection: Connection, feedback: Feedback) -> BoundaryReport:
            return import_boundaries(connection, path, feedback=feedback, **asked)

        title = tr("Checking the boundaries") if dry_run else tr("Taking the boundaries in")
        self.begin(title, work, self._reported)

    def _reported(self, report: BoundaryReport) -> None:
        counts = report.counts()
        if report.saved:
            self.done_well.emit(
                tr("Boundaries taken in: {changed} changed, {added} new areas, {same} as before.", **counts)
            )
            self.close()
            return
        self._report = report
        self._findings.put(report.findings, _WIDTHS)
        self._summary.setText(
            tr("{read} areas read: {changed} changed, {added} new, {same} as before, {left_out} left out."
               " {errors} errors, {questions} to confirm. Nothing is saved yet.",
               errors=report.errors, questions=report.questions, **counts)
        )  # fmt: skip
        self.enable()

    def _show_place(self, finding: Finding) -> None:
        """Turn the map to the area of a finding, as the file has it."""
        shapes = [wkb for code, _, wkb in (self._report.shapes if self._report else ()) if code == finding.area]
        shapes = shapes or [
            wkb
            for code, _, wkb in (self._report.shapes if self._report else ())
            if code.startswith(finding.area or "-")
        ]
        if not shapes:
            return
        geometries = []
        for wkb in shapes:
            geometry = QgsGeometry()
            geometry.fromWkb(wkb)
            geometries.append(geometry)
        canvas, degrees = self._iface.mapCanvas(), QgsCoordinateReferenceSystem("EPSG:4490")
        if not canvas.mapSettings().destinationCrs().isValid():
            canvas.setDestinationCrs(degrees)
        show_box(canvas, QgsGeometry.unaryUnion(geometries).boundingBox())
        canvas.flashGeometries(geometries, degrees)
