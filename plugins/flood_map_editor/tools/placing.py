"""Draw a new thing: a click for a point; clicks and a double click (or Enter) for a line or an area."""

from __future__ import annotations

from flood_core.situation import drawn_shape
from flood_core.situation.palette import PaletteEntry
from flood_core.windows.translation import tr, translate
from qgis.core import QgsGeometry, QgsPointXY
from qgis.gui import QgsMapMouseEvent, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from ..editor import Editor
from ..hint_line import BAD
from .base import BACK, ENDS, EditorTool, shape


class PlaceTool(EditorTool):
    """Places things of one symbol."""

    placed = pyqtSignal(str)  #: uid of the new thing
    given_up = pyqtSignal()

    def __init__(self, editor: Editor, entry: PaletteEntry, source_uid: str | None = None) -> None:
        """``source_uid`` is the register row that is placed, None for a thing of one's own."""
        super().__init__(editor)
        self.entry, self._source = entry, source_uid
        self._corners: list[QgsPointXY] = []
        self._band: QgsRubberBand | None = None
        self._mouse: QgsPointXY | None = None

    @property
    def corners(self) -> int:
        """Return how many corners are drawn so far."""
        return len(self._corners)

    def hint(self) -> str:
        """Return what to do next."""
        name = self.entry.name
        if self.entry.geometry == "point":
            return tr("{name}: click the place on the map. Esc gives up.", name=name)
        if not self._corners:
            return tr("{name}: click corner after corner. Double click ends, Esc gives up.", name=name)
        return tr("Double click or Enter ends · Backspace takes a corner back · Esc gives up")

    def reset(self) -> None:
        """Forget the corners."""
        self._corners.clear()
        self.drop(self._band)
        self._band = None

    # Mouse and keys ---------------------------------------------------------------------

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Set a corner; the right button ends."""
        self.editor.go_on()
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._set(self.place(event.pos(), snap=self.entry.geometry != "point"))

    def _set(self, place: QgsPointXY) -> None:
        """Set a corner, or the whole thing when it is a point."""
        self._corners.append(place)
        if self.entry.geometry == "point":
            self._end()
            return
        self._show(place)
        self.editor.say(self.hint())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Show the line to the mouse."""
        self._mouse = self.place(event.pos(), snap=self.entry.geometry != "point")
        if self._corners:
            self._show(self._mouse)

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """End the line or area; the first of the two clicks set its last corner."""
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter ends, Backspace takes a corner back, Esc gives up; Insert sets one in the middle of the map."""
        event.ignore()
        if event.key() in ENDS:
            self._end()
        elif event.key() == Qt.Key.Key_Insert:
            self.editor.go_on()
            self._set(self.to_degrees().transform(self.canvas().center()))
        elif event.key() in BACK and self._corners:
            self._corners.pop()
            if self._corners:
                self._show(self._mouse or self._corners[-1])
            else:
                self.reset()
            self.editor.say(self.hint())
        elif event.key() == Qt.Key.Key_Escape:
            half_done = bool(self._corners)
            self.reset()
            if not half_done:
                self.given_up.emit()
            self.editor.say(self.hint())

    # Drawing ----------------------------------------------------------------------------

    def _show(self, mouse: QgsPointXY) -> None:
        if self._band is None:
            self._band = self.band(self.entry.geometry)
        corners = [*self._corners, mouse]
        kind = self.entry.geometry if len(corners) > 2 else "line"
        self.show_in(self._band, shape(kind, corners))

    def _end(self) -> None:
        if not self._corners:
            return
        problem = drawn_shape.too_few(self.entry.geometry, len(self._corners))
        if problem is not None:
            self.editor.say(translate("drawing", problem), BAD)
            return
        uid = self.editor.place(self.entry, self._geometry(), self._source)
        if uid is not None:
            self.reset()
            self.placed.emit(uid)

    def _geometry(self) -> QgsGeometry:
        return shape(self.entry.geometry, self._corners)
