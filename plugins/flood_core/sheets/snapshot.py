"""Read the snapshot GeoPackage that a sheet is drawn from.

Geometry comes out in the projected system of the place (CGCS2000 3-degree
Gauss-Krueger, EPSG:4549 for 120E), in metres, x east and y north.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsProject

from ..errors import QT_TRANSLATE_NOOP
from ..symbology.versions import SHIPPED, SymbolSet
from .errors import BrokenSnapshot, LayersMissing, NoVillage
from .ground import Ground
from .map_facts import told_by_the_map

Row = dict[str, Any]

TABLES = (
    "village_fact",
    "organisation",
    "grid_person",
    "transfer_zone",
    "transfer_household",
    "shelter",
    "store_team",
    "warning_threshold",
    "village_summary",
    "terrain_run",
    "terrain_settlement",
    "terrain_zone",
)
#: Of the base map what sheets ask for; of 3,000 houses nothing but where they stand.
BASE_FIELDS: dict[str, tuple[str, ...]] = {
    "road": ("name", "class"),
    "dike": ("name", "kind"),
    "building": (),
    "water_line": ("name", "kind"),
    "water_area": ("name", "kind"),
    "contour": ("elevation_m", "index_contour"),
}
BASE = tuple(BASE_FIELDS)
_NO_FILE = QT_TRANSLATE_NOOP("errors", "there is no such file")
_NO_GEOPACKAGE = QT_TRANSLATE_NOOP("errors", "it is no readable GeoPackage")
_NO_EDITION = QT_TRANSLATE_NOOP("errors", "its edition table is empty")
_NEEDED = ("area", "edition", "element_point", "element_line", "element_polygon", "route")


@dataclass
class Element:
    """One thing drawn on the map, in projected metres."""

    uid: str
    kind: str  # element type code, 01 to 23
    symbol_code: str
    sub_label: str | None
    name: str
    label: str
    group: str  # risk, resource, evacuation, organisation, base
    level: int | None  # 1 red to 4 blue
    people: int | None
    capacity: int | None
    facts: Row
    geometry: QgsGeometry
    name_at: tuple[float, float] | None = None  # where the compiler put the name: its lower left corner
    source_uid: str | None = None  # of the register's row that it stands for


@dataclass
class Route:
    """One way out, from the danger zone to the shelter, in projected metres."""

    uid: str
    number: int
    minutes: float
    length_m: float
    people: int | None
    geometry: QgsGeometry


@dataclass
class Feature:
    """A feature of the base map: its attributes and its geometry in projected metres."""

    row: Row
    geometry: QgsGeometry


@dataclass
class Change:
    """One thing that differs from last year's map, in projected metres; see the difference sheet."""

    kind: str  # added, removed, moved, changed
    name: str
    words: str
    before: QgsGeometry | None
    now: QgsGeometry | None


@dataclass
class Snapshot:
    """All that one village's sheets need."""

    path: Path
    sha256: str
    crs: QgsCoordinateReferenceSystem
    edition: Row
    village: QgsGeometry
    areas: list[Feature]
    elements: list[Element]
    routes: list[Route]
    base: dict[str, list[Feature]]
    tables: dict[str, list[Row]]
    frames: list[Feature] = field(default_factory=list)
    symbols: SymbolSet = SHIPPED
    changes: list[Change] | None = None  # None: the file does not know last year's map
    ground: Ground | None = None  # what is to lie under the lines, None: plain paper

    @property
    def village_name(self) -> str:
        """Return the display name of the village; of the township for an overview."""
        return str(self.edition.get("village_name") or self.edition.get("township_name") or "")


def read_snapshot(path: Path) -> Snapshot:
    """Read the snapshot at ``path``.

    Raises: BrokenSnapshot, NoVillage, BrokenDefinition.
    """
    if not path.is_file():
        raise BrokenSnapshot(path=str(path), reason=_NO_FILE)
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        source = _opened(path)
        missing = [name for name in _NEEDED if source.GetLayerByName(name) is None]
        if missing:
            raise LayersMissing(path=str(path), layers=", ".join(missing))
        return _read(path, source)
    except RuntimeError as error:  # GDAL's, when exceptions are in use
        raise BrokenSnapshot(path=str(path), reason=_NO_GEOPACKAGE) from error
    finally:
        gdal.PopErrorHandler()


def projected_system(longitude: float) -> QgsCoordinateReferenceSystem:
    """Return the CGCS2000 3-degree zone of a longitude in degrees (4549 for 120E)."""
    meridian = min(135, max(75, round(longitude / 3) * 3))
    return QgsCoordinateReferenceSystem(f"EPSG:{4534 + (meridian - 75) // 3}")


def _opened(path: Path) -> ogr.DataSource:
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, allowed_drivers=["GPKG"])
    if source is None:
        raise BrokenSnapshot(path=str(path), reason=_NO_GEOPACKAGE)
    return source


