"""Ledgers in the old .xls and as text: the same rows as from .xlsx, whatever the encoding and separator."""

from __future__ import annotations

import csv
import datetime
import io
import sys
from pathlib import Path
from typing import Any, Sequence

import pytest
import xlwt
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.limits import Limits
from flood_core.ledger.reading import OldFormat, TooManyRows, read_workbook

from .books import RISK, TOWNSHIP, codes, register_sheet, rows_of

TRADITIONAL = str.maketrans(
    "经纬风险类别责称征电话级号标联体户数统编实红胁",
    "經緯風險類別責稱徵電話級號標聯體戶數統編實紅脅",
)


def xls(path: Path, rows: Sequence[Sequence[Any]], *, merges: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """Write a workbook of Excel 97; ``merges`` are (first row, last row, first column, last column) from 0."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("0601")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    inside = {(row, column) for top, bottom, left, right in merges
              for row in range(top, bottom + 1) for column in range(left, right + 1)}  # fmt: skip
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None and (number, column) not in inside:
                sheet.write(number, column, value, *([day] if isinstance(value, datetime.date) else []))
    for top, bottom, left, right in merges:
        sheet.write_merge(top, bottom, left, right, rows[top][left])
    book.save(str(path))
    return path


def text_file(path: Path, rows: Sequence[Sequence[Any]], encoding: str, separator: str = ",") -> Path:
    """Write rows as text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([["" if cell is None else cell for cell in row] for row in rows])
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def test_an_xls_is_read_with_dates_numbers_and_merged_cells(tmp_path):
    rows = [["名称", "日期", "数", "是"], ["一", datetime.date(2026, 3, 5), 2.5, True], [None, None, 7, None]]
    sheet = read_workbook(xls(tmp_path / "a.xls", rows, merges=[(1, 2, 0, 0)])).sheets[0]
    day = datetime.datetime(2026, 3, 5)
    assert sheet.rows == [("名称", "日期", "数", "是"), ("一", day, 2.5, True), (None, None, 7)]
    assert sheet.row_numbers == [1, 2, 3]
    (block,) = sheet.merged
    assert (block.first_row, block.last_row, block.first_column, block.last_column) == (2, 3, 0, 0)
    with pytest.raises(TooManyRows):
        read_workbook(tmp_path / "a.xls", limits=Limits(rows=2))


def test_an_xls_goes_into_the_register(connection, villages, tmp_path):
    rows = register_sheet({"名称": "一", "核实日期": datetime.date(2026, 3, 5)}, {"名称": "二"})
    report = import_ledger(connection, xls(tmp_path / "台账.xls", rows), area=TOWNSHIP)
    assert not report.errors and report.rows_inserted == 2
    assert rows_of(connection, "select verified_on from register.risk_source where name = '一'") == [
        (datetime.date(2026, 3, 5),)
    ]


def test_without_xlrd_the_old_format_is_refused_with_words(tmp_path, monkeypatch):
    path = xls(tmp_path / "a.xls", [["名称", "x"]])
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(OldFormat) as caught:
        read_workbook(path)
    assert "xlrd" in caught.value.message()


@pytest.mark.parametrize(
    "encoding, separator",
    [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", ","), ("gbk", "\t"), ("utf-16", "\t"), ("utf-8", "，")],
)
def test_text_in_any_encoding_goes_into_the_register(connection, villages, tmp_path, encoding, separator):
    """The category follows from the file's name, as it does from a sheet's."""
    rows = register_sheet({"名称": "一号,水库", "特征": '说"引号"\n两行', "联系电话": '="12012345678"'}, {"名称": "二"})
    path = text_file(tmp_path / "0601 水库.csv", rows, encoding, separator)
    report = import_ledger(connection, path, area=TOWNSHIP)
    assert not report.errors and report.rows_inserted == 2
    found = rows_of(connection, "select name, feature from register.risk_source order by id")
    assert found == [("一号,水库", '说"引号"\n两行'), ("二", None)]
    assert rows_of(connection, "select distinct number from register.person_phone") == [("12012345678",)]


def test_traditional_letters_of_a_big5_file_are_understood(connection, villages, tmp_path):
    """Headings, village and choices may be traditional; what is taken in stays as it was written."""
    rows = [[str(cell).translate(TRADITIONAL) if isinstance(cell, str) else cell for cell in row]
            for row in register_sheet({"名称": "張家水庫"})]  # fmt: skip
    rows[1][RISK.index("行政村")] = "方江嶼村"
    rows[1][RISK.index("风险类别")] = "水庫"
    rows[1][RISK.index("责任人")] = "張三"
    report = import_ledger(connection, text_file(tmp_path / "0601.csv", rows, "big5"), area=TOWNSHIP)
    assert codes(report) == []
    assert rows_of(connection, "select name, risk_level from register.risk_source") == [("張家水庫", 1)]


def test_findings_in_text_name_the_line_of_the_file(connection, villages, tmp_path):
    rows = register_sheet({"名称": "一", "特征": "两\n行"}, {"名称": "二", "联系电话": "12"})
    report = import_ledger(connection, text_file(tmp_path / "0601.csv", rows, "gbk"), area=TOWNSHIP, mode="good")
    assert codes(report) == [("bad_phone", 4)]
