"""Hostile files: a clear error or a clean import, never a traceback, a hang, or a half-loaded batch.

300 seeded files here, 10,200 in ``./run soak ledger``.
"""

from __future__ import annotations

import io
import random
import re
import resource
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlwt
from flood_core.errors import FloodMapError, InputError
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.limits import Limits

from tests.support.soak import many

from .books import TOWNSHIP, book, register_sheet, rows_of
from .raw_xlsx import raw_workbook, row_xml

FILES, BLOCK = many(300, 10_200), 300
HEADINGS = (
    "行政村",
    "风险类别",
    "名称",
    "责任人",
    "联系电话",
    "风险等级",
    "受威胁人数",
    "经度",
    "纬度",
    "坐标串",
    "坐标系",
    "核实日期",
)
NASTY = (
    "",
    " ",
    "=1+1",
    "+86",
    "-",
    "@SUM(A1)",
    "\u202e方江屿村",
    "方江屿村\u0000",
    "NaN",
    "inf",
    "1e309",
    "1e-400",
    "9" * 30,
    "120.95",
    "28.3",
    "120.95,28.3",
    "120°99′99″",
    "120.9;28.2;120.9",
    "POLYGON((1 1))",
    "POINT EMPTY",
    "MULTIPOINT(120 28,121 28)",
    "LINESTRING(120 28,120 28)",
    "POLYGON((120 28,121 28,120 29,121 29,120 28))",
    "真",
    "2026-02-30",
    "0000-00-00",
    "99999-1-1",
    "{0}",
    "{value}",
    "%s",
    "'; drop table register.risk_source; --",
    "\\.",
    "\\N",
    "a\tb\nc\rd",
    '"',
    "🌊" * 20,
    "长" * 5_000,
    "红",
    "水库",
    "方江屿村",
    "本级",
    "330382106212",
    "330382106212000",
    "12012345678",
    "GCJ-02",
    "月球",
    "北京54",
    "330382198001011234",
    "١٢٣",
    "Ⅻ",
    "㎡",
    "½",
    "1,2,3",
    "1_000",
    "0x10",
    "١٢٠.٩",
    "\ud7ff",
    "\ufffd",
)


def broken_bytes(path: Path, dice: random.Random) -> None:
    """Cut, flip or double bytes of a good file."""
    content = bytearray(path.read_bytes())
    kind = dice.randrange(4)
    if kind == 0:
        del content[dice.randrange(len(content)) :]
    elif kind == 1:
        for _ in range(dice.randrange(1, 30)):
            content[dice.randrange(len(content))] = dice.randrange(256)
    elif kind == 2:
        start = dice.randrange(len(content))
        content[start:start] = content[start : start + dice.randrange(1, 400)]
    else:
        content = bytearray(dice.randbytes(dice.randrange(0, 3_000)))
    path.write_bytes(content)


