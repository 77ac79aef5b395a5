"""The terrain under what was found from it: relief and contours at the bottom of the map on the screen."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsBilinearRasterResampler,
    QgsHillshadeRenderer,
    QgsLineSymbol,
    QgsProject,
    QgsRasterContourRenderer,
    QgsRasterLayer,
    QgsRasterRenderer,
)

_MARK = "floodmap/relief"
#: A degree in metres: heights are in metres, whatever the plane is in.
_DEGREE_M = 111_120.0
_EXAGGERATED, _PALE = 1.3, 0.5
_LINE, _INDEX_LINE, _INDEX = ("#B08D5B", 0.12), ("#97743F", 0.3), 5


def show_relief(path: Path, interval_m: float, relief_name: str, contours_name: str) -> None:
    """Put a terrain model at the bottom of the map as relief with contours, in place of the one before.

    The same one stays as it is, for a person may have switched it off.
    """
    shown = _shown()
    if {one.source() for one in shown} == {str(path)}:
        return
    remove_relief()
    relief = QgsRasterLayer(str(path), relief_name, "gdal")
    lines = QgsRasterLayer(str(path), contours_name, "gdal")
    if not (relief.isValid() and lines.isValid()):
        return
    relief.setRenderer(_hillshade(relief))
    relief.resampleFilter().setZoomedInResampler(QgsBilinearRasterResampler())
    relief.setOpacity(_PALE)
    lines.setRenderer(_contours(lines, interval_m))
    tree = QgsProject.instance().layerTreeRoot()
    for layer in (lines, relief):
        layer.setCustomProperty(_MARK, True)
        QgsProject.instance().addMapLayer(layer, False)
        tree.addLayer(layer).setExpanded(False)


def remove_relief() -> None:
    """Take relief and contours off the map."""
    QgsProject.instance().removeMapLayers([one.id() for one in _shown()])


def _shown() -> list[QgsRasterLayer]:
    return [one for one in QgsProject.instance().mapLayers().values() if one.customProperty(_MARK)]


def _hillshade(layer: QgsRasterLayer) -> QgsRasterRenderer:
    renderer = QgsHillshadeRenderer(layer.dataProvider(), 1, 315, 45)
    renderer.setMultiDirectional(True)
    in_degrees = layer.crs().isGeographic()
    renderer.setZFactor(_EXAGGERATED / _DEGREE_M if in_degrees else _EXAGGERATED)
    return renderer


def _contours(layer: QgsRasterLayer, interval_m: float) -> QgsRasterRenderer:
    renderer = QgsRasterContourRenderer(layer.dataProvider())
    renderer.setInputBand(1)
    renderer.setContourInterval(interval_m)
    renderer.setContourIndexInterval(_INDEX * interval_m)
    renderer.setContourSymbol(_line(*_LINE))
    renderer.setContourIndexSymbol(_line(*_INDEX_LINE))
    return renderer


def _line(color: str, width_mm: float) -> QgsLineSymbol:
    return QgsLineSymbol.createSimple({"line_color": color, "line_width": f"{width_mm:g}", "line_width_unit": "MM"})
