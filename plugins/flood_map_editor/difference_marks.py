"""What differs from an earlier map, drawn in red over this one."""

from __future__ import annotations

from typing import Sequence

from flood_core.analysis.metric import from_hex
from flood_core.situation.difference import ADDED, MOVED, REMOVED, Changed
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

RED = QColor("#d0021b")
_KINDS = (
    QgsWkbTypes.GeometryType.PointGeometry, QgsWkbTypes.GeometryType.LineGeometry,
    QgsWkbTypes.GeometryType.PolygonGeometry,
)  # fmt: skip


class DifferenceMarks:
    """Full red: new or changed. Dashed red: gone. A dashed line leads from where a thing was to where it is."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._bands: list[QgsRubberBand] = []

    def show(self, found: Sequence[Changed]) -> None:
        """Draw other differences."""
        self.clear()
        for one in found:
            if one.kind in (REMOVED, MOVED) and one.before is not None:
                self._draw(from_hex(one.before), dashed=True, icon=QgsRubberBand.IconType.ICON_X)
            if one.kind != REMOVED and one.now is not None:
                icons = QgsRubberBand.IconType
                icon = icons.ICON_FULL_DIAMOND if one.kind == ADDED else icons.ICON_BOX
                self._draw(from_hex(one.now), dashed=False, icon=icon)
            if one.kind == MOVED and one.before is not None and one.now is not None:
                ends = [from_hex(text).centroid().asPoint() for text in (one.before, one.now)]
                self._draw(QgsGeometry.fromPolylineXY(ends), dashed=True, icon=QgsRubberBand.IconType.ICON_NONE)

    def _draw(self, geometry: QgsGeometry, *, dashed: bool, icon: QgsRubberBand.IconType) -> None:
        kind = geometry.constGet().dimension()
        band = QgsRubberBand(self._canvas, _KINDS[kind])
        band.setStrokeColor(RED)
        band.setFillColor(QColor(208, 2, 27, 25) if kind == 2 and not dashed else QColor(0, 0, 0, 0))
        band.setWidth(3)
        band.setLineStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        if kind == 0:
            band.setIcon(icon)
            band.setIconSize(12 if icon == QgsRubberBand.IconType.ICON_FULL_DIAMOND else 30)
        band.setToGeometry(geometry, QgsCoordinateReferenceSystem("EPSG:4490"))
        self._bands.append(band)

    def clear(self) -> None:
        """Take all of it off the map."""
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands.clear()
