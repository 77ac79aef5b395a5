"""Roads as a graph to walk on, with danger zones, fords and climb in its costs.

All geometry is in metres of one plane. Roads are joined where they meet or
cross, and where an end stops short of another road by less than the gap; they
are cut at the borders of danger zones, so that a piece is inside or outside.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Iterable, Sequence

from qgis.analysis import QgsGraph, QgsGraphAnalyzer
from qgis.core import QgsGeometry, QgsLineString, QgsPointXY, QgsSpatialIndex

from ..model.walking import WalkingSettings, walking_minutes
from .terrain import Ground, climb

#: Cuts nearer to each other than this are one, in metres.
CUT_M = 0.05


@dataclass(frozen=True)
class Hazard:
    """A danger zone or a ford that walkers should keep away from. Geometry in metres."""

    key: str
    name: str
    geometry: QgsGeometry
    ford: bool = False


@dataclass
class Piece:
    """A stretch of road between two nodes of the graph, or the way from a door to the road."""

    line: QgsGeometry
    length_m: float
    minutes_forward: float
    minutes_back: float
    zones: frozenset[str] = frozenset()
    fords: frozenset[str] = frozenset()
    off_road: bool = False


@dataclass(frozen=True)
class Place:
    """Where a way starts or ends: a point, or a zone that is left over its edge."""

    key: str
    geometry: QgsGeometry


@dataclass
class Way:
    """The best way from one place to another. ``cost`` holds the penalties, the rest is measured."""

    cost: float
    pieces: list[tuple[Piece, bool]]  # with the piece's own direction, or against it

    def line(self) -> QgsGeometry:
        """Return the whole way as one line, from start to end."""
        points: list[QgsPointXY] = []
        for piece, forward in self.pieces:
            part = piece.line.asPolyline()
            part = part if forward else part[::-1]
            points.extend(part if not points or points[-1].distance(part[0]) > CUT_M else part[1:])
        return QgsGeometry.fromPolylineXY(points)

    def length_m(self) -> float:
        """Return the length in metres."""
        return sum(piece.length_m for piece, _ in self.pieces)

    def inside(self, zone: str) -> float:
        """Return the metres of this way inside a danger zone."""
        return sum(piece.length_m for piece, _ in self.pieces if zone in piece.zones)

    def zones(self) -> set[str]:
        """Return the danger zones that this way meets."""
        return {zone for piece, _ in self.pieces for zone in piece.zones}

    def fords(self) -> set[str]:
        """Return the fords on this way."""
        return {ford for piece, _ in self.pieces for ford in piece.fords}

    def off_road_m(self) -> float:
        """Return the metres that are on no road."""
        return sum(piece.length_m for piece, _ in self.pieces if piece.off_road)


@dataclass
class _Line:
    """One noded road line and where it is cut into pieces (metres along it)."""

    curve: QgsLineString
    geometry: QgsGeometry
    cuts: list[float] = field(default_factory=list)
    stops: list[float] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)

    def ends(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the coordinates of both ends, exactly as noded."""
        first, last = self.curve.startPoint(), self.curve.endPoint()
        return (first.x(), first.y()), (last.x(), last.y())

    def set_stops(self) -> None:
        """Settle the cuts: sorted, without those that fall together."""
        length = self.curve.length()
        self.stops = [0.0]
        for along in sorted(self.cuts):
            if along - self.stops[-1] > CUT_M and length - along > CUT_M:
                self.stops.append(along)
        self.stops.append(length)

    def node_at(self, along: float) -> int:
        """Return the node of the stop nearest to ``along``."""
        return self.nodes[min(range(len(self.stops)), key=lambda number: abs(self.stops[number] - along))]


#: A spot on the roads: number of the line, metres along it.
_Spot = tuple[int, float]


