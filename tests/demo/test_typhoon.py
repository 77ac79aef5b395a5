"""The demo's simulated typhoon: reported on at several deadlines, and its bulletin marked as simulated."""

from __future__ import annotations

import zipfile

from flood_core.database.reporting import report_status
from flood_core.reports.bulletin_report import bulletin_report
from openpyxl import load_workbook

from demo.typhoon import simulate


def test_the_typhoon_grows_and_its_bulletin_is_marked(connection, tmp_path):
    event = simulate(connection, rounds=3)
    states = [one.state for one in report_status(connection, event.uid)]
    assert "late" not in states and {"in_time", "missing", "zero"} <= set(states)
    pdf, xlsx, html, docx = bulletin_report(connection, event.uid, tmp_path)
    book = load_workbook(xlsx)
    growing = [sheet for sheet in book if sheet.title.endswith("变化")]
    assert len(growing) >= 3
    for sheet in growing:
        figures = [row[1].value for row in sheet.iter_rows(min_row=5) if isinstance(row[1].value, (int, float))]
        assert len(figures) >= 2 and figures == sorted(figures) and figures[-1] > 0, sheet.title
    for sheet in book:
        assert "模拟数据" in str(sheet["A2"].value), sheet.title
    assert "模拟数据" in html.read_text(encoding="utf-8")
    assert "模拟数据" in zipfile.ZipFile(docx).read("word/document.xml").decode()
    assert pdf.stat().st_size > 10_000
