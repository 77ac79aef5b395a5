"""How long work reports progress and learns that it was cancelled.

The protocol is the part of ``QgsFeedback`` that the engine needs, so a
``QgsFeedback`` is one; the command line's bar and a test's recorder are others.
"""

from __future__ import annotations

from typing import Iterable, Iterator, Protocol, Sized, TypeVar

from .errors import Cancelled

Item = TypeVar("Item")


class Feedback(Protocol):
    """What a caller hands in to follow and to stop long work."""

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Take the progress in percent, 0 to 100."""

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Tell whether the work should stop."""


class Silent:
    """A feedback that shows nothing and never cancels."""

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Ignore the progress."""

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Never cancel."""
        return False


class Part:
    """A feedback for one stretch of a longer piece of work."""

    def __init__(self, whole: Feedback, start: float, end: float) -> None:
        self._whole, self._start, self._end = whole, start, end

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Map 0..100 of this part into the whole."""
        self._whole.setProgress(self._start + (self._end - self._start) * progress / 100)

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Ask the whole."""
        return self._whole.isCanceled()


def raise_if_cancelled(feedback: Feedback) -> None:
    """Raise ``Cancelled`` when the caller wants to stop."""
    if feedback.isCanceled():
        raise Cancelled()


def tracked(items: Iterable[Item], feedback: Feedback, total: int | None = None) -> Iterator[Item]:
    """Yield ``items``, reporting progress and stopping when cancelled."""
    if total is None:
        total = len(items) if isinstance(items, Sized) else 0
    for number, item in enumerate(items):
        raise_if_cancelled(feedback)
        yield item
        if total:
            feedback.setProgress(100 * (number + 1) / total)
