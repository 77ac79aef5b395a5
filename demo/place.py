"""Where the demo lies: extent, coordinate systems, the official villages and their seats."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import ogr, osr
from scipy import ndimage

from .grid import Floats, Grid

DATA = Path(__file__).parent / "data"
TOWNSHIP_CODE = "330382106"
TOWNSHIP_NAME = "清江镇"
COUNTY_NAME = "乐清市"
YEAR = 2026

# Extent of everything that is made, EPSG:4549 metres.
WEST, SOUTH, EAST, NORTH = 602800.0, 3124400.0, 612400.0, 3134000.0
TOWN_SEAT = (121.10127, 28.27649)  # GeoNames, WGS 84


def _system(epsg: int) -> osr.SpatialReference:
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


DEGREES = _system(4490)
METRES = _system(4549)
_TO_METRES = osr.CoordinateTransformation(DEGREES, METRES)
_TO_DEGREES = osr.CoordinateTransformation(METRES, DEGREES)


def to_metres(points: Floats) -> Floats:
    """Turn longitude, latitude (n, 2; EPSG:4490) into easting, northing (EPSG:4549)."""
    return np.array(_TO_METRES.TransformPoints(np.asarray(points, dtype=float)[:, :2].tolist()))[:, :2]


def to_degrees(points: Floats) -> Floats:
    """Turn easting, northing (n, 2; EPSG:4549) into longitude, latitude (EPSG:4490)."""
    return np.array(_TO_DEGREES.TransformPoints(np.asarray(points, dtype=float)[:, :2].tolist()))[:, :2]


def geometry_to_degrees(geometry: ogr.Geometry) -> ogr.Geometry:
    """Return a copy of ``geometry`` (EPSG:4549) in EPSG:4490, longitude first."""
    copy = geometry.Clone()
    copy.Transform(_TO_DEGREES)
    return copy


def grid(cell: float, margin: float = 0.0) -> Grid:
    """Return the demo's grid with cells of ``cell`` metres, widened by ``margin`` metres."""
    return Grid.covering(WEST - margin, SOUTH - margin, EAST + margin, NORTH + margin, cell)


@dataclass(frozen=True)
class Village:
    """One official village: 12-digit code, official name, short name, wished seat (EPSG:4549 metres)."""

    code: str
    official_name: str
    short_name: str
    seat: tuple[float, float]
    bank: str  # "south" or "north" of the estuary
    share: float  # size wish, 1 = average


# Where each village is set in the made-up terrain: its name suits the place (屿 islet hill,
# 塘 seawall, 岙 cove, 埠头 and 渡头 landing, 江 river).
_SEATS: dict[str, tuple[float, float, str, float]] = {
    "上埠头": (604750, 3130000, "south", 1.0),
    "江沿": (606050, 3129620, "south", 0.9),
    "清江": (608049, 3129575, "south", 1.0),
    "江南": (607150, 3129000, "south", 0.8),
    "渡头": (609050, 3129050, "south", 0.8),
    "方江屿": (609350, 3127900, "south", 1.0),
    "棉花塘": (609950, 3126650, "south", 1.0),
    "泗塘": (609000, 3125650, "south", 1.0),
    "西沿": (608100, 3127850, "south", 0.9),
    "蔡岙": (607560, 3126800, "south", 1.1),
    "富岩头": (607650, 3125620, "south", 1.1),
    "石阵": (603950, 3129350, "south", 1.2),
    "田垅": (606000, 3128200, "south", 1.1),
    "九龙": (604870, 3125130, "south", 1.4),
    "靖江": (607100, 3130950, "north", 0.9),
    "北塘": (608800, 3130850, "north", 0.9),
    "珠屿": (609900, 3131900, "north", 1.0),
    "谢屏": (607250, 3132600, "north", 1.1),
    "石古墩": (608400, 3132400, "north", 1.1),
}


def villages() -> list[Village]:
    """Return the official villages of the township in the order of their codes."""
    found = []
    with (DATA / "villages.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            short = row["village_name"].replace("村委会", "")
            x, y, bank, share = _SEATS[short]
            found.append(Village(row["village_code"], row["village_name"], short, (x, y), bank, share))
    return found


def coastline() -> list[Floats]:
    """Return the real coast in EPSG:4549 metres, mainland first; the steps of its digitising are rounded off."""
    collection = json.loads((DATA / "coastline.geojson").read_text(encoding="utf-8"))
    lines = [to_metres(np.array(feature["geometry"]["coordinates"])) for feature in collection["features"]]
    return [_rounded(line) for line in lines]


def _rounded(line: Floats, spacing: float = 20.0, reach: float = 75.0) -> Floats:
    """Return the line at even spacing, smoothed over ``reach`` metres; a ring stays a ring."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    marks = np.linspace(0, along[-1], max(int(along[-1] / spacing), 4) + 1)
    even = np.column_stack([np.interp(marks, along, line[:, 0]), np.interp(marks, along, line[:, 1])])
    ring = bool(np.all(line[0] == line[-1]))
    mode = "wrap" if ring else "nearest"
    body = even[:-1] if ring else even
    smooth = ndimage.gaussian_filter1d(body, reach / spacing, axis=0, mode=mode)
    return np.vstack([smooth, smooth[:1]]) if ring else smooth
