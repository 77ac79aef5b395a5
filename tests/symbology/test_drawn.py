"""The symbols as they print: told apart at 4 mm, inside their frame, standing on their place."""

import base64
import re

import numpy as np
import pytest
from flood_core.symbology.catalogue import Catalogue
from flood_core.symbology.nearness import TOO_NEAR, closest_pairs, nearest
from flood_core.symbology.symbols import fill, line, marker, placeholder, svg_text
from qgis.core import QgsSvgMarkerSymbolLayer

from tests.symbology.pictures import GREY, draw

pytestmark = pytest.mark.usefixtures("qgis_app")

PRINT = 300 / 25.4  # pixels per mm at 300 dpi


def framed():
    return [symbol for symbol in Catalogue.load().of_geometry("point") if symbol.frame != "none"]


@pytest.fixture(scope="module")
def at_4_mm(qgis_app):
    return {symbol.code: draw(marker(symbol.code, 4), 54, PRINT) for symbol in framed()}


@pytest.mark.parametrize("ink", ["colour", "grey"])
def test_each_symbol_is_told_apart_at_4_mm(ink, record_property):
    pairs = closest_pairs(10, grey=ink == "grey")
    closest = [f"{pair.one} {pair.other} {pair.difference:.1f}" for pair in pairs]
    record_property("ten closest pairs", closest)
    assert len(pairs) == 10
    assert pairs[0].difference > TOO_NEAR, closest


def test_two_drawings_that_differ_by_a_hair_are_found():
    """The measure sees what a reader would mix up, or the test above proves nothing."""
    pairs = nearest(["B20451", "B20400", "C10200"], lambda code: marker("B20400" if code[0] == "B" else code, 4), 3)
    assert (pairs[0].one, pairs[0].other, pairs[0].difference) == ("B20451", "B20400", 0)
    assert pairs[1].difference > TOO_NEAR


def test_glyphs_stay_inside_their_frame_and_fill_it(qgis_app):
    """Nothing of a glyph covers the hairline; none is a speck."""
    for symbol in framed():
        made = marker(symbol.code, 6.4)
        layer = made.symbolLayer(0)
        shown = draw(made, 150, 20)  # 2 pixels per unit, frame 11..139
        hairline = np.concatenate([shown[12, 30:120], shown[137, 30:120], shown[30:120, 12], shown[30:120, 137]])
        assert hairline.max() < 60, f"{symbol.code}: something covers the frame"
        ground = np.array([layer.fillColor().blue(), layer.fillColor().green(), layer.fillColor().red()], float)
        inside = shown[20:130, 20:130]
        ink = (np.abs(inside - ground).sum(axis=2) > 200).mean()
        assert 0.1 < ink < 0.75, f"{symbol.code}: {ink:.0%} of the frame is inked"


def test_the_anchor_is_the_middle_of_the_frame(at_4_mm):
    for code, shown in at_4_mm.items():
        inked = np.argwhere(np.abs(shown - 255).sum(axis=2) > 150)
        middle = (inked.min(axis=0) + inked.max(axis=0) + 1) / 2
        assert np.abs(middle - 27).max() <= 0.75, code


def test_the_level_tab_adds_bars_beside_the_frame_and_leaves_the_anchor():
    bare = draw(marker("B20200", 5), 120, PRINT)
    seen = set()
    for level in (1, 2, 3, 4):
        shown = draw(marker("B20200", 5, level), 120, PRINT)
        assert np.array_equal(shown[:, 30:85], bare[:, 30:85]), "the symbol itself has changed"
        assert np.abs(shown[:, 90:] - bare[:, 90:]).max() > 100
        seen.add(shown.tobytes())
    assert len(seen) == 4


def test_the_number_of_bars_survives_grey_print():
    filled = []
    for level in (1, 2, 3, 4):
        shown = draw(marker("B20200", 16, level), 400, PRINT)
        unit = 16 / 64 * PRINT
        x = round(200 + (32 + 7.5) * unit)
        count = 0
        for slot in range(4):
            y = round(200 + (32 - 1 - 14.75 - slot * 15.75 + 7) * unit)
            count += bool(shown[y, x] @ GREY < 240)
        filled.append(count)
    assert filled == [4, 3, 2, 1]


def test_label_from_8_mm_only_and_sub_label_in_its_place():
    assert marker("A10400", 5).symbolLayerCount() == 1
    labelled = marker("A10400", 8)
    assert labelled.symbolLayer(1).character() == "地质灾害"
    assert marker("A10400", 8, sub_label="滑坡").symbolLayer(1).character() == "滑坡"
    assert marker("C10200", 8).symbolLayerCount() == 1


def test_svg_takes_fill_stroke_and_width_from_qgis():
    svg = svg_text("B20200")
    assert "param(fill)" in svg and "param(outline)" in svg and "param(outline-width)" in svg
    symbol = marker("B20200", 6.4)
    symbol.symbolLayer(0).setFillColor(placeholder().color().__class__("#00ffff"))
    assert tuple(draw(symbol, 150, 20)[25, 25]) == (255, 255, 0)  # blue, green, red


def test_nothing_is_outside_the_symbol():
    """No file, no link, no script: the SVG travels inside."""
    for symbol in framed():
        made = marker(symbol.code)
        layer = made.symbolLayer(0)
        assert isinstance(layer, QgsSvgMarkerSymbolLayer)
        assert layer.path().startswith("base64:")
        text = base64.b64decode(layer.path()[7:]).decode()
        assert not re.search(r"href|script|<image|url\(|file:", text)


def test_every_line_and_area_draws_something():
    catalogue = Catalogue.load()
    for symbol in catalogue.of_geometry("line"):
        assert np.ptp(draw(line(symbol.code), 200, 8, "#f7f5ef")) > 10, symbol.code
    for symbol in catalogue.of_geometry("polygon"):
        assert np.ptp(draw(fill(symbol.code), 200, 8, "#f7f5ef")) > 10, symbol.code


def test_danger_areas_leave_the_map_below_visible():
    for symbol in Catalogue.load().of_geometry("polygon"):
        if symbol.code.startswith(("F1", "F2", "F4")) and symbol.code != "F20952":  # a pond is water
            inside = draw(fill(symbol.code), 400, 8, "#00ff00")[60:340, 60:340]
            clear = (np.abs(inside - np.array([0, 255, 0])).sum(axis=2) < 40).mean()
            assert clear > 0.5, f"{symbol.code}: only {clear:.0%} of the ground is seen"


def test_the_route_points_to_the_shelter():
    """The arrow head stands at the end of the line, wide side back."""
    shown = draw(line("E30200"), 600, 12, "#ffffff")
    red = (shown[:, :, 2] > 180) & (shown[:, :, 1] < 80)
    widths = red.sum(axis=0)
    tip = np.flatnonzero(widths).max()
    assert 540 - 4 * 12 < tip < 540 - 2.5 * 12, "the tip stands clear of the shelter's symbol"
    head = widths[tip - 44 : tip]
    assert head[:20].max() > 2 * head[-8:].max(), "the head narrows towards the end"


def test_a_missing_drawing_is_a_marked_placeholder(monkeypatch):
    from flood_core.symbology import symbols

    symbols._svg.cache_clear()
    monkeypatch.setattr(symbols, "load_drawings", dict)
    shown = draw(marker("B20200", 6.4), 150, 20)
    symbols._svg.cache_clear()
    assert np.array_equal(shown, draw(placeholder(6.4), 150, 20))
    magenta = (shown[:, :, 2] > 150) & (shown[:, :, 1] < 80) & (shown[:, :, 0] > 100)
    assert magenta.sum() > 200
