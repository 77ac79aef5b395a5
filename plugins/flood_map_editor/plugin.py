"""What QGIS loads: the windows in which situation maps are edited."""

from __future__ import annotations

from pathlib import Path

from flood_core.errors import FloodMapError
from flood_core.windows.icons import icon
from flood_core.windows.plugin import SuitePlugin
from flood_core.windows.translation import tr
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QStackedWidget

from .drawing_dock import DrawingDock
from .editor import Editor, remove_left_layers
from .map_page import MapPage
from .villages_page import VillagesPage, remember


class MapEditorPlugin(SuitePlugin):
    """The entries of the map editor: the dock 我的村, and what belongs to the map that is open."""

    NAME = "flood_map_editor"

    def start(self) -> None:
        """Add the entry and the dock, which opens with it."""
        self.editor: Editor | None = None
        self._drawing: DrawingDock | None = None
        self._page: MapPage | None = None
        self.frame.add("villages", tr("My villages"), icon("editor"), self.show_villages, toolbar=True)
        self.frame.add("symbols", tr("Symbol library…"), icon("symbols"), self.show_symbols)
        self._dock = QDockWidget(tr("My villages"), self.iface.mainWindow())
        self._dock.setObjectName("villagesDock")
        self._pages = QStackedWidget()
        self._villages = VillagesPage(self.iface, self.session, self.keep)
        self._villages.wanted.connect(self.open_map)
        self._pages.addWidget(self._villages)
        self._dock.setWidget(self._pages)
        self._dock.setMinimumWidth(self._dock.fontMetrics().horizontalAdvance("汉") * 25)
        self.frame.add_dock(self._dock, Qt.DockWidgetArea.LeftDockWidgetArea)
        self._dock.hide()
        QgsProject.instance().readProject.connect(self._project_read)
        QgsProject.instance().cleared.connect(self._project_cleared)

    def stop(self) -> None:
        """Close the map that is open; everything in it is on the disk."""
        QgsProject.instance().readProject.disconnect(self._project_read)
        QgsProject.instance().cleared.disconnect(self._project_cleared)
        self.close_map()
        self._villages.release()

    def show_symbols(self) -> None:
        """Open the window 地图符号库."""
        from . import symbol_window  # with all that it needs only when it is asked for

        symbol_window.show(self.iface, self.session, self.keep)

    def show_villages(self) -> None:
        """Show the dock 我的村 in front of QGIS's own docks."""
        window = self.iface.mainWindow()
        beside = [
            dock for dock in window.findChildren(QDockWidget)
            if dock is not self._dock and dock.isVisible() and not dock.isFloating()
            and window.dockWidgetArea(dock) == Qt.DockWidgetArea.LeftDockWidgetArea
        ]  # fmt: skip
        if beside and not self._dock.isVisible():
            window.tabifyDockWidget(beside[-1], self._dock)
        self._dock.show()
        self._dock.raise_()

    def open_map(self, path: Path) -> None:
        """Open a working copy; another one that is open is closed first."""
        self.close_map()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            editor = Editor(self.iface, self.session, path)
        except FloodMapError as error:
            self._villages.show_problem(error)
            return
        finally:
            QApplication.restoreOverrideCursor()
        remember(path)
        self.editor = editor
        self._drawing = DrawingDock(editor)
        self.frame.add_dock(self._drawing, Qt.DockWidgetArea.RightDockWidgetArea)
        self._page = MapPage(editor, self.keep)
        self._page.closed.connect(self.close_map)
        self._pages.addWidget(self._page)
        self._pages.setCurrentWidget(self._page)
        self._drawing.show()
        self.show_villages()

    def close_map(self) -> None:
        """Close the open map and show the list again."""
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        if self._drawing is not None:
            self._drawing.end()
            self.frame.remove_dock(self._drawing)
            self._drawing = None
        if self._page is not None:
            self._pages.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None
        editor.close()
        self._pages.setCurrentWidget(self._villages)
        self._villages.reload()

    def _project_read(self) -> None:
        if self.editor is None:
            remove_left_layers()

    def _project_cleared(self) -> None:
        """Another project takes the layers away: the map closes with them."""
        self.close_map()
