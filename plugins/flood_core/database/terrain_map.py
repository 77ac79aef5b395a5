"""What the printed map of a terrain analysis needs: the run, its settlements, the registered zones, the base map."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from ..errors import QT_TRANSLATE_NOOP, InputError
from .connection import Cursor
from .edition_snapshot import REACH
from .editions import Row, fetch
from .terrain_runs import NoSuchRun


class NotInRun(InputError):
    """The run did not look at the area of which a map was asked for."""

    template = QT_TRANSLATE_NOOP("errors", "The terrain analysis of {run} did not look at {area}.")
    hint = QT_TRANSLATE_NOOP("errors", "Name the area of the run, or a township or village in it.")


class NotAnalysed(InputError):
    """Nobody has looked at the area yet."""

    template = QT_TRANSLATE_NOOP("errors", "No terrain analysis of {area} has been kept.")
    hint = QT_TRANSLATE_NOOP("errors", "Make one first: floodmap analysis terrain --area CODE.")


class NothingToShow(InputError):
    """Nothing was found in a county, nor is anything registered."""

    template = QT_TRANSLATE_NOOP(
        "errors",
        "The terrain analysis found no settlement in danger in {area}, and no danger zone is registered there.",
    )


class MappedRun(NamedTuple):
    """A run as its map tells of it."""

    uid: str
    area_code: str
    made_at: datetime
    made_by: str
    resolution_m: float
    buildings: int  # looked at
    record: dict[str, Any]
    number: int  # among the runs of its area, the first is 1


class MappedArea(NamedTuple):
    """The area of a map: official names, and the box of its base map in degrees."""

    code: str
    level: str
    name: str
    township: str | None
    county: str | None
    simulated: bool
    box: tuple[float, float, float, float]


def mapped_run(cursor: Cursor, uid: str | None, area_code: str | None = None) -> MappedRun:
    """Return a run by its uid, else the newest that looked at an area. Raises: NoSuchRun, NotAnalysed."""
    cursor.execute(_RUN, {"run": uid, "area": area_code})
    row = cursor.fetchone()
    if row is None:
        raise NoSuchRun(uid=uid) if uid is not None else NotAnalysed(area=area_code)
    return MappedRun(*row)


def mapped_areas(cursor: Cursor, run: MappedRun, area_code: str | None) -> list[MappedArea]:
    """Return the areas that get a map of their own: a village, a township, of a county the townships with places.

    Raises: NotInRun, NothingToShow.
    """
    wanted = area_code or run.area_code
    values = {"run": run.uid, "area": wanted, "categories": categories_of(run)}
    cursor.execute(_AREAS, values)
    found = [_area(row) for row in cursor.fetchall()] if wanted.startswith(run.area_code) else []
    if not found:
        cursor.execute(_NAMES, {"run": run.area_code, "area": wanted})
        of_run, of_area = cursor.fetchone()
        if of_area is not None and wanted.startswith(run.area_code):
            raise NothingToShow(area=of_area)
        raise NotInRun(run=of_run, area=of_area or wanted)
    return found


def categories_of(run: MappedRun) -> list[str]:
    """Return the categories of registered zones that the run looked at."""
    return list(run.record["thresholds"]["factors"]["registered"]["categories"])


def mapped_settlements(cursor: Cursor, run: MappedRun, area_code: str) -> list[Row]:
    """Return the settlements of a run in an area, the worst first."""
    return fetch(cursor, _SETTLEMENTS, {"run": run.uid, "area": area_code})


def mapped_zones(cursor: Cursor, run: MappedRun, area_code: str) -> list[Row]:
    """Return the registered zones in an area, each with the settlements of the run that lie in or beside it."""
    return fetch(cursor, _ZONES, {"run": run.uid, "area": area_code, "categories": categories_of(run)})


def mapped_streams(cursor: Cursor, run: MappedRun, area: MappedArea) -> bytes | None:
    """Return the streams that the terrain shows round an area (WKB); None where none runs or the flow is unknown."""
    cursor.execute(_STREAMS, {"run": run.uid, "box": list(area.box)})
    row = cursor.fetchone()
    return None if row is None else bytes(row[0])


def _area(row: Any) -> MappedArea:
    code, level, name, township, county, simulated, west, south, east, north, squeezed = row
    longitude, latitude, width, height = (west + east) / 2, (south + north) / 2, east - west, north - south
    across = max(REACH["ew"] * width, REACH["eh"] * height / squeezed)
    along = max(REACH["nw"] * width * squeezed, REACH["nh"] * height)
    box = (longitude - across, latitude - along, longitude + across, latitude + along)
    return MappedArea(code, level, name, township, county, simulated, box)


_RUN = """
    select r.uid::text, r.area_code, r.made_at, app.user_name(r.made_by), r.resolution_m::float8, r.buildings, r.record,
           (select count(*)::int from register.terrain_run q where q.area_code = r.area_code and q.id <= r.id)
      from register.terrain_run r
     where case when %(run)s::text is null then starts_with(%(area)s, r.area_code) else r.uid::text = %(run)s end
     order by r.made_at desc, r.id desc
     limit 1
