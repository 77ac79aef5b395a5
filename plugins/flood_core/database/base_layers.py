"""Put the base map into ``base``: rows that the room ``areas`` has read from a file.

Rows travel by COPY into a temporary table and from there by one INSERT, in the
caller's transaction. Geometry is WKB in EPSG:4490, longitude first.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Iterable, Mapping, Sequence

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError
from .connection import Connection, Cursor, transaction

#: The columns of each table that a file may fill, besides the geometry, with their types.
COLUMNS: dict[str, dict[str, str]] = {
    "road": {"name": "text", "class": "text", "width_m": "numeric", "bridge": "boolean", "tunnel": "boolean"},
    "building": {"name": "text", "use": "text", "storeys": "integer", "households": "integer", "people": "integer"},
    "water": {"name": "text", "kind": "text", "stream_order": "integer", "catchment_km2": "numeric"},
    "contour": {"elevation_m": "numeric", "index_contour": "boolean"},
    "dike": {"name": "text", "kind": "text", "crest_m": "numeric", "standard_years": "integer"},
}
#: Columns that a row need not fill and that are then not NULL in the table.
DEFAULTS: dict[str, Any] = {"bridge": False, "tunnel": False, "index_contour": False}

#: So many rows go to the server at once.
_AT_ONCE = 1000

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
    for_area: str | None = None  # the township or county whose data of this layer it is
    fields: Mapping[str, str | None] = field(default_factory=dict)  # column -> field of the file, as a person said


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
        """insert into base.import_source (name, layer, file_name, sha256, source_crs, captured_on, simulated, for_area,
                                             fields)
           values (%s, %s, %s, %s, %s, %s, %s, %s, %s) returning id""",
        (
            source.name,
            source.layer,
            source.file_name,
            source.sha256,
            source.source_crs,
            source.captured_on,
            source.simulated,
            source.for_area,
            json.dumps(source.fields),
        ),
    )
    return int(cursor.fetchone()[0]), replaced


def receive(cursor: Cursor, layer: str, rows: Iterable[Row]) -> None:
    """Bring the rows of a file to the server, where they wait for ``insert_features``."""
    _copy(cursor, {**COLUMNS[layer], "geom": "geometry"}, rows)
    cursor.execute("update pg_temp.incoming_base set geom = st_setsrid(geom, 4490)")


def leave_out_foreign(cursor: Cursor, area: str) -> int:
    """Drop received rows that lie in another area; return how many. Without a boundary nothing is dropped."""
    cursor.execute(
        """delete from pg_temp.incoming_base i using base.area a
            where a.code = %s and a.geom is not null and not st_intersects(a.geom, st_pointonsurface(i.geom))""",
        (area,),
    )
    return int(cursor.rowcount)


def clear_area(cursor: Cursor, layer: str, area: str, source_id: int) -> int:
    """Take out what an area has of a layer from other imports, and imports left empty; return how many rows."""
    cursor.execute(
        sql.SQL(
            """delete from {} t using base.import_source s
                where s.id = t.source_id and s.id <> %(source)s
                  and (starts_with(s.for_area, %(area)s)
                       or exists (select from base.area a
                                   where a.code = %(area)s and a.geom && t.geom
                                     and st_intersects(a.geom, st_pointonsurface(t.geom))))"""
        ).format(sql.Identifier("base", layer)),
        {"area": area, "source": source_id},
    )
    gone = int(cursor.rowcount)
    cursor.execute(
        sql.SQL(
            "delete from base.import_source s where s.layer = %s and s.id <> %s"
            " and not exists (select from {} t where t.source_id = s.id)"
        ).format(sql.Identifier("base", layer)),
        (layer, source_id),
    )
    return gone


def clear_rasters(cursor: Cursor, kind: str, area: str, source_id: int) -> int:
    """Forget the rasters of a kind that earlier imports noted for an area; return how many."""
    cursor.execute(
        """delete from base.import_source s using base.raster r
            where r.source_id = s.id and r.kind = %s and s.id <> %s and starts_with(s.for_area, %s)""",
        (kind, source_id, area),
    )
    return int(cursor.rowcount)


def insert_features(cursor: Cursor, layer: str, source_id: int) -> int:
    """Insert the received roads, buildings, water, contours or dikes of one source; return how many."""
    columns = list(COLUMNS[layer])
    chosen = [
        sql.SQL("coalesce({}, {})").format(sql.Identifier(column), sql.Literal(DEFAULTS[column]))
        if column in DEFAULTS
        else sql.Identifier(column)
        for column in columns
    ]
    statement = sql.SQL(
        "insert into {} (source_id, {}, geom) select %s, {}, geom from pg_temp.incoming_base order by position"
    ).format(
        sql.Identifier("base", layer),
        sql.SQL(", ").join(sql.Identifier(column) for column in columns),
        sql.SQL(", ").join(chosen),
    )
    cursor.execute(statement, (source_id,))
    count = int(cursor.rowcount)
    cursor.execute("drop table pg_temp.incoming_base")
    return count


@dataclass(frozen=True)
class Held:
    """What the database holds of a layer for an area: the import and how many features."""

    layer: str
    for_area: str
    source: str
    file: str
    source_crs: str
    captured_on: date | None
    imported_at: str
    imported_by: str
    features: int
    simulated: bool


def held(connection: Connection) -> list[Held]:
    """Return the imports of base data, the newest of each layer first."""
    with transaction(connection) as cursor:
        counts = sql.SQL(" union all ").join(
            sql.SQL("select source_id, count(*) as features from {} group by 1").format(sql.Identifier("base", table))
            for table in (*COLUMNS, "raster")
        )
        cursor.execute(
            sql.SQL(
                """with counted as ({})
                   select s.layer, coalesce(s.for_area, ''), s.name, coalesce(s.file_name, ''),
                          coalesce(s.source_crs, ''), s.captured_on,
                          to_char(s.imported_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'),
                          app.user_name(s.imported_by), c.features, s.simulated
                     from base.import_source s join counted c on c.source_id = s.id
                    order by s.layer, s.imported_at desc"""
            ).format(counts)
        )
        return [Held(*row) for row in cursor.fetchall()]


def update_areas(cursor: Cursor, rows: Iterable[Row], *, simulated: bool) -> tuple[int, int]:
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


def _copy(cursor: Cursor, columns: dict[str, str], rows: Iterable[Row]) -> None:
    """COPY rows into ``pg_temp.incoming_base``, which numbers them in ``position``."""
    cursor.execute("drop table if exists pg_temp.incoming_base")
    fields = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in columns.items()]
    create = sql.SQL("create temporary table incoming_base (position integer generated always as identity, {})")
    cursor.execute(create.format(sql.SQL(", ").join(fields)))
    names = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    statement = sql.SQL("copy pg_temp.incoming_base ({}) from stdin (format csv)").format(names)
    waiting = iter(rows)
    while chunk := list(itertools.islice(waiting, _AT_ONCE)):
        text = io.StringIO()
        csv.writer(text).writerows(chunk)
        text.seek(0)
        cursor.copy_expert(statement, text)
