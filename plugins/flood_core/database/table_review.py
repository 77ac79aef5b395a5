"""What a reviewer compares of a village's tables: facts, posts, grids and the transfer list of a year, now or then.

Every function takes the cursor of an open transaction.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..model.vocabulary import named
from .connection import Cursor
from .editions import Row, fetch


def tables(cursor: Cursor, edition_uid: str, moment: datetime | None = None) -> dict[str, list[Row]]:
    """Return the rows of the year of an edition by table, people by name and phone, now or as they were."""
    values: dict[str, Any] = {"edition": edition_uid, "moment": moment}
    return {name: [_in_both_languages(row) for row in fetch(cursor, query, values)] for name, query in _QUERIES.items()}


def _in_both_languages(row: Row) -> Row:
    named_here = [key for key in row if f"{key}_en" in row]
    plain = {key: value for key, value in row.items() if not key.endswith("_en")}
    return {**plain, **{key: named(row, key) for key in named_here}}


_FACTS = """
with m as (select coalesce(%(moment)s::timestamptz, now()) as at, e.area_code, e.year from situation.edition e
           where e.uid = %(edition)s::uuid)
select f.households, f.registered_population, f.resident_population, f.area_km2::float, f.natural_villages, f.terrain,
       f.task_weight, f.disaster_points, f.affected_people, f.duty_phone
from m, lateral app.village_fact_as_of(m.at) f
where f.area_code = m.area_code and f.year = m.year and f.retired_at is null
"""

_DUTIES = """
with m as (select coalesce(%(moment)s::timestamptz, now()) as at, e.area_code, e.year from situation.edition e
           where e.uid = %(edition)s::uuid)
select d.uid::text, t.name_zh as post, t.name_en as post_en, p.name as person, p.title, c.phone
from m, lateral app.duty_as_of(m.at) d
join reference.term t on t.vocabulary_code = d.post_vocabulary and t.code = d.post_code,
lateral (select name, title from app.person_as_of(m.at) where uid = d.person_uid) p,
lateral (select string_agg(number, '、' order by number) as phone from app.person_phone_as_of(m.at)
          where person_uid = d.person_uid and retired_at is null) c
where d.area_code = m.area_code and d.year = m.year and d.subject_uid is null and d.retired_at is null
order by t.sort, d.id
"""

_GRIDS = """
with m as (select coalesce(%(moment)s::timestamptz, now()) as at, e.area_code, e.year from situation.edition e
           where e.uid = %(edition)s::uuid)
select g.uid::text, g.grid_name, t.name_zh as grid_type, t.name_en as grid_type_en, p.name as person, c.phone
from m, lateral app.grid_person_as_of(m.at) g
join reference.term t on t.vocabulary_code = 'grid_type' and t.code = g.grid_type_code,
lateral (select name from app.person_as_of(m.at) where uid = g.person_uid) p,
lateral (select string_agg(number, '、' order by number) as phone from app.person_phone_as_of(m.at)
          where person_uid = g.person_uid and retired_at is null) c
where g.area_code = m.area_code and g.year = m.year and g.retired_at is null
order by t.sort, g.id
"""

_HOUSEHOLDS = """
with m as (select coalesce(%(moment)s::timestamptz, now()) as at, e.area_code, e.year from situation.edition e
           where e.uid = %(edition)s::uuid)
select h.uid::text, h.zone_name, (select name from app.person_as_of(m.at) where uid = h.householder_uid) as householder,
       h.location, h.people,
       (select name from app.person_as_of(m.at) where uid = h.transfer_person_uid) as transfer_person,
       (select name from app.person_as_of(m.at) where uid = h.warning_person_uid) as warning_person,
       coalesce((select name from app.relief_resource_as_of(m.at) where uid = h.shelter_uid), h.shelter_name) as shelter
from m, lateral app.transfer_household_as_of(m.at) h
where h.area_code = m.area_code and h.year = m.year and h.retired_at is null
order by h.zone_name, h.id
"""

_NO_TRANSFER = """
with m as (select coalesce(%(moment)s::timestamptz, now()) as at, e.area_code, e.year from situation.edition e
           where e.uid = %(edition)s::uuid)
select n.uid::text from m, lateral app.no_transfer_as_of(m.at) n
where n.area_code = m.area_code and n.year = m.year and n.retired_at is null
"""

_QUERIES = {
    "village_fact": _FACTS, "duty": _DUTIES, "grid_person": _GRIDS, "transfer_household": _HOUSEHOLDS,
    "no_transfer": _NO_TRANSFER,
}  # fmt: skip
