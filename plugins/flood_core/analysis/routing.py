"""Evacuation routes: from every danger zone with people, along the roads, to a shelter.

One function over plain geometries, so that it works on the database's roads,
on a working copy and on a GeoPackage alike. Geometry comes and goes in degrees,
EPSG:4490; distances are measured in the zone of the place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Sequence

from qgis.core import QgsGeometry, QgsRectangle

from ..model.walking import WalkingSettings, walking_minutes
from .metric import Plane
from .road_network import Hazard, Place, RoadNetwork, Way
from .terrain import Ground, climb

#: A stay in a danger zone shorter than this is the width of its border line, in metres.
TOUCH_M = 5.0
#: A zone whose own way is shorter than this before it joins another route shares that route, in metres.
SHARED_M = 60.0
#: A house may come from farther, if its way in common is at least so many times as long.
SHARED_HOUSE_M = 150.0
SHARED_HOUSE_TIMES = 2.0
#: People go to a neighbour's shelter when the way to their own takes longer than this many minutes ...
NEIGHBOUR_MINUTES = 30.0
#: ... and the neighbour's is at most this share of it.
NEIGHBOUR_SHARE = 0.5
#: A stretch off the roads longer than this is worth a warning, in metres.
FAR_M = 100.0


@dataclass(frozen=True)
class ZoneToLeave:
    """A danger zone with people. ``shelters`` are those that its transfer list names, with people."""

    key: str
    name: str
    geometry: QgsGeometry
    people: int
    level: int | None = None
    shelters: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ShelterToReach:
    """A shelter; ``capacity`` None = unknown. One that is not ``own`` is for zones that have no good way home."""

    key: str
    name: str
    geometry: QgsGeometry
    capacity: int | None = None
    own: bool = True


@dataclass
class Route:
    """A way out. ``zones`` are all the zones that it serves, the one where it starts first."""

    number: int
    zones: list[str]
    shelter: str
    people: int
    length_m: float
    climb_m: float
    walking_minutes: float
    warnings: list[dict[str, Any]]
    geometry: QgsGeometry  # degrees, from the zone's edge to the shelter


@dataclass
class RoutePlan:
    """The routes of a village, and the zones that have none with the reason's code."""

    routes: list[Route] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DangerArea:
    """An area that a route should not cross, or a ford (point or line) that it should avoid."""

    key: str
    name: str
    geometry: QgsGeometry
    ford: bool = False


def plan_routes(
    roads: Sequence[QgsGeometry],
    zones: Sequence[ZoneToLeave],
    shelters: Sequence[ShelterToReach],
    dangers: Sequence[DangerArea] = (),
    *,
    terrain: Path | None = None,
    settings: WalkingSettings | None = None,
) -> RoutePlan:
    """Return a directed, numbered route for every zone that has people.

    The shelter is the one that the transfer list names; else the nearest that
    lies in no danger area and has room left; else the nearest. A zone beside the
    way of one farther out shares its route. ``terrain`` is a raster of heights;
    without one the climb is 0 and the route says ``climb_unknown``.
    """
    chosen = settings or WalkingSettings()
    peopled = [zone for zone in zones if zone.people > 0]
    if not peopled:
        return RoutePlan()
    if not shelters:
        return RoutePlan(missing={zone.key: "no_shelter" for zone in peopled})
    planner = _Planner(roads, peopled, shelters, dangers, terrain, chosen)
    return planner.plan()


