"""The boundary of one area as a layer of the project: what the tree of areas leads to."""

from __future__ import annotations

from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

_MARK = "floodmap/area"


def show_boundary(title: str, name: str, wkb: bytes) -> QgsVectorLayer:
    """Put the boundary (EPSG:4490) into the project, in place of the one that was shown before."""
    remove_boundary()
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:4490&field=name:string", title, "memory")
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    geometry.convertToMultiType()
    feature = QgsFeature(layer.fields())
    feature.setAttributes([name])
    feature.setGeometry(geometry)
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    layer.setCustomProperty(_MARK, True)
    layer.setCustomProperty("skipMemoryLayersCheck", 1)  # it holds nothing that could be lost
    fill = layer.renderer().symbol().symbolLayer(0)
    fill.setColor(fill.color().fromRgb(0, 0, 0, 0))
    fill.setStrokeColor(fill.strokeColor().fromRgb(166, 38, 110))
    fill.setStrokeWidth(0.6)
    QgsProject.instance().addMapLayer(layer)
    return layer


def remove_boundary() -> None:
    """Take the boundary out of the project."""
    project = QgsProject.instance()
    shown = [key for key, layer in project.mapLayers().items() if layer.customProperty(_MARK)]
    project.removeMapLayers(shown)