def broken_xml(path: Path, dice: random.Random) -> None:
    """Change the XML inside a good file: numbers, types, tags, references."""
    packed = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(packed) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice([n for n in parts if n.endswith((".xml", ".rels"))])
    text = parts[name].decode("utf-8")
    changes = (
        lambda t: re.sub(
            r'r="[A-Z]*\d+"', lambda m: dice.choice((m[0], 'r="ZZZ1"', 'r=""', 'r="A0"', f'r="B{10**9}"')), t
        ),
        lambda t: re.sub(r't="\w+"', lambda m: dice.choice((m[0], 't="s"', 't="e"', 't="d"', 't="b"', 't="x"')), t),
        lambda t: re.sub(
            r"<v>[^<]*</v>", lambda m: f"<v>{dice.choice(('', '-1', '1e400', '99999999', 'x', '1.5'))}</v>", t
        ),
        lambda t: t.replace("<v>", "<f>1+1</f><v>"),
        lambda t: t[: dice.randrange(1, len(t))],
        lambda t: '<!DOCTYPE a [<!ENTITY b "c">]>' + t[t.find("<", 1) :],
        lambda t: t.replace("spreadsheetml/2006", "spreadsheetml/1999"),
        lambda t: t.replace("</row>", "</row><row/>" * dice.randrange(1, 50)),
        lambda t: t.replace(
            "</sheetData>",
            "</sheetData><mergeCells>"
            + "".join(
                f'<mergeCell ref="A{dice.randrange(1, 9)}:{dice.choice("AZ")}{dice.randrange(1, 2_000_000)}"/>'
                for _ in range(200)
            )
            + "</mergeCells>",
        ),
        lambda t: t.replace('s="', 's="9'),
        lambda t: t.replace("worksheets/", dice.choice(("../../../etc/", "http://example.invalid/", "worksheets/x"))),
    )
    parts[name] = dice.choice(changes)(text).encode("utf-8")
    if dice.random() < 0.1:
        parts.pop(dice.choice(list(parts)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def nasty_rows(path: Path, dice: random.Random) -> None:
    """Rows of nasty texts under good headings."""
    headings = dice.sample(HEADINGS, dice.randrange(3, len(HEADINGS)))
    shown = [word for word in NASTY if "\x00" not in word]
    lines = [row_xml(1, *headings)]
    for number in range(2, dice.randrange(3, 12)):
        lines.append(row_xml(number * dice.choice((1, 1, 50)) + 1, *(dice.choice(shown) for _ in headings)))
    name = dice.choice(("0601", "0606", "R3", "行政村危险区人员转移清单", "网格责任人", "全部"))
    raw_workbook(path, "".join(lines), name=name)


def large_shapes(path: Path, dice: random.Random) -> None:
    """Shapes that eat memory or time."""
    empty = "".join(f'<row r="{n}"/>' for n in range(2, 20_000))
    wide = "".join(f'<c r="{chr(65 + n // 26)}{chr(65 + n % 26)}1"><v>1</v></c>' for n in range(600))
    shapes = (
        row_xml(1, *HEADINGS) + empty + row_xml(2_000_000_000, "x"),
        row_xml(1, *HEADINGS) + empty,
        f'<row r="1">{wide}</row>',
        '<row r="1"><c r="XFD1"><v>1</v></c></row>',
        row_xml(1, *("长" * 40_000 for _ in range(5))),
        row_xml(1, "名称", "行政村") + row_xml(2, "字" * 32_767, "方江屿村"),
        row_xml(1, *HEADINGS) + "".join(row_xml(n, "方江屿村", "水库", "同名") for n in range(2, 3_000)),
        "<row>" * 5_000,
    )
    raw_workbook(path, dice.choice(shapes))


def broken_xls(path: Path, dice: random.Random) -> None:
    """Cut, flip or double bytes of a workbook of Excel 97; its records stand open: each change reaches the reader."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(dice.choice(("0601", "R3", "全部")))
    for number, row in enumerate(register_sheet(*({"名称": f"水库{n}", "特征": "x" * n} for n in range(40)))):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell)
    sheet.merge(3, 5, 18, 19)
    book.save(str(path))
    if dice.random() < 0.9:
        broken_bytes(path, dice)


def nasty_text(path: Path, dice: random.Random) -> None:
    """Nasty cells in a text file of any encoding and separator, quoted badly, now and then broken."""
    headings = dice.sample(HEADINGS, dice.randrange(1, len(HEADINGS)))
    lines = [headings, *([dice.choice(NASTY) for _ in headings] for _ in range(dice.randrange(0, 12)))]
    quote = dice.choice(("", '"', '"', "'"))
    text = dice.choice(("\n", "\r\n", "\r")).join(
        dice.choice((",", ",", ";", "\t", "|")).join(f"{quote}{cell}{quote}" for cell in line) for line in lines
    )
    path.write_bytes(text.encode(dice.choice(("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16")), "replace"))
    if dice.random() < 0.3 and path.stat().st_size:
        broken_bytes(path, dice)


MAKERS = (broken_bytes, broken_xml, broken_xml, nasty_rows, nasty_rows, large_shapes, broken_xls, nasty_text)


@pytest.fixture(scope="module")
def good_file(tmp_path_factory) -> bytes:
    rows = [{"名称": f"水库{n}", "特征": "x" * n} for n in range(6)]
    return book(tmp_path_factory.mktemp("good") / "g.xlsx", {"0601": register_sheet(*rows)}).read_bytes()


@pytest.mark.parametrize("first", range(0, FILES, BLOCK))
def test_hostile_files(connection, villages, tmp_path, good_file, first):
    path = tmp_path / "f.xlsx"
    limits = replace(Limits(), seconds=20)
    answers: dict[str, int] = {}
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    for seed in range(first, first + BLOCK):
        dice = random.Random(seed)
        path.write_bytes(good_file)
        dice.choice(MAKERS)(path, dice)
        try:
            report = import_ledger(
                connection, path, area=TOWNSHIP, mode="good", year=2026, limits=limits, dry_run=seed % 3 > 0
            )
            answer = report.state
            for issue in report.issues:
                assert issue.text() and "{" not in issue.text().replace(issue.value or "\0", "")
        except FloodMapError as error:
            assert isinstance(error, InputError), (seed, error)
            assert error.message() and error.advice()
            answer = type(error).__name__
        answers[answer] = answers.get(answer, 0) + 1
    assert answers.get("committed") and answers.get("refused") and len(answers) > 6, answers
    assert rows_of(connection, "select count(*) from register.ledger_batch") == [(answers["committed"],)]
    # The largest child of this process so far: in a whole run a QGIS of other tests may have been larger.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < max(1024 * 1024, before + 1)
    assert rows_of(
        connection,
        "select count(*) from register.ledger_batch_row r"
        " where not exists (select from register.ledger_batch b where b.uid = r.batch_uid)",
    ) == [(0,)]
