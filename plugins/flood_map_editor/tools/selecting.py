"""Select a thing with a click, and move it: by dragging, or by picking it up and putting it down."""

from __future__ import annotations

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.windows.translation import tr
from qgis.core import QgsGeometry, QgsPointXY
from qgis.gui import QgsMapMouseEvent, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from ..editor import Editor
from ..hint_line import WARNING
from .base import ENDS, EditorTool, kind_of, moved

#: A hand that trembles does not move a thing, in pixels.
STILL = 7


class HandTool(EditorTool):
    """The hand: click selects, dragging a thing moves it, dragging the ground moves the map.

    With ``carries`` a click picks a thing up and the next click puts it down:
    for people who find dragging hard.
    """

    menu_wanted = pyqtSignal(QPoint)  #: right click, where on the map

    def __init__(self, editor: Editor, *, carries: bool = False) -> None:
        super().__init__(editor)
        self._carries = carries
        self.setCursor(Qt.CursorShape.OpenHandCursor if carries else Qt.CursorShape.ArrowCursor)
        self._pressed: QPoint | None = None
        self._held: str | None = None  # uid of what is dragged or carried
        self._shape = QgsGeometry()
        self._start = QgsPointXY()
        self._band: QgsRubberBand | None = None
        self._panning = False

    def hint(self) -> str:
        """Return what to do next."""
        if self._held is not None and self._carries:
            return tr("Click the new place of “{name}”. Esc puts it back.", name=self.editor.name_of(self._held))
        if self._carries:
            return tr("Click the thing that you want to move.")
        if self.editor.is_locked:
            return tr("Click a thing to look at it · drag the ground to move the map")
        return tr("Click a thing to see and change it · drag it to move it · drag the ground to move the map")

    def reset(self) -> None:
        """Put back what is held."""
        self._pressed = self._held = None
        self._panning = False
        self.drop(self._band)
        self._band = None

    # Mouse and keys ---------------------------------------------------------------------

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Take hold of what lies under the mouse."""
        self.editor.go_on()
        if event.button() == Qt.MouseButton.RightButton:
            self._select_under(event.pos())
            self.menu_wanted.emit(self.canvas().mapToGlobal(event.pos()))
            return
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._pressed = event.pos()
        if self._held is None:
            found = self.under(event.pos())
            if found and not self.editor.is_locked:
                self._take(found[0], event.pos())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Move what is held, or the map."""
        carried = self._carries and self._held is not None and self._band is not None
        if self._pressed is None and not carried:
            return
        far = self._pressed is not None and (event.pos() - self._pressed).manhattanLength() > STILL
        if self._held is not None and (carried or far):
            self._show(event.pos())
        elif far and event.buttons() & Qt.MouseButton.LeftButton:
            self._panning = True
            self.pan(event)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Put down, select, or end moving the map."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        far = (event.pos() - self._pressed).manhattanLength() > STILL
        self._pressed = None
        if self._panning:
            self._panning = False
            self.canvas().panActionEnd(event.pos())
            self.reset()
        elif self._held is not None and (far or (self._carries and self._band is not None)):
            self._put_down(event.pos())
        elif self._carries and self._held is not None:
            self.editor.select(self._held)
            self._show(event.pos())
            self.editor.say(self.hint())
        else:
            self.reset()
            self._select_under(event.pos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete takes the selected thing off the map."""
        if event.key() == Qt.Key.Key_Delete and self.editor.selection is not None:
            event.ignore()
            self.editor.delete(self.editor.selection)
        elif event.key() in ENDS and self._held is not None and self._carries:
            event.ignore()
            self._put_down(self.canvas().mouseLastXY())
        else:
            super().keyPressEvent(event)

    # What the hand does -----------------------------------------------------------------

    def _select_under(self, pixel: QPoint) -> None:
        found = self.under(pixel)
        self.editor.select(found[0] if found else None)
        if not found and self._carries:
            self.editor.say(tr("There is nothing here to move. Click right on a symbol, a line or an area."), WARNING)

    def _take(self, uid: str, pixel: QPoint) -> None:
        self._held = uid
        self._shape = self.editor.geometry(uid)
        self._start = self.place(pixel)
        if kind_of(self._shape) == "point":  # a symbol stands where its point is, not where it was touched
            self._start = self._shape.asPoint() if not self._shape.isMultipart() else self._start

    def _show(self, pixel: QPoint) -> None:
        if self._band is None:
            self._band = self.band(kind_of(self._shape))
        self.show_in(self._band, moved(self._shape, self._start, self.place(pixel)))

    def _put_down(self, pixel: QPoint) -> None:
        uid, before, geometry = self._held, self._shape, moved(self._shape, self._start, self.place(pixel))
        self.reset()
        if uid is not None:
            self.editor.select(uid if self.editor.thing(uid) is not None else None)
            what = self.editor.done(QT_TRANSLATE_NOOP("windows", "Moved: {name}"), uid)
            self.editor.reshape(uid, geometry, what, before)
