"""The tables of a village's sheet: which columns, in which words, from which rows of the snapshot."""

from __future__ import annotations

from typing import Any

from .changes import changes_table
from .overview_tables import overview_tables
from .snapshot import Row, Snapshot
from .tables import Column, Table
from .terrain_tables import terrain_tables

PENDING = "待水利部门核定"
#: The order in which tables claim room on the front: who to call, where danger is, where to go.
CLAIMS = (
    "facts", "organisation", "zones", "shelters", "changes", "thresholds", "stores", "grid", "pens", "notes", "index",
    "missed",
)  # fmt: skip
#: The order on the back.
BACK = (
    "changes", "facts", "organisation", "zones", "shelters", "grid", "households", "stores", "thresholds", "unnamed",
    "pens", "notes", "index",
)  # fmt: skip


def village_tables(snapshot: Snapshot, profile: str) -> dict[str, Table]:
    """Return the tables by key: the household list for the inside only, room to write on the blank sheet."""
    if profile == "blank":
        return {table.key: table for table in (_pens(), _notes())}
    if profile == "overview":
        return overview_tables(snapshot)
    if profile == "terrain":
        return terrain_tables(snapshot)
    tables = [
        _facts(snapshot),
        _organisation(snapshot),
        _zones(snapshot),
        _shelters(snapshot),
        _thresholds(snapshot),
        _stores(snapshot),
        _grid(snapshot),
    ]
    if profile == "internal":
        tables.append(_households(snapshot))
    if profile == "changes":
        tables.append(changes_table(snapshot))
    return {table.key: table for table in tables}


def _pens() -> Table:
    """Return how to draw at a village meeting, in the colours of the finished sheet."""
    rows = [
        ["红笔", "危险的地方：山洪、滑坡、危房，画出范围"],
        ["蓝笔", "会积水、被淹的地方，写上多深"],
        ["绿笔", "避灾场所、物资仓库、集合点"],
        ["黑笔", "转移走的路，用箭头指方向"],
    ]
    return Table("pens", "画法约定", [Column("用笔", bold=True), Column("画什么", wraps=True)], rows, size=2.8)


def _notes() -> Table:
    columns = [Column("序号"), Column("地点与问题", wraps=True), Column("谁来办", wraps=True)]
    rows = [[str(number), " " * 30, " " * 12] for number in range(1, 13)]
    return Table("notes", "讨论记录", columns, rows, size=3.8)


def unnamed_table(found: list[tuple[str, tuple[float, float]]]) -> Table:
    """Return the list of things whose name found no room on the map, with kilometres east and north."""
    rows = [[name, f"{east / 1000:.2f}", f"{north / 1000:.2f}"] for name, (east, north) in found]
    columns = [Column("名称", wraps=True), Column("横坐标 km", "right"), Column("纵坐标 km", "right")]
    return Table("unnamed", "图上未能注名的要素", columns, rows, note="坐标与图廓公里数对应。")


