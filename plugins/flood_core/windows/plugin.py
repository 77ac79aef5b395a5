"""What the plugins of the suite have in common: they come into QGIS's window and leave it without a trace."""

from __future__ import annotations

from typing import Any, ClassVar

from qgis.PyQt.QtWidgets import QWidget

from . import translation
from .frame import Frame
from .session import Session


class SuitePlugin:
    """Base of the suite's plugins. Subclasses name themselves and fill ``start``."""

    NAME: ClassVar[str] = ""  # the folder's name

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self._windows: list[QWidget] = []

    def initGui(self) -> None:  # noqa: N802 - QGIS's name
        """Come into QGIS's window."""
        translation.install()
        self.frame = Frame(self.iface, self.NAME)
        self.session = Session.of(self.iface)
        self.session.use(self.NAME)
        self.start()

    def unload(self) -> None:
        """Leave QGIS's window without a trace."""
        self.stop()
        for window in self._windows:
            window.close()
            window.setParent(None)
            window.deleteLater()
        self._windows.clear()
        self.frame.remove()
        self.session.release(self.NAME)

    def start(self) -> None:
        """Add actions and docks to ``self.frame``."""
        raise NotImplementedError

    def stop(self) -> None:
        """Undo what ``start`` did beyond actions, docks and kept windows."""

    def keep(self, window: QWidget) -> QWidget:
        """Hold a window open until it is closed or the plugin goes."""
        self._windows.append(window)
        window.destroyed.connect(lambda _gone=None: self._forget(window))
        return window

    def _forget(self, window: QWidget) -> None:
        self._windows = [one for one in self._windows if one is not window]
