"""Working with the registers at 1,000,000 rows, each against the plainest SQL by the same reader.

Search by name, by pinyin and by number, what lies in a drawn area, a condition,
sums by category and level, the cells of a heat map, the nearest resources.
"""

from __future__ import annotations

import statistics
from contextlib import closing
from typing import Any, Callable, Iterator

from flood_core.database import nearby, register_summary, registers
from flood_core.database.connection import Connection, connect
from flood_core.database.register_search import resolved
from flood_core.model.conditions import Condition
from flood_core.model.registers import RegisterFilter

from benchmarks.comparison import Comparison, seconds
from benchmarks.village_read import COUNTY, ROWS, fill, measuring_database, sign_up

#: Shelters and stores over the villages, and people at every seventh risk source.
RESOURCES = """
    insert into register.relief_resource (area_code, subtype_code, name, capacity_people, geom)
    select r.area_code, s.code, s.name_zh || r.id, 80, r.geom
      from register.risk_source r
      join (select code, name_zh, row_number() over (order by code) - 1 as n, count(*) over () as subtypes
              from reference.resource_subtype) s on s.n = r.id % s.subtypes
     where r.id % 50 = 0
"""
#: Names as a county has them; the bare rows are called after their category's number.
NAMES = """
    update register.risk_source r
       set name = app.display_name(a.name) || c.name_zh || r.id,
           threatened_people = case when r.id % 7 = 0 then r.id % 300 end
      from base.area a, reference.category c
     where a.code = r.area_code and c.code = r.category_code
"""
LISTED = (
    "select uid, name, risk_level from register.risk_source where retired_at is null and {} order by 3, 2 limit 200"
)


def compare(full: bool) -> Iterator[Comparison]:
    """Yield a row for each way to work with a million rows, as a viewer of the county and as a village's compiler."""
    with measuring_database("bench_registers") as settings:
        with closing(connect(settings)) as owner:
            village, place = _fill(owner)
            readers = {"county": sign_up(owner, settings, "county_viewer", COUNTY),
                       "village": sign_up(owner, settings, "village_compiler", village)}  # fmt: skip
        for reader, signed in readers.items():
            with closing(connect(signed)) as connection:
                yield from _compare(connection, reader, place, runs=9 if full else 3)


def _fill(owner: Connection) -> tuple[str, str]:
    """Fill the registers; return the code of a village and a place in it."""
    fill(owner, ROWS)
    with owner, owner.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(NAMES)
        cursor.execute(RESOURCES)
        cursor.execute("select area_code, encode(st_asbinary(geom), 'hex') from register.risk_source where id = 77")
        village, place = cursor.fetchone()
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute("vacuum analyze register.risk_source, register.relief_resource")
    owner.autocommit = False
    return village, place


def _compare(connection: Connection, reader: str, place: str, runs: int) -> Iterator[Comparison]:
    region = _sql(connection, "select encode(st_asbinary(st_buffer(%s::geometry, 0.02)), 'hex')", place)[0][0]
    people = Condition("threatened_people", "at_least", 290)

    def look(wanted: RegisterFilter) -> Callable[[], object]:
        return lambda: registers.listed(connection, resolved(connection, wanted), 200)

    def plain(where: str, *values: Any) -> Callable[[], object]:
        return lambda: _sql(connection, LISTED.format(where), *values)

    like = "select like a part of the name"
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object], str]] = {
        "search, two characters": (look(RegisterFilter(words="水库")), plain("name like %s", "%水库%"), like),
        "search, pinyin": (look(RegisterFilter(words="shuiku")), plain("name like %s", "%水库%"), like),
        "search, initials": (look(RegisterFilter(words="sk")), plain("name like %s", "%水库%"), like),
        "search, number": (look(RegisterFilter(words="ST-00")), plain("external_code = %s", "ST-00"),
                           "select by number"),
        "drawn area": (look(RegisterFilter(region=region)),
                       plain("st_intersects(geom, st_setsrid(%s::geometry, 4490))", region), "select by st_intersects"),
        "condition": (look(RegisterFilter(conditions=(people,))), plain("threatened_people >= 290"), "select with >="),
        "numbers": (lambda: register_summary.summary(connection, RegisterFilter()), lambda: _sql(connection, _SUMS),
                    "group by category and level with the same sums"),
        "heat map": (lambda: register_summary.cells(connection, RegisterFilter()), lambda: _sql(connection, _GRID),
                     "group by st_snaptogrid"),
        "nearest of each class": (lambda: nearby.near_place(connection, place, 3), lambda: _nearest(connection, place),
                                  "order by <-> limit 3 for each class"),
    }  # fmt: skip
    for name, (ours, other, what) in pairs.items():
        times: tuple[list[float], list[float]] = ([], [])
        for turn in range(runs + 1):
            for work, taken in zip((ours, other), times):
                needed = seconds(work)
                if turn:
                    taken.append(needed)
        yield Comparison(
            f"{name}, {ROWS:,} rows, {reader}",
            ours=statistics.median(times[0]) * 1000,
            other=statistics.median(times[1]) * 1000,
            other_is=what,
            goal="about as long as plain SQL by the same reader",
            unit="ms",
            remark=f"median of {runs}",
        )


def _sql(connection: Connection, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection, connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def _nearest(connection: Connection, place: str) -> list[tuple[Any, ...]]:
    return [row for number in range(1, 6) for row in _sql(connection, _KNN, f"R{number}", place)]


_SUMS = """
    select category_code, risk_level, count(*), sum(threatened_households), sum(threatened_people),
           sum(case when st_dimension(geom) = 1 then st_length(st_transform(geom, 4549)) end),
           sum(case when st_dimension(geom) = 2 then st_area(st_transform(geom, 4549)) end)
      from register.risk_source where retired_at is null group by 1, 2
"""
_GRID = """
    select st_snaptogrid(geom, 0.001), count(*), sum(threatened_people)
      from register.risk_source where retired_at is null and geom is not null group by 1
"""
_KNN = """
    select uid, name from register.relief_resource where retired_at is null and left(subtype_code, 2) = %s
     order by geom <-> st_setsrid(%s::geometry, 4490) limit 3
"""
