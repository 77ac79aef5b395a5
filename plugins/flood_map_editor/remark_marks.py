"""Remarks of reviewers on the map: a numbered red pin each, and the tool that sets one."""

from __future__ import annotations

from typing import Mapping

from flood_core.analysis.metric import from_hex
from flood_core.windows.translation import tr
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from .editor import Editor
from .tools.base import EditorTool


class RemarkMarks:
    """The pins of the remarks that are still open."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._bands: list[QgsRubberBand] = []

    def show(self, remarks: Mapping[str, Mapping[str, object]]) -> None:
        """Show other remarks."""
        self.clear()
        for row in remarks.values():
            if row["done"]:
                continue
            band = QgsRubberBand(self._canvas, QgsWkbTypes.GeometryType.PointGeometry)
            band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
            band.setIconSize(18)
            band.setWidth(4)
            band.setStrokeColor(QColor("#d0021b"))
            band.setFillColor(QColor(255, 255, 255, 160))
            band.setToGeometry(from_hex(str(row["geom"])), QgsCoordinateReferenceSystem("EPSG:4490"))
            self._bands.append(band)

    def clear(self) -> None:
        """Take the pins off the map."""
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands.clear()


class RemarkTool(EditorTool):
    """One click says where a remark belongs."""

    chosen = pyqtSignal(object, object)  #: QgsGeometry of the place in degrees, uid of the thing there or None

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)

    def hint(self) -> str:
        """Return what to do next."""
        return tr("Remark: click the place that it is about.")

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:  # noqa: N802 - QGIS's name
        """Take the place."""
        self.editor.go_on()
        if event.button() == Qt.MouseButton.LeftButton:
            things = self.under(event.pos())
            place = QgsGeometry.fromPointXY(self.place(event.pos()))
            self.chosen.emit(place, things[0] if things else None)
