"""What QGIS loads: the Processing provider ``floodmap``; the windows are other plugins."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication

from .processing.provider import FloodMapProvider


class FloodCorePlugin:
    """Registers the provider with QGIS and takes it away again."""

    def __init__(self, iface: Any) -> None:
        self.iface = iface
        self.provider: FloodMapProvider | None = None

    def initProcessing(self) -> None:  # noqa: N802 - QGIS's name
        """Add the provider; qgis_process calls only this."""
        self.provider = FloodMapProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:  # noqa: N802 - QGIS's name
        """Load in the QGIS window."""
        self.initProcessing()

    def unload(self) -> None:
        """Take the provider away."""
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
