"""How the base map looks: calm, so that the dangers are seen first.

Symbols and renderers for the layers ``area``, ``road``, ``building``,
``dike``, ``water_line``, ``water_area`` and ``contour`` of a snapshot. Tints are solid;
nothing is transparent or blended, for that would turn the PDF into pixels.
"""

from __future__ import annotations

from typing import Callable

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureRenderer,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor

from . import palette as tones
from .strokes import along, fill_symbol, ground, line_symbol, lozenge, marker_symbol, shape, stroke, ticks

MM = QgsUnitTypes.RenderUnit.RenderMillimeters

#: Width of the white surface and of the casing of each road class, mm.
ROADS: dict[str, tuple[float, float]] = {
    "highway": (1.5, 2.0), "national": (1.3, 1.7), "provincial": (1.1, 1.5), "county": (0.95, 1.3),
    "township": (0.75, 1.05), "village": (0.5, 0.75), "path": (0.0, 0.2),
}  # fmt: skip
ROAD_NAMES = {
    "highway": ("高速公路", "Motorway"), "national": ("国道", "National road"),
    "provincial": ("省道", "Provincial road"), "county": ("县道", "County road"),
    "township": ("乡道", "Township road"), "village": ("村道", "Village road"),
    "path": ("小路", "Path"),
}  # fmt: skip

DIKES = {"dike": "堤防", "seawall": "海塘"}


def qcolor(hex_color: str) -> QColor:
    """Return a Qt colour of ``#rrggbb``."""
    return QColor(hex_color)


def qpoint(x: float, y: float) -> QPointF:
    """Return a Qt point."""
    return QPointF(x, y)


def _border(width: float, dash: tuple[float, ...], tint: float = 0) -> list:
    layers = [stroke(tones.BORDER_TINT, tint)] if tint else []
    return [*layers, stroke(tones.BORDER, width, dash=dash)]


def _stream(palette: str) -> list:
    del palette
    arrow = marker_symbol([
        shape("arrowhead", 1.3, tones.WATER_LINE, outline=tones.WATER_LINE, width=0.3)
    ])  # fmt: skip
    return [stroke(tones.WATER_LINE, 0.35, cap="round"), along(arrow, 28, start=10)]


def _road(palette: str) -> list:
    del palette
    surface, casing = ROADS["township"]
    return [stroke(tones.ROAD_CASING, casing), stroke("#ffffff", surface)]


LINES: dict[str, Callable[[str], list]] = {
    "border_county": lambda palette: _border(0.5, (4, 1, 0.6, 1, 0.6, 1), 3.6),
    "border_township": lambda palette: _border(0.45, (3.4, 1, 0.6, 1, 0.6, 1), 3.0),
    "border_village": lambda palette: _border(0.4, (3.4, 1.0, 0.6, 1.0), 3.0),
    "stream": _stream,
    "road": _road,
    "contour": lambda palette: [stroke(tones.CONTOUR, 0.1)],
}

AREAS: dict[str, Callable[[str], list]] = {
    "border_grid": lambda palette: [stroke("#9a8f80", 0.2, dash=(1.6, 1.0))],
    "area_village": lambda palette: [ground(tones.GROUND), *_border(0.4, (3.4, 1.0, 0.6, 1.0), 3.0)],
    "water_area": lambda palette: [ground(tones.WATER, outline=tones.WATER_LINE, width=0.15)],
    "building": lambda palette: [ground(tones.BUILDING, outline=tones.BUILDING_LINE, width=0.1)],
}


def missing_line() -> list:
    """Return the marked placeholder of a line without a style."""
    return [stroke("#d0009f", 0.8, dash=(1.2, 0.8))]


def missing_area() -> list:
    """Return the marked placeholder of an area without a style."""
    return [stroke("#d0009f", 0.8, dash=(1.2, 0.8))]


