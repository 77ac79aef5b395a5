"""The reader gives back what openpyxl wrote, and refuses what would do harm with one clear message."""

from __future__ import annotations

import datetime
import io
import os
import zipfile
from dataclasses import replace

import pytest
from flood_core.errors import Cancelled
from flood_core.ledger import reading_process
from flood_core.ledger.limits import Limits
from flood_core.ledger.reading import (
    EmptyFile,
    EncryptedWorkbook,
    NoSuchLedger,
    NoWorkbook,
    ReadingTooSlow,
    SuspiciousWorkbook,
    TextFile,
    UnusableWorkbook,
    WorkbookTooLarge,
    read_workbook,
)
from flood_core.ledger.workbook import MergedRange, Unreadable
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.support.soak import many

from .books import book
from .raw_xlsx import raw_workbook, row_xml

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12).filter(lambda x: x == 0 or abs(x) > 1e-9),
    st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn")), min_size=1, max_size=20).filter(
        lambda text: not text.startswith("=") and "_x" not in text and text.strip() == text
    ),
    st.datetimes(datetime.datetime(1901, 1, 1), datetime.datetime(2199, 1, 1)).map(lambda d: d.replace(microsecond=0)),
)


@settings(max_examples=many(40, 1000), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(values, min_size=1, max_size=6), min_size=1, max_size=12))
def test_what_openpyxl_writes_comes_back(tmp_path, rows):
    sheet = read_workbook(book(tmp_path / "a.xlsx", {"一": rows})).sheets[0]
    expected = [(number, tuple(row)) for number, row in enumerate(rows, start=1) if any(v is not None for v in row)]
    found = [
        (number, row + (None,) * (len(rows[number - 1]) - len(row)))
        for number, row in zip(sheet.row_numbers, sheet.rows)
    ]
    assert len(found) == len(expected)
    for (number, row), (wanted_number, wanted) in zip(found, expected):
        assert number == wanted_number
        for value, want in zip(row, wanted):
            if isinstance(want, float):
                assert value == pytest.approx(want, rel=1e-12)
            else:
                assert value == want and isinstance(value, bool) == isinstance(want, bool)


def test_merged_cells_hidden_sheets_and_names(tmp_path):
    workbook = Workbook()
    workbook.active.title = "0601 水库"
    workbook.active.append(["a", "b"])
    workbook.active.merge_cells("A1:A3")
    workbook.create_sheet("名录").append(["x"])
    workbook["名录"].sheet_state = "hidden"
    workbook.save(tmp_path / "a.xlsx")
    found = read_workbook(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in found.sheets] == [
        ("0601 水库", False, 1),
        ("名录", True, 0),
    ]
    assert found.sheets[0].merged == [MergedRange(1, 0, 3, 0)]
    assert len(found.sha256) == 64


def test_dates_of_1904(tmp_path):
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active.append([datetime.datetime(2026, 3, 5), datetime.datetime(1904, 1, 2)])
    workbook.save(tmp_path / "a.xlsx")
    assert read_workbook(tmp_path / "a.xlsx").sheets[0].rows == [
        (datetime.datetime(2026, 3, 5), datetime.datetime(1904, 1, 2))
    ]


@pytest.mark.parametrize(
    "number_format", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "[$-804]aaaa", "m/d/yy h:mm", "31", "57"]
)
def test_date_formats_of_chinese_excel(tmp_path, number_format):
    cell = '<c r="A1" s="1"><v>46086</v></c>'
    path = raw_workbook(tmp_path / "a.xlsx", f'<row r="1">{cell}</row>', number_format=number_format)
    value = read_workbook(path).sheets[0].rows[0][0]
    assert value == (46086 if number_format == "[$-804]aaaa" else datetime.datetime(2026, 3, 5))


def test_formulas_give_their_cached_value(tmp_path):
    cells = (
        '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>X</f><v>好</v></c><c r="C1"><f>NOW()</f></c>'
        '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    path = raw_workbook(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>')
    assert read_workbook(path).sheets[0].rows == [
        (2, "好", Unreadable("formula_without_value", ""), Unreadable("error_value", "#DIV/0!"))
    ]


def test_order_of_rows_and_cells_does_not_matter(tmp_path):
    rows = (
        '<row r="3"><c r="B3"><v>2</v></c><c r="A3"><v>1</v></c></row>' + row_xml(2, "x") + "<row><c><v>9</v></c></row>"
    )
    sheet = read_workbook(raw_workbook(tmp_path / "a.xlsx", rows.replace("<row><c>", '<row r="7"><c>'))).sheets[0]
    assert list(zip(sheet.row_numbers, sheet.rows)) == [(2, ("x",)), (3, (1, 2)), (7, (9,))]


def test_a_row_number_given_twice_is_refused(tmp_path):
    with pytest.raises(UnusableWorkbook):
        read_workbook(raw_workbook(tmp_path / "a.xlsx", row_xml(2, "a") + row_xml(2, "b")))


def test_rich_text_reading_aids_and_invisible_marks(tmp_path):
    cell = (
        '<c r="A1" t="inlineStr"><is><r><t>方江</t></r><r><t>屿村</t></r><rPh sb="0" eb="1"><t>fang</t></rPh></is></c>'
        '<c r="B1" t="inlineStr"><is><t>\u202e坏\u200b_x0000__x000D_人</t></is></c>'
    )
    path = raw_workbook(tmp_path / "a.xlsx", f'<row r="1">{cell}</row>')
    assert read_workbook(path).sheets[0].rows == [("方江屿村", "坏\n人")]


def test_a_cell_of_40000_characters_is_named_not_cut(tmp_path):
    path = raw_workbook(tmp_path / "a.xlsx", row_xml(1, "长" * 40_000, "好"))
    value, good = read_workbook(path).sheets[0].rows[0]
    assert isinstance(value, Unreadable) and value.reason == "too_long" and good == "好"


