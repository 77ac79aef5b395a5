"""What lies in what, what crosses what, and how far outside: measured in metres.

Takes and names things by key; geometry is in degrees, EPSG:4490.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Sequence

from qgis.core import QgsGeometry

from .metric import Plane

#: A stay in a danger area shorter than this is a touch of its border, in metres.
TOUCH_M = 5.0
#: How far a ford may be recorded from its road, in metres.
FORD_M = 20.0


@dataclass(frozen=True)
class Obstacle:
    """A danger area, or a ford."""

    key: str
    name: str
    geometry: QgsGeometry
    ford: bool = False


def outside_m(village: QgsGeometry, things: Mapping[str, QgsGeometry]) -> dict[str, float]:
    """Return for each thing the metres from its nearest spot to the village; 0 where it touches the village."""
    plane = Plane.around(village)
    ground = plane.metres(village)
    return {key: ground.distance(plane.metres(geometry)) for key, geometry in things.items()}


def inside_areas(places: Mapping[str, QgsGeometry], areas: Sequence[Obstacle]) -> dict[str, tuple[str, ...]]:
    """Return for each place the names of the areas in which it lies, without the fords."""
    return {
        key: tuple(
            sorted(area.name for area in areas if not area.ford and area.geometry.intersects(place.pointOnSurface()))
        )
        for key, place in places.items()
    }


def crossings(
    route: QgsGeometry, obstacles: Sequence[Obstacle], starts: Sequence[QgsGeometry], start_keys: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the names of the danger areas and of the fords that a route meets.

    The zones where it starts, and areas in which those zones lie, are left out:
    leaving them is what the route is for.
    """
    plane = Plane.around(route)
    line = plane.metres(route)
    homes = [start.pointOnSurface() for start in starts]
    areas, fords = set(), set()
    for obstacle in obstacles:
        if not obstacle.geometry.boundingBox().buffered(0.001).intersects(route.boundingBox()):
            continue
        shape = plane.metres(obstacle.geometry)
        if obstacle.ford:
            if line.distance(shape) <= FORD_M:
                fords.add(obstacle.name)
        elif obstacle.key in start_keys or any(obstacle.geometry.contains(home) for home in homes):
            continue
        elif line.intersection(shape.makeValid()).length() > TOUCH_M:
            areas.add(obstacle.name)
    return sorted(areas), sorted(fords)


def end_gap_m(route: QgsGeometry, shelter: QgsGeometry) -> float:
    """Return the metres from the end of a route to its shelter."""
    plane = Plane.around(route)
    points = plane.metres(route).asPolyline() or [
        point for part in plane.metres(route).asMultiPolyline() for point in part
    ]
    return QgsGeometry.fromPointXY(points[-1]).distance(plane.metres(shelter)) if points else float("inf")
