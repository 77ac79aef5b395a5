"""The demo's ledgers went through the real import in the main job, and came out as their truth says."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from flood_core.database.connection import connect
from osgeo import ogr

from .test_demo_ledgers import of_kind


@pytest.fixture(scope="module")
def expected(demo_dir):
    return json.loads((demo_dir / "ledgers" / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def reports(main_job):
    """What the import says of every workbook, by the workbook's name."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (main_job.out / "import").glob("*.json")]
    return {report["file"]: report for report in found}


@pytest.fixture(scope="module")
def register(main_job):
    """The database that the main job filled."""
    with closing(connect(main_job.settings)) as connection:
        yield connection


def sheets(expected):
    for file, book in expected["workbooks"].items():
        for name, sheet in book["sheets"].items():
            yield file, name, sheet


def fetch(connection, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchall()
    connection.rollback()
    return found


def issues(reports):
    assert not any(report["issues_left_out"] for report in reports.values())
    return [(file, issue) for file, report in reports.items() for issue in report["issues"]]


def test_the_base_map_is_whole(main_job, register):
    assert main_job.summary["counts"]["base_area"] == 24
    [(buildings,)] = fetch(register, "select count(*) from base.building")
    assert buildings == main_job.summary["counts"]["base_building"] > 3000


def test_the_import_refuses_what_is_wrong_and_nothing_else(reports, expected, main_job):
    refused = {(file, one["sheet"], one["row"]) for file, one in issues(reports) if one["severity"] == "error"}
    wrong = {
        (file, name, row["row"])
        for file, name, sheet in sheets(expected)
        for row in sheet["rows"]
        if not row["accepted"]
    }
    assert refused == wrong
    assert main_job.summary["counts"]["rows_rejected"] == len(wrong)


def test_every_place_is_the_true_one(register, expected):
    """Whatever the ledger wrote - shifted, swapped, projected, in degrees and minutes - it is read as meant."""
    stored = {
        code: (shape and ogr.CreateGeometryFromWkt(shape), area)
        for code, shape, area in fetch(
            register, "select external_code, st_astext(geom), area_code from register.risk_source"
        )
    }
    for _, name, sheet in sheets(expected):
        if sheet["kind"] != "risk_source":
            continue
        for row in sheet["rows"]:
            if not row["accepted"]:
                continue
            shape, area = stored[row["external_code"]]
            assert area == row["area_code"], row["name"]
            if row["geometry"] is None:
                assert shape is None
            elif row["geometry"] == "P" and "gcj02_undeclared" not in row["traps"]:
                assert shape.GetX() == pytest.approx(row["longitude"], abs=3e-6), (name, row["name"])
                assert shape.GetY() == pytest.approx(row["latitude"], abs=3e-6), (name, row["name"])


def test_the_issues_are_those_expected(reports, expected):
    told = {(file, one["sheet"], one["row"], one["code"]) for file, one in issues(reports)}
    for file, name, sheet in sheets(expected):
        for row in sheet["rows"]:
            issue = row.get("issue")
            if issue and issue != "double":
                assert (file, name, row["row"], issue) in told, (name, row["row"], issue)


def test_the_lists_are_whole(register, expected):
    rows = [(sheet["kind"], row) for _, _, sheet in sheets(expected) for row in sheet["rows"]]
    people = sum(row["people"] for row in of_kind(rows, "transfer_household") if "people" in row)
    [(moved, zones, shelters, households)] = fetch(
        register,
        "select sum(people), count(risk_source_uid), count(shelter_uid), count(*) from register.transfer_household",
    )
    assert (moved, zones, shelters) == (people, households, households)
    assert len(fetch(register, "select area_code from register.no_transfer")) == 2
    capacity = {int(volume * 10) for (volume,) in fetch(
        register,
        "select (attributes ->> 'total_capacity_10k_m3')::numeric from register.risk_source"
        " where category_code = '0602'",
    )}  # fmt: skip
    assert max(capacity) < 100  # m³ in the ledger, 万m³ in the register
