"""The shipped vocabularies hold together: every code resolves, every type is one, every count is what it must be."""

from __future__ import annotations

import csv
import datetime
import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "db" / "reference"

#: Headings of a ledger's own columns: an attribute of this name would be read as the column.
LEDGER_HEADINGS = re.compile(
    "序号|行政村|风险类别|资源类型|类型|名称|特征|位置|责任主体|控制措施|责任人|负责人|联系电话|风险等级|受威胁户数|受威胁人数"
    "|容纳人数|数量|单位|人数|过期日期|经度|纬度|经纬度|坐标|坐标串|坐标系|统一编号|核实日期|备注|年度"
)
LEVEL_OF_LENGTH = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}


def rows(table: str) -> list[dict[str, str]]:
    (file,) = FOLDER.glob(f"[0-9][0-9]-{table}.csv")
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def array(text: str) -> list[str]:
    """Read a PostgreSQL array literal without nesting or escapes."""
    assert text[0] == "{" and text[-1] == "}", text
    return next(csv.reader([text[1:-1]]))


def codes(table: str, *, where: dict[str, str] | None = None) -> set[str]:
    wanted = (where or {}).items()
    return {row["code"] for row in rows(table) if all(row[key] == value for key, value in wanted)}


KEYS = {
    "reference.vocabulary": ("code",),
    "reference.term": ("vocabulary_code", "code"),
    "reference.department": ("code",),
    "reference.domain": ("code",),
    "reference.category": ("code",),
    "reference.category_department": ("category_code", "department_code"),
    "reference.resource_class": ("code",),
    "reference.resource_subtype": ("code",),
    "reference.category_attribute": ("owner_code", "key"),
    "reference.element_type": ("code",),
    "reference.element_source": ("subject_kind", "subject_code"),
    "base.area": ("code",),
}


@pytest.mark.parametrize(("table", "key"), KEYS.items())
def test_keys_are_unique_and_cells_are_clean(table, key):
    content = rows(table)
    seen = Counter(tuple(row[column] for column in key) for row in content)
    assert [k for k, count in seen.items() if count > 1] == []
    for row in content:
        assert None not in row and None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row


def test_counts_of_the_categories():
    categories = rows("reference.category")
    assert len(rows("reference.domain")) == 12
    assert len(categories) == 144
    assert sum(row["phase1"] == "true" for row in categories) == 89
    assert sum(row["on_sheet"] == "true" for row in categories) == 77
    per_domain = Counter(row["domain_code"] for row in categories)
    expected = {"01": 13, "02": 9, "03": 5, "04": 4, "05": 14, "06": 17, "07": 21, "08": 15, "09": 16, "10": 11}
    assert per_domain == expected | {"11": 10, "12": 9}
    assert {row["domain_code"] for row in categories} == codes("reference.domain")
    assert all(row["code"].startswith(row["domain_code"]) for row in categories)
    assert all(set(array(row["geometry_types"])) <= set("PLA") for row in categories)


def test_every_category_has_departments_that_exist():
    departments = codes("reference.department")
    named = defaultdict(set)
    for row in rows("reference.category_department"):
        assert row["department_code"] in departments, row
        named[row["category_code"]].add(row["department_code"])
    assert set(named) == codes("reference.category")
    assert named["0105"] == {"emergency", "commerce"}, "two departments in one cell are two departments"
    assert not any("/" in row["name_zh"] for row in rows("reference.department"))


def test_counts_of_the_vocabularies():
    terms = defaultdict(list)
    for row in rows("reference.term"):
        terms[row["vocabulary_code"]].append(row)
        assert isinstance(json.loads(row["properties"]), dict)
    assert set(terms) == codes("reference.vocabulary")
    assert len(terms) == 10
    assert len(terms["danger_zone_type"]) == 9
    units = {row["name_zh"]: json.loads(row["properties"])["unit"] for row in terms["danger_zone_type"]}
    assert units == {
        "危房": "处", "山洪灾害危险区": "个", "地质灾害点": "个", "低洼易涝区": "个", "屋顶山塘": "座", "工棚": "座",
        "堤防险段": "段", "海塘险段": "段", "其它": "处",
    }  # fmt: skip
    titles = {json.loads(row["properties"])["responsible_title"] for row in terms["grid_type"]}
    assert len(titles) == 18
    assert {"水库巡查员", "山洪灾害危险区预警员", "地质灾害点监测员", "危房联络员", "其它人员"} <= titles
    levels = Counter(json.loads(row["properties"])["level"] for row in terms["post"])
    assert set(levels) == {"village", "township", "county"}
    names = {row["name_zh"] for row in terms["responsibility"]}
    chain = {"政府责任人", "主管部门责任人", "管理单位责任人", "技术责任人", "巡查责任人", "安全责任人"}
    assert chain | {"监测员"} <= names
    assert [row["name_zh"] for row in terms["risk_level"]] == ["重大", "较大", "一般", "低"]
    assert [row["name_zh"] for row in terms["person_task"]] == ["防汛值班", "巡查检查", "监测预警", "人员转移", "其它"]


def test_danger_zone_types_of_categories_are_terms():
    known = {row["code"] for row in rows("reference.term") if row["vocabulary_code"] == "danger_zone_type"}
    by_category = {row["code"]: row["danger_zone_type"] for row in rows("reference.category")}
    assert set(by_category.values()) - {""} <= known
    assert by_category["0503"] == "flash_flood"
    assert by_category["1007"] == by_category["1008"] == "dilapidated_house"
    assert known - {"other"} <= set(by_category.values()), "every type of danger zone has a category"


