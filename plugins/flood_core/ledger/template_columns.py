"""Which columns a ledger template has, and what may stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from ..coordinates.systems import CoordinateSystem
from ..model.ledger_reference import Attribute, LedgerReference
from ..model.risk_levels import COLOURS_ZH
from .fields import FIELDS, NEEDED, Field, SheetKind
from .register_rows import plain_post


@dataclass(frozen=True)
class TemplateColumn:
    """A column of the template: heading, width in characters, the allowed choices, and what kind of value it takes."""

    key: str
    heading: str
    width: int = 12
    choices: tuple[str, ...] = ()
    value: str = "text"  # text, number, integer, date, phone
    required: bool = False
    villages: bool = False
    attribute: str | None = None
    hidden: bool = False
    remark: str = ""


_ORDER: dict[SheetKind, tuple[str, ...]] = {
    SheetKind.RISK: (
        "serial",
        "township",
        "village",
        "name",
        "feature",
        "location",
        "responsible_party",
        "control_measures",
        "person",
        "phone",
        "risk_level",
        "threatened_households",
        "threatened_people",
        "longitude",
        "latitude",
        "string",
        "system",
        "external_code",
        "verified_on",
        "*",
        "note",
        "key",
    ),
    SheetKind.RESOURCE: (
        "serial",
        "township",
        "village",
        "subtype",
        "name",
        "feature",
        "location",
        "responsible_party",
        "person",
        "phone",
        "capacity_people",
        "quantity",
        "unit",
        "headcount",
        "expires_on",
        "longitude",
        "latitude",
        "system",
        "external_code",
        "verified_on",
        "*",
        "note",
        "key",
    ),
    SheetKind.TRANSFER: (
        "township",
        "village",
        "zone_name",
        "zone_type",
        "location",
        "longitude",
        "latitude",
        "householder",
        "people",
        "householder_phone",
        "transfer_person",
        "transfer_title",
        "transfer_phone",
        "warning_person",
        "warning_title",
        "warning_phone",
        "shelter_name",
        "safety_appraised",
        "shelter_keeper",
        "shelter_phone",
        "year",
        "note",
        "no_transfer",
        "key",
    ),
    SheetKind.GRID: ("township", "village", "grid_name", "grid_type", "person", "phone", "year", "note", "key"),
    SheetKind.VILLAGE: (
        "township",
        "village",
        "registered_population",
        "resident_population",
        "households",
        "area_km2",
        "natural_villages",
        "terrain",
        "disaster_points",
        "affected_people",
        "task_weight",
        "duty_phone",
        "year",
        "key",
    ),
    SheetKind.ORGANISATION: ("township", "village", "post", "person", "title", "phone", "task", "year", "note", "key"),
}
_HEADINGS = {
    "threatened_households": "受威胁户数(户)",
    "threatened_people": "受威胁人数(人)",
    "capacity_people": "容纳人数(人)",
    "headcount": "人数(人)",
    "area_km2": "面积(km²)",
    "string": "坐标串(经度,纬度;…)",
}
_WIDE = {
    "serial": 6,
    "name": 26,
    "feature": 26,
    "location": 28,
    "responsible_party": 20,
    "control_measures": 30,
    "string": 30,
    "zone_name": 20,
    "grid_name": 24,
    "note": 20,
    "village": 16,
    "shelter_name": 22,
    "subtype": 26,
    "phone": 15,
    "longitude": 13,
    "latitude": 12,
    "verified_on": 12,
    "expires_on": 12,
    "external_code": 14,
    "system": 12,
}
_WHOLE = {
    "threatened_households",
    "threatened_people",
    "capacity_people",
    "headcount",
    "people",
    "disaster_points",
    "registered_population",
    "resident_population",
    "households",
    "natural_villages",
    "affected_people",
    "year",
}
#: Which of the counts make sense for a class of resources.
_COUNTS = {
    "R1": {"headcount"},
    "R2": {"quantity", "unit", "expires_on"},
    "R3": {"capacity_people"},
    "R4": {"quantity", "unit", "expires_on"},
    "R5": {"capacity_people", "headcount"},
}
_ANY_COUNT = {"headcount", "quantity", "unit", "expires_on", "capacity_people"}
_NUMBERS = {"longitude", "latitude", "quantity", "area_km2"}
_REMARKS = {
    "village": "从下拉列表选择；属于乡镇本级的填“本级”",
    "phone": "每格一个号码：11位手机号，或 区号-号码",
    "longitude": "十进制度，如 120.95120",
    "latitude": "十进制度，如 28.30240",
    "string": "线、面要素：经度,纬度;经度,纬度;…",
    "system": "不填时按落在所填村内的读法判定",
    "external_code": "贵单位自己的唯一编号，再次导入时据此对应",
    "no_transfer": "本村确无转移人员时填“是”",
    "verified_on": "最近一次现场核实的日期",
    "grid_name": "不超过25个汉字",
    "year": "不填时按导入时所选的年度",
}


def template_columns(
    kind: SheetKind, category: str | None, reference: LedgerReference, *, by_township: bool = False
) -> list[TemplateColumn]:
    """Return the columns of the template for a kind of sheet and its category; ``by_township`` adds the township's."""
    fields = {f.key: f for f in FIELDS[kind]}
    columns: list[TemplateColumn] = []
    geometry = reference.categories[category].geometry_types if category in reference.categories else ("P",)
    for key in _ORDER[kind]:
        if key == "*":
            columns.extend(_attribute_column(a) for a in _attributes(category, reference))
        elif (
            (key == "string" and geometry == ("P",))
            or (key == "township" and not by_township)
            or (key == "subtype" and category in reference.subtypes)
            or key in ("longitude", "latitude")
            and "P" not in geometry
            or key in _ANY_COUNT
            and key not in _COUNTS.get((category or "")[:2], _ANY_COUNT)
        ):
            continue
        else:
            columns.append(_field_column(fields[key], kind, category, reference))
    return columns


