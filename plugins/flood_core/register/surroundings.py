"""What is near, with the way there along the roads, and how long it takes on foot and by car."""

from __future__ import annotations

from typing import Sequence

from qgis.core import QgsGeometry, QgsRectangle

from ..analysis.metric import Plane, from_hex
from ..analysis.road_network import Place, RoadNetwork
from ..database import nearby
from ..database.connection import Connection, transaction
from ..model.portrait import Near
from ..progress import Feedback, Silent, raise_if_cancelled

#: By car on roads of villages in rain; what the minutes by car are reckoned with.
DRIVING_KM_PER_HOUR = 30.0
#: Ways are looked for as far as this; beyond it only the distance is told, in metres.
FAR_M = 8_000.0
_MARGIN_DEGREES = 0.008
_PLACE = "place"


def surroundings(connection: Connection, place: str, each: int, feedback: Feedback | None = None) -> list[Near]:
    """Return the ``each`` nearest resources of each class to a place (hex WKB, EPSG:4490), with their ways.

    Raises: ConnectionLost, Cancelled.
    """
    return with_ways(connection, place, nearby.near_place(connection, place, each), feedback)


def with_ways(connection: Connection, place: str, near: Sequence[Near], feedback: Feedback | None = None) -> list[Near]:
    """Return the same with length and minutes of the way along roads, where the base map has roads that lead there."""
    feedback = feedback or Silent()
    reached = [one for one in near if one.distance_m <= FAR_M]
    if not reached:
        return list(near)
    here = from_hex(place)
    targets = {one.uid: from_hex(one.geometry) for one in reached}
    box = here.boundingBox()
    for geometry in targets.values():
        box.combineExtentWith(geometry.boundingBox())
    roads = _roads(connection, box.buffered(_MARGIN_DEGREES))
    raise_if_cancelled(feedback)
    if not roads:
        return list(near)
    plane = Plane.around(here)
    network = RoadNetwork(
        [plane.metres(road) for road in roads],
        starts=[Place(uid, plane.metres(geometry)) for uid, geometry in targets.items()],
        ends=[Place(_PLACE, plane.metres(here))],
    )
    raise_if_cancelled(feedback)
    ways = network.ways_to(_PLACE, list(targets))
    found = []
    for one in near:
        way = ways.get(one.uid)
        if way is not None:
            metres = max(way.length_m(), one.distance_m)
            minutes = metres / (DRIVING_KM_PER_HOUR * 1000 / 60)
            one = one._replace(
                road_m=metres, walking_minutes=metres / network.settings.metres_per_minute, driving_minutes=minutes
            )
        found.append(one)
    return found


def _roads(connection: Connection, box: QgsRectangle) -> list[QgsGeometry]:
    with transaction(connection) as cursor:
        stored = nearby.roads_around(cursor, box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    roads = []
    for wkb in stored:
        road = QgsGeometry()
        road.fromWkb(wkb)
        roads.append(road)
    return roads
