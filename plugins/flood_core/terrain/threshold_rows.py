"""The thresholds as a flat table that a person edits: a limit and a score in a row, with unit, bounds and default."""

from __future__ import annotations

import json
from typing import Any, Iterator, Mapping, NamedTuple

from ..errors import QT_TRANSLATE_NOOP
from ..model.forms import FormField, problem
from .factors import CLASSES, FACTORS, HIGHEST_SCORE, UPWARDS, Thresholds, default_thresholds, is_ordered, thresholds

Place = tuple[Any, ...]

WHOLE = QT_TRANSLATE_NOOP("terrain", "settlements")
DANGER = QT_TRANSLATE_NOOP("terrain", "danger")
#: Label, unit, least, most, and whether only whole numbers make sense.
NUMBERS: Mapping[str, tuple[str, str, float, float, bool]] = {
    "drainage_km2": (
        QT_TRANSLATE_NOOP("terrain", "a stream begins where so much ground drains"), "km²", 0.001, 1000, False
    ),
    "link_m": (QT_TRANSLATE_NOOP("terrain", "houses belong together within"), "m", 1, 1000, False),
    "margin_m": (QT_TRANSLATE_NOOP("terrain", "margin round the houses"), "m", 0, 200, False),
    "least_buildings": (QT_TRANSLATE_NOOP("terrain", "a settlement has at least so many buildings"), "", 1, 1000, True),
    "least_people": (QT_TRANSLATE_NOOP("terrain", "or at least so many people"), "", 1, 10000, True),
    "sliver_m2": (QT_TRANSLATE_NOOP("terrain", "smaller pieces are dropped"), "m²", 0, 100000, False),
    "weight": (QT_TRANSLATE_NOOP("terrain", "weight in the ranking"), "", 0, 10, False),
    "within_m": (QT_TRANSLATE_NOOP("terrain", "looked at within"), "m", 1, 2000, False),
    "large_km2": (QT_TRANSLATE_NOOP("terrain", "a large stream drains at least"), "km²", 0.001, 10000, False),
    "large_within_m": (QT_TRANSLATE_NOOP("terrain", "of large streams looked at within"), "m", 1, 5000, False),
    "slope_deg": (QT_TRANSLATE_NOOP("terrain", "a cliff is steeper than"), "°", 1, 89, False),
    "relief_m": (QT_TRANSLATE_NOOP("terrain", "and higher than"), "m", 0.5, 500, False),
    "from_km2": (QT_TRANSLATE_NOOP("terrain", "catchment from"), "km²", 0.001, 10000, False),
    "slope_change_deg": (QT_TRANSLATE_NOOP("terrain", "the bed flattens by more than"), "°", 0.5, 89, False),
    "over_m": (QT_TRANSLATE_NOOP("terrain", "over a length of"), "m", 5, 2000, False),
}  # fmt: skip
#: The limits of each factor's steps: label, unit, least and most.
STEPS: Mapping[str, tuple[str, str, float, float]] = {
    "slope": (QT_TRANSLATE_NOOP("terrain", "slope from"), "°", 0, 90),
    "cliff": (QT_TRANSLATE_NOOP("terrain", "distance up to"), "m", 0, 1000),
    "stream": (QT_TRANSLATE_NOOP("terrain", "stream size {number}: distance up to"), "m", 0, 5000),
    "hand": (QT_TRANSLATE_NOOP("terrain", "height up to"), "m", 0, 100),
    "sink": (QT_TRANSLATE_NOOP("terrain", "depth from"), "m", 0, 100),
    "low_ground": (QT_TRANSLATE_NOOP("terrain", "position in the ground around up to"), "σ", -10, 0),
    "gully": (QT_TRANSLATE_NOOP("terrain", "distance up to"), "m", 0, 1000),
    "registered": (QT_TRANSLATE_NOOP("terrain", "distance up to (0: inside)"), "m", 0, 1000),
}
BAND = QT_TRANSLATE_NOOP("terrain", "stream size {number}: catchment from")
FROM_SCORE = {
    "high": QT_TRANSLATE_NOOP("terrain", "high: highest score at least"),
    "medium": QT_TRANSLATE_NOOP("terrain", "medium: highest score at least"),
    "low": QT_TRANSLATE_NOOP("terrain", "low: highest score at least"),
}
DISORDERED = QT_TRANSLATE_NOOP("terrain", "A higher score needs a stricter limit than the scores below it.")
CLASSES_DISORDERED = QT_TRANSLATE_NOOP("terrain", "High needs a higher score than medium, and medium than low.")


class Cell(NamedTuple):
    """One number: where it stands in the thresholds, what it is now, what may stand there."""

    place: Place
    number: float
    field: FormField


