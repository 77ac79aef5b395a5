"""Where the things of the registers lie thick: QGIS's own heat map over all of them, gathered in cells."""

from __future__ import annotations

from typing import Iterable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsHeatmapRenderer,
    QgsPointXY,
    QgsProject,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..compat import field
from ..database.register_summary import PEOPLE, THINGS, Cell

MARK = "floodmap/density"
#: The radius of the heat map is this share of the ground that the things lie on, in metres at least so much.
_SHARE, _LEAST_M = 0.05, 100.0


def density_layer(cells: Iterable[Cell], title: str, crs: str, weight: str = THINGS) -> QgsVectorLayer:
    """Return a layer in memory with a point for each cell and QGIS's heat map renderer.

    ``crs`` is in metres, so that QGIS's kernel density estimation takes the layer as it is.
    """
    layer = QgsVectorLayer(f"Point?crs={crs}&index=yes", title, "memory")
    fields = QgsFields()
    for name in (THINGS, PEOPLE):
        fields.append(field(name, "integer"))
    layer.dataProvider().addAttributes(fields)
    layer.updateFields()
    metres = QgsCoordinateReferenceSystem(crs)
    transform = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4490"), metres, QgsProject.instance())
    features = []
    for cell in cells:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([cell.things, cell.people])
        feature.setGeometry(QgsGeometry.fromPointXY(transform.transform(QgsPointXY(cell.longitude, cell.latitude))))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    layer.setReadOnly(True)
    layer.setCustomProperty(MARK, weight)
    layer.setCustomProperty("skipMemoryLayersCheck", 1)
    layer.setRenderer(_renderer(radius_m(layer), weight))
    layer.setOpacity(0.8)
    return layer


def radius_m(layer: QgsVectorLayer) -> float:
    """Return the radius that fits the ground on which the points lie, in metres."""
    extent = layer.extent()
    return max(_LEAST_M, _SHARE * max(extent.width(), extent.height()))


def _renderer(radius: float, weight: str) -> QgsHeatmapRenderer:
    renderer = QgsHeatmapRenderer()
    renderer.setRadius(radius)
    renderer.setRadiusUnit(QgsUnitTypes.RenderUnit.RenderMapUnits)
    renderer.setWeightExpression(f'"{weight}"')
    stops = [QgsGradientStop(0.25, QColor(255, 214, 102, 150)), QgsGradientStop(0.6, QColor(240, 120, 40, 210))]
    ramp = QgsGradientColorRamp(QColor(255, 240, 190, 0), QColor(165, 0, 38, 235), False, stops)
    renderer.setColorRamp(ramp)
    renderer.setRenderQuality(1)
    return renderer
