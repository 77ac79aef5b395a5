"""The steps of the guided editor on a working copy: offers, routes, quick fixes, verification; no server near."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from flood_core.analysis.metric import from_hex
from flood_core.model.check_up import Finding
from flood_core.situation import copy_routes, offers, quick_fixes, steps, tables, verification
from flood_core.situation.copy_check import check_copy
from flood_core.situation.palette import palette, symbols_of
from flood_core.situation.working_copy import WorkingCopy

from ..situation.village import metres
from .conftest import Checkout, Place

ELEMENT, ROUTE = "situation.element", "situation.route"


@pytest.fixture()
def path(place: Place, checkout: Checkout) -> Path:
    """A copy of a village whose registers went on after its map was made."""
    place.village.risk("0603", "新塘坝", "POINT (10 10)", responsible_party="方江屿村")
    place.village.risk("1008", "李四家危房", "POINT (220 15)", threatened_households=1, threatened_people=2)
    place.village.run(
        "update register.risk_source set threatened_people = 13, edited_from = revision where name = '后坑山洪危险区'"
    )
    return checkout("copy")


def named(copy: WorkingCopy, name: str) -> str:
    (uid,) = [uid for uid, row in copy.rows(ELEMENT).items() if row["name"] == name]
    return uid


def found(copy: WorkingCopy, code: str) -> list[Finding]:
    return [one for one in check_copy(copy) if one.code == code]


def test_offers_are_taken_refused_or_placed(path: Path) -> None:
    with WorkingCopy(path) as copy:
        open_now = {one.name: one for one in offers.open_offers(copy)}
        assert set(open_now) == {"新塘坝", "李四家危房", "无坐标滑坡"}
        assert not open_now["无坐标滑坡"].placed and open_now["新塘坝"].details == "方江屿村"
        offers.accept(copy, [one.uid for one in open_now.values()], "全部采用")
        house = copy.row(ELEMENT, named(copy, "危2"))  # no householder's name, and the next number
        assert house["review_state"] == "verified" and "李四" not in str(house)
        assert [one.name for one in offers.open_offers(copy)] == ["无坐标滑坡"]
        copy.undo()
        made = offers.refuse(copy, open_now["无坐标滑坡"].uid, " 已治理销号 ")
        assert copy.row(ELEMENT, made)["review_reason"] == "已治理销号"
        assert len(offers.open_offers(copy)) == 2 and not found(copy, "row_unplaced")
        copy.undo()
        (entry,) = [one for one in palette(copy.lookups, symbols_of(copy.lookups)) if one.code == "B20100"]
        made = offers.place(copy, open_now["无坐标滑坡"].uid, entry, metres("POINT (5 5)"))
        row = copy.row(ELEMENT, made)
        assert (row["name"], row["source_uid"]) == ("无坐标滑坡", open_now["无坐标滑坡"].uid)
        assert not found(copy, "row_unplaced")


def test_findings_speak_english_and_name_things_as_the_map_does(path: Path) -> None:
    with WorkingCopy(path) as copy:
        (unplaced,) = found(copy, "row_unplaced")
        assert unplaced.message("zh") == "登记的“无坐标滑坡”（地质灾害隐患点）没有坐标，未上图"
        assert unplaced.message("en").startswith("无坐标滑坡 (Geohazard point) is registered")
        assert "Nobody fills the post Village liaison" in {one.message("en") for one in found(copy, "post_unfilled")}
        assert "岗位“联络员”没有人员" in {one.message("zh") for one in found(copy, "post_unfilled")}
        tables.change_facts(copy, "households", 9)
        (facts,) = found(copy, "village_facts_incomplete")
        assert facts.message("en").startswith("Basic facts are missing: registered population, resident population")
        assert facts.message("zh").startswith("基本情况缺：户籍人口、常住人口")


def test_steps_are_done_only_when_their_rule_holds(path: Path) -> None:
    with WorkingCopy(path) as copy:
        before = {one.step.key: one for one in steps.step_states(copy, check_copy(copy))}
        assert [step.key for step in steps.STEPS] == list(before)
        assert not before["hazards"].is_done and not before["routes"].is_done and before["base"].is_done
        assert [one.name for one in before["facilities"].offers] == ["新塘坝"]
        assert {uid for _, uid in before["shelters"].to_verify} == {
            named(copy, "方江屿村文化礼堂"), named(copy, "老人活动中心"),
        }  # fmt: skip
        assert verification.verify(copy, before["shelters"].to_verify) == 2
        after = {one.step.key: one for one in steps.step_states(copy, check_copy(copy))}
        assert after["shelters"].is_done and after["shelters"].warnings == 3  # small, and nobody manages them
        copy.undo()
        assert not {one.step.key: one for one in steps.step_states(copy, check_copy(copy))}["shelters"].is_done


def test_every_finding_belongs_to_a_step(path: Path) -> None:
    with WorkingCopy(path) as copy:
        findings = check_copy(copy)
        places = Counter((one.code, steps.step_of(one, copy)) for one in findings)
        states = steps.step_states(copy, findings)
    assert places["row_not_taken", "facilities"] == 1 and places["row_not_taken", "hazards"] == 1
    assert {step for _, step in places} <= set(steps.BY_KEY)
    assert sum(one.errors for one in states) == sum(one.severity == "error" for one in findings)


def test_a_route_follows_the_roads(path: Path) -> None:
    with WorkingCopy(path) as copy:
        zone, shelter = named(copy, "后坑山洪危险区"), named(copy, "老人活动中心")
        fields = copy_routes.route_between(copy, zone, shelter)
        assert fields["number"] == 3 and 600 < fields["length_m"] < 660 and 9 < fields["walking_minutes"] < 13
        assert fields["people"] == 12 or fields["people"] == 13
        assert "climb_unknown" in {one["code"] for one in fields["warnings"]}
        uid = copy.add(ROUTE, fields)
        line = from_hex(copy.row(ROUTE, uid)["geom"])
        assert line.distance(from_hex(copy.row(ELEMENT, shelter)["geom"])) < 1e-6
        with pytest.raises(copy_routes.NotAWayOut):
            copy_routes.route_between(copy, shelter, zone)
        lonely = named(copy, "山背山洪危险区")
        with pytest.raises(copy_routes.NoWayThere):
            copy_routes.route_between(copy, lonely, shelter)


def test_a_bent_route_is_measured_and_warned_anew(place: Place, path: Path) -> None:
    with WorkingCopy(path) as copy:
        (uid,) = [uid for uid, row in copy.rows(ROUTE).items() if row["number"] == 2]
        row = copy.row(ROUTE, uid)
        bent = from_hex(place.village.run("select ST_GeomFromText(%s, 4490)", metres(
            "LINESTRING (430 480, 400 0, -700 0, 0 -30)"))[0][0])  # fmt: skip
        fields = copy_routes.measured(copy, row, bent)
        assert fields["length_m"] > row["length_m"]
        assert {"code": "crosses_zone", "values": {"zone": "后坑山洪危险区"}} in fields["warnings"]
        assert copy_routes.ends(copy, bent) == {
            "from_element_uid": named(copy, "岭脚滑坡"), "to_element_uid": named(copy, "老人活动中心"),
        }  # fmt: skip


def test_quick_fixes_mend_what_they_promise(path: Path) -> None:
    with WorkingCopy(path) as copy:
        fixable = {one.code: one for one in check_copy(copy) if quick_fixes.quick_fix(copy, one)}
        assert {"row_not_taken", "register_moved_on"} <= set(fixable)
        for code in ("register_moved_on", "row_not_taken"):
            count = len(found(copy, code))
            quick_fixes.mend(copy, fixable[code])
            assert len(found(copy, code)) == count - 1
        assert copy.row(ELEMENT, named(copy, "后坑山洪危险区"))["people"] == 13
        (differs,) = found(copy, "zone_people_differ")
        quick_fixes.mend(copy, differs)
        assert copy.row(ELEMENT, named(copy, "后坑山洪危险区"))["people"] == 12
        for uid in list(copy.rows(ROUTE)):
            copy.delete(ROUTE, uid)
        missing = {one.element_uid: one for one in found(copy, "zone_without_route")}
        quick_fixes.mend(copy, missing[named(copy, "后坑山洪危险区")])
        (route,) = copy.rows(ROUTE).values()
        assert route["to_element_uid"] == named(copy, "方江屿村文化礼堂")  # as the transfer list says
        line = metres("LINESTRING (-700 0, 700 0)")
        copy.move(ROUTE, next(iter(copy.rows(ROUTE))), line)
        (short,) = found(copy, "route_ends_elsewhere")
        quick_fixes.mend(copy, short)
        assert not found(copy, "route_ends_elsewhere")


def test_who_changes_a_value_has_seen_the_thing() -> None:
    row = {"review_state": "to_verify"}
    assert verification.looked_at(row, {"people": 3}) == {"people": 3, "review_state": "verified"}
    assert verification.looked_at(row, {"label_point": "x"}) == {"label_point": "x"}
    assert verification.looked_at(row, {"review_state": "not_here"}) == {"review_state": "not_here"}
    assert verification.looked_at({"review_state": "verified"}, {"people": 3}) == {"people": 3}
