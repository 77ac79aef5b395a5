"""Buildings in danger that stand together: polygons with their class, rank, people and reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np
from osgeo import ogr
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..progress import Feedback, raise_if_cancelled
from .factors import UPWARDS, Thresholds
from .homes import Homes
from .scoring import Found, Measured, Zone

#: Corners of so many buildings are compared at once.
_AT_ONCE = 20_000
_ROUND_M = 0.01


@dataclass(frozen=True)
class Reason:
    """Why a settlement is in danger: one factor with its worst measured value."""

    factor: str
    score: int
    value: float  # degrees, metres, or standard deviations
    buildings: int  # how many buildings score by this factor
    further: dict[str, Any]  # km2, metres, change_deg, name of the zone


@dataclass(frozen=True)
class Settlement:
    """People who live together in danger."""

    geometry: Any  # ogr.Geometry, in the plane of the ground
    class_name: str  # high | medium | low
    rank: int  # 1 = the worst
    score: float  # the highest weighted sum of its buildings
    buildings: int
    households: int | None  # None: nobody counted them
    people: int | None
    reasons: tuple[Reason, ...]
    members: tuple[int, ...]  # numbers of the buildings
    registered: bool  # inside or beside a known zone


def settlements(
    homes: Homes, found: Found, rules: Thresholds, zones: Sequence[Zone], feedback: Feedback
) -> list[Settlement]:
    """Return the settlements, the worst first; the same input gives the same polygons. Raises: Cancelled."""
    groups: list[np.ndarray] = []
    waiting = np.empty(0, dtype=np.int64)
    scores = sorted({int(score) for score in found.highest if rules.class_of(int(score))}, reverse=True)
    for score in scores:
        raise_if_cancelled(feedback)
        chosen = np.sort(np.concatenate([waiting, np.flatnonzero(found.highest == score)]))
        # Too few of the highest stand together: they count with their neighbours of the next score.
        large, waiting = _together(homes, chosen, rules)
        groups += large
    order = sorted(groups, key=lambda group: _badness(group, homes, found))
    made: list[Settlement] = []
    taken: Any = None
    for group in order:
        outline = _outline(homes, group, rules, taken)
        if outline is None:
            continue
        taken = outline.Clone() if taken is None else taken.Union(outline)
        made.append(_settlement(outline, group, len(made) + 1, homes, found, rules, zones))
    return made


def _together(homes: Homes, chosen: np.ndarray, rules: Thresholds) -> tuple[list[np.ndarray], np.ndarray]:
    """Return groups that are a settlement, and the buildings that stand too much alone."""
    if chosen.size == 0:
        return [], chosen
    label = _linked(homes, chosen, rules.link_m)
    large: list[np.ndarray] = []
    alone: list[np.ndarray] = []
    for number in range(label.max() + 1):
        group = chosen[label == number]
        people = sum(homes.homes[one].people or 0 for one in group)
        is_large = group.size >= rules.least_buildings or people >= rules.least_people
        (large if is_large else alone).append(group)
    return large, np.concatenate(alone) if alone else np.empty(0, dtype=np.int64)


def _linked(homes: Homes, chosen: np.ndarray, within_m: float) -> np.ndarray:
    number = np.full(len(homes), -1)
    number[chosen] = np.arange(chosen.size)
    corner = np.flatnonzero(number[homes.owner] >= 0)
    owner, places = number[homes.owner[corner]], homes.corners[corner]
    tree = cKDTree(places)
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for first in range(0, len(places), _AT_ONCE):
        some = cKDTree(places[slice(first, first + _AT_ONCE)])
        near = some.sparse_distance_matrix(tree, within_m, output_type="ndarray")
        both = np.column_stack([owner[near["i"] + first], owner[near["j"]]])
        pairs.append(np.unique(both[both[:, 0] < both[:, 1]], axis=0))
    both = np.concatenate(pairs)
    graph = coo_matrix((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(chosen.size, chosen.size))
    label: np.ndarray = connected_components(graph, directed=False)[1]
    return label


def _badness(group: np.ndarray, homes: Homes, found: Found) -> tuple[float, ...]:
    """Return what sorts settlements: the highest score, the weighted sum, people, buildings, then the place."""
    people = sum(homes.homes[one].people or 0 for one in group)
    x, y = homes.middles[group].min(axis=0)
    return -int(found.highest[group].max()), -float(found.sum[group].max()), -people, -group.size, float(x), float(y)


def _outline(homes: Homes, group: np.ndarray, rules: Thresholds, taken: Any) -> Any:
    """Return the polygon around a group, without what worse ones cover; None for a sliver."""
    wide = max(rules.link_m / 2, rules.margin_m) + 0.5  # linked buildings touch when each grows by half the link
    grown = ogr.Geometry(ogr.wkbMultiPolygon)
    for one in group:
        shape = homes.homes[one].geometry.Buffer(wide, 4)
        for part in [shape] if shape.GetGeometryType() == ogr.wkbPolygon else shape:
            grown.AddGeometry(part)
    outline = grown.UnionCascaded().Buffer(rules.margin_m - wide, 4)
    if taken is not None and outline.Intersects(taken):
        outline = outline.Difference(taken)
    outline = outline.SimplifyPreserveTopology(1.0)
    parts = [outline] if outline.GetGeometryType() == ogr.wkbPolygon else list(outline)
    kept = ogr.Geometry(ogr.wkbMultiPolygon)
    for part in parts:
        if part.GetGeometryType() == ogr.wkbPolygon and part.GetArea() >= rules.sliver_m2:
            kept.AddGeometry(_rounded(part))
    return kept if kept.GetGeometryCount() else None


def _rounded(polygon: Any) -> Any:
    """Return a polygon on centimetres, so that two machines write the same."""
    result = ogr.Geometry(ogr.wkbPolygon)
    for ring in polygon:
        line = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in np.round(np.array(ring.GetPoints())[:, :2] / _ROUND_M) * _ROUND_M:
            line.AddPoint_2D(float(x), float(y))
        result.AddGeometry(line)
    return result


def _settlement(
    outline: Any, group: np.ndarray, rank: int, homes: Homes, found: Found, rules: Thresholds, zones: Sequence[Zone]
) -> Settlement:
    members = [homes.homes[one] for one in group]
    reasons = [_reason(name, one, group, zones) for name, one in found.factors.items() if one.score[group].max() > 0]
    registered = found.factors.get("registered")
    return Settlement(
        outline, rules.class_of(int(found.highest[group].max())) or "low", rank, float(found.sum[group].max()),
        len(members), _counted([one.households for one in members]), _counted([one.people for one in members]),
        tuple(sorted(reasons, key=lambda one: -one.score)), tuple(int(one) for one in group),
        registered is not None and bool((registered.score[group] > 0).any()),
    )  # fmt: skip


def _counted(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _reason(name: str, measured: Measured, group: np.ndarray, zones: Sequence[Zone]) -> Reason:
    score, value = measured.score[group], measured.value[group]
    sign = -1.0 if name in UPWARDS else 1.0
    worst = int(np.lexsort((group, np.nan_to_num(sign * value, nan=np.inf), -score))[0])
    further: dict[str, Any] = {
        key: round(float(values[group[worst]]), 3)
        for key, values in measured.further.items()
        if key != "number" and np.isfinite(values[group[worst]])
    }
    if name == "registered":
        zone = zones[int(measured.further["number"][group[worst]])]
        further.update(name=zone.name, uid=zone.uid, category=zone.category)
    return Reason(name, int(score[worst]), round(float(value[worst]), 2), int((score > 0).sum()), further)
