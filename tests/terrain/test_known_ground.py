"""Slope, sinks, catchments and heights above drainage on ground whose answers are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from flood_core.progress import Silent
from flood_core.terrain.factors import default_thresholds
from flood_core.terrain.flow import Flow, GullyRule, find_flow
from flood_core.terrain.grass import find_grass
from flood_core.terrain.ground import Ground, prepare, read_rows
from flood_core.terrain.landform import cliff_cells, low_ground, slope_degrees

from .landscapes import CELL, EAST, NORTH, raster, turned, valley

GULLY = GullyRule(0.01, 8.0, 50.0)


def ground_of(folder: Path, heights, **options) -> Ground:
    source = raster(folder / "dem.tif", heights, **options)
    work = folder / "work"
    work.mkdir()
    return prepare(source, work, Silent())


def flow_on(ground: Ground, drainage_km2: float = 0.02) -> Flow:
    base = find_grass()
    assert base is not None, "GRASS belongs to what ./run installs"
    return find_flow(base, ground, drainage_km2, GULLY, Silent())


@pytest.mark.parametrize("turn", [0, 30, 45])
def test_slope_of_a_plane(tmp_path: Path, turn: int) -> None:
    ground = ground_of(tmp_path, lambda x, y: 1000 + np.tan(np.radians(30)) * turned(x, y, turn)[0])
    slope = read_rows(slope_degrees(ground, Silent()))
    assert np.abs(slope[1:-1, 1:-1] - 30).max() < 0.3


def test_slope_of_a_cone_with_holes_in_it(tmp_path: Path) -> None:
    holes = np.zeros((200, 200), bool)
    holes[60:64, 60:70] = True
    ground = ground_of(tmp_path, lambda x, y: 900 - 0.5 * np.hypot(x, y), holes=holes)
    slope = read_rows(slope_degrees(ground, Silent()))
    away = np.zeros((200, 200), bool)
    away[1:-1, 1:-1] = True
    away[90:110, 90:110] = False  # the tip
    away[59:65, 59:71] = False  # one cell around the hole
    wanted = np.degrees(np.arctan(0.5))
    assert np.abs(slope[away] - wanted).max() < 0.01 * wanted
    assert np.isnan(slope[61, 62])


@pytest.mark.parametrize("turn", [0.0, 36.87])
def test_depth_of_a_pit(tmp_path: Path, turn: float) -> None:
    """On a slope: the water stands to the lowest point of the rim, 5 m below the middle's plane."""

    def pit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 300 + 0.1 * turned(x, y, turn)[0] - np.maximum(0, 15 - 0.3 * np.hypot(x, y))

    ground = ground_of(tmp_path, pit, size=161, cell=1.0)
    depth, heights = read_rows(flow_on(ground).sink), ground.read()
    assert depth.max() == pytest.approx(10.0, rel=0.01)
    level = (heights + depth)[depth > 0]
    assert level.max() - level.min() < 0.1, "water stands level"
    axis = np.arange(161) - 80.0
    assert depth[np.hypot(*np.meshgrid(axis, axis)) > 51].max() < 0.01