def _read(path: Path, source: ogr.DataSource) -> Snapshot:
    editions = [row for row, _ in _rows(source, "edition")]
    if not editions:
        raise BrokenSnapshot(path=str(path), reason=_NO_EDITION)
    edition = editions[0]
    areas = _features(source, "area", None)
    own = [area for area in areas if area.row.get("is_own") and not area.geometry.isEmpty()]
    if not own:
        raise NoVillage(path=str(path), area_code=edition.get("area_code") or "?")
    crs = projected_system(own[0].geometry.boundingBox().center().x())
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4490"), crs, QgsProject.instance().transformContext()
    )
    for area in areas:
        area.geometry.transform(transform)
    village = QgsGeometry.unaryUnion([area.geometry for area in own])
    elements = _elements(source, transform)
    tables = {name: [row for row, _ in _rows(source, name)] for name in TABLES}
    told_by_the_map(tables, elements)
    return Snapshot(
        path=path,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        crs=crs,
        edition=edition,
        village=village,
        areas=areas,
        elements=elements,
        routes=_routes(source, transform),
        base={name: _features(source, name, transform, wanted) for name, wanted in BASE_FIELDS.items()},
        tables=tables,
        frames=_features(source, "sheet_frame", transform),
        symbols=SymbolSet.of(drawings(source)),
        changes=_changes(source, transform),
    )


def drawings(source: ogr.DataSource) -> list[bytes]:
    """Return the definitions of symbols that a snapshot or a working copy carries.

    A working copy keeps them among its lookups, which every sync renews.
    """
    if _answers(source, "select name from sqlite_master where type = 'table' and name = 'floodmap_lookup'"):
        kept = _answers(source, "select content from floodmap_lookup where kind = 'drawing' order by code")
        found = [_json(content).get("definition") for content in kept]
    else:
        found = [row["definition"] for row, _ in _rows(source, "symbol_version")]
    return [str(definition).encode("utf-8") for definition in found]


def _answers(source: ogr.DataSource, statement: str) -> list[str]:
    """Return the first column of what SQLite answers."""
    layer = source.ExecuteSQL(statement)
    if layer is None:
        return []
    try:
        return [str(feature.GetField(0)) for feature in layer]
    finally:
        source.ReleaseResultSet(layer)


def _rows(
    source: ogr.DataSource, name: str, wanted: tuple[str, ...] | None = None
) -> list[tuple[Row, QgsGeometry | None]]:
    """Return the rows of a layer with their geometries; ``wanted`` names the fields that are read, None all."""
    layer = source.GetLayerByName(name)
    if layer is None:
        return []
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(k).GetName() for k in range(definition.GetFieldCount())]
    read = [(k, key) for k, key in enumerate(names) if wanted is None or key in wanted]
    found = []
    for feature in layer:
        row = {key: feature.GetField(k) for k, key in read}
        shape = feature.GetGeometryRef()
        geometry = None
        if shape is not None and not shape.IsEmpty():
            geometry = QgsGeometry()
            geometry.fromWkb(bytes(shape.ExportToIsoWkb()))
        found.append((row, geometry))
    return found


def _features(
    source: ogr.DataSource, name: str, transform: QgsCoordinateTransform | None, wanted: tuple[str, ...] | None = None
) -> list[Feature]:
    found = []
    for row, geometry in _rows(source, name, wanted):
        if geometry is None:
            continue
        if transform is not None:
            geometry.transform(transform)
        found.append(Feature(row, geometry))
    return found


def _elements(source: ogr.DataSource, transform: QgsCoordinateTransform) -> list[Element]:
    found = []
    names = {
        str(feature.row.get("element_uid")): feature.geometry.asPoint()
        for feature in _features(source, "label_point", transform)
    }
    for layer in ("element_polygon", "element_line", "element_point"):
        for feature in _features(source, layer, transform):
            row = feature.row
            uid = str(row.get("uid") or "")
            found.append(
                Element(
                    uid=uid,
                    kind=str(row.get("element_type_code") or ""),
                    symbol_code=str(row.get("symbol_code") or ""),
                    sub_label=row.get("sub_label") or None,
                    name=str(row.get("name") or ""),
                    label=str(row.get("label") or ""),
                    group=str(row.get("legend_group") or "base"),
                    level=row.get("risk_level"),
                    people=row.get("people"),
                    capacity=row.get("capacity_people"),
                    facts=_json(row.get("facts")),
                    geometry=feature.geometry,
                    name_at=(names[uid].x(), names[uid].y()) if uid in names else None,
                    source_uid=row.get("source_uid"),
                )
            )
    return found


def _routes(source: ogr.DataSource, transform: QgsCoordinateTransform) -> list[Route]:
    routes = [
        Route(
            uid=str(feature.row.get("uid") or ""),
            number=int(feature.row.get("number") or 0),
            minutes=float(feature.row.get("walking_minutes") or 0),
            length_m=float(feature.row.get("length_m") or 0),
            people=feature.row.get("people"),
            geometry=feature.geometry,
        )
        for feature in _features(source, "route", transform)
    ]
    return sorted(routes, key=lambda route: route.number)


def _changes(source: ogr.DataSource, transform: QgsCoordinateTransform) -> list[Change] | None:
    if source.GetLayerByName("change") is None:
        return None

    def placed(wkt: str) -> QgsGeometry | None:
        geometry = QgsGeometry.fromWkt(wkt or "")
        if geometry.isNull():
            return None
        geometry.transform(transform)
        return geometry

    rows = [row for row, _ in _rows(source, "change")]
    return [
        Change(row["kind"], row["name"] or "", row["words"] or "", placed(row["before"]), placed(row["now"]))
        for row in rows
    ]


def _json(text: Any) -> Row:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
