"""Connect to the suite's database and run transactions.

Settings hold no password unless the caller hands one in; it goes to libpq and
nowhere else: it is in no message, log or ``repr``.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterator
from weakref import WeakKeyDictionary

import psycopg2
from psycopg2 import errorcodes
from psycopg2.extensions import TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_INERROR, TRANSACTION_STATUS_UNKNOWN

from ..errors import (
    QT_TRANSLATE_NOOP,
    DatabaseUnavailable,
    FloodMapError,
    InputError,
    MachineRefused,
    Refused,
    reason_in,
)

Connection = Any  # psycopg2.extensions.connection; psycopg2 ships no types
Cursor = Any

DATABASE_NAME = "floodmap"
APPLICATION_NAME = "floodmap"
CONNECT_SECONDS = 10
#: A statement that runs longer than this was forgotten; imports and reports take seconds.
STATEMENT_TIMEOUT_MS = 30 * 60 * 1000
#: An abandoned open transaction would hold its locks for ever.
IDLE_IN_TRANSACTION_MS = 60 * 60 * 1000
#: libpq's words when nobody answers.
_PLACE = re.compile(r'connection to server (?:on socket|at) "(?P<place>[^"]+)".*? failed: (?P<reason>.*)')
_UNKNOWN_SERVICE = re.compile(r'definition of service "([^"]*)" not found')


class CannotConnect(DatabaseUnavailable):
    """The server does not answer, or does not let us in."""

    template = QT_TRANSLATE_NOOP("errors", "The database {database} cannot be reached: {reason}")
    hint = QT_TRANSLATE_NOOP(
        "errors",
        "For the embedded database: 'floodmap db start'. For a county's server: check the service"
        " '{database}' in pg_service.conf, the network and the password.",
    )


class NoAnswer(CannotConnect):
    """Nobody answers at the server's place."""

    template = QT_TRANSLATE_NOOP("errors", "The database {database} cannot be reached at {place}: {reason}")


class DatabaseMissing(DatabaseUnavailable):
    """The server answers, but has no such database."""

    template = QT_TRANSLATE_NOOP("errors", "The server has no database {database}.")
    hint = QT_TRANSLATE_NOOP("errors", "Make it with 'floodmap db migrate'.")


class LoginRefused(DatabaseUnavailable):
    """Wrong user name or password, or no right to connect."""

    template = QT_TRANSLATE_NOOP("errors", "The database {database} refuses this login: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Check the user name and the password, or ask the administrator.")


class ConnectionLost(DatabaseUnavailable):
    """The server went away in the middle of the work."""

    template = QT_TRANSLATE_NOOP("errors", "The connection to the database was lost: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Nothing of the last step was stored. Start it again when the database answers.")


class RightsRefused(Refused):
    """The signed-in user may not do this (SQLSTATE 42501)."""

    template = QT_TRANSLATE_NOOP("errors", "The database refused: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Ask the administrator for the right, or work in your own areas.")


class Conflict(Refused):
    """Somebody else changed the same row in the meantime (SQLSTATE 40001)."""

    template = QT_TRANSLATE_NOOP("errors", "Somebody changed this in the meantime: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Load the newest state and make the change again.")


class RuleBroken(Refused):
    """The data break a rule of the database (SQLSTATE class 23 or 22)."""

    template = QT_TRANSLATE_NOOP("errors", "The database does not accept these data: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Correct the value that the message names.")


class Busy(Refused):
    """Locks of other sessions, or a time-out, stopped the work."""

    template = QT_TRANSLATE_NOOP("errors", "The database is busy: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Wait until the other work has ended, then try again.")


class ServerDiskFull(MachineRefused):
    """The server's disk is full or cannot be written (SQLSTATE 53100, 58030)."""

    template = QT_TRANSLATE_NOOP("errors", "The database's disk is full or cannot be written: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Free space where the database keeps its data, then try again.")


class ServerOutOfMemory(MachineRefused):
    """The server has no memory left (SQLSTATE 53200)."""

    template = QT_TRANSLATE_NOOP("errors", "The database has run out of memory: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Close other programs, then try again.")


class BadSettings(InputError):
    """The settings of the connection make no sense."""

    template = QT_TRANSLATE_NOOP("errors", "The database settings are wrong: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Check the service name in pg_service.conf and the options of the command.")


