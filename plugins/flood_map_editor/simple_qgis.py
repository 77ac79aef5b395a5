"""A simple QGIS: only the map, the steps and what one draws with; one button brings all of QGIS back."""

from __future__ import annotations

from typing import Any, Callable

from flood_core.windows import settings
from flood_core.windows.frame import TOOLBAR
from flood_core.windows.icons import icon
from flood_core.windows.translation import tr
from qgis.PyQt.QtCore import QObject, QSize, Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QAbstractScrollArea, QDockWidget, QSizePolicy, QToolBar, QToolButton, QWidget

_WANTED, _BIG, _PUT_AWAY = "editor/simple", "editor/big_text", "editor/put_away"
#: How much larger big text is.
LARGER = 1.25
#: Docks that belong to the editor.
OURS = ("villagesDock", "drawingDock")


class SimpleQgis(QObject):
    """Hides what a compiler does not need while a map is open, and puts it back as it was."""

    def __init__(self, iface: Any, preview: Callable[[], None]) -> None:
        """``preview`` shows the finished sheet."""
        super().__init__(iface.mainWindow())
        self._iface, self._preview = iface, preview
        self._hidden: list[QWidget] = []
        self._bar: QToolBar | None = None
        self._switch: QToolButton | None = None
        self._bring_back_left()
        iface.initializationCompleted.connect(self._bring_back_left)

    @property
    def is_simple(self) -> bool:
        """Tell whether QGIS is simple now."""
        return bool(self._hidden)

    def enter(self) -> None:
        """Show the bar of an open map, and a simple QGIS unless the person wants all of it."""
        self._make_bar()
        self.show_simple(str(settings.value(_WANTED, True)).lower() != "false")

    def leave(self) -> None:
        """Put all back as it was before the map was opened."""
        self._bring_back()
        if self._bar is not None:
            self._iface.mainWindow().removeToolBar(self._bar)
            self._bar.setParent(None)
            self._bar.deleteLater()
            self._bar = self._switch = None

    def switch(self) -> None:
        """Change between simple and all of QGIS, and remember it."""
        wanted = not self.is_simple
        settings.keep(_WANTED, wanted)
        self.show_simple(wanted)

    def show_simple(self, wanted: bool) -> None:
        """Make QGIS simple, or bring all of it back."""
        if wanted and not self.is_simple:
            self._put_away()
        elif not wanted:
            self._bring_back()
        if self._switch is not None:
            self._switch.setText(tr("Show all of QGIS") if wanted else tr("Show a simple QGIS"))

    def _put_away(self) -> None:
        window = self._iface.mainWindow()
        others = [one for one in window.findChildren(QToolBar) if one.objectName() not in (TOOLBAR, "guideToolbar")]
        others = [one for one in others if one.parent() is window]
        docks = [one for one in window.findChildren(QDockWidget) if one.objectName() not in OURS]
        for one in [*others, *docks]:
            if one.isVisibleTo(window):
                one.hide()
                self._hidden.append(one)
        settings.keep(_PUT_AWAY, [one.objectName() for one in self._hidden])

    def _bring_back(self) -> None:
        for one in self._hidden:
            one.show()
        self._hidden.clear()
        settings.keep(_PUT_AWAY, [])

    def _bring_back_left(self) -> None:
        """Show what is hidden since QGIS ended, or was ended, with a map open."""
        kept = settings.value(_PUT_AWAY, [])
        names = [kept] if isinstance(kept, str) else list(kept or [])
        if self.is_simple or not names:
            return
        window = self._iface.mainWindow()
        for kind in (QToolBar, QDockWidget):
            for one in window.findChildren(kind):
                if one.objectName() in names:
                    one.show()
        settings.keep(_PUT_AWAY, [])

    def end(self) -> None:
        """Go with the plugin."""
        self.leave()
        self._iface.initializationCompleted.disconnect(self._bring_back_left)
        self.setParent(None)
        self.deleteLater()

    def _make_bar(self) -> None:
        window = self._iface.mainWindow()
        self._bar = QToolBar(tr("Map editor"), window)
        self._bar.setObjectName("guideToolbar")
        self._bar.setMovable(False)
        self._bar.setIconSize(QSize(24, 24))
        canvas = self._iface.mapCanvas()
        for name, picture, text, action in (
            ("zoomIn", "zoom_in", tr("Larger"), canvas.zoomIn),
            ("zoomOut", "zoom_out", tr("Smaller"), canvas.zoomOut),
            ("previewSheet", "preview", tr("Preview the sheet"), self._preview),
            ("bigText", "big_text", tr("Big text"), self.switch_text),
        ):
            button = QToolButton()
            button.setObjectName(name)
            button.setIcon(icon(picture))
            button.setText(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _checked=False, action=action: action())
            self._bar.addWidget(button)
        room = QWidget()
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bar.addWidget(room)
        self._switch = QToolButton()
        self._switch.setObjectName("switchSimple")
        self._switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._switch.clicked.connect(lambda _checked=False: self.switch())
        self._bar.addWidget(self._switch)
        window.addToolBar(self._bar)
        self._show_text()

    # Big text ---------------------------------------------------------------------------

    def switch_text(self) -> None:
        """Change between big and plain text in the editor's windows, and remember it."""
        settings.keep(_BIG, not is_text_big())
        self._show_text()

    def _show_text(self) -> None:
        window = self._iface.mainWindow()
        plain = window.fontInfo().pointSizeF()
        words = f"QWidget {{ font-size: {plain * LARGER:.1f}pt; }} QToolButton {{ font-size: {plain:.1f}pt; }}"
        for name in OURS:  # QGIS sets its font by a style sheet, which only another style sheet overrides
            dock = window.findChild(QDockWidget, name)
            if dock is None:
                continue
            dock.setStyleSheet(words if is_text_big() else "")
            if not is_text_big():  # Qt leaves them as large as they were, and all that is put into them later
                for area in dock.findChildren(QAbstractScrollArea):
                    area.viewport().setFont(QFont())


def is_text_big() -> bool:
    """Tell whether the person wants big text."""
    return str(settings.value(_BIG, False)).lower() == "true"
