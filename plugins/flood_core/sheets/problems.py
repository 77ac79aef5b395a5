"""What a person should look at on a finished sheet, and where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsGeometry, QgsPointXY, QgsProject

from .compose import Sheet
from .placement import Box
from .snapshot import Snapshot

UNPLACED, OVERLAP, OUTSIDE = "unplaced_label", "overlap", "outside_frame"
#: Found before drawing, by the preflight.
NO_DRAWING, RASTER, EMPTY_BASE = "no_drawing", "would_rasterise", "empty_base"
STALE, UNAPPROVED = "stale", "unapproved"
NO_GROUND, LOST_GROUND, PART_OF_GROUND = "no_ground", "lost_ground", "part_of_ground"
HEAVY_GROUND = "heavy_ground"
Place = tuple[float, float]


@dataclass(frozen=True)
class Problem:
    """One thing that did not come out as wanted: its kind, whom it concerns, its place in degrees (EPSG:4490)."""

    kind: str  # one of the words above
    names: tuple[str, ...]
    uid: str = ""  # of the element, where it is one
    longitude: float | None = None
    latitude: float | None = None

    @classmethod
    def of(cls, row: dict[str, Any]) -> Problem:
        """Return the problem that a row of a manifest tells of."""
        return cls(row["kind"], tuple(row["names"]), row["uid"], row["longitude"], row["latitude"])


def problems(snapshot: Snapshot, sheet: Sheet) -> list[Problem]:
    """Return what a person should look at, in the order of kinds."""
    content = sheet.content
    to_degrees = QgsCoordinateTransform(snapshot.crs, QgsCoordinateReferenceSystem("EPSG:4490"), QgsProject.instance())

    def degrees(x: float, y: float) -> Place:
        place = to_degrees.transform(QgsPointXY(x, y))
        return round(place.x(), 7), round(place.y(), 7)

    found = []
    for name, uid, place in content.unplaced_at:
        found.append(Problem(UNPLACED, (name,), uid, *(degrees(*sheet.to_map(*place)) if place else ())))
    boxes = dict(reversed(content.symbol_boxes))  # of things of one name the first
    for pair in content.overlaps:
        found.append(Problem(OVERLAP, pair, "", *degrees(*sheet.to_map(*_middle(boxes[pair[0]])))))
    things: dict[str, tuple[str, QgsGeometry]] = {one.uid: (one.name, one.geometry) for one in snapshot.elements}
    things.update({one.uid: (f"路线{one.number}", one.geometry) for one in snapshot.routes})
    for uid in content.outside:
        name, geometry = things[uid]
        middle = geometry.pointOnSurface().asPoint()
        found.append(Problem(OUTSIDE, (name,), uid, *degrees(middle.x(), middle.y())))
    return found


def _middle(box: Box) -> Place:
    left, top, right, bottom = box
    return (left + right) / 2, (top + bottom) / 2
