"""The eight steps to a map: what belongs to each, what it asks for, and whether it is done.

A step is done when its rule holds: the check-up finds no error in it, nothing of
it is to be verified, and no register row and no suggestion of the terrain waits for an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Mapping, Sequence

from ..errors import QT_TRANSLATE_NOOP
from ..model.check_up import ERROR, WARNING, Finding
from ..model.underlay import is_base
from .offers import Offer, open_offers
from .suggestions import Suggestion, open_suggestions
from .verification import NOT_HERE, TO_VERIFY
from .working_copy import WorkingCopy, drawn_rows, underlays

Row = Mapping[str, Any]
ELEMENT, ROUTE = "situation.element", "situation.route"
VILLAGE, BASE, HAZARDS, FACILITIES = "village", "base", "hazards", "facilities"
SHELTERS, ROUTES, PEOPLE, SUBMIT = "shelters", "routes", "people", "submit"
#: Rules that look at register rows or elements of any kind: their place follows from the thing.
_ANYWHERE = HAZARDS
#: The tables of the year, all verified in one step.
YEARLY_TABLES = (
    "register.village_fact", "register.duty", "register.grid_person", "register.transfer_household",
    "register.no_transfer",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One step: its name, the one sentence of what is wanted, the element types that belong to it (two digits)."""

    key: str
    title: str
    wanted: str
    types: tuple[str, ...] = ()


STEPS: tuple[Step, ...] = (
    Step(
        VILLAGE, QT_TRANSLATE_NOOP("steps", "Village and extent"),
        QT_TRANSLATE_NOOP("steps", "Look whether the border is right, name the settlements and enter the basic facts."),
        ("01", "02"),
    ),
    Step(
        BASE, QT_TRANSLATE_NOOP("steps", "Base map"),
        QT_TRANSLATE_NOOP("steps", "Roads, houses and waters should be where you know them. Last year's map is"
                          " only a picture? Put it under the map and draw after it."),
        ("04", "21", "23"),
    ),
    Step(
        HAZARDS, QT_TRANSLATE_NOOP("steps", "Dangers"),
        QT_TRANSLATE_NOOP("steps", "Where people live by a stream, below a cliff or in a hollow:"
                          " draw each place and enter its households and people."),
        ("08", "09", "10", "11", "12"),
    ),
    Step(
        FACILITIES, QT_TRANSLATE_NOOP("steps", "Facilities and water works"),
        QT_TRANSLATE_NOOP("steps", "The village office, reservoirs, sluices, schools, and what gives the warning."),
        ("03", "05", "06", "07", "13", "14", "20", "22"),
    ),
    Step(
        SHELTERS, QT_TRANSLATE_NOOP("steps", "Shelters, stores and teams"),
        QT_TRANSLATE_NOOP("steps", "Where people go and how many fit in; where materials lie, who comes to help."),
        ("15", "17", "18", "19"),
    ),
    Step(
        ROUTES, QT_TRANSLATE_NOOP("steps", "Evacuation routes"),
        QT_TRANSLATE_NOOP("steps", "From every danger zone with people a way to a shelter: click the zone, then the"
                          " shelter."),
        ("16",),
    ),
    Step(
        PEOPLE, QT_TRANSLATE_NOOP("steps", "People and tables"),
        QT_TRANSLATE_NOOP("steps", "Who answers for what and can be called, and who has to be moved."),
    ),
    Step(
        SUBMIT, QT_TRANSLATE_NOOP("steps", "Check and submit"),
        QT_TRANSLATE_NOOP("steps", "Look at what the check-up found, then hand the map in."),
    ),
)  # fmt: skip
BY_KEY = {step.key: step for step in STEPS}


@dataclass(frozen=True)
class StepState:
    """How a step stands."""

    step: Step
    errors: int = 0
    warnings: int = 0
    to_verify: tuple[tuple[str, str], ...] = ()  # rows (table, uid) that nobody has looked at
    offers: tuple[Offer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()  # found from the terrain
    things: int = 0
    is_done: bool = False


def step_of_type(element_type_code: str) -> str:
    """Return the step in which things of a type are drawn."""
    kind = str(element_type_code)[:2]
    return next((step.key for step in STEPS if kind in step.types), FACILITIES)


def step_of(finding: Finding, copy: WorkingCopy) -> str:
    """Return the step in which a finding is mended."""
    if finding.rule.step != _ANYWHERE:
        return finding.rule.step
    about = str(finding.values.get("source"))
    source = copy.lookups.get("offer", {}).get(about) or copy.lookups.get("suggestion", {}).get(about, {})
    kind = source.get("element_type_code")
    if finding.element_uid is not None:
        kind = copy.row(ELEMENT, finding.element_uid)["element_type_code"]
    return step_of_type(kind) if kind else _ANYWHERE


def step_states(copy: WorkingCopy, findings: Sequence[Finding]) -> list[StepState]:
    """Return how all steps stand, by what a check-up found.

    Raises: TamperedWorkingCopy, CopyBusy, CopyNotWritten.
    """
    drawn = {uid: row for uid, row in copy.rows(ELEMENT).items() if row["review_state"] != NOT_HERE}
    offers, suggestions = open_offers(copy), open_suggestions(copy)
    by_step: dict[str, list[Finding]] = {}
    for finding in findings:
        by_step.setdefault(step_of(finding, copy), []).append(finding)
    return [_state(copy, step, by_step.get(step.key, ()), drawn, offers, suggestions) for step in STEPS]


def _state(
    copy: WorkingCopy, step: Step, findings: Iterable[Finding], drawn: Mapping[str, Row], offers: Sequence[Offer],
    suggestions: Sequence[Suggestion],
) -> StepState:  # fmt: skip
    mine = {uid: row for uid, row in drawn.items() if _belongs(row["element_type_code"], step)}
    rows: dict[str, Mapping[str, Row]] = {ELEMENT: mine, **{name: copy.rows(name) for name in _tables_of(step)}}
    waiting = tuple((name, uid) for name, found in rows.items() for uid, row in found.items() if _waits(copy, row))
    own_offers = tuple(one for one in offers if _belongs(one.element_type_code, step))
    suggested = tuple(one for one in suggestions if _belongs(one.element_type_code, step))
    errors = sum(one.severity == ERROR for one in findings)
    warnings = sum(one.severity == WARNING for one in findings)
    count = sum(len(found) for found in rows.values())
    done = not errors and not waiting and not own_offers and not suggested and _own_rule(copy, step)
    return StepState(step, errors, warnings, waiting, own_offers, suggested, count, done)


def _belongs(element_type_code: str, step: Step) -> bool:
    return bool(step.types) and step_of_type(element_type_code) == step.key


def _tables_of(step: Step) -> tuple[str, ...]:
    if step.key == ROUTES:
        return (ROUTE,)
    if step.key == VILLAGE:
        return ("situation.sheet_frame",)
    return YEARLY_TABLES if step.key == PEOPLE else ()


def _waits(copy: WorkingCopy, row: Row) -> bool:
    of_this_year = row.get("year") in (None, copy.scope.year)
    return bool(of_this_year and row["review_state"] == TO_VERIFY)


def _own_rule(copy: WorkingCopy, step: Step) -> bool:
    """Tell whether what a step asks for beside the check-up is there."""
    if step.key == BASE:
        has_ground = bool(drawn_rows(copy, "road")) or is_base(underlays(copy))
        return has_ground and bool(drawn_rows(copy, "area"))
    if step.key == SUBMIT:
        return copy.is_locked  # it is handed in
    return True
