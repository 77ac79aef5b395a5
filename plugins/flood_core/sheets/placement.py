"""Put labels where they hide nothing: candidates, costs, and who comes first.

All in millimetres on the paper, y downwards. A label never lies on a symbol,
on another label or over the frame; lines and houses under it only cost. The
cost field is a raster summed once, so that trying a candidate is four look-ups
and not a search.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

Box = tuple[float, float, float, float]  # left, top, right, bottom
Corners = tuple[tuple[float, float], ...]

#: Cells of the cost field per mm.
CELLS = 2


class Candidate(NamedTuple):
    """One place for a label: the middle of its box, its angle, and how much we dislike the place itself."""

    x: float
    y: float
    angle: float = 0.0  # degrees clockwise
    dislike: float = 0.0
    leader: tuple[float, float] | None = None  # the place it stands for, when a line must lead there


@dataclass
class Request:
    """A label that wants a place: its size in mm, its candidates, and its rank (small is first)."""

    key: str
    width: float
    height: float
    candidates: list[Candidate]
    rank: int
    limit: float = math.inf  # a dearer place than this is no place
    payload: object = None
    anchor: Box | None = None  # what a leader line from far away would lead to; None: no such line


@dataclass
class Placed:
    """A label with its place."""

    request: Request
    candidate: Candidate

    def box(self) -> Box:
        """Return the upright box round the label."""
        return bounds(self.corners())

    def corners(self) -> Corners:
        """Return the label's corners."""
        return box_corners(self.candidate, self.request.width, self.request.height)


