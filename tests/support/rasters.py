"""Rasters for tests: an orthophoto, and heights that are known."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import numpy as np
from osgeo import gdal, osr

from tests.symbology import grounds

Box = tuple[float, float, float, float]  # west, south, east, north, EPSG:4549


def write_photo(path: Path, box: Box, dot_m: float = 1.0, taken: str = "2025:03:14 10:00:00") -> Path:
    """Write an orthophoto of every surface that a summer's photograph has, over and over."""
    tile = grounds.orthophoto()[:, :, ::-1].round().astype(np.uint8)  # red first
    columns, rows = round((box[2] - box[0]) / dot_m), round((box[3] - box[1]) / dot_m)
    times = -(-rows // len(tile)), -(-columns // len(tile)), 1
    image = _image(path, box, columns, rows, 3, gdal.GDT_Byte)
    image.WriteArray(np.moveaxis(np.tile(tile, times)[:rows, :columns], -1, 0))
    image.SetMetadataItem("TIFFTAG_DATETIME", taken)
    image.FlushCache()
    return path


def write_noise(path: Path, box: Box, dot_m: float) -> Path:
    """Write the noisiest photograph that there can be: no dot tells anything of the next."""
    columns, rows = round((box[2] - box[0]) / dot_m), round((box[3] - box[1]) / dot_m)
    image = _image(path, box, columns, rows, 3, gdal.GDT_Byte)
    image.WriteArray(np.random.default_rng(7).integers(0, 256, (3, rows, columns), np.uint8))
    image.FlushCache()
    return path


def write_heights(path: Path, box: Box, cell_m: float, height: Callable[[np.ndarray, np.ndarray], np.ndarray]) -> Path:
    """Write an elevation model; ``height`` gives metres for metres east and north of the box's corner."""
    columns, rows = round((box[2] - box[0]) / cell_m), round((box[3] - box[1]) / cell_m)
    x, y = np.meshgrid((np.arange(columns) + 0.5) * cell_m, (np.arange(rows)[::-1] + 0.5) * cell_m)
    image = _image(path, box, columns, rows, 1, gdal.GDT_Float32)
    image.GetRasterBand(1).WriteArray(height(x, y).astype(np.float32))
    image.FlushCache()
    return path


def _image(path: Path, box: Box, columns: int, rows: int, bands: int, kind: int) -> gdal.Dataset:
    metres = osr.SpatialReference()
    metres.ImportFromEPSG(4549)
    image = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, bands, kind)
    image.SetGeoTransform((box[0], (box[2] - box[0]) / columns, 0, box[3], 0, (box[1] - box[3]) / rows))
    image.SetProjection(metres.ExportToWkt())
    return image
