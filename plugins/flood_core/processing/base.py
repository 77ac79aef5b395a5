"""The base map as Processing algorithms: the same functions as ``floodmap base``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..areas.base_data import LAYERS, import_base
from ..database.connection import ConnectionSettings, connected
from ..errors import FloodMapError


class ImportBaseLayer(QgsProcessingAlgorithm):
    """Take one layer of the base map into the database, all or nothing."""

    LAYER, INPUT, SOURCE, SOURCE_LAYER = "LAYER", "INPUT", "SOURCE", "SOURCE_LAYER"
    CRS, SIMULATED, SERVICE, DATABASE = "CRS", "SIMULATED", "SERVICE", "DATABASE"

    def name(self) -> str:
        """Return the algorithm's name in the provider."""
        return "importbaselayer"

    def displayName(self) -> str:  # noqa: N802 - QGIS's name
        """Return the name in the user's language."""
        return self.tr("Import base layer")

    def group(self) -> str:
        """Return the group in the user's language."""
        return self.tr("Base map")

    def groupId(self) -> str:  # noqa: N802
        """Return the group's name."""
        return "base"

    def shortHelpString(self) -> str:  # noqa: N802
        """Return what the algorithm does."""
        return self.tr(
            "Takes areas, roads, buildings, water or contours from any file that OGR reads into the shared database;"
            " the coordinate system becomes EPSG:4490, fields are found by name. A file comes in whole or not at all;"
            " importing the same source again replaces it. Elevation models and orthophotos stay files and are noted."
        )

    def createInstance(self) -> QgsProcessingAlgorithm:  # noqa: N802
        """Return a new algorithm of this kind."""
        return ImportBaseLayer()

    def tr(self, text: str) -> str:
        """Translate a text of this algorithm."""
        return QCoreApplication.translate("ImportBaseLayer", text)

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802, ARG002
        """Define the parameters and what comes back."""
        self.addParameter(QgsProcessingParameterEnum(self.LAYER, self.tr("Layer"), options=list(LAYERS)))
        self.addParameter(QgsProcessingParameterFile(self.INPUT, self.tr("File")))
        optional = (
            (self.SOURCE, self.tr("Name of the data set")),
            (self.SOURCE_LAYER, self.tr("Layer inside the file")),
            (self.SERVICE, self.tr("libpq service (empty: the embedded database)")),
            (self.DATABASE, self.tr("Database")),
        )
        for name, label in optional:
            self.addParameter(QgsProcessingParameterString(name, label, optional=True))
        self.addParameter(
            QgsProcessingParameterCrs(self.CRS, self.tr("Coordinate system of a file without one"), optional=True)
        )
        self.addParameter(
            QgsProcessingParameterBoolean(self.SIMULATED, self.tr("Mark as simulated data"), defaultValue=False)
        )
        self.addOutput(QgsProcessingOutputNumber("features", self.tr("Features taken in")))
        self.addOutput(QgsProcessingOutputNumber("added", self.tr("New natural villages")))

    def processAlgorithm(  # noqa: N802
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the import; the engine's errors become Processing's."""

        def text(name: str) -> str | None:
            return self.parameterAsString(parameters, name, context) or None

        crs = self.parameterAsCrs(parameters, self.CRS, context)
        service, database = text(self.SERVICE), text(self.DATABASE)
        try:
            if service:
                settings = ConnectionSettings.from_service(service, database)
            else:
                settings = ConnectionSettings.embedded(database or "floodmap")
            with connected(settings) as connection:
                done = import_base(
                    connection,
                    LAYERS[self.parameterAsEnum(parameters, self.LAYER, context)],
                    Path(self.parameterAsFile(parameters, self.INPUT, context)),
                    source=text(self.SOURCE),
                    source_layer=text(self.SOURCE_LAYER),
                    crs=crs.authid() if crs.isValid() else None,
                    simulated=self.parameterAsBoolean(parameters, self.SIMULATED, context),
                    feedback=feedback,
                )
        except FloodMapError as error:
            raise QgsProcessingException(f"{error.message()} {error.advice()}".strip()) from error
        return asdict(done)
