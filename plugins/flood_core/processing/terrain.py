"""The terrain analysis as Processing algorithms: the whole, and its steps for models of one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterString,
)

from ..errors import QT_TRANSLATE_NOOP
from .algorithm import DatabaseAlgorithm, FloodMapAlgorithm, translated

GROUP = QT_TRANSLATE_NOOP("Processing", "Terrain analysis")
TERRAIN = QT_TRANSLATE_NOOP("Processing", "Terrain model")
THRESHOLDS = QT_TRANSLATE_NOOP("Processing", "Own thresholds and scores (JSON)")
FLOW = QT_TRANSLATE_NOOP("Processing", "With the flow of water (GRASS)")
RESULT = QT_TRANSLATE_NOOP("Processing", "Settlements in danger")
FOUND = QT_TRANSLATE_NOOP("Processing", "Settlements found")


class TerrainAlgorithm(FloodMapAlgorithm):
    """What the algorithms on terrain files share."""

    GROUP_ID = "terrain"
    GROUP = GROUP
    DEM = "DEM"

    def add_file(self, name: str, label: str, *, optional: bool = True) -> None:
        """Define a parameter that names a file."""
        self.addParameter(QgsProcessingParameterFile(name, self.tr(label), optional=optional))

    def file(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Path | None:
        """Return the file of a parameter, None when it is empty."""
        given = self.parameterAsFile(parameters, name, context)
        return Path(given) if given else None


class TerrainAnalysis(TerrainAlgorithm):
    """Find the settlements in danger from files."""

    NAME = "terrain_analysis"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Settlements in danger from the terrain")
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Finds where people live below steep slopes and cliffs, beside water, at gully mouths or in low ground, and"
        " says why for each place with the measured values. The highest factor decides, the weighted sum ranks."
        " A screening: what is narrower than about three cells of the terrain model cannot be seen.",
    )
    BUILDINGS, STREAMS, ZONES, THRESHOLDS, FLOW, OUTPUT = (
        "BUILDINGS",
        "STREAMS",
        "ZONES",
        "THRESHOLDS",
        "FLOW",
        "OUTPUT",
    )

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_file(self.DEM, TERRAIN, optional=False)
        self.add_file(
            self.BUILDINGS, QT_TRANSLATE_NOOP("Processing", "Buildings, or points with people"), optional=False
        )
        self.add_file(self.STREAMS, QT_TRANSLATE_NOOP("Processing", "Watercourses"))
        self.add_file(self.ZONES, QT_TRANSLATE_NOOP("Processing", "Known danger zones and historic marks"))
        self.add_file(self.THRESHOLDS, THRESHOLDS)
        self.addParameter(QgsProcessingParameterBoolean(self.FLOW, self.tr(FLOW), defaultValue=True))
        kind = "GeoPackage (*.gpkg)"
        self.addParameter(QgsProcessingParameterFileDestination(self.OUTPUT, self.tr(RESULT), kind))
        self.add_number_output("settlements", FOUND)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the analysis and write the GeoPackage."""
        from ..terrain.analysis import analyse
        from ..terrain.factors import default_thresholds, read_thresholds
        from ..terrain.files import Files, inputs_from
        from ..terrain.result_file import write_run
        from ..terrain.words import notes_of

        own = self.file(parameters, self.THRESHOLDS, context)
        files = Files(
            Path(self.parameterAsFile(parameters, self.DEM, context)),
            Path(self.parameterAsFile(parameters, self.BUILDINGS, context)),
            self.file(parameters, self.STREAMS, context),
            self.file(parameters, self.ZONES, context),
        )
        rules = read_thresholds(own) if own else default_thresholds()
        flow = self.parameterAsBoolean(parameters, self.FLOW, context)
        run = analyse(inputs_from(files), rules, feedback, with_flow=flow)
        for note in notes_of(run, translated):
            feedback.pushInfo(note)
        path = write_run(run, Path(self.parameterAsFileOutput(parameters, self.OUTPUT, context)), translated)
        return {self.OUTPUT: str(path), "settlements": len(run.settlements)}


