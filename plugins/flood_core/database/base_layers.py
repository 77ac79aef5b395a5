"""Put the base map into ``base``: rows that the room ``areas`` has read from a file.

Rows travel by COPY into a temporary table and from there by one INSERT, in the
caller's transaction. Geometry is WKB in EPSG:4490, longitude first.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from typing import Any, Sequence

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError
from .connection import Cursor

#: The columns of each table that a file may fill, besides the geometry, with their types.
COLUMNS: dict[str, dict[str, str]] = {
    "road": {"name": "text", "class": "text", "width_m": "numeric", "bridge": "boolean", "tunnel": "boolean"},
    "building": {"name": "text", "use": "text", "storeys": "integer", "households": "integer", "people": "integer"},
    "water": {"name": "text", "kind": "text", "stream_order": "integer", "catchment_km2": "numeric"},
    "contour": {"elevation_m": "numeric", "index_contour": "boolean"},
}
#: Columns that a row need not fill and that are then not NULL in the table.
DEFAULTS: dict[str, Any] = {"bridge": False, "tunnel": False, "index_contour": False}

Row = Sequence[Any]  # the values of the columns, then the geometry as hexadecimal WKB


class UnknownAreas(InputError):
    """The file has areas that the database does not know."""

    template = QT_TRANSLATE_NOOP("errors", "{count} area codes are not in the database, the first: {codes}")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Correct the codes, or load the official area codes first ('floodmap db migrate')."
    )


@dataclass(frozen=True)
class ImportSource:
    """Where a layer is from, as ``base.import_source`` keeps it."""

    name: str
    layer: str
    file_name: str
    sha256: str
    source_crs: str
    captured_on: date | None = None
    simulated: bool = False


@dataclass(frozen=True)
class Raster:
    """A raster that stays a file: what ``base.raster`` keeps of it. Extent as WKB, EPSG:4490."""

    kind: str  # dem | orthophoto
    path: str
    sha256: str
    resolution_m: float
    height_datum: str | None
    extent: str
    captured_on: date | None = None


def register_source(cursor: Cursor, source: ImportSource) -> tuple[int, int]:
    """Note the import; an earlier one of the same name and layer goes, with its rows.

    Returns: the id of the new source, and how many earlier ones were replaced.
    """
    cursor.execute("delete from base.import_source where name = %s and layer = %s", (source.name, source.layer))
    replaced = cursor.rowcount
    cursor.execute(
        """insert into base.import_source (name, layer, file_name, sha256, source_crs, captured_on, simulated)
           values (%s, %s, %s, %s, %s, %s, %s) returning id""",
        (
            source.name,
            source.layer,
            source.file_name,
            source.sha256,
            source.source_crs,
            source.captured_on,
            source.simulated,
        ),
    )
    return int(cursor.fetchone()[0]), replaced


def insert_features(cursor: Cursor, layer: str, source_id: int, rows: Sequence[Row]) -> int:
    """Insert roads, buildings, water or contours of one source; return how many."""
    columns = list(COLUMNS[layer])
    _copy(cursor, {**COLUMNS[layer], "wkb": "text"}, rows)
    chosen = [
        sql.SQL("coalesce({}, {})").format(sql.Identifier(column), sql.Literal(DEFAULTS[column]))
        if column in DEFAULTS
        else sql.Identifier(column)
        for column in columns
    ]
    statement = sql.SQL(
        "insert into {} (source_id, {}, geom) select %s, {}, st_setsrid(st_geomfromwkb(decode(wkb, 'hex')), 4490)"
        " from pg_temp.incoming_base order by position"
    ).format(
        sql.Identifier("base", layer),
        sql.SQL(", ").join(sql.Identifier(column) for column in columns),
        sql.SQL(", ").join(chosen),
    )
    cursor.execute(statement, (source_id,))
    count = int(cursor.rowcount)
    cursor.execute("drop table pg_temp.incoming_base")
    return count


def update_areas(cursor: Cursor, rows: Sequence[Row], *, simulated: bool) -> tuple[int, int]:
    """Give known areas their geometry and add natural villages (15 digits) under known villages.

    Args: rows of code, name, geometry; a name is needed for new natural villages only.
    Returns: how many areas have a new geometry, and how many natural villages are new.
    Raises: UnknownAreas.
    """
    _copy(cursor, {"code": "text", "name": "text", "wkb": "text"}, rows)
    cursor.execute(
        """create temporary table incoming_area on commit drop as
           select incoming.code, incoming.name, area.uid as known, incoming.position,
                  st_setsrid(st_geomfromwkb(decode(wkb, 'hex')), 4490) as geom,
                  area.geom as geom_before, area.simulated as simulated_before
           from pg_temp.incoming_base as incoming left join base.area on area.code = incoming.code"""
    )
    cursor.execute(
        """select array_agg(code order by position) from pg_temp.incoming_area
           where known is null and (length(code) <> 15 or name is null or name = ''
                 or not exists (select from base.area where area.code = left(incoming_area.code, 12)))"""
    )
    unknown = cursor.fetchone()[0]
    if unknown:
        raise UnknownAreas(count=len(unknown), codes=", ".join(unknown[:5]))
    changed = _update_known_areas(cursor, simulated)
    cursor.execute(
        """insert into base.area (code, level, parent_code, name, source, simulated, geom)
           select code, 'natural_village', left(code, 12), name, 'base import', %s, geom
           from pg_temp.incoming_area where known is null order by code""",
        (simulated,),
    )
    added = int(cursor.rowcount)
    cursor.execute("drop table pg_temp.incoming_area, pg_temp.incoming_base")
    return changed, added


def _update_known_areas(cursor: Cursor, simulated: bool) -> int:
    """Update the areas whose geometry differs, and no others: each update is a version in the history."""
    cursor.execute(
        """delete from pg_temp.incoming_area where known is not null and simulated_before = %s
           and geom_before is not null and st_asbinary(geom_before) = st_asbinary(geom)""",
        (simulated,),
    )
    cursor.execute("select exists (select from pg_temp.incoming_area where known is not null)")
    if not cursor.fetchone()[0]:
        return 0  # a tracked table refuses an UPDATE without rows
    cursor.execute(
        """update base.area set geom = incoming.geom, simulated = %s, edited_from = area.revision
           from pg_temp.incoming_area as incoming where area.uid = incoming.known""",
        (simulated,),
    )
    return int(cursor.rowcount)


def register_raster(cursor: Cursor, source_id: int, raster: Raster) -> None:
    """Note where a raster lies, in place of an earlier one with the same path."""
    cursor.execute("delete from base.raster where path = %s", (raster.path,))
    cursor.execute(
        """insert into base.raster (source_id, kind, path, sha256, resolution_m, captured_on, height_datum, extent)
           values (%s, %s, %s, %s, %s, %s, %s, st_setsrid(st_geomfromwkb(decode(%s, 'hex')), 4490))""",
        (
            source_id,
            raster.kind,
            raster.path,
            raster.sha256,
            raster.resolution_m,
            raster.captured_on,
            raster.height_datum,
            raster.extent,
        ),
    )


def _copy(cursor: Cursor, columns: dict[str, str], rows: Sequence[Row]) -> None:
    """COPY rows into ``pg_temp.incoming_base``, which numbers them in ``position``."""
    cursor.execute("drop table if exists pg_temp.incoming_base")
    fields = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in columns.items()]
    create = sql.SQL("create temporary table incoming_base (position integer generated always as identity, {})")
    cursor.execute(create.format(sql.SQL(", ").join(fields)))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows(rows)
    text.seek(0)
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    cursor.copy_expert(sql.SQL("copy pg_temp.incoming_base ({}) from stdin (format csv)").format(names), text)
