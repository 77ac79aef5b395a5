"""The reports as Processing algorithms: the same function as ``floodmap report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

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


class StatisticsReport(DatabaseAlgorithm):
    """Write the statistics of the registers of one area."""

    NAME = "statistics_report"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Statistics of the registers")
    GROUP_ID = "reports"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Reports")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Counts risk sources and relief resources of a county, township or village by area, category and level,"
        " compares shelter capacity with the people to move, and shows how complete the registers are. Every"
        " sum holds at all levels. With a time, the figures are those of that moment.",
    )
    AREA, AT, YEAR, FORMATS, OUTPUT = "AREA", "AT", "YEAR", "FORMATS", "OUTPUT"
    FORMAT_NAMES = tuple(KNOWN_FORMATS)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.AREA, QT_TRANSLATE_NOOP("Processing", "Code of the county, township or village"))
        moment = QT_TRANSLATE_NOOP("Processing", "Past moment (2026-07-31T18:00, Beijing time)")
        self.add_text(self.AT, moment, optional=True)
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Year of transfer lists and maps"))
        self.addParameter(QgsProcessingParameterNumber(self.YEAR, label, optional=True, minValue=1990, maxValue=2200))
        self.addParameter(
            QgsProcessingParameterEnum(
                self.FORMATS,
                self.tr(QT_TRANSLATE_NOOP("Processing", "Formats")),
                options=list(self.FORMAT_NAMES),
                allowMultiple=True,
                defaultValue=list(range(len(self.FORMAT_NAMES))),
            )
        )
        self.add_database()
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder for the files"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, label))
        self.addOutput(QgsProcessingOutputString("FILES", self.tr(QT_TRANSLATE_NOOP("Processing", "Files"))))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the report."""
        from ..reports.moments import read_moment
        from ..reports.statistics_report import statistics_report

        given_year = parameters.get(self.YEAR) is not None
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        at = self.text(parameters, self.AT, context)
        with self.connection(parameters, context) as connection:
            files = statistics_report(
                connection,
                self.text(parameters, self.AREA, context) or "",
                folder,
                [self.FORMAT_NAMES[number] for number in self.parameterAsEnums(parameters, self.FORMATS, context)],
                read_moment(at) if at else None,
                feedback,
                year=self.parameterAsInt(parameters, self.YEAR, context) if given_year else None,
            )
        return {self.OUTPUT: str(folder), "FILES": "\n".join(str(path) for path in files)}


class TyphoonBulletin(DatabaseAlgorithm):
    """Write the merged bulletin of an event."""

    NAME = "typhoon_bulletin"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Bulletin of a typhoon")
    GROUP_ID = "reports"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Reports")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Merges what townships and departments reported in a typhoon or rainstorm into the county's bulletin:"
        " words, tables and charts. With a time, as it was known at that moment.",
    )
    EVENT, AT, FORMATS, OUTPUT = "EVENT", "AT", "FORMATS", "OUTPUT"
    FORMAT_NAMES = tuple(BULLETIN_FORMATS)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.EVENT, QT_TRANSLATE_NOOP("Processing", "Name or number of the event"))
        moment = QT_TRANSLATE_NOOP("Processing", "Past moment (2026-07-31T18:00, Beijing time)")
        self.add_text(self.AT, moment, optional=True)
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

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the bulletin."""
        from ..reports.bulletin_report import bulletin_report
        from ..reports.moments import read_moment

        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        at = self.text(parameters, self.AT, context)
        formats = [self.FORMAT_NAMES[number] for number in self.parameterAsEnums(parameters, self.FORMATS, context)]
        event = self.text(parameters, self.EVENT, context) or ""
        with self.connection(parameters, context) as connection:
            files = bulletin_report(connection, event, folder, formats, read_moment(at) if at else None, feedback)
        return {self.OUTPUT: str(folder), "FILES": "\n".join(str(path) for path in files)}


ALGORITHMS = (StatisticsReport, TyphoonBulletin)
