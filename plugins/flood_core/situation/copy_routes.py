"""Evacuation routes on a working copy: the way from a danger zone to a shelter along the roads, without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping

from qgis.core import QgsGeometry

from ..analysis.metric import Plane, from_hex
from ..analysis.nearness import Obstacle, crossings, inside_areas
from ..analysis.routing import DangerArea, ShelterToReach, ZoneToLeave, plan_routes
from ..analysis.terrain import Ground, climb
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.check_finders import ARRIVAL_M
from ..model.danger_zones import is_crossing_danger, is_ford
from ..model.edition_facts import SHELTER
from ..model.walking import walking_minutes
from .drawn_shape import as_kept, next_route_number
from .working_copy import WorkingCopy, drawn_rows

ELEMENT, ROUTE = "situation.element", "situation.route"
Row = dict[str, Any]
#: Nobody walks on a motorway: it is fenced off.
_FENCED = "highway"


class NoWayThere(InputError):
    """The roads do not lead from this zone to this shelter."""

    template = QT_TRANSLATE_NOOP("errors", "No road leads from {zone} to {shelter}.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose another shelter, or draw the route by hand, corner by corner.")


class NotAWayOut(InputError):
    """A route goes from a danger zone to a shelter."""

    template = QT_TRANSLATE_NOOP("errors", "A route goes from a danger zone to a shelter; {name} is neither.")
    hint = QT_TRANSLATE_NOOP("errors", "Click the danger zone first, then the shelter.")


def is_zone(row: Mapping[str, Any]) -> bool:
    """Tell whether people have to leave this thing."""
    return bool(row["facts"].get("danger_zone_type"))


def is_shelter(row: Mapping[str, Any]) -> bool:
    """Tell whether people find shelter in this thing."""
    return str(row["element_type_code"]) == SHELTER


def route_between(copy: WorkingCopy, zone_uid: str, shelter_uid: str) -> Row:
    """Return the fields of a new route along the roads: number, line, length, climb, minutes, warnings.

    Raises: NotAWayOut, NoWayThere, NoSuchRow, TamperedWorkingCopy, CopyBusy, CopyNotWritten.
    """
    zone, shelter = copy.row(ELEMENT, zone_uid), copy.row(ELEMENT, shelter_uid)
    for row, fits in ((zone, is_zone(zone)), (shelter, is_shelter(shelter))):
        if not fits:
            raise NotAWayOut(name=row["name"] or "")
    people = people_on_the_way(copy, zone, shelter)
    leaving = ZoneToLeave(zone_uid, zone["name"] or "", from_hex(zone["geom"]), max(people, 1))
    reaching = ShelterToReach(shelter_uid, shelter["name"] or "", from_hex(shelter["geom"]))
    dangers = [DangerArea(one.key, one.name, one.geometry, one.ford) for one in obstacles(copy)]
    plan = plan_routes(roads(copy), [leaving], [reaching], dangers, terrain=terrain(copy))
    if not plan.routes:
        raise NoWayThere(zone=zone["name"] or "", shelter=shelter["name"] or "")
    (route,) = plan.routes
    return {
        "number": next_route_number(copy.rows(ROUTE)),
        "name": f"{zone['name']}→{shelter['name']}",
        "from_element_uid": zone_uid,
        "to_element_uid": shelter_uid,
        "people": people,
        "length_m": route.length_m,
        "climb_m": route.climb_m,
        "walking_minutes": route.walking_minutes,
        "warnings": route.warnings,
        "geom": as_kept(route.geometry),
    }


def measured(copy: WorkingCopy, row: Mapping[str, Any], geometry: QgsGeometry) -> Row:
    """Return what follows from the line of a route that was drawn or bent by hand. Raises: as ``route_between``."""
    plane = Plane.around(geometry)
    line = plane.metres(geometry)
    found = terrain(copy)
    ground = Ground.read(found, line.boundingBox().buffered(50.0), plane.crs) if found is not None else None
    rise = climb(ground.along(line)) if ground is not None else 0.0
    return {
        "length_m": round(line.length(), 1),
        "climb_m": round(rise, 1),
        "walking_minutes": round(walking_minutes(line.length(), rise), 1),
        "warnings": _warnings(copy, row, geometry, climb_known=ground is not None),
    }


def ends(copy: WorkingCopy, geometry: QgsGeometry) -> Row:
    """Return between which zone and which shelter a line runs that was drawn by hand, as fields of the route."""
    points = geometry.asPolyline() or [point for part in geometry.asMultiPolyline() for point in part]
    plane = Plane.around(geometry)
    found: Row = {}
    for key, point, fits in (
        ("from_element_uid", points[0], is_zone), ("to_element_uid", points[-1], is_shelter),
    ):  # fmt: skip
        place = plane.metres(QgsGeometry.fromPointXY(point))
        gaps = {
            uid: plane.metres(from_hex(row["geom"])).distance(place)
            for uid, row in copy.rows(ELEMENT).items()
            if fits(row) and row["review_state"] != "not_here"
        }
        nearest = min(gaps, key=lambda uid: (gaps[uid], uid), default=None)
        if nearest is not None and gaps[nearest] <= ARRIVAL_M:
            found[key] = nearest
    return found


def _warnings(copy: WorkingCopy, row: Mapping[str, Any], geometry: QgsGeometry, *, climb_known: bool) -> list[Row]:
    elements = copy.rows(ELEMENT)
    start, end = elements.get(row.get("from_element_uid") or ""), elements.get(row.get("to_element_uid") or "")
    starts = [from_hex(start["geom"])] if start else []
    keys = [str(row["from_element_uid"])] if start else []
    known = obstacles(copy)
    zones, fords = crossings(geometry, known, starts, keys)
    found: list[Row] = [{"code": "crosses_zone", "values": {"zone": zone}} for zone in zones]
    found += [{"code": "crosses_ford", "values": {"ford": ford}} for ford in fords]
    if end:
        around = inside_areas({"end": from_hex(end["geom"])}, known)["end"]
        found += [{"code": "ends_in_zone", "values": {"zone": "、".join(around)}}] if around else []
    return found if climb_known else [*found, {"code": "climb_unknown", "values": {}}]


def obstacles(copy: WorkingCopy) -> list[Obstacle]:
    """Return the areas that no route should cross, and the fords that it should avoid."""
    found = []
    for uid, row in copy.rows(ELEMENT).items():
        subject = str(row["facts"].get("subject_code") or "")
        shape = from_hex(row["geom"])
        if row["review_state"] == "not_here":
            continue
        if is_ford(subject):
            found.append(Obstacle(uid, row["name"] or "", shape, ford=True))
        elif is_crossing_danger(subject) and shape.constGet().dimension() == 2:
            found.append(Obstacle(uid, row["name"] or "", shape))
    return found


def roads(copy: WorkingCopy) -> list[QgsGeometry]:
    """Return the roads of the base map on which one can walk."""
    found = []
    for row in drawn_rows(copy, "road"):
        if row.fields["class"] != _FENCED:
            geometry = QgsGeometry()
            geometry.fromWkb(row.wkb)
            found.append(geometry)
    return found


def terrain(copy: WorkingCopy) -> Path | None:
    """Return the terrain model of the village, None when this computer has none."""
    said = copy.lookups.get("village", {}).get(copy.scope.area_code, {}).get("terrain")
    return Path(said) if said and Path(said).is_file() else None


def people_on_the_way(copy: WorkingCopy, zone: Mapping[str, Any], shelter: Mapping[str, Any]) -> int:
    """Return how many people take this way: those of the transfer list, else all of the zone."""
    rows = copy.rows("register.transfer_household").values()
    listed = [row for row in rows if zone["source_uid"] and row["risk_source_uid"] == zone["source_uid"]]
    going = [row for row in listed if row["shelter_uid"] in (None, shelter["source_uid"])]
    return sum(row["people"] for row in going) or int(zone["people"] or 0)


#: Code of a warning -> its words.
WARNING_WORDS: dict[str, str] = {
    "crosses_zone": QT_TRANSLATE_NOOP("routes", "crosses the danger zone {zone}"),
    "crosses_ford": QT_TRANSLATE_NOOP("routes", "passes {ford}, which a flood closes"),
    "ends_in_zone": QT_TRANSLATE_NOOP("routes", "the shelter lies in {zone}"),
    "far_from_road": QT_TRANSLATE_NOOP("routes", "a stretch of {metres} m has no road"),
    "climb_unknown": QT_TRANSLATE_NOOP("routes", "the climb is not known: no terrain model"),
}
