"""Bring base map files into the database: any file that OGR or GDAL can read.

The coordinate system is unified to EPSG:4490 (longitude first), fields are
found by name or as a person says, and a file comes in whole or not at all. With
an area (a township, usually) it takes the place of all that the area had of
this kind, in one transaction. Features stream through: memory does not grow
with the file.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Iterator, Mapping

from osgeo import gdal, ogr

from ..database import base_layers
from ..database.area_boundaries import ONLY_ADMINISTRATORS, ONLY_EDITORS, require
from ..database.base_layers import ImportSource, Raster
from ..database.connection import Connection, transaction
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..progress import Feedback, Part, Silent, tracked
from . import geo_file
from .base_fields import CONVERSIONS, REQUIRED, FieldMapping, columns_of, meaning, propose
from .geo_file import (
    BadPlace,
    NoCoordinateSystem,
    NoSuchLayer,
    UnknownCoordinateSystem,
    UnreadableBaseFile,
    checksum,
    find_layer,
    open_vector,
    system_of,
)

__all__ = ("LAYERS", "KINDS", "BaseImport", "FilePlan", "import_base", "look_into", "BadBaseValue", "MissingBaseField",
           "NoCoordinateSystem", "NoSuchLayer", "UnknownCoordinateSystem", "UnreadableBaseFile")  # fmt: skip

#: What is imported by township, in the order in which people list it.
KINDS = ("road", "building", "water", "dike", "contour", "dem", "orthophoto")
RASTERS = ("raster", "dem", "orthophoto")
LAYERS = ("area", "settlement", "road", "building", "water", "contour", "dike", *RASTERS)
LINE = (ogr.wkbLineString, ogr.wkbMultiLineString)
AREA = (ogr.wkbPolygon, ogr.wkbMultiPolygon)
SHAPES: dict[str, tuple[int, ...]] = {
    "area": AREA,
    "settlement": AREA,
    "road": LINE,
    "building": AREA,
    "water": LINE + AREA,
    "contour": LINE,
    "dike": LINE,
}
#: Words of a file that are looked at for a proposal; a million features need not be read for it.
_LOOK = 20_000
HEIGHT_DATUM = "1985国家高程基准"
_LOWEST, _HIGHEST = -500.0, 9000.0  # metres; other values are no heights of land


class MissingBaseField(InputError):
    """A field without which the layer makes no sense is missing."""

    template = QT_TRANSLATE_NOOP("errors", "{file} has no field {field} for the layer {layer}; it has: {found}")
    hint = QT_TRANSLATE_NOOP("errors", "Say which field it is, or rename the field in the file.")


class BadBaseValue(InputError):
    """A value in the file cannot be taken in."""

    template = QT_TRANSLATE_NOOP("errors", "{file}, feature {number}, {field}: {value} cannot be taken in.")
    hint = QT_TRANSLATE_NOOP("errors", "Nothing was imported. Correct the value; allowed here: {allowed}.")


class NoHeights(InputError):
    """A raster is not what it was announced as."""

    template = QT_TRANSLATE_NOOP("errors", "{file} is no elevation model: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "An elevation model has one band with heights in metres.")


BANDS = QT_TRANSLATE_NOOP("errors", "it has several bands, like a picture")
NOT_METRES = QT_TRANSLATE_NOOP("errors", "its values are no heights in metres")


@dataclass(frozen=True)
class BaseImport:
    """What one import did."""

    layer: str
    file: str
    source_crs: str
    features: int  # features taken in, areas whose geometry changed, or rasters noted
    added: int = 0  # natural villages that are new
    replaced: int = 0  # earlier imports of the same source, or of the area, that went
    repaired: int = 0  # polygons that were made valid
    without_geometry: int = 0  # features that were left out because they have no geometry
    outside: int = 0  # features that lie in another area and were left out
    taken_out: int = 0  # features of the area that were there before and went
    dry_run: bool = False


@dataclass(frozen=True)
class FilePlan:
    """What a file would be read as: to show, and to correct."""

    layers: tuple[str, ...]  # layers inside the file
    layer: str  # the one looked at
    fields: tuple[str, ...]
    source_crs: str  # empty = the file does not say
    features: int
    proposed: Mapping[str, str | None]  # column -> field of the file
    unknown_words: Mapping[str, Mapping[str, int]]  # column -> word that is not understood -> how often


@dataclass
class _Counts:
    repaired: int = 0
    without_geometry: int = 0


@dataclass(frozen=True)
class _Reader:
    """Reads the features of one layer of a file as rows for the database."""

    layer: str
    path: Path
    table: Any
    change: Any
    columns: list[str]
    places: list[int | None]
    mapping: FieldMapping
    counts: _Counts = field(default_factory=_Counts)

    def rows(self, feedback: Feedback) -> Iterator[tuple[Any, ...]]:
        """Yield the values of the columns, then the geometry as hexadecimal WKB."""
        for feature in tracked(self.table, feedback, max(self.table.GetFeatureCount(), 0)):
            geometry = feature.GetGeometryRef()
            if geometry is None or geometry.IsEmpty():
                self.counts.without_geometry += 1
                continue
            values = [self._value(feature, place, column) for column, place in zip(self.columns, self.places)]
            yield (*values, self._wkb(geometry, feature.GetFID()))

    def _value(self, feature: Any, place: int | None, column: str) -> Any:
        text = ""
        if place is not None and feature.IsFieldSetAndNotNull(place):
            text = feature.GetFieldAsString(place).strip().replace("\0", "")
        required = REQUIRED[self.layer]
        allowed = required.get(column)
        word = meaning(column, text, allowed, self.mapping.words.get(column)) if allowed else text
        if column in required and not word:
            words = ", ".join(allowed) if allowed else column
            self._refuse(feature.GetFID(), column, text or "-", words)
        kind = base_layers.COLUMNS.get(self.layer, {}).get(column, "text")
        if not text or kind == "text":
            return word or None
        convert, words = CONVERSIONS[kind]
        try:
            return convert(text)
        except (ValueError, OverflowError) as error:
            raise self._refusal(feature.GetFID(), column, text, words) from error

    def _wkb(self, geometry: Any, number: int) -> str:
        """Return the geometry as hexadecimal WKB in EPSG:4490, two-dimensional and valid."""
        try:
            flat = geo_file.flat_degrees(geometry, self.change)
        except BadPlace as bad:
            raise self._refusal(number, "geometry", str(bad), "EPSG:4490, -180..180, -90..90") from bad
        if ogr.GT_Flatten(flat.GetGeometryType()) not in SHAPES[self.layer]:
            allowed = ", ".join(ogr.GeometryTypeToName(shape) for shape in SHAPES[self.layer])
            self._refuse(number, "geometry", flat.GetGeometryName(), allowed)
        if flat.GetDimension() == 2 and not flat.IsValid():
            flat = flat.MakeValid()
            self.counts.repaired += 1
        return bytes(flat.ExportToWkb()).hex()

    def _refusal(self, number: int, column: str, value: str, allowed: str) -> BadBaseValue:
        return BadBaseValue(file=self.path.name, number=number, field=column, value=value[:80], allowed=allowed)

    def _refuse(self, number: int, column: str, value: str, allowed: str) -> None:
        raise self._refusal(number, column, value, allowed)


def look_into(layer: str, path: Path, *, source_layer: str | None = None, feedback: Feedback | None = None) -> FilePlan:
    """Return how a file would be read: its layers, fields, system, and words that are not understood.

    Raises: UnreadableBaseFile, NoSuchLayer.
    """
    store = open_vector(path)
    names = geo_file.layer_names(store)
    chosen = source_layer or (layer if layer in names else names[0])
    table = find_layer(store, path, layer, chosen)
    fields = geo_file.field_names(table)
    proposed = propose(layer, fields)
    given = table.GetSpatialRef()
    unknown: dict[str, Counter[str]] = {}
    wanted = {column: words for column, words in REQUIRED[layer].items() if words and proposed.get(column)}
    for number, feature in enumerate(tracked(table, feedback or Silent())):
        if not wanted or number >= _LOOK:
            break
        for column, allowed in wanted.items():
            text = (feature.GetFieldAsString(fields.index(str(proposed[column]))) or "").strip()
            if meaning(column, text, allowed) is None:
                unknown.setdefault(column, Counter())[text[:80]] += 1
    return FilePlan(
        tuple(names), chosen, tuple(fields), "" if given is None else geo_file.label(given),
        max(table.GetFeatureCount(), 0), proposed,
        {column: dict(found.most_common(40)) for column, found in unknown.items()},
    )  # fmt: skip


def import_base(
    connection: Connection,
    layer: str,
    path: Path,
    *,
    source: str | None = None,
    source_layer: str | None = None,
    crs: str | None = None,
    mapping: FieldMapping | None = None,
    area: str | None = None,
    keep_outside: bool = False,
    simulated: bool = False,
    captured_on: date | None = None,
    dry_run: bool = False,
    feedback: Feedback | None = None,
) -> BaseImport:
    """Import one layer of the base map from a file, all or nothing.

    Args: ``layer`` one of LAYERS; ``source`` names the data set (default: the
    file's name) - importing the same source and layer again replaces it;
    ``source_layer`` the layer inside the file (default: ``layer``, or the only
    one); ``crs`` for files that do not name their coordinate system; ``mapping``
    where fields or words are not found by themselves; ``area`` a township or
    county whose data of this kind are replaced as a whole: what lies outside it
    is left out unless ``keep_outside``; ``simulated`` marks 模拟数据.
    Raises: UnreadableBaseFile, NoSuchLayer, NoCoordinateSystem, MissingBaseField,
    BadBaseValue, NoHeights, UnknownAreas; RightsRefused and the other errors of ``transaction``.
    """
    feedback = feedback or Silent()
    mapping = mapping or FieldMapping()
    if not path.exists():
        raise UnreadableBaseFile(file=path.name, reason=geo_file.NO_FILE)
    named = source or (path.stem if area is None else f"{area} {layer}")
    note = ImportSource(named, layer, path.name, "", "", captured_on, simulated, area, dict(mapping.fields))
    if layer in RASTERS:
        return _import_raster(connection, path, note, crs, dry_run, feedback)
    reader = _reader(layer, path, source_layer, crs, mapping)
    note = replace(note, sha256=checksum(path, Part(feedback, 0, 10)), source_crs=reader[1])
    done = _take_in(connection, reader[0], note, keep_outside, dry_run, Part(feedback, 10, 100))
    feedback.setProgress(100)
    return done


def _reader(
    layer: str, path: Path, source_layer: str | None, crs: str | None, mapping: FieldMapping
) -> tuple[_Reader, str]:
    store = open_vector(path)
    table = find_layer(store, path, layer, source_layer)
    system = system_of(table.GetSpatialRef(), crs, path)
    names = geo_file.field_names(table)
    fields = {**propose(layer, names), **mapping.fields}
    columns = columns_of(layer)
    places = [names.index(str(fields[column])) if fields.get(column) in names else None for column in columns]
    for column, place in zip(columns, places):
        if place is None and column in REQUIRED[layer]:
            raise MissingBaseField(file=path.name, field=column, layer=layer, found=", ".join(names) or "-")
    reader = _Reader(layer, path, _Kept(store, table), geo_file.to_degrees(system), columns, places, mapping)
    return reader, geo_file.label(system)


class _Kept:
    """A layer that keeps its data set open; GDAL's Python forgets it otherwise."""

    def __init__(self, store: Any, table: Any) -> None:
        self._store, self._table = store, table

    def __iter__(self) -> Iterator[Any]:
        return iter(self._table)

    def GetFeatureCount(self) -> int:  # noqa: N802 - GDAL's name
        """Return the number of features, -1 when the format does not know."""
        return int(self._table.GetFeatureCount())


class _TakeBack(Exception):
    """Ends a dry run."""


def _take_in(
    connection: Connection, reader: _Reader, note: ImportSource, keep_outside: bool, dry_run: bool, feedback: Feedback
) -> BaseImport:
    layer = reader.layer
    rows = reader.rows(Part(feedback, 0, 80))
    added = outside = taken_out = 0
    try:
        with transaction(connection) as cursor:
            table = "base.area" if layer in ("area", "settlement") else f"base.{layer}"
            require(cursor, table, ONLY_ADMINISTRATORS if table == "base.area" else ONLY_EDITORS)
            source_id, replaced = base_layers.register_source(cursor, note)
            if layer in ("area", "settlement"):
                changed, added = base_layers.update_areas(cursor, rows, simulated=note.simulated)
                features = changed + added
            else:
                base_layers.receive(cursor, layer, rows)
                if note.for_area is not None:
                    outside = 0 if keep_outside else base_layers.leave_out_foreign(cursor, note.for_area)
                    taken_out = base_layers.clear_area(cursor, layer, note.for_area, source_id)
                features = base_layers.insert_features(cursor, layer, source_id)
            if dry_run:
                raise _TakeBack
    except _TakeBack:
        pass
    counts = reader.counts
    return BaseImport(
        layer, reader.path.name, note.source_crs, features, added, replaced, counts.repaired, counts.without_geometry,
        outside, taken_out, dry_run,
    )  # fmt: skip


def _import_raster(
    connection: Connection, path: Path, note: ImportSource, crs: str | None, dry_run: bool, feedback: Feedback
) -> BaseImport:
    """Note where a raster lies; its cells stay in the file. One band is an elevation model, several an orthophoto."""
    image = geo_file.opened(path, gdal.OF_RASTER)
    system = system_of(image.GetSpatialRef(), crs, path)
    kind = note.layer if note.layer != "raster" else "dem" if image.RasterCount == 1 else "orthophoto"
    if note.layer == "dem":
        _check_heights(image, path)
    note = replace(note, sha256=checksum(path, feedback), source_crs=geo_file.label(system))
    west, step, _, north, _, down = image.GetGeoTransform()
    metres = abs(step) * (111_120 if system.IsGeographic() else system.GetLinearUnits())
    raster = Raster(
        kind,
        str(path.resolve()),
        note.sha256,
        round(metres, 3),
        HEIGHT_DATUM if kind == "dem" else None,
        _extent(image, system, path),
        note.captured_on,
    )
    replaced = 0
    try:
        with transaction(connection) as cursor:
            require(cursor, "base.raster", ONLY_EDITORS)
            source_id, replaced = base_layers.register_source(cursor, note)
            base_layers.register_raster(cursor, source_id, raster)
            if note.for_area is not None:
                replaced += base_layers.clear_rasters(cursor, kind, note.for_area, source_id)
            if dry_run:
                raise _TakeBack
    except _TakeBack:
        pass
    return BaseImport(note.layer, path.name, note.source_crs, 1, replaced=replaced, dry_run=dry_run)


def _check_heights(image: Any, path: Path) -> None:
    if image.RasterCount != 1:
        raise NoHeights(file=path.name, reason=BANDS)
    with geo_file.sealed():
        try:
            low, high = image.GetRasterBand(1).ComputeRasterMinMax(True)
        except (RuntimeError, TypeError):  # nothing but empty cells
            return
    if low < _LOWEST or high > _HIGHEST:
        raise NoHeights(file=path.name, reason=NOT_METRES)


def _extent(image: Any, system: Any, path: Path) -> str:
    """Return the frame of a raster as hexadecimal WKB in EPSG:4490."""
    west, step, _, north, _, down = image.GetGeoTransform()
    east, south = west + step * image.RasterXSize, north + down * image.RasterYSize
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ((west, south), (east, south), (east, north), (west, north), (west, south)):
        ring.AddPoint_2D(x, y)
    extent = ogr.Geometry(ogr.wkbPolygon)
    extent.AddGeometry(ring)
    try:
        return bytes(geo_file.flat_degrees(extent, geo_file.to_degrees(system)).ExportToWkb()).hex()
    except BadPlace as bad:
        raise BadBaseValue(
            file=path.name, number=1, field="geometry", value=str(bad), allowed="-180..180, -90..90"
        ) from bad
