"""The layers of a snapshot, drawn through QGIS's own map renderer."""

import numpy as np
import pytest
from flood_core.symbology import base_styles
from flood_core.symbology.catalogue import Catalogue
from flood_core.symbology.renderers import element_renderer, route_renderer
from qgis.core import QgsFeature, QgsGeometry, QgsMapRendererParallelJob, QgsMapSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor

from tests.symbology.pictures import pixels

pytestmark = pytest.mark.usefixtures("qgis_app")


def layer_of(geometry: str, fields: str, rows: list[tuple[str, list]]) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{geometry}?crs=EPSG:4549&{fields}", "test", "memory")
    features = []
    for wkt, values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values)
        feature.setGeometry(QgsGeometry.fromWkt(wkt))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer


def drawn(layer: QgsVectorLayer, renderer, *, width: int = 400, metres: float = 400) -> np.ndarray:
    layer.setRenderer(renderer)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(QgsGeometry.fromWkt(f"Polygon((0 0,{metres} 0,{metres} {metres},0 {metres},0 0))").boundingBox())
    settings.setOutputSize(QSize(width, width))
    settings.setOutputDpi(150)
    settings.setBackgroundColor(QColor("#ffffff"))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors()
    return pixels(job.renderedImage())


ELEMENTS = "field=symbol_code:string&field=risk_level:integer"


def test_points_with_and_without_level_and_unknown_codes():
    rows = [
        ("Point(100 300)", ["B20200", 1]),
        ("Point(300 300)", ["B20200", None]),
        ("Point(200 100)", ["Q00000", None]),
    ]
    picture = drawn(layer_of("Point", ELEMENTS, rows), element_renderer("point"))
    with_tab, without = picture[70:130, 118:135], picture[70:130, 318:335]
    assert np.abs(with_tab - without).max() > 100, "the tab stands right of the frame"
    red = (with_tab[:, :, 2] > 180) & (with_tab[:, :, 1] < 60)
    assert red.sum() > 20
    placeholder = picture[270:330, 170:230]
    magenta = (placeholder[:, :, 2] > 150) & (placeholder[:, :, 1] < 80) & (placeholder[:, :, 0] > 100)
    assert magenta.sum() > 20, "an unknown code is marked, never left out"


def test_every_code_of_the_catalogue_has_a_category():
    for geometry in ("point", "line", "polygon"):
        values = {category.value() for category in element_renderer(geometry).categories()}
        assert values == {symbol.code for symbol in Catalogue.load().of_geometry(geometry)} | {""}
    few = element_renderer("point", codes=["B20200", "D60153"])
    assert [category.value() for category in few.categories()] == ["B20200", "D60153", ""]


def test_the_marker_of_an_area_carries_the_level():
    ring = "Polygon((100 100,300 100,300 300,100 300,100 100))"
    layer = layer_of("Polygon", ELEMENTS, [(ring, ["F20200", 1])])
    plain = drawn(layer, element_renderer("polygon"))
    marked = drawn(layer, element_renderer("polygon", with_marker=True))
    changed = np.argwhere(np.abs(plain - marked).sum(axis=2) > 60)
    assert 20 < np.ptp(changed[:, 1]) < 60
    assert np.abs(changed.mean(axis=0) - 200).max() < 8


def test_ticks_stand_inside_whichever_way_the_ring_runs():
    points = ["100 100", "300 100", "300 300", "100 300", "100 100"]
    pictures = [
        drawn(
            layer_of("Polygon", ELEMENTS, [(f"Polygon(({','.join(ring)}))", ["F20100", None])]),
            element_renderer("polygon"),
        )
        for ring in (points, points[::-1])
    ]
    outside = [(picture[:95].sum() + picture[306:].sum()) for picture in pictures]
    assert outside[0] == pytest.approx(outside[1], rel=0.002)


def test_a_route_is_drawn_with_its_arrow_from_single_and_multi_lines():
    for wkt in ("LineString(50 200,350 200)", "MultiLineString((50 200,350 200))"):
        geometry = wkt.split("(")[0]
        picture = drawn(layer_of(geometry, "field=number:integer", [(wkt, [1])]), route_renderer())
        red = (picture[:, :, 2] > 180) & (picture[:, :, 1] < 80)
        widths = red.sum(axis=0)
        assert widths[290:345].max() > widths[180:200].max() * 1.5, "a head wider than the line"


def test_the_base_map_keeps_its_tones():
    def color_at(picture, row, column):
        blue, green, red = (int(v) for v in picture[row, column])
        return f"#{red:02x}{green:02x}{blue:02x}"

    ring = "Polygon((0 0,400 0,400 400,0 400,0 0))"
    area = layer_of("Polygon", "field=is_own:integer&field=level:string", [(ring, [1, "village"])])
    assert color_at(drawn(area, base_styles.area_renderer()), 200, 200) == "#f7f5ef"
    water = layer_of("Polygon", "field=kind:string", [(ring, ["sea"])])
    assert color_at(drawn(water, base_styles.water_area_renderer()), 200, 200) == "#cfe3f1"
    building = layer_of("Polygon", "field=use:string", [(ring, [""])])
    assert color_at(drawn(building, base_styles.building_renderer()), 200, 200) == "#e6e0d6"


def test_roads_are_white_on_grey_and_index_contours_thicker():
    roads = layer_of("LineString", "field=class:string", [("LineString(0 200,400 200)", ["highway"])])
    middle = drawn(roads, base_styles.road_renderer())[180:220, 200]
    assert (middle.sum(axis=1) > 750).any() and (middle.sum(axis=1) < 600).any()
    ink = []
    for index in (True, False):
        contour = layer_of("LineString", "field=index_contour:boolean", [("LineString(0 200,400 200)", [index])])
        ink.append((255 - drawn(contour, base_styles.contour_renderer())).sum())
    assert ink[0] > 1.8 * ink[1]


def test_every_kind_of_water_line_is_drawn():
    for kind in ("stream", "river", "canal", "coast"):
        line = layer_of(
            "LineString", "field=kind:string&field=stream_order:integer", [("LineString(0 200,400 200)", [kind, 3])]
        )
        assert np.ptp(drawn(line, base_styles.water_line_renderer())) > 50, kind


def test_the_own_border_has_its_tint():
    ring = "Polygon((100 100,300 100,300 300,100 300,100 100))"
    area = layer_of("Polygon", "field=is_own:integer&field=level:string", [(ring, [1, "village"])])
    picture = drawn(area, base_styles.border_renderer())
    tints = {tuple(int(v) for v in pixel) for pixel in picture[200, 80:120]}
    assert (0xE3, 0xCF, 0xE3) in tints
