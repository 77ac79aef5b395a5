"""Run the steps of a job one after another, showing and keeping what each took."""

from __future__ import annotations

import hashlib
import json
import sys
import time
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator, TextIO

BAR_SECONDS = 0.2


@dataclass
class Step:
    """One step: its words, what it made, and its seconds."""

    title: str
    made: str = ""
    seconds: float = 0.0


class Bar:
    """A feedback that draws percent on a terminal and nothing elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._drawn = stream, 0.0

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Draw the percent, a few times a second at most."""
        now = time.monotonic()
        if self._stream.isatty() and now - self._drawn > BAR_SECONDS:
            self._drawn = now
            self._stream.write(f"{progress:4.0f} %\b\b\b\b\b\b")
            self._stream.flush()

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Ctrl-C stops the demo; the bar itself never does."""
        return False


@dataclass
class Job:
    """The steps done so far and the summary that grows with them."""

    total: int
    stream: TextIO = sys.stderr
    steps: list[Step] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def step(self, title: str) -> Iterator[tuple[Step, Bar]]:
        """Announce a step, time it, and show what it made."""
        step = Step(title)
        self.steps.append(step)
        self.stream.write(f"[{len(self.steps):2}/{self.total}] {padded(title, 44)} ")
        self.stream.flush()
        start = time.perf_counter()
        yield step, Bar(self.stream)
        step.seconds = time.perf_counter() - start
        self.stream.write(f"{step.seconds:6.1f} s  {step.made}\n")
        self.stream.flush()


def padded(text: str, width: int) -> str:
    """Pad ``text`` to ``width`` terminal columns; Chinese characters take two."""
    columns = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * max(0, width - columns)


def write_summary(job: Job, folder: Path, files: list[Path], facts: dict[str, Any]) -> Path:
    """Write ``summary.json``: steps with seconds, counts, files with SHA-256."""
    summary = {
        **facts,
        "steps": [{"title": step.title, "made": step.made, "seconds": round(step.seconds, 2)} for step in job.steps],
        "seconds": round(sum(step.seconds for step in job.steps), 2),
        "counts": job.counts,
        "files": [
            {"path": file.relative_to(folder).as_posix(), "bytes": file.stat().st_size, "sha256": _sha256(file)}
            for file in sorted(files)
        ],
    }
    path = folder / "summary.json"
    path.write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
