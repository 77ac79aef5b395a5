"""The symbols of a sheet, taken from the catalogue: one small door to the room symbology.

Made once per process: building a symbol from its SVG costs more than drawing it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qgis.core import QgsFillSymbol, QgsLinePatternFillSymbolLayer, QgsLineSymbol, QgsMarkerSymbol, QgsSymbol

from ..symbology import symbols
from ..symbology.catalogue import Catalogue, UnknownSymbol


@dataclass(frozen=True)
class HatchStyle:
    """A hatch: degrees counter-clockwise from east, millimetres, colour."""

    angle: float
    distance: float
    color: str
    width: float
    dash: tuple[float, ...]


@lru_cache(maxsize=1000)
def marker(code: str, size_mm: float, level: int | None = None, sub_label: str | None = None) -> QgsMarkerSymbol:
    """Return the point symbol at a size in mm; a marked placeholder for an unknown code."""
    try:
        return symbols.marker(code, size_mm, level, sub_label)
    except UnknownSymbol:
        return symbols.placeholder(size_mm)


@lru_cache(maxsize=200)
def line(code: str) -> QgsLineSymbol:
    """Return the line symbol of a catalogue code; a marked placeholder for an unknown one."""
    try:
        return symbols.line(code)
    except UnknownSymbol:
        return symbols.line_symbol(symbols.base_styles.missing_line())


@lru_cache(maxsize=200)
def fill(code: str) -> QgsFillSymbol:
    """Return the area symbol of a catalogue code; a marked placeholder for an unknown one."""
    try:
        return symbols.fill(code)
    except UnknownSymbol:
        return symbols.fill_symbol(symbols.base_styles.missing_area())


@lru_cache(maxsize=200)
def fill_layers(code: str) -> tuple[QgsFillSymbol | HatchStyle, ...]:
    """Return an area symbol layer by layer, its hatches apart so that they print as lines."""
    whole = fill(code)
    found: list[QgsFillSymbol | HatchStyle] = []
    for number in range(whole.symbolLayerCount()):
        layer = whole.symbolLayer(number)
        if isinstance(layer, QgsLinePatternFillSymbolLayer):
            stroke = layer.subSymbol().symbolLayer(0)
            dash = tuple(stroke.customDashVector()) if stroke.useCustomDashPattern() else ()
            found.append(HatchStyle(layer.lineAngle(), layer.distance(), stroke.color().name(), stroke.width(), dash))
        else:
            part = QgsFillSymbol()
            part.changeSymbolLayer(0, layer.clone())
            found.append(part)
    return tuple(found)


@lru_cache(maxsize=200)
def line_layers(code: str) -> tuple[QgsLineSymbol, ...]:
    """Return a line symbol layer by layer, so that all casings can lie below all lines."""
    whole = line(code)
    found = []
    for number in range(whole.symbolLayerCount()):
        part = QgsLineSymbol()
        part.changeSymbolLayer(0, whole.symbolLayer(number).clone())
        found.append(part)
    return tuple(found)


def known(code: str) -> bool:
    """Tell whether the catalogue has the code."""
    return code in Catalogue.load()


def centre(code: str) -> str | None:
    """Return the point symbol that stands in the middle of an area or line, if any."""
    return Catalogue.load().symbol(code).centre if known(code) else None


def framed(code: str) -> bool:
    """Tell whether a point symbol stands in a frame (a settlement's dot does not)."""
    return not known(code) or Catalogue.load().symbol(code).frame not in ("", "none")


def name(code: str) -> str:
    """Return what the legend calls a symbol."""
    return Catalogue.load().symbol(code).name_zh if known(code) else f"未知符号 {code}"


def order(code: str) -> tuple[int, str]:
    """Return the symbol's place in the catalogue."""
    return (Catalogue.load().symbol(code).sort if known(code) else 10**6), code


def geometry(symbol: QgsSymbol) -> str:
    """Return point, line or polygon."""
    kinds = {QgsSymbol.SymbolType.Marker: "point", QgsSymbol.SymbolType.Line: "line"}
    return kinds.get(symbol.type(), "polygon")
