"""Areas and base data through their windows: boundaries in, go there, merge and split villages, roads of a township."""

from __future__ import annotations

import json
from pathlib import Path

from flood_core.database.connection import Connection, ConnectionSettings
from osgeo import ogr

from tests.areas.test_base_import import write
from tests.areas.test_boundaries import square
from tests.ledger.books import TOWNSHIP, rows_of
from tests.windows.desk import Desk


def files(folder: Path, villages: list[tuple[str, str]]) -> dict[str, str]:
    """Write what a surveyor and the traffic bureau send; the second boundary overlaps the first."""
    fields = {"XZQDM": ogr.OFTString, "XZQMC": ogr.OFTString}
    widths = (1100, 1000, 1000)
    rows = [({"XZQDM": code, "XZQMC": name}, square(1000 * n, widths[n])) for n, (code, name) in enumerate(villages)]
    rows.insert(0, ({"XZQDM": TOWNSHIP, "XZQMC": "清江镇"}, square(0, 3000)))
    boundaries = write(folder / "清江镇村界.shp", "x", fields, rows, "ESRI Shapefile")
    lines = [f"LINESTRING ({600000 + 500 * n} 3129500, {600400 + 500 * n} 3129500)" for n in range(8)]
    kinds = ["县道", "村道", "机耕路", "水泥路", "水泥路", "小路", "乡道", "省道"]
    roads = [({"路名": f"{n} 号路", "道路等级": kind}, line) for n, (kind, line) in enumerate(zip(kinds, lines))]
    sent = write(folder / "道路.gpkg", "roads", {"路名": ogr.OFTString, "道路等级": ogr.OFTString}, roads)
    return {"BOUNDARIES": str(boundaries), "ROADS": str(sent)}


def test_areas_and_base_data(desk: Desk, connection: Connection, database: ConnectionSettings, tmp_path: Path) -> None:
    villages = rows_of(
        connection, "select code, name from base.area where parent_code = %s order by code limit 3", TOWNSHIP
    )
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into register.risk_source (area_code, category_code, name)"
            " select %s, '0601', '水库' || n from generate_series(1, 3) n",
            (villages[1][0],),
        )
    running = desk.start(
        "areas", desk.profile("areas"),
        environment={"FLOODMAP_DATABASE": database.database, "VILLAGES": json.dumps(villages),
                     **files(tmp_path, villages)},
    )  # fmt: skip
    ended = running.outcome(300)
    notes = ended.notes
    assert ended.ok, ended.error + ended.log[-3000:]
    assert "重叠" in notes["finding"]
    assert notes["found"] == villages[0][0]
    assert "3" in notes["would move"] and "风险源" in notes["would move"]
    one, two, three = (code for code, _ in villages)
    assert rows_of(
        connection, "select valid_to is null from base.area where code in (%s, %s) order by code", one, two
    ) == [(True,), (False,)]
    assert rows_of(connection, "select distinct area_code from register.risk_source") == [(one,)]
    parts = rows_of(
        connection, "select count(*) from base.area where parent_code = %s and name like '新分%%'", TOWNSHIP
    )
    assert parts == [(1,)] and rows_of(connection, "select valid_to is null from base.area where code = %s", three) == [
        (True,)
    ]
    assert rows_of(connection, "select count(*), count(distinct class) from base.road") == [(6, 3)]
    assert ended.exit_code == 0
