"""Bring a database to the version of this software.

``db/migrations/<version>/NN_name.sql`` run once, in order, one transaction per
version. Then the derivable part (``db/app``, ``db/reference``, the rights) is
dropped and made anew in one transaction, whenever any of its files changed.
What ran is kept with its SHA-256 in schema ``migration``, outside of all others.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg2
from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, Refused
from ..progress import Feedback, Silent, raise_if_cancelled
from ..resources import paths
from .connection import (
    Connection,
    ConnectionSettings,
    Cursor,
    DatabaseMissing,
    connect,
    connected,
    transaction,
    translated_errors,
)
from .reference_data import load_reference

#: One migrator per database at a time; advisory locks are per database.
LOCK = 5_330_382
#: How long the app part waits for other sessions' locks before it gives up.
LOCK_TIMEOUT = "60s"

#: A schema named like the administrator's role would otherwise receive what names no schema, PostGIS first of all.
SEARCH_PATH = "set local search_path = public"

CREATE_BOOKS = """
create schema if not exists migration;
revoke create on schema migration from public;
grant usage on schema migration to public;
create table if not exists migration.applied_file (
    version text not null,
    file text not null,
    sha256 text not null,
    applied_at timestamptz not null default now(),
    primary key (version, file)
);
create table if not exists migration.app_state (
    one boolean primary key default true check (one),
    sha256 text not null,
    made_at timestamptz not null default now()
);
grant select on migration.applied_file, migration.app_state to public;
"""


class ChangedMigration(Refused):
    """A file that has run here is not what it was."""

    template = QT_TRANSLATE_NOOP("errors", "The migration {file} has run in this database, but has changed since.")
    hint = QT_TRANSLATE_NOOP("errors", "Install the released version again; migrations are never edited.")


class DatabaseNewer(Refused):
    """The database was migrated by a newer version of this software."""

    template = QT_TRANSLATE_NOOP("errors", "The database has version {database}, this software only knows {software}.")
    hint = QT_TRANSLATE_NOOP("errors", "Update this software before you work on this database.")


class DatabaseOlder(Refused):
    """The database lacks migrations that this software needs."""

    template = QT_TRANSLATE_NOOP("errors", "The database has version {database}, this software needs {software}.")
    hint = QT_TRANSLATE_NOOP("errors", "An administrator brings it up to date with 'floodmap db migrate'.")


class MigrationFailed(Refused):
    """A script broke; its version was rolled back."""

    template = QT_TRANSLATE_NOOP("errors", "{file} failed, and was taken back: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "The database is as it was before. Please report this with the message.")


@dataclass(frozen=True)
class MigrationStatus:
    """Which version a database has, and what migrating would do."""

    database_version: str  # empty = not ours yet
    software_version: str
    pending: tuple[str, ...]  # versions that would run
    app_current: bool  # views, functions, rights and vocabularies are those of this software

    @property
    def up_to_date(self) -> bool:
        """Tell whether there is nothing to do."""
        return not self.pending and self.app_current


@dataclass(frozen=True)
class MigrationResult:
    """What a migration did."""

    versions: tuple[str, ...]
    app_made: bool
    version: str


def migrate(connection: Connection, feedback: Feedback | None = None, scripts: Path | None = None) -> MigrationResult:
    """Bring the database to the newest version in ``scripts`` (default: our own).

    Waits for another migrator, then finds nothing left to do.
    Raises: ChangedMigration, DatabaseNewer, MigrationFailed, Cancelled, RightsRefused.
    """
    feedback = feedback or Silent()
    scripts = scripts or paths.database_scripts()
    connection.rollback()
    with translated_errors(), _alone(connection):
        with transaction(connection) as cursor:
            cursor.execute(CREATE_BOOKS)
        versions = status(connection, scripts).pending
        pending = [folder for folder in _folders(scripts) if folder.name in versions]
        for number, folder in enumerate(pending):
            raise_if_cancelled(feedback)
            _run_version(connection, folder)
            feedback.setProgress(60 * (number + 1) / len(pending))
        raise_if_cancelled(feedback)
        app_made = bool(pending) or not status(connection, scripts).app_current
        if app_made:
            _make_app(connection, scripts)
        feedback.setProgress(100)
        return MigrationResult(tuple(folder.name for folder in pending), app_made, _newest(scripts))


def status(connection: Connection, scripts: Path | None = None) -> MigrationStatus:
    """Compare the database with the scripts, changing nothing.

    Raises: ChangedMigration, DatabaseNewer.
    """
    scripts = scripts or paths.database_scripts()
    with transaction(connection) as cursor:
        cursor.execute("select to_regclass('migration.applied_file') is not null")
        if not cursor.fetchone()[0]:
            return MigrationStatus("", _newest(scripts), tuple(f.name for f in _folders(scripts)), False)
        cursor.execute("select version, file, sha256 from migration.applied_file")
        applied = {(version, file): sha256 for version, file, sha256 in cursor}
        cursor.execute("select sha256 from migration.app_state")
        app = cursor.fetchone()
    versions = sorted({version for version, _ in applied}, key=_order)
    newest = versions[-1] if versions else ""
    if versions and _order(newest) > _order(_newest(scripts)):
        raise DatabaseNewer(database=newest, software=_newest(scripts))
    _check_unchanged(scripts, applied)
    pending = tuple(folder.name for folder in _folders(scripts) if folder.name not in versions)
    return MigrationStatus(newest, _newest(scripts), pending, app is not None and app[0] == _app_mark(scripts))


def database_version(connection: Connection) -> str:
    """Return the newest version that ran in this database, whatever this software knows; empty when none."""
    with transaction(connection) as cursor:
        cursor.execute("select to_regclass('migration.applied_file') is not null")
        if not cursor.fetchone()[0]:
            return ""
        cursor.execute("select distinct version from migration.applied_file")
        return max((version for (version,) in cursor), key=_order, default="")


def check_version(connection: Connection) -> None:
    """Refuse to work on a database of another version: the handshake of every command and window.

    Raises: DatabaseNewer, DatabaseOlder, ChangedMigration.
    """
    found = status(connection)
    if found.pending:
        raise DatabaseOlder(database=found.database_version or "-", software=found.software_version)


def create_database(settings: ConnectionSettings) -> None:
    """Create the database that ``settings`` name (UTF-8, C.UTF-8).

    Raises: RightsRefused, CannotConnect, Busy.
    """
    # Only template0 may be copied under another locale than its own.
    statement = sql.SQL("create database {} encoding 'UTF8' template template0 locale 'C.UTF-8'")
    with connected(_maintenance(settings)) as connection:
        connection.autocommit = True
        with translated_errors(), connection.cursor() as cursor:
            cursor.execute(statement.format(sql.Identifier(settings.database)))


def drop_database(settings: ConnectionSettings) -> None:
    """Drop the database that ``settings`` name with everything in it, ending its sessions."""
    with connected(_maintenance(settings)) as connection:
        connection.autocommit = True
        with translated_errors(), connection.cursor() as cursor:
            name = sql.Identifier(settings.database)
            cursor.execute(sql.SQL("drop database if exists {} with (force)").format(name))


def ensure_database(settings: ConnectionSettings, feedback: Feedback | None = None) -> MigrationResult:
    """Create the database if there is none, and migrate it.

    Raises: as ``create_database`` and ``migrate``.
    """
    try:
        connection = connect(settings)
    except DatabaseMissing:
        if not settings.database:
            raise  # a service that names no database leaves us no name to give
        _create_unless_exists(settings)
        connection = connect(settings)
    try:
        return migrate(connection, feedback)
    finally:
        connection.close()


def _create_unless_exists(settings: ConnectionSettings) -> None:
    try:
        create_database(settings)
    except psycopg2.Error as error:
        if error.pgcode not in (psycopg2.errorcodes.DUPLICATE_DATABASE, psycopg2.errorcodes.UNIQUE_VIOLATION):
            raise


def _maintenance(settings: ConnectionSettings) -> ConnectionSettings:
    return replace(settings, database="postgres")


class _alone:  # noqa: N801 - reads as a context manager
    """Hold the migrators' lock for a session, so that it spans several transactions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        with transaction(self._connection) as cursor:
            cursor.execute("select pg_advisory_lock(%s)", (LOCK,))

    def __exit__(self, *_: object) -> None:
        if not self._connection.closed:
            with transaction(self._connection) as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", (LOCK,))


