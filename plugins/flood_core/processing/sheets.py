"""The sheets as Processing algorithms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import FloodMapError
from ..sheets.export import export_sheet
from ..sheets.profile import PROFILES

FORMAT_SETS = (("pdf", "png"), ("pdf",), ("png",))


class ExportSheet(QgsProcessingAlgorithm):
    """Draw one village's framed sheet from a snapshot GeoPackage."""

    INPUT, PRESET, PROFILE, FORMATS, OUTPUT = "INPUT", "PRESET", "PROFILE", "FORMATS", "OUTPUT"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "export_sheet"

    def displayName(self) -> str:  # noqa: N802 - QGIS's name
        """Return the name in the user's language."""
        return self.tr("Export sheet")

    def group(self) -> str:
        """Return the group in the user's language."""
        return self.tr("Sheets")

    def groupId(self) -> str:  # noqa: N802
        """Return the group's name."""
        return "sheets"

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            "Draws the situation map of one village from the snapshot of its edition: map, legend, tables and"
            " imprint on paper, as PDF and as PNG at 300 dpi, with a manifest of what was drawn. The file appears"
            " whole or not at all. The public profile masks telephone numbers and leaves out the household list."
        )

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        """Return a new algorithm of this kind."""
        return ExportSheet()

    def tr(self, text: str) -> str:
        """Translate a text of this algorithm."""
        return QCoreApplication.translate("ExportSheet", text)

    def flags(self) -> Any:
        """Keep to the main thread: a layout is drawn there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.addParameter(QgsProcessingParameterFile(self.INPUT, self.tr("Snapshot of the edition"), extension="gpkg"))
        self.addParameter(QgsProcessingParameterString(self.PRESET, self.tr("Paper"), defaultValue="A3"))
        self.addParameter(
            QgsProcessingParameterEnum(self.PROFILE, self.tr("Profile"), options=list(PROFILES), defaultValue=0)
        )
        names = [" + ".join(formats).upper() for formats in FORMAT_SETS]
        self.addParameter(QgsProcessingParameterEnum(self.FORMATS, self.tr("Formats"), options=names, defaultValue=0))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, self.tr("Folder for the sheet")))
        self.addOutput(QgsProcessingOutputFile("FILE", self.tr("Sheet")))
        self.addOutput(QgsProcessingOutputFile("MANIFEST", self.tr("Manifest")))
        self.addOutput(QgsProcessingOutputNumber("PAGES", self.tr("Pages")))
        self.addOutput(QgsProcessingOutputNumber("SCALE", self.tr("Scale number")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Export; the engine's errors become Processing's."""
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        try:
            done = export_sheet(
                Path(self.parameterAsFile(parameters, self.INPUT, context)),
                folder,
                preset=self.parameterAsString(parameters, self.PRESET, context),
                profile=PROFILES[self.parameterAsEnum(parameters, self.PROFILE, context)],
                formats=FORMAT_SETS[self.parameterAsEnum(parameters, self.FORMATS, context)],
                feedback=feedback,
            )
        except FloodMapError as error:
            raise QgsProcessingException(f"{error.message()} {error.advice()}".strip()) from error
        for text in done.warnings:
            feedback.pushWarning(text)
        return {
            self.OUTPUT: str(folder),
            "FILE": str(done.files[0]),
            "MANIFEST": str(done.manifest),
            "PAGES": done.pages,
            "SCALE": done.scale,
        }


ALGORITHMS = [ExportSheet]
