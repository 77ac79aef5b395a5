"""What the terrain suggests for a village's map: take it in, as it is or changed, or say why not.

The answer is an element of the map that knows its settlement, so it is kept, travels with the file and
reaches the department when the map is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model.vocabulary import Name, named
from .offers import ELEMENT, numbered, whole
from .shown import SETTLEMENT
from .verification import NOT_HERE, VERIFIED
from .working_copy import Edit, WorkingCopy


@dataclass(frozen=True)
class Suggestion:
    """One settlement in danger, found from the terrain."""

    uid: str
    name: str
    kind: Name
    element_type_code: str
    symbol_code: str
    words: str  # why, with the measured values and the resolution of the terrain model
    people: int | None
    geometry: str  # hex EWKB, EPSG:4490


def open_suggestions(copy: WorkingCopy) -> list[Suggestion]:
    """Return what the terrain suggests and the map has not answered, the worst first."""
    answered = {row["facts"].get(SETTLEMENT) for row in copy.rows(ELEMENT).values()}
    return [
        Suggestion(uid, one["name"], named(one, "kind_name"), one["element_type_code"], one["symbol_code"],
                   one["words"], one["element"]["people"], one["element"]["geom"])
        for uid, one in copy.lookups.get("suggestion", {}).items()
        if uid not in answered
    ]  # fmt: skip


def accept(copy: WorkingCopy, uid: str, description: str = "") -> str:
    """Put a settlement on the map as it was found; return the uid of the new element. Raises: as ``WorkingCopy.run``.

    Who wants it otherwise changes the element; the department hears of both.
    """
    offered = copy.lookups["suggestion"][uid]["element"]
    element = numbered(copy, offered, list(copy.rows(ELEMENT).values()))
    (made,) = copy.run([Edit(ELEMENT, None, {**element, "review_state": VERIFIED})], description)
    return made


def reject(copy: WorkingCopy, uid: str, reason: str, description: str = "") -> str:
    """Say that a settlement is in no danger, and why; return the uid of the entry. Raises: as ``WorkingCopy.run``."""
    fields = {**copy.lookups["suggestion"][uid]["element"], "review_state": NOT_HERE, "review_reason": reason.strip()}
    (made,) = copy.run([Edit(ELEMENT, None, whole(fields))], description)
    return made
