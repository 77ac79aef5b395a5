"""Boundaries on their way into ``base.area``: what PostGIS says about them, and the change itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Sequence

from psycopg2.extras import execute_values

from ..errors import QT_TRANSLATE_NOOP
from .connection import Cursor, RightsRefused

ONLY_ADMINISTRATORS = QT_TRANSLATE_NOOP("errors", "only administrators change the list of areas")
ONLY_EDITORS = QT_TRANSLATE_NOOP("errors", "only county editors and administrators import base data")
_AT_ONCE = 200

#: What was found: code of the finding, areas and names, square metres or another figure.
Found = tuple[str, str, dict[str, Any]]


@dataclass(frozen=True)
class Incoming:
    """One area of a file; ``geometry`` is hexadecimal WKB, EPSG:4490."""

    number: int
    code: str
    name: str
    geometry: str


def require(cursor: Cursor, table: str, words: str) -> None:
    """Refuse with words who has no right to change a table. Raises: RightsRefused."""
    cursor.execute("select app.my_scope(%s, 'update') <> 'none'", (table,))
    (may,) = cursor.fetchone()
    if not may:
        raise RightsRefused(reason=words)


def codes_by_name(cursor: Cursor, below: str) -> dict[str, list[str]]:
    """Return the codes of townships and villages in force by name, former name and display name."""
    cursor.execute(_NAMES, {"below": below})
    found: dict[str, list[str]] = {}
    for code, names in cursor.fetchall():
        for name in set(names):
            found.setdefault(name, []).append(code)
    return found


def receive(cursor: Cursor, rows: Iterable[Incoming]) -> None:
    """Bring areas to a temporary table; parts with the same code become one."""
    cursor.execute("drop table if exists pg_temp.incoming_part, pg_temp.incoming_boundary")
    cursor.execute(
        'create temporary table incoming_part (number integer, code text collate "C", name text, geom geometry)'
    )
    execute_values(
        cursor,
        "insert into pg_temp.incoming_part values %s",
        ((row.number, row.code, row.name, row.geometry) for row in rows),
        page_size=_AT_ONCE,
    )
    cursor.execute(_JOIN)
    cursor.execute("create index on pg_temp.incoming_boundary using gist (geom)")
    cursor.execute("analyze pg_temp.incoming_boundary")


def findings(cursor: Cursor, below: str, add_new: bool) -> list[Found]:
    """Return what is wrong or strange about the received areas, the gravest kinds first."""
    found: list[Found] = []
    values = {"below": below, "add_new": add_new}
    for code, query in _CHECKS.items():
        cursor.execute(query, values)
        names = [column.name for column in cursor.description or ()]
        for row in cursor.fetchall():
            told = dict(zip(names, row))
            found.append((code, str(told.pop("area", "")), told))
    return found


def compare(cursor: Cursor) -> tuple[int, int, int]:
    """Return how many received areas are changed, new, and as before."""
    cursor.execute(_COMPARE)
    changed, new, same = cursor.fetchone()
    return int(changed), int(new), int(same)


def save(cursor: Cursor, *, simulated: bool) -> None:
    """Write the received boundaries: a new version of each area that differs, and the new areas."""
    cursor.execute(_COMPARE)
    changed, new, _ = cursor.fetchone()
    if changed:  # a tracked table refuses an UPDATE without rows
        cursor.execute(_UPDATE, (simulated,))
    if new:
        cursor.execute(_ADD)
        if simulated:
            cursor.execute(_MARK)


def shapes(cursor: Cursor) -> Sequence[tuple[str, str, bytes]]:
    """Return code, name and WKB of the received areas, for the map."""
    cursor.execute("select code, coalesce(name, ''), st_asbinary(geom) from pg_temp.incoming_boundary order by code")
    return [(code, name, bytes(wkb)) for code, name, wkb in cursor.fetchall()]


_NAMES = """
    select a.code, array[a.name, app.display_name(a.name)] || a.former_names from base.area a
     where a.retired_at is null and a.level in ('township', 'village') and starts_with(a.code, %(below)s)
       and (a.valid_to is null or a.valid_to > current_date)
