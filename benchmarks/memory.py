"""How much memory a piece of work takes, with the processes that it starts."""

from __future__ import annotations

import threading
from pathlib import Path


class MemoryWatch:
    """Watches the memory of this process and all below it, in MiB, while something runs."""

    def __init__(self, every: float = 0.05) -> None:
        self.peak, self._every = 0.0, every  # seconds: a look at a large process takes a while itself
        self._stop = threading.Event()

    def __enter__(self) -> MemoryWatch:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(self._every):
            self.peak = max(self.peak, _resident_mib())


def _resident_mib() -> float:
    """Return what this process and all below it hold for themselves: shared pages of a fork count once."""
    total = 0
    for process in ["self", *_below("self")]:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue  # it has just ended
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def _below(process: str) -> list[str]:
    """Return the processes that a process started, and those that they started."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = [pid for task in tasks for pid in (task / "children").read_text(encoding="ascii").split()]
    except OSError:
        return []  # it has just ended
    return [*children, *(one for child in children for one in _below(child))]
