"""The streams that the terrain shows, as lines that run downstream: a map of a run is read by them."""

from __future__ import annotations

from typing import Any

import numpy as np
from osgeo import ogr

from .flow import Flow
from .ground import Ground


def stream_lines(ground: Ground, flow: Flow, from_km2: float) -> Any:
    """Return the streams that drain at least ``from_km2`` as one ogr.Geometry (MultiLineString) in the ground's plane.

    Each line begins at a source and ends where it meets a longer one, or where its way does.
    """
    large = flow.stream_km2 >= from_km2
    cells, following = flow.streams[large], flow.stream_next[large]
    below = np.minimum(np.searchsorted(cells, following), max(0, cells.size - 1))
    goes_on = (cells[below] == following) & (following != cells)
    below = np.where(goes_on, below, -1)
    places = ground.centres(cells)
    fed = np.zeros(cells.size, dtype=bool)
    fed[below[goes_on]] = True
    seen = np.zeros(cells.size, dtype=bool)
    lines = ogr.Geometry(ogr.wkbMultiLineString)
    for source in _longest_first(np.flatnonzero(~fed), below):
        way = _way(int(source), below, seen)
        if len(way) > 1:
            line = ogr.Geometry(ogr.wkbLineString)
            for x, y in places[way]:
                line.AddPoint_2D(float(x), float(y))
            lines.AddGeometry(line.Simplify(0.7 * ground.cell))
    return lines


def _longest_first(sources: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Return sources, those with the longest way down first."""
    length = np.full(below.size, -1, dtype=np.int64)
    for source in sources:
        way, here = [], int(source)
        while here >= 0 and length[here] < 0:
            way.append(here)
            here = int(below[here])
        steps = int(length[here]) + 1 if here >= 0 else 0
        for number, cell in enumerate(reversed(way)):
            length[cell] = steps + number
    ordered: np.ndarray = sources[np.lexsort((sources, -length[sources]))]
    return ordered


def _way(source: int, below: np.ndarray, seen: np.ndarray) -> list[int]:
    """Return the cells from a source down to the first that another line has, that one included."""
    way, here = [], source
    while here >= 0:
        way.append(here)
        if seen[here]:
            break
        seen[here] = True
        here = int(below[here])
    return way