"""

_JOIN = """
    create temporary table incoming_boundary on commit drop as
    select p.code, max(nullif(p.name, '')) as name, count(*) as parts, min(p.number) as number,
           st_multi(st_setsrid(case when count(*) = 1 then (array_agg(p.geom))[1] else st_union(p.geom) end,
                               4490)) as geom
      from pg_temp.incoming_part p group by p.code
"""

#: Areas of one level side by side: the received ones, and of the rest those that stay as they are.
_SIDE_BY_SIDE = """
    with incoming as (
        select i.code, coalesce(app.display_name(i.name), app.display_name(a.name), i.code) as name, i.geom,
               true as fresh
          from pg_temp.incoming_boundary i left join base.area a on a.code = i.code
    ), whole as (
        select * from incoming
        union all
        select a.code, app.display_name(a.name), a.geom, false from base.area a
         where a.geom is not null and a.retired_at is null and (a.valid_to is null or a.valid_to > current_date)
           and not exists (select from pg_temp.incoming_boundary i where i.code = a.code)
           and exists (select from pg_temp.incoming_boundary i
                        where length(i.code) = length(a.code) and i.geom && a.geom)
    )
"""

_TOWNSHIPS = """
    , township as (
        select t.code, app.display_name(t.name) as name, coalesce(i.geom, t.geom) as geom
          from base.area t left join pg_temp.incoming_boundary i on i.code = t.code
         where t.level = 'township' and t.retired_at is null
           and exists (select from pg_temp.incoming_boundary v where length(v.code) = 12 and left(v.code, 9) = t.code)
    ), village as (
        select t.code as township, st_union(coalesce(i.geom, v.geom)) as geom,
               bool_and(coalesce(i.geom, v.geom) is not null) as whole
          from township t
          join base.area v on v.parent_code = t.code and v.retired_at is null
               and (v.valid_to is null or v.valid_to > current_date)
          left join pg_temp.incoming_boundary i on i.code = v.code
         group by t.code
    ), hole as (
        select t.code, t.name, case when t.geom is null then null else st_difference(t.geom, v.geom) end as missing,
               case when t.geom is null then null else st_difference(v.geom, t.geom) end as beyond,
               case when t.geom is null then
                   (select st_collect(st_buildarea(st_interiorringn(d.geom, n)))
                      from st_dump(v.geom) d, generate_series(1, st_numinteriorrings(d.geom)) n) end as inner_gap,
               v.whole
          from township t join village v on v.township = t.code
    )
