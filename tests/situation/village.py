"""A small invented village in the database, with known figures.

2 km x 1.5 km round (604000, 3129000) in EPSG:4549: a road from west to east
along y = 0, a lane north at x = 400, a path that is joined to nothing in the
north-west corner. A flash-flood zone of 12 people in the west, a geohazard
point of 4 in the north, a dangerous house on the road, a zone of 9 beside the
lonely path; a shelter with 80 places in the east, one with 30 in the middle.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from flood_core.database.connection import Connection, transaction

VILLAGE = "330382106212"
TOWNSHIP = "330382106"
YEAR = 2026
EAST, NORTH = 604000, 3129000

#: symbol, geometry, legend group, the uses that draw with it
SYMBOLS = (
    ("B20200", "polygon", "risk", (("category", "0503"),)),
    ("B20100", "point", "risk", (("category", "0501"),)),
    ("B20400", "point", "risk", (("category", "1008"),)),
    ("C20551", "point", "risk", (("category", "0601"),)),
    ("C20553", "line", "risk", (("category", "0604"),)),
    ("C20161", "point", "risk", (("category", "0807"),)),
    ("D60100", "point", "resource", (("resource_subtype", "R301"), ("resource_subtype", "R302"),
                                     ("resource_subtype", "R303"))),
    ("D30100", "point", "resource", (("resource_subtype", "R204"),)),
    ("C10151", "point", "organisation", (("resource_subtype", "R110"),)),
)  # fmt: skip


def metres(wkt: str) -> str:
    """Return ``wkt``, given in metres from the village's middle, as WKT of EPSG:4490."""
    from osgeo import ogr, osr

    geometry = ogr.CreateGeometryFromWkt(wkt)
    plane, degrees = osr.SpatialReference(), osr.SpatialReference()
    plane.ImportFromEPSG(4549)
    degrees.ImportFromEPSG(4490)
    for reference in (plane, degrees):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    _shift(geometry)
    geometry.Transform(osr.CoordinateTransformation(plane, degrees))
    return str(geometry.ExportToWkt())


def _shift(geometry: Any) -> None:
    for part in range(geometry.GetGeometryCount()):
        _shift(geometry.GetGeometryRef(part))
    for number in range(geometry.GetPointCount() if geometry.GetGeometryCount() == 0 else 0):
        geometry.SetPoint_2D(number, geometry.GetX(number) + EAST, geometry.GetY(number) + NORTH)


