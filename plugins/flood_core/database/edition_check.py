"""What the check-up reads of an edition, and where it keeps what it found.

Every function takes the cursor of an open transaction. Geometry is hex EWKB,
EPSG:4490.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Iterable, Mapping

from ..model.check_up import SEVERITIES
from .connection import Cursor
from .editions import Row, fetch, is_uid

#: How near the sea a village counts as coastal, in degrees (about 300 m).
COAST_DEGREES = 0.003


def edition_to_check(cursor: Cursor, edition_uid: str) -> Row | None:
    """Return the edition with its village's name, geometry, yearly facts and declarations; None when not there."""
    if not is_uid(edition_uid):
        return None
    rows = fetch(cursor, _EDITION, {"edition": edition_uid, "coast": COAST_DEGREES})
    return rows[0] if rows else None


def elements(cursor: Cursor, edition_uid: str) -> list[Row]:
    """Return the elements with the present state of their register rows and who answers for them."""
    return fetch(cursor, _ELEMENTS, {"edition": edition_uid})


def routes(cursor: Cursor, edition_uid: str) -> list[Row]:
    """Return the routes in the order of their numbers."""
    return fetch(cursor, _ROUTES, {"edition": edition_uid})


def posts(cursor: Cursor, area_code: str, year: int) -> list[Row]:
    """Return the posts that a village must fill, with the uids of those who fill them."""
    return fetch(cursor, _POSTS, {"area": area_code, "year": year})


def grid(cursor: Cursor, area_code: str, year: int) -> list[Row]:
    """Return the grids with the uid of their person."""
    return fetch(cursor, _GRID, {"area": area_code, "year": year})


def people(cursor: Cursor, area_code: str) -> dict[str, str]:
    """Return the uid of each person of a village by name."""
    rows = fetch(cursor, _PEOPLE, {"area": area_code})
    return {row["name"]: row["uid"] for row in rows}


def unseen_rows(cursor: Cursor, area_code: str, year: int) -> int:
    """Return how many rows of the year's tables are to be verified."""
    return int(fetch(cursor, _UNSEEN, {"area": area_code, "year": year})[0]["count"])


def sources(cursor: Cursor, edition_uid: str, offered: Iterable[str]) -> list[Row]:
    """Return how the register rows stand that an edition has, or that are offered to it, and who answers for them."""
    return fetch(cursor, _SOURCES, {"edition": edition_uid, "offered": sorted(offered)})


def suggestions(cursor: Cursor, edition_uid: str) -> list[Row]:
    """Return the settlements found from the terrain that nobody has answered, with the keys of a candidate.

    Beside them ``uid``, ``kind_name`` and ``class_name``; a category without a symbol is left out.
    """
    return fetch(cursor, _SUGGESTIONS, {"edition": edition_uid})


def is_coastal(cursor: Cursor, area_code: str) -> bool:
    """Tell whether a village lies at the sea."""
    return bool(fetch(cursor, _COASTAL, {"area": area_code, "coast": COAST_DEGREES})[0]["coastal"])


def store_results(cursor: Cursor, edition_uid: str, area_code: str, findings: Iterable[Mapping[str, Any]]) -> None:
    """Replace what an earlier check-up found, and note this one.

    Keys: rule_code, severity, element_uid, message_values.
    """
    values = {"edition": edition_uid, "area": area_code}
    cursor.execute("delete from situation.check_result where edition_uid = %(edition)s::uuid", values)
    packed = [dict(finding) for finding in findings]
    counts = Counter(finding["severity"] for finding in packed)
    cursor.execute(_NOTE, {**values, **{severity: counts[severity] for severity in SEVERITIES}})
    if packed:
        cursor.execute(_STORE, {**values, "rows": json.dumps(packed, ensure_ascii=False)})


_EDITION = """
select e.uid::text, e.area_code, e.year, e.state, a.name as village, a.geom,
       exists (select from register.no_transfer n
               where n.area_code = e.area_code and n.year = e.year and n.retired_at is null) as no_transfer,
       f.uid is not null as village_fact_known, f.households, f.resident_population, f.registered_population,
       f.natural_villages, f.terrain, f.task_weight, f.duty_phone,
       exists (select from base.water w
               where w.kind in ('coast', 'sea') and ST_DWithin(w.geom, a.geom, %(coast)s)) as coastal
from situation.edition e
join base.area a on a.code = e.area_code
left join register.village_fact f on f.area_code = e.area_code and f.year = e.year and f.retired_at is null
where e.uid = %(edition)s::uuid and e.retired_at is null
"""

_ELEMENTS = """
select e.uid::text, e.element_type_code, e.name, coalesce(r.name, s.name, e.name) as register_name, e.facts,
       e.households, e.people, e.capacity_people, e.source_uid::text, e.source_revision, e.review_state, e.geom,
       coalesce(r.revision, s.revision) as register_revision,
       coalesce(r.retired_at, s.retired_at) is not null as register_retired,
       coalesce(r.area_code, s.area_code, e.area_code) = e.area_code as own, e.symbol_code,
       not exists (select from app.current_symbol c where c.symbol_code = e.symbol_code) as symbol_missing,
       s.attributes ->> 'safety_appraised' as safety_appraised, p.name as responsible, p.uid::text as responsible_uid
from situation.element e
left join register.risk_source r on r.uid = e.source_uid and e.source_table = 'register.risk_source'
left join register.relief_resource s on s.uid = e.source_uid and e.source_table = 'register.relief_resource'
left join lateral (
    select q.uid, q.name
    from register.duty d
    join register.person q on q.uid = d.person_uid and q.retired_at is null
    left join reference.term m on m.vocabulary_code = d.post_vocabulary and m.code = d.post_code
    where d.subject_uid = e.source_uid and d.retired_at is null
    order by m.sort, d.id limit 1) p on true
where e.edition_uid = %(edition)s::uuid and e.retired_at is null
order by e.element_type_code, e.id
"""

