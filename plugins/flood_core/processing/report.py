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
from ..reports.formats import BULLETIN_FORMATS, USUAL_FORMATS
from ..reports.formats import FORMATS as KNOWN_FORMATS
from .algorithm import DatabaseAlgorithm


class ReportAlgorithm(DatabaseAlgorithm):
    """A report: a past moment, formats and a folder; subclasses say of what."""

    GROUP_ID = "reports"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Reports")
    AT, FORMATS, OUTPUT = "AT", "FORMATS", "OUTPUT"
    FORMAT_NAMES: ClassVar[tuple[str, ...]] = ()
    USUAL: ClassVar[tuple[str, ...]] = ()

    def add_moment(self) -> None:
        """Add the past moment."""
        self.add_text(
            self.AT, QT_TRANSLATE_NOOP("Processing", "Past moment (2026-07-31T18:00, Beijing time)"), optional=True
        )

    def add_files(self) -> None:
        """Add formats where there are several, database and folder, and what comes back."""
        if len(self.FORMAT_NAMES) > 1:
            self._add_formats()
        self.add_database()
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder for the files"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, label))
        self.addOutput(QgsProcessingOutputString("FILES", self.tr(QT_TRANSLATE_NOOP("Processing", "Files"))))

    def _add_formats(self) -> None:
        formats = self.tr(QT_TRANSLATE_NOOP("Processing", "Formats"))
        usual = [at for at, name in enumerate(self.FORMAT_NAMES) if name in self.USUAL]
        self.addParameter(
            QgsProcessingParameterEnum(
                self.FORMATS, formats, options=list(self.FORMAT_NAMES), allowMultiple=True, defaultValue=usual
            )
        )

    def moment(
        self, parameters: dict[str, Any], context: QgsProcessingContext, name: str = AT
    ) -> datetime | None:
        """Return a past moment, None for now. Raises: UnreadableMoment, FutureMoment."""
        from ..reports.moments import read_moment

        at = self.text(parameters, name, context)
        return read_moment(at) if at else None

    def formats(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[str]:
        """Return the formats that are chosen, or the only one."""
        if len(self.FORMAT_NAMES) == 1:
            return list(self.FORMAT_NAMES)
        return [self.FORMAT_NAMES[number] for number in self.parameterAsEnums(parameters, self.FORMATS, context)]


class RegisterReport(ReportAlgorithm):
    """One of the reports of the registers (``reports/register_reports.py``): an area, its moments, a year."""

    KIND: ClassVar[str] = ""
    BETWEEN: ClassVar[bool] = False
    BY_YEAR: ClassVar[bool] = False
    AREA, YEAR, EARLIER = "AREA", "YEAR", "EARLIER"
    FORMAT_NAMES = tuple(KNOWN_FORMATS)
    USUAL = tuple(USUAL_FORMATS)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.AREA, QT_TRANSLATE_NOOP("Processing", "Code of the county, township or village"))
        if self.BETWEEN:
            self.add_text(self.EARLIER, QT_TRANSLATE_NOOP("Processing", "Earlier moment (a day alone means its end)"))
        self.add_moment()
        if self.BY_YEAR:
            label = self.tr(QT_TRANSLATE_NOOP("Processing", "Year of transfer lists and maps"))
            year = QgsProcessingParameterNumber(self.YEAR, label, optional=True, minValue=1990, maxValue=2200)
            self.addParameter(year)
        self.add_files()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the report."""
        from ..reports.register_reports import Asked, kind_named

        given_year = parameters.get(self.YEAR) is not None
        asked = Asked(
            self.text(parameters, self.AREA, context) or "",
            self.moment(parameters, context),
            self.moment(parameters, context, self.EARLIER) if self.BETWEEN else None,
            self.parameterAsInt(parameters, self.YEAR, context) if given_year else None,
        )
        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        with self.connection(parameters, context) as connection:
            files = kind_named(self.KIND).write(connection, asked, folder, self.formats(parameters, context), feedback)
        return {self.OUTPUT: str(folder), "FILES": "\n".join(str(path) for path in files)}


class StatisticsReport(RegisterReport):
    """Write the statistics of the registers of one area."""

    KIND, NAME, BY_YEAR = "statistics", "statistics_report", True
    TITLE = QT_TRANSLATE_NOOP("Processing", "Statistics of the registers")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Counts risk sources and relief resources of a county, township or village by area, category and level,"
        " compares shelter capacity with the people to move, and shows how complete the registers are. Every"
        " sum holds at all levels. With a time, the figures are those of that moment.",
    )


class ComparisonReport(RegisterReport):
    """Write the figures of two moments side by side."""

    KIND, NAME, BETWEEN = "comparison", "comparison_report", True
    TITLE = QT_TRANSLATE_NOOP("Processing", "Comparison of two days")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Sets the figures of an area at two moments side by side: risk sources, people at risk, people to move,"
        " shelter capacity, relief resources, each with what changed.",
    )


class ChangesReport(RegisterReport):
    """Write what changed between two moments, thing by thing."""

    KIND, NAME, BETWEEN = "changes", "changes_report", True
    TITLE = QT_TRANSLATE_NOOP("Processing", "List of changes between two days")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Lists every thing of the registers that is new, changed or gone between two moments, field by field, with"
        " who changed it and when.",
    )
    FORMAT_NAMES = ("xlsx",)


class DistanceReport(RegisterReport):
    """Write how far people at risk have to the nearest shelter."""

    KIND, NAME = "distances", "distance_report"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Distances to shelters")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Measures from each risk source with people at risk to the nearest shelter, as the crow flies, and shows"
        " by area how far it is and who has none within one kilometre.",
    )


class VerificationReport(RegisterReport):
    """Write how far verification is."""

    KIND, NAME = "verification", "verification_report"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Progress of verification")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Shows by sender how far the tasks of verification are, which are overdue, and what is missing in the"
        " registers where.",
    )
    FORMAT_NAMES = ("xlsx",)


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
    FORMAT_NAMES = USUAL = tuple(BULLETIN_FORMATS)

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


class Reminders(ReportAlgorithm):
    """Write what to say to senders who are late or missing."""

    NAME = "reminders"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Reminders to senders")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Lists who has not reported in an event, or not in time, and what to write to each of them. Nothing is"
        " written when everybody has reported in time.",
    )
    EVENT = "EVENT"
    FORMAT_NAMES = ("xlsx",)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.EVENT, QT_TRANSLATE_NOOP("Processing", "Name or number of the event"))
        self.add_moment()
        self.add_files()
        self.add_number_output("SENDERS", QT_TRANSLATE_NOOP("Processing", "Senders to remind"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the list, and say it in the log."""
        from ..database.reporting import event_named
        from ..reports.reminders import reminders_of, write_reminders

        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        at, name = self.moment(parameters, context), self.text(parameters, self.EVENT, context) or ""
        with self.connection(parameters, context) as connection:
            event = event_named(connection, name, at)
            found = reminders_of(connection, event, at)
            files = [write_reminders(connection, event, found, folder, at)] if found else []
        for one in found:
            feedback.pushInfo(one.text + "\n")
        return {self.OUTPUT: str(folder), "FILES": "\n".join(map(str, files)), "SENDERS": len(found)}


ALGORITHMS = (
    StatisticsReport, ComparisonReport, ChangesReport, DistanceReport, VerificationReport, TyphoonBulletin, Reminders,
)  # fmt: skip
