"""Take a batch back."""

from __future__ import annotations

from ..database.connection import Connection, transaction
from ..database.ledger_undo import Undone, undo


def undo_batch(connection: Connection, batch_uid: str) -> Undone:
    """Take a ledger batch back: inserted rows are retired, updated rows get their earlier values.

    Raises: NoSuchBatch, AlreadyUndone, ChangedSince (naming who changed what),
    RightsRefused. Whatever is raised, nothing was changed.
    """
    with transaction(connection) as cursor:
        return undo(cursor, batch_uid)
