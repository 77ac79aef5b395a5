"""Scale, extent and the frame's figures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.soak import many


@pytest.fixture(autouse=True)
def _qgis(qgis_app: Any) -> None:
    """Geometry and coordinate systems need QGIS."""


def rectangle(width: float, height: float) -> Any:
    from qgis.core import QgsGeometry, QgsRectangle

    return QgsGeometry.fromRect(QgsRectangle(600_000, 3_100_000, 600_000 + width, 3_100_000 + height))


@settings(max_examples=many(60, 2000), deadline=None)
@given(st.floats(60, 60_000), st.floats(60, 60_000), st.floats(100, 900), st.floats(100, 900))
def test_fit_takes_the_largest_round_scale_with_margin(w: float, h: float, paper_w: float, paper_h: float) -> None:
    from flood_core.sheets.frame import MARGIN, fit, round_scales

    frame = fit(rectangle(w, h), paper_w, paper_h)
    scales = round_scales()
    assert frame.scale in scales

    def holds(scale: float) -> bool:
        room = 1 - 2 * MARGIN
        return w * 1000 / scale <= paper_w * room + 1e-6 and h * 1000 / scale <= paper_h * room + 1e-6

    assert holds(frame.scale) or frame.scale == scales[-1]
    smaller = [scale for scale in scales if scale < frame.scale]
    assert not smaller or not holds(smaller[-1])


@settings(max_examples=many(60, 2000), deadline=None)
@given(st.floats(0, 292), st.floats(0, 230), st.floats(-180, 180))
def test_paper_and_ground_are_each_others_inverse(right: float, down: float, rotation: float) -> None:
    from flood_core.sheets.frame import MapFrame

    frame = MapFrame(292, 230, 10_000, 603_000, 3_129_000, rotation)
    assert frame.to_paper(*frame.to_map(right, down)) == pytest.approx((right, down), abs=1e-5)


def test_ticks_stand_where_the_grid_meets_the_frame() -> None:
    from flood_core.sheets.frame import MapFrame
    from flood_core.sheets.graticule import grid_step, ticks

    frame = MapFrame(292, 230, 10_000, 603_123.4, 3_129_456.7)
    step = grid_step(frame)
    found = ticks(frame)
    assert 3 <= sum(tick.edge == "top" for tick in found) <= 8
    for tick in found:
        east, north = frame.to_map(tick.x, tick.y)
        value = east if tick.axis == "E" else north
        assert value == pytest.approx(tick.metres, abs=0.001)  # 0.1 mm at 1:10,000 is 1 m
        assert tick.metres % step == 0


@settings(max_examples=many(40, 2000), deadline=None)
@given(st.floats(-30, 30))
def test_ticks_follow_a_turned_map(rotation: float) -> None:
    from flood_core.sheets.frame import MapFrame
    from flood_core.sheets.graticule import ticks

    frame = MapFrame(292, 230, 5_000, 603_123.4, 3_129_456.7, rotation)
    for tick in ticks(frame):
        east, north = frame.to_map(tick.x, tick.y)
        assert (east if tick.axis == "E" else north) == pytest.approx(tick.metres, abs=0.01)


def test_corners_in_degrees_match_the_projection() -> None:
    from flood_core.sheets.frame import MapFrame
    from flood_core.sheets.graticule import corner_degrees, sexagesimal
    from flood_core.sheets.snapshot import projected_system
    from osgeo import osr

    frame = MapFrame(292, 230, 10_000, 603_000, 3_129_000)
    crs = projected_system(121.05)
    assert crs.authid() == "EPSG:4549"
    here, there = osr.SpatialReference(), osr.SpatialReference()
    here.ImportFromEPSG(4549)
    there.ImportFromEPSG(4490)
    for system in (here, there):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    transform = osr.CoordinateTransformation(here, there)
    for (longitude, latitude), (x, y) in zip(corner_degrees(frame, crs), frame.corners()):
        expected = transform.TransformPoint(x, y)
        assert (longitude, latitude) == pytest.approx(expected[:2], abs=1e-8)
    assert sexagesimal(121 + 59 / 60 + 59.996 / 3600) == "122°00′00.00″"
    assert sexagesimal(28.5, 3) == "28°30′00.000″"


@given(st.floats(73, 136))
def test_every_longitude_of_china_has_its_zone(longitude: float) -> None:
    from flood_core.sheets.snapshot import projected_system

    number = int(projected_system(longitude).authid().partition(":")[2])
    assert 4534 <= number <= 4554
    assert abs(75 + 3 * (number - 4534) - longitude) <= 2.01


def test_north_arrow_turns_with_the_map() -> None:
    from flood_core.sheets.drawing import Path
    from flood_core.sheets.furniture import draw_north

    def tip(rotation: float) -> tuple[float, float]:
        path = next(mark for mark in draw_north(13, 22, rotation).marks if isinstance(mark, Path))
        return path.parts[0][0]

    assert tip(0)[0] == pytest.approx(6.5)
    assert tip(0)[1] < 11
    assert tip(90)[0] > 6.5 + 4
    assert tip(90)[1] == pytest.approx(11 + 1.6, abs=0.01)


@settings(max_examples=many(60, 2000), deadline=None)
@given(st.sampled_from([500, 1000, 2000, 2500, 5000, 10_000, 20_000, 25_000, 50_000, 100_000]))
def test_scale_bar_is_round_and_fits(scale: float) -> None:
    from flood_core.sheets.frame import MapFrame
    from flood_core.sheets.furniture import draw_scale

    drawing, bar = draw_scale(MapFrame(292, 230, scale, 0, 0), 176, 11)
    assert bar["mm"] == pytest.approx(bar["metres"] * 1000 / scale)
    assert 20 <= bar["mm"] <= 112
    assert str(int(bar["metres"])).rstrip("0") in ("1", "2", "4", "8", "5")
    assert any(text.startswith("1:") for text in drawing.texts())
