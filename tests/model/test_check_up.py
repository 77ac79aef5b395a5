"""The rules of the check-up, on plain values."""

from __future__ import annotations

import string
from dataclasses import replace
from typing import Any

import pytest
from flood_core.model.check_rules import BY_CODE, RULES
from flood_core.model.check_up import SEVERITIES, check_up
from flood_core.model.edition_facts import EditionFacts, ElementFact, OpenRow, PostFact, RouteFact, TransferGroup
from hypothesis import given
from hypothesis import strategies as st

ZONE = ElementFact(
    "zone", "08", "后坑", "0503", "flash_flood", households=4, people=12, source_uid="s1", source_revision=1,
    register_revision=1, responsible="林守义", responsible_phone=True, thresholds_known=True, reviewed=True,
)  # fmt: skip
SHELTER = ElementFact(
    "hall", "15", "文化礼堂", "R303", capacity_people=80, responsible="王六", responsible_phone=True,
    safety_appraised=True, reviewed=True,
)  # fmt: skip
OFFICE = ElementFact("office", "03", "村委会", "R110", reviewed=True)
GAUGE = ElementFact("gauge", "20", "雨量站", "R421", reviewed=True)
ROUTE = RouteFact("r1", 1, "zone", "hall", people=12, walking_minutes=20)
LISTED = TransferGroup("后坑", 12, 4, "zone", "hall", "文化礼堂")
GOOD = EditionFacts(
    village="方江屿村", year=2026, elements=(ZONE, SHELTER, OFFICE, GAUGE), routes=(ROUTE,), transfers=(LISTED,),
    village_fact_known=True, duty_phone=True, posts=(PostFact("village_leader", "村级主要负责人", 1, 1),),
    grid_people=1,
)  # fmt: skip


def found(facts: EditionFacts) -> dict[str, dict[str, Any]]:
    return {one.code: dict(one.values) for one in check_up(facts, RULES)}


def with_elements(*elements: ElementFact, **changes: Any) -> EditionFacts:
    """Return the good edition with some elements put in the place of those with the same uid, or added."""
    mine = {element.uid: element for element in (*GOOD.elements, *elements)}
    return replace(GOOD, elements=tuple(mine.values()), by_uid={}, **changes)


def changed(**changes: Any) -> EditionFacts:
    return replace(GOOD, by_uid={}, **changes)


def test_good_edition_has_no_finding() -> None:
    assert check_up(GOOD, RULES) == []


