"""Where the water goes: GRASS finds the way out of every cell, all else follows from that way.

r.watershed's least-cost search leaves every sink over its lowest rim. So the
highest ground on the way down from a cell is the level to which water stands
there (sink depth), and the first stream cell on the way is what the height
above drainage is measured from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal
from scipy import ndimage

from ..progress import Feedback, Part
from .grass import grass_location
from .ground import NODATA, Ground, read_rows
from .ways import follow, inside, offsets

#: Inner gaps up to this size are bridged for the flow; larger ones are lakes, sea or missing sheets.
BRIDGED_M2 = 40_000.0
#: Cells of one step of the work on a whole raster.
_AT_ONCE = 2_000_000
#: What r.watershed needs for a cell when it keeps all of its work in memory, bytes.
BYTES_PER_CELL = 31
#: So much memory r.watershed may take; a model that needs more is worked on disk, which takes several times as long.
MEMORY_MB = 2_000


@dataclass(frozen=True)
class Flow:
    """The flow over one terrain model."""

    hand: Path  # metres above the first stream cell on the way down; nothing where none is met
    sink: Path  # metres of water that a sink holds
    catchment: Path  # cells that drain through each cell, itself among them
    streams: np.ndarray  # flat numbers of the stream cells
    stream_km2: np.ndarray  # the catchment of each
    stream_next: np.ndarray  # the cell that each flows into, its own where the way ends
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
    memory_mb: int = MEMORY_MB,
) -> Flow:
    """Return streams, height above drainage, sinks and gully mouths of a terrain model.

    ``base`` is GRASS's folder; ``given`` the flat numbers of cells where a stream is known to run;
    ``memory_mb`` what r.watershed may take, the result is the same with little. Raises: GrassFailed, Cancelled.
    """
    folder = ground.path.parent
    _bridge(ground)
    directions, catchment = _watershed(base, ground, memory_mb, Part(feedback, 0, 60))
    codes = _codes(ground, directions)
    cells = _catchment_cells(ground, catchment)
    heights = read_rows(_bridged(ground))
    km2 = ground.cell**2 / 1e6
    is_stream = cells >= drainage_km2 / km2
    if given is not None and given.size:
        is_stream.flat[given] = True
    mouths, change = _gully_mouths(ground, heights, codes, cells, gullies)
    feedback.setProgress(70)
    streams = np.flatnonzero(is_stream)
    stream_km2, mouth_km2 = cells.flat[streams] * km2, cells.flat[mouths] * km2
    stream_next = streams + offsets(ground.columns)[codes.flat[streams]]
    del cells
    depth = _sink_depth(heights, codes, Part(feedback, 70, 83))
    _write(ground, folder / "sink.tif", depth)
    del depth
    codes[is_stream] = 0
    hand = _above_drainage(heights, codes, is_stream, Part(feedback, 85, 98))
    _write(ground, folder / "hand.tif", hand)
    feedback.setProgress(100)
    return Flow(
        folder / "hand.tif", folder / "sink.tif", catchment, streams, stream_km2, stream_next, mouths, mouth_km2, change
    )  # fmt: skip


def _bridged(ground: Ground) -> Path:
    """Return the heights with small gaps bridged, where there are any."""
    path = ground.path.with_name("bridged.tif")
    return path if path.exists() else ground.path


def _bridge(ground: Ground) -> None:
    """Write the heights with small inner gaps bridged, unless there are no gaps."""
    heights = read_rows(ground.path)
    missing = np.isnan(heights)
    path = ground.path.with_name("bridged.tif")
    path.unlink(missing_ok=True)
    if not missing.any():
        return
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


def _watershed(base: Path, ground: Ground, memory_mb: int, feedback: Feedback) -> tuple[Path, Path]:
    folder = ground.path.parent
    flags = "-sa" if ground.cells * BYTES_PER_CELL <= memory_mb * 2**20 else "-sam"
    with grass_location(base, ground) as grass:
        grass.run(feedback, "r.external", "-o", f"input={_bridged(ground)}", "output=ground")
        options = ("format=GTiff", "extension=tif", "options=TILED=YES,BIGTIFF=IF_SAFER")
        grass.run(feedback, "r.external.out", f"directory={grass.folder}", *options)
        made = ("accumulation=catchment", "drainage=direction")
        grass.run(feedback, "r.watershed", flags, "elevation=ground", *made, f"memory={memory_mb}")
        moved = []
        for name in ("direction", "catchment"):
            target = folder / f"{name}.tif"
            (grass.folder / f"{name}.tif").replace(target)
            written = gdal.Open(str(target), gdal.GA_Update)
            written.SetProjection(ground.system().ExportToWkt())
            del written
            moved.append(target)
    return moved[0], moved[1]


def _codes(ground: Ground, directions: Path) -> np.ndarray:
    """Return the way down from every cell as directions, 0 where it ends."""
    codes = np.empty((ground.rows, ground.columns), dtype=np.int8)
    store = gdal.Open(str(directions))
    band = store.GetRasterBand(1)
    for first, last, _, _ in ground.strips():
        read = band.ReadAsArray(0, first, band.XSize, last - first)
        codes[first:last] = np.where((read > 0) & (read <= 8), read, 0)
    return inside(codes)


def _catchment_cells(ground: Ground, catchment: Path) -> np.ndarray:
    cells = np.empty((ground.rows, ground.columns), dtype=np.float32)
    store = gdal.Open(str(catchment))
    band = store.GetRasterBand(1)
    for first, last, _, _ in ground.strips():
        cells[first:last] = np.abs(np.nan_to_num(band.ReadAsArray(0, first, band.XSize, last - first)))
    return cells


def _above_drainage(heights: np.ndarray, codes: np.ndarray, is_stream: np.ndarray, feedback: Feedback) -> np.ndarray:
    """Return the height above the first stream cell on the way, NaN where none is met; ways end at the streams."""
    end, _ = follow(codes, feedback)
    flat, stream = heights.reshape(-1), is_stream.reshape(-1)
    above = np.empty_like(flat)
    for first in range(0, flat.size, _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        reached = end[some]
        above[some] = np.where(stream[reached], np.maximum(flat[some] - flat[reached], np.float32(0)), np.nan)
    result: np.ndarray = above.reshape(heights.shape)
    return result


def _sink_depth(heights: np.ndarray, codes: np.ndarray, feedback: Feedback) -> np.ndarray:
    """Return how deep water stands that cannot leave: up to the highest ground on its way out."""
    _, highest = follow(codes, feedback, heights)
    if highest is None:
        raise AssertionError("heights were given")
    result: np.ndarray = highest.reshape(heights.shape)
    result -= heights
    return result


def _gully_mouths(
    ground: Ground, heights: np.ndarray, codes: np.ndarray, cells: np.ndarray, rule: GullyRule
) -> tuple[np.ndarray, np.ndarray]:
    """Return the cells where the bed of a gully flattens most, and by how many degrees."""
    bed = np.flatnonzero(cells >= rule.from_km2 * 1e6 / ground.cell**2)
    if bed.size == 0:
        return bed, np.empty(0)
    next_cell = bed + offsets(ground.columns)[codes.flat[bed]]
    below = np.minimum(np.searchsorted(bed, next_cell), bed.size - 1)
    below = np.where(bed[below] == next_cell, below, np.arange(bed.size))
    above = np.arange(bed.size)
    order = np.argsort(cells.flat[bed], kind="stable")  # of several tributaries the largest goes on
    order = order[below[order] != order]
    above[below[order]] = order
    steps = max(1, round(rule.over_m / ground.cell))
    up, down = _slope_along(ground, heights, bed, above, steps), _slope_along(ground, heights, bed, below, steps)
    change = np.nan_to_num(up + down)  # the way up rises, the way down falls: the signs differ
    highest = change.copy()
    for along in (above, below):
        here = np.arange(bed.size)
        for _ in range(steps):
            here = along[here]
            highest = np.maximum(highest, change[here])
    chosen = (change > rule.slope_change_deg) & (change >= highest)
    return bed[chosen], change[chosen]


def _slope_along(ground: Ground, heights: np.ndarray, bed: np.ndarray, along: np.ndarray, steps: int) -> np.ndarray:
    """Return the slope in degrees over some steps of the bed in one direction: up positive, down negative."""
    row, column = np.divmod(bed, ground.columns)
    step = np.hypot(row - row[along], column - column[along]) * ground.cell
    here, length = np.arange(bed.size), np.zeros(bed.size)
    for _ in range(steps):
        length += step[here]
        here = along[here]
    rise = heights.flat[bed[here]] - heights.flat[bed]
    with np.errstate(invalid="ignore", divide="ignore"):
        degrees: np.ndarray = np.degrees(np.arctan(rise / length))
    return degrees


def _write(ground: Ground, path: Path, values: np.ndarray) -> None:
    """Write values where the terrain model has heights."""
    made = ground.create(path)
    band = made.GetRasterBand(1)
    for first, last, _, _ in ground.strips():
        known = ~(np.isnan(ground.read(first=first, rows=last - first)) | np.isnan(values[first:last]))
        band.WriteArray(np.where(known, values[first:last], np.float32(NODATA)), 0, first)
    made.FlushCache()
