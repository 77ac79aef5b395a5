"""Lines and areas grow with the sheet: an A0 is a large A3, dashes, hatches and arrows included."""

import numpy as np
import pytest
from flood_core.symbology.catalogue import Catalogue
from flood_core.symbology.scaling import scaled
from flood_core.symbology.symbols import fill, line, marker

from tests.symbology.pictures import draw

pytestmark = pytest.mark.usefixtures("qgis_app")

PIXELS_PER_MM = 10


def reduced(picture: np.ndarray) -> np.ndarray:
    """Return a picture at half its size."""
    return (picture[::2, ::2] + picture[1::2, ::2] + picture[::2, 1::2] + picture[1::2, 1::2]) / 4


def crossings(picture: np.ndarray) -> float:
    """Return how often a row or column of a picture runs into ink, on the average: the hatch, counted."""
    inked = (np.abs(picture - 255).sum(axis=2) > 30).astype(int)
    return sum(float((np.diff(inked, axis=axis) > 0).sum()) for axis in (0, 1)) / len(picture)


def test_a_line_at_twice_the_symbol_size_is_the_same_picture_twice_as_large():
    for symbol in Catalogue.load().of_geometry("line"):
        small = draw(line(symbol.code), 300, PIXELS_PER_MM)
        large = reduced(draw(line(symbol.code, size_mm=10.0), 600, PIXELS_PER_MM))
        off = np.abs(large - small).sum()
        assert off < 0.35 * np.abs(small - 255).sum(), symbol.code
        unscaled = reduced(draw(line(symbol.code), 600, PIXELS_PER_MM))
        assert np.abs(unscaled - small).sum() > off, f"{symbol.code}: the test sees nothing"


def test_a_hatch_at_twice_the_symbol_size_has_as_many_lines_on_a_paper_twice_as_large():
    """A hatch begins where QGIS begins it, so lines are counted and not laid one upon the other."""
    for symbol in Catalogue.load().of_geometry("polygon"):
        small = crossings(draw(fill(symbol.code), 300, PIXELS_PER_MM))
        large = crossings(draw(fill(symbol.code, size_mm=10.0), 600, PIXELS_PER_MM))
        assert large == pytest.approx(small, rel=0.15), symbol.code
    assert crossings(draw(fill("F20400"), 600, PIXELS_PER_MM)) > 1.8 * crossings(
        draw(fill("F20400"), 300, PIXELS_PER_MM)
    ), "unscaled it has twice as many"


def test_scaling_by_one_changes_nothing_and_marks_keep_their_kind():
    for code in ("E30200", "E20100", "E30100"):
        assert np.array_equal(draw(scaled(line(code), 1.0), 300, 10), draw(line(code), 300, 10)), code
    assert np.array_equal(draw(scaled(fill("F10200"), 1.0), 300, 10), draw(fill("F10200"), 300, 10))


def test_the_middle_symbol_has_the_size_that_is_asked_for():
    with_marker = fill("F20200", with_marker=True, size_mm=7.0)
    centre = with_marker.symbolLayer(with_marker.symbolLayerCount() - 1).subSymbol()
    assert centre.size() == pytest.approx(marker("B20200", 7.0).size())
