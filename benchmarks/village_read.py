"""One village read out of 1,000,000 risk sources, with and without row level security.

The same two queries, by area code and by the map window of the village, are run
as the village's compiler, as a viewer of the whole county and as the owner of
the tables, whom no policy binds. Own cluster in a temporary folder.
"""

from __future__ import annotations

import os
import secrets
import shutil
import statistics
import tempfile
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Iterator

import psycopg2.extensions
from flood_core.database.cluster import Cluster
from flood_core.database.connection import Connection, ConnectionSettings, connect
from flood_core.database.migrate import ensure_database

from benchmarks.comparison import Comparison, seconds

ROWS = 1_000_000
COUNTY = "330382"
#: A measuring cluster may lose its data in a power cut.
SETTINGS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmaintenance_work_mem = 256MB\n"

#: Villages lie on a grid, each in its own cell of 0.01 degrees; its rows lie in the cell.
FILL = """
with village as (
    select code, row_number() over (order by code) - 1 as n, count(*) over () as villages
      from base.area where code like %(county)s || '%%' and level = 'village'
), category as (
    select code, row_number() over (order by code) - 1 as n, count(*) over () as categories
      from reference.category
)
insert into register.risk_source (area_code, category_code, name, risk_level, geom)
select v.code, c.code, c.code || ' ' || i, i %% 4 + 1,
       st_setsrid(st_point(120.5 + (v.n %% 30 + random()) * 0.01, 27.8 + (v.n / 30 + random()) * 0.01), 4490)
  from generate_series(1, %(rows)s) as i
  join village v on v.n = i %% v.villages
  join category c on c.n = (i / v.villages) %% c.categories
"""
QUERIES = {
    "by code": "select id, uid, revision, category_code, name, risk_level, attributes, st_asbinary(geom)"
    " from register.risk_source where area_code = %(village)s and retired_at is null",
    "by window": "select id, uid, revision, category_code, name, risk_level, attributes, st_asbinary(geom)"
    " from register.risk_source where geom && st_makeenvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490)"
    " and retired_at is null",
}


def compare(full: bool) -> Iterator[Comparison]:
    """Yield a row for each reader and query: seconds against the same query without policies."""
    with measuring_database("bench_village") as settings, closing(connect(settings)) as owner:
        fill(owner, ROWS)
        yield from _compare_readers(owner, settings, runs=51 if full else 15)


@contextmanager
def measuring_database(name: str) -> Iterator[ConnectionSettings]:
    """Give a migrated database on a cluster of its own in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix="floodmap-bench-"))
    folder.chmod(0o755)
    os.environ["FLOODMAP_DATA"] = str(folder / "data")
    cluster = Cluster(folder / "data", extra=SETTINGS)
    cluster.start()
    try:
        settings = cluster.settings(name)
        ensure_database(settings)
        yield settings
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def fill(owner: Connection, rows: int) -> None:
    """Insert ``rows`` risk sources over the county's villages, past triggers and with indexes made afterwards."""
    with owner, owner.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(
            "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
            " where indrelid = 'register.risk_source'::regclass and not indisunique"
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute("drop index " + name)
        cursor.execute(FILL, {"county": COUNTY, "rows": rows})
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("analyze register.risk_source")


def _compare_readers(owner: Connection, settings: ConnectionSettings, runs: int) -> Iterator[Comparison]:
    with owner, owner.cursor() as cursor:
        cursor.execute(
            "select area_code, st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e), n from (select area_code,"
            " st_extent(geom) as e, count(*) as n from register.risk_source where area_code ="
            " (select area_code from register.risk_source where id = 77) group by 1) as village"
        )
        village, west, south, east, north, found = cursor.fetchone()
    values = {"village": village, "west": west, "south": south, "east": east, "north": north}
    readers = {
        "village compiler": sign_up(owner, settings, "village_compiler", village),
        "county viewer": sign_up(owner, settings, "viewer", COUNTY),
    }
    for reader, signed in readers.items():
        with closing(connect(signed)) as connection:
            for name, query in QUERIES.items():
                with_policies, without = _alternate(connection, owner, query, values, runs)
                yield Comparison(
                    f"village of {ROWS:,} rows, {name}, {reader}",
                    ours=with_policies * 1000,
                    other=without * 1000,
                    other_is="the same query by the owner, whom no policy binds",
                    goal="at most 1.5 times, plus 100 ms",
                    unit="ms",
                    remark=f"{found} rows, median of {runs}",
                )


def _alternate(
    ours: Connection, other: Connection, query: str, values: dict[str, object], runs: int
) -> tuple[float, float]:
    """Return the median seconds of both, run in turns after a first run of each."""
    taken: tuple[list[float], list[float]] = ([], [])
    answers = []
    for turn in range(runs + 1):
        for connection, times in zip((ours, other), taken):
            rows: list[object] = []
            time_taken = seconds(lambda: rows.extend(_rows(connection, query, values)))  # noqa: B023 - called at once
            if turn:
                times.append(time_taken)
            answers.append(len(rows))
    if len(set(answers)) != 1:
        raise AssertionError(f"the readers do not see the same rows: {sorted(set(answers))}")
    return statistics.median(taken[0]), statistics.median(taken[1])


def _rows(connection: Connection, query: str, values: dict[str, object]) -> list[tuple[object, ...]]:
    with connection, connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()


def sign_up(owner: Connection, settings: ConnectionSettings, kind: str, area: str) -> ConnectionSettings:
    """Make a login role of ``kind`` for ``area`` and return the settings to sign in with."""
    login, password = f"bench_{kind}", secrets.token_urlsafe(16)
    verifier = psycopg2.extensions.encrypt_password(password, login, scope=owner, algorithm="scram-sha-256")
    with owner, owner.cursor() as cursor:
        cursor.execute("select app.create_user(%s, %s, %s, %s, '{}', %s)", (login, login, kind, [area], verifier))
    return replace(settings, user=login, password=password)
