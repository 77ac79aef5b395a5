"""Geometry in metres round one spot of EPSG:4549, as the degrees that the engine takes."""

from __future__ import annotations

from flood_core.analysis.metric import Plane
from qgis.core import QgsGeometry

EAST, NORTH = 604000.0, 3129000.0
PLANE = Plane("EPSG:4549")


def degrees(wkt: str) -> QgsGeometry:
    """Return ``wkt``, in metres from the spot, in degrees of EPSG:4490."""
    geometry = QgsGeometry.fromWkt(wkt)
    geometry.translate(EAST, NORTH)
    return PLANE.degrees(geometry)


def metres(geometry: QgsGeometry) -> list[tuple[int, int]]:
    """Return the corners of a line in whole metres from the spot."""
    line = PLANE.metres(geometry)
    line.translate(-EAST, -NORTH)
    return [(round(point.x()), round(point.y())) for point in line.asPolyline()]
