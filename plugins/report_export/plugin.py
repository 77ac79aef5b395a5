"""What QGIS loads: the windows that export sheets and reports."""

from __future__ import annotations

from typing import Any

from flood_core.windows.icons import icon
from flood_core.windows.plugin import SuitePlugin
from flood_core.windows.translation import tr


class ExportPlugin(SuitePlugin):
    """The entries of sheets and reports."""

    NAME = "report_export"

    def start(self) -> None:
        """Add the entries."""
        self._sheets: Any = None
        self._statistics: Any = None
        self._reporting: Any = None
        self.frame.add("sheets", tr("Sheets…"), icon("export"), self.open_sheets, toolbar=True,
                       tip=tr("Draw the situation maps of villages as sheets to print"))  # fmt: skip
        self.frame.add("statistics", tr("Statistics…"), icon("statistics"), self.open_statistics,
                       tip=tr("Count risk sources and relief resources of an area"))  # fmt: skip
        self.frame.add("reporting", tr("Typhoon reports…"), icon("statistics"), self.open_reporting,
                       tip=tr("Report in a typhoon, see who is missing, make the bulletin"))  # fmt: skip

    def stop(self) -> None:
        """End the work of windows that are open: nobody is left to ask."""
        for window in (self._sheets, self._statistics, self._reporting):
            if window is not None:
                window.stop_work()

    def open_sheets(self) -> None:
        """Open the window that exports sheets, or bring it to the front."""
        from .sheet_window import SheetWindow  # the drawing rooms come in with the first use, not with QGIS

        if self._sheets is None:
            self._sheets = self.keep(SheetWindow(self.iface, self.session))
            self._sheets.destroyed.connect(self._forget_sheets)
        _to_front(self._sheets)

    def open_statistics(self) -> None:
        """Open the window that makes statistics, or bring it to the front."""
        from .statistics_window import StatisticsWindow  # pandas comes in with the first use, not with QGIS

        if self._statistics is None:
            self._statistics = self.keep(StatisticsWindow(self.iface, self.session))
            self._statistics.destroyed.connect(self._forget_statistics)
        _to_front(self._statistics)

    def open_reporting(self) -> None:
        """Open the window of typhoon reports, or bring it to the front."""
        from .reporting_window import ReportingWindow  # openpyxl comes in with the first use, not with QGIS

        if self._reporting is None:
            self._reporting = self.keep(ReportingWindow(self.iface, self.session))
            self._reporting.destroyed.connect(self._forget_reporting)
        _to_front(self._reporting)

    def _forget_reporting(self) -> None:
        self._reporting = None

    def _forget_sheets(self) -> None:
        self._sheets = None

    def _forget_statistics(self) -> None:
        self._statistics = None


def _to_front(window: Any) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
