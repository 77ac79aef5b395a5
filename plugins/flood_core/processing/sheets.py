"""The sheets as Processing algorithms: the same function as ``floodmap sheets``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..errors import QT_TRANSLATE_NOOP
from ..sheets.profile import PROFILES
from .algorithm import DatabaseAlgorithm, DrawingAlgorithm, FloodMapAlgorithm, translated

FORMAT_SETS = (("pdf", "png"), ("pdf",), ("png",), ("jpg",), ("tif",), ("svg",), ("pdf-layers",))


class _Drawing(FloodMapAlgorithm):
    """What both ways to export ask for: paper, profile, formats, folder."""

    GROUP_ID = "sheets"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Sheets")
    PRESET, PROFILE, FORMATS, GROUND, OUTPUT = "PRESET", "PROFILE", "FORMATS", "GROUND", "OUTPUT"

    def add_drawing(self) -> None:
        """Define the parameters of the drawing."""
        paper = self.tr(QT_TRANSLATE_NOOP("Processing", "Paper"))
        self.addParameter(QgsProcessingParameterString(self.PRESET, paper, defaultValue="A3"))
        profile = self.tr(QT_TRANSLATE_NOOP("Processing", "Profile"))
        self.addParameter(QgsProcessingParameterEnum(self.PROFILE, profile, options=list(PROFILES), defaultValue=0))
        names = [" + ".join(formats).upper() for formats in FORMAT_SETS]
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Formats"))
        self.addParameter(QgsProcessingParameterEnum(self.FORMATS, label, options=names, defaultValue=0))
        ground = self.tr(QT_TRANSLATE_NOOP("Processing", "Under the map: plain, relief, photo, or a raster's path"))
        self.addParameter(QgsProcessingParameterString(self.GROUND, ground, defaultValue="plain"))
        folder = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder for the files"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, folder))

    def drawing(self, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        """Return what was chosen for the drawing."""
        return {
            "preset": self.parameterAsString(parameters, self.PRESET, context),
            "profile": PROFILES[self.parameterAsEnum(parameters, self.PROFILE, context)],
            "formats": FORMAT_SETS[self.parameterAsEnum(parameters, self.FORMATS, context)],
        }


class ExportSheet(_Drawing, DrawingAlgorithm):
    """Draw one village's framed sheet from a snapshot GeoPackage."""

    NAME = "export_sheet"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Export sheet")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Draws the situation map of one village from the snapshot of its edition: map, legend, tables and"
        " imprint on paper, as PDF and as PNG at 300 dpi, with a manifest of what was drawn. The file appears"
        " whole or not at all. The public profile masks telephone numbers and leaves out the household list.",
    )
    INPUT = "INPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        snapshot = self.tr(QT_TRANSLATE_NOOP("Processing", "Snapshot of the edition"))
        self.addParameter(QgsProcessingParameterFile(self.INPUT, snapshot, extension="gpkg"))
        self.add_drawing()
        self.addOutput(QgsProcessingOutputFile("FILE", self.tr(QT_TRANSLATE_NOOP("Processing", "Sheet"))))
        self.addOutput(QgsProcessingOutputFile("MANIFEST", self.tr(QT_TRANSLATE_NOOP("Processing", "Manifest"))))
        self.add_number_output("PAGES", QT_TRANSLATE_NOOP("Processing", "Pages"))
        self.add_number_output("SCALE", QT_TRANSLATE_NOOP("Processing", "Scale number"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Export the sheet."""
        from ..sheets.export import export_sheet
        from ..sheets.order_grounds import find_ground

        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        gpkg = Path(self.parameterAsFile(parameters, self.INPUT, context))
        ground = find_ground(None, "", self.parameterAsString(parameters, self.GROUND, context))
        done = export_sheet(gpkg, folder, ground=ground, feedback=feedback, **self.drawing(parameters, context))
        for text in done.warnings:
            feedback.pushWarning(text)
        return {
            self.OUTPUT: str(folder),
            "FILE": str(done.files[0]),
            "MANIFEST": str(done.manifest),
            "PAGES": done.pages,
            "SCALE": done.scale,
        }


class ExportSheetsOfArea(_Drawing, DatabaseAlgorithm):
    """Draw the sheets of a village, or of all villages of an area, from the database, in processes of their own."""

    NAME = "export_sheets_of_area"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Export the sheets of an area")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Draws the newest situation map of a village, or of every village of a township or county, straight from"
        " the database. Several processes draw at the same time; a sheet that fails does not stop the others.",
    )
    AREA, YEAR, WORKERS, AGAIN, BIND = "AREA", "YEAR", "WORKERS", "AGAIN", "BIND"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.AREA, QT_TRANSLATE_NOOP("Processing", "Code of the county, township or village"))
        year = self.tr(QT_TRANSLATE_NOOP("Processing", "Year (empty: the newest map)"))
        self.addParameter(QgsProcessingParameterNumber(self.YEAR, year, optional=True, minValue=1990, maxValue=2200))
        self.add_drawing()
        workers = self.tr(QT_TRANSLATE_NOOP("Processing", "Processes that draw"))
        self.addParameter(QgsProcessingParameterNumber(self.WORKERS, workers, defaultValue=2, minValue=1, maxValue=64))
        again = self.tr(QT_TRANSLATE_NOOP("Processing", "Draw unchanged sheets again"))
        self.addParameter(QgsProcessingParameterBoolean(self.AGAIN, again, defaultValue=False))
        bind = self.tr(QT_TRANSLATE_NOOP("Processing", "Bind the PDFs of each township into one"))
        self.addParameter(QgsProcessingParameterBoolean(self.BIND, bind, defaultValue=False))
        self.add_database()
        self.add_number_output("made", QT_TRANSLATE_NOOP("Processing", "Sheets made"))
        self.add_number_output("unchanged", QT_TRANSLATE_NOOP("Processing", "Sheets unchanged"))
        self.add_number_output("failed", QT_TRANSLATE_NOOP("Processing", "Sheets failed"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Export the sheets and say what became of each."""
        from ..sheets.orders import export_orders, orders_of_area

        year = self.parameterAsInt(parameters, self.YEAR, context) if parameters.get(self.YEAR) is not None else None
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        with self.connection(parameters, context) as connection:
            deliveries = export_orders(
                connection,
                orders_of_area(connection, self.text(parameters, self.AREA, context) or "", year),
                folder,
                workers=self.parameterAsInt(parameters, self.WORKERS, context),
                again=self.parameterAsBool(parameters, self.AGAIN, context),
                bind=self.parameterAsBool(parameters, self.BIND, context),
                ground=self.parameterAsString(parameters, self.GROUND, context),
                translate=translated,
                feedback=feedback,
                **self.drawing(parameters, context),
            )
        made, unchanged = 0, sum(delivery.skipped for delivery in deliveries)
        for delivery in deliveries:
            if delivery.error is not None:
                feedback.pushWarning(f"{delivery.order.name}: {delivery.error.message(translated)}")
            elif delivery.result is not None:
                made += 1
                feedback.pushInfo(str(delivery.result.files[0]))
                for text in delivery.result.warnings:
                    feedback.pushWarning(f"{delivery.order.name}: {text}")
        counts = {"made": made - unchanged, "unchanged": unchanged, "failed": len(deliveries) - made}
        return {self.OUTPUT: str(folder), **counts}


class MakeCards(DrawingAlgorithm):
    """Make the cards of one village's households or danger zones from a snapshot GeoPackage."""

    NAME = "make_cards"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Make cards for households or zones")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Makes a card (明白卡) for every household of the transfer list, or for every danger zone: danger, signal,"
        " when to leave, where to, which way, whom to ring. For the inside only; a snapshot without names gives no"
        " household cards.",
    )
    GROUP_ID = _Drawing.GROUP_ID
    GROUP = _Drawing.GROUP
    INPUT, KIND, PAPER, OUTPUT = "INPUT", "KIND", "PAPER", "OUTPUT"
    KINDS, PAPERS = ("household", "zone"), ("A5", "A4")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        snapshot = self.tr(QT_TRANSLATE_NOOP("Processing", "Snapshot of the edition"))
        self.addParameter(QgsProcessingParameterFile(self.INPUT, snapshot, extension="gpkg"))
        kind = self.tr(QT_TRANSLATE_NOOP("Processing", "For whom"))
        self.addParameter(QgsProcessingParameterEnum(self.KIND, kind, options=list(self.KINDS), defaultValue=0))
        paper = self.tr(QT_TRANSLATE_NOOP("Processing", "Paper"))
        self.addParameter(QgsProcessingParameterEnum(self.PAPER, paper, options=list(self.PAPERS), defaultValue=0))
        folder = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder for the files"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, folder))
        self.addOutput(QgsProcessingOutputFile("FILE", self.tr(QT_TRANSLATE_NOOP("Processing", "Cards"))))
        self.add_number_output("COUNT", QT_TRANSLATE_NOOP("Processing", "Number of cards"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make the cards."""
        from ..sheets.cards import make_cards

        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        gpkg = Path(self.parameterAsFile(parameters, self.INPUT, context))
        kind = self.KINDS[self.parameterAsEnum(parameters, self.KIND, context)]
        paper = self.PAPERS[self.parameterAsEnum(parameters, self.PAPER, context)]
        file, count = make_cards(gpkg, folder, kind, paper, feedback)
        return {self.OUTPUT: str(folder), "FILE": str(file), "COUNT": count}


ALGORITHMS = (ExportSheet, ExportSheetsOfArea, MakeCards)
