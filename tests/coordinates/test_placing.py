"""The village decides between readings; what it cannot decide is said."""

from __future__ import annotations

import numpy as np
import pytest
from flood_core.coordinates.evidence import Evidence, in_words
from flood_core.coordinates.offsets import to_bd09, to_gcj02
from flood_core.coordinates.placing import place
from flood_core.coordinates.systems import CoordinateSystem
from flood_core.coordinates.villages import Boundaries, Boundary
from hypothesis import given, settings
from hypothesis import strategies as st
from osgeo import ogr

from tests.support.soak import many

CENTRE = (120.96, 28.30)
#: 200 m wide: GCJ-02 moves a point out of it.
SMALL = {
    "type": "Polygon",
    "coordinates": [[[120.959, 28.299], [120.961, 28.299], [120.961, 28.301], [120.959, 28.301], [120.959, 28.299]]],
}
#: 4 km wide: any reading lies inside.
LARGE = {
    "type": "Polygon",
    "coordinates": [[[120.94, 28.28], [120.98, 28.28], [120.98, 28.32], [120.94, 28.32], [120.94, 28.28]]],
}
BOUNDARIES = Boundaries([Boundary.from_geojson("S", "小村", SMALL), Boundary.from_geojson("L", "大村", LARGE)])


def one(east, north, area, declared=None, metres=False):
    return place(np.array([east]), np.array([north]), np.array([metres]), [declared], [area], BOUNDARIES)


def at(placed, row=0):
    return float(placed.longitude[row]), float(placed.latitude[row])


def test_declared_system_is_taken():
    written = to_gcj02(*CENTRE)
    placed = one(*map(float, written), "L", CoordinateSystem.GCJ02)
    assert at(placed) == pytest.approx(CENTRE, abs=1e-8)
    assert placed.reasons[0] == (Evidence.DECLARED, Evidence.INSIDE_VILLAGE)
    assert 300 < placed.shift_m[0] < 650


@pytest.mark.parametrize(("forward", "system"), [(to_gcj02, CoordinateSystem.GCJ02), (to_bd09, CoordinateSystem.BD09)])
def test_the_village_tells_the_system(forward, system):
    placed = one(*map(float, forward(*CENTRE)), "S")
    assert placed.system[0] is system
    assert at(placed) == pytest.approx(CENTRE, abs=1e-8)
    assert Evidence.ONLY_INSIDE_VILLAGE in placed.reasons[0]


def test_plain_reading_stands_when_two_fit_and_is_marked():
    placed = one(*CENTRE, "L")
    assert placed.system[0] is CoordinateSystem.CGCS2000
    assert at(placed) == CENTRE
    assert placed.ambiguous[0]
    assert placed.other_system[0] in (CoordinateSystem.GCJ02, CoordinateSystem.BD09)
    assert Evidence.AMBIGUOUS in placed.reasons[0]


def test_rows_that_fit_one_system_only_settle_the_others():
    east = np.array([CENTRE[0]] * 4)
    north = np.array([CENTRE[1]] * 4)
    placed = place(east, north, np.zeros(4, bool), [None] * 4, ["S", "S", "S", "L"], BOUNDARIES)
    assert not placed.ambiguous.any()
    assert Evidence.SHEET_AGREES in placed.reasons[3]


def test_rows_that_fit_gcj02_only_settle_the_others_too():
    east, north = to_gcj02(np.array([CENTRE[0]] * 4), np.array([CENTRE[1]] * 4))
    placed = place(east, north, np.zeros(4, bool), [None] * 4, ["S", "S", "S", "L"], BOUNDARIES)
    assert all(system is CoordinateSystem.GCJ02 for system in placed.system)
    assert at(placed, 3) == pytest.approx(CENTRE, abs=1e-8)
    assert not placed.ambiguous.any() and placed.other_system[3] is CoordinateSystem.CGCS2000
    assert Evidence.SHEET_AGREES in placed.reasons[3]


