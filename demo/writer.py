"""Writes the base map: base.gpkg (EPSG:4490) and dem.tif (EPSG:4549)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, ogr
from scipy import ndimage

from . import lines, place
from .township import Township

gdal.UseExceptions()
ogr.UseExceptions()

Row = tuple[dict[str, Any], ogr.Geometry]
_TYPES = {str: ogr.OFTString, int: ogr.OFTInteger, float: ogr.OFTReal, bool: ogr.OFTInteger}
#: Layers and their fields, exactly those of the tables base.*.
_LAYERS: dict[str, tuple[int, dict[str, type]]] = {
    "area": (ogr.wkbMultiPolygon, {"code": str, "level": str, "name": str}),
    "settlement": (ogr.wkbMultiPolygon, {"code": str, "name": str, "households": int, "people": int}),
    "road": (ogr.wkbLineString, {"name": str, "class": str, "width_m": float, "bridge": bool, "tunnel": bool}),
    "building": (ogr.wkbPolygon, {"name": str, "use": str, "storeys": int, "households": int, "people": int}),
    "water": (ogr.wkbUnknown, {"name": str, "kind": str, "stream_order": int, "catchment_km2": float}),
    "contour": (ogr.wkbLineString, {"elevation_m": float, "index_contour": bool}),
}


def write_base(township: Township, folder: Path) -> None:
    """Write base.gpkg into ``folder``, replacing an earlier one; the same place gives the same bytes."""
    path = folder / "base.gpkg"
    path.unlink(missing_ok=True)
    gdal.SetConfigOption("OGR_CURRENT_DATE", f"{place.YEAR}-01-01T00:00:00.000Z")
    try:
        store = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        rows: dict[str, Iterable[Row]] = {
            "area": _areas(township),
            "settlement": _settlements(township),
            "road": _roads(township),
            "building": _buildings(township),
            "water": _water(township),
            "contour": _contours(township),
        }
        for name, found in rows.items():
            _write_layer(store, name, found)
        del store
    finally:
        gdal.SetConfigOption("OGR_CURRENT_DATE", None)


def _write_layer(store: ogr.DataSource, name: str, rows: Iterable[Row]) -> None:
    kind, fields = _LAYERS[name]
    layer = store.CreateLayer(name, place.DEGREES, kind, ["GEOMETRY_NAME=geom", "FID=fid"])
    for field, python_type in fields.items():
        definition = ogr.FieldDefn(field, _TYPES[python_type])
        if python_type is bool:
            definition.SetSubType(ogr.OFSTBoolean)
        layer.CreateField(definition)
    layer.StartTransaction()
    for values, geometry in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for field, value in values.items():
            if value is not None:
                feature.SetField(field, value)
        feature.SetGeometry(place.geometry_to_degrees(geometry))
        layer.CreateFeature(feature)
    layer.CommitTransaction()


def _multi(geometry: ogr.Geometry) -> ogr.Geometry:
    result = ogr.Geometry(ogr.wkbMultiPolygon)
    for part in lines.parts(geometry, ogr.wkbPolygon):
        result.AddGeometry(part)
    return result


def _areas(township: Township) -> Iterable[Row]:
    areas = township.areas
    yield {"code": place.TOWNSHIP_CODE, "level": "township", "name": place.TOWNSHIP_NAME}, _multi(areas.township)
    for village, polygon in zip(areas.villages, areas.polygons):
        yield {"code": village.code, "level": "village", "name": village.official_name}, _multi(polygon)
    for code, name, polygon in areas.neighbours:  # only the part inside the extent: for the names along the border
        yield {"code": code, "level": "township", "name": name}, _multi(polygon)


def _settlements(township: Township) -> Iterable[Row]:
    """Give each natural village the area that its houses cover, drawn together."""
    for number, item in enumerate(township.areas.settlements):
        houses = [house for house in township.buildings if house.settlement == number]
        if len(houses) < 5:
            continue
        near = [lines.polygon_geometry(house.ring).Buffer(32.0, 4) for house in houses]
        whole = max(lines.parts(lines.unite(near).Buffer(-20.0, 4), ogr.wkbPolygon), key=lambda part: part.GetArea())
        outline = lines.polygon_geometry(lines.points_of(whole.GetGeometryRef(0)))
        shape = outline.Simplify(2.0).Intersection(township.areas.polygons[item.village])
        yield (
            {
                "code": item.code,
                "name": item.name,
                "households": sum(house.households for house in houses),
                "people": sum(house.people for house in houses),
            },
            _multi(shape),
        )


def _roads(township: Township) -> Iterable[Row]:
    for road in township.roads:
        yield (
            {
                "name": road.name,
                "class": road.road_class,
                "width_m": road.width_m,
                "bridge": int(road.bridge),
                "tunnel": int(road.tunnel),
            },
            lines.line_geometry(road.line),
        )


def _buildings(township: Township) -> Iterable[Row]:
    for house in township.buildings:
        yield (
            {
                "name": house.name,
                "use": house.use,
                "storeys": house.storeys,
                "households": house.households,
                "people": house.people,
            },
            lines.polygon_geometry(np.round(house.ring, 2)),
        )


def _water(township: Township) -> Iterable[Row]:
    water = township.water
    # One area for sea and estuary: a seam between them would be drawn as a shore.
    yield {"name": "乐清湾", "kind": "sea"}, _multi(water.sea.Union(water.river))
    yield {"name": "清江", "kind": "river"}, lines.line_geometry(water.river_axis)
    for line in water.coast:
        yield {"kind": "coast"}, lines.line_geometry(lines.simplified(line, 1.0))
    for name, line in water.canals:
        yield {"name": name, "kind": "canal"}, lines.line_geometry(lines.simplified(line, 1.0))
    for stream in water.streams:
        yield (
            {
                "name": stream.name,
                "kind": "stream",
                "stream_order": stream.order,
                "catchment_km2": round(stream.catchment_km2, 4),
            },
            lines.line_geometry(stream.line),
        )
    for pond in water.ponds:
        yield {"name": pond.name, "kind": pond.kind, "catchment_km2": round(pond.catchment_km2, 4)}, pond.area


def _contours(township: Township, interval: int = 10) -> Iterable[Row]:
    grid = township.dem_grid
    source = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, gdal.GDT_Float32)
    source.SetGeoTransform(grid.geotransform)
    source.GetRasterBand(1).WriteArray(ndimage.gaussian_filter(township.dem, 2.4).astype(np.float32))
    store = ogr.GetDriverByName("Memory").CreateDataSource("contours")
    layer = store.CreateLayer("contours", place.METRES, ogr.wkbLineString)
    layer.CreateField(ogr.FieldDefn("elevation", ogr.OFTReal))
    gdal.ContourGenerateEx(source.GetRasterBand(1), layer, [f"LEVEL_INTERVAL={interval}", "ELEV_FIELD=0"])
    for feature in layer:
        elevation = feature.GetField(0)
        geometry = feature.GetGeometryRef()
        if elevation > 0 and geometry.Length() > 70:
            drawn = geometry.Simplify(0.9)
            yield {"elevation_m": float(elevation), "index_contour": int(elevation % 50 == 0)}, drawn


def write_dem(township: Township, folder: Path) -> None:
    """Write dem.tif: metres above the 1985 datum, to the centimetre, compressed; sea is nodata."""
    grid = township.dem_grid
    path = folder / "dem.tif"
    path.unlink(missing_ok=True)
    target = gdal.GetDriverByName("GTiff").Create(
        str(path),
        grid.columns,
        grid.rows,
        1,
        gdal.GDT_Float32,
        ["COMPRESS=DEFLATE", "PREDICTOR=3", "TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256"],
    )
    target.SetGeoTransform(grid.geotransform)
    target.SetProjection(place.METRES.ExportToWkt())
    band = target.GetRasterBand(1)
    band.SetNoDataValue(-9999)
    band.WriteArray(np.where(township.dem > 0, np.round(township.dem, 2), -9999).astype(np.float32))
    target.SetMetadataItem("simulated", "模拟数据")
    del band, target
