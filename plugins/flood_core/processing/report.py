"""The reports as Processing algorithms: the same function as ``floodmap report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..database.connection import ConnectionSettings, connected
from ..database.migrate import check_version
from ..errors import FloodMapError
from ..reports import FORMATS as KNOWN_FORMATS
from ..reports import read_moment, statistics_report


class StatisticsReport(QgsProcessingAlgorithm):
    """Write the statistics of the registers of one area."""

    AREA, AT, YEAR, FORMATS, OUTPUT = "AREA", "AT", "YEAR", "FORMATS", "OUTPUT"
    SERVICE, DATABASE = "SERVICE", "DATABASE"
    FORMAT_NAMES = tuple(KNOWN_FORMATS)

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "statistics_report"

    def displayName(self) -> str:  # noqa: N802 - QGIS's name
        """Return the name in the user's language."""
        return self.tr("Statistics of the registers")

    def group(self) -> str:
        """Return the group in the user's language."""
        return self.tr("Reports")

    def groupId(self) -> str:  # noqa: N802
        """Return the group's name."""
        return "reports"

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            "Counts risk sources and relief resources of a county, township or village by area, category and level,"
            " compares shelter capacity with the people to move, and shows how complete the registers are. Every"
            " sum holds at all levels. With a time, the figures are those of that moment."
        )

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        """Return a new algorithm of this kind."""
        return StatisticsReport()

    def tr(self, text: str) -> str:
        """Translate a text of this algorithm."""
        return QCoreApplication.translate("StatisticsReport", text)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.addParameter(QgsProcessingParameterString(self.AREA, self.tr("Area code")))
        self.addParameter(
            QgsProcessingParameterString(
                self.AT, self.tr("Past moment (2026-07-31T18:00, Beijing time)"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterNumber(
                self.YEAR, self.tr("Year of transfer lists and maps"), optional=True, minValue=1990, maxValue=2200
            )
        )
        self.addParameter(
            QgsProcessingParameterEnum(
                self.FORMATS,
                self.tr("Formats"),
                options=list(self.FORMAT_NAMES),
                allowMultiple=True,
                defaultValue=list(range(len(self.FORMAT_NAMES))),
            )
        )
        for name, label in (
            (self.SERVICE, self.tr("libpq service (empty: the embedded database)")),
            (self.DATABASE, self.tr("Database")),
        ):
            self.addParameter(QgsProcessingParameterString(name, label, optional=True))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, self.tr("Folder")))
        self.addOutput(QgsProcessingOutputString("FILES", self.tr("Files")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the report; the engine's errors become Processing's."""

        def text(name: str) -> str | None:
            return self.parameterAsString(parameters, name, context) or None

        given_year = parameters.get(self.YEAR) is not None
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        try:
            at = text(self.AT)
            with connected(self._settings(text(self.SERVICE), text(self.DATABASE))) as connection:
                check_version(connection)
                files = statistics_report(
                    connection,
                    text(self.AREA) or "",
                    folder,
                    [self.FORMAT_NAMES[number] for number in self.parameterAsEnums(parameters, self.FORMATS, context)],
                    read_moment(at) if at else None,
                    feedback,
                    year=self.parameterAsInt(parameters, self.YEAR, context) if given_year else None,
                )
        except FloodMapError as error:
            raise QgsProcessingException(f"{error.message()} {error.advice()}".strip()) from error
        return {self.OUTPUT: str(folder), "FILES": "\n".join(str(path) for path in files)}

    @staticmethod
    def _settings(service: str | None, database: str | None) -> ConnectionSettings:
        if service:
            return ConnectionSettings.from_service(service, database)
        return ConnectionSettings.embedded(database or "floodmap")
