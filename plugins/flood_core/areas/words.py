"""What a change of areas did, in sentences; command line and window say the same."""

from __future__ import annotations

from typing import Callable

from ..database.area_changes import AreaChange, Moved
from ..errors import QT_TRANSLATE_NOOP

#: Turns a marked text and its values into the reader's language.
Say = Callable[..., str]

TABLES = {
    "register.risk_source": QT_TRANSLATE_NOOP("areas", "risk sources"),
    "register.relief_resource": QT_TRANSLATE_NOOP("areas", "relief resources"),
    "register.person": QT_TRANSLATE_NOOP("areas", "persons"),
    "register.person_phone": QT_TRANSLATE_NOOP("areas", "phone numbers"),
    "register.duty": QT_TRANSLATE_NOOP("areas", "duties"),
    "register.village_fact": QT_TRANSLATE_NOOP("areas", "village facts"),
    "register.grid_person": QT_TRANSLATE_NOOP("areas", "grid persons"),
    "register.transfer_household": QT_TRANSLATE_NOOP("areas", "households to move"),
    "register.no_transfer": QT_TRANSLATE_NOOP("areas", "declarations that nobody has to move"),
    "register.change_proposal": QT_TRANSLATE_NOOP("areas", "change proposals"),
    "register.file": QT_TRANSLATE_NOOP("areas", "files"),
}
OTHER = QT_TRANSLATE_NOOP("areas", "other entries")
MOVES = QT_TRANSLATE_NOOP("areas", "To {area}: {things}")
ENDED = QT_TRANSLATE_NOOP(
    "areas", "Ended, because they no longer hold for the whole village or are counted with another entry: {things}"
)
NOTHING = QT_TRANSLATE_NOOP("areas", "Nothing in the registers has to move.")
EDITIONS = QT_TRANSLATE_NOOP(
    "areas",
    "{count} situation maps of the old villages are not finished. They stay with the old village: finish or void them.",
)
FACTS = QT_TRANSLATE_NOOP(
    "areas", "The figures of the old village (households, people) stand whole under {area}. Correct them in all parts."
)
UNPLACED = QT_TRANSLATE_NOOP(
    "areas", "{count} things without a place on the map go to the village named for them. Check them."
)
PAST = QT_TRANSLATE_NOOP("areas", "Lists of past years and situation maps stay with the old villages.")


def sentences(change: AreaChange, say: Say) -> list[str]:
    """Return what a change moves, and what is left to do by hand."""
    if change.kind not in ("merge", "split"):
        return []
    lines = [_moves(name, rows, say) for name, rows in _by_area(change)]
    lines = lines or [say(NOTHING)]
    if change.unplaced:
        lines.append(say(UNPLACED, count=change.unplaced))
    facts = [moved for moved in change.moved if moved.table == "register.village_fact" and moved.to_code]
    if change.kind == "split" and facts:
        lines.append(say(FACTS, area=facts[0].to_name))
    if change.editions_in_work:
        lines.append(say(EDITIONS, count=change.editions_in_work))
    lines.append(say(PAST))
    return lines


def _by_area(change: AreaChange) -> list[tuple[str | None, list[Moved]]]:
    areas: dict[str | None, list[Moved]] = {}
    for moved in change.moved:
        label = None if moved.to_code is None else f"{moved.to_name} ({moved.to_code})"
        areas.setdefault(label, []).append(moved)
    return sorted(areas.items(), key=lambda item: (item[0] is None, item[0]))


def _moves(area: str | None, rows: list[Moved], say: Say) -> str:
    order = list(TABLES)
    rows = sorted(rows, key=lambda one: order.index(one.table) if one.table in order else len(order))
    things = ", ".join(f"{one.rows} {say(TABLES.get(one.table, OTHER))}" for one in rows)
    return say(ENDED, things=things) if area is None else say(MOVES, area=area, things=things)
