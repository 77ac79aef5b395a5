"""The acceptance facts 1 to 15 on villages that are hard to draw: read from the finished files and their account.

Fonts, sizes, blank maps, the scale between two known points and the legend
were proven by the export itself, which keeps a sheet aside that fails.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, Callable

import numpy as np
import pytest

from tests.support.rasters import write_photo
from tests.support.soak import many

from . import facts, reading
from .conftest import Drawn
from .synthetic import EAST, NORTH, write_village

#: Each with what makes it awkward.
VILLAGES: dict[str, dict[str, Any]] = {
    "island": {"name": "大鹿岛村", "island": True, "width_m": 900.0, "height_m": 700.0, "buildings": 40},
    "strip": {"name": "沿江村", "width_m": 10_000.0, "height_m": 800.0, "buildings": 60},
    "400 symbols": {"name": "渡头村", "crowd": 400, "buildings": 40},
    "no hazard": {"name": "平安村", "hazards": False, "no_transfer": True, "buildings": 40},
    "twelve and rare characters": {"name": "水风高马龙垟峃岙垅屿门村", "buildings": 40},
}


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    box = (EAST - 6000, NORTH - 3000, EAST + 6000, NORTH + 3000)
    return write_photo(tmp_path_factory.mktemp("photo") / "航片.tif", box, 2.0)


@pytest.fixture(scope="module", params=sorted(VILLAGES))
def village(request: pytest.FixtureRequest, draw: Callable[..., Drawn]) -> Drawn:
    return draw(preset="A3-landscape", **VILLAGES[request.param])


def test_the_sheet_says_which_village_and_which_of_how_many(village: Drawn) -> None:
    account, text = village.account, reading.text(village.pdf)
    count = 1 + len(account["sheets"])
    assert f"乐清市清江镇{village.traits.name}防汛防台形势图" in text
    for number in range(1, count + 1):
        assert f"2026年版·第1版·第{number}/{count}幅" in text
    for said in ("编制", "审核", "批准", "2000国家大地坐标系", "1985国家高程基准", "内部使用"):
        assert said in text
    assert text.count("本图界线不作为划界依据") == count


def test_legend_is_what_is_drawn_in_the_order_of_classes(village: Drawn) -> None:
    account = village.account
    listed = [entry["key"] for entry in account["legend"]]
    assert sorted(listed) == sorted({*account["symbols"], *account["base"]})
    order = ["risk", "resource", "evacuation", "organisation", "base"]
    groups = [order.index(entry["group"]) for entry in account["legend"]]
    assert groups == sorted(groups)


def test_the_whole_village_lies_inside_at_a_round_scale(village: Drawn) -> None:
    account, traits = village.account, village.traits
    west, south, east, north = account["extent"]
    assert min(EAST - traits.width_m / 2 - west, east - EAST - traits.width_m / 2) >= 0.03 * (east - west)
    assert min(NORTH - traits.height_m / 2 - south, north - NORTH - traits.height_m / 2) >= 0.03 * (north - south)
    for scale in (account["scale"], *(sheet["scale"] for sheet in account["sheets"])):
        assert scale / 10 ** math.floor(math.log10(scale)) in (1, 2, 2.5, 5)


def test_scale_north_and_grid_are_true(village: Drawn) -> None:
    assert facts.scale_faults(village.pdf, village.account) == []
    assert facts.north_faults(village.pdf, village.account) == []
    assert facts.grid_faults(village.pdf, village.account) == []


def test_every_page_is_an_a3(village: Drawn) -> None:
    sizes = reading.page_sizes(village.pdf)
    assert len(sizes) == village.account["pages"]
    assert all(size == pytest.approx((420, 297), abs=0.5) for size in sizes)


def test_the_public_reads_no_secrets(village: Drawn, qgis_app: Any) -> None:
    """Of the content before it is drawn; the finished public files are read back by the export."""
    from flood_core.sheets.export import on_copy
    from flood_core.sheets.privacy import secrets_of
    from flood_core.sheets.profile import prepared

    def found(snapshot: Any) -> list[Any]:
        secrets = secrets_of(snapshot)
        public = prepared(snapshot, "public")
        cells = [value for table in public.tables.values() for row in table for value in row.values()]
        cells += [word for one in public.elements for word in (one.name, one.label, one.sub_label)]
        return secrets.found_in(cell for cell in cells if isinstance(cell, str))

    assert on_copy(village.result.manifest.parents[1] / "village.gpkg", found) == []


def test_everything_is_named_or_listed_and_nothing_covers_anything(village: Drawn) -> None:
    account = village.account
    said = {label["text"] for label in account["labels"]} | set(account["unplaced_labels"])
    for number in range(village.traits.crowd):
        assert f"危{number + 10}" in said
    assert account["overlapping_symbols"] == []
    shelters = [one for one in account["symbol_boxes"] if one["name"].endswith(("文化礼堂", "清江二小"))]
    assert len(shelters) >= 2
    for shelter in shelters:
        left, top, right, bottom = shelter["box"]
        for label in account["labels"]:
            if label["sheet"] == shelter["sheet"] and not label["text"].startswith(("清江街", "方江路")):
                a, b, c, d = label["box"]
                assert c <= left or a >= right or d <= top or b >= bottom, (label, shelter)


@pytest.mark.parametrize("name", sorted(VILLAGES, key=lambda name: "crowd" in VILLAGES[name])[: many(1, len(VILLAGES))])
def test_the_screen_is_legible_the_same_each_time_and_clear_on_a_photograph(
    draw: Callable[..., Drawn], photo: Path, name: str
) -> None:
    """Facts 10, 11 and 14; the crowded one, which takes longest, comes last."""
    from flood_core.sheets.ground import ground_of_file

    first, second = (draw(preset="screen", formats=("png",), **VILLAGES[name]) for _ in range(2))
    assert facts.screen_faults(first.file("internal.png"), first.account) == []
    assert np.array_equal(reading.pixels(first.file("internal.png")), reading.pixels(second.file("internal.png")))
    lit = draw(preset="screen", formats=("jpg",), ground=ground_of_file(photo), **VILLAGES[name])
    picture = reading.pixels(lit.file("internal.jpg"))
    assert facts.contrast_faults(picture, lit.account) == []


def test_what_one_map_cannot_show_has_sheets_of_its_own(village: Drawn) -> None:
    account, sheets = village.account, village.account["sheets"]
    if village.traits.width_m > 9000:  # cut, for a map of the whole would be too small to read
        assert account["scale"] > 20_000
        assert 2 <= len(sheets) <= 8 and {sheet["scale"] for sheet in sheets} <= {5_000, 10_000}
    elif village.traits.crowd:
        (page,) = sheets
        assert page["name"] == "密集区放大" and page["scale"] <= account["scale"] / 1.9
        crowd = [label["sheet"] for label in account["labels"] if label["text"].startswith("危")]
        assert crowd.count(2) >= 380
        shelter = [label["sheet"] for label in account["labels"] if label["text"] == "清江二小 160人"]
        assert 1 in shelter, "where to go stands on the first page"
    else:
        assert sheets == []
    named = [uid for sheet in sheets for uid in sheet["elements"]]
    assert len(named) == len(set(named))


def test_names_on_an_island_stand_on_land(qgis_app: Any, tmp_path: Path) -> None:
    """The halo of a name has the colour of the ground: the sea round an island is not under it."""
    from flood_core.sheets.drawing import Text
    from flood_core.sheets.frame import fit
    from flood_core.sheets.map_content import build_content
    from flood_core.sheets.presets import PRESETS
    from flood_core.sheets.snapshot import read_snapshot
    from flood_core.symbology import palette

    write_village(tmp_path / "v.gpkg", **VILLAGES["island"])
    snapshot = read_snapshot(tmp_path / "v.gpkg")
    content = build_content(snapshot, fit(snapshot.village, *PRESETS[0].map_mm), PRESETS[0])
    halos = {mark.text: mark.halo for mark in content.drawing.marks if isinstance(mark, Text)}
    assert halos["村物资仓库"] == halos["方江应急广播"] == palette.GROUND
    assert halos["东浦水闸"] == palette.WATER
