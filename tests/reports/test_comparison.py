"""The register's figures at two moments: each column is the statistics of its moment, and sums hold."""

from __future__ import annotations

import datetime

import pytest
from flood_core.database.changes import WrongOrder
from flood_core.reports.comparison_report import MEASURES, comparison_report
from openpyxl import load_workbook

from tests.reports.register import TOWNSHIP, fill


def test_both_moments_stand_side_by_side(filled, codes, year, tmp_path):
    with filled, filled.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        (then,) = cursor.fetchone()
    with filled, filled.cursor() as cursor:
        fill(cursor, codes, seed=7, sources=30, resources=10, year=year, yearly=False)
    with filled, filled.cursor() as cursor:
        cursor.execute("select count(*) from register.risk_source")
        (now,) = cursor.fetchone()
    later = datetime.datetime.now(datetime.timezone.utc)
    files = comparison_report(filled, TOWNSHIP, then, later, tmp_path)
    assert [file.suffix for file in files] == [".xlsx", ".pdf"]
    rows = [[cell.value for cell in row] for row in load_workbook(files[0])["数据变化"].iter_rows(min_row=6)]
    assert rows[0][1:4] == [now - 30, now, 30] and rows[0][-3:] == [200, 210, 10]
    for column in range(1, 1 + 3 * len(MEASURES)):
        assert rows[0][column] == sum(row[column] for row in rows[1:21])  # own level and 19 villages
    with pytest.raises(WrongOrder):
        comparison_report(filled, TOWNSHIP, later, then, tmp_path)
