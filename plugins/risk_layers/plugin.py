"""What QGIS loads: the windows of the registers."""

from __future__ import annotations

from flood_core.windows.plugin import SuitePlugin


class RegistersPlugin(SuitePlugin):
    """The entries of the registers."""

    NAME = "risk_layers"

    def start(self) -> None:
        """Add the entries."""
