"""Take a batch back, and list the batches there are."""

from __future__ import annotations

from ..database.connection import Connection, transaction
from ..database.ledger_undo import Batch, Undone, batches, undo


def undo_batch(connection: Connection, batch_uid: str) -> Undone:
    """Take a ledger batch back: inserted rows are retired, updated rows get their earlier values.

    Raises: NoSuchBatch, AlreadyUndone, ChangedSince (naming who changed what),
    RightsRefused. Whatever is raised, nothing was changed.
    """
    with transaction(connection) as cursor:
        return undo(cursor, batch_uid)


def list_batches(connection: Connection, most: int = 20) -> list[Batch]:
    """Return the last batches that the user may see, the newest first."""
    with transaction(connection) as cursor:
        return batches(cursor, most)
