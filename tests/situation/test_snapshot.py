"""The GeoPackage that sheets are drawn from."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from flood_core.errors import Cancelled
from flood_core.progress import Silent
from flood_core.situation import batch
from flood_core.situation.create import create_edition
from flood_core.situation.errors import NoSuchEdition, SnapshotNotWritten
from flood_core.situation.snapshot import contour_interval, write_snapshot
from flood_core.situation.snapshot_layout import LAYERS, LEFT_OUT
from hypothesis import given
from hypothesis import strategies as st
from osgeo import ogr

from ..support.people import People
from .test_create import Stop
from .village import TOWNSHIP, VILLAGE, YEAR, Village

Rows = list[dict[str, Any]]


def read(path: Path) -> dict[str, Rows]:
    """Return all layers of a GeoPackage as rows; geometry as WKT under ``wkt``."""
    source = ogr.Open(str(path))
    found: dict[str, Rows] = {}
    for layer in source:
        definition = layer.GetLayerDefn()
        names = [definition.GetFieldDefn(number).GetName() for number in range(definition.GetFieldCount())]
        found[layer.GetName()] = [
            {**{name: feature.GetField(name) for name in names},
             "wkt": feature.GetGeometryRef().ExportToWkt() if feature.GetGeometryRef() else None}
            for feature in layer
        ]  # fmt: skip
    return found


@pytest.fixture()
def edition(village: Village) -> str:
    village.run(
        "insert into register.village_fact (area_code, year, households, resident_population, task_weight, duty_phone)"
        " values (%s, %s, 410, 1320, '较重', '0577-62000001')", VILLAGE, YEAR,
    )  # fmt: skip
    village.run(
        "insert into register.grid_person (area_code, year, grid_name, grid_type_code, person_uid)"
        " values (%s, %s, '一网格', 'flash_flood', %s)", VILLAGE, YEAR, village.uid["林守义"],
    )  # fmt: skip
    return create_edition(village.connection, VILLAGE, YEAR, Silent())


@pytest.fixture()
def snapshot(village: Village, edition: str, tmp_path: Path) -> dict[str, Rows]:
    return read(write_snapshot(village.connection, edition, tmp_path / "sheet.gpkg"))


def test_layers_are_the_agreed_ones(snapshot: dict[str, Rows]) -> None:
    assert set(snapshot) == {layout.name for layout in LAYERS} - set(LEFT_OUT)


def test_edition_and_its_title(snapshot: dict[str, Rows]) -> None:
    (row,) = snapshot["edition"]
    assert row["title"] == "乐清市清江镇方江屿村防汛防台形势图"
    assert (row["county_name"], row["township_name"], row["village_name"]) == ("乐清市", "清江镇", "方江屿村")
    assert (row["year"], row["version"], row["state"], row["simulated"], row["no_transfer"]) == (YEAR, 1, "draft", 1, 0)
    assert row["contour_interval_m"] == 5
    assert row["dem_resolution_m"] is None


def test_elements_by_geometry(snapshot: dict[str, Rows]) -> None:
    assert {row["name"] for row in snapshot["element_polygon"]} == {"后坑山洪危险区", "山背山洪危险区"}
    assert "方江水库" in {row["name"] for row in snapshot["element_point"]}
    (zone,) = [row for row in snapshot["element_polygon"] if row["name"] == "后坑山洪危险区"]
    assert zone["wkt"].startswith("MULTIPOLYGON") and zone["legend_group"] == "risk"
    assert (zone["risk_level"], zone["households"], zone["people"], zone["review_state"]) == (2, 4, 12, "to_verify")
    assert json.loads(zone["facts"])["danger_zone_type"] == "flash_flood"
    (shelter,) = [row for row in snapshot["element_point"] if row["name"] == "方江屿村文化礼堂"]
    assert (shelter["legend_group"], shelter["capacity_people"]) == ("resource", 80)


def test_routes_keep_direction_and_figures(snapshot: dict[str, Rows]) -> None:
    first, second = snapshot["route"]
    assert (first["number"], second["number"]) == (1, 2)
    assert first["length_m"] == pytest.approx(1520, abs=1)
    line = ogr.CreateGeometryFromWkt(first["wkt"])
    assert line.GetX(0) < line.GetX(line.GetPointCount() - 1)  # west to east, longitude first
    assert json.loads(first["warnings"]) == [{"code": "climb_unknown", "values": {}}]


def test_base_is_clipped(snapshot: dict[str, Rows]) -> None:
    west, east, south, north = ogr.CreateGeometryFromWkt(snapshot["area"][0]["wkt"]).GetEnvelope()
    wide, tall = east - west, north - south
    drawn = [ogr.CreateGeometryFromWkt(row["wkt"]) for name in ("road", "dike", "water_line") for row in snapshot[name]]
    boxes = [line.GetEnvelope() for line in drawn]
    assert min(box[0] for box in boxes) > west - wide and max(box[1] for box in boxes) < east + wide
    assert min(box[2] for box in boxes) > south - tall and max(box[3] for box in boxes) < north + tall
    assert ogr.CreateGeometryFromWkt(snapshot["water_line"][0]["wkt"]).Length() < 0.062  # 6 km were put in
    assert [(row["kind"], row["name"]) for row in snapshot["dike"]] == [("dike", "方江堤")]
    stream = ogr.CreateGeometryFromWkt(snapshot["water_line"][0]["wkt"])
    assert stream.GetX(0) < stream.GetX(1)  # still runs downstream
    assert [row["display_name"] for row in snapshot["area"] if row["is_own"]] == ["方江屿村"]


def test_tables(snapshot: dict[str, Rows]) -> None:
    (fact,) = snapshot["village_fact"]
    assert (fact["households"], fact["resident_population"], fact["task_weight"]) == (410, 1320, "较重")
    assert (fact["threatened_people"], fact["shelters"], fact["shelter_capacity"]) == (28, 2, 110)
    assert (fact["reservoirs"], fact["dangerous_houses"]) == (1, 1)
    assert fact["area_km2"] == pytest.approx(3.0, abs=0.02)
    (leader,) = snapshot["organisation"]
    assert (leader["post_name"], leader["name"], leader["phone"]) == ("村级主要负责人", "林守义", "12000000001")
    (grid,) = snapshot["grid_person"]
    assert (grid["grid_name"], grid["responsible_title"]) == ("一网格", "山洪灾害危险区预警员")
    (zone,) = snapshot["transfer_zone"]
    assert (zone["zone_name"], zone["households"], zone["people"], zone["route_numbers"]) == (
        "后坑山洪危险区", 2, 12, "1",
    )  # fmt: skip
    assert (zone["transfer_person"], zone["transfer_phone"]) == ("林守义", "12000000001")
    assert zone["shelter_name"] == "方江屿村文化礼堂"
    assert [(row["householder_name"], row["people"]) for row in snapshot["transfer_household"]] == [
        ("王一", 5),
        ("王二", 7),
    ]
    hall, centre = snapshot["shelter"]
    assert (hall["level_name"], hall["floor_area_m2"], hall["safety_appraised"]) == ("村级", 240, 1)
    assert hall["serves"] == "后坑山洪危险区"
    assert centre["safety_appraised"] is None
    thresholds = {row["zone_name"]: row for row in snapshot["warning_threshold"]}
    assert thresholds["后坑山洪危险区"]["prepare_1h_mm"] == 30
    assert thresholds["山背山洪危险区"]["prepare_1h_mm"] is None  # blank, never invented


def test_same_data_same_file(village: Village, edition: str, tmp_path: Path) -> None:
    first, second = (write_snapshot(village.connection, edition, tmp_path / name) for name in ("a.gpkg", "b.gpkg"))
    assert hashlib.sha256(first.read_bytes()).digest() == hashlib.sha256(second.read_bytes()).digest()


def test_elements_not_here_are_not_drawn(village: Village, edition: str, tmp_path: Path) -> None:
    village.run(
        "update situation.element set review_state = 'not_here', review_reason = 'x', edited_from = revision"
        " where name = '方江水库'"
    )
    rows = read(write_snapshot(village.connection, edition, tmp_path / "a.gpkg"))["element_point"]
    assert "方江水库" not in {row["name"] for row in rows}


def publish(village: Village) -> None:
    village.run("alter table situation.edition disable trigger user")
    village.run("update situation.edition set state = 'published'")
    village.run("alter table situation.edition enable trigger user")


@pytest.mark.parametrize(("area", "phone", "names"), [(VILLAGE, "120****0001", True), ("330382106217", None, False)])
def test_reader_sees_no_more_than_he_may(
    village: Village, edition: str, people: People, tmp_path: Path, area: str, phone: str | None, names: bool
) -> None:
    publish(village)
    viewer = people.sign_in("viewer", [area])
    seen = read(write_snapshot(viewer, edition, tmp_path / "viewer.gpkg"))
    viewer.close()
    assert len(seen["element_point"]) == 6 and len(seen["route"]) == 2
    assert [row["phone"] for row in seen["organisation"]] == [phone]
    told = json.dumps(seen, ensure_ascii=False)
    assert "12000000001" not in told
    assert ("王一" in told) is names


def test_unknown_edition(village: Village, tmp_path: Path) -> None:
    with pytest.raises(NoSuchEdition):
        write_snapshot(village.connection, "00000000-0000-0000-0000-000000000000", tmp_path / "a.gpkg")
    assert list(tmp_path.iterdir()) == []


def test_old_file_survives_a_cancelled_run(village: Village, edition: str, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"older")
    for at in (10, 70):
        with pytest.raises(Cancelled):
            write_snapshot(village.connection, edition, path, Stop(at))
    assert path.read_bytes() == b"older"
    assert [found.name for found in tmp_path.iterdir()] == ["a.gpkg"]


def test_folder_that_cannot_be_made(village: Village, edition: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SnapshotNotWritten) as refused:
        write_snapshot(village.connection, edition, tmp_path / "file" / "a.gpkg")
    assert refused.value.exit_code == 5 and str(tmp_path) in refused.value.message()


def test_files_of_a_township(village: Village, edition: str, tmp_path: Path) -> None:
    (outcome,) = batch.write_snapshots(village.connection, TOWNSHIP, YEAR, tmp_path / "new", Silent())
    assert outcome.result == tmp_path / "new" / f"{VILLAGE}_方江屿村_{YEAR}_v1.gpkg"
    assert outcome.result.is_file()


@given(st.lists(st.integers(-5, 60)), st.sampled_from([1.0, 2.5, 5.0, 10.0]))
def test_contour_interval(steps: list[int], interval: float) -> None:
    heights = [step * interval for step in steps]
    found = contour_interval(heights)
    if len(set(heights)) < 2:
        assert found is None
    else:
        assert found is not None and found >= interval and found % interval == 0
