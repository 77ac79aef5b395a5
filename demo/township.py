"""Puts the place together, step by step: ground, water, villages, roads, buildings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from . import buildings, lines, place, roads, villages, water
from .grid import Bools, Floats, Grid
from .names import name_roads, name_waters
from .raster import rasterise
from .terrain import Ground, make_ground

Note = Callable[[str], None]


@dataclass
class Township:
    """Everything that is made of the place, EPSG:4549."""

    seed: int
    ground: Ground
    water: water.Water
    dem_grid: Grid
    dem: Floats
    areas: villages.Areas
    roads: list[roads.Road]
    buildings: list[buildings.Building]


def random_for(seed: int, part: str) -> np.random.Generator:
    """Return the random numbers of one part, so that parts do not disturb one another."""
    return np.random.default_rng([seed, *part.encode("ascii")])


def make_township(seed: int, note: Note = lambda _: None) -> Township:
    """Make the whole place from the seed."""
    note("ground")
    ground = make_ground(random_for(seed, "ground"))
    note("water")
    wet = _make_water(ground)
    dem_grid = place.grid(5.0)
    dem = water.drained_dem(ground, wet, dem_grid)
    note("villages")
    areas = villages.make_areas(ground.height, ground.grid, wet.catchment, random_for(seed, "areas"))
    pools = rasterise(ground.grid, [pond.area for pond in wet.ponds])
    villages.add_settlements(areas, ground.height, ground.grid, wet.catchment, pools, random_for(seed, "settlements"))
    note("roads")
    network = _make_roads(seed, ground, wet, areas, pools)
    note("buildings")
    name_waters(wet, areas)
    name_roads(network, areas)
    houses = _make_buildings(seed, ground, wet, areas, network)
    return Township(seed, ground, wet, dem_grid, dem, areas, network, houses)


def _make_water(ground: Ground) -> water.Water:
    flow, catchment = water.route(ground)
    seats = [village.seat for village in place.villages()]
    wet = water.Water(
        flow,
        catchment,
        water.trace_streams(ground, flow, catchment),
        water.place_dams(ground, flow, catchment, (4, 26), seats),
    )
    wet.sea, wet.river, wet.river_axis, wet.coast = water.sea_and_river(ground)
    return wet


def _make_roads(seed: int, ground: Ground, wet: water.Water, areas: villages.Areas, pools: Bools) -> list[roads.Road]:
    stream_cells = (wet.catchment > 0.4) & ground.land
    goals = [wet.ponds[number].below for number in range(len(wet.ponds))]
    mains = roads.main_roads(
        areas, ground.height, ground.grid, ground.land, stream_cells, pools, goals, random_for(seed, "roads")
    )
    slope = np.degrees(np.arctan(np.hypot(*np.gradient(ndimage.gaussian_filter(ground.height, 1.5), ground.grid.cell))))
    beds = rasterise(ground.grid, [lines.line_geometry(stream.line).Buffer(10.0) for stream in wet.streams], True)
    buildable = (slope < 17) & ground.land & (ground.sea_distance > 45) & ~pools & ~beds & (ground.height > 1.0)
    random = random_for(seed, "lanes")
    everything = list(mains)
    built = roads.SegmentIndex(mains)
    for item in areas.settlements:
        base = 135 if item.main else int(random.integers(32, 95))
        if areas.villages[item.village].short_name == "清江" and item.main:
            base = 420
        item.houses = base
        everything += roads.lanes(item, base, mains, built, buildable, ground.grid, random)
    network = roads.joined(everything)
    assert wet.river is not None
    return roads.with_bridges(network, [(stream.line, stream.catchment_km2) for stream in wet.streams], wet.river)


def _make_buildings(
    seed: int, ground: Ground, wet: water.Water, areas: villages.Areas, network: list[roads.Road]
) -> list[buildings.Building]:
    slope = np.degrees(np.arctan(np.hypot(*np.gradient(ndimage.gaussian_filter(ground.height, 1.2), ground.grid.cell))))
    blocked = (slope > 22) | ~ground.land | (ground.sea_distance < 40)
    wide = [lines.line_geometry(stream.line).Buffer(5.0 + 3.5 * stream.catchment_km2**0.5, 4) for stream in wet.streams]
    pools = [
        shape
        for pond in wet.ponds
        for shape in (pond.area.Buffer(12.0, 4), lines.line_geometry(pond.dam).Buffer(16.0, 4))
    ]
    site = buildings.Site(network, blocked, ground.grid, wide + pools)
    return buildings.make_buildings(areas, network, site, random_for(seed, "buildings"))
