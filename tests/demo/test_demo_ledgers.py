"""The demo's ledgers: enough of everything, in the right villages, with every trap of real ones."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict

import numpy as np
import pytest
from openpyxl import load_workbook
from osgeo import ogr

from demo import place
from demo.shifts import bd09, degrees_minutes_seconds, gcj02

PHONE = re.compile(r"^(12\d{9}|0577-5550\d{4})$")
TRAPS = {
    "gcj02_declared", "gcj02_undeclared", "bd09_declared", "dms", "one_cell", "swapped", "projected", "projected_zone",
    "merged_village", "blank_phone", "wrong_phone", "unknown_village", "full_width", "double_row", "wrong_village",
    "other_unit", "date_spelling", "no_coordinates", "phone_as_number", "no_transfer", "village_as_code",
}  # fmt: skip


@pytest.fixture(scope="session")
def expected(demo_dir):
    return json.loads((demo_dir / "ledgers" / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def rows(expected):
    """All rows of all sheets with the kind of their sheet."""
    return [
        (sheet["kind"], row)
        for book in expected["workbooks"].values()
        for sheet in book["sheets"].values()
        for row in sheet["rows"]
    ]


@pytest.fixture(scope="session")
def books(demo_dir):
    return {path.name: load_workbook(path) for path in sorted((demo_dir / "ledgers").glob("*.xlsx"))}


@pytest.fixture(scope="session")
def village_shapes(demo_dir):
    store = ogr.Open(str(demo_dir / "base.gpkg"))
    return {f["code"]: f.GetGeometryRef().Clone() for f in store.GetLayerByName("area")}


def of_kind(rows, kind):
    return [row for found, row in rows if found == kind]


def test_enough_risk_sources_in_every_village(rows):
    sources = [row for row in of_kind(rows, "risk_source") if row["accepted"]]
    assert len(sources) >= 600
    assert len({row["category"] for row in sources}) >= 50
    assert {row["geometry"] for row in sources} >= {"P", "L", "A"}
    by_village = Counter(row["area_code"] for row in sources)
    assert all(by_village[village.code] >= 5 for village in place.villages())


def test_enough_resources_of_all_five_classes(rows):
    resources = [row for row in of_kind(rows, "relief_resource") if row["accepted"]]
    assert len(resources) >= 150
    assert {row["subtype"][:2] for row in resources} == {"R1", "R2", "R3", "R4", "R5"}
    shelters = {row["area_code"] for row in resources if row["subtype"] in ("R302", "R303")}
    assert shelters >= {village.code for village in place.villages()}


def test_shelters_lie_outside_danger_zones(rows):
    shelters = [row for row in of_kind(rows, "relief_resource") if row["subtype"] in ("R302", "R303")]
    zones = [_polygon(row["outline"]) for row in of_kind(rows, "risk_source")
             if row["category"] in ("0502", "0503", "0505", "0509", "0510") and row.get("outline")]  # fmt: skip
    for shelter in shelters:
        point = ogr.CreateGeometryFromWkt(f"POINT ({shelter['longitude']} {shelter['latitude']})")
        assert not any(zone.Contains(point) for zone in zones), shelter["name"]


def _polygon(outline):
    ring = ", ".join(f"{x} {y}" for x, y in outline)
    return ogr.CreateGeometryFromWkt(f"POLYGON (({ring}))")


def test_things_lie_in_their_village(rows, village_shapes):
    for kind, row in rows:
        if row.get("longitude") is None or "wrong_village" in row["traps"]:
            continue
        home = village_shapes[row["area_code"]]
        if row["geometry"] == "P":
            place_of = ogr.CreateGeometryFromWkt(f"POINT ({row['longitude']} {row['latitude']})")
            assert home.Distance(place_of) < 1e-5, (kind, row["name"])  # a metre


def test_danger_areas_lie_in_the_township_and_are_valid(rows, village_shapes):
    township = village_shapes[place.TOWNSHIP_CODE].Buffer(2e-5)
    areas = [row for row in of_kind(rows, "risk_source") if row["geometry"] == "A"]
    assert len(areas) > 80
    for row in areas:
        shape = _polygon(row["outline"])
        assert shape.IsValid(), row["name"]
        assert township.Contains(shape), row["name"]


def test_transfer_lists_of_all_villages_but_those_that_declare_or_are_late(rows):
    lists = of_kind(rows, "transfer_household")
    listed = {row["area_code"] for row in lists if not row.get("no_transfer")}
    declared = {row["area_code"] for row in lists if row.get("no_transfer")}
    everyone = {village.code for village in place.villages()}
    assert 1 <= len(declared) <= 2 and not listed & declared
    assert len(everyone - listed - declared) == 1


def test_people_to_move_are_the_people_of_the_zones(rows):
    moved = defaultdict(int)
    for row in of_kind(rows, "transfer_household"):
        if not row.get("no_transfer"):
            moved[row["area_code"], row["name"]] += row["people"]
    zones = {(row["area_code"], row["name"]): row["people"] for row in of_kind(rows, "risk_source")}
    assert {key: zones[key] for key in moved} == moved


def test_phones_are_nobodys(books):
    wrong = 0
    for book in books.values():
        for sheet in book.worksheets:
            heads = {cell.column: str(cell.value or "") for cell in sheet[3]} if sheet.max_row > 3 else {}
            columns = [n for n, head in heads.items() if "手机" in head or "电话" in head]
            for row in sheet.iter_rows(min_row=4, values_only=True):
                for column in columns:
                    value = row[column - 1]
                    if value is None:
                        continue
                    text = str(value).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
                    wrong += PHONE.match(re.sub("[- ]", "", text) if text.startswith("12") else text) is None
    assert wrong == 4  # the traps, and no other


def test_no_identity_number_is_anywhere(books):
    identity = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?!\d)")
    for book in books.values():
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                assert not any(isinstance(value, str) and identity.search(value) for value in row)


def test_every_sheet_is_marked_simulated(books):
    for book in books.values():
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                assert "模拟数据" in str(sheet["A1"].value)


def test_all_traps_are_there_and_say_what_becomes_of_them(expected):
    found = {trap["trap"] for trap in expected["traps"]}
    assert found >= TRAPS
    refused = {trap["trap"] for trap in expected["traps"] if not trap["accepted"]}
    assert refused == {"wrong_phone", "unknown_village", "double_row"} | (refused & {"merged_village", "full_width",
                                                                                     "date_spelling"})  # fmt: skip


def test_expected_rows_are_where_they_are_said_to_be(expected, books):
    for file, book in expected["workbooks"].items():
        for name, sheet in book["sheets"].items():
            table = books[file][name]
            heads = [cell.value for cell in table[sheet["heading_row"]]]
            if "名称" not in heads:
                continue
            column = heads.index("名称") + 1
            for row in sheet["rows"]:
                assert table.cell(row["row"], column).value == row["name"]


def test_merged_cells_and_hidden_names(books):
    assert any(len(sheet.merged_cells.ranges) > 4 for book in books.values() for sheet in book.worksheets)
    for book in books.values():
        assert book["名录"].sheet_state == "hidden"


def test_the_shifts_agree_with_known_values():
    assert gcj02(120.0, 40.0) == pytest.approx((120.00567568355486, 40.0013047896019), abs=1e-9)
    east, north = bd09(121.1, 28.28)
    assert 0.005 < east - 121.1 < 0.015 and 0.001 < north - 28.28 < 0.01
    assert degrees_minutes_seconds(121.10127) == "121°06′04.57″"
    assert degrees_minutes_seconds(28.99999999) == "29°00′00.00″"


def test_projected_traps_hold_the_true_place(expected, books):
    for file, book in expected["workbooks"].items():
        for name, sheet in book["sheets"].items():
            for row in sheet["rows"]:
                if "projected" in row["traps"]:
                    table = books[file][name]
                    heads = [cell.value for cell in table[3]]
                    x, y = (table.cell(row["row"], heads.index(head) + 1).value for head in ("经度", "纬度"))
                    there = place.to_degrees(np.array([[x, y]]))[0]
                    assert there == pytest.approx((row["longitude"], row["latitude"]), abs=1e-6)
