"""Tools on the map for the registers: see what a thing is, place one, draw one, change its shape.

Geometry goes in and out in degrees (EPSG:4490), whatever the map is drawn in.
"""

from __future__ import annotations

from typing import Any

from flood_core.layers.register_layers import CRS
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsWkbTypes,
)
from qgis.gui import QgsMapMouseEvent, QgsMapTool, QgsRubberBand, QgsVertexMarker
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent

REACH = 12  # pixels: a hand of 55 is not that steady
LINE, FILL = "#1F5FA8", "#331F5FA8"
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
_KINDS = {
    "point": QgsWkbTypes.GeometryType.PointGeometry,
    "line": QgsWkbTypes.GeometryType.LineGeometry,
    "polygon": QgsWkbTypes.GeometryType.PolygonGeometry,
}
FEWEST = {"point": 1, "line": 2, "polygon": 3}


class RegisterTool(QgsMapTool):
    """Base of the tools: places in degrees, and a band that shows a shape."""

    given_up = pyqtSignal()

    def __init__(self, canvas: Any) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def place(self, at: QPoint) -> QgsPointXY:
        """Return the degrees of a pixel."""
        degrees = QgsCoordinateReferenceSystem(CRS)
        drawn = self.canvas().mapSettings().destinationCrs()
        return QgsCoordinateTransform(drawn, degrees, QgsProject.instance()).transform(self.toMapCoordinates(at))

    def on_map(self, geometry: QgsGeometry) -> QgsGeometry:
        """Return a geometry of degrees as the map has it."""
        return on_map(self.canvas(), geometry)

    def around(self, at: QPoint) -> QgsRectangle:
        """Return the box in degrees that a click at a pixel reaches."""
        corners = [self.place(QPoint(at.x() + dx, at.y() + dy)) for dx in (-REACH, REACH) for dy in (-REACH, REACH)]
        box = QgsRectangle(corners[0], corners[0])
        for corner in corners[1:]:
            box.combineExtentWith(corner)
        return box

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - QGIS's name
        """Escape gives up."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            self.given_up.emit()


class PickTool(RegisterTool):
    """A click says which things lie there."""

    picked = pyqtSignal(object, object)  #: QgsRectangle (degrees) that the click reaches, QPoint on the screen

    def __init__(self, canvas: Any) -> None:
        super().__init__(canvas)
        self._pressed = False  # a press that another tool took is not ours to end

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Note that the click begins here."""
        self._pressed = event.button() == Qt.MouseButton.LeftButton

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Tell where the click was."""
        pressed, self._pressed = self._pressed, False
        if pressed and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(self.around(event.pos()), self.canvas().mapToGlobal(event.pos()))


class DrawTool(RegisterTool):
    """A click for a point; clicks and a double click (or Enter) for a line or an area."""

    drawn = pyqtSignal(object)  #: QgsGeometry in degrees

    def __init__(self, canvas: Any, geometry: str) -> None:
        """``geometry`` is point, line or polygon."""
        super().__init__(canvas)
        self._geometry = geometry
        self._corners: list[QgsPointXY] = []
        self._band = band(canvas, geometry)

    def deactivate(self) -> None:
        """Leave nothing on the map."""
        drop(self.canvas(), self._band)
        self._corners.clear()
        super().deactivate()

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Set a corner; the right button ends."""
        if event.button() == Qt.MouseButton.RightButton:
            self._end()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._corners.append(self.place(event.pos()))
            if self._geometry == "point":
                self._end()
            else:
                self._draw()

    def canvasDoubleClickEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """End at the corner that the first press of the double click has set."""
        self._end()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Let the shape follow the mouse."""
        if self._corners:
            self._draw(self.place(event.pos()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - QGIS's name
        """Enter ends, Backspace takes a corner back, Escape gives up."""
        if event.key() in ENDS:
            self._end()
        elif event.key() in BACK and self._corners:
            self._corners.pop()
            self._draw()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _draw(self, mouse: QgsPointXY | None = None) -> None:
        corners = [*self._corners, mouse] if mouse is not None else self._corners
        shown = "line" if len(corners) < FEWEST[self._geometry] else self._geometry
        self._band.setToGeometry(self.on_map(shape(shown, corners)), None)

    def _end(self) -> None:
        corners = [one for number, one in enumerate(self._corners) if number == 0 or one != self._corners[number - 1]]
        if len(corners) >= FEWEST[self._geometry]:
            self._corners.clear()
            self.drawn.emit(shape(self._geometry, corners))


class ReshapeTool(RegisterTool):
    """Drag a corner, drag an edge to make a new one, right click takes one away; a point follows the click."""

    reshaped = pyqtSignal(object)  #: QgsGeometry in degrees, after each change

    def __init__(self, canvas: Any, geometry: QgsGeometry) -> None:
        super().__init__(canvas)
        self._shape = QgsGeometry(geometry)
        self._kind = kind_of(geometry)
        self._band = band(canvas, self._kind)
        self._handles: list[QgsVertexMarker] = []
        self._grabbed: int | None = None

    def activate(self) -> None:
        """Show the shape with its corners."""
        super().activate()
        self._draw()

    def deactivate(self) -> None:
        """Leave nothing on the map."""
        drop(self.canvas(), self._band, *self._handles)
        self._handles.clear()
        super().deactivate()

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Take hold of a corner or an edge; the right button takes a corner away."""
        if self._kind == "point":
            return
        corner = self._corner_at(event.pos())
        if event.button() == Qt.MouseButton.RightButton:
            if corner is not None and self._may_lose_a_corner():
                self._shape.deleteVertex(corner)
                self._changed()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = corner if corner is not None else self._new_corner(event.pos())

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Drag the corner that is held."""
        if self._grabbed is not None:
            place = self.place(event.pos())
            self._shape.moveVertex(place.x(), place.y(), self._grabbed)
            self._draw()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Put the corner down; a point goes where the click was."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = self.place(event.pos())
        if self._kind == "point":
            self._shape = QgsGeometry.fromPointXY(place)
            self._changed()
        elif self._grabbed is not None:
            self._shape.moveVertex(place.x(), place.y(), self._grabbed)
            self._grabbed = None
            self._changed()

    def _changed(self) -> None:
        self._draw()
        self.reshaped.emit(QgsGeometry(self._shape))

    def _corner_at(self, at: QPoint) -> int | None:
        """Return the number of the corner under the mouse."""
        nearest, reach = None, float(REACH * REACH)
        shown = self.on_map(self._shape)  # an iterator over the corners does not keep its geometry alive
        for number, corner in enumerate(shown.vertices()):
            pixel = self.toCanvasCoordinates(QgsPointXY(corner))
            distance = (pixel.x() - at.x()) ** 2 + (pixel.y() - at.y()) ** 2
            if distance < reach:
                nearest, reach = number, float(distance)
        return nearest

    def _new_corner(self, at: QPoint) -> int | None:
        place = self.place(at)
        square, _nearest, after, _side = self._shape.closestSegmentWithContext(place)
        if square < 0 or square**0.5 > self.around(at).width() / 2:
            return None
        self._shape.insertVertex(place.x(), place.y(), after)
        return int(after)

    def _may_lose_a_corner(self) -> bool:
        corners = self._shape.constGet().nCoordinates()
        return bool(corners > FEWEST[self._kind] + (1 if self._kind == "polygon" else 0))

    def _draw(self) -> None:
        shown = self.on_map(self._shape)
        self._band.setToGeometry(shown, None)
        drop(self.canvas(), *self._handles)
        self._handles = [handle(self.canvas(), QgsPointXY(corner)) for corner in shown.vertices()]


def on_map(canvas: Any, geometry: QgsGeometry) -> QgsGeometry:
    """Return a copy of a geometry of degrees in the coordinates in which the map is drawn."""
    copy = QgsGeometry(geometry)
    degrees = QgsCoordinateReferenceSystem(CRS)
    copy.transform(QgsCoordinateTransform(degrees, canvas.mapSettings().destinationCrs(), QgsProject.instance()))
    return copy


def kind_of(geometry: QgsGeometry) -> str:
    """Return point, line or polygon."""
    return next(name for name, kind in _KINDS.items() if kind == geometry.type())


def shape(geometry: str, corners: list[QgsPointXY]) -> QgsGeometry:
    """Return a geometry from its corners, in degrees."""
    if geometry == "point":
        return QgsGeometry.fromPointXY(corners[0])
    return QgsGeometry.fromPolylineXY(corners) if geometry == "line" else QgsGeometry.fromPolygonXY([corners])


def band(canvas: Any, geometry: str) -> QgsRubberBand:
    """Return a band that shows a shape that is being worked on."""
    made = QgsRubberBand(canvas, _KINDS[geometry])
    made.setStrokeColor(QColor(LINE))
    made.setFillColor(QColor(FILL))
    made.setWidth(2)
    made.setIconSize(14)
    return made


def outline(canvas: Any, geometry: str) -> QgsRubberBand:
    """Return a band that surrounds a thing without hiding it."""
    made = QgsRubberBand(canvas, _KINDS[geometry])
    made.setFillColor(QColor(Qt.GlobalColor.transparent))
    made.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
    made.setIconSize(34)
    made.setWidth(3)
    return made


def handle(canvas: Any, at: QgsPointXY) -> QgsVertexMarker:
    """Return the mark of a corner."""
    made = QgsVertexMarker(canvas)
    made.setIconType(QgsVertexMarker.IconType.ICON_BOX)
    made.setColor(QColor(LINE))
    made.setFillColor(QColor("#FFFFFF"))
    made.setIconSize(9)
    made.setPenWidth(2)
    made.setCenter(at)
    return made


def drop(canvas: Any, *items: Any) -> None:
    """Take bands and marks off the map."""
    for item in items:
        canvas.scene().removeItem(item)
