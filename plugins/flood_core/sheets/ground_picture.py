"""Draw relief or an orthophoto for one map, so calm that dangers and ways stand out from it.

GDAL brings the rasters into the map's system and size and shades the relief;
the tones are laid over its arrays here. The picture is opaque: opacity and
blends would turn the whole map into pixels.
"""

from __future__ import annotations

import math
from typing import Any, Sequence

import numpy as np
from osgeo import gdal, ogr, osr
from qgis.core import QgsGeometry, QgsMultiBandColorRenderer, QgsRasterLayer

from ..areas import geo_file
from ..symbology import palette
from .errors import DrawingFailed
from .frame import MapFrame
from .ground import RELIEF, Ground
from .ground_calm import calmed, most_bytes
from .presets import Preset
from .snapshot import Snapshot

#: The property of the layer that tells which share of the village's land the rasters cover: the sea has no heights.
COVERED = "floodmap/covered"
#: The property that tells of a picture too heavy for its paper: what it weighs and what it may, in MB.
TOO_HEAVY = "floodmap/too heavy"
#: A dot of the picture on the finished sheet, mm: what a printer shows of a photograph.
_DOT_MM = 0.12
_MOST_DOTS = 16_000_000
_NO_HEIGHT = -32768.0
#: Low and high ground, and how many metres of height it takes until the tints differ wholly.
_TINTS, _WHOLE_RANGE_M = ("#f1f5e8", "#f8f2e2", "#e9dcc6"), 250.0
#: Hillshade of level ground, and how far shadow and light go from it.
_LEVEL, _SHADOW, _DARKEST, _BRIGHTEST = 180.0, 0.4, 0.76, 1.05
#: What is left of the colours of a photograph, of its darkness, and of all that lies outside the village.
_COLOURS, _DARKNESS, _OUTSIDE = 0.75, 0.62, 0.5

Grid = tuple[float, float, float, float, int, int]  # west, south, east, north in metres; columns, rows


def ground_layer(snapshot: Snapshot, frame: MapFrame, preset: Preset) -> QgsRasterLayer | None:
    """Return the picture under a map, None on plain paper; its file lies beside the snapshot that it is drawn for.

    Where the paper's image may weigh only so much, the picture is calmed until it fits.

    Raises: UnreadableBaseFile, DrawingFailed.
    """
    ground = snapshot.ground
    if ground is None:
        return None
    grid = _grid(frame, preset)
    with geo_file.sealed():
        warped = _warped(ground, snapshot, grid)
    colours, known = _relief(warped) if ground.wanted == RELIEF else _photo(warped)
    own = _inside([snapshot.village], snapshot, grid)
    _lay(colours, known, own)
    most = most_bytes(preset, known.size)
    picture, weight = calmed(colours, most)
    layer = _layer(picture, snapshot, grid)
    if most is not None and weight > most:
        layer.setCustomProperty(TOO_HEAVY, [f"{size / 1e6:.1f}" for size in (weight, most)])
    land = own & ~_inside([water.geometry for water in snapshot.base["water_area"]], snapshot, grid)
    layer.setCustomProperty(COVERED, float(known[land].mean()) if land.any() else 1.0)
    return layer


def _grid(frame: MapFrame, preset: Preset) -> Grid:
    """Return the grid that holds the map, turned or not, with dots as fine as the print or the screen shows."""
    corners = np.array(frame.corners())
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    dot_mm = 1 / preset.dots_per_mm if preset.pixels else _DOT_MM
    dot = frame.metres_per_mm * dot_mm / frame.zoom
    dot *= max(1.0, math.sqrt((east - west) * (north - south) / dot**2 / _MOST_DOTS))
    return west, south, east, north, math.ceil((east - west) / dot), math.ceil((north - south) / dot)


def _warped(ground: Ground, snapshot: Snapshot, grid: Grid) -> Any:
    """Return the rasters in the map's system and size."""
    sources = [geo_file.opened(path, gdal.OF_RASTER) for path in ground.files]
    heights = ground.wanted == RELIEF
    kind = {"dstNodata": _NO_HEIGHT, "outputType": gdal.GDT_Float32} if heights else {"dstAlpha": True}
    return gdal.Warp(
        "", sources, format="MEM", dstSRS=snapshot.crs.toWkt(), outputBounds=grid[:4], width=grid[4], height=grid[5],
        resampleAlg="cubicspline" if heights else "cubic", **kind,
    )  # fmt: skip


