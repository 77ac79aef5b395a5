"""What changed between two days, as layers of their own on the map: new, changed, retired."""

from __future__ import annotations

from typing import Iterable, Mapping

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProject,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QByteArray

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
    dimension = _TYPES.index(QgsWkbTypes.displayString(layer.wkbType()))
    categories = [QgsRendererCategory(what, _around(dimension, COLORS[what]), words) for what, words in names.items()]
    return QgsCategorizedSymbolRenderer("what", categories)


def _around(dimension: int, color: str) -> QgsSymbol:
    """Return a ring, a broad band or an edge: what it marks has a symbol of its own, which stays to be seen."""
    if dimension == 0:
        ring = {"name": "circle", "color": "0,0,0,0", "outline_color": color, "outline_width": "0.9", "size": "10"}
        return QgsMarkerSymbol.createSimple(ring)
    if dimension == 1:
        band = QgsLineSymbol.createSimple({"line_color": color, "line_width": "3.5", "capstyle": "round"})
        band.setOpacity(0.4)
        return band
    return QgsFillSymbol.createSimple({"style": "no", "outline_color": color, "outline_width": "0.9"})
