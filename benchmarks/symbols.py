"""A sheet with 200 symbols of 60 kinds: ours against QGIS's own SVG markers, drawn the same way."""

from __future__ import annotations

import statistics
from functools import partial
from pathlib import Path
from typing import Callable, Iterator, NamedTuple

from flood_core.sheets.session import ensure_qgis
from flood_core.symbology.catalogue import Catalogue
from flood_core.symbology.renderers import element_renderer
from flood_core.symbology.svg import FRAME, VIEW
from flood_core.symbology.symbols import marker
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFeatureRenderer,
    QgsGeometry,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsRectangle,
    QgsRendererCategory,
    QgsSvgMarkerSymbolLayer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from benchmarks.comparison import Comparison, seconds

KINDS, SYMBOLS = 60, 200
RUNS, FULL_RUNS = 15, 41
DPI, PAPER_MM = 300, (420.0, 297.0)
SYMBOL_MM = 5.0
GOAL = "at most 1"


def compare(full: bool) -> Iterator[Comparison]:
    """Yield a row for the first drawing (symbols made, SVG read), for every later one, and with risk levels."""
    ensure_qgis()
    codes = [symbol.code for symbol in Catalogue.load().of_geometry("point")][:: 290 // KINDS][:KINDS]
    ours, other, levels = _layer(codes), _layer(codes), _layer(codes)
    levels.setRenderer(element_renderer("point", size_mm=SYMBOL_MM, codes=codes))
    first, again, levelled = Times([], []), Times([], []), Times([], [])
    for number in range(FULL_RUNS if full else RUNS):  # in turn, so that a busy machine is unfair to both
        size = SYMBOL_MM + number / 1000  # QGIS keeps pictures by size: a new size is drawn afresh
        first.ours.append(seconds(partial(_made_and_drawn, ours, _our_markers, codes, size)))
        first.other.append(seconds(partial(_made_and_drawn, other, _svg_markers, codes, size)))
        again.ours.append(seconds(lambda: _draw(ours)))
        again.other.append(seconds(lambda: _draw(other)))
    for _ in range(FULL_RUNS if full else RUNS):
        levelled.ours.append(seconds(lambda: _draw(levels)))
        levelled.other.append(seconds(lambda: _draw(other)))
    other_is = f"{KINDS} of the SVG markers that QGIS ships, categorised, same places and size"
    remark = f"{SYMBOLS} symbols of {KINDS} kinds on A3 at {DPI} dpi"
    rows = (
        ("symbols, made and drawn", first, GOAL, ""), ("symbols, drawn again", again, GOAL, ""),
        ("symbols with risk levels, drawn again", levelled, "", "; every fourth with its level's tab, theirs without"),
    )  # fmt: skip
    for name, times, goal, more in rows:
        mine, theirs = statistics.median(times.ours), statistics.median(times.other)
        yield Comparison(name, mine, theirs, other_is, goal, remark=remark + more)


class Times(NamedTuple):
    """Seconds of each drawing."""

    ours: list[float]
    other: list[float]


def _layer(codes: list[str]) -> QgsVectorLayer:
    """Return points spread over an A3 paper, 1 mm for 1 unit, each kind about equally often."""
    layer = QgsVectorLayer("Point?field=symbol_code:string&field=risk_level:integer", "points", "memory")
    features = []
    for number in range(SYMBOLS):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([codes[number % len(codes)], number // 4 % 4 + 1 if number % 4 == 0 else None])
        x, y = 10 + number % 20 * 20, 15 + number // 20 * 28
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(x, y)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def _our_markers(codes: list[str], size_mm: float) -> QgsCategorizedSymbolRenderer:
    """Return a renderer with our symbol for each code."""
    categories = [QgsRendererCategory(code, marker(code, size_mm), code) for code in codes]
    return QgsCategorizedSymbolRenderer("symbol_code", categories)


def _svg_markers(codes: list[str], size_mm: float) -> QgsCategorizedSymbolRenderer:
    """Return a renderer with another of QGIS's pictures for each code."""
    files = [file for folder in QgsApplication.svgPaths() for file in sorted(Path(folder).rglob("*.svg"))]
    categories = []
    for code, file in zip(codes, files[:: max(1, len(files) // KINDS)]):
        marker = QgsSvgMarkerSymbolLayer(str(file))
        marker.setSize(size_mm * VIEW / FRAME)  # the picture with its margin, as ours
        marker.setSizeUnit(QgsUnitTypes.RenderUnit.RenderMillimeters)
        symbol = QgsMarkerSymbol()
        symbol.changeSymbolLayer(0, marker)
        categories.append(QgsRendererCategory(code, symbol, code))
    if len(categories) < KINDS:
        raise RuntimeError(f"QGIS ships only {len(files)} SVG files here")
    return QgsCategorizedSymbolRenderer("symbol_code", categories)


def _made_and_drawn(
    layer: QgsVectorLayer, make: Callable[[list[str], float], QgsFeatureRenderer], codes: list[str], size_mm: float
) -> QImage:
    """Make the renderer and draw with it."""
    layer.setRenderer(make(codes, size_mm))
    return _draw(layer)


def _draw(layer: QgsVectorLayer) -> QImage:
    """Draw the paper."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setExtent(QgsRectangle(0, 0, *PAPER_MM))
    settings.setOutputSize(QSize(*(round(side / 25.4 * DPI) for side in PAPER_MM)))
    settings.setOutputDpi(DPI)
    image = QImage(settings.outputSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    job = QgsMapRendererCustomPainterJob(settings, painter)
    job.renderSynchronously()
    painter.end()
    return image
