"""The thresholds and scores of the analysis: data that a county edits, kept with every run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Mapping, Sequence

import numpy as np

from ..errors import QT_TRANSLATE_NOOP, InputError

DEFAULTS = Path(__file__).with_name("factors.json")
#: In the order of the reasons; those of FLOW need the flow of water (GRASS).
FACTORS = ("slope", "cliff", "stream", "hand", "sink", "low_ground", "gully", "registered")
FLOW = frozenset({"stream", "hand", "sink", "gully"})
#: A step counts from its value upwards; for the others from its value downwards.
UPWARDS = frozenset({"slope", "sink"})
CLASSES = ("high", "medium", "low")
HIGHEST_SCORE = 4
_NUMBERS = ("drainage_km2", "link_m", "margin_m", "least_buildings", "least_people", "sliver_m2")
#: The further numbers of each factor.
_OWN = {
    "slope": ("within_m",), "cliff": ("slope_deg", "relief_m"), "hand": ("within_m", "large_km2", "large_within_m"),
    "low_ground": ("within_m",), "gully": ("from_km2", "slope_change_deg", "over_m"),
}  # fmt: skip

NO_JSON = QT_TRANSLATE_NOOP("errors", "it is not JSON, or not a list of factors")
NO_NUMBER = QT_TRANSLATE_NOOP("errors", "a number is missing or below zero")
NO_STEPS = QT_TRANSLATE_NOOP("errors", "steps are pairs of a limit and a score from 0 to 4")
NO_ORDER = QT_TRANSLATE_NOOP("errors", "a higher score needs a stricter limit than the scores below it")


class BadThresholds(InputError):
    """The thresholds cannot be used."""

    template = QT_TRANSLATE_NOOP("errors", "The thresholds cannot be used, at {where}: {reason}")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Write the defaults to a file and change the numbers in it: floodmap analysis thresholds FILE."
    )


@dataclass(frozen=True)
class Thresholds:
    """All numbers of a run, as they are stored with it."""

    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        """Return a number of the whole analysis: ``drainage_km2``, ``link_m`` ..."""
        if name in _NUMBERS:
            return self.values[name]
        raise AttributeError(name)

    def factor(self, name: str) -> Mapping[str, Any]:
        """Return the numbers of one factor."""
        factor: Mapping[str, Any] = self.values["factors"][name]
        return factor

    def weight(self, name: str) -> float:
        """Return what a factor counts in the sum that ranks."""
        return float(self.factor(name)["weight"])

    def score(self, name: str, measured: np.ndarray, steps: Sequence[Sequence[float]] | None = None) -> np.ndarray:
        """Return the score 0 to 4 of measured values; what was not measured (NaN) scores nothing."""
        scores = np.zeros(measured.shape, dtype=np.int8)
        for limit, score in steps if steps is not None else self.factor(name)["steps"]:
            # 1e-6: a value that was reckoned from metres is not exact to the last bit.
            reached = measured >= limit - 1e-6 if name in UPWARDS else measured <= limit + 1e-6
            scores = np.maximum(scores, np.where(reached, int(score), 0).astype(np.int8))
        return scores

    def class_of(self, score: int) -> str | None:
        """Return high, medium or low for the highest score; None below the lowest class."""
        return next((name for name in CLASSES if score >= self.values["classes"][name]), None)

    def reach_m(self, name: str) -> float:
        """Return the greatest distance at which a factor of nearness still scores."""
        factor = self.factor(name)
        bands = factor.get("bands", [factor])
        return max(float(limit) for band in bands for limit, _ in band["steps"])


def default_thresholds() -> Thresholds:
    """Return the thresholds that the suite ships."""
    return read_thresholds(DEFAULTS)


def read_thresholds(path: Path) -> Thresholds:
    """Return the thresholds of a file. Raises: BadThresholds, OSError."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadThresholds(where=path.name, reason=NO_JSON) from error
    return thresholds(values)


def thresholds(values: Any) -> Thresholds:
    """Return checked thresholds. Raises: BadThresholds naming the place."""
    if not isinstance(values, dict) or set(values.get("factors", ())) != set(FACTORS):
        raise BadThresholds(where="factors", reason=NO_JSON)
    for name in _NUMBERS:
        _check_number(values.get(name), name)
    for name in CLASSES:
        _check_number(values.get("classes", {}).get(name), f"classes.{name}")
    if not is_ordered([[number, values["classes"][name]] for number, name in enumerate(CLASSES)], False):
        raise BadThresholds(where="classes", reason=NO_ORDER)
    for name, factor in values["factors"].items():
        for key in ("weight", *_OWN.get(name, ())):
            _check_number(factor.get(key), f"{name}.{key}")
        bands = factor.get("bands", [factor])
        for band in bands:
            _check_steps(band.get("steps"), f"{name}.steps", name in UPWARDS)
            if bands is not factor and "bands" in factor:
                _check_number(band.get("from_km2"), f"{name}.from_km2")
    return Thresholds(values)


def _check_number(value: Any, where: str) -> None:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not 0 <= value < 1e9:
        raise BadThresholds(where=where, reason=NO_NUMBER)


def is_ordered(steps: Sequence[Sequence[float]], upwards: bool) -> bool:
    """Tell whether of every two steps, pairs of limit and score, the one with the higher score is the stricter."""
    sign = 1 if upwards else -1
    return all(sign * (one - other) > 0 for one, score in steps for other, lower in steps if score > lower)


def _check_steps(steps: Any, where: str, upwards: bool) -> None:
    pairs = isinstance(steps, list) and all(isinstance(step, list) and len(step) == 2 for step in steps)
    if (
        not pairs
        or not steps
        or not all(isinstance(limit, (int, float)) and score in range(5) for limit, score in steps)
    ):
        raise BadThresholds(where=where, reason=NO_STEPS)
    if not is_ordered(steps, upwards):
        raise BadThresholds(where=where, reason=NO_ORDER)
