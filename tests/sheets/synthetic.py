"""A small invented village as the snapshot GeoPackage that sheets are drawn from.

Metres of EPSG:4549 inside, EPSG:4490 in the file. Everything follows from the
seed; the traits that a test needs (no hazards, a long name, a long transfer
list, rare characters) are arguments.
"""

# ruff: noqa: E501 - rows of invented data read best as rows

from __future__ import annotations

import json
import math
import random
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable

import numpy as np
from osgeo import ogr, osr

from tests.support.rasters import write_heights

ogr.UseExceptions()

EAST, NORTH = 603_000.0, 3_129_000.0  # EPSG:4549, on the coast of Yueqing
PEAK = (-520.0, 420.0)


@dataclass
class Traits:
    """What makes one village different from the next."""

    name: str = "方江屿村"
    township: str = "清江镇"
    county: str = "乐清市"
    code: str = "330382106212"
    width_m: float = 2300.0
    height_m: float = 1700.0
    hazards: bool = True
    transfer_rows: int = 24
    grid_rows: int = 14
    state: str = "published"
    approved: bool = True
    simulated: bool = True
    crowd: int = 0  # symbols crowded into 200 m
    buildings: int = 150
    seed: int = 7
    extra_labels: tuple[str, ...] = ()
    no_transfer: bool = False
    people: list[str] = field(default_factory=list)
    frames: tuple[tuple[str, float, float, float, float], ...] = ()  # name, middle x and y, half a side, rotation
    island: bool = False  # nothing but sea round the village


class Writer:
    """Writes layers of one GeoPackage, geometry given in metres round the village."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
        self.degrees = osr.SpatialReference()
        self.degrees.ImportFromEPSG(4490)
        self.degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        metres = osr.SpatialReference()
        metres.ImportFromEPSG(4549)
        metres.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        self.transform = osr.CoordinateTransformation(metres, self.degrees)

    def layer(self, name: str, geometry: int, rows: list[dict[str, Any]], fields: str) -> None:
        """Write ``rows``; ``fields`` is ``name:type ...`` with types s, i, r; geometry under the key 'geom'."""
        srs = self.degrees if geometry != ogr.wkbNone else None
        layer = self.source.CreateLayer(name, srs, geometry)
        for part in fields.split():
            key, kind = part.split(":")
            layer.CreateField(ogr.FieldDefn(key, {"s": ogr.OFTString, "i": ogr.OFTInteger, "r": ogr.OFTReal}[kind]))
        self.source.StartTransaction()
        for row in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for key, value in row.items():
                if key != "geom" and value is not None:
                    feature.SetField(key, value)
            if row.get("geom") is not None:
                geom = row["geom"].Clone()
                geom.Transform(self.transform)
                feature.SetGeometry(geom)
            layer.CreateFeature(feature)
        self.source.CommitTransaction()

    def close(self) -> None:
        """Finish the file."""
        self.source = None


def point(x: float, y: float) -> ogr.Geometry:
    """Return a point, metres from the village's middle."""
    geom = ogr.Geometry(ogr.wkbPoint)
    geom.AddPoint_2D(EAST + x, NORTH + y)
    return geom


def line(points: Iterable[tuple[float, float]]) -> ogr.Geometry:
    """Return a line, metres from the village's middle."""
    geom = ogr.Geometry(ogr.wkbLineString)
    for x, y in points:
        geom.AddPoint_2D(EAST + x, NORTH + y)
    return geom


def polygon(points: list[tuple[float, float]]) -> ogr.Geometry:
    """Return a polygon, metres from the village's middle; the ring is closed here."""
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in [*points, points[0]]:
        ring.AddPoint_2D(EAST + x, NORTH + y)
    geom = ogr.Geometry(ogr.wkbPolygon)
    geom.AddGeometry(ring)
    return geom


def multi(geom: ogr.Geometry) -> ogr.Geometry:
    """Return the geometry as multipolygon."""
    return ogr.ForceToMultiPolygon(geom)


def blob(x: float, y: float, radius: float, rng: random.Random, steps: int = 9) -> list[tuple[float, float]]:
    """Return an irregular ring round a place."""
    return [
        (x + radius * rng.uniform(0.75, 1.2) * math.cos(a), y + radius * rng.uniform(0.75, 1.2) * math.sin(a))
        for a in (2 * math.pi * k / steps for k in range(steps))
    ]


