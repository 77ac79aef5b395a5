"""The buildings (or points with people) that the ground is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Sequence

import numpy as np
from osgeo import ogr, osr

from ..areas.geo_file import field_names, find_layer, layer_names, named_system, open_vector, system_of, to_degrees
from ..errors import QT_TRANSLATE_NOOP, InputError
from .ground import Ground

#: What the columns of a file may be called.
_HOUSEHOLDS = ("households", "户数", "hushu", "hs")
_PEOPLE = ("people", "population", "人数", "人口", "renshu", "rk")
#: Of an outline at most so many corners are looked at.
MOST_CORNERS = 24


class NothingInside(InputError):
    """Buildings and terrain do not meet."""

    template = QT_TRANSLATE_NOOP(
        "errors",
        "None of the {count} buildings lies on the terrain model: they lie at {buildings}, the terrain at {terrain}.",
    )
    hint = QT_TRANSLATE_NOOP(
        "errors", "One of the two names a wrong coordinate system, or they are of different places."
    )


class NoBuildings(InputError):
    """There is nobody to look for."""

    template = QT_TRANSLATE_NOOP("errors", "There are no buildings in {where}.")
    hint = QT_TRANSLATE_NOOP("errors", "Import the buildings of the township first, or name a file of buildings.")


@dataclass(frozen=True)
class Home:
    """One building, or a point with people, as it comes in."""

    geometry: Any  # ogr.Geometry, in the plane of the ground
    uid: str = ""
    households: int | None = None
    people: int | None = None


@dataclass(frozen=True)
class Homes:
    """The buildings that lie on the ground, as arrays; corners stand one after the other."""

    homes: tuple[Home, ...]
    outside: int  # how many lay off the terrain
    corners: np.ndarray  # x, y: the middle of a building first, then its corners
    owner: np.ndarray  # the number of the building of each corner
    first: np.ndarray  # where the corners of each building begin

    def __len__(self) -> int:
        return len(self.homes)

    @property
    def middles(self) -> np.ndarray:
        """The middle of each building."""
        middles: np.ndarray = self.corners[self.first]
        return middles

    def lowest(self, values: np.ndarray) -> np.ndarray:
        """Return the lowest known value of each building's corners; NaN where none is known."""
        return np.fmin.reduceat(values, self.first) if len(self) else values

    def highest(self, values: np.ndarray) -> np.ndarray:
        """Return the highest known value of each building's corners."""
        return np.fmax.reduceat(values, self.first) if len(self) else values


def homes_on(ground: Ground, given: Iterable[Home], where: str) -> Homes:
    """Return the buildings that lie on the ground. Raises: NoBuildings, NothingInside."""
    every = [home for home in given if home.geometry is not None and not home.geometry.IsEmpty()]
    if not every:
        raise NoBuildings(where=where)
    corners = [_corners(home.geometry) for home in every]
    middles = np.array([one[0] for one in corners])
    _, _, inside = ground.cell_of(middles[:, 0], middles[:, 1])
    if not inside.any():
        raise NothingInside(count=len(every), buildings=_place(ground, middles), terrain=_place(ground, _box(ground)))
    chosen = np.flatnonzero(inside)
    kept = [corners[number] for number in chosen]
    sizes = np.array([len(one) for one in kept])
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    owner = np.repeat(np.arange(len(kept)), sizes)
    return Homes(tuple(every[number] for number in chosen), int((~inside).sum()), np.concatenate(kept), owner, first)


def homes_of_file(path: Path, ground: Ground, layer: str | None = None, crs: str | None = None) -> list[Home]:
    """Return the buildings or people of a file. Raises: UnreadableBaseFile, NoSuchLayer, NoCoordinateSystem."""
    store = open_vector(path)
    table = find_layer(store, path, "buildings", layer or _usual(store, ("buildings", "building")))
    change = osr.CoordinateTransformation(system_of(table.GetSpatialRef(), crs, path), ground.system())
    names = {name.lower(): name for name in field_names(table)}
    households, people = _named(names, _HOUSEHOLDS), _named(names, _PEOPLE)
    homes = []
    for feature in table:
        geometry = _in_plane(feature.GetGeometryRef(), change)
        if geometry is not None:
            home = Home(geometry, str(feature.GetFID()), _number(feature, households), _number(feature, people))
            homes.append(home)
    return homes


