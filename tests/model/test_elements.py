"""Elements and their labels, made from what the registers offer."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from flood_core.model.element_labels import labels_for
from flood_core.model.elements import AttributeField, Candidate, build_elements
from hypothesis import given
from hypothesis import strategies as st

FIELDS = {
    "0601": [AttributeField("total_capacity_10k_m3", "总库容", "万m³", restricted=True)],
    "0606": [AttributeField("tide_standard_years", "防潮标准", "年")],
    "0505": [AttributeField("historic_depth_m", "历史最大积水深", "m")],
    "0508": [AttributeField("owner_phone", "户主电话", None, personal=True)],
    "R3": [AttributeField("floor_area_m2", "建筑面积", "m²")],
}


def candidate(kind: str, subject: str, name: str, **more: Any) -> Candidate:
    values: dict[str, Any] = {
        "source_table": "register.risk_source", "source_uid": f"uid of {name}", "source_revision": 3,
        "area_code": "330382106212", "subject_code": subject, "element_type_code": kind, "symbol_code": "X",
        "sub_label": None, "name": name, "geometry": "00",
    }  # fmt: skip
    return Candidate(**{**values, **more})


def build(*candidates: Candidate) -> list[Any]:
    numbers = count(1)
    return build_elements(candidates, FIELDS, lambda: f"uid{next(numbers)}")


@pytest.mark.parametrize(
    ("kind", "subject", "more", "label"),
    [
        ("08", "0503", {"households": 32, "people": 98}, "后坑\n32户/98人"),
        ("08", "0503", {"people": 98}, "后坑\n98人"),
        ("08", "0503", {}, "后坑"),
        ("09", "0501", {"external_code": "YQ0017", "households": 5, "people": 21}, "YQ0017\n5户/21人"),
        ("09", "0501", {}, "后坑"),
        ("05", "0601", {"attributes": {"total_capacity_10k_m3": 12.5}}, "后坑\n库容12.5万m³"),
        ("06", "0606", {"attributes": {"tide_standard_years": 50}}, "后坑\n50年一遇"),
        ("10", "0505", {"attributes": {"historic_depth_m": 1.2}}, "后坑\n最深1.2m"),
        ("15", "R303", {"capacity_people": 120}, "后坑\n可容纳120人"),
        ("19", "R109", {"headcount": 25}, "后坑\n25人"),
        ("22", "0907", {}, None),
    ],
)
def test_label(kind: str, subject: str, more: dict[str, Any], label: str | None) -> None:
    (element,) = build(candidate(kind, subject, "后坑", **more))
    assert element.label == label


def test_public_label_has_no_capacity() -> None:
    (element,) = build(candidate("05", "0601", "方江水库", attributes={"total_capacity_10k_m3": 12.5}))
    assert element.facts["public_label"] == "方江水库"
    assert "库容" in element.label


def test_houses_carry_numbers_and_no_names() -> None:
    houses = build(
        candidate("11", "1008", "张三家危房"), candidate("11", "1007", "李四家危房"), candidate("11", "1006", "工棚甲"),
        candidate("11a", "1001", "安置房工地"),
    )  # fmt: skip
    assert [house.label for house in houses] == ["危1", "危2", "棚1", "安置房工地"]
    assert [house.name for house in houses[:3]] == ["危1", "危2", "棚1"]
    assert "张三" not in str(houses[0].facts)
    assert houses[0].register_name == "张三家危房"  # for the transfer list; never stored


def test_personal_attributes_stay_out() -> None:
    (house,) = build(candidate("11", "0508", "切坡", attributes={"owner_phone": "12000000001", "height_m": 6}))
    assert house.facts["attributes"] == {"height_m": 6}


def test_without_place_type_or_symbol_there_is_no_element() -> None:
    assert build(
        candidate("08", "0503", "a", geometry=None), candidate("08", "0503", "b", symbol_code=None),
        candidate("08", "0503", "c", element_type_code=None),
    ) == []  # fmt: skip


def test_source_and_revision_are_kept() -> None:
    (element,) = build(candidate("08", "0503", "后坑"))
    assert (element.source_table, element.source_uid, element.source_revision) == (
        "register.risk_source", "uid of 后坑", 3,
    )  # fmt: skip


@given(
    kind=st.sampled_from([f"{number:02}" for number in range(1, 24)]),
    subject=st.fixed_dictionaries(
        {"name": st.text(min_size=1, max_size=20)},
        optional={
            "people": st.integers(0, 10_000), "households": st.integers(0, 3_000), "headcount": st.integers(0, 99),
            "capacity_people": st.integers(0, 999), "总库容": st.floats(0, 1e4), "历史最大积水深": st.floats(0, 9),
            "防潮标准": st.integers(0, 500), "external_code": st.none() | st.text(max_size=12),
        },
    ),
)  # fmt: skip
def test_public_label_is_part_of_the_internal_one(kind: str, subject: dict[str, Any]) -> None:
    labels = labels_for(kind, subject)
    assert (labels.internal is None) == (labels.public is None)
    if labels.public is not None and labels.internal is not None:
        assert set(labels.public.split()) <= set(labels.internal.split())
        assert "库容" not in labels.public.replace(subject["name"], "").replace(subject.get("external_code") or "", "")