def smooth(points: list[tuple[float, float]], steps: int = 12) -> list[tuple[float, float]]:
    """Return a Catmull-Rom curve through the points."""
    out: list[tuple[float, float]] = []
    padded = [points[0], *points, points[-1]]
    for k in range(1, len(padded) - 2):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = padded[k - 1 : k + 3]
        for s in range(steps):
            t = s / steps
            out.append(tuple(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
                for a, b, c, d in ((x0, x1, x2, x3), (y0, y1, y2, y3))
            ))  # fmt: skip
    out.append(points[-1])
    return out


def height(x: float, y: float, traits: Traits) -> float:
    """Return the ground's height in metres: one hill, a ridge, falling to the sea in the south-east."""
    sx, sy = traits.width_m / 2300, traits.height_m / 1700
    hill = 210 * math.exp(-(((x / sx - PEAK[0]) / 520) ** 2 + ((y / sy - PEAK[1]) / 430) ** 2))
    ridge = 90 * math.exp(-(((x / sx - 300) / 700) ** 2 + ((y / sy - 800) / 260) ** 2))
    ripple = 9 * math.sin(x / 160 + 1) * math.cos(y / 190) * math.exp(-((x / sx) ** 2 + (y / sy) ** 2) / 2.2e6)
    return max(0.3, hill + ridge + ripple + 9 - 0.005 * (x / sx) + 0.004 * y / sy)


def contours(traits: Traits, reach: float) -> list[dict[str, Any]]:
    """Return contours every 10 m from a grid of heights."""
    from osgeo import gdal

    step = 20.0
    columns, rows = int(traits.width_m * reach * 2 / step), int(traits.height_m * reach * 2 / step)
    left, top = -columns * step / 2, rows * step / 2
    import numpy as np

    grid = np.array([[height(left + (c + 0.5) * step, top - (r + 0.5) * step, traits) for c in range(columns)]
                     for r in range(rows)], dtype="float32")  # fmt: skip
    raster = gdal.GetDriverByName("MEM").Create("", columns, rows, 1, gdal.GDT_Float32)
    raster.SetGeoTransform((EAST + left, step, 0, NORTH + top, 0, -step))
    raster.GetRasterBand(1).WriteArray(grid)
    memory = ogr.GetDriverByName("Memory").CreateDataSource("c")
    layer = memory.CreateLayer("c", None, ogr.wkbLineString)
    layer.CreateField(ogr.FieldDefn("id", ogr.OFTInteger))
    layer.CreateField(ogr.FieldDefn("e", ogr.OFTReal))
    gdal.ContourGenerate(raster.GetRasterBand(1), 10, 0, [], 0, 0, layer, 0, 1)
    found = []
    for feature in layer:
        elevation = feature.GetField("e")
        geom = feature.GetGeometryRef().Clone()
        if geom.Length() > 120:
            found.append({"elevation_m": elevation, "index_contour": int(elevation % 50 == 0), "geom": geom})
    return found


def write_terrain(path: Path) -> Path:
    """Write an elevation model of ridges and valleys round the village."""
    around = (EAST - 3000, NORTH - 3000, EAST + 3000, NORTH + 3000)
    return write_heights(path, around, 20, lambda x, y: 90 + 60 * np.sin((x + y) / 200))


def write_village(path: Path, traits: Traits | None = None, **changes: Any) -> Traits:
    """Write the snapshot of an invented village; ``changes`` override single traits."""
    traits = traits or Traits(**changes)
    rng = random.Random(traits.seed)
    writer = Writer(path)
    _areas(writer, traits, rng)
    _base(writer, traits, rng)
    zones, shelters = _elements(writer, traits, rng)
    _routes(writer, zones, shelters, traits)
    _tables(writer, traits, rng, zones, shelters)
    writer.close()
    return traits


def _ring(traits: Traits) -> list[tuple[float, float]]:
    half_w, half_h = traits.width_m / 2, traits.height_m / 2
    shape = [(-0.92, 0.55), (-0.3, 0.96), (0.1, 1.0), (0.75, 0.72), (1.0, 0.15), (0.86, -0.35), (0.62, -0.97),
             (0.05, -0.86), (-0.45, -1.0), (-0.8, -0.6), (-1.0, -0.1)]  # fmt: skip
    return [(x * half_w, y * half_h) for x, y in shape]


