"""The demo's ledgers as plain tables: what stands in which column of which sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from osgeo import ogr

from . import lines, place
from .attributes import Attribute
from .records import LEVELS, Registers, Resource, RiskSource
from .survey import Survey

_LEVEL_WORDS = {1: "重大", 2: "较大", 3: "一般", 4: "低"}


@dataclass
class LedgerRow:
    """One row: its cells by heading, and what is true of it, for the tests."""

    cells: dict[str, Any]
    truth: dict[str, Any]


@dataclass
class LedgerSheet:
    """One sheet. ``kind`` is the import's name of what its rows are."""

    name: str
    title: str
    kind: str
    headings: list[str]
    rows: list[LedgerRow]
    category: str | None = None
    note: str = ""
    merge_villages: bool = False
    total: bool = False
    extra: dict[str, Any] = field(default_factory=dict)

    def by_trap(self, trap: str) -> list[LedgerRow]:
        """Return the rows that carry a trap."""
        return [row for row in self.rows if trap in row.truth["traps"]]


@dataclass
class Ledger:
    """One workbook of one sender."""

    file_name: str
    sender: str
    sheets: list[LedgerSheet]


_RISK_HEADINGS = [
    "序号",
    "行政村",
    "名称",
    "特征",
    "位置",
    "责任主体",
    "控制措施",
    "责任人",
    "联系电话",
    "风险等级",
    "受威胁户数",
    "受威胁人数",
    "经度",
    "纬度",
    "坐标串",
    "坐标系",
    "统一编号",
    "核实日期",
]
_RESOURCE_HEADINGS = [
    "序号",
    "行政村",
    "类型",
    "名称",
    "特征",
    "位置",
    "责任主体",
    "负责人",
    "联系电话",
    "容纳人数",
    "数量",
    "单位",
    "人数",
    "过期日期",
    "经度",
    "纬度",
    "坐标系",
]
_SENDERS = ("水利", "自然资源", "住建", "农业农村", "交通", "教卫文旅", "综合执法", "应急管理")
_OFFICES = {
    "水利": "乐清市水利局",
    "自然资源": "乐清市自然资源和规划局",
    "住建": "乐清市住房和城乡建设局",
    "农业农村": "乐清市农业农村局",
    "交通": "乐清市交通运输局",
    "教卫文旅": "清江镇社会事务办（教育、卫健、民政、文旅）",
    "综合执法": "乐清市综合行政执法局",
    "应急管理": "清江镇应急管理服务中心",
}


def make_ledgers(survey: Survey, registers: Registers) -> list[Ledger]:
    """Return all workbooks, without traps: risk sources by department, resources, the villages' lists."""
    from .category_words import WORDS

    ledgers = []
    for number, sender in enumerate(_SENDERS, start=1):
        mine = [source for source in registers.risks if WORDS[source.category].sender == sender]
        if sender == "应急管理":
            sheets = [_mixed_sheet(survey, mine)]
        else:
            codes = sorted({source.category for source in mine})
            sheets = [_category_sheet(survey, code, [s for s in mine if s.category == code]) for code in codes]
        ledgers.append(Ledger(f"{number:02d}_{sender}_风险源台账.xlsx", _OFFICES[sender], sheets))
    ledgers.append(
        Ledger("09_清江镇_救灾资源台账.xlsx", "清江镇人民政府", _resource_sheets(survey, registers.resources))
    )
    ledgers.append(Ledger("10_清江镇_基层防汛体系.xlsx", "清江镇人民政府", _village_sheets(survey, registers)))
    return ledgers


def village_name(survey: Survey, village: int) -> str:
    """Return how ledgers call a village, 本级 for the township itself."""
    return "本级" if village < 0 else f"{survey.areas.villages[village].short_name}村"


def area_code(survey: Survey, village: int) -> str:
    """Return the code of a village, or of the township."""
    return place.TOWNSHIP_CODE if village < 0 else survey.areas.villages[village].code


