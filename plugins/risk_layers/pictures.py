"""Small pictures of symbols and levels, sharp on any screen."""

from __future__ import annotations

from functools import lru_cache
from typing import Iterable, Mapping

from flood_core.model.registers import Category
from flood_core.symbology.catalogue import UnknownSymbol
from flood_core.symbology.svg import level_svg
from flood_core.symbology.symbols import fill, line, marker
from qgis.PyQt.QtCore import QByteArray, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from qgis.PyQt.QtSvg import QSvgRenderer

SIZE = 18  # pixels of a screen at 100 %
_MM_PER_PIXEL = 25.4 / 96
_TAB = 0.6


def symbol_icon(symbols: Mapping[str, str], size: int = SIZE) -> QIcon:
    """Return a picture for the symbols (by geometry) of a category: the point's, else the line's or the area's."""
    return QIcon(symbol_pixmap(symbols, size))


def symbol_pixmap(symbols: Mapping[str, str], size: int = SIZE) -> QPixmap:
    """Return the picture as a pixmap; empty when the catalogue does not know the symbol."""
    ratio = screen_ratio()
    picture = QPixmap.fromImage(_drawn(tuple(sorted(symbols.items())), size, ratio))
    picture.setDevicePixelRatio(ratio)
    return picture


def draw_all(categories: Iterable[Category], ratio: float) -> None:
    """Draw the small pictures of categories beforehand, in the background: 200 of them take a second."""
    for category in categories:
        _drawn(tuple(sorted(category.symbols.items())), SIZE, ratio)


def screen_ratio() -> float:
    """Return how many pixels of the screen one of ours has."""
    return float(QGuiApplication.primaryScreen().devicePixelRatio())


@lru_cache(maxsize=1024)
def _drawn(symbols: tuple[tuple[str, str], ...], size: int, ratio: float) -> QImage:
    """Return the picture as an image, which any thread may draw."""
    by_geometry = dict(symbols)
    try:
        if "point" in by_geometry:
            symbol = marker(by_geometry["point"], size * 0.86 * ratio * _MM_PER_PIXEL)
        elif "polygon" in by_geometry:
            symbol = fill(by_geometry["polygon"])
        elif "line" in by_geometry:
            symbol = line(by_geometry["line"])
        else:
            return QImage()
    except UnknownSymbol:
        return QImage()
    return symbol.asImage(QSize(round(size * ratio), round(size * ratio)))


@lru_cache(maxsize=16)
def level_icon(level: int, size: int = SIZE) -> QIcon:
    """Return the tab with bars of a risk level, as it stands beside the symbols on the map; 0 = none."""
    ratio = screen_ratio()
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    if level:
        drawing = QSvgRenderer(QByteArray(level_svg(level).encode("utf-8")))
        width, height = picture.width() * _TAB, float(picture.height())  # wider than on the map: here it stands alone
        painter = QPainter(picture)
        drawing.render(painter, QRectF((picture.width() - width) / 2, 0, width, height))
        painter.end()
    picture.setDevicePixelRatio(ratio)
    return QIcon(picture)
