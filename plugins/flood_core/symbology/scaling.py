"""Make a symbol larger or smaller as a whole: strokes, dashes, gaps, ticks and marks alike.

QGIS's own ``setWidth`` leaves dashes, intervals and hatches as they are; on an
A1 or A0 sheet the pattern would then close up.
"""

from __future__ import annotations

from typing import TypeVar

from qgis.core import (
    QgsApplication,
    QgsFillSymbol,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsSymbol,
    QgsSymbolLayer,
)

from .strokes import fill_symbol, line_symbol, marker_symbol

#: Properties of symbol layers that are lengths on paper; pairs and lists of numbers are scaled one by one.
_LENGTHS = frozenset((
    "line_width", "offset", "customdash", "trim_distance_start", "trim_distance_end", "interval", "hash_length",
    "offset_along_line", "average_angle_length", "size", "outline_width", "symbol_width", "symbol_height", "distance",
    "distance_x", "distance_y", "displacement_x", "displacement_y", "offset_x", "offset_y",
))  # fmt: skip


Drawn = TypeVar("Drawn", QgsMarkerSymbol, QgsLineSymbol, QgsFillSymbol)


def scaled(symbol: Drawn, factor: float) -> Drawn:
    """Return a copy of ``symbol`` whose every length on paper is multiplied by ``factor``."""
    make = {
        QgsSymbol.SymbolType.Marker: marker_symbol,
        QgsSymbol.SymbolType.Line: line_symbol,
        QgsSymbol.SymbolType.Fill: fill_symbol,
    }[symbol.type()]
    return make(_layers(symbol, factor))


def _layers(symbol: QgsSymbol, factor: float) -> list[QgsSymbolLayer]:
    return [_layer(symbol.symbolLayer(number), factor) for number in range(symbol.symbolLayerCount())]


def _layer(layer: QgsSymbolLayer, factor: float) -> QgsSymbolLayer:
    properties = {key: _times(value, factor) if key in _LENGTHS else value for key, value in layer.properties().items()}
    made = QgsApplication.symbolLayerRegistry().symbolLayerMetadata(layer.layerType()).createSymbolLayer(properties)
    below = layer.subSymbol()
    if below is not None:
        made.setSubSymbol(scaled(below, factor))
    made.setDataDefinedProperties(layer.dataDefinedProperties())
    return made


def _times(text: str, factor: float) -> str:
    """Multiply the numbers of ``1.5``, ``0,-2`` or ``3;1``."""
    mark = ";" if ";" in text else ","
    return mark.join(f"{float(number) * factor:g}" for number in text.split(mark))
