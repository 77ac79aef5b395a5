"""What is nearest to a place: relief resources by class, risk sources with people, and the roads between."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any, Sequence

from ..model.portrait import Near
from ..model.registers import RELIEF_RESOURCE, RISK_SOURCE
from .connection import Connection, Cursor, transaction

#: Metres round the place that are searched, one after the other, until each class has enough.
RADII = (1_000.0, 4_000.0, 16_000.0, 64_000.0)
#: How far round a resource people are counted as near, in metres.
PEOPLE_M = 1_000.0
#: The most roads that are read to find ways.
MOST_ROADS = 6_000
_METRES_PER_DEGREE = 111_320.0


def nearest_resources(
    cursor: Cursor,
    place: str,
    each: int,
    *,
    classes: Sequence[str] | None = None,
    without: str | None = None,
    at: datetime | None = None,
) -> list[Near]:
    """Return the ``each`` nearest relief resources of each class, the nearest first.

    ``place`` is hex WKB in EPSG:4490; ``classes`` R1 to R5, None = all;
    ``without`` the uid of the thing that stands there; ``at`` a past moment. Boxes of growing size are
    searched, so that the index serves however many things there are.
    """
    cursor.execute("select code from reference.resource_class order by sort, code")
    missing = [code for (code,) in cursor.fetchall() if classes is None or code in classes]
    found: list[Near] = []
    for radius in RADII:
        rows = _near(cursor, place, RELIEF_RESOURCE, missing, radius, each, without, at)
        last = radius == RADII[-1]
        enough = [code for code in missing if last or sum(one.code.startswith(code) for one in rows) >= each]
        found += [one for one in rows if one.code[:2] in enough]
        missing = [code for code in missing if code not in enough]
        if not missing:
            break
    return sorted(found, key=lambda one: (one.code[:2], one.distance_m, one.uid))


def people_near(
    cursor: Cursor, place: str, each: int, without: str | None = None, at: datetime | None = None
) -> list[Near]:
    """Return the nearest risk sources that threaten people, within PEOPLE_M."""
    return _near(cursor, place, RISK_SOURCE, None, PEOPLE_M, each, without, at)


def near_place(connection: Connection, place: str, each: int) -> list[Near]:
    """Return the nearest resources of each class to a place (hex WKB, EPSG:4490). Raises: ConnectionLost."""
    with transaction(connection) as cursor:
        return nearest_resources(cursor, place, each)


def roads_around(cursor: Cursor, west: float, south: float, east: float, north: float) -> list[bytes]:
    """Return the roads in a box of degrees as WKB; nothing where there are more than MOST_ROADS."""
    cursor.execute(_ROADS, {"west": west, "south": south, "east": east, "north": north, "most": MOST_ROADS + 1})
    roads = [bytes(road) for (road,) in cursor.fetchall()]
    return roads if len(roads) <= MOST_ROADS else []


def _near(
    cursor: Cursor,
    place: str,
    kind: str,
    classes: Sequence[str] | None,
    radius: float,
    each: int,
    without: str | None,
    at: datetime | None,
) -> list[Near]:
    cursor.execute("select (st_ymin(g) + st_ymax(g)) / 2 from (select %s::geometry as g) as p", (place,))
    (latitude,) = cursor.fetchone()
    north = radius / _METRES_PER_DEGREE * 1.02
    values: dict[str, Any] = {
        "place": place, "kind": kind, "classes": None if classes is None else list(classes), "radius": radius,
        "each": each, "without": without, "at": at, "north": north,
        "east": north / max(math.cos(math.radians(latitude)), 0.1),
    }  # fmt: skip
    cursor.execute(_NEAREST, values)
    return [Near(*row) for row in cursor.fetchall()]


_NEAREST = """
    with place as materialized (
        select st_setsrid(%(place)s::geometry, 4490) as geom,
               app.metric_zone(st_setsrid(%(place)s::geometry, 4490)) as zone
    ), near as (
        select t.kind, t.uid, t.code, t.name, coalesce(t.threatened_people, t.capacity_people, t.headcount) as people,
               t.geom, t.risk_level,
               st_distance(st_transform(t.geom, p.zone), st_transform(p.geom, p.zone)) as metres
          from place p, app.register_thing_at(%(at)s::timestamptz) t
         where t.kind = %(kind)s
           and t.geom && st_expand(st_setsrid(%(place)s::geometry, 4490), %(east)s, %(north)s)
           and (%(classes)s::text[] is null or left(t.code, 2) = any (%(classes)s::text[]))
           and (%(kind)s = 'relief_resource' or t.threatened_people > 0)
           and (%(without)s::uuid is null or t.uid <> %(without)s::uuid)
    ), ranked as (
        select n.*, row_number() over (partition by case n.kind when 'relief_resource' then left(n.code, 2) end
                                       order by metres, uid) as place
          from near n
         where metres <= %(radius)s
    )
    select r.kind, r.uid::text, r.code, coalesce(k.name_zh, d.name_zh), coalesce(s.name_zh, c.name_zh), r.name,
           r.metres,           r.people, encode(st_asbinary(r.geom), 'hex'), r.risk_level
      from ranked r
      left join reference.resource_subtype s on s.code = r.code
      left join reference.resource_class k on k.code = s.class_code
      left join reference.category c on c.code = r.code
      left join reference.domain d on d.code = c.domain_code
     where r.place <= %(each)s
     order by r.metres, r.uid
"""

_ROADS = """
    select st_asbinary(geom) from base.road
     where geom && st_makeenvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490)
     limit %(most)s
"""
