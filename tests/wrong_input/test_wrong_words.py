"""Codes, names and options that do not exist: exit code 2, one message, nothing done."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from flood_core.database.connection import Connection

from tests.situation.village import VILLAGE, YEAR

from .person import Person, listing, row_counts

NOWHERE = "330382999"
UNBOUNDED = "330382106211"


@pytest.mark.parametrize(
    "command",
    [
        ("import", "{ledger}", "--area", NOWHERE),
        ("ledger", "template", "out.xlsx", "--category", "0601", "--area", NOWHERE),
        ("edition", "create", "--area", NOWHERE),
        ("edition", "check", "--area", NOWHERE),
        ("edition", "list", "--area", NOWHERE),
        ("edition", "snapshot", "--area", NOWHERE, "--out", "out"),
        ("sheets", "export", "--area", NOWHERE, "--out", "out"),
        ("report", "statistics", "--area", NOWHERE, "--out", "out"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_unknown_area(at_work: Person, watcher: Connection, ledger: Path, command: tuple[str, ...]) -> None:
    before = row_counts(watcher)
    at_work.refused(2, NOWHERE, *(word.format(ledger=ledger) for word in command))
    assert row_counts(watcher) == before
    assert [path for path in at_work.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "command",
    [
        ("import", "{ledger}", "--category", "9999"),
        ("ledger", "template", "out.xlsx", "--category", "9999", "--area", "330382106"),
    ],
    ids=lambda command: command[0],
)
def test_unknown_category(at_work: Person, watcher: Connection, ledger: Path, command: tuple[str, ...]) -> None:
    before = row_counts(watcher)
    at_work.refused(2, "9999", *(word.format(ledger=ledger) for word in command))
    assert (row_counts(watcher), listing(at_work.folder)) == (before, {})


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (("sheets", "export", "--gpkg", "{village}", "--out", "out", "--preset", "A9"), "A9"),
        (("sheets", "export", "--gpkg", "{village}", "--out", "out", "--format", "docx"), "docx"),
        (("sheets", "export", "--gpkg", "{village}", "--out", "out", "--profile", "secret"), "secret"),
        (("sheets", "export", "--gpkg", "{village}", "--out", "out", "--workers", "many"), "many"),
        (("sheets", "export", "--gpkg", "none.gpkg", "--out", "out"), "none.gpkg"),
        (("sheets", "export", "--gpkg", "{village}", "--area", "330382106", "--out", "out"), "--gpkg"),
        (("sheets", "export", "--out", "out"), "--area"),
        (("report", "harvest", "--area", "330382106"), "harvest"),
        (("import", "x.xlsx", "--mode", "perhaps"), "perhaps"),
        (("import", "x.xlsx", "--year", "this"), "this"),
        (("base", "import", "castle", "x.gpkg"), "castle"),
        (("base", "import", "road", "x.gpkg", "--captured-on", "yesterday"), "yesterday"),
        (("edition", "create"), "--area"),
        (("db",), "ACTION"),
        (("paint",), "paint"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_options(person: Person, drawn_village: Path, command: tuple[str, ...], word: str) -> None:
    person.refused(2, word, *(part.format(village=drawn_village) for part in command))
    assert [path for path in person.folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (("report", "statistics", "--area", "330382106", "--format", "docx"), "docx"),
        (("report", "statistics", "--area", "330382106", "--at", "yesterday"), "yesterday"),
        (("report", "statistics", "--area", "330382106", "--at", "2199-01-01"), "2199"),
        (("import", "undo", "00000000-0000-0000-0000-000000000000"), "00000000"),
        (("import", "undo", "last one"), "last one"),
        (("edition", "check", "--edition", "no uid"), "no uid"),
        (("ledger", "template", "out.docx", "--category", "0601", "--area", "330382106"), "out.docx"),
        (("db", "restore", "nowhere", "--database", "another"), "nowhere"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_values(at_work: Person, watcher: Connection, command: tuple[str, ...], word: str) -> None:
    before = row_counts(watcher)
    at_work.refused(2, word, *command)
    assert (row_counts(watcher), listing(at_work.folder)) == (before, {})


def test_no_edition_yet(at_work: Person, database: object) -> None:
    year = str(datetime.date.today().year)
    out = ("--out", "out")
    for command in (("edition", "check"), ("edition", "snapshot", *out), ("sheets", "export", *out)):
        told = at_work.refused(2, VILLAGE, *command, "--area", VILLAGE, "--year", year)
        assert "floodmap edition create" in told.err
    assert [path for path in at_work.folder.rglob("*") if path.is_file()] == []


def test_area_without_geometry(at_work: Person, edition: str, watcher: Connection) -> None:
    """A village whose boundary was never imported has no map; the others of its township are not held up."""
    before = row_counts(watcher)
    told = at_work.refused(2, UNBOUNDED, "edition", "create", "--area", UNBOUNDED, "--year", YEAR)
    assert "floodmap base import area" in told.err
    assert row_counts(watcher) == before
    told = at_work.types("sheets", "export", "--area", UNBOUNDED, "--year", YEAR, "--out", "out")
    assert told.code == 2
    assert UNBOUNDED in told.message()


def test_second_draft(at_work: Person, edition: str, watcher: Connection) -> None:
    before = row_counts(watcher)
    at_work.refused(4, str(YEAR), "edition", "create", "--area", VILLAGE, "--year", YEAR)
    assert row_counts(watcher) == before


def test_json_says_the_same(at_work: Person) -> None:
    import json

    told = at_work.types("edition", "list", "--area", NOWHERE, "--json")
    answer = json.loads(told.out)
    assert (told.code, told.err, answer["exit_code"], answer["error"]) == (2, "", 2, "NoSuchArea")
    assert NOWHERE in answer["message"] and answer["advice"]
