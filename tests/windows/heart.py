"""A heart that beats in QGIS's main thread and tells for how long the window stood still."""

from __future__ import annotations

import time

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSlot

BEAT = 0.02  # seconds


class Heart(QObject):
    """Keeps the longest pause between two beats, and since when it looks."""

    def __init__(self) -> None:
        super().__init__()
        self.start_over()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(round(BEAT * 1000))

    @pyqtSlot()
    def _beat(self) -> None:
        now = time.monotonic()
        self._longest = max(self._longest, now - self._last)
        self._last = now

    def start_over(self) -> None:
        """Forget what was so far."""
        self._longest, self._last = 0.0, time.monotonic()
        self._began = self._last

    def standstill(self) -> float:
        """Return the longest pause as a share of the time since the heart began or started over.

        A window that waits in its main thread for the work in the background stands still all the time: 1.
        A share holds on a busy machine too, where everything takes longer.
        """
        self._beat()
        return self._longest / (self._last - self._began)
