"""What QGIS loads: the windows in which situation maps are edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flood_core.windows.icons import icon
from flood_core.windows.plugin import SuitePlugin
from flood_core.windows.translation import tr
from qgis.core import QgsProject

if TYPE_CHECKING:
    from .editor import Editor
    from .villages_dock import VillagesDock


class MapEditorPlugin(SuitePlugin):
    """The entries of the map editor: the dock 我的村 and the symbol library."""

    NAME = "flood_map_editor"

    def start(self) -> None:
        """Add the entries."""
        self._dock: VillagesDock | None = None
        self.frame.add("villages", tr("My villages"), icon("editor"), self.show_villages, toolbar=True)
        self.frame.add("symbols", tr("Symbol library…"), icon("symbols"), self.show_symbols)
        QgsProject.instance().readProject.connect(self._project_read)

    def stop(self) -> None:
        """Close the map that is open."""
        QgsProject.instance().readProject.disconnect(self._project_read)
        if self._dock is not None:
            self._dock.end()

    @property
    def editor(self) -> Editor | None:
        """The map that is open."""
        return self._dock.editor if self._dock is not None else None

    def show_villages(self) -> None:
        """Show the dock 我的村."""
        from .villages_dock import VillagesDock  # windows come in with their first use, not with QGIS

        if self._dock is None:
            self._dock = VillagesDock(self.iface, self.session, self.frame, self.keep)
        self._dock.show_in_front()

    def show_symbols(self) -> None:
        """Open the window 地图符号库."""
        from . import symbol_window

        symbol_window.show(self.iface, self.session, self.keep)

    def _project_read(self) -> None:
        from .editor import remove_left_layers

        if self.editor is None:
            remove_left_layers()