def test_a_million_empty_rows_cost_nothing(tmp_path):
    empty = "".join(f'<row r="{n}"/>' for n in range(2, 1_000_002))
    path = raw_workbook(tmp_path / "a.xlsx", row_xml(1, "x") + empty + row_xml(1_000_005, "y"))
    sheet = read_workbook(path).sheets[0]
    assert list(zip(sheet.row_numbers, sheet.rows)) == [(1, ("x",)), (1_000_005, ("y",))]


HARMFUL = {
    "row 2,000,000,000": (row_xml(2_000_000_000, "x"), SuspiciousWorkbook),
    "row zero": (row_xml(0, "x"), SuspiciousWorkbook),
    "row without number": ('<row r="drei"><c r="A1"><v>1</v></c></row>', SuspiciousWorkbook),
    "column 16384": ('<row r="1"><c r="XFD1"><v>1</v></c></row>', WorkbookTooLarge),
    "cut off": ('<row r="1"><c r="A1"><v>1</v>', UnusableWorkbook),
    "entities": ("", SuspiciousWorkbook),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_harmful_sheets(tmp_path, what):
    rows, error = HARMFUL[what]
    doctype = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' if what == "entities" else ""
    with pytest.raises(error) as caught:
        read_workbook(raw_workbook(tmp_path / "a.xlsx", rows, doctype=doctype))
    assert "a.xlsx" in caught.value.message() and caught.value.advice() and caught.value.exit_code == 2


def test_external_entities_are_not_opened(tmp_path):
    doctype = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'
    (tmp_path / "secret").write_text("geheim")
    with pytest.raises(SuspiciousWorkbook):
        read_workbook(raw_workbook(tmp_path / "a.xlsx", row_xml(1, "&a;", escape=False), doctype=doctype))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 << 20))
    with pytest.raises(SuspiciousWorkbook):
        read_workbook(path)


def test_text_without_end_is_refused(tmp_path):
    with pytest.raises(WorkbookTooLarge):
        read_workbook(
            raw_workbook(tmp_path / "a.xlsx", row_xml(1, "x"), shared="长" * 5_000),
            limits=replace(Limits(), text_characters=1_000),
        )


def test_memory_has_a_limit(tmp_path, monkeypatch):
    path = book(tmp_path / "a.xlsx", {"一": [["x"]]})
    monkeypatch.setattr(reading_process, "read_file", lambda *_: bytearray(300 << 20))
    with pytest.raises(WorkbookTooLarge):
        read_workbook(path, limits=replace(Limits(), memory_bytes=50 << 20))


def test_time_has_a_limit(tmp_path, monkeypatch):
    path = book(tmp_path / "a.xlsx", {"一": [["x"]]})
    monkeypatch.setattr(reading_process, "read_file", lambda *_: __import__("time").sleep(60))
    with pytest.raises(ReadingTooSlow):
        read_workbook(path, limits=replace(Limits(), seconds=0.3))


def test_a_reader_that_dies_is_an_unusable_file(tmp_path, monkeypatch):
    path = book(tmp_path / "a.xlsx", {"一": [["x"]]})
    monkeypatch.setattr(reading_process, "read_file", lambda *_: os._exit(139))
    with pytest.raises(UnusableWorkbook):
        read_workbook(path)


def test_a_person_can_stop_it(tmp_path, monkeypatch):
    class Stopped:
        def setProgress(self, progress):  # noqa: N802
            pass

        def isCanceled(self):  # noqa: N802
            return True

    monkeypatch.setattr(reading_process, "read_file", lambda *_: __import__("time").sleep(60))
    with pytest.raises(Cancelled):
        read_workbook(book(tmp_path / "a.xlsx", {"一": [["x"]]}), feedback=Stopped())


def test_files_that_are_something_else(tmp_path):
    def file(name: str, content: bytes):
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    other_zip = io.BytesIO()
    with zipfile.ZipFile(other_zip, "w") as archive:
        archive.writestr("readme.txt", "x")
    for path, error in (
        (tmp_path / "none.xlsx", NoSuchLedger),
        (tmp_path, NoSuchLedger),
        (file("empty.xlsx", b""), EmptyFile),
        (file("a.txt", "行政村 名称\n".encode()), TextFile),
        (file("page.xls", "<html><table><tr><td>行政村</td></tr></table></html>".encode()), TextFile),
        (file("bytes.csv", b"\xff\xfa\xff,\x81\xff\n"), NoWorkbook),
        (file("a.png", b"\x89PNG\r\n\x1a\n\0\0"), NoWorkbook),
        (file("old.xls", ole), UnusableWorkbook),
        (file("locked.xlsx", ole + "EncryptedPackage".encode("utf-16-le")), EncryptedWorkbook),
        (file("other.xlsx", other_zip.getvalue()), NoWorkbook),
        (file("broken.xlsx", b"PK\x03\x04" + b"x" * 300), UnusableWorkbook),
    ):
        with pytest.raises(error) as caught:
            read_workbook(path)
        assert type(caught.value) is error and caught.value.message() and caught.value.advice()


def test_the_program_reads_the_same_where_nothing_can_be_forked(tmp_path, monkeypatch):
    path = book(tmp_path / "a.xlsx", {"一": [["x", 1, 2.5, datetime.datetime(2026, 3, 5), True]]}, {"一": ["A1:A2"]})
    forked = read_workbook(path)
    monkeypatch.setattr(reading_process, "_messages_from_fork", reading_process._messages_from_program)
    assert read_workbook(path) == forked
    with pytest.raises(SuspiciousWorkbook):
        read_workbook(raw_workbook(tmp_path / "b.xlsx", row_xml(0, "x")))
