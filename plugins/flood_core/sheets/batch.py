"""Many sheets: one after the other, or spread over worker processes.

A sheet that fails is told with its reason and does not stop the others. Every
worker is a process with a QGIS of its own, for QGIS draws layouts in one thread.
"""

from __future__ import annotations

import importlib
import multiprocessing
import sys
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

from ..errors import QT_TRANSLATE_NOOP, Cancelled, FloodMapError, MachineRefused
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from .export import SheetResult, export_sheet


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


def export_sheets(
    gpkgs: Sequence[Path],
    out_dir: Path,
    *,
    preset: str = "A3",
    profile: str = "internal",
    formats: Sequence[str] = ("pdf", "png"),
    workers: int = 1,
    feedback: Feedback | None = None,
) -> list[SheetOutcome]:
    """Draw the sheets of many snapshots; the outcomes come in the order of ``gpkgs``.

    Raises: Cancelled. All other errors are told per sheet.
    """
    feedback = feedback or Silent()
    options: dict[str, Any] = {"preset": preset, "profile": profile, "formats": tuple(formats)}
    if workers > 1 and len(gpkgs) > 1:
        return _spread(list(gpkgs), out_dir, options, min(workers, len(gpkgs)), feedback)
    outcomes = []
    for number, gpkg in enumerate(gpkgs):
        part = Part(feedback, 100 * number / len(gpkgs), 100 * (number + 1) / len(gpkgs))
        outcomes.append(_one(gpkg, out_dir, options, part))
        feedback.setProgress(100 * (number + 1) / len(gpkgs))
    return outcomes


def _one(gpkg: Path, out_dir: Path, options: dict[str, Any], feedback: Feedback | None) -> SheetOutcome:
    try:
        return SheetOutcome(gpkg, export_sheet(gpkg, out_dir, feedback=feedback, **options))
    except Cancelled:
        raise
    except FloodMapError as error:
        return SheetOutcome(gpkg, error=error)


def _spread(
    gpkgs: list[Path], out_dir: Path, options: dict[str, Any], workers: int, feedback: Feedback
) -> list[SheetOutcome]:
    """Draw in worker processes. A worker that dies is found out by giving each doubtful sheet one of its own."""
    done: dict[Path, SheetOutcome] = {}
    context = multiprocessing.get_context("spawn")
    context.set_executable(_python())
    _round(context, gpkgs, out_dir, options, workers, feedback, done, len(gpkgs))
    for gpkg in [gpkg for gpkg in gpkgs if gpkg not in done]:
        _round(context, [gpkg], out_dir, options, 1, feedback, done, len(gpkgs))
        done.setdefault(gpkg, SheetOutcome(gpkg, error=WorkerDied(path=gpkg.name)))
    return [done[gpkg] for gpkg in gpkgs]


def _round(
    context: Any,
    gpkgs: list[Path],
    out_dir: Path,
    options: dict[str, Any],
    workers: int,
    feedback: Feedback,
    done: dict[Path, SheetOutcome],
    total: int,
) -> None:
    pool = ProcessPoolExecutor(workers, mp_context=context)
    try:
        waiting: dict[Future[dict[str, Any]], Path] = {
            pool.submit(_work, gpkg, out_dir, options): gpkg for gpkg in gpkgs
        }
        for future in as_completed(waiting):
            raise_if_cancelled(feedback)
            done[waiting[future]] = _outcome(waiting[future], future.result())
            feedback.setProgress(100 * len(done) / total)
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _work(gpkg: Path, out_dir: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Draw one sheet in a worker; plain values cross the border between processes."""
    outcome = _one(gpkg, out_dir, options, None)
    if outcome.error is not None:
        kind = type(outcome.error)
        return {"module": kind.__module__, "error": kind.__qualname__, "values": outcome.error.values}
    return {"result": outcome.result}


def _outcome(gpkg: Path, answer: dict[str, Any]) -> SheetOutcome:
    if "error" not in answer:
        return SheetOutcome(gpkg, answer["result"])
    kind = getattr(importlib.import_module(answer["module"]), answer["error"])
    return SheetOutcome(gpkg, error=kind(**answer["values"]))


def _python() -> str:
    """Return the interpreter for workers; inside QGIS on Windows ``sys.executable`` is QGIS itself."""
    if sys.platform == "win32" and "python" not in Path(sys.executable).name.lower():
        found = Path(sys.exec_prefix) / "python.exe"
        if found.is_file():
            return str(found)
    return sys.executable
