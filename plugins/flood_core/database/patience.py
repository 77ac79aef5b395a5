"""Wait for an answer of the server, but not for ever.

A server that was stopped, or a network that swallows packets, leaves libpq
waiting without end: statement_timeout is the server's, keepalives are answered by
its kernel. A background thread that hangs in such a wait takes a place in Qt's
thread pool, and the map needs that pool to draw.
"""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import Iterator

import psycopg2

from ..errors import QT_TRANSLATE_NOOP, DatabaseUnavailable
from .connection import Connection, ConnectionLost


class NoAnswerInTime(ConnectionLost):
    """The server took the question and did not answer."""

    template = QT_TRANSLATE_NOOP("errors", "The database has not answered for {seconds} seconds.")
    hint = QT_TRANSLATE_NOOP("errors", "Nothing of the last step was stored. Try again when the database answers.")


class NotAnswering(DatabaseUnavailable):
    """The server is known not to answer, so nothing was asked of it."""

    template = QT_TRANSLATE_NOOP("errors", "The database does not answer; nothing was sent.")
    hint = QT_TRANSLATE_NOOP("errors", "Try again when it answers.")


@contextmanager
def answer_within(connection: Connection, seconds: float) -> Iterator[None]:
    """Hang up when a stretch of work takes longer. Raises: NoAnswerInTime; the connection is then closed."""
    tired = threading.Event()

    def hang_up() -> None:
        tired.set()
        _shut(connection)

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (psycopg2.Error, ConnectionLost) as error:
        if tired.is_set():
            raise NoAnswerInTime(seconds=round(seconds)) from error
        raise
    finally:
        timer.cancel()


def _shut(connection: Connection) -> None:
    """Shut the connection's socket under libpq: its wait ends as if the server had gone."""
    try:
        with socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as copy:
            copy.shutdown(socket.SHUT_RDWR)
    except (OSError, psycopg2.Error):
        return  # it ended by itself just now
