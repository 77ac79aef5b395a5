"""The strokes that lines and areas are put together from, as QGIS symbol layers.

All lengths are millimetres on paper. Layers are made from property maps, which
every QGIS from 3.22 on reads alike.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Iterable

from qgis.core import (
    QgsCentroidFillSymbolLayer,
    QgsEllipseSymbolLayer,
    QgsFillSymbol,
    QgsFillSymbolLayer,
    QgsGeometryGeneratorSymbolLayer,
    QgsHashedLineSymbolLayer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsLineSymbolLayer,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsMarkerSymbolLayer,
    QgsPointPatternFillSymbolLayer,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSvgMarkerSymbolLayer,
    QgsUnitTypes,
)

NONE = "0,0,0,0"


def marker_symbol(layers: Iterable[QgsMarkerSymbolLayer]) -> QgsMarkerSymbol:
    """Return a marker symbol of ``layers``, the lowest first."""
    symbol = QgsMarkerSymbol()
    _take(symbol, list(layers))
    return symbol


def line_symbol(layers: Iterable[QgsLineSymbolLayer]) -> QgsLineSymbol:
    """Return a line symbol of ``layers``, the lowest first."""
    symbol = QgsLineSymbol()
    _take(symbol, list(layers))
    return symbol


def fill_symbol(layers: Iterable[QgsFillSymbolLayer | QgsLineSymbolLayer]) -> QgsFillSymbol:
    """Return a fill symbol of ``layers``, the lowest first; line layers draw the edge."""
    symbol = QgsFillSymbol()
    _take(symbol, list(layers))
    symbol.setForceRHR(True)  # rings run clockwise, so ticks stand on the same side everywhere
    return symbol


def _take(symbol: QgsMarkerSymbol | QgsLineSymbol | QgsFillSymbol, layers: list) -> None:
    # a symbol built from a Python list of layers crashes later: replace and append instead
    symbol.changeSymbolLayer(0, layers[0])
    for layer in layers[1:]:
        symbol.appendSymbolLayer(layer)


def stroke(
    color: str,
    width: float,
    *,
    dash: tuple[float, ...] = (),
    offset: float = 0,
    cap: str = "flat",
    join: str = "round",
    trim_start: float = 0,
    trim_end: float = 0,
) -> QgsSimpleLineSymbolLayer:
    """Return a plain or dashed line; ``offset`` is to the right of its direction."""
    properties = {
        "line_color": color, "line_width": f"{width:g}", "line_width_unit": "MM", "capstyle": cap, "joinstyle": join,
        "offset": f"{offset:g}", "offset_unit": "MM",
        "trim_distance_start": f"{trim_start:g}", "trim_distance_start_unit": "MM",
        "trim_distance_end": f"{trim_end:g}", "trim_distance_end_unit": "MM",
    }  # fmt: skip
    if dash:
        properties |= {"use_custom_dash": "1", "customdash": ";".join(f"{d:g}" for d in dash), "customdash_unit": "MM"}
    return QgsSimpleLineSymbolLayer.create(properties)


def ticks(
    color: str, width: float, length: float, interval: float, *, offset: float = 0, angle: float = 0, along: float = 0
) -> QgsHashedLineSymbolLayer:
    """Return short strokes across a line, each ``length`` long, ``interval`` apart."""
    layer = QgsHashedLineSymbolLayer.create({
        "interval": f"{interval:g}", "interval_unit": "MM", "hash_length": f"{length:g}", "hash_length_unit": "MM",
        "offset": f"{offset:g}", "offset_unit": "MM", "hash_angle": f"{angle:g}", "placement": "interval",
        "offset_along_line": f"{along:g}", "offset_along_line_unit": "MM", "rotate": "1",
    })  # fmt: skip
    layer.setSubSymbol(line_symbol([stroke(color, width)]))
    return layer


def along(
    marker: QgsMarkerSymbol,
    interval: float = 10,
    *,
    placement: str = "interval",
    offset: float = 0,
    start: float = 0,
    rotate: bool = True,
) -> QgsMarkerLineSymbolLayer:
    """Return markers along a line: every ``interval``, or at ``firstvertex``, ``lastvertex``, ``centralpoint``.

    ``start`` shifts the first marker along the line (backwards when negative).
    """
    layer = QgsMarkerLineSymbolLayer.create({
        "interval": f"{interval:g}", "interval_unit": "MM", "placement": placement, "rotate": "1" if rotate else "0",
        "offset": f"{offset:g}", "offset_unit": "MM",
        "offset_along_line": f"{start:g}", "offset_along_line_unit": "MM",
    })  # fmt: skip
    layer.setSubSymbol(marker.clone())  # ownership passes: one marker may serve several layers
    return layer


def shape(
    name: str,
    size: float,
    fill: str,
    *,
    outline: str = NONE,
    width: float = 0,
    angle: float = 0,
    offset: tuple[float, float] = (0, 0),
) -> QgsSimpleMarkerSymbolLayer:
    """Return one of QGIS's own marker shapes (circle, triangle, cross2, arrowhead ...)."""
    return QgsSimpleMarkerSymbolLayer.create({
        "name": name, "size": f"{size:g}", "size_unit": "MM", "color": fill, "outline_color": outline,
        "outline_width": f"{width:g}", "outline_width_unit": "MM", "outline_style": "solid" if width else "no",
        "angle": f"{angle:g}", "offset": f"{offset[0]:g},{offset[1]:g}", "offset_unit": "MM",
        "joinstyle": "round", "cap_style": "round",
    })  # fmt: skip


