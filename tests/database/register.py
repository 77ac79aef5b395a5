"""A small register with known things, for the tests of the registers and their windows."""

from __future__ import annotations

from typing import Any

from flood_core.database.connection import Connection, transaction
from psycopg2.extras import Json

VILLAGE, NEIGHBOUR, TOWNSHIP, COUNTY = "330382106202", "330382106203", "330382106", "330382"
ELSEWHERE = "330382001"
#: name -> table, code, area, level, state, WKT, more columns
THINGS: dict[str, tuple[str, str, str, int | None, str, str | None, dict[str, Any]]] = {
    "九峰水库": ("risk_source", "0601", VILLAGE, 2, "confirmed", "POINT(121.020 28.300)", {
        "threatened_people": 120, "feature": "小（1）型水库", "responsible_party": "方江屿村", "monitored": True}),
    "上坑山塘": ("risk_source", "0602", VILLAGE, None, "unverified", "POINT(121.040 28.310)", {}),
    "南岸海塘": ("risk_source", "0604", VILLAGE, 1, "disputed",
              "LINESTRING(121.000 28.290, 121.020 28.285, 121.040 28.290)", {}),
    "后岭山洪危险区": ("risk_source", "0503", NEIGHBOUR, 3, "confirmed",
                 "POLYGON((121.050 28.300, 121.060 28.300, 121.060 28.308, 121.050 28.308, 121.050 28.300))", {}),
    "旧桥": ("risk_source", "0807", NEIGHBOUR, 4, "unverified", None, {}),
    "县属水库": ("risk_source", "0601", COUNTY, 1, "confirmed", "POINT(121.090 28.330)", {}),
    "外乡水库": ("risk_source", "0601", ELSEWHERE, 1, "confirmed", "POINT(121.200 28.100)", {}),
    "方江屿避灾点": ("relief_resource", "R301", VILLAGE, None, "confirmed", "POINT(121.030 28.303)", {
        "capacity_people": 80}),
    "镇物资仓库": ("relief_resource", "R204", TOWNSHIP, None, "unverified", "POINT(121.045 28.296)", {}),
}  # fmt: skip


def fill(connection: Connection) -> dict[str, str]:
    """Put the things into the registers and return their uids by name; 九峰水库 has somebody with a phone."""
    uids = {}
    with transaction(connection) as cursor:
        for name, (table, code, area, level, state, wkt, more) in THINGS.items():
            row: dict[str, Any] = {"area_code": area, "name": name, "verification_state": state, **more}
            row["category_code" if table == "risk_source" else "subtype_code"] = code
            if level is not None:
                row["risk_level"] = level
            cursor.execute(
                "select count(*) from reference.category_attribute where owner_code = %s and required", (code,)
            )
            assert cursor.fetchone() == (0,), f"{code} has required attributes"
            places = ", ".join(["%s"] * len(row))
            cursor.execute(
                f"insert into register.{table} ({', '.join(row)}, geom)"  # noqa: S608 - the test's own words
                f" values ({places}, st_geomfromtext(%s, 4490)) returning uid::text",
                [Json(value) if isinstance(value, dict) else value for value in row.values()] + [wkt],
            )
            (uids[name],) = cursor.fetchone()
        cursor.execute("insert into register.person (area_code, name, title) values (%s, '王大海', '管理员')"
                       " returning uid", (VILLAGE,))  # fmt: skip
        (person,) = cursor.fetchone()
        cursor.execute("insert into register.person_phone (person_uid, area_code, number)"
                       " values (%s, %s, '12012345678')", (person, VILLAGE))  # fmt: skip
        cursor.execute("insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid,"
                       " category_code) values (%s, %s, 'responsibility', 'patrol', %s, '0601')",
                       (person, VILLAGE, uids["九峰水库"]))  # fmt: skip
    return uids
