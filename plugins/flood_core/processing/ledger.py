"""Ledgers as Processing algorithms: the same functions as ``floodmap import`` and ``floodmap ledger``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
)

from ..errors import QT_TRANSLATE_NOOP
from ..model import beijing
from .algorithm import DatabaseAlgorithm, translated

if TYPE_CHECKING:
    from ..ledger.report import ImportReport

MODES = ("all", "good")
_SHOWN = 500
AREA_LABEL = QT_TRANSLATE_NOOP("Processing", "Code of the county, township or village")


class LedgerAlgorithm(DatabaseAlgorithm):
    """What the algorithms about ledgers share."""

    GROUP_ID = "ledgers"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Ledgers")


class ImportLedger(LedgerAlgorithm):
    """Take an Excel ledger into the registers."""

    NAME = "import_ledger"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Import ledger")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Reads an Excel ledger of risk sources, relief resources, transfer lists, grid persons, village facts"
        " or posts, checks every row, compares it with the registers and saves it in one transaction. The"
        " coordinate system is recognised row by row. A check (dry run) saves nothing.",
    )
    REFUSED = QT_TRANSLATE_NOOP("Processing", "Nothing was saved: rows have errors (see above).")
    INPUT, CATEGORY, AREA, YEAR, MODE = "INPUT", "CATEGORY", "AREA", "YEAR", "MODE"
    DRY_RUN, REPORT = "DRY_RUN", "REPORT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        ledger = self.tr(QT_TRANSLATE_NOOP("Processing", "Ledger"))
        kinds = self.tr(QT_TRANSLATE_NOOP("Processing", "Ledgers (*.xlsx *.xls *.csv)"))
        self.addParameter(QgsProcessingParameterFile(self.INPUT, ledger, fileFilter=kinds))
        category = QT_TRANSLATE_NOOP("Processing", "Category, if the sheets do not say it")
        self.add_text(self.CATEGORY, category, optional=True)
        self.add_text(self.AREA, AREA_LABEL, optional=True)
        year = self.tr(QT_TRANSLATE_NOOP("Processing", "Year of lists that do not say it"))
        this_year = beijing.today().year
        self.addParameter(
            QgsProcessingParameterNumber(self.YEAR, year, defaultValue=this_year, minValue=1990, maxValue=2200)
        )
        modes = [
            self.tr(QT_TRANSLATE_NOOP("Processing", "All rows or none")),
            self.tr(QT_TRANSLATE_NOOP("Processing", "The rows without errors")),
        ]
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Rows to take in"))
        self.addParameter(QgsProcessingParameterEnum(self.MODE, label, options=modes, defaultValue=0))
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Check only, save nothing"))
        self.addParameter(QgsProcessingParameterBoolean(self.DRY_RUN, label, defaultValue=False))
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Report of all findings"))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                self.REPORT, label, "JSON (*.json)", optional=True, createByDefault=False
            )
        )
        self.add_database()
        self.addOutput(QgsProcessingOutputString("batch", self.tr(QT_TRANSLATE_NOOP("Processing", "Batch"))))
        self.addOutput(QgsProcessingOutputString("state", self.tr(QT_TRANSLATE_NOOP("Processing", "State"))))
        self.add_number_output("rows_read", QT_TRANSLATE_NOOP("Processing", "Rows read"))
        self.add_number_output("rows_inserted", QT_TRANSLATE_NOOP("Processing", "New rows"))
        self.add_number_output("rows_updated", QT_TRANSLATE_NOOP("Processing", "Changed rows"))
        self.add_number_output("rows_unchanged", QT_TRANSLATE_NOOP("Processing", "Unchanged rows"))
        self.add_number_output("rows_rejected", QT_TRANSLATE_NOOP("Processing", "Rows with errors"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Import the ledger; a refused one is an error, findings go to the log."""
        from ..ledger.importing import import_ledger

        file = self.parameterAsFileOutput(parameters, self.REPORT, context)
        with self.connection(parameters, context) as connection:
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
            raise QgsProcessingException(self.tr(self.REFUSED))
        figures = {
            name: getattr(report, name)
            for name in ("rows_read", "rows_inserted", "rows_updated", "rows_unchanged", "rows_rejected")
        }
        return {"batch": report.batch_uid or "", "state": report.state, self.REPORT: file, **figures}


