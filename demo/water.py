"""Streams, reservoirs and ponds, canal, river, sea and coast of the demo."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from osgeo import ogr
from scipy import ndimage

from . import lines, place
from .grid import Bools, Floats, Grid
from .hydrology import Flow, accumulate, fill_and_route
from .raster import polygonise, rasterise
from .terrain import Ground, land_mask

STREAM_KM2 = 0.16  # a stream begins where this much land drains through a cell


@dataclass
class Stream:
    """One reach between confluences, downstream. Vertices EPSG:4549, bed heights in metres."""

    line: Floats
    bed: Floats
    order: int
    catchment_km2: float  # at its lower end
    downstream: int | None = None
    name: str | None = None


@dataclass
class Pond:
    """Water held by a dam across a valley."""

    kind: str  # reservoir | pond
    area: ogr.Geometry
    dam: Floats
    level: float
    dam_height: float
    catchment_km2: float
    volume_m3: float
    below: tuple[float, float]  # where the dam's foot drains
    name: str = ""


@dataclass
class Water:
    """All water of the demo."""

    flow: Flow
    catchment: Floats  # km2 through each 10 m cell
    streams: list[Stream]
    ponds: list[Pond] = field(default_factory=list)
    canals: list[tuple[str, Floats]] = field(default_factory=list)
    sea: ogr.Geometry | None = None
    river: ogr.Geometry | None = None
    river_axis: Floats | None = None
    coast: list[Floats] = field(default_factory=list)


def route(ground: Ground) -> tuple[Flow, Floats]:
    """Return the flow of the ground and the catchment of each cell, km2; water may leave over the extent's edge."""
    outlet = ~ground.land
    outlet[[0, -1], :] = True
    outlet[:, [0, -1]] = True
    flow = fill_and_route(ground.height, outlet, rise=0.004)
    return flow, accumulate(flow, np.full(ground.grid.shape, (ground.grid.cell / 1000) ** 2))


