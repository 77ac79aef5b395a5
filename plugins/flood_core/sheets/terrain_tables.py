"""The tables and the imprint of the map of a terrain analysis: what was found, why, and how far it can be trusted."""

from __future__ import annotations

import json
from typing import Any, Sequence

from ..symbology.terrain_symbols import CLASSES_ZH
from ..terrain.factors import UPWARDS
from .snapshot import Row, Snapshot
from .tables import Column, Table

#: What a county reads first of the limits: label, factor, words of the strictest step.
_LIMITS = (
    ("屋旁屋后坡度", "slope", "≥{limit:g}°"),
    ("距陡崖", "cliff", "≤{limit:g} 米"),
    ("高出溪流", "hand", "≤{limit:g} 米"),
    ("洼地深", "sink", "≥{limit:g} 米"),
    ("距沟口", "gully", "≤{limit:g} 米"),
    ("距已登记危险区", "registered", "≤{limit:g} 米"),
)


def terrain_tables(snapshot: Snapshot) -> dict[str, Table]:
    """Return the tables by the key of the place that they take on a village's sheet; the list goes overleaf."""
    (run,) = snapshot.tables["terrain_run"]
    found, zones = snapshot.tables["terrain_settlement"], snapshot.tables["terrain_zone"]
    tables = [_compared(found, zones), _sums(found, run), _limits(run), _settlements(found), _missed(zones)]
    return {table.key: table for table in tables}


def terrain_pairs(snapshot: Snapshot) -> list[tuple[str, str, bool]]:
    """Return what the imprint says of the run: label, value, and whether it is a warning."""
    (run,) = snapshot.tables["terrain_run"]
    cell = float(run["resolution_m"])
    reckoned = f"，按{run['cell_m']:g}米计算" if abs(float(run["cell_m"]) - cell) > 0.01 * cell else ""
    day = run["captured_on"] or "日期不详"
    pairs = [
        ("分析", f"{run['made_at']} {run['made_by'] or ''}".strip(), False),
        ("软件", str(run["version"]), False),
        ("地形", f"{run['terrain']}，格网{cell:.3g}米{reckoned}，{day}", False),
        ("看不出", f"窄于约{3 * cell:.3g}米的切坡、挡墙、堤、沟；不能代替专业鉴定", True),
        ("查看", f"房屋{run['buildings']:,d}栋，已登记危险区{run['zones']:,d}处", False),
    ]
    if run["missing"]:
        pairs.append(("未分析", str(run["missing"]), True))
    return pairs


def _sums(found: Sequence[Row], run: Row) -> Table:
    rows = []
    for name, words in CLASSES_ZH.items():
        members = [row for row in found if row["class"] == name]
        new = sum(not row["registered"] for row in members)
        rows.append([words, str(len(members)), str(new), *(_sum(members, key) for key in _COUNTED)])
    new = sum(not row["registered"] for row in found)
    rows.append(["合计", str(len(found)), str(new), *(_sum(found, key) for key in _COUNTED)])
    columns = [
        Column("危险等级", bold=True), Column("聚居点", "right"), Column("未登记", "right"), Column("房屋", "right"),
        Column("户", "right"), Column("人", "right"),
    ]  # fmt: skip
    note = "未登记：周围约20米内没有已登记的危险区。户、人未登记的房屋不计。"
    if not found:
        note = f"本区查看房屋，未找到达到标准的聚居点（至少{_least(run)}）。不等于没有危险：看不出的地方见图廓说明。"
    return Table("zones", "易受灾聚居点", columns, rows, size=2.3, note=note)


_COUNTED = ("buildings", "households", "people")


def _sum(rows: Sequence[Row], key: str) -> str:
    known = [int(row[key]) for row in rows if row[key] is not None]
    return f"{sum(known):,d}" if known or not rows else "未知"


def _least(run: Row) -> str:
    rules = json.loads(run["rules"])
    return f"{rules['least_buildings']:g}栋房屋或{rules['least_people']:g}人"


def _compared(found: Sequence[Row], zones: Sequence[Row]) -> Table:
    both = sum(bool(row["registered"]) for row in found)
    missed = sum(not row["settlements"] for row in zones)
    rows = [
        ["地形找到、已登记", f"{both} 处聚居点"],
        ["仅地形找到", f"{len(found) - both} 处聚居点"],
        ["仅已登记", f"{missed} 处危险区"],
    ]
    columns = [Column("对照"), Column("处数", "right", wraps=True, bold=True)]
    return Table("facts", "与已登记对照", columns, rows, size=2.3, show_heads=False)


def _limits(run: Row) -> Table:
    """Return from which measured value on a place is in high danger by that alone."""
    rules = json.loads(run["rules"])
    factors, high = rules["factors"], rules["classes"]["high"]
    rows = []
    for label, factor, words in _LIMITS:
        limit = _loosest(factors[factor]["steps"], high, upwards=factor in UPWARDS)
        if limit is not None:
            rows.append([label, words.format(limit=limit) if limit or factor != "registered" else "在范围内"])
    for band in factors["stream"]["bands"]:
        limit = _loosest(band["steps"], high)
        if limit is not None:
            rows.append([f"距溪河（集水≥{band['from_km2']:g} km²）", f"≤{limit:g} 米"])
    own = run["own_numbers"]
    note = "任一项达到即为“高”，加权和定序号。" + (f"有{own}个阈值与默认不同。" if own else "阈值均为默认值。")
    columns = [Column("项目"), Column("界限", "right", bold=True)]
    return Table("shelters", "判为“高”的标准", columns, rows, size=2.2, note=note, show_heads=False)


def _loosest(steps: Sequence[Sequence[float]], score: float, *, upwards: bool = False) -> float | None:
    """Return the limit from which on steps give at least a score, None where none does."""
    limits = [limit for limit, given in steps if given >= score]
    return (min(limits) if upwards else max(limits)) if limits else None


def _settlements(found: Sequence[Row]) -> Table:
    rows = [
        [
            str(row["rank"]), CLASSES_ZH[str(row["class"])], str(row["village"]),
            "已登记" if row["registered"] else "未登记", *(_number(row[key]) for key in _COUNTED), str(row["words"]),
        ]
        for row in found
    ]  # fmt: skip
    columns = [
        Column("号", "right", bold=True), Column("等级", bold=True), Column("村(社区)"), Column("登记"),
        Column("房屋", "right"), Column("户", "right"), Column("人", "right"), Column("原因（实测值）", wraps=True),
    ]  # fmt: skip
    note = "号即图上序号，1为最危险。栋数为达到该项的房屋数。"
    return Table("settlements", "易受灾聚居点清单", columns, rows, note=note, empty="未找到达到标准的聚居点")


def _missed(zones: Sequence[Row]) -> Table:
    rows = [[str(row["name"]), str(row["category"]), str(row["village"])] for row in zones if not row["settlements"]]
    columns = [Column("名称", wraps=True, bold=True), Column("类别", wraps=True), Column("村(社区)")]
    return Table("missed", "仅已登记的危险区（地形未找到聚居点）", columns, rows, empty="无")


def _number(value: Any) -> str:
    return "未知" if value is None else f"{value:,d}"
