"""The acceptance facts of a sheet, read from the finished files and not from what we meant to draw."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from . import reading
from .synthetic import Traits, write_village

GROUPS = ["risk", "resource", "evacuation", "organisation", "base"]


def test_pages_have_the_papers_size(internal: Any) -> None:
    sizes = reading.page_sizes(internal.pdf)
    assert len(sizes) == internal.result.pages == 2
    for width, height in sizes:
        assert width == pytest.approx(420, abs=0.5)
        assert height == pytest.approx(297, abs=0.5)


def test_png_has_300_dots_an_inch_on_every_page(internal: Any) -> None:
    pages = [path for path in internal.result.files if path.suffix == ".png"]
    assert len(pages) == 2
    for page in pages:
        rows, columns, _ = reading.pixels(page).shape
        assert (columns, rows) == pytest.approx((420 / 25.4 * 300, 297 / 25.4 * 300), abs=2)


def test_every_font_is_embedded(internal: Any) -> None:
    found = reading.fonts(internal.pdf)
    assert found
    assert all(embedded for _, embedded in found)


def test_title_names_county_township_village_and_year(internal: Any) -> None:
    text = reading.text(internal.pdf)
    assert "乐清市清江镇方江屿村防汛防台形势图" in text
    assert "2026年版·第1版·第1/1幅" in text
    assert "村委会防汛" not in text


def test_every_character_comes_back(draw: Any) -> None:
    strange = ("垟心岙水库", "峃头风口", "大龙垅高坡", "马屿里门", "石垟大山")
    sheet = draw(name="垟峃岙垅村", extra_labels=strange)
    text = reading.text(sheet.pdf)
    for name in strange:
        assert name in text
    assert "乐清市清江镇垟峃岙垅村防汛防台形势图" in text


def test_labels_come_back(internal: Any) -> None:
    text = reading.text(internal.pdf)
    for name in (
        "方江屿村文化礼堂",
        "后溪山洪灾害危险区",
        "23户71人",
        "路线1·步行",
        "滑坡隐患点03",
        "清南线",
        "乐清湾",
    ):
        assert name in text


def test_every_row_of_every_table_comes_back(draw: Any) -> None:
    sheet = draw(transfer_rows=60, grid_rows=30)
    text = reading.text(sheet.pdf)
    assert "危险区人员转移清单" in text
    for number in range(1, 61):
        assert f"后坑{number}号" in text
    for number in range(1, 31):
        assert f"第{number}网格" in text
    assert "(续)" in text.replace("（", "(").replace("）", ")")
    for head in ("基本情况", "组织责任", "网格责任人", "避灾安置场所", "物资与队伍", "预警指标"):
        assert head in text


def test_missing_thresholds_are_not_invented(internal: Any) -> None:
    assert "待水利部门核定" in reading.text(internal.pdf)


def test_nothing_leaves_the_page_or_its_neatline(draw: Any) -> None:
    for sheet in (draw(transfer_rows=60), draw(name="特别特别长的名字的村社区", crowd=40)):
        for word in reading.words(sheet.pdf):
            assert word.left > 8.7 - 0.3, word
            assert word.right < 420 - 8.7 + 0.3, word
            assert word.top > 7, word
            assert word.bottom < 297 - 7, word


def test_parts_of_the_layout_do_not_overlap(draw: Any) -> None:
    sheet = draw(transfer_rows=60, crowd=20)
    items = [(i["name"], i["page"], i["box"]) for i in sheet.account["items"]]
    left, top, right, bottom = sheet.account["map_mm"]
    items.append(("map", 1, [left - 5, top - 5, right + 5, bottom + 5]))
    for number, (one, page, a) in enumerate(items):
        for other, other_page, b in items[number + 1 :]:
            if page == other_page:
                apart = a[2] <= b[0] + 0.01 or b[2] <= a[0] + 0.01 or a[3] <= b[1] + 0.01 or b[3] <= a[1] + 0.01
                assert apart, (one, other)


def test_legend_is_what_is_drawn(internal: Any) -> None:
    account = internal.account
    listed = [entry["key"] for entry in account["legend"]]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(account["symbols"]) | set(account["base"])
    counts = {entry["key"]: entry["count"] for entry in account["legend"] if entry["group"] != "base"}
    for key, count in counts.items():
        assert count == account["symbols"].get(key, count)


def test_dikes_of_the_topographic_map_are_explained(internal: Any) -> None:
    assert any("dike:seawall" in entry["key"] for entry in internal.account["legend"])


def test_a_snapshot_of_an_earlier_release_has_no_dikes(qgis_app: Any, tmp_path: Path) -> None:
    from flood_core.sheets.base_map import base_layers
    from flood_core.sheets.frame import MapFrame
    from flood_core.sheets.presets import SCREEN
    from flood_core.sheets.snapshot import read_snapshot
    from osgeo import gdal

    def dikes() -> int:
        layers = base_layers(read_snapshot(path), MapFrame(100, 100, 5000, 0, 0), SCREEN)
        return [layer.name() for layer in layers].count("dike")

    path = tmp_path / "village.gpkg"
    write_village(path, Traits())
    assert dikes() == 1
    opened = gdal.OpenEx(str(path), gdal.OF_UPDATE)
    opened.ExecuteSQL("DELLAYER:dike")
    opened = None
    assert dikes() == 0


def test_legend_names_are_on_the_paper(internal: Any) -> None:
    text = reading.text(internal.pdf)
    for entry in internal.account["legend"]:
        assert "".join(entry["name"].split()) in text, entry


def test_legend_keeps_the_order_of_classes(internal: Any) -> None:
    order = [GROUPS.index(entry["group"]) for entry in internal.account["legend"]]
    assert order == sorted(order)


def test_legend_of_a_village_without_hazards(draw: Any) -> None:
    sheet = draw(hazards=False, no_transfer=True)
    keys = {entry["key"] for entry in sheet.account["legend"]}
    assert not any(key.startswith(("F", "B")) for key in keys)
    assert "E30200" not in keys
    assert "无转移人员" in reading.text(sheet.pdf)


def test_scale_is_round_and_printed(internal: Any) -> None:
    scale = internal.account["scale"]
    mantissa = scale / 10 ** math.floor(math.log10(scale))
    assert mantissa in (1, 2, 2.5, 5)
    assert f"1:{scale:,.0f}".replace(",", "") in reading.text(internal.pdf).replace("\u2009", "")


def test_bar_agrees_with_the_scale(internal: Any) -> None:
    bar, scale = internal.account["scale_bar"], internal.account["scale"]
    assert bar["mm"] == pytest.approx(bar["metres"] * 1000 / scale, rel=0.001)
    image = reading.pixels(internal.file("internal.png"))
    left = 11 + bar["x"]
    row = image[round((275 + 11 / 2 + 0.35) / 25.4 * 300)]
    dark = np.flatnonzero(row[: round(190 / 25.4 * 300)].sum(1) < 200) * 25.4 / 300
    dark = dark[dark > left - 1]
    assert dark.min() == pytest.approx(left, abs=0.2)
    assert dark.max() == pytest.approx(left + bar["mm"], abs=0.2)


def test_ground_distance_is_true_to_scale(qgis_app: Any, tmp_path: Any) -> None:
    """Two dark squares a kilometre apart are a kilometre apart on the paper."""
    from flood_core.sheets.export import export_sheet
    from osgeo import ogr

    from . import synthetic

    gpkg = tmp_path / "village.gpkg"
    synthetic.write_village(gpkg, hazards=False, buildings=0)
    with_squares = ogr.Open(str(gpkg), 1)
    layer = with_squares.GetLayerByName("water_area")
    writer = synthetic.Writer(tmp_path / "scratch.gpkg")
    for x in (-500, 500):
        square = synthetic.multi(synthetic.polygon([(x - 25, 575), (x + 25, 575), (x + 25, 625), (x - 25, 625)]))
        square.Transform(writer.transform)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("kind", "pond")
        feature.SetGeometry(square)
        layer.CreateFeature(feature)
    with_squares = None
    result = export_sheet(gpkg, tmp_path / "out", formats=("png",))
    account = json.loads(result.manifest.read_text(encoding="utf-8"))
    image = reading.pixels(result.files[0]).astype(int)
    left, top, _, _ = account["map_mm"]
    y = top + (account["extent"][3] - (synthetic.NORTH + 600)) * 1000 / account["scale"]
    row = image[round(y / 25.4 * 300)]
    water = np.flatnonzero(np.abs(row - np.array([0xCF, 0xE3, 0xF1])).sum(1) < 12) * 25.4 / 300
    groups = np.split(water, np.flatnonzero(np.diff(water) > 20) + 1)
    middles = [(group.min() + group.max()) / 2 for group in groups if np.ptp(group) > 2][:2]
    assert middles[1] - middles[0] == pytest.approx(1_000_000 / account["scale"], rel=0.005)


def test_village_lies_inside_with_its_margin(internal: Any) -> None:
    from .synthetic import EAST, NORTH

    west, south, east, north = internal.account["extent"]
    half_w, half_h = internal.traits.width_m / 2, internal.traits.height_m / 2
    assert west + 0.03 * (east - west) <= EAST - half_w
    assert east - 0.03 * (east - west) >= EAST + half_w
    assert south + 0.03 * (north - south) <= NORTH - half_h
    assert north - 0.03 * (north - south) >= NORTH + half_h


def test_imprint_says_who_when_and_in_which_system(internal: Any) -> None:
    text = reading.text(internal.pdf)
    who = ("方江屿村村民委员会", "清江镇人民政府", "乐清市防汛防台抗旱指挥部")
    when = ("2026-03-20", "2026年第1版", "资料截止")
    where = ("2000国家大地坐标系", "高斯-克吕格3°带", "中央子午线120°", "1985国家高程基准", "等高距")
    for part in (*who, *when, *where, "内部使用", "本图界线不作为划界依据"):
        assert part in text, part


def test_missing_approval_is_said_and_stamped(draw: Any) -> None:
    sheet = draw(approved=False, state="draft")
    assert "未审批" in sheet.account["stamps"]
    assert reading.text(sheet.pdf).count("未审批") >= 2


def test_simulated_data_are_stamped(internal: Any, draw: Any) -> None:
    assert "模拟数据" in internal.account["stamps"]
    assert "模拟数据" not in reading.text(draw(simulated=False).pdf)


def test_north_arrow_stands_on_the_sheet(internal: Any) -> None:
    assert "北" in [word.text for word in reading.words(internal.pdf)]


def test_no_label_lies_on_a_symbol_or_on_another_label(draw: Any) -> None:
    from flood_core.sheets.export import read_snapshot
    from flood_core.sheets.frame import fit
    from flood_core.sheets.map_content import build_content
    from flood_core.sheets.placement import overlap
    from flood_core.sheets.presets import PRESETS

    sheet = draw(crowd=30)
    snapshot = read_snapshot(sheet.result.manifest.parent.parent / "village.gpkg")
    preset = PRESETS[0]
    content = build_content(snapshot, fit(snapshot.village, *preset.map_mm), preset)
    assert not content.overlaps
    labels = [(text, corners) for text, corners in content.label_corners]
    for text, corners in labels:
        for name, (left, top, right, bottom) in content.symbol_boxes:
            box = ((left, top), (right, top), (right, bottom), (left, bottom))
            assert not overlap(corners, box), (text, name)
    for number, (one, corners) in enumerate(labels):
        for other, others in labels[number + 1 :]:
            assert not overlap(corners, others), (one, other)


def test_a_name_lies_where_the_compiler_put_it(draw: Any) -> None:
    from flood_core.sheets.export import read_snapshot
    from flood_core.sheets.frame import fit
    from flood_core.sheets.map_content import build_content
    from flood_core.sheets.presets import PRESETS

    snapshot = read_snapshot(draw().result.manifest.parent.parent / "village.gpkg")
    preset = PRESETS[0]
    frame = fit(snapshot.village, *preset.map_mm)
    named = {one.uid: one for one in snapshot.elements if one.label}
    corners = dict(build_content(snapshot, frame, preset).label_corners)
    moved = next(one for one in named.values() if one.name in corners and one.geometry.type() == 0)
    before = corners[moved.name][3]
    wanted = frame.to_map(60.0, 60.0)
    moved.name_at = wanted
    content = build_content(snapshot, frame, preset)
    left, bottom = dict(content.label_corners)[moved.name][3]
    assert (left, bottom) == pytest.approx((60.0, 60.0), abs=0.01) and (left, bottom) != pytest.approx(before, abs=1.0)
    moved.name_at = frame.to_map(-50.0, 60.0)  # off the map: as if nothing had been chosen
    assert dict(build_content(snapshot, frame, preset).label_corners)[moved.name][3] == pytest.approx(before, abs=0.01)


def test_every_label_is_placed_or_listed(draw: Any) -> None:
    sheet = draw(crowd=60)
    said = {label["text"] for label in sheet.account["labels"]} | set(sheet.account["unplaced_labels"])
    for number in range(60):
        assert f"危{number + 10}" in said


def test_crowded_symbols_stand_apart(draw: Any) -> None:
    sheet = draw(crowd=60)
    assert sheet.account["overlapping_symbols"] == []
    assert sheet.account["moved_symbols"]


def test_public_sheet_has_no_households_phones_capacities_or_voltages(public: Any, internal: Any) -> None:
    import re

    text = reading.text(public.pdf)
    inner = reading.text(internal.pdf)
    assert "户主" in inner and "户主" not in text
    assert "库容" in inner and "库容" not in text
    assert "kV" in inner and "kV" not in text
    mobile = re.compile(r"(?<!\d)1\d{10}(?!\d)")
    assert mobile.search(reading.raw_text(internal.pdf))
    assert not mobile.search(reading.raw_text(public.pdf))
    assert "62000000" in inner and "62000000" not in text
    assert "内部使用" not in text and "内部使用" in inner
    assert "后坑1号" not in text
    written = public.result.manifest.read_text(encoding="utf-8")
    manifest = re.sub(r"[0-9a-f]{64}", "", written)  # in a checksum any digits may stand side by side
    assert not mobile.search(manifest) and "库容" not in manifest


def test_manifest_tells_where_the_sheet_comes_from(internal: Any) -> None:
    account = internal.account
    for key in ("data", "template", "symbols"):
        assert len(account["fingerprints"][key]) == 64
    assert account["fonts"][0]["family"] == "WenQuanYi Micro Hei"
    assert account["versions"]["qgis"]
    assert account["crs"] == "EPSG:4549"
    assert sorted(account["files"]) == sorted(path.name for path in internal.result.files)


def test_tall_village_turns_the_paper(draw: Any) -> None:
    sheet = draw(width_m=900, height_m=2350)
    assert sheet.account["preset"] == "A3-portrait"
    assert reading.page_sizes(sheet.pdf)[0] == pytest.approx((297, 420), abs=0.5)
    assert "基本情况" in reading.text(sheet.pdf)


def test_pdf_stays_small(internal: Any) -> None:
    assert internal.pdf.stat().st_size < 2_000_000


def test_grid_ticks_stand_within_a_tenth_of_a_millimetre(internal: Any) -> None:
    """The dark strokes between the two frames are where the kilometre grid meets the map's upper edge."""
    account = internal.account
    left, top, right, _ = account["map_mm"]
    west, _, east, _ = account["extent"]
    row = reading.pixels(internal.file("internal.png"))[round((top - 0.7) / 25.4 * 300)]
    dark = np.flatnonzero(row.sum(1) < 300) * 25.4 / 300 + 25.4 / 600
    dark = dark[(dark > left + 1) & (dark < right - 1)]
    strokes = [group.mean() for group in np.split(dark, np.flatnonzero(np.diff(dark) > 0.5) + 1)]
    assert 3 <= len(strokes) <= 8
    step = 500
    for x in strokes:
        metres = west + (x - left) / (right - left) * (east - west)
        off = abs(metres - round(metres / step) * step) * 1000 / account["scale"]
        assert off < 0.1, (x, metres)
