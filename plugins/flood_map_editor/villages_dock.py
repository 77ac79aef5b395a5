"""The dock 我的村: the list of villages, and in its place the map that is open."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

from flood_core.errors import FloodMapError
from flood_core.windows.frame import Frame
from flood_core.windows.session import Session
from flood_core.windows.translation import tr
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QStackedWidget, QWidget

from .drawing_dock import DrawingDock
from .editor import Editor
from .guide import Guide
from .map_page import MapPage
from .simple_qgis import SimpleQgis
from .tables_window import TablesWindow
from .villages_page import VillagesPage, remember

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


class VillagesDock(QDockWidget):
    """Opens one map at a time, and closes it again."""

    def __init__(self, iface: Any, session: Session, frame: Frame, keep: Callable[[QWidget], QWidget]) -> None:
        """``frame`` takes the docks, ``keep`` holds a window while it is open."""
        super().__init__(tr("My villages"), iface.mainWindow())
        self.setObjectName("villagesDock")
        self._iface, self._session, self._frame, self._keep = iface, session, frame, keep
        self.editor: Editor | None = None
        self._drawing: DrawingDock | None = None
        self._page: MapPage | None = None
        self._simple = SimpleQgis(iface, self.show_preview)
        self._pages = QStackedWidget()
        self._villages = VillagesPage(iface, session, keep)
        self._villages.wanted.connect(self.open_map)
        self._pages.addWidget(self._villages)
        self.setWidget(self._pages)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("汉") * 25)
        frame.add_dock(self, LEFT)
        self.hide()
        QgsProject.instance().cleared.connect(self.close_map)  # another project takes the layers away

    def end(self) -> None:
        """Close the map that is open; everything in it is on the disk."""
        QgsProject.instance().cleared.disconnect(self.close_map)
        self.close_map()
        self._simple.end()
        self._villages.release()

    def show_in_front(self) -> None:
        """Show the dock in front of QGIS's own docks."""
        window = self._iface.mainWindow()
        beside = [
            dock for dock in window.findChildren(QDockWidget)
            if dock is not self and dock.isVisible() and not dock.isFloating() and window.dockWidgetArea(dock) == LEFT
        ]  # fmt: skip
        if beside and not self.isVisible():
            window.tabifyDockWidget(beside[-1], self)
        if not self.isVisible():
            QTimer.singleShot(0, self._take_room)  # when the docks have their sizes
        self.show()
        self.raise_()

    def _take_room(self) -> None:
        """Show a good part of the list: QGIS shares the left side out evenly."""
        window = self._iface.mainWindow()
        tabbed = [self, *window.tabifiedDockWidgets(self)]
        below = [
            dock for dock in window.findChildren(QDockWidget)
            if dock not in tabbed and dock.isVisible() and not dock.isFloating() and window.dockWidgetArea(dock) == LEFT
        ]  # fmt: skip
        if self.isVisible() and below:
            room = self.height() + sum(dock.height() for dock in below)
            window.resizeDocks([self, *below], [room, *(1 for _ in below)], Qt.Orientation.Vertical)

    def open_map(self, path: Path) -> None:
        """Open a working copy; another one that is open is closed first."""
        self.close_map()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            editor = Editor(self._iface, self._session, path)
        except FloodMapError as error:
            self._villages.show_problem(error)
            return
        finally:
            QApplication.restoreOverrideCursor()
        remember(path)
        self._villages.forget_problem()
        self.editor = editor
        guide = Guide(editor)
        self._drawing = DrawingDock(guide, self._keep)
        self._frame.add_dock(self._drawing, RIGHT)
        guide.tables_wanted.connect(lambda table: self.show_tables(editor, table))
        self._page = MapPage(guide, self._keep)
        self._page.closed.connect(self.close_map)
        self._pages.addWidget(self._page)
        self._pages.setCurrentWidget(self._page)
        self._drawing.show()
        self.show_in_front()
        self._simple.enter()

    def show_tables(self, editor: Editor, table: str) -> None:
        """Open the window with the tables of the year, at one of them."""
        found = self._iface.mainWindow().findChild(TablesWindow, "tablesWindow")
        if found is None:
            found = TablesWindow(editor, self._keep)
            self._keep(found)
        found.open_table(table)
        found.show()
        found.raise_()

    def show_preview(self) -> None:
        """Show the finished sheet of the open map."""
        if self.editor is None:
            return
        from .preview_window import PreviewWindow  # draws with the sheets' engine, which comes in when it is wanted

        window = PreviewWindow(self.editor)
        self._keep(window)
        window.show()

    def close_map(self) -> None:
        """Close the open map and show the list again."""
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        self._simple.leave()
        if self._drawing is not None:
            self._drawing.end()
            self._frame.remove_dock(self._drawing)
            self._drawing = None
        if self._page is not None:
            self._pages.removeWidget(self._page)
            self._page.deleteLater()
            self._page = None
        editor.close()
        self._pages.setCurrentWidget(self._villages)
        self._villages.reload()