def _run_version(connection: Connection, folder: Path) -> None:
    with transaction(connection) as cursor:
        cursor.execute(SEARCH_PATH)
        for file in _files(folder):
            _run_file(cursor, file)
            cursor.execute(
                "insert into migration.applied_file (version, file, sha256) values (%s, %s, %s)",
                (folder.name, file.name, _sha256(file)),
            )


def _make_app(connection: Connection, scripts: Path) -> None:
    """Drop and make everything derivable, in one transaction: other sessions see old or new."""
    with transaction(connection) as cursor:
        cursor.execute("select set_config('lock_timeout', %s, true)", (LOCK_TIMEOUT,))
        cursor.execute(SEARCH_PATH)
        cursor.execute("drop schema if exists app cascade; create schema app")
        for file in _files(scripts / "app"):
            _run_file(cursor, file)
        load_reference(cursor, scripts / "reference")
        _call_if_there(cursor, "app.take_shipped_symbols()")
        _call_if_there(cursor, "app.apply_rights()")
        _call_if_there(cursor, "app.carry_all_along()")
        cursor.execute("delete from migration.app_state")
        cursor.execute("insert into migration.app_state (sha256) values (%s)", (_app_mark(scripts),))


def _call_if_there(cursor: Cursor, function: str) -> None:
    """Call a function of ours; the scripts of a test need not have it."""
    cursor.execute("select to_regprocedure(%s) is not null", (function,))
    if cursor.fetchone()[0]:
        name = sql.Identifier(*function.removesuffix("()").split("."))
        cursor.execute(sql.SQL("select {}()").format(name))


