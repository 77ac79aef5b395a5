"""The plugin flood_map_editor: editing of situation maps, over the engine ``flood_core``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .plugin import MapEditorPlugin


def classFactory(iface: Any) -> MapEditorPlugin:  # noqa: N802 - the name QGIS looks for
    """Return the plugin."""
    from .plugin import MapEditorPlugin

    return MapEditorPlugin(iface)
