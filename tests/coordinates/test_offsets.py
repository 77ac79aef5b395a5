"""GCJ-02, BD-09 and Gauss-Krueger against known values and against themselves."""

from __future__ import annotations

import numpy as np
import pytest
from flood_core.coordinates.offsets import from_bd09, from_gcj02, to_bd09, to_gcj02
from flood_core.coordinates.projected import from_gauss, to_gauss
from hypothesis import given
from hypothesis import strategies as st

longitudes = st.floats(118.0, 123.0)
latitudes = st.floats(27.0, 31.5)


def test_published_check_vector():
    assert np.allclose(to_gcj02(120.0, 40.0), (120.00567568355486, 40.0013047896019), atol=1e-7)


@given(longitudes, latitudes)
def test_gcj02_comes_back(longitude, latitude):
    assert np.allclose(from_gcj02(*to_gcj02(longitude, latitude)), (longitude, latitude), atol=1e-8)


@given(longitudes, latitudes)
def test_bd09_comes_back(longitude, latitude):
    assert np.allclose(from_bd09(*to_bd09(longitude, latitude)), (longitude, latitude), atol=1e-8)


def test_offsets_here_have_the_known_size():
    east, north = to_gcj02(120.97, 28.3)
    assert 300 < np.hypot((east - 120.97) * 98_000, (north - 28.3) * 111_000) < 650


@given(st.floats(118.6, 121.4), latitudes)
def test_gauss_krueger_comes_back(longitude, latitude):
    assert np.allclose(from_gauss(*to_gauss(longitude, latitude)), (longitude, latitude), atol=1e-7)


def test_zone_number_before_the_easting_changes_nothing():
    assert np.allclose(from_gauss(593_000.0, 3_131_000.0), from_gauss(40_593_000.0, 3_131_000.0), atol=1e-12)


def test_longitude_comes_first():
    longitude, latitude = from_gauss(500_000.0, 3_100_000.0)
    assert longitude == pytest.approx(120.0, abs=1e-9)
    assert 27.5 < latitude < 28.5


def test_whole_columns_at_once():
    x, y = np.linspace(120.5, 121.3, 500), np.linspace(27.9, 28.6, 500)
    back = from_gcj02(*to_gcj02(x, y))
    assert np.abs(back[0] - x).max() < 1e-8 and np.abs(back[1] - y).max() < 1e-8
    assert from_gcj02(np.array([]), np.array([]))[0].size == 0
