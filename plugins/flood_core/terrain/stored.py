"""A run in an area of the database: its inputs from the registers and the base map, its result back into it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from ..database.connection import Connection, transaction
from ..database.rasters import rasters_under
from ..database.terrain_runs import (
    AreaInputs,
    NewSettlement,
    NoTerrain,
    StoredSettlement,
    area_box,
    area_inputs,
    save_run,
    villages_at,
)
from ..errors import Translate
from ..progress import Feedback, Silent
from .analysis import Inputs, Run, analyse
from .contours import interval_in
from .factors import Thresholds, default_thresholds
from .flow import MEMORY_MB
from .ground import Ground
from .homes import Home, from_degrees
from .result_file import in_degrees, reasons_as_data, record_of
from .scoring import Stream, Zone
from .settlements import Settlement
from .words import notes_of, reasons_of

#: As what a settlement would enter the register, by its heaviest reason: riverside village, waterlogged ground, slope.
CATEGORIES = {"stream": "0504", "hand": "0504", "gully": "0504", "sink": "0505", "low_ground": "0505"}
SLOPE_CATEGORY = "0509"


def analyse_area(
    connection: Connection,
    area: str,
    rules: Thresholds | None = None,
    feedback: Feedback | None = None,
    *,
    dem: Path | None = None,
    cell: float | None = None,
    with_flow: bool = True,
    memory_mb: int = MEMORY_MB,
) -> Run:
    """Run the analysis on an area of the database and keep nothing; ``store`` keeps it.

    Raises: NoTerrain, and what ``analyse`` raises.
    """
    rules, feedback = rules or default_thresholds(), feedback or Silent()
    found = area_inputs(connection, area, rules.factor("registered")["categories"])
    if dem is None and found.dem is None:
        raise NoTerrain(area=found.name)
    inputs = inputs_of_area(found, area)
    inputs = replace(inputs, dem=dem or inputs.dem, captured_on=None if dem else found.captured_on, cell=cell,
                     memory_mb=memory_mb)  # fmt: skip
    return analyse(inputs, rules, feedback, with_flow=with_flow)


def preview(connection: Connection, area: str, run: Run, translate: Translate) -> list[StoredSettlement]:
    """Return the settlements of a run that is not kept as lists and maps show them; their uids are empty."""
    shapes = [bytes(in_degrees(one.geometry, run).ExportToWkb()) for one in run.settlements]
    places = villages_at(connection, area, shapes)
    return [
        StoredSettlement(
            "", one.rank, one.class_name, one.score, code, name, category_of(one), one.buildings, one.households,
            one.people, reasons_of(one, translate), shape.hex(),
        )
        for one, shape, (code, name) in zip(run.settlements, shapes, places)
    ]  # fmt: skip


class TerrainUnder(NamedTuple):
    """The terrain model to lay under the map of a run, and the step between its contours in metres."""

    path: Path
    interval_m: float


def terrain_under(connection: Connection, area: str, given: Path | None = None) -> TerrainUnder | None:
    """Return the terrain model of an area, or the one given; None where its file does not lie on this computer."""
    with transaction(connection) as cursor:
        rasters = rasters_under(cursor, area, "dem")
        box = area_box(cursor, area)
    path = given or next((one.path for one in reversed(rasters)), None)
    if path is None or box is None or not path.is_file():
        return None
    step = interval_in(path, box)
    return None if step is None else TerrainUnder(path, step)


def inputs_of_area(found: AreaInputs, area: str) -> Inputs:
    """Return the inputs of a run from what the database has."""

    def homes(ground: Ground) -> list[Home]:
        return [Home(from_degrees(wkb, ground), uid, count, people) for wkb, uid, count, people in found.buildings]

    def streams(ground: Ground) -> list[Stream]:
        return [Stream(from_degrees(wkb, ground), km2, name) for wkb, km2, name in found.streams]

    def zones(ground: Ground) -> list[Zone]:
        return [Zone(from_degrees(wkb, ground), uid, name, code) for wkb, uid, name, code in found.zones]

    said: dict[str, Any] = {
        "area": area,
        "zones": len(found.zones),
        "streams": len(found.streams),
        "sources": found.sources,
    }
    return Inputs(found.dem or Path(), homes, found.name, streams, zones, bounds=found.bounds, said=said)


def store(connection: Connection, area: str, run: Run, translate: Translate) -> str:
    """Keep a run in the database; return its uid. Raises: RightsRefused, ConnectionLost."""
    rows = [
        NewSettlement(
            bytes(in_degrees(one.geometry, run).ExportToWkb()), category_of(one), one.rank, one.class_name, one.score,
            one.buildings, one.households, one.people, reasons_as_data(one), reasons_of(one, translate),
        )
        for one in run.settlements
    ]  # fmt: skip
    notes = "\n".join(notes_of(run, translate))
    streams = None if run.streams is None else bytes(in_degrees(run.streams, run).ExportToWkb())
    return save_run(connection, area, run.resolution_m, run.buildings, record_of(run), notes, rows, streams)


def category_of(settlement: Settlement) -> str:
    """Return the register's category for a settlement: that of its heaviest reason from the ground."""
    leading = next((reason.factor for reason in settlement.reasons if reason.factor != "registered"), "")
    return CATEGORIES.get(leading, SLOPE_CATEGORY)
