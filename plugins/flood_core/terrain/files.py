"""The inputs of a run from files that somebody sent: terrain, buildings, streams, known zones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Sequence

from .analysis import Inputs
from .flow import MEMORY_MB
from .ground import Ground
from .homes import homes_of_file, shapes_of_file
from .scoring import Stream, Zone

_NAMES = ("name", "名称")
_CATEGORIES = ("category_code", "category", "风险类别")
_CATCHMENTS = ("catchment_km2", "集水面积")


@dataclass(frozen=True)
class Files:
    """What a person names; layers are found by their usual names, ``crs`` stands in where a file names none."""

    dem: Path
    buildings: Path
    streams: Path | None = None
    zones: Path | None = None
    buildings_layer: str | None = None
    streams_layer: str | None = None
    zones_layer: str | None = None
    crs: str | None = None
    cell: float | None = None
    height_unit: str | None = None
    nodata: float | None = None
    captured_on: date | None = None
    memory_mb: int = MEMORY_MB


def inputs_from(files: Files) -> Inputs:
    """Return the inputs of a run from files; they are read when the plane is known."""
    said = {name: path.name for name, path in (("streams", files.streams), ("zones", files.zones)) if path}
    return Inputs(
        files.dem,
        lambda ground: homes_of_file(files.buildings, ground, files.buildings_layer, files.crs),
        files.buildings.name,
        None if files.streams is None else partial(_streams, files, files.streams),
        None if files.zones is None else partial(_zones, files, files.zones),
        crs=files.crs, cell=files.cell, height_unit=files.height_unit, nodata=files.nodata,
        captured_on=files.captured_on, memory_mb=files.memory_mb, said=said,
    )  # fmt: skip


def _streams(files: Files, path: Path, ground: Ground) -> Sequence[Stream]:
    shapes = shapes_of_file(path, ground, files.streams_layer, files.crs, ("water", "waterways", "streams"))
    return [Stream(shape, _value(row, _CATCHMENTS), str(_value(row, _NAMES) or "")) for shape, row in shapes]


def _zones(files: Files, path: Path, ground: Ground) -> Sequence[Zone]:
    shapes = shapes_of_file(path, ground, files.zones_layer, files.crs, ("zones", "hazards"))
    return [
        Zone(shape, name=str(_value(row, _NAMES) or ""), category=str(_value(row, _CATEGORIES) or ""))
        for shape, row in shapes
    ]


def _value(row: dict[str, Any], names: Sequence[str]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)
