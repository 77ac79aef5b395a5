"""The symbol library as Processing algorithms: the same functions as ``floodmap symbols``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..errors import FloodMapError
from ..symbology.build import build
from ..symbology.check import check
from ..symbology.printed import print_catalogue


class _SymbolAlgorithm(QgsProcessingAlgorithm):
    """What the algorithms of the symbol library share."""

    def group(self) -> str:
        """Return the group in the user's language."""
        return self.tr("Symbols")

    def groupId(self) -> str:  # noqa: N802 - QGIS's name
        """Return the group's name."""
        return "symbols"

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        """Return a new algorithm of this kind."""
        return type(self)()

    def tr(self, text: str) -> str:
        """Translate a text of this algorithm."""
        return QCoreApplication.translate("Symbols", text)

    def flags(self) -> Any:
        """Keep to the main thread: symbols are drawn there."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading


class BuildSymbols(_SymbolAlgorithm):
    """Build SVG files, the style library and the tables from the catalogue."""

    OUTPUT = "OUTPUT"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "build_symbols"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr("Build symbol library")

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            "Makes the SVG files, the QGIS style library and the database's symbol tables from the catalogue"
            " and its drawings. The same catalogue always gives the same bytes."
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, self.tr("Folder to build into")))
        self.addOutput(QgsProcessingOutputNumber("FILES", self.tr("Files")))
        self.addOutput(QgsProcessingOutputNumber("CHANGED", self.tr("Changed files")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Build; the engine's errors become Processing's."""
        folder = self.parameterAsString(parameters, self.OUTPUT, context)
        try:
            done = build(Path(folder), feedback)
        except (FloodMapError, OSError) as error:
            raise QgsProcessingException(str(error)) from error
        return {self.OUTPUT: folder, "FILES": len(done.files), "CHANGED": len(done.changed)}


class CheckSymbols(_SymbolAlgorithm):
    """Check the catalogue against its drawings and the reference data."""

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "check_symbols"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr("Check symbol library")

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            "Finds missing drawings, duplicate codes, symbols that draw nothing, and categories, resources and"
            " elements without a symbol."
        )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define what comes back."""
        self.addOutput(QgsProcessingOutputNumber("ERRORS", self.tr("Errors")))
        self.addOutput(QgsProcessingOutputNumber("WARNINGS", self.tr("Warnings")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Check; findings go to the log."""
        try:
            findings = check()
        except FloodMapError as error:
            raise QgsProcessingException(str(error)) from error
        for finding in findings:
            report = feedback.reportError if finding.severity == "error" else feedback.pushWarning
            report(finding.message())
        errors = sum(finding.severity == "error" for finding in findings)
        return {"ERRORS": errors, "WARNINGS": len(findings) - errors}


class PrintSymbols(_SymbolAlgorithm):
    """Print all symbols as an A4 PDF."""

    OUTPUT = "OUTPUT"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "print_symbols"

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the user's language."""
        return self.tr("Print symbol catalogue")

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr("Prints every symbol at three sizes, in colour and in grey, with code, names, origin and use.")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.addParameter(
            QgsProcessingParameterFileDestination(self.OUTPUT, self.tr("Catalogue"), fileFilter="PDF (*.pdf)")
        )
        self.addOutput(QgsProcessingOutputNumber("PAGES", self.tr("Pages")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Print; the engine's errors become Processing's."""
        file = self.parameterAsFileOutput(parameters, self.OUTPUT, context)
        if file == QgsProcessing.TEMPORARY_OUTPUT:
            raise QgsProcessingException(self.tr("Name the PDF to write."))
        try:
            pages = print_catalogue(Path(file), feedback)
        except (FloodMapError, OSError) as error:
            raise QgsProcessingException(str(error)) from error
        return {self.OUTPUT: file, "PAGES": pages}


ALGORITHMS = (BuildSymbols, CheckSymbols, PrintSymbols)
