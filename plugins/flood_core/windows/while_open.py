"""What background work has to say reaches a window only while the window is there."""

from __future__ import annotations

from typing import Any, Callable

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject


def while_open(window: QObject, function: Callable[..., Any]) -> Callable[..., None]:
    """Return ``function``, which does nothing any more once ``window`` is closed and gone."""

    def call(*values: Any) -> None:
        if not sip.isdeleted(window):
            function(*values)

    return call


class Latest:
    """Only the answer to what was asked last reaches a window: works in the background end in any order.

    Else a list shows what somebody chose before, when that answer took longer.
    """

    def __init__(self, window: QObject) -> None:
        self._window, self._number = window, 0

    def only(self, function: Callable[..., Any]) -> Callable[..., None]:
        """Return ``function``, which does nothing once something else was asked, or ``window`` is gone."""
        self._number += 1
        number = self._number

        def call(*values: Any) -> None:
            if number == self._number:
                while_open(self._window, function)(*values)

        return call
