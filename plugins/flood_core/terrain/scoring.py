"""What the ground says about each building: every factor measured, scored, and the sum that ranks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Mapping, Sequence

import numpy as np
from scipy.spatial import cKDTree

from ..progress import Feedback, raise_if_cancelled, tracked
from .factors import FACTORS, HIGHEST_SCORE, Thresholds
from .flow import Flow
from .ground import Ground, read_rows
from .homes import Homes
from .landform import LowGround


@dataclass(frozen=True)
class Zone:
    """A known hazard: a registered zone or a historic mark."""

    geometry: Any  # ogr.Geometry, in the plane of the ground
    uid: str = ""
    name: str = ""
    category: str = ""


@dataclass(frozen=True)
class Stream:
    """A known watercourse, drawn downstream."""

    geometry: Any  # ogr.Geometry, in the plane of the ground
    catchment_km2: float | None = None
    name: str = ""


@dataclass(frozen=True)
class StreamCells:
    """Where water runs, and how much ground drains through there."""

    places: np.ndarray  # x, y
    km2: np.ndarray


@dataclass(frozen=True)
class Measured:
    """One factor of all buildings; NaN where it says nothing."""

    value: np.ndarray
    score: np.ndarray
    further: Mapping[str, np.ndarray] = field(default_factory=dict)  # km2 of the stream, number of the zone ...


@dataclass(frozen=True)
class Found:
    """All factors that could be measured."""

    factors: Mapping[str, Measured]
    highest: np.ndarray  # the highest score of each building: it decides
    sum: np.ndarray  # the weighted sum: it ranks


def measure(
    ground: Ground,
    homes: Homes,
    rules: Thresholds,
    *,
    slope: Path,
    cliffs: np.ndarray,
    low: LowGround,
    flow: Flow | None,
    streams: StreamCells | None,
    zones: Sequence[Zone] | None,
    feedback: Feedback,
) -> Found:
    """Measure every factor of every building; what has no input is left out. Raises: Cancelled."""
    factors: dict[str, Measured] = {"slope": _slope(ground, homes, rules, slope, feedback)}
    factors["cliff"] = _near_points(homes, rules, "cliff", ground.centres(cliffs))
    raise_if_cancelled(feedback)
    if streams is not None:
        factors["stream"] = _streams(homes, rules, streams)
    if flow is not None:
        factors["hand"] = _hand(ground, homes, rules, flow)
        depth = homes.highest(_at_corners(ground, homes, flow.sink))
        factors["sink"] = Measured(depth, rules.score("sink", _beyond_noise(depth, ground)))
        mouths = _near_points(homes, rules, "gully", ground.centres(flow.mouths))
        nearest = mouths.further["number"]
        known = {"km2": _picked(flow.mouth_km2, nearest), "change_deg": _picked(flow.mouth_change, nearest)}
        factors["gully"] = Measured(mouths.value, mouths.score, known)
    raise_if_cancelled(feedback)
    factors["low_ground"] = _low(ground, homes, rules, low)
    if zones is not None:
        factors["registered"] = _registered(homes, rules, zones, feedback)
    ordered = {name: factors[name] for name in FACTORS if name in factors}
    scores = np.stack([one.score for one in ordered.values()])
    weights = np.array([rules.weight(name) for name in ordered])
    return Found(ordered, scores.max(axis=0).clip(0, HIGHEST_SCORE), np.round(weights @ scores, 3))


def _at_corners(ground: Ground, homes: Homes, raster: Path) -> np.ndarray:
    row, column, inside = ground.cell_of(homes.corners[:, 0], homes.corners[:, 1])
    values = read_rows(raster)[row, column].astype(float)
    values[~inside] = np.nan
    return values


def _beyond_noise(depth: np.ndarray, ground: Ground) -> np.ndarray:
    """Return sink depths less what rounding to whole metres alone makes of flat ground."""
    return depth - 1.0 if ground.whole_metres else depth


def _slope(ground: Ground, homes: Homes, rules: Thresholds, slope: Path, feedback: Feedback) -> Measured:
    """Return the steepest slope around each building, on ground as high as its own or higher."""
    heights, slopes = read_rows(ground.path), read_rows(slope)
    row, column, _ = ground.cell_of(homes.middles[:, 0], homes.middles[:, 1])
    own, steepest = heights[row, column], slopes[row, column].astype(float)
    reach = int(rules.factor("slope")["within_m"] / ground.cell)
    around = np.arange(-reach, reach + 1)
    for rows in tracked(around, feedback):
        for columns in around:
            if rows * rows + columns * columns > reach * reach:
                continue
            there, across = row + rows, column + columns
            inside = (there >= 0) & (there < ground.rows) & (across >= 0) & (across < ground.columns)
            there, across = np.where(inside, there, row), np.where(inside, across, column)
            higher = heights[there, across] >= own
            steepest = np.fmax(steepest, np.where(higher, slopes[there, across], np.nan))
    return Measured(steepest, rules.score("slope", steepest))


def _near_points(homes: Homes, rules: Thresholds, name: str, places: np.ndarray) -> Measured:
    distance, number = _nearest(homes, places, rules.reach_m(name))
    return Measured(distance, rules.score(name, distance), {"number": number})


def _nearest(homes: Homes, places: np.ndarray, within_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the distance from each building to the nearest place (NaN beyond ``within_m``), and which it is."""
    if len(places) == 0:
        return np.full(len(homes), np.nan), np.full(len(homes), -1)
    distance, number = cKDTree(places).query(homes.corners, distance_upper_bound=within_m + 1e-3)
    nearest = np.lexsort((number, distance, homes.owner))  # the corners of a building side by side, the nearest first
    nearest = nearest[homes.first]
    distance, number = distance[nearest], number[nearest]
    far = ~np.isfinite(distance)
    return np.where(far, np.nan, distance), np.where(far, -1, number)


