"""QGIS symbol layers as plain data and back: types and properties, nothing that fetches or runs.

QGIS's own XML of a symbol can name files, load layers by expression and carry
data-defined scripts. What is written here holds only the layer types and values
that our symbols use, and what is read is held against the same lists.
"""

from __future__ import annotations

import base64
import re
from typing import Any, Sequence

from qgis.core import QgsApplication, QgsSymbol, QgsSymbolLayer

from .areas import SPOKES
from .strokes import fill_symbol, line_symbol, marker_symbol
from .svg_cleaning import check_clean

COLOR = re.compile(r"^#[0-9a-f]{6}$")
_TYPES = frozenset((
    "SimpleLine", "HashLine", "MarkerLine", "GeometryGenerator", "SimpleMarker", "EllipseMarker", "SvgMarker",
    "SimpleFill", "LinePatternFill", "PointPatternFill", "CentroidFill",
))  # fmt: skip
_GENERATORS = frozenset(("reverse($geometry)", SPOKES))
_KEY = re.compile(r"^[A-Za-z_]{1,40}$")
_VALUE = re.compile(r"^[A-Za-z0-9_ .,;:#()@+-]{0,80}$")
_PATHS = ("imageFile", "svgFile", "path", "file")
MOST_LAYERS, DEEPEST = 60, 4
_PREFIX = "base64:"


def layers_of(symbol: QgsSymbol) -> tuple[dict[str, Any], ...]:
    """Return the layers of a symbol as plain data, lowest first."""
    return tuple(_data(symbol.symbolLayer(number)) for number in range(symbol.symbolLayerCount()))


def symbol_of(layers: Sequence[Any], geometry: str) -> QgsSymbol:
    """Return the symbol for point, line or polygon that checked ``layers`` describe."""
    make = {"point": marker_symbol, "line": line_symbol, "polygon": fill_symbol}[geometry]
    return make([_layer(one) for one in layers])


def check(layers: Sequence[Any], depth: int = 0) -> None:
    """Accept only what ``layers_of`` writes. Raises ValueError, TypeError, KeyError, UncleanSvg."""
    if depth > DEEPEST or not 1 <= len(layers) <= MOST_LAYERS:
        raise ValueError("too many layers")
    for layer in layers:
        if set(layer) - {"type", "properties", "symbol"} or layer["type"] not in _TYPES:
            raise ValueError(f"layer {layer.get('type')}")
        for key, value in layer["properties"].items():
            _check_property(layer["type"], key, value)
        if "symbol" in layer:
            if layer["symbol"]["geometry"] not in ("point", "line", "polygon"):
                raise ValueError("geometry")
            check(layer["symbol"]["layers"], depth + 1)


def _check_property(kind: str, key: str, value: str) -> None:
    if not _KEY.match(key) or key in _PATHS or not isinstance(value, str):
        raise ValueError(f"property {key}")
    if kind == "SvgMarker" and key == "name":
        if not value.startswith(_PREFIX):
            raise ValueError("a drawing outside the symbol")
        check_clean(base64.b64decode(value[len(_PREFIX):], validate=True).decode("utf-8"))
    elif kind == "GeometryGenerator" and key == "geometryModifier":
        if value not in _GENERATORS:
            raise ValueError("expression")
    elif not _VALUE.match(value):
        raise ValueError(f"value of {key}")


def _data(layer: QgsSymbolLayer) -> dict[str, Any]:
    properties = layer.properties()
    found: dict[str, Any] = {
        "type": layer.layerType(),
        "properties": {
            key: str(value)
            for key, value in sorted(properties.items())
            # scales of map units mean nothing in millimetres; a list of no parameters is no text
            if isinstance(value, str) and not key.endswith("map_unit_scale") and key != "parameters"
        },
    }
    below = layer.subSymbol()
    if below is not None:
        kinds = {QgsSymbol.SymbolType.Marker: "point", QgsSymbol.SymbolType.Line: "line"}
        found["symbol"] = {"geometry": kinds.get(below.type(), "polygon"), "layers": list(layers_of(below))}
    return found


def _layer(data: dict[str, Any]) -> QgsSymbolLayer:
    registry = QgsApplication.symbolLayerRegistry()
    made = registry.symbolLayerMetadata(data["type"]).createSymbolLayer(dict(data["properties"]))
    if "symbol" in data:
        made.setSubSymbol(symbol_of(data["symbol"]["layers"], data["symbol"]["geometry"]))
    return made
