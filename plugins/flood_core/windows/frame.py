"""The one menu and the one toolbar 防汛防台 that all plugins of the suite share.

Nothing is kept in Python: menu, toolbar and actions are found by their names in
QGIS's main window, so that plugins load, reload and unload in any order. The
last one that leaves takes menu and toolbar with it.
"""

from __future__ import annotations

from typing import Any, Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMenu, QToolBar

from .translation import tr

MENU, TOOLBAR = "floodmapMenu", "floodmapToolbar"
#: In this order the plugins stand in menu and toolbar, whichever was loaded first.
OWNERS = ("flood_map_editor", "risk_layers", "report_export", "flood_core")
_OWNER, _RANK = "floodmapOwner", "floodmapRank"


class Frame:
    """What one plugin puts into QGIS's window, and takes away again."""

    def __init__(self, iface: Any, owner: str) -> None:
        """``owner`` is the plugin's name, one of OWNERS."""
        self._iface, self._owner = iface, owner
        self._count = 0
        self._docks: list[QDockWidget] = []

    @property
    def window(self) -> Any:
        """QGIS's main window."""
        return self._iface.mainWindow()

    def add(
        self,
        name: str,
        text: str,
        icon: QIcon,
        triggered: Callable[[], Any],
        *,
        toolbar: bool = False,
        tip: str = "",
    ) -> QAction:
        """Add an entry ``text`` to the menu, and to the toolbar if asked; ``name`` finds it again."""
        action = QAction(icon, text, self.window)
        action.setObjectName(f"floodmap_{name}")
        action.setProperty(_OWNER, self._owner)
        action.setProperty(_RANK, OWNERS.index(self._owner) * 100 + self._count)
        action.setToolTip(tip or text)
        action.setStatusTip(tip or text)
        action.triggered.connect(lambda _checked=False: triggered())
        self._count += 1
        _insert(self._menu(), action)
        if toolbar:
            _insert(self._toolbar(), action)
        return action

    def add_dock(self, dock: QDockWidget, area: Qt.DockWidgetArea) -> None:
        """Put a dock into QGIS's window, where it stood last or into ``area``; it goes when the plugin goes."""
        if not self.window.restoreDockWidget(dock):
            self._iface.addDockWidget(area, dock)
        self._docks.append(dock)

    def remove_dock(self, dock: QDockWidget) -> None:
        """Take a dock away again before the plugin goes."""
        self._docks.remove(dock)
        self._iface.removeDockWidget(dock)
        dock.setParent(None)
        dock.deleteLater()

    def remove(self) -> None:
        """Take away all that this plugin added, and menu and toolbar when nothing else is in them."""
        for dock in list(self._docks):
            self.remove_dock(dock)
        for holder in (self.window.findChild(QMenu, MENU), self.window.findChild(QToolBar, TOOLBAR)):
            if holder is None:
                continue
            for action in holder.actions():
                if action.property(_OWNER) == self._owner:
                    holder.removeAction(action)
                    action.setParent(None)
                    action.deleteLater()
            _tidy(holder)
            if not holder.actions():
                if isinstance(holder, QMenu):
                    self.window.menuBar().removeAction(holder.menuAction())
                else:
                    self.window.removeToolBar(holder)
                holder.setParent(None)
                holder.deleteLater()
        self._count = 0

    def _menu(self) -> QMenu:
        menu = self.window.findChild(QMenu, MENU)
        if menu is None:
            menu = QMenu(tr("&Flood maps"), self.window)
            menu.setObjectName(MENU)
            menu.setToolTipsVisible(True)
            self.window.menuBar().insertMenu(self._iface.firstRightStandardMenu().menuAction(), menu)
        return menu

    def _toolbar(self) -> QToolBar:
        toolbar = self.window.findChild(QToolBar, TOOLBAR)
        if toolbar is None:
            toolbar = QToolBar(tr("Flood maps"), self.window)  # one that iface makes would die with our variable
            toolbar.setObjectName(TOOLBAR)
            toolbar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)  # for people who do not know icons
            self._iface.addToolBar(toolbar, Qt.ToolBarArea.TopToolBarArea)
            self.window.insertToolBarBreak(toolbar)  # QGIS's own rows are full on a laptop
        return toolbar


def _insert(holder: Any, action: QAction) -> None:
    """Put an action at its place, a line between the plugins."""
    later = [one for one in holder.actions() if not one.isSeparator() and one.property(_RANK) > action.property(_RANK)]
    holder.insertAction(later[0] if later else None, action)
    _tidy(holder)


def _tidy(holder: Any) -> None:
    for action in holder.actions():
        if action.isSeparator():
            holder.removeAction(action)
            action.deleteLater()
    before = None
    for action in holder.actions():
        if before is not None and action.property(_OWNER) != before:
            holder.insertSeparator(action)
        before = action.property(_OWNER)
