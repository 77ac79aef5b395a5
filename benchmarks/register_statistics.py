"""Statistics over 1,000,000 risk sources: as the county's editor, now and at a past date.

By township, category and level, and by township, department and state: the
named queries of the reports against the plain SQL that a technician would
write for the same figures, run in turns by the same role; and the first for a
past date against now. A fifth of the rows has a superseded version. Own
cluster in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Iterator

from flood_core.database.cluster import Cluster
from flood_core.database.connection import Connection, connect
from flood_core.database.migrate import ensure_database
from flood_core.database.statistics import QUICK

from benchmarks.comparison import Comparison, seconds
from benchmarks.village_read import COUNTY, ROWS, SETTINGS, fill, sign_up

#: A fifth of the rows was changed since: an earlier version with another level, valid until a month ago.
PAST = """
with old as (
    update register.risk_source set changed_at = now() - interval '1 month', revision = 2 where id % 5 = 0
    returning *
)
insert into history.risk_source ({columns}, period, superseded_by, operation)
select {old}, tstzrange(created_at, changed_at), 'x', 'update' from old
"""
#: Somebody answers for a tenth of the things; half of these persons have a phone.
CONTACTS = """
insert into register.person (uid, area_code, name, created_at, changed_at)
select uid, area_code, 'x', created_at, created_at from register.risk_source where id % 10 = 0;
insert into register.person_phone (person_uid, area_code, number, created_at, changed_at)
select uid, area_code, '12012345678', created_at, created_at from register.risk_source where id % 20 = 0;
insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code, created_at,
                           changed_at)
select uid, area_code, 'responsibility', 'patrol', uid, category_code, created_at, created_at
  from register.risk_source where id % 10 = 0;
"""
#: What a technician would write for these figures: no functions of ours, the areas by prefix, one zone.
PLAIN = """
select left(r.area_code, 9), r.category_code, r.risk_level, count(*),
       sum(case when st_dimension(r.geom) = 1 then st_length(st_transform(r.geom, 4549)) end) / 1e3,
       sum(case when st_dimension(r.geom) = 2 then st_area(st_transform(r.geom, 4549)) end) / 1e6,
       sum(r.threatened_households), sum(r.threatened_people),
       count(r.geom), count(nullif(btrim(r.responsible_party), '')), count(d.subject_uid),
       count(*) filter (where d.has_phone), count(nullif(btrim(r.control_measures), '')),
       count(*) filter (where r.verification_state <> 'disputed'
                          and r.verified_on > current_date - interval '12 months')
  from register.risk_source r
  left join (select d.subject_uid, bool_or(p.person_uid is not null) as has_phone
               from register.duty d
               left join register.person_phone p on p.person_uid = d.person_uid and p.retired_at is null
              where d.retired_at is null group by 1) d on d.subject_uid = r.uid
 where r.retired_at is null and r.area_code like %(scope)s || '%%'
 group by 1, 2, 3
"""
#: The named query of the statistics reports, its units summed to townships.
OURS = """
select left(unit_code, 9), category_code, risk_level, sum(sources), sum(length_km), sum(area_km2), sum(households),
       sum(people), sum(with_coordinates), sum(with_party), sum(with_person), sum(with_phone), sum(with_measures),
       sum(verified)
  from app.statistics_risk_sources(%(scope)s, %(at)s)
 group by 1, 2, 3
"""
#: By department and state of verification; the department is the thing's own, else those of its category.
PLAIN_DEPARTMENTS = """
select left(r.area_code, 9), coalesce(r.department_code, d.codes), null, count(*),
       count(*) filter (where r.verification_state = 'unverified'),
       count(*) filter (where r.verification_state = 'confirmed'),
       count(*) filter (where r.verification_state = 'disputed')
  from register.risk_source r
  left join (select category_code, string_agg(department_code, ',') as codes
               from reference.category_department group by 1) d on d.category_code = r.category_code
 where r.retired_at is null and r.area_code like %(scope)s || '%%'
 group by 1, 2
"""
OUR_DEPARTMENTS = """
select left(unit_code, 9), departments, null, sum(sources_unverified + sources_confirmed + sources_disputed),
       sum(sources_unverified), sum(sources_confirmed), sum(sources_disputed)
  from app.statistics_departments(%(scope)s, %(at)s)
 group by 1, 2
"""


def compare(full: bool) -> Iterator[Comparison]:
    """Yield three rows: ours against plain SQL twice, and the past against now."""
    folder = Path(tempfile.mkdtemp(prefix="floodmap-bench-"))
    folder.chmod(0o755)
    os.environ["FLOODMAP_DATA"] = str(folder / "data")
    cluster = Cluster(folder / "data", extra=SETTINGS)
    cluster.start()
    try:
        settings = cluster.settings("bench_statistics")
        ensure_database(settings)
        with closing(connect(settings)) as owner:
            fill(owner, ROWS)
            _age(owner)
            reader = sign_up(owner, settings, "county_editor", COUNTY)
        with closing(connect(reader)) as connection:
            yield from _compare(connection, runs=9 if full else 5)
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _age(owner: Connection) -> None:
    """Give the rows a past."""
    with owner, owner.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("update register.risk_source set created_at = now() - interval '1 year',"
                       " changed_at = now() - interval '1 year'")  # fmt: skip
        cursor.execute("select app.tracked_columns('register.risk_source')")
        (columns,) = cursor.fetchone()
        cursor.execute(PAST.format(columns=columns, old=columns))
        cursor.execute(CONTACTS)
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute("vacuum analyze register.risk_source, history.risk_source, register.person,"
                       " register.person_phone, register.duty")  # fmt: skip
    owner.autocommit = False


def _compare(connection: Connection, runs: int) -> Iterator[Comparison]:
    past = "2026-06-30 18:00+08"
    ours, our_departments = QUICK + ";" + OURS, QUICK + ";" + OUR_DEPARTMENTS  # as the reports ask
    asked = (("plain", PLAIN, None), ("now", ours, None), ("past", ours, past),
             ("plain departments", PLAIN_DEPARTMENTS, None), ("departments", our_departments, None))  # fmt: skip
    taken: dict[str, list[float]] = {name: [] for name, _, _ in asked}
    answers: dict[str, int] = {}
    for turn in range(runs + 1):
        for name, query, at in asked:
            rows: list[tuple[object, ...]] = []
            values = {"scope": COUNTY, "at": at}
            spent = seconds(lambda: rows.extend(_rows(connection, query, values)))  # noqa: B023 - called at once
            answers[name] = sum(int(str(row[3])) for row in rows)
            if turn:
                taken[name].append(spent)
    if len(set(answers.values())) != 1:
        raise AssertionError(f"not the same things were counted: {answers}")
    median = {name: statistics.median(times) for name, times in taken.items()}
    yield Comparison(
        "township x category x level of 1,000,000 rows",
        median["now"],
        median["plain"],
        "plain SQL by the same role (county editor)",
        "at most 1.2",
        remark=f"median of {runs}",
    )
    yield Comparison(
        "township x department x state of 1,000,000 rows",
        median["departments"],
        median["plain departments"],
        "plain SQL by the same role (county editor)",
        "at most 1.2",
        remark=f"median of {runs}",
    )
    yield Comparison(
        "the first at a past date",
        median["past"],
        median["now"],
        "the same statistics for now",
        "at most 2",
        remark=f"a fifth of the rows has an earlier version; median of {runs}",
    )


def _rows(connection: Connection, query: str, values: dict[str, object]) -> list[tuple[object, ...]]:
    with connection, connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall()
