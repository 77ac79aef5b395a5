"""Every sheet of the township, read back from its PDF and held against its snapshot, character by character."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr, osr

from tests.sheets import facts, reading
from tests.support.main_job import MainJob

from .villages import VILLAGES

#: The printed columns of each table that come straight from a column of the snapshot, left to right.
TABLES: dict[str, tuple[str, ...]] = {
    "organisation": ("name", "title", "phone"),
    "grid_person": ("grid_name", "grid_type_name", "name", "phone"),
    "transfer_zone": ("zone_name", "households", "people", "transfer_person", "warning_person", "route_numbers",
                      "shelter_name"),
    "transfer_household": ("zone_name", "location", "householder_name", "people", "householder_phone",
                           "transfer_person", "shelter_name"),
    "store_team": ("name", "quantity", "unit", "headcount", "leader", "phone"),
}  # fmt: skip
ELEMENTS = ("element_point", "element_line", "element_polygon")
A3_MM, DOTS = {297.0, 420.0}, 300 / 25.4
pytestmark = pytest.mark.parametrize("village", sorted(VILLAGES), ids=lambda code: VILLAGES[code])


def rows(gpkg: Path, layer: str) -> list[dict[str, Any]]:
    """Return the rows of a layer without their geometry."""
    source = ogr.Open(str(gpkg))
    found = []
    for feature in source.GetLayerByName(layer):
        found.append({name: feature.GetField(name) for name in feature.keys()})  # noqa: SIM118 - no dict
    return found


def printed(value: Any) -> str:
    """Return a value as a table prints it, without blanks."""
    if value is None:
        return ""
    if isinstance(value, float):
        value = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
    elif isinstance(value, int):
        value = f"{value:,d}"
    return "".join(str(value).split())


@pytest.fixture()
def text(main_job: MainJob, village: str) -> str:
    """The text of all pages without blanks and line ends."""
    return reading.text(main_job.sheet(village, ".pdf"))


def test_pages_are_a3(main_job: MainJob, village: str) -> None:
    account = main_job.manifest(village)
    sizes = reading.page_sizes(main_job.sheet(village, ".pdf"))
    assert len(sizes) == account["pages"]
    assert all({round(side) for side in size} == A3_MM for size in sizes)
    rows_of_dots, columns, _ = reading.pixels(main_job.sheet(village, ".png")).shape
    assert {round(columns / DOTS), round(rows_of_dots / DOTS)} == A3_MM


def test_title_and_village_names(main_job: MainJob, village: str, text: str) -> None:
    assert f"乐清市清江镇{VILLAGES[village]}防汛防台形势图" in text
    assert "村委会防汛" not in text
    names = [name for name in VILLAGES.values() if name in text]
    assert len(names) > len(VILLAGES) / 2, "the locator names the villages for which it has room"
    assert "模拟数据" in text
    assert "未审批" in text


def test_labels(main_job: MainJob, village: str, text: str) -> None:
    labels = [label["text"] for label in main_job.manifest(village)["labels"]]
    assert labels
    assert [label for label in labels if "".join(label.split()) not in text] == []


def test_every_element_is_named_or_listed_as_unplaced(main_job: MainJob, village: str, text: str) -> None:
    account = main_job.manifest(village)
    elements = [row for layer in ELEMENTS for row in rows(main_job.snapshot(village), layer)]
    listed = Counter(element["uid"] for element in account["elements"])
    outside = set(map(str, account["outside_frame"]))
    assert elements
    for element in elements:
        assert element["uid"] in listed or element["uid"] in outside or element["name"] in outside, element


@pytest.mark.parametrize("table", sorted(TABLES))
def test_table_rows(main_job: MainJob, village: str, text: str, table: str) -> None:
    wanted = Counter(
        "".join(printed(row[column]) for column in TABLES[table]) for row in rows(main_job.snapshot(village), table)
    )
    missing = {row: count for row, count in wanted.items() if text.count(row) < count}
    assert missing == {}


def test_shelters(main_job: MainJob, village: str, text: str) -> None:
    for row in rows(main_job.snapshot(village), "shelter"):
        for column in ("name", "level_name", "floor_area_m2", "capacity_people", "manager", "phone"):
            assert printed(row[column]) in text, (row["name"], column)


def test_legend_is_what_is_drawn(main_job: MainJob, village: str, text: str) -> None:
    account = main_job.manifest(village)
    listed = [entry["key"] for entry in account["legend"]]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(account["symbols"]) | set(account["base"])
    for entry in account["legend"]:
        assert "".join(entry["name"].split()) in text, entry
        if entry["group"] != "base" and entry["key"] in account["symbols"]:
            assert entry["count"] == account["symbols"][entry["key"]]


def test_drawn_symbols_are_those_of_the_snapshot(main_job: MainJob, village: str) -> None:
    account, gpkg = main_job.manifest(village), main_job.snapshot(village)
    in_snapshot = Counter(row["symbol_code"] for layer in ELEMENTS for row in rows(gpkg, layer))
    drawn = Counter(account["symbols"])
    assert len(account["outside_frame"]) == sum((in_snapshot - drawn).values())
    assert set(drawn) - set(in_snapshot) <= {"E30200", "Y10400"}, "routes and natural villages are no elements"


def test_what_covers_what_is_listed(main_job: MainJob, village: str) -> None:
    account = main_job.manifest(village)
    for key in ("overlapping_symbols", "unplaced_labels", "moved_symbols", "outside_frame", "warnings"):
        assert isinstance(account[key], list)
    for name in account["unplaced_labels"]:
        assert any(name in warning for warning in account["warnings"])


def test_scale_north_and_grid_are_true(main_job: MainJob, village: str) -> None:
    account, pdf = main_job.manifest(village), main_job.sheet(village, ".pdf")
    assert facts.scale_faults(pdf, account) == []
    assert facts.north_faults(pdf, account) == []
    assert facts.grid_faults(pdf, account) == []


def test_the_whole_village_lies_inside_with_its_margin(main_job: MainJob, village: str) -> None:
    account = main_job.manifest(village)
    here, there = osr.SpatialReference(), osr.SpatialReference()
    here.ImportFromEPSG(4490)
    there.ImportFromEPSG(int(account["crs"].partition(":")[2]))
    for system in (here, there):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    source = ogr.Open(str(main_job.snapshot(village)))
    (own,) = (feature for feature in source.GetLayerByName("area") if feature.GetField("is_own"))
    shape = own.GetGeometryRef()
    shape.Transform(osr.CoordinateTransformation(here, there))
    west, east, south, north = shape.GetEnvelope()
    assert facts.margin_faults(account, (west, south, east, north)) == []


def test_imprint_says_who_when_and_in_which_system(main_job: MainJob, village: str, text: str) -> None:
    for said in ("编制", "审核", "批准未审批", "版本2026年第1版", "2000国家大地坐标系", "1985国家高程基准", "密级",
                 "影像无（矢量底图）", "中央子午线120°", "内部使用", "本图界线不作为划界依据"):  # fmt: skip
        assert said in text, said


def test_legend_keeps_the_order_of_classes(main_job: MainJob, village: str) -> None:
    order = ["risk", "resource", "evacuation", "organisation", "base"]
    groups = [order.index(entry["group"]) for entry in main_job.manifest(village)["legend"]]
    assert groups == sorted(groups)


def test_no_label_lies_on_a_shelter(main_job: MainJob, village: str) -> None:
    shelters = {row["name"] for row in rows(main_job.snapshot(village), "element_point") if
                row["element_type_code"] == "15"}  # fmt: skip
    account = main_job.manifest(village)
    assert shelters & {symbol["name"] for symbol in account["symbol_boxes"]}
    assert facts.label_faults(account, shelters) == []


def test_what_the_public_may_read_tells_no_secrets(qgis_app: Any, main_job: MainJob, village: str) -> None:
    """Of the content before it is drawn; that the finished public files keep to it is proven by each export."""
    from flood_core.sheets.export import on_copy
    from flood_core.sheets.privacy import secrets_of
    from flood_core.sheets.profile import prepared

    def looked_at(snapshot: Any) -> tuple[list[Any], list[Any]]:
        secrets = secrets_of(snapshot)
        inside = secrets.found_in(content(snapshot))
        return inside, secrets.found_in(content(prepared(snapshot, "public")))

    def content(snapshot: Any) -> list[str]:
        cells = [value for table in snapshot.tables.values() for row in table for value in row.values()]
        cells += [word for one in snapshot.elements for word in (one.name, one.label, one.sub_label)]
        return [cell for cell in cells if isinstance(cell, str)]

    inside, public = on_copy(main_job.snapshot(village), looked_at)
    assert inside and public == []
