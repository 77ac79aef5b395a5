"""What people said about the columns of a sender's ledgers, as the batches keep it."""

from __future__ import annotations

from .connection import Cursor

#: Where it stands in the report of a batch.
KEY = "columns_chosen"


def choices_of_sender(cursor: Cursor, sender: str) -> dict[str, str]:
    """Return heading -> choice of the newest batch of the sender that has any, among those that the user may see."""
    cursor.execute(
        "select report -> %(key)s from register.ledger_batch"
        " where sender = %(sender)s and report -> %(key)s is not null and report -> %(key)s <> '{}'"
        " order by id desc limit 1",
        {"key": KEY, "sender": sender},
    )
    found = cursor.fetchone()
    return {} if found is None else {str(heading): str(choice) for heading, choice in found[0].items()}
