"""A layout item that draws a prepared drawing at its place."""

from __future__ import annotations

from typing import Sequence

from qgis.core import (
    QgsLayout,
    QgsLayoutItem,
    QgsLayoutItemMap,
    QgsLayoutItemRegistry,
    QgsLayoutItemRenderContext,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsUnitTypes,
)

from .drawing import Cut, Drawing, Layer, paint
from .pdf_layers import LAYERS

_TYPE = QgsLayoutItemRegistry.ItemType.PluginItem + 7011


class Panel(QgsLayoutItem):
    """Shows a ``Drawing``. Made anew for each sheet, never saved in a template."""

    def __init__(self, layout: QgsLayout, drawing: Drawing, name: str, zoom: float = 1.0) -> None:
        super().__init__(layout)
        self.drawing, self.zoom = drawing, zoom
        self.layered = False  # whether marks of layers are left in the output
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
        paint(self.drawing, rendering, layered=self.layered)
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


def begin_ground(layout: QgsLayout, panels: Sequence[Panel]) -> list[Panel]:
    """Let panels leave their marks of layers, and put marks round what QGIS draws of the maps; return all of them."""
    found = list(panels)
    for item in layout.items():
        if isinstance(item, QgsLayoutItemMap) and item.id() != "map_locator":
            for key, above in (("ground", -0.5), ("", 0.5)):
                found.append(place(layout, Drawing([Layer(key)]), f"{item.id()}_layer", (0, 0, 1, 1), item.page()))
                found[-1].setZValue(item.zValue() + above)
    for panel in found:
        panel.layered = True
    return found


def cut_maps(layout: QgsLayout) -> None:
    """Let an SVG of the layout cut at their frames what QGIS draws of the maps."""
    for item in layout.items():
        if isinstance(item, QgsLayoutItemMap):
            page = item.pagePos()
            box = (page.x(), page.y(), page.x() + item.rect().width(), page.y() + item.rect().height())
            frame = (0.0, 0.0, item.rect().width(), item.rect().height())
            for cut, above in ((Cut(frame), -0.4), (Cut(None), 0.4)):
                place(layout, Drawing([cut]), f"{item.id()}_cut", box, item.page()).setZValue(item.zValue() + above)


def layers_of(panels: Sequence[Panel]) -> list[str]:
    """Return the names of the layers that a sheet of these panels has, the undermost first."""
    found = {"ground"}
    for panel in panels:
        key = ""
        for mark in panel.drawing.marks:
            if isinstance(mark, Layer):
                key = mark.key
            elif key:
                found.add(key)
    return [name for key, name in LAYERS.items() if key in found]