def _picked(values: np.ndarray, number: np.ndarray) -> np.ndarray:
    if values.size == 0:
        return np.full(number.size, np.nan)
    picked: np.ndarray = np.where(number >= 0, values[number], np.nan)
    return picked


def _streams(homes: Homes, rules: Thresholds, streams: StreamCells) -> Measured:
    value, score = np.full(len(homes), np.nan), np.zeros(len(homes), dtype=np.int8)
    km2 = np.full(len(homes), np.nan)
    for band in sorted(rules.factor("stream")["bands"], key=lambda one: -one["from_km2"]):
        large = streams.km2 >= band["from_km2"]
        reach = max(limit for limit, _ in band["steps"])
        distance, number = _nearest(homes, streams.places[large], reach)
        scored = rules.score("stream", distance, band["steps"])
        better = (scored > score) | (np.isnan(value) & ~np.isnan(distance))
        value, score = np.where(better, distance, value), np.where(better, scored, score)
        km2 = np.where(better, _picked(streams.km2[large], number), km2)
    return Measured(value, score, {"km2": km2})


def _hand(ground: Ground, homes: Homes, rules: Thresholds, flow: Flow) -> Measured:
    height = homes.lowest(_at_corners(ground, homes, flow.hand))
    distance, km2 = _nearest_stream(ground, homes, rules, flow)
    near = np.where(np.isnan(distance), np.nan, height)
    return Measured(near, rules.score("hand", near), {"distance_m": distance, "km2": km2})


def _nearest_stream(ground: Ground, homes: Homes, rules: Thresholds, flow: Flow) -> tuple[np.ndarray, np.ndarray]:
    """Return distance and catchment of the stream that may reach each building: a large one reaches further.

    On even ground everything lies less than a metre above the next ditch, however far away.
    """
    factor = rules.factor("hand")
    places = ground.centres(flow.streams)
    distance, number = _nearest(homes, places, float(factor["within_m"]))
    km2 = _picked(flow.stream_km2, number)
    large = flow.stream_km2 >= factor["large_km2"]
    far, which = _nearest(homes, places[large], float(factor["large_within_m"]))
    wanted = np.isnan(distance) & ~np.isnan(far)
    return np.where(wanted, far, distance), np.where(wanted, _picked(flow.stream_km2[large], which), km2)


def _low(ground: Ground, homes: Homes, rules: Thresholds, low: LowGround) -> Measured:
    row, column, _ = ground.cell_of(homes.middles[:, 0], homes.middles[:, 1])
    metres = read_rows(low.position)[row, column].astype(float)
    deviations = metres / low.deviation_m if low.deviation_m > 0 else np.full(metres.shape, np.nan)
    return Measured(deviations, rules.score("low_ground", deviations), {"metres": metres})


def _registered(homes: Homes, rules: Thresholds, zones: Sequence[Zone], feedback: Feedback) -> Measured:
    reach = rules.reach_m("registered")
    distance, number = np.full(len(homes), np.inf), np.full(len(homes), -1)
    x, y = homes.middles[:, 0], homes.middles[:, 1]
    for place, zone in tracked(list(enumerate(zones)), feedback, len(zones)):
        west, east, south, north = zone.geometry.GetEnvelope()
        margin = reach + 100.0  # a building is rarely longer from its middle
        box = (x >= west - margin) & (x <= east + margin) & (y >= south - margin) & (y <= north + margin)
        for home in np.flatnonzero(box):
            metres = zone.geometry.Distance(homes.homes[home].geometry)
            if metres < distance[home]:
                distance[home], number[home] = metres, place
    far = distance > reach
    value = np.where(far, np.nan, distance)
    return Measured(value, rules.score("registered", value), {"number": np.where(far, -1, number)})
