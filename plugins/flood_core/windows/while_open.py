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
