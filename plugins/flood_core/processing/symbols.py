"""The symbol library as Processing algorithms: the same functions as ``floodmap symbols``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
)

from ..errors import QT_TRANSLATE_NOOP
from ..symbology import LIBRARY_SUFFIX
from .algorithm import CONTEXT, DatabaseAlgorithm, DrawingAlgorithm, translated


class SymbolAlgorithm(DrawingAlgorithm):
    """What the algorithms of the symbol library share."""

    GROUP_ID = "symbols"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Symbols")


class BuildSymbols(SymbolAlgorithm):
    """Build SVG files, the style library and the tables from the catalogue."""

    NAME = "build_symbols"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Build symbol library")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Makes the SVG files, the QGIS style library and the database's symbol tables from the catalogue"
        " and its drawings. The same catalogue always gives the same bytes.",
    )
    OUTPUT = "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder to build into"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, label))
        self.add_number_output("FILES", QT_TRANSLATE_NOOP("Processing", "Files"))
        self.add_number_output("CHANGED", QT_TRANSLATE_NOOP("Processing", "Changed files"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Build everything."""
        from ..symbology.build import build

        folder = self.parameterAsString(parameters, self.OUTPUT, context)
        done = build(Path(folder), feedback)
        return {self.OUTPUT: folder, "FILES": len(done.files), "CHANGED": len(done.changed)}


class CheckSymbols(SymbolAlgorithm):
    """Check the catalogue against its drawings and the reference data."""

    NAME = "check_symbols"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Check symbol library")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Finds missing drawings, duplicate codes, symbols that draw nothing, and categories, resources and"
        " elements without a symbol.",
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define what comes back."""
        self.add_number_output("ERRORS", QT_TRANSLATE_NOOP("Processing", "Errors"))
        self.add_number_output("WARNINGS", QT_TRANSLATE_NOOP("Processing", "Warnings"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Check; findings go to the log."""
        from ..symbology.check import check

        findings = check()
        for finding in findings:
            report = feedback.reportError if finding.severity == "error" else feedback.pushWarning
            report(translated("cli", finding.text).format(**finding.values))
        errors = sum(finding.severity == "error" for finding in findings)
        return {"ERRORS": errors, "WARNINGS": len(findings) - errors}


class PrintSymbols(SymbolAlgorithm):
    """Print all symbols as an A4 PDF."""

    NAME = "print_symbols"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Print symbol catalogue")
    HELP = QT_TRANSLATE_NOOP(
        "Processing", "Prints every symbol at three sizes, in colour and in grey, with code, names, origin and use."
    )
    NO_FILE = QT_TRANSLATE_NOOP("Processing", "Name the PDF to write.")
    OUTPUT = "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Catalogue"))
        self.addParameter(QgsProcessingParameterFileDestination(self.OUTPUT, label, fileFilter="PDF (*.pdf)"))
        self.add_number_output("PAGES", QT_TRANSLATE_NOOP("Processing", "Pages"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Print the catalogue."""
        from ..symbology.printed import print_catalogue

        file = self.parameterAsFileOutput(parameters, self.OUTPUT, context)
        if file == QgsProcessing.TEMPORARY_OUTPUT:
            raise QgsProcessingException(translated(CONTEXT, self.NO_FILE))
        return {self.OUTPUT: file, "PAGES": print_catalogue(Path(file), feedback)}


class ExportSymbols(DatabaseAlgorithm):
    """Write the county's symbols as one file."""

    NAME = "export_symbols"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Export county symbols")
    GROUP_ID, GROUP = SymbolAlgorithm.GROUP_ID, SymbolAlgorithm.GROUP
    HELP = QT_TRANSLATE_NOOP(
        "Processing", "Writes all symbols that the county drew or named into one file, to hand on to another county."
    )
    NO_FILE = QT_TRANSLATE_NOOP("Processing", "Name the file to write.")
    OUTPUT = "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Library file"))
        kinds = f"*{LIBRARY_SUFFIX} (*{LIBRARY_SUFFIX})"
        self.addParameter(QgsProcessingParameterFileDestination(self.OUTPUT, label, fileFilter=kinds))
        self.add_database()
        self.add_number_output("SYMBOLS", QT_TRANSLATE_NOOP("Processing", "Symbols"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write the file."""
        from ..symbology.library_file import export_library

        file = self.parameterAsFileOutput(parameters, self.OUTPUT, context)
        if file == QgsProcessing.TEMPORARY_OUTPUT:
            raise QgsProcessingException(translated(CONTEXT, self.NO_FILE))
        with self.connection(parameters, context) as connection:
            return {self.OUTPUT: file, "SYMBOLS": export_library(connection, Path(file))}


class ImportSymbols(DatabaseAlgorithm):
    """Take in the symbols of another county's file."""

    NAME = "import_symbols"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Import county symbols")
    GROUP_ID, GROUP = SymbolAlgorithm.GROUP_ID, SymbolAlgorithm.GROUP
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Takes in the symbols of a library file, all or none, after checking every part of it. Drafts show new"
        " drawings from then on; published maps never change.",
    )
    INPUT, REPLACE = "INPUT", "REPLACE"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        label = self.tr(QT_TRANSLATE_NOOP("Processing", "Library file"))
        self.addParameter(QgsProcessingParameterFile(self.INPUT, label))
        replacing = self.tr(QT_TRANSLATE_NOOP("Processing", "Replace symbols that are here, drawn or named otherwise"))
        self.addParameter(QgsProcessingParameterBoolean(self.REPLACE, replacing, defaultValue=False))
        self.add_database()
        self.add_number_output("ADDED", QT_TRANSLATE_NOOP("Processing", "Symbols added"))
        self.add_number_output("REPLACED", QT_TRANSLATE_NOOP("Processing", "Symbols replaced"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Take the file in."""
        from ..symbology.library_file import import_library

        file = Path(self.parameterAsFile(parameters, self.INPUT, context))
        replace = self.parameterAsBoolean(parameters, self.REPLACE, context)
        with self.connection(parameters, context) as connection:
            done = import_library(connection, file, replace=replace)
        return {"ADDED": len(done.added), "REPLACED": len(done.replaced)}


ALGORITHMS = (BuildSymbols, CheckSymbols, PrintSymbols, ExportSymbols, ImportSymbols)
