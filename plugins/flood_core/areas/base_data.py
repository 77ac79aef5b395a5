"""Bring base map files into the database: any file that OGR or GDAL can read.

The coordinate system is unified to EPSG:4490 (longitude first), fields are
found by name, and a file comes in whole or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Callable

from osgeo import gdal, ogr, osr

from ..database import base_layers
from ..database.base_layers import ImportSource, Raster
from ..database.connection import Connection, transaction
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..progress import Feedback, Part, Silent, tracked
from ..resources.checksums import sha256_of

EPSG = 4490
NO_FILE = QT_TRANSLATE_NOOP("errors", "there is no such file")
NO_LAYER = QT_TRANSLATE_NOOP("errors", "it holds no vector layer")
UNKNOWN_FORMAT = QT_TRANSLATE_NOOP("errors", "its format is not known, or it is damaged")
LAYERS = ("area", "settlement", "road", "building", "water", "contour", "raster")
ROAD_CLASSES = ("highway", "national", "provincial", "county", "township", "village", "path")
WATER_KINDS = ("stream", "river", "canal", "coast", "pond", "reservoir", "sea")
#: What must stand in a row, and which words are allowed there.
REQUIRED: dict[str, dict[str, tuple[str, ...] | None]] = {
    "area": {"code": None},
    "settlement": {"code": None, "name": None},
    "road": {"class": ROAD_CLASSES},
    "building": {},
    "water": {"kind": WATER_KINDS},
    "contour": {"elevation_m": None},
}
#: Other names under which a field is found.
ALIASES: dict[str, tuple[str, ...]] = {
    "code": ("代码", "编码", "adcode", "adcd"),
    "name": ("名称", "地名"),
    "class": ("等级", "道路等级", "fclass"),
    "width_m": ("宽度", "width"),
    "bridge": ("桥梁",),
    "tunnel": ("隧道",),
    "use": ("用途", "type"),
    "storeys": ("层数", "floors", "levels"),
    "households": ("户数",),
    "people": ("人数", "人口"),
    "kind": ("类型", "类别"),
    "stream_order": ("河流等级", "order"),
    "catchment_km2": ("集雨面积",),
    "elevation_m": ("高程", "elev", "elevation"),
    "index_contour": ("计曲线", "index"),
}
LINE = (ogr.wkbLineString, ogr.wkbMultiLineString)
AREA = (ogr.wkbPolygon, ogr.wkbMultiPolygon)
SHAPES: dict[str, tuple[int, ...]] = {
    "area": AREA,
    "settlement": AREA,
    "road": LINE,
    "building": AREA,
    "water": LINE + AREA,
    "contour": LINE,
}
FALSE_WORDS = ("", "0", "0.0", "f", "false", "n", "no", "否", "无")
TRUE_WORDS = ("1", "1.0", "t", "true", "y", "yes", "是", "有")


class UnreadableBaseFile(InputError):
    """The file is not there or no geodata."""

    template = QT_TRANSLATE_NOOP("errors", "{file} cannot be read as geodata: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Give a GeoPackage, Shapefile, GeoJSON or another file that GDAL reads.")


class NoSuchLayer(InputError):
    """The file has several layers and none of the wanted name."""

    template = QT_TRANSLATE_NOOP("errors", "{file} has no layer {layer}; it has: {found}")
    hint = QT_TRANSLATE_NOOP("errors", "Name the layer of the file with --source-layer.")


class NoCoordinateSystem(InputError):
    """The file does not say which coordinate system it is in."""

    template = QT_TRANSLATE_NOOP("errors", "{file} does not name its coordinate system.")
    hint = QT_TRANSLATE_NOOP("errors", "Name it with --crs, for example --crs EPSG:4549. Do not guess: ask the sender.")


class UnknownCoordinateSystem(InputError):
    """The name of a coordinate system is not understood."""

    template = QT_TRANSLATE_NOOP("errors", "There is no coordinate system {name}.")
    hint = QT_TRANSLATE_NOOP("errors", "Write it as EPSG:4490, EPSG:4549 or EPSG:4528.")


class MissingBaseField(InputError):
    """A field without which the layer makes no sense is missing."""

    template = QT_TRANSLATE_NOOP("errors", "{file} has no field {field} for the layer {layer}; it has: {found}")
    hint = QT_TRANSLATE_NOOP("errors", "Rename the field in the file.")


class BadBaseValue(InputError):
    """A value in the file cannot be taken in."""

    template = QT_TRANSLATE_NOOP("errors", "{file}, feature {number}, {field}: {value} cannot be taken in.")
    hint = QT_TRANSLATE_NOOP("errors", "Nothing was imported. Correct the value; allowed here: {allowed}.")


@dataclass(frozen=True)
class BaseImport:
    """What one import did."""

    layer: str
    file: str
    source_crs: str
    features: int  # features taken in, areas whose geometry changed, or rasters noted
    added: int = 0  # natural villages that are new
    replaced: int = 0  # earlier imports of the same source and layer that went
    repaired: int = 0  # polygons that were made valid
    without_geometry: int = 0  # features that were left out because they have no geometry


@dataclass
class _Features:
    source_crs: str = ""
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    repaired: int = 0
    without_geometry: int = 0


def import_base(
    connection: Connection,
    layer: str,
    path: Path,
    *,
    source: str | None = None,
    source_layer: str | None = None,
    crs: str | None = None,
    simulated: bool = False,
    captured_on: date | None = None,
    feedback: Feedback | None = None,
) -> BaseImport:
    """Import one layer of the base map from a file, all or nothing.

    Args: ``layer`` one of LAYERS; ``source`` names the data set (default: the
    file's name) - importing the same source and layer again replaces it;
    ``source_layer`` the layer inside the file (default: ``layer``, or the only
    one); ``crs`` for files that do not name their coordinate system;
    ``simulated`` marks 模拟数据.
    Raises: UnreadableBaseFile, NoSuchLayer, NoCoordinateSystem, MissingBaseField,
    BadBaseValue, UnknownAreas; RightsRefused and the other errors of ``transaction``.
    """
    feedback = feedback or Silent()
    if not path.is_file():
        raise UnreadableBaseFile(file=path.name, reason=NO_FILE)
    note = ImportSource(source or path.stem, layer, path.name, sha256_of(path), "", captured_on, simulated)
    if layer == "raster":
        return _import_raster(connection, path, note, crs)
    found = _read(layer, path, source_layer, crs, Part(feedback, 0, 70))
    note = _with_crs(note, found.source_crs)
    with transaction(connection) as cursor:
        if layer in ("area", "settlement"):
            _, replaced = base_layers.register_source(cursor, note)
            changed, added = base_layers.update_areas(cursor, found.rows, simulated=simulated)
            rows = changed + added
        else:
            source_id, replaced = base_layers.register_source(cursor, note)
            rows, added = base_layers.insert_features(cursor, layer, source_id, found.rows), 0
    feedback.setProgress(100)
    return BaseImport(layer, path.name, found.source_crs, rows, added, replaced, found.repaired, found.without_geometry)


def _with_crs(note: ImportSource, source_crs: str) -> ImportSource:
    return ImportSource(
        note.name, note.layer, note.file_name, note.sha256, source_crs, note.captured_on, note.simulated
    )


def _system(name: str) -> osr.SpatialReference:
    system = osr.SpatialReference()
    try:
        failed = system.SetFromUserInput(name) != 0
    except RuntimeError:
        failed = True
    if failed:
        raise UnknownCoordinateSystem(name=name)
    return _longitude_first(system)


def _longitude_first(system: osr.SpatialReference) -> osr.SpatialReference:
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def _label(system: osr.SpatialReference) -> str:
    name, code = system.GetAuthorityName(None), system.GetAuthorityCode(None)
    return f"{name}:{code}" if name and code else str(system.GetName())


def _read(layer: str, path: Path, source_layer: str | None, crs: str | None, feedback: Feedback) -> _Features:
    """Read all features of a vector layer as rows for the database."""
    store = _open(path)
    table = _find_layer(store, path, layer, source_layer)
    given = table.GetSpatialRef()
    if crs is None and given is None:
        raise NoCoordinateSystem(file=path.name)
    system = _system(crs) if crs else _longitude_first(given.Clone())
    change = osr.CoordinateTransformation(system, _system(f"EPSG:{EPSG}"))
    columns = {"area": ["code", "name"], "settlement": ["code", "name"]}.get(layer) or list(base_layers.COLUMNS[layer])
    places = _field_places(table, path, layer, columns)
    result = _Features(_label(system))
    total = max(table.GetFeatureCount(), 0)
    for feature in tracked(table, feedback, total):
        geometry = feature.GetGeometryRef()
        if geometry is None or geometry.IsEmpty():
            result.without_geometry += 1
            continue
        values = [_value(feature, place, column, layer, path) for column, place in zip(columns, places)]
        result.rows.append((*values, _wkb(geometry, change, layer, feature.GetFID(), path, result)))
    return result


def _open(path: Path) -> Any:
    store = _opened(path, gdal.OF_VECTOR)
    if store.GetLayerCount() == 0:
        raise UnreadableBaseFile(file=path.name, reason=NO_LAYER)
    return store


def _opened(path: Path, kind: int) -> Any:
    """Open a file with GDAL, which tells of troubles on stderr or by exceptions: we tell them ourselves."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        opened = gdal.OpenEx(str(path), kind | gdal.OF_READONLY)
    except RuntimeError as error:
        raise UnreadableBaseFile(file=path.name, reason=UNKNOWN_FORMAT) from error
    finally:
        gdal.PopErrorHandler()
    if opened is None:
        raise UnreadableBaseFile(file=path.name, reason=UNKNOWN_FORMAT)
    return opened


def _find_layer(store: Any, path: Path, layer: str, source_layer: str | None) -> Any:
    names = [store.GetLayer(number).GetName() for number in range(store.GetLayerCount())]
    wanted = source_layer or (layer if layer in names else names[0] if len(names) == 1 else layer)
    if wanted not in names:
        raise NoSuchLayer(file=path.name, layer=wanted, found=", ".join(names))
    return store.GetLayerByName(wanted)


def _field_places(table: Any, path: Path, layer: str, columns: list[str]) -> list[int | None]:
    """Return for each column the number of the file's field, by name or alias, or None."""
    definition = table.GetLayerDefn()
    names = [definition.GetFieldDefn(number).GetName() for number in range(definition.GetFieldCount())]
    lowered = [name.lower() for name in names]
    places: list[int | None] = []
    for column in columns:
        known = [name for name in (column, *ALIASES.get(column, ())) if name in lowered]
        places.append(lowered.index(known[0]) if known else None)
        if not known and column in REQUIRED[layer]:
            raise MissingBaseField(file=path.name, field=column, layer=layer, found=", ".join(names) or "-")
    return places


def _value(feature: Any, place: int | None, column: str, layer: str, path: Path) -> Any:
    text = feature.GetFieldAsString(place).strip() if place is not None and feature.IsFieldSetAndNotNull(place) else ""
    required = REQUIRED[layer]
    allowed = required.get(column)
    if column in required and (not text or (allowed and text not in allowed)):
        words = ", ".join(allowed) if allowed else column
        raise BadBaseValue(file=path.name, number=feature.GetFID(), field=column, value=text or "-", allowed=words)
    kind = base_layers.COLUMNS.get(layer, {}).get(column, "text")
    if not text or kind == "text":
        return text or None
    convert, words = _CONVERSIONS[kind]
    try:
        return convert(text)
    except ValueError as error:
        raise BadBaseValue(file=path.name, number=feature.GetFID(), field=column, value=text, allowed=words) from error


def _truth(text: str) -> bool:
    if text.lower() in FALSE_WORDS:
        return False
    if text.lower() in TRUE_WORDS:
        return True
    raise ValueError(text)


def _whole(text: str) -> int:
    number = float(text)
    if number != int(number) or number < 0:
        raise ValueError(text)
    return int(number)


def _number(text: str) -> float:
    number = float(text)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


_CONVERSIONS: dict[str, tuple[Callable[[str], Any], str]] = {
    "boolean": (_truth, "0, 1"),
    "integer": (_whole, "0, 1, 2 ..."),
    "numeric": (_number, "1.5"),
}


def _moved(geometry: Any, change: Any) -> bool:
    """Transform in place; GDAL tells by number or, where somebody turned that on, by exception that it cannot."""
    try:
        return bool(geometry.Transform(change) == 0)
    except RuntimeError:
        return False


def _wkb(geometry: Any, change: Any, layer: str, number: int, path: Path, result: _Features) -> str:
    """Return the geometry as hexadecimal WKB in EPSG:4490, two-dimensional and valid."""
    flat = geometry.Clone()
    flat = ogr.ForceTo(flat, ogr.GT_GetLinear(flat.GetGeometryType())) if flat.HasCurveGeometry() else flat
    flat.FlattenTo2D()
    if ogr.GT_Flatten(flat.GetGeometryType()) not in SHAPES[layer]:
        allowed = ", ".join(ogr.GeometryTypeToName(shape) for shape in SHAPES[layer])
        raise BadBaseValue(
            file=path.name, number=number, field="geometry", value=flat.GetGeometryName(), allowed=allowed
        )
    if not _moved(flat, change):
        raise BadBaseValue(file=path.name, number=number, field="geometry", value="coordinates", allowed="EPSG:4490")
    west, east, south, north = flat.GetEnvelope()
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadBaseValue(
            file=path.name,
            number=number,
            field="geometry",
            value=f"{west:.1f} {south:.1f}",
            allowed="-180..180, -90..90",
        )
    if flat.GetDimension() == 2 and not flat.IsValid():
        flat = flat.MakeValid()
        result.repaired += 1
    return bytes(flat.ExportToWkb()).hex()


def _import_raster(connection: Connection, path: Path, note: ImportSource, crs: str | None) -> BaseImport:
    """Note where a raster lies; its cells stay in the file. One band is an elevation model, several an orthophoto."""
    image = _opened(path, gdal.OF_RASTER)
    given = image.GetSpatialRef()
    if crs is None and given is None:
        raise NoCoordinateSystem(file=path.name)
    system = _system(crs) if crs else _longitude_first(given.Clone())
    kind = "dem" if image.RasterCount == 1 else "orthophoto"
    west, step, _, north, _, down = image.GetGeoTransform()
    east, south = west + step * image.RasterXSize, north + down * image.RasterYSize
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ((west, south), (east, south), (east, north), (west, north), (west, south)):
        ring.AddPoint_2D(x, y)
    extent = ogr.Geometry(ogr.wkbPolygon)
    extent.AddGeometry(ring)
    extent.Transform(osr.CoordinateTransformation(system, _system(f"EPSG:{EPSG}")))
    metres = abs(step) * (111_120 if system.IsGeographic() else system.GetLinearUnits())
    raster = Raster(
        kind,
        str(path.resolve()),
        note.sha256,
        round(metres, 3),
        "1985国家高程基准" if kind == "dem" else None,
        bytes(extent.ExportToWkb()).hex(),
        note.captured_on,
    )
    with transaction(connection) as cursor:
        source_id, replaced = base_layers.register_source(cursor, _with_crs(note, _label(system)))
        base_layers.register_raster(cursor, source_id, raster)
    return BaseImport("raster", path.name, _label(system), 1, replaced=replaced)