def text(value: Any) -> str:
    """Return a value as printed in a table: nothing for nothing, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")
    if isinstance(value, int):
        return f"{value:,d}"
    return str(value).strip()


def _sum(rows: list[Row], key: str) -> int | None:
    values = [row[key] for row in rows if row.get(key) is not None]
    return int(sum(values)) if values else None


def _facts(snapshot: Snapshot) -> Table:
    facts = (snapshot.tables["village_fact"] or [{}])[0]
    zones, shelters = snapshot.tables["transfer_zone"], snapshot.tables["shelter"]
    kinds = [element.kind for element in snapshot.elements]
    registered, resident = text(facts.get("registered_population")), text(facts.get("resident_population"))
    places = _sum(shelters, "capacity_people")
    threatened = _pair(_sum(zones, "households"), _sum(zones, "people"), "户", "人")
    if snapshot.edition.get("no_transfer"):
        threatened = "无转移人员"
    pairs = [
        ("户数", _unit(facts.get("households"), "户")),
        ("户籍/常住人口", f"{registered or '—'} / {resident or '—'} 人" if registered or resident else ""),
        ("面积", _unit(facts.get("area_km2"), "km²")),
        ("自然村", _unit(facts.get("natural_villages"), "个")),
        ("地形", text(facts.get("terrain"))),
        ("任务轻重", text(facts.get("task_weight"))),
        ("受灾点", _unit(facts.get("disaster_points"), "处")),
        ("受灾害影响人口", _unit(facts.get("affected_people"), "人")),
        ("受威胁户/人", threatened),
        ("避灾场所/容量", f"{len(shelters)} 处 / {text(places) or '—'} 人" if shelters else "0 处"),
        ("水库山塘", f"{kinds.count('05')} 座"),
        ("危房等", f"{kinds.count('11')} 处"),
    ]
    rows = [[name, value or "未填报"] for name, value in pairs]
    columns = [Column("项目"), Column("内容", "right", wraps=True, bold=True)]
    return Table("facts", "基本情况", columns, rows, size=2.3, show_heads=False)


def _unit(value: Any, unit: str) -> str:
    return f"{text(value)} {unit}" if value is not None else ""


def _pair(first: Any, second: Any, unit_one: str, unit_two: str) -> str:
    if first is None and second is None:
        return ""
    return f"{text(first) or '—'} {unit_one} / {text(second) or '—'} {unit_two}"


def _organisation(snapshot: Snapshot) -> Table:
    rows = sorted(snapshot.tables["organisation"], key=lambda row: row.get("sort") or 0)
    lines, before = [], None
    for row in rows:
        post = text(row.get("post_name"))
        lines.append(
            ["" if post == before else post, text(row.get("name")), text(row.get("title")), text(row.get("phone"))]
        )
        before = post
    duty = text((snapshot.tables["village_fact"] or [{}])[0].get("duty_phone"))
    if duty:
        lines.append(["24小时值班", "", "", duty])
    columns = [
        Column("岗位", wraps=True),
        Column("姓名", bold=True),
        Column("职务", wraps=True),
        Column("电话", "right"),
    ]
    return Table("organisation", "组织责任", columns, lines, empty="未填报")


def _zones(snapshot: Snapshot) -> Table:
    zones = snapshot.tables["transfer_zone"]
    rows = [
        [
            text(row.get("zone_name")),
            text(row.get("households")),
            text(row.get("people")),
            text(row.get("transfer_person")),
            text(row.get("warning_person")),
            text(row.get("route_numbers")),
            text(row.get("shelter_name")),
        ]
        for row in zones
    ]
    columns = [
        Column("危险区", wraps=True),
        Column("户", "right"),
        Column("人", "right"),
        Column("转移责任人"),
        Column("预警责任人"),
        Column("路线", "center"),
        Column("避灾场所", wraps=True),
    ]
    empty = "无转移人员" if snapshot.edition.get("no_transfer") else "未填报"
    households, people = _sum(zones, "households"), _sum(zones, "people")
    if len(rows) > 1:
        rows.append(["合计", text(households), text(people), "", "", "", ""])
    return Table("zones", "危险区与转移清单（摘要）", columns, rows, size=2.3, empty=empty)


def _shelters(snapshot: Snapshot) -> Table:
    rows = [
        [
            text(row.get("name")),
            text(row.get("level_name")),
            text(row.get("floor_area_m2")),
            text(row.get("capacity_people")),
            " ".join(part for part in (text(row.get("manager")), text(row.get("phone"))) if part),
            _yes_no(row.get("safety_appraised")),
            text(row.get("serves")),
        ]
        for row in snapshot.tables["shelter"]
    ]
    columns = [
        Column("名称", wraps=True, bold=True),
        Column("等级", wraps=True),
        Column("面积 m²", "right", wraps=True),
        Column("容纳 人", "right", wraps=True),
        Column("管理员/电话", wraps=True),
        Column("安全鉴定", "center"),
        Column("服务危险区", wraps=True),
    ]
    return Table("shelters", "避灾安置场所", columns, rows, size=2.3, empty="未填报")


def _yes_no(value: Any) -> str:
    return "未填报" if value is None else "有" if value else "无"


def _grid(snapshot: Snapshot) -> Table:
    rows = [
        [
            text(row.get("grid_name")),
            text(row.get("grid_type_name")),
            text(row.get("name")),
            text(row.get("phone")),
        ]
        for row in snapshot.tables["grid_person"]
    ]
    columns = [
        Column("网格名称", wraps=True),
        Column("类型", wraps=True),
        Column("责任人", bold=True),
        Column("手机", "right"),
    ]
    return Table("grid", "网格责任人", columns, rows, empty="未填报")


def _households(snapshot: Snapshot) -> Table:
    rows = [
        [
            str(number),
            text(row.get("zone_name")),
            text(row.get("location")),
            text(row.get("householder_name")),
            text(row.get("people")),
            text(row.get("householder_phone")),
            text(row.get("transfer_person")),
            text(row.get("shelter_name")),
        ]
        for number, row in enumerate(snapshot.tables["transfer_household"], start=1)
    ]
    columns = [
        Column("序", "right"),
        Column("危险区", wraps=True),
        Column("位置", wraps=True),
        Column("户主", bold=True),
        Column("人", "right"),
        Column("户主手机", "right"),
        Column("转移责任人"),
        Column("避灾场所", wraps=True),
    ]
    empty = "无转移人员" if snapshot.edition.get("no_transfer") else "未填报"
    return Table("households", "危险区人员转移清单", columns, rows, empty=empty)


def _stores(snapshot: Snapshot) -> Table:
    rows = [
        [
            text(row.get("name")),
            text(row.get("quantity")),
            text(row.get("unit")),
            text(row.get("headcount")),
            text(row.get("leader")),
            text(row.get("phone")),
        ]
        for row in snapshot.tables["store_team"]
    ]
    columns = [
        Column("名称", wraps=True),
        Column("数量", "right"),
        Column("单位"),
        Column("人数", "right"),
        Column("负责人", bold=True),
        Column("电话", "right"),
    ]
    return Table("stores", "物资与队伍", columns, rows, empty="未填报")


_RAIN = (
    "prepare_1h_mm", "prepare_3h_mm", "prepare_6h_mm", "move_1h_mm", "move_3h_mm", "move_6h_mm", "water_level_m",
)  # fmt: skip


def _rain(values: list[Any]) -> str:
    if all(value is None for value in values):
        return "待核定"
    return " / ".join(text(value) or "—" for value in values)


def _thresholds(snapshot: Snapshot) -> Table:
    rows = []
    for row in snapshot.tables["warning_threshold"]:
        values = [row.get(key) for key in _RAIN]
        if all(value is None for value in values):
            rows.append([text(row.get("zone_name")), PENDING, "", "", text(row.get("signal"))])
            continue
        prepare, move = _rain(values[:3]), _rain(values[3:6])
        rows.append([text(row.get("zone_name")), prepare, move, text(values[6]), text(row.get("signal"))])
    columns = [
        Column("危险区", wraps=True),
        Column("准备转移 1h/3h/6h mm", "right", wraps=True),
        Column("立即转移 1h/3h/6h mm", "right", wraps=True),
        Column("水位 m", "right"),
        Column("预警信号", wraps=True),
    ]
    return Table("thresholds", "预警指标", columns, rows, size=2.3, empty=PENDING)