class _Planner:
    """One run of plan_routes: everything in the metres of the place."""

    def __init__(
        self,
        roads: Sequence[QgsGeometry],
        zones: Sequence[ZoneToLeave],
        shelters: Sequence[ShelterToReach],
        dangers: Sequence[DangerArea],
        terrain: Path | None,
        settings: WalkingSettings,
    ) -> None:
        self._plane = Plane.around(zones[0].geometry)
        self._settings = settings
        self._zones = sorted(zones, key=_urgency)
        self._zone_places = {zone.key: self._plane.metres(zone.geometry) for zone in zones}
        self._shelter_places = {one.key: _as_point(self._plane.metres(one.geometry)) for one in shelters}
        self._shelters = {one.key: one for one in shelters}
        self._hazards = {
            one.key: Hazard(one.key, one.name, self._plane.metres(one.geometry).makeValid(), one.ford)
            for one in dangers
        }
        road_lines = [self._plane.metres(road) for road in roads]
        self._ground = self._read_ground(terrain, road_lines)
        self._network = RoadNetwork(
            road_lines,
            starts=[Place(key, geometry) for key, geometry in self._zone_places.items()],
            ends=[Place(key, geometry) for key, geometry in self._shelter_places.items()],
            hazards=list(self._hazards.values()),
            ground=self._ground,
            settings=settings,
        )
        keys = [zone.key for zone in self._zones]
        self._ways = {shelter: self._network.ways_to(shelter, keys) for shelter in self._shelters}
        self._endangered = {
            key
            for key, point in self._shelter_places.items()
            if any(not one.ford and one.geometry.intersects(point) for one in self._hazards.values())
        }
        self._room = {key: one.capacity if one.capacity is not None else 10**9 for key, one in self._shelters.items()}

    def plan(self) -> RoutePlan:
        """Choose shelters, listed ones first, and number the routes."""
        plan = RoutePlan()
        chosen: list[tuple[ZoneToLeave, str, int, Way]] = []
        for zone in self._zones:
            for shelter, people in zone.shelters:
                if zone.key in self._ways.get(shelter, {}):
                    self._room[shelter] -= people
                    chosen.append((zone, shelter, people, self._ways[shelter][zone.key]))
        settled = {zone.key for zone, *_ in chosen}
        for zone in self._zones:
            if zone.key in settled:
                continue
            best = self._best_shelter(zone)
            if best is None:
                plan.missing[zone.key] = "no_road_within_reach"
                continue
            self._room[best] -= zone.people
            chosen.append((zone, best, zone.people, self._ways[best][zone.key]))
        plan.routes = self._routes(chosen)
        return plan

    def _best_shelter(self, zone: ZoneToLeave) -> str | None:
        costs = {key: self._ways[key][zone.key].cost for key in self._shelters if zone.key in self._ways[key]}
        own = [cost for key, cost in costs.items() if self._shelters[key].own]
        most = NEIGHBOUR_SHARE * min(own) if own and min(own) > NEIGHBOUR_MINUTES else 0.0
        reachable = [key for key, cost in costs.items() if self._shelters[key].own or not own or cost <= most]
        if not reachable:
            return None
        near = [key for key in reachable if not self._shelters[key].own]
        return min(
            near or reachable,
            key=lambda key: (
                key in self._endangered,
                self._room[key] < zone.people,
                self._ways[key][zone.key].cost,
                key,
            ),
        )

    def _routes(self, chosen: Sequence[tuple[ZoneToLeave, str, int, Way]]) -> list[Route]:
        """Draw the chosen ways, the longest first: a zone beside the way of another shares its route."""
        drawn: list[tuple[Route, QgsGeometry]] = []
        ways = [(_is_house(zone), way.line(), zone, shelter, people, way) for zone, shelter, people, way in chosen]
        ways.sort(key=lambda one: (-one[1].length(), _urgency(one[2]), one[3]))
        for house, line, zone, shelter, people, way in ways:
            near = (route for route, band in drawn if route.shelter == shelter and _joins(line, band, house))
            shared = next(near, None)
            if shared is not None:
                shared.zones.append(zone.key)
                shared.people += people
                continue
            rise = climb(self._ground.along(line)) if self._ground is not None else 0.0
            length = line.length()
            route = Route(
                number=0,
                zones=[zone.key],
                shelter=shelter,
                people=people,
                length_m=round(length, 1),
                climb_m=round(rise, 1),
                walking_minutes=round(walking_minutes(length, rise, self._settings), 1),
                warnings=self._warnings(zone, shelter, way),
                geometry=self._plane.degrees(line),
            )
            drawn.append((route, line.buffer(1.0, 4)))
        urgency = {zone.key: _urgency(zone) for zone, *_ in chosen}
        routes = sorted(
            (route for route, _ in drawn), key=lambda one: (-one.people, urgency[one.zones[0]], one.shelter)
        )
        for number, route in enumerate(routes, start=1):
            route.number = number
        return routes

    def _warnings(self, zone: ZoneToLeave, shelter: str, way: Way) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for key in sorted(way.zones(), key=lambda one: self._hazards[one].name):
            metres = way.inside(key)
            if key != zone.key and metres > TOUCH_M and not self._starts_within(zone, key):
                found.append(_warning("crosses_zone", zone=self._hazards[key].name, metres=round(metres)))
        for key in sorted(way.fords(), key=lambda one: self._hazards[one].name):
            found.append(_warning("crosses_ford", ford=self._hazards[key].name))
        if shelter in self._endangered:
            names = [
                one.name
                for one in self._hazards.values()
                if not one.ford and one.geometry.intersects(self._shelter_places[shelter])
            ]
            found.append(_warning("ends_in_zone", zone="、".join(sorted(names))))
        if way.off_road_m() > FAR_M:
            found.append(_warning("far_from_road", metres=round(way.off_road_m())))
        if self._ground is None:
            found.append(_warning("climb_unknown"))
        return found

    def _starts_within(self, zone: ZoneToLeave, hazard: str) -> bool:
        """Tell whether the people live inside that hazard anyway, so that leaving it is the point."""
        return self._hazards[hazard].geometry.contains(_as_point(self._zone_places[zone.key]))

    def _read_ground(self, terrain: Path | None, roads: Sequence[QgsGeometry]) -> Ground | None:
        if terrain is None or not roads:
            return None
        extent = QgsRectangle()
        for geometry in [*roads, *self._zone_places.values(), *self._shelter_places.values()]:
            extent.combineExtentWith(geometry.boundingBox())
        return Ground.read(terrain, extent.buffered(50.0), self._plane.crs)


def _warning(code: str, **values: Any) -> dict[str, Any]:
    return {"code": code, "values": values}


def _urgency(zone: ZoneToLeave) -> tuple[int, int, str, str]:
    return (zone.level or 9, -zone.people, zone.name, zone.key)


def _as_point(geometry: QgsGeometry) -> QgsGeometry:
    """Return a point inside the thing."""
    return geometry.pointOnSurface()


def _is_house(zone: ZoneToLeave) -> bool:
    """Tell whether a zone is a spot (a house, a slope recorded as a point), not an area or a stretch."""
    return bool(zone.geometry.constGet().dimension() == 0)


def _joins(line: QgsGeometry, band: QgsGeometry, house: bool) -> bool:
    """Tell whether ``line`` is on its own for a short stretch only, before it runs in the band of another route."""
    own = line.difference(band).length()
    if house and own <= SHARED_HOUSE_M and line.length() - own >= SHARED_HOUSE_TIMES * own:
        return True
    return own <= SHARED_M
