"""Where the map lies on the paper: scale, extent, and the way between metres and millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle

#: The margin inside the frame on every side, as a share of the frame.
MARGIN = 0.03

_STEPS = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True)
class MapFrame:
    """A map of ``width`` x ``height`` mm at 1:``scale`` whose middle shows the point ``x``, ``y`` (metres).

    ``rotation`` is in degrees clockwise, as QGIS turns a map. ``zoom`` is how
    many mm of the printed sheet a mm here is, see presets.
    """

    width: float
    height: float
    scale: float
    x: float
    y: float
    rotation: float = 0.0
    zoom: float = 1.0

    @property
    def metres_per_mm(self) -> float:
        """Return what a mm of the map stands for on the ground, in metres."""
        return self.scale * self.zoom / 1000

    @cached_property
    def _turn(self) -> tuple[float, float]:
        angle = math.radians(self.rotation)
        return math.cos(angle), math.sin(angle)

    def to_paper(self, x: float, y: float) -> tuple[float, float]:
        """Return millimetres from the frame's top left, for metres of the map system."""
        cos, sin = self._turn
        east, north = (x - self.x) / self.metres_per_mm, (y - self.y) / self.metres_per_mm
        return self.width / 2 + east * cos + north * sin, self.height / 2 - (north * cos - east * sin)

    def to_map(self, right: float, down: float) -> tuple[float, float]:
        """Return metres of the map system, for millimetres from the frame's top left."""
        cos, sin = self._turn
        a, b = right - self.width / 2, self.height / 2 - down
        east, north = a * cos - b * sin, a * sin + b * cos
        return self.x + east * self.metres_per_mm, self.y + north * self.metres_per_mm

    def corners(self) -> list[tuple[float, float]]:
        """Return the corners in metres: top left, top right, bottom right, bottom left."""
        return [self.to_map(a, b) for a, b in ((0, 0), (self.width, 0), (self.width, self.height), (0, self.height))]

    def polygon(self) -> QgsGeometry:
        """Return the frame as a polygon in metres."""
        ring = [QgsPointXY(x, y) for x, y in self.corners()]
        return QgsGeometry.fromPolygonXY([[*ring, ring[0]]])

    def extent(self) -> QgsRectangle:
        """Return the unrotated extent in metres, as ``QgsLayoutItemMap.setExtent`` wants it."""
        half_w, half_h = self.width * self.metres_per_mm / 2, self.height * self.metres_per_mm / 2
        return QgsRectangle(self.x - half_w, self.y - half_h, self.x + half_w, self.y + half_h)

    def holds(self, right: float, down: float, inset: float = 0.0) -> bool:
        """Tell whether a place on the paper lies in the frame, ``inset`` mm from its edge."""
        return inset <= right <= self.width - inset and inset <= down <= self.height - inset


def round_scales() -> list[float]:
    """Return the round scale numbers from 1:500 to 1:500,000."""
    return [step * 10**power for power in range(2, 6) for step in _STEPS if 500 <= step * 10**power <= 500_000]


def fit(
    village: QgsGeometry, width: float, height: float, *, scale: float | None = None, zoom: float = 1.0
) -> MapFrame:
    """Return the largest round scale at which the village lies inside with its margin.

    ``width`` and ``height`` are the frame's in mm; ``scale`` forces a number.
    """
    box = village.boundingBox()
    centre = box.center()
    if scale is None:
        usable = zoom * (1 - 2 * MARGIN)
        needed = max(box.width() * 1000 / (width * usable), box.height() * 1000 / (height * usable))
        scale = next((number for number in round_scales() if number >= needed), round_scales()[-1])
    return MapFrame(width, height, scale, centre.x(), centre.y(), zoom=zoom)


def scale_text(scale: float) -> str:
    """Return the scale number as printed: thousands set apart by a thin gap."""
    return f"1:{scale:,.0f}".replace(",", " ")
