"""Village areas: grown from their seats over the terrain, so that borders follow ridges and streams.

All borders are arcs shared by both neighbours, smoothed once: no gaps, no overlaps.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from osgeo import ogr
from scipy import ndimage, sparse
from scipy.sparse.csgraph import dijkstra

from . import lines, place
from .grid import Bools, Floats, Grid, fractal_noise
from .raster import rasterise
from .terrain import land_mask

CELL = 20.0
_TIDAL_STRIP = 420.0  # metres of tidal flat that belong to a coastal village
_TARGET_KM2 = 2.45  # mean size of a village
# Neighbouring towns push back: code, name, seeds (EPSG:4549).
NEIGHBOURS: tuple[tuple[str, str, tuple[tuple[float, float], ...]], ...] = (
    (
        "330382105",
        "芙蓉镇",
        (
            (602850, 3129900),
            (602850, 3128700),
            (603000, 3131200),
            (604600, 3131000),
            (604600, 3133300),
            (603000, 3133800),
            (605700, 3133000),
            (606000, 3132000),
        ),
    ),
    (
        "330382108",
        "虹桥镇",
        (
            (603000, 3126800),
            (603100, 3125600),
            (603700, 3124600),
            (604500, 3124450),
            (605200, 3124450),
            (606000, 3124500),
        ),
    ),
    (
        "330382122",
        "南塘镇",
        ((607200, 3124500), (608600, 3124500), (609700, 3124500), (611000, 3124500), (611300, 3128000)),
    ),
    (
        "330382104",
        "雁荡镇",
        (
            (606600, 3133950),
            (607250, 3133750),
            (608000, 3133900),
            (609300, 3133850),
            (610400, 3133300),
            (611300, 3133300),
        ),
    ),
)
# Midstream: no village reaches over the estuary (EPSG:4549).
_MIDSTREAM = (
    (602800, 3130800),
    (605100, 3130560),
    (605700, 3130380),
    (606800, 3130170),
    (608000, 3130210),
    (609000, 3130100),
    (612400, 3129700),
)


@dataclass
class Settlement:
    """A natural village: main seat (number 0) or hamlet. Position EPSG:4549."""

    code: str  # 15 digits
    name: str
    village: int
    x: float
    y: float
    main: bool
    houses: int = 0


@dataclass
class Areas:
    """Villages with their areas and settlements; the label raster says who owns a cell."""

    villages: list[place.Village]
    polygons: list[ogr.Geometry]
    township: ogr.Geometry
    neighbours: list[tuple[str, str, ogr.Geometry]]
    grid: Grid
    labels: NDArray[np.int64]  # village number, -1 elsewhere
    settlements: list[Settlement] = field(default_factory=list)

    def village_at(self, x: float, y: float) -> int:
        """Return the number of the village at a point, or -1."""
        row, column = self.grid.cell_of(x, y)
        around = self.labels[max(row - 1, 0) : row + 2, max(column - 1, 0) : column + 2]
        if (around == around[0, 0]).all():
            return int(around[0, 0])
        point = lines.point_geometry(x, y)  # a cell at a border: ask the border itself
        near = [number for number in np.unique(around).tolist() if number >= 0]
        return next((number for number in near if self.polygons[number].Contains(point)), -1)


def cost_edges(grid: Grid, step_cost: Floats, height: Floats, grade_cost: float, reach: int = 1) -> sparse.csr_matrix:
    """Return the graph of cell-to-cell costs: metres times cost of both cells, dearer on a slope."""
    steps = [(0, 1), (1, 0), (1, 1), (1, -1)]
    if reach > 1:
        steps += [(1, 2), (2, 1), (1, -2), (2, -1)]
    numbers = np.arange(grid.rows * grid.columns).reshape(grid.shape)
    sources, targets, costs = [], [], []
    for down, right in steps:
        if right >= 0:
            one = (slice(0, grid.rows - down), slice(0, grid.columns - right))
            two = (slice(down, grid.rows), slice(right, grid.columns))
        else:
            one = (slice(0, grid.rows - down), slice(-right, grid.columns))
            two = (slice(down, grid.rows), slice(0, grid.columns + right))
        distance = grid.cell * float(np.hypot(down, right))
        grade = np.abs(height[one] - height[two]) / distance
        cost = distance * 0.5 * (step_cost[one] + step_cost[two]) * (1 + grade_cost * grade**2)
        use = np.isfinite(cost)
        sources.append(numbers[one][use])
        targets.append(numbers[two][use])
        costs.append(cost[use])
    row, column, value = np.concatenate(sources), np.concatenate(targets), np.concatenate(costs)
    graph = sparse.coo_matrix((value, (row, column)), shape=(numbers.size, numbers.size)).tocsr()
    return graph + graph.T


def grow(graph: sparse.csr_matrix, seeds: list[tuple[int, int, float]]) -> tuple[Floats, NDArray[np.int64]]:
    """Grow labels from seeds (cell, label, head start in cost); return the cost and the label of every cell."""
    count = graph.shape[0]
    cells = np.array([cell for cell, _, _ in seeds])
    starts = np.array([start for _, _, start in seeds])
    links = sparse.coo_matrix(
        (starts - starts.min() + 1e-6, (np.full(len(cells), count), cells)), shape=(count + 1, count + 1)
    ).tocsr()
    padded = sparse.csr_matrix(
        (graph.data, graph.indices, np.append(graph.indptr, graph.indptr[-1])), shape=(count + 1, count + 1)
    )
    cost, previous = dijkstra(padded + links, indices=count, return_predecessors=True)
    label = np.full(count + 1, -1, dtype=np.int64)
    for cell, name, _ in seeds:
        if previous[cell] == count:
            label[cell] = name
    parent = np.where(previous < 0, np.arange(count + 1), previous)
    parent[cells[previous[cells] == count]] = cells[previous[cells] == count]
    for _ in range(16):  # pointer jumping to the seed
        parent = parent[parent]
    found = np.where(np.isfinite(cost), label[parent], -1)
    return cost[:-1], found[:-1]


def make_areas(height: Floats, height_grid: Grid, catchment: Floats, random: np.random.Generator) -> Areas:
    """Return the villages' areas over land and tidal flat. ``height`` and ``catchment`` on ``height_grid``."""
    grid = place.grid(CELL)
    ground = height_grid.resample(height, grid, order=1)
    land = land_mask(grid)
    home = land_mask(grid, mainland_only=True)
    x, y = grid.centres()
    channel = ~land & (x > 605000) & (x < 609300) & (y > 3129300) & (y < 3131000)
    strip = ~land & (ndimage.distance_transform_edt(~home) * CELL < _TIDAL_STRIP)
    allowed = land | channel | strip
    wet = ndimage.maximum_filter(catchment, 3)[1::2, 1::2] > 0.5
    step = np.where(land, 1.0, 1.3) + 2.5 * (wet & land)
    step *= np.exp(1.1 * fractal_noise(grid.shape, random, 26, 4, 0.6))
    wall = rasterise(grid, [lines.line_geometry(_MIDSTREAM).Buffer(25.0)])
    graph = cost_edges(grid, np.where(allowed & ~wall, step, np.inf), ground, 30.0)
    found = place.villages()
    labels = _balanced_labels(grid, graph, found, land)
    labels = labels.reshape(grid.shape)
    lost = (labels < 0) & allowed
    labels = labels[tuple(ndimage.distance_transform_edt(lost, return_distances=False, return_indices=True))]
    labels = _tidy(labels, allowed)
    polygons, township, neighbours = _polygons(grid, labels, len(found))
    fine = place.grid(5.0)
    owner = np.full(fine.shape, -1, dtype=np.int64)
    for number, polygon in enumerate(polygons):
        owner[rasterise(fine, [polygon])] = number
    return Areas(found, polygons, township, neighbours, fine, owner)


