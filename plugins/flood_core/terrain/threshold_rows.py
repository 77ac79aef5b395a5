"""The thresholds as a flat table that a person edits: one number in a row, with its factor and what it is."""

from __future__ import annotations

import json
from typing import Any, Iterator, Mapping, NamedTuple

from ..errors import QT_TRANSLATE_NOOP
from .factors import FACTORS, UPWARDS, Thresholds, thresholds

WHOLE = QT_TRANSLATE_NOOP("terrain", "settlements")
NUMBERS = {
    "drainage_km2": QT_TRANSLATE_NOOP("terrain", "a stream begins at, km²"),
    "link_m": QT_TRANSLATE_NOOP("terrain", "houses belong together within, m"),
    "margin_m": QT_TRANSLATE_NOOP("terrain", "margin round the houses, m"),
    "least_buildings": QT_TRANSLATE_NOOP("terrain", "a settlement has at least so many buildings"),
    "least_people": QT_TRANSLATE_NOOP("terrain", "or at least so many people"),
    "sliver_m2": QT_TRANSLATE_NOOP("terrain", "smaller pieces are dropped, m²"),
    "weight": QT_TRANSLATE_NOOP("terrain", "weight in the ranking"),
    "within_m": QT_TRANSLATE_NOOP("terrain", "looked at within, m"),
    "large_km2": QT_TRANSLATE_NOOP("terrain", "of streams that drain at least, km²"),
    "large_within_m": QT_TRANSLATE_NOOP("terrain", "within, m"),
    "slope_deg": QT_TRANSLATE_NOOP("terrain", "a cliff is steeper than, °"),
    "relief_m": QT_TRANSLATE_NOOP("terrain", "and higher than, m"),
    "from_km2": QT_TRANSLATE_NOOP("terrain", "catchment from, km²"),
    "slope_change_deg": QT_TRANSLATE_NOOP("terrain", "the bed flattens by more than, °"),
    "over_m": QT_TRANSLATE_NOOP("terrain", "over, m"),
}
FROM = QT_TRANSLATE_NOOP("terrain", "score {score} from")
UP_TO = QT_TRANSLATE_NOOP("terrain", "score {score} up to")
BAND = QT_TRANSLATE_NOOP("terrain", "catchment from {km2} km²: score {score} up to, m")


class ThresholdRow(NamedTuple):
    """One number: where it stands, its factor (empty: the whole), a marked text with its values, and the number."""

    place: tuple[Any, ...]
    factor: str
    label: str
    values: dict[str, Any]
    number: float


def rows_of(rules: Thresholds) -> list[ThresholdRow]:
    """Return all numbers of the thresholds that a person edits."""
    whole = [
        ThresholdRow((name,), "", NUMBERS[name], {}, rules.values[name]) for name in NUMBERS if name in rules.values
    ]
    return [*whole, *(row for name in FACTORS for row in _factor_rows(name, rules.factor(name)))]


def changed(rules: Thresholds, numbers: Mapping[tuple[Any, ...], float]) -> Thresholds:
    """Return thresholds with other numbers at some places. Raises: BadThresholds."""
    values = json.loads(json.dumps(dict(rules.values)))
    for place, number in numbers.items():
        target = values
        for step in place[:-1]:
            target = target[step]
        target[place[-1]] = number
    return thresholds(values)


def _factor_rows(name: str, factor: Mapping[str, Any]) -> Iterator[ThresholdRow]:
    for key in NUMBERS:
        if key in factor:
            yield ThresholdRow(("factors", name, key), name, NUMBERS[key], {}, factor[key])
    for step, (limit, score) in enumerate(factor.get("steps", ())):
        text = FROM if name in UPWARDS else UP_TO
        yield ThresholdRow(("factors", name, "steps", step, 0), name, text, {"score": score}, limit)
    for number, band in enumerate(factor.get("bands", ())):
        for step, (limit, score) in enumerate(band["steps"]):
            place = ("factors", name, "bands", number, "steps", step, 0)
            yield ThresholdRow(place, name, BAND, {"km2": band["from_km2"], "score": score}, limit)
