"""GCJ-02 and BD-09: the offset systems of Chinese web maps, forth and back.

All functions take and return degrees, as floats or as numpy arrays. The
formulas are the published ones; the inverse iterates to 1e-9 degrees.
"""

from __future__ import annotations

from typing import Callable, Union

import numpy as np

Degrees = Union[float, np.ndarray]
Pair = tuple[np.ndarray, np.ndarray]

_AXIS = 6378245.0  # Krassovsky, metres
_ECCENTRICITY = 0.00669342162296594323
_BAIDU = np.pi * 3000.0 / 180.0


def _shift(longitude: Degrees, latitude: Degrees) -> Pair:
    x, y = longitude - 105.0, latitude - 35.0
    wave = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    root = np.sqrt(np.abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave
    north += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave
    east += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    radians = latitude / 180.0 * np.pi
    magic = 1.0 - _ECCENTRICITY * np.sin(radians) ** 2
    root_magic = np.sqrt(magic)
    north = north * 180.0 / ((_AXIS * (1.0 - _ECCENTRICITY)) / (magic * root_magic) * np.pi)
    east = east * 180.0 / (_AXIS / root_magic * np.cos(radians) * np.pi)
    return east, north


def to_gcj02(longitude: Degrees, latitude: Degrees) -> Pair:
    """Return where CGCS2000 degrees stand in GCJ-02."""
    longitude, latitude = np.asarray(longitude, float), np.asarray(latitude, float)
    east, north = _shift(longitude, latitude)
    return longitude + east, latitude + north


def _gcj02_to_bd09(longitude: Degrees, latitude: Degrees) -> Pair:
    radius = np.hypot(longitude, latitude) + 0.00002 * np.sin(latitude * _BAIDU)
    angle = np.arctan2(latitude, longitude) + 0.000003 * np.cos(longitude * _BAIDU)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def to_bd09(longitude: Degrees, latitude: Degrees) -> Pair:
    """Return where CGCS2000 degrees stand in BD-09."""
    return _gcj02_to_bd09(*to_gcj02(longitude, latitude))


def _inverse(forward: Callable[[Degrees, Degrees], Pair], longitude: Degrees, latitude: Degrees) -> Pair:
    longitude, latitude = np.asarray(longitude, float), np.asarray(latitude, float)
    x, y = longitude, latitude
    for _ in range(12):
        forth_x, forth_y = forward(x, y)
        step_x, step_y = longitude - forth_x, latitude - forth_y
        x, y = x + step_x, y + step_y
        if not x.size or max(np.nanmax(np.abs(step_x)), np.nanmax(np.abs(step_y))) < 1e-10:
            break
    return x, y


def from_gcj02(longitude: Degrees, latitude: Degrees) -> Pair:
    """Return CGCS2000 degrees of GCJ-02 degrees, to 1e-9."""
    return _inverse(to_gcj02, longitude, latitude)


def from_bd09(longitude: Degrees, latitude: Degrees) -> Pair:
    """Return CGCS2000 degrees of BD-09 degrees, to 1e-9."""
    return _inverse(to_bd09, longitude, latitude)
