"""The shape of the ground: land from the real coastline, hills by river erosion, a plain of silt.

Uplift and stream-power erosion (implicit, slope exponent 1) on a coarse grid
give dendritic valleys; what lies below the level of the plain is then filled,
so that valleys open flat towards the sea as they do on this coast.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from osgeo import gdal, ogr
from scipy import ndimage, sparse
from scipy.sparse.linalg import spsolve

from . import place
from .grid import Bools, Floats, Grid, fractal_noise
from .hydrology import accumulate, fill_and_route

HIGHEST = 395.0  # metres, the highest summit inside the extent
PLAIN = 3.4  # metres above datum where the plain meets the seawall
_EROSION_CELL = 40.0
_EROSION_MARGIN = 2400.0
_EROSION_STEPS = 45
_ERODIBILITY = 0.0022  # per step and metre of the square root of the catchment

# Massifs: easting, northing, east-west and north-south radius (metres), uplift.
_MASSIFS = (
    (603600, 3127500, 2300, 2500, 1.10),
    (605900, 3126500, 1500, 1400, 0.95),
    (606600, 3124300, 1700, 1000, 0.8),
    (602000, 3124500, 2600, 2600, 1.0),
    (606100, 3133300, 1300, 1500, 0.85),
    (608600, 3133700, 1700, 1300, 0.9),
    (606000, 3136000, 4000, 2200, 1.0),
    (601800, 3133500, 900, 1500, 0.7),
    (601800, 3131900, 900, 500, 0.4),
)
# Hills that stand alone in the plain (islets 屿 before the plain was diked) and on the islands.
_ISLETS = (
    (609560, 3127750, 210, 62.0),
    (609330, 3128010, 150, 38.0),
    (610060, 3132030, 240, 74.0),
    (608330, 3128950, 190, 46.0),
    (609330, 3126080, 160, 41.0),
    (607450, 3131350, 170, 48.0),
    (611150, 3128200, 330, 66.0),
    (611450, 3127750, 260, 48.0),
)


@dataclass(frozen=True)
class Ground:
    """Land and heights on one grid. Heights in metres (1985 datum), 0 at sea."""

    grid: Grid
    land: Bools
    height: Floats
    sea_distance: Floats  # metres from the nearest sea cell


def land_mask(grid: Grid, mainland_only: bool = False) -> Bools:
    """Return which cells are land, by the real coastline."""
    lines = place.coastline()
    target = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, gdal.GDT_Byte)
    target.SetGeoTransform(grid.geotransform)
    target.SetProjection(place.METRES.ExportToWkt())
    source = ogr.GetDriverByName("Memory").CreateDataSource("land")
    layer = source.CreateLayer("land", place.METRES, ogr.wkbPolygon)
    for line in lines[:1] if mainland_only else lines:
        points = line.tolist()
        if line is lines[0]:
            points = [[590000.0, points[0][1]], *points, [590000.0, points[-1][1]]]
        ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in points:
            ring.AddPoint_2D(x, y)
        ring.CloseRings()
        polygon = ogr.Geometry(ogr.wkbPolygon)
        polygon.AddGeometry(ring)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(polygon)
        layer.CreateFeature(feature)
    gdal.RasterizeLayer(target, [1], layer, burn_values=[1])
    return target.ReadAsArray().astype(bool)


def _uplift(grid: Grid, land: Bools, random: np.random.Generator) -> Floats:
    x, y = grid.centres()
    bend = 500 * fractal_noise(grid.shape, random, 2400 / grid.cell, 3)
    bend_y = 500 * fractal_noise(grid.shape, random, 2400 / grid.cell, 3)
    total = np.zeros(grid.shape)
    for east, north, wide, high, strength in _MASSIFS:
        distance = np.hypot((x + bend - east) / wide, (y + bend_y - north) / high)
        total = np.maximum(total, strength / (1 + np.exp((distance - 0.95) / 0.14)))
    inland = np.clip((ndimage.distance_transform_edt(land) * grid.cell - 250) / 700, 0, 1)
    return total * inland * land * (1 + 0.25 * fractal_noise(grid.shape, random, 1500 / grid.cell, 3))


def _erode(grid: Grid, land: Bools, random: np.random.Generator) -> Floats:
    uplift = _uplift(grid, land, random)
    height = (0.5 * random.random(grid.shape) + uplift * (60 + 45 * fractal_noise(grid.shape, random, 30, 4))) * land
    count = height.size
    numbers = np.arange(count)
    for _ in range(_EROSION_STEPS):
        flow = fill_and_route(height, ~land)
        receiver = flow.receiver.ravel()
        downhill = receiver != numbers
        links = sparse.csc_matrix((downhill.astype(float), (numbers, receiver)), shape=(count, count))
        area = accumulate(flow, np.ones(grid.shape)).ravel() * grid.cell**2
        power = np.clip(np.sqrt(area) - 45.0, 0, None)  # metres; below 0.2 ha slopes creep, no channel cuts
        factor = np.where(downhill, _ERODIBILITY * power / flow.step.ravel(), 0.0)
        system = sparse.diags(1 + factor) - sparse.diags(factor) @ links
        raised = (height + uplift * 14.0).ravel() * land.ravel()
        height = spsolve(system.tocsc(), raised).reshape(grid.shape)
        height = np.where(land, 0.7 * height + 0.3 * ndimage.gaussian_filter(height, 0.8), 0.0)
    return height


def _warped(coarse: Grid, values: Floats, grid: Grid, random: np.random.Generator) -> Floats:
    """Resample with a gentle bend of the plane, so that no valley follows the rows of the coarse grid."""
    x, y = grid.centres()
    x += 150 * fractal_noise(grid.shape, random, 1100 / grid.cell, 4, 0.45)
    y += 150 * fractal_noise(grid.shape, random, 1100 / grid.cell, 4, 0.45)
    rows = (coarse.north - y) / coarse.cell - 0.5
    columns = (x - coarse.west) / coarse.cell - 0.5
    return ndimage.map_coordinates(values, [rows, columns], order=3, mode="nearest")


def make_ground(random: np.random.Generator, cell: float = 10.0) -> Ground:
    """Return the raw ground on a grid of ``cell`` metres: smooth, not yet drained."""
    coarse = place.grid(_EROSION_CELL, _EROSION_MARGIN)
    eroded = _erode(coarse, land_mask(coarse), random)
    grid = place.grid(cell)
    land = land_mask(grid)
    distance = ndimage.distance_transform_edt(land) * cell
    inside = _warped(coarse, eroded, grid, random)
    hills = inside * (HIGHEST + 22) / max(float(inside.max()), 1.0) - 22
    hills += np.clip(hills / 60, 0, 1) * 9 * fractal_noise(grid.shape, random, 330 / cell, 5, 0.55)
    x, y = grid.centres()
    for east, north, radius, top in _ISLETS:
        bump = 1 - ((x - east) ** 2 / (1.25 * radius) ** 2 + (y - north) ** 2 / (0.85 * radius) ** 2)
        bump *= 1 + 0.25 * fractal_noise(grid.shape, random, 150 / cell, 3)
        hills = np.maximum(hills, np.where(bump > -1, 1.15 * top * bump, -50))
    plain = PLAIN + 0.9 * (1 - np.exp(-distance / 900)) + 0.0009 * distance
    plain += 0.006 * np.clip(distance - 1700, 0, None)
    plain += 0.5 * fractal_noise(grid.shape, random, 600 / cell, 4, 0.7)
    sharp = 5.0
    height = plain + np.logaddexp(0, (hills - plain) / sharp) * sharp  # rounded foot of the slope
    height -= sharp * np.log1p(np.exp(-8.0))
    shore = np.clip(distance / 25, 0.15, 1)
    return Ground(grid, land, np.where(land, np.maximum(height * shore, 0.4), 0.0), distance)
