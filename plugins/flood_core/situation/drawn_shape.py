"""What is wrong with a shape that a person draws, in words, and how it is kept."""

from __future__ import annotations

from typing import Any, Mapping

from qgis.core import QgsGeometry

from ..errors import QT_TRANSLATE_NOOP

LEAST_CORNERS = {"point": 1, "line": 2, "polygon": 3}
_TOO_FEW = {
    "line": QT_TRANSLATE_NOOP("drawing", "A line needs at least two points. Click on, or press Esc to give up."),
    "polygon": QT_TRANSLATE_NOOP("drawing", "An area needs at least three corners. Click on, or press Esc to give up."),
}


def too_few(kind: str, corners: int) -> str | None:
    """Return words when a line or area has too few corners to be ended."""
    return _TOO_FEW.get(kind) if corners < LEAST_CORNERS[kind] else None


def problem(geometry: QgsGeometry, kind: str) -> str | None:
    """Return what makes a shape (degrees) impossible, None when it can be kept."""
    if kind == "line" and geometry.length() == 0:
        return QT_TRANSLATE_NOOP("drawing", "All points of this line lie on one place. Draw it again.")
    if kind == "polygon" and geometry.area() == 0:
        return QT_TRANSLATE_NOOP("drawing", "The corners lie on one line: this is no area. Draw it again.")
    if kind == "polygon" and not geometry.isGeosValid():
        return QT_TRANSLATE_NOOP("drawing", "The edge crosses itself: this is no area.")
    return None


def warning(geometry: QgsGeometry, village: QgsGeometry) -> str | None:
    """Return what is odd about a shape that can be kept all the same."""
    if village.isEmpty() or village.intersects(geometry):
        return None
    return QT_TRANSLATE_NOOP("drawing", "This lies outside the village. Undo, if that was not meant.")


def as_kept(geometry: QgsGeometry) -> str:
    """Return the shape as commands take it: hex WKB, every corner exactly where it is."""
    return bytes(geometry.asWkb()).hex().upper()


def next_route_number(routes: Mapping[str, Mapping[str, Any]]) -> int:
    """Return the number of a new route: one more than the highest."""
    return max((int(row["number"]) for row in routes.values()), default=0) + 1


def new_route(geometry: QgsGeometry, routes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the fields of a route drawn by hand; what its line measures comes to it."""
    return {"number": next_route_number(routes), "name": None, "geom": as_kept(geometry)}