"""

_CHECKS = {
    "unknown_code": """
        select i.code as area, coalesce(i.name, '') as name, i.number
          from pg_temp.incoming_boundary i
         where not exists (select from base.area a where a.code = i.code and a.retired_at is null)
           and not (%(add_new)s and i.name is not null and length(i.code) in (9, 12, 15)
                    and exists (select from base.area p where p.code = left(i.code, length(i.code) - 3)
                                   and p.retired_at is null and p.valid_to is null))
         order by i.code""",
    "ended_code": """
        select i.code as area, app.display_name(a.name) as name, i.number, a.valid_to::text as day,
               coalesce((select string_agg(app.display_name(n.name) || ' ' || n.code, '、' order by n.code)
                           from base.area_successor s join base.area n on n.code = s.to_code
                          where s.from_code = a.code), '—')
               as successors
          from pg_temp.incoming_boundary i join base.area a on a.code = i.code
         where a.valid_to <= current_date order by i.code""",
    "other_area": """
        select i.code as area, coalesce(i.name, '') as name, i.number from pg_temp.incoming_boundary i
         where not starts_with(i.code, %(below)s) order by i.code""",
    "outside_china": """
        select i.code as area, coalesce(i.name, '') as name, i.number,
               format('%%s %%s', round(st_x(st_centroid(i.geom))::numeric, 3),
                      round(st_y(st_centroid(i.geom))::numeric, 3)) as place
          from pg_temp.incoming_boundary i
         where not st_within(st_centroid(i.geom), st_makeenvelope(73, 3, 136, 54, 4490)) order by i.code limit 20""",
    "far_from_parent": """
        select i.code as area, coalesce(i.name, '') as name, app.display_name(p.name) as parent,
               round((st_distance(i.geom::geography, p.geom::geography) / 1000)::numeric)::text as km
          from pg_temp.incoming_boundary i
          join base.area p on p.code = left(i.code, length(i.code) - 3) and p.geom is not null
         where length(i.code) > 9 and not st_intersects(i.geom, coalesce(
                   (select u.geom from pg_temp.incoming_boundary u where u.code = p.code), p.geom))
         order by i.code""",
    "moved_far": """
        select i.code as area, app.display_name(a.name) as name,
               greatest(1, round((st_distance(i.geom::geography, a.geom::geography) / 1000)::numeric))::text as km
          from pg_temp.incoming_boundary i join base.area a on a.code = i.code
         where a.geom is not null and not a.simulated and not st_intersects(i.geom, a.geom) order by i.code""",
    "overlap": "".join(
        (
            _SIDE_BY_SIDE,
            """
        select a.code as area, a.name, b.code as other_code, b.name as other,
               round(st_area(st_intersection(a.geom, b.geom)::geography)::numeric)::bigint as square_metres
          from whole a join whole b on a.code < b.code and length(a.code) = length(b.code) and a.geom && b.geom
         where (a.fresh or b.fresh) and st_intersects(a.geom, b.geom) and not st_touches(a.geom, b.geom)
           and st_area(st_intersection(a.geom, b.geom)::geography)
               > greatest(500, 0.001 * least(st_area(a.geom::geography), st_area(b.geom::geography)))
         order by 5 desc""",
        )
    ),
    "gap": "".join(
        (
            _SIDE_BY_SIDE,
            _TOWNSHIPS,
            """
        select h.code as area, h.name,
               round(st_area(coalesce(h.missing, h.inner_gap)::geography)::numeric)::bigint as square_metres
          from hole h
         where (h.whole or h.inner_gap is not null)
           and st_area(coalesce(h.missing, h.inner_gap)::geography) > 500 order by 1""",
        )
    ),
    "beyond": "".join(
        (
            _SIDE_BY_SIDE,
            _TOWNSHIPS,
            """
        select h.code as area, h.name, round(st_area(h.beyond::geography)::numeric)::bigint as square_metres
          from hole h where h.beyond is not null and st_area(h.beyond::geography) > 500 order by 1""",
        )
    ),
    "name_differs": """
        select i.code as area, i.name, app.display_name(a.name) as listed
          from pg_temp.incoming_boundary i join base.area a on a.code = i.code
         where i.name is not null and app.display_name(i.name) <> app.display_name(a.name)
           and i.name <> all (a.former_names) order by i.code""",
    "parts_joined": """
        select i.code as area, coalesce(i.name, '') as name, i.parts
          from pg_temp.incoming_boundary i where i.parts > 1 order by i.code""",
    "not_in_file": """
        select t.code as area, app.display_name(t.name) as name, count(*) as missing,
               string_agg(app.display_name(v.name), '、' order by v.code) as names
          from base.area t join base.area v on v.parent_code = t.code and v.retired_at is null and v.geom is null
               and (v.valid_to is null or v.valid_to > current_date)
         where t.level = 'township' and v.level = 'village'
           and exists (select from pg_temp.incoming_boundary i where length(i.code) = 12 and left(i.code, 9) = t.code)
           and not exists (select from pg_temp.incoming_boundary i where i.code = v.code)
         group by t.code, t.name order by t.code""",
}

_COMPARE = """
    select count(*) filter (where a.code is not null and (a.geom is null or not st_orderingequals(a.geom, i.geom))),
           count(*) filter (where a.code is null),
           count(*) filter (where a.code is not null and st_orderingequals(a.geom, i.geom))
      from pg_temp.incoming_boundary i left join base.area a on a.code = i.code
"""

_UPDATE = """
    update base.area a set geom = i.geom, simulated = %s, edited_from = a.revision
      from pg_temp.incoming_boundary i
     where i.code = a.code and (a.geom is null or not st_orderingequals(a.geom, i.geom))
"""

_ADD = """
    select app.add_area(i.code, i.name, null, current_date, null, i.geom)
      from (select * from pg_temp.incoming_boundary order by code) i
     where not exists (select from base.area a where a.code = i.code)
"""

_MARK = """
    update base.area a set simulated = true, edited_from = a.revision
      from pg_temp.incoming_boundary i where i.code = a.code and not a.simulated
"""
