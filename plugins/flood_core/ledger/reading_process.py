"""Start the process that reads a workbook, feed on what it sends, and end it when it goes wrong.

This is the one place where a child process for reading is started. On Linux
it is forked from the running (warm) process: no import time, and the limit on
memory counts from what it inherits. Elsewhere, and in QGIS on Windows, where
``sys.executable`` is QGIS itself, ``compat.child_python`` finds the interpreter
and the same reading runs there as ``-m flood_core.ledger.reading_process``.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import subprocess  # nosec B404
import sys
import threading
import time
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Callable, Iterator

from ..compat import child_environment, child_python, is_embedded, is_linux, limit_memory, no_console
from ..progress import Feedback, raise_if_cancelled
from .file_kinds import read_file
from .limits import Limits
from .wire import decoded, encoded
from .xlsx_parts import WorkbookRefused


class ReadingStopped(Exception):
    """The process ended without a result: code ``too_slow``, ``too_large`` or ``broken``."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def _read_and_send(path: str, limits: Limits, send: Callable[[str, Any], None]) -> None:
    """Read in this process and send messages; the last one is ``done`` or ``refused``."""
    gc.disable()  # nothing cyclic is made, and the collector would walk millions of cells
    try:
        limit_memory(limits.memory_bytes)
        read_file(Path(path), limits, send)
        send("done", None)
    except WorkbookRefused as refusal:
        send("refused", (refusal.code, refusal.values))
    except MemoryError:
        gc.enable()
        send("refused", ("too_large", {"megabytes": limits.memory_bytes >> 20}))
    except OSError as error:
        send("refused", ("unreadable_file", {"reason": error.strerror or str(error)}))


def _forked(connection: Connection, path: str, limits: Limits) -> None:
    """Be the forked child: read, send, and leave without running the parent's exit handlers."""
    status = 1
    try:
        devnull = os.open(os.devnull, os.O_RDWR)
        os.dup2(devnull, 2)
        _read_and_send(path, limits, lambda kind, value: connection.send_bytes(encoded(kind, value)))
        connection.close()
        status = 0
    finally:
        os._exit(status)


def _messages_from_fork(path: Path, limits: Limits, feedback: Feedback) -> Iterator[tuple[str, Any]]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_forked, args=(sender, str(path), limits), daemon=True)
    child.start()
    sender.close()
    deadline = time.monotonic() + limits.seconds
    try:
        while True:
            while not receiver.poll(0.1):
                raise_if_cancelled(feedback)
                if time.monotonic() > deadline:
                    raise ReadingStopped("too_slow", seconds=int(limits.seconds))
            try:
                message = decoded(receiver.recv_bytes())
            except (EOFError, ValueError) as error:
                raise ReadingStopped("died") from error
            yield message
            if message[0] in ("done", "refused"):
                return
    finally:
        receiver.close()
        if child.is_alive():
            child.join(0.2)
        if child.is_alive():
            child.kill()
        child.join()


def _messages_from_program(path: Path, limits: Limits, feedback: Feedback) -> Iterator[tuple[str, Any]]:
    """Yield the same where forking is not possible: a fresh interpreter writes the messages to its output."""
    command = [child_python(), "-m", "flood_core.ledger.reading_process", str(path), json.dumps(asdict(limits))]
    with subprocess.Popen(  # nosec B603
        command, env=child_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, creationflags=no_console(),
    ) as child:  # fmt: skip
        deadline = time.monotonic() + limits.seconds
        timer = threading.Timer(limits.seconds, child.kill)
        timer.start()
        try:
            for line in child.stdout or ():
                raise_if_cancelled(feedback)
                try:
                    message = decoded(line)
                except ValueError as error:
                    raise ReadingStopped("died") from error
                yield message
                if message[0] in ("done", "refused"):
                    return
            if time.monotonic() >= deadline:
                raise ReadingStopped("too_slow", seconds=int(limits.seconds))
            raise ReadingStopped("died")
        finally:
            timer.cancel()
            child.kill()


def messages(path: Path, limits: Limits, feedback: Feedback) -> Iterator[tuple[str, Any]]:
    """Yield what the reading process sends: ``sheet``, ``rows``, ``end``, then ``done`` or ``refused``.

    Raises: ReadingStopped when it takes too long or dies, Cancelled when the
    caller wants to stop. The process is gone when this returns.
    """
    # QGIS has many threads, and a lock that one of them holds stays locked in a fork.
    forks = is_linux() and not is_embedded()
    return (_messages_from_fork if forks else _messages_from_program)(path, limits, feedback)


def _be_the_program(path: str, limits: str) -> None:
    """Serve ``_messages_from_program``: read the file and write the messages to the output, a line each."""

    def send(kind: str, value: Any) -> None:
        sys.stdout.buffer.write(encoded(kind, value))
        sys.stdout.buffer.flush()

    _read_and_send(path, Limits(**json.loads(limits)), send)


if __name__ == "__main__":
    _be_the_program(*sys.argv[1:3])
