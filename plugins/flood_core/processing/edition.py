"""Editions as Processing algorithms: the same functions as ``floodmap edition``."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Iterator

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..database.connection import Connection, ConnectionSettings, connected
from ..database.migrate import check_version
from ..errors import QT_TRANSLATE_NOOP, FloodMapError
from ..model.area_names import display_name
from ..model.check_up import ERROR, HINT, WARNING
from ..situation import batch


class EditionAlgorithm(QgsProcessingAlgorithm):
    """What the algorithms about editions share: area, year and database."""

    AREA, YEAR, SERVICE, DATABASE = "AREA", "YEAR", "SERVICE", "DATABASE"

    def group(self) -> str:
        """Return the group in the user's language."""
        return self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Situation maps"))

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        """Return the group's name."""
        return "editions"

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        """Return a new algorithm of this kind."""
        return type(self)()

    def tr(self, text: str) -> str:
        """Translate a text of these algorithms."""
        return QCoreApplication.translate("EditionAlgorithm", text)

    def add_common(self) -> None:
        """Define the parameters that all of them have."""
        self.addParameter(
            QgsProcessingParameterString(
                self.AREA, self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Code of a village or township"))
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                self.YEAR,
                self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Year")),
                defaultValue=date.today().year,
                minValue=1990,
                maxValue=2200,
            )
        )
        for name, label in (
            (
                self.SERVICE,
                self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "libpq service (empty: the embedded database)")),
            ),
            (self.DATABASE, self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Database"))),
        ):
            self.addParameter(QgsProcessingParameterString(name, label, optional=True))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Connect and work; the engine's errors become Processing's."""
        area = self.parameterAsString(parameters, self.AREA, context).strip()
        year = self.parameterAsInt(parameters, self.YEAR, context)
        try:
            with self._connection(parameters, context) as connection:
                return self.work(connection, area, year, parameters, context, feedback)
        except FloodMapError as error:
            raise QgsProcessingException(f"{error.message()} {error.advice()}".strip()) from error

    def work(
        self,
        connection: Connection,
        area: str,
        year: int,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Do the work; each algorithm has its own."""
        raise NotImplementedError

    @contextmanager
    def _connection(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Iterator[Connection]:
        service = self.parameterAsString(parameters, self.SERVICE, context)
        database = self.parameterAsString(parameters, self.DATABASE, context)
        if service:
            settings = ConnectionSettings.from_service(service, database or None)
        else:
            settings = ConnectionSettings.embedded(database or "floodmap")
        with connected(settings) as connection:
            check_version(connection)
            yield connection

    @staticmethod
    def report_refused(outcomes: list[batch.Outcome], feedback: QgsProcessingFeedback) -> int:
        """Say which villages were refused and why; return how many."""
        refused = [one for one in outcomes if one.error is not None]
        for one in refused:
            feedback.reportError(f"{display_name(one.village)}: {one.error}")
        return len(refused)


class CreateEditions(EditionAlgorithm):
    """Make draft editions from the registers."""

    NEW_VERSION = "NEW_VERSION"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "createeditions"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Create situation maps"))

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            QT_TRANSLATE_NOOP(
                "EditionAlgorithm",
                "Makes a draft of the situation map of a village, or of every village of a township, from the"
                " registers: hazards, facilities, shelters, and evacuation routes along the roads. Each village is made"
                " whole or not at all; one that already has a draft is left alone unless a new version is asked for.",
            )
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.add_common()
        self.addParameter(
            QgsProcessingParameterBoolean(
                self.NEW_VERSION,
                self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Set an older draft aside and make a new version")),
                defaultValue=False,
            )
        )
        self.addOutput(
            QgsProcessingOutputNumber("made", self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Editions made")))
        )
        self.addOutput(
            QgsProcessingOutputNumber("refused", self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Villages refused")))
        )

    def work(
        self,
        connection: Connection,
        area: str,
        year: int,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Make the editions."""
        new_version = self.parameterAsBoolean(parameters, self.NEW_VERSION, context)
        outcomes = batch.create_editions(connection, area, year, feedback, new_version=new_version)
        refused = self.report_refused(outcomes, feedback)
        return {"made": len(outcomes) - refused, "refused": refused}


class CheckEditions(EditionAlgorithm):
    """Check editions against the rules of the check-up."""

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "checkeditions"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Check situation maps"))

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            QT_TRANSLATE_NOOP(
                "EditionAlgorithm",
                "Checks the newest situation map of a village, or of every village of a township: zones"
                " without a route, shelters too small, lists and map at odds, persons and phones missing."
                " The result is kept with the map.",
            )
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.add_common()
        self.addOutput(QgsProcessingOutputNumber("errors", self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Errors"))))
        self.addOutput(
            QgsProcessingOutputNumber("warnings", self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Warnings")))
        )
        self.addOutput(QgsProcessingOutputNumber("hints", self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Hints"))))

    def work(
        self,
        connection: Connection,
        area: str,
        year: int,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Check and list what was found."""
        language = "zh" if QgsApplication.locale().startswith("zh") else "en"
        outcomes = batch.check_editions(connection, area, year, feedback)
        self.report_refused(outcomes, feedback)
        counts: Counter[str] = Counter()
        for outcome in outcomes:
            for finding in outcome.result or ():
                counts[finding.severity] += 1
                feedback.pushInfo(f"{display_name(outcome.village)} [{finding.severity}] {finding.message(language)}")
        return {"errors": counts[ERROR], "warnings": counts[WARNING], "hints": counts[HINT]}


class WriteSnapshots(EditionAlgorithm):
    """Write the GeoPackages that sheets are drawn from."""

    OUTPUT = "OUTPUT"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "writesnapshots"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Write situation maps as GeoPackages"))

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            QT_TRANSLATE_NOOP(
                "EditionAlgorithm",
                "Writes the newest situation map of a village, or of every village of a township, with its base map and"
                " tables into one GeoPackage each. Sheets are drawn from it, without a database.",
            )
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.add_common()
        self.addParameter(
            QgsProcessingParameterFolderDestination(
                self.OUTPUT, self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Folder for the files"))
            )
        )
        self.addOutput(
            QgsProcessingOutputNumber("written", self.tr(QT_TRANSLATE_NOOP("EditionAlgorithm", "Files written")))
        )

    def work(
        self,
        connection: Connection,
        area: str,
        year: int,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Write the files."""
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        outcomes = batch.write_snapshots(connection, area, year, folder, feedback)
        refused = self.report_refused(outcomes, feedback)
        return {self.OUTPUT: str(folder), "written": len(outcomes) - refused}


ALGORITHMS = (CreateEditions, CheckEditions, WriteSnapshots)
