"""The symbol library as Processing algorithms: the same functions as ``floodmap symbols``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
)

from ..errors import QT_TRANSLATE_NOOP
from ..symbology.build import build
from ..symbology.check import check
from ..symbology.printed import print_catalogue
from .algorithm import CONTEXT, DrawingAlgorithm, translated


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
        file = self.parameterAsFileOutput(parameters, self.OUTPUT, context)
        if file == QgsProcessing.TEMPORARY_OUTPUT:
            raise QgsProcessingException(translated(CONTEXT, self.NO_FILE))
        return {self.OUTPUT: file, "PAGES": print_catalogue(Path(file), feedback)}


ALGORITHMS = (BuildSymbols, CheckSymbols, PrintSymbols)
