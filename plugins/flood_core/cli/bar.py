"""The command line's progress bar: on a terminal only, on stderr, so that output can be piped."""

from __future__ import annotations

import sys
import time
from typing import TextIO

WIDTH = 30
REDRAW_SECONDS = 0.1


class Bar:
    """A feedback that draws a bar while work runs, and leaves no trace of it."""

    def __init__(self, stream: TextIO | None = None, shown: bool | None = None) -> None:
        self._stream = stream or sys.stderr
        self._shown = self._stream.isatty() if shown is None else shown
        self._drawn = ""
        self._last = 0.0
        self._start = time.monotonic()

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Draw the progress in percent, at most ten times a second."""
        now = time.monotonic()
        if not self._shown or (now - self._last < REDRAW_SECONDS and progress < 100):
            return
        self._last = now
        share = min(max(progress, 0.0), 100.0) / 100
        filled = round(WIDTH * share)
        text = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%} {now - self._start:4.0f} s"
        self._stream.write("\r" + text)
        self._stream.flush()
        self._drawn = text

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Never: Ctrl-C comes as KeyboardInterrupt."""
        return False

    def clear(self) -> None:
        """Wipe the bar off the terminal."""
        if self._drawn:
            self._stream.write("\r" + " " * len(self._drawn) + "\r")
            self._stream.flush()
            self._drawn = ""
