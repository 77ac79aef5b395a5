"""The demo township as a QGIS project: ``python -m demo.project [--out DIR]`` writes ``DIR/demo.qgz``.

The base map of ``./run demo`` in the suite's own styles, with relative paths
only, so that the folder can be carried elsewhere. The registers are not in it:
the plugins load them for whoever is signed in. Ends with 3 when the demo was
not run here, or its database is gone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flood_core import compat
from flood_core.database.cluster import Cluster
from flood_core.database.connection import ConnectionSettings, connected
from flood_core.database.migrate import ensure_database
from flood_core.errors import DatabaseUnavailable, FloodMapError
from flood_core.resources import fonts
from flood_core.sheets.session import ensure_qgis
from flood_core.symbology import base_styles
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRenderer,
    QgsPalLayerSettings,
    QgsProject,
    QgsReferencedRectangle,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from .main_job import DATABASE

NAME = "demo.qgz"
TITLE = "清江镇（模拟数据）"
CRS = "EPSG:4549"  # metres
NO_DATABASE = 3


def write_project(out: Path) -> Path:
    """Write the project beside ``source/`` of a finished demo and return its path."""
    ensure_qgis()
    project = QgsProject.instance()
    project.clear()
    project.setTitle(TITLE)
    project.setCrs(QgsCoordinateReferenceSystem(CRS))
    group = project.layerTreeRoot().addGroup("底图")
    layers = _layers(out / "source" / "base.gpkg")
    for layer in layers:
        project.addMapLayer(layer, False)
        group.addLayer(layer)
    extent = QgsReferencedRectangle(layers[0].extent(), layers[0].crs())
    project.viewSettings().setDefaultViewExtent(extent)
    path = out / NAME
    if not project.write(str(path)):
        raise OSError(f"{path}: {project.error()}")
    project.clear()
    return path


def _layers(source: Path) -> list[QgsVectorLayer]:
    """Return the base layers, the uppermost first."""
    border = _layer(source, "area", "行政区界", base_styles.border_renderer(), is_own="0")
    _label(border)
    return [
        border,
        _layer(source, "building", "房屋", base_styles.building_renderer()),
        _layer(source, "road", "道路", base_styles.road_renderer()),
        _layer(source, "water|geometrytype=LineString", "溪流与岸线", base_styles.water_line_renderer()),
        _layer(source, "contour", "等高线", base_styles.contour_renderer()),
        _layer(source, "water|geometrytype=Polygon", "水面", base_styles.water_area_renderer()),
        _layer(source, "area", "陆地", QgsSingleSymbolRenderer(base_styles.area_symbol(own=True))),
    ]


def _layer(source: Path, name: str, title: str, renderer: QgsFeatureRenderer, **computed: str) -> QgsVectorLayer:
    """Open a layer; ``computed`` are fields that the style asks for and the file does not have."""
    layer = QgsVectorLayer(f"{source}|layername={name}", title, "ogr")
    for field, expression in computed.items():
        if layer.fields().indexOf(field) < 0:
            layer.addExpressionField(expression, compat.field(field, "integer"))
    layer.setRenderer(renderer)
    layer.setReadOnly(True)
    return layer


def _label(layer: QgsVectorLayer) -> None:
    """Write the villages' names."""
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setColor(QColor("#ffffff"))
    text = QgsTextFormat()
    text.setFont(QFont(fonts.sans().family))
    text.setSize(9)
    text.setColor(QColor("#7a5f7a"))
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName = """if("level" = 'village', "name", '')"""
    settings.isExpression = True
    settings.setFormat(text)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def is_there(out: Path) -> bool:
    """Tell whether ``./run demo`` left its files and its database, which is brought up to date."""
    if not (out / "source" / "base.gpkg").is_file() or not Cluster.default().exists:
        return False
    Cluster.default().start()
    settings = ConnectionSettings.embedded(DATABASE)
    try:
        with connected(settings):
            pass
    except DatabaseUnavailable:
        return False
    ensure_database(settings)
    return True


def main(arguments: list[str] | None = None) -> int:
    """Write the project; 3 when there is no demo."""
    parser = argparse.ArgumentParser(prog="python -m demo.project", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/demo"), help="folder of the demo (default out/demo)")
    out = parser.parse_args(arguments).out.resolve()
    try:
        if not is_there(out):
            return NO_DATABASE
        sys.stdout.write(f"{write_project(out)}\n")
    except FloodMapError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
