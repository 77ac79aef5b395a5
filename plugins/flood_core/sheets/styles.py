"""The symbols of a sheet, taken from the catalogue: one small door to the room symbology.

A sheet is drawn with the versions of symbols that its snapshot carries, see
``using``. Made once per process: building a symbol from its SVG costs more than
drawing it.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Iterator

from qgis.core import QgsFillSymbol, QgsLinePatternFillSymbolLayer, QgsLineSymbol, QgsMarkerSymbol, QgsSymbol

from ..symbology import symbols
from ..symbology.catalogue import UnknownSymbol
from ..symbology.definition import Definition
from ..symbology.versions import SHIPPED, SymbolSet


@dataclass(frozen=True)
class HatchStyle:
    """A hatch: degrees counter-clockwise from east, millimetres, colour."""

    angle: float
    distance: float
    color: str
    width: float
    dash: tuple[float, ...]


_symbols: ContextVar[SymbolSet] = ContextVar("symbols of the sheet being composed", default=SHIPPED)


@contextmanager
def using(symbol_set: SymbolSet) -> Iterator[None]:
    """Draw with the versions of symbols in ``symbol_set`` within the block."""
    before = _symbols.set(symbol_set)
    try:
        yield
    finally:
        _symbols.reset(before)


def marker(code: str, size_mm: float, level: int | None = None, sub_label: str | None = None) -> QgsMarkerSymbol:
    """Return the point symbol at a size in mm; a marked placeholder for an unknown code."""
    return _marker(_symbols.get().version(code), code, size_mm, level, sub_label)


def line(code: str, size_mm: float = symbols.DEFAULT_SIZE_MM) -> QgsLineSymbol:
    """Return the line symbol of a catalogue code, fit for point symbols of ``size_mm``; else a marked placeholder."""
    return _line(_symbols.get().version(code), code, size_mm)


def fill(code: str, size_mm: float = symbols.DEFAULT_SIZE_MM) -> QgsFillSymbol:
    """Return the area symbol of a catalogue code, fit for point symbols of ``size_mm``; else a marked placeholder."""
    return _fill(_symbols.get().version(code), code, size_mm)


def fill_layers(code: str, size_mm: float = symbols.DEFAULT_SIZE_MM) -> tuple[QgsFillSymbol | HatchStyle, ...]:
    """Return an area symbol layer by layer, its hatches apart so that they print as lines."""
    return _fill_layers(_symbols.get().version(code), code, size_mm)


def line_layers(code: str, size_mm: float = symbols.DEFAULT_SIZE_MM) -> tuple[QgsLineSymbol, ...]:
    """Return a line symbol layer by layer, so that all casings can lie below all lines."""
    return _line_layers(_symbols.get().version(code), code, size_mm)


def known(code: str) -> bool:
    """Tell whether the sheet has the symbol."""
    return code in _symbols.get()


def drawable(code: str, geometry: str) -> bool:
    """Tell whether the sheet has a drawing of the symbol for point, line or polygon."""
    return code in _symbols.get() and _symbols.get().has_drawing(code, geometry)


def centre(code: str) -> str | None:
    """Return the point symbol that stands in the middle of an area or line, if any."""
    return _symbols.get().centre(code) if known(code) else None


def framed(code: str) -> bool:
    """Tell whether a point symbol stands in a frame (a settlement's dot does not)."""
    return not known(code) or _symbols.get().framed(code)


def name(code: str) -> str:
    """Return what the legend calls a symbol."""
    return _symbols.get().name(code) if known(code) else f"未知符号 {code}"


def order(code: str) -> tuple[int, str]:
    """Return the symbol's place in the catalogue."""
    return (_symbols.get().sort(code) if known(code) else 10**6), code


def geometry(symbol: QgsSymbol) -> str:
    """Return point, line or polygon."""
    kinds = {QgsSymbol.SymbolType.Marker: "point", QgsSymbol.SymbolType.Line: "line"}
    return kinds.get(symbol.type(), "polygon")


@lru_cache(maxsize=1000)
def _marker(
    version: Definition | None, code: str, size_mm: float, level: int | None, sub_label: str | None
) -> QgsMarkerSymbol:
    try:
        return _only(version).marker(code, size_mm, level, sub_label)
    except UnknownSymbol:
        return symbols.placeholder(size_mm)


@lru_cache(maxsize=200)
def _line(version: Definition | None, code: str, size_mm: float) -> QgsLineSymbol:
    try:
        return _only(version).line(code, size_mm=size_mm)
    except UnknownSymbol:
        return symbols.line_symbol(symbols.base_styles.missing_line())


@lru_cache(maxsize=200)
def _fill(version: Definition | None, code: str, size_mm: float) -> QgsFillSymbol:
    try:
        return _only(version).fill(code, size_mm=size_mm)
    except UnknownSymbol:
        return symbols.fill_symbol(symbols.base_styles.missing_area())


def _only(version: Definition | None) -> SymbolSet:
    return SHIPPED if version is None else SymbolSet({version.code: version})


@lru_cache(maxsize=200)
def _fill_layers(version: Definition | None, code: str, size_mm: float) -> tuple[QgsFillSymbol | HatchStyle, ...]:
    whole = _fill(version, code, size_mm)
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
def _line_layers(version: Definition | None, code: str, size_mm: float) -> tuple[QgsLineSymbol, ...]:
    whole = _line(version, code, size_mm)
    found = []
    for number in range(whole.symbolLayerCount()):
        part = QgsLineSymbol()
        part.changeSymbolLayer(0, whole.symbolLayer(number).clone())
        found.append(part)
    return tuple(found)