def _balanced_labels(
    grid: Grid, graph: sparse.csr_matrix, found: list[place.Village], land: Bools
) -> NDArray[np.int64]:
    """Grow all villages, giving those that come out too small a head start."""

    def cell(point: tuple[float, float]) -> int:
        row, column = grid.cell_of(*point)
        return row * grid.columns + column

    outside = [(cell(seed), 100 + number, 0.0) for number, (_, _, seeds) in enumerate(NEIGHBOURS) for seed in seeds]
    head_start = np.zeros(len(found))
    wish = np.array([village.share for village in found]) * _TARGET_KM2
    labels = np.zeros(0, dtype=np.int64)
    for _ in range(7):
        seeds = [(cell(village.seat), number, -head_start[number]) for number, village in enumerate(found)]
        _, labels = grow(graph, seeds + outside)
        size = np.bincount(labels[(labels >= 0) & (labels < 100)], minlength=len(found)) * grid.cell**2 / 1e6
        head_start = np.clip(head_start + 260 * (wish - size) / wish, -450, 450)
    return labels


def _tidy(labels: NDArray[np.int64], allowed: Bools) -> NDArray[np.int64]:
    """Let each label keep its largest piece only; strays go to the neighbour around them."""
    tidy = labels.copy()
    for _ in range(2):  # majority in a small window takes the fringes off the borders
        values = np.unique(tidy)
        votes = np.stack([ndimage.uniform_filter((tidy == value).astype(float), 7) for value in values])
        tidy = np.where(allowed, values[votes.argmax(axis=0)], -1)
    for value in np.unique(tidy):
        pieces, count = ndimage.label(tidy == value)
        if count > 1 and value < 100:
            sizes = np.bincount(pieces.ravel())
            sizes[0] = 0
            stray = (pieces > 0) & (pieces != sizes.argmax())
            if value >= 0:
                tidy[stray] = -2
    hole = tidy == -2
    if hole.any():
        nearest = ndimage.distance_transform_edt(hole, return_distances=False, return_indices=True)
        tidy = tidy[tuple(nearest)]
    return tidy


