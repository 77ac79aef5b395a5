"""The merged bulletin: its figures, its page, hostile words, the county's own templates."""

from __future__ import annotations

import re
import subprocess
import zipfile
from html.parser import HTMLParser
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

from demo.typhoon import simulate
from tests.reporting.conftest import COUNTY, TOWNSHIP, report

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
    read = subprocess.run(["pdftotext", "-raw", str(by_kind["pdf"]), "-"], capture_output=True, text=True, check=True)
    text = re.sub(r"[\n\f]", "", read.stdout)
    assert f"直接经济损失{totals['loss_total']:.2f}".rstrip("0") in text and text.count("长") >= 9000
    assert HOSTILE_SHOWN.replace(" ", "") in text.replace(" ", "")
    assert [item.title for item in pages.outline if not isinstance(item, list)][:2] == ["一、总体情况", "二、防御准备"]
    fonts = [font.get_object() for page in pages.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts and all("/FontFile2" in font["/FontDescriptor"] for font in fonts)  # embedded, every one
    _check_page(by_kind["pdf"], len(pages.pages))
    assert float(pages.pages[0].mediabox.width) == pytest.approx(210 * MM, abs=0.1)

    page = shown_text(by_kind["html"].read_text(encoding="utf-8"))
    word = shown_text(zipfile.ZipFile(by_kind["docx"]).read("word/document.xml").decode())
    book = load_workbook(by_kind["xlsx"])
    cells = "".join(str(cell.value) for row in book["综述"].iter_rows() for cell in row)
    for text in (page, word, cells):
        assert HOSTILE_SHOWN in text and text.count("长") >= 9000
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


def shown_text(markup: str) -> str:
    """Return the text of HTML or XML as a reader sees it."""
    pieces: list[str] = []
    parser = HTMLParser()
    parser.handle_data = pieces.append  # type: ignore[method-assign]
    parser.feed(markup)
    return "".join(pieces)


def boxes(path: Path, kind: str) -> list[tuple[int, float, float, str]]:
    """Return page, left and top of every word or line as poppler sees them, in points, with its text."""
    layout = subprocess.run(["pdftotext", "-bbox-layout", str(path), "-"], capture_output=True, text=True, check=True)
    found = []
    for number, page in enumerate(layout.stdout.split("<page ")[1:], 1):
        for x, y, inside in re.findall(
            rf'<{kind} xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(.*?)</{kind}>', page, re.DOTALL
        ):
            found.append((number, float(x), float(y), re.sub(r"<[^>]*>|\s", "", inside)))
    return found


def _check_page(path: Path, pages: int) -> None:
    """GB/T 9704: A4; the number stands right on odd pages and left on even ones, under the text."""
    folios = [(n, x) for n, x, y, text in boxes(path, "line") if re.fullmatch(r"—\d+—", text) and y > 262 * MM]
    assert [n for n, _ in folios] == list(range(1, pages + 1))
    assert all((x > 105 * MM) == (n % 2 == 1) for n, x in folios)


def test_the_grid_is_22_lines_of_28_characters(tmp_path):
    from flood_core.reports.bulletin import Bulletin, Words
    from flood_core.reports.bulletin_document import write_bulletin_document

    blocks = tuple(Words("汉" * 26 + "字" * 28 * 21) for _ in range(3))
    bulletin = Bulletin(("题",), "", COUNTY, "", "", "", False, (), (), (), blocks=blocks)
    write_bulletin_document(bulletin, tmp_path / "grid.pdf", Silent())
    lines = [one for one in boxes(tmp_path / "grid.pdf", "line") if one[0] == 2 and set(one[3]) <= {"汉", "字"}]
    assert len(lines) == 22 and {len(text) for *_, text in lines} <= {26, 28}
    assert min(x for _, x, *_ in lines) == pytest.approx(28 * MM, abs=MM)
    pitch = [lower[2] - upper[2] for upper, lower in zip(lines, lines[1:])]
    assert pitch == pytest.approx([225 * MM / 22] * 21, abs=0.1)


def test_a_character_that_no_font_has_is_an_error_in_the_pdf_and_text_elsewhere(connection, tmp_path):
    event = simulate(connection, silent=24)
    submit(connection, report(event, "rescue", COUNTY, "emergency", people_out=5, materials_sent="🚤两艘"))
    with pytest.raises(MissingGlyph, match="🚤 .*正文.*🚤两艘"):
        bulletin_report(connection, "贝碧嘉", tmp_path / "none")
    assert not list((tmp_path / "none").iterdir())
    others = [name for name in BULLETIN_FORMATS if name != "pdf"]
    for file in bulletin_report(connection, "贝碧嘉", tmp_path, others):
        if file.suffix == ".xlsx":
            text = "".join(
                str(cell.value) for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row
            )
        elif file.suffix == ".docx":
            text = zipfile.ZipFile(file).read("word/document.xml").decode()
        else:
            text = file.read_text(encoding="utf-8")
        assert "🚤两艘" in text


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