class ThresholdRow(NamedTuple):
    """What belongs together: a limit, a score, or both; ``factor`` is empty for the whole, "classes" for the danger."""

    factor: str
    label: str  # marked, with ``values``
    values: dict[str, Any]
    unit: str
    limit: Cell | None
    score: Cell | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The numbers of the row."""
        return tuple(cell for cell in (self.limit, self.score) if cell is not None)


class Wrong(NamedTuple):
    """What is wrong with a number, as a marked text of a context with its values."""

    context: str
    text: str
    values: dict[str, str]


def rows_of(rules: Thresholds) -> list[ThresholdRow]:
    """Return all numbers of the thresholds that a person edits."""
    whole = [_number_row("", (name,), rules.values[name]) for name in NUMBERS if name in rules.values]
    scores = rules.values["classes"]
    classes = [
        ThresholdRow("classes", FROM_SCORE[name], {}, "", None, _score(("classes", name), scores[name], 1))
        for name in CLASSES
    ]
    return [*whole, *classes, *(row for name in FACTORS for row in _factor_rows(name, rules.factor(name)))]


def numbers_of(rules: Thresholds) -> dict[Place, float]:
    """Return every number by its place."""
    return {cell.place: cell.number for row in rows_of(rules) for cell in row.cells}


def differing(rules: Thresholds) -> int:
    """Return how many numbers are not those that the suite ships."""
    own, shipped = numbers_of(rules), numbers_of(default_thresholds())
    return sum(own.get(place) != shipped.get(place) for place in {*own, *shipped})


def problems(rules: Thresholds, typed: Mapping[Place, Any]) -> dict[Place, Wrong]:
    """Return what is wrong with numbers that were typed in place of those of ``rules``, by place."""
    found: dict[Place, Wrong] = {}
    for row in rows_of(rules):
        for cell in row.cells:
            wrong = problem(cell.field, typed.get(cell.place, cell.number))
            if wrong is not None:
                found[cell.place] = Wrong("forms", wrong, cell.field.places())
    if not found:
        values = _with(rules, typed)
        for place, steps, upwards in _scales(values):
            if not is_ordered(steps, upwards):
                found[place] = Wrong("terrain", DISORDERED if place[0] == "factors" else CLASSES_DISORDERED, {})
    return found


def changed(rules: Thresholds, numbers: Mapping[Place, float]) -> Thresholds:
    """Return thresholds with other numbers at some places. Raises: BadThresholds."""
    return thresholds(_with(rules, numbers))


def _with(rules: Thresholds, numbers: Mapping[Place, Any]) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(json.dumps(dict(rules.values)))
    for place, number in numbers.items():
        target: Any = values
        for step in place[:-1]:
            target = target[step]
        target[place[-1]] = number
    return values


def _scales(values: Mapping[str, Any]) -> Iterator[tuple[Place, list[list[float]], bool]]:
    """Yield what must be in order: the place of its first number, pairs of limit and score, and the direction."""
    yield ("classes", "high"), [[number, values["classes"][name]] for number, name in enumerate(CLASSES)], False
    for name in FACTORS:
        factor = values["factors"][name]
        for number, band in enumerate(factor.get("bands", ())):
            yield ("factors", name, "bands", number, "steps", 0, 0), band["steps"], name in UPWARDS
        if "steps" in factor:
            yield ("factors", name, "steps", 0, 0), factor["steps"], name in UPWARDS


def _factor_rows(name: str, factor: Mapping[str, Any]) -> Iterator[ThresholdRow]:
    for key in NUMBERS:
        if key in factor:
            yield _number_row(name, ("factors", name, key), factor[key])
    for number, band in enumerate(factor.get("bands", ())):
        place = ("factors", name, "bands", number)
        yield _number_row(name, (*place, "from_km2"), band["from_km2"], BAND, {"number": number + 1})
        yield from _step_rows(name, (*place, "steps"), band["steps"], {"number": number + 1})
    yield from _step_rows(name, ("factors", name, "steps"), factor.get("steps", ()), {})


def _step_rows(name: str, place: Place, steps: Any, values: dict[str, Any]) -> Iterator[ThresholdRow]:
    label, unit, least, most = STEPS[name]
    for step, (limit, score) in enumerate(steps):
        field = FormField("limit", label, "number", unit, minimum=least, maximum=most, required=True)
        yield ThresholdRow(
            name, label, values, unit, Cell((*place, step, 0), limit, field), _score((*place, step, 1), score)
        )


def _number_row(
    factor: str, place: Place, number: float, label: str | None = None, values: dict[str, Any] | None = None
) -> ThresholdRow:
    words, unit, least, most, whole = NUMBERS[place[-1]]
    kind = "integer" if whole else "number"
    field = FormField(str(place[-1]), words, kind, unit, minimum=least, maximum=most, required=True)
    return ThresholdRow(factor, label or words, values or {}, unit, Cell(place, number, field))


def _score(place: Place, number: float, least: int = 0) -> Cell:
    field = FormField("score", "score", "integer", minimum=least, maximum=HIGHEST_SCORE, required=True)
    return Cell(place, number, field)