_ROUTES = """
select uid::text, number, from_element_uid::text, to_element_uid::text, people, walking_minutes::float8, warnings, geom
from situation.route where edition_uid = %(edition)s::uuid and retired_at is null
order by number, id
"""

_POSTS = """
select t.code, t.name_zh as name, t.name_en,
       coalesce(array_agg(d.person_uid::text order by d.id) filter (where d.uid is not null), '{}') as persons
from reference.term t
left join register.duty d on d.post_vocabulary = 'post' and d.post_code = t.code and d.area_code = %(area)s
     and d.subject_uid is null and d.retired_at is null and (d.year is null or d.year = %(year)s)
where t.vocabulary_code = 'post' and t.properties ->> 'level' = 'village' and t.properties ->> 'mandatory' = 'true'
group by t.code, t.name_zh, t.name_en, t.sort
order by t.sort
"""

_GRID = """
select g.grid_name, g.person_uid::text
from register.grid_person g
where g.area_code = %(area)s and g.year = %(year)s and g.retired_at is null
order by g.grid_name, g.id
"""

_PEOPLE = """
select name, uid::text from register.person where area_code = %(area)s and retired_at is null order by id
"""

_UNSEEN = """
select (select count(*) from register.village_fact where area_code = %(area)s and year = %(year)s
          and review_state = 'to_verify' and retired_at is null)
     + (select count(*) from register.grid_person where area_code = %(area)s and year = %(year)s
          and review_state = 'to_verify' and retired_at is null)
     + (select count(*) from register.transfer_household where area_code = %(area)s and year = %(year)s
          and review_state = 'to_verify' and retired_at is null)
     + (select count(*) from register.no_transfer where area_code = %(area)s and year = %(year)s
          and review_state = 'to_verify' and retired_at is null)
     + (select count(*) from register.duty where area_code = %(area)s and year = %(year)s
          and post_vocabulary = 'post' and subject_uid is null
          and review_state = 'to_verify' and retired_at is null) as count
"""

_SOURCES = """
with wanted as (
    select source_uid as uid from situation.element where edition_uid = %(edition)s::uuid and source_uid is not null
    union select unnest(%(offered)s::uuid[])
), found as (
    select uid, revision, retired_at, area_code, name, null::text as safety_appraised
    from register.risk_source where uid in (select uid from wanted)
    union all
    select uid, revision, retired_at, area_code, name, attributes ->> 'safety_appraised'
    from register.relief_resource where uid in (select uid from wanted)
)
select f.uid::text, f.revision, f.retired_at is not null as retired, f.area_code, f.name, f.safety_appraised,
       p.name as responsible, p.uid::text as responsible_uid
from found f
left join lateral (
    select q.uid, q.name from register.duty d join register.person q on q.uid = d.person_uid and q.retired_at is null
    left join reference.term m on m.vocabulary_code = d.post_vocabulary and m.code = d.post_code
    where d.subject_uid = f.uid and d.retired_at is null
    order by m.sort, d.id limit 1) p on true
"""

_SUGGESTIONS = """
select s.uid::text, null as source_table, null as source_uid, null::int as source_revision, s.area_code,
       s.category_code as subject_code, t.element_type_code, y.symbol_code, y.sub_label, w.says ->> 'name' as name,
       c.name_zh as kind_name, c.name_en as kind_name_en, s.class as class_name, false as neighbour, c.danger_zone_type,
       null::int as risk_level, s.households, s.people, null::int as capacity_people, null::int as headcount,
       null::float8 as quantity, null as unit, null as external_code, null as responsible_person,
       w.says ->> 'feature' as feature, w.says ->> 'location' as location, null as responsible_party,
       null as control_measures, null as attributes,
       (select r.resolution_m::float8 from register.terrain_run r where r.uid = s.run_uid) as terrain_m,
       case y.geometry when 'polygon' then s.geom else ST_PointOnSurface(s.geom) end as geom, null as label_point
from app.edition_suggestions(%(edition)s::uuid) s
cross join lateral (select app.settlement_says(s) as says) w
join reference.category c on c.code = s.category_code
join reference.element_source t on t.subject_kind = 'category' and t.subject_code = s.category_code
cross join lateral (
    select u.symbol_code, u.sub_label, u.geometry from reference.symbol_use u
    where u.geometry in ('polygon', 'point')
      and ((u.subject_kind = 'category' and u.subject_code = s.category_code)
           or (u.subject_kind = 'element_type' and u.subject_code = t.element_type_code))
    order by u.geometry = 'polygon' desc, u.subject_kind limit 1) y
order by s.rank
"""

_COASTAL = """
select exists (select from base.water w where w.kind in ('coast', 'sea') and ST_DWithin(w.geom, a.geom, %(coast)s))
       as coastal
from base.area a where a.code = %(area)s
"""

_NOTE = """
insert into situation.check_run (edition_uid, area_code, errors, warnings, hints)
values (%(edition)s::uuid, %(area)s, %(error)s, %(warning)s, %(hint)s)
"""

_STORE = """
insert into situation.check_result (edition_uid, area_code, rule_code, severity, element_uid, message_values)
select %(edition)s::uuid, %(area)s, r.rule_code, r.severity, r.element_uid, r.message_values
from jsonb_to_recordset(%(rows)s::jsonb)
     as r(rule_code text, severity text, element_uid uuid, message_values jsonb)
"""