def trace_streams(ground: Ground, flow: Flow, catchment: Floats) -> list[Stream]:
    """Return the streams as reaches between confluences, with Strahler order and falling bed."""
    grid = ground.grid
    receiver = flow.receiver
    wet = (catchment >= STREAM_KM2) & ground.land
    cells = [cell for cell in flow.order[::-1].tolist() if wet.ravel()[cell]]
    donors: dict[int, list[int]] = {cell: [] for cell in cells}
    for cell in cells:
        target = int(receiver.ravel()[cell])
        if target != cell and target in donors:
            donors[target].append(cell)
    order: dict[int, int] = {}
    for cell in cells:  # upstream first
        above = sorted((order[donor] for donor in donors[cell]), reverse=True)
        order[cell] = 1 if not above else above[0] + (len(above) > 1 and above[0] == above[1])
    starts = [cell for cell in cells if len(donors[cell]) != 1]
    streams: list[Stream] = []
    number_at: dict[int, int] = {}
    ends: list[int] = []
    for start in starts:
        chain = [start]
        while True:
            target = int(receiver.ravel()[chain[-1]])
            if target == chain[-1]:
                break
            chain.append(target)
            if target not in donors or len(donors[target]) != 1:
                break
        if len(chain) < 2:
            continue
        points = np.array([grid.point_of(cell // grid.columns, cell % grid.columns) for cell in chain])
        last = chain[-2]
        line = lines.smooth(points, 22.0, 10.0)
        number_at[start] = len(streams)
        ends.append(chain[-1])
        streams.append(Stream(line, np.zeros(len(line)), order[start], float(catchment.ravel()[last])))
    for stream, end in zip(streams, ends):
        stream.downstream = number_at.get(end)
    _lay_beds(streams, grid, flow.filled)
    return streams


def _lay_beds(streams: list[Stream], grid: Grid, height: Floats) -> None:
    """Give every reach a bed that never rises downstream and meets the next one."""
    inflow: dict[int, float] = {}
    done: set[int] = set()
    waiting = [0] * len(streams)
    for stream in streams:
        if stream.downstream is not None:
            waiting[stream.downstream] += 1
    ready = [number for number, count in enumerate(waiting) if count == 0]
    while ready:
        number = ready.pop()
        stream = streams[number]
        depth = 0.5 + 0.4 * np.sqrt(stream.catchment_km2)
        profile = grid.interpolate(height, stream.line) - depth
        profile[0] = min(profile[0], inflow.get(number, np.inf))
        bed = np.minimum.accumulate(profile)
        stream.bed = np.maximum(bed, 0.0) - np.linspace(0, 0.02, len(bed))
        done.add(number)
        follower = stream.downstream
        if follower is not None:
            inflow[follower] = min(inflow.get(follower, np.inf), float(stream.bed[-1]))
            waiting[follower] -= 1
            if waiting[follower] == 0:
                ready.append(follower)
    for stream in streams:  # a reach ends on the bed it flows into
        if stream.downstream is not None:
            target = float(streams[stream.downstream].bed[0])
            stream.bed = np.maximum(stream.bed, target)


def donors_of(flow: Flow) -> tuple[np.ndarray, np.ndarray]:
    """Return cells sorted by receiver, and where each receiver's donors begin in it."""
    receiver = flow.receiver.ravel()
    order = np.argsort(receiver, kind="stable")
    begins = np.searchsorted(receiver[order], np.arange(receiver.size + 1))
    return order, begins


def _pool(
    flow: Flow, donors: tuple[np.ndarray, np.ndarray], height: Floats, dam: int, level: float, largest: int
) -> list[int]:
    """Return the cells above ``dam`` that drain through it and lie below ``level``; empty when too many."""
    order, begins = donors
    flat = height.ravel()
    found, queue = [dam], [dam]
    while queue:
        cell = queue.pop()
        for donor in order[begins[cell] : begins[cell + 1]].tolist():
            if donor != cell and flat[donor] < level:
                found.append(donor)
                queue.append(donor)
        if len(found) > largest:
            return []
    return found


def _outline(grid: Grid, mask: Bools, reach: float) -> ogr.Geometry:
    """Return the largest polygon of a mask, smoothed over ``reach`` cells."""
    soft = ndimage.gaussian_filter(ndimage.zoom(mask.astype(float), 4, order=1, grid_mode=True, mode="nearest"), reach)
    polygons = polygonise(Grid(grid.west, grid.north, grid.cell / 4, grid.rows * 4, grid.columns * 4), soft > 0.5)
    return max(polygons, key=lambda polygon: polygon.GetArea())


def place_dams(
    ground: Ground, flow: Flow, catchment: Floats, wanted: tuple[int, int], keep_clear: list[tuple[float, float]]
) -> list[Pond]:
    """Choose where dams pay: much water behind a low, short dam. Returns reservoirs, then hill ponds."""
    grid = ground.grid
    donors = donors_of(flow)
    flat_height, flat_catchment = ground.height.ravel(), catchment.ravel()
    taken = np.zeros(grid.shape, dtype=bool)
    ponds: list[Pond] = []
    clear = np.array(keep_clear)
    for kind, count, low, high, heights, sizes in (
        ("reservoir", wanted[0], 0.5, 4.0, (18, 24, 30), (150, 1500)),
        ("pond", wanted[1], 0.035, 0.45, (5.5, 7, 9), (14, 100)),
    ):
        choice = np.flatnonzero(
            (flat_catchment > low)
            & (flat_catchment < high)
            & (flat_height > 16)
            & (flat_height < 170)
            & ground.land.ravel()
        )[:: 3 if kind == "reservoir" else 5]
        rated = []
        for dam in choice.tolist():
            row, column = divmod(dam, grid.columns)
            if min(row, column, grid.rows - row, grid.columns - column) < 45:
                continue
            for dam_height in heights:
                level = flat_height[dam] + dam_height - 2.0
                pool = _pool(flow, donors, ground.height, dam, level, sizes[1])
                width = len(_dam_cells(grid, ground.height, dam, level)) if len(pool) >= sizes[0] else 99
                if width <= (34 if kind == "reservoir" else 17):
                    volume = float((level - flat_height[pool]).sum()) * grid.cell**2
                    rated.append((volume / (dam_height * width), dam, dam_height, level, pool, volume))
        rated.sort(key=lambda item: (-item[0], item[1]))
        for _, dam, dam_height, level, pool, volume in rated:
            if sum(pond.kind == kind for pond in ponds) >= count:
                break
            x, y = grid.point_of(*divmod(dam, grid.columns))
            near = 26 if kind == "pond" else 60
            row, column = divmod(dam, grid.columns)
            window = taken[max(row - near, 0) : row + near, max(column - near, 0) : column + near]
            mask = np.zeros(grid.shape, dtype=bool)
            mask.ravel()[pool] = True
            if window.any() or (mask & taken).any() or np.hypot(*(clear - (x, y)).T).min() < 240:
                continue
            taken |= mask
            ponds.append(
                _make_pond(ground, flow, kind, mask, dam, dam_height, level, float(flat_catchment[dam]), volume)
            )
    return ponds


def _dam_cells(grid: Grid, height: Floats, dam: int, level: float) -> np.ndarray:
    """Return points along the shortest straight dam through a cell, from bank to bank."""
    row, column = divmod(dam, grid.columns)
    best: np.ndarray | None = None
    for angle in np.arange(0, np.pi, np.pi / 12):
        sides = []
        for sign in (1, -1):
            steps = np.arange(0, 26)
            rows = np.clip(np.round(row + sign * steps * np.sin(angle)).astype(int), 0, grid.rows - 1)
            columns = np.clip(np.round(column + sign * steps * np.cos(angle)).astype(int), 0, grid.columns - 1)
            dry = np.flatnonzero(height[rows, columns] > level + 1.0)
            reach = int(dry[0]) if len(dry) else 26
            sides.append((rows[: reach + 1], columns[: reach + 1]))
        cells = np.column_stack(
            [np.concatenate([sides[0][0][::-1], sides[1][0]]), np.concatenate([sides[0][1][::-1], sides[1][1]])]
        )
        if best is None or len(cells) < len(best):
            best = cells
    assert best is not None
    return best


def _make_pond(
    ground: Ground,
    flow: Flow,
    kind: str,
    mask: Bools,
    dam: int,
    dam_height: float,
    level: float,
    catchment_km2: float,
    volume: float,
) -> Pond:
    grid = ground.grid
    rows, columns = np.nonzero(mask)
    top, left = max(rows.min() - 4, 0), max(columns.min() - 4, 0)
    part = mask[top : rows.max() + 5, left : columns.max() + 5]
    window = Grid(grid.west + left * grid.cell, grid.north - top * grid.cell, grid.cell, *part.shape)
    area = _outline(window, ndimage.binary_closing(part, iterations=2) | part, 3.0)
    cells = _dam_cells(grid, ground.height, dam, level)
    ends = [grid.point_of(*cells[0]), grid.point_of(*cells[-1])]
    below = dam
    for _ in range(6):
        below = int(flow.receiver.ravel()[below])
    return Pond(
        kind,
        area,
        lines.evenly(np.array(ends), 10.0),
        level,
        dam_height,
        catchment_km2,
        volume,
        grid.point_of(*divmod(below, grid.columns)),
    )


def sea_and_river(
    ground: Ground, mouth: float = 609000.0, head: float = 605650.0
) -> tuple[ogr.Geometry, ogr.Geometry, Floats, list[Floats]]:
    """Return the sea, the estuary between two eastings, the river's axis running to the sea, and the coast lines."""
    west, north = ground.grid.west, ground.grid.north
    east, south = west + ground.grid.columns * ground.grid.cell, north - ground.grid.rows * ground.grid.cell
    box = lines.polygon_geometry([(west, south), (east, south), (east, north), (west, north)])
    land = ogr.Geometry(ogr.wkbMultiPolygon)
    for number, line in enumerate(place.coastline()):
        ring = line.tolist()
        if number == 0:
            ring = [[590000.0, ring[0][1]], *ring, [590000.0, ring[-1][1]]]
        land.AddGeometry(lines.polygon_geometry(ring))
    salt = box.Difference(land.UnionCascaded())
    channel = lines.polygon_geometry([(head, 3129300), (mouth, 3129300), (mouth, 3130900), (head, 3130900)])
    river = max(lines.parts(salt.Intersection(channel), ogr.wkbPolygon), key=lambda part: part.GetArea())
    sea = salt.Difference(river)
    xs = np.arange(head + 80, mouth - 40, 40.0)
    axis = []
    for x in xs:
        cut = lines.line_geometry([(x, 3129300), (x, 3130900)]).Intersection(river)
        whole = max(lines.parts(cut, ogr.wkbLineString), key=lambda part: part.Length())
        axis.append((x, float(lines.points_of(whole)[:, 1].mean())))
    coast = [
        lines.points_of(part)
        for part in lines.parts(land.UnionCascaded().Boundary().Intersection(box.Buffer(-1)), ogr.wkbLineString)
    ]
    return sea, river, lines.smooth(np.array(axis), 160.0, 40.0), coast


#: A stream's bed on the final terrain: its line and a little to all sides, metres.
_CHANNEL = ((0.0, 0.0), (2.4, 0.0), (-2.4, 0.0), (0.0, 2.4), (0.0, -2.4))


def _inlets(streams: list[Stream], grid: Grid, pool: Bools, reach: float = 90.0) -> list[Floats]:
    """Return the last stretch, up to ``reach`` metres, of every stream that runs into a pool."""
    found: list[Floats] = []
    waiting: list[tuple[int, float]] = []
    for number, stream in enumerate(streams):
        points = lines.evenly(stream.line, 2.0)
        inside = np.flatnonzero(grid.sample(pool, points))
        if len(inside):
            found.append(points[max(int(inside[0]) - int(reach / 2), 0) : int(inside[0])])
            waiting.append((number, reach - 2.0 * int(inside[0])))
    while waiting:
        below, left = waiting.pop()
        for number, stream in enumerate(streams):
            if stream.downstream == below and left > 0:
                points = lines.evenly(stream.line, 2.0)
                found.append(points[-max(int(left / 2), 1) :])
                waiting.append((number, left - lines.length(stream.line)))
    return [points for points in found if len(points)]


def drained_dem(ground: Ground, water: Water, grid: Grid) -> Floats:
    """Return the final heights on ``grid`` (5 m): drained, pools level, stream beds burnt in; 0 at sea."""
    fine = ground.grid.resample(water.flow.filled, grid, order=3)
    land = land_mask(grid)
    fine = np.maximum(fine, 0.3)
    channel = np.zeros(grid.shape, dtype=bool)
    for stream in water.streams:
        points = lines.evenly(stream.line, 2.0)
        marks = np.linspace(0, 1, len(points))
        bed = np.interp(marks, np.linspace(0, 1, len(stream.bed)), stream.bed)
        for aside in _CHANNEL:
            cells = grid.cells_of(points + aside)
            np.minimum.at(fine, cells, np.maximum(bed, 0.05))
            channel[cells] = True
    for pond in water.ponds:
        mask = rasterise(grid, [pond.area])
        fine[mask] = pond.level - 0.5
        for points in _inlets(water.streams, grid, mask):  # no bed lies deeper than the pool it runs into
            for aside in _CHANNEL:
                cells = grid.cells_of(points + aside)
                fine[cells] = np.maximum(fine[cells], pond.level - 0.5)
        crest = rasterise(grid, [lines.line_geometry(pond.dam).Buffer(4.0)]) & ~mask & ~channel  # the spillway stays
        fine[crest] = np.maximum(fine[crest], pond.level + 1.5)
    return np.where(land, fine, 0.0)
