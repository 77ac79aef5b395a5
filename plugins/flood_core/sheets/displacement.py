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

from .placement import Box, CostField

#: Free space between two symbols, mm.
GAP = 0.7
#: A symbol nearer than this to its true place needs no leader line, mm.
STILL = 1.0
REACH = 60.0
#: So many rings of places are looked at together.
RINGS = 6
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
    taken = np.zeros((len(spots), 4))  # the boxes of those that have their place
    places: list[tuple[float, float]] = [(0.0, 0.0)] * len(spots)
    crowd = _crowding(spots)
    order = sorted(range(len(spots)), key=lambda k: (spots[k].rank, crowd[k], spots[k].y, spots[k].x, k))
    for settled, number in enumerate(order):
        spot = spots[number]
        places[number] = _nearest(spot, taken[:settled], width, height, costs)
        taken[settled] = spot.box(*places[number])
    return places


def _crowding(spots: list[Spot]) -> list[int]:
    """Return how many others are near each: those at a crowd's edge settle first."""
    x, y = np.array([s.x for s in spots]), np.array([s.y for s in spots])
    return [int(((abs(x - s.x) < 8) & (abs(y - s.y) < 8)).sum()) for s in spots]


def _nearest(spot: Spot, taken: np.ndarray, width: float, height: float, costs: CostField) -> tuple[float, float]:
    """Return the cheapest free place, looked for ring by ring until a farther one cannot be cheaper."""
    best, best_cost = (spot.x, spot.y), math.inf
    for ring in _rings():
        if ring[0, 2] >= best_cost:
            break
        x, y, distance = spot.x + ring[:, 0], spot.y + ring[:, 1], ring[:, 2]
        left, top, right, bottom = x - spot.left, y - spot.up, x + spot.right, y + spot.down
        free = (left >= 0.5) & (top >= 0.5) & (right <= width - 0.5) & (bottom <= height - 0.5)
        a, b, c, d = taken.T
        meets = (left[:, None] < c + GAP) & (right[:, None] > a - GAP)
        meets &= (top[:, None] < d + GAP) & (bottom[:, None] > b - GAP)
        free &= ~meets.any(axis=1)
        if not free.any():
            continue
        cost = np.where(distance > 0, 2.0 + distance + COST_AS_MM * costs.means(left, top, right, bottom), 0.0)
        cost[~free] = math.inf
        number = int(cost.argmin())
        if cost[number] < best_cost:
            best, best_cost = (float(x[number]), float(y[number])), float(cost[number])
    return best


@lru_cache(maxsize=1)
def _rings() -> tuple[np.ndarray, ...]:
    """Return offsets in mm with their distance, close together near the middle; a few rings at a time."""
    found, ring, radius = [np.zeros((1, 3))], [], 0.6
    while radius <= REACH:
        steps = max(12, int(2 * math.pi * radius / max(0.8, radius / 12)))
        turn = 2 * math.pi * np.arange(steps) / steps
        ring.append(np.stack([radius * np.cos(turn), radius * np.sin(turn), np.full(steps, radius)], axis=1))
        if len(ring) == RINGS:
            found.append(np.concatenate(ring))
            ring = []
        radius += max(0.5, radius / 14)
    return (*found, np.concatenate(ring)) if ring else tuple(found)


def overlapping(boxes: list[tuple[str, Box]]) -> list[tuple[str, str]]:
    """Return the names of every two boxes that share more than a hair of area."""
    found = []
    for number, (one, a) in enumerate(boxes):
        for other, b in boxes[number + 1:]:
            if a[0] + 0.01 < b[2] and b[0] + 0.01 < a[2] and a[1] + 0.01 < b[3] and b[1] + 0.01 < a[3]:
                found.append((one, other))
    return found
