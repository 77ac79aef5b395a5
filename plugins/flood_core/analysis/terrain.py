"""Heights along a line, from a terrain model."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from osgeo import gdal
from qgis.core import QgsGeometry, QgsRectangle

gdal.UseExceptions()

#: Heights are read every so many metres along a line.
STEP_M = 10.0
#: Ups and downs smaller than this are the model's noise, not climb.
NOISE_M = 1.0


class Ground:
    """The terrain model of one neighbourhood, in the metres of its plane."""

    def __init__(self, heights: np.ndarray, west: float, north: float, cell: float) -> None:
        self._heights, self._west, self._north, self._cell = heights, west, north, cell

    @classmethod
    def read(cls, path: Path, extent: QgsRectangle, crs: str) -> Ground | None:
        """Read the part of a raster that covers ``extent`` (metres of ``crs``).

        Returns None when the file is missing or unreadable: routes then have no
        climb, and say so.
        """
        try:
            source = gdal.Open(str(path))
            cell = _cell_in_metres(source)
            box = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
            window = gdal.Warp(
                "",
                source,
                format="MEM",
                dstSRS=crs,
                outputBounds=box,
                xRes=cell,
                yRes=cell,
                resampleAlg="bilinear",
                dstNodata=-9999.0,
                outputType=gdal.GDT_Float32,
            )
        except RuntimeError:
            return None
        heights = window.ReadAsArray().astype(float)
        heights[heights <= -9000.0] = np.nan
        west, width, _, north, _, _ = window.GetGeoTransform()
        return cls(heights, west, north, width)

    def along(self, line: QgsGeometry) -> np.ndarray:
        """Return the heights in metres every 10 m along a line; NaN outside the model."""
        corners = np.array([(point.x(), point.y()) for point in line.asPolyline()])
        along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(corners, axis=0).T))])
        stops = np.linspace(0.0, along[-1], max(1, math.ceil(along[-1] / STEP_M)) + 1)
        return self.at(np.interp(stops, along, corners[:, 0]), np.interp(stops, along, corners[:, 1]))

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return heights at points, bilinear between the cells' centres."""
        rows, columns = self._heights.shape
        column = np.clip((x - self._west) / self._cell - 0.5, 0, columns - 1.000001)
        row = np.clip((self._north - y) / self._cell - 0.5, 0, rows - 1.000001)
        left, top = column.astype(int), row.astype(int)
        right, bottom = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
        across, down = column - left, row - top
        upper = self._heights[top, left] * (1 - across) + self._heights[top, right] * across
        lower = self._heights[bottom, left] * (1 - across) + self._heights[bottom, right] * across
        return upper * (1 - down) + lower * down


def climb(heights: np.ndarray) -> float:
    """Return the metres of ascent along a row of heights, without ups and downs below a metre."""
    total = 0.0
    known = heights[~np.isnan(heights)]
    if known.size == 0:
        return total
    low = high = float(known[0])
    for height in known[1:]:
        if height > high:
            high = float(height)
        elif high - height >= NOISE_M:  # a real descent: what was climbed so far counts
            total += high - low if high - low >= NOISE_M else 0.0
            low = high = float(height)
        elif height < low:
            low = high = float(height)
    return total + (high - low if high - low >= NOISE_M else 0.0)


def _cell_in_metres(source: gdal.Dataset) -> float:
    transform = source.GetGeoTransform()
    reference = source.GetSpatialRef()
    cell = abs(transform[1])
    return cell * 111_000.0 if reference is not None and reference.IsGeographic() else cell
