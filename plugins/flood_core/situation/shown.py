"""Which rows of the registers a map shows already: taken over, or drawn by hand and accepted since."""

from __future__ import annotations

from typing import Any, Iterable, Mapping

Row = Mapping[str, Any]
#: The fact by which an element knows the settlement that it answers.
SETTLEMENT = "settlement_uid"


def shown_rows(elements: Mapping[str, Row], offers: Iterable[tuple[str, Row]]) -> set[str]:
    """Return the uids of register rows that elements (by uid) show.

    ``offers`` are uid and facts: ``name``, ``subject_code``, and ``drawn``, the elements and settlements from which
    the row was made. What was drawn by hand under the name and category of a row is that row, as for proposals.
    """
    shown = {str(row["source_uid"]) for row in elements.values() if row["source_uid"]}
    answered = {row["facts"].get(SETTLEMENT) for row in elements.values()} - {None}
    by_hand = {
        (row["name"], row["facts"].get("subject_code")) for row in elements.values() if not row["source_uid"]
    }  # fmt: skip
    for uid, one in offers:
        drawn = set(one.get("drawn") or ())
        if drawn & elements.keys() or drawn & answered or (one["name"], one["subject_code"]) in by_hand:
            shown.add(uid)
    return shown
