"""The window of the terrain analysis in real QGIS on a real PostGIS."""

from __future__ import annotations

from pathlib import Path

from flood_core.database.connection import Connection, ConnectionSettings, transaction

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
    ended = desk.work_through("terrain", desk.profile("terrain"), environment=service(tmp_path, editor))
    assert ended.ok, ended.error + ended.log
    found = {row[5 + 1].split("；")[0].split("（")[0]: (row[1], row[4]) for row in ended.notes["found"]}
    assert found["房屋处或屋后坡度 38°"] == ("高", "24")
    assert "5 米" in ended.notes["notes"] and ended.notes["numbers"] > 30
    assert ended.notes["layer"] == ["易受灾聚居点（地形分辨率 5 米）"]
    assert "4 栋" in ended.notes["reached"] and "24" in ended.notes["reached"]
    assert sorted(ended.notes["compared"]) == ["仅分析找到", "仅已登记", "仅已登记", "已找到且已登记"]
    assert "已提出" in ended.notes["proposed"]
    with transaction(ready) as cursor:
        cursor.execute("select record #> '{thresholds,factors,registered,steps,1,0}' from register.terrain_run")
        assert cursor.fetchall() == [(90.0,), (90.0,)]
        cursor.execute("select count(*) from register.change_proposal where state = 'open'")
        assert cursor.fetchone()[0] >= 1
