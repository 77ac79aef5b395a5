"""What is marked on the map: the thing whose card is open, and a place that is not yet saved."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsGeometry
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtGui import QColor

from .map_tools import drop, kind_of, on_map, outline

CHOSEN, UNSAVED = "#D81B60", "#1F5FA8"


class Marks:
    """One mark at a time, above the layers."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._band: QgsRubberBand | None = None

    def show(self, geometry: QgsGeometry | None, *, unsaved: bool = False) -> None:
        """Mark a geometry (degrees), or nothing."""
        self.clear()
        if geometry is None or geometry.isEmpty():
            return
        self._band = outline(self._canvas, kind_of(geometry))
        self._band.setStrokeColor(QColor(UNSAVED if unsaved else CHOSEN))
        self._band.setToGeometry(on_map(self._canvas, geometry), None)

    def clear(self) -> None:
        """Take the mark off the map."""
        if self._band is not None:
            drop(self._canvas, self._band)
            self._band = None