def _polygons(
    grid: Grid, labels: NDArray[np.int64], count: int
) -> tuple[list[ogr.Geometry], ogr.Geometry, list[tuple[str, str, ogr.Geometry]]]:
    arcs = _arcs(labels)
    network = []
    for arc in arcs:
        points = np.array([(grid.west + column * grid.cell, grid.north - row * grid.cell) for row, column in arc])
        closed = arc[0] == arc[-1]
        if len(points) > 4 and not closed:
            points = lines.simplified(lines.smooth(points, 42.0, 10.0), 1.0)
        network.append(lines.line_geometry(points))
    noded = lines.unite(network, ogr.wkbMultiLineString)
    pieces: dict[int, list[ogr.Geometry]] = defaultdict(list)
    for polygon in lines.parts(noded.Polygonize(), ogr.wkbPolygon):
        inner = polygon.PointOnSurface()
        pieces[int(labels[grid.cell_of(inner.GetX(), inner.GetY())])].append(polygon)
    villages = [lines.unite(pieces[number]) for number in range(count)]
    neighbours = [
        (code, name, lines.unite(pieces[100 + number]))
        for number, (code, name, _) in enumerate(NEIGHBOURS)
        if pieces[100 + number]
    ]
    return villages, lines.unite(villages), neighbours


def _arcs(labels: NDArray[np.int64]) -> list[list[tuple[int, int]]]:
    """Return the borders between labels as chains of cell corners (row, column), cut where three labels meet."""
    padded = np.pad(labels, 1, constant_values=-9)
    edges: list[tuple[tuple[int, int], tuple[int, int]]] = []
    rows, columns = np.nonzero(padded[:, 1:] != padded[:, :-1])
    edges += [((row - 1, column), (row, column)) for row, column in zip(rows.tolist(), columns.tolist())]
    rows, columns = np.nonzero(padded[1:, :] != padded[:-1, :])
    edges += [((row, column - 1), (row, column)) for row, column in zip(rows.tolist(), columns.tolist())]
    return [list(chain) for chain in lines.chains(edges)]


