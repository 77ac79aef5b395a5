"""What QGIS loads: the windows that export sheets and reports."""

from __future__ import annotations

from flood_core.windows.plugin import SuitePlugin


class ExportPlugin(SuitePlugin):
    """The entries of sheets and reports."""

    NAME = "report_export"

    def start(self) -> None:
        """Add the entries."""