def _run_file(cursor: Cursor, file: Path) -> None:
    """Run a whole file as one statement list: no parsing of SQL on our side."""
    try:
        cursor.execute(file.read_text(encoding="utf-8"))
    except psycopg2.Error as error:
        if error.pgcode is None:
            raise  # the connection broke, not the script
        reason = (error.diag.message_primary or str(error)) + _where(error)
        raise MigrationFailed(file=f"{file.parent.name}/{file.name}", reason=reason) from error


def _where(error: psycopg2.Error) -> str:
    position = error.diag.statement_position
    parts = [f"character {position}" if position else "", error.diag.context or ""]
    told = "; ".join(part for part in parts if part)
    return f" ({told})" if told else ""


def _check_unchanged(scripts: Path, applied: dict[tuple[str, str], str]) -> None:
    for (version, name), sha256 in sorted(applied.items()):
        file = scripts / "migrations" / version / name
        if not file.is_file() or _sha256(file) != sha256:
            raise ChangedMigration(file=f"{version}/{name}")
    for folder in _folders(scripts):
        ran = {name for version, name in applied if version == folder.name}
        added = [file.name for file in _files(folder) if ran and file.name not in ran]
        if added:
            raise ChangedMigration(file=f"{folder.name}/{added[0]}")


def _folders(scripts: Path) -> list[Path]:
    return sorted((item for item in (scripts / "migrations").iterdir() if item.is_dir()), key=lambda f: _order(f.name))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sql"))


def _newest(scripts: Path) -> str:
    folders = _folders(scripts)
    return folders[-1].name if folders else ""


def _order(version: str) -> tuple[int, ...]:
    """Sort versions by their numbers: 0.10.0 comes after 0.9.0."""
    return tuple(int(part) if part.isdigit() else -1 for part in version.split("."))


def _sha256(file: Path) -> str:
    """Return the checksum of a script, whatever line ends the checkout gave it."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _app_mark(scripts: Path) -> str:
    """Return one checksum over everything that the app part is made from."""
    mark = hashlib.sha256()
    for file in [*_files(scripts / "app"), *sorted((scripts / "reference").glob("*.csv"))]:
        mark.update(f"{file.name} {_sha256(file)}\n".encode())
    return mark.hexdigest()
