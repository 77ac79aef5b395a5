"""Who is reached by a flood or a slide: buildings, people, who answers for them, and where they can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.portrait import Answerable
from .connection import Connection, Cursor, transaction

#: So many shelters are named, the nearest first, as far as this.
SHELTERS, SHELTERS_WITHIN_M = 8, 5_000.0
#: Larger shapes are no place any more.
MOST_KM2 = 2_000.0


class TooLarge(InputError):
    """The shape covers a whole county and more."""

    template = QT_TRANSLATE_NOOP("errors", "This shape covers {km2} km²: that is no place any more.")
    hint = QT_TRANSLATE_NOOP("errors", "Draw a smaller one, or make the distance smaller.")


class ReachedZone(NamedTuple):
    """A risk source inside the shape, with the people that it threatens."""

    uid: str
    name: str
    category: str
    village: str
    households: int | None
    people: int | None
    to_move: int  # people on the transfer list of the year


class Shelter(NamedTuple):
    """A shelter near the shape; ``free`` = places less the people whom the transfer lists of the year send there."""

    uid: str
    name: str
    village: str
    distance_m: float
    places: int | None
    taken: int
    free: int | None


@dataclass(frozen=True)
class Reached:
    """All who are reached by a shape."""

    geometry: str  # what was asked for with its distance, hex WKB, EPSG:4490
    buildings: int
    households: int | None  # None: nobody counted them
    people: int | None
    villages: tuple[str, ...]
    zones: tuple[ReachedZone, ...]
    persons: tuple[Answerable, ...]
    shelters: tuple[Shelter, ...]


def reached(connection: Connection, shape: str, around_m: float, year: int) -> Reached:
    """Return who is reached by a shape (hex WKB, EPSG:4490) and what lies within ``around_m`` of it.

    A zone, a stretch of a stream, a point or a drawn area. What one may not read is not counted; phones are masked
    for those who are not entitled to them. Raises: TooLarge, ConnectionLost.
    """
    with transaction(connection) as cursor:
        cursor.execute(_AREA, {"shape": shape, "around": around_m})
        geometry, km2 = cursor.fetchone()
        if km2 > MOST_KM2:
            raise TooLarge(km2=f"{km2:,.0f}")
        values = {"shape": geometry, "year": year, "shelters": SHELTERS, "within": SHELTERS_WITHIN_M}
        cursor.execute(_BUILDINGS, values)
        buildings, households, people = cursor.fetchone()
        cursor.execute(_VILLAGES, values)
        villages = tuple(name for (name,) in cursor.fetchall())
        cursor.execute(_ZONES, values)
        zones = tuple(ReachedZone(*row) for row in cursor.fetchall())
        cursor.execute(_SHELTERS, values)
        shelters = tuple(Shelter(*row) for row in cursor.fetchall())
        return Reached(
            geometry, buildings, households, people, villages, zones, _persons(cursor, values), shelters
        )  # fmt: skip


def _persons(cursor: Cursor, values: dict[str, object]) -> tuple[Answerable, ...]:
    cursor.execute(_PERSONS, values)
    return tuple(Answerable(*(text or "" for text in row)) for row in cursor.fetchall())


_AREA = """
    with shape as (select st_setsrid(%(shape)s::geometry, 4490) as g), plane as (
        select st_transform(g, app.metric_zone(g)) as m from shape)
    select encode(st_asbinary(st_transform(b, 4490)), 'hex'), st_area(b) / 1e6
      from plane, lateral (select case when %(around)s > 0 then st_buffer(m, %(around)s) else m end as b) x
"""
_BUILDINGS = """
    select count(*)::int, sum(b.households)::int, sum(b.people)::int from base.building b
     where b.geom && st_setsrid(%(shape)s::geometry, 4490)
       and st_intersects(b.geom, st_setsrid(%(shape)s::geometry, 4490))
"""
_VILLAGES = """
    select app.display_name(a.name) from base.area a
     where a.level = 'village' and a.valid_to is null and a.geom && st_setsrid(%(shape)s::geometry, 4490)
       and st_intersects(a.geom, st_setsrid(%(shape)s::geometry, 4490))
     order by a.code
"""
_ZONES = """
    select r.uid::text, r.name, c.name_zh, app.display_name(a.name), r.threatened_households, r.threatened_people,
           coalesce((select sum(h.people)::int from register.transfer_household h
                      where h.risk_source_uid = r.uid and h.year = %(year)s and h.retired_at is null), 0)
      from register.risk_source r
      join reference.category c on c.code = r.category_code
      join base.area a on a.code = r.area_code
     where r.retired_at is null and r.geom && st_setsrid(%(shape)s::geometry, 4490)
       and st_intersects(r.geom, st_setsrid(%(shape)s::geometry, 4490))
     order by r.threatened_people desc nulls last, r.name, r.uid
"""
_PERSONS = """
    select d.post_name, d.person_name, d.organisation, d.title, d.task, string_agg(distinct p.phone, ' ')
      from app.duty_roster d
      left join app.person_contact p on p.uid = d.person_uid
     where d.subject_uid in (select r.uid from register.risk_source r
                              where r.retired_at is null and r.geom && st_setsrid(%(shape)s::geometry, 4490)
                                and st_intersects(r.geom, st_setsrid(%(shape)s::geometry, 4490)))
        or (d.subject_uid is null and (d.year is null or d.year = %(year)s)
            and d.area_code in (select a.code from base.area a
                                 where a.level = 'village' and a.geom && st_setsrid(%(shape)s::geometry, 4490)
                                   and st_intersects(a.geom, st_setsrid(%(shape)s::geometry, 4490))))
     group by d.post_name, d.post_sort, d.person_name, d.organisation, d.title, d.task
     order by d.post_sort, d.person_name
"""
_SHELTERS = """
    with shape as materialized (
        select g, app.metric_zone(g) as zone from (select st_setsrid(%(shape)s::geometry, 4490) as g) x)
    select r.uid::text, r.name, app.display_name(a.name),
           st_distance(st_transform(r.geom, s.zone), st_transform(s.g, s.zone)) as metres,
           r.capacity_people, t.taken, r.capacity_people - t.taken
      from shape s, register.relief_resource r
      join base.area a on a.code = r.area_code
     cross join lateral (select coalesce(sum(h.people), 0)::int as taken from register.transfer_household h
                          where h.shelter_uid = r.uid and h.year = %(year)s and h.retired_at is null) t
     where r.retired_at is null and r.subtype_code like 'R30%%' and r.capacity_people is not null
       and r.geom && st_expand(s.g, 0.06)
       and st_dwithin(st_transform(r.geom, s.zone), st_transform(s.g, s.zone), %(within)s)
     order by metres, r.uid
     limit %(shelters)s
"""
