"""Symbols of the catalogue as QGIS symbols: ``marker``, ``line``, ``fill``.

SVG travels inside the symbol as ``base64:`` text, never as a path. Sizes are
millimetres of the frame on paper; the halo and the level's tab lie outside it.
"""

from __future__ import annotations

from functools import lru_cache

from qgis.core import (
    QgsFillSymbol,
    QgsFontMarkerSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsMarkerSymbolLayer,
    QgsProperty,
    QgsSvgMarkerSymbolLayer,
    QgsSymbolLayer,
)

from . import areas, base_styles, lines
from .catalogue import Catalogue, Symbol, UnknownSymbol
from .drawings import load_drawings
from .palette import GLYPH, color
from .scaling import scaled
from .strokes import along, at_centre, embedded, fill_symbol, line_symbol, marker_symbol, picture
from .svg import FRAME, HAIRLINE, STRIP, TAB_WIDTH, VIEW, level_svg, placeholder_svg, point_svg

DEFAULT_SIZE_MM = 5.0
LABEL_FROM_MM = 8.0  # below that the label strip cannot be read
LABEL_FONT = "WenQuanYi Micro Hei"


def marker(
    code: str,
    size_mm: float = DEFAULT_SIZE_MM,
    level: int | None = None,
    sub_label: str | None = None,
    *,
    palette: str = "print",
) -> QgsMarkerSymbol:
    """Return the point symbol ``code`` with a frame of ``size_mm``.

    ``level`` (1 red to 4 blue) adds the tab with bars. From 8 mm upwards the
    label, or ``sub_label`` instead of it, stands in the strip. A missing
    drawing gives the marked placeholder. Raises: UnknownSymbol.
    """
    symbol = Catalogue.load().symbol(code)
    labelled = bool(symbol.label) and size_mm >= LABEL_FROM_MM
    layers: list[QgsMarkerSymbolLayer] = [frame_layer(symbol, size_mm, label=labelled, palette=palette)]
    if labelled:
        layers.append(label_layer(sub_label or symbol.label, size_mm))
    if level is not None:
        layers.append(tab_layer(size_mm, level))
    return marker_symbol(layers)


def line(
    code: str, *, with_marker: bool = False, size_mm: float = DEFAULT_SIZE_MM, palette: str = "print"
) -> QgsLineSymbol:
    """Return the line symbol ``code``; ``with_marker`` puts its point symbol at the middle.

    Strokes, dashes and marks grow with ``size_mm``, the size of point symbols on
    the same sheet, so that an A0 sheet is a large A3 and no finer one.
    A code without a style gives a marked placeholder. Raises: UnknownSymbol.
    """
    symbol = _of_geometry(code, "line")
    style = lines.STYLES.get(symbol.style) or base_styles.LINES.get(symbol.style)
    made = line_symbol(style(palette) if style else base_styles.missing_line())
    if size_mm != DEFAULT_SIZE_MM:
        made = scaled(made, size_mm / DEFAULT_SIZE_MM)
    if with_marker and symbol.centre:
        centre = marker(symbol.centre, size_mm, palette=palette)
        made.appendSymbolLayer(along(centre, placement="centralpoint", rotate=False))
    return made


def fill(
    code: str, *, with_marker: bool = False, size_mm: float = DEFAULT_SIZE_MM, palette: str = "print"
) -> QgsFillSymbol:
    """Return the area symbol ``code``; ``with_marker`` puts its point symbol inside.

    It grows with ``size_mm`` as a line does. A code without a style gives a marked placeholder. Raises: UnknownSymbol.
    """
    symbol = _of_geometry(code, "polygon")
    style = areas.STYLES.get(symbol.style) or base_styles.AREAS.get(symbol.style)
    made = fill_symbol(style(palette) if style else base_styles.missing_area())
    if size_mm != DEFAULT_SIZE_MM:
        made = scaled(made, size_mm / DEFAULT_SIZE_MM)
    if with_marker and symbol.centre:
        made.appendSymbolLayer(at_centre(marker(symbol.centre, size_mm, palette=palette)))
    return made