class TerrainAnalysisOfArea(DatabaseAlgorithm):
    """Find the settlements in danger in an area of the database, and keep the run there."""

    NAME = "terrain_analysis_of_area"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Settlements in danger in a township or county")
    GROUP_ID = "terrain"
    GROUP = GROUP
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "The same from the buildings, watercourses, danger zones and the terrain model of the shared database; the run"
        " is stored there with its inputs and thresholds.",
    )
    AREA, THRESHOLDS = "AREA", "THRESHOLDS"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.AREA, QT_TRANSLATE_NOOP("Processing", "Code of the township or county"))
        self.addParameter(QgsProcessingParameterFile(self.THRESHOLDS, self.tr(THRESHOLDS), optional=True))
        self.add_database()
        run = self.tr(QT_TRANSLATE_NOOP("Processing", "Run"))
        self.addOutput(QgsProcessingOutputString("run", run))
        self.add_number_output("settlements", FOUND)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run the analysis and store it."""
        from ..terrain.factors import default_thresholds, read_thresholds
        from ..terrain.stored import analyse_area, store

        own = self.parameterAsFile(parameters, self.THRESHOLDS, context)
        rules = read_thresholds(Path(own)) if own else default_thresholds()
        with self.connection(parameters, context) as connection:
            area = self.text(parameters, self.AREA, context) or ""
            run = analyse_area(connection, area, rules, feedback)
            uid = store(connection, area, run, translated)
        return {"run": uid, "settlements": len(run.settlements)}


class TerrainRunMap(DatabaseAlgorithm):
    """Print the map of a stored run."""

    NAME = "terrain_run_map"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Printed map of a terrain analysis")
    GROUP_ID = "terrain"
    GROUP = GROUP
    HELP = QT_TRANSLATE_NOOP(
        "Processing",
        "Draws a stored run on paper: relief, contours, settlements with their danger and rank, streams and registered"
        " zones, how fine the terrain model is and what it cannot see; overleaf the list with reasons and people.",
    )
    RUN, AREA, PRESET, OUTPUT = "RUN", "AREA", "PRESET", "OUTPUT"

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_text(self.AREA, QT_TRANSLATE_NOOP("Processing", "Code of the county, township or village"))
        self.add_text(self.RUN, QT_TRANSLATE_NOOP("Processing", "Run (empty: the newest)"), optional=True)
        paper = self.tr(QT_TRANSLATE_NOOP("Processing", "Paper"))
        self.addParameter(QgsProcessingParameterString(self.PRESET, paper, defaultValue="A3"))
        folder = self.tr(QT_TRANSLATE_NOOP("Processing", "Folder for the files"))
        self.addParameter(QgsProcessingParameterFolderDestination(self.OUTPUT, folder))
        self.add_database()
        self.add_number_output("made", QT_TRANSLATE_NOOP("Processing", "Sheets made"))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Draw the maps, in a process of their own."""
        from ..sheets.terrain_map import run_maps

        folder = Path(self.parameterAsString(parameters, self.OUTPUT, context))
        with self.connection(parameters, context) as connection:
            deliveries = run_maps(
                connection, self.text(parameters, self.RUN, context), folder, workers=1, feedback=feedback,
                area=self.text(parameters, self.AREA, context),
                preset=self.parameterAsString(parameters, self.PRESET, context),
            )  # fmt: skip
        for one in deliveries:
            if one.error is not None:
                raise one.error
        return {self.OUTPUT: str(folder), "made": len(deliveries)}


