"""The base map as Processing algorithms: the same functions as ``floodmap base``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
)

from ..areas.base_data import LAYERS, import_base
from ..errors import QT_TRANSLATE_NOOP
from .algorithm import DatabaseAlgorithm


class ImportBaseLayer(DatabaseAlgorithm):
    """Take one layer of the base map into the database, all or nothing."""

    NAME = "import_base_layer"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Import base layer")
    GROUP_ID = "base"
    GROUP = QT_TRANSLATE_NOOP("Processing", "Base map")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Takes areas, roads, buildings, water or contours from any file that OGR reads into the shared database;"
        " the coordinate system becomes EPSG:4490, fields are found by name. A file comes in whole or not at all;"
        " importing the same source again replaces it. Elevation models and orthophotos stay files and are noted.",
    )
    LAYER, INPUT, SOURCE, SOURCE_LAYER = "LAYER", "INPUT", "SOURCE", "SOURCE_LAYER"
    CRS, SIMULATED = "CRS", "SIMULATED"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        layer = self.tr(QT_TRANSLATE_NOOP("Processing", "Layer"))
        self.addParameter(QgsProcessingParameterEnum(self.LAYER, layer, options=list(LAYERS)))
        self.addParameter(QgsProcessingParameterFile(self.INPUT, self.tr(QT_TRANSLATE_NOOP("Processing", "File"))))
        self.add_text(self.SOURCE, QT_TRANSLATE_NOOP("Processing", "Name of the data set"), optional=True)
        self.add_text(self.SOURCE_LAYER, QT_TRANSLATE_NOOP("Processing", "Layer inside the file"), optional=True)
        crs = self.tr(QT_TRANSLATE_NOOP("Processing", "Coordinate system of a file without one"))
        self.addParameter(QgsProcessingParameterCrs(self.CRS, crs, optional=True))
        simulated = self.tr(QT_TRANSLATE_NOOP("Processing", "Mark as simulated data"))
        self.addParameter(QgsProcessingParameterBoolean(self.SIMULATED, simulated, defaultValue=False))
        self.add_database()
        self.add_number_output("features", QT_TRANSLATE_NOOP("Processing", "Features taken in"))
        self.add_number_output("added", QT_TRANSLATE_NOOP("Processing", "New natural villages"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the import."""
        crs = self.parameterAsCrs(parameters, self.CRS, context)
        with self.connection(parameters, context) as connection:
            done = import_base(
                connection,
                LAYERS[self.parameterAsEnum(parameters, self.LAYER, context)],
                Path(self.parameterAsFile(parameters, self.INPUT, context)),
                source=self.text(parameters, self.SOURCE, context),
                source_layer=self.text(parameters, self.SOURCE_LAYER, context),
                crs=crs.authid() if crs.isValid() else None,
                simulated=self.parameterAsBoolean(parameters, self.SIMULATED, context),
                feedback=feedback,
            )
        return asdict(done)


ALGORITHMS = (ImportBaseLayer,)
