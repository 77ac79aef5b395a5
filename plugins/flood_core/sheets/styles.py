"""The symbols of a sheet, taken from the catalogue: one small door to the room symbology.

Made once per process: building a symbol from its SVG costs more than drawing it.
"""

from __future__ import annotations

from functools import lru_cache

from qgis.core import QgsFillSymbol, QgsLineSymbol, QgsMarkerSymbol, QgsSymbol

from ..symbology import symbols
from ..symbology.catalogue import Catalogue, UnknownSymbol


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


def known(code: str) -> bool:
    """Tell whether the catalogue has the code."""
    return code in Catalogue.load()


def centre(code: str) -> str | None:
    """Return the point symbol that stands in the middle of an area or line, if any."""
    return Catalogue.load().symbol(code).centre if known(code) else None


def framed(code: str) -> bool:
    """Tell whether a point symbol stands in a frame (a settlement's dot does not)."""
    return not known(code) or Catalogue.load().symbol(code).frame not in ("", "none")


def name(code: str, sub_label: str | None = None) -> str:
    """Return what the legend calls a symbol."""
    title = Catalogue.load().symbol(code).name_zh if known(code) else f"未知符号 {code}"
    return f"{title}（{sub_label}）" if sub_label and sub_label not in title else title


def order(code: str) -> tuple[int, str]:
    """Return the symbol's place in the catalogue."""
    return (Catalogue.load().symbol(code).sort if known(code) else 10**6), code


def geometry(symbol: QgsSymbol) -> str:
    """Return point, line or polygon."""
    kinds = {QgsSymbol.SymbolType.Marker: "point", QgsSymbol.SymbolType.Line: "line"}
    return kinds.get(symbol.type(), "polygon")
