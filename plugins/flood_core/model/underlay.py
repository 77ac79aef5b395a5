"""What lies under a map while it is drawn: a picture set on places, a base map from a file, tiles from the network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Iterable

PICTURE, SLANTED, FILE, TILES = "picture", "slanted", "file", "tiles"  # slanted: photographed from the side
PICTURES = (PICTURE, SLANTED)
KINDS = (*PICTURES, FILE, TILES)
#: Two places set a picture on the map; what was photographed at a slant needs four.
LEAST_PLACES, LEAST_SLANTED = 2, 4
#: More places than these only make one tired.
MOST_PLACES = 6


@dataclass(frozen=True)
class Place:
    """The same place in the picture (pixels from its upper left corner) and on the map (degrees, EPSG:4490)."""

    column: float
    line: float
    longitude: float
    latitude: float

    def plain(self) -> list[float]:
        """Return the four numbers."""
        return [self.column, self.line, self.longitude, self.latitude]

    @classmethod
    def of(cls, numbers: Any) -> Place | None:
        """Return the place of four numbers, None when they are none that could be on a map of China."""
        if not isinstance(numbers, list) or len(numbers) != 4:
            return None
        if not all(isinstance(one, (int, float)) and not isinstance(one, bool) and math.isfinite(one)
                   for one in numbers):  # fmt: skip
            return None
        place = cls(*(float(one) for one in numbers))
        inside = 70 <= place.longitude <= 140 and 0 <= place.latitude <= 60
        return place if inside and max(abs(place.column), abs(place.line)) < 1e6 else None


@dataclass(frozen=True)
class Underlay:
    """One picture or base map under a map; ``source`` is a path or an address, empty for a picture."""

    uid: str
    kind: str
    name: str
    source: str = ""
    places: tuple[Place, ...] = ()
    opacity: float = 0.6
    visible: bool = True

    @property
    def is_picture(self) -> bool:
        """Tell whether it is a picture to draw after, not a base map."""
        return self.kind in PICTURES

    @property
    def least_places(self) -> int:
        """Return how many places set it on the map."""
        return {PICTURE: LEAST_PLACES, SLANTED: LEAST_SLANTED}.get(self.kind, 0)

    @property
    def is_placed(self) -> bool:
        """Tell whether it can be drawn."""
        return len(self.places) >= self.least_places


def is_base(underlays: Iterable[Underlay]) -> bool:
    """Tell whether there is a base map among them; a picture to draw after is none."""
    return any(not one.is_picture and one.visible for one in underlays)
