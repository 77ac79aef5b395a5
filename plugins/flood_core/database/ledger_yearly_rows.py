"""The lists of a year (转移清单, 网格责任人, 行政村信息, 组织责任) as a ledger shows them."""

from __future__ import annotations

from typing import Any, NamedTuple

from psycopg2 import sql

from .connection import Cursor

#: The first phone of a person, where the reader has any way to phones.
_PHONE = """(select f.number from register.person_phone f where f.person_uid = {0}.uid and f.retired_at is null
              order by f.kind = 'mobile' desc, f.id limit 1)"""
_NO_PHONE = sql.SQL("null::text")
_VILLAGE = "t.uid::text as uid, t.revision, t.area_code, case when length(t.area_code) >= 12 then a.name end as village"
_WHERE = """
  join base.area a on a.code = t.area_code
 where t.retired_at is null and t.year = %(year)s and t.area_code >= %(from)s and t.area_code < %(to)s
"""


class _List(NamedTuple):
    """The tables that must be open to the reader, the columns ({X} = the phone of person X), where from, the order."""

    tables: tuple[str, ...]
    columns: str
    source: str
    order: str
    only: str = "true"


_LISTS = {
    "village_fact": _List(
        ("village_fact",),
        """t.year, t.registered_population, t.resident_population, t.households, t.area_km2::float8 as area_km2,
           t.natural_villages, t.terrain, t.disaster_points, t.affected_people, t.task_weight, t.duty_phone""",
        "register.village_fact t",
        "t.area_code",
    ),
    "grid_person": _List(
        ("grid_person", "person"),
        "t.year, t.grid_name, m.name_zh as grid_type, p.name as person, {p} as phone, t.note",
        """register.grid_person t
           join reference.term m on m.vocabulary_code = t.grid_type_vocabulary and m.code = t.grid_type_code
           join register.person p on p.uid = t.person_uid""",
        "t.area_code, t.grid_name, m.sort, t.id",
    ),
    "organisation": _List(
        ("duty", "person"),
        "t.year, m.name_zh as post, p.name as person, p.title, {p} as phone, t.task",
        """register.duty t
           join reference.term m on m.vocabulary_code = t.post_vocabulary and m.code = t.post_code
           join register.person p on p.uid = t.person_uid""",
        "t.area_code, m.sort, t.id",
        "t.subject_uid is null and t.post_vocabulary = 'post'",
    ),
    "transfer_household": _List(
        ("transfer_household", "person"),
        """t.year, t.zone_name, m.name_zh as zone_type, t.location, t.people, t.shelter_name, t.note,
           case t.safety_appraised when true then '有' when false then '无' end as safety_appraised,
           case when public.geometrytype(t.geom) = 'POINT' then round(public.st_x(t.geom)::numeric, 8)::float end
           as longitude,
           case when public.geometrytype(t.geom) = 'POINT' then round(public.st_y(t.geom)::numeric, 8)::float end
           as latitude,
           h.name as householder, {h} as householder_phone,
           r.name as transfer_person, r.title as transfer_title, {r} as transfer_phone,
           w.name as warning_person, w.title as warning_title, {w} as warning_phone""",
        """register.transfer_household t
           join reference.term m on m.vocabulary_code = t.zone_type_vocabulary and m.code = t.zone_type_code
           left join register.person h on h.uid = t.householder_uid
           left join register.person r on r.uid = t.transfer_person_uid
           left join register.person w on w.uid = t.warning_person_uid""",
        "t.area_code, t.zone_name, t.id",
    ),
}
#: Villages that have declared that nobody is to be moved; they stand on the transfer list.
_DECLARED = _List(("no_transfer",), "t.year, '是' as no_transfer, t.note", "register.no_transfer t", "t.area_code")


def yearly_rows(cursor: Cursor, kind: str, area_prefix: str, year: int) -> list[dict[str, Any]]:
    """Return the rows in force of a list, an area with all below it, and a year, under the reader's own rights.

    ``kind`` is village_fact, grid_person, organisation or transfer_household (with what was declared empty).
    Keys are those of the ledger's columns, with ``uid``, ``revision``, ``area_code`` and
    ``village`` (None for the area itself).
    """
    values = {"year": year, "from": area_prefix, "to": area_prefix + ":"}
    lists = [_LISTS[kind], *([_DECLARED] if kind == "transfer_household" else [])]
    return [row for one in lists for row in _fetched(cursor, one, values)]


def _is_open(cursor: Cursor, table: str) -> bool:
    cursor.execute("select has_table_privilege('register.' || %s, 'select')", (table,))
    return bool(cursor.fetchone()[0])


def _fetched(cursor: Cursor, wanted: _List, values: dict[str, Any]) -> list[dict[str, Any]]:
    if not all(_is_open(cursor, table) for table in wanted.tables):
        return []
    phones = _is_open(cursor, "person_phone")
    phone_of = {person: sql.SQL(_PHONE).format(sql.Identifier(person)) if phones else _NO_PHONE for person in "phrw"}
    cursor.execute(
        sql.SQL("select {}, {} from {} {} and {} order by {}").format(
            sql.SQL(wanted.columns).format(**phone_of),
            *map(sql.SQL, (_VILLAGE, wanted.source, _WHERE, wanted.only, wanted.order)),
        ),
        values,
    )
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]
