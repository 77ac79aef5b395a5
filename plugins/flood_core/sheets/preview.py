"""Show a sheet before it is exported, drawn in a process of its own so that the window stays free."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..progress import Feedback
from .batch import WorkerDied
from .ground import Ground
from .worker_pool import WorkerPool
from .worker_process import Answer, raised


def preview_in_process(
    gpkg: Path, folder: Path, *, preset: str, profile: str, dpi: int = 110, ground: Ground | None = None,
    feedback: Feedback,
) -> list[Path]:  # fmt: skip
    """Draw the sheet of a snapshot coarsely into ``folder`` and return a PNG for each page.

    Raises: as export_sheet, and WorkerDied, WorkersDoNotStart.
    """
    answers: list[Answer | None] = []
    job: dict[str, Any] = {"gpkg": gpkg, "out_dir": folder, "preset": preset, "profile": profile, "dpi": dpi}
    job["ground"] = ground and ground.plain()
    with WorkerPool(1) as pool:
        pool.draw(
            [job],
            feedback,
            heard=lambda _number, percent: feedback.setProgress(percent),
            ended=lambda _number, answer: answers.append(answer),
        )
    (answer,) = answers
    if answer is None:
        raise WorkerDied(path=gpkg.name)
    error = raised(answer)
    if error is not None:
        raise error
    return [Path(path) for path in answer["result"]]
