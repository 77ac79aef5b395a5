"""The terrain analysis in the database: what a run begins from, runs and their settlements, proposals, comparisons."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any, Iterable, NamedTuple, Sequence

from psycopg2 import Binary
from psycopg2.extras import execute_values

from ..errors import QT_TRANSLATE_NOOP, InputError
from .connection import Connection, Cursor, transaction


class NoTerrain(InputError):
    """The area has no terrain model."""

    template = QT_TRANSLATE_NOOP("errors", "The database knows no terrain model for {area}.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Take one in as base data first (floodmap base import dem FILE), or name the file."
    )


class NoSuchRun(InputError):
    """There is no run of that name that one may see."""

    template = QT_TRANSLATE_NOOP("errors", "There is no terrain analysis {uid} here.")


class AreaInputs(NamedTuple):
    """What the database has for a run in one area; shapes are WKB, EPSG:4490."""

    name: str
    bounds: tuple[float, float, float, float]  # west, south, east, north in degrees, with a margin
    dem: Path | None
    captured_on: date | None
    buildings: list[tuple[bytes, str, int | None, int | None]]  # with uid, households, people
    streams: list[tuple[bytes, float | None, str]]  # with catchment in km2 and name
    zones: list[tuple[bytes, str, str, str]]  # with uid, name, category
    sources: dict[str, Any]  # name and day of the imports


class NewSettlement(NamedTuple):
    """A settlement on its way into the database."""

    geometry: bytes  # WKB, EPSG:4490
    category_code: str
    rank: int
    class_name: str
    score: float
    buildings: int
    households: int | None
    people: int | None
    reasons: list[dict[str, Any]]
    words: str


class StoredRun(NamedTuple):
    """A run as lists show it."""

    uid: str
    area_code: str
    area: str
    made_at: datetime
    made_by: str
    resolution_m: float
    buildings: int
    settlements: int
    notes: str
    record: dict[str, Any]


class StoredSettlement(NamedTuple):
    """A settlement of a stored run; ``proposal`` is the state of its proposal, None without one."""

    uid: str
    rank: int
    class_name: str
    score: float
    area_code: str
    area: str
    category_code: str
    buildings: int
    households: int | None
    people: int | None
    words: str
    geometry: str  # hex WKB, EPSG:4490
    proposal: str | None = None


class Compared(NamedTuple):
    """A place in a comparison: both, found_only or registered_only; of two runs both, first_only, second_only."""

    state: str
    settlement_uid: str | None
    rank: int | None
    class_name: str | None
    people: int | None
    words: str | None
    zone_uid: str | None
    zone_name: str | None
    category: str | None
    area: str
    geometry: str


def area_inputs(connection: Connection, area: str, categories: Sequence[str]) -> AreaInputs:
    """Return what a run in an area begins from, as far as the signed-in person may read it. Raises: NoSuchRun."""
    values = {"area": area, "categories": list(categories)}
    with transaction(connection) as cursor:
        cursor.execute(_BOUNDS, values)
        row = cursor.fetchone()
        if row is None or row[1] is None:
            raise NoTerrain(area=area)
        cursor.execute(_RASTER, values)
        raster = cursor.fetchone()
        found = []
        for query in (_BUILDINGS, _STREAMS, _ZONES):
            cursor.execute(query, values)
            found.append([(bytes(one[0]), *one[1:]) for one in cursor.fetchall()])
        cursor.execute(_SOURCES, values)
        sources = {
            layer: {"names": names, "captured_on": day and day.isoformat()} for layer, names, day in cursor.fetchall()
        }
    dem, captured = (Path(raster[0]), raster[1]) if raster else (None, None)
    name, west, south, east, north = row
    buildings, streams, zones = found
    return AreaInputs(name, (west, south, east, north), dem, captured, buildings, streams, zones, sources)


def area_box(cursor: Cursor, area: str) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north in degrees of what a run in an area looks at; None without a boundary."""
    cursor.execute(_BOUNDS, {"area": area})
    row = cursor.fetchone()
    return None if row is None or row[1] is None else (row[1], row[2], row[3], row[4])


