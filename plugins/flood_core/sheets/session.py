"""A QGIS without windows, started once per process."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from ..resources.qt_fonts import offer_to_qt

_running: list[Any] = []


def ensure_qgis() -> QgsApplication:
    """Return the running QGIS application with the suite's fonts, starting one when there is none.

    Inside QGIS or qgis_process this is theirs. Our own needs no display.
    """
    application = _running_or_started()
    offer_to_qt()
    return application


def _running_or_started() -> QgsApplication:
    running = QgsApplication.instance()
    if isinstance(running, QgsApplication) or (running is not None and QgsApplication.platform()):
        return running
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _give_runtime_folder()
    application = QgsApplication([], False)
    application.initQgis()
    _running.append(application)  # a collected application takes Qt down with it
    return application


def _give_runtime_folder() -> None:
    """Qt complains on every start when the session has no runtime folder, as under cron or in a container."""
    if os.name != "posix" or os.environ.get("XDG_RUNTIME_DIR"):
        return
    folder = Path(tempfile.gettempdir()) / f"floodmap-runtime-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(folder)


def release() -> None:
    """Let Qt delete what was removed from layouts: without an event loop it would wait for ever.

    To be called before the file behind the layers is deleted: a SQLite file that
    goes while QGIS has it open costs 1.5 MB each time.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
