"""Spread jobs over worker processes, hear how far they are, and end them when nobody wants them any more.

QGIS draws layouts in the main thread of a process only. So every worker is a
process with a QGIS of its own, and the caller may be any thread of any program:
the command line, a QgsTask in QGIS's window.
"""

from __future__ import annotations

import json
import queue
import subprocess  # nosec B404
import threading
import time
from collections import deque
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Callable, Iterable, Sequence

from ..compat import child_environment, child_python, no_console
from ..errors import QT_TRANSLATE_NOOP, MachineRefused
from ..progress import Feedback, raise_if_cancelled
from ..resources.whole_files import remove_left, workshop
from .worker_process import Answer

Job = dict[str, Any]  # gpkg, out_dir and the options of the drawing
#: Number of a job, and how far it is in percent.
Heard = Callable[[int, float], None]
#: Number of a job, and what came of it; None when its worker died, twice.
Ended = Callable[[int, "Answer | None"], None]

#: How long a worker may take to give its sheet up before it is ended.
PATIENCE_SECONDS = 1.5


class WorkersDoNotStart(MachineRefused):
    """The processes that draw end before they are ready."""

    template = QT_TRANSLATE_NOOP("errors", "The program that draws the sheets does not start: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Run “floodmap doctor”, or ask your administrator to install the suite again.")


class Worker:
    """One drawing process."""

    def __init__(self, folder: Path, number: int, inbox: queue.Queue[tuple[Worker, Answer | None]]) -> None:
        self._log = folder / f"worker-{number}.log"
        self._inbox = inbox
        self.pid: int | None = None  # its own word, once it is ready
        own = folder / f"worker-{number}"
        own.mkdir()
        environment = child_environment(
            TMPDIR=str(own), TEMP=str(own), TMP=str(own), QGIS_CUSTOM_CONFIG_PATH=str(own), PYTHONSAFEPATH="1"
        )
        command = [child_python(), "-X", "faulthandler", "-m", "flood_core.sheets.worker_process"]
        try:
            with self._log.open("wb") as log:
                self._process = subprocess.Popen(  # nosec B603
                    command, env=environment, cwd=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                    encoding="utf-8", creationflags=no_console(),
                )  # fmt: skip
        except OSError as error:
            raise WorkersDoNotStart(reason=error.strerror or str(error)) from error
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            with suppress(ValueError):  # half a line of a process that died
                self._inbox.put((self, json.loads(line)))
        self._inbox.put((self, None))

    def give(self, job: Job) -> None:
        """Give the worker its next job; should it be dead, its silence will tell."""
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.write(json.dumps(job, ensure_ascii=False, default=str) + "\n")
                self._process.stdin.flush()

    def last_words(self) -> str:
        """Return the last line that the process wrote about itself."""
        lines = self._log.read_text(encoding="utf-8", errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def dismiss(self) -> None:
        """Tell the worker that there is nothing more to do; what it is at it gives up."""
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()

    def end(self, deadline: float) -> None:
        """Wait until ``deadline`` (monotonic) for the process to leave, then end it."""
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listener.join()
        if self._process.stdout is not None:
            self._process.stdout.close()


class WorkerPool:
    """Up to ``count`` workers; leaving the block ends them and removes what they did not finish."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._folder = Path()
        self._workshop = ExitStack()
        self._inbox: queue.Queue[tuple[Worker, Answer | None]] = queue.Queue()
        self._workers: list[Worker] = []
        self._idle: list[Worker] = []
        self._started = 0
        self._pids: set[int] = set()
        self._out_dirs: set[Path] = set()

    def __enter__(self) -> WorkerPool:
        """Make the private folder of the workers."""
        self._folder = self._workshop.enter_context(workshop())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers, the busy ones too."""
        for worker in self._workers:
            worker.dismiss()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for worker in self._workers:
            worker.end(deadline)
        while not self._inbox.empty():
            self._note_ready(*self._inbox.get())
        for folder in self._out_dirs:
            remove_left(folder, self._pids)
        self._workshop.close()

    def draw(self, jobs: Sequence[Job], feedback: Feedback, heard: Heard, ended: Ended) -> None:
        """Do all jobs. One whose worker dies gets a second try when the others are done, alone.

        Raises: Cancelled, WorkersDoNotStart.
        """
        doubtful = self._round(range(len(jobs)), jobs, self._count, feedback, heard, ended)
        for number in doubtful:
            if self._round([number], jobs, 1, feedback, heard, ended):
                ended(number, None)

    def _round(
        self, numbers: Iterable[int], jobs: Sequence[Job], count: int, feedback: Feedback, heard: Heard, ended: Ended
    ) -> list[int]:
        """Do some jobs and return those whose worker died."""
        waiting, busy, died = deque(numbers), dict[Worker, int](), list[int]()
        while waiting or busy:
            raise_if_cancelled(feedback)
            while waiting and len(busy) < count:
                worker = self._idle.pop() if self._idle else self._new_worker()
                busy[worker] = waiting.popleft()
                self._out_dirs.add(Path(jobs[busy[worker]]["out_dir"]))
                worker.give(jobs[busy[worker]])
            try:
                worker, answer = self._inbox.get(timeout=0.1)
            except queue.Empty:
                continue
            if answer is None:
                died += self._lost(worker, busy)
            elif "ready" in answer:
                self._note_ready(worker, answer)
            elif "progress" in answer:
                heard(busy[worker], float(answer["progress"]))
            else:
                self._idle.append(worker)
                ended(busy.pop(worker), answer)
        return died

    def _new_worker(self) -> Worker:
        self._started += 1
        worker = Worker(self._folder, self._started, self._inbox)
        self._workers.append(worker)
        return worker

    def _note_ready(self, worker: Worker, answer: Answer | None) -> None:
        if answer is not None and "ready" in answer:
            worker.pid = int(answer["ready"])
            self._pids.add(worker.pid)

    def _lost(self, worker: Worker, busy: dict[Worker, int]) -> list[int]:
        """Forget a worker that ended by itself and return the job that it was at."""
        if worker.pid is None:
            raise WorkersDoNotStart(reason=worker.last_words() or "?")
        if worker in self._idle:
            self._idle.remove(worker)
        return [busy.pop(worker)] if worker in busy else []