@pytest.mark.parametrize(
    ("facts", "code", "values"),
    [
        (changed(routes=()), "zone_without_route", {"zone": "后坑", "people": 12}),
        (changed(routes=(replace(ROUTE, to_uid="office"),)), "zone_without_route", {"zone": "后坑", "people": 12}),
        (with_elements(replace(SHELTER, capacity_people=10)), "shelter_over_capacity",
         {"shelter": "文化礼堂", "capacity": 10, "people": 12, "shortfall": 2}),
        (with_elements(replace(SHELTER, capacity_people=49)), "village_shelter_small",
         {"shelter": "文化礼堂", "capacity": 49, "least": 50}),
        (with_elements(replace(SHELTER, capacity_people=None)), "shelter_without_capacity", {"shelter": "文化礼堂"}),
        (with_elements(replace(SHELTER, inside_zones=("后坑",))), "shelter_in_zone",
         {"shelter": "文化礼堂", "zone": "后坑"}),
        (with_elements(replace(SHELTER, responsible=None)), "shelter_without_manager", {"shelter": "文化礼堂"}),
        (with_elements(replace(SHELTER, safety_appraised=None)), "shelter_not_appraised", {"shelter": "文化礼堂"}),
        (changed(routes=(replace(ROUTE, crosses_zones=("岭脚",)),)), "route_crosses_zone",
         {"number": 1, "zone": "岭脚"}),
        (changed(routes=(replace(ROUTE, crosses_fords=("漫水桥",)),)), "route_crosses_ford",
         {"number": 1, "ford": "漫水桥"}),
        (changed(routes=(replace(ROUTE, end_gap_m=150.2),)), "route_ends_elsewhere", {"number": 1, "metres": 150}),
        (changed(routes=(replace(ROUTE, walking_minutes=61.0),)), "route_long", {"number": 1, "minutes": 61}),
        (changed(routes=(replace(ROUTE, climb_unknown=True),)), "climb_unknown", {"count": 1}),
        (with_elements(replace(ZONE, responsible=None)), "zone_without_responsible", {"zone": "后坑"}),
        (with_elements(replace(ZONE, responsible_phone=False)), "responsible_without_phone",
         {"thing": "后坑", "person": "林守义"}),
        (with_elements(replace(ZONE, people=15)), "zone_people_differ", {"zone": "后坑", "people": 15, "listed": 12}),
        (with_elements(replace(ZONE, thresholds_known=False)), "thresholds_missing", {"zone": "后坑"}),
        (with_elements(replace(ZONE, outside_m=210.0)), "element_outside", {"thing": "后坑", "metres": 210}),
        (with_elements(replace(ZONE, register_revision=3)), "register_moved_on",
         {"thing": "后坑", "map": 1, "register": 3}),
        (with_elements(replace(ZONE, register_retired=True)), "register_retired", {"thing": "后坑"}),
        (with_elements(replace(ZONE, reviewed=False)), "to_verify", {"count": 1}),
        (changed(unseen_rows=3), "rows_to_verify", {"count": 3}),
        (changed(transfers=(LISTED, TransferGroup("岭脚", 7, 2))), "listed_zone_not_drawn",
         {"zone": "岭脚", "people": 7}),
        (changed(transfers=(replace(LISTED, shelter_uid=None),)), "listed_without_shelter",
         {"zone": "后坑", "people": 12}),
        (changed(transfers=()), "transfer_not_reported", {"year": 2026}),
        (changed(no_transfer=True), "transfer_contradiction", {"people": 12}),
        (with_elements(replace(ZONE, uid="other", name="岭脚", people=7), routes=(ROUTE,)), "zone_not_listed",
         {"zone": "岭脚", "people": 7}),
        (changed(transfers=(), no_transfer=True), "zone_not_listed", {"zone": "后坑", "people": 12}),
        (changed(village_fact_known=False), "village_facts_missing", {"year": 2026}),
        (changed(village_fact_missing=("户数", "地形")), "village_facts_incomplete", {"names": "户数、地形"}),
        (changed(duty_phone=False), "duty_phone_missing", {}),
        (changed(posts=(PostFact("x", "联络员"),)), "post_unfilled", {"post": "联络员"}),
        (changed(posts=(PostFact("x", "联络员", 1, 0),)), "post_without_phone", {"post": "联络员"}),
        (changed(grid_people=0), "grid_missing", {"year": 2026}),
        (changed(grid_without_phone=("一网格",)), "grid_without_phone", {"grid": "一网格"}),
        (changed(elements=(ZONE, SHELTER, GAUGE)), "office_missing", {}),
        (changed(elements=(ZONE, SHELTER, OFFICE)), "no_warning_facility", {}),
        (changed(elements=(ZONE, OFFICE, GAUGE)), "no_shelter", {"people": 12}),
        (changed(coastal=True), "coastal_without_marine", {}),
        (changed(coastal=True), "coastal_without_seawall", {}),
        (changed(open_rows=(OpenRow("滑坡", "地质灾害隐患点", "no_place", "u"),)), "row_unplaced",
         {"thing": "滑坡", "kind": "地质灾害隐患点", "source": "u"}),
        (changed(open_rows=(OpenRow("滑坡", "地质灾害隐患点", "no_symbol", "u"),)), "row_without_symbol",
         {"thing": "滑坡", "kind": "地质灾害隐患点", "source": "u"}),
        (with_elements(replace(ZONE, missing_symbol="X1")), "symbol_without_drawing",
         {"thing": "后坑", "symbol": "X1"}),
        (changed(open_rows=(OpenRow("滑坡", "地质灾害隐患点", "not_taken", "u"),)), "row_not_taken",
         {"thing": "滑坡", "kind": "地质灾害隐患点", "source": "u"}),
        (changed(open_rows=(OpenRow("滑坡", "地质灾害隐患点", "suggested", "u"),)), "settlement_suggested",
         {"thing": "滑坡", "kind": "地质灾害隐患点", "source": "u"}),
    ],
)  # fmt: skip
def test_rule_finds_its_fault(facts: EditionFacts, code: str, values: dict[str, Any]) -> None:
    assert found(facts)[code] == values


def test_every_rule_is_tested_above() -> None:
    tested = {mark[1] for mark in test_rule_finds_its_fault.pytestmark[0].args[1]}
    assert tested == set(BY_CODE)


