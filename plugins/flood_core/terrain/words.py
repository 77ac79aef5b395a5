"""What a run found, in sentences: classes, reasons with their measured values, what could not be seen."""

from __future__ import annotations

from typing import Any, Sequence

from ..errors import CONTEXT as ERRORS
from ..errors import QT_TRANSLATE_NOOP, Translate
from .analysis import Run
from .factors import thresholds
from .settlements import Reason, Settlement
from .threshold_rows import differing

_CONTEXT = "terrain"

CLASSES = {
    "high": QT_TRANSLATE_NOOP("terrain", "high"),
    "medium": QT_TRANSLATE_NOOP("terrain", "medium"),
    "low": QT_TRANSLATE_NOOP("terrain", "low"),
}
FACTORS = {
    "slope": QT_TRANSLATE_NOOP("terrain", "steep slope"),
    "cliff": QT_TRANSLATE_NOOP("terrain", "cliff"),
    "stream": QT_TRANSLATE_NOOP("terrain", "nearness to water"),
    "hand": QT_TRANSLATE_NOOP("terrain", "height above the stream"),
    "sink": QT_TRANSLATE_NOOP("terrain", "sink without outlet"),
    "low_ground": QT_TRANSLATE_NOOP("terrain", "low ground"),
    "gully": QT_TRANSLATE_NOOP("terrain", "gully mouth"),
    "registered": QT_TRANSLATE_NOOP("terrain", "registered danger zone or historic mark"),
}
REASONS = {
    "slope": QT_TRANSLATE_NOOP("terrain", "slope of {value:.0f}° at or above the houses"),
    "cliff": QT_TRANSLATE_NOOP("terrain", "{value:.0f} m from a cliff"),
    "stream": QT_TRANSLATE_NOOP("terrain", "{value:.0f} m from a stream that drains {km2:.1f} km²"),
    "hand": QT_TRANSLATE_NOOP("terrain", "{value:.1f} m above the stream, {distance_m:.0f} m away from it"),
    "sink": QT_TRANSLATE_NOOP("terrain", "in a sink {value:.1f} m deep"),
    "low_ground": QT_TRANSLATE_NOOP("terrain", "{depth:.0f} m lower than the ground around"),
    "gully": QT_TRANSLATE_NOOP("terrain", "{value:.0f} m from the mouth of a gully that drains {km2:.2f} km²"),
    "registered": QT_TRANSLATE_NOOP("terrain", "inside {name}"),
}
BESIDE = QT_TRANSLATE_NOOP("terrain", "{value:.0f} m from {name}")
BY = QT_TRANSLATE_NOOP("terrain", "{reason} ({buildings} of {total} buildings)")
AND = QT_TRANSLATE_NOOP("terrain", "; ")
LIST = QT_TRANSLATE_NOOP("terrain", ", ")
RESOLUTION = QT_TRANSLATE_NOOP(
    "terrain",
    "Terrain model {file}: cells of {cell} m, of {day}. A screening from the shape of the ground, no expert opinion.",
)
ON_MAP = QT_TRANSLATE_NOOP(
    "terrain",
    "Terrain model with cells of {cell} m: cut slopes, walls, dikes and gullies narrower than about {blind} m are not"
    " seen. A screening, no expert opinion.",
)
NOTHING = QT_TRANSLATE_NOOP(
    "terrain",
    "No settlement in danger was found among {buildings} buildings. That does not say that there is none: see what"
    " the terrain model cannot see.",
)
NOT_LOOKED_AT = QT_TRANSLATE_NOOP("terrain", "Not looked at: {factors}.")
OWN_NUMBERS = QT_TRANSLATE_NOOP("terrain", "{count} thresholds differ from the default.")
UNDATED = QT_TRANSLATE_NOOP(
    "terrain",
    "Terrain model {file}: cells of {cell} m, its date is not known. A screening from the shape of the ground,"
    " no expert opinion.",
)


def reasons_of(settlement: Settlement, translate: Translate) -> str:
    """Return why a settlement is in danger, the heaviest reason first."""
    return reasons_said(settlement.reasons, settlement.buildings, translate)


def reasons_said(reasons: Sequence[Reason], total: int, translate: Translate) -> str:
    """Return reasons in the order given, of a settlement with ``total`` buildings."""
    return translate(_CONTEXT, AND).join(reason_of(one, total, translate) for one in reasons)


def reason_of(reason: Reason, total: int, translate: Translate) -> str:
    """Return one reason with its measured value."""
    beside = reason.factor == "registered" and reason.value > 0.5
    values: dict[str, Any] = {"km2": 0.0, "distance_m": 0.0, "name": "", **reason.further, "value": reason.value}
    values["depth"] = -float(reason.further.get("metres", 0.0))
    words = translate(_CONTEXT, BESIDE if beside else REASONS[reason.factor]).format(**values)
    return translate(_CONTEXT, BY).format(reason=words, buildings=reason.buildings, total=total)


def notes_of(run: Run, translate: Translate) -> list[str]:
    """Return what a reader of a run must know: resolution, what it cannot see, what is missing."""
    terrain = run.inputs["terrain"]
    day = terrain["captured_on"]
    said = translate(_CONTEXT, RESOLUTION if day else UNDATED)
    told = [said.format(file=terrain["file"], cell=f"{run.resolution_m:.3g}", day=day)]
    for text, values in run.notes:
        shown = {name: _listed(value, translate) for name, value in values.items()}
        told.append(translate(ERRORS, text).format(**shown))
    if not run.settlements:
        told.insert(0, nothing_found(run.buildings, translate))
    own = differing(thresholds(run.thresholds))
    if own:
        told.append(translate(_CONTEXT, OWN_NUMBERS).format(count=own))
    return told


def nothing_found(buildings: int, translate: Translate) -> str:
    """Return what is said where no settlement is in danger, so that nobody takes it for safe ground."""
    return translate(_CONTEXT, NOTHING).format(buildings=buildings)


def map_note(
    resolution_m: float, missing: Sequence[str], translate: Translate, nothing_among: int | None = None
) -> str:
    """Return what stands on every map of a run: how fine its terrain model is, what is not seen or not looked at.

    ``nothing_among`` so many buildings was anybody found in danger; None where somebody was.
    """
    values = {"cell": f"{resolution_m:.3g}", "blind": f"{3 * resolution_m:.3g}"}
    told = [] if nothing_among is None else [nothing_found(nothing_among, translate)]
    told.append(translate(_CONTEXT, ON_MAP).format(**values))
    if missing:
        told.append(translate(_CONTEXT, NOT_LOOKED_AT).format(factors=_listed(tuple(missing), translate)))
    return "\n".join(told)


def _listed(value: Any, translate: Translate) -> Any:
    if not isinstance(value, (tuple, list)):
        return value
    return translate(_CONTEXT, LIST).join(translate(_CONTEXT, FACTORS[name]) for name in value)
