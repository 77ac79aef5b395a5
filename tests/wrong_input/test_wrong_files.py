"""Files that are not what they should be: exit code 2, one message, nothing done."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from flood_core.database.connection import Connection

from tests.ledger.books import RISK, book, count, register_sheet, risk_row
from tests.support.soak import many

from .person import LOCALES, Person, row_counts


def broken(path: Path, good: Path) -> None:
    """The download broke off."""
    path.write_bytes(good.read_bytes()[:-2000])


def garbled(path: Path, good: Path) -> None:
    """A zip that is whole, with XML that is not."""
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if name.startswith("xl/worksheets/") else data)


def text(path: Path, good: Path) -> None:
    """A text file that was renamed."""
    path.write_text("序号,行政村\n1,方江屿村\n", encoding="utf-8")


def picture(path: Path, good: Path) -> None:
    """A photograph that was renamed."""
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)


def archive(path: Path, good: Path) -> None:
    """A zip of something else."""
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("readme.txt", "not a workbook")


def empty(path: Path, good: Path) -> None:
    """No byte at all."""
    path.write_bytes(b"")


def folder(path: Path, good: Path) -> None:
    """A folder of that name."""
    path.mkdir()


def missing(path: Path, good: Path) -> None:
    """Nothing of that name."""


def no_ledger(path: Path, good: Path) -> None:
    """A workbook about something else."""
    book(path, {"Sheet1": [["date", "rain"], ["2026-07-01", 30]]})


@pytest.mark.parametrize("spoil", [broken, garbled, text, picture, archive, empty, folder, missing, no_ledger])
def test_not_a_ledger(at_work: Person, watcher: Connection, ledger: Path, spoil) -> None:
    before = row_counts(watcher)
    path = at_work.folder / "坏台账.xlsx"
    spoil(path, ledger)
    at_work.refused(2, "坏台账.xlsx", "import", path, "--area", "330382106")
    assert row_counts(watcher) == before


@pytest.fixture(scope="session", params=[0, 3], ids=["bare rows", "formatted cells"])
def million(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of three rows on a sheet whose first million rows were formatted."""
    folder = tmp_path_factory.mktemp("million")
    rows = register_sheet(*({"名称": name} for name in "甲乙丙"))
    small, path = book(folder / "small.xlsx", {"0601": rows}), folder / "百万行.xlsx"
    cells = b"".join(b'<c r="%c%%d" s="0"/>' % letter for letter in b"ABC"[: request.param])
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            data = old.read(name)
            if name != "xl/worksheets/sheet1.xml":
                new.writestr(name, data)
                continue
            head, tail = data.split(b"</sheetData>")
            with new.open(name, "w") as sheet:
                sheet.write(head)
                for number in range(5, 1_000_005):
                    sheet.write(b'<row r="%d">%s</row>' % (number, cells % ((number,) * request.param)))
                sheet.write(b"</sheetData>" + tail)
    return path


@pytest.mark.parametrize("person", sorted(LOCALES)[: many(1, 2)], indirect=True)
def test_a_million_empty_rows(at_work: Person, watcher: Connection, ledger: Path, million: Path) -> None:
    """The three rows that are filled count; or the workbook is refused by name, and nothing is taken in."""
    told = at_work.types("import", million, "--area", "330382106")
    assert told.code in (0, 2), told.err
    if told.code == 2:
        assert "百万行.xlsx" in told.message()
    assert count(watcher, "risk_source") == (3 if told.code == 0 else 0)


def test_rows_with_errors_are_all_refused_or_left_out(at_work: Person, watcher: Connection, ledger: Path) -> None:
    """Each finding names sheet, row, column and what to do; nothing or the good rows go in, by choice."""
    rows = [list(RISK), risk_row(名称="甲"), risk_row(名称="乙", 联系电话="13x"), risk_row(名称="丙", 行政村="方江村")]
    path = book(at_work.folder / "错.xlsx", {"0601": rows})
    before = row_counts(watcher)
    told = at_work.types("import", path, "--area", "330382106")
    assert told.code == 2, told.err
    assert row_counts(watcher) == before
    for said in ("[0601]", "联系电话", "13x", "方江村", "方江屿村"):
        assert said in told.out
    for row in {"en": ("row3", "row4"), "zh": ("第3行", "第4行")}[at_work.language]:
        assert row in told.out.replace(" ", ""), told.out
    assert "Traceback" not in told.err
    told = at_work.types("import", path, "--area", "330382106", "--mode", "good")
    assert told.code == 1
    assert count(watcher, "risk_source") == 1


def test_dry_run_changes_nothing(at_work: Person, watcher: Connection, ledger: Path) -> None:
    before = row_counts(watcher)
    assert at_work.types("import", ledger, "--area", "330382106", "--dry-run").code == 0
    assert row_counts(watcher) == before


@pytest.mark.parametrize("content", [b"", b"no map at all", b"SQLite format 3\0" + b"\0" * 200])
def test_no_base_data(at_work: Person, watcher: Connection, content: bytes) -> None:
    before = row_counts(watcher)
    path = at_work.folder / "road.gpkg"
    path.write_bytes(content)
    at_work.refused(2, "road.gpkg", "base", "import", "road", path)
    at_work.refused(2, "none.gpkg", "base", "import", "road", "none.gpkg")
    assert row_counts(watcher) == before
    assert sorted(found.name for found in at_work.folder.iterdir()) == ["road.gpkg"]


@pytest.mark.parametrize("content", [b"", b"no map at all", b"SQLite format 3\0" + b"\0" * 200])
def test_no_snapshot(person: Person, content: bytes) -> None:
    path = person.folder / "village.gpkg"
    path.write_bytes(content)
    person.refused(2, "village.gpkg", "sheets", "export", "--gpkg", path, "--out", "out")
    assert [found.name for found in person.folder.rglob("*") if found.is_file()] == ["village.gpkg"]
