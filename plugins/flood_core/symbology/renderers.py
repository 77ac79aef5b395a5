"""Renderers for the thematic layers of a snapshot and of a working copy.

They work from the fields ``symbol_code`` and ``risk_level`` alone: one
categorised renderer per geometry, fast with hundreds of symbols.
"""

from __future__ import annotations

from typing import Iterable

from qgis.core import QgsCategorizedSymbolRenderer, QgsRendererCategory, QgsSingleSymbolRenderer, QgsSymbol

from ..model.vocabulary import Name, in_language
from .base_styles import missing_area, missing_line
from .strokes import fill_symbol, line_symbol
from .symbols import DEFAULT_SIZE_MM, line, placeholder, tab_layer
from .versions import SHIPPED, SymbolSet

_MISSING = Name("缺符号", "no drawing")


def element_renderer(
    geometry: str,
    *,
    size_mm: float = DEFAULT_SIZE_MM,
    codes: Iterable[str] | None = None,
    with_marker: bool = False,
    symbol_set: SymbolSet = SHIPPED,
    language: str = "zh",
) -> QgsCategorizedSymbolRenderer:
    """Return the renderer of ``element_point``, ``element_line`` or ``element_polygon``.

    Args: ``geometry`` is point, line or polygon; ``codes`` limits the symbols to
    those that are used; ``with_marker`` adds the point symbol (with its level) in
    the middle of lines and areas; ``symbol_set`` are the map's own versions of
    symbols, from its snapshot or working copy; ``language`` is that of the names in the tree
    of layers. Unknown codes draw as a marked placeholder.
    """
    wanted = None if codes is None else set(codes)
    categories = [
        QgsRendererCategory(
            code, _symbol(code, geometry, size_mm, with_marker, symbol_set), symbol_set.name(code, language)
        )
        for code in symbol_set.codes(geometry)
        if wanted is None or code in wanted
    ]
    unknown: QgsSymbol = {
        "point": lambda: placeholder(size_mm),
        "line": lambda: line_symbol(missing_line()),
        "polygon": lambda: fill_symbol(missing_area()),
    }[geometry]()
    categories.append(QgsRendererCategory("", unknown, in_language(_MISSING, language)))
    return QgsCategorizedSymbolRenderer("symbol_code", categories)


def route_renderer(*, second: bool = False, palette: str = "print") -> QgsSingleSymbolRenderer:
    """Return the renderer of the layer ``route``: E30200, drawn above all but the symbols."""
    return QgsSingleSymbolRenderer(line("E30251" if second else "E30200", palette=palette))


def _symbol(code: str, geometry: str, size_mm: float, with_marker: bool, symbol_set: SymbolSet) -> QgsSymbol:
    if geometry == "point":
        made = symbol_set.marker(code, size_mm)
        if symbol_set.framed(code):
            made.appendSymbolLayer(tab_layer(size_mm, field="risk_level"))
        return made
    make = symbol_set.line if geometry == "line" else symbol_set.fill
    made = make(code, with_marker=with_marker, size_mm=size_mm)
    if with_marker and symbol_set.centre(code):
        centre = made.symbolLayer(made.symbolLayerCount() - 1).subSymbol()
        centre.appendSymbolLayer(tab_layer(size_mm, field="risk_level"))
    return made
