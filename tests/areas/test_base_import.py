"""Base map files come in whole, in one coordinate system, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from flood_core.areas.base_data import (
    BadBaseValue,
    MissingBaseField,
    NoCoordinateSystem,
    NoSuchLayer,
    UnreadableBaseFile,
    import_base,
)
from flood_core.cli.main import main
from flood_core.database.base_layers import UnknownAreas
from flood_core.errors import Refused
from osgeo import gdal, ogr, osr

VILLAGE = "330382106212"


def metres() -> osr.SpatialReference:
    system = osr.SpatialReference()
    system.ImportFromEPSG(4549)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def write(
    path: Path,
    layer: str,
    fields: dict[str, int],
    rows: list[tuple[dict, str | None]],
    driver: str = "GPKG",
    system: osr.SpatialReference | None = None,
) -> Path:
    store = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    options = ["ENCODING=UTF-8"] if driver == "ESRI Shapefile" else []
    table = store.CreateLayer(layer, system or metres(), ogr.wkbUnknown, options)
    for name, kind in fields.items():
        table.CreateField(ogr.FieldDefn(name, kind))
    for values, wkt in rows:
        feature = ogr.Feature(table.GetLayerDefn())
        for name, value in values.items():
            feature.SetField(name, value)
        if wkt:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
        table.CreateFeature(feature)
    store.FlushCache()
    del store
    return path


ROAD_FIELDS = {"name": ogr.OFTString, "class": ogr.OFTString, "width_m": ogr.OFTReal, "bridge": ogr.OFTInteger}
LINE = "LINESTRING (608000 3129500, 608100 3129500)"
ROAD = ({"name": "清江线", "class": "county", "width_m": 8.5, "bridge": 1}, LINE)
SQUARE = "POLYGON ((608000 3129500, 608010 3129500, 608010 3129510, 608000 3129510, 608000 3129500))"


def fetch(connection, statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    connection.rollback()
    return found


def test_metres_become_degrees_with_longitude_first(connection, tmp_path):
    file = write(tmp_path / "roads.gpkg", "road", ROAD_FIELDS, [ROAD])
    done = import_base(connection, "road", file, simulated=True)
    assert (done.features, done.source_crs) == (1, "EPSG:4549")
    [(name, kind, width, bridge, tunnel, x, y, length)] = fetch(
        connection,
        """
        select name, class, width_m, bridge, tunnel, st_x(st_startpoint(geom)), st_y(st_startpoint(geom)),
               st_length(st_transform(geom, 4549)) from base.road""",
    )
    assert (name, kind, float(width), bridge, tunnel) == ("清江线", "county", 8.5, True, False)
    assert x == pytest.approx(121.1008, abs=1e-3) and y == pytest.approx(28.2758, abs=1e-3)
    assert length == pytest.approx(100, abs=1e-3)
    assert fetch(connection, "select simulated, source_crs, length(sha256) from base.import_source") == [
        (True, "EPSG:4549", 64)
    ]


def test_importing_again_replaces_and_another_source_adds(connection, tmp_path):
    file = write(tmp_path / "roads.gpkg", "road", ROAD_FIELDS, [ROAD, ROAD])
    import_base(connection, "road", file)
    assert import_base(connection, "road", file).replaced == 1
    assert fetch(connection, "select count(*) from base.road") == [(2,)]
    import_base(connection, "road", file, source="交通局 2026")
    assert fetch(connection, "select count(*) from base.road") == [(4,)]


@pytest.mark.parametrize(
    "bad",
    [
        ({"class": "canalway"}, ROAD[1]),
        ({"name": "无等级"}, ROAD[1]),
        ({"class": "county"}, "POINT (608000 3129500)"),
        ({"class": "county"}, "LINESTRING (0 0, 1e9 1e9)"),
    ],
)
def test_one_bad_feature_and_nothing_comes_in(connection, tmp_path, bad):
    file = write(tmp_path / "roads.gpkg", "road", ROAD_FIELDS, [ROAD, bad])
    with pytest.raises(BadBaseValue):
        import_base(connection, "road", file)
    assert fetch(connection, "select count(*) from base.road") == [(0,)]
    assert fetch(connection, "select count(*) from base.import_source") == [(0,)]


def test_features_without_geometry_are_counted(connection, tmp_path):
    file = write(tmp_path / "roads.gpkg", "road", ROAD_FIELDS, [ROAD, ({"class": "path"}, None)])
    done = import_base(connection, "road", file)
    assert (done.features, done.without_geometry) == (1, 1)


def test_chinese_field_names_and_a_shapefile(connection, tmp_path):
    fields = {"名称": ogr.OFTString, "层数": ogr.OFTInteger}
    rows = [({"名称": "文化礼堂", "层数": 2}, SQUARE)]
    file = write(tmp_path / "houses.shp", "houses", fields, rows, "ESRI Shapefile")
    import_base(connection, "building", file)
    assert fetch(connection, "select name, storeys, st_isvalid(geom) from base.building") == [("文化礼堂", 2, True)]


def test_an_invalid_polygon_is_repaired_and_said(connection, tmp_path):
    bow = "POLYGON ((608000 3129500, 608010 3129510, 608010 3129500, 608000 3129510, 608000 3129500))"
    file = write(tmp_path / "water.gpkg", "water", {"kind": ogr.OFTString}, [({"kind": "pond"}, bow)])
    assert import_base(connection, "water", file).repaired == 1
    assert fetch(connection, "select st_isvalid(geom) from base.water") == [(True,)]


def test_an_area_gets_its_geometry_as_a_new_revision(connection, tmp_path):
    ring = "MULTIPOLYGON (((608000 3129500, 609000 3129500, 609000 3130500, 608000 3129500)))"
    file = write(tmp_path / "areas.gpkg", "area", {"code": ogr.OFTString}, [({"code": VILLAGE}, ring)])
    assert import_base(connection, "area", file, simulated=True).features == 1
    assert import_base(connection, "area", file, simulated=True).features == 0  # unchanged: no new version
    found = fetch(connection, "select revision, simulated, geom is not null from base.area where code = %s", VILLAGE)
    assert found == [(2, True, True)]


def test_natural_villages_are_added_under_their_village(connection, tmp_path):
    fields = {"code": ogr.OFTString, "name": ogr.OFTString}
    rows = [({"code": VILLAGE + "001", "name": "岭脚"}, SQUARE)]
    file = write(tmp_path / "settlements.gpkg", "settlement", fields, rows)
    done = import_base(connection, "settlement", file)
    assert (done.features, done.added) == (1, 1)
    assert fetch(connection, "select name, level, parent_code from base.area where code = %s", VILLAGE + "001") == [
        ("岭脚", "natural_village", VILLAGE)
    ]


def test_an_unknown_area_stops_the_import(connection, tmp_path):
    rows = [({"code": VILLAGE}, SQUARE), ({"code": "999999999999"}, SQUARE)]
    file = write(tmp_path / "areas.gpkg", "area", {"code": ogr.OFTString}, rows)
    with pytest.raises(UnknownAreas) as refusal:
        import_base(connection, "area", file)
    assert "999999999999" in str(refusal.value)
    assert fetch(connection, "select revision from base.area where code = %s", VILLAGE) == [(1,)]


def test_a_raster_is_noted_where_it_lies(connection, tmp_path):
    path = tmp_path / "dem.tif"
    image = gdal.GetDriverByName("GTiff").Create(str(path), 20, 10, 1, gdal.GDT_Float32)
    image.SetGeoTransform((608000, 5, 0, 3129500, 0, -5))
    image.SetProjection(metres().ExportToWkt())
    del image
    import_base(connection, "raster", path)
    [(kind, place, resolution, datum, area)] = fetch(
        connection,
        """
        select kind, path, resolution_m, height_datum, st_area(st_transform(extent, 4549)) from base.raster""",
    )
    assert (kind, place, float(resolution), datum) == ("dem", str(path), 5.0, "1985国家高程基准")
    assert area == pytest.approx(100 * 50, rel=1e-4)


@pytest.mark.parametrize("content", [b"", b"no geodata at all", b"PK\x03\x04 broken"])
def test_what_is_no_geodata_is_refused(connection, tmp_path, content):
    path = tmp_path / "roads.gpkg"
    path.write_bytes(content)
    with pytest.raises(UnreadableBaseFile):
        import_base(connection, "road", path)


def test_wrong_layer_field_and_missing_system(connection, tmp_path):
    file = write(tmp_path / "two.gpkg", "one", {"x": ogr.OFTString}, [])
    store = ogr.Open(str(file), 1)
    store.CreateLayer("two", metres(), ogr.wkbUnknown)
    del store
    with pytest.raises(NoSuchLayer, match="one, two"):
        import_base(connection, "road", file)
    with pytest.raises(MissingBaseField, match="class"):
        import_base(connection, "road", file, source_layer="one")
    text = tmp_path / "roads.csv"
    text.write_text('WKT,class\n"LINESTRING (608000 3129500, 608100 3129500)",county\n', encoding="utf-8")
    with pytest.raises(NoCoordinateSystem):
        import_base(connection, "road", text)
    assert import_base(connection, "road", text, crs="EPSG:4549").features == 1


def test_who_may_not_write_the_base_map_is_refused(people, tmp_path):
    file = write(tmp_path / "roads.gpkg", "road", ROAD_FIELDS, [ROAD])
    compiler = people.sign_in("village_compiler", [VILLAGE])
    with pytest.raises(Refused):
        import_base(compiler, "road", file)
    compiler.close()


def test_the_command_says_what_was_done(database, tmp_path, capsys, monkeypatch):
    file = write(tmp_path / "roads.gpkg", "road", ROAD_FIELDS, [ROAD])
    arguments = ["--json", "--database", database.database, "base", "import", "road", str(file)]
    assert main(arguments) == 0
    assert '"features": 1' in capsys.readouterr().out
    assert main([*arguments[:-1], str(tmp_path / "missing.gpkg")]) == 2
