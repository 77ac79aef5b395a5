"""Write the files of a report so that each is whole or not there."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Sequence, TypeVar

from ..progress import Feedback, Part, raise_if_cancelled
from ..resources.whole_files import workshop
from .errors import CannotWriteReport
from .tables import Report

#: Writes a report to a path that may exist.
Writer = Callable[[Report, Path, Feedback], None]
AnyReport = TypeVar("AnyReport", bound=Report)


def publish(
    report: AnyReport,
    folder: Path,
    writers: Sequence[tuple[str, Callable[[AnyReport, Path, Feedback], None]]],
    feedback: Feedback,
) -> list[Path]:
    """Write every file beside its place first, then move all into place.

    Args: ``writers`` names with the function that writes each.
    Raises: CannotWriteReport, Cancelled, and what a writer raises; then no new
    file is left and an older one of the same name is as it was.
    """
    written: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with workshop(folder) as place:
            for number, (name, write) in enumerate(writers):
                raise_if_cancelled(feedback)
                part = Part(feedback, 95 * number / len(writers), 95 * (number + 1) / len(writers))
                draft = place / name
                write(report, draft, part)
                written.append((draft, folder / name))
            raise_if_cancelled(feedback)
            for draft, place in written:
                draft.replace(place)
    except OSError as error:
        raise CannotWriteReport(path=str(folder), reason=error.strerror or str(error)) from error
    feedback.setProgress(100)
    return [place for _, place in written]
