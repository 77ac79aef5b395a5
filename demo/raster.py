"""From shapes to cells and back, EPSG:4549."""

from __future__ import annotations

import numpy as np
from osgeo import gdal, ogr

from . import place
from .grid import Bools, Grid


def polygonise(grid: Grid, mask: Bools, tolerance: float = 2.0) -> list[ogr.Geometry]:
    """Return the areas of a mask as polygons (EPSG:4549), simplified by ``tolerance`` metres."""
    source = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, gdal.GDT_Byte)
    source.SetGeoTransform(grid.geotransform)
    source.GetRasterBand(1).WriteArray(mask.astype(np.uint8))
    store = ogr.GetDriverByName("Memory").CreateDataSource("areas")
    layer = store.CreateLayer("areas", place.METRES, ogr.wkbPolygon)
    gdal.Polygonize(source.GetRasterBand(1), source.GetRasterBand(1), layer, -1)
    found = [feature.GetGeometryRef().Clone() for feature in layer]
    if tolerance:
        found = [polygon.Simplify(tolerance).Buffer(0) for polygon in found]
    return [polygon for polygon in found if not polygon.IsEmpty()]


def rasterise(grid: Grid, geometries: list[ogr.Geometry], touched: bool = False) -> Bools:
    """Return which cells the geometries (EPSG:4549) cover."""
    target = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, gdal.GDT_Byte)
    target.SetGeoTransform(grid.geotransform)
    target.SetProjection(place.METRES.ExportToWkt())
    store = ogr.GetDriverByName("Memory").CreateDataSource("areas")
    layer = store.CreateLayer("areas", place.METRES, ogr.wkbUnknown)
    for geometry in geometries:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    gdal.RasterizeLayer(target, [1], layer, burn_values=[1], options=["ALL_TOUCHED=TRUE"] if touched else [])
    return target.ReadAsArray().astype(bool)
