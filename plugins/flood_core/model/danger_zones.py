"""Which categories of the register a route must not cross.

The acceptance rule names flash-flood, geohazard and low-lying areas, and fords;
a storm-surge zone may cover a whole coastal village and is no reason to warn.
"""

from __future__ import annotations

#: Flash flood, geohazard zone and point area, debris flow, low ground.
CROSSING_DANGERS = frozenset({"0501", "0502", "0503", "0505", "0507"})
#: What closes a road in a flood: street waterlogging, underpasses, fords and submersible bridges.
FORDS = frozenset({"0506", "0806", "0807"})


def is_crossing_danger(category_code: str) -> bool:
    """Tell whether a route across an area of this category deserves a warning."""
    return category_code in CROSSING_DANGERS


def is_ford(category_code: str) -> bool:
    """Tell whether a thing of this category closes its road in a flood."""
    return category_code in FORDS
