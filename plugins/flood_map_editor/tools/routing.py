"""Draw an evacuation route with two clicks: the danger zone, then the shelter; the way follows the roads."""

from __future__ import annotations

from flood_core.situation.copy_routes import is_shelter, is_zone
from flood_core.windows.translation import tr
from qgis.core import QgsGeometry
from qgis.gui import QgsMapMouseEvent, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent

from ..editor import ELEMENT, Editor
from ..hint_line import BAD
from .base import EditorTool, kind_of


class RouteTool(EditorTool):
    """Takes a danger zone, then a shelter."""

    placed = pyqtSignal(str)  #: uid of the new route
    given_up = pyqtSignal()

    def __init__(self, editor: Editor, zone: str | None = None) -> None:
        """``zone`` is known already when one comes from a list."""
        super().__init__(editor)
        self._zone = zone
        self._band: QgsRubberBand | None = None

    def activate(self) -> None:
        """Show the zone that is known already."""
        super().activate()
        if self._zone is not None:
            self._mark(self._zone)

    def hint(self) -> str:
        """Return what to do next."""
        if self._zone is None:
            return tr("Evacuation route: click the danger zone that people leave. Esc gives up.")
        return tr("From “{name}”: now click the shelter. Esc gives up.", name=self.editor.name_of(self._zone))

    def reset(self) -> None:
        """Forget the zone."""
        self._zone = None
        self.drop(self._band)
        self._band = None

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Take the zone or the shelter under the mouse."""
        self.editor.go_on()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        wanted = is_zone if self._zone is None else is_shelter
        uid = self._found(event.pos(), zone=self._zone is None)
        if uid is None:
            self.editor.say(
                tr("This is no danger zone with a place on the map. Click inside a zone.") if wanted is is_zone
                else tr("This is no shelter. Click the symbol of a shelter."), BAD,
            )  # fmt: skip
        elif self._zone is None:
            self._zone = uid
            self._mark(uid)
            self.editor.say(self.hint())
        else:
            self._draw(self._zone, uid)

    def _found(self, pixel: QPoint, *, zone: bool) -> str | None:
        for uid in self.under(pixel):
            found = self.editor.thing(uid)
            if found is not None and found[0] == ELEMENT and (is_zone if zone else is_shelter)(found[1]):
                return uid
        return None

    def _draw(self, zone: str, shelter: str) -> None:
        made = self.editor.lead(zone, shelter)
        if made is None:  # said why
            return
        self.reset()
        self.placed.emit(made)

    def _mark(self, uid: str) -> None:
        shape: QgsGeometry = self.editor.geometry(uid)
        self.drop(self._band)
        self._band = self.band(kind_of(shape))
        self.show_in(self._band, shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives up, step by step."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
            return
        event.ignore()
        if self._zone is None:
            self.given_up.emit()
        else:
            self.reset()
            self.editor.say(self.hint())
