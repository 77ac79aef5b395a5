"""The review of an edition: who may take which step, reasons, the log, the difference, and submitting offline."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest
from flood_core.cli import main as frame
from flood_core.database.connection import Connection, ConnectionSettings, RightsRefused, connect
from flood_core.progress import Silent
from flood_core.situation import review, tables
from flood_core.situation.copy_forward import copy_forward
from flood_core.situation.create import create_edition
from flood_core.situation.difference import (
    ADDED,
    CHANGED,
    LAST_SUBMISSION,
    LAST_YEAR,
    MOVED,
    REMOVED,
    TABLES,
    NothingToCompare,
    compare,
)
from flood_core.situation.working_copy import WorkingCopy, check_out, synchronise
from flood_core.situation.working_copy.errors import EditionLocked

from ..support.people import People
from .village import TOWNSHIP, VILLAGE, YEAR, Village, metres

ELEMENT, REMARK = "situation.element", "situation.remark"
Desks = dict[str, ConnectionSettings]


@pytest.fixture()
def desks(village: Village, people: People) -> Desks:
    """The people of a review."""
    return {
        "village": people.sign_up("village_compiler", [VILLAGE]),
        "township": people.sign_up("township_reviewer", [TOWNSHIP]),
        "county": people.sign_up("county_approver", ["330382"]),
    }


@pytest.fixture()
def edition(village: Village, monkeypatch: pytest.MonkeyPatch) -> str:
    """A draft without errors: a village in which nobody lives in danger."""
    village.run("update register.transfer_household set retired_at = now(), edited_from = revision")
    village.run("update register.risk_source set threatened_people = 0, edited_from = revision")
    village.run(
        "insert into register.village_fact (area_code, year, households, duty_phone)"
        " values (%s, %s, 3, '057762333333')",
        VILLAGE, YEAR,
    )  # fmt: skip
    village.run("insert into register.no_transfer (area_code, year) values (%s, %s)", VILLAGE, YEAR)
    village.run(
        "insert into register.duty (person_uid, area_code, post_vocabulary, post_code, year) select %s, %s, 'post',"
        " code, %s from reference.term where vocabulary_code = 'post' and properties ->> 'level' = 'village'",
        village.uid["林守义"], VILLAGE, YEAR,
    )  # fmt: skip
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    village.run(
        "update situation.element set facts = facts || '{\"responsible_person\": \"林守义\"}', edited_from = revision"
    )
    return uid


def sign_in(desks: Desks, who: str) -> Any:
    return closing(connect(desks[who]))


def step(desks: Desks, who: str, uid: str, action: str, reason: str = "") -> str:
    with sign_in(desks, who) as signed_in:
        return review.take_step(signed_in, uid, action, reason)


def test_a_map_goes_its_way(desks: Desks, edition: str) -> None:
    assert step(desks, "village", edition, review.SUBMIT) == "submitted"
    with pytest.raises(RightsRefused):
        step(desks, "village", edition, review.APPROVE)
    with pytest.raises(review.ReasonMissing):
        step(desks, "township", edition, review.RETURN, "  ")
    with sign_in(desks, "township") as signed_in:
        assert review.possible_actions(signed_in, edition) == [review.RETURN, review.APPROVE]
    assert step(desks, "township", edition, review.RETURN, "缺海塘") == "township_returned"
    assert step(desks, "village", edition, review.SUBMIT) == "submitted"
    assert step(desks, "township", edition, review.APPROVE) == "township_approved"
    with pytest.raises(review.StepNotPossible):
        step(desks, "village", edition, review.WITHDRAW)
    assert step(desks, "county", edition, review.APPROVE) == "published"
    with sign_in(desks, "village") as signed_in:
        assert review.possible_actions(signed_in, edition) == []
        log = review.logged_steps(signed_in, edition)
    assert [(one.to_state, one.reason) for one in log if one.reason] == [("township_returned", "缺海塘")]
    assert [one.to_state for one in log][-3:] == ["submitted", "township_approved", "published"]
    assert all(one.by for one in log)


def test_nobody_approves_what_he_handed_in(desks: Desks, edition: str) -> None:
    assert step(desks, "township", edition, review.SUBMIT) == "submitted"
    with pytest.raises(RightsRefused):
        step(desks, "township", edition, review.APPROVE)
    assert step(desks, "village", edition, review.WITHDRAW) == "draft"


def test_a_map_with_errors_is_not_handed_in(desks: Desks, edition: str, village: Village) -> None:
    village.run("update situation.element set people = 5, edited_from = revision where name = '岭脚滑坡'")
    with pytest.raises(review.NotReady):
        step(desks, "village", edition, review.SUBMIT)


def test_submitting_without_a_network(desks: Desks, edition: str, tmp_path: Any, village: Village) -> None:
    with sign_in(desks, "village") as signed_in:
        path = check_out(signed_in, edition, tmp_path / "map.gpkg")
    with WorkingCopy(path) as copy:
        (office,) = [uid for uid, row in copy.rows(ELEMENT).items() if row["element_type_code"] == "03"]
        copy.change(ELEMENT, office, {"label": "村委会"})
        review.hand_in(copy)
        assert copy.is_waiting and copy.is_locked
        with pytest.raises(EditionLocked):
            copy.change(ELEMENT, office, {"label": "x"})
        copy.take_back()
        copy.change(ELEMENT, office, {"label": "村办公楼"})
        review.hand_in(copy)
    with sign_in(desks, "village") as signed_in:
        done = synchronise(signed_in, path)
    assert (done.refused, done.state, done.unsent_commands) == (None, "submitted", 0)
    assert village.run("select state from situation.edition where uid = %s", edition) == [("submitted",)]
    assert village.run("select label from situation.element where uid = %s", office) == [("村办公楼",)]
    with WorkingCopy(path) as copy:
        assert copy.is_locked and not copy.is_waiting


def test_remarks_travel_and_are_ticked_off(desks: Desks, edition: str, tmp_path: Any) -> None:
    with sign_in(desks, "village") as signed_in:
        path = check_out(signed_in, edition, tmp_path / "village.gpkg")
    step(desks, "village", edition, review.SUBMIT)
    with sign_in(desks, "township") as signed_in:
        desk = check_out(signed_in, edition, tmp_path / "township.gpkg")
        with WorkingCopy(desk) as copy:  # the map is under review, remarks are made all the same
            uid = copy.add(REMARK, {"words": "海塘画短了", "author": "镇审核", "geom": metres("POINT (5 5)")})
        assert synchronise(signed_in, desk).refused is None
    step(desks, "township", edition, review.RETURN, "见意见")
    with sign_in(desks, "village") as signed_in:
        assert synchronise(signed_in, path).refused is None
        with WorkingCopy(path) as copy:
            assert copy.row(REMARK, uid)["words"] == "海塘画短了"
            copy.change(REMARK, uid, {"done": True})
        assert synchronise(signed_in, path).refused is None
    with sign_in(desks, "township") as signed_in:
        synchronise(signed_in, desk)
    with WorkingCopy(desk) as copy:
        assert copy.row(REMARK, uid)["done"] is True


def change_the_map(copy: WorkingCopy) -> None:
    """One thing of each: added, removed, moved, changed."""
    by_name = {row["name"]: uid for uid, row in copy.rows(ELEMENT).items()}
    copy.delete(ELEMENT, by_name["方江水库"])
    copy.move(ELEMENT, by_name["方江屿村文化礼堂"], metres("POINT (800 20)"))
    copy.change(ELEMENT, by_name["老人活动中心"], {"capacity_people": 45})
    office = copy.row(ELEMENT, by_name["方江屿村村委会"])
    fields = {key: office[key] for key in ("element_type_code", "symbol_code", "facts")}
    copy.add(ELEMENT, {**fields, "name": "新礼堂", "geom": metres("POINT (70 80)")})


def told(connection: Connection, uid: str, base: str = "year") -> set[tuple[str, str]]:
    return {(one.kind, one.name) for one in compare(connection, uid, base)}


def test_difference_to_last_year_and_to_the_last_submission(desks: Desks, edition: str, tmp_path: Any) -> None:
    wanted = {
        (ADDED, "新礼堂"), (REMOVED, "方江水库"), (MOVED, "方江屿村文化礼堂"), (CHANGED, "老人活动中心"),
    }  # fmt: skip
    with sign_in(desks, "village") as signed_in:
        next_year = copy_forward(signed_in, VILLAGE, YEAR + 1, Silent()).uid
        assert told(signed_in, next_year) == set()
        path = check_out(signed_in, next_year, tmp_path / "next.gpkg")
        with WorkingCopy(path) as copy:
            change_the_map(copy)
        synchronise(signed_in, path)
        assert told(signed_in, next_year) == wanted
        moved = next(one for one in compare(signed_in, next_year) if one.kind == MOVED)
        assert 99 < moved.metres < 101
        (changed,) = [one for one in compare(signed_in, next_year) if one.kind == CHANGED]
        assert changed.fields == (("capacity_people", 30, 45),)
        with pytest.raises(NothingToCompare):
            compare(signed_in, edition)
        review.take_step(signed_in, edition, review.SUBMIT)
        with pytest.raises(NothingToCompare):
            compare(signed_in, edition, LAST_SUBMISSION)
        review.take_step(signed_in, edition, review.WITHDRAW)
        path = check_out(signed_in, edition, tmp_path / "this.gpkg")
        with WorkingCopy(path) as copy:
            change_the_map(copy)
        synchronise(signed_in, path)
        assert told(signed_in, edition, LAST_SUBMISSION) == wanted


def test_commands(desks: Desks, edition: str, village: Village, capsys: pytest.CaptureFixture[str]) -> None:
    def call(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = frame.main(["edition", *arguments, "--edition", edition, "--database", village.connection.info.dbname])
        return code, capsys.readouterr().out

    assert call("submit") == (0, f"方江屿村 {YEAR}, version 1: submitted\n")
    assert call("return")[0] == 2
    assert call("return", "--reason", "缺海塘")[0] == 0
    assert call("approve")[0] == 4
    code, out = call("log", "--json")
    assert code == 0 and [one["to_state"] for one in json.loads(out)["steps"]] == [
        "draft", "submitted", "township_returned",
    ]  # fmt: skip
    code, out = call("diff", "--base", "submission")
    assert code == 0 and "0 added, 0 removed, 0 moved, 0 changed." in out


def change_the_tables(copy: WorkingCopy) -> None:
    """A fact, a replaced person, a household more."""
    tables.change_facts(copy, "households", 9)
    tables.change_facts(copy, "duty_phone", "0577-62111111")
    (grid,) = copy.rows("register.grid_person").values()
    tables.replace_person(copy, grid["person_uid"], "陈新人", None, "13900000009")
    tables.add_rows(copy, tables.HOUSEHOLD, [{
        "zone_name": "后坑", "zone_type_code": "flash_flood", "householder_uid/name": "王大", "people": 4,
    }])  # fmt: skip


def test_differences_of_the_tables(desks: Desks, edition: str, tmp_path: Any, village: Village) -> None:
    village.run(
        "insert into register.grid_person (area_code, year, grid_name, grid_type_code, person_uid)"
        " select %s, %s, '第一网格', (select code from reference.term where vocabulary_code = 'grid_type'"
        " order by sort limit 1), %s", VILLAGE, YEAR, village.uid["林守义"],
    )  # fmt: skip

    def of_tables(connection: Connection, uid: str, base: str) -> dict[str, set[tuple[Any, ...]]]:
        found: dict[str, set[tuple[Any, ...]]] = {}
        for one in compare(connection, uid, base):
            if one.table in TABLES:
                found.setdefault(one.table, set()).add((one.kind, one.name, *one.fields))
        return found

    with sign_in(desks, "village") as signed_in:
        uid = copy_forward(signed_in, VILLAGE, YEAR + 1, Silent()).uid
        assert compare(signed_in, uid) == []
        path = check_out(signed_in, uid, tmp_path / "next.gpkg")
        with WorkingCopy(path) as copy:
            change_the_tables(copy)
        assert synchronise(signed_in, path).refused is None
        last_year = of_tables(signed_in, uid, LAST_YEAR)
    assert last_year["village_fact"] == {
        (CHANGED, "", ("households", 3, 9), ("duty_phone", "057762333333", "0577-62111111"))
    }
    (grid,) = last_year["grid_person"]
    assert grid[:2] == (CHANGED, "第一网格 " + grid[1].split()[1] + " 陈新人")
    assert grid[2:] == (("person", "林守义", "陈新人"), ("phone", "12000000001", "13900000009"))
    assert {one[2] for one in last_year["duty"]} == {("person", "林守义", "陈新人")}
    (household,) = last_year["transfer_household"]
    assert household == (ADDED, "后坑 王大")
    with sign_in(desks, "township") as signed_in:
        assert of_tables(signed_in, uid, LAST_YEAR) == last_year  # the reviewer sees the same