class TerrainStep(TerrainAlgorithm):
    """A step that makes one raster of a terrain model."""

    OUTPUT = "OUTPUT"
    NUMBERS: tuple[tuple[str, str, float], ...] = ()  # name, label, default

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:  # noqa: N802 - QGIS's name
        """Define the parameters and what comes back."""
        self.add_file(self.DEM, TERRAIN, optional=False)
        for name, label, default in self.NUMBERS:
            number = QgsProcessingParameterNumber.Type.Double
            self.addParameter(QgsProcessingParameterNumber(name, self.tr(label), number, default, minValue=0.0))
        self.addParameter(QgsProcessingParameterRasterDestination(self.OUTPUT, self.tr(self.TITLE)))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Bring the terrain to metres, make the raster and put it in its place."""
        import shutil

        from ..terrain.analysis import work_folder
        from ..terrain.ground import prepare

        target = Path(self.parameterAsOutputLayer(parameters, self.OUTPUT, context))
        numbers = {name: self.parameterAsDouble(parameters, name, context) for name, _, _ in self.NUMBERS}
        with work_folder() as folder:
            ground = prepare(Path(self.parameterAsFile(parameters, self.DEM, context)), folder, feedback)
            shutil.copyfile(self.raster(ground, numbers, feedback), target)
        return {self.OUTPUT: str(target)}

    def raster(self, ground: Any, numbers: dict[str, float], feedback: QgsProcessingFeedback) -> Path:
        """Return the raster of this step."""
        raise NotImplementedError


class SlopeStep(TerrainStep):
    """The slope in degrees."""

    NAME = "terrain_slope"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Slope in degrees")
    HELP = QT_TRANSLATE_NOOP("Processing", "Brings a terrain model to metres and writes the slope of each cell.")

    def raster(self, ground: Any, numbers: dict[str, float], feedback: QgsProcessingFeedback) -> Path:
        """Return the slope."""
        from ..terrain.landform import slope_degrees

        return slope_degrees(ground, feedback)


class LowGroundStep(TerrainStep):
    """How high each cell lies above its surroundings."""

    NAME = "terrain_position"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Height above the surroundings")
    HELP = QT_TRANSLATE_NOOP(
        "Processing", "Writes how many metres each cell lies above the mean of the ground around it."
    )
    NUMBERS = (("WITHIN", QT_TRANSLATE_NOOP("Processing", "Distance around, metres"), 300.0),)

    def raster(self, ground: Any, numbers: dict[str, float], feedback: QgsProcessingFeedback) -> Path:
        """Return the height above the mean around."""
        from ..terrain.landform import low_ground

        return low_ground(ground, numbers["WITHIN"], feedback).position


class FlowStep(TerrainStep):
    """A raster that needs the flow of water."""

    NUMBERS = (("DRAINAGE", QT_TRANSLATE_NOOP("Processing", "A stream begins at, km²"), 0.5),)
    RASTER = "hand"

    def raster(self, ground: Any, numbers: dict[str, float], feedback: QgsProcessingFeedback) -> Path:
        """Return the raster of the flow. Raises: NoGrass."""
        from ..terrain.analysis import flow_needed
        from ..terrain.factors import default_thresholds, thresholds

        values = json.loads(json.dumps(dict(default_thresholds().values)))
        values["drainage_km2"] = numbers["DRAINAGE"]
        path: Path = getattr(flow_needed(ground, thresholds(values), feedback), self.RASTER)
        return path


class HandStep(FlowStep):
    """Height above the nearest drainage."""

    NAME = "terrain_hand"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Height above the nearest drainage")
    HELP = QT_TRANSLATE_NOOP(
        "Processing", "Writes how many metres each cell lies above the first stream on its way down. Needs GRASS."
    )


class SinkStep(FlowStep):
    """Depth of sinks."""

    NAME = "terrain_sinks"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Depth of sinks")
    HELP = QT_TRANSLATE_NOOP("Processing", "Writes how deep water would stand before it can leave. Needs GRASS.")
    RASTER = "sink"


class CatchmentStep(FlowStep):
    """Cells that drain through each cell."""

    NAME = "terrain_catchment"
    TITLE = QT_TRANSLATE_NOOP("Processing", "Catchment in cells")
    HELP = QT_TRANSLATE_NOOP("Processing", "Writes how many cells drain through each cell. Needs GRASS.")
    RASTER = "catchment"


ALGORITHMS = (
    TerrainAnalysis, TerrainAnalysisOfArea, TerrainRunMap, SlopeStep, LowGroundStep, HandStep, SinkStep, CatchmentStep,
)  # fmt: skip
