"""Settlements in danger and their comparisons as a layer of their own on the map, by class or by state."""

from __future__ import annotations

from typing import Iterable, Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLinePatternFillSymbolLayer,
    QgsPalLayerSettings,
    QgsProject,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QByteArray
from qgis.PyQt.QtGui import QColor

#: Red, orange, yellow are the levels; a comparison has colours of its own.
COLORS = {
    "high": "#C8372D", "medium": "#E08A1E", "low": "#B79A00",
    "both": "#1F7A45", "found_only": "#C8372D", "registered_only": "#5B5F66",
    "first_only": "#7B3FA0", "second_only": "#C8372D", "reached": "#2B6CB0",
}  # fmt: skip
_MARK, _REACHED = "floodmap/terrain", "floodmap/reached"


def show_reached(name: str, wkb: str) -> QgsVectorLayer:
    """Put the place that somebody asked about (hex WKB) on the map in place of the one before."""
    return show_settlements(name, [(wkb, "reached", "")], {"reached": name}, mark=_REACHED)


def show_settlements(
    name: str, shapes: Iterable[tuple[str, str, str]], words: Mapping[str, str], *, mark: str = _MARK
) -> QgsVectorLayer:
    """Put shapes (hex WKB, class or state, label) on the map in place of those before; ``words`` name the classes."""
    _remove(mark)
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:4490&field=class:string&field=label:string", name, "memory")
    features = []
    for wkb, kind, label in shapes:
        geometry = QgsGeometry()
        geometry.fromWkb(QByteArray.fromHex(wkb.encode()))
        if geometry.constGet().dimension() < 2:  # a mark or a gully: a ring around it
            geometry = geometry.buffer(0.0002, 8)
        geometry.convertToMultiType()
        feature = QgsFeature()
        feature.setGeometry(geometry)
        feature.setAttributes([kind, label])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    layer.setCustomProperty(mark, True)
    categories = [QgsRendererCategory(kind, _hatched(COLORS[kind]), text) for kind, text in words.items()]
    layer.setRenderer(QgsCategorizedSymbolRenderer("class", categories))
    layer.setLabeling(_labels())
    layer.setLabelsEnabled(True)
    QgsProject.instance().addMapLayer(layer)
    return layer


def remove_settlements() -> None:
    """Take the settlements and the place that somebody asked about off the map."""
    for mark in (_MARK, _REACHED):
        _remove(mark)


def _remove(mark: str) -> None:
    project = QgsProject.instance()
    project.removeMapLayers([one.id() for one in project.mapLayers().values() if one.customProperty(mark)])


def _hatched(color: str) -> QgsFillSymbol:
    """Return an outline with a hatch: what lies below stays to be seen."""
    symbol = QgsFillSymbol()
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(45)
    hatch.setDistance(1.6)
    hatch.setColor(QColor(color))
    hatch.setLineWidth(0.2)
    symbol.changeSymbolLayer(0, hatch)
    symbol.appendSymbolLayer(QgsSimpleLineSymbolLayer(QColor(color), 0.6))
    return symbol


def _labels() -> QgsVectorLayerSimpleLabeling:
    text, halo = QgsTextFormat(), QgsTextBufferSettings()
    text.setSize(9)
    halo.setEnabled(True)
    halo.setSize(0.6)
    halo.setColor(QColor("#FFFFFF"))
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName = "label"
    settings.setFormat(text)
    return QgsVectorLayerSimpleLabeling(settings)
