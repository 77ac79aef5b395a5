"""Settlements in danger and their comparisons as a layer of their own on the map, by class or by state."""

from __future__ import annotations

from dataclasses import dataclass
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
    QgsTextAnnotation,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QByteArray, QPointF, QSizeF
from qgis.PyQt.QtGui import QColor, QTextDocument

from .relief_layers import remove_relief

#: Red, orange, yellow are the levels; a comparison has colours of its own.
COLORS = {
    "high": "#C8372D", "medium": "#E08A1E", "low": "#B79A00",
    "both": "#1F7A45", "found_only": "#C8372D", "registered_only": "#5B5F66",
    "first_only": "#7B3FA0", "second_only": "#C8372D", "reached": "#2B6CB0",
}  # fmt: skip
_MARK, _REACHED = "floodmap/terrain", "floodmap/reached"
#: How wide stands what the map says of its terrain model, and the dots of a text.
_NOTE_MM, _MM_PER_DOT = 110.0, 25.4 / 96
#: Far away the numbers would hide the places: there only the worst have theirs.
_RANKS = """if(@map_scale < 30000 or to_int("label") <= 20, "label", '')"""
_TITLE = QTextDocument.MetaInformation.DocumentTitle


@dataclass(frozen=True)
class Shape:
    """One place on the map."""

    geometry: str  # hex WKB, EPSG:4490
    kind: str  # class or state, a key of ``COLORS``
    label: str = ""
    words: str = ""  # why: read where the mouse rests, and with the tool that asks


def show_reached(name: str, wkb: str, note: str = "") -> QgsVectorLayer:
    """Put the place that somebody asked about (hex WKB) on the map in place of the one before."""
    return show_settlements(name, [Shape(wkb, "reached")], {"reached": name}, note, mark=_REACHED)


def show_settlements(
    name: str, shapes: Iterable[Shape], words: Mapping[str, str], note: str = "", *, mark: str = _MARK
) -> QgsVectorLayer:
    """Put shapes on the map in place of those before; ``words`` name the classes.

    ``note`` stands on the map and on what is printed of it: how fine the terrain model is, what it cannot see.
    """
    _remove(mark)
    fields = "field=class:string&field=label:string&field=reasons:string"
    layer = QgsVectorLayer(f"MultiPolygon?crs=EPSG:4490&{fields}", name, "memory")
    features = []
    for shape in shapes:
        geometry = QgsGeometry()
        geometry.fromWkb(QByteArray.fromHex(shape.geometry.encode()))
        if geometry.constGet().dimension() < 2:  # a mark or a gully: a ring around it
            geometry = geometry.buffer(0.0002, 8)
        geometry.convertToMultiType()
        feature = QgsFeature()
        feature.setGeometry(geometry)
        feature.setAttributes([shape.kind, shape.label, shape.words])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    layer.setCustomProperty(mark, True)
    layer.setMapTipTemplate('<b>[% "label" %]</b> [% "reasons" %]')
    categories = [QgsRendererCategory(kind, _hatched(COLORS[kind]), text) for kind, text in words.items()]
    layer.setRenderer(QgsCategorizedSymbolRenderer("class", categories))
    layer.setLabeling(_labels())
    layer.setLabelsEnabled(True)
    QgsProject.instance().addMapLayer(layer)
    if note:
        _write_on_map(layer, note, mark)
    return layer


def _write_on_map(layer: QgsVectorLayer, note: str, mark: str) -> None:
    """Write a note in the lower left corner of the map, for as long as the layer is there."""
    document = QTextDocument()
    document.setPlainText(note)
    document.setMetaInformation(_TITLE, mark)  # new text takes it away
    document.setTextWidth(_NOTE_MM / _MM_PER_DOT)
    written = _note(mark)
    annotation = QgsTextAnnotation() if written is None else written
    annotation.setDocument(document)
    annotation.setHasFixedMapPosition(False)
    annotation.setMapLayer(layer)
    height = document.size().height() * _MM_PER_DOT + 2.0
    annotation.setRelativePosition(QPointF(0.01, 0.96 - 0.008 * height))  # what is longer begins higher up
    annotation.setFrameOffsetFromReferencePointMm(QPointF(0, 0))
    annotation.setFrameSizeMm(QSizeF(_NOTE_MM, height))
    annotation.setVisible(True)
    if written is None:
        QgsProject.instance().annotationManager().addAnnotation(annotation)
    layer.willBeDeleted.connect(lambda: _hide_note(mark))


def _note(mark: str) -> QgsTextAnnotation | None:
    """Return what was written on the map before."""
    every = QgsProject.instance().annotationManager().annotations()
    texts = (one for one in every if isinstance(one, QgsTextAnnotation))
    return next((one for one in texts if one.document().metaInformation(_TITLE) == mark), None)


def _hide_note(mark: str) -> None:
    """Take a note out of sight. It stays for the next: QGIS's map still looks at one that was just taken away."""
    written = _note(mark)
    if written is not None:
        written.setVisible(False)


def rename_settlements(name: str) -> None:
    """Give the settlements on the map another name, if there are any."""
    for layer in QgsProject.instance().mapLayers().values():
        if layer.customProperty(_MARK):
            layer.setName(name)


def remove_settlements() -> None:
    """Take the settlements, the terrain under them and the place that somebody asked about off the map."""
    remove_relief()
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
    settings.fieldName = _RANKS
    settings.isExpression = True
    settings.setFormat(text)
    return QgsVectorLayerSimpleLabeling(settings)
