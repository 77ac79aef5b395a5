"""A north-up raster grid in metres (EPSG:4549) and what one does with it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """Where the cells lie: west and north edge, cell size (metres), rows and columns."""

    west: float
    north: float
    cell: float
    rows: int
    columns: int

    @classmethod
    def covering(cls, west: float, south: float, east: float, north: float, cell: float) -> Grid:
        """Return the grid of square cells over an extent whose sides are whole cells."""
        return cls(west, north, cell, round((north - south) / cell), round((east - west) / cell))

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    @property
    def geotransform(self) -> tuple[float, float, float, float, float, float]:
        """GDAL's six numbers."""
        return self.west, self.cell, 0.0, self.north, 0.0, -self.cell

    def centres(self) -> tuple[Floats, Floats]:
        """Return x and y of all cell centres, each of the grid's shape."""
        x = self.west + (np.arange(self.columns) + 0.5) * self.cell
        y = self.north - (np.arange(self.rows) + 0.5) * self.cell
        return np.broadcast_to(x, self.shape).copy(), np.broadcast_to(y[:, None], self.shape).copy()

    def cell_of(self, x: float, y: float) -> tuple[int, int]:
        """Return row and column of a point, clamped to the grid."""
        row = int((self.north - y) // self.cell)
        column = int((x - self.west) // self.cell)
        return min(max(row, 0), self.rows - 1), min(max(column, 0), self.columns - 1)

    def cells_of(self, points: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return rows and columns of points (n, 2), clamped to the grid."""
        return self.rows_of(points[:, 1]), self.columns_of(points[:, 0])

    def rows_of(self, y: Floats) -> NDArray[np.int64]:
        """Return the rows at northings, clamped to the grid."""
        # np.clip takes three times as long as these two for the few points of a house
        return np.minimum(np.maximum(np.floor((self.north - y) / self.cell).astype(np.int64), 0), self.rows - 1)

    def columns_of(self, x: Floats) -> NDArray[np.int64]:
        """Return the columns at eastings, clamped to the grid."""
        return np.minimum(np.maximum(np.floor((x - self.west) / self.cell).astype(np.int64), 0), self.columns - 1)

    def point_of(self, row: float, column: float) -> tuple[float, float]:
        """Return the centre of a cell."""
        return self.west + (column + 0.5) * self.cell, self.north - (row + 0.5) * self.cell

    def sample(self, values: NDArray, points: Floats) -> NDArray:
        """Return the value of the cell under each point (n, 2)."""
        return values[self.cells_of(points)]

    def interpolate(self, values: Floats, points: Floats) -> Floats:
        """Return values at points (n, 2), bilinear."""
        rows = (self.north - points[:, 1]) / self.cell - 0.5
        columns = (points[:, 0] - self.west) / self.cell - 0.5
        return ndimage.map_coordinates(values, [rows, columns], order=1, mode="nearest")

    def resample(self, values: Floats, target: Grid, order: int = 3) -> Floats:
        """Return ``values`` of this grid on the cells of ``target`` by spline interpolation."""
        x = target.west + (np.arange(target.columns) + 0.5) * target.cell
        y = target.north - (np.arange(target.rows) + 0.5) * target.cell
        rows = (self.north - y) / self.cell - 0.5
        columns = (x - self.west) / self.cell - 0.5
        where = np.meshgrid(rows, columns, indexing="ij")
        return ndimage.map_coordinates(values, where, order=order, mode="nearest")


def fractal_noise(
    shape: tuple[int, int], random: np.random.Generator, wavelength: float, octaves: int, roughness: float = 0.5
) -> Floats:
    """Return smooth noise of about -1..1; ``wavelength`` in cells of the longest wave."""
    total = np.zeros(shape)
    amplitude, reach = 1.0, 0.0
    for _ in range(octaves):
        rows = int(np.ceil(shape[0] / wavelength)) + 3
        columns = int(np.ceil(shape[1] / wavelength)) + 3
        knots = random.uniform(-1, 1, (rows, columns))
        where = np.meshgrid(np.arange(shape[0]) / wavelength + 1, np.arange(shape[1]) / wavelength + 1, indexing="ij")
        total += amplitude * ndimage.map_coordinates(knots, where, order=3, mode="nearest")
        reach += amplitude
        amplitude *= roughness
        wavelength = max(wavelength / 2, 1.0)
    return total / reach * 1.6
