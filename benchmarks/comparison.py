"""One row of the benchmark: ours, the other, what the other is, and the ratio."""

from __future__ import annotations

import os
import platform
import resource
import statistics
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Callable


@dataclass(frozen=True)
class Comparison:
    """Ours against another way to do the same work, in the same run."""

    name: str
    ours: float  # seconds, or the unit given
    other: float
    other_is: str
    goal: str  # what the ratio should be, in words; empty when it is only reported
    unit: str = "s"
    remark: str = ""

    @property
    def ratio(self) -> float:
        """Ours divided by the other."""
        return self.ours / self.other if self.other else float("inf")

    def as_dict(self) -> dict[str, Any]:
        """Return the row for JSON."""
        return {**asdict(self), "ratio": round(self.ratio, 3)}


def median_seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Return the median wall time of ``runs`` calls of ``work``."""
    return statistics.median(seconds(work) for _ in range(runs))


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of one call of ``work``."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def both_seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return wall time and processor time of one call, with that of the processes that it started and ended."""
    before = _processor_seconds()
    wall = seconds(work)
    return wall, _processor_seconds() - before


def _processor_seconds() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def machine() -> dict[str, Any]:
    """Say what the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "cpu": cpu,
    }
