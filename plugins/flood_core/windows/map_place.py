"""Lead the eye to a place on QGIS's map."""

from __future__ import annotations

import math
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)

METRES_PER_DEGREE = 111_320.0


def show_place(canvas: Any, longitude: float, latitude: float, *, metres: float = 150.0) -> None:
    """Turn the canvas to a place in degrees (EPSG:4490), with ``metres`` round it, and let it flash."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4490")
    if not canvas.mapSettings().destinationCrs().isValid():
        canvas.setDestinationCrs(degrees)
    show_box(canvas, QgsRectangle(longitude, latitude, longitude, latitude), metres=metres)
    canvas.flashGeometries([QgsGeometry.fromPointXY(QgsPointXY(longitude, latitude))], degrees)


def show_box(canvas: Any, box: QgsRectangle, *, metres: float = 150.0) -> None:
    """Turn the canvas to a box in degrees (EPSG:4490), with ``metres`` round it."""
    degrees = QgsCoordinateReferenceSystem("EPSG:4490")
    north = metres / METRES_PER_DEGREE
    east = north / max(0.01, math.cos(math.radians(box.center().y())))
    wider = QgsRectangle(box.xMinimum() - east, box.yMinimum() - north, box.xMaximum() + east, box.yMaximum() + north)
    there = QgsCoordinateTransform(degrees, canvas.mapSettings().destinationCrs(), QgsProject.instance())
    canvas.setExtent(there.transformBoundingBox(wider))
    canvas.refresh()
