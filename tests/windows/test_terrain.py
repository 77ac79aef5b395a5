"""The window of the terrain analysis in real QGIS on a real PostGIS."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from flood_core.database.connection import Connection, ConnectionSettings, transaction
from qgis.core import QgsGeometry

from tests.situation.village import EAST, NORTH, metres
from tests.support.people import People
from tests.terrain.landscapes import raster
from tests.terrain.test_stored import ready  # noqa: F401 - the village with its terrain
from tests.windows.desk import Desk
from tests.windows.services import service

COUNTY = "330382"


def bad_terrain(folder: Path) -> list[Path]:
    """Write terrain models of which nothing can be found: without heights, of one cell, of no or a wrong system."""
    even = np.full((50, 50), 5.0)
    feet = {"crs": "EPSG:2263", "transform": (980_000, 16, 0, 200_000, 0, -16)}
    return [
        raster(folder / "nothing.tif", np.full((50, 50), -9999.0), transform=(EAST, 5, 0, NORTH, 0, -5)),
        raster(folder / "one.tif", np.full((1, 1), 5.0)),
        raster(folder / "nameless.tif", even, crs=None), raster(folder / "elsewhere.tif", even, crs="EPSG:4547"),
        raster(folder / "absurd.tif", even, crs="EPSG:4490"), raster(folder / "feet.tif", even, **feet),
    ]  # fmt: skip


def test_from_the_terrain_to_a_proposal(
    desk: Desk,
    database: ConnectionSettings,
    ready: Connection,  # noqa: F811 - the fixture
    people: People,
    tmp_path: Path,
) -> None:
    editor = people.sign_up("county_editor", [COUNTY])
    area = QgsGeometry.fromWkt(metres("LINESTRING (-760 -40, -640 60)")).boundingBox()
    where = {"FLOODMAP_TEST_AREA": f"{area.xMinimum()} {area.yMinimum()} {area.xMaximum()} {area.yMaximum()}"}
    where |= {"FLOODMAP_TEST_NO_GRASS": str(tmp_path), "FLOODMAP_TEST_BAD": "|".join(map(str, bad_terrain(tmp_path)))}
    ended = desk.work_through(
        "terrain", desk.profile("terrain"), environment={**service(tmp_path, editor), **where, "HOME": str(tmp_path)}
    )
    assert ended.ok, ended.error + ended.log
    found = {row[5 + 1].split("；")[0].split("（")[0]: (row[1], row[4]) for row in ended.notes["found"]}
    assert found["房屋处或屋后坡度 38°"] == ("高", "24")
    assert "5 米" in ended.notes["notes"] and "2 个" in ended.notes["notes"] and ended.notes["numbers"] > 40
    as_default, no_number, too_steep, too_flat, back, again, two = ended.notes["thresholds"]
    assert as_default == again and back == "35" and "数字" in no_number and "90" in too_steep and "坡度" in too_flat
    assert "2" in two and "2" in ended.notes["changed"]
    assert ended.notes["preview"][0] == ["预览：易受灾聚居点（地形分辨率 5 米）"]
    assert any("38°" in reasons for reasons in ended.notes["preview"][1])
    (written,) = ended.notes["on map"]
    assert "5 米" in written and "15 米" in written
    assert ended.notes["under it"] == ["地形等高线（每 25 米）", "地形晕渲"]
    (printed,) = [path for path in tmp_path.rglob("*_terrain.pdf") if path.name in ended.notes["printed"][0]]
    assert printed.with_suffix(".png").is_file()
    wrong = ("没有任何高程", "10", "坐标系", "114.", "不在地球上", "height-unit")
    for said, words in zip(ended.notes["bad terrain"], wrong):
        assert words in said, ended.notes["bad terrain"]
    for nothing in ended.notes["nothing"]:
        assert "未找到" in str(nothing) and "7" in str(nothing)
    for without in ended.notes["without grass"]:
        assert "沟口" in without and "高出沟床" in without
    assert "逐点" in ended.notes["how"] and "3 栋" in ended.notes["drawn"] and "18" in ended.notes["drawn"]
    assert ended.notes["layer"] == ["易受灾聚居点（地形分辨率 5 米）"]
    assert "4 栋" in ended.notes["reached"] and "24" in ended.notes["reached"]
    assert sorted(ended.notes["compared"]) == ["仅分析找到", "仅已登记", "仅已登记", "已找到且已登记"]
    assert "已提出" in ended.notes["proposed"]
    with transaction(ready) as cursor:
        cursor.execute("select record #> '{thresholds,factors,registered,steps,1}' from register.terrain_run")
        assert cursor.fetchall() == [([90, 3],), ([90, 3],)], "and nothing of the run that was discarded"
        cursor.execute("select count(*) from register.change_proposal where state = 'open'")
        assert cursor.fetchone()[0] >= 1