def water_area_renderer() -> QgsFeatureRenderer:
    """Draw rivers, ponds, reservoirs and the sea (field ``kind``)."""
    return QgsSingleSymbolRenderer(fill_symbol([ground(tones.WATER, outline=tones.WATER_LINE, width=0.15)]))


#: White below the lines of water where they run over a photograph, mm.
_CASING = {"stream": 1.1, "river": 2.1, "canal": 1.2, "coast": 1.0}


def water_line_renderer(*, cased: bool = False) -> QgsFeatureRenderer:
    """Draw streams by ``stream_order``, rivers, canals and the coast (field ``kind``).

    Lines run downstream; arrows show it on everything but the coast. ``cased``
    they stand out from a photograph.
    """
    root = QgsRuleBasedRenderer.Rule(None)
    width = 'coalesce("stream_order", 1)'
    stream = line_symbol(_stream("print"))
    stream.symbolLayer(0).setDataDefinedProperty(
        QgsSymbolLayer.Property.PropertyStrokeWidth, QgsProperty.fromExpression(f"0.18 + 0.12 * min({width}, 6)")
    )
    arrow = marker_symbol([shape("arrowhead", 1.6, tones.WATER_LINE, outline=tones.WATER_LINE, width=0.35)])
    river = line_symbol([
        stroke(tones.WATER_LINE, 1.5, cap="round"), stroke(tones.WATER, 1.1, cap="round"), along(arrow, 30, start=12),
    ])  # fmt: skip
    coast = line_symbol([stroke(tones.WATER_LINE, 0.4, cap="round")])
    canal = line_symbol([stroke(tones.WATER_LINE, 0.6)])
    for kind, symbol, label in (
        ("stream", stream, "溪流"), ("river", river, "河流"), ("canal", canal, "渠道"), ("coast", coast, "海岸线"),
    ):  # fmt: skip
        if cased:
            symbol.insertSymbolLayer(0, stroke(tones.PAPER, _CASING[kind], cap="round"))
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, f"\"kind\" = '{kind}'", label))
    return QgsRuleBasedRenderer(root)


def dike_renderer() -> QgsFeatureRenderer:
    """Draw dikes and seawalls of the topographic map (field ``kind``): a thin line with ticks, on seawalls wedges.

    Quieter than the levees of the registers, which may lie on them.
    """
    root = QgsRuleBasedRenderer.Rule(None)
    line = stroke(tones.DIKE, 0.3)
    wedge = along(marker_symbol([lozenge("triangle", 0.9, 0.8, tones.DIKE)]), 2.0, offset=-0.5, start=1.0)
    for kind, layers in (
        ("dike", [line, ticks(tones.DIKE, 0.18, 0.8, 1.6, offset=0.4, along=0.8)]), ("seawall", [line.clone(), wedge]),
    ):  # fmt: skip
        symbol = line_symbol(layers)
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, f"\"kind\" = '{kind}'", DIKES[kind]))
    return QgsRuleBasedRenderer(root)


def contour_renderer() -> QgsFeatureRenderer:
    """Draw contours 0.10 mm, index contours (``index_contour``) 0.25 mm."""
    symbol = line_symbol([stroke(tones.CONTOUR, 0.1, join="round", cap="round")])
    symbol.symbolLayer(0).setDataDefinedProperty(
        QgsSymbolLayer.Property.PropertyStrokeWidth, QgsProperty.fromExpression('if("index_contour", 0.25, 0.1)')
    )
    return QgsSingleSymbolRenderer(symbol)


def building_renderer() -> QgsFeatureRenderer:
    """Draw buildings, light with a thin edge."""
    return QgsSingleSymbolRenderer(fill_symbol([ground(tones.BUILDING, outline=tones.BUILDING_LINE, width=0.1)]))


def road_symbol(road_class: str) -> QgsLineSymbol:
    """Return the symbol of a road class: white on a grey casing, a path as a fine dash."""
    surface, casing = ROADS[road_class]
    if not surface:
        return line_symbol([stroke(tones.ROAD_CASING, casing, dash=(1.4, 0.7))])
    return line_symbol([
        stroke(tones.ROAD_CASING, casing, cap="round"), stroke("#ffffff", surface, cap="round"),
    ])  # fmt: skip


