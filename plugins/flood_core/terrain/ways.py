"""Follow the water down from every cell to where its way ends, tile by tile.

Inside a tile the ways are doubled: after k rounds every cell knows 2^k steps of
its way. What leaves a tile goes on from the cell beside it; the ways between
these few cells are doubled in turn. So the work stays in the processor's cache,
grows with the number of cells and no faster, and the tiles leave no trace.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ..progress import Feedback, Part, tracked

#: r.watershed: 1 = north-east, then against the clock; (rows down, columns right).
STEPS = {1: (-1, 1), 2: (-1, 0), 3: (-1, -1), 4: (0, -1), 5: (1, -1), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
#: Cells along the side of a tile: what is known of it fits the cache of one core.
TILE = 192
#: More rounds of doubling than any way has; one ends when nothing moves.
_ROUNDS = 40
#: Rows that are finished at once.
_ROWS = 256


def follow(
    codes: np.ndarray, feedback: Feedback, heights: np.ndarray | None = None, tile: int = TILE
) -> tuple[np.ndarray, np.ndarray | None]:
    """Return for each cell the flat number of the last one on its way, and the highest ground on the way.

    ``codes`` are the directions of ``STEPS``, 0 where the way ends; without ``heights`` only the ends are found.
    Raises: Cancelled.
    """
    rows, columns = codes.shape
    end = np.empty((rows, columns), dtype=np.int32)
    highest = None if heights is None else np.empty((rows, columns), dtype=np.float32)
    crossed = [np.empty(0, dtype=np.int64)]
    for top in tracked(range(0, rows, tile), Part(feedback, 0, 80)):
        for left in range(0, columns, tile):
            here = (slice(top, top + tile), slice(left, left + tile))
            ends, level, left_by = _in_tile(codes[here], None if heights is None else heights[here], columns)
            corner = (top - 1) * columns + left - 1  # of the ring around the tile
            end[here] = ends + corner
            crossed.append(left_by + corner)
            if highest is not None:
                highest[here] = level
    flat, top_level = end.reshape(-1), None if highest is None else highest.reshape(-1)
    _join(flat, top_level, np.concatenate(crossed))
    for first in tracked(range(0, rows, _ROWS), Part(feedback, 80, 100)):
        some = slice(first * columns, (first + _ROWS) * columns)
        reached = flat[some]
        if top_level is not None:
            np.fmax(top_level[some], top_level[reached], out=top_level[some])
        flat[some] = flat[reached]
    return flat, top_level


def inside(codes: np.ndarray) -> np.ndarray:
    """Return directions as ``STEPS``, 0 for all that is none and for steps off the edge."""
    known = np.where((codes > 0) & (codes <= 8), codes, 0).astype(np.int8)
    for edge, down, right in ((known[0], -1, 0), (known[-1], 1, 0), (known[:, 0], 0, -1), (known[:, -1], 0, 1)):
        off = [code for code, step in STEPS.items() if (down and step[0] == down) or (right and step[1] == right)]
        edge[np.isin(edge, off)] = 0
    return known


def offsets(columns: int) -> np.ndarray:
    """Return by how much each direction changes the flat number of a cell."""
    steps = np.zeros(9, dtype=np.int64)
    for code, (rows, right) in STEPS.items():
        steps[code] = rows * columns + right
    return steps


@lru_cache(maxsize=8)
def _ring(rows: int, columns: int, pitch: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the numbers of a tile with a ring of one cell, their places on the whole, and the numbers of the ring."""
    shape = rows + 2, columns + 2
    number = np.arange(shape[0] * shape[1], dtype=np.intp).reshape(shape)
    place = (np.arange(shape[0])[:, None] * pitch + np.arange(shape[1])).astype(np.int32).reshape(-1)
    around = np.concatenate([number[0], number[-1], number[1:-1, 0], number[1:-1, -1]])
    return number, place, around


def _in_tile(
    codes: np.ndarray, heights: np.ndarray | None, pitch: int
) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
    """Return ends (counted from the ring's corner), highest ground, and the cells of the ring that ways lead to."""
    number, place, around = _ring(*codes.shape, pitch)
    inner = np.s_[1:-1, 1:-1]
    first = number.copy()
    first[inner] += offsets(number.shape[1])[codes]
    level = None
    if heights is not None:
        padded = np.full(number.shape, np.nan, dtype=np.float32)
        padded[inner] = heights
        level = padded.reshape(-1)
    end = _doubled(first.reshape(-1), level)
    ends = end.reshape(number.shape)[inner]
    led_to = np.zeros(end.size, dtype=bool)
    led_to[ends] = True
    left_by = place[around[led_to[around]]].astype(np.int64)
    return place[ends], None if level is None else level.reshape(number.shape)[inner], left_by


def _doubled(end: np.ndarray, level: np.ndarray | None) -> np.ndarray:
    """Return the ends of ways given by their next step; ``level`` becomes the highest on the way."""
    for _ in range(_ROUNDS):
        if level is not None:
            np.fmax(level, level[end], out=level)
        further = end[end]
        if np.array_equal(further, end):
            break
        end = further
    return end


def _join(end: np.ndarray, highest: np.ndarray | None, crossed: np.ndarray) -> None:
    """Let the cells by which ways enter a tile know the ends of their whole ways, in place."""
    nodes = np.unique(crossed)
    nodes = np.union1d(nodes, end[nodes])
    level = None if highest is None else highest[nodes]
    last = _doubled(np.searchsorted(nodes, end[nodes]), level)
    end[nodes] = nodes[last]
    if highest is not None:
        highest[nodes] = level