class ServiceUnknown(BadSettings):
    """pg_service.conf has no entry of this name."""

    template = QT_TRANSLATE_NOOP("errors", "pg_service.conf knows no service “{service}”.")
    hint = QT_TRANSLATE_NOOP("errors", "Check the name, or ask your administrator to enter the service.")


@dataclass(frozen=True)
class ConnectionSettings:
    """Where the database is and who signs in.

    Either ``service`` (an entry of pg_service.conf), or ``host`` (a name, or the
    folder of a Unix socket) with ``port``, ``database`` and ``user``.
    """

    database: str = DATABASE_NAME
    host: str | None = None
    port: int | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    service: str | None = None
    read_only: bool = False
    language: str | None = None  # zh or en: the database's own messages in this one; None: in both

    @classmethod
    def embedded(cls, database: str = DATABASE_NAME) -> ConnectionSettings:
        """Return the administrator's settings for the embedded cluster of this machine or user."""
        from .cluster import Cluster  # the cluster connects through this module

        return Cluster.default().settings(database)

    @classmethod
    def from_service(cls, service: str, database: str | None = None) -> ConnectionSettings:
        """Return settings that leave all but the service's name (and perhaps the database) to libpq."""
        return cls(database=database or "", service=service)

    def parameters(self) -> dict[str, Any]:
        """Return libpq's connection parameters, without those that are not set."""
        named = {
            "service": self.service,
            "host": self.host,
            "port": self.port,
            "dbname": self.database or None,
            "user": self.user,
            "password": self.password,
        }
        return {key: value for key, value in named.items() if value is not None}

    def label(self) -> str:
        """Return what a message calls this database: never with a password."""
        if self.service:
            return f"{self.service}/{self.database}" if self.database else self.service
        return f"{self.database}@{self.host}" if self.host and not Path(self.host).is_absolute() else self.database


def connect(settings: ConnectionSettings) -> Connection:
    """Open a connection (autocommit off, UTF-8, time stamps in the server's zone).

    Raises: CannotConnect, DatabaseMissing, LoginRefused, BadSettings.
    """
    options = f"-c statement_timeout={STATEMENT_TIMEOUT_MS}"
    options += f" -c idle_in_transaction_session_timeout={IDLE_IN_TRANSACTION_MS}"
    if settings.language in ("zh", "en"):
        options += f" -c floodmap.language={settings.language}"
    if settings.read_only:
        options += " -c default_transaction_read_only=on"
    try:
        return psycopg2.connect(
            **settings.parameters(),
            application_name=APPLICATION_NAME,
            client_encoding="UTF8",
            connect_timeout=CONNECT_SECONDS,
            keepalives_idle=30,
            keepalives_interval=10,
            keepalives_count=3,
            options=options,
        )
    except psycopg2.OperationalError as error:
        raise _connect_error(settings, error) from None  # libpq's text may hold the connection string
    except psycopg2.ProgrammingError as error:
        raise BadSettings(reason=_first_line(error)) from None


@contextmanager
def connected(settings: ConnectionSettings) -> Iterator[Connection]:
    """Open a connection for one stretch of work and close it in any case."""
    connection = connect(settings)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: Connection) -> Iterator[Cursor]:
    """Give a cursor; commit at the end, or roll back and raise the suite's error.

    Within an open transaction (nested use) it works in a savepoint instead.
    Raises: RightsRefused, Conflict, RuleBroken, Busy, ServerDiskFull,
    ServerOutOfMemory, ConnectionLost; other errors of psycopg2 pass as they are,
    because they are faults of ours.
    """
    depth = _nesting.get(connection, 0)
    _nesting[connection] = depth + 1
    try:
        with translated_errors():
            if depth:
                yield from _savepoint(connection, f"floodmap_{depth}")
            else:
                yield from _outermost(connection)
    finally:
        _nesting[connection] = depth


@contextmanager
def one_state(connection: Connection) -> Iterator[Cursor]:
    """Give a cursor for several queries that see one state of the database; what is read within sees it too.

    Inside a caller's transaction that one's level holds. Raises: as transaction().
    """
    alone = connection.info.transaction_status == TRANSACTION_STATUS_IDLE
    with transaction(connection) as cursor:
        if alone:
            cursor.execute("set transaction isolation level repeatable read, read only")
        yield cursor


#: How many transaction() blocks are open on a connection.
_nesting: WeakKeyDictionary[Connection, int] = WeakKeyDictionary()


