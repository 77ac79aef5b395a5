"""What changed between two days, as layers of their own on the map: new, changed, retired."""

from __future__ import annotations

from typing import Iterable, Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QByteArray
from qgis.PyQt.QtGui import QColor

from ..database.changes import CHANGED, NEW, RETIRED, ThingChange

COLORS = {NEW: "#1F7A45", CHANGED: "#D98200", RETIRED: "#B3261E"}
_MARK = "floodmap/changes"
_TYPES = ("Point", "MultiLineString", "MultiPolygon")


def show_changes(changes: Iterable[ThingChange], names: Mapping[str, str]) -> list[QgsVectorLayer]:
    """Put the changes on the map in place of those before; ``names`` are the words for new, changed and retired.

    Things without a place are left out. Layers without a thing are not made.
    """
    remove_changes()
    by_dimension: dict[int, list[QgsFeature]] = {}
    for change in changes:
        if change.geometry is None:
            continue
        geometry = QgsGeometry()
        geometry.fromWkb(QByteArray.fromHex(change.geometry.encode()))
        dimension = geometry.constGet().dimension()
        if dimension:
            geometry.convertToMultiType()
        feature = QgsFeature()
        feature.setGeometry(geometry)
        feature.setAttributes([change.name, change.what])
        by_dimension.setdefault(dimension, []).append(feature)
    made = []
    for dimension, features in sorted(by_dimension.items(), reverse=True):
        layer = QgsVectorLayer(f"{_TYPES[dimension]}?crs=EPSG:4490&field=name:string&field=what:string",
                               " · ".join(names.values()), "memory")  # fmt: skip
        layer.dataProvider().addFeatures(features)
        layer.updateExtents()
        layer.setCustomProperty(_MARK, True)
        layer.setRenderer(_renderer(layer, names))
        made.append(layer)
    QgsProject.instance().addMapLayers(made)
    return made


def remove_changes() -> None:
    """Take the changes off the map."""
    project = QgsProject.instance()
    project.removeMapLayers([one.id() for one in project.mapLayers().values() if one.customProperty(_MARK)])


def _renderer(layer: QgsVectorLayer, names: Mapping[str, str]) -> QgsCategorizedSymbolRenderer:
    categories = []
    for what, words in names.items():
        symbol = QgsSymbol.defaultSymbol(layer.geometryType())
        symbol.setColor(QColor(COLORS[what]))
        symbol.setOpacity(0.75)
        if hasattr(symbol, "setSize"):
            symbol.setSize(4.0)
        elif hasattr(symbol, "setWidth"):
            symbol.setWidth(1.2)
        categories.append(QgsRendererCategory(what, symbol, words))
    return QgsCategorizedSymbolRenderer("what", categories)
