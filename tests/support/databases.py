"""Databases of tests: templates with what many tests need, and the copy in which one test works."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Any, Callable

from flood_core.database.cluster import Cluster
from flood_core.database.connection import Connection, ConnectionSettings, Cursor, connect
from flood_core.database.migrate import ensure_database
from psycopg2 import sql

#: Group roles carry the name of their database, so every test's database has the same one.
TEST_DATABASE = "floodmap_test"


@dataclass(frozen=True)
class Template:
    """A database to copy from, and what its maker tells of it."""

    name: str
    told: Any = None
    layers: int = 0  # how many fillings lie one on another


class Copies:
    """Makes templates, and hands a test a copy; what a test has not written to is handed on to the next."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._settings = cluster.settings(TEST_DATABASE)
        self._filled: dict[str, Template] = {}
        self._copied_from: Template | None = None
        self._written = ""  # the place in the server's log of writes when the copy was made

    def migrated(self) -> Template:
        """Make the template without rows of its own.

        It is migrated under the name of the tests' database and then renamed: its
        group roles, grants and policies fit every copy without making them again.
        """
        ensure_database(self._settings)
        return self._kept(Template("floodmap_template"))

    def filled(self, name: str, like: Template, fill: Callable[[Connection], Any]) -> Template:
        """Return a template with what stands in another, and what ``fill`` puts into it and tells of it."""
        if name in self._filled:  # a fixture that two files import is made twice
            return self._filled[name]
        with closing(self._maintenance()) as server, server.cursor() as cursor:
            self._copy(cursor, like)
        with closing(connect(self._settings)) as connection:
            told = fill(connection)
        self._filled[name] = self._kept(Template(f"floodmap_template_{name}", told, like.layers + 1))
        return self._filled[name]

    def take(self, template: Template) -> ConnectionSettings:
        """Return the administrator's settings of a database that is as the template is."""
        with closing(self._maintenance()) as server, server.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = %s", (TEST_DATABASE,)
            )
            if self._copied_from != template or self._written != _written(cursor):
                self._copy(cursor, template)
        return self._settings

    def _maintenance(self) -> Connection:
        connection = connect(self._cluster.settings("postgres"))
        connection.autocommit = True
        return connection

    def _copy(self, cursor: Cursor, template: Template) -> None:
        name = sql.Identifier(TEST_DATABASE)
        cursor.execute(sql.SQL("drop database if exists {} with (force)").format(name))
        copy = sql.SQL("create database {} template {} strategy file_copy")
        cursor.execute(copy.format(name, sql.Identifier(template.name)))
        # A copy has the rights inside the database, not those on the database itself.
        cursor.execute(sql.SQL("revoke all on database {} from public").format(name))
        cursor.execute("select rolname from pg_roles where rolname like %s", (rf"floodmap\_%\_{TEST_DATABASE}",))
        roles = sql.SQL(", ").join(sql.Identifier(role) for (role,) in cursor.fetchall())
        cursor.execute(sql.SQL("grant connect, temporary on database {} to {}").format(name, roles))
        self._copied_from, self._written = template, _written(cursor)

    def _kept(self, template: Template) -> Template:
        with closing(connect(self._settings)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("vacuum (freeze, analyze)")  # else the first to read each copy tidies it up, and writes
        with closing(self._maintenance()) as server, server.cursor() as cursor:
            rename = sql.SQL("alter database {} rename to {}")
            cursor.execute(rename.format(sql.Identifier(TEST_DATABASE), sql.Identifier(template.name)))
        self._copied_from = None
        return template


def _written(cursor: Cursor) -> str:
    """Return the end of the server's log of writes: it stays where it is as long as nobody writes anything."""
    cursor.execute("select pg_current_wal_insert_lsn()::text")
    return str(cursor.fetchone()[0])
