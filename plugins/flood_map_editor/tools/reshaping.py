"""Change the shape of a line or an area: drag its corners, make new ones on its edges, take some away."""

from __future__ import annotations

import math

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.situation import drawn_shape
from flood_core.windows.translation import tr, translate
from qgis.core import QgsGeometry, QgsPointXY
from qgis.gui import QgsMapMouseEvent, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ..editor import Editor
from ..hint_line import BAD
from .base import BACK, LINE, REACH, EditorTool, kind_of

#: More handles than this nobody can hit; the nearest to the mouse are reached all the same.
MOST_HANDLES = 400


class ReshapeTool(EditorTool):
    """Works on the selected thing; a click on another one selects that."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._shape = QgsGeometry()
        self._handles: list[QgsVertexMarker] = []
        self._grabbed: int | None = None  # number of the corner that is dragged
        self._at: int | None = None  # number of the corner under the mouse
        self._before = QgsGeometry()
        self._band: QgsRubberBand | None = None
        editor.selected.connect(self._take_up)
        editor.changed.connect(self._renew)

    def hint(self) -> str:
        """Return what to do next."""
        if self.editor.selection is None:
            return tr("Click the line or area whose shape you want to change.")
        if kind_of_selected(self.editor) == "point":
            return tr("A symbol has no corners: drag it with the hand instead.")
        return tr("Drag a corner · drag an edge to make a new corner · right click takes a corner away")

    def activate(self) -> None:
        """Show the corners of the selected thing."""
        super().activate()
        self._take_up(self.editor.selection)

    def reset(self) -> None:
        """Put back what is dragged."""
        if self._grabbed is not None:
            self._shape = QgsGeometry(self._before)
            self._grabbed = None
        self._clear()
        if self.isActive():
            self._draw_handles()

    def deactivate(self) -> None:
        """Take the corners off the map."""
        super().deactivate()
        self._clear()

    def _clear(self) -> None:
        for handle in self._handles:
            self.canvas().scene().removeItem(handle)
        self._handles.clear()
        self.drop(self._band)
        self._band = None

    def _take_up(self, uid: str | None) -> None:
        if not self.isActive() or self._grabbed is not None:
            return
        self._shape = self.editor.geometry(uid) if uid else QgsGeometry()
        if not self._shape.isNull() and kind_of(self._shape) == "point":
            self._shape = QgsGeometry()
        self._clear()
        self._draw_handles()
        self.editor.say(self.hint())

    def _renew(self) -> None:
        if self.isActive() and self._grabbed is None and self.editor.selection is not None:
            now = self.editor.geometry(self.editor.selection)
            if kind_of(now) != "point" and not now.equals(self._shape):
                self._take_up(self.editor.selection)

    def _draw_handles(self) -> None:
        to_map = self.to_map()
        for number, vertex in enumerate(self._shape.vertices()):
            if number >= MOST_HANDLES:
                break
            handle = QgsVertexMarker(self.canvas())
            handle.setIconType(QgsVertexMarker.IconType.ICON_BOX)
            handle.setIconSize(12)
            handle.setPenWidth(2)
            handle.setColor(QColor(LINE))
            handle.setFillColor(QColor("#ffffff"))
            handle.setCenter(to_map.transform(QgsPointXY(vertex)))
            self._handles.append(handle)

    # Mouse and keys ---------------------------------------------------------------------

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Grab a corner, or make one on an edge; the right button takes one away."""
        self.editor.go_on()
        corner = self._corner_at(event.pos())
        if event.button() == Qt.MouseButton.RightButton:
            if corner is not None:
                self._take_away(corner)
            return
        if event.button() != Qt.MouseButton.LeftButton or self.editor.is_locked:
            return
        self._before = QgsGeometry(self._shape)
        if corner is None:
            corner = self._new_corner(event.pos())
        if corner is not None:
            self._grabbed = corner
            return
        found = self.under(event.pos())
        self.editor.select(found[0] if found else None)

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Drag the corner."""
        if self._grabbed is None:
            self._at = self._corner_at(event.pos())
            self.setCursor(Qt.CursorShape.CrossCursor if self._at is None else Qt.CursorShape.SizeAllCursor)
            return
        self._move_corner(self._grabbed, self.place(event.pos(), snap=True))
        if self._band is None:
            self._band = self.band(kind_of(self._shape))
        self.show_in(self._band, self._shape)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Let the corner go where it is."""
        if self._grabbed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._move_corner(self._grabbed, self.place(event.pos(), snap=True))
        self._grabbed = None
        self._keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Backspace and Delete take the corner under the mouse away."""
        if event.key() in BACK and self._at is not None and self._grabbed is None:
            event.ignore()
            self._take_away(self._at)
            return
        super().keyPressEvent(event)

    # Corners ----------------------------------------------------------------------------

    def _corner_at(self, pixel: QPoint) -> int | None:
        """Return the number of the corner under a pixel, the nearest within reach."""
        best, found = float(REACH), None
        to_map = self.to_map()
        for number, vertex in enumerate(self._shape.vertices()):
            at = self.toCanvasCoordinates(to_map.transform(QgsPointXY(vertex)))
            distance = math.hypot(at.x() - pixel.x(), at.y() - pixel.y())
            if distance < best:
                best, found = distance, number
        return found

    def _new_corner(self, pixel: QPoint) -> int | None:
        """Make a corner on the edge under a pixel and return its number."""
        if self._shape.isNull():
            return None
        place = self.place(pixel)
        _, nearest, after, _ = self._shape.closestSegmentWithContext(place)
        at = self.pixel(nearest)
        if math.hypot(at.x() - pixel.x(), at.y() - pixel.y()) > REACH:
            return None
        return after if self._shape.insertVertex(place.x(), place.y(), after) else None

    def _move_corner(self, number: int, place: QgsPointXY) -> None:
        self._shape.moveVertex(place.x(), place.y(), number)

    def _take_away(self, corner: int) -> None:
        self._before = QgsGeometry(self._shape)
        found, vertex = self._shape.vertexIdFromVertexNr(corner)
        count = self._shape.constGet().vertexCount(vertex.part, vertex.ring) if found else 0
        left = count - 1 - (1 if kind_of(self._shape) == "polygon" else 0)
        problem = drawn_shape.too_few(kind_of(self._shape), left)
        if problem is not None or not self._shape.deleteVertex(corner):
            self.editor.say(translate("drawing", problem or ""), BAD)
            self._shape = QgsGeometry(self._before)
            return
        self._keep()

    def _keep(self) -> None:
        uid = self.editor.selection
        kept = uid is not None and self.editor.reshape(
            uid, QgsGeometry(self._shape), self.editor.done(QT_TRANSLATE_NOOP("windows", "Reshaped: {name}"), uid),
            self._before,
        )  # fmt: skip
        if not kept:
            self._shape = QgsGeometry(self._before)
        self._clear()
        self._draw_handles()


def kind_of_selected(editor: Editor) -> str:
    """Return point, line or polygon for the selected thing."""
    geometry = editor.geometry(editor.selection) if editor.selection else QgsGeometry()
    return "" if geometry.isNull() else kind_of(geometry)
