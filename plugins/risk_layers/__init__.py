"""The plugin risk_layers: registers of risk sources and relief resources, over the engine ``flood_core``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .plugin import RegistersPlugin


def classFactory(iface: Any) -> RegistersPlugin:  # noqa: N802 - the name QGIS looks for
    """Return the plugin."""
    from .plugin import RegistersPlugin

    return RegistersPlugin(iface)
