"""A crowded part of a wide village stands beside its map at a larger scale."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any, Callable

import pytest
from osgeo import gdal, osr

from . import reading
from .conftest import Drawn


@pytest.fixture(scope="module")
def tall(draw: Callable[..., Drawn]) -> Drawn:
    """A village too tall for 1:10,000 whose symbols stand in one place."""
    return draw(width_m=1400.0, height_m=2700.0, crowd=30, buildings=40)


def test_the_crowd_is_shown_larger(tall: Drawn, internal: Drawn) -> None:
    larger = tall.account["enlargement"]
    assert tall.account["scale"] / larger["scale"] >= 1.9
    assert len(larger["elements"]) >= 30
    assert internal.account["enlargement"] is None
    text = reading.text(tall.pdf)
    assert f"局部放大图1:{larger['scale']:,.0f}".replace(",", "") in text
    assert "见局部放大图" in text


def test_it_stands_beside_the_map_at_its_scale(tall: Drawn) -> None:
    account, larger = tall.account, tall.account["enlargement"]
    left, top, right, bottom = larger["map_mm"]
    assert left > account["map_mm"][2] or top > account["map_mm"][3]
    assert right <= account["page_mm"][0] - 8.7
    west, south, east, north = larger["extent"]
    assert (right - left) * larger["scale"] / 1000 == pytest.approx(east - west, abs=0.2)
    assert (bottom - top) * larger["scale"] / 1000 == pytest.approx(north - south, abs=0.2)


def test_the_whole_village_stays_on_its_map(tall: Drawn) -> None:
    from flood_core.sheets.snapshot import read_snapshot

    box = read_snapshot(tall.result.manifest.parents[1] / "village.gpkg").village.boundingBox()
    west, south, east, north = tall.account["extent"]
    margin = 0.03 * min(east - west, north - south)
    assert west + margin <= box.xMinimum() and box.xMaximum() <= east - margin
    assert south + margin <= box.yMinimum() and box.yMaximum() <= north - margin


def test_the_pdf_is_referenced_to_the_village_map(tall: Drawn) -> None:
    page = gdal.Open(str(tall.pdf))
    system = osr.SpatialReference(page.GetProjection())
    assert system.IsProjected()
    x, across, _, y, _, down = page.GetGeoTransform()
    left, top, right, bottom = tall.account["map_mm"]
    west, south, east, north = tall.account["extent"]
    dots = page.RasterXSize / tall.account["page_mm"][0]
    middle = (x + across * dots * (left + right) / 2, y + down * dots * (top + bottom) / 2)
    assert middle == pytest.approx(((west + east) / 2, (south + north) / 2), abs=0.0005 * tall.account["scale"])


def test_every_element_is_drawn_and_named_once(tall: Drawn) -> None:
    elements = Counter((one["uid"], one["geometry"]) for one in tall.account["elements"])
    assert set(elements.values()) == {1}
    assert tall.account["outside_frame"] == []
    labels = Counter(label["text"] for label in tall.account["labels"])
    assert all(count == 1 for text, count in labels.items() if text.startswith("密集点"))
    legend = {entry["key"]: entry["count"] for entry in tall.account["legend"] if entry["group"] != "base"}
    assert all(tall.account["symbols"][key] == count for key, count in legend.items())


def test_symbols_stay_nearer_to_their_places_than_in_one_map(tall: Drawn, monkeypatch: Any, tmp_path: Any) -> None:
    import json

    from flood_core.sheets import compose, export

    monkeypatch.setattr(compose, "with_enlargement", lambda snapshot, frame, preset: (frame, None))
    monkeypatch.setattr(compose, "details_of", lambda *_: [])
    gpkg = tall.result.manifest.parents[1] / "village.gpkg"
    alone = json.loads(export.export_sheet(gpkg, tmp_path, formats=("pdf",)).manifest.read_text(encoding="utf-8"))

    def ways(account: dict[str, Any]) -> float:
        return sum(one["mm"] for one in account["moved_symbols"])

    assert ways(tall.account) < 0.7 * ways(alone)


def test_places_on_paper_lead_back_to_the_ground(tall: Drawn) -> None:
    """A symbol that was not moved stands, read through the map it is on, where its element is."""
    from flood_core.sheets.compose import compose
    from flood_core.sheets.presets import PRESETS
    from flood_core.sheets.snapshot import read_snapshot

    snapshot = read_snapshot(tall.result.manifest.parents[1] / "village.gpkg")
    sheet = compose(snapshot, PRESETS[0], "internal")
    assert sheet.enlargement is not None
    moved = {name for name, _ in sheet.content.moved}
    points = {e.name: e.geometry.asPoint() for e in snapshot.elements if e.geometry.type() == 0 and e.name not in moved}
    found = 0
    for name, (left, _, right, bottom) in sheet.content.symbol_boxes:
        half = sheet.content.symbol_mm / 2  # the tab of the level makes a box wider at its right
        if name in points and right - left >= 2 * half:
            x, y = sheet.to_map(left + half, bottom - half)
            assert math.dist((x, y), (points[name].x(), points[name].y())) < 0.0011 * sheet.frame.scale, name
            found += left > sheet.frame.width
    assert found >= 3, "some of them stand in the enlargement"
