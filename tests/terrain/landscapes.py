"""Ground with known answers, as rasters in metres, and houses on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
#: Somewhere in the plane of EPSG:4549.
EAST, NORTH = 500_000.0, 3_100_000.0
CELL = 5.0


def raster(
    path: Path,
    heights: Callable[[np.ndarray, np.ndarray], np.ndarray] | np.ndarray,
    size: int = 200,
    *,
    crs: str | None = "EPSG:4549",
    kind: int = gdal.GDT_Float32,
    holes: np.ndarray | None = None,
    transform: tuple[float, ...] | None = None,
    unit: str | None = None,
    cell: float = CELL,
) -> Path:
    """Write heights(x, y), metres from the middle, y to the north; return the file."""
    if callable(heights):
        axis = (np.arange(size) + 0.5 - size / 2) * cell
        heights = heights(*np.meshgrid(axis, -axis))
    rows, columns = heights.shape
    made = gdal.GetDriverByName("GTiff").Create(str(path), columns, rows, 1, kind)
    made.SetGeoTransform(transform or (EAST - columns / 2 * cell, cell, 0, NORTH + rows / 2 * cell, 0, -cell))
    if crs:
        system = osr.SpatialReference()
        system.SetFromUserInput(crs)
        made.SetProjection(system.ExportToWkt())
    band = made.GetRasterBand(1)
    band.SetNoDataValue(-9999)
    if unit:
        band.SetUnitType(unit)
    band.WriteArray(heights if holes is None else np.where(holes, -9999, heights))
    return path


def turned(x: np.ndarray, y: np.ndarray, degrees: float) -> tuple[np.ndarray, np.ndarray]:
    """Return coordinates in axes turned against the clock."""
    angle = np.radians(degrees)
    return x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)


def houses(
    path: Path, middles: list[tuple[float, float]], people: int | None = 4, crs: int = 4549, side: float = 10.0
) -> Path:
    """Write square houses at metres from the middle of the ground; return the file."""
    shapes = []
    for x, y in middles:
        west, south = EAST + x - side / 2, NORTH + y - side / 2
        ring = [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]
        values = {} if people is None else {"people": people, "households": 1}
        shapes.append({"type": "Feature", "properties": values, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    return collection(path, shapes, crs)


def line(path: Path, points: list[tuple[float, float]]) -> Path:
    """Write one line at metres from the middle of the ground."""
    places = [[EAST + x, NORTH + y] for x, y in points]
    shape = {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": places}}
    return collection(path, [shape], 4549)


def collection(path: Path, shapes: list[dict[str, Any]], crs: int) -> Path:
    """Write features as GeoJSON that names its coordinate system."""
    name = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{crs}"}}
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": name, "features": shapes}), encoding="utf-8")
    return path


def valley(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """A V valley that falls to the south: sides of 20 %, bed of 2 %."""
    return 100 + 0.2 * np.abs(x) + 0.02 * y


def layer_of(path: Path, name: str) -> list[dict[str, Any]]:
    """Return the attributes of a layer's features, with their outline as WKT."""
    store = ogr.Open(str(path))
    return [
        {**one.items(), "wkt": one.geometry() and one.geometry().ExportToWkt()} for one in store.GetLayerByName(name)
    ]
