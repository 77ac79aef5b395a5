"""Where the water goes: GRASS finds the way out of every cell, all else follows from that way.

r.watershed's least-cost search leaves every sink over its lowest rim. So the
highest ground on the way down from a cell is the level to which water stands
there (sink depth), and the first stream cell on the way is what the height
above drainage is measured from. Both are read off by doubling: after k rounds
every cell knows 2^k steps of its way.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal
from scipy import ndimage

from ..progress import Feedback, Part, raise_if_cancelled
from .grass import grass_location
from .ground import NODATA, Ground, read_rows

#: Inner gaps up to this size are bridged for the flow; larger ones are lakes, sea or missing sheets.
BRIDGED_M2 = 40_000.0
#: Above so many cells r.watershed keeps its work on disk.
CELLS_IN_MEMORY = 60_000_000
#: r.watershed: 1 = north-east, then against the clock; (rows down, columns right).
_STEPS = {1: (-1, 1), 2: (-1, 0), 3: (-1, -1), 4: (0, -1), 5: (1, -1), 6: (1, 0), 7: (1, 1), 8: (0, 1)}


@dataclass(frozen=True)
class Flow:
    """The flow over one terrain model."""

    hand: Path  # metres above the first stream cell on the way down; nothing where none is met
    sink: Path  # metres of water that a sink holds
    catchment: Path  # cells that drain through each cell, itself among them
    streams: np.ndarray  # flat numbers of the stream cells
    stream_km2: np.ndarray  # the catchment of each
    mouths: np.ndarray  # flat numbers of the gully mouths
    mouth_km2: np.ndarray
    mouth_change: np.ndarray  # degrees by which the bed flattens there


@dataclass(frozen=True)
class GullyRule:
    """What a gully mouth is."""

    from_km2: float
    slope_change_deg: float
    over_m: float


def find_flow(
    base: Path,
    ground: Ground,
    drainage_km2: float,
    gullies: GullyRule,
    feedback: Feedback,
    given: np.ndarray | None = None,
) -> Flow:
    """Return streams, height above drainage, sinks and gully mouths of a terrain model.

    ``base`` is GRASS's folder; ``given`` the flat numbers of cells where a stream is known to run.
    Raises: GrassFailed, Cancelled.
    """
    folder = ground.path.parent
    heights = _bridged(ground)
    direction, catchment = _watershed(base, ground, Part(feedback, 0, 60))
    down = _downwards(ground, direction)
    raise_if_cancelled(feedback)
    cells = _catchment_cells(ground, catchment)
    km2 = ground.cell**2 / 1e6
    is_stream = cells * km2 >= drainage_km2
    if given is not None and given.size:
        is_stream.flat[given] = True
    mouths, change = _gully_mouths(ground, heights, down, cells, gullies)
    feedback.setProgress(70)
    streams = np.flatnonzero(is_stream)
    stream_km2, mouth_km2 = cells.flat[streams] * km2, cells.flat[mouths] * km2
    del cells
    missing = np.isnan(read_rows(ground.path))
    hand = _above_drainage(heights, down, is_stream, Part(feedback, 70, 85))
    _write(ground, folder / "hand.tif", hand, missing)
    del hand, is_stream
    depth = _filled(heights, down, Part(feedback, 85, 98)) - heights
    _write(ground, folder / "sink.tif", depth, missing)
    feedback.setProgress(100)
    return Flow(folder / "hand.tif", folder / "sink.tif", catchment, streams, stream_km2, mouths, mouth_km2, change)


def _bridged(ground: Ground) -> np.ndarray:
    """Return the heights with small inner gaps bridged, and leave a file of them for GRASS."""
    heights = read_rows(ground.path)
    missing = np.isnan(heights)
    path = ground.path.with_name("bridged.tif")
    if not missing.any():
        path.unlink(missing_ok=True)
        return heights
    parts, count = ndimage.label(missing, structure=np.ones((3, 3)))
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    edge = np.unique(np.concatenate([parts[0], parts[-1], parts[:, 0], parts[:, -1]]))
    small = sizes * ground.cell**2 <= BRIDGED_M2
    small[edge] = False
    small[0] = False
    bridged = small[parts]
    made = ground.create(path)
    band = made.GetRasterBand(1)
    if bridged.any():
        band.WriteArray(np.where(missing, np.float32(NODATA), heights))
        gdal.FillNodata(band, None, int(2 * (BRIDGED_M2**0.5) / ground.cell) + 2, 0)
        heights = np.where(bridged, band.ReadAsArray(), heights)
    band.WriteArray(np.where(np.isnan(heights), np.float32(NODATA), heights))
    made.FlushCache()
    return heights


def _watershed(base: Path, ground: Ground, feedback: Feedback) -> tuple[Path, Path]:
    folder = ground.path.parent
    bridged = ground.path.with_name("bridged.tif")
    flags = "-sam" if ground.cells > CELLS_IN_MEMORY else "-sa"
    with grass_location(base, ground) as grass:
        grass.run(
            feedback, "r.external", "-o", f"input={bridged if bridged.exists() else ground.path}", "output=ground"
        )
        grass.run(
            feedback,
            "r.external.out",
            f"directory={grass.folder}",
            "format=GTiff",
            "extension=tif",
            "options=TILED=YES,BIGTIFF=IF_SAFER",
        )  # noqa: E501
        grass.run(
            feedback,
            "r.watershed",
            flags,
            "elevation=ground",
            "accumulation=catchment",
            "drainage=direction",
            "memory=1500",
        )  # noqa: E501
        moved = []
        for name in ("direction", "catchment"):
            target = folder / f"{name}.tif"
            (grass.folder / f"{name}.tif").replace(target)
            written = gdal.Open(str(target), gdal.GA_Update)
            written.SetProjection(ground.system().ExportToWkt())
            del written
            moved.append(target)
    return moved[0], moved[1]


def _downwards(ground: Ground, direction: Path) -> np.ndarray:
    """Return for every cell the flat number of the next one on the way down; its own where the way ends."""
    step = np.zeros(9, dtype=np.int32)
    for code, (rows, columns) in _STEPS.items():
        step[code] = rows * ground.columns + columns
    down = np.arange(ground.cells, dtype=np.int32).reshape(ground.rows, ground.columns)
    store = gdal.Open(str(direction))
    band = store.GetRasterBand(1)
    for first, last, _, _ in ground.strips():
        codes = band.ReadAsArray(0, first, band.XSize, last - first)
        codes = np.where((codes > 0) & (codes <= 8), codes, 0).astype(np.int8)
        down[first:last] += step[codes]
    flat: np.ndarray = down.reshape(-1)
    return flat


def _catchment_cells(ground: Ground, catchment: Path) -> np.ndarray:
    cells = np.empty((ground.rows, ground.columns), dtype=np.float32)
    store = gdal.Open(str(catchment))
    band = store.GetRasterBand(1)
    for first, last, _, _ in ground.strips():
        cells[first:last] = np.abs(np.nan_to_num(band.ReadAsArray(0, first, band.XSize, last - first)))
    return cells


def _above_drainage(heights: np.ndarray, down: np.ndarray, is_stream: np.ndarray, feedback: Feedback) -> np.ndarray:
    flat = heights.reshape(-1)
    stream = is_stream.reshape(-1)
    end = np.where(stream, np.arange(down.size, dtype=np.int32), down)
    for _ in _rounds(feedback):
        further = end[end]
        if np.array_equal(further, end):
            break
        end = further
    above = np.maximum(flat - flat[end], np.float32(0))
    above[~stream[end]] = np.nan
    result: np.ndarray = above.reshape(heights.shape)
    return result


def _filled(heights: np.ndarray, down: np.ndarray, feedback: Feedback) -> np.ndarray:
    """Return the level of the water that cannot leave: the highest ground on the way out."""
    level, end = heights.reshape(-1).copy(), down
    for _ in _rounds(feedback):
        np.fmax(level, level[end], out=level)
        further = end[end]
        if np.array_equal(further, end):
            break
        end = further
    result: np.ndarray = level.reshape(heights.shape)
    return result


def _rounds(feedback: Feedback) -> range:
    """Return more rounds of doubling than any way has; the caller stops when nothing moves."""
    raise_if_cancelled(feedback)
    feedback.setProgress(10)
    return range(40)


def _gully_mouths(
    ground: Ground, heights: np.ndarray, down: np.ndarray, cells: np.ndarray, rule: GullyRule
) -> tuple[np.ndarray, np.ndarray]:
    """Return the cells where the bed of a gully flattens most, and by how many degrees."""
    bed = np.flatnonzero(cells * (ground.cell**2 / 1e6) >= rule.from_km2)
    if bed.size == 0:
        return bed, np.empty(0)
    number = np.full(down.size, -1, dtype=np.int32)
    number[bed] = np.arange(bed.size, dtype=np.int32)
    below = number[down[bed]]
    below = np.where(below >= 0, below, np.arange(bed.size))
    above = np.arange(bed.size)
    order = np.argsort(cells.flat[bed], kind="stable")  # of several tributaries the largest goes on
    order = order[below[order] != order]
    above[below[order]] = order
    steps = max(1, round(rule.over_m / ground.cell))
    up, down_ = _slope_along(ground, heights, bed, above, steps), _slope_along(ground, heights, bed, below, steps)
    change = np.nan_to_num(up + down_)  # the way up rises, the way down falls: the signs differ
    highest = change.copy()
    for follow in (above, below):
        here = np.arange(bed.size)
        for _ in range(steps):
            here = follow[here]
            highest = np.maximum(highest, change[here])
    chosen = (change > rule.slope_change_deg) & (change >= highest)
    return bed[chosen], change[chosen]


def _slope_along(ground: Ground, heights: np.ndarray, bed: np.ndarray, follow: np.ndarray, steps: int) -> np.ndarray:
    """Return the slope in degrees over some steps of the bed in one direction: up positive, down negative."""
    here, length = np.arange(bed.size), np.zeros(bed.size)
    for _ in range(steps):
        there = follow[here]
        row, column = np.divmod(bed[here], ground.columns)
        row2, column2 = np.divmod(bed[there], ground.columns)
        length += np.hypot(row - row2, column - column2) * ground.cell
        here = there
    rise = heights.flat[bed[here]] - heights.flat[bed]
    with np.errstate(invalid="ignore", divide="ignore"):
        degrees: np.ndarray = np.degrees(np.arctan(rise / length))
    return degrees


def _write(ground: Ground, path: Path, values: np.ndarray, missing: np.ndarray) -> None:
    made = ground.create(path)
    values[missing] = np.nan
    made.GetRasterBand(1).WriteArray(np.nan_to_num(values, nan=NODATA))
    made.FlushCache()