def _areas(writer: Writer, traits: Traits, rng: random.Random) -> None:
    own = polygon(_ring(traits))
    w, h = traits.width_m, traits.height_m
    township = polygon([(-1.9 * w, -1.4 * h), (-1.7 * w, 1.8 * h), (0.2 * w, 2.1 * h), (1.6 * w, 1.5 * h),
                        (1.3 * w, 0.2 * h), (0.8 * w, -1.5 * h)])  # fmt: skip
    seeds = [("清江村委会", -1.1, 0.2), ("北塘村委会", -0.5, 1.2), ("渡头村委会", 0.6, 1.1), ("江沿村委会", -0.7, -0.95),
             ("南岙村委会", 0.5, -1.0), ("垟心社区", 1.1, 0.5), ("峃头村委会", -1.5, 1.1), ("大龙垅村委会", -1.5, -0.9)]  # fmt: skip
    rest = township.Difference(own)
    rows = [
        {"code": traits.code[:9], "level": "township", "name": traits.township, "display_name": traits.township,
         "is_own": 0, "geom": multi(township)},
        {"code": traits.code, "level": "village", "name": traits.name + "委会", "display_name": traits.name,
         "is_own": 1, "geom": multi(own)},
    ]  # fmt: skip
    for number, (name, sx, sy) in enumerate(seeds):
        cell = polygon([(-9 * w, -9 * h), (9 * w, -9 * h), (9 * w, 9 * h), (-9 * w, 9 * h)])
        for other, (_, ox, oy) in enumerate(seeds):
            if other == number:
                continue
            cell = cell.Intersection(_half_plane((sx * w, sy * h), (ox * w, oy * h), 20 * w))
        part = rest.Intersection(cell)
        display = name.replace("村委会", "村")
        rows.append({"code": f"{traits.code[:9]}{300 + number}", "level": "village", "name": name,
                     "display_name": display, "is_own": 0, "geom": multi(part)})  # fmt: skip
    writer.layer("area", ogr.wkbMultiPolygon, rows, "code:s level:s name:s display_name:s is_own:i")


def _half_plane(near: tuple[float, float], far: tuple[float, float], size: float) -> ogr.Geometry:
    mx, my = (near[0] + far[0]) / 2, (near[1] + far[1]) / 2
    dx, dy = far[0] - near[0], far[1] - near[1]
    length = math.hypot(dx, dy)
    dx, dy = dx / length, dy / length
    return polygon([(mx - dy * size, my + dx * size), (mx + dy * size, my - dx * size),
                    (mx + dy * size - dx * size, my - dx * size - dy * size),
                    (mx - dy * size - dx * size, my + dx * size - dy * size)])  # fmt: skip