def test_no_transfer_is_not_the_same_as_not_reported() -> None:
    nobody = changed(
        elements=(replace(ZONE, people=0, households=0), SHELTER, OFFICE, GAUGE),
        routes=(),
        transfers=(),
        no_transfer=True,
    )
    assert found(nobody) == {}
    assert "transfer_not_reported" in found(replace(nobody, no_transfer=False, by_uid={}))


def test_things_of_others_are_not_the_villages_fault() -> None:
    reservoir = ElementFact("dam", "05", "上游水库", "0601", own=False, outside_m=4000.0, reviewed=True)
    assert found(with_elements(reservoir)) == {}


def test_shared_route_counts_for_every_zone_that_it_serves() -> None:
    house = replace(ZONE, uid="house", type_code="11", name="危1", people=3, route_uids=("r1",))
    listed = TransferGroup("张三家危房", 3, 1, "house", "hall")
    assert found(with_elements(house, transfers=(LISTED, listed))) == {}


def test_people_without_list_go_where_their_route_ends() -> None:
    facts = with_elements(replace(SHELTER, capacity_people=60), replace(ZONE, people=70), transfers=())
    assert found(facts)["shelter_over_capacity"]["shortfall"] == 10


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_says_the_same_in_both_languages(rule: Any) -> None:
    assert rule.severity in SEVERITIES
    names = [
        {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for text in (rule.message_zh, rule.message_en, rule.fix_zh, rule.fix_en)
    ]
    assert names[0] == names[1]
    assert names[2] <= names[0] and names[3] <= names[0]
    assert rule.fix_zh and rule.fix_en and rule.basis and rule.step


def test_codes_are_unique() -> None:
    assert len(BY_CODE) == len(RULES)


ELEMENTS = st.builds(
    ElementFact,
    uid=st.sampled_from(["a", "b", "c", "d"]),
    type_code=st.sampled_from(["03", "05", "06", "08", "11", "14", "15", "20"]),
    name=st.text(max_size=8),
    subject_code=st.sampled_from(["", "0503", "0606", "R303", "R302"]),
    danger_zone_type=st.none() | st.just("flash_flood"),
    people=st.none() | st.integers(0, 500),
    capacity_people=st.none() | st.integers(0, 500),
    source_revision=st.none() | st.integers(1, 5),
    register_revision=st.none() | st.integers(1, 5),
    register_retired=st.booleans(),
    own=st.booleans(),
    outside_m=st.floats(0, 1e5),
    responsible=st.none() | st.text(min_size=1, max_size=4),
    responsible_phone=st.booleans(),
)
KEYS = st.none() | st.sampled_from(["a", "b", "c", "d"])
FACTS = st.builds(
    EditionFacts,
    village=st.just("方江屿村"),
    year=st.integers(1990, 2200),
    elements=st.lists(ELEMENTS, max_size=6, unique_by=lambda one: one.uid).map(tuple),
    routes=st.lists(
        st.builds(RouteFact, uid=st.uuids().map(str), number=st.integers(1, 9), from_uid=KEYS, to_uid=KEYS), max_size=4
    ).map(tuple),
    transfers=st.lists(
        st.builds(
            TransferGroup, zone_name=st.text(max_size=6), people=st.integers(0, 90), zone_uid=KEYS, shelter_uid=KEYS
        ),
        max_size=5,
    ).map(tuple),
    no_transfer=st.booleans(),
    coastal=st.booleans(),
)


@given(FACTS)
def test_findings_are_sorted_and_can_be_said(facts: EditionFacts) -> None:
    findings = check_up(facts, RULES)
    order = [SEVERITIES.index(one.severity) for one in findings]
    assert order == sorted(order)
    for one in findings:
        assert one.message() and one.message("en") and one.fix() and one.fix("en")
        assert one.element_uid is None or one.element_uid in "abcd"


@given(FACTS)
def test_shortfall_is_people_minus_capacity(facts: EditionFacts) -> None:
    for one in check_up(facts, (BY_CODE["shelter_over_capacity"],)):
        assert one.values["shortfall"] == one.values["people"] - one.values["capacity"] > 0


@given(FACTS)
def test_every_zone_with_people_has_a_route_or_is_named(facts: EditionFacts) -> None:
    named = {one.element_uid for one in check_up(facts, (BY_CODE["zone_without_route"],))}
    shelters = {one.uid for one in facts.of_type("15")}
    for zone in facts.zones():
        if facts.people_in(zone) > 0:
            led = any(route.to_uid in shelters for route in facts.routes_of(zone))
            assert led != (zone.uid in named)
