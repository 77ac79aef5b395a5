"""Geometry in metres: from EPSG:4490 degrees into the 3-degree Gauss-Krueger zone of the place, and back."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsPointXY,
)

from ..model.binary_geometry import without_srid

_GEOGRAPHIC = "EPSG:4490"


def metric_crs(longitude: float) -> str:
    """Return the CGCS2000 3-degree zone (easting without zone number) for a longitude in China.

    EPSG:4549 for the zone of 120 degrees east.
    """
    meridian = min(max(round(longitude / 3.0) * 3, 75), 135)
    return f"EPSG:{4534 + (meridian - 75) // 3}"


class Plane:
    """The plane in metres in which one village is measured."""

    def __init__(self, crs: str) -> None:
        self.crs = crs
        degrees = QgsCoordinateReferenceSystem(_GEOGRAPHIC)
        metres = QgsCoordinateReferenceSystem(crs)
        self._forward = QgsCoordinateTransform(degrees, metres, QgsCoordinateTransformContext())
        self._back = QgsCoordinateTransform(metres, degrees, QgsCoordinateTransformContext())

    @classmethod
    def around(cls, geometry: QgsGeometry) -> Plane:
        """Return the plane of the zone in which ``geometry`` (degrees) lies."""
        return cls(metric_crs(geometry.boundingBox().center().x()))

    def metres(self, geometry: QgsGeometry) -> QgsGeometry:
        """Return a copy of ``geometry`` (degrees) in metres."""
        copy = QgsGeometry(geometry)
        copy.transform(self._forward)
        return copy

    def degrees(self, geometry: QgsGeometry) -> QgsGeometry:
        """Return a copy of ``geometry`` (metres) in degrees."""
        copy = QgsGeometry(geometry)
        copy.transform(self._back)
        return copy

    def point_in_degrees(self, point: QgsPointXY) -> QgsPointXY:
        """Return a point of the plane in degrees."""
        return self._back.transform(point)


def from_hex(ewkb: str) -> QgsGeometry:
    """Return the geometry of PostGIS's hex EWKB (the coordinates as they are)."""
    raw = bytes.fromhex(ewkb)
    geometry = QgsGeometry()
    geometry.fromWkb(without_srid(raw))
    return geometry
