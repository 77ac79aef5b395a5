"""Ledgers as Processing algorithms: the same functions as ``floodmap import`` and ``floodmap ledger``."""

from __future__ import annotations

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
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..database.connection import Connection, ConnectionSettings, connected
from ..database.migrate import check_version
from ..errors import QT_TRANSLATE_NOOP, FloodMapError
from ..ledger.importing import import_ledger
from ..ledger.issues import ERROR, WARNING
from ..ledger.report import ImportReport, write_report
from ..ledger.template import write_template
from ..ledger.undoing import undo_batch

MODES = ("all", "good")
_SHOWN = 500


class LedgerAlgorithm(QgsProcessingAlgorithm):
    """What the algorithms about ledgers share: the database, and how errors are shown."""

    SERVICE, DATABASE = "SERVICE", "DATABASE"

    def group(self) -> str:
        """Return the group in the user's language."""
        return self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Ledgers"))

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        """Return the group's name."""
        return "ledgers"

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        """Return a new algorithm of this kind."""
        return type(self)()

    def tr(self, text: str) -> str:
        """Translate a text of these algorithms."""
        return QCoreApplication.translate("LedgerAlgorithm", text)

    def add_text(self, name: str, label: str, *, optional: bool = True) -> None:
        """Define a parameter of one line of text."""
        self.addParameter(QgsProcessingParameterString(name, self.tr(label), optional=optional))

    def add_database(self) -> None:
        """Define where the database is."""
        self.add_text(
            self.SERVICE, QT_TRANSLATE_NOOP("LedgerAlgorithm", "libpq service (empty: the embedded database)")
        )
        self.add_text(self.DATABASE, QT_TRANSLATE_NOOP("LedgerAlgorithm", "Database"))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Connect and work; the engine's errors become Processing's."""
        try:
            with self._connection(parameters, context) as connection:
                return self.work(connection, parameters, context, feedback)
        except FloodMapError as error:
            message = f"{error.message(translated)} {error.advice(translated)}".strip()
            raise QgsProcessingException(message) from error

    def work(
        self,
        connection: Connection,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Do the algorithm's own part."""
        raise NotImplementedError

    def text(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str | None:
        """Return a text parameter, None when it is empty."""
        return self.parameterAsString(parameters, name, context).strip() or None

    @contextmanager
    def _connection(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Iterator[Connection]:
        service = self.text(parameters, self.SERVICE, context)
        database = self.text(parameters, self.DATABASE, context)
        if service:
            settings = ConnectionSettings.from_service(service, database)
        else:
            settings = ConnectionSettings.embedded(database or "floodmap")
        with connected(settings) as connection:
            check_version(connection)
            yield connection


class ImportLedger(LedgerAlgorithm):
    """Take an Excel ledger into the registers."""

    INPUT, CATEGORY, AREA, YEAR, MODE = "INPUT", "CATEGORY", "AREA", "YEAR", "MODE"
    DRY_RUN, REPORT = "DRY_RUN", "REPORT"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "import_ledger"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Import ledger"))

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            QT_TRANSLATE_NOOP(
                "LedgerAlgorithm",
                "Reads an Excel ledger of risk sources, relief resources, transfer lists, grid persons, village facts"
                " or posts, checks every row, compares it with the registers and saves it in one transaction. The"
                " coordinate system is recognised row by row. A check (dry run) saves nothing.",
            )
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.addParameter(
            QgsProcessingParameterFile(
                self.INPUT, self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Ledger")), extension="xlsx"
            )
        )
        self.add_text(self.CATEGORY, QT_TRANSLATE_NOOP("LedgerAlgorithm", "Category, if the sheets do not say it"))
        self.add_text(self.AREA, QT_TRANSLATE_NOOP("LedgerAlgorithm", "Code of the county, township or village"))
        self.addParameter(
            QgsProcessingParameterNumber(
                self.YEAR,
                self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Year of lists that do not say it")),
                defaultValue=date.today().year,
                minValue=1990,
                maxValue=2200,
            )
        )
        modes = [
            self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "All rows or none")),
            self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "The rows without errors")),
        ]
        label = self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Rows to take in"))
        self.addParameter(QgsProcessingParameterEnum(self.MODE, label, options=modes, defaultValue=0))
        label = self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Check only, save nothing"))
        self.addParameter(QgsProcessingParameterBoolean(self.DRY_RUN, label, defaultValue=False))
        report = QgsProcessingParameterFileDestination(
            self.REPORT,
            self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Report of all findings")),
            "JSON (*.json)",
            optional=True,
            createByDefault=False,
        )
        self.addParameter(report)
        self.add_database()
        self.addOutput(QgsProcessingOutputString("batch", "batch"))
        self.addOutput(QgsProcessingOutputString("state", "state"))
        for name in ("rows_read", "rows_inserted", "rows_updated", "rows_unchanged", "rows_rejected"):
            self.addOutput(QgsProcessingOutputNumber(name, name))

    def work(
        self,
        connection: Connection,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Import the ledger; a refused one is an error, findings go to the log."""
        file = self.parameterAsFileOutput(parameters, self.REPORT, context)
        report = import_ledger(
            connection,
            Path(self.parameterAsFile(parameters, self.INPUT, context)),
            category=self.text(parameters, self.CATEGORY, context),
            area=self.text(parameters, self.AREA, context),
            year=self.parameterAsInt(parameters, self.YEAR, context),
            mode=MODES[self.parameterAsEnum(parameters, self.MODE, context)],
            dry_run=self.parameterAsBoolean(parameters, self.DRY_RUN, context),
            feedback=feedback,
            before_commit=(lambda found: _keep(found, Path(file))) if file else None,
        )
        _show(report, feedback)
        if report.state == "refused":
            raise QgsProcessingException(
                self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Nothing was saved: rows have errors (see above)."))
            )
        figures = {
            name: getattr(report, name)
            for name in ("rows_read", "rows_inserted", "rows_updated", "rows_unchanged", "rows_rejected")
        }
        return {"batch": report.batch_uid or "", "state": report.state, self.REPORT: file, **figures}


class UndoImport(LedgerAlgorithm):
    """Take an imported batch back."""

    BATCH = "BATCH"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "undo_import"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Undo ledger import"))

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            QT_TRANSLATE_NOOP(
                "LedgerAlgorithm",
                "Takes an imported ledger back: its new rows are retired, its changed rows get their earlier values."
                " Refused, with a list, when somebody has changed its rows since.",
            )
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.add_text(self.BATCH, QT_TRANSLATE_NOOP("LedgerAlgorithm", "Batch"), optional=False)
        self.add_database()
        for name in ("retired", "restored"):
            self.addOutput(QgsProcessingOutputNumber(name, name))

    def work(
        self,
        connection: Connection,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Take the batch back."""
        undone = undo_batch(connection, self.text(parameters, self.BATCH, context) or "")
        return {"retired": sum(undone.retired.values()), "restored": sum(undone.restored.values())}


class LedgerTemplate(LedgerAlgorithm):
    """Write a ledger to fill in."""

    CATEGORY, AREA, FILLED, OUTPUT = "CATEGORY", "AREA", "FILLED", "OUTPUT"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "ledger_template"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Ledger template"))

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            QT_TRANSLATE_NOOP(
                "LedgerAlgorithm",
                "Writes an Excel ledger for one category and area: headings with units, drop-down lists, village"
                " names to copy, and the register's present rows.",
            )
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.add_text(self.CATEGORY, QT_TRANSLATE_NOOP("LedgerAlgorithm", "Category"), optional=False)
        self.add_text(
            self.AREA, QT_TRANSLATE_NOOP("LedgerAlgorithm", "Code of the county, township or village"), optional=False
        )
        label = self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "With the present rows"))
        self.addParameter(QgsProcessingParameterBoolean(self.FILLED, label, defaultValue=True))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                self.OUTPUT, self.tr(QT_TRANSLATE_NOOP("LedgerAlgorithm", "Ledger")), "Excel (*.xlsx)"
            )
        )
        self.add_database()

    def work(
        self,
        connection: Connection,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Write the template."""
        path = write_template(
            connection,
            Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context)),
            category=self.text(parameters, self.CATEGORY, context) or "",
            area=self.text(parameters, self.AREA, context) or "",
            filled=self.parameterAsBoolean(parameters, self.FILLED, context),
        )
        return {self.OUTPUT: str(path)}


def translated(context: str, text: str) -> str:
    """Translate a text of the engine into QGIS's language."""
    return QgsApplication.translate(context, text) or text


def _keep(report: ImportReport, file: Path) -> None:
    write_report(report, file, translated)


def _show(report: ImportReport, feedback: QgsProcessingFeedback) -> None:
    """Write the findings to the log, errors as errors."""
    tell = {ERROR: feedback.reportError, WARNING: feedback.pushWarning}
    for issue in report.issues[:_SHOWN]:
        place = " ".join(str(part) for part in (f"[{issue.sheet}]", issue.row, issue.column) if part)
        line = f"{place}: {issue.text(translated)} {issue.fix(translated)}".strip()
        tell.get(issue.severity, feedback.pushInfo)(line)


ALGORITHMS = (ImportLedger, UndoImport, LedgerTemplate)
