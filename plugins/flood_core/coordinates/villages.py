"""Where an area lies: point in polygon and distance, for many points at once.

Plain numpy on the rings of the area, so that a hundred thousand rows are
tested against their own villages in a second and no database is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Sequence

import numpy as np

#: Metres to a degree of latitude; of longitude times the cosine. Good to 0.5 % here, for distances in messages.
DEGREE_M = 111_000.0
#: So many pairs of point and edge are looked at together: some 10 MB.
_AT_ONCE = 300_000


@dataclass(frozen=True)
class Boundary:
    """The boundary of one area: its code, display name and rings in degrees, EPSG:4490."""

    code: str
    name: str
    rings: tuple[np.ndarray, ...] = field(repr=False)

    @classmethod
    def from_geojson(cls, code: str, name: str, geometry: dict[str, Any]) -> Boundary:
        """Return the boundary of a GeoJSON Polygon or MultiPolygon. Raises ValueError for another type."""
        if geometry["type"] == "Polygon":
            polygons = [geometry["coordinates"]]
        elif geometry["type"] == "MultiPolygon":
            polygons = geometry["coordinates"]
        else:
            raise ValueError(geometry["type"])
        rings = tuple(np.asarray([point[:2] for point in ring], float) for polygon in polygons for ring in polygon)
        return cls(code, name, rings)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north in degrees."""
        corners = np.concatenate(self.rings)
        west, south = corners.min(axis=0)
        east, north = corners.max(axis=0)
        return float(west), float(south), float(east), float(north)

    @cached_property
    def _edges(self) -> tuple[np.ndarray, ...]:
        """Return x and y of the beginnings and of the ends of all edges, in degrees."""
        begins = np.concatenate([ring[:-1] for ring in self.rings])
        ends = np.concatenate([ring[1:] for ring in self.rings])
        return begins[:, 0], begins[:, 1], ends[:, 0], ends[:, 1]

    def contains(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """Tell for each point whether it lies inside, by the even-odd rule; NaN lies outside."""
        longitude, latitude = np.atleast_1d(np.asarray(longitude, float)), np.atleast_1d(np.asarray(latitude, float))
        west, south, east, north = self.box
        with np.errstate(invalid="ignore"):
            near = (longitude >= west) & (longitude <= east) & (latitude >= south) & (latitude <= north)
        inside = np.zeros(longitude.shape, bool)
        rows = np.flatnonzero(near)
        at_once = max(1, _AT_ONCE // len(self._edges[0]))
        for start in range(0, len(rows), at_once):
            block = rows[slice(start, start + at_once)]
            inside[block] = self._crossings(longitude[block, None], latitude[block, None]) % 2 == 1
        return inside

    def _crossings(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return how many edges lie to the east of each point, at its latitude; points are columns."""
        x0, y0, x1, y1 = self._edges
        with np.errstate(divide="ignore", invalid="ignore"):  # a level edge is crossed by none
            return (((y0 > y) != (y1 > y)) & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))).sum(axis=1)

    def distance_m(self, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
        """Return for each point how far the boundary line is, in metres (to about 0.5 %)."""
        longitude, latitude = np.atleast_1d(np.asarray(longitude, float)), np.atleast_1d(np.asarray(latitude, float))
        nearest = np.full(longitude.shape, np.inf)
        scale = np.array([DEGREE_M * np.cos(np.radians(self.rings[0][0, 1])), DEGREE_M])
        points = np.column_stack([longitude, latitude]) * scale
        for ring in self.rings:
            corners = ring * scale
            for start, end in zip(corners[:-1], corners[1:]):
                along = end - start
                length = float(along @ along)
                part = np.clip((points - start) @ along / length, 0, 1) if length else np.zeros(len(points))
                offset = points - (start + part[:, None] * along)
                nearest = np.fmin(nearest, np.hypot(offset[:, 0], offset[:, 1]))
        return nearest


class Boundaries:
    """The boundaries that are known, by code."""

    def __init__(self, known: Sequence[Boundary]) -> None:
        self._by_code = {boundary.code: boundary for boundary in known}

    def get(self, code: str) -> Boundary | None:
        """Return the boundary of an area; None when its geometry is not known."""
        return self._by_code.get(code)

    def village_at(self, longitude: float, latitude: float) -> Boundary | None:
        """Return the area of the lowest level that holds the point; None outside all of them."""
        for boundary in sorted(self._by_code.values(), key=lambda b: (-len(b.code), b.code)):
            west, south, east, north = boundary.box
            if (
                west <= longitude <= east
                and south <= latitude <= north
                and boundary.contains(np.array([longitude]), np.array([latitude]))[0]
            ):
                return boundary
        return None
