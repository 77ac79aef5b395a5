"""The sheets as Processing algorithms: the same function as ``floodmap sheets``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..errors import QT_TRANSLATE_NOOP
from ..sheets.export import export_sheet
from ..sheets.profile import PROFILES
from .algorithm import DrawingAlgorithm

FORMAT_SETS = (("pdf", "png"), ("pdf",), ("png",))


class ExportSheet(DrawingAlgorithm):
    """Draw one village's framed sheet from a snapshot GeoPackage."""

    NAME = "export_sheet"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Export sheet")
    GROUP_ID = "sheets"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Sheets")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Draws the situation map of one village from the snapshot of its edition: map, legend, tables and"
        " imprint on paper, as PDF and as PNG at 300 dpi, with a manifest of what was drawn. The file appears"
        " whole or not at all. The public profile masks telephone numbers and leaves out the household list.",
    )
    INPUT, PRESET, PROFILE, FORMATS, OUTPUT = "INPUT", "PRESET", "PROFILE", "FORMATS", "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        snapshot = self.tr(QT_TRANSLATE_NOOP("Processing", "Snapshot of the edition"))
        self.addParameter(QgsProcessingParameterFile(self.INPUT, snapshot, extension="gpkg"))
        paper = self.tr(QT_TRANSLATE_NOOP("Processing", "Paper"))
        self.addParameter(QgsProcessingParameterString(self.PRESET, paper, defaultValue="A3"))
        profile = self.tr(QT_TRANSLATE_NOOP("Processing", "Profile"))
        self.addParameter(QgsProcessingParameterEnum(self.PROFILE, profile, options=list(PROFILES), defaultValue=0))
        names = [" + ".join(formats).upper() for formats in FORMAT_SETS]
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Formats"))
        self.addParameter(QgsProcessingParameterEnum(self.FORMATS, label, options=names, defaultValue=0))
        folder = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder for the files"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, folder))
        self.addOutput(QgsProcessingOutputFile("FILE", self.tr(QT_TRANSLATE_NOOP("Processing", "Sheet"))))
        self.addOutput(QgsProcessingOutputFile("MANIFEST", self.tr(QT_TRANSLATE_NOOP("Processing", "Manifest"))))
        self.add_number_output("PAGES", QT_TRANSLATE_NOOP("Processing", "Pages"))
        self.add_number_output("SCALE", QT_TRANSLATE_NOOP("Processing", "Scale number"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Export the sheet."""
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        done = export_sheet(
            Path(self.parameterAsFile(parameters, self.INPUT, context)),
            folder,
            preset=self.parameterAsString(parameters, self.PRESET, context),
            profile=PROFILES[self.parameterAsEnum(parameters, self.PROFILE, context)],
            formats=FORMAT_SETS[self.parameterAsEnum(parameters, self.FORMATS, context)],
            feedback=feedback,
        )
        for text in done.warnings:
            feedback.pushWarning(text)
        return {
            self.OUTPUT: str(folder),
            "FILE": str(done.files[0]),
            "MANIFEST": str(done.manifest),
            "PAGES": done.pages,
            "SCALE": done.scale,
        }


ALGORITHMS = (ExportSheet,)