def _photo(warped: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return rows x columns x (red, green, blue), 0 to 255, and where there is a photograph."""
    bands = [warped.GetRasterBand(number + 1).ReadAsArray().astype(np.float32) for number in range(3)]
    colours = np.stack(bands, axis=-1)
    grey = colours @ np.array([0.299, 0.587, 0.114], np.float32)
    colours = grey[..., None] + _COLOURS * (colours - grey[..., None])
    return 255 - (255 - colours) * _DARKNESS, warped.GetRasterBand(warped.RasterCount).ReadAsArray() > 127


def _relief(warped: Any) -> tuple[np.ndarray, np.ndarray]:
    """Return rows x columns x (red, green, blue), 0 to 255, and where there are heights."""
    heights = warped.ReadAsArray()
    known = heights != _NO_HEIGHT
    shade = gdal.DEMProcessing(
        "", warped, "hillshade", format="MEM", multiDirectional=True, computeEdges=True, zFactor=1.3
    ).ReadAsArray()
    low, high = (np.percentile(heights[known], (1, 99)) if known.any() else (0.0, 1.0))
    share = np.clip((heights - low) / max(high - low, _WHOLE_RANGE_M), 0, 1)
    tints = np.array([_rgb(tint) for tint in _TINTS])
    colours = np.stack([np.interp(share, (0, 0.5, 1), tints[:, band]) for band in range(3)], axis=-1)
    light = np.clip(1 + _SHADOW * (shade.astype(np.float32) - _LEVEL) / _LEVEL, _DARKEST, _BRIGHTEST)
    return np.clip(colours * light[..., None], 0, 255), known


def _inside(areas: Sequence[QgsGeometry], snapshot: Snapshot, grid: Grid) -> np.ndarray:
    """Return which dots lie in one of the areas."""
    west, _, east, north, columns, rows = grid
    mask = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Byte)
    mask.SetGeoTransform((west, (east - west) / columns, 0, north, 0, (grid[1] - north) / rows))
    store = ogr.GetDriverByName("Memory").CreateDataSource("")
    system = osr.SpatialReference(snapshot.crs.toWkt())
    mask.SetSpatialRef(system)
    table = store.CreateLayer("areas", system, ogr.wkbUnknown)
    for area in areas:
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkb(bytes(area.asWkb())))
        table.CreateFeature(feature)
    gdal.RasterizeLayer(mask, [1], table, burn_values=[1])
    return mask.ReadAsArray().astype(bool)


def _lay(colours: np.ndarray, known: np.ndarray, own: np.ndarray) -> None:
    """Let the village stand out from its neighbours, and paper show where there is no raster."""
    colours[~own] = 255 - (255 - colours[~own]) * _OUTSIDE
    colours[~known & own] = _rgb(palette.GROUND)
    colours[~known & ~own] = _rgb(palette.GROUND_OUTSIDE)


def _layer(picture: np.ndarray, snapshot: Snapshot, grid: Grid) -> QgsRasterLayer:
    west, south, east, north, columns, rows = grid
    number = len(list(snapshot.path.parent.glob("ground-*.tif")))
    path = snapshot.path.with_name(f"ground-{number}.tif")
    image = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 3, gdal.GDT_Byte)
    if image is None:
        raise DrawingFailed(layer="ground")
    image.SetGeoTransform((west, (east - west) / columns, 0, north, 0, (south - north) / rows))
    image.SetProjection(snapshot.crs.toWkt())
    image.WriteArray(np.moveaxis(picture, -1, 0))
    image.FlushCache()
    del image
    layer = QgsRasterLayer(str(path), "ground", "gdal")
    layer.setRenderer(QgsMultiBandColorRenderer(layer.dataProvider(), 1, 2, 3))  # no stretch: the tones are meant so
    return layer


def _rgb(hex_color: str) -> Sequence[int]:
    return [int(hex_color[start:end], 16) for start, end in ((1, 3), (3, 5), (5, 7))]
