"""Plausible values for the attributes that the catalogue gives each category."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

_REFERENCE = Path(__file__).parents[1] / "db" / "reference"


@dataclass(frozen=True)
class Attribute:
    """One attribute of a category: what a ledger's column is headed and may hold."""

    owner: str
    key: str
    name: str
    kind: str  # text, integer, number, boolean, date, choice
    unit: str
    allowed: tuple[str, ...]
    minimum: float | None
    maximum: float | None

    @property
    def heading(self) -> str:
        """Return the column's heading: name and unit."""
        return f"{self.name}({self.unit})" if self.unit else self.name


def load_attributes() -> dict[str, list[Attribute]]:
    """Return the attributes by category, resource class or subtype."""
    found: dict[str, list[Attribute]] = {}
    file = next(_REFERENCE.glob("*-reference.category_attribute.csv"))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            allowed = tuple(next(csv.reader([row["allowed_values"].strip("{}")]), ())) if row["allowed_values"] else ()
            found.setdefault(row["owner_code"], []).append(
                Attribute(
                    row["owner_code"],
                    row["key"],
                    row["name_zh"],
                    row["type"],
                    row["unit"],
                    allowed,
                    float(row["minimum"]) if row["minimum"] else None,
                    float(row["maximum"]) if row["maximum"] else None,
                )
            )
    return found


def load_names(kind: str) -> dict[str, str]:
    """Return code -> Chinese name of ``category`` or ``resource_subtype``."""
    file = next(_REFERENCE.glob(f"*-reference.{kind}.csv"))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: row["name_zh"] for row in csv.DictReader(lines)}


#: Usual ranges by unit.
_RANGES: dict[str, tuple[float, float]] = {
    "人": (3, 60),
    "户": (1, 20),
    "m": (2, 30),
    "m²": (60, 900),
    "m³": (20, 200),
    "万m³": (0.5, 8),
    "km": (0.2, 3),
    "km²": (0.2, 3),
    "mm": (50, 300),
    "°": (30, 65),
    "t": (1, 50),
    "万元": (20, 2000),
    "年": (10, 50),
    "个": (1, 6),
    "孔": (1, 5),
    "m³/s": (2, 40),
    "kW": (30, 320),
    "kV": (10, 110),
    "t/d": (50, 600),
    "张": (10, 60),
    "辆": (1, 8),
    "艘": (4, 60),
    "亩": (30, 600),
    "ha": (2, 40),
    "cm": (15, 60),
    "h": (1, 12),
    "级": (8, 12),
    "min": (15, 40),
    "台": (1, 6),
    "套": (20, 120),
    "栋": (2, 20),
    "层": (1, 5),
    "‰": (60, 300),
    "MPa": (0.4, 4),
    "kg": (50, 900),
    "头": (80, 900),
    "间": (4, 30),
    "口": (40, 300),
    "枚": (1, 3),
    "箱": (30, 200),
    "处": (1, 8),
    "座": (1, 4),
    "m³/d": (20, 400),
    "m³/h": (100, 900),
    "MWh": (0.5, 5),
    "%": (40, 95),
}
_TEXTS = {
    "坝型": ("均质土坝", "黏土心墙坝", "浆砌石重力坝"),
    "结构": ("砖木", "石木", "砖混"),
    "房屋结构": ("砖木", "石木", "砖混"),
    "排涝设施": ("自排入河", "移动泵", "固定泵站"),
    "诱发因素": ("强降雨", "切坡建房", "强降雨、切坡"),
    "型号规格": ("ZX-50", "QY-8", "HK-120"),
    "品牌": ("浙安", "瓯江", "东海"),
    "运营主体": ("清江供销社", "乐清湾石化"),
    "运营商": ("移动", "电信", "联通"),
    "主要装备": ("铁锹、编织袋、救生衣", "油锯、水泵、照明灯", "冲锋舟、救生衣、对讲机"),
    "救援领域": ("防汛抢险", "综合救援", "山地搜救"),
    "主要资历": ("高级工程师，从业二十年", "工程师，参与多次台风抢险"),
    "专业": ("水利工程", "工程地质", "应急管理"),
}


def fill(attributes: list[Attribute], known: dict[str, Any], random: np.random.Generator) -> dict[str, Any]:
    """Return a value for each attribute, ``known`` (by key) first; some optional texts stay blank."""
    values: dict[str, Any] = {}
    for attribute in attributes:
        value = known[attribute.key] if attribute.key in known else _invented(attribute, random)
        if value is not None:
            values[attribute.key] = value
    return values


def _invented(attribute: Attribute, random: np.random.Generator) -> Any:
    if attribute.kind == "choice":
        return str(random.choice(attribute.allowed))
    if attribute.kind == "boolean":
        return bool(random.random() < 0.6)
    if attribute.kind == "date":
        year = int(random.integers(2027, 2029)) if "有效" in attribute.name else int(random.integers(2016, 2026))
        return f"{year}-{int(random.integers(1, 13)):02d}-{int(random.integers(1, 29)):02d}"
    if attribute.kind == "text":
        options = _TEXTS.get(attribute.name)
        return str(random.choice(options)) if options else None
    low, high = _RANGES.get(attribute.unit, (1, 20))
    low = max(low, attribute.minimum if attribute.minimum is not None else low)
    high = min(high, attribute.maximum if attribute.maximum is not None else high)
    value = float(random.uniform(low, max(low, high)))
    if attribute.kind == "integer":
        return int(round(value))
    return round(value, 2 if high < 20 else 1)