def _base(writer: Writer, traits: Traits, rng: random.Random) -> None:
    sx, sy = traits.width_m / 2300, traits.height_m / 1700

    def at(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        return [(x * sx, y * sy) for x, y in smooth(points)]

    roads = [
        ("清南线", "county", 9, at([(-2200, -480), (-1300, -330), (-500, -250), (180, -260), (640, -60), (900, 380), (1400, 900), (2100, 1200)])),
        ("方江路", "township", 7, at([(180, -260), (160, -520), (260, -800), (420, -1500)])),
        ("后坑路", "village", 4.5, at([(-100, -255), (-120, -60), (-260, 120), (-420, 260)])),
        ("", "village", 4, at([(420, -190), (430, 40), (330, 220), (250, 420)])),
        ("", "path", 2, at([(-420, 260), (-620, 330), (-700, 520)])),
        ("", "path", 2, at([(250, 420), (120, 600), (-80, 700)])),
        ("", "village", 4, at([(-560, -255), (-600, -420), (-520, -600)])),
    ]  # fmt: skip
    writer.layer("road", ogr.wkbLineString, [
        {"name": n or None, "class": c, "width_m": w, "bridge": 0, "tunnel": 0, "geom": line(p)} for n, c, w, p in roads
    ], "name:s class:s width_m:r bridge:i tunnel:i")  # fmt: skip
    streams = [
        ("后溪", 3, at([(-300, 330), (-150, 160), (20, 30), (200, -90), (480, -160), (760, -380), (1050, -640)])),
        (None, 2, at([(-700, 100), (-460, 40), (-200, 60), (20, 30)])),
        (None, 1, at([(360, 560), (330, 330), (300, 60), (260, -110)])),
    ]
    writer.layer("water_line", ogr.wkbLineString, [
        {"kind": "stream" if order < 3 else "river", "name": n, "stream_order": order, "geom": line(p)}
        for n, order, p in streams
    ], "kind:s name:s stream_order:i")  # fmt: skip
    seawall = at([(745, -1050), (915, -770), (1045, -625), (1165, -405), (1480, -235)])
    writer.layer("dike", ogr.wkbLineString, [{"kind": "seawall", "name": "清江海塘", "geom": line(seawall)}],
                 "kind:s name:s")  # fmt: skip
    sea = polygon(at([(700, -1700), (760, -1050), (930, -780), (1060, -640), (1180, -420), (1500, -250), (2600, -160)])
                  + [(2600 * sx, -1700 * sy)])  # fmt: skip
    if traits.island:
        reach = 2 * max(traits.width_m, traits.height_m)
        square = polygon([(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)])
        sea = square.Difference(polygon([(0.94 * x, 0.94 * y) for x, y in _ring(traits)]))
    pond = polygon([(x * sx, y * sy) for x, y in blob(60, 250, 46, rng, 14)])
    writer.layer("water_area", ogr.wkbMultiPolygon, [
        {"kind": "sea", "name": "乐清湾", "geom": multi(sea)},
        {"kind": "pond", "name": "后坑山塘", "geom": multi(pond)},
    ], "kind:s name:s stream_order:i")  # fmt: skip
    writer.layer("contour", ogr.wkbLineString, contours(traits, 0.9), "elevation_m:r index_contour:i")
    houses = []
    while len(houses) < traits.buildings:
        _, road_class, _, path = rng.choice(roads[:5])
        if road_class == "path" and rng.random() < 0.8:
            continue
        x, y = rng.choice(path)
        x, y = x + rng.gauss(0, 50 * sx), y + rng.gauss(0, 45 * sy)
        if abs(x) > traits.width_m * 0.9 or sea.Contains(point(x, y)):
            continue
        a, w, d = rng.uniform(-0.3, 0.3), rng.uniform(9, 20), rng.uniform(8, 14)
        ring = [(x + u * w / 2 * math.cos(a) - v * d / 2 * math.sin(a), y + u * w / 2 * math.sin(a) + v * d / 2 * math.cos(a))
                for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))]  # fmt: skip
        houses.append({"use": "residential", "storeys": rng.randint(1, 5), "geom": multi(polygon(ring))})
    writer.layer("building", ogr.wkbMultiPolygon, houses, "use:s storeys:i")


ELEMENT_FIELDS = (
    "uid:s element_type_code:s symbol_code:s sub_label:s name:s label:s legend_group:s risk_level:i households:i "
    "people:i capacity_people:i facts:s source_table:s source_uid:s source_revision:i review_state:s"
)


def _element(kind: str, symbol: str, group: str, name: str, geom: ogr.Geometry, **more: Any) -> dict[str, Any]:
    facts = more.pop("facts", {})
    return {"uid": str(uuid.uuid5(uuid.NAMESPACE_OID, name + symbol)), "element_type_code": kind, "symbol_code": symbol,
            "legend_group": group, "name": name, "label": more.pop("label", name), "facts": json.dumps(facts, ensure_ascii=False),
            "source_table": "register.risk_source", "source_uid": str(uuid.uuid5(uuid.NAMESPACE_URL, name)),
            "source_revision": 1, "review_state": "verified", "geom": geom, **more}  # fmt: skip