"""
_AREAS = """
    select a.code, a.level, a.name, t.name, c.name,
           a.simulated or exists (select from base.building b join base.import_source s on s.id = b.source_id
                                   where s.simulated and b.geom && x.box)
                       or exists (select from base.raster d join base.import_source s on s.id = d.source_id
                                   where s.simulated and d.kind = 'dem' and ST_Intersects(d.extent, x.box)),
           ST_XMin(x.box), ST_YMin(x.box), ST_XMax(x.box), ST_YMax(x.box),
           cos(radians((ST_YMin(x.box) + ST_YMax(x.box)) / 2))
      from base.area a
      left join base.area t on t.code = left(a.code, 9) and a.level = 'village'
      left join base.area c on c.code = left(a.code, 6)
     cross join lateral (
        select coalesce(ST_SetSRID(ST_Extent(b.geom)::geometry, 4490), ST_Envelope(a.geom)) as box
          from base.area b
         where b.level = 'village' and b.code >= a.code and b.code < a.code || ':' and b.geom is not null) x
     where x.box is not null
       and case when (select level from base.area where code = %(area)s) = 'county'
                then a.level = 'township' and starts_with(a.code, %(area)s)
                     and (exists (select from register.terrain_settlement s
                                   where s.run_uid::text = %(run)s and starts_with(s.area_code, a.code))
                          or exists (select from register.risk_source z
                                      where z.category_code = any (%(categories)s) and z.retired_at is null
                                        and z.geom is not null and starts_with(z.area_code, a.code)))
                else a.code = %(area)s end
     order by a.code
"""
_NAMES = """
    select (select app.display_name(name) from base.area where code = %(run)s),
           (select app.display_name(name) from base.area where code = %(area)s)
"""
_SETTLEMENTS = """
    select s.uid::text, s.rank, s.class, s.buildings, s.households, s.people, s.reasons,
           app.display_name(a.name) as village, ST_AsBinary(s.geom) as wkb
      from register.terrain_settlement s join base.area a on a.code = s.area_code
     where s.run_uid::text = %(run)s and s.area_code >= %(area)s and s.area_code < %(area)s || ':'
     order by s.rank
"""
_STREAMS = """
    select ST_AsBinary(ST_Multi(c.geom))
      from register.terrain_run r, (select %(box)s::float8[] as b) x,
           lateral (select ST_CollectionExtract(
                       ST_ClipByBox2D(r.streams, ST_MakeEnvelope(x.b[1], x.b[2], x.b[3], x.b[4], 4490)), 2) as geom) c
     where r.uid::text = %(run)s and not ST_IsEmpty(c.geom)
"""
_ZONES = """
    select z.uid::text, z.name, c.name_zh as category, app.display_name(a.name) as village,
           ST_Dimension(z.geom) as dimension,
           ST_AsBinary(case ST_Dimension(z.geom) when 0 then ST_PointOnSurface(z.geom) else ST_Multi(z.geom) end)
               as wkb,
           array(select s.uid::text from register.terrain_settlement s
                  where s.run_uid::text = %(run)s and app.beside(z.geom, s.geom)) as settlements
      from register.risk_source z
      join reference.category c on c.code = z.category_code
      join base.area a on a.code = z.area_code
     where z.category_code = any (%(categories)s) and z.retired_at is null and z.geom is not null
       and z.area_code >= %(area)s and z.area_code < %(area)s || ':'
     order by z.area_code, z.name, z.uid
"""
