"""The shape of the ground: slope, cliffs, and how low a place lies in its surroundings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal
from scipy import ndimage

from ..progress import Feedback, raise_if_cancelled
from .ground import NODATA, Ground, gdal_progress, read_rows

#: A cliff's height is measured within this distance of its steep cells.
RELIEF_WITHIN_M = 20.0


@dataclass(frozen=True)
class LowGround:
    """How high each cell lies above the mean of its surroundings."""

    position: Path  # metres above the mean; below zero: lower than around
    deviation_m: float  # standard deviation over the whole model


def slope_degrees(ground: Ground, feedback: Feedback) -> Path:
    """Write the slope in degrees (Horn, by gdaldem) and return the file. Raises: Cancelled."""
    path = ground.path.with_name("slope.tif")

    try:
        gdal.DEMProcessing(
            str(path), str(ground.path), "slope", format="GTiff", computeEdges=True, callback=gdal_progress(feedback),
            creationOptions=["TILED=YES", "BIGTIFF=IF_SAFER"],
        )  # fmt: skip
    except RuntimeError:
        raise_if_cancelled(feedback)
        raise
    raise_if_cancelled(feedback)
    return path


def cliff_cells(
    ground: Ground, slope: Path, slope_deg: float, relief_m: float, feedback: Feedback, rows: int = 512
) -> np.ndarray:
    """Return the flat numbers of the cells that are steep and part of a high step. Raises: Cancelled."""
    reach = max(1, round(RELIEF_WITHIN_M / ground.cell))
    found = []
    for first, last, start, end in ground.strips(reach, rows):
        raise_if_cancelled(feedback)
        steep = read_rows(slope, first, last - first) >= slope_deg
        if steep.any():
            heights = ground.read(first=start, rows=end - start)
            size = 2 * reach + 1
            top = ndimage.maximum_filter(np.nan_to_num(heights, nan=-np.inf), size, mode="nearest")
            foot = ndimage.minimum_filter(np.nan_to_num(heights, nan=np.inf), size, mode="nearest")
            inner = slice(first - start, last - start)
            high = (top - foot >= relief_m)[inner]
            found.append(np.flatnonzero(steep & high) + first * ground.columns)
        feedback.setProgress(100 * last / ground.rows)
    return np.concatenate(found) if found else np.empty(0, dtype=np.int64)


def low_ground(ground: Ground, within_m: float, feedback: Feedback, rows: int = 512) -> LowGround:
    """Write how high each cell lies above the mean of the square around it. Raises: Cancelled.

    Reckoned in whole millimetres, so that the strips leave no trace in the last digit.
    """
    reach = max(1, round(within_m / ground.cell))
    path = ground.path.with_name("position.tif")
    made = ground.create(path)
    band = made.GetRasterBand(1)
    count, total, squares = 0, 0, 0
    for first, last, start, end in ground.strips(reach, rows):
        raise_if_cancelled(feedback)
        heights = ground.read(first=start, rows=end - start)
        there = ~np.isnan(heights)
        millimetres = np.rint(np.nan_to_num(heights) * 1000.0).astype(np.int64)
        inner = slice(first - start, last - start)
        around = _box_sums(millimetres, reach, inner)
        cells = _box_sums(there.astype(np.int64), reach, inner)
        position = millimetres[inner] - around // np.maximum(cells, 1)
        known = there[inner]
        count += int(known.sum())
        total += int(position[known].sum())
        squares += int((position[known] ** 2).sum())
        band.WriteArray(np.where(known, position / 1000.0, NODATA).astype(np.float32), 0, first)
        feedback.setProgress(100 * last / ground.rows)
    made.FlushCache()
    mean = total / max(count, 1)
    return LowGround(path, math.sqrt(max(squares / max(count, 1) - mean * mean, 0.0)) / 1000.0)


def _box_sums(values: np.ndarray, reach: int, inner: slice) -> np.ndarray:
    """Return for each cell of the inner rows the sum over the square around it, cut off at the edges."""
    rows, columns = values.shape
    sums = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    np.cumsum(np.cumsum(values, axis=0), axis=1, out=sums[1:, 1:])
    row, column = np.arange(inner.start, inner.stop), np.arange(columns)
    top, foot = np.maximum(row - reach, 0)[:, None], np.minimum(row + reach + 1, rows)[:, None]
    left, right = np.maximum(column - reach, 0)[None, :], np.minimum(column + reach + 1, columns)[None, :]
    result: np.ndarray = sums[foot, right] - sums[top, right] - sums[foot, left] + sums[top, left]
    return result
