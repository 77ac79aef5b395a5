"""The routes of a new edition: which zones, which shelters, which roads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

from ..analysis.metric import from_hex
from ..analysis.routing import DangerArea, Route, ShelterToReach, ZoneToLeave, plan_routes
from ..database import editions
from ..database.connection import Cursor
from ..model.danger_zones import is_crossing_danger, is_ford
from ..model.elements import Element
from ..model.walking import WalkingSettings
from ..progress import Feedback

#: Roads are looked for this far round zones and shelters, in degrees (about 1 km).
ROAD_MARGIN = 0.01
#: The element type of shelters.
SHELTER_TYPE = "15"


@dataclass(frozen=True)
class PlannedRoute:
    """A route that is ready to be stored."""

    uid: str
    name: str
    route: Route


def plan_village_routes(
    cursor: Cursor,
    area: Mapping[str, Any],
    elements: Sequence[Element],
    transfers: Sequence[Mapping[str, Any]],
    settings: WalkingSettings | None,
    feedback: Feedback,
) -> tuple[list[Element], list[PlannedRoute]]:
    """Return the elements, knowing their routes, and the routes.

    A neighbour's shelter stays only when a route ends there.
    """
    zones = zones_to_leave(elements, transfers)
    shelters = [
        ShelterToReach(one.uid, one.name, from_hex(one.geometry), one.capacity_people, own=not one.neighbour)
        for one in elements
        if one.element_type_code == SHELTER_TYPE
    ]
    if not zones:
        return [one for one in elements if not one.neighbour], []
    places = [one.geometry for one in elements if one.uid in {zone.key for zone in zones}]
    places += [one.geometry for one in elements if one.element_type_code == SHELTER_TYPE]
    roads = [from_hex(row["geom"]) for row in editions.roads_near(cursor, [*places, area["geom"]], ROAD_MARGIN)]
    terrain = editions.terrain_model(cursor, area["geom"])
    feedback.setProgress(20)
    plan = plan_routes(
        roads,
        zones,
        shelters,
        dangers_of(elements),
        terrain=Path(terrain["path"]) if terrain else None,
        settings=settings,
    )
    feedback.setProgress(100)
    names = {one.uid: one.name for one in elements}
    routes = [PlannedRoute(str(uuid.uuid4()), _name(route, names), route) for route in plan.routes]
    serving: dict[str, list[str]] = {}
    for planned in routes:
        for zone in planned.route.zones:
            serving.setdefault(zone, []).append(planned.uid)
    reached = {planned.route.shelter for planned in routes}
    kept = [one for one in elements if not one.neighbour or one.uid in reached]
    return [one.with_routes(serving.get(one.uid, [])) for one in kept], routes


def _name(route: Route, names: Mapping[str, str]) -> str:
    more = f"等{len(route.zones)}处" if len(route.zones) > 1 else ""
    return f"{names[route.zones[0]]}{more}→{names[route.shelter]}"


def zones_to_leave(elements: Iterable[Element], transfers: Sequence[Mapping[str, Any]]) -> list[ZoneToLeave]:
    """Return the danger zones that have people, by register or by transfer list.

    A row of the transfer list belongs to the zone of its register row, else to
    the zone with its name. Its people win over the register's figure.
    """
    elements = list(elements)
    by_source = {one.source_uid: one.uid for one in elements if one.source_uid}
    zones = [one for one in elements if one.danger_zone_type]
    by_name = {one.register_name: one.uid for one in zones}
    shelters: dict[str, dict[str, int]] = {}
    people: dict[str, int] = {}
    for row in transfers:
        zone = by_source.get(row["risk_source_uid"]) if row["risk_source_uid"] else by_name.get(row["zone_name"])
        if zone is None:
            continue
        people[zone] = people.get(zone, 0) + (row["people"] or 0)
        shelter = by_source.get(row["shelter_uid"])
        if shelter is not None:
            chosen = shelters.setdefault(zone, {})
            chosen[shelter] = chosen.get(shelter, 0) + (row["people"] or 0)
    return [
        ZoneToLeave(
            key=one.uid,
            name=one.name,
            geometry=from_hex(one.geometry),
            people=people.get(one.uid, one.people or 0),
            level=one.risk_level,
            shelters=tuple(sorted(shelters.get(one.uid, {}).items())),
        )
        for one in zones
        if people.get(one.uid, one.people or 0) > 0
    ]


def dangers_of(elements: Iterable[Element]) -> list[DangerArea]:
    """Return the areas that no route should cross, and the fords that it should avoid."""
    dangers = []
    for one in elements:
        geometry = from_hex(one.geometry)
        if is_ford(one.subject_code):
            dangers.append(DangerArea(one.uid, one.name, geometry, ford=True))
        elif is_crossing_danger(one.subject_code) and geometry.constGet().dimension() == 2:
            dangers.append(DangerArea(one.uid, one.name, geometry))
    return dangers


def route_rows(routes: Iterable[PlannedRoute]) -> list[dict[str, Any]]:
    """Return the rows of situation.route for planned routes."""
    return [
        {
            "uid": planned.uid,
            "number": planned.route.number,
            "name": planned.name,
            "from_element_uid": planned.route.zones[0],
            "to_element_uid": planned.route.shelter,
            "people": planned.route.people,
            "length_m": planned.route.length_m,
            "climb_m": planned.route.climb_m,
            "walking_minutes": planned.route.walking_minutes,
            "warnings": planned.route.warnings,
            "wkt": planned.route.geometry.asWkt(8),
        }
        for planned in routes
    ]
