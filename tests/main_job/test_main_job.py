"""The main job on the demo township: what it must leave behind, read from the files and the database."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from flood_core.database.connection import connect

TOWNSHIP = "330382106"
VILLAGES = 19
#: What the sheet prints of the rows of a table, by its columns in the snapshot.
PRINTED = {
    "organisation": ("name", "phone"),  # a post with several people is printed once
    "grid_person": ("grid_name", "name", "phone"),
    "transfer_household": ("zone_name", "location", "householder_name", "householder_phone", "shelter_name"),
    "shelter": ("name", "manager", "phone"),
    "store_team": ("name", "leader", "phone"),
}


def squeezed(text: str) -> str:
    """Return a text without white space: a cell that is broken over lines is still that cell."""
    return re.sub(r"\s+", "", text)


def characters(text: str) -> Counter:
    """Count the characters; a PDF gives the cells of a row back in the order of their lines."""
    return Counter(squeezed(text))


@pytest.fixture(scope="module")
def sheets(main_job) -> list[tuple[dict, Path, Path]]:
    """Manifest, PDF and snapshot of every village."""
    found = []
    for path in sorted((main_job.out / "sheets").glob("*.manifest.json")):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        code = manifest["edition"]["area_code"]
        snapshot = next((main_job.out / "snapshots").glob(f"{code}_*.gpkg"))
        found.append((manifest, path.with_name(path.name.replace(".manifest.json", ".pdf")), snapshot))
    return found


@pytest.fixture(scope="module")
def texts(sheets) -> dict[Path, str]:
    """What pdftotext gives back of every sheet."""
    return {
        pdf: subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        for _, pdf, _ in sheets
    }


def query(main_job, statement: str) -> list[tuple]:
    """Return the rows of a query in the main job's database."""
    with closing(connect(main_job.settings)) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_the_township_is_whole(main_job):
    villages = query(main_job, "select code from base.area where level = 'village' and geom is not null")
    assert len([code for (code,) in villages if code.startswith(TOWNSHIP)]) == VILLAGES
    ((sources, categories, kinds),) = query(
        main_job,
        "select count(*), count(distinct category_code), count(distinct st_dimension(geom)) from register.risk_source",
    )
    assert sources >= 600 and categories >= 50 and kinds == 3
    ((resources, classes),) = query(
        main_job, "select count(*), count(distinct left(subtype_code, 2)) from register.relief_resource"
    )
    assert resources >= 150 and classes == 5
    assert query(main_job, "select count(*) from situation.edition where state = 'draft'") == [(VILLAGES,)]
    assert query(main_job, "select count(*) from situation.route")[0][0] > VILLAGES
    assert query(main_job, "select count(*) from register.risk_source where not simulated") == [(0,)]


def test_phones_are_nobodys(main_job):
    numbers = [number for (number,) in query(main_job, "select number from register.person_phone")]
    assert numbers and all(re.fullmatch(r"12\d{9}|0577-?5550\d{4}", number) for number in numbers)


def test_the_summary_tells_what_lies_there(main_job):
    summary = json.loads((main_job.out / "summary.json").read_text(encoding="utf-8"))
    assert [step["seconds"] > 0 for step in summary["steps"]] == [True] * 10
    assert summary["counts"]["sheets"] == summary["counts"]["editions"] == VILLAGES
    listed = {entry["path"]: entry["sha256"] for entry in summary["files"]}
    for path, sha256 in listed.items():
        assert hashlib.sha256((main_job.out / path).read_bytes()).hexdigest() == sha256, path
    made = {path.relative_to(main_job.out).as_posix() for path in main_job.out.rglob("*") if path.is_file()}
    assert made == {*listed, "summary.json"}
    for step in summary["steps"]:
        assert step["title"] in main_job.printed
    assert "db stop" in main_job.printed  # what it leaves running is named


def test_every_font_is_embedded(sheets, main_job):
    for path in [pdf for _, pdf, _ in sheets] + list((main_job.out / "statistics").glob("*.pdf")):
        listing = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
        rows = listing.splitlines()[2:]
        assert rows and all(row.split()[-5] == "yes" for row in rows), listing


def test_the_text_of_every_sheet_comes_back(sheets, texts):
    for manifest, pdf, snapshot in sheets:
        text = squeezed(texts[pdf])
        assert squeezed(manifest["name"]) in text
        for stamp in ("内部使用", "未审批", "模拟数据"):
            assert stamp in text, (pdf.name, stamp)
        have = characters(texts[pdf])
        for label in manifest["labels"]:
            assert not characters(label["text"]) - have, (pdf.name, label["text"])
        _assert_rows_printed(snapshot, pdf, text)


def _assert_rows_printed(snapshot: Path, pdf: Path, text: str) -> None:
    have = Counter(text)
    with closing(sqlite3.connect(f"file:{snapshot}?mode=ro", uri=True)) as file:
        for (post,) in file.execute("select distinct post_name from organisation"):
            assert post in text, (pdf.name, post)
        for table, columns in PRINTED.items():
            wanted: Counter = Counter()
            for row in file.execute(f"select {', '.join(columns)} from {table}"):  # noqa: S608 - names of our own
                cells = [squeezed(str(cell)) for cell in row if cell not in (None, "")]
                wanted += Counter("".join(cells))
                for cell in cells:
                    if re.fullmatch(r"[\d-]{11,}", cell):  # a phone is never broken over lines
                        assert cell in text, (pdf.name, table, cell)
            assert not wanted - have, (pdf.name, table, wanted - have)


def test_the_legend_is_what_is_drawn(sheets):
    seen: set[str] = set()
    for manifest, pdf, _ in sheets:
        drawn = Counter(element["symbol"] for element in manifest["elements"])
        assert dict(drawn) == manifest["symbols"], pdf.name
        legend = [entry["key"] for entry in manifest["legend"]]
        assert len(legend) == len(set(legend))
        assert {key.split("|")[0] for key in legend} == {*drawn, *manifest["base"]}, pdf.name
        seen |= set(drawn)
    assert len(sheets) == VILLAGES
    assert len(seen) >= 40


def test_the_planted_traps_are_reported(main_job):
    expected = json.loads((main_job.out / "source" / "ledgers" / "expected.json").read_text(encoding="utf-8"))
    refused = {(trap["file"], trap["sheet"], trap["row"]) for trap in expected["traps"] if not trap["accepted"]}
    found = set()
    for report in (main_job.out / "import").glob("*.json"):
        for issue in json.loads(report.read_text(encoding="utf-8"))["issues"]:
            if issue["severity"] == "error":
                assert issue["message"] and issue["column"], issue
                found.add((f"{report.stem}.xlsx", issue["sheet"], issue["row"]))
    assert found == refused


def test_nothing_is_drawn_twice_or_left_out(sheets):
    for manifest, pdf, snapshot in sheets:
        with closing(sqlite3.connect(f"file:{snapshot}?mode=ro", uri=True)) as file:
            elements = [
                uid
                for layer in ("element_point", "element_line", "element_polygon", "route")
                for (uid,) in file.execute(f"select uid from {layer}")  # noqa: S608 - names of our own
            ]
        drawn = [element["uid"] for element in manifest["elements"]]
        outside = [entry if isinstance(entry, str) else entry["uid"] for entry in manifest["outside_frame"]]
        assert len(drawn) == len(set(drawn)), pdf.name
        assert set(elements) == {*drawn, *outside}, pdf.name