@dataclass
class CostField:
    """What lies under the labels: costs per square millimetre on a raster, summed for quick boxes."""

    width: float
    height: float
    cells: np.ndarray = field(init=False)
    _sums: np.ndarray | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.cells = np.zeros((math.ceil(self.height * CELLS) + 1, math.ceil(self.width * CELLS) + 1), dtype=np.float64)

    def add(self, mask: np.ndarray, cost: float) -> None:
        """Raise the cost where ``mask`` (same shape) is true."""
        self.cells[mask] += cost
        self._sums = None

    def mean(self, box: Box) -> float:
        """Return the mean cost in a box."""
        return float(self.means(*(np.array(side) for side in box)))

    def means(self, left: np.ndarray, top: np.ndarray, right: np.ndarray, bottom: np.ndarray) -> np.ndarray:
        """Return the mean cost in each of many boxes, given as arrays of one shape."""
        if self._sums is None:
            self._sums = np.pad(self.cells.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        rows, columns = self.cells.shape
        west, east = (_within((v * CELLS).astype(int), columns) for v in (left, right + 1 / CELLS))
        north, south = (_within((v * CELLS).astype(int), rows) for v in (top, bottom + 1 / CELLS))
        sums, area = self._sums, (east - west) * (south - north)
        total = sums[south, east] - sums[north, east] - sums[south, west] + sums[north, west]
        return np.where(area > 0, total / np.maximum(area, 1), 0.0)


def _within(cells: np.ndarray, most: int) -> np.ndarray:
    """Return cell numbers kept from 0 to ``most``; numpy's own clip takes twice as long for a few."""
    return np.minimum(np.maximum(cells, 0), most)


class Placement:
    """Places labels in the order of their rank, the best free candidate each."""

    def __init__(self, width: float, height: float, costs: CostField, inset: float = 0.8) -> None:
        self.width, self.height, self.inset = width, height, inset
        self.costs = costs
        self.blocked: list[Corners] = []
        self._leaders: list[tuple[float, float, float, float]] = []
        self._symbols = 0  # the first so many of the blocked are symbols, behind which a leader line may pass
        self._bounds: list[Box] = []
        self._upright: list[bool] = []
        self.placed: list[Placed] = []
        self.unplaced: list[Request] = []

    def block(self, box: Box) -> None:
        """Keep labels off a box: a symbol, a north arrow."""
        left, top, right, bottom = box
        self._block(((left, top), (right, top), (right, bottom), (left, bottom)))
        self._symbols = len(self.blocked)

    def place(self, requests: list[Request], *, under_labels: bool = False) -> None:
        """Find places; what finds none is kept in ``unplaced``.

        Args: ``under_labels`` lets leader lines pass under labels, as seldom as can be.
        """
        for request in sorted(requests, key=lambda r: (r.rank, r.key)):
            best = self._best(request, under_labels)
            if best is None:
                self.unplaced.append(request)
                continue
            self.placed.append(Placed(request, best))
            self._block(box_corners(best, request.width, request.height))
            if best.leader is not None:
                self._leaders.append((*best.leader, best.x, best.y))

    def _best(self, request: Request, under_labels: bool) -> Candidate | None:
        """Return the cheapest free candidate: what the ground costs is known for all, so few are tried."""
        best, best_cost = None, request.limit
        costs = self._ground(request)
        for number in np.argsort(costs, kind="stable"):
            if costs[number] >= best_cost:
                break
            candidate = request.candidates[number]
            corners = box_corners(candidate, request.width, request.height)
            if not self._free(corners, not candidate.angle):
                continue
            passed = self._passed(candidate)
            if passed and not under_labels:
                continue
            cost = float(costs[number]) + 6.0 * self._crossed(corners) + 12.0 * passed
            if cost < best_cost:
                best, best_cost = candidate, cost
        return best

    def _block(self, corners: Corners) -> None:
        self.blocked.append(corners)
        self._bounds.append(bounds(corners))
        self._upright.append(corners[0][1] == corners[1][1])

    def _free(self, corners: Corners, upright: bool) -> bool:
        left, top, right, bottom = bounds(corners)
        if (
            left < self.inset
            or top < self.inset
            or right > self.width - self.inset
            or bottom > self.height - self.inset
        ):
            return False
        for (a, b, c, d), other, straight in zip(self._bounds, self.blocked, self._upright):
            if left < c and right > a and top < d and bottom > b and (upright and straight or overlap(corners, other)):
                return False
        return True

    def _passed(self, candidate: Candidate) -> int:
        """Count the labels under which a candidate's leader line would pass."""
        if candidate.leader is None:
            return 0
        line = (*candidate.leader, candidate.x, candidate.y)
        return sum(crosses(line, box) for box in self._bounds[self._symbols:])

    def _crossed(self, corners: Corners) -> int:
        """Count the leader lines that a label would lie on."""
        box = bounds(corners)
        return sum(crosses(line, box) for line in self._leaders)

    def _ground(self, request: Request) -> np.ndarray:
        """Return what each candidate costs by itself and by what lies under it."""
        if not request.candidates:
            return np.zeros(0)
        table = np.array([(c.x, c.y, c.angle, c.dislike) for c in request.candidates])
        x, y, angle, dislike = table.T
        turn = np.radians(angle)
        cos, sin = np.cos(turn), np.sin(turn)
        half_w = (request.width * abs(cos) + request.height * abs(sin)) / 2
        half_h = (request.width * abs(sin) + request.height * abs(cos)) / 2
        costs = self.costs.means(x - half_w, y - half_h, x + half_w, y + half_h)
        turned = abs(angle) >= 3
        if turned.any():
            parts = max(1, round(request.width / request.height))
            along = ((np.arange(parts) + 0.5) / parts - 0.5)[:, None] * request.width
            half = request.height / 2
            px, py = x[turned] + along * cos[turned], y[turned] + along * sin[turned]
            costs[turned] = self.costs.means(px - half, py - half, px + half, py + half).mean(axis=0)
        return np.asarray(dislike + costs)


def box_corners(candidate: Candidate, width: float, height: float) -> Corners:
    """Return the corners of a label's box at a candidate."""
    if not candidate.angle:
        left, top = candidate.x - width / 2, candidate.y - height / 2
        return ((left, top), (left + width, top), (left + width, top + height), (left, top + height))
    angle = math.radians(candidate.angle)
    cos, sin = math.cos(angle), math.sin(angle)
    return tuple(
        (candidate.x + a * cos - b * sin, candidate.y + a * sin + b * cos)
        for a, b in (
            (-width / 2, -height / 2),
            (width / 2, -height / 2),
            (width / 2, height / 2),
            (-width / 2, height / 2),
        )
    )


def bounds(corners: Corners) -> Box:
    """Return the upright box round corners."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def crosses(line: tuple[float, float, float, float], box: Box) -> bool:
    """Tell whether a part of a straight line lies inside an upright box."""
    x0, y0, x1, y1 = line
    left, top, right, bottom = box
    if (x0 <= left and x1 <= left) or (x0 >= right and x1 >= right):
        return False  # most lines lie elsewhere altogether
    if (y0 <= top and y1 <= top) or (y0 >= bottom and y1 >= bottom):
        return False
    first, last = 0.0, 1.0
    for start, way, low, high in ((x0, x1 - x0, left, right), (y0, y1 - y0, top, bottom)):
        if abs(way) < 1e-9:
            if not low < start < high:
                return False
            continue
        enter, leave = sorted(((low - start) / way, (high - start) / way))
        first, last = max(first, enter), min(last, leave)
    return first < last - 1e-9


def overlap(one: Corners, other: Corners) -> bool:
    """Tell whether two convex quadrilaterals share area (separating axes)."""
    for shape in (one, other):
        for number, (x0, y0) in enumerate(shape):
            x1, y1 = shape[(number + 1) % len(shape)]
            nx, ny = y1 - y0, x0 - x1
            a = [x * nx + y * ny for x, y in one]
            b = [x * nx + y * ny for x, y in other]
            if max(a) <= min(b) + 1e-9 or max(b) <= min(a) + 1e-9:
                return False
    return True


def around(box: Box, width: float, height: float, gap: float = 0.6) -> list[Candidate]:
    """Return candidates round a symbol's box: right, left, above, below, corners, then farther off."""
    left, top, right, bottom = box
    cx, cy = (left + right) / 2, (top + bottom) / 2
    east, west = right + gap + width / 2, left - gap - width / 2
    north, south = top - gap - height / 2, bottom + gap + height / 2
    near = [
        (east, cy, 0.0), (west, cy, 0.7), (cx, south, 0.9), (cx, north, 0.9),
        (east, top + height / 2, 0.3), (east, bottom - height / 2, 0.3),
        (west, top + height / 2, 0.9), (west, bottom - height / 2, 0.9),
        (east, north, 0.9), (east, south, 0.9), (west, north, 1.4), (west, south, 1.4),
        (right - width / 2, south, 1.2), (left + width / 2, south, 1.0),
        (right - width / 2, north, 1.2), (left + width / 2, north, 1.0),
    ]  # fmt: skip
    return [Candidate(x, y, 0.0, dislike) for x, y, dislike in near]


def led(box: Box, width: float, height: float, reaches: tuple[float, ...] = (4.0, 7.0, 10.0, 14.0)) -> list[Candidate]:
    """Return candidates away from a symbol, tied to it by a leader line."""
    cx, cy = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    place, half_w, half_h = (cx, cy), width / 2, height / 2
    return [
        Candidate(cx + cos * (reach + half_w), cy + sin * (reach + half_h), 0.0, dislike, place)
        for reach, cos, sin, dislike in _directions(reaches)
    ]


@lru_cache(maxsize=64)
def _directions(reaches: tuple[float, ...]) -> list[tuple[float, float, float, float]]:
    """Return reach, cosine, sine and dislike of every place to which a label may be led."""
    found = []
    for reach in reaches:
        directions = 48 if reach > 12 else 16
        for number in range(directions):
            angle = 2 * math.pi * number / directions
            found.append((reach, math.cos(angle), math.sin(angle), 2.5 + reach * 0.25))
    return found


#: How far a label may be led away that found no place nearer, mm.
FAR = (14.0, 19.0, 25.0, 32.0, 40.0)


def far(request: Request) -> Request:
    """Return the request with far places only, for a label that found none nearer."""
    anchor = request.anchor or (0.0, 0.0, 0.0, 0.0)
    return replace(request, candidates=led(anchor, request.width, request.height, FAR), limit=math.inf)
