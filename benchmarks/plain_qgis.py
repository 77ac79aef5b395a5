"""The sheet as a QGIS technician would make it: a project, labels, a layout, exportToPdf.

Same GeoPackage, same symbols, same label texts, sizes, halos and priorities,
same pages and tables; QGIS places the labels, filters the legend by the map
and draws the attribute tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flood_core.symbology import base_styles
from flood_core.symbology.renderers import element_renderer, route_renderer
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRenderer,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutFrame,
    QgsLayoutItemAttributeTable,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPalLayerSettings,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QFont

FONT = "WenQuanYi Micro Hei"
MM = QgsUnitTypes.RenderUnit.RenderMillimeters
PAPER_MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
FRONT_TABLES = ("village_fact", "organisation", "transfer_zone", "shelter")
BACK_TABLES = ("grid_person", "transfer_household", "store_team", "warning_threshold")


@dataclass(frozen=True)
class Page:
    """What the compared sheet shows: extent (EPSG:4549 metres), scale, map size in mm, title."""

    extent: QgsRectangle
    width_mm: float
    height_mm: float
    title: str
    crs: str = "EPSG:4549"


class PlainSheet:
    """A project and layout, opened once; ``export`` draws the sheet."""

    def __init__(self, gpkg: Path, page: Page) -> None:
        self.project = QgsProject()
        self.project.setCrs(QgsCoordinateReferenceSystem(page.crs))
        self._gpkg, self._page = gpkg, page
        self.layers = self._map_layers()
        self._tables = {name: self._layer(name, None) for name in (*FRONT_TABLES, *BACK_TABLES)}
        self._locator = self._layer("area", base_styles.locator_renderer())
        self.layout = QgsPrintLayout(self.project)
        self.layout.initializeDefaults()
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(420, 297, PAPER_MM))
        back = QgsLayoutItemPage(self.layout)
        back.setPageSize(QgsLayoutSize(420, 297, PAPER_MM))
        self.layout.pageCollection().addPage(back)
        self._add_items(page)

    def export(self, path: Path) -> None:
        """Export with PyQGIS's default settings."""
        result = QgsLayoutExporter(self.layout).exportToPdf(str(path), QgsLayoutExporter.PdfExportSettings())
        if result != QgsLayoutExporter.ExportResult.Success:
            raise RuntimeError(f"QGIS export failed: {result}")

    def export_atlas(self, folder: Path, pages: int) -> None:
        """Export an atlas of as many pages, a file each, with PyQGIS's default settings."""
        folder.mkdir()
        coverage = QgsVectorLayer("Point?crs=EPSG:4549&field=number:integer", "coverage", "memory")
        middle = QgsGeometry.fromPointXY(self._page.extent.center())
        features = []
        for number in range(pages):
            features.append(QgsFeature(coverage.fields()))
            features[-1].setAttributes([number])
            features[-1].setGeometry(middle)
        coverage.dataProvider().addFeatures(features)
        self.project.addMapLayer(coverage, False)
        atlas = self.layout.atlas()
        atlas.setCoverageLayer(coverage)
        atlas.setEnabled(True)
        atlas.setFilenameExpression("'sheet_' || @atlas_featurenumber")
        settings = QgsLayoutExporter.PdfExportSettings()
        result, error = QgsLayoutExporter.exportToPdfs(atlas, str(folder / "sheet"), settings)
        if result != QgsLayoutExporter.ExportResult.Success:
            raise RuntimeError(f"QGIS atlas export failed: {result} {error}")

    def export_image(self, path: Path) -> None:
        """Export the pages as pictures with PyQGIS's default settings."""
        result = QgsLayoutExporter(self.layout).exportToImage(str(path), QgsLayoutExporter.ImageExportSettings())
        if result != QgsLayoutExporter.ExportResult.Success:
            raise RuntimeError(f"QGIS export failed: {result}")

    def _layer(self, name: str, renderer: QgsFeatureRenderer | None, subset: str = "") -> QgsVectorLayer:
        # the subset in the address: setSubsetString would open the file for writing
        address = f"{self._gpkg}|layername={name}" + (f"|subset={subset}" if subset else "")
        layer = QgsVectorLayer(address, name, "ogr")
        if renderer is not None:
            layer.setRenderer(renderer)
        self.project.addMapLayer(layer, renderer is not None)
        return layer

    def _map_layers(self) -> list[QgsVectorLayer]:
        point = self._layer("element_point", element_renderer("point"))
        _label(point, "label", 2.4, 8, "#1d1f21", around=True)
        route = self._layer("route", route_renderer())
        _label(route, "name", 2.5, 9, "#c8102e")
        line = self._layer("element_line", element_renderer("line"))
        _label(line, "label", 2.4, 6, "#1d1f21")
        polygon = self._layer("element_polygon", element_renderer("polygon"))
        _label(polygon, "label", 2.9, 8, "#c8102e")
        border = self._layer("area", base_styles.border_renderer())
        _label(border, "display_name", 3.1, 4, "#7a5f7a")
        road = self._layer("road", base_styles.road_renderer())
        _label(road, "name", 2.4, 2, "#55595d", curved=True)
        building = self._layer("building", base_styles.building_renderer())
        water = self._layer("water_line", base_styles.water_line_renderer())
        _label(water, "name", 2.7, 3, "#2b6ea3", curved=True)
        contour = self._layer("contour", base_styles.contour_renderer())
        _label(contour, 'case when "index_contour" then "elevation_m" end', 1.8, 0, "#97743f", curved=True)
        water_area = self._layer("water_area", base_styles.water_area_renderer())
        _label(water_area, "name", 2.7, 3, "#2b6ea3")
        ground = self._layer("area", base_styles.area_renderer(), "\"level\" = 'village'")
        return [point, route, line, polygon, border, road, building, water, contour, water_area, ground]

    def _add_items(self, page: Page) -> None:
        map_item = QgsLayoutItemMap(self.layout)
        map_item.attemptSetSceneRect(QRectF(16, 39, page.width_mm, page.height_mm))
        map_item.setCrs(self.project.crs())
        map_item.setLayers(self.layers)
        map_item.setExtent(page.extent)
        map_item.setFrameEnabled(True)
        grid = QgsLayoutItemMapGrid("grid", map_item)
        grid.setIntervalX(500)
        grid.setIntervalY(500)
        grid.setAnnotationEnabled(True)
        grid.setStyle(QgsLayoutItemMapGrid.GridStyle.FrameAnnotationsOnly)
        map_item.grids().addGrid(grid)
        self.layout.addLayoutItem(map_item)
        self._label_item(page.title, 80, 12, 200, 14, 10)
        locator = QgsLayoutItemMap(self.layout)
        locator.attemptSetSceneRect(QRectF(318, 18, 90, 42))
        locator.setLayers([self._locator])
        locator.setCrs(self.project.crs())
        locator.zoomToExtent(page.extent)
        self.layout.addLayoutItem(locator)
        self._scale_bar(map_item)
        self._north(map_item)
        self._legend(map_item)
        self._label_item("编制 审核 批准 2000国家大地坐标系 1985国家高程基准 模拟数据", 318, 262, 90, 24, 2.1)
        for number, name in enumerate(FRONT_TABLES):
            self._table(name, 318, 178 + 20 * number, 90, 19)
        for number, name in enumerate(BACK_TABLES):
            self._table(name, 14 + 100 * number, 297 + 10 + 30, 96, 240)

    def _label_item(self, text: str, x: float, y: float, width: float, height: float, size_mm: float) -> None:
        item = QgsLayoutItemLabel(self.layout)
        item.setText(text)
        item.setFont(_font(size_mm))
        item.attemptSetSceneRect(QRectF(x, y, width, height))
        self.layout.addLayoutItem(item)

    def _scale_bar(self, map_item: QgsLayoutItemMap) -> None:
        bar = QgsLayoutItemScaleBar(self.layout)
        bar.setStyle("Single Box")
        bar.setLinkedMap(map_item)
        bar.applyDefaultSize()
        bar.setFont(_font(2.4))
        self.layout.addLayoutItem(bar)
        bar.attemptMove(QgsLayoutPoint(40, 278, PAPER_MM))

    def _north(self, map_item: QgsLayoutItemMap) -> None:
        north = QgsLayoutItemPicture(self.layout)
        north.setPicturePath(":/images/north_arrows/layout_default_north_arrow.svg")
        north.setLinkedMap(map_item)
        north.attemptSetSceneRect(QRectF(296, 14, 12, 18))
        self.layout.addLayoutItem(north)

    def _legend(self, map_item: QgsLayoutItemMap) -> None:
        legend = QgsLayoutItemLegend(self.layout)
        legend.setLinkedMap(map_item)
        legend.setLegendFilterByMapEnabled(True)
        legend.setColumnCount(2)
        legend.setSplitLayer(True)
        self.layout.addLayoutItem(legend)
        legend.attemptMove(QgsLayoutPoint(318, 66, PAPER_MM))
        legend.adjustBoxSize()

    def _table(self, name: str, x: float, y: float, width: float, height: float) -> None:
        table = QgsLayoutItemAttributeTable.create(self.layout)
        table.setVectorLayer(self._tables[name])
        table.setMaximumNumberOfFeatures(200)
        table.setHeaderFont(_font(2.1))
        table.setContentFont(_font(2.4))
        frame = QgsLayoutFrame(self.layout, table)
        frame.attemptSetSceneRect(QRectF(x, y, width, height))
        table.addFrame(frame)
        self.layout.addMultiFrame(table)


def _font(size_mm: float) -> QFont:
    font = QFont(FONT)
    font.setPointSizeF(size_mm / 25.4 * 72)
    return font


def _label(
    layer: QgsVectorLayer,
    field: str,
    size_mm: float,
    priority: int,
    color: str,
    *,
    curved: bool = False,
    around: bool = False,
) -> None:
    """Label a layer with our sizes, halo and priority; QGIS finds the places."""
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.4)
    buffer.setSizeUnit(MM)
    buffer.setColor(QColor("#f7f5ef"))
    text = QgsTextFormat()
    text.setFont(QFont(FONT))
    text.setSize(size_mm)
    text.setSizeUnit(MM)
    text.setColor(QColor(color))
    text.setBuffer(buffer)
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    settings.isExpression = field not in layer.fields().names()
    settings.setFormat(text)
    settings.priority = priority
    if curved:
        settings.placement = QgsPalLayerSettings.Placement.Curved
    elif around:
        settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
        settings.dist = 3.2
        settings.distUnits = MM
        obstacle = settings.obstacleSettings()
        obstacle.setIsObstacle(True)
        settings.setObstacleSettings(obstacle)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