def _outermost(connection: Connection) -> Iterator[Cursor]:
    if not connection.closed and connection.info.transaction_status == TRANSACTION_STATUS_INERROR:
        connection.rollback()
    try:
        with connection.cursor() as cursor:
            yield cursor
        connection.commit()
    except BaseException:
        _roll_back_quietly(connection)
        raise


def _savepoint(connection: Connection, name: str) -> Iterator[Cursor]:
    with connection.cursor() as cursor:
        cursor.execute("savepoint " + name)
        try:
            yield cursor
        except BaseException:
            if not connection.closed and connection.info.transaction_status != TRANSACTION_STATUS_UNKNOWN:
                with connection.cursor() as undo:
                    undo.execute("rollback to savepoint " + name)
            raise
        cursor.execute("release savepoint " + name)


def _roll_back_quietly(connection: Connection) -> None:
    """Roll back; when the connection is gone the server has done it already."""
    try:
        if not connection.closed:
            connection.rollback()
    except psycopg2.Error:
        connection.close()


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn errors of psycopg2 that a user can do something about into the suite's."""
    try:
        yield
    except psycopg2.Error as error:
        translated = suite_error(error)
        if translated is None:
            raise
        raise translated from error


def suite_error(error: psycopg2.Error) -> FloodMapError | None:
    """Return the suite's error for one of psycopg2's, or None for a fault of ours."""
    state = error.pgcode or ""
    if not state:
        lost = isinstance(error, (psycopg2.OperationalError, psycopg2.InterfaceError))
        return ConnectionLost(reason=_first_line(error)) if lost else None
    for match, make in _BY_STATE:
        if state.startswith(match):
            return make(reason=_server_words(error))
    return None


_BY_STATE: tuple[tuple[str, Callable[..., FloodMapError]], ...] = (
    (errorcodes.INSUFFICIENT_PRIVILEGE, RightsRefused),
    (errorcodes.READ_ONLY_SQL_TRANSACTION, RightsRefused),
    (errorcodes.SERIALIZATION_FAILURE, Conflict),
    (errorcodes.DEADLOCK_DETECTED, Busy),
    (errorcodes.LOCK_NOT_AVAILABLE, Busy),
    (errorcodes.QUERY_CANCELED, Busy),
    (errorcodes.TOO_MANY_CONNECTIONS, Busy),
    (errorcodes.OBJECT_IN_USE, Busy),
    (errorcodes.OUT_OF_MEMORY, ServerOutOfMemory),
    (errorcodes.DISK_FULL, ServerDiskFull),
    (errorcodes.IO_ERROR, ServerDiskFull),
    (errorcodes.INSUFFICIENT_RESOURCES[:2], ServerDiskFull),
    ("57P", ConnectionLost),  # admin shutdown, crash shutdown, cannot connect now, database dropped
    ("08", ConnectionLost),
    ("25P03", ConnectionLost),  # idle in transaction for too long
    ("23", RuleBroken),
    ("22", RuleBroken),
)


def _server_words(error: psycopg2.Error) -> str:
    """Return the server's message, with the key that its detail names.

    Other details stay out: those of our triggers are JSON for windows, that of a
    broken check is the whole row, with names and phone numbers.
    """
    words: str = error.diag.message_primary or _first_line(error)
    detail = error.diag.message_detail or ""
    return f"{words} {detail}" if detail.startswith("Key (") else words


def _first_line(error: BaseException) -> str:
    text = str(error).strip()
    return text.splitlines()[0] if text else type(error).__name__


def _connect_error(settings: ConnectionSettings, error: psycopg2.OperationalError) -> FloodMapError:
    """Tell the reasons apart by libpq's words: a failed connect carries no SQLSTATE."""
    reason = _first_line(error)
    if settings.password:
        reason = reason.replace(settings.password, "***")
    unknown = _UNKNOWN_SERVICE.search(reason)
    if unknown:
        return ServiceUnknown(service=unknown.group(1))
    if "service file" in reason:
        return BadSettings(reason=reason)
    if "does not exist" in reason and "database" in reason:
        return DatabaseMissing(database=settings.label())
    login_words = ("authentication failed", "no password supplied", "pg_hba.conf", "permission denied for database")
    if any(word in reason for word in login_words) or ("role" in reason and "does not exist" in reason):
        return LoginRefused(database=settings.label(), reason=reason_in(reason))
    where = _PLACE.fullmatch(reason)
    if where:
        return NoAnswer(database=settings.label(), **where.groupdict())
    return CannotConnect(database=settings.label(), reason=reason)