class UndoImport(LedgerAlgorithm):
    """Take an imported batch back."""

    NAME = "undo_import"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Undo ledger import")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Takes an imported ledger back: its new rows are retired, its changed rows get their earlier values."
        " Refused, with a list, when somebody has changed its rows since.",
    )
    BATCH = "BATCH"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.BATCH, QT_TRANSLATE_NOOP("Processing", "Batch"))
        self.add_database()
        self.add_number_output("retired", QT_TRANSLATE_NOOP("Processing", "Rows retired"))
        self.add_number_output("restored", QT_TRANSLATE_NOOP("Processing", "Rows restored"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Take the batch back."""
        from ..ledger.undoing import undo_batch

        with self.connection(parameters, context) as connection:
            undone = undo_batch(connection, self.text(parameters, self.BATCH, context) or "")
        return {"retired": undone.rows_inserted, "restored": undone.rows_updated + undone.things_back}


class LedgerTemplate(LedgerAlgorithm):
    """Write a ledger to fill in."""

    NAME = "ledger_template"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Ledger template")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Writes an Excel ledger for one category and area: headings with units, drop-down lists, village"
        " names to copy, and the register's present rows.",
    )
    CATEGORY, AREA, FILLED, OUTPUT = "CATEGORY", "AREA", "FILLED", "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.CATEGORY, QT_TRANSLATE_NOOP("Processing", "Category"))
        self.add_text(self.AREA, AREA_LABEL)
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "With the present rows"))
        self.addParameter(QgsProcessingParameterBoolean(self.FILLED, label, defaultValue=True))
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Ledger"))
        self.addParameter(QgsProcessingParameterFileDestination(self.OUTPUT, label, "Excel (*.xlsx)"))
        self.add_database()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the template."""
        from ..ledger.template import write_template

        with self.connection(parameters, context) as connection:
            path = write_template(
                connection,
                Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context)),
                category=self.text(parameters, self.CATEGORY, context) or "",
                area=self.text(parameters, self.AREA, context) or "",
                filled=self.parameterAsBoolean(parameters, self.FILLED, context),
            )
        return {self.OUTPUT: str(path)}


class HandOutLedgers(LedgerAlgorithm):
    """Write ledgers to fill in for every township or department."""

    NAME = "hand_out_ledgers"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Hand out ledgers")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Writes for categories and areas one Excel ledger for each township or department, the register's present"
        " rows filled in. Categories and areas are codes with commas between them: 06, R3; 330382. The export is"
        " logged.",
    )
    CATEGORIES, AREAS, SPLIT, FILLED, OUTPUT = "CATEGORIES", "AREAS", "SPLIT", "FILLED", "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.CATEGORIES, QT_TRANSLATE_NOOP("Processing", "Categories"))
        self.add_text(self.AREAS, QT_TRANSLATE_NOOP("Processing", "Areas"))
        splits = [
            self.tr(QT_TRANSLATE_NOOP("Processing", "One file for each township")),
            self.tr(QT_TRANSLATE_NOOP("Processing", "One file for each department")),
            self.tr(QT_TRANSLATE_NOOP("Processing", "Everything in one file")),
        ]
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Files"))
        self.addParameter(QgsProcessingParameterEnum(self.SPLIT, label, options=splits, defaultValue=0))
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "With the present rows"))
        self.addParameter(QgsProcessingParameterBoolean(self.FILLED, label, defaultValue=True))
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, label))
        self.add_database()
        self.add_number_output("files", QT_TRANSLATE_NOOP("Processing", "Files"))
        self.add_number_output("rows", QT_TRANSLATE_NOOP("Processing", "Rows"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the ledgers."""
        from ..ledger.handing_out import SPLITS, hand_out

        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        folder.mkdir(parents=True, exist_ok=True)
        with self.connection(parameters, context) as connection:
            files = hand_out(
                connection,
                folder,
                categories=_parts(self.text(parameters, self.CATEGORIES, context)),
                areas=_parts(self.text(parameters, self.AREAS, context)),
                split=SPLITS[self.parameterAsEnum(parameters, self.SPLIT, context)],
                filled=self.parameterAsBoolean(parameters, self.FILLED, context),
                feedback=feedback,
            )
        return {self.OUTPUT: str(folder), "files": len(files), "rows": sum(one.rows for one in files)}


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").replace("，", ",").split(",") if part.strip()]


def _keep(report: ImportReport, file: Path) -> None:
    from ..ledger.report import write_report

    write_report(report, file, translated)


def _show(report: ImportReport, feedback: QgsProcessingFeedback) -> None:
    """Write the findings to the log, errors as errors."""
    from ..ledger.issues import ERROR, WARNING

    tell = {ERROR: feedback.reportError, WARNING: feedback.pushWarning}
    for issue in report.issues[:_SHOWN]:
        place = " ".join(str(part) for part in (f"[{issue.sheet}]", issue.row, issue.column) if part)
        line = f"{place}: {issue.text(translated)} {issue.fix(translated)}".strip()
        tell.get(issue.severity, feedback.pushInfo)(line)


ALGORITHMS = (ImportLedger, UndoImport, LedgerTemplate, HandOutLedgers)
