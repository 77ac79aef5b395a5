"""The workbook and the document show the report's tables, whole, and are whole or not there."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from contextlib import closing
from dataclasses import replace
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from flood_core.database.connection import connect
from flood_core.errors import Cancelled, MachineRefused
from flood_core.progress import Silent
from flood_core.reports.document import write_document
from flood_core.reports.drawing import written
from flood_core.reports.errors import CannotWriteReport, MissingGlyph, UnknownArea, UnknownReportFormat
from flood_core.reports.files import publish
from flood_core.reports.statistics_report import build_report, statistics_report
from flood_core.reports.tables import Column, Kind, Row, RowStyle, Table, as_printed, pieces
from flood_core.reports.workbook import FIRST_HEAD_ROW, first_row_of_data, write_workbook

from tests.reports.register import TOWNSHIP

A4_POINTS = ("595.276", "841.89")


@pytest.fixture(scope="module")
def report(copies, filled_template):
    with closing(connect(copies.take(filled_template))) as connection:
        return build_report(connection, TOWNSHIP)[0]


@pytest.fixture(scope="module")
def workbook(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "report.xlsx"
    write_workbook(report, path, Silent())
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def document(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("document") / "report.pdf"
    write_document(report, path, Silent())
    return path


def text_of(path, *options):
    return subprocess.run(["pdftotext", *options, str(path), "-"], check=True, capture_output=True).stdout.decode()


def test_the_workbook_gives_every_figure_back(report, workbook):
    assert workbook.sheetnames == ["综述", "图表", *(table.sheet for table in report.tables)]
    for table in report.tables:
        sheet = workbook[table.sheet]
        first = first_row_of_data(table)
        for number, row in enumerate(table.rows):
            for at, (column, value) in enumerate(zip(table.columns, row.values), 1):
                cell = sheet.cell(first + number, at)
                assert cell.data_type != "f", "no formulas"
                if value is None:
                    assert cell.value == "—"
                elif column.kind is Kind.TEXT:
                    assert (cell.value or "") == value
                else:
                    assert isinstance(cell.value, (int, float)) and cell.value == pytest.approx(value)
                    assert cell.alignment.horizontal == "right"
                    if column.kind is Kind.PERCENT:
                        assert cell.number_format == "0.0%"


def test_the_workbook_is_set_up_for_print(report, workbook):
    for table in report.tables:
        sheet = workbook[table.sheet]
        assert sheet.page_setup.paperSize in (8, 9)  # A3, A4
        assert sheet.page_setup.fitToWidth == 1 and sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        last = first_row_of_data(table) - 1
        assert sheet.print_title_rows == f"${FIRST_HEAD_ROW}:${last}"
        assert int(re.sub("[A-Z]", "", sheet.freeze_panes)) == last + 1
        assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text
        assert table.title in sheet.cell(1, 1).value
        assert report.subtitle in sheet.cell(2, 1).value and report.source in sheet.cell(2, 1).value
    assert len(workbook["图表"]._charts) == 2


def test_headings_name_their_units(workbook):
    words = " ".join(str(cell.value) for row in workbook["分区"]["A4:L5"] for cell in row if cell.value)
    for heading in ("风险等级（处）", "线状长度\n（千米）", "面状面积\n（公顷）", "户数\n（户）", "人数\n（人）"):
        assert heading in words


def test_text_that_looks_like_a_formula_stays_text(report, tmp_path):
    names = ["=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("http://x","y")', "a\x07b"]
    tables = list(report.tables)
    row = tables[1].rows[3]
    tables[1] = replace(
        tables[1], rows=tuple(replace(row, values=(row.values[0], name, *row.values[2:])) for name in names)
    )
    path = tmp_path / "report.xlsx"
    write_workbook(replace(report, tables=tuple(tables)), path, Silent())
    sheet = openpyxl.load_workbook(path)["分区"]
    for number, name in enumerate(names, 6):
        cell = sheet.cell(number, 2)
        assert cell.data_type == "s"
        assert cell.value == name.replace("\x07", "\ufffd")


def test_simulated_data_are_marked_on_every_sheet_and_page(report, tmp_path):
    marked = replace(report, simulated=True)
    write_workbook(marked, tmp_path / "report.xlsx", Silent())
    for sheet in openpyxl.load_workbook(tmp_path / "report.xlsx"):
        assert "模拟数据" in sheet.cell(2, 1).value and "模拟数据" in sheet.oddFooter.right.text
    write_document(marked, tmp_path / "report.pdf", Silent())
    pages = text_of(tmp_path / "report.pdf").split("\f")[:-1]
    assert all("模拟数据" in page for page in pages)


def test_the_document_gives_every_row_back(report, document):
    lines = Counter(re.sub(r"\s+", " ", line).strip() for line in text_of(document, "-layout").splitlines())
    numbers = Counter()
    for line, count in lines.items():
        numbers[" ".join(word for word in line.split() if re.fullmatch(r"[-—\d,.%]+", word))] += count
    assert {table.key for table in report.tables if not table.in_pdf} == WORKBOOK_ONLY
    assert all(row.in_pdf for table in report.tables for row in table.rows), "a township's villages are printed"
    printed = (piece for table in report.tables if table.in_pdf for piece in pieces(as_printed(table)))
    for table in printed:
        for row in table.rows:
            cells = [written(value, column.kind) for value, column in zip(row.values, table.columns)]
            line = re.sub(r"\s+", " ", " ".join(cell for cell in cells if cell))
            # A name that takes two lines stands above and below its figures.
            figures = " ".join(word for cell in cells for word in cell.split() if re.fullmatch(r"[-—\d,.%]+", word))
            assert lines[line] or numbers[figures], (table.key, line)
    flat = re.sub(r"\s", "", text_of(document))
    for table in report.tables:
        if not table.in_pdf:
            assert f"本表共{len(table.rows):,}行，见同名工作簿的“{table.sheet}”表。" in flat
            continue
        for row in table.rows:
            name = next(row.values[at] for at, column in enumerate(table.columns) if column.heading in NAMES)
            assert all(character in flat for character in name)
            assert len(name) > 8 or name in flat, name
    assert report.title in flat
    for words in report.paragraphs:
        assert re.sub(r"\s", "", words) in flat


#: One row for each pair: the document has them in a table each, areas against domains and departments.
WORKBOOK_ONLY = {"departments_by_area", "risk_by_area_and_category"}
NAMES = {"领域", "地区", "类别", "类型", "危险区（点）类型", "村（社区）", "主管部门"}


def test_the_document_is_a4_with_embedded_fonts_and_bookmarks(report, document):
    listed = subprocess.run(["pdffonts", str(document)], check=True, capture_output=True).stdout.decode()
    fonts = listed.splitlines()[2:]
    assert fonts and all(" yes " in line[50:] and "Type 1" not in line for line in fonts), fonts
    assert not any("Helvetica" in line for line in fonts)
    about = subprocess.run(["pdfinfo", str(document)], check=True, capture_output=True).stdout.decode()
    assert re.search(r"Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)", about)
    assert report.title in about
    pages = text_of(document).split("\f")[:-1]
    assert [re.search(r"— (\d+) —", page).group(1) for page in pages] == [str(n + 1) for n in range(len(pages))]
    assert document.read_bytes().count(b"/Dest") >= len(report.tables) + 1


def test_a_townships_document_is_short(report, document):
    """What a township has in more than 1,000 rows is read on two dozen pages; the appendix takes four."""
    pages = text_of(document).split("\f")[:-1]
    first = next(number for number, page in enumerate(pages) if re.search(r"附表$", page, re.MULTILINE))
    assert sum(len(table.rows) for table in report.tables) > 1_000
    assert len(pages) <= 24 and len(pages) - first <= 4


@pytest.mark.parametrize(("figures", "expected"), [(15, [15]), (16, [8, 8]), (31, [11, 11, 9])])
def test_a_wide_table_stands_in_pieces_each_with_the_names_of_its_rows(figures, expected):
    columns = (Column("地区", Kind.TEXT), *(Column(str(at), group="部门") for at in range(figures)))
    rows = tuple(Row((name, *range(figures)), warn=frozenset({1, figures})) for name in ("甲村", "乙村"))
    parts = pieces(Table("wide", "宽", "宽表", columns, rows, ("一注",)))
    assert [len(part.columns) - 1 for part in parts] == expected
    assert all([row.values[0] for row in part.rows] == ["甲村", "乙村"] for part in parts)
    assert [value for part in parts for value in part.rows[1].values[1:]] == list(range(figures))
    assert [part.rows[0].warn for part in parts][0] >= {1} and max(parts[-1].rows[0].warn) == expected[-1]
    assert [part.title for part in parts] == ["宽表", *["宽表（续）"] * (len(parts) - 1)]
    assert [part.notes for part in parts] == [*[()] * (len(parts) - 1), ("一注",)]


def test_the_document_keeps_the_margins(document):
    """Nothing but the running head and the page number stands outside 37, 28, 26 and 35 mm."""
    words = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)', text_of(document, "-bbox")
    )
    point = 72 / 25.4
    for left, top, right, bottom, word in ((*map(float, box), word) for *box, word in words):
        assert left >= 28 * point - 1 and right <= (210 - 26) * point + 1, word
        if top < 37 * point - 8 or bottom > (297 - 35) * point + 8:
            assert re.match("模拟数据|—|截至|乐清市|\\d+$|.*统计表$", word), word


def test_heads_repeat_on_every_page(document):
    pages = text_of(document).split("\f")[:-1]
    with_rows = [page for page in pages if re.search(r"^0\d\d\d$", page, re.MULTILINE)]
    assert len(with_rows) > 2
    assert all("类别" in page and "风险等级" in page for page in with_rows)


def test_the_same_figures_give_the_same_document(report, tmp_path):
    for name in ("a.pdf", "b.pdf"):
        write_document(report, tmp_path / name, Silent())
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_character_without_a_glyph_is_an_error(filled, tmp_path):
    with filled, filled.cursor() as cursor:
        cursor.execute("update register.relief_resource set unit = '台🛶', edited_from = revision where unit = '台'")
    with pytest.raises(MissingGlyph) as error:
        statistics_report(filled, TOWNSHIP, tmp_path)
    assert "🛶 (U+1F6F6)" in str(error.value) and "'台🛶'" in str(error.value), "the character and the text"
    assert re.search("救灾资源.*，第[0-9]+行，单位", str(error.value)), "the field"
    assert list(tmp_path.iterdir()) == [], "not even the workbook, which was made first"
    (workbook,) = statistics_report(filled, TOWNSHIP, tmp_path, formats=["xlsx"])
    assert workbook.exists()


HOSTILE = "=1+1 <b>&amp;</b> {{ 7*7 }} {% raw %} ]]>'\"; drop\x07"


def test_hostile_text_is_text_in_every_format(filled, tmp_path):
    long = "长" * 10_000
    with filled, filled.cursor() as cursor:
        for unit in (HOSTILE, long, "台🛶"):
            cursor.execute(
                "update register.relief_resource set unit = %s, edited_from = revision"
                " where id = (select min(id) from register.relief_resource where unit = '台')",
                (unit,),
            )
    book, page = statistics_report(filled, TOWNSHIP, tmp_path, formats=["xlsx", "html"])
    cells = {cell.value: cell for row in openpyxl.load_workbook(book)["资源分类"].iter_rows() for cell in row}
    assert cells[HOSTILE.replace("\x07", "\ufffd")].data_type == "s" and long in cells and "台🛶" in cells
    shown = unescape(page.read_text(encoding="utf-8"))
    assert HOSTILE[:-1] in shown and long in shown and "台🛶" in shown
    assert "<b>&amp;" not in page.read_text(encoding="utf-8"), "markup of a value is no markup of the page"
    with filled, filled.cursor() as cursor:  # what no font has is refused by the next test
        cursor.execute("update register.relief_resource set unit = '件', edited_from = revision where unit = '台🛶'")
    (document,) = statistics_report(filled, TOWNSHIP, tmp_path, formats=["pdf"])
    flat = re.sub(r"\s", "", text_of(document, "-raw"))
    assert flat.count("长") >= 10_000 and "单位全文：长长" in flat
    assert all(word in flat for word in ("=1+1", "<b>&amp;</b>", "{{7*7}}", "]]>'\";drop"))


@pytest.mark.parametrize("part", ["heading", "label", "note", "figure", "title"])
def test_no_printed_text_escapes_the_check_of_the_glyphs(report, tmp_path, part):
    table = next(one for one in report.tables if one.chart is not None)
    odd = "甲" * 10_000 + "🛶乙"
    changed = {
        "heading": replace(report, tables=(replace(table, columns=(replace(table.columns[0], heading=odd),
                                                                   *table.columns[1:])),)),
        "label": replace(report, tables=(replace(table, chart=replace(table.chart,
                                                                      labels=(odd, *table.chart.labels[1:]))),)),
        "note": replace(report, tables=(replace(table, notes=(odd,)),)),
        "figure": replace(report, figures=(replace(report.figures[0], name=odd),)),
        "title": replace(report, title_lines=(odd,)),
    }[part]  # fmt: skip
    with pytest.raises(MissingGlyph, match="甲{20}🛶乙"):
        write_document(changed, tmp_path / "report.pdf", Silent())
    assert not list(tmp_path.iterdir())


def test_files_are_made_in_the_order_of_the_formats(filled, tmp_path):
    files = statistics_report(filled, TOWNSHIP, tmp_path / "new" / "folder", formats=["pdf", "xlsx", "pdf"])
    assert [path.suffix for path in files] == [".pdf", ".xlsx"]
    assert all(TOWNSHIP in path.name and "清江镇" in path.name for path in files)
    assert sorted(files) == sorted((tmp_path / "new" / "folder").iterdir())


def test_unknown_formats_and_areas_make_nothing(connection, tmp_path):
    with pytest.raises(UnknownReportFormat):
        statistics_report(connection, TOWNSHIP, tmp_path / "out", formats=["xlsx", "doc"])
    with pytest.raises(UnknownArea):
        statistics_report(connection, "999999", tmp_path / "out")
    assert not (tmp_path / "out").exists()


class Stopping:
    """A feedback that stops the work at some progress."""

    def __init__(self, at):
        self._at, self._progress = at, 0.0

    def setProgress(self, progress):  # noqa: N802 - QGIS's name
        self._progress = progress

    def isCanceled(self):  # noqa: N802 - QGIS's name
        return self._progress >= self._at


@pytest.mark.parametrize("at", [0, 25, 55, 80])
def test_cancelling_leaves_no_file(filled, tmp_path, at):
    older = tmp_path / "older.txt"
    older.write_text("kept")
    with pytest.raises(Cancelled):
        statistics_report(filled, TOWNSHIP, tmp_path, feedback=Stopping(at))
    assert list(tmp_path.iterdir()) == [older]


def test_a_folder_without_write_rights_is_refused(report, tmp_path, unprivileged):
    folder = tmp_path / "closed"
    folder.mkdir()
    for parent in (folder, *folder.parents):
        if parent == Path("/") or parent == Path("/tmp"):
            break
        parent.chmod(0o755)
    if not unprivileged.is_other_user:
        folder.chmod(0o555)

    with pytest.raises(MachineRefused) as error:
        unprivileged.call(_publish, report, folder)
    assert str(folder) in str(error.value)
    assert list(folder.iterdir()) == []


def _publish(report, folder):
    return publish(report, folder, [("a.xlsx", write_workbook), ("a.pdf", write_document)], Silent())


def test_a_file_in_place_of_the_folder_is_refused(report, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(CannotWriteReport):
        _publish(report, tmp_path / "out")


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_leaves_the_older_files_alone(report, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(disk)], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine mounts no tmpfs")
    try:
        (disk / "a.xlsx").write_bytes(b"older")
        with pytest.raises(CannotWriteReport) as error:
            _publish(report, disk)
        assert str(disk) in str(error.value) and "space" in str(error.value)
        assert [path.name for path in disk.iterdir()] == ["a.xlsx"]
        assert (disk / "a.xlsx").read_bytes() == b"older"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_countys_document_stops_at_its_townships_but_for_what_is_urgent(filled, tmp_path):
    report = build_report(filled, "330382")[0]
    write_document(report, tmp_path / "report.pdf", Silent())
    flat = re.sub(r"\s", "", text_of(tmp_path / "report.pdf"))
    for table in report.tables:
        if table.columns[1].heading == "地区":
            printed = [row for row in table.rows if row.in_pdf]
            assert {row.depth for row in printed if table.key != "shelter_capacity"} <= {0, 1}
            assert all(row.values[1] in flat for row in printed)
    shelters = next(table for table in report.tables if table.key == "shelter_capacity")
    assert all(row.in_pdf == (row.depth < 2 or row.values[9] > 0) for row in shelters.rows)
    assert "更细的行见同名工作簿的“分区”表" in flat
    write_workbook(report, tmp_path / "report.xlsx", Silent())
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx")["分区"]
    table = next(table for table in report.tables if table.key == "risk_by_area")
    assert [sheet.cell(6 + number, 1).value for number in range(len(table.rows))] == [r.values[0] for r in table.rows]
    assert {sheet.row_dimensions[6 + number].outlineLevel for number in range(len(table.rows))} == {0, 1}


def test_a_cross_table_too_long_to_read_is_summed_to_the_next_level(filled, monkeypatch):
    whole = build_report(filled, "330382")[0].tables[-1]
    monkeypatch.setattr("flood_core.reports.risk_tables.LONGEST_CROSS_TABLE", 50)
    table = build_report(filled, "330382")[0].tables[-1]
    assert {row.values[0] for row in table.rows} == {TOWNSHIP}
    assert sum(row.values[11] for row in table.rows) == sum(row.values[11] for row in whole.rows) == 500
    assert any("按下一级地区汇总" in note for note in table.notes)


def test_figures_of_any_length_stay_inside_their_columns(report, tmp_path):
    """In a table of large figures no two words of a line overlap."""
    tables = list(report.tables)
    rows = tuple(
        replace(row, values=(*row.values[:2], *(value * 98_765 + 1_234_567 for value in row.values[2:])))
        for row in tables[1].rows
    )
    tables[1] = replace(tables[1], rows=rows)
    write_document(replace(report, tables=tuple(tables)), tmp_path / "report.pdf", Silent())
    text = text_of(tmp_path / "report.pdf", "-layout")
    for row in rows:
        cells = [written(value, column.kind) for value, column in zip(row.values[2:], tables[1].columns[2:])]
        assert re.search(r"\s+".join(map(re.escape, cells)), text), cells


def test_own_level_rows_are_named(report):
    table = next(table for table in report.tables if table.key == "risk_by_area")
    assert [row.values[1] for row in table.rows if row.style is RowStyle.OWN] == ["本级/未分村"]