def road_renderer() -> QgsFeatureRenderer:
    """Draw roads by ``class``; all casings lie below all surfaces, small roads below large ones."""
    categories = []
    for rank, name in enumerate(reversed(list(ROADS))):
        symbol = road_symbol(name)
        for index in range(symbol.symbolLayerCount()):
            symbol.symbolLayer(index).setRenderingPass(rank if index == 0 else len(ROADS) + rank)
        categories.append(QgsRendererCategory(name, symbol, ROAD_NAMES[name][0]))
    renderer = QgsCategorizedSymbolRenderer("class", categories)
    renderer.setUsingSymbolLevels(True)
    return renderer


def area_symbol(*, own: bool) -> QgsFillSymbol:
    """Return the ground of a village: the own one in the paper's tone, others paler."""
    if own:
        return fill_symbol([ground(tones.GROUND)])
    return fill_symbol([ground(tones.GROUND_OUTSIDE)])


def area_renderer() -> QgsFeatureRenderer:
    """Draw the ground by ``is_own``; borders come from ``border_renderer`` above the base."""
    return QgsCategorizedSymbolRenderer("is_own", [
        QgsRendererCategory(1, area_symbol(own=True), "本村"),
        QgsRendererCategory(0, area_symbol(own=False), "邻村"),
    ])  # fmt: skip


def border_renderer() -> QgsFeatureRenderer:
    """Draw the borders of the layer ``area`` above the base, by ``level`` and ``is_own``.

    The own village has a dash-dot line over a tint, neighbours a fine dash-dot.
    """
    root = QgsRuleBasedRenderer.Rule(None)
    village = fill_symbol(_border(0.4, (3.4, 1.0, 0.6, 1.0), 3.0))
    other = fill_symbol([stroke("#b79ab7", 0.2, dash=(2.4, 0.8, 0.5, 0.8))])
    township = fill_symbol([stroke(tones.BORDER, 0.35, dash=(3.4, 1, 0.6, 1, 0.6, 1))])
    own = '"is_own" = 1 AND "level" = \'village\''
    for condition, symbol, label in (
        ('"is_own" = 0 AND "level" = \'village\'', other, "邻村界"),
        ("\"level\" = 'township'", township, "乡镇界"),
        (own, village, "村界"),
    ):
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, condition, label))
    return QgsRuleBasedRenderer(root)


def locator_renderer() -> QgsFeatureRenderer:
    """Draw the layer ``area`` in the locator: all villages quiet, the own one in the border's colour."""
    root = QgsRuleBasedRenderer.Rule(None)
    other: QgsSymbol = fill_symbol([ground("#f3efe8", outline="#b9b0b9", width=0.12)])
    own: QgsSymbol = fill_symbol([ground("#d9b3d9", outline=tones.BORDER, width=0.35)])
    township: QgsSymbol = fill_symbol([stroke(tones.BORDER, 0.4)])
    for condition, symbol in (
        ('"is_own" = 0 AND "level" = \'village\'', other),
        ('"is_own" = 1 AND "level" = \'village\'', own),
        ("\"level\" = 'township'", township),
    ):
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, condition))
    return QgsRuleBasedRenderer(root)


#: The base map from top to bottom: layer, whether only its villages are drawn, renderer.
BASE_STACK: tuple[tuple[str, bool, Callable[[], QgsFeatureRenderer]], ...] = (
    ("area", False, border_renderer),
    ("road", False, road_renderer),
    ("dike", False, dike_renderer),
    ("building", False, building_renderer),
    ("water_line", False, water_line_renderer),
    ("contour", False, contour_renderer),
    ("water_area", False, water_area_renderer),
    ("area", True, area_renderer),
)
