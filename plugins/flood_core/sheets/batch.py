"""Many sheets: one after the other in this process, or spread over worker processes.

A sheet that fails is told with its reason and does not stop the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Sequence

from ..errors import QT_TRANSLATE_NOOP, Cancelled, FloodMapError, MachineRefused
from ..progress import Feedback, Part, Silent
from .export import SheetResult, export_sheet
from .ground import Ground
from .worker_pool import WorkerPool
from .worker_process import Answer, raised


class WorkerDied(MachineRefused):
    """The process that drew a sheet ended without a word: memory, or a fault in QGIS."""

    template = QT_TRANSLATE_NOOP("errors", "The process that drew {path} ended unexpectedly.")
    hint = QT_TRANSLATE_NOOP("errors", "Free some memory and export this sheet again, alone.")


@dataclass
class SheetOutcome:
    """What became of one snapshot: its sheet, or the error that stopped it."""

    gpkg: Path
    result: SheetResult | None = None
    error: FloodMapError | None = None
    skipped: bool = False  # the sheet was there already, made of the same


#: Told of every sheet while it is drawn: its number among the snapshots, percent, and at its end what became of it.
Watch = Callable[[int, float, "SheetOutcome | None"], None]


def export_sheets(
    gpkgs: Sequence[Path],
    out_dir: Path,
    *,
    preset: str = "A3",
    profile: str = "internal",
    formats: Sequence[str] = ("pdf", "png"),
    stamps: Sequence[str] = (),
    grounds: Sequence[Ground | None] = (),
    workers: int = 0,
    feedback: Feedback | None = None,
    watch: Watch | None = None,
) -> list[SheetOutcome]:
    """Draw the sheets of many snapshots; the outcomes come in the order of ``gpkgs``.

    Args: ``stamps`` go into the manifests, ``grounds`` under the maps, one for each; ``workers`` processes
    draw, 0 = this one, which then must be its main thread. ``watch`` hears of
    every single sheet.
    Raises: Cancelled, WorkersDoNotStart. All other errors are told per sheet.
    When it returns or raises, no process is left and nothing half done.
    """
    work = _Batch(list(gpkgs), feedback or Silent(), watch or (lambda _number, _percent, _outcome: None))
    options: dict[str, Any] = {"preset": preset, "profile": profile, "formats": tuple(formats)}
    laid = list(grounds) or [None] * len(gpkgs)
    own: list[dict[str, Any]] = [
        {"stamp": stamp, "ground": ground} for stamp, ground in zip(list(stamps) or [""] * len(gpkgs), laid)
    ]
    if workers > 0 and gpkgs:
        jobs = [
            {"gpkg": gpkg, "out_dir": out_dir, **options, **one, "ground": one["ground"] and one["ground"].plain()}
            for gpkg, one in zip(gpkgs, own)
        ]
        with WorkerPool(min(workers, len(jobs))) as pool:
            pool.draw(jobs, work.feedback, work.heard, work.answered)
    else:
        for number, gpkg in enumerate(work.gpkgs):
            work.ended(number, _one(gpkg, out_dir, {**options, **own[number]}, work.part(number)))
    return [outcome for outcome in work.outcomes if outcome is not None]


class _Batch:
    """Adds up how far all sheets are and keeps what became of them."""

    def __init__(self, gpkgs: list[Path], feedback: Feedback, watch: Watch) -> None:
        self.gpkgs, self.feedback = gpkgs, feedback
        self.outcomes: list[SheetOutcome | None] = [None] * len(gpkgs)
        self._watch = watch
        self._percents = [0.0] * len(gpkgs)

    def part(self, number: int) -> Feedback:
        """Return the feedback for one sheet that is drawn in this process."""
        return _One(self, number)

    def heard(self, number: int, percent: float) -> None:
        """Take how far a sheet is."""
        self._percents[number] = percent
        self.feedback.setProgress(sum(self._percents) / len(self._percents))
        self._watch(number, percent, self.outcomes[number])

    def answered(self, number: int, answer: Answer | None) -> None:
        """Take the answer of a worker."""
        gpkg = self.gpkgs[number]
        error = WorkerDied(path=gpkg.name) if answer is None else raised(answer)
        result = SheetResult.of(answer["result"]) if answer is not None and error is None else None
        self.ended(number, SheetOutcome(gpkg, result, error))

    def ended(self, number: int, outcome: SheetOutcome) -> None:
        """Keep what became of a sheet."""
        self.outcomes[number] = outcome
        self.heard(number, 100.0)


class _One(Part):
    """The feedback of one sheet of a batch."""

    def __init__(self, batch: _Batch, number: int) -> None:
        super().__init__(batch.feedback, 0, 100)
        self._batch, self._number = batch, number

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Tell the batch."""
        self._batch.heard(self._number, progress)


def _one(gpkg: Path, out_dir: Path, options: dict[str, Any], feedback: Feedback) -> SheetOutcome:
    try:
        return SheetOutcome(gpkg, export_sheet(gpkg, out_dir, feedback=feedback, **options))
    except Cancelled:
        raise
    except FloodMapError as error:
        return SheetOutcome(gpkg, error=error)
