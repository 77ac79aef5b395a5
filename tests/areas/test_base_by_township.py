"""Base data by township: fields and words mapped, the old data replaced whole, cancelled without a trace."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from flood_core.areas.base_data import MissingBaseField, NoHeights, import_base, look_into
from flood_core.areas.base_fields import FieldMapping
from flood_core.database.base_layers import held
from flood_core.database.connection import RightsRefused
from flood_core.errors import Cancelled
from flood_core.progress import Silent
from osgeo import gdal, ogr

from tests.areas.test_base_import import metres, write
from tests.ledger.books import TOWNSHIP, rows_of

NEIGHBOUR = "330382001"
FIELDS = {"路线名称": ogr.OFTString, "道路等级": ogr.OFTString}


@pytest.fixture()
def townships(connection) -> None:
    """Two townships side by side: the border is x = 610000."""
    with connection, connection.cursor() as cursor:
        for code, west in ((TOWNSHIP, 600000), (NEIGHBOUR, 610000)):
            cursor.execute(
                "update base.area set edited_from = revision,"
                " geom = st_transform(st_makeenvelope(%s, 3120000, %s, 3140000, 4549), 4490)"
                " where code = %s",
                (west, west + 10000, code),
            )


def road(name: str, east: float, kind: str = "县道") -> tuple[dict, str]:
    """Return a road of 100 m that begins at an easting."""
    return {"路线名称": name, "道路等级": kind}, f"LINESTRING ({east} 3129500, {east + 100} 3129500)"


def names(connection) -> list[str]:
    """Return the names of all roads."""
    return [name for (name,) in rows_of(connection, "select name from base.road order by name")]


def test_a_township_is_replaced_whole_and_its_neighbour_stays(connection, townships, tmp_path):
    county = write(
        tmp_path / "全市道路.gpkg",
        "roads",
        FIELDS,
        [road("甲", 605000), road("乙", 615000), road("丙", 606000, "国道")],
    )
    import_base(connection, "road", county, area="330382", keep_outside=True)
    assert names(connection) == sorted("甲乙丙")
    fresh = write(tmp_path / "清江镇道路.gpkg", "roads", FIELDS, [road("丁", 605000), road("邻", 616000)])
    looked = import_base(connection, "road", fresh, area=TOWNSHIP, dry_run=True)
    assert (looked.features, looked.outside, looked.taken_out) == (1, 1, 2) and names(connection) == sorted("甲乙丙")
    done = import_base(connection, "road", fresh, area=TOWNSHIP)
    assert (done.features, done.outside, done.taken_out) == (1, 1, 2)
    assert names(connection) == sorted("乙丁")
    assert import_base(connection, "road", fresh, area=TOWNSHIP).replaced == 1
    assert names(connection) == sorted("乙丁")
    assert {one.for_area for one in held(connection)} == {"330382", TOWNSHIP}


def test_fields_and_words_are_proposed_and_corrected(connection, tmp_path):
    fields = {"ROAD": ogr.OFTString, "JB": ogr.OFTString}
    rows = [({"ROAD": "甲", "JB": kind}, road("", 605000)[1]) for kind in ("420301", "secondary", "水泥路")]
    file = write(tmp_path / "a.gpkg", "a", fields, rows)
    plan = look_into("road", file)
    assert plan.proposed["class"] is None and plan.fields == ("ROAD", "JB") and plan.source_crs == "EPSG:4549"
    with pytest.raises(MissingBaseField):
        import_base(connection, "road", file)
    mapping = FieldMapping({"name": "ROAD", "class": "JB"}, {"class": {"水泥路": "village"}})
    import_base(connection, "road", file, mapping=mapping)
    assert rows_of(connection, "select name, class from base.road order by id") == [
        ("甲", "county"), ("甲", "provincial"), ("甲", "village"),
    ]  # fmt: skip
    named = write(
        tmp_path / "b.gpkg",
        "b",
        FIELDS,
        [road("甲", 605000, "水泥路"), road("乙", 605000, "水泥路"), road("丙", 605000)],
    )
    assert look_into("road", named).unknown_words == {"class": {"水泥路": 2}}


def test_dikes_come_from_a_zipped_shapefile(connection, tmp_path):
    import zipfile

    fields = {"名称": ogr.OFTString, "类型": ogr.OFTString, "standard": ogr.OFTInteger}
    values = {"名称": "清江海塘", "类型": "海塘", "standard": 50}
    shape = write(tmp_path / "塘.shp", "x", fields, [(values, road("", 605000)[1])], "ESRI Shapefile")
    with zipfile.ZipFile(tmp_path / "塘.zip", "w") as archive:
        for part in shape.parent.glob("塘.*"):
            if part.suffix != ".zip":
                archive.write(part, part.name)
    import_base(connection, "dike", tmp_path / "塘.zip", area=TOWNSHIP)
    assert rows_of(connection, "select name, kind, standard_years from base.dike") == [("清江海塘", "seawall", 50)]


def raster(path: Path, bands: int, value: float) -> Path:
    """Write a raster of 20 x 10 cells of 5 m."""
    image = gdal.GetDriverByName("GTiff").Create(str(path), 20, 10, bands, gdal.GDT_Float32)
    image.SetGeoTransform((608000, 5, 0, 3129500, 0, -5))
    image.SetProjection(metres().ExportToWkt())
    for band in range(bands):
        image.GetRasterBand(band + 1).WriteArray(np.full((10, 20), value))
    image.FlushCache()
    return path


def test_a_terrain_model_is_looked_at_and_replaced_by_township(connection, tmp_path):
    with pytest.raises(NoHeights, match="bands"):
        import_base(connection, "dem", raster(tmp_path / "photo.tif", 3, 100), area=TOWNSHIP)
    with pytest.raises(NoHeights, match="metres"):
        import_base(connection, "dem", raster(tmp_path / "feet.tif", 1, 60000), area=TOWNSHIP)
    for name in ("2024.tif", "2026.tif"):
        import_base(connection, "dem", raster(tmp_path / name, 1, 12), area=TOWNSHIP)
    import_base(connection, "orthophoto", raster(tmp_path / "photo.tif", 3, 100), area=TOWNSHIP)
    assert [Path(path).name for (path,) in rows_of(connection, "select path from base.raster order by id")] == [
        "2026.tif",
        "photo.tif",
    ]


class _StopsAt(Silent):
    """Cancels when the work is so far."""

    def __init__(self, percent: float) -> None:
        self._percent, self._now = percent, 0.0

    def setProgress(self, progress: float) -> None:  # noqa: N802 - QGIS's name
        """Note how far it is."""
        self._now = max(self._now, progress)

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Tell whether it is so far."""
        return self._now >= self._percent


def test_cancelled_in_the_middle_nothing_has_changed(connection, townships, tmp_path):
    file = write(tmp_path / "a.gpkg", "a", FIELDS, [road("甲", 605000)])
    import_base(connection, "road", file, area=TOWNSHIP)
    many = write(tmp_path / "b.gpkg", "b", FIELDS, [road(str(n), 605000) for n in range(3000)])
    with pytest.raises(Cancelled):
        import_base(connection, "road", many, area=TOWNSHIP, feedback=_StopsAt(60))
    assert names(connection) == ["甲"]


def test_who_may_not_import_is_told_so(people, tmp_path):
    file = write(tmp_path / "a.gpkg", "a", FIELDS, [road("甲", 605000)])
    reviewer = people.sign_in("township_reviewer", [TOWNSHIP])
    with pytest.raises(RightsRefused, match="only county editors"):
        import_base(reviewer, "road", file, area=TOWNSHIP)
    reviewer.close()
    editor = people.sign_in("county_editor", ["330382"])
    assert import_base(editor, "road", file, area=TOWNSHIP).features == 1
    editor.close()