def test_attributes_are_typed():
    owners = codes("reference.category") | codes("reference.resource_class") | codes("reference.resource_subtype")
    types_of_key: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows("reference.category_attribute"):
        name = (row["owner_code"], row["key"])
        assert row["owner_code"] in owners, name
        assert re.fullmatch(r"[a-z][a-z0-9_]*", row["key"]), name
        assert row["type"] in {"text", "integer", "number", "boolean", "date", "choice"}, name
        assert row["name_zh"] and row["name_en"] and row["name_en"].isascii(), name
        assert not LEDGER_HEADINGS.fullmatch(row["name_zh"]), name
        assert {row["required"], row["personal"], row["restricted"]} <= {"true", "false"}, name
        assert (row["type"] == "choice") == bool(row["allowed_values"]), name
        if row["type"] == "choice":
            allowed = array(row["allowed_values"])
            assert len(allowed) > 1 and len(set(allowed)) == len(allowed) and all(allowed), name
        if row["minimum"] or row["maximum"]:
            assert row["type"] in {"integer", "number"}, name
        if row["minimum"] and row["maximum"]:
            assert float(row["minimum"]) < float(row["maximum"]), name
        types_of_key[row["key"]].add((row["type"], row["unit"]))
    assert {key: kinds for key, kinds in types_of_key.items() if len(kinds) > 1} == {}, "one key, one type and unit"
    assert codes("reference.category") <= {row["owner_code"] for row in rows("reference.category_attribute")}


def test_attribute_names_do_not_repeat_for_one_thing():
    by_owner = defaultdict(list)
    for row in rows("reference.category_attribute"):
        by_owner[row["owner_code"]].append(row)
    for owner, own in by_owner.items():
        inherited = by_owner.get(owner[:2], []) if re.fullmatch(r"R\d{3}", owner) else []
        for column in ("key", "name_zh"):
            values = [row[column] for row in own + inherited]
            assert len(values) == len(set(values)), (owner, column)


def test_restricted_and_personal_attributes():
    flags = {(row["owner_code"], row["key"]): row for row in rows("reference.category_attribute")}
    for owner in ("0601", "0602", "0603"):
        assert flags[owner, "total_capacity_10k_m3"]["restricted"] == "true", owner
    for name in [("0907", "voltage_kv"), ("0908", "voltage_kv"), ("0801", "technical_class")]:
        assert flags[name]["restricted"] == "true", name
    assert flags["R407", "satellite_phone_number"]["personal"] == "true"
    persons = re.compile("责任人|监测员|巡查员|负责人|联系人|电话$|手机")
    people = [name for name, row in flags.items() if persons.search(row["name_zh"])]
    assert people == [], "people are persons with duties"


def test_a_rooftop_pond_has_all_that_a_hill_pond_has():
    keys = defaultdict(set)
    for row in rows("reference.category_attribute"):
        keys[row["owner_code"]].add((row["key"], row["type"], row["unit"]))
    assert keys["0602"] < keys["0603"]
    assert keys["1007"] < keys["1008"]


def test_resources():
    subtypes = rows("reference.resource_subtype")
    assert codes("reference.resource_class") == {f"R{number}" for number in range(1, 6)}
    assert {row["class_code"] for row in subtypes} == codes("reference.resource_class")
    assert all(row["code"].startswith(row["class_code"]) for row in subtypes)
    assert {"floor_area_m2", "level", "safety_appraised", "beds", "backup_power"} <= {
        row["key"] for row in rows("reference.category_attribute") if row["owner_code"] == "R3"
    }


def test_everything_on_the_sheet_becomes_one_element_type():
    types = {row["code"]: row for row in rows("reference.element_type")}
    assert {code[:2] for code in types} == {f"{number:02}" for number in range(1, 24)}
    sources = {
        (row["subject_kind"], row["subject_code"]): row["element_type_code"] for row in rows("reference.element_source")
    }
    assert set(sources.values()) <= set(types)
    on_sheet = {("category", code) for code in codes("reference.category", where={"on_sheet": "true"})}
    on_sheet |= {("resource_subtype", code) for code in codes("reference.resource_subtype", where={"on_sheet": "true"})}
    assert set(sources) == on_sheet
    geometry = {row["code"]: set(array(row["geometry_types"])) for row in rows("reference.category")}
    for (kind, code), element in sources.items():
        if kind == "category":
            assert geometry[code] <= set(array(types[element]["geometry_types"])), code
    assert {types[sources["resource_subtype", code]]["code"] for code in ("R301", "R302", "R303", "R304")} == {"15"}


def test_areas():
    areas = {row["code"]: row for row in rows("base.area")}
    assert Counter(row["level"] for row in areas.values()) == {
        "province": 1, "city": 1, "county": 12, "township": 191, "village": 3685,
    }  # fmt: skip
    assert sum(row["parent_code"] == "330382106" for row in areas.values()) == 19
    assert sum(code.startswith("330382") and len(code) == 12 for code in areas) == 514
    assert areas["330382106212"]["name"] == "方江屿村委会"
    assert areas["330382106212"]["pinyin"] == "fang jiang yu"
    assert areas["330382"]["pinyin"] == "yue qing shi"
    for code, row in areas.items():
        assert row["level"] == LEVEL_OF_LENGTH[len(code)], row
        assert re.fullmatch(r"[a-z]+( [a-z0-9]+)*", row["pinyin"]), row
        assert row["source"], row
        datetime.date.fromisoformat(row["valid_from"])
        if row["parent_code"]:
            assert code.startswith(row["parent_code"]) and row["parent_code"] in areas, row
        else:
            assert code == "33"
