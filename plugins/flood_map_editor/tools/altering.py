"""What the right-click menu offers beside moving: put the name elsewhere, cut in two, turn, make larger or smaller."""

from __future__ import annotations

import math

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.situation.copy_commands import turned
from flood_core.windows.translation import tr
from qgis.core import QgsGeometry, QgsPointXY
from qgis.gui import QgsMapMouseEvent, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from ..editor import Editor
from .base import EditorTool, kind_of, shape

#: A thing becomes at most so many times larger or smaller at once.
MOST_FACTOR = 20.0


class OneThingTool(EditorTool):
    """Works on one thing, and is put away when it is done or given up."""

    done = pyqtSignal()

    def __init__(self, editor: Editor, uid: str) -> None:
        super().__init__(editor)
        self.uid = uid
        self._shape = editor.geometry(uid)
        self._band: QgsRubberBand | None = None

    def reset(self) -> None:
        """Take the preview off the map."""
        self.drop(self._band)
        self._band = None

    def show_shape(self, geometry: QgsGeometry) -> None:
        """Show what it would become."""
        if self._band is None:
            self._band = self.band(kind_of(geometry))
        self.show_in(self._band, geometry)

    def end(self) -> None:
        """Be put away."""
        self.reset()
        self.done.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives up."""
        event.ignore()
        if event.key() == Qt.Key.Key_Escape:
            self.end()


class LabelTool(OneThingTool):
    """One click says where the name stands; a thin line leads to it when it is far away."""

    def hint(self) -> str:
        """Return what to do next."""
        return tr("Click where the name of “{name}” shall stand. Esc gives up.", name=self.editor.name_of(self.uid))

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Show the line from the thing to its name."""
        middle = self._shape.centroid().asPoint()
        self.show_shape(QgsGeometry.fromPolylineXY([middle, self.place(event.pos())]))

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Put the name there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.editor.move_label(self.uid, QgsGeometry.fromPointXY(self.place(event.pos())))
            self.end()


class SplitTool(OneThingTool):
    """Two clicks, one on each side, cut a line or an area in two."""

    def __init__(self, editor: Editor, uid: str) -> None:
        super().__init__(editor, uid)
        self._start: QgsPointXY | None = None

    def hint(self) -> str:
        """Return what to do next."""
        if self._start is None:
            return tr("Cut in two: click beside the thing on one side. Esc gives up.")
        return tr("Now click on the other side, so that the line goes right across.")

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Show the cut."""
        if self._start is not None:
            self.show_shape(shape("line", [self._start, self.place(event.pos())]))

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Take one end of the cut, then the other."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self.place(event.pos())
        if self._start is None:
            self._start = at
            self.editor.say(self.hint())
            return
        line, self._start = shape("line", [self._start, at]), None
        self.reset()
        if self.editor.split(self.uid, line):
            self.end()


class TurnTool(OneThingTool):
    """Two clicks turn a line or an area about its middle, or change its size."""

    def __init__(self, editor: Editor, uid: str, *, sizes: bool) -> None:
        """``sizes``: the distance from the middle counts, not the direction."""
        super().__init__(editor, uid)
        self._sizes = sizes
        self._start: QPoint | None = None

    def hint(self) -> str:
        """Return what to do next."""
        if self._start is None:
            return tr("Click a point of the thing, then the place where that point shall be. Esc gives up.")
        return tr("Now click where this point shall be.")

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Show what it would become."""
        if self._start is not None:
            self.show_shape(self._made(event.pos()))

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Take the point, then where it goes."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._start is None:
            self._start = event.pos()
            self.editor.say(self.hint())
            return
        made = self._made(event.pos())
        sized = QT_TRANSLATE_NOOP("windows", "Resized: {name}")
        what = self.editor.done(sized if self._sizes else QT_TRANSLATE_NOOP("windows", "Turned: {name}"), self.uid)
        self.editor.reshape(self.uid, made, what, self._shape)
        self.end()

    def _made(self, now: QPoint) -> QgsGeometry:
        middle = self.pixel(self._shape.boundingBox().center())
        first, last = (at - middle for at in (self._start or now, now))
        if self._sizes:
            before, after = math.hypot(first.x(), first.y()), math.hypot(last.x(), last.y())
            factor = min(MOST_FACTOR, max(1 / MOST_FACTOR, after / before if before else 1.0))
            return turned(self._shape, 0.0, factor)
        angle = math.degrees(math.atan2(last.y(), last.x()) - math.atan2(first.y(), first.x()))
        return turned(self._shape, angle, 1.0)