def save_run(
    connection: Connection, area: str, resolution_m: float, buildings: int, record: dict[str, Any], notes: str,
    settlements: Iterable[NewSettlement], streams: bytes | None = None,
) -> str:  # fmt: skip
    """Store a run with its settlements and streams (WKB, EPSG:4490), all or nothing; return its uid.

    Raises: RightsRefused, ConnectionLost.
    """
    with transaction(connection) as cursor:
        cursor.execute(
            "insert into register.terrain_run (area_code, resolution_m, buildings, record, notes, streams)"
            " values (%s, %s, %s, %s, %s, st_setsrid(%s::geometry, 4490)) returning uid::text",
            (area, resolution_m, buildings, json.dumps(record, ensure_ascii=False), notes, streams and Binary(streams)),
        )
        uid = str(cursor.fetchone()[0])
        rows = [
            (uid, area, one.geometry, area, one.category_code, one.rank, one.class_name, one.score, one.buildings,
             one.households, one.people, json.dumps(one.reasons, ensure_ascii=False), one.words, one.geometry)
            for one in settlements
        ]  # fmt: skip
        if rows:
            execute_values(cursor, _INSERT, rows, template=_TEMPLATE, page_size=500)
    return uid


def villages_at(connection: Connection, area: str, shapes: Sequence[bytes]) -> list[tuple[str, str]]:
    """Return code and name of the village in which the middle of each shape (WKB, EPSG:4490) lies, else of the area."""
    with transaction(connection) as cursor:
        cursor.execute(_VILLAGES_AT, {"area": area, "shapes": [Binary(shape) for shape in shapes]})
        return [(code, name) for code, name in cursor.fetchall()]


def runs(connection: Connection, area: str) -> list[StoredRun]:
    """Return the runs in an area and below it, the newest first."""
    with transaction(connection) as cursor:
        cursor.execute(_RUNS, {"area": area})
        return [StoredRun(*row) for row in cursor.fetchall()]


def settlements_of(connection: Connection, run: str) -> list[StoredSettlement]:
    """Return the settlements of a run, the worst first. Raises: NoSuchRun."""
    with transaction(connection) as cursor:
        _require(cursor, run)
        cursor.execute(_SETTLEMENTS, {"run": run})
        rows = cursor.fetchall()
        cursor.execute("select app.my_scope('register.change_proposal', 'select') <> 'none'")
        proposed: dict[str, str] = {}
        if cursor.fetchone()[0]:
            cursor.execute(_PROPOSED, {"run": run})
            proposed = dict(cursor.fetchall())
    return [StoredSettlement(*row)._replace(proposal=proposed.get(row[0])) for row in rows]


def propose(connection: Connection, run: str, settlements: Sequence[str]) -> int:
    """Propose settlements to who may write their category; return how many are new.

    Raises: NoSuchRun, RightsRefused.
    """
    with transaction(connection) as cursor:
        _require(cursor, run)
        cursor.execute("select app.propose_settlements(%s::uuid, %s::uuid[])", (run, list(settlements)))
        return int(cursor.fetchone()[0])


def compared_with_register(connection: Connection, run: str, categories: Sequence[str]) -> list[Compared]:
    """Return a run beside the registered zones: both, found_only, registered_only. Raises: NoSuchRun."""
    with transaction(connection) as cursor:
        _require(cursor, run)
        cursor.execute(_WITH_REGISTER, (run, list(categories)))
        return [Compared(*row) for row in cursor.fetchall()]


def compared_runs(connection: Connection, first: str, second: str) -> list[Compared]:
    """Return two runs beside each other: both, first_only, second_only. Raises: NoSuchRun."""
    with transaction(connection) as cursor:
        for run in (first, second):
            _require(cursor, run)
        cursor.execute(_TWO_RUNS, {"first": first, "second": second})
        return [Compared(*row) for row in cursor.fetchall()]


def _require(cursor: Any, run: str) -> None:
    cursor.execute("select 1 from register.terrain_run where uid::text = %s", (run,))
    if cursor.fetchone() is None:
        raise NoSuchRun(uid=run)