@dataclass
class Village:
    """What was put into the database: uids by name."""

    connection: Connection
    uid: dict[str, str] = field(default_factory=dict)

    def run(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run one statement and return its rows."""
        with transaction(self.connection) as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def risk(self, category: str, name: str, wkt: str | None, **columns: Any) -> str:
        """Add a risk source; geometry in metres from the village's middle."""
        return self._thing("register.risk_source", "category_code", category, name, wkt, columns)

    def resource(self, subtype: str, name: str, wkt: str | None, **columns: Any) -> str:
        """Add a relief resource; geometry in metres from the village's middle."""
        return self._thing("register.relief_resource", "subtype_code", subtype, name, wkt, columns)

    def _thing(self, table: str, key: str, code: str, name: str, wkt: str | None, columns: dict[str, Any]) -> str:
        row = {"area_code": VILLAGE, key: code, "name": name, **columns}
        row = {column: json.dumps(value) if isinstance(value, dict) else value for column, value in row.items()}
        names = ", ".join(row)
        places = ", ".join(["%s"] * len(row))
        statement = (
            f"insert into {table} ({names}, geom) values ({places}, ST_GeomFromText(%s, 4490)) returning uid::text"  # noqa: S608 - the test's own words
        )
        uid = str(self.run(statement, *row.values(), metres(wkt) if wkt else None)[0][0])
        self.uid[name] = uid
        return uid

    def person(self, name: str, phone: str | None = None, title: str | None = None) -> str:
        """Add a person, perhaps with a mobile phone."""
        uid = str(
            self.run(
                "insert into register.person (area_code, name, title) values (%s, %s, %s) returning uid::text",
                VILLAGE,
                name,
                title,
            )[0][0]
        )
        if phone:
            self.run(
                "insert into register.person_phone (person_uid, area_code, number) values (%s, %s, %s)",
                uid,
                VILLAGE,
                phone,
            )
        self.uid[name] = uid
        return uid

    def duty(self, person: str, vocabulary: str, post: str, subject: str | None = None) -> None:
        """Give a person a duty, in the village or for a thing."""
        self.run(
            "insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, year)"
            " values (%s, %s, %s, %s, %s, %s)",
            self.uid[person], VILLAGE, vocabulary, post, self.uid[subject] if subject else None, YEAR,
        )  # fmt: skip

    def household(
        self, zone: str, people: int, *, householder: str, shelter: str | None, kind: str = "flash_flood"
    ) -> None:
        """Add one household to the transfer list."""
        self.run(
            "insert into register.transfer_household (area_code, year, zone_name, zone_type_code, risk_source_uid,"
            " householder_uid, people, shelter_uid, shelter_name, transfer_person_uid)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            VILLAGE, YEAR, zone, kind, self.uid.get(zone), self.person(householder), people,
            self.uid.get(shelter or ""), shelter, self.uid.get("林守义"),
        )  # fmt: skip


def make_village(connection: Connection) -> Village:
    """Put the village into a migrated database and return what was made."""
    village = Village(connection)
    _symbols(village)
    village.run(
        "update base.area set geom = ST_GeomFromText(%s, 4490), simulated = true, edited_from = revision"
        " where code = %s",
        metres("MULTIPOLYGON (((-1000 -750, 1000 -750, 1000 750, -1000 750, -1000 -750)))"), VILLAGE,
    )  # fmt: skip
    source = village.run("insert into base.import_source (name, layer) values ('test', 'road') returning id")[0][0]
    for line, kind in (
        ("-1200 0, 0 0, 900 0, 1200 0", "township"), ("400 0, 400 500", "village"), ("-900 600, -700 700", "path"),
    ):  # fmt: skip
        village.run(
            "insert into base.road (source_id, class, geom) values (%s, %s, ST_GeomFromText(%s, 4490))",
            source,
            kind,
            metres(f"LINESTRING ({line})"),
        )
    for height in (10, 15, 20):
        village.run(
            "insert into base.contour (source_id, elevation_m, geom) values (%s, %s, ST_GeomFromText(%s, 4490))",
            source,
            height,
            metres(f"LINESTRING (-1500 {height * 10}, 1500 {height * 10})"),
        )
    village.run(
        "insert into base.water (source_id, kind, name, geom) values (%s, 'stream', '方江', ST_GeomFromText(%s, 4490))",
        source,
        metres("LINESTRING (-3000 100, 3000 -100)"),
    )
    village.run(
        "insert into base.dike (source_id, kind, name, geom) values (%s, 'dike', '方江堤', ST_GeomFromText(%s, 4490))",
        source,
        metres("LINESTRING (-3000 140, 3000 -60)"),
    )
    village.resource(
        "R303",
        "方江屿村文化礼堂",
        "POINT (900 20)",
        capacity_people=80,
        attributes={"level": "村级", "floor_area_m2": 240, "safety_appraised": True},
    )
    village.resource("R303", "老人活动中心", "POINT (0 -30)", capacity_people=30)
    village.resource("R110", "方江屿村村委会", "POINT (50 30)")
    village.risk(
        "0503",
        "后坑山洪危险区",
        "POLYGON ((-800 -100, -600 -100, -600 100, -800 100, -800 -100))",
        threatened_households=4,
        threatened_people=12,
        risk_level=2,
        attributes={"prepare_1h_mm": 30},
    )
    village.risk(
        "0501",
        "岭脚滑坡",
        "POINT (430 480)",
        threatened_households=1,
        threatened_people=4,
        attributes={"geohazard_type": "滑坡"},
        external_code="YQ0017",
    )
    village.risk("1008", "张三家危房", "POINT (200 15)", threatened_households=1, threatened_people=3)
    village.risk(
        "0503",
        "山背山洪危险区",
        "POLYGON ((-950 560, -850 560, -850 640, -950 640, -950 560))",
        threatened_households=2,
        threatened_people=9,
    )
    village.risk("0601", "方江水库", "POINT (-300 500)", attributes={"total_capacity_10k_m3": 12.5})
    village.risk("0501", "无坐标滑坡", None, attributes={"geohazard_type": "滑坡"})
    village.person("林守义", "12000000001", "村党支部书记")
    village.duty("林守义", "post", "village_leader")
    village.duty("林守义", "responsibility", "responsible", "方江水库")
    for householder, people in (("王一", 5), ("王二", 7)):
        village.household("后坑山洪危险区", people, householder=householder, shelter="方江屿村文化礼堂")
    return village


def _symbols(village: Village) -> None:
    """Make the symbols that the village needs, unless the catalogue is there."""
    if village.run("select 1 from reference.symbol limit 1"):
        return
    for code, geometry, group, uses in SYMBOLS:
        village.run(
            "insert into reference.symbol (code, name_zh, name_en, class, geometry, symbol_origin, legend_group,"
            " smallest_mm, sub_labels) values (%s, %s, %s, 'test', %s, 'extension', %s, 4, %s)",
            code, code, code, geometry, group, ["滑坡"] if code == "B20100" else [],
        )  # fmt: skip
        for kind, subject in uses:
            village.run(
                "insert into reference.symbol_use (subject_kind, subject_code, geometry, symbol_code)"
                " values (%s, %s, %s, %s)", kind, subject, geometry, code,
            )  # fmt: skip
