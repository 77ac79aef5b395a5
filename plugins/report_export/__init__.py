"""The plugin report_export: sheets and reports, over the engine ``flood_core``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .plugin import ExportPlugin


def classFactory(iface: Any) -> ExportPlugin:  # noqa: N802 - the name QGIS looks for
    """Return the plugin."""
    from .plugin import ExportPlugin

    return ExportPlugin(iface)
