"""Check an edition out: the snapshot that a sheet is drawn from, turned into a working copy."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Mapping

from ...database import sync
from ...database.connection import Connection, Cursor, RightsRefused, transaction
from ...database.sync import TABLES, Scope, ServerRow, Table
from ...progress import Feedback, Part, Silent, raise_if_cancelled
from ...resources.whole_files import beside
from ..errors import NoSuchEdition
from ..snapshot import write_snapshot
from . import store
from .errors import CopyExists
from .known import known_here
from .layer_tables import FIELDS
from .layers import INSERT, Content, project_all
from .travels import travel


def check_out(connection: Connection, edition_uid: str, path: Path, feedback: Feedback | None = None) -> Path:
    """Write a working copy of an edition to ``path`` and return the path.

    It holds what the signed-in person may read, and nothing else. The file
    appears under its name only when it is whole; one that is there is kept.

    Raises: CopyExists, NoSuchEdition, SnapshotNotWritten, CopyNotWritten, Cancelled.
    """
    steps = feedback or Silent()
    if path.exists():
        raise CopyExists(path=str(path))
    with store.told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    with store.told(path), beside(path) as draft:
        with transaction(connection) as cursor:
            edition = sync.lock_edition(cursor, edition_uid)
            if edition is None:
                raise NoSuchEdition(uid=edition_uid)
            write_snapshot(connection, edition_uid, draft, Part(steps, 0, 70))
            scope = Scope(edition["uid"], edition["area_code"], edition["year"])
            rows = {name: readable_rows(connection, table, scope) or {} for name, table in TABLES.items()}
            lookups = known_here(cursor, scope)
            head = {**edition_head(edition), **stamp(cursor, "checked_out"), "format": store.FORMAT}
            sync.log_travel(cursor, scope, "checked_out", [travel(head["checked_out_by"])])
        raise_if_cancelled(steps)
        _fill(draft, head, rows, lookups)
    steps.setProgress(100)
    return path


def readable_rows(connection: Connection, table: Table, scope: Scope) -> dict[str, ServerRow] | None:
    """Return the server's rows of a table by uid, None when this person may read nothing of it."""
    try:
        with transaction(connection) as cursor:
            return {row.uid: row for row in sync.server_rows(cursor, table, scope)}
    except RightsRefused:
        return None


def edition_head(edition: Mapping[str, Any]) -> dict[str, str]:
    """Return what a working copy says about its edition."""
    names = {"edition_uid": "uid", "area_code": "area_code", "village": "village", "year": "year",
             "version": "version", "state": "state", "copied_from_year": "copied_from_year"}  # fmt: skip
    return {key: "" if edition[name] is None else str(edition[name]) for key, name in names.items()}


def stamp(cursor: Cursor, what: str) -> dict[str, str]:
    """Return who is signed in and when, as ``<what>_by`` and ``<what>_at``."""
    return {what + "_by": sync.signed_in(cursor), what + "_at": datetime.now(timezone.utc).isoformat()}


def store_lookups(opened: sqlite3.Connection, lookups: Mapping[str, Mapping[str, Any]]) -> None:
    """Put the lookups in the place of the old ones."""
    opened.execute("delete from floodmap_lookup")
    opened.executemany(
        "insert into floodmap_lookup (kind, code, content) values (?, ?, ?)",
        [(kind, code, store.dumps(row)) for kind, known in lookups.items() for code, row in known.items()],
    )


def _fill(
    path: Path, head: dict[str, str], rows: Mapping[str, Mapping[str, ServerRow]], lookups: dict[str, dict[str, Any]]
) -> None:
    with closing(store.connect(path)) as opened:
        opened.row_factory = sqlite3.Row
        edition = dict(opened.execute("select * from edition").fetchone())
        opened.row_factory = None
        with store.changing(opened):
            store.make_own(opened)
            store.set_head(opened, head)
            store_lookups(opened, lookups)
            for table, found in rows.items():
                opened.executemany(
                    "insert into floodmap_record (table_name, uid, revision, content, agreed) values (?, ?, ?, ?, ?)",
                    [(table, row.uid, row.revision, *[store.dumps(row.content)] * 2) for row in found.values()],
                )
            values = [edition[name] for name in FIELDS["edition"]]
            opened.execute(INSERT["edition"], [1, *values])
            project_all(Content(opened, path, lookups, head))
        opened.execute("vacuum")
