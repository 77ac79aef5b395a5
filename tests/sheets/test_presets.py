"""Every paper from A4 to A0, and the screen: the right size, the right scale, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest

from tests.support.rasters import write_noise

from . import facts, reading
from .conftest import Drawn
from .synthetic import EAST, NORTH

PAPERS = {"A4-landscape": (297, 210), "A2-portrait": (420, 594), "A1-landscape": (841, 594), "A0-portrait": (841, 1189)}


@pytest.fixture(scope="module", params=sorted(PAPERS))
def sheet(request: pytest.FixtureRequest, draw: Callable[..., Drawn]) -> Drawn:
    return draw(preset=request.param, buildings=20, crowd=12)


def test_the_page_has_its_size_and_the_map_its_scale(sheet: Drawn) -> None:
    account = sheet.account
    wanted = PAPERS[account["preset"]]
    for size in reading.page_sizes(sheet.pdf):
        assert size == pytest.approx(wanted, abs=0.5)
    left, top, right, bottom = account["map_mm"]
    assert 0 < left < right < wanted[0] and 0 < top < bottom < wanted[1]
    west, south, east, north = account["extent"]
    assert (right - left) * account["scale"] / 1000 == pytest.approx(east - west, rel=0.001)
    assert (bottom - top) * account["scale"] / 1000 == pytest.approx(north - south, rel=0.001)
    bar = account["scale_bar"]
    assert bar["mm"] * account["scale"] / 1000 == pytest.approx(bar["metres"], rel=0.001)


def test_everything_is_on_the_sheet(sheet: Drawn) -> None:
    text = reading.text(sheet.pdf)
    for label in sheet.account["labels"]:
        assert "".join(label["text"].split()) in text
    for word in ("图例", "位置示意", "基本情况", "网格责任人", *sheet.account["stamps"]):
        assert word in text
    assert sheet.account["outside_frame"] == []


def test_every_page_bears_the_stamps(sheet: Drawn) -> None:
    words = reading.words(sheet.pdf)
    for page in range(1, sheet.account["pages"] + 1):
        on_page = "".join(word.text for word in words if word.page == page)
        assert all(stamp in on_page for stamp in sheet.account["stamps"]), page


def test_larger_paper_shows_more_in_larger_type(draw: Callable[..., Drawn], internal: Drawn) -> None:
    poster = draw(preset="A1-landscape", buildings=20)
    assert poster.account["scale"] < internal.account["scale"]
    assert 1.4 < poster.account["symbol_mm"] / internal.account["symbol_mm"] <= 1.6

    def title_height(sheet: Drawn) -> float:
        return max(word.bottom - word.top for word in reading.words(sheet.pdf) if "形势图" in word.text)

    assert 1.3 < title_height(poster) / title_height(internal) <= 1.65
    assert "危险区人员转移清单" in reading.text(poster.pdf)


@pytest.mark.parametrize("paper", ["A2-landscape", "screen"])
def test_our_marks_lie_where_the_map_item_draws(qgis_app: Any, tmp_path: Any, paper: str) -> None:
    from flood_core.sheets.compose import compose
    from flood_core.sheets.presets import candidates
    from flood_core.sheets.snapshot import read_snapshot
    from qgis.PyQt.QtCore import QPointF

    from .synthetic import write_village

    write_village(tmp_path / "village.gpkg", buildings=5)
    snapshot = read_snapshot(tmp_path / "village.gpkg")
    sheet = compose(snapshot, candidates(paper)[0], "internal")
    item = sheet.layout.itemById("map_main")
    assert item.scale() == pytest.approx(sheet.frame.scale, rel=0.002)
    for vertex in list(snapshot.village.vertices())[:6]:
        ours = sheet.frame.to_paper(vertex.x(), vertex.y())
        theirs = item.mapToItemCoords(QPointF(vertex.x(), vertex.y()))
        zoom = sheet.preset.zoom
        assert (ours[0] * zoom, ours[1] * zoom) == pytest.approx((theirs.x(), theirs.y()), abs=0.1)


def test_the_screen_gets_its_pixels_even_on_the_noisiest_photograph(
    draw: Callable[..., Drawn], tmp_path: Path
) -> None:
    from flood_core.sheets.ground import ground_of_file

    noise = write_noise(tmp_path / "噪声.tif", (EAST - 2500, NORTH - 2000, EAST + 2500, NORTH + 2000), 2.0)
    sheet = draw(preset="screen", formats=("png", "jpg"), ground=ground_of_file(noise))
    for suffix in ("internal.png", "internal.jpg"):
        assert facts.screen_faults(sheet.file(suffix), sheet.account) == []
    assert facts.contrast_faults(reading.pixels(sheet.file("internal.png")), sheet.account) == []


@pytest.mark.parametrize("paper", ["A4-portrait", "A0-portrait"])
def test_no_text_leaves_its_part_of_the_sheet(qgis_app: Any, tmp_path: Any, paper: str) -> None:
    """In narrow columns the name beside the long sample of a route ran into the next column."""
    from flood_core.sheets.compose import compose
    from flood_core.sheets.drawing import Text
    from flood_core.sheets.presets import candidates
    from flood_core.sheets.snapshot import read_snapshot

    from .synthetic import write_village

    write_village(tmp_path / "village.gpkg", buildings=5)
    sheet = compose(read_snapshot(tmp_path / "village.gpkg"), candidates(paper)[0], "internal")
    for piece in sheet.pieces:
        width = piece.box[2] - piece.box[0]
        for mark in piece.drawing.marks:
            if isinstance(mark, Text):
                left, _, right, _ = mark.box()
                assert left >= -0.1 and right <= width + 0.6, (piece.name, mark.text)
