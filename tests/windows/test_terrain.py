"""The window of the terrain analysis in real QGIS on a real PostGIS."""

from __future__ import annotations

from pathlib import Path

from flood_core.database.connection import Connection, ConnectionSettings, transaction
from qgis.core import QgsGeometry

from tests.situation.village import metres
from tests.support.people import People
from tests.terrain.test_stored import ready  # noqa: F401 - the village with its terrain
from tests.windows.desk import Desk
from tests.windows.services import service

COUNTY = "330382"


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
    ended = desk.work_through("terrain", desk.profile("terrain"), environment={**service(tmp_path, editor), **where})
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
