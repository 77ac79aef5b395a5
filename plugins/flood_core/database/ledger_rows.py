"""The register's rows of a category and area, as a ledger shows them."""

from __future__ import annotations

from typing import Any

from psycopg2 import sql

from .connection import Cursor

_COMMON = ("name", "feature", "location", "responsible_party", "external_code", "note")
_COLUMNS = {
    "risk_source": (*_COMMON, "control_measures", "risk_level", "threatened_households", "threatened_people"),
    "relief_resource": (*_COMMON, "capacity_people", "quantity", "unit", "headcount"),
}
_DATES = {"risk_source": ("verified_on",), "relief_resource": ("verified_on", "expires_on")}


_FIRST_PHONE = """(
               select f.number from register.person_phone f
                where f.person_uid = p.uid and f.retired_at is null order by f.kind = 'mobile' desc, f.id limit 1)"""


def present_rows(cursor: Cursor, table: str, code_prefix: str, area_prefix: str) -> list[dict[str, Any]]:
    """Return the rows in force of a category (or class of resources) and area with all below it, by village and name.

    Keys are the register's columns, with ``code``, ``village`` (official
    name, None for the area itself), ``longitude``, ``latitude`` (points) or
    ``wkt`` (lines, areas), and ``duties``: post -> (name, phone, title) of its
    first person, phones as far as the user may read them.
    """
    columns = [sql.SQL("t.{}").format(sql.Identifier(name)) for name in _COLUMNS[table]]
    columns += [sql.SQL("t.{0}::text as {0}").format(sql.Identifier(name)) for name in _DATES[table]]
    category = sql.Identifier("category_code" if table == "risk_source" else "subtype_code")
    cursor.execute(
        sql.SQL("""
        select t.uid::text as uid, t.revision, t.{category} as code, t.area_code, {columns},
               t.attributes || app.personal_of(t.uid) as attributes,
               case when length(t.area_code) >= 12 then a.name end as village,
               case when public.geometrytype(t.geom) = 'POINT'
                    then round(public.st_x(t.geom)::numeric, 8)::float end as longitude,
               case when public.geometrytype(t.geom) = 'POINT'
                    then round(public.st_y(t.geom)::numeric, 8)::float end as latitude,
               case when public.geometrytype(t.geom) <> 'POINT' then public.st_astext(t.geom, 8) end as wkt
          from {table} t join base.area a on a.code = t.area_code
         where t.retired_at is null and t.{category} >= %s and t.{category} < %s
           and t.area_code >= %s and t.area_code < %s
         order by t.area_code, t.{category}, t.name, t.id""").format(
            columns=sql.SQL(", ").join(columns), category=category, table=sql.Identifier("register", table)
        ),
        (code_prefix, code_prefix + ":", area_prefix, area_prefix + ":"),
    )
    names = [column.name for column in cursor.description]
    rows = [dict(zip(names, row)) for row in cursor.fetchall()]
    duties = first_duties(cursor, [row["uid"] for row in rows])
    for row in rows:
        row["duties"] = duties.get(row["uid"], {})
    return rows


def first_duties(cursor: Cursor, subjects: list[str]) -> dict[str, dict[str, tuple[str, str | None, str | None]]]:
    """Return who answers for each thing: post -> (name, phone, title) of its first person, phones as far as seen."""
    cursor.execute("select has_table_privilege('register.person_phone', 'select')")
    phone = sql.SQL(_FIRST_PHONE if cursor.fetchone()[0] else "null::text")  # some may see no phones at all
    cursor.execute(
        sql.SQL("""
        select d.subject_uid::text, d.post_code, p.name, {phone}, p.title
          from register.duty d join register.person p on p.uid = d.person_uid and p.retired_at is null
         where d.subject_uid = any(%s::uuid[]) and d.retired_at is null
           and d.post_vocabulary = 'responsibility' order by d.id desc""").format(phone=phone),
        (subjects,),
    )
    found: dict[str, dict[str, tuple[str, str | None, str | None]]] = {}
    for subject, post, name, phone, title in cursor.fetchall():
        found.setdefault(subject, {})[post] = (name, phone, title)
    return found
