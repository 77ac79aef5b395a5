"""The check-up of an edition on the real PostGIS."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from flood_core.database.connection import RightsRefused
from flood_core.progress import Silent
from flood_core.situation import batch
from flood_core.situation.check import check_edition
from flood_core.situation.create import create_edition
from flood_core.situation.errors import NoEditionYet, NoSuchEdition

from ..support.people import People
from .village import TOWNSHIP, VILLAGE, YEAR, Village


@pytest.fixture()
def edition(village: Village) -> str:
    return create_edition(village.connection, VILLAGE, YEAR, Silent())


def check(village: Village, uid: str) -> dict[str, list[dict[str, Any]]]:
    """Return the values of what is found by rule, without the uids by which windows find the row."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in check_edition(village.connection, uid):
        found.setdefault(one.code, []).append({key: value for key, value in one.values.items() if key != "source"})
    return found


def test_what_the_village_lacks(village: Village, edition: str) -> None:
    found = check(village, edition)
    assert found["zone_without_route"] == [{"zone": "山背山洪危险区", "people": 9}]
    assert found["row_unplaced"] == [{"thing": "无坐标滑坡", "kind": "地质灾害隐患点"}]
    assert found["village_shelter_small"] == [{"shelter": "老人活动中心", "capacity": 30, "least": 50}]
    assert {values["zone"] for values in found["zone_not_listed"]} == {"山背山洪危险区", "岭脚滑坡", "危1"}
    assert {"village_facts_missing", "duty_phone_missing", "grid_missing", "climb_unknown"} <= set(found)
    assert not {"transfer_not_reported", "element_outside", "row_not_taken", "register_moved_on"} & set(found)
    assert {values["post"] for values in found["post_unfilled"]}.isdisjoint({"村级主要负责人"})


def test_result_is_kept_and_replaced(village: Village, edition: str) -> None:
    first = check_edition(village.connection, edition)
    check_edition(village.connection, edition)
    kept = village.run("select rule_code, severity, count(*) from situation.check_result group by 1, 2")
    assert {(code, severity): count for code, severity, count in kept} == Counter(
        (one.code, one.severity) for one in first
    )


def test_nothing_is_kept_unless_asked(village: Village, edition: str) -> None:
    assert check_edition(village.connection, edition, store=False)
    assert village.run("select count(*) from situation.check_result") == [(0,)]


def test_register_moves_on(village: Village, edition: str) -> None:
    village.run("update register.risk_source set note = 'x', edited_from = revision where name = '方江水库'")
    village.run("update register.risk_source set retired_at = now(), edited_from = revision where name = '岭脚滑坡'")
    village.risk("0503", "新山洪危险区", "POLYGON ((500 -300, 600 -300, 600 -200, 500 -200, 500 -300))")
    found = check(village, edition)
    assert found["register_moved_on"] == [{"thing": "方江水库", "map": 1, "register": 2}]
    assert found["register_retired"] == [{"thing": "岭脚滑坡"}]
    assert found["row_not_taken"] == [{"thing": "新山洪危险区", "kind": "山洪灾害危险区"}]


def test_thing_outside_its_village(village: Village) -> None:
    village.risk("0601", "错位水库", "POINT (1500 0)")
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    ((values,),) = (check(village, uid)["element_outside"],)
    assert values["thing"] == "错位水库" and values["metres"] == pytest.approx(500, abs=2)


def test_not_here_is_an_answer(village: Village, edition: str) -> None:
    village.run(
        "update situation.element set review_state = 'not_here', review_reason = '已拆除', edited_from = revision"
        " where edition_uid = %s and name = '山背山洪危险区'", edition,
    )  # fmt: skip
    found = check(village, edition)
    assert "zone_without_route" not in found and "row_not_taken" not in found


def test_route_across_a_zone_and_shelter_inside_one(village: Village) -> None:
    village.risk("0505", "村口洼地", "POLYGON ((-500 -60, -400 -60, -400 60, -500 60, -500 -60))",
                 attributes={"historic_depth_m": 1.2})  # fmt: skip
    village.risk("0505", "礼堂洼地", "POLYGON ((850 -60, 950 -60, 950 60, 850 60, 850 -60))")
    village.risk("0807", "漫水桥", "POINT (700 5)")
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    found = check(village, uid)
    assert {"number": 1, "zone": "村口洼地"} in found["route_crosses_zone"]
    assert {"number": 1, "ford": "漫水桥"} in found["route_crosses_ford"]
    assert found["shelter_in_zone"] == [{"shelter": "方江屿村文化礼堂", "zone": "礼堂洼地"}]
    ((warnings,),) = village.run("select warnings from situation.route where edition_uid = %s and number = 1", uid)
    assert {one["code"] for one in warnings} == {"crosses_zone", "crosses_ford", "ends_in_zone", "climb_unknown"}


def test_more_people_than_places(village: Village) -> None:
    village.household("后坑山洪危险区", 90, householder="王三", shelter="方江屿村文化礼堂")
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    found = check(village, uid)
    assert found["shelter_over_capacity"] == [
        {"shelter": "方江屿村文化礼堂", "capacity": 80, "people": 102, "shortfall": 22}
    ]
    assert {"zone": "后坑山洪危险区", "people": 12, "listed": 102} in found["zone_people_differ"]


def test_not_reported_differs_from_nobody(village: Village) -> None:
    village.run("update register.transfer_household set retired_at = now(), edited_from = revision")
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    assert "transfer_not_reported" in check(village, uid)
    village.run("insert into register.no_transfer (area_code, year) values (%s, %s)", VILLAGE, YEAR)
    found = check(village, uid)
    assert "transfer_not_reported" not in found
    assert {"zone": "后坑山洪危险区", "people": 12} in found["zone_not_listed"]


def test_coastal_village(village: Village, edition: str) -> None:
    village.run(
        "insert into base.water (source_id, kind, geom) select max(id), 'coast', ST_Translate(geom, 0.01, 0)"
        " from base.import_source,"
        " (select ST_ExteriorRing(ST_GeometryN(geom, 1)) geom from base.area where code = %s) a"
        " group by geom", VILLAGE,
    )  # fmt: skip
    assert {"coastal_without_marine", "coastal_without_seawall"} <= set(check(village, edition))


def test_current_edition_of_an_area(village: Village, edition: str) -> None:
    (outcome,) = batch.check_editions(village.connection, TOWNSHIP, None, Silent())
    assert (outcome.area_code, outcome.error) == (VILLAGE, None)
    with pytest.raises(NoEditionYet):
        batch.check_editions(village.connection, VILLAGE, YEAR - 1, Silent())
    with pytest.raises(NoSuchEdition):
        check_edition(village.connection, "00000000-0000-0000-0000-000000000000")


def test_check_up_follows_the_rights(village: Village, edition: str, people: People) -> None:
    compiler = people.sign_in("village_compiler", [VILLAGE])
    mine = {one.code for one in check_edition(compiler, edition)}
    compiler.close()
    assert mine == set(check(village, edition))
    stranger = people.sign_in("village_compiler", ["330382106217"])
    with pytest.raises(NoSuchEdition):
        check_edition(stranger, edition)
    stranger.close()
    editor = people.sign_in("county_editor", ["330382"])
    assert check_edition(editor, edition, store=False)
    with pytest.raises(RightsRefused):
        check_edition(editor, edition)
    editor.close()
