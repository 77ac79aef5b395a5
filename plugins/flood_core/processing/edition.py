"""Editions as Processing algorithms: the same functions as ``floodmap edition``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ..errors import QT_TRANSLATE_NOOP
from ..model import beijing
from ..model.area_names import display_name
from ..model.check_up import ERROR, HINT, WARNING
from .algorithm import DatabaseAlgorithm, translated

if TYPE_CHECKING:
    from ..situation.batch import Outcome


class EditionAlgorithm(DatabaseAlgorithm):
    """What the algorithms about editions share: area and year."""

    GROUP_ID = "editions"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Situation maps")
    AREA, YEAR = "AREA", "YEAR"

    def add_common(self) -> None:
        """Define the parameters that all of them have."""
        self.add_text(self.AREA, QT_TRANSLATE_NOOP("Processing", "Code of a village or township"))
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Year"))
        this_year = beijing.today().year
        self.addParameter(
            QgsProcessingParameterNumber(self.YEAR, label, defaultValue=this_year, minValue=1990, maxValue=2200)
        )
        self.add_database()

    def area(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """Return the code of the area."""
        return self.text(parameters, self.AREA, context) or ""

    def year(self, parameters: dict[str, Any], context: QgsProcessingContext) -> int:
        """Return the year of the editions."""
        return int(self.parameterAsInt(parameters, self.YEAR, context))

    @staticmethod
    def report_refused(outcomes: list[Outcome], feedback: QgsProcessingFeedback) -> int:
        """Say which villages were refused and why; return how many."""
        refused = [(one.village, one.error) for one in outcomes if one.error is not None]
        for village, error in refused:
            feedback.reportError(f"{display_name(village)}: {error.message(translated)}")
        return len(refused)


class CreateEditions(EditionAlgorithm):
    """Make draft editions from the registers."""

    NAME = "create_editions"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Create situation maps")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Makes a draft of the situation map of a village, or of every village of a township, from the"
        " registers: hazards, facilities, shelters, and evacuation routes along the roads. Each village is made"
        " whole or not at all; one that already has a draft is left alone unless a new version is asked for.",
    )
    NEW_VERSION = "NEW_VERSION"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_common()
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Set an older draft aside and make a new version"))
        self.addParameter(QgsProcessingParameterBoolean(self.NEW_VERSION, label, defaultValue=False))
        self.add_number_output("made", QT_TRANSLATE_NOOP("Processing", "Editions made"))
        self.add_number_output("refused", QT_TRANSLATE_NOOP("Processing", "Villages refused"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make the editions."""
        from ..situation.batch import create_editions

        new_version = self.parameterAsBoolean(parameters, self.NEW_VERSION, context)
        area, year = self.area(parameters, context), self.year(parameters, context)
        with self.connection(parameters, context) as connection:
            outcomes = create_editions(connection, area, year, feedback, new_version=new_version)
        refused = self.report_refused(outcomes, feedback)
        return {"made": len(outcomes) - refused, "refused": refused}


class CheckEditions(EditionAlgorithm):
    """Check editions against the rules of the check-up."""

    NAME = "check_editions"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Check situation maps")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Checks the newest situation map of a village, or of every village of a township: zones"
        " without a route, shelters too small, lists and map at odds, persons and phones missing."
        " The result is kept with the map.",
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_common()
        self.add_number_output("errors", QT_TRANSLATE_NOOP("Processing", "Errors"))
        self.add_number_output("warnings", QT_TRANSLATE_NOOP("Processing", "Warnings"))
        self.add_number_output("hints", QT_TRANSLATE_NOOP("Processing", "Hints"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Check and list what was found."""
        from ..situation.batch import check_editions

        language = "zh" if QgsApplication.locale().startswith("zh") else "en"
        area, year = self.area(parameters, context), self.year(parameters, context)
        with self.connection(parameters, context) as connection:
            outcomes = check_editions(connection, area, year, feedback)
        self.report_refused(outcomes, feedback)
        counts: Counter[str] = Counter()
        for outcome in outcomes:
            for finding in outcome.result or ():
                counts[finding.severity] += 1
                feedback.pushInfo(f"{display_name(outcome.village)} [{finding.severity}] {finding.message(language)}")
        return {"errors": counts[ERROR], "warnings": counts[WARNING], "hints": counts[HINT]}


class WriteSnapshots(EditionAlgorithm):
    """Write the GeoPackages that sheets are drawn from."""

    NAME = "write_snapshots"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Write situation maps as GeoPackages")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Writes the newest situation map of a village, or of every village of a township, with its base map and"
        " tables into one GeoPackage each. Sheets are drawn from it, without a database.",
    )
    OUTPUT = "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_common()
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder for the files"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, label))
        self.add_number_output("written", QT_TRANSLATE_NOOP("Processing", "Files written"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the files."""
        from ..situation.batch import write_snapshots

        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        area, year = self.area(parameters, context), self.year(parameters, context)
        with self.connection(parameters, context) as connection:
            outcomes = write_snapshots(connection, area, year, folder, feedback)
        refused = self.report_refused(outcomes, feedback)
        return {self.OUTPUT: str(folder), "written": len(outcomes) - refused}


ALGORITHMS = (CreateEditions, CheckEditions, WriteSnapshots)