def lozenge(
    name: str, length: float, height: float, fill: str, *, outline: str = NONE, width: float = 0
) -> QgsEllipseSymbolLayer:
    """Return a shape (diamond, rectangle, triangle, circle) of its own length and height."""
    return QgsEllipseSymbolLayer.create({
        "symbol_name": name, "symbol_width": f"{length:g}", "symbol_width_unit": "MM",
        "symbol_height": f"{height:g}", "symbol_height_unit": "MM", "fill_color": fill, "outline_color": outline,
        "outline_width": f"{width:g}", "outline_width_unit": "MM", "outline_style": "solid" if width else "no",
        "joinstyle": "round",
    })  # fmt: skip


def picture(svg: str, width: float) -> QgsSvgMarkerSymbolLayer:
    """Return an SVG as a marker layer, carried inside the symbol as ``base64:`` text."""
    layer = QgsSvgMarkerSymbolLayer(embedded(svg))
    layer.setSize(width)
    for set_unit in (layer.setSizeUnit, layer.setStrokeWidthUnit, layer.setOffsetUnit):
        set_unit(QgsUnitTypes.RenderUnit.RenderMillimeters)
    return layer


@lru_cache(maxsize=4096)
def embedded(svg: str) -> str:
    """Return an SVG text in the form that styles carry: no file, no path."""
    return "base64:" + base64.b64encode(svg.encode("utf-8")).decode("ascii")


def generated(expression: str, symbol: QgsLineSymbol) -> QgsGeometryGeneratorSymbolLayer:
    """Return a layer that draws lines made by ``expression`` from the feature."""
    layer = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": expression, "SymbolType": "Line"})
    layer.setSubSymbol(symbol.clone())
    return layer


def ground(fill: str, *, outline: str = "", width: float = 0) -> QgsSimpleFillSymbolLayer:
    """Return a solid fill; only water, buildings and the base use it, never a danger."""
    return QgsSimpleFillSymbolLayer.create({
        "color": fill, "style": "solid", "outline_color": outline or NONE, "outline_width": f"{width:g}",
        "outline_width_unit": "MM", "outline_style": "solid" if outline else "no", "joinstyle": "round",
    })  # fmt: skip


def hatch(
    color: str, width: float, distance: float, angle: float, *, dash: tuple[float, ...] = (), offset: float = 0
) -> QgsLinePatternFillSymbolLayer:
    """Return parallel lines across an area, ``distance`` apart, at ``angle`` degrees."""
    layer = QgsLinePatternFillSymbolLayer.create({
        "angle": f"{angle:g}", "distance": f"{distance:g}", "distance_unit": "MM",
        "offset": f"{offset:g}", "offset_unit": "MM",
    })  # fmt: skip
    layer.setSubSymbol(line_symbol([stroke(color, width, dash=dash)]))
    return layer


def scatter(marker: QgsMarkerSymbol, x: float, y: float, *, shift: bool = True) -> QgsPointPatternFillSymbolLayer:
    """Return markers on a grid of ``x`` by ``y``, every second row shifted."""
    layer = QgsPointPatternFillSymbolLayer.create({
        "distance_x": f"{x:g}", "distance_x_unit": "MM", "distance_y": f"{y:g}", "distance_y_unit": "MM",
        "displacement_x": f"{x / 2 if shift else 0:g}", "displacement_x_unit": "MM",
    })  # fmt: skip
    layer.setSubSymbol(marker.clone())  # ownership passes: one marker may serve several layers
    return layer


def at_centre(marker: QgsMarkerSymbol) -> QgsCentroidFillSymbolLayer:
    """Return a marker inside an area, never outside it."""
    layer = QgsCentroidFillSymbolLayer.create({"point_on_surface": "1", "point_on_all_parts": "0"})
    layer.setSubSymbol(marker.clone())  # ownership passes: one marker may serve several layers
    return layer
