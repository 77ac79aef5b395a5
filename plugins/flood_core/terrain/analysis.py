"""The whole analysis: from terrain, buildings, streams and registers to settlements in danger."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any, Callable, Iterator, Sequence

import numpy as np
from osgeo import gdal, ogr

from ..areas.geo_file import checksum
from ..errors import QT_TRANSLATE_NOOP
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources.version import software_version
from .factors import FACTORS, Thresholds, default_thresholds
from .flow import MEMORY_MB, Flow, GullyRule, find_flow
from .grass import NoGrass, find_grass
from .ground import CACHE_MB, Ground, prepare, read_rows
from .homes import Home, Homes, homes_on
from .landform import cliff_cells, low_ground, slope_degrees
from .scoring import Stream, StreamCells, Zone, measure
from .settlements import Settlement, settlements
from .stream_lines import stream_lines

gdal.UseExceptions()

Notes = list[tuple[str, dict[str, Any]]]

NO_GRASS = QT_TRANSLATE_NOOP("errors", "GRASS is not installed here: without it nothing is said about {factors}.")
COARSE = QT_TRANSLATE_NOOP(
    "errors",
    "The terrain model has cells of {cell} m: its streams and distances are good to about one cell, and"
    " it cannot see cut slopes, walls, dikes and gullies narrower than about {blind} m.",
)
UPHILL = QT_TRANSLATE_NOOP(
    "errors",
    "{count} of {total} given streams run uphill: they are drawn against the flow,"
    " or the terrain model is of another place.",
)
NO_STREAMS_THERE = QT_TRANSLATE_NOOP("errors", "None of the given streams lies on the terrain model.")
OUTSIDE = QT_TRANSLATE_NOOP("errors", "{count} buildings lie outside the terrain model; nothing is said about them.")
NO_PEOPLE = QT_TRANSLATE_NOOP(
    "errors", "Nobody counted the people of these buildings: settlements are told by buildings only."
)
#: The chance of a rise between two ends of a stream that is no more than the model's own error, in metres.
UPHILL_M = 3.0


@dataclass(frozen=True)
class Inputs:
    """What a run begins from; shapes come as functions, because they are wanted in the plane of the ground."""

    dem: Path
    homes: Callable[[Ground], Sequence[Home]]
    homes_from: str  # what a person reads: the file or the area
    streams: Callable[[Ground], Sequence[Stream]] | None = None
    zones: Callable[[Ground], Sequence[Zone]] | None = None
    crs: str | None = None  # of a terrain model that does not name it
    cell: float | None = None  # metres; None = as it is
    bounds: tuple[float, float, float, float] | None = None  # degrees
    height_unit: str | None = None
    nodata: float | None = None
    memory_mb: int = MEMORY_MB  # that the search for the flow may take
    captured_on: date | None = None  # of the terrain model
    said: dict[str, Any] = field(default_factory=dict)  # further sources with their dates, as the run keeps them


@dataclass(frozen=True)
class Run:
    """One run with all that is needed to understand and to repeat it."""

    settlements: tuple[Settlement, ...]
    crs: str
    resolution_m: float  # of the terrain model given
    cell_m: float  # reckoned with
    buildings: int  # looked at
    inputs: dict[str, Any]
    thresholds: dict[str, Any]
    version: str
    made_at: datetime
    missing: tuple[str, ...]  # factors that could not be found
    notes: tuple[tuple[str, dict[str, Any]], ...]  # marked texts with their values
    streams: Any = None  # ogr.Geometry in ``crs``: what the terrain shows; None where the flow was not found


@contextmanager
def work_folder() -> Iterator[Path]:
    """Give a temporary folder for the rasters of a run; meanwhile GDAL keeps little of them in memory."""
    folder, kept = Path(tempfile.mkdtemp(prefix="floodmap-terrain-")), gdal.GetCacheMax()
    gdal.SetCacheMax(CACHE_MB * 2**20)
    try:
        yield folder
    finally:
        gdal.SetCacheMax(kept)
        shutil.rmtree(folder, ignore_errors=True)


def analyse(
    inputs: Inputs, rules: Thresholds | None = None, feedback: Feedback | None = None, *, with_flow: bool = True
) -> Run:
    """Find the settlements in danger.

    Raises: UnusableTerrain, TerrainElsewhere, UnreadableBaseFile, NoCoordinateSystem, UnknownHeightUnit, NoBuildings,
    NothingInside, GrassFailed, Cancelled.
    """
    rules, feedback = rules or default_thresholds(), feedback or Silent()
    with work_folder() as folder:
        ground = prepare(
            inputs.dem, folder, Part(feedback, 0, 10), crs=inputs.crs, cell=inputs.cell, bounds=inputs.bounds,
            height_unit=inputs.height_unit, nodata=inputs.nodata,
        )  # fmt: skip
        homes = homes_on(ground, inputs.homes(ground), inputs.homes_from)
        given = list(inputs.streams(ground)) if inputs.streams else None
        zones = list(inputs.zones(ground)) if inputs.zones else None
        notes: Notes = [*ground.notes, *_notes(ground, homes, given)]
        slope = slope_degrees(ground, Part(feedback, 10, 15))
        cliff = rules.factor("cliff")
        cliffs = cliff_cells(ground, slope, cliff["slope_deg"], cliff["relief_m"], Part(feedback, 15, 18))
        low = low_ground(ground, rules.factor("low_ground")["within_m"], Part(feedback, 18, 22))
        flow = flow_of(ground, rules, Part(feedback, 22, 80), given, inputs.memory_mb) if with_flow else None
        streams = stream_cells(ground, flow, given)
        found = measure(
            ground, homes, rules, slope=slope, cliffs=cliffs, low=low, flow=flow, streams=streams, zones=zones,
            feedback=Part(feedback, 80, 92),
        )  # fmt: skip
        made = settlements(homes, found, rules, zones or [], Part(feedback, 92, 99))
        missing = tuple(name for name in FACTORS if name not in found.factors)
        if flow is None:
            notes.append((NO_GRASS, {"factors": missing}))
        return Run(
            tuple(made), ground.crs, ground.source_cell, ground.cell, len(homes), _described(inputs, ground, feedback),
            dict(rules.values), software_version(), datetime.now(timezone.utc), missing, tuple(notes),
            None if flow is None else stream_lines(ground, flow, rules.drainage_km2),
        )  # fmt: skip


def flow_of(
    ground: Ground, rules: Thresholds, feedback: Feedback, given: Sequence[Stream] | None = None,
    memory_mb: int = MEMORY_MB,
) -> Flow | None:  # fmt: skip
    """Return the flow of water, None where GRASS is not installed. Raises: GrassFailed, Cancelled."""
    base = find_grass()
    if base is None:
        return None
    gully = rules.factor("gully")
    rule = GullyRule(gully["from_km2"], gully["slope_change_deg"], gully["over_m"])
    drawn = _drawn_cells(ground, given)[0] if given else None
    return find_flow(base, ground, rules.drainage_km2, rule, feedback, drawn, memory_mb)


def flow_needed(ground: Ground, rules: Thresholds, feedback: Feedback) -> Flow:
    """Return the flow of water. Raises: NoGrass, GrassFailed, Cancelled."""
    flow = flow_of(ground, rules, feedback)
    if flow is None:
        raise NoGrass
    return flow


def stream_cells(ground: Ground, flow: Flow | None, given: Sequence[Stream] | None) -> StreamCells | None:
    """Return where water runs: what the flow found and what was given; None when there is neither."""
    places, sizes = [], []
    if flow is not None:
        places.append(ground.centres(flow.streams))
        sizes.append(flow.stream_km2)
    if given:
        cells, km2 = _drawn_cells(ground, given)
        if flow is not None and cells.size:
            km2 = np.fmax(km2, _largest_around(ground, flow, cells))
        places.append(ground.centres(cells))
        sizes.append(np.nan_to_num(km2, nan=0.5))  # a drawn stream of unknown size counts as a small one
    if not places:
        return None
    return StreamCells(np.concatenate(places), np.concatenate(sizes))


def _drawn_cells(ground: Ground, given: Sequence[Stream]) -> tuple[np.ndarray, np.ndarray]:
    """Return the cells that given streams cross, and the catchment given with them (NaN: unknown)."""
    sizes = sorted({stream.catchment_km2 for stream in given}, key=lambda one: -1.0 if one is None else one)
    cells, km2 = [np.empty(0, dtype=np.int64)], [np.empty(0)]
    for size in sizes:
        mask = gdal.GetDriverByName("MEM").Create("", ground.columns, ground.rows, 1, gdal.GDT_Byte)
        mask.SetGeoTransform((ground.west, ground.cell, 0.0, ground.north, 0.0, -ground.cell))
        store = ogr.GetDriverByName("Memory").CreateDataSource("")
        layer = store.CreateLayer("streams", ground.system())
        for stream in given:
            if stream.catchment_km2 == size:
                feature = ogr.Feature(layer.GetLayerDefn())
                feature.SetGeometry(stream.geometry)
                layer.CreateFeature(feature)
        gdal.RasterizeLayer(mask, [1], layer, burn_values=[1], options=["ALL_TOUCHED=TRUE"])
        drawn = np.flatnonzero(mask.ReadAsArray())
        cells.append(drawn)
        km2.append(np.full(drawn.size, np.nan if size is None else float(size)))
    return np.concatenate(cells), np.concatenate(km2)


def _largest_around(ground: Ground, flow: Flow, cells: np.ndarray) -> np.ndarray:
    """Return the largest catchment within two cells: a drawn stream runs beside the derived one."""
    catchment = read_rows(flow.catchment)
    row, column = np.divmod(cells, ground.columns)
    largest = np.zeros(cells.size)
    for rows in range(-2, 3):
        for columns in range(-2, 3):
            there = np.clip(row + rows, 0, ground.rows - 1)
            largest = np.fmax(largest, np.abs(catchment[there, np.clip(column + columns, 0, ground.columns - 1)]))
    return largest * ground.cell**2 / 1e6


def _notes(ground: Ground, homes: Homes, given: Sequence[Stream] | None) -> Notes:
    notes: Notes = [(COARSE, {"cell": f"{ground.source_cell:.3g}", "blind": f"{3 * ground.source_cell:.3g}"})]
    if homes.outside:
        notes.append((OUTSIDE, {"count": homes.outside}))
    if all(home.people is None for home in homes.homes):
        notes.append((NO_PEOPLE, {}))
    if given:
        there, uphill = _uphill(ground, given)
        if there == 0:
            notes.append((NO_STREAMS_THERE, {}))
        elif uphill:
            notes.append((UPHILL, {"count": uphill, "total": there}))
    return notes


def _uphill(ground: Ground, given: Sequence[Stream]) -> tuple[int, int]:
    """Return how many given streams lie on the ground, and how many of them end higher than they begin."""
    ends = []
    for stream in given:
        for part in [stream.geometry] if stream.geometry.GetGeometryCount() == 0 else stream.geometry:
            if part.GetPointCount() > 1 and part.GetGeometryType() == ogr.wkbLineString:
                ends.append((*part.GetPoint_2D(0), *part.GetPoint_2D(part.GetPointCount() - 1)))
    areas = sum(stream.geometry.GetDimension() == 2 for stream in given)
    if not ends:
        return areas, 0
    line = np.array(ends)
    heights = ground.read()
    row, column, inside = ground.cell_of(line[:, 0], line[:, 1])
    row2, column2, inside2 = ground.cell_of(line[:, 2], line[:, 3])
    rise = np.where(inside & inside2, heights[row2, column2] - heights[row, column], 0.0)
    return int((inside | inside2).sum()) + areas, int((rise > UPHILL_M).sum())


def _described(inputs: Inputs, ground: Ground, feedback: Feedback) -> dict[str, Any]:
    raise_if_cancelled(feedback)
    return {
        "terrain": {
            "file": inputs.dem.name, "sha256": checksum(inputs.dem, Part(feedback, 99, 100)), "crs": ground.source_crs,
            "resolution_m": round(ground.source_cell, 3),
            "captured_on": inputs.captured_on and inputs.captured_on.isoformat(),
            "cells": ground.cells, "plane": ground.crs, "bounds": inputs.bounds,
        },
        "buildings": inputs.homes_from,
        **inputs.said,
    }  # fmt: skip
