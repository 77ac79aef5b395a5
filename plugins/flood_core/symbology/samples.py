"""Samples of symbols as pictures: for the printed catalogue, for windows, for comparing them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Iterator

from qgis.core import QgsRenderContext, QgsSymbol
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPolygonF

from .symbols import DEFAULT_SIZE_MM, placeholder
from .versions import SymbolSet

PAPER = "#ffffff"
CENTRE_MM = 4.0  # of the point symbol in the middle of a sample
OUTWARD = "F10300"  # its arrows stand outside the area
PRINT_SIZES = (8.0, 5.0, 4.0)  # mm: with its label, usual, smallest
STRIP_MM, STRETCH_MM = 11.0, 33.0
_RING = ((0.06, 0.5), (0.18, 0.06), (0.8, 0.06), (0.95, 0.45), (0.84, 0.95), (0.2, 0.95), (0.06, 0.5))

Box = tuple[float, float, float, float]


@contextmanager
def paper(width: int, height: int, pixels_per_mm: float) -> Iterator[tuple[QImage, QgsRenderContext]]:
    """Give a white picture of so many pixels and a context to draw on it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(PAPER))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(pixels_per_mm)
    context.setFlag(QgsRenderContext.Flag.Antialiasing, True)
    try:
        yield image, context
    finally:
        painter.end()


def draw_point(symbol: QgsSymbol, place: QPointF, context: QgsRenderContext) -> None:
    """Draw a point symbol at a place, pixels."""
    symbol.startRender(context)
    symbol.renderPoint(place, None, context)
    symbol.stopRender(context)


def draw_stretch(symbols: SymbolSet, code: str, geometry: str, box: Box, context: QgsRenderContext) -> None:
    """Draw a sample of a line or an area, with the symbol in its middle, into a box: left, top, width, height in mm."""
    painter, scale = context.painter(), context.scaleFactor()
    x, y, width, height = box
    painter.save()
    made = symbols.line(code) if geometry == "line" else symbols.fill(code)
    made.startRender(context)
    if geometry == "line":
        points = [(x + 1, y + height * 0.6), (x + width * 0.5, y + height * 0.38), (x + width - 1, y + height * 0.6)]
        made.renderPolyline(QPolygonF([QPointF(a * scale, b * scale) for a, b in points]), None, context)
    else:
        flat = 0.5 if code == OUTWARD else 1.0
        corners = [(a, 0.5 + flat * (b - 0.5)) for a, b in _RING]
        ring = [QPointF((x + width * a) * scale, (y + height * b) * scale) for a, b in corners]
        made.renderPolygon(QPolygonF(ring), None, None, context)
    made.stopRender(context)
    centre = symbols.centre(code)
    if centre:  # areas of one kind share a hatch: this tells them apart
        middle = QPointF((x + width / 2) * scale, (y + height * (0.4 if geometry == "line" else 0.5)) * scale)
        draw_point(symbols.marker(centre, min(CENTRE_MM, width / 3)), middle, context)
    painter.restore()


def picture(
    symbols: SymbolSet,
    code: str,
    geometry: str,
    size: tuple[float, float],
    pixels_per_mm: float,
    *,
    size_mm: float = DEFAULT_SIZE_MM,
    level: int | None = None,
    grey: bool = False,
) -> QImage:
    """Return a symbol in the middle of a paper of ``size`` mm; ``grey`` as a grey print shows it."""
    width, height = size
    with paper(round(width * pixels_per_mm), round(height * pixels_per_mm), pixels_per_mm) as (image, context):
        middle = QPointF(width * pixels_per_mm / 2, height * pixels_per_mm / 2)
        if code not in symbols:
            draw_point(placeholder(size_mm), middle, context)
        elif geometry == "point":
            draw_point(symbols.marker(code, size_mm, level), middle, context)
        else:
            draw_stretch(symbols, code, geometry, (0.5, 0.8, width - 1, height - 1.6), context)
    return image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else image


def strip(symbols: SymbolSet, code: str, geometry: str, pixels_per_mm: float, *, grey: bool = False) -> QImage:
    """Return a symbol as it prints: a point at 8, 5 and 4 mm side by side, a line or an area as a stretch."""
    if geometry != "point":
        return picture(symbols, code, geometry, (STRETCH_MM, STRIP_MM), pixels_per_mm, grey=grey)
    width = STRIP_MM * len(PRINT_SIZES)
    with paper(round(width * pixels_per_mm), round(STRIP_MM * pixels_per_mm), pixels_per_mm) as (image, context):
        for number, size in enumerate(PRINT_SIZES):
            place = QPointF((number + 0.5) * STRIP_MM * pixels_per_mm, STRIP_MM * pixels_per_mm / 2)
            symbol = symbols.marker(code, size) if code in symbols else placeholder(size)
            draw_point(symbol, place, context)
    return image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else image
