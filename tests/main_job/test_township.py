"""What the main job promises of the township as a whole, read from its files and its database."""

from __future__ import annotations

import json
import re
from contextlib import closing
from pathlib import Path
from typing import Any, Iterator

import numpy as np
import openpyxl
import pytest
from flood_core.database.connection import Connection, connect

from demo.village_data import UNREPORTED
from tests.sheets import reading
from tests.support.main_job import DRAWN_AGAIN, MainJob

from .villages import VILLAGES

LEAST_SOURCES = 600
#: Height and width of the code in the frame with its words.
CODE_MM = (12.4, 27.4)
DPI = 300
DOUBLES = {"double_number", "double_row", "double"}


@pytest.fixture(scope="module")
def township(main_job: MainJob) -> Iterator[Connection]:
    """A connection to the database that the main job filled."""
    with closing(connect(main_job.settings)) as connection:
        connection.autocommit = True
        yield connection


def ask(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


# -- the registers --------------------------------------------------------------------


def test_every_village_has_its_people_lists_and_edition(township: Connection) -> None:
    for table in ("register.grid_person", "register.village_fact", "situation.edition"):
        found = {code for (code,) in ask(township, f"select distinct area_code from {table}") if len(code) == 12}  # noqa: S608 - names of our own
        assert found >= set(VILLAGES), table
    told = {code for (code,) in ask(township, "select area_code from register.transfer_household")}
    told |= {code for (code,) in ask(township, "select area_code from register.no_transfer")}
    silent = {name for code, name in VILLAGES.items() if code not in told}
    assert silent == {f"{name}村" for name in UNREPORTED}, "planted: a village that has not reported"


def test_elements_name_where_they_come_from(township: Connection) -> None:
    ((elements, sourced, fresh),) = ask(
        township,
        "select count(*), count(e.source_uid), count(*) filter (where e.source_revision is not null)"
        " from situation.element e where e.source_table in ('register.risk_source', 'register.relief_resource')",
    )
    assert elements > LEAST_SOURCES
    assert sourced == fresh == elements


# -- the ledgers' traps ---------------------------------------------------------------


def test_reports_name_every_planted_trap(main_job: MainJob) -> None:
    reports = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (main_job.out / "import").glob("*.json")
    }
    assert set(reports) == {name.removesuffix(".xlsx") for name in main_job.expected["workbooks"]}
    found: dict[tuple[str, str, int], set[str]] = {}
    for stem, report in reports.items():
        for issue in report["issues"]:
            assert issue["message"] and issue["sheet"]
            place = (stem, issue["sheet"], issue["row"])
            found.setdefault(place, set()).add("double" if issue["code"] in DOUBLES else issue["code"])
    for trap in main_job.expected["traps"]:
        if not trap["issue"]:
            continue
        issue = "double" if trap["issue"] in DOUBLES else trap["issue"]
        codes = found.get((trap["file"].removesuffix(".xlsx"), trap["sheet"], trap["row"]), set())
        assert any(code.startswith(issue) for code in codes), (trap, codes)


def test_traps_of_every_kind_are_planted(main_job: MainJob) -> None:
    kinds = " ".join({trap["trap"] for trap in main_job.expected["traps"]})
    for kind in ("gcj", "dms", "one_cell", "swap", "merged", "phone", "village"):
        assert kind in kinds, kinds


# -- sheets and statistics together -----------------------------------------------------


def test_one_sheet_for_every_village(main_job: MainJob) -> None:
    for code, name in VILLAGES.items():
        for suffix in (".pdf", ".png", ".manifest.json"):
            assert f"_{name}_" in main_job.sheet(code, suffix).name
        assert f"_{name}_" in main_job.snapshot(code).name
    counts = main_job.summary["counts"]
    assert counts["sheets"] == counts["editions"] == len(VILLAGES) == 19
    assert len(list((main_job.out / "sheets").glob("*.pdf"))) == 19


def test_statistics_name_all_villages_and_add_up(main_job: MainJob, township: Connection) -> None:
    (book,) = (main_job.out / "statistics").glob("*.xlsx")
    (pdf,) = (main_job.out / "statistics").glob("*.pdf")
    cells = [
        cell for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    words = "\n".join(cell for cell in cells if isinstance(cell, str))
    text = reading.text(pdf)
    for name in VILLAGES.values():
        assert name.removesuffix("村") in words
        assert name.removesuffix("村") in text
    ((sources,),) = ask(township, "select count(*) from register.risk_source where retired_at is null")
    assert sources in cells
    assert all(embedded for _, embedded in reading.fonts(pdf))
    assert "模拟数据" in text


# -- the same again -----------------------------------------------------------------------


def test_second_run_gives_the_same(main_jobs: tuple[MainJob, MainJob]) -> None:
    """The same place, ledgers, findings, sheets and figures; uids, their code in the frame, and times are new."""
    first, second = main_jobs
    counts = [{name: job.summary["counts"][name] for name in job.summary["counts"] if "sheet" not in name}
              for job in main_jobs]  # fmt: skip
    assert counts[0] == counts[1]
    # A bulletin's name holds the minute it was made in, a report's the day.
    sums = [{re.sub(r"_2\d{7}(T\d{4})?(?=\.)", "", file["path"]): file["sha256"] for file in job.summary["files"]}
            for job in main_jobs]  # fmt: skip
    drawn = [path for path in sums[1] if path.startswith("sheets/")]
    assert {path for path in sums[0] if not path.startswith("sheets/")} | set(drawn) == set(sums[1])
    source = [path for path in sums[0] if path.startswith(("source/", "import/"))]
    assert [path for path in source if sums[0][path] != sums[1][path]] == []
    villages = [code for code in VILLAGES if any(code in path for path in drawn)]
    assert len(villages) == DRAWN_AGAIN
    for code in villages:
        one, other = first.manifest(code), second.manifest(code)
        for key in ("symbols", "legend", "labels", "extent", "scale", "tables", "unplaced_labels", "moved_symbols"):
            assert one[key] == other[key], (code, key)
        assert _words(first.sheet(code, ".pdf")) == _words(second.sheet(code, ".pdf")), code
    pictures = [path for path in drawn if path.endswith(".png") and sums[0][path] != sums[1][path]]
    for path in pictures:
        high, wide = _differ_in_mm(first.out / path, second.out / path)
        assert high <= CODE_MM[0] and wide <= CODE_MM[1], path


def _words(pdf: Path) -> str:
    return re.sub("版本码[0-9a-f]{8}", "版本码", reading.text(pdf))


def _differ_in_mm(one: Path, other: Path) -> tuple[float, float]:
    """Return height and width of what differs in two pictures of one size."""
    differ = np.argwhere((reading.pixels(one) != reading.pixels(other)).any(axis=-1))
    high, wide = (differ.max(axis=0) - differ.min(axis=0)) * 25.4 / DPI
    return float(high), float(wide)
