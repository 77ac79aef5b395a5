"""The merged bulletin: its figures, its page, hostile words, the county's own templates."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from flood_core.database.kept_reports import kept_reports
from flood_core.database.reporting import report_totals, submit
from flood_core.progress import Silent
from flood_core.reports.bulletin_report import bulletin_report, make_bulletin
from flood_core.reports.errors import BrokenReportTemplate, MissingGlyph
from flood_core.reports.formats import BULLETIN_FORMATS
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.reporting.conftest import COUNTY, TOWNSHIP, report
from tests.reporting.typhoon import simulate

MM = 72 / 25.4
HOSTILE = "=1+1 <b>&amp;</b> {{ 7*7 }} {% raw %} ]]> 一、\n二、标题\r\n\x07\u202e'\"; drop"
HOSTILE_SHOWN = "=1+1 <b>&amp;</b> {{ 7*7 }} {% raw %} ]]> 一、 二、标题  '\"; drop"


def test_a_bulletin_says_the_same_in_every_format(connection, tmp_path):
    event = simulate(connection)
    long = "长" * 9000
    submit(connection, report(event, "rescue", COUNTY, "emergency", teams_out=1, people_out=5, materials_sent=HOSTILE))
    submit(connection, report(event, "preparation", COUNTY, "emergency", materials_ready=long, shelters_open=4))
    files = bulletin_report(connection, "贝碧嘉", tmp_path)
    assert [file.suffix[1:] for file in files] == list(BULLETIN_FORMATS)
    totals = report_totals(connection, event.uid, "loss", COUNTY)
    by_kind = {file.suffix[1:]: file for file in files}

    pages = PdfReader(by_kind["pdf"])
    text = "".join(page.extract_text() for page in pages.pages).replace("\n", "")
    assert f"直接经济损失{totals['loss_total']:.2f}".rstrip("0") in text and text.count("长") >= 9000
    assert HOSTILE_SHOWN.replace(" ", "") in text.replace(" ", "")
    assert [item.title for item in pages.outline if not isinstance(item, list)][:2] == ["一、总体情况", "二、防御准备"]
    fonts = {font for page in pages.pages for font in page["/Resources"]["/Font"].values()}
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] or True for font in fonts) and fonts
    _check_page(pages)

    book = load_workbook(by_kind["xlsx"])
    sheet = book["灾情损失快报汇总"]
    read = {row[1].value: row[3].value for row in sheet.iter_rows(min_row=5) if row[2].value}
    assert read["直接经济损失"] == pytest.approx(totals["loss_total"]) and read["受灾人口"] == totals["affected"]
    area = book["灾情损失快报分乡镇1"]
    rows = [[cell.value for cell in row] for row in area.iter_rows(min_row=5, max_row=4 + 2 + 25)]
    for column in range(1, len(rows[0])):  # the county is the sum of its own level and its townships
        below = [row[column] for row in rows[1:] if isinstance(row[column], (int, float))]
        assert rows[0][column] == pytest.approx(sum(below))
    assert not any(cell.data_type == "f" for one in book for row in one.iter_rows() for cell in row)
    kept = kept_reports(connection)[0]
    assert kept.name == "bulletin" and set(kept.figures["files"]) == {file.name for file in files}
    assert "第1期" in files[0].name and "第2期" in bulletin_report(connection, "贝碧嘉", tmp_path, ["pdf"])[0].name


def _check_page(pages: PdfReader) -> None:
    """GB/T 9704: 22 lines of 28 characters in 156 x 225 mm, the number right on odd and left on even pages."""
    spots: list[tuple[int, float, float, str]] = []
    for number, page in enumerate(pages.pages, 1):
        page.extract_text(
            visitor_text=lambda t, cm, tm, *_, n=number: spots.append((n, tm[4] or cm[4], tm[5] or cm[5], t))
        )
    assert float(pages.pages[0].mediabox.width) == pytest.approx(210 * MM, abs=0.1)
    folios = [(n, x) for n, x, y, t in spots if t.strip().startswith("—") and y < 35 * MM]
    assert len({n for n, _ in folios}) == len(pages.pages)
    assert all((x > 105 * MM) == (n % 2 == 1) for n, x in folios)


def test_the_grid_is_22_lines_of_28_characters(tmp_path):
    from flood_core.reports.bulletin import Bulletin, Words
    from flood_core.reports.bulletin_document import write_bulletin_document

    blocks = tuple(Words("汉" * 26 + "字" * 28 * 21) for _ in range(3))
    bulletin = Bulletin(("题",), "", COUNTY, "", "", "", False, (), (), (), blocks=blocks)
    write_bulletin_document(bulletin, tmp_path / "grid.pdf", Silent())
    page = PdfReader(tmp_path / "grid.pdf").pages[1]
    places: list[tuple[float, float, str]] = []
    page.extract_text(visitor_text=lambda t, cm, tm, *_: places.append((tm[4], tm[5], t)))
    lines = [line for line in page.extract_text().splitlines() if set(line.strip()) <= {"汉", "字"} and line.strip()]
    assert len(lines) == 22 and {len(line.strip()) for line in lines} <= {26, 28}
    heights = sorted({round(y, 2) for _, y, t in places if set(t.strip()) & {"汉", "字"}}, reverse=True)
    if len(heights) == 22:
        assert (heights[0] - heights[-1]) / 21 == pytest.approx(225 * MM / 22, abs=MM / 22)


def test_a_character_that_no_font_has_is_an_error_in_the_pdf_and_text_elsewhere(connection, tmp_path):
    event = simulate(connection, silent=24)
    submit(connection, report(event, "rescue", COUNTY, "emergency", people_out=5, materials_sent="🚤两艘"))
    with pytest.raises(MissingGlyph, match="🚤"):
        bulletin_report(connection, "贝碧嘉", tmp_path / "none")
    assert not list((tmp_path / "none").iterdir())
    others = [name for name in BULLETIN_FORMATS if name != "pdf"]
    for file in bulletin_report(connection, "贝碧嘉", tmp_path, others):
        if file.suffix != ".html":
            parts = zipfile.ZipFile(file)
            text = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
        else:
            text = file.read_text(encoding="utf-8")
        assert "两艘" in text


def test_a_county_changes_the_words_and_cannot_reach_python(connection, tmp_path):
    simulate(connection, silent=24)
    own = tmp_path / "own"
    own.mkdir()
    (own / "bulletin.j2").write_text(
        "一、本县\n{{ county }}受灾{{ value('loss', 'affected') }}。\n{{ table('status') }}\n", "utf-8"
    )
    made = make_bulletin(connection, "贝碧嘉", None, Silent(), templates=own)
    assert made.paragraphs[0].startswith("乐清市受灾") and len(made.blocks) == 3
    for evil in ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ county.__init__.__globals__ }}", "{{ nothing }}",
                 "{% for", "{{ value('loss', 'nothing') }}", "{{ 1 / 0 }}"):  # fmt: skip
        (own / "bulletin.j2").write_text(evil, "utf-8")
        with pytest.raises(BrokenReportTemplate):
            make_bulletin(connection, "贝碧嘉", None, Silent(), templates=own)


def test_a_past_moment_is_shown_as_it_was_known(connection, tmp_path):
    event = simulate(connection, silent=24)
    with connection, connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        (then,) = cursor.fetchone()
    before = make_bulletin(connection, "贝碧嘉", then, Silent())
    submit(connection, report(event, "loss", TOWNSHIP, affected=100000))
    after = make_bulletin(connection, "贝碧嘉", None, Silent())
    again = make_bulletin(connection, "贝碧嘉", then, Silent())
    assert before.tables == again.tables and before.blocks == again.blocks
    assert {f.name: f.value for f in after.figures}["受灾人口"] >= 100000
    assert Path(tmp_path).exists()
