"""Read the figures of the statistics reports: the queries of db/app/70_statistics.sql.

Every figure is a sum over rows that count one thing once, under its own unit
(village, or the area above the villages that it belongs to).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from .connection import Connection, Cursor, one_state, transaction
from .registers import departments

#: Unit, sources, people, mean and farthest distance in metres, sources and people without a shelter within 1 km.
Distances = tuple[str, int, int, float, float, int, int]


class Area(NamedTuple):
    """An area of the report, by its display name."""

    code: str
    level: str
    name: str
    simulated: bool


class RiskSources(NamedTuple):
    """Risk sources of one unit, category and level (None = not assessed)."""

    unit_code: str
    category_code: str
    risk_level: int | None
    sources: int
    length_km: float
    area_km2: float
    households: int
    people: int
    with_coordinates: int
    with_party: int
    with_person: int
    with_phone: int
    with_measures: int
    verified: int
    simulated: bool


class ReliefResources(NamedTuple):
    """Relief resources of one unit, subtype and unit of measure."""

    unit_code: str
    subtype_code: str
    measure: str
    shelter: bool
    resources: int
    quantity: float
    headcount: int
    capacity: int
    capacity_unknown: int
    with_coordinates: int
    with_party: int
    with_person: int
    with_phone: int
    verified: int
    expired: int
    expiring: int
    simulated: bool


class DepartmentThings(NamedTuple):
    """Things of one unit for which the same departments answer, by register and state of verification."""

    unit_code: str
    departments: str  # codes joined by commas; empty = nobody is named
    sources_unverified: int
    sources_confirmed: int
    sources_disputed: int
    resources_unverified: int
    resources_confirmed: int
    resources_disputed: int


class Transfers(NamedTuple):
    """People to move of one unit and type of danger zone."""

    unit_code: str
    zone_type_code: str
    zones: int
    households: int
    people: int


class NoTransfer(NamedTuple):
    """A unit that declared that nobody has to move."""

    unit_code: str


class Edition(NamedTuple):
    """The newest situation map of a village."""

    unit_code: str
    state: str
    version: int
    simulated: bool


class Category(NamedTuple):
    """A risk category and its domain."""

    code: str
    name: str
    domain_code: str
    domain_name: str


class Subtype(NamedTuple):
    """A subtype of relief resources and its class."""

    code: str
    name: str
    class_code: str
    class_name: str


class Term(NamedTuple):
    """A word of a vocabulary."""

    vocabulary_code: str
    code: str
    name: str


@dataclass(frozen=True)
class RegisterStatistics:
    """What the registers hold within one area, now or at a past moment."""

    as_of: datetime  # the moment the figures are of
    year: int  # of transfer lists and situation maps
    above: list[Area]  # the areas above the scope, the province first
    areas: list[Area]
    risk_sources: list[RiskSources]
    relief_resources: list[ReliefResources]
    department_things: list[DepartmentThings]
    transfers: list[Transfers]
    no_transfer: list[NoTransfer]
    editions: list[Edition]
    categories: list[Category]
    subtypes: list[Subtype]
    terms: list[Term]
    departments: dict[str, str]  # names by code


Row = TypeVar("Row", bound=NamedTuple)

#: A million rows are sorted in memory; compiling the query costs more than it saves.
QUICK = "set local work_mem = '64MB'; set local jit = off"
_ABOVE = """
select a.code, a.level, app.display_name(a.name), a.simulated from base.area a
 where %(scope)s like a.code || '%%' and a.code <> %(scope)s and length(a.code) <= 12 and a.retired_at is null
 order by a.code
"""
_MOMENT = "select coalesce(%(at)s, now()), extract(year from app.statistics_day(%(at)s))::integer"
_CATEGORIES = """
select c.code, c.name_zh, d.code, d.name_zh
  from reference.category c join reference.domain d on d.code = c.domain_code order by d.sort, d.code, c.code
"""
_SUBTYPES = """
select s.code, s.name_zh, c.code, c.name_zh
  from reference.resource_subtype s join reference.resource_class c on c.code = s.class_code
 order by c.sort, c.code, s.sort, s.code
"""
_TERMS = """
select vocabulary_code, code, name_zh from reference.term
 where vocabulary_code in ('danger_zone_type', 'edition_state') order by vocabulary_code, sort, code
"""


def read_statistics(
    connection: Connection, area_code: str, at: datetime | None = None, year: int | None = None
) -> RegisterStatistics:
    """Read all figures of one area in one consistent state of the database.

    Args: ``at`` an aware moment, None = now; ``year`` of transfer lists and
    situation maps, None = the year of that moment. An unknown area gives no areas.
    Raises: the database room's errors.
    """
    with one_state(connection) as cursor:
        cursor.execute(QUICK)
        cursor.execute(_MOMENT, {"at": at})
        as_of, year_then = cursor.fetchone()
        in_year = int(year_then if year is None else year)
        values: dict[str, Any] = {"scope": area_code, "at": at, "year": in_year}
        return RegisterStatistics(
            as_of=as_of,
            year=in_year,
            above=_rows(cursor, Area, _ABOVE, values),
            areas=_rows(cursor, Area, "select * from app.statistics_areas(%(scope)s, %(at)s) order by code", values),
            risk_sources=_rows(
                cursor, RiskSources, "select * from app.statistics_risk_sources(%(scope)s, %(at)s)", values
            ),
            relief_resources=_rows(
                cursor, ReliefResources, "select * from app.statistics_relief_resources(%(scope)s, %(at)s)", values
            ),
            department_things=_rows(
                cursor, DepartmentThings, "select * from app.statistics_departments(%(scope)s, %(at)s)", values
            ),
            transfers=_rows(
                cursor, Transfers, "select * from app.statistics_transfers(%(scope)s, %(at)s, %(year)s)", values
            ),
            no_transfer=_rows(
                cursor, NoTransfer, "select * from app.statistics_no_transfer(%(scope)s, %(at)s, %(year)s)", values
            ),
            editions=_rows(
                cursor, Edition, "select * from app.statistics_editions(%(scope)s, %(at)s, %(year)s)", values
            ),
            categories=_rows(cursor, Category, _CATEGORIES, values),
            subtypes=_rows(cursor, Subtype, _SUBTYPES, values),
            terms=_rows(cursor, Term, _TERMS, values),
            departments=dict(departments(cursor)),
        )


def shelter_distances(connection: Connection, scope: str, at: datetime | None = None) -> list[Distances]:
    """Return how far people at risk have to the nearest shelter, by unit."""
    with transaction(connection) as cursor:
        cursor.execute(
            "select unit_code, sources, people::bigint, mean_m, farthest_m, beyond_1km, people_beyond_1km::bigint"
            " from app.shelter_distances(%s, %s)",
            (scope, at),
        )
        return list(cursor.fetchall())


def _rows(cursor: Cursor, kind: type[Row], statement: str, values: dict[str, Any]) -> list[Row]:
    cursor.execute(statement, values)
    return [kind(*row) for row in cursor]
