"""QGIS with the plugins against QGIS without: its start, in a real window on a screen of its own."""

from __future__ import annotations

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from benchmarks.comparison import Comparison
from tests.windows.desk import Desk


@dataclass(frozen=True)
class Start:
    """One start, in seconds: until the window takes clicks, of the processor, for loading our plugins."""

    seconds: float
    processor: float
    loading: float


def compare(full: bool) -> Iterator[Comparison]:
    """Yield the row of the start."""
    with tempfile.TemporaryDirectory(prefix="floodmap-bench-") as folder:
        desk = Desk(Path(folder))
        try:
            yield _start(desk, 15 if full else 5)
        finally:
            desk.close()


def _start(desk: Desk, runs: int) -> Comparison:
    """Start QGIS in turns with and without the plugins, until it would take the first click."""
    ours, bare = desk.profile("with", whole=True), desk.profile("without", plugins=None, whole=True)
    for profile in (ours, bare):  # compiled files and caches are there for both
        _start_once(desk, profile)
    starts: dict[Path, list[Start]] = {ours: [], bare: []}
    for _ in range(runs):
        for profile in (bare, ours):
            starts[profile].append(_start_once(desk, profile))

    def median(profile: Path, figure: str) -> float:
        return statistics.median(getattr(start, figure) for start in starts[profile])

    processor = median(ours, "processor") - median(bare, "processor")
    return Comparison(
        name="QGIS start with the four plugins",
        ours=median(ours, "seconds"),
        other=median(bare, "seconds"),
        other_is="QGIS without them",
        goal="at most + 0.5 s",
        remark=f"processor time + {processor:.2f} s; QGIS counts {median(ours, 'loading'):.2f} s for loading them",
    )


def _start_once(desk: Desk, profile: Path) -> Start:
    begun = time.time()
    ended = desk.work_through("starting", profile)
    assert ended.ok, ended.error + ended.log
    return Start(ended.notes["ready"] - begun, ended.notes["processor"], ended.notes["loading"])
