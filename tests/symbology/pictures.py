"""Render symbols into arrays, to look at them as a machine can."""

import numpy as np
from qgis.core import QgsRenderContext, QgsSymbol
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPolygonF

GREY = np.array([0.114, 0.587, 0.299])  # blue, green, red as Qt stores them


def context_on(painter: QPainter, pixels_per_mm: float) -> QgsRenderContext:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(pixels_per_mm)
    context.setFlag(QgsRenderContext.Flag.Antialiasing, True)
    return context


def draw(symbol: QgsSymbol, size: int, pixels_per_mm: float, ground: str = "#ffffff") -> np.ndarray:
    """Draw a symbol in the middle of a square of ``size`` pixels: rows x columns x (blue, green, red)."""
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    return _drawn(symbol, image, pixels_per_mm)


def draw_on(symbol: QgsSymbol, ground: np.ndarray, pixels_per_mm: float) -> np.ndarray:
    """Draw a symbol in the middle of a picture: rows x columns x (blue, green, red), as square as high."""
    size = len(ground)
    bits = np.dstack([ground, np.full((size, size), 255)]).round().astype(np.uint8)
    image = QImage(bits.tobytes(), size, size, QImage.Format.Format_RGB32).copy()
    return _drawn(symbol, image, pixels_per_mm)


def _drawn(symbol: QgsSymbol, image: QImage, pixels_per_mm: float) -> np.ndarray:
    size = image.width()
    painter = QPainter(image)
    context = context_on(painter, pixels_per_mm)
    symbol.startRender(context)
    middle = size / 2
    if symbol.type() == QgsSymbol.SymbolType.Marker:
        symbol.renderPoint(QPointF(middle, middle), None, context)
    elif symbol.type() == QgsSymbol.SymbolType.Line:
        points = [QPointF(size * 0.1, middle), QPointF(middle, size * 0.4), QPointF(size * 0.9, middle)]
        symbol.renderPolyline(QPolygonF(points), None, context)
    else:
        ring = [QPointF(size * x, size * y) for x, y in ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.1, 0.1))]
        symbol.renderPolygon(QPolygonF(ring), None, None, context)
    symbol.stopRender(context)
    painter.end()
    return pixels(image)


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].astype(float).copy()
