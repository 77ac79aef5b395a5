"""待核实 and 核实无误: what a person has looked at, and what still comes from last year or from the register."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from .working_copy import Edit, WorkingCopy

TO_VERIFY, VERIFIED, NOT_HERE = "to_verify", "verified", "not_here"
ELEMENT, ROUTE = "situation.element", "situation.route"
#: Fields that say nothing about the thing itself.
_DRAWING_ONLY = {"label_point", "review_state", "review_reason"}


def looked_at(row: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a change made by hand: who changes a value has looked at the thing."""
    made = dict(fields)
    if row.get("review_state") == TO_VERIFY and set(fields) - _DRAWING_ONLY and "review_state" not in fields:
        made["review_state"] = VERIFIED
    return made


def verify(copy: WorkingCopy, rows: Sequence[tuple[str, str]], description: str = "") -> int:
    """Take rows (table, uid) for verified in one command; return how many were to be verified.

    Raises: as ``WorkingCopy.run``.
    """
    known = [(table, uid, copy.row(table, uid)) for table, uid in rows]
    waiting = [(table, uid) for table, uid, row in known if row["review_state"] == TO_VERIFY and not row["retired"]]
    copy.run([Edit(table, uid, {"review_state": VERIFIED}) for table, uid in waiting], description)
    return len(waiting)


def not_here(copy: WorkingCopy, uid: str, reason: str, description: str = "") -> None:
    """Say that something the register names is not here, and why; it goes off the map. Raises: as ``run``."""
    copy.run([Edit(ELEMENT, uid, {"review_state": NOT_HERE, "review_reason": reason.strip()})], description)
