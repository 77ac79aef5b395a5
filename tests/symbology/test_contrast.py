"""Every symbol stands out 3:1 from white, from an orthophoto and from the relief tint, measured on pixels."""

import numpy as np
import pytest
from flood_core.symbology.catalogue import Catalogue
from flood_core.symbology.strokes import line_symbol, stroke
from flood_core.symbology.symbols import fill, line, marker

from tests.symbology import grounds
from tests.symbology.pictures import draw_on

pytestmark = pytest.mark.usefixtures("qgis_app")

LEAST = 3.0
LONGEST_GAP = 3.0  # mm of a dashed line in which nothing need stand out
PIXELS_PER_MM = 300 / 25.4
GROUNDS = {"white": grounds.white, "orthophoto": grounds.orthophoto, "relief": grounds.relief}


def luminance(picture: np.ndarray) -> np.ndarray:
    """Return the relative luminance (WCAG) of rows x columns x (blue, green, red)."""
    share = picture / 255
    linear = np.where(share <= 0.03928, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.0722, 0.7152, 0.2126])


def contrast(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    bright, dark = np.maximum(one, other), np.minimum(one, other)
    return (bright + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module", params=list(GROUNDS))
def ground(request) -> np.ndarray:
    return GROUNDS[request.param]()


def test_the_grounds_are_what_they_say():
    """Dark forest and bright concrete in one picture, else the test would prove little."""
    photo = luminance(grounds.orthophoto())
    assert np.percentile(photo, 5) < 0.03 and np.percentile(photo, 97) > 0.3
    tint = luminance(grounds.relief())
    assert tint.min() < 0.2 and tint.max() > 0.6
    assert np.array_equal(grounds.orthophoto(), grounds.orthophoto())


def test_the_frame_of_a_point_stands_out_on_all_sides(ground):
    """Along each side of the frame, halo or hairline differs 3:1 from the ground just outside."""
    around = luminance(ground)
    for symbol in Catalogue.load().of_geometry("point"):
        if symbol.frame in ("", "none"):
            continue
        shown = luminance(draw_on(marker(symbol.code, 5), ground, PIXELS_PER_MM))
        middle, half = grounds.SIDE // 2, round(2.5 * PIXELS_PER_MM)
        for turn in range(4):  # look at the upper side, then turn the picture
            above, drawn = np.rot90(around, turn), np.rot90(shown, turn)
            columns = slice(middle - half + 12, middle + half - 12)
            outside = above[middle - half - 9 : middle - half - 6, columns].mean(axis=0)
            edge = drawn[middle - half - 3 : middle - half + 3, columns]
            assert contrast(edge, outside).max(axis=0).min() >= LEAST, symbol.code


def test_the_glyph_stands_out_from_its_own_ground(qgis_app):
    white = grounds.white()
    for symbol in Catalogue.load().of_geometry("point"):
        if symbol.frame in ("", "none"):
            continue
        shown = luminance(draw_on(marker(symbol.code, 5), white, PIXELS_PER_MM))
        middle, half = grounds.SIDE // 2, round(2.1 * PIXELS_PER_MM)
        inside = shown[middle - half : middle + half, middle - half : middle + half]
        assert contrast(np.percentile(inside, 2), np.percentile(inside, 98)) >= LEAST, symbol.code


def longest_gap(shown: np.ndarray, ground: np.ndarray, columns: range) -> float:
    """Return the longest stretch, mm, on which no ink differs 3:1 from the ground below it: at most a dash's gap."""
    differs = (contrast(luminance(shown), luminance(ground)) >= LEAST) & (np.abs(shown - ground).sum(axis=2) > 60)
    seen = [column for column in columns if differs[:, column].any()]
    ends = [columns.start, *seen, columns.stop]
    return max(after - before for before, after in zip(ends, ends[1:])) / PIXELS_PER_MM


def test_lines_stand_out_along_their_length(ground):
    for symbol in Catalogue.load().of_geometry("line"):
        if symbol.legend_group == "base":  # the base map is calm on purpose
            continue
        shown = draw_on(line(symbol.code), ground, PIXELS_PER_MM)
        end = 165 if symbol.code.startswith("E3") else 205  # routes end short of their shelter's symbol
        assert longest_gap(shown, ground, range(30, end)) < LONGEST_GAP, symbol.code


def test_areas_have_an_edge_that_stands_out(ground):
    band = slice(14, 36)  # the upper edge of the square that draw_on makes
    for symbol in Catalogue.load().of_geometry("polygon"):
        if symbol.legend_group == "base":
            continue
        shown = draw_on(fill(symbol.code), ground, PIXELS_PER_MM)
        assert longest_gap(shown[band], ground[band], range(40, 200)) < LONGEST_GAP, symbol.code


def test_a_red_line_without_its_white_casing_would_fail():
    """The measure sees what the casing is for."""
    ground = np.full((grounds.SIDE, grounds.SIDE, 3), grounds.FOREST, float)
    bare = line_symbol([stroke("#cf1f1f", 0.6)])
    assert longest_gap(draw_on(bare, ground, PIXELS_PER_MM), ground, range(30, 205)) > 10