@pytest.mark.parametrize("turn, shift", [(0, 0.0), (0, 2.5), (45, 0.0)])
def test_height_above_drainage_in_a_valley(tmp_path: Path, turn: float, shift: float) -> None:
    def turned_valley(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return valley(*turned(x + CELL / 2 + shift, y - CELL / 2 - shift, turn))

    ground = ground_of(tmp_path, turned_valley)
    flow = flow_on(ground)
    axis = (np.arange(200) + 0.5 - 100) * CELL
    across, along = turned(*np.meshgrid(axis + CELL / 2 + shift, -axis - CELL / 2 - shift), turn)
    sides = (np.abs(across) > 60) & (np.abs(across) < 250) & (np.abs(along) < 100)
    bed = np.abs(across).min()  # where it runs between two rows of cells, each side has its own
    wanted = 0.2 * (np.abs(across[sides]) - bed)
    assert np.abs(read_rows(flow.hand)[sides] / wanted - 1).max() < 0.01
    if turn == 0 and shift == 0.0:  # what lies above drains through, but for the outermost cells
        catchment = read_rows(flow.catchment)
        assert catchment[150].max() == pytest.approx(198 * 150, rel=0.01)


def test_a_funnel_fills_to_its_lowest_edge(tmp_path: Path) -> None:
    ground = ground_of(tmp_path, lambda x, y: 100 + 0.3 * np.hypot(x, y), size=201)
    assert read_rows(flow_on(ground).sink).max() == pytest.approx(0.3 * 500, rel=0.01)


def test_a_gap_in_the_model_does_not_stop_the_stream(tmp_path: Path) -> None:
    holes = np.zeros((200, 200), bool)
    holes[100:103, 96:104] = True
    whole = ground_of(tmp_path, lambda x, y: valley(x + 2.5, y))
    (tmp_path / "gap").mkdir()
    gap = ground_of(tmp_path / "gap", lambda x, y: valley(x + 2.5, y), holes=holes)
    assert read_rows(flow_on(gap).catchment).max() == pytest.approx(read_rows(flow_on(whole).catchment).max(), rel=0.01)


def test_low_ground_in_a_bowl(tmp_path: Path) -> None:
    """In a bowl z = 0.001 r² every place lies 7 m lower than the mean of the square 100 m around it."""
    ground = ground_of(tmp_path, lambda x, y: 500 + 0.001 * (x * x + y * y))
    position = read_rows(low_ground(ground, 100, Silent()).position)
    assert np.abs(position[20:-20, 20:-20] / -7.0 - 1).max() < 0.01


def test_strips_leave_no_trace(tmp_path: Path) -> None:
    heights = np.random.default_rng(3).normal(size=(150, 170)).cumsum(0).cumsum(1) + 500
    ground = ground_of(tmp_path, heights.astype(np.float32))
    slope = slope_degrees(ground, Silent())
    found = [cliff_cells(ground, slope, 30, 3, Silent(), rows=rows).tolist() for rows in (512, 16)]
    assert found[0] == found[1] != []
    lows = []
    for rows in (512, 16):
        low = low_ground(ground, 100, Silent(), rows=rows)
        lows.append((low.deviation_m, read_rows(low.position).tobytes()))
    assert lows[0] == lows[1]


def test_with_little_memory_the_flow_is_the_same(tmp_path: Path) -> None:
    heights = np.random.default_rng(3).normal(size=(150, 170)).cumsum(0).cumsum(1) + 500
    ground, base = ground_of(tmp_path, heights.astype(np.float32)), find_grass()
    assert base is not None
    found = []
    for memory_mb in (0, 100):
        flow = find_flow(base, ground, 0.02, GULLY, Silent(), memory_mb=memory_mb)
        found.append((flow.streams.tolist(), read_rows(flow.hand).tobytes(), read_rows(flow.sink).tobytes()))
    assert found[0] == found[1]


def test_a_cliff_is_found_where_it_stands(tmp_path: Path) -> None:
    ground = ground_of(tmp_path, lambda x, y: np.where(x > 0, 120.0, 100.0))
    slope = slope_degrees(ground, Silent())
    cells = ground.centres(cliff_cells(ground, slope, 45, 8, Silent()))
    assert len(cells) == 400 and np.abs(cells[:, 0] - EAST).max() <= CELL
    low = ground.centres(cliff_cells(ground, slope, 45, 25, Silent()))
    assert len(low) == 0, "a step of 20 m is no cliff of 25 m"


def test_a_gully_mouth_is_where_the_bed_flattens(tmp_path: Path) -> None:
    def fan(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 100 + 0.3 * np.abs(x + 2.5) + np.where(y > 0, 0.35 * y, 0.03 * y)

    ground = ground_of(tmp_path, fan)
    flow = flow_on(ground)
    places = ground.centres(flow.mouths)
    assert len(places) >= 1
    nearest = places[np.argmax(flow.mouth_change)]
    assert np.hypot(nearest[0] - EAST, nearest[1] - NORTH) < 20
    wanted = np.degrees(np.arctan(0.35)) - np.degrees(np.arctan(0.03))
    assert flow.mouth_change.max() == pytest.approx(wanted, rel=0.1)


def test_the_shipped_thresholds_are_those_of_the_subject() -> None:
    rules = default_thresholds()
    slopes = rules.score("slope", np.array([9.0, 12, 20, 30, 40, np.nan]))
    assert slopes.tolist() == [0, 1, 2, 3, 4, 0]
    assert rules.score("hand", np.array([0.5, 2, 4, 8, 11])).tolist() == [4, 3, 2, 1, 0]
    assert [rules.class_of(score) for score in (4, 3, 2, 1)] == ["high", "medium", "low", None]
