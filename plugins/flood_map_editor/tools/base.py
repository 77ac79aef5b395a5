"""What the tools on the map have in common: places in degrees, snapping, what lies under the mouse."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsPointLocator,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsSnappingConfig,
    QgsSnappingUtils,
    QgsTolerance,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapMouseEvent, QgsMapTool, QgsRubberBand, QgsSnapIndicator
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor, QKeyEvent

from ..editor import Editor

#: How near the mouse must be, in pixels: a hand of 55 is not that steady.
REACH, SNAP = 14, 12
DEGREES = "EPSG:4490"
LINE, FILL = "#1f5fa8", "#331f5fa8"
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BACK = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
#: Layers whose corners and edges a line or area snaps to.
_SNAPPED_BASE = ("road", "dike", "water_line", "area", "building")


class EditorTool(QgsMapTool):
    """Base of our tools. Geometry is in degrees (EPSG:4490), whatever the map is drawn in."""

    HINT = ""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor.iface.mapCanvas())
        self.editor = editor
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.indicator = QgsSnapIndicator(self.canvas())
        self._snapping: QgsSnappingUtils | None = None

    def activate(self) -> None:
        """Say what to do."""
        super().activate()
        self.editor.say(self.hint())

    def deactivate(self) -> None:
        """Leave nothing on the map."""
        self.indicator.setMatch(QgsPointLocator.Match())
        self.reset()
        super().deactivate()

    def hint(self) -> str:
        """Return what to do next."""
        return self.HINT

    def reset(self) -> None:
        """Give up what is half done."""

    # Places -----------------------------------------------------------------------------

    def to_degrees(self) -> QgsCoordinateTransform:
        """Return the way from the map's coordinates to degrees."""
        crs = self.canvas().mapSettings().destinationCrs()
        return QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem(DEGREES), QgsProject.instance())

    def to_map(self) -> QgsCoordinateTransform:
        """Return the way from degrees to the map's coordinates."""
        crs = self.canvas().mapSettings().destinationCrs()
        return QgsCoordinateTransform(QgsCoordinateReferenceSystem(DEGREES), crs, QgsProject.instance())

    def place(self, pixel: QPoint, *, snap: bool = False) -> QgsPointXY:
        """Return the place in degrees under a pixel, snapped to roads and things when asked."""
        point = self.toMapCoordinates(pixel)
        if snap:
            match = self._snapping_utils().snapToMap(pixel)
            self.indicator.setMatch(match)
            if match.isValid():
                point = match.point()
        return self.to_degrees().transform(point)

    def pixel(self, place: QgsPointXY) -> QPoint:
        """Return where a place in degrees stands on the map."""
        return self.toCanvasCoordinates(self.to_map().transform(place))

    def under(self, pixel: QPoint) -> list[str]:
        """Return the uids of the things under a pixel, the one that is meant first."""
        corners = [self.place(pixel + QPoint(dx, dy)) for dx, dy in ((-REACH, -REACH), (REACH, REACH))]
        box = QgsRectangle(corners[0], corners[1])
        box.normalize()
        found = self.editor.layers.near(box)
        chosen = self.editor.selection
        return [chosen, *(uid for uid in found if uid != chosen)] if chosen in found else found

    def _snapping_utils(self) -> QgsSnappingUtils:
        if self._snapping is None:
            config = QgsSnappingConfig(QgsProject.instance())
            config.setEnabled(True)
            config.setMode(QgsSnappingConfig.SnappingMode.AdvancedConfiguration)
            kinds = QgsSnappingConfig.SnappingTypes.VertexFlag | QgsSnappingConfig.SnappingTypes.SegmentFlag
            off = QgsSnappingConfig.IndividualLayerSettings(False, kinds, SNAP, QgsTolerance.UnitType.Pixels)
            on = QgsSnappingConfig.IndividualLayerSettings(True, kinds, SNAP, QgsTolerance.UnitType.Pixels)
            for layer in QgsProject.instance().mapLayers().values():
                if isinstance(layer, QgsVectorLayer):  # a base map of tiles has nothing to snap to
                    config.setIndividualLayerSettings(layer, off)
            layers = self.editor.layers
            named = [layer for name, layer in layers.base if name in _SNAPPED_BASE]
            for layer in [*layers.themes.values(), *named[:-1]]:  # the ground is the borders once more
                config.setIndividualLayerSettings(layer, on)
            self._snapping = QgsSnappingUtils(self.canvas())
            self._snapping.setConfig(config)
        self._snapping.setMapSettings(self.canvas().mapSettings())
        return self._snapping

    def band(self, kind: str, color: str = LINE) -> QgsRubberBand:
        """Return a rubber band for a point, line or polygon."""
        types = {
            "point": QgsWkbTypes.GeometryType.PointGeometry,
            "line": QgsWkbTypes.GeometryType.LineGeometry,
            "polygon": QgsWkbTypes.GeometryType.PolygonGeometry,
        }
        band = QgsRubberBand(self.canvas(), types[kind])
        band.setColor(QColor(color))
        fill = QColor(color)
        fill.setAlpha(45)
        band.setFillColor(fill)
        band.setWidth(3)
        band.setIconSize(18)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        return band

    def show_in(self, band: QgsRubberBand, geometry: QgsGeometry) -> None:
        """Show a geometry (degrees) in a rubber band."""
        band.setToGeometry(geometry, QgsCoordinateReferenceSystem(DEGREES))

    def drop(self, band: QgsRubberBand | None) -> None:
        """Take a rubber band off the map."""
        if band is not None:
            self.canvas().scene().removeItem(band)

    def pan(self, event: QgsMapMouseEvent) -> None:
        """Move the map with the mouse."""
        self.canvas().panAction(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives up what is half done. Keys are left ignored: of others QGIS believes that they are its own."""
        event.ignore()
        if event.key() == Qt.Key.Key_Escape:
            self.reset()
            self.editor.say(self.hint())


def shape(kind: str, corners: list[QgsPointXY]) -> QgsGeometry:
    """Return the geometry of corners in degrees."""
    if kind == "point":
        return QgsGeometry.fromPointXY(corners[0])
    if kind == "line":
        return QgsGeometry.fromPolylineXY(corners)
    return QgsGeometry.fromPolygonXY([[*corners, corners[0]]])


def moved(geometry: QgsGeometry, start: QgsPointXY, end: QgsPointXY) -> QgsGeometry:
    """Return a copy of a geometry, moved from one place to another."""
    copy = QgsGeometry(geometry)
    copy.translate(end.x() - start.x(), end.y() - start.y())
    return copy


def kind_of(geometry: QgsGeometry) -> str:
    """Return point, line or polygon."""
    found: Any = geometry.constGet()
    return ("point", "line", "polygon")[found.dimension()]
