"""Roads: a connected network from the national road down to field paths.

Main roads and the ways up the valleys are least-cost paths over the terrain,
laid so that a later road takes up an earlier one; lanes are laid out within
each settlement. Everything is noded at the end: two roads that meet share a vertex.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from osgeo import ogr
from scipy import ndimage, sparse
from scipy.sparse.csgraph import dijkstra

from . import lines, place
from .grid import Bools, Floats, Grid
from .villages import CELL, Areas, Settlement, cost_edges

CLASSES = ("highway", "national", "provincial", "county", "township", "village", "path")
WIDTH = {
    "highway": 28.0,
    "national": 15.0,
    "provincial": 12.0,
    "county": 8.5,
    "township": 6.5,
    "village": 4.0,
    "path": 1.8,
}

# The trunk road along the plain: south edge, past the town, over the estuary, to the north-east edge (EPSG:4549).
_NATIONAL = (
    (608480, 3124400),
    (608080, 3126300),
    (607750, 3128300),
    (608040, 3129850),
    (608080, 3130650),
    (608600, 3131900),
    (610100, 3133990),
)
_COUNTY = (
    ((602810, 3130250), (604700, 3130080), (606050, 3129800), (607860, 3129420)),
    (
        (607860, 3129420),
        (608360, 3129380),
        (609000, 3129100),
        (609350, 3128350),
        (609300, 3127500),
        (609900, 3126700),
        (609300, 3125700),
        (608900, 3124410),
    ),
    ((608080, 3130650), (608800, 3130900), (609700, 3131750), (608600, 3131900)),
)

Vertex = tuple[int, int]  # centimetres
Edge = tuple[Vertex, Vertex]


@dataclass
class Road:
    """One stretch between junctions, EPSG:4549; a bridge or tunnel is a stretch of its own."""

    line: Floats
    road_class: str
    name: str | None = None
    bridge: bool = False
    tunnel: bool = False

    @property
    def width_m(self) -> float:
        """Width of the carriageway in metres."""
        return WIDTH[self.road_class]


class Network:
    """Least-cost roads on a lattice: edges between cells, each with its highest class."""

    def __init__(self, grid: Grid, height: Floats, step: Floats, climb: Floats) -> None:
        """Take the lattice, smoothed heights (m) and the cost per metre of each cell (inf = no way)."""
        self.grid = grid
        self.edges: dict[tuple[int, int], int] = {}
        self._height, self._step = height, step
        self._graphs: dict[float, sparse.csr_matrix] = {}
        self._climb = climb

    def cell(self, point: tuple[float, float]) -> int:
        """Return the flat index of the cell at a point."""
        row, column = self.grid.cell_of(*point)
        return row * self.grid.columns + column

    def _graph(self, grade_cost: float, reuse: float) -> sparse.csr_matrix:
        if grade_cost not in self._graphs:
            graph = cost_edges(self.grid, self._step, self._height, grade_cost, reach=2)
            self._graphs[grade_cost] = graph
        graph = self._graphs[grade_cost].copy()
        if self.edges:
            one, two = np.array(list(self.edges), dtype=np.int64).T
            rows, columns = np.concatenate([one, two]), np.concatenate([two, one])
            cheaper = sparse.coo_matrix((np.full(len(rows), 1.0), (rows, columns)), shape=graph.shape).tocsr()
            graph = graph - graph.multiply(cheaper) * (1 - reuse)
        return graph.tocsr()

    def lay(self, start: int, ends: list[int], rank: int, grade_cost: float, reuse: float = 0.4) -> None:
        """Lay the cheapest way from a cell to each of ``ends``."""
        graph, row, column = self._graph(grade_cost, reuse), start // self.grid.columns, start % self.grid.columns
        away = max(np.hypot(end // self.grid.columns - row, end % self.grid.columns - column) for end in ends)
        for limit in (2 * away * self.grid.cell, np.inf):  # most ways cost less, and one need not look any farther
            cost, previous = dijkstra(graph, indices=start, return_predecessors=True, limit=limit)
            if np.isfinite(cost[ends]).all():
                break
        for end in ends:
            self._keep(previous, end, rank)

    def connect(self, targets: list[int], rank: int, grade_cost: float, limit: float = np.inf) -> list[int]:
        """Join each target to the nearest point of the network; return those that cost more than ``limit``."""
        graph = self._graph(grade_cost, 0.4)
        sources = sorted({cell for edge in self.edges for cell in edge})
        cost, previous, _ = dijkstra(graph, indices=sources, return_predecessors=True, min_only=True)
        missed = [target for target in targets if not cost[target] <= limit]
        for target in targets:
            if cost[target] <= limit:
                self._keep(previous, target, rank)
        return missed

    def _keep(self, previous: NDArray, end: int, rank: int) -> None:
        cell = end
        while previous[cell] >= 0:
            other = int(previous[cell])
            edge = (min(cell, other), max(cell, other))
            self.edges[edge] = min(self.edges.get(edge, rank), rank)
            cell = other

    def roads(self) -> list[Road]:
        """Return the network as stretches between junctions.

        The better road is smoothed first and keeps its line where a lesser one joins it.
        """
        where: dict[int, Floats] = {}
        for rank, reach in enumerate((110, 110, 90, 70, 50, 32, 24)):
            edges = [edge for edge, found in self.edges.items() if found == rank]
            for chain in lines.chains(edges, [cell for edge in edges for cell in edge if cell in where]):
                raw = np.array([where.get(cell, self._centre(cell)) for cell in chain])
                if len(chain) > 2:
                    even = lines.smooth(raw, min(reach, lines.length(raw) / 6 + 8), 10.0)
                    share = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(raw, axis=0).T))])
                    marks = share / share[-1] * (len(even) - 1)
                    raw = np.column_stack([np.interp(marks, np.arange(len(even)), even[:, axis]) for axis in (0, 1)])
                for cell, point in zip(chain, raw):
                    where.setdefault(cell, point)
        ranks: dict[int, set[int]] = {}
        for (one, two), rank in self.edges.items():
            ranks.setdefault(one, set()).add(rank)
            ranks.setdefault(two, set()).add(rank)
        breaks = [cell for cell, found in ranks.items() if len(found) > 1]
        result = []
        for chain in lines.chains(list(self.edges), breaks):
            points = np.array([where[cell] for cell in chain])
            rank = self.edges[(min(chain[0], chain[1]), max(chain[0], chain[1]))]
            result.append(Road(lines.smooth(points, 9.0, 8.0), CLASSES[rank]))
        return result

    def _centre(self, cell: int) -> Floats:
        return np.array(self.grid.point_of(cell // self.grid.columns, cell % self.grid.columns))


def main_roads(
    areas: Areas,
    height: Floats,
    height_grid: Grid,
    land: Bools,
    streams: Bools,
    still_water: Bools,
    goals: list[tuple[float, float]],
    random: np.random.Generator,
) -> list[Road]:
    """Return the roads that join towns, villages and hamlets, and paths to ``goals`` (dams, passes).

    ``height``, ``land``, ``streams`` and ``still_water`` lie on ``height_grid`` (10 m).
    """
    grid = place.grid(CELL)
    ground = height_grid.resample(ndimage.gaussian_filter(height, 1.5), grid, order=1)
    shore = ndimage.binary_erosion(land, iterations=3)[1::2, 1::2]
    wet = ndimage.maximum_filter(streams, 2)[1::2, 1::2]
    pool = ndimage.binary_dilation(still_water, iterations=3)[1::2, 1::2]
    rough = 1 + 0.5 * random.random(grid.shape)
    step = rough + 2.2 * wet + 60.0 * pool
    step = np.where(shore, step, 14.0)
    network = Network(grid, ground, step, ground)
    for way, rank, grade in [(_NATIONAL, 1, 900.0)] + [(way, 3, 600.0) for way in _COUNTY]:
        for one, two in zip(way, way[1:]):
            network.lay(network.cell(one), [network.cell(two)], rank, grade, 0.6 if rank == 1 else 0.35)
    network._step = np.where(shore, step, np.inf)
    network._graphs.clear()
    seats = {item.village: network.cell((item.x, item.y)) for item in areas.settlements if item.main}
    network.connect(list(seats.values()), 4, 420.0)
    for one, two in _adjacent(areas):
        if one in seats and two in seats:
            network.lay(seats[one], [seats[two]], 4, 420.0, 0.5)
    network.connect([network.cell((item.x, item.y)) for item in areas.settlements if not item.main], 5, 220.0)
    network.connect([network.cell(goal) for goal in goals], 6, 60.0, 5200.0)
    return network.roads()


def _adjacent(areas: Areas) -> list[tuple[int, int]]:
    """Return neighbouring villages whose seats are joined directly: the near ones, on the same bank."""
    labels = areas.labels
    pairs = set()
    for one, two in ((labels[:, 1:], labels[:, :-1]), (labels[1:], labels[:-1])):
        differ = (one != two) & (one >= 0) & (two >= 0) & (one < 100) & (two < 100)
        pairs |= {(min(a, b), max(a, b)) for a, b in zip(one[differ].tolist(), two[differ].tolist())}
    seats = {item.village: (item.x, item.y) for item in areas.settlements if item.main}
    near = []
    for one, two in sorted(pairs):
        if areas.villages[one].bank == areas.villages[two].bank:
            distance = float(np.hypot(seats[one][0] - seats[two][0], seats[one][1] - seats[two][1]))
            if distance < 1900:
                near.append((one, two))
    return near


def lanes(
    settlement: Settlement,
    size: int,
    mains: list[Road],
    built: SegmentIndex,
    buildable: Bools,
    grid: Grid,
    random: np.random.Generator,
) -> list[Road]:
    """Return the lanes of one settlement: a bent lattice along its main road, broken here and there.

    It keeps clear of ``built``, the roads and lanes that are there already, and adds to them.
    """
    centre = np.array([settlement.x, settlement.y])
    angle = _direction_at(mains, centre)
    reach = 44.0 + 19.0 * np.sqrt(size)
    along, across = float(random.uniform(72, 105)), float(random.uniform(44, 58))
    count = int(reach / across) + 2
    cosine, sine = np.cos(angle), np.sin(angle)
    nodes: dict[tuple[int, int], Floats] = {}
    phase = random.uniform(0, 6.28, 2)
    for i in range(-count, count + 1):
        for j in range(-count, count + 1):
            u = i * along + 14 * np.sin(j * 0.9 + phase[0]) + random.normal(0, 6)
            v = (j + 0.5) * across + 12 * np.sin(i * 0.8 + phase[1]) + random.normal(0, 4)
            radius = np.hypot(u / 1.25, v)
            if radius > reach * random.uniform(0.8, 1.1):
                continue
            point = centre + (u * cosine - v * sine, u * sine + v * cosine)
            if buildable[grid.cell_of(*point)] and built.nearest(point)[0] > 24:
                nodes[i, j] = point
    found = []
    for (i, j), point in sorted(nodes.items()):
        for other, keep in (((i + 1, j), 0.84), ((i, j + 1), 0.42)):
            if other in nodes and random.random() < keep:
                line = np.array([point, (point + nodes[other]) / 2 + random.normal(0, 2.0, 2), nodes[other]])
                if grid.sample(buildable, lines.evenly(line, 5.0)).all():
                    found.append(Road(line, "village"))
    built.add(found)
    return found


def _direction_at(mains: list[Road], centre: Floats) -> float:
    best, angle = np.inf, 0.0
    for road in mains:
        distances = np.hypot(*(road.line - centre).T)
        nearest = int(distances.argmin())
        if distances[nearest] < best and len(road.line) > 2:
            best = float(distances[nearest])
            before, after = max(nearest - 4, 0), min(nearest + 4, len(road.line) - 1)
            east, north = road.line[after] - road.line[before]
            angle = float(np.arctan2(north, east))
    return angle


def joined(roads: list[Road], reach: float = 160.0) -> list[Road]:
    """Node all roads where they cross, tie loose pieces to the network, drop what stays loose or is a stub."""
    roads = _tied(_noded(roads), reach)
    roads = _largest(_noded(roads))
    for _ in range(2):
        roads = _without_stubs(roads, 22.0)
    return roads


def key(point: Floats) -> tuple[int, int]:
    """Return a vertex as whole centimetres, so that equal places compare equal."""
    return round(float(point[0]) * 100), round(float(point[1]) * 100)


def _noded(roads: list[Road]) -> list[Road]:
    """Cut all roads where they meet and snap vertices to centimetres; keep the best class on shared stretches."""
    united = lines.unite([lines.line_geometry(np.round(road.line, 2)) for road in roads], ogr.wkbMultiLineString)
    edges: dict[Edge, int] = {}
    grid_index = SegmentIndex(roads)
    for part in lines.parts(united, ogr.wkbLineString):
        points = np.round(lines.points_of(part), 2)
        for one, two in zip(points, points[1:]):
            a, b = key(one), key(two)
            if a != b:
                owner = grid_index.owner((one + two) / 2)
                edge = (min(a, b), max(a, b))
                rank = CLASSES.index(roads[owner].road_class)
                if edge not in edges or rank < CLASSES.index(roads[edges[edge]].road_class):
                    edges[edge] = owner
    edges = _without_slivers(edges)
    classes: dict[tuple[int, int], set[str]] = {}
    for (a, b), owner in edges.items():
        classes.setdefault(a, set()).add(roads[owner].road_class)
        classes.setdefault(b, set()).add(roads[owner].road_class)
    breaks = [vertex for vertex, found in classes.items() if len(found) > 1]
    result = []
    for chain in lines.chains(edges, breaks):
        owner = edges[(min(chain[0], chain[1]), max(chain[0], chain[1]))]
        result.append(Road(np.array(chain, dtype=float) / 100, roads[owner].road_class, roads[owner].name))
    return result


def _without_slivers(edges: dict[Edge, int], shortest: int = 120) -> dict[Edge, int]:
    """Melt the ends of edges under ``shortest`` centimetres into one vertex."""
    leader: dict[Vertex, Vertex] = {}

    def lead(vertex: Vertex) -> Vertex:
        while vertex in leader:
            vertex = leader[vertex]
        return vertex

    for a, b in edges:
        if np.hypot(a[0] - b[0], a[1] - b[1]) < shortest and lead(a) != lead(b):
            leader[lead(b)] = lead(a)
    result: dict[Edge, int] = {}
    for (a, b), owner in edges.items():
        one, two = sorted((lead(a), lead(b)))
        if one != two:
            result.setdefault((one, two), owner)
    return result


class SegmentIndex:
    """Finds the road that a point lies on."""

    def __init__(self, roads: list[Road], cell: float = 40.0) -> None:
        self._cell = cell
        self._cells: dict[tuple[int, int], list[int]] = {}
        self._starts, self._ends = np.empty((0, 2)), np.empty((0, 2))
        self._owners: list[int] = []
        self._ranks: list[int] = []
        self.add(roads)

    def add(self, roads: list[Road]) -> None:
        """Take in more roads; they are numbered on."""
        cell = self._cell
        starts, ends, owners = [], [], self._owners
        for number, road in enumerate(roads, len(self._ranks)):
            points = road.line.tolist()  # plain numbers: numpy's are slow one by one
            for one, two in zip(points, points[1:]):
                index = len(owners)
                starts.append(one)
                ends.append(two)
                owners.append(number)
                for column in range(int(min(one[0], two[0]) // cell), int(max(one[0], two[0]) // cell) + 1):
                    for row in range(int(min(one[1], two[1]) // cell), int(max(one[1], two[1]) // cell) + 1):
                        self._cells.setdefault((column, row), []).append(index)
        self._starts = np.concatenate([self._starts, np.array(starts).reshape(-1, 2)])
        self._ends = np.concatenate([self._ends, np.array(ends).reshape(-1, 2)])
        self._ranks += [CLASSES.index(road.road_class) for road in roads]

    def nearest(self, point: Floats, rings: int = 1) -> tuple[float, int, Floats]:
        """Return distance, road number and foot point of the nearest segment within ``rings`` cells."""
        column, row = int(point[0] // self._cell), int(point[1] // self._cell)
        near = sorted(
            {
                index
                for i in range(-rings, rings + 1)
                for j in range(-rings, rings + 1)
                for index in self._cells.get((column + i, row + j), ())
            }
        )
        if not near:
            return np.inf, -1, point
        starts, ends = self._starts[near], self._ends[near]
        direction = ends - starts
        share = ((point - starts) * direction).sum(axis=1) / np.maximum((direction**2).sum(axis=1), 1e-9)
        feet = starts + np.clip(share, 0, 1)[:, None] * direction
        distance = np.hypot(*(feet - point).T)
        best = int(distance.argmin())
        return float(distance[best]), self._owners[near[best]], feet[best]

    def owner(self, point: Floats) -> int:
        """Return the road of the best class within a few centimetres of a point."""
        column, row = int(point[0] // self._cell), int(point[1] // self._cell)
        near = self._cells.get((column, row), [])
        if near:
            starts, ends = self._starts[near], self._ends[near]
            direction = ends - starts
            share = ((point - starts) * direction).sum(axis=1) / np.maximum((direction**2).sum(axis=1), 1e-9)
            feet = starts + np.clip(share, 0, 1)[:, None] * direction
            close = np.flatnonzero(np.hypot(*(feet - point).T) < 0.1)
            if len(close):
                return min(
                    (self._owners[near[index]] for index in close.tolist()),
                    key=lambda number: (self._ranks[number], number),
                )
        return self.nearest(point)[1]


def _pieces(roads: list[Road]) -> NDArray[np.int64]:
    """Return for each road the number of the connected piece it belongs to."""
    numbers: dict[tuple[int, int], int] = {}
    ends = [[numbers.setdefault(key(point), len(numbers)) for point in (road.line[0], road.line[-1])] for road in roads]
    one, two = np.array(ends).T
    graph = sparse.coo_matrix((np.ones(len(one)), (one, two)), shape=(len(numbers), len(numbers)))
    _, label = sparse.csgraph.connected_components(graph, directed=False)
    return label[one]


def _largest(roads: list[Road]) -> list[Road]:
    piece = _pieces(roads)
    return [road for road, number in zip(roads, piece) if number == np.bincount(piece).argmax()]


def _tied(roads: list[Road], reach: float) -> list[Road]:
    """Add a short lane from each loose piece to the network where that is near."""
    piece = _pieces(roads)
    main = np.bincount(piece).argmax()
    index = SegmentIndex([road for road, number in zip(roads, piece) if number == main])
    added = []
    for number in sorted(set(piece.tolist()) - {main}):
        ends = [
            point for road, label in zip(roads, piece) if label == number for point in (road.line[0], road.line[-1])
        ]
        options = [(*index.nearest(np.asarray(point), 4), point) for point in ends]
        distance, _, foot, point = min(options, key=lambda option: option[0])
        if distance < reach:
            beyond = foot + (foot - point) / max(distance, 0.01) * 0.03  # crosses the line, so that noding cuts it
            added.append(Road(np.array([point, beyond]), "village"))
    return roads + added


def _without_stubs(roads: list[Road], shortest: float) -> list[Road]:
    degree: dict[tuple[int, int], int] = {}
    for road in roads:
        for point in (road.line[0], road.line[-1]):
            degree[key(point)] = degree.get(key(point), 0) + 1
    return [
        road
        for road in roads
        if lines.length(road.line) >= shortest or (degree[key(road.line[0])] > 1 and degree[key(road.line[-1])] > 1)
    ]


def with_bridges(
    roads: list[Road], streams: list[tuple[Floats, float]], estuary: ogr.Geometry, smallest_km2: float = 0.4
) -> list[Road]:
    """Cut bridges out of the roads where they cross a stream of at least ``smallest_km2`` or the estuary."""
    water = [lines.line_geometry(line) for line, area in streams if area >= smallest_km2]
    widths = [8.0 + 5.0 * float(np.sqrt(area)) for _, area in streams if area >= smallest_km2]
    boxes = np.array([geometry.GetEnvelope() for geometry in water]) if water else np.zeros((0, 4))
    result = []
    for road in roads:
        geometry = lines.line_geometry(road.line)
        spans = _spans(road, geometry, water, widths, boxes)
        if geometry.Intersects(estuary):
            for part in lines.parts(geometry.Intersection(estuary), ogr.wkbLineString):
                ends = [_measure(road.line, point) for point in (lines.points_of(part)[0], lines.points_of(part)[-1])]
                spans.append((min(ends) - 25.0, max(ends) + 25.0))
        result.extend(_cut(road, spans))
    return result


def _spans(
    road: Road, geometry: ogr.Geometry, water: list[ogr.Geometry], widths: list[float], boxes: Floats
) -> list[tuple[float, float]]:
    west, east, south, north = geometry.GetEnvelope()
    near = np.flatnonzero(
        (boxes[:, 0] <= east) & (boxes[:, 1] >= west) & (boxes[:, 2] <= north) & (boxes[:, 3] >= south)
    )
    spans = []
    for number in near.tolist():
        if geometry.Intersects(water[number]):
            for point in lines.parts(geometry.Intersection(water[number]), ogr.wkbPoint):
                mark = _measure(road.line, np.array([point.GetX(), point.GetY()]))
                spans.append((mark - widths[number], mark + widths[number]))
    return spans


def _measure(line: Floats, point: Floats) -> float:
    """Return how far along the line a point on it lies."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    direction = np.diff(line, axis=0)
    share = np.clip(((point - line[:-1]) * direction).sum(axis=1) / np.maximum((direction**2).sum(axis=1), 1e-9), 0, 1)
    feet = line[:-1] + share[:, None] * direction
    best = int(np.hypot(*(feet - point).T).argmin())
    return float(along[best] + share[best] * (along[best + 1] - along[best]))


def _cut(road: Road, spans: list[tuple[float, float]]) -> list[Road]:
    total = lines.length(road.line)
    merged: list[list[float]] = []
    for low, high in sorted((max(low, 0.0), min(high, total)) for low, high in spans):
        if merged and low <= merged[-1][1] + 12:
            merged[-1][1] = max(merged[-1][1], high)
        else:
            merged.append([low, high])
    marks = [0.0]
    for low, high in merged:
        marks += [low if low > 6 else 0.0, high if high < total - 6 else total]
    marks.append(total)
    result = []
    for number, (low, high) in enumerate(zip(marks, marks[1:])):
        if high - low > 0.5:
            result.append(
                Road(
                    np.round(_section(road.line, low, high), 2),
                    road.road_class,
                    road.name,
                    bridge=number % 2 == 1,
                    tunnel=road.tunnel,
                )
            )
    return result


def _section(line: Floats, low: float, high: float) -> Floats:
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    inner = line[(along > low + 0.01) & (along < high - 0.01)]
    ends = [[np.interp(mark, along, line[:, axis]) for axis in (0, 1)] for mark in (low, high)]
    return np.vstack([ends[0], inner, ends[1]])
