"""Renderers for the thematic layers of a snapshot and of a working copy.

They work from the fields ``symbol_code`` and ``risk_level`` alone: one
categorised renderer per geometry, fast with hundreds of symbols.
"""

from __future__ import annotations

from typing import Iterable

from qgis.core import QgsCategorizedSymbolRenderer, QgsRendererCategory, QgsSingleSymbolRenderer, QgsSymbol

from .base_styles import missing_area, missing_line
from .catalogue import Catalogue, Symbol
from .strokes import fill_symbol, line_symbol
from .symbols import DEFAULT_SIZE_MM, fill, line, marker, placeholder, tab_layer


def element_renderer(
    geometry: str,
    *,
    size_mm: float = DEFAULT_SIZE_MM,
    codes: Iterable[str] | None = None,
    with_marker: bool = False,
    palette: str = "print",
) -> QgsCategorizedSymbolRenderer:
    """Return the renderer of ``element_point``, ``element_line`` or ``element_polygon``.

    Args: ``geometry`` is point, line or polygon; ``codes`` limits the symbols to
    those that are used; ``with_marker`` adds the point symbol (with its level) in
    the middle of lines and areas. Unknown codes draw as a marked placeholder.
    """
    catalogue = Catalogue.load()
    wanted = None if codes is None else set(codes)
    categories = [
        QgsRendererCategory(symbol.code, _symbol(symbol, size_mm, with_marker, palette), symbol.name_zh)
        for symbol in catalogue.of_geometry(geometry)
        if wanted is None or symbol.code in wanted
    ]
    unknown: QgsSymbol = {
        "point": lambda: placeholder(size_mm),
        "line": lambda: line_symbol(missing_line()),
        "polygon": lambda: fill_symbol(missing_area()),
    }[geometry]()
    categories.append(QgsRendererCategory("", unknown, "缺符号"))
    return QgsCategorizedSymbolRenderer("symbol_code", categories)


def route_renderer(*, second: bool = False, palette: str = "print") -> QgsSingleSymbolRenderer:
    """Return the renderer of the layer ``route``: E30200, drawn above all but the symbols."""
    return QgsSingleSymbolRenderer(line("E30251" if second else "E30200", palette=palette))


def _symbol(symbol: Symbol, size_mm: float, with_marker: bool, palette: str) -> QgsSymbol:
    if symbol.geometry == "point":
        made = marker(symbol.code, size_mm, palette=palette)
        if symbol.frame not in ("", "none"):
            made.appendSymbolLayer(tab_layer(size_mm, field="risk_level"))
        return made
    make = line if symbol.geometry == "line" else fill
    made = make(symbol.code, with_marker=with_marker, size_mm=size_mm, palette=palette)
    if with_marker and symbol.centre:
        centre = made.symbolLayer(made.symbolLayerCount() - 1).subSymbol()
        centre.appendSymbolLayer(tab_layer(size_mm, field="risk_level"))
    return made