def vertices(geometry: ogr.Geometry) -> np.ndarray:
    """Return the corners of a line or area as degrees, rounded to a tenth of a metre."""
    if geometry.GetDimension() == 2:
        largest = max(lines.parts(geometry, ogr.wkbPolygon), key=lambda part: part.GetArea())
        points = lines.points_of(largest.GetGeometryRef(0))  # the ring lives only as long as its polygon
        if not lines.polygon_geometry(points).IsValid():
            whole = max(
                lines.parts(lines.polygon_geometry(points).Buffer(0), ogr.wkbPolygon), key=lambda p: p.GetArea()
            )
            points = lines.points_of(whole.GetGeometryRef(0))
    else:
        points = lines.points_of(lines.parts(geometry, ogr.wkbLineString)[0])
    return np.round(place.to_degrees(points), 6)


def _position(geometry: ogr.Geometry | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the cells that say where a thing is, and the truth."""
    if geometry is None:
        return {}, {"geometry": None}
    declared = {"坐标系": "CGCS2000"}
    if ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPoint:
        longitude, latitude = np.round(place.to_degrees(np.array([[geometry.GetX(), geometry.GetY()]]))[0], 6).tolist()
        return {"经度": longitude, "纬度": latitude, **declared}, {
            "geometry": "P",
            "longitude": longitude,
            "latitude": latitude,
        }
    corners = vertices(geometry)
    text = ";".join(f"{x:.6f},{y:.6f}" for x, y in corners.tolist())
    middle = corners.mean(axis=0)
    kind = "A" if geometry.GetDimension() == 2 else "L"
    truth = {"geometry": kind, "longitude": float(middle[0]), "latitude": float(middle[1]), "outline": corners.tolist()}
    return {"坐标串": text, **declared}, truth


def shown(attribute: Attribute, value: Any) -> Any:
    """Return an attribute as a ledger shows it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value


def _risk_row(survey: Survey, source: RiskSource, words: dict[int, str]) -> LedgerRow:
    where, truth = _position(source.geometry)
    cells: dict[str, Any] = {
        "行政村": village_name(survey, source.village),
        "名称": source.name,
        "特征": source.feature,
        "位置": source.location,
        "责任主体": source.party,
        "控制措施": source.measures,
        "责任人": source.person.name if source.person else None,
        "联系电话": source.person.phone if source.person else None,
        "风险等级": words[source.level],
        "受威胁户数": source.households or None,
        "受威胁人数": source.people or None,
        "统一编号": source.external_code,
        "核实日期": source.verified_on,
        **where,
    }
    for attribute in survey.attributes.get(source.category, []):
        if attribute.key in source.attributes:
            cells[attribute.heading] = shown(attribute, source.attributes[attribute.key])
    truth |= {
        "name": source.name,
        "area_code": area_code(survey, source.village),
        "category": source.category,
        "external_code": source.external_code,
        "level": source.level,
        "people": source.people,
        "traps": [],
        "accepted": True,
    }
    return LedgerRow(cells, truth)


def _used(headings: list[str], rows: list[LedgerRow], keep: Iterable[str] = ("序号", "行政村", "名称")) -> list[str]:
    """Return the headings that some row fills."""
    filled = {heading for row in rows for heading, value in row.cells.items() if value is not None}
    return [heading for heading in headings if heading in filled or heading in keep]


def _numbered(rows: list[LedgerRow]) -> list[LedgerRow]:
    for number, row in enumerate(rows, start=1):
        row.cells["序号"] = number
    return rows


def _category_sheet(survey: Survey, code: str, sources: list[RiskSource]) -> LedgerSheet:
    order = sorted(sources, key=lambda source: (source.village, source.external_code))
    words = LEVELS if int(code) % 2 else _LEVEL_WORDS
    rows = _numbered([_risk_row(survey, source, words) for source in order])
    headings = _used(_RISK_HEADINGS + [item.heading for item in survey.attributes.get(code, [])], rows)
    name = survey.category_names[code]
    plain = name.split("(")[0].replace("/", "、")
    return LedgerSheet(
        f"{code} {plain}"[:31],
        f"{place.COUNTY_NAME}{place.TOWNSHIP_NAME}{plain}台账（模拟数据）",
        "risk_source",
        headings,
        rows,
        code,
    )


def _mixed_sheet(survey: Survey, sources: list[RiskSource]) -> LedgerSheet:
    """Return one sheet with rows of many categories: the column 风险类别 says which."""
    order = sorted(sources, key=lambda source: (source.village, source.category, source.external_code))
    rows = []
    for source in order:
        row = _risk_row(survey, source, LEVELS)
        keep = {heading: value for heading, value in row.cells.items() if heading in _RISK_HEADINGS}
        row.cells = {**keep, "风险类别": survey.category_names[source.category]}
        rows.append(row)
    headings = [*_RISK_HEADINGS[:2], "风险类别", *_RISK_HEADINGS[2:]]
    return LedgerSheet(
        "风险源汇总",
        f"{place.TOWNSHIP_NAME}应急管理风险源汇总表（模拟数据）",
        "risk_source",
        _used(headings, _numbered(rows)),
        rows,
    )


def _resource_sheets(survey: Survey, resources: list[Resource]) -> list[LedgerSheet]:
    from .attributes import load_names

    subtypes = load_names("resource_subtype")
    sheets = []
    for code, name in load_names("resource_class").items():
        rows = []
        known: dict[str, None] = {}
        for item in sorted((r for r in resources if r.subtype.startswith(code)), key=lambda r: (r.village, r.subtype)):
            where, truth = _position(item.geometry)
            cells: dict[str, Any] = {
                "行政村": village_name(survey, item.village),
                "类型": subtypes[item.subtype],
                "名称": item.name,
                "特征": item.feature or None,
                "位置": item.location,
                "责任主体": item.party,
                "负责人": item.person.name if item.person else None,
                "联系电话": item.person.phone if item.person else None,
                "容纳人数": item.capacity,
                "数量": item.quantity,
                "单位": item.unit,
                "人数": item.headcount,
                "过期日期": item.expires_on,
                **where,
            }
            for attribute in survey.attributes.get(code, []) + survey.attributes.get(item.subtype, []):
                if attribute.key in item.attributes:
                    cells[attribute.heading] = shown(attribute, item.attributes[attribute.key])
                    known.setdefault(attribute.heading)
            truth |= {
                "name": item.name,
                "area_code": area_code(survey, item.village),
                "subtype": item.subtype,
                "capacity": item.capacity,
                "traps": [],
                "accepted": True,
            }
            rows.append(LedgerRow(cells, truth))
        headings = _used(_RESOURCE_HEADINGS + list(known), _numbered(rows))
        sheets.append(
            LedgerSheet(
                f"{code} {name}",
                f"{place.TOWNSHIP_NAME}{name}台账（模拟数据）",
                "relief_resource",
                headings,
                rows,
                code,
            )
        )
    return sheets


def _village_sheets(survey: Survey, registers: Registers) -> list[LedgerSheet]:
    return [
        _transfer_sheet(survey, registers),
        _grid_sheet(survey, registers),
        _fact_sheet(survey, registers),
        _post_sheet(survey, registers),
    ]


def _transfer_sheet(survey: Survey, registers: Registers) -> LedgerSheet:
    headings = [
        "序号",
        "行政村",
        "危险区(点)名称",
        "类型",
        "位置",
        "经度(小数)",
        "纬度(小数)",
        "坐标系",
        "户主姓名",
        "居住人数",
        "户主手机",
        "转移责任人姓名",
        "转移责任人职务",
        "转移责任人手机",
        "预警责任人姓名",
        "预警责任人职务",
        "预警责任人手机",
        "避灾场所名称",
        "有无安全鉴定",
        "避灾场所管理员",
        "避灾场所管理员手机",
        "年度",
        "无转移人员",
        "备注",
    ]
    rows = []
    for item in sorted(registers.transfers, key=lambda row: row.village):
        longitude, latitude = np.round(place.to_degrees(np.array([[item.x, item.y]]))[0], 6).tolist()
        keeper = item.shelter.person
        rows.append(
            LedgerRow(
                {
                    "行政村": village_name(survey, item.village),
                    "危险区(点)名称": item.zone,
                    "类型": item.zone_type,
                    "位置": item.location,
                    "经度(小数)": longitude,
                    "纬度(小数)": latitude,
                    "坐标系": "CGCS2000",
                    "户主姓名": item.householder.name,
                    "居住人数": item.people,
                    "户主手机": item.householder.phone,
                    "转移责任人姓名": item.transfer_person.name,
                    "转移责任人职务": item.transfer_person.title,
                    "转移责任人手机": item.transfer_person.phone,
                    "预警责任人姓名": item.warning_person.name,
                    "预警责任人职务": item.warning_person.title,
                    "预警责任人手机": item.warning_person.phone,
                    "避灾场所名称": item.shelter.name,
                    "有无安全鉴定": "有" if item.shelter.attributes.get("safety_appraised") else "无",
                    "避灾场所管理员": keeper.name if keeper else None,
                    "避灾场所管理员手机": keeper.phone if keeper else None,
                    "年度": place.YEAR,
                    "备注": item.note or None,
                },
                {
                    "name": item.zone,
                    "area_code": area_code(survey, item.village),
                    "people": item.people,
                    "householder": item.householder.name,
                    "longitude": longitude,
                    "latitude": latitude,
                    "geometry": "P",
                    "traps": [],
                    "accepted": True,
                },
            )
        )
    for village in registers.no_transfer:
        rows.append(
            LedgerRow(
                {
                    "行政村": village_name(survey, village),
                    "危险区(点)名称": "无",
                    "类型": "其它",
                    "无转移人员": "是",
                    "年度": place.YEAR,
                },
                {
                    "name": "无转移人员",
                    "area_code": area_code(survey, village),
                    "no_transfer": True,
                    "geometry": None,
                    "traps": ["no_transfer"],
                    "accepted": True,
                },
            )
        )
    title = f"{place.TOWNSHIP_NAME}行政村危险区人员转移清单（{place.YEAR}年，模拟数据）"
    return LedgerSheet("行政村危险区人员转移清单", title, "transfer_household", headings, _numbered(rows))


def _grid_sheet(survey: Survey, registers: Registers) -> LedgerSheet:
    headings = ["序号", "行政村", "网格名称", "网格类型", "责任人姓名", "责任人手机", "备注"]
    rows = [
        LedgerRow(
            {
                "行政村": village_name(survey, village),
                "网格名称": name,
                "网格类型": kind,
                "责任人姓名": person.name,
                "责任人手机": person.phone,
                "备注": note or None,
            },
            {
                "name": name,
                "area_code": area_code(survey, village),
                "person": person.name,
                "traps": [],
                "accepted": True,
            },
        )
        for village, name, kind, person, note in registers.grid
    ]
    return LedgerSheet(
        "网格责任人", f"{place.TOWNSHIP_NAME}防汛防台网格责任人（模拟数据）", "grid_person", headings, _numbered(rows)
    )


def _fact_sheet(survey: Survey, registers: Registers) -> LedgerSheet:
    columns = {
        "总人口数": "registered_population",
        "常住人口": "resident_population",
        "户数": "households",
        "面积(km²)": "area_km2",
        "自然村数": "natural_villages",
        "地形": "terrain",
        "受灾点": "disaster_points",
        "受灾害影响人口": "affected_people",
        "任务轻重": "task_weight",
        "值班电话": "duty_phone",
    }
    rows = [
        LedgerRow(
            {"行政村": village_name(survey, fact["village"]), **{name: fact[key] for name, key in columns.items()}},
            {
                "name": village_name(survey, fact["village"]),
                "area_code": area_code(survey, fact["village"]),
                **{key: fact[key] for key in columns.values()},
                "traps": [],
                "accepted": True,
            },
        )
        for fact in registers.facts
    ]
    return LedgerSheet(
        "行政村信息",
        f"{place.TOWNSHIP_NAME}行政村信息（{place.YEAR}年，模拟数据）",
        "village_fact",
        ["序号", "行政村", *columns],
        _numbered(rows),
    )


def _post_sheet(survey: Survey, registers: Registers) -> LedgerSheet:
    rows = [
        LedgerRow(
            {
                "行政村": village_name(survey, village),
                "岗位": post,
                "姓名": person.name,
                "职务": person.title,
                "手机": person.phone,
                "备注": note or None,
            },
            {"name": person.name, "post": post, "area_code": area_code(survey, village), "traps": [], "accepted": True},
        )
        for village, post, person, note in registers.organisation
    ]
    return LedgerSheet(
        "组织责任",
        f"{place.TOWNSHIP_NAME}防汛防台组织责任（模拟数据）",
        "organisation",
        ["序号", "行政村", "岗位", "姓名", "职务", "手机", "备注"],
        _numbered(rows),
    )
