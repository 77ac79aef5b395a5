"""A process that draws sheets: a QGIS of its own, one job after the other.

Jobs come as lines of JSON on the input, answers go as lines to the output:
``{"ready": pid}``, ``{"progress": percent}`` and last ``{"result": ...}`` or
``{"error": ...}``. When the input ends, the caller wants no more or is dead:
the sheet in the making is given up and nothing of it stays.
"""

from __future__ import annotations

import importlib
import json
import os
import queue
import signal
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, Callable, TextIO

from ..errors import QT_TRANSLATE_NOOP, Cancelled, FloodMapError, MachineRefused

#: So long may a drawing call of QGIS go on when the caller is gone.
GRACE_SECONDS = 20.0
Answer = dict[str, Any]


class SheetFault(MachineRefused):
    """A fault in the suite or in QGIS stopped one sheet; the others go on."""

    template = QT_TRANSLATE_NOOP("errors", "A fault stopped the sheet of {path}: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Export this sheet again, alone. If it stays, report the fault with this file.")


class Caller:
    """The process that asked for the sheets: takes progress, and is listened to."""

    def __init__(self, jobs: TextIO, answers: TextIO) -> None:
        self._jobs, self._answers = jobs, answers
        self._waiting: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._gone = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._jobs:
            self._waiting.put(json.loads(line))
        self._gone.set()
        self._waiting.put(None)
        last = threading.Timer(GRACE_SECONDS, os._exit, (1,))
        last.daemon = True
        last.start()

    def next_job(self) -> dict[str, Any] | None:
        """Wait for a job; None when there will be no more."""
        return self._waiting.get()

    def tell(self, answer: Answer) -> None:
        """Send a line, if anybody is there to read it."""
        try:
            self._answers.write(json.dumps(answer, ensure_ascii=False, default=str) + "\n")
            self._answers.flush()
        except OSError:
            self._gone.set()

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Hand the progress on."""
        self.tell({"progress": progress})

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Tell whether the caller has gone."""
        return self._gone.is_set()


def serve(caller: Caller, work: Callable[[dict[str, Any], Caller], Any]) -> None:
    """Do jobs until there are no more; a job that fails is told and does not end the process."""
    caller.tell({"ready": os.getpid()})
    while (job := caller.next_job()) is not None:
        try:
            answer = {"result": work(job, caller)}
        except Cancelled:
            return
        except FloodMapError as error:
            answer = told(error)
        except Exception as error:  # noqa: BLE001 - the process's edge: the caller shows it, the log keeps it
            traceback.print_exc()
            answer = told(SheetFault(path=Path(job["gpkg"]).name, reason=f"{type(error).__name__}: {error}"))
        caller.tell(answer)


def told(error: FloodMapError) -> Answer:
    """Return an error as plain values, for the border between processes."""
    kind = type(error)
    return {"error": {"module": kind.__module__, "name": kind.__qualname__, "values": error.values}}


def raised(answer: Answer) -> FloodMapError | None:
    """Return the error that an answer tells of, None when it tells of none."""
    error = answer.get("error")
    if error is None:
        return None
    kind = getattr(importlib.import_module(error["module"]), error["name"])
    return kind(**error["values"])  # type: ignore[no-any-return]


def main() -> None:
    """Be a worker, until the input ends."""
    if hasattr(os, "nice"):
        os.nice(5)  # who waits at a window goes first
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the caller too, which ends this process
    # QGIS and GDAL print as they like: their words go to the log, the answers to a pipe of their own.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from .export import drawn  # QGIS comes in here

    serve(Caller(sys.stdin, answers), drawn)
    answers.close()
    os._exit(0)  # nothing is left to do, and QGIS takes its time to leave


if __name__ == "__main__":
    main()
