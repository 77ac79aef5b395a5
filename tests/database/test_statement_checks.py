"""What the database checks once per statement: the work grows with the rows, not with their square."""

from __future__ import annotations

import re
from collections import deque

import pytest
from flood_core.database.connection import Connection, transaction

from tests.database.register import VILLAGE

ROWS = 300

#: So many rows of each, in one village and for one thing.
_FILL = """
insert into register.risk_source (uid, area_code, category_code, name, geom)
select case n when %(rows)s then '00000000-0000-0000-0000-000000000001'::uuid else gen_random_uuid() end,
       %(area)s, '0601', '水库' || n, st_setsrid(st_makepoint(121.02, 28.3), 4490)
  from generate_series(1, %(rows)s) n;
insert into register.person (uid, area_code, name) values ('00000000-0000-0000-0000-000000000002', %(area)s, '王大海');
insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code)
select '00000000-0000-0000-0000-000000000002', %(area)s, 'responsibility', 'patrol',
       '00000000-0000-0000-0000-000000000001', '0601'
  from generate_series(1, %(rows)s);
insert into register.affected_area (subject_uid, subject_area_code, area_code)
select uid, area_code, area_code from register.risk_source;
insert into register.grid_person (area_code, year, grid_name, grid_type_code, person_uid)
select %(area)s, 2026, '网格', (select min(code) from reference.term where vocabulary_code = 'grid_type'),
       '00000000-0000-0000-0000-000000000002'
  from generate_series(1, %(rows)s);
"""
#: Every plan that runs from here on, nested ones too, comes as a warning with the rows that each node threw away.
_WATCH = """
load 'auto_explain';
set local auto_explain.log_min_duration = 0;
set local auto_explain.log_nested_statements = on;
set local auto_explain.log_analyze = on;
set local auto_explain.log_timing = off;
set local auto_explain.log_level = 'warning'
"""


@pytest.mark.parametrize("table", ["duty", "affected_area", "grid_person", "risk_source"])
def test_old_and_new_rows_are_not_compared_each_with_each(connection: Connection, table: str) -> None:
    with transaction(connection) as cursor:
        cursor.execute(_FILL, {"area": VILLAGE, "rows": ROWS})
    plans: deque[str] = deque()
    with transaction(connection) as cursor:
        cursor.execute(_WATCH)
        connection.notices = plans
        cursor.execute(f"update register.{table} set edited_from = revision")  # noqa: S608 - the test's own words
        assert cursor.rowcount == ROWS
        connection.notices = []
    joins = [plan for plan in plans if "Tuplestore" in plan]
    assert joins, "the checks were watched"
    worst = max(joins, key=thrown_away)
    assert thrown_away(worst) <= ROWS, worst


def thrown_away(plan: str) -> int:
    """Return how many rows that node of a plan read in vain which read most of them."""
    worst = loops = 0
    for line in plan.splitlines():
        repeated = re.search(r"loops=(\d+)", line)
        loops = int(repeated[1]) if repeated else loops
        removed = re.search(r"Rows Removed by (?:Join )?Filter: (\d+)", line)
        worst = max(worst, int(removed[1]) * loops if removed else 0)
    return worst
