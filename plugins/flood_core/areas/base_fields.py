"""Which field of a sent file is which column of the base map, and what its words mean there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Mapping, Sequence

from ..database.base_layers import COLUMNS

ROAD_CLASSES = ("highway", "national", "provincial", "county", "township", "village", "path")
WATER_KINDS = ("stream", "river", "canal", "coast", "pond", "reservoir", "sea")
DIKE_KINDS = ("dike", "seawall")
#: What must stand in a row, and which words are allowed there.
REQUIRED: dict[str, dict[str, tuple[str, ...] | None]] = {
    "area": {"code": None},
    "settlement": {"code": None, "name": None},
    "road": {"class": ROAD_CLASSES},
    "building": {},
    "water": {"kind": WATER_KINDS},
    "contour": {"elevation_m": None},
    "dike": {"kind": DIKE_KINDS},
}
#: Other names under which a field is found.
ALIASES: dict[str, tuple[str, ...]] = {
    "code": ("代码", "编码", "行政代码", "区划代码", "adcode", "adcd", "xzqdm", "zldwdm"),
    "name": ("名称", "地名", "mc", "xzqmc", "zldwmc", "rdname", "路名", "路线名称", "河流名称"),
    "class": ("等级", "道路等级", "技术等级", "行政等级", "fclass", "highway", "gb", "要素代码"),
    "width_m": ("宽度", "路宽", "width", "rd_width"),
    "bridge": ("桥梁",),
    "tunnel": ("隧道",),
    "use": ("用途", "房屋用途", "type"),
    "storeys": ("层数", "楼层", "floors", "levels", "floor"),
    "households": ("户数",),
    "people": ("人数", "人口"),
    "kind": ("类型", "类别", "fclass", "waterway", "gb", "要素代码"),
    "stream_order": ("河流等级", "order"),
    "catchment_km2": ("集雨面积", "流域面积"),
    "elevation_m": ("高程", "等高线高程", "elev", "elevation", "height", "contour"),
    "index_contour": ("计曲线", "index"),
    "crest_m": ("堤顶高程", "塘顶高程", "crest"),
    "standard_years": ("防洪标准", "防潮标准", "standard"),
}
#: Words that senders use -> ours. Six digits or their beginning are codes of GB/T 13923.
WORDS: dict[str, dict[str, str]] = {
    "class": {
        "高速": "highway", "高速公路": "highway", "国道": "national", "省道": "provincial", "县道": "county",
        "乡道": "township", "村道": "village", "机耕路": "village", "小路": "path", "步道": "path", "便道": "path",
        "城市道路": "township", "街道": "township", "motorway": "highway", "trunk": "national", "primary": "national",
        "secondary": "provincial", "tertiary": "county", "unclassified": "township", "residential": "village",
        "service": "village", "living_street": "village", "track": "path", "footway": "path", "steps": "path",
        "4201": "national", "4202": "provincial", "4203": "county", "4204": "township", "4300": "township",
        "4401": "village", "4402": "village", "4403": "path", "4404": "path",
    },
    "kind": {
        "溪": "stream", "溪流": "stream", "小溪": "stream", "河": "river", "河流": "river", "江": "river",
        "渠": "canal", "沟渠": "canal", "运河": "canal", "海岸线": "coast", "岸线": "coast", "池塘": "pond",
        "坑塘": "pond", "山塘": "pond", "湖泊": "pond", "水库": "reservoir", "海": "sea", "海域": "sea",
        "ditch": "canal", "drain": "canal", "coastline": "coast", "lake": "pond", "water": "pond",
        "堤防": "dike", "堤": "dike", "干堤": "dike", "防洪堤": "dike", "海塘": "seawall", "海堤": "seawall",
        "levee": "dike", "dyke": "dike", "2101": "river", "2102": "stream", "2201": "canal", "2202": "canal",
        "2301": "pond", "2401": "reservoir", "2701": "dike",
    },
}  # fmt: skip
FALSE_WORDS = ("", "0", "0.0", "f", "false", "n", "no", "否", "无")
TRUE_WORDS = ("1", "1.0", "t", "true", "y", "yes", "是", "有")


@dataclass(frozen=True)
class FieldMapping:
    """Column -> field of the file (None = left empty), and for words that are not ours: column -> word -> ours."""

    fields: Mapping[str, str | None] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def columns_of(layer: str) -> list[str]:
    """Return the columns of a layer that a file may fill."""
    return {"area": ["code", "name"], "settlement": ["code", "name"]}.get(layer) or list(COLUMNS[layer])


def propose(layer: str, names: Sequence[str]) -> dict[str, str | None]:
    """Return for each column of a layer the field of the file that looks like it."""
    lowered = {name.lower(): name for name in reversed(names)}
    found: dict[str, str | None] = {}
    for column in columns_of(layer):
        known = [name for name in (column, *ALIASES.get(column, ())) if name in lowered]
        found[column] = lowered[known[0]] if known else None
    return found


def meaning(column: str, word: str, allowed: Sequence[str], extra: Mapping[str, str] | None = None) -> str | None:
    """Return the word of ours that a sender's word stands for, None when nobody knows."""
    known = WORDS.get(column, {})
    for found in ((extra or {}).get(word), word.lower(), known.get(word.lower()), known.get(word[:4])):
        if found in allowed:
            return found
    return None


def _truth(text: str) -> bool:
    if text.lower() in FALSE_WORDS:
        return False
    if text.lower() in TRUE_WORDS:
        return True
    raise ValueError(text)


def _whole(text: str) -> int:
    number = float(text)
    if number != int(number) or number < 0:
        raise ValueError(text)
    return int(number)


def _number(text: str) -> float:
    number = float(text)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(text)
    return number


#: SQL type -> how its text is read, and what a message says is allowed.
CONVERSIONS: dict[str, tuple[Callable[[str], Any], str]] = {
    "boolean": (_truth, "0, 1"),
    "integer": (_whole, "0, 1, 2 ..."),
    "numeric": (_number, "1.5"),
}
