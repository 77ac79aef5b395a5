"""The portrait of a thing, and working with the registers' layers, in real QGIS on a real PostGIS."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from flood_core.database import files, portraits
from flood_core.database.connection import Connection, ConnectionSettings, connect, transaction

from tests.database.register import COUNTY, fill
from tests.database.test_portraits import png
from tests.support.people import People
from tests.windows.desk import Desk
from tests.windows.services import service


@pytest.fixture()
def uids(connection: Connection) -> dict[str, str]:
    found = fill(connection)
    with transaction(connection) as cursor:
        cursor.execute("insert into base.import_source (name, layer) values ('道路', 'road') returning id")
        (source,) = cursor.fetchone()
        road = "LINESTRING(121.020 28.3001, 121.020 28.3030, 121.030 28.3031)"
        insert = "insert into base.road (source_id, class, geom) values (%s, 'village', st_geomfromtext(%s, 4490))"
        cursor.execute(insert, (source, road))
    return found


def test_a_thing_is_looked_through_and_the_register_narrowed(
    desk: Desk, database: ConnectionSettings, uids: dict[str, str], people: People, tmp_path: Path
) -> None:
    (tmp_path / "program.jpg").write_bytes(b"MZ\x90\x00" * 20)
    (tmp_path / "大坝.png").write_bytes(png(900, 600))
    environment = {
        **service(tmp_path, people.sign_up("county_editor", [COUNTY], name="王工")),
        "FLOODMAP_PICTURES": str(tmp_path),
    }
    profile = desk.profile("portrait", whole=True, settings=f"folders\\output={tmp_path / 'out'}")
    ended = desk.work_through("portrait", profile, environment=environment)
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert notes["sum"].startswith("D = L × E × C = 3 × 6 × 40 = 720")
    assert "红 重大" in notes["level"] and "王工" in notes["level"]
    assert "program.jpg" in notes["refused"][0]
    assert len(notes["history"]) == 1
    assert notes["in the area"] == ["上坑山塘", "后岭山洪危险区", "镇物资仓库"]
    assert notes["within 1200 m"] == ["九峰水库", "方江屿避灾点"]
    assert [row[0] for row in notes["near"]] == ["镇物资仓库", "方江屿避灾点"]
    assert notes["near"][0][2] == "—" and notes["near"][1][2] == "1.3 km", "by road, where a road leads"
    assert notes["copied"][1].startswith("风险源\t7\t")
    assert notes["heat"] == ["heatmapRenderer", 8]
    page = (tmp_path / "out" / "九峰水库.pdf").read_bytes()
    assert page.startswith(b"%PDF-") and len(page) > 10_000
    with closing(connect(database)) as opened:
        found = portraits.portrait(opened, uids["九峰水库"])
        assert found.level is not None and found.level.stored() == {"L": 3, "E": 6, "C": 40}
        (picture,) = found.files
        assert files.read_file(opened, picture.uid)[2] == png(900, 600)
        with transaction(opened) as cursor:
            cursor.execute("select kind, row_count from report.export_log")
            assert cursor.fetchall() == [("portrait", 1)]
