"""What QGIS loads: the Processing provider ``floodmap``, and what the windows of the other plugins share."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTimer

from .processing.provider import FloodMapProvider


class FloodCorePlugin:
    """Registers the provider and, in QGIS's window, the shared windows; takes both away again."""

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.provider: FloodMapProvider | None = None
        self.shared: Any = None

    def initProcessing(self) -> None:  # noqa: N802 - QGIS's name
        """Add the provider; qgis_process calls only this."""
        self.provider = FloodMapProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:  # noqa: N802 - QGIS's name
        """Load in the QGIS window."""
        from .windows.shared import SharedWindows  # qgis_process has no widgets

        self.shared = SharedWindows(self.iface)
        self.shared.initGui()
        self.initProcessing()
        QTimer.singleShot(0, self.shared.connect_at_start)

    def unload(self) -> None:
        """Take provider and windows away."""
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.shared is not None:
            self.shared.unload()
            self.shared = None