def test_rows_that_disagree_settle_nothing():
    east, north = to_gcj02(np.array([CENTRE[0]] * 3), np.array([CENTRE[1]] * 3))
    east, north = np.append(east, [CENTRE[0]] * 2), np.append(north, [CENTRE[1]] * 2)
    placed = place(east, north, np.zeros(5, bool), [None] * 5, ["S", "S", "S", "S", "L"], BOUNDARIES)
    assert placed.ambiguous.tolist() == [False] * 4 + [True]
    assert placed.system[4] is CoordinateSystem.CGCS2000


def test_a_declared_point_outside_is_flagged_and_stays():
    placed = one(*map(float, to_gcj02(*CENTRE)), "S", CoordinateSystem.CGCS2000)
    assert at(placed) == pytest.approx(tuple(map(float, to_gcj02(*CENTRE))))
    assert 200 < placed.outside_m[0] < 650
    assert placed.other_system[0] is CoordinateSystem.GCJ02
    assert Evidence.OUTSIDE_VILLAGE in placed.reasons[0]


def test_just_outside_is_not_shifted_by_half_a_kilometre():
    placed = one(120.9612, 28.30, "S")  # 20 m east of the border
    assert placed.system[0] is CoordinateSystem.CGCS2000
    assert placed.outside_m[0] == pytest.approx(19.6, abs=1)
    assert Evidence.NEAR_VILLAGE in placed.reasons[0]


def test_without_a_boundary_nothing_is_checked_and_it_is_said():
    placed = one(*CENTRE, "?")
    assert placed.reasons[0] == (Evidence.NOT_DECLARED, Evidence.NO_BOUNDARY)
    assert np.isnan(placed.outside_m[0])
    assert "未核对" in in_words(placed.reasons[0])


def test_nothing_written_gives_nothing():
    placed = one(np.nan, np.nan, "S")
    assert np.isnan(placed.longitude[0]) and placed.system[0] is None and placed.reasons[0] == ()


def test_words_exist_in_both_languages():
    assert all(in_words([item]) and in_words([item], chinese=False).isascii() for item in Evidence)


@settings(max_examples=many(60, 2000))
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=9), st.integers(0, 2**32 - 1))
def test_point_in_polygon_agrees_with_geos(corners, seed):
    ring = [[120 + x, 28 + y] for x, y in sorted(corners, key=lambda c: np.arctan2(c[1] - 0.5, c[0] - 0.5))]
    ring.append(ring[0])
    geometry = ogr.CreateGeometryFromWkt("POLYGON ((" + ", ".join(f"{x!r} {y!r}" for x, y in ring) + "))")
    if not geometry.IsValid():
        return
    boundary = Boundary.from_geojson("x", "x", {"type": "Polygon", "coordinates": [ring]})
    points = np.random.default_rng(seed).random((40, 2)) + [120, 28]
    inside = boundary.contains(points[:, 0], points[:, 1])
    for (x, y), answer in zip(points.tolist(), inside):
        assert geometry.Contains(ogr.CreateGeometryFromWkt(f"POINT ({x!r} {y!r})")) == answer


def test_holes_and_parts():
    square = [[120, 28], [121, 28], [121, 29], [120, 29], [120, 28]]
    hole = [[120.4, 28.4], [120.6, 28.4], [120.6, 28.6], [120.4, 28.6], [120.4, 28.4]]
    island = [[122, 28], [122.5, 28], [122.5, 28.5], [122, 28.5], [122, 28]]
    boundary = Boundary.from_geojson("x", "x", {"type": "MultiPolygon", "coordinates": [[square, hole], [island]]})
    inside = boundary.contains(np.array([120.1, 120.5, 122.2, np.nan]), np.array([28.1, 28.5, 28.2, np.nan]))
    assert inside.tolist() == [True, False, True, False]
    assert boundary.distance_m(np.array([120.5]), np.array([28.5]))[0] == pytest.approx(0.1 * 111_000 * 0.88, rel=0.02)
