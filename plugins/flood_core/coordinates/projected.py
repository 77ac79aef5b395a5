"""Gauss-Krueger metres on CGCS2000, central meridian 120 E, from and to degrees."""

from __future__ import annotations

from functools import cache
from typing import Union

import numpy as np
from osgeo import osr

Pair = tuple[np.ndarray, np.ndarray]
Numbers = Union[float, np.ndarray]

ZONE_PREFIX_M = 40_000_000.0  # EPSG:4528 writes the zone number 40 before the easting of EPSG:4549


@cache
def _transformation(source: int, target: int) -> osr.CoordinateTransformation:
    systems = []
    for code in (source, target):
        system = osr.SpatialReference()
        system.ImportFromEPSG(code)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        systems.append(system)
    return osr.CoordinateTransformation(*systems)


def _transform(source: int, target: int, first: Numbers, second: Numbers) -> Pair:
    first, second = np.broadcast_arrays(np.asarray(first, float), np.asarray(second, float))
    if not first.size:
        return first.astype(float), second.astype(float)
    points = np.column_stack([first.ravel(), second.ravel()])
    moved = np.asarray(_transformation(source, target).TransformPoints(points.tolist()))
    return moved[:, 0].reshape(first.shape), moved[:, 1].reshape(first.shape)


def from_gauss(easting: Numbers, northing: Numbers) -> Pair:
    """Return CGCS2000 degrees of metres in EPSG:4549 or, with the zone before the easting, EPSG:4528."""
    easting = np.asarray(easting, float)
    return _transform(4549, 4490, np.where(easting >= ZONE_PREFIX_M, easting - ZONE_PREFIX_M, easting), northing)


def to_gauss(longitude: Numbers, latitude: Numbers) -> Pair:
    """Return metres (easting, northing) in EPSG:4549 of CGCS2000 degrees."""
    return _transform(4490, 4549, longitude, latitude)


def looks_like_metres(easting: Numbers, northing: Numbers) -> np.ndarray:
    """Tell where a pair has the size of metres of this zone: easting 200 to 800 km, perhaps with a 40 before it."""
    easting, northing = np.asarray(easting, float), np.asarray(northing, float)
    with np.errstate(invalid="ignore"):
        plain = np.where(easting >= ZONE_PREFIX_M, easting - ZONE_PREFIX_M, easting)
        return (plain >= 200_000) & (plain <= 800_000) & (northing >= 1_500_000) & (northing <= 6_000_000)
