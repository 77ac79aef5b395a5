"""Ways down a random surface, against a walk from cell to cell; the tiles leave no trace."""

from __future__ import annotations

import numpy as np
import pytest
from flood_core.errors import Cancelled
from flood_core.progress import Silent
from flood_core.terrain.ways import STEPS, follow, inside


def downhill(heights: np.ndarray) -> np.ndarray:
    """Return for each cell the direction of its lowest neighbour, 0 where none is lower."""
    rows, columns = heights.shape
    codes = np.zeros(heights.shape, dtype=np.int8)
    for row in range(rows):
        for column in range(columns):
            lowest = heights[row, column]
            for code, (down, right) in STEPS.items():
                there = row + down, column + right
                if 0 <= there[0] < rows and 0 <= there[1] < columns and heights[there] < lowest:
                    lowest, codes[row, column] = heights[there], code
    return codes


def walked(codes: np.ndarray, heights: np.ndarray) -> tuple[list[int], list[float]]:
    """Return end and highest ground of every way, step by step."""
    ends, tops = [], []
    for start in np.ndindex(codes.shape):
        here, top = start, heights[start]
        while codes[here]:
            down, right = STEPS[int(codes[here])]
            here = here[0] + down, here[1] + right
            top = max(top, heights[here])
        ends.append(here[0] * codes.shape[1] + here[1])
        tops.append(top)
    return ends, tops


@pytest.mark.parametrize("tile", [5, 16, 64])
def test_ways_end_where_a_walk_ends(tile: int) -> None:
    random = np.random.default_rng(5)
    slope = np.add.outer(np.arange(41.0), np.arange(37.0) / 3)
    codes = downhill(slope + random.normal(scale=0.4, size=slope.shape))
    heights = random.normal(size=slope.shape).astype(np.float32)  # any values: the highest on the way is asked for
    end, highest = follow(codes, Silent(), heights, tile)
    ends, tops = walked(codes, heights)
    assert end.tolist() == ends
    assert highest is not None and np.allclose(highest, tops)
    only, nothing = follow(codes, Silent(), tile=tile)
    assert only.tolist() == ends and nothing is None


def test_a_way_through_all_tiles() -> None:
    codes = np.full((3, 100), 8, dtype=np.int8)  # to the east, off the edge at last
    end, highest = follow(inside(codes), Silent(), np.tile(np.arange(100.0), (3, 1)), tile=4)
    assert end.tolist() == [99] * 100 + [199] * 100 + [299] * 100
    assert highest is not None and set(highest.tolist()) == {99.0}


def test_missing_heights_are_passed_over() -> None:
    codes = np.full((1, 4), 8, dtype=np.int8)
    _, highest = follow(inside(codes), Silent(), np.array([[np.nan, 2.0, np.nan, 1.0]]), tile=2)
    assert highest is not None and highest.tolist() == [2.0, 2.0, 1.0, 1.0]


def test_cancel() -> None:
    class Stop(Silent):
        def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
            return True

    with pytest.raises(Cancelled):
        follow(np.zeros((9, 9), dtype=np.int8), Stop())
