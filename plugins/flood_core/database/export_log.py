"""Keep a log of what leaves the database as a file: who, when, what, how many rows.

Whoever exports calls ``log_export`` in the transaction that read the rows or
right after it; the database itself sets who and when.
"""

from __future__ import annotations

from typing import NamedTuple

from ..errors import QT_TRANSLATE_NOOP, FloodMapError
from .connection import Connection, transaction

#: The kinds of export that the log knows; report.export_log holds the same list.
KINDS = ("ledger", "statistics", "sheet", "verification", "changes", "portrait", "list", "form", "bulletin")
#: The longest description that the log keeps.
LONGEST = 2000


class UnknownExport(FloodMapError):
    """A caller logs a kind of export that nobody agreed on."""

    template = QT_TRANSLATE_NOOP("errors", "The export log has no kind {kind}.")


class LoggedExport(NamedTuple):
    """One export, as the log has it; ``at`` is local time in China."""

    at: str
    person: str
    kind: str
    what: str
    rows: int


def log_export(connection: Connection, kind: str, what: str, rows: int) -> None:
    """Log that the signed-in person takes ``rows`` rows out of the database.

    Args: ``kind`` one of KINDS; ``what`` in words: area, categories, profile.
    Raises: UnknownExport, RightsRefused, ConnectionLost.
    """
    if kind not in KINDS:
        raise UnknownExport(kind=kind)
    with transaction(connection) as cursor:
        cursor.execute(
            "insert into report.export_log (kind, what, row_count) values (%s, %s, %s)", (kind, what[:LONGEST], rows)
        )


def exports(connection: Connection, limit: int = 1000) -> list[LoggedExport]:
    """Return the newest exports that the signed-in person may see: the own ones, for the county's all."""
    with transaction(connection) as cursor:
        cursor.execute(_NEWEST, {"limit": limit})
        return [LoggedExport(*row) for row in cursor.fetchall()]


_NEWEST = """
    select to_char(made_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), app.user_name(made_by), kind, what,
           row_count
      from report.export_log
     order by made_at desc, id desc
     limit %(limit)s
"""
