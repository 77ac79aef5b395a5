"""The reports as Processing algorithms: the same function as ``floodmap report``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ..errors import QT_TRANSLATE_NOOP
from ..reports.formats import BULLETIN_FORMATS
from ..reports.formats import FORMATS as KNOWN_FORMATS
from .algorithm import DatabaseAlgorithm


class ReportAlgorithm(DatabaseAlgorithm):
    """A report: a past moment, formats and a folder; subclasses say of what."""

    GROUP_ID = "reports"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Reports")
    AT, FORMATS, OUTPUT = "AT", "FORMATS", "OUTPUT"
    FORMAT_NAMES: ClassVar[tuple[str, ...]] = ()

    def add_moment(self) -> None:
        """Add the past moment."""
        self.add_text(
            self.AT, QT_TRANSLATE_NOOP("Processing", "Past moment (2026-07-31T18:00, Beijing time)"), optional=True
        )

    def add_files(self) -> None:
        """Add formats, database and folder, and what comes back."""
        formats = self.tr(QT_TRANSLATE_NOOP("Processing", "Formats"))
        every = list(range(len(self.FORMAT_NAMES)))
        self.addParameter(
            QgsProcessingParameterEnum(
                self.FORMATS, formats, options=list(self.FORMAT_NAMES), allowMultiple=True, defaultValue=every
            )
        )
        self.add_database()
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder for the files"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, label))
        self.addOutput(QgsProcessingOutputString("FILES", self.tr(QT_TRANSLATE_NOOP("Processing", "Files"))))

    def moment(self, parameters: dict[str, Any], context: QgsProcessingContext) -> datetime | None:
        """Return the past moment, None for now. Raises: UnreadableMoment, FutureMoment."""
        from ..reports.moments import read_moment

        at = self.text(parameters, self.AT, context)
        return read_moment(at) if at else None

    def formats(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[str]:
        """Return the formats that are chosen."""
        return [self.FORMAT_NAMES[number] for number in self.parameterAsEnums(parameters, self.FORMATS, context)]


class StatisticsReport(ReportAlgorithm):
    """Write the statistics of the registers of one area."""

    NAME = "statistics_report"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Statistics of the registers")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Counts risk sources and relief resources of a county, township or village by area, category and level,"
        " compares shelter capacity with the people to move, and shows how complete the registers are. Every"
        " sum holds at all levels. With a time, the figures are those of that moment.",
    )
    AREA, YEAR = "AREA", "YEAR"
    FORMAT_NAMES = tuple(KNOWN_FORMATS)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.AREA, QT_TRANSLATE_NOOP("Processing", "Code of the county, township or village"))
        self.add_moment()
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Year of transfer lists and maps"))
        self.addParameter(QgsProcessingParameterNumber(self.YEAR, label, optional=True, minValue=1990, maxValue=2200))
        self.add_files()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the report."""
        from ..reports.statistics_report import statistics_report

        given_year = parameters.get(self.YEAR) is not None
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        with self.connection(parameters, context) as connection:
            files = statistics_report(
                connection,
                self.text(parameters, self.AREA, context) or "",
                folder,
                self.formats(parameters, context),
                self.moment(parameters, context),
                feedback,
                year=self.parameterAsInt(parameters, self.YEAR, context) if given_year else None,
            )
        return {self.OUTPUT: str(folder), "FILES": "\n".join(str(path) for path in files)}


class TyphoonBulletin(ReportAlgorithm):
    """Write the merged bulletin of an event."""

    NAME = "typhoon_bulletin"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Bulletin of a typhoon")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Merges what townships and departments reported in a typhoon or rainstorm into the county's bulletin:"
        " words, tables and charts. With a time, as it was known at that moment.",
    )
    EVENT = "EVENT"
    FORMAT_NAMES = tuple(BULLETIN_FORMATS)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.EVENT, QT_TRANSLATE_NOOP("Processing", "Name or number of the event"))
        self.add_moment()
        self.add_files()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the bulletin."""
        from ..reports.bulletin_report import bulletin_report

        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        formats, at = self.formats(parameters, context), self.moment(parameters, context)
        event = self.text(parameters, self.EVENT, context) or ""
        with self.connection(parameters, context) as connection:
            files = bulletin_report(connection, event, folder, formats, at, feedback)
        return {self.OUTPUT: str(folder), "FILES": "\n".join(str(path) for path in files)}


ALGORITHMS = (StatisticsReport, TyphoonBulletin)
