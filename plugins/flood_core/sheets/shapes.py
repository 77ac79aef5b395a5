"""Geometry on the paper: clipped to the frame, in millimetres, as points for drawing and for labels."""

from __future__ import annotations

from functools import lru_cache
from typing import Iterator

import numpy as np
from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle, QgsWkbTypes
from qgis.PyQt.QtGui import QTransform

from .frame import MapFrame

Points = list[tuple[float, float]]


def on_paper(geometry: QgsGeometry, frame: MapFrame, margin: float = 6.0) -> QgsGeometry:
    """Return the geometry in mm from the frame's top left, clipped ``margin`` mm outside the frame."""
    around = geometry.boundingBox()
    if not around.isNull() and not _reach(frame, margin).intersects(around):
        return QgsGeometry()
    a, b = frame.to_paper(0, 0)
    (ax, ay), (bx, by) = frame.to_paper(1000, 0), frame.to_paper(0, 1000)
    paper = QgsGeometry(geometry)
    paper.transform(QTransform((ax - a) / 1000, (ay - b) / 1000, (bx - a) / 1000, (by - b) / 1000, a, b))
    window = QgsRectangle(-margin, -margin, frame.width + margin, frame.height + margin)
    if window.contains(paper.boundingBox()):
        return paper
    if not window.intersects(paper.boundingBox()):
        return QgsGeometry()
    clipped = paper.clipped(window)
    if clipped.isNull() and paper.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
        clipped = paper.makeValid().clipped(window)
    return clipped


@lru_cache(maxsize=32)
def _reach(frame: MapFrame, margin: float) -> QgsRectangle:
    """Return the box on the ground, in metres, beyond which nothing reaches the paper; with a hair to spare."""
    box = frame.polygon().boundingBox()
    box.grow((margin + 1.0) * 1.5 * frame.metres_per_mm)
    return box


def visible(geometry: QgsGeometry, frame: MapFrame) -> bool:
    """Tell whether any of the geometry lies inside the frame."""
    outline = frame.polygon()
    return geometry.boundingBox().intersects(outline.boundingBox()) and geometry.intersects(outline)


def polylines(paper: QgsGeometry) -> list[Points]:
    """Return the lines of a geometry; rings for areas."""
    if paper.isNull() or paper.isEmpty():
        return []
    if paper.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
        return [ring for polygon in polygons(paper) for ring in polygon]
    if paper.type() != QgsWkbTypes.GeometryType.LineGeometry:
        return []
    parts = paper.asMultiPolyline() if paper.isMultipart() else [paper.asPolyline()]
    return [_plain(part) for part in parts if len(part) > 1]


def polygons(paper: QgsGeometry) -> list[list[Points]]:
    """Return the areas of a geometry, each as outer ring and holes."""
    if paper.isNull() or paper.isEmpty() or paper.type() != QgsWkbTypes.GeometryType.PolygonGeometry:
        return []
    parts = paper.asMultiPolygon() if paper.isMultipart() else [paper.asPolygon()]
    return [[_plain(ring) for ring in part] for part in parts if part]


def _plain(points: list[QgsPointXY]) -> Points:
    return [(point.x(), point.y()) for point in points]


class Run:
    """A polyline with its lengths, for labels and arrows along it."""

    def __init__(self, points: Points) -> None:
        self.x = np.array([p[0] for p in points])
        self.y = np.array([p[1] for p in points])
        self.at = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(self.x), np.diff(self.y)))])

    @property
    def length(self) -> float:
        """Return the length in mm."""
        return float(self.at[-1])

    def point(self, along: float) -> tuple[float, float]:
        """Return the place ``along`` mm from the start."""
        return float(np.interp(along, self.at, self.x)), float(np.interp(along, self.at, self.y))

    def chords(self, width: float, step: float, bend: float) -> Iterator[tuple[float, float, float, float]]:
        """Yield x, y, angle (degrees, as the line runs) and bend in mm of straight stretches ``width`` long."""
        if self.length < width + 2:
            return
        starts = np.arange(1.0, self.length - width - 0.99, step)
        along = starts[:, None] + np.linspace(0.0, width, 9)
        xs, ys = np.interp(along, self.at, self.x), np.interp(along, self.at, self.y)
        (x0, x1), (y0, y1) = xs[:, [0, -1]].T, ys[:, [0, -1]].T
        reach = np.maximum(np.hypot(x1 - x0, y1 - y0), 1e-9)
        nx, ny = (y1 - y0) / reach, -(x1 - x0) / reach
        off = (xs - x0[:, None]) * nx[:, None] + (ys - y0[:, None]) * ny[:, None]
        spread, middle = np.ptp(off, axis=1), (off.max(axis=1) + off.min(axis=1)) / 2
        x, y = (x0 + x1) / 2 + nx * middle, (y0 + y1) / 2 + ny * middle
        angle = np.degrees(np.arctan2(y1 - y0, x1 - x0))
        for k in np.flatnonzero((reach >= 0.9 * width) & (spread <= bend)):
            yield float(x[k]), float(y[k]), float(angle[k]), float(spread[k])


def upright(angle: float) -> float:
    """Return the angle turned by 180 degrees where text would stand on its head."""
    angle = (angle + 180) % 360 - 180
    if angle > 90:
        return angle - 180
    if angle <= -90:
        return angle + 180
    return angle
