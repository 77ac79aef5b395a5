"""Who else has the same map open: a shared advisory lock for each, which goes by itself when a line or a QGIS dies."""

from __future__ import annotations

from contextlib import suppress

import psycopg2

from .connection import Connection, ConnectionSettings, connect, transaction

#: Tells our locks from those of others.
_SPACE = 20_260_415


class Presence:
    """Holds a connection of its own while a map is open. Call it in the background only, one call at a time."""

    def __init__(self, settings: ConnectionSettings, edition_uid: str) -> None:
        self._settings, self._edition = settings, edition_uid
        self._connection: Connection | None = None
        self._is_left = False

    def others(self) -> list[str]:
        """Be there, and return the names of those who are there too, without oneself at another desk.

        Raises: CannotConnect, ConnectionLost and what else connecting may raise.
        """
        connection = self._connection
        if connection is None or connection.closed:
            connection = self._connection = connect(self._settings)
            with transaction(connection) as cursor:
                cursor.execute("select pg_advisory_lock_shared(%s, hashtext(%s))", (_SPACE, self._edition))
        with transaction(connection) as cursor:
            cursor.execute(_OTHERS, {"space": _SPACE, "edition": self._edition})
            found = [str(name) for (name,) in cursor.fetchall()]
        if self._is_left:
            self.leave()
        return found

    def leave(self) -> None:
        """Be there no more."""
        self._is_left = True
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg2.Error):  # the line may be dead, which is as good
                connection.close()


_OTHERS = """
select distinct app.user_name(a.usename::text)
from pg_locks l join pg_stat_activity a on a.pid = l.pid
where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid = %(space)s::int::oid
  and l.objid = (hashtext(%(edition)s)::bigint & 4294967295)::oid
  and l.database = (select oid from pg_database where datname = current_database())
  and l.pid <> pg_backend_pid() and a.usename <> session_user
order by 1
"""