_PLAIN_NAMES = (
    "塘头 塘下 闸头 新涂 横河 浦边 盐仓 垟心 河头 埭头 沙头 前垟 浦岐 下垟 后垟 三甲 五房 新屋 大桥头 小桥头 "
    "水门 陡门头 双庙 桥下 新厝 田中央 湖边 洋心 柳树下 东浦 西浦 南浦 下埠 盐盘 涂田 老街 新街 横街 河沿 长埭 "
    "斗门 泥城 七甲 上码道 下码道 沙角 蛏田 虾塘 东岸 西岸 石塘 虹浦 后塘 里塘 外塘 金家垟 半洋 横塘 渔业队"
)
_HILL_NAMES = (
    "岭脚 坑口 坑底 山前 岩下 大坪 竹园 樟树下 水碓头 后山 岙底 寺前 石门 茶园 枫树坪 上坪 双坑 龙潭 殿前 "
    "牛背岭 下岙 外岙 大岙 小坑 岭头 白岩 石柱 山脚 柿树下 溪口 溪边 半岭 水竹坑 毛竹山 黄泥岭 石板坦 大坦 坦头 "
    "上寮 下寮 杨梅山 金竹 箬岙 峃口 仰天湖"
)


def add_settlements(
    areas: Areas, height: Floats, height_grid: Grid, catchment: Floats, water_mask: Bools, random: np.random.Generator
) -> None:
    """Put the main seat and one to four hamlets into each village, where the ground is gentle and dry."""
    smoothed = ndimage.gaussian_filter(height, 2.0)
    slope = np.degrees(np.arctan(np.hypot(*np.gradient(smoothed, height_grid.cell))))
    near_water = ndimage.distance_transform_edt(~(water_mask | (height <= 0))) * height_grid.cell
    stream = ndimage.distance_transform_edt(catchment < 0.35) * height_grid.cell
    relief = ndimage.uniform_filter(slope, 41)
    fit = np.clip(1 - slope / 11, 0, 1) * (near_water > np.where(height > 12, 40, 70)) * (height > 1.5)
    fit = ndimage.uniform_filter(fit, 13) * (height < 230) * (slope < 14)
    fit *= 1 + 0.5 * np.exp(-(((stream - 75) / 60) ** 2)) + 0.6 * np.clip(relief / 8, 0, 1.5)
    fit *= 1 + 0.25 * random.random(fit.shape)
    labels = areas.labels[::2, ::2]
    inside = np.stack([ndimage.distance_transform_edt(labels == number) for number in range(len(areas.villages))])
    x, y = height_grid.centres()
    within = (np.minimum(x - place.WEST, place.EAST - x) > 380) & (np.minimum(y - place.SOUTH, place.NORTH - y) > 380)
    free_plain, free_hill = _PLAIN_NAMES.split(" "), _HILL_NAMES.split(" ")
    for number, village in enumerate(areas.villages):
        mine = (inside[number] * height_grid.cell > 110) & within
        score = np.where(mine, fit, 0) * np.exp(-np.hypot(x - village.seat[0], y - village.seat[1]) / 260)
        chosen: list[tuple[float, float]] = []
        for count in range(int(random.integers(3, 6))):
            if score.max() < 0.05:
                break
            row, column = divmod(int(score.argmax()), height_grid.columns)
            point = height_grid.point_of(row, column)
            chosen.append(point)
            if count == 0:
                score = np.where(mine, fit, 0)
            score = score * (np.hypot(x - point[0], y - point[1]) > 480)
            areas.settlements.append(
                Settlement(
                    f"{village.code}{count:03d}",
                    _settlement_name(village, count, float(relief[row, column]), free_plain, free_hill, random),
                    number,
                    point[0],
                    point[1],
                    count == 0,
                )
            )


def _settlement_name(
    village: place.Village, count: int, relief: float, plain: list[str], hill: list[str], random: np.random.Generator
) -> str:
    if count == 0:
        return village.short_name
    pool = hill if relief > 5 else plain
    return pool.pop(int(random.integers(len(pool))))
