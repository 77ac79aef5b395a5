"""People who sign in: login roles of a kind, with areas and categories, by password."""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import replace
from typing import Sequence

from flood_core.database.connection import Connection, ConnectionSettings, connect
from psycopg2 import sql


class People:
    """Make login roles in one test database and sign in as them over scram."""

    def __init__(self, database: ConnectionSettings) -> None:
        self._database = database
        self._roles: list[str] = []

    def sign_up(
        self, kind: str, areas: Sequence[str] = (), categories: Sequence[str] = (), name: str | None = None
    ) -> ConnectionSettings:
        """Make a person of ``kind`` and return the settings to sign in with.

        The role is a member of ``floodmap_<kind>_<database>`` and registered
        in reference.user_account, user_area and user_category.
        """
        role = name or f"{kind}_{secrets.token_hex(4)}"
        password = secrets.token_urlsafe(16)
        group = f"floodmap_{kind}_{self._database.database}"
        with closing(connect(self._database)) as connection, connection, connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("create role {} login password {} in role {}").format(
                    sql.Identifier(role), sql.Literal(password), sql.Identifier(group)
                )
            )
            self._roles.append(role)
            cursor.execute(
                "insert into reference.user_account (role_name, display_name, kind) values (%s, %s, %s)",
                (role, role, kind),
            )
            for area in areas:
                cursor.execute("insert into reference.user_area values (%s, %s)", (role, area))
            for category in categories:
                cursor.execute("insert into reference.user_category values (%s, %s)", (role, category))
        return replace(self._database, user=role, password=password)

    def sign_in(self, kind: str, areas: Sequence[str] = (), categories: Sequence[str] = ()) -> Connection:
        """Make a person and return an open connection as that person."""
        return connect(self.sign_up(kind, areas, categories))

    def expect(self, role: str) -> None:
        """Also remove ``role``, which the test has others make, or may not come to making."""
        self._roles.append(role)

    def drop(self) -> None:
        """Remove the roles made here; their sessions end."""
        with closing(connect(self._database)) as connection, connection, connection.cursor() as cursor:
            cursor.execute("select rolname from pg_roles where rolname = any (%s)", (self._roles,))
            for (role,) in cursor.fetchall():
                cursor.execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = %s", (role,))
                name = sql.Identifier(role)
                cursor.execute(sql.SQL("drop owned by {0}; drop role {0}").format(name))


def drop_group_roles(maintenance: ConnectionSettings, database: str) -> None:
    """Drop the group roles of a database that has been dropped."""
    with closing(connect(maintenance)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(
            "select rolname from pg_roles where starts_with(rolname, 'floodmap_') and right(rolname, %s) = %s",
            (len(database) + 1, "_" + database),
        )
        for (role,) in cursor.fetchall():
            cursor.execute(sql.SQL("drop role {}").format(sql.Identifier(role)))
