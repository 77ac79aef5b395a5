"""What QGIS loads: the windows of the registers."""

from __future__ import annotations

from flood_core.windows.icons import icon
from flood_core.windows.plugin import SuitePlugin
from flood_core.windows.translation import tr

from .register_desk import RegisterDesk


class RegistersPlugin(SuitePlugin):
    """The entries of the registers."""

    NAME = "risk_layers"

    def start(self) -> None:
        """Add the entries."""
        self._desk = RegisterDesk(self.iface, self.session, self.frame, self.keep)
        self.frame.add("registers", tr("Registers"), icon("registers"), self._desk.open, toolbar=True)

    def stop(self) -> None:
        """Take the registers off the map."""
        self._desk.stop()
