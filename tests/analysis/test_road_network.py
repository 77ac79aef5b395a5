"""The graph against scipy's shortest paths on random grids."""

from __future__ import annotations

import numpy as np
import pytest
from flood_core.analysis.road_network import Place, RoadNetwork
from flood_core.analysis.terrain import climb
from flood_core.model.walking import WalkingSettings
from hypothesis import given, settings
from hypothesis import strategies as st
from qgis.core import QgsGeometry, QgsPointXY
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from tests.support.soak import many

SIZE, STEP = 5, 100.0


@st.composite
def grids(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Some of the edges of a 5 x 5 grid."""
    edges = [(row * SIZE + column, row * SIZE + column + 1) for row in range(SIZE) for column in range(SIZE - 1)]
    edges += [(row * SIZE + column, (row + 1) * SIZE + column) for row in range(SIZE - 1) for column in range(SIZE)]
    return draw(st.lists(st.sampled_from(edges), min_size=1, max_size=len(edges), unique=True))


def at(node: int) -> QgsPointXY:
    return QgsPointXY(STEP * (node % SIZE), STEP * (node // SIZE))


@given(edges=grids(), start=st.integers(0, SIZE * SIZE - 1), end=st.integers(0, SIZE * SIZE - 1))
@settings(max_examples=many(60, 2000), deadline=None)
def test_shortest_way_is_scipys(edges: list[tuple[int, int]], start: int, end: int) -> None:
    on_roads = {node for edge in edges for node in edge}
    roads = [QgsGeometry.fromPolylineXY([at(first), at(second)]) for first, second in edges]
    network = RoadNetwork(
        roads,
        starts=[Place("start", QgsGeometry.fromPointXY(at(start)))],
        ends=[Place("end", QgsGeometry.fromPointXY(at(end)))],
        settings=WalkingSettings(reach_m=1.0),  # no walking across the fields
    )
    ways = network.ways_to("end", ["start"])
    if start not in on_roads or end not in on_roads:
        assert ways == {}
        return
    weights = csr_matrix(([STEP] * len(edges), tuple(zip(*edges))), shape=(SIZE * SIZE, SIZE * SIZE))
    best = dijkstra(weights, directed=False, indices=start)[end]
    if np.isinf(best):
        assert ways == {}
    elif best > 0:
        assert ways["start"].line().length() == pytest.approx(best)
        points = ways["start"].line().asPolyline()
        assert points[0] == at(start) and points[-1] == at(end)


@given(st.lists(st.floats(-50, 900, allow_nan=False), min_size=1, max_size=60))
def test_climb_is_between_nothing_and_all_ascents(heights: list[float]) -> None:
    row = np.array(heights)
    ascents = np.diff(row)
    assert -1e-6 <= climb(row) <= ascents[ascents > 0].sum() + 1e-6
    assert climb(row) >= row[-1] - row[0] - 1.0 - 1e-6  # what is gained in the end was climbed


def test_climb_ignores_noise_and_gaps() -> None:
    assert climb(np.array([10, 10.4, 9.8, 10.2])) == 0
    assert climb(np.array([10, 15, 12, 20])) == pytest.approx(13)
    assert climb(np.array([np.nan, 1.0, np.nan, 6.0])) == pytest.approx(5)
    assert climb(np.array([np.nan])) == 0
