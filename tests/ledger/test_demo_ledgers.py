"""The demo township's ledgers, with the traps of real ones, go in with just the errors they should have."""

from __future__ import annotations

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest
from flood_core.areas.base_data import import_base
from flood_core.ledger import ImportReport, import_ledger

from .books import count, rows_of

#: expected.json calls a row that stands there twice a double, whatever shows it.
DOUBLES = {"double_number", "double_row"}


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's files: those in FLOODMAP_DEMO_FILES, or made now."""
    given = os.environ.get("FLOODMAP_DEMO_FILES")
    if given:
        return Path(given)
    from demo.__main__ import main

    folder = tmp_path_factory.mktemp("demo")
    assert main(["--out", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture()
def taken_in(connection, demo_files) -> tuple[dict[str, Any], dict[str, ImportReport]]:
    """All ledgers imported, good rows only: what was expected and what was reported."""
    expected = json.loads((demo_files / "ledgers" / "expected.json").read_text(encoding="utf-8"))
    import_base(connection, "area", demo_files / "base.gpkg", source="demo", source_layer="area", simulated=True)
    return expected, {
        name: import_ledger(
            connection, demo_files / "ledgers" / name, area=expected["area"], year=expected["year"], mode="good"
        )
        for name in sorted(expected["workbooks"])
    }


def test_just_the_expected_errors(connection, taken_in):
    expected, reports = taken_in
    wanted = {
        (trap["file"], trap["sheet"], trap["row"], "double" if trap["issue"] == "double" else trap["issue"])
        for trap in expected["traps"]
        if not trap["accepted"]
    }
    found = {
        (name, issue.sheet, issue.row, "double" if issue.code in DOUBLES else issue.code)
        for name, report in reports.items()
        for issue in report.errors
    }
    assert found == wanted
    for trap in (trap for trap in expected["traps"] if trap["accepted"] and trap["issue"]):
        codes = {i.code for i in reports[trap["file"]].issues if (i.sheet, i.row) == (trap["sheet"], trap["row"])}
        assert any(code.startswith(trap["issue"]) for code in codes), trap
    assert all(report.state == "committed" for report in reports.values())


def test_all_good_rows_are_there(connection, taken_in):
    expected, _ = taken_in
    for table, totals in expected["totals"].items():
        if table == "organisation":
            found = rows_of(connection, "select count(*) from register.duty where post_vocabulary = 'post'")[0][0]
        else:
            found = count(connection, table)
        declared = count(connection, "no_transfer") if table == "transfer_household" else 0
        assert found + declared == totals["accepted"], table
    assert rows_of(connection, "select count(*) from register.risk_source where not simulated") == [(0,)]


def test_every_point_lies_where_it_should(connection, taken_in):
    """Whatever way a sender wrote his coordinates, the point is where the thing is, to a metre."""
    expected, _ = taken_in
    places = dict(
        rows_of(
            connection,
            "select external_code, array[st_x(geom), st_y(geom)] from register.risk_source"
            " where geometrytype(geom) = 'POINT' and external_code is not null",
        )
    )
    checked = 0
    for book in expected["workbooks"].values():
        for sheet in book["sheets"].values():
            for row in sheet["rows"]:
                code = row.get("external_code")
                if not row["accepted"] or row.get("geometry") != "P" or code not in places or "longitude" not in row:
                    continue
                x, y = places[code]
                away = math.hypot((x - row["longitude"]) * 97_700, (y - row["latitude"]) * 110_850)
                assert away < 1.0, (code, away, row["traps"])
                checked += 1
    assert checked > 300


def test_the_same_ledgers_again_change_nothing(connection, taken_in, demo_files):
    expected, reports = taken_in
    for name, first in reports.items():
        again = import_ledger(
            connection, demo_files / "ledgers" / name, area=expected["area"], year=expected["year"], mode="good"
        )
        assert (again.rows_inserted, again.rows_updated) == (0, 0), name
        assert again.rows_unchanged == first.rows_inserted + first.rows_unchanged
        assert all(table["inserted"] == table["updated"] == 0 for table in again.tables.values()), (name, again.tables)
