"""What QGIS loads: the windows in which situation maps are edited."""

from __future__ import annotations

from flood_core.windows.plugin import SuitePlugin


class MapEditorPlugin(SuitePlugin):
    """The entries of the map editor."""

    NAME = "flood_map_editor"

    def start(self) -> None:
        """Add the entries."""
