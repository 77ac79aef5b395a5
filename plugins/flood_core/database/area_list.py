"""The areas that a person may choose from: counties, townships and villages in force."""

from __future__ import annotations

from dataclasses import dataclass

from .connection import Connection, transaction


@dataclass(frozen=True)
class AreaName:
    """An area's code, the name that is shown, and its level: county, township or village."""

    code: str
    name: str
    level: str


def county_of_registers(connection: Connection) -> str:
    """Return the county in which the registers have things: where people without an area of their own begin."""
    with transaction(connection) as cursor:
        cursor.execute(
            "select left(coalesce((select area_code from register.risk_source where retired_at is null limit 1),"
            " (select area_code from register.relief_resource where retired_at is null limit 1), ''), 6)"
        )
        (code,) = cursor.fetchone()
        return str(code)


def areas_in_reach(connection: Connection) -> list[AreaName]:
    """Return the own areas of who is signed in with all below and the counties and townships above, by code.

    Without areas of their own (administrators, departments of the county) people reach all.
    """
    with transaction(connection) as cursor:
        cursor.execute(
            "select a.code, app.display_name(a.name), a.level from base.area a, app.me() me"
            " where a.level in ('county', 'township', 'village') and a.retired_at is null"
            " and (a.valid_to is null or a.valid_to > current_date)"
            " and (cardinality(me.areas) = 0 or exists (select from unnest(me.areas) own"
            "      where starts_with(a.code, own) or (starts_with(own, a.code) and a.level <> 'village')))"
            " order by a.code"
        )
        return [AreaName(*row) for row in cursor.fetchall()]
