"""The demo's ledgers go through the real import, and come out as their truth says."""

from __future__ import annotations

import json

import pytest
from flood_core.progress import Silent
from osgeo import ogr

from demo.loading import load_base, load_ledgers

from .test_demo_ledgers import of_kind


@pytest.fixture(scope="module")
def expected(demo_dir):
    return json.loads((demo_dir / "ledgers" / "expected.json").read_text(encoding="utf-8"))


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


def test_the_import_takes_what_is_right_and_refuses_what_is_wrong(connection, demo_dir, expected):
    counts = load_base(connection, demo_dir, Silent())
    assert counts["area"] == 24 and counts["building"] > 3000
    loaded = load_ledgers(connection, demo_dir, None, Silent())
    refused = {
        (report.file_name, issue.sheet, issue.row)
        for report in loaded.reports
        for issue in report.issues
        if issue.severity == "error"
    }
    wrong = {
        (file, name, row["row"])
        for file, name, sheet in sheets(expected)
        for row in sheet["rows"]
        if not row["accepted"]
    }
    assert refused == wrong
    assert loaded.rejected == len(wrong)
    _every_place_is_the_true_one(connection, expected)
    _issues_are_those_expected(loaded, expected)
    _lists_are_whole(connection, expected)


def _every_place_is_the_true_one(connection, expected):
    """Whatever the ledger wrote - shifted, swapped, projected, in degrees and minutes - it is read as meant."""
    stored = {
        code: (shape and ogr.CreateGeometryFromWkt(shape), area)
        for code, shape, area in fetch(
            connection, "select external_code, st_astext(geom), area_code from register.risk_source"
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


def _issues_are_those_expected(loaded, expected):
    told = {(r.file_name, i.sheet, i.row, i.code) for r in loaded.reports for i in r.issues}
    for file, name, sheet in sheets(expected):
        for row in sheet["rows"]:
            issue = row.get("issue")
            if issue and issue != "double":
                assert (file, name, row["row"], issue) in told, (name, row["row"], issue)


def _lists_are_whole(connection, expected):
    rows = [(sheet["kind"], row) for _, _, sheet in sheets(expected) for row in sheet["rows"]]
    people = sum(row["people"] for row in of_kind(rows, "transfer_household") if "people" in row)
    [(moved, zones, shelters, households)] = fetch(
        connection,
        "select sum(people), count(risk_source_uid), count(shelter_uid), count(*) from register.transfer_household",
    )
    assert (moved, zones, shelters) == (people, households, households)
    assert len(fetch(connection, "select area_code from register.no_transfer")) == 2
    capacity = {int(volume * 10) for (volume,) in fetch(
        connection,
        "select (attributes ->> 'total_capacity_10k_m3')::numeric from register.risk_source"
        " where category_code = '0602'",
    )}  # fmt: skip
    assert max(capacity) < 100  # m³ in the ledger, 万m³ in the register