def has_drawing(code: str) -> bool:
    """Tell whether a shipped symbol has its glyph or its style. Raises: UnknownSymbol."""
    symbol = Catalogue.load().symbol(code)
    drawn = {
        "point": lambda: symbol.style in load_drawings(),
        "line": lambda: symbol.style in lines.STYLES or symbol.style in base_styles.LINES,
        "polygon": lambda: symbol.style in areas.STYLES or symbol.style in base_styles.AREAS,
    }
    return drawn[symbol.geometry]()


def placeholder(size_mm: float = DEFAULT_SIZE_MM) -> QgsMarkerSymbol:
    """Return the marked placeholder for a symbol that has no drawing."""
    return marker_symbol([picture(placeholder_svg(), size_mm * VIEW / FRAME)])


def frame_layer(
    symbol: Symbol, size_mm: float, *, label: bool = False, palette: str = "print"
) -> QgsSvgMarkerSymbolLayer:
    """Return the layer with frame, ground and glyph; its colours and hairline can be set in QGIS."""
    layer = picture(_svg(symbol, label, palette), size_mm * VIEW / FRAME)
    if symbol.frame in ("", "none"):
        layer.setStrokeColor(base_styles.qcolor(color(symbol.color, palette)))
    elif symbol.style in load_drawings():
        layer.setFillColor(base_styles.qcolor(color(symbol.color, palette)))
        layer.setStrokeColor(base_styles.qcolor(GLYPH[symbol.color]))
        layer.setStrokeWidth(HAIRLINE * size_mm / FRAME)
    return layer


def label_layer(text: str, size_mm: float) -> QgsFontMarkerSymbolLayer:
    """Return the words in the label strip, as large as the strip takes."""
    unit = size_mm / FRAME
    return QgsFontMarkerSymbolLayer.create({
        "font": LABEL_FONT, "chr": text, "color": "#000000", "size": f"{label_units(len(text)) * unit:g}",
        "size_unit": "MM", "offset": f"0,{(FRAME / 2 - STRIP / 2 - 2.9) * unit:g}", "offset_unit": "MM",
        "outline_width": "0", "vertical_anchor_point": "1", "horizontal_anchor_point": "1",
    })  # fmt: skip


def label_units(length: int) -> float:
    """Return the type size in frame units for a label of ``length`` characters."""
    return min(14.0, 56.0 / max(length, 1))


def tab_layer(size_mm: float, level: int | None = None, *, field: str | None = None) -> QgsSvgMarkerSymbolLayer:
    """Return the tab of a risk level, right of the frame.

    The level is fixed, or read from the integer ``field`` of the feature; the
    tab is left out where that is NULL.
    """
    unit = size_mm / FRAME
    layer = picture(level_svg(level or 4), TAB_WIDTH * unit)
    layer.setOffset(base_styles.qpoint((FRAME / 2 + TAB_WIDTH / 2) * unit, 0))
    if field is not None:
        drawing, shown = _level_of(field)
        layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyName, QgsProperty.fromExpression(drawing))
        layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyLayerEnabled, QgsProperty.fromExpression(shown))
    return layer


@lru_cache(maxsize=16)
def _level_of(field: str) -> tuple[str, str]:
    """Return the expressions for the tab of a feature's level and for whether it has one."""
    quoted = '"' + field.replace('"', '""') + '"'
    whens = " ".join(f"WHEN {quoted} = {n} THEN '{embedded(level_svg(n))}'" for n in (1, 2, 3, 4))
    return f"CASE {whens} END", f"coalesce({quoted}, 0) IN (1, 2, 3, 4)"


def svg_text(code: str, *, label: bool = False, palette: str = "print") -> str:
    """Return the SVG of the point symbol ``code``. Raises: UnknownSymbol."""
    return _svg(_of_geometry(code, "point"), label, palette)


def _of_geometry(code: str, geometry: str) -> Symbol:
    symbol = Catalogue.load().symbol(code)
    if symbol.geometry != geometry:
        raise UnknownSymbol(code=f"{code} ({geometry})")
    return symbol


@lru_cache(maxsize=2048)
def _svg(symbol: Symbol, label: bool, palette: str) -> str:
    return point_svg(symbol, load_drawings().get(symbol.style), label=label, palette=palette)
