"""A layout item that draws a prepared drawing at its place."""

from __future__ import annotations

from qgis.core import (
    QgsLayout,
    QgsLayoutItem,
    QgsLayoutItemRegistry,
    QgsLayoutItemRenderContext,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsUnitTypes,
)

from .drawing import Drawing, paint

_TYPE = QgsLayoutItemRegistry.ItemType.PluginItem + 7011


class Panel(QgsLayoutItem):
    """Shows a ``Drawing``. Made anew for each sheet, never saved in a template."""

    def __init__(self, layout: QgsLayout, drawing: Drawing, name: str, zoom: float = 1.0) -> None:
        super().__init__(layout)
        self.drawing, self.zoom = drawing, zoom
        self.setId(name)
        self.setFrameEnabled(False)
        self.setFrameStrokeWidth(QgsLayoutMeasurement(0))
        self.setBackgroundEnabled(False)

    def type(self) -> int:
        """Return the item's type number."""
        return _TYPE

    def draw(self, context: QgsLayoutItemRenderContext) -> None:
        """Draw the marks; called by QGIS with a painter in dots."""
        rendering = context.renderContext()
        scale = rendering.scaleFactor()
        rendering.setScaleFactor(scale * self.zoom)
        paint(self.drawing, rendering)
        rendering.setScaleFactor(scale)


def place(
    layout: QgsLayout,
    drawing: Drawing,
    name: str,
    box: tuple[float, float, float, float],
    page: int = 0,
    zoom: float = 1.0,
) -> Panel:
    """Add a panel to the layout at ``box`` (left, top, right, bottom in mm on its page) and return it.

    All of it, the box too, is drawn ``zoom`` times as large.
    """
    panel = Panel(layout, drawing, name, zoom)
    layout.addLayoutItem(panel)
    left, top, right, bottom = (value * zoom for value in box)
    unit = QgsUnitTypes.LayoutUnit.LayoutMillimeters
    panel.attemptResize(QgsLayoutSize(right - left, bottom - top, unit))
    panel.attemptMove(QgsLayoutPoint(left, top, unit), True, False, page)
    return panel
