"""The workbook's series over time: every figure equals what had been handed in at that moment."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime, timedelta, timezone

import pytest
from flood_core.database.connection import Connection
from flood_core.database.reporting import open_event, report_status, submit
from flood_core.model.reporting import TOWNSHIP as BY_AREA
from flood_core.model.reporting import Event, Submission
from flood_core.reports.bulletin_report import bulletin_report
from flood_core.reports.moments import BEIJING
from openpyxl import load_workbook

from demo.typhoon import simulate
from tests.reporting.conftest import COUNTY

#: Columns of 灾情损失快报变化 by field.
FIGURES = {"affected": 1, "relocated_total": 2, "collapsed_rooms": 3, "crops_hit": 4, "loss_total": 5}


@pytest.fixture()
def typhoon(connection: Connection) -> Event:
    """Three days in which four townships report losses now and then, one of them too late and one corrected."""
    now = datetime.now(timezone.utc)
    event = open_event(connection, COUNTY, "贝碧嘉", level=2, stages=("recovery",), since=now - timedelta(hours=72))
    with connection, connection.cursor() as cursor:
        cursor.execute("select code from base.area where code like %s and level = 'township' order by code limit 4",
                       (COUNTY + "%",))  # fmt: skip
        townships = [code for (code,) in cursor]
    for number in range(24):
        area = townships[number % 4]
        figures = {"affected": 40 * number + 7, "relocated_now": number, "relocated_central": number,
                   "relocated_scattered": 0, "relocated_total": 3 * number, "collapsed_rooms": number // 5,
                   "crops_hit": round(0.37 * number, 4), "loss_total": 0}  # fmt: skip
        submit(connection, Submission(event.uid, "loss", area, BY_AREA, now - timedelta(hours=70 - 2.9 * number),
                                      figures, False, "更正"))  # fmt: skip
    with connection, connection.cursor() as cursor:
        # They came in when they were of, but for every fifth, which was seven hours late.
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("update report.submission set made_at = least(now(), as_of + (id %% 5 = 0)::integer"
                       " * interval '7 hours')", ())  # fmt: skip
    return event


def known_at(connection: Connection, moment: datetime, key: str) -> float | None:
    """Return a figure of the county at a moment, counted from the submissions by hand."""
    with connection, connection.cursor() as cursor:
        cursor.execute("select area_code, as_of, made_at, id, figures from report.submission where made_at <= %s",
                       (moment,))  # fmt: skip
        last: dict[str, tuple] = {}
        for area, *when, figures in cursor.fetchall():
            if area not in last or tuple(when) > last[area][0]:
                last[area] = (tuple(when), figures)
    amounts = [figures[key] for _, figures in last.values() if key in figures]
    return sum(amounts) if amounts else None


def test_every_moment_says_what_had_been_handed_in(connection, typhoon, tmp_path):
    (file,) = bulletin_report(connection, "贝碧嘉", tmp_path, ["xlsx"])
    sheet = load_workbook(file)["灾情损失快报变化"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)
            if re.match(r"\d\d-\d\d", str(row[0].value))]  # fmt: skip
    deadlines = sorted({one.deadline for one in report_status(connection, typhoon.uid)
                        if one.form == "loss" and one.deadline < datetime.now(timezone.utc)})  # fmt: skip
    assert [row[0] for row in rows[:-1]] == [f"{one.astimezone(BEIJING):%m-%d %H:%M}" for one in deadlines]
    assert len(rows) >= 5
    for moment, row in zip([*deadlines, datetime.now(timezone.utc)], rows):
        for key, column in FIGURES.items():
            expected = known_at(connection, moment, key)
            assert row[column] == ("—" if expected is None else pytest.approx(expected)), (moment, key)
    assert len({row[1] for row in rows}) > 3, "the figures grow"


def test_the_chart_is_excels_own_line_over_these_cells(connection, typhoon, tmp_path):
    (file,) = bulletin_report(connection, "贝碧嘉", tmp_path, ["xlsx"])
    with zipfile.ZipFile(file) as book:
        charts = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/charts/chart")]
    (line,) = [chart for chart in charts if "lineChart" in chart]
    last = 4 + sum(bool(re.match(r"\d\d-\d\d", str(row[0].value)))
                   for row in load_workbook(file)["灾情损失快报变化"].iter_rows(min_row=5))  # fmt: skip
    assert re.findall(r"<(?:\w+:)?f>(.*?)</", line) == [
        f"'灾情损失快报变化'!${column}$5:${column}${last}" for column in ("A", "B")
    ]  # fmt: skip


def test_no_page_cuts_a_chart(connection, tmp_path):
    simulate(connection, silent=20)
    (file,) = bulletin_report(connection, "贝碧嘉", tmp_path, ["xlsx"])
    sheet = load_workbook(file)["图表"]
    tops = sorted(chart.anchor._from.row for chart in sheet._charts)
    assert len(tops) >= 3 and not sheet.sheet_properties.pageSetUpPr.fitToPage
    breaks = [one.id for one in sheet.row_breaks.brk]
    for top, below in zip(tops[1::2], tops[2::2]):  # two on a page
        assert any(top + 20 < at <= below for at in breaks), (tops, breaks)
    widest = max(chart.anchor.ext.width for chart in sheet._charts) / 360_000  # cm
    columns = sheet.max_column * (11 * 7 + 5) * 2.54 / 96  # cm, as Excel draws 11 letters
    assert widest < columns and columns * sheet.page_setup.scale / 100 < 21 - 2 * 0.6 * 2.54, "one page wide"
    assert f"$I${tops[-1] + 24}" in str(sheet.print_area)
