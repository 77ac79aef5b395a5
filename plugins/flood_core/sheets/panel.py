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

    def __init__(self, layout: QgsLayout, drawing: Drawing, name: str) -> None:
        super().__init__(layout)
        self.drawing = drawing
        self.setId(name)
        self.setFrameEnabled(False)
        self.setFrameStrokeWidth(QgsLayoutMeasurement(0))
        self.setBackgroundEnabled(False)

    def type(self) -> int:
        """Return the item's type number."""
        return _TYPE

    def draw(self, context: QgsLayoutItemRenderContext) -> None:
        """Draw the marks; called by QGIS with a painter in dots."""
        paint(self.drawing, context.renderContext())


def place(
    layout: QgsLayout, drawing: Drawing, name: str, box: tuple[float, float, float, float], page: int = 0
) -> Panel:
    """Add a panel to the layout at ``box`` (left, top, right, bottom in mm on its page) and return it."""
    panel = Panel(layout, drawing, name)
    layout.addLayoutItem(panel)
    left, top, right, bottom = box
    unit = QgsUnitTypes.LayoutUnit.LayoutMillimeters
    panel.attemptResize(QgsLayoutSize(right - left, bottom - top, unit))
    panel.attemptMove(QgsLayoutPoint(left, top, unit), True, False, page)
    return panel
