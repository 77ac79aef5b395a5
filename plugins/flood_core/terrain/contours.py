"""Contours of a terrain model, for the map of a place whose base map has none."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, NamedTuple, Sequence

import numpy as np
from osgeo import gdal, ogr

from ..areas.geo_file import named_system, opened, sealed
from .ground import NODATA

#: So many lines from the lowest to the highest ground, at most.
_MOST_LINES = 40
_STEPS_M = (1, 2, 5, 10, 20, 25, 50, 100, 200)
#: Every so many contours one is heavier and has its height written on it.
_INDEX = 5
#: So many cells along the longer side: what a printed map shows.
_MOST_CELLS = 1500
_FEW_CELLS = 200  # to see how high the ground goes


class Contour(NamedTuple):
    """One line of equal height."""

    elevation_m: float
    index_contour: bool
    wkb: bytes  # degrees, EPSG:4490


def interval_for(low_m: float, high_m: float) -> float:
    """Return the round step between contours that suits so much relief, in metres."""
    return next((float(step) for step in _STEPS_M if (high_m - low_m) / step <= _MOST_LINES), float(_STEPS_M[-1]))


def interval_in(path: Path, box: tuple[float, float, float, float]) -> float | None:
    """Return the step between contours that suits a terrain model in a box of degrees, in metres; None without heights.

    Raises: UnreadableBaseFile.
    """
    return _interval(_heights([path], box, _FEW_CELLS, "near")[0])


def _heights(
    files: Sequence[Path], box: tuple[float, float, float, float], cells: int, resampling: str = "cubicspline"
) -> tuple[Any, float]:
    """Return heights in degrees on so many cells along the longer side, and the size of a cell."""
    west, south, east, north = box
    cell = max(east - west, north - south) / cells
    with sealed():
        heights = gdal.Warp(
            "", [opened(path, gdal.OF_RASTER) for path in files], format="MEM", dstSRS="EPSG:4490", outputBounds=box,
            xRes=cell, yRes=cell, resampleAlg=resampling, dstNodata=NODATA, outputType=gdal.GDT_Float32,
        )  # fmt: skip
    return heights, cell


def _interval(heights: Any) -> float | None:
    values = heights.ReadAsArray()
    known = values[values != NODATA]
    return interval_for(*(float(height) for height in np.percentile(known, (1, 99)))) if known.size else None


def contours(files: Sequence[Path], box: tuple[float, float, float, float]) -> list[Contour]:
    """Return the contours of terrain models in a box (west, south, east, north in degrees), those drawn over last.

    Raises: UnreadableBaseFile.
    """
    heights, cell = _heights(files, box, _MOST_CELLS)
    step = _interval(heights)
    if step is None:
        return []
    store = ogr.GetDriverByName("Memory").CreateDataSource("")
    lines = store.CreateLayer("contours", named_system("EPSG:4490"), ogr.wkbLineString)
    lines.CreateField(ogr.FieldDefn("elevation", ogr.OFTReal))
    gdal.ContourGenerate(heights.GetRasterBand(1), step, 0.0, [], 1, NODATA, lines, -1, 0)
    least = 8 * cell  # rings of a few cells are the model's noise
    return [
        Contour(height, math.isclose(height % (_INDEX * step), 0.0), bytes(line.ExportToWkb()))
        for height, line in ((one.GetField(0), one.GetGeometryRef()) for one in lines)
        if line is not None and line.Length() > least
    ]
