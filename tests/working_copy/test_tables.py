"""The yearly tables on a working copy: typing, pasting, people carried to all places."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from flood_core.situation import pasting, tables, thing_tables
from flood_core.situation.palette import new_element, palette, symbols_of
from flood_core.situation.tables import DUTY, ELEMENT, FACT, GRID, HOUSEHOLD
from flood_core.situation.thing_tables import SHELTERS, STORES, THRESHOLDS, NotOnTheMap
from flood_core.situation.working_copy import WorkingCopy, synchronise
from flood_core.situation.working_copy.errors import BadValue

from ..situation.village import metres
from .conftest import Checkout, Place

ZH = {"Post": "岗位", "Name": "姓名", "Title": "职务", "Phone": "电话", "Grid": "网格名称", "Kind of grid": "网格类型",
      "Responsible person": "责任人", "Note": "备注"}  # fmt: skip


@pytest.fixture()
def path(checkout: Checkout) -> Path:
    return checkout("copy")


def headings(copy: WorkingCopy, table: str) -> list[str]:
    return [ZH.get(one.label, one.label) for one in tables.columns(table, copy)]


def test_facts_are_typed_and_checked(path: Path) -> None:
    with WorkingCopy(path) as copy:
        tables.change_facts(copy, "households", 310)
        tables.change_facts(copy, "duty_phone", "0577 6233 3333")
        (row,) = tables.rows(copy, FACT)
        assert (row.values["households"], row.values["duty_phone"]) == (310, "0577-62333333")
        with pytest.raises(tables.NoPhone):
            tables.change_facts(copy, "duty_phone", "12345")
        with pytest.raises(BadValue):
            tables.change_facts(copy, "households", -1)


def test_a_phone_is_changed_in_all_places_at_once(place: Place, path: Path) -> None:
    with WorkingCopy(path) as copy:
        (grid,) = tables.rows(copy, GRID)
        assert grid.values["person_uid/name"] == "林守义" and grid.values["person_uid/phone"] == "12000000001"
        tables.change_cell(copy, GRID, grid.uid, "person_uid/phone", "139 0000 0002")
        leaders = [row.values for row in tables.rows(copy, DUTY) if row.values["person_uid/name"] == "林守义"]
        assert {row["person_uid/phone"] for row in leaders} == {"13900000002"}
        assert {row.values["transfer_person_uid/phone"] for row in tables.rows(copy, HOUSEHOLD)} == {"13900000002"}
        with pytest.raises(tables.NoPhone):
            tables.change_cell(copy, GRID, grid.uid, "person_uid/phone", "139 0000")


def test_a_changed_person_is_replaced_everywhere(place: Place, path: Path) -> None:
    with WorkingCopy(path) as copy:
        old = place.village.uid["林守义"]
        assert len(tables.places_of(copy, old)) == 4  # leader, grid, two households
        count = tables.replace_person(copy, old, "陈新人", "村主任", "13900000003", "换届")
        assert count == 5  # and the reservoir on the map
        assert tables.places_of(copy, old) == []
        assert {row["facts"].get("responsible_person") for row in copy.rows("situation.element").values()} == {
            None, "陈新人",
        }  # fmt: skip
        copy.undo()
        assert len(tables.places_of(copy, old)) == 4
        copy.redo()
    with closing(place.sign_in()) as signed_in:
        assert synchronise(signed_in, path).refused is None
    names = place.village.run(
        "select p.name from register.grid_person g join register.person p on p.uid = g.person_uid"
    )
    assert names == [("陈新人",)]


def test_rows_are_pasted_with_and_without_headings(path: Path) -> None:
    with WorkingCopy(path) as copy:
        fields, names = tables.columns(GRID, copy), headings(copy, GRID)
        kind = fields[1].choices[0][1]
        text = f"网格类型\t*网格名称\t责任人\t电话\r\n{kind}\t东网格\t王大\t139 0000 0004\r\n{kind}\t西网格\t王大\t\r\n"
        found = pasting.read_pasted(text, fields, names)
        assert found.misfits == () and [row["grid_name"] for row in found.rows] == ["东网格", "西网格"]
        assert tables.add_rows(copy, GRID, found.rows) == 2
        mine = [row.values for row in tables.rows(copy, GRID) if row.values["person_uid/name"] == "王大"]
        assert len(mine) == 2 and {row["person_uid/phone"] for row in mine} == {"13900000004"}
        assert sum(row["name"] == "王大" for row in copy.rows("register.person").values()) == 1
        plain = pasting.read_pasted(f"南网格\t{kind}\t李二\t0577-62345678\t备\n", fields, names)
        assert plain.rows[0]["note"] == "备" and plain.misfits == ()
        english = pasting.read_pasted(f"北网格\t{kind.english}\t李二\t\t\n", fields, names)
        assert english.rows[0]["grid_type_code"] == plain.rows[0]["grid_type_code"] and english.misfits == ()


def test_what_does_not_fit_is_named_by_row_and_column(path: Path) -> None:
    with WorkingCopy(path) as copy:
        fields, names = tables.columns(GRID, copy), headings(copy, GRID)
        found = pasting.read_pasted("一网格\t不知道\t李二\t12345\n\t\t\t\n二网格\t\t\t\n", fields, names)
        assert [(one.row, one.column) for one in found.misfits] == [
            (1, "网格类型"), (1, "电话"), (2, "网格类型"), (2, "责任人"),
        ]  # fmt: skip
        assert pasting.read_pasted("", fields, names).rows == ()
        assert pasting.read_pasted("x\n" * 2001, fields, names).misfits[0].text == "2001"


def test_a_household_finds_its_zone_and_shelter_by_name(place: Place, path: Path) -> None:
    with WorkingCopy(path) as copy:
        values = {"zone_name": "岭脚滑坡", "zone_type_code": "geohazard", "people": 4, "shelter_name": "老人活动中心",
                  "householder_uid/name": "赵五"}  # fmt: skip
        tables.add_rows(copy, HOUSEHOLD, [values])
        (row,) = [one for one in copy.rows(HOUSEHOLD).values() if one["zone_name"] == "岭脚滑坡"]
        assert row["risk_source_uid"] == place.village.uid["岭脚滑坡"]
        assert row["shelter_uid"] == place.village.uid["老人活动中心"]


def test_thresholds_are_never_invented(path: Path) -> None:
    with WorkingCopy(path) as copy:
        found = {row.values["name"]: row for row in tables.rows(copy, THRESHOLDS)}
        assert found["后坑山洪危险区"].values["facts/attributes/prepare_1h_mm"] == 30
        assert found["山背山洪危险区"].values["facts/attributes/prepare_1h_mm"] is None
        tables.change_cell(copy, THRESHOLDS, found["山背山洪危险区"].uid, "facts/attributes/move_1h_mm", 50.0)
        facts = copy.row("situation.element", found["山背山洪危险区"].uid)["facts"]
        assert facts["attributes"] == {"move_1h_mm": 50.0}
        tables.change_cell(copy, THRESHOLDS, found["山背山洪危险区"].uid, "facts/attributes/move_1h_mm", None)
        assert "attributes" not in copy.row("situation.element", found["山背山洪危险区"].uid)["facts"]


def test_shelters_stores_and_teams_are_typed_and_pasted(path: Path) -> None:
    with WorkingCopy(path) as copy:
        entries = {one.code: one for one in palette(copy.lookups, symbols_of(copy.lookups))}
        for code, name in (("D30100", "村仓库"), ("D20452", "村抢险队")):
            made = new_element(entries[code], metres("POINT (5 5)"), copy.rows(ELEMENT).values(), copy.lookups)
            copy.add(ELEMENT, {**made, "name": name})
        shelters = {row.values["name"]: row for row in tables.rows(copy, SHELTERS)}
        assert set(shelters) == {"方江屿村文化礼堂", "老人活动中心"} and shelters["老人活动中心"].to_verify
        assert shelters["老人活动中心"].values["facts/subject_code"] == "R303"
        tables.change_cell(copy, SHELTERS, shelters["老人活动中心"].uid, "capacity_people", 45)
        row = copy.row(ELEMENT, shelters["老人活动中心"].uid)
        assert row["capacity_people"] == 45 and "45" in row["label"] and row["review_state"] == "verified"
        fields = [one for one in tables.columns(STORES, copy) if not one.read_only]
        text = "村仓库\t2000\t只\t\t王大\t村口\n村抢险队\t\t\t20\t李二\t\n"
        found = pasting.read_pasted(text, fields, [one.label for one in fields])
        assert found.misfits == () and thing_tables.fill(copy, STORES, found.rows) == 2
        stores = {row.values["name"]: row.values for row in tables.rows(copy, STORES)}
        assert (stores["村仓库"]["facts/quantity"], stores["村仓库"]["facts/unit"]) == (2000, "只")
        assert (stores["村抢险队"]["facts/headcount"], stores["村抢险队"]["facts/responsible_person"]) == (20, "李二")
        fields = [one for one in tables.columns(SHELTERS, copy) if not one.read_only]
        text = "老人活动中心\t\t310\t有\t\t\n没有的\t\t\t也许\t\t\n"
        yes = pasting.read_pasted(text, fields, [one.label for one in fields])
        assert [(one.row, one.text) for one in yes.misfits] == [(2, "也许")]
        before = {one.values["facts/attributes/floor_area_m2"] for one in tables.rows(copy, SHELTERS)}
        with pytest.raises(NotOnTheMap, match="没有的"):
            thing_tables.fill(copy, SHELTERS, [*yes.rows[:1], {"name": "没有的"}])
        area = "facts/attributes/floor_area_m2"
        assert {one.values[area] for one in tables.rows(copy, SHELTERS)} == before, "all or nothing"
        thing_tables.fill(copy, SHELTERS, yes.rows[:1])
        (now,) = [one.values for one in tables.rows(copy, SHELTERS) if one.values["name"] == "老人活动中心"]
        assert (now["facts/attributes/floor_area_m2"], now["facts/attributes/safety_appraised"]) == (310, True)
