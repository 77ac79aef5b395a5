"""A connection that breaks at a chosen moment, and the server's truth as an administrator sees it."""

from __future__ import annotations

import socket
from typing import Any

import psycopg2
from flood_core.database import sync
from flood_core.database.connection import Connection, ConnectionSettings, transaction
from flood_core.database.sync import TABLES, Scope
from flood_core.situation.working_copy.merge import flatten
from psycopg2.extensions import connection as plain_connection
from psycopg2.extensions import cursor as plain_cursor

AFTER_COMMIT = -1
Fields = dict[str, Any]


def _cut(connection: Any) -> None:
    """Cut the line as a pulled plug does: neither side is told."""
    line = socket.socket(fileno=connection.fileno())
    line.shutdown(socket.SHUT_RDWR)
    line.detach()


class CountingCursor(plain_cursor):
    """A cursor that cuts its connection at the statement that was agreed."""

    def execute(self, query: Any, parameters: Any = None) -> None:
        self.connection.statements += 1
        if self.connection.statements == self.connection.breaks_at:
            _cut(self.connection)
        super().execute(query, parameters)


class Unreliable(plain_connection):
    """A connection that breaks at a statement, or when COMMIT is done and the answer is on its way."""

    breaks_at: int | None = None
    statements = 0

    def cursor(self, *arguments: Any, **options: Any) -> Any:
        return super().cursor(*arguments, cursor_factory=CountingCursor, **options)

    def commit(self) -> None:
        super().commit()
        if self.breaks_at == AFTER_COMMIT:
            _cut(self)
            raise psycopg2.OperationalError("server closed the connection unexpectedly")


def unreliable(settings: ConnectionSettings, breaks_at: int | None) -> Any:
    """Sign in over a line that breaks at that statement, or AFTER_COMMIT, or never."""
    made = psycopg2.connect(**settings.parameters(), connection_factory=Unreliable)
    made.breaks_at = breaks_at
    return made


def server_state(connection: Connection, scope: Scope) -> dict[tuple[str, str], Fields]:
    """Return the fields of all rows of an edition, by table and uid."""
    with transaction(connection) as cursor:
        return {
            (name, row.uid): flatten(row.content)
            for name, table in TABLES.items()
            for row in sync.server_rows(cursor, table, scope)
        }
