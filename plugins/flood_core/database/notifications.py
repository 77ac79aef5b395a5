"""Hear what others change: the uids that the database tells on the channel ``floodmap``."""

from __future__ import annotations

import select
import socket
import threading
from typing import Callable

from ..errors import DatabaseUnavailable, FloodMapError
from .connection import ConnectionSettings, connect, translated_errors

CHANNEL = "floodmap"
#: Told instead of single uids when many rows changed at once.
MANY = "00000000-0000-0000-0000-000000000000"
#: Between attempts to reach a server that went away, in seconds.
PAUSES = (1.0, 2.0, 5.0, 10.0)


class Listener:
    """Listens in a thread of its own, and comes back by itself when the server was away.

    ``on_changes(uids)`` is told the uids that changed (``MANY`` among them when
    they were too many to name, and after every gap in the listening);
    ``on_state(error)`` is told None when it listens and the error when it
    cannot. Both are called in the listener's thread.
    """

    def __init__(
        self,
        settings: ConnectionSettings,
        on_changes: Callable[[set[str]], None],
        on_state: Callable[[FloodMapError | None], None],
    ) -> None:
        self._settings, self._on_changes, self._on_state = settings, on_changes, on_state
        self._wake, self._awake = socket.socketpair()  # Windows selects sockets only
        self._stopping = threading.Event()
        self._missed = False  # what was said while we were away is not told again
        self._thread = threading.Thread(target=self._listen, name="floodmap listener", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> None:
        """End the thread; one that hangs in a dead network is left behind after ``seconds``."""
        self._stopping.set()
        self._awake.send(b"x")
        self._thread.join(seconds)
        if not self._thread.is_alive():
            self._wake.close()
            self._awake.close()

    def _listen(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            try:
                with translated_errors():
                    self._hear()
            except DatabaseUnavailable as error:
                failures = 1 if self._missed is False else failures + 1
                self._missed = True
                self._tell_state(error)
                self._stopping.wait(PAUSES[min(failures, len(PAUSES)) - 1])

    def _hear(self) -> None:
        connection = connect(self._settings)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("listen " + CHANNEL)
            self._tell_state(None)
            if self._missed:
                self._missed = False
                self._on_changes({MANY})
            while not self._stopping.is_set():
                ready, _, _ = select.select([connection, self._wake], [], [])
                if self._wake in ready:
                    return
                connection.poll()
                uids = {notice.payload for notice in connection.notifies}
                connection.notifies.clear()
                if uids:
                    self._on_changes(uids)
        finally:
            connection.close()

    def _tell_state(self, error: FloodMapError | None) -> None:
        if not self._stopping.is_set():
            self._on_state(error)
