"""A village whose compiler set frames comes out as an index and a page for each frame."""

from __future__ import annotations

from collections import Counter
from typing import Callable

import pytest

from . import reading
from .conftest import Drawn

FRAMES = (("上塘", 350.0, -150.0, 260.0, 0.0), ("下塘", -600.0, 250.0, 300.0, 30.0))


@pytest.fixture(scope="module")
def parted(draw: Callable[..., Drawn]) -> Drawn:
    return draw(frames=FRAMES, crowd=20, buildings=40)


def test_each_frame_has_its_page(parted: Drawn) -> None:
    account = parted.account
    assert [one["name"] for one in account["sheets"]] == ["上塘", "下塘"]
    assert [one["page"] for one in account["sheets"]] == [account["pages"] - 1, account["pages"]]
    assert len(reading.page_sizes(parted.pdf)) == account["pages"]
    words = reading.words(parted.pdf)
    for number, sheet in enumerate(account["sheets"], 2):
        on_page = "".join(word.text for word in words if word.page == sheet["page"])
        assert f"第{number}/3幅{sheet['name']}" in on_page
        assert "防汛防台形势图" in on_page
        assert all(stamp in on_page for stamp in account["stamps"])
        assert f"1:{sheet['scale']:,.0f}".replace(",", "") in on_page
    front = "".join(word.text for word in words if word.page == 1)
    assert "第1/3幅" in front
    assert "第2幅上塘" in front and "第3幅下塘" in front


def test_a_frame_is_shown_whole_at_its_scale(parted: Drawn) -> None:
    for sheet, (_, _, _, half, rotation) in zip(parted.account["sheets"], FRAMES):
        left, top, right, bottom = sheet["map_mm"]
        assert sheet["scale"] < parted.account["scale"]
        assert sheet["rotation"] == rotation
        smaller = min(right - left, bottom - top) * sheet["scale"] / 1000
        assert smaller * 0.94 >= 2 * half
        west, _, east, _ = sheet["extent"]
        assert (right - left) * sheet["scale"] / 1000 == pytest.approx(east - west, rel=0.001)


def test_everything_is_drawn_and_named_once(parted: Drawn) -> None:
    account = parted.account
    assert set(Counter((one["uid"], one["geometry"]) for one in account["elements"]).values()) == {1}
    first, second = (set(sheet["elements"]) for sheet in account["sheets"])
    assert len(first) >= 20 and not first & second
    said = Counter(label["text"] for label in account["labels"] if label["text"].startswith("危"))
    assert set(said.values()) == {1}
    assert {label["sheet"] for label in account["labels"]} == {1, 2, 3}
    text = reading.text(parted.pdf)
    assert all("".join(label["text"].split()) in text for label in account["labels"])


def test_marks_lie_where_the_turned_map_draws(parted: Drawn) -> None:
    from flood_core.sheets.compose import compose
    from flood_core.sheets.presets import PRESETS
    from flood_core.sheets.snapshot import read_snapshot
    from qgis.PyQt.QtCore import QPointF

    snapshot = read_snapshot(parted.result.manifest.parents[1] / "village.gpkg")
    sheet = compose(snapshot, PRESETS[0], "internal")
    detail = sheet.details[1]
    item = sheet.layout.itemById("map_sheet_3")
    for dx, dy in ((0, 0), (120, 40), (-90, 150)):
        x, y = detail.frame.x + dx, detail.frame.y + dy
        ours = detail.frame.to_paper(x, y)
        theirs = item.mapToItemCoords(QPointF(x, y))
        assert ours == pytest.approx((theirs.x(), theirs.y()), abs=0.1)
        assert sheet.to_map(detail.left + ours[0], detail.top + ours[1]) == pytest.approx((x, y), abs=0.01)