def _attributes(category: str | None, reference: LedgerReference) -> list[Attribute]:
    return list(reference.attributes_of(category).values()) if category else []


def _attribute_column(attribute: Attribute) -> TemplateColumn:
    heading = f"{attribute.name_zh}({attribute.unit})" if attribute.unit else attribute.name_zh
    choices = attribute.allowed or (("是", "否") if attribute.type == "boolean" else ())
    value = attribute.type if attribute.type in ("number", "integer", "date") else "text"
    return TemplateColumn(
        attribute.key,
        heading,
        max(12, 2 * len(heading)),
        tuple(choices),
        value,
        attribute.required,
        attribute=attribute.key,
    )


def _field_column(field: Field, kind: SheetKind, category: str | None, reference: LedgerReference) -> TemplateColumn:
    key = field.key
    heading = _HEADINGS.get(key, field.names[0])
    if key == "person" and kind is SheetKind.RESOURCE:
        heading = {"leader": "队长", "custodian": "管理员"}.get(plain_post(category), "负责人")
    width = _WIDE.get(key, 15 if key.endswith("phone") else max(10, 2 * len(heading) + 2))
    value = "integer" if key in _WHOLE else "number" if key in _NUMBERS else "text"
    if key in ("verified_on", "expires_on"):
        value = "date"
    elif "phone" in key:
        value = "phone"
    return TemplateColumn(
        key,
        heading,
        width,
        _choices(key, category, reference),
        value,
        required=field.required or key in NEEDED,
        villages=key == "village",
        hidden=key == "key",
        remark=_REMARKS.get(key, ""),
    )


def _choices(key: str, category: str | None, reference: LedgerReference) -> tuple[str, ...]:
    terms = {"zone_type": "danger_zone_type", "grid_type": "grid_type", "task_weight": "task_weight"}
    if key in terms:
        return tuple(term.name_zh for term in reference.terms.get(terms[key], ()))
    if key == "post":
        return tuple(dict.fromkeys(term.name_zh for term in reference.terms.get("post", ())))
    if key == "subtype":
        return tuple(c.name_zh for c in reference.subtypes.values() if c.code.startswith(category or "R"))
    return {
        "risk_level": tuple(COLOURS_ZH.values()),
        "safety_appraised": ("有", "无"),
        "no_transfer": ("是",),
        "system": tuple(
            s.value
            for s in (CoordinateSystem.CGCS2000, CoordinateSystem.WGS84, CoordinateSystem.GCJ02, CoordinateSystem.BD09)
        )
        + ("高斯克吕格",),
    }.get(key, ())
