"""The terrain model of a run: any file that GDAL reads, brought to square cells in metres."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator

import numpy as np
from osgeo import gdal, osr

from ..analysis.metric import metric_crs
from ..areas.geo_file import UNKNOWN_FORMAT, NoCoordinateSystem, UnreadableBaseFile, label, named_system, opened, sealed
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..progress import Feedback, raise_if_cancelled

NODATA = -9999.0
#: Of 48 million cells the whole chain needs less than 3 GiB; above this it does not fit many machines.
MOST_CELLS = 120_000_000
LEAST_SIDE = 10  # cells
#: No ground of the earth lies outside: Dead Sea, Everest.
LOWEST_M, HIGHEST_M = -450.0, 9000.0
ROWS_AT_ONCE = 512
CACHE_MB = 128
FOOT = 0.3048

DEGREES = QT_TRANSLATE_NOOP("errors", "The terrain model was in degrees; it was brought to metres first.")
WHOLE_METRES = QT_TRANSLATE_NOOP(
    "errors",
    "The terrain model has whole metres only: sinks and heights above water below 2 m"
    " are not told apart from rounding.",
)
HOLES = QT_TRANSLATE_NOOP(
    "errors", "{percent} % of the terrain model has no heights; nothing is said about buildings there."
)
FEET = QT_TRANSLATE_NOOP("errors", "The heights were in feet; they were brought to metres first.")
UNMARKED = QT_TRANSLATE_NOOP("errors", "Heights below −450 m or above 9,000 m were taken as missing.")

EMPTY = QT_TRANSLATE_NOOP("errors", "it has no heights at all, only missing values")
TOO_SMALL = QT_TRANSLATE_NOOP("errors", "it has fewer than 10 x 10 cells")
TOO_LARGE = QT_TRANSLATE_NOOP("errors", "it has more than 120 million cells; give a larger cell")
NOT_ON_EARTH = QT_TRANSLATE_NOOP("errors", "it does not lie on the earth in the coordinate system that it names")


class UnusableTerrain(InputError):
    """The terrain model can be read but nothing can be found from it."""

    template = QT_TRANSLATE_NOOP("errors", "{file} cannot serve as terrain model: {reason}")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Give a raster of heights in metres that covers the villages, with its coordinate system."
    )


class TerrainElsewhere(InputError):
    """The terrain model does not reach the area that is looked at."""

    template = QT_TRANSLATE_NOOP("errors", "{file} does not cover the area: it lies at {terrain}, the area at {area}.")
    hint = QT_TRANSLATE_NOOP("errors", "It names a wrong coordinate system, or it is of another place.")


class UnknownHeightUnit(InputError):
    """The plane is in feet and the file does not say what the heights are in."""

    template = QT_TRANSLATE_NOOP(
        "errors", "{file} is measured in feet and does not say whether its heights are feet or metres."
    )
    hint = QT_TRANSLATE_NOOP(
        "errors",
        "Ask who made it, and have it brought to metres; or say the unit on the command line: --height-unit m or ft.",
    )


@dataclass(frozen=True)
class Ground:
    """Heights in metres on square cells, north up, in a file of the run's own folder."""

    path: Path
    crs: str  # EPSG:4549 or WKT: a plane in metres
    west: float
    north: float
    cell: float  # metres
    columns: int
    rows: int
    source_crs: str
    source_cell: float  # metres on the ground, of the file given
    whole_metres: bool = False
    notes: tuple[tuple[str, dict[str, Any]], ...] = field(default=())  # marked texts with their values

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return self.columns * self.rows

    def read(self, path: Path | None = None, first: int = 0, rows: int | None = None) -> np.ndarray:
        """Return rows of the heights, or of another raster on the same cells; NaN where there is nothing."""
        return read_rows(path or self.path, first, rows)

    def strips(self, halo: int = 0, rows: int = ROWS_AT_ONCE) -> Iterator[tuple[int, int, int, int]]:
        """Yield strips of rows: first and last row, and the same with ``halo`` rows around, inside the raster."""
        for first in range(0, self.rows, rows):
            last = min(first + rows, self.rows)
            yield first, last, max(0, first - halo), min(self.rows, last + halo)

    def cell_of(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return row and column of points, and which lie inside."""
        column = np.floor((x - self.west) / self.cell).astype(np.int64)
        row = np.floor((self.north - y) / self.cell).astype(np.int64)
        inside = (row >= 0) & (row < self.rows) & (column >= 0) & (column < self.columns)
        return np.where(inside, row, 0), np.where(inside, column, 0), inside

    def centres(self, cells: np.ndarray) -> np.ndarray:
        """Return x and y of the centres of cells by their flat number."""
        row, column = np.divmod(cells, self.columns)
        return np.column_stack([self.west + (column + 0.5) * self.cell, self.north - (row + 0.5) * self.cell])

    def system(self) -> osr.SpatialReference:
        """Return the coordinate system, east first."""
        return named_system(self.crs)

    def create(self, path: Path) -> Any:
        """Return a new raster of the same cells, float, without values."""
        options = ["TILED=YES", "BIGTIFF=IF_SAFER"]
        made = gdal.GetDriverByName("GTiff").Create(str(path), self.columns, self.rows, 1, gdal.GDT_Float32, options)
        made.SetGeoTransform((self.west, self.cell, 0.0, self.north, 0.0, -self.cell))
        made.SetProjection(self.system().ExportToWkt())
        made.GetRasterBand(1).SetNoDataValue(NODATA)
        return made


def read_rows(path: Path, first: int = 0, rows: int | None = None) -> np.ndarray:
    """Return rows of a raster as float; NaN where it has no value."""
    store = gdal.Open(str(path))  # a band alone does not keep its file open
    band = store.GetRasterBand(1)
    count = band.YSize - first if rows is None else rows
    values: np.ndarray = band.ReadAsArray(0, first, band.XSize, count).astype(np.float32, copy=False)
    nodata = band.GetNoDataValue()
    if nodata is not None and not math.isnan(nodata):
        values[values == np.float32(nodata)] = np.nan
    return values


def prepare(
    source: Path,
    folder: Path,
    feedback: Feedback,
    *,
    crs: str | None = None,
    cell: float | None = None,
    bounds: tuple[float, float, float, float] | None = None,
    height_unit: str | None = None,
    nodata: float | None = None,
) -> Ground:
    """Bring a terrain model to metres in ``folder``.

    ``bounds`` in degrees (west, south, east, north) cut it; ``cell`` in metres makes it coarser;
    ``crs`` and ``nodata`` stand in for what the file does not say.
    Raises: UnreadableBaseFile, NoCoordinateSystem, UnusableTerrain, TerrainElsewhere, UnknownHeightUnit,
    Cancelled.
    """
    given = opened(source, gdal.OF_RASTER)
    if given.RasterCount == 0:
        raise UnreadableBaseFile(file=source.name, reason=UNKNOWN_FORMAT)
    if given.RasterXSize < LEAST_SIDE or given.RasterYSize < LEAST_SIDE:
        raise UnusableTerrain(file=source.name, reason=TOO_SMALL)
    system = _system(given, crs, source)
    plane, own_cell = _plane(given, system, source)
    factor = _height_factor(given, system, source, height_unit)
    path = folder / "ground.tif"
    _warp(given, path, system, plane, cell or own_cell, bounds, nodata, source, feedback)
    unmarked = _clean(path, factor, feedback)
    made = gdal.Open(str(path))
    west, size, _, north, _, _ = made.GetGeoTransform()
    whole = _is_whole(given)
    return Ground(
        path, _name(plane), west, north, size, made.RasterXSize, made.RasterYSize, label(system), own_cell, whole,
        _notes(path, system, whole, factor, unmarked, source),
    )  # fmt: skip


def _system(given: Any, crs: str | None, source: Path) -> osr.SpatialReference:
    own = given.GetSpatialRef()
    if crs is None and own is None:
        raise NoCoordinateSystem(file=source.name)
    system = named_system(crs) if crs else own.Clone()
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def _plane(given: Any, system: osr.SpatialReference, source: Path) -> tuple[osr.SpatialReference, float]:
    """Return the plane in metres to reckon in, and the size of the file's cells in metres there."""
    transform = given.GetGeoTransform()
    centre = _middle(given)
    try:
        to_degrees = osr.CoordinateTransformation(system, named_system("EPSG:4326"))
        longitude, latitude, _ = to_degrees.TransformPoint(*centre)
    except RuntimeError as error:
        raise UnusableTerrain(file=source.name, reason=NOT_ON_EARTH) from error
    if not (abs(longitude) <= 180 and abs(latitude) <= 85) or math.isnan(longitude + latitude):
        raise UnusableTerrain(file=source.name, reason=NOT_ON_EARTH)
    side = math.sqrt(abs(transform[1] * transform[5] - transform[2] * transform[4]))
    if system.IsGeographic():
        return _metric_plane(longitude, latitude), side * 111_320.0 * math.sqrt(math.cos(math.radians(latitude)))
    unit = system.GetLinearUnits()
    if abs(unit - 1) > 1e-6 or system.GetAttrValue("PROJECTION") in (
        None,
        "Mercator_1SP",
        "Popular_Visualisation_Pseudo_Mercator",
    ):
        stretch = math.cos(math.radians(latitude)) if abs(unit - 1) < 1e-6 else 1.0
        return _metric_plane(longitude, latitude), side * unit * stretch
    return system, side


def _middle(given: Any) -> tuple[float, float]:
    transform = given.GetGeoTransform()
    column, row = given.RasterXSize / 2, given.RasterYSize / 2
    return (
        transform[0] + column * transform[1] + row * transform[2],
        transform[3] + column * transform[4] + row * transform[5],
    )


def _metric_plane(longitude: float, latitude: float) -> osr.SpatialReference:
    if 73 <= longitude <= 136 and 0 <= latitude <= 56:
        return named_system(metric_crs(longitude))
    zone = int((longitude + 180) // 6) % 60 + 1
    return named_system(f"EPSG:{(32600 if latitude >= 0 else 32700) + zone}")


def _height_factor(given: Any, system: osr.SpatialReference, source: Path, unit: str | None) -> float:
    said = (unit or given.GetRasterBand(1).GetUnitType() or "").strip().lower()
    if said in ("ft", "foot", "feet", "us-ft", "us_ft", "us survey foot", "foot_us", "sfoot", "ftus"):
        return FOOT
    if not said and system.IsProjected() and abs(system.GetLinearUnits() - FOOT) < 1e-3:
        raise UnknownHeightUnit(file=source.name)
    return 1.0


def _warp(
    given: Any, path: Path, system: osr.SpatialReference, plane: osr.SpatialReference, cell: float,
    bounds: tuple[float, float, float, float] | None, nodata: float | None, source: Path, feedback: Feedback,
) -> None:  # fmt: skip
    transform = given.GetGeoTransform()
    as_it_is = system.IsSame(plane) and transform[2] == transform[4] == 0 and transform[5] < 0 < transform[1]
    as_it_is = as_it_is and abs(transform[1] + transform[5]) < 1e-9 * transform[1] and abs(cell - transform[1]) < 1e-9
    options: dict[str, Any] = {}
    if bounds is not None:
        box = _shared(plane, bounds, _extent(given), system)
        if box is None:
            middle = ((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2)
            terrain, area = _place(*_middle(given), system), _place(*middle, named_system("EPSG:4326"))
            raise TerrainElsewhere(file=source.name, terrain=terrain, area=area)
        options.update(outputBounds=_on_cells(box, transform, cell, as_it_is))
    elif as_it_is:
        west, north = transform[0], transform[3]
        options.update(outputBounds=(west, north - cell * given.RasterYSize, west + cell * given.RasterXSize, north))
    resampling = "near" if as_it_is else "average" if cell > 1.5 * _smallest(transform, system) else "bilinear"
    with sealed():
        try:
            gdal.Warp(
                str(path), given, format="GTiff", srcSRS=system, dstSRS=plane, xRes=cell, yRes=cell,
                resampleAlg=resampling, srcNodata=nodata, dstNodata=NODATA, outputType=gdal.GDT_Float32,
                warpMemoryLimit=CACHE_MB, callback=gdal_progress(feedback),
                creationOptions=["TILED=YES", "BIGTIFF=IF_SAFER"], **options,
            )  # fmt: skip
        except RuntimeError as error:
            raise_if_cancelled(feedback)
            raise UnusableTerrain(file=source.name, reason=NOT_ON_EARTH) from error
    raise_if_cancelled(feedback)
    made = gdal.Open(str(path))
    if made.RasterXSize < LEAST_SIDE or made.RasterYSize < LEAST_SIDE:
        raise UnusableTerrain(file=source.name, reason=TOO_SMALL)
    if made.RasterXSize * made.RasterYSize > MOST_CELLS:
        raise UnusableTerrain(file=source.name, reason=TOO_LARGE)


def _smallest(transform: tuple[float, ...], system: osr.SpatialReference) -> float:
    side = min(math.hypot(transform[1], transform[4]), math.hypot(transform[2], transform[5]))
    return side * 111_320.0 if system.IsGeographic() else side * system.GetLinearUnits()


def _box_in(
    plane: osr.SpatialReference, bounds: tuple[float, ...], system: osr.SpatialReference | None = None
) -> tuple[float, ...]:
    """Return the box of the plane around a box of degrees, or of another system."""
    change = osr.CoordinateTransformation(system or named_system("EPSG:4326"), plane)
    return tuple(change.TransformBounds(*bounds, 21))


def _extent(given: Any) -> tuple[float, ...]:
    west, right, over, north, lean, down = given.GetGeoTransform()
    x = [west + column * right + row * over for column in (0, given.RasterXSize) for row in (0, given.RasterYSize)]
    y = [north + column * lean + row * down for column in (0, given.RasterXSize) for row in (0, given.RasterYSize)]
    return min(x), min(y), max(x), max(y)


def _place(x: float, y: float, system: osr.SpatialReference) -> str:
    """Return a point in degrees, as a person reads it."""
    change = osr.CoordinateTransformation(system, named_system("EPSG:4326"))
    longitude, latitude, _ = change.TransformPoint(x, y)
    return f"{longitude:.3f} {latitude:.3f}"


def _shared(
    plane: osr.SpatialReference, bounds: tuple[float, ...], extent: tuple[float, ...], system: osr.SpatialReference
) -> tuple[float, ...] | None:
    """Return in the plane what a box of degrees and a box of a system share; None where they share nothing."""
    try:
        box, other = _box_in(plane, bounds), _box_in(plane, extent, system)
    except RuntimeError:  # so far away that the plane does not reach there
        return None
    west, south, east, north = (
        max(box[0], other[0]), max(box[1], other[1]), min(box[2], other[2]), min(box[3], other[3])
    )  # fmt: skip
    return (west, south, east, north) if west < east and south < north else None


def _on_cells(box: tuple[float, ...], transform: tuple[float, ...], cell: float, as_it_is: bool) -> tuple[float, ...]:
    """Return a box widened to whole cells: of the file where its own are kept, else of the plane."""
    east0, north0 = (transform[0], transform[3]) if as_it_is else (0.0, 0.0)
    west, south, east, north = box
    return (
        east0 + math.floor((west - east0) / cell) * cell, north0 + math.floor((south - north0) / cell) * cell,
        east0 + math.ceil((east - east0) / cell) * cell, north0 + math.ceil((north - north0) / cell) * cell,
    )  # fmt: skip


def gdal_progress(feedback: Feedback) -> Any:
    """Return what GDAL calls to tell how far it is and to ask whether to go on."""

    def told(share: float, message: str, data: Any) -> int:
        feedback.setProgress(100 * share)
        return 0 if feedback.isCanceled() else 1

    return told


def _clean(path: Path, factor: float, feedback: Feedback) -> bool:
    """Bring heights to metres and take impossible ones out, in place; tell whether there were such."""
    made = gdal.Open(str(path), gdal.GA_Update)
    band, found = made.GetRasterBand(1), False
    for first in range(0, band.YSize, ROWS_AT_ONCE):
        raise_if_cancelled(feedback)
        count = min(ROWS_AT_ONCE, band.YSize - first)
        heights = band.ReadAsArray(0, first, band.XSize, count)
        there = heights != NODATA
        metres = heights * np.float32(factor) if factor != 1.0 else heights
        wrong = there & ~((metres > LOWEST_M) & (metres < HIGHEST_M))
        found = found or bool(wrong.any())
        if factor != 1.0 or wrong.any():
            band.WriteArray(np.where(there & ~wrong, metres, np.float32(NODATA)), 0, first)
    return found


def _is_whole(given: Any) -> bool:
    kind = given.GetRasterBand(1).DataType
    return kind in (gdal.GDT_Byte, gdal.GDT_Int16, gdal.GDT_UInt16, gdal.GDT_Int32, gdal.GDT_UInt32)


def _notes(
    path: Path, system: osr.SpatialReference, whole: bool, factor: float, unmarked: bool, source: Path
) -> tuple[tuple[str, dict[str, Any]], ...]:
    store = gdal.Open(str(path))
    band = store.GetRasterBand(1)
    there = sum(
        int(np.count_nonzero(band.ReadAsArray(0, first, band.XSize, min(ROWS_AT_ONCE, band.YSize - first)) != NODATA))
        for first in range(0, band.YSize, ROWS_AT_ONCE)
    )
    if there == 0:
        raise UnusableTerrain(file=source.name, reason=EMPTY)
    missing = 100 * (1 - there / (band.XSize * band.YSize))
    notes: list[tuple[str, dict[str, Any]]] = []
    if system.IsGeographic():
        notes.append((DEGREES, {}))
    if factor != 1.0:
        notes.append((FEET, {}))
    if whole:
        notes.append((WHOLE_METRES, {}))
    if unmarked:
        notes.append((UNMARKED, {}))
    if missing >= 0.05:
        notes.append((HOLES, {"percent": f"{missing:.1f}"}))
    return tuple(notes)


def _name(system: osr.SpatialReference) -> str:
    said = label(system)
    return said if said.startswith("EPSG:") else str(system.ExportToWkt())
