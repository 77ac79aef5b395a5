"""The sync with which a map is handed in: the server keeps what its check-up finds then."""

from __future__ import annotations

from pathlib import Path

from ..database.connection import Connection
from .check import check_edition
from .working_copy import SyncResult, WorkingCopy, synchronise


def synchronise_and_check(connection: Connection, path: Path) -> SyncResult:
    """Synchronise a working copy; where a waiting submission takes effect, check the edition too.

    Raises: as ``synchronise``.
    """
    with WorkingCopy(path) as copy:
        waiting, uid = copy.is_waiting, copy.scope.edition_uid
    result = synchronise(connection, path)
    if waiting and result.refused is None and result.state == "submitted":
        check_edition(connection, uid)
    return result