def shapes_of_file(
    path: Path, ground: Ground, layer: str | None, crs: str | None, usual: Sequence[str]
) -> list[tuple[Any, dict[str, Any]]]:
    """Return shapes with their attributes from a file, in the plane of the ground.

    Raises: UnreadableBaseFile, NoSuchLayer, NoCoordinateSystem.
    """
    store = open_vector(path)
    table = find_layer(store, path, usual[0], layer or _usual(store, usual))
    change = osr.CoordinateTransformation(system_of(table.GetSpatialRef(), crs, path), ground.system())
    shapes = []
    for feature in table:
        geometry = _in_plane(feature.GetGeometryRef(), change)
        if geometry is not None:
            shapes.append((geometry, {name.lower(): value for name, value in feature.items().items()}))
    return shapes


def shape_of_file(path: Path, layer: str | None = None) -> str:
    """Return all shapes of a file as one, hex WKB in EPSG:4490; empty when there is none.

    Raises: UnreadableBaseFile, NoSuchLayer, NoCoordinateSystem.
    """
    store = open_vector(path)
    table = find_layer(store, path, layer or layer_names(store)[0], layer)
    change = to_degrees(system_of(table.GetSpatialRef(), None, path))
    whole: Any = None
    for feature in table:
        shape = _in_plane(feature.GetGeometryRef(), change)
        if shape is not None:
            whole = shape if whole is None else whole.Union(shape)
    return "" if whole is None else bytes(whole.ExportToWkb()).hex()


def from_degrees(wkb: bytes, ground: Ground) -> Any:
    """Return a shape of EPSG:4490 in the plane of the ground."""
    geometry = ogr.CreateGeometryFromWkb(wkb)
    geometry.Transform(osr.CoordinateTransformation(named_system("EPSG:4490"), ground.system()))
    return geometry


def _usual(store: Any, usual: Sequence[str]) -> str | None:
    return next((name for name in usual if name in layer_names(store)), None)


def _in_plane(geometry: Any, change: osr.CoordinateTransformation) -> Any:
    if geometry is None or geometry.IsEmpty():
        return None
    flat = geometry.GetLinearGeometry() if geometry.HasCurveGeometry() else geometry.Clone()
    flat.FlattenTo2D()
    try:
        return flat if flat.Transform(change) == 0 else None
    except RuntimeError:
        return None


def _corners(geometry: Any) -> np.ndarray:
    middle = geometry.Centroid()
    ring = geometry
    while ring.GetGeometryCount():
        ring = ring.GetGeometryRef(0)
    points = np.array(ring.GetPoints() or [(middle.GetX(), middle.GetY())], dtype=float)[:, :2]
    thinned = points[:: -(-len(points) // MOST_CORNERS)]
    return np.vstack([[middle.GetX(), middle.GetY()], thinned])


def _named(names: dict[str, str], usual: Sequence[str]) -> str | None:
    return next((names[name] for name in usual if name in names), None)


def _number(feature: Any, name: str | None) -> int | None:
    if name is None or not feature.IsFieldSetAndNotNull(name):
        return None
    number = feature.GetFieldAsDouble(name)
    return int(number) if 0 <= number < 1e6 else None


def _box(ground: Ground) -> np.ndarray:
    east, south = ground.west + ground.columns * ground.cell, ground.north - ground.rows * ground.cell
    return np.array([(ground.west, ground.north), (east, south)])


def _place(ground: Ground, points: np.ndarray) -> str:
    """Return the middle of points in degrees, as a person reads it."""
    change = osr.CoordinateTransformation(ground.system(), named_system("EPSG:4326"))
    x, y = (points.min(axis=0) + points.max(axis=0)) / 2
    try:
        longitude, latitude, _ = change.TransformPoint(float(x), float(y))
    except RuntimeError:
        return f"{x:.0f} {y:.0f}"
    return f"{longitude:.3f} {latitude:.3f}"