class RoadNetwork:
    """The graph of the roads of one neighbourhood, with its places tied to it."""

    def __init__(
        self,
        roads: Iterable[QgsGeometry],
        *,
        starts: Sequence[Place] = (),
        ends: Sequence[Place] = (),
        hazards: Sequence[Hazard] = (),
        ground: Ground | None = None,
        settings: WalkingSettings | None = None,
    ) -> None:
        self.settings = settings or WalkingSettings()
        self._ground = ground
        self._hazards = [_near_road(hazard, self.settings) for hazard in hazards]
        self._lines = _noded(roads)
        self._index = QgsSpatialIndex()
        for number, line in enumerate(self._lines):
            self._index.addFeature(number, line.geometry.boundingBox())
        self._joins = self._join_gaps()
        self._part_of = self._components()
        self._graph = QgsGraph()
        self._corners: dict[tuple[float, float], int] = {}
        self._edges: list[tuple[Piece, bool]] = []
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._build(starts, ends)

    def ways_to(self, end: str, starts: Iterable[str]) -> dict[str, Way]:
        """Return the best way from each start that can reach the place ``end``."""
        if end not in self._ends:
            return {}
        tree, cost = QgsGraphAnalyzer.dijkstra(self._graph, self._ends[end], 0)
        ways = {}
        for start in starts:
            node = self._starts.get(start)
            if node is None or tree[node] == -1:
                continue
            ways[start] = Way(cost[node], self._trace(node, tree))
        return ways

    def _trace(self, node: int, tree: Sequence[int]) -> list[tuple[Piece, bool]]:
        pieces = []
        while tree[node] != -1:
            piece, forward = self._edges[tree[node]]
            if piece.length_m > 0:
                pieces.append((piece, forward))
            node = self._graph.edge(tree[node]).fromVertex()
        return pieces

    # building -------------------------------------------------------------------------

    def _build(self, starts: Sequence[Place], ends: Sequence[Place]) -> None:
        exits = {place.key: self._exits(place) for place in starts}
        doors = [(place, self._doors(place, exits[place.key])) for place in starts]
        arrivals = [(place, self._nearest_roads(place.geometry)) for place in ends]
        for hazard in self._hazards:
            self._cut_at_border(hazard.geometry)
        self._add_lines()
        for place in starts:
            self._starts[place.key] = self._graph.addVertex(QgsPointXY())
            for line, along in exits[place.key]:
                self._edge(
                    self._lines[line].node_at(along), self._starts[place.key], Piece(QgsGeometry(), 0, 0, 0), True
                )
        for place, spots in doors:
            for own, line, along in spots:
                self._edge(
                    self._lines[line].node_at(along),
                    self._starts[place.key],
                    self._leg(own, line, along, out=True),
                    True,
                )
        for place, spots in arrivals:
            self._ends[place.key] = self._graph.addVertex(QgsPointXY())
            for own, line, along in spots:
                self._edge(
                    self._ends[place.key],
                    self._lines[line].node_at(along),
                    self._leg(own, line, along, out=False),
                    True,
                )

    def _exits(self, place: Place) -> list[_Spot]:
        """Return where roads cross the edge of an area; nothing for points and lines."""
        return self._cut_at_border(place.geometry) if _is_area(place.geometry) else []

    def _doors(self, place: Place, exits: Sequence[_Spot]) -> list[tuple[QgsPointXY, int, float]]:
        """Return ways across the fields to parts of the roads that no exit leads to."""
        reached = {self._part_of[line] for line, _ in exits}
        return [spot for spot in self._nearest_roads(place.geometry) if self._part_of[spot[1]] not in reached]

    def _cut_at_border(self, area: QgsGeometry) -> list[_Spot]:
        border = QgsGeometry(area.constGet().boundary())
        spots = []
        for number in sorted(self._index.intersects(area.boundingBox())):
            line = self._lines[number]
            crossings = line.geometry.intersection(border)  # kept: its vertices live no longer than it does
            for corner in [QgsPointXY(vertex) for vertex in crossings.vertices()]:
                along = line.geometry.lineLocatePoint(QgsGeometry.fromPointXY(corner))
                line.cuts.append(along)
                spots.append((number, along))
        return spots

    def _nearest_roads(self, geometry: QgsGeometry) -> list[tuple[QgsPointXY, int, float]]:
        """Return the nearest spot of every connected part of the roads within reach, and cut the roads there."""
        reach = self.settings.reach_m
        best: dict[int, tuple[float, QgsPointXY, int, float]] = {}
        for number in sorted(self._index.intersects(geometry.boundingBox().buffered(reach))):
            line = self._lines[number].geometry
            distance = geometry.distance(line)
            part = self._part_of[number]
            if distance > reach or (part in best and distance >= best[part][0]):
                continue
            own = geometry.nearestPoint(line)
            best[part] = (distance, own.asPoint(), number, line.lineLocatePoint(line.nearestPoint(own)))
        for _, _, number, along in best.values():
            self._lines[number].cuts.append(along)
        return [(own, number, along) for _, own, number, along in best.values()]

    def _join_gaps(self) -> list[tuple[_Spot, _Spot]]:
        """Return road ends that stop just short of another road, with the spot to join them to."""
        degree = Counter(end for line in self._lines for end in line.ends())
        joins: list[tuple[_Spot, _Spot]] = []
        for number, line in enumerate(self._lines):
            for end, along in zip(line.ends(), (0.0, line.curve.length())):
                if degree[end] > 1:
                    continue
                here = QgsGeometry.fromPointXY(QgsPointXY(*end))
                around = here.boundingBox().buffered(self.settings.gap_m)
                others = [other for other in self._index.intersects(around) if other != number]
                near = [(self._lines[other].geometry.distance(here), other) for other in others]
                distance, other = min(near, default=(self.settings.gap_m + 1, -1))
                if distance <= self.settings.gap_m:
                    spot = self._lines[other].geometry.lineLocatePoint(here)
                    self._lines[other].cuts.append(spot)
                    joins.append(((number, along), (other, spot)))
        return joins

    def _components(self) -> list[int]:
        """Return for each line the number of the connected part that it belongs to."""
        parent = list(range(len(self._lines)))

        def root(number: int) -> int:
            while parent[number] != number:
                parent[number] = parent[parent[number]]
                number = parent[number]
            return number

        at: dict[tuple[float, float], int] = {}
        for number, line in enumerate(self._lines):
            for end in line.ends():
                parent[root(number)] = root(at.setdefault(end, number))
        for (number, _), (other, _) in self._joins:
            parent[root(number)] = root(other)
        return [root(number) for number in range(len(self._lines))]

    def _add_lines(self) -> None:
        for line in self._lines:
            line.set_stops()
            first, last = (self._corner(end) for end in line.ends())
            inner = [self._graph.addVertex(_point_along(line.curve, along)) for along in line.stops[1:-1]]
            line.nodes = [first, *inner, last]
            for number in range(len(line.stops) - 1):
                part = QgsGeometry(line.curve.curveSubstring(line.stops[number], line.stops[number + 1]))
                self._road(line.nodes[number], line.nodes[number + 1], part)
        for (number, along), (other, spot) in self._joins:
            ends = [_point_along(self._lines[number].curve, along), _point_along(self._lines[other].curve, spot)]
            start, end = self._lines[number].node_at(along), self._lines[other].node_at(spot)
            self._road(start, end, QgsGeometry.fromPolylineXY(ends))

    def _corner(self, end: tuple[float, float]) -> int:
        if end not in self._corners:
            self._corners[end] = self._graph.addVertex(QgsPointXY(*end))
        return self._corners[end]

    def _road(self, start: int, end: int, line: QgsGeometry) -> None:
        """Add a piece that can be walked both ways; the search runs backwards, from the end of a way."""
        if start != end:
            piece = self._piece(line)
            self._edge(end, start, piece, True)
            self._edge(start, end, piece, False)

    def _leg(self, own: QgsPointXY, line: int, along: float, *, out: bool) -> Piece:
        """Return the way between a place's own spot and the road."""
        foot = _point_along(self._lines[line].curve, along)
        return self._piece(QgsGeometry.fromPolylineXY([own, foot] if out else [foot, own]), off_road=True)

    def _edge(self, tail: int, head: int, piece: Piece, forward: bool) -> None:
        self._graph.addEdge(tail, head, [piece.minutes_forward if forward else piece.minutes_back])
        self._edges.append((piece, forward))

    def _piece(self, line: QgsGeometry, *, off_road: bool = False) -> Piece:
        length = line.length()
        middle = line.interpolate(length / 2)
        met = [one for one in self._hazards if not middle.isNull() and one.geometry.intersects(middle)]
        zones = frozenset(one.key for one in met if not one.ford)
        fords = frozenset(one.key for one in met if one.ford)
        up = down = 0.0
        if self._ground is not None and length > 0:
            heights = self._ground.along(line)
            up, down = climb(heights), climb(heights[::-1])
        weight = self.settings.off_road_factor if off_road else 1.0
        if zones:
            weight *= self.settings.zone_factor
        extra = length * (weight - 1) / self.settings.metres_per_minute
        if fords:  # a ford is as wide as its reach on both sides
            extra += self.settings.ford_minutes * length / (2 * self.settings.ford_reach_m)
        forward, back = (walking_minutes(length, rise, self.settings) + extra for rise in (up, down))
        return Piece(line, length, forward, back, zones, fords, off_road)


def _near_road(hazard: Hazard, settings: WalkingSettings) -> Hazard:
    """Give a ford, recorded as point or line beside the road, the width to meet the road."""
    if not hazard.ford or _is_area(hazard.geometry):
        return hazard
    return Hazard(hazard.key, hazard.name, hazard.geometry.buffer(settings.ford_reach_m, 8), ford=True)


def _noded(roads: Iterable[QgsGeometry]) -> list[_Line]:
    """Return the roads as single lines that meet only at their ends, in a stable order."""
    lines = []
    union = QgsGeometry.unaryUnion([road for road in roads if not road.isEmpty()])
    for part in union.asGeometryCollection():
        curve = part.constGet()
        if isinstance(curve, QgsLineString) and curve.length() > CUT_M:
            lines.append(_Line(curve.clone(), QgsGeometry(curve.clone())))
    return lines


def _is_area(geometry: QgsGeometry) -> bool:
    return geometry.constGet() is not None and geometry.constGet().dimension() == 2


def _point_along(curve: QgsLineString, along: float) -> QgsPointXY:
    return QgsPointXY(curve.interpolatePoint(min(max(along, 0.0), curve.length())))