_BOUNDS = """
    select app.display_name(a.name), st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)
      from base.area a, lateral (
        select st_expand(coalesce(st_extent(b.geom)::geometry, st_envelope(a.geom)), 0.02) as e
          from base.area b where b.code >= a.code and b.code < a.code || ':' and b.geom is not null) x
     where a.code = %(area)s
"""
_RASTER = """
    select r.path, r.captured_on
      from base.raster r, base.area a
     where a.code = %(area)s and r.kind = 'dem'
     order by a.geom is null or st_intersects(r.extent, a.geom) desc, r.resolution_m, r.id
     limit 1
"""
_BUILDINGS = """
    select st_asbinary(t.geom), t.uid::text, t.households, t.people from base.building t
     where exists (select from base.area a where a.code = %(area)s and a.geom && t.geom
                      and st_intersects(a.geom, st_pointonsurface(t.geom)))
     order by t.id
"""
_STREAMS = """
    select st_asbinary(t.geom), t.catchment_km2::float8, coalesce(t.name, '') from base.water t, base.area a
     where a.code = %(area)s and t.kind in ('stream', 'river', 'canal') and t.geom && st_expand(a.geom, 0.02)
     order by t.id
"""
_ZONES = """
    select st_asbinary(t.geom), t.uid::text, t.name, t.category_code from register.risk_source t, base.area a
     where a.code = %(area)s and t.category_code = any (%(categories)s) and t.retired_at is null
       and t.geom && st_expand(a.geom, 0.005)
     order by t.id
"""
_SOURCES = """
    select s.layer, array_agg(s.name order by s.id), max(s.captured_on)
      from base.import_source s where s.layer in ('building', 'water') group by s.layer
"""
_INSERT = """
    insert into register.terrain_settlement (run_uid, area_code, category_code, rank, class, score, buildings,
                                             households, people, reasons, words, geom)
    values %s
"""
#: The village is the one in which the middle of the settlement lies.
_TEMPLATE = """
    (%s, coalesce((select b.code from base.area b
                    where b.level = 'village' and b.code >= %s and b.valid_to is null
                      and st_intersects(b.geom, st_pointonsurface(st_setsrid(%s::geometry, 4490)))
                    order by b.code limit 1), %s),
     %s, %s, %s, %s, %s, %s, %s, %s, %s, st_multi(st_setsrid(%s::geometry, 4490)))
"""
_VILLAGES_AT = """
    select a.code, app.display_name(a.name)
      from unnest(%(shapes)s::bytea[]) with ordinality s (wkb, number)
      join base.area a on a.code = coalesce(
           (select b.code from base.area b
             where b.level = 'village' and b.code >= %(area)s and b.valid_to is null
               and st_intersects(b.geom, st_pointonsurface(st_setsrid(s.wkb::geometry, 4490)))
             order by b.code limit 1), %(area)s)
     order by s.number
"""
_RUNS = """
    select r.uid::text, r.area_code, app.display_name(a.name), r.made_at, app.user_name(r.made_by),
           r.resolution_m::float8, r.buildings,
           (select count(*)::int from register.terrain_settlement s where s.run_uid = r.uid),
           r.notes, r.record
      from register.terrain_run r join base.area a on a.code = r.area_code
     where r.area_code >= %(area)s and r.area_code < %(area)s || ':'
     order by r.made_at desc, r.id desc
"""
_SETTLEMENTS = """
    select s.uid::text, s.rank, s.class, s.score::float8, s.area_code, app.display_name(a.name), s.category_code,
           s.buildings, s.households, s.people, s.words, encode(st_asbinary(s.geom), 'hex')
      from register.terrain_settlement s join base.area a on a.code = s.area_code
     where s.run_uid = %(run)s::uuid
     order by s.rank
"""
_PROPOSED = """
    select s.uid::text, p.state
      from register.change_proposal p
      left join situation.element e on e.uid = p.element_uid
      join register.terrain_settlement s on s.uid in (p.element_uid, app.settlement_of(e))
     where s.run_uid = %(run)s::uuid
     order by p.id
"""
_WITH_REGISTER = """
    select c.state, c.settlement_uid::text, c.rank, c.class, c.people, c.words, c.zone_uid::text, c.zone_name,
           c.category_name, c.area_name, encode(st_asbinary(c.geom), 'hex')
      from app.settlements_and_zones(%s::uuid, %s::text[]) c
"""
_TWO_RUNS = """
    with one as (select * from register.terrain_settlement where run_uid = %(first)s::uuid),
         two as (select * from register.terrain_settlement where run_uid = %(second)s::uuid)
    select case when exists (select from two where st_intersects(two.geom, one.geom)) then 'both' else 'first_only' end,
           one.uid::text, one.rank, one.class, one.people, one.words, null, null, null, app.display_name(a.name),
           encode(st_asbinary(one.geom), 'hex')
      from one join base.area a on a.code = one.area_code
    union all
    select 'second_only', two.uid::text, two.rank, two.class, two.people, two.words, null, null, null,
           app.display_name(a.name), encode(st_asbinary(two.geom), 'hex')
      from two join base.area a on a.code = two.area_code
     where not exists (select from one where st_intersects(two.geom, one.geom))
     order by 1, 3
"""
