"""How long work will take, told from how long it took so far."""

from __future__ import annotations

import time

from flood_core.windows.translation import tr

#: Before so much is done, and so many seconds have gone, a guess would be idle.
LEAST_PERCENT, LEAST_SECONDS = 5.0, 4.0


class Clock:
    """Runs from its making."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def remaining(self, percent: float) -> str:
        """Return in words how long it will take yet; empty while nobody can tell."""
        gone = time.monotonic() - self._began
        if percent < LEAST_PERCENT or gone < LEAST_SECONDS:
            return ""
        seconds = gone * (100 - percent) / percent
        if seconds < 60:
            return tr(", less than a minute left")
        minutes = round(seconds / 60)
        if minutes < 60:
            return tr(", about {minutes} minutes left", minutes=minutes)
        return tr(", about {hours} h {minutes} min left", hours=minutes // 60, minutes=minutes % 60)
