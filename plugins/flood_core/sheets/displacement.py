"""Move symbols apart that would cover one another, each as little as possible.

Symbols take their places one by one, the most important first; one whose true
place is taken gets the nearest free place and a leader line back. Routes are
kept clear, for they must be followed with the finger. Millimetres on paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .placement import CELLS, Box, CostField

#: Free space between two symbols, mm.
GAP = 0.7
#: A symbol nearer than this to its true place needs no leader line, mm.
STILL = 1.0
REACH = 60.0
#: What a place over a route or a border costs, in mm of distance per unit of the cost field.
COST_AS_MM = 0.5


@dataclass
class Spot:
    """A symbol that wants a place: its true place, its size and who goes first (small is first)."""

    x: float
    y: float
    left: float  # how far it reaches left, up, right and down of its place, mm
    up: float
    right: float
    down: float
    rank: int

    def box(self, x: float, y: float) -> Box:
        """Return the symbol's box when it stands at a place."""
        return x - self.left, y - self.up, x + self.right, y + self.down


def arrange(spots: list[Spot], width: float, height: float, costs: CostField) -> list[tuple[float, float]]:
    """Return a place for each spot such that no two boxes meet where any room is left."""
    taken = np.zeros((math.ceil(height * CELLS) + 2, math.ceil(width * CELLS) + 2), dtype=bool)
    places: list[tuple[float, float]] = [(0.0, 0.0)] * len(spots)
    crowd = _crowding(spots)
    order = sorted(range(len(spots)), key=lambda k: (spots[k].rank, crowd[k], spots[k].y, spots[k].x, k))
    for number in order:
        spot = spots[number]
        place = _nearest(spot, taken, width, height, costs)
        places[number] = place
        rows, columns = _cells(spot.box(*place), GAP / 2)
        taken[rows, columns] = True
    return places


def _crowding(spots: list[Spot]) -> list[int]:
    """Return how many others are near each: those at a crowd's edge settle first."""
    x, y = np.array([s.x for s in spots]), np.array([s.y for s in spots])
    return [int(((abs(x - s.x) < 8) & (abs(y - s.y) < 8)).sum()) for s in spots]


def _nearest(spot: Spot, taken: np.ndarray, width: float, height: float, costs: CostField) -> tuple[float, float]:
    best, best_cost = (spot.x, spot.y), math.inf
    for dx, dy, distance in _spiral():
        if distance >= best_cost:
            break
        x, y = spot.x + dx, spot.y + dy
        box = spot.box(x, y)
        if box[0] < 0.5 or box[1] < 0.5 or box[2] > width - 0.5 or box[3] > height - 0.5:
            continue
        if taken[_cells(box, GAP / 2)].any():
            continue
        cost = distance if not distance else 2.0 + distance + COST_AS_MM * costs.mean(box)
        if cost < best_cost:
            best, best_cost = (x, y), cost
    return best


def _cells(box: Box, margin: float) -> tuple[slice, slice]:
    left, top = max(0, int((box[0] - margin) * CELLS)), max(0, int((box[1] - margin) * CELLS))
    right, bottom = math.ceil((box[2] + margin) * CELLS), math.ceil((box[3] + margin) * CELLS)
    return slice(top, max(top, bottom)), slice(left, max(left, right))


@lru_cache(maxsize=1)
def _spiral() -> tuple[tuple[float, float, float], ...]:
    """Return offsets in mm with their distance, the nearest first, close together near the middle."""
    found = [(0.0, 0.0, 0.0)]
    radius = 0.6
    while radius <= REACH:
        steps = max(12, int(2 * math.pi * radius / max(0.8, radius / 12)))
        found += [
            (radius * math.cos(2 * math.pi * k / steps), radius * math.sin(2 * math.pi * k / steps), radius)
            for k in range(steps)
        ]
        radius += max(0.5, radius / 14)
    return tuple(found)


def overlapping(boxes: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    """Return the names of every two boxes that share more than a hair of area."""
    found = []
    for number, (one, a) in enumerate(boxes):
        for other, b in boxes[number + 1:]:
            if a[0] + 0.01 < b[2] and b[0] + 0.01 < a[2] and a[1] + 0.01 < b[3] and b[1] + 0.01 < a[3]:
                found.append((one, other))
    return found