def _elements(writer: Writer, t: Traits, rng: random.Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    sx, sy = t.width_m / 2300, t.height_m / 1700

    def at(x: float, y: float) -> ogr.Geometry:
        return point(x * sx, y * sy)

    def area(x: float, y: float, radius: float) -> ogr.Geometry:
        return multi(polygon([(px * sx, py * sy) for px, py in blob(x, y, radius, rng)]))

    points = [
        _element("03", "C10100", "organisation", f"{t.name}党群服务中心", at(90, -290), label=f"{t.name}党群服务中心 0577-6200-0000"),
        _element("15", "D60100", "resource", f"{t.name}文化礼堂", at(-640, -300), label=f"{t.name}文化礼堂 120人", capacity_people=120),
        _element("15", "D60100", "resource", "清江二小", at(760, 330), label="清江二小 160人", capacity_people=160),
        _element("18", "D30100", "resource", "村物资仓库", at(-30, -330)),
        _element("19", "D20400", "resource", "村抢险救援队", at(240, -330), label="村抢险救援队 20人"),
        _element("20", "D70100", "resource", "方江应急广播", at(-330, -210)),
        _element("20", "D70200", "resource", "后溪雨量站", at(-210, 270)),
        _element("13", "C10200", "risk", "清江二小教学点", at(470, -240), label="清江二小教学点 86人", people=86),
        _element("13", "D50100", "resource", "村卫生室", at(150, -220)),
        _element("02", "S02000", "base", "后坑", at(-330, 60), label="后坑 46户152人", households=46, people=152),
        _element("02", "S02000", "base", "下垟", at(-560, -460), label="下垟 71户240人", households=71, people=240),
    ]  # fmt: skip
    zones: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    if t.hazards:
        points += [
            _element("05", "C20552", "risk", "后坑山塘", at(60, 250), label="后坑山塘 库容3.2万m³", risk_level=3, facts={"库容": "3.2万m³"}),
            _element("09", "B20100", "risk", "滑坡隐患点03", at(-500, 250), label="滑坡隐患点03 5户18人", sub_label="滑坡", risk_level=2,
                     households=5, people=18),
            _element("09", "B20100", "risk", "崩塌隐患点07", at(-760, 40), label="崩塌隐患点07 2户7人", sub_label="崩塌", risk_level=3,
                     households=2, people=7),
            _element("07", "C20554", "risk", "东浦水闸", at(900, -560)),
            _element("07", "C20555", "risk", "东浦泵站", at(880, -575)),
            _element("11", "B20400", "risk", "危房1", at(300, -150), label="危1", risk_level=1),
            _element("11", "B20400", "risk", "危房2", at(-130, -180), label="危2", risk_level=2),
            _element("12", "B20600", "risk", "后溪漫水桥", at(210, -95)),
            _element("22", "C20600", "risk", "方江变电站", at(-880, -250), label="方江变电站 35kV"),
        ]  # fmt: skip
        zones = [
            _element("08", "F20100", "risk", "后溪山洪灾害危险区", area(-80, 130, 170), label="后溪山洪灾害危险区 23户71人",
                     risk_level=1, households=23, people=71),
            _element("10", "F20300", "risk", "下塘低洼易涝区", area(560, -520, 130), label="下塘低洼易涝区 最大水深0.8m",
                     risk_level=3, households=9, people=31),
            _element("09", "F20200", "risk", "垅头地质灾害风险防范区", area(-640, 200, 110), label="垅头地质灾害风险防范区 12户40人",
                     risk_level=2, households=12, people=40),
        ]  # fmt: skip
        lines = [
            _element("06", "E50100", "risk", "清江海塘", line([(x * sx, y * sy) for x, y in smooth(
                [(740, -1050), (915, -780), (1045, -640), (1165, -425)])]), label="清江海塘 20年一遇"),
        ]  # fmt: skip
    for number in range(t.crowd):
        angle = rng.uniform(0, 2 * math.pi)
        points.append(_element("11", "B20400", "risk", f"危房{number + 10}",
                               at(300 + 100 * rng.random() * math.cos(angle), -150 + 100 * rng.random() * math.sin(angle)),
                               label=f"危{number + 10}"))  # fmt: skip
    for number, text in enumerate(t.extra_labels):
        points.append(_element("13", "C10600", "risk", text, at(-700 + 130 * number, -520 - 40 * (number % 3))))
    for row in points + lines + zones:
        if row["element_type_code"] in ("15", "18", "19", "20"):
            row["source_table"] = "register.relief_resource"
    writer.layer("element_point", ogr.wkbPoint, points, ELEMENT_FIELDS)
    writer.layer(
        "element_line",
        ogr.wkbMultiLineString,
        [{**r, "geom": ogr.ForceToMultiLineString(r["geom"].Clone())} for r in lines],
        ELEMENT_FIELDS,
    )
    writer.layer("element_polygon", ogr.wkbMultiPolygon, zones, ELEMENT_FIELDS)
    return zones, [row for row in points if row["element_type_code"] == "15"]


def _routes(writer: Writer, zones: list[dict[str, Any]], shelters: list[dict[str, Any]], t: Traits) -> None:
    sx, sy = t.width_m / 2300, t.height_m / 1700
    ways = [
        [(-80, 130), (-190, 60), (-115, -80), (-100, -255), (-380, -262), (-640, -290)],
        [(560, -520), (330, -430), (190, -270), (520, -150), (660, -20), (740, 300)],
        [(-640, 200), (-560, 60), (-420, -120), (-480, -255), (-630, -285)],
    ]
    rows = []
    for number, zone in enumerate(zones):
        path = [(x * sx, y * sy) for x, y in smooth(ways[number], 6)]
        geom = line(path)
        length = geom.Length()
        rows.append({"uid": str(uuid.uuid5(uuid.NAMESPACE_X500, zone["name"])), "number": number + 1, "name": None,
                     "from_element_uid": zone["uid"], "to_element_uid": shelters[1 if number == 1 else 0]["uid"],
                     "people": zone["people"], "length_m": length, "climb_m": 12, "walking_minutes": length / 60 + 1.2,
                     "warnings": "[]", "geom": geom})  # fmt: skip
    writer.layer("route", ogr.wkbLineString, rows,
                 "uid:s number:i name:s from_element_uid:s to_element_uid:s people:i length_m:r climb_m:r "
                 "walking_minutes:r warnings:s")  # fmt: skip


NAMES = "陈林王李张黄周吴徐赵金叶郑朱胡蔡"
GIVEN = ["建国", "志强", "秀英", "海龙", "水根", "风华", "高升", "马良", "小垟", "文峃", "岙生", "垅明"]


def person(rng: random.Random) -> tuple[str, str]:
    """Return an invented name and a telephone number that no operator has."""
    return rng.choice(NAMES) + rng.choice(GIVEN), f"12{rng.randint(0, 9)}{rng.randint(0, 99999999):08d}"


def _tables(
    writer: Writer, t: Traits, rng: random.Random, zones: list[dict[str, Any]], shelters: list[dict[str, Any]]
) -> None:
    none = ogr.wkbNone
    writer.layer("edition", none, [{
        "uid": str(uuid.uuid5(uuid.NAMESPACE_DNS, t.name)), "area_code": t.code, "year": 2026, "version": 1, "state": t.state,
        "title": f"{t.county}{t.township}{t.name}防汛防台形势图", "county_name": t.county, "township_name": t.township,
        "village_name": t.name, "compiled_by": f"{t.name}村民委员会"[:12], "reviewed_by": f"{t.township}人民政府",
        "approved_by": f"{t.county}防汛防台抗旱指挥部" if t.approved else None, "compiled_on": "2026-03-02",
        "reviewed_on": "2026-03-10", "approved_on": "2026-03-20" if t.approved else None, "data_cutoff": "2026-03-01",
        "simulated": int(t.simulated), "contour_interval_m": 10.0, "dem_resolution_m": 5.0, "no_transfer": int(t.no_transfer),
    }], "uid:s area_code:s year:i version:i state:s title:s county_name:s township_name:s village_name:s compiled_by:s "
        "reviewed_by:s approved_by:s compiled_on:s reviewed_on:s approved_on:s data_cutoff:s simulated:i "
        "contour_interval_m:r dem_resolution_m:r no_transfer:i")  # fmt: skip
    writer.layer(
        "village_fact",
        none,
        [
            {
                "year": 2026,
                "households": 612,
                "registered_population": 1980,
                "resident_population": 1846,
                "area_km2": 2.83,
                "natural_villages": 4,
                "terrain": "沿海丘陵",
                "task_weight": "较重",
                "disaster_points": 3,
                "affected_people": 142,
                "duty_phone": "0577-62000000",
            }
        ],
        "year:i households:i registered_population:i resident_population:i area_km2:r natural_villages:i terrain:s "
        "task_weight:s disaster_points:i affected_people:i duty_phone:s",
    )
    # fmt: skip
    posts = [
        "乡级包片领导",
        "驻村干部",
        "村级主要负责人",
        "监测预警组",
        "人员转移组",
        "抢险救援组",
        "后勤保障组",
        "24小时值班",
    ]
    rows = []
    for sort, post in enumerate(posts):
        name, phone = person(rng)
        rows.append({"sort": sort, "post_code": str(sort), "post_name": post, "name": name, "title": "组长" if "组" in post else "",
                     "phone": phone})  # fmt: skip
    writer.layer("organisation", none, rows, "sort:i post_code:s post_name:s name:s title:s phone:s")
    rows = []
    kinds = [
        "山塘巡查员",
        "山洪灾害危险区预警员",
        "地质灾害点监测员",
        "低洼易涝区联络员",
        "危房联络员",
        "避灾安置场所管理员",
        "海塘巡查员",
    ]
    for number in range(t.grid_rows):
        name, phone = person(rng)
        rows.append({"grid_name": f"第{number + 1}网格", "grid_type_code": str(number), "grid_type_name": kinds[number % 7],
                     "responsible_title": kinds[number % 7], "name": name, "phone": phone})  # fmt: skip
    writer.layer(
        "grid_person", none, rows, "grid_name:s grid_type_code:s grid_type_name:s responsible_title:s name:s phone:s"
    )
    summary, households, serves = [], [], {row["name"]: [] for row in shelters}
    for number, zone in enumerate(zones):
        (mover, mover_phone), (warner, _) = person(rng), person(rng)
        shelter = shelters[1 if number == 1 else 0]["name"]
        serves[shelter].append(zone["name"])
        summary.append({"zone_name": zone["name"], "zone_type_name": ["山洪灾害危险区", "低洼易涝区", "地质灾害点"][number],
                        "households": zone["households"], "people": zone["people"], "transfer_person": mover,
                        "transfer_phone": mover_phone, "warning_person": warner, "route_numbers": str(number + 1),
                        "shelter_name": shelter})  # fmt: skip
    for number in range(t.transfer_rows if zones else 0):
        holder, phone = person(rng)
        row = summary[number % len(summary)]
        t.people.append(holder)
        households.append({**{k: row[k] for k in ("zone_name", "zone_type_name", "transfer_person", "transfer_phone",
                                                  "warning_person", "shelter_name")},
                           "location": f"后坑{number + 1}号", "householder_name": holder, "householder_phone": phone,
                           "people": rng.randint(1, 6)})  # fmt: skip
    writer.layer("transfer_zone", none, summary, "zone_name:s zone_type_name:s households:i people:i transfer_person:s "
                 "transfer_phone:s warning_person:s route_numbers:s shelter_name:s")  # fmt: skip
    writer.layer("transfer_household", none, households, "zone_name:s zone_type_name:s location:s householder_name:s "
                 "householder_phone:s people:i transfer_person:s transfer_phone:s warning_person:s shelter_name:s")  # fmt: skip
    rows = []
    for shelter in shelters:
        name, phone = person(rng)
        rows.append({"name": shelter["name"], "level_name": "村级", "floor_area_m2": 360.0, "capacity_people": shelter["capacity_people"],
                     "manager": name, "phone": phone, "safety_appraised": 1, "serves": "、".join(serves[shelter["name"]])})  # fmt: skip
    writer.layer("shelter", none, rows, "name:s level_name:s floor_area_m2:r capacity_people:i manager:s phone:s "
                 "safety_appraised:i serves:s")  # fmt: skip
    name, phone = person(rng)
    writer.layer("store_team", none, [
        {"kind": "store", "name": "村物资仓库·编织袋", "quantity": 2000.0, "unit": "只", "leader": name, "phone": phone},
        {"kind": "store", "name": "村物资仓库·排水泵", "quantity": 3.0, "unit": "台", "leader": name, "phone": phone},
        {"kind": "team", "name": "村抢险救援队", "headcount": 20, "leader": name, "phone": phone},
    ], "kind:s name:s quantity:r unit:s headcount:i leader:s phone:s")  # fmt: skip
    writer.layer("warning_threshold", none, [
        {"zone_name": zones[0]["name"], "prepare_1h_mm": 30.0, "prepare_3h_mm": 50.0, "prepare_6h_mm": 70.0,
         "move_1h_mm": 40.0, "move_3h_mm": 65.0, "move_6h_mm": 90.0, "signal": "锣、广播、短信"},
        {"zone_name": zones[2]["name"]},
    ] if zones else [], "zone_name:s prepare_1h_mm:r prepare_3h_mm:r prepare_6h_mm:r move_1h_mm:r move_3h_mm:r move_6h_mm:r "
        "water_level_m:r signal:s")  # fmt: skip
    frames = [
        {"number": number, "name": name, "rotation": rotation, "is_index": 0,
         "geom": polygon([(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)])}
        for number, (name, x, y, half, rotation) in enumerate(t.frames, 1)
    ]  # fmt: skip
    writer.layer(
        "sheet_frame", ogr.wkbPolygon, frames, "number:i name:s preset:s scale_denominator:i rotation:r is_index:i"
    )


if __name__ == "__main__":
    import sys

    write_village(Path(sys.argv[1]))
