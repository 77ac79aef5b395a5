"""Sync, case by case: merging, conflicts, lost answers, rights, locked editions, files carried about."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.database.connection import Connection, ConnectionSettings, RightsRefused, RuleBroken, connect
from flood_core.situation.working_copy import SyncResult, WorkingCopy, carry, check_out, synchronise
from flood_core.situation.working_copy.errors import CopyExists, EditionGone, SyncInterrupted
from flood_core.situation.working_copy.known import known_here

from ..situation.village import VILLAGE, YEAR, metres
from ..support.people import People
from .conftest import Checkout, Place
from .server import AFTER_COMMIT, unreliable

ELEMENT, HOUSEHOLD, FACT = "situation.element", "register.transfer_household", "register.village_fact"


@pytest.fixture()
def pair(place: Place, tmp_path: Path) -> tuple[Path, Path]:
    """A working copy for each of the two compilers."""
    paths = []
    for number in (0, 1):
        with closing(place.sign_in(number)) as signed_in:
            paths.append(check_out(signed_in, place.edition, tmp_path / f"{number}.gpkg"))
    return paths[0], paths[1]


def run_sync(settings: ConnectionSettings, path: Path) -> SyncResult:
    """Synchronise as somebody."""
    with closing(connect(settings)) as signed_in:
        return synchronise(signed_in, path)


def element(path: Path, name: str = "岭脚滑坡") -> str:
    """Return the uid of the element with that name."""
    with WorkingCopy(path) as copy:
        return next(uid for uid, row in copy.rows(ELEMENT).items() if row["name"] == name)


def change(path: Path, uid: str, table: str = ELEMENT, **fields: Any) -> None:
    """Change one row of a working copy."""
    with WorkingCopy(path) as copy:
        copy.change(table, uid, fields, "改")


def row(path: Path, uid: str, table: str = ELEMENT) -> dict[str, Any]:
    """Return one row of a working copy."""
    with WorkingCopy(path) as copy:
        return copy.row(table, uid)


def test_what_a_copy_knows_is_written_anew_only_when_it_changed(place: Place, checkout: Checkout) -> None:
    path = checkout("copy")
    with WorkingCopy(path) as copy, closing(place.sign_in(0)) as signed_in, signed_in.cursor() as cursor:
        assert known_here(cursor, copy.scope) == copy.lookups


def test_different_fields_of_one_row_merge(place: Place, pair: tuple[Path, Path]) -> None:
    one, other = pair
    uid = element(one)
    change(one, uid, name="甲名", facts={"a": 1, "subject_code": "0501"})
    change(other, uid, geom=metres("POINT (1 2)"), people=9)
    with WorkingCopy(other) as copy:
        facts = copy.row(ELEMENT, uid)["facts"]
        copy.change(ELEMENT, uid, {"facts": {**facts, "b": 2}})
    assert run_sync(place.compilers[0], one).sent_rows == 1
    second = run_sync(place.compilers[1], other)
    assert (second.sent_rows, second.sent_commands, second.taken_rows, second.conflicts) == (1, 2, 1, [])
    run_sync(place.compilers[0], one)
    assert row(one, uid) == row(other, uid)
    merged = row(one, uid)
    assert (
        merged["name"] == "甲名" and merged["people"] == 9 and merged["facts"]["a"] == 1 and merged["facts"]["b"] == 2
    )
    (kept,) = place.village.run(
        "select change_uid::text in (select command_uid::text from situation.applied_command), revision, name"
        " from situation.element where uid = %s", uid,
    )  # fmt: skip
    assert kept == (True, 3, "甲名")


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_conflict_is_shown_with_both_versions_and_settled(place: Place, pair: tuple[Path, Path], choice: str) -> None:
    one, other = pair
    uid = element(one)
    change(one, uid, name="甲名")
    change(other, uid, name="乙名", label="乙标")
    run_sync(place.compilers[0], one)
    done = run_sync(place.compilers[1], other)
    (conflict,) = done.conflicts
    shown = (conflict.base, conflict.mine, conflict.theirs, conflict.theirs_by)
    assert shown == ("岭脚滑坡", "乙名", "甲名", place.compilers[0].user)
    assert done.unsent_commands == 1 and row(other, uid)["name"] == "乙名"
    assert run_sync(place.compilers[1], other).conflicts == done.conflicts  # it waits for a person
    assert place.village.run("select name, label from situation.element where uid = %s", uid) == [("甲名", "乙标")]
    with WorkingCopy(other) as copy:
        copy.settle(ELEMENT, uid, choice)
        assert copy.conflicts() == []
    assert run_sync(place.compilers[1], other).unsent_commands == 0
    run_sync(place.compilers[0], one)
    wanted = "乙名" if choice == "mine" else "甲名"
    assert row(one, uid)["name"] == row(other, uid)["name"] == wanted
    if choice == "theirs":
        with WorkingCopy(other) as copy:
            copy.undo()
            assert copy.row(ELEMENT, uid)["name"] == "乙名"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_what_came_in_while_one_was_typing_waits_for_a_person(
    place: Place, pair: tuple[Path, Path], choice: str
) -> None:
    one, other = pair
    uid = element(one)
    seen = row(other, uid)
    change(one, uid, name="甲名", label="甲名")
    run_sync(place.compilers[0], one)
    assert run_sync(place.compilers[1], other).conflicts == []
    with WorkingCopy(other) as copy:
        copy.change(ELEMENT, uid, {"name": "乙名", "label": "乙名", "people": 5}, "改名", seen=seen)
        ((label, name),) = copy.decisions()
        assert (name.base, name.mine, name.theirs, label.field) == ("岭脚滑坡", "乙名", "甲名", "label")
    done = run_sync(place.compilers[1], other)
    assert {one.theirs_by for one in done.conflicts} == {place.compilers[0].user}
    stored = place.village.run("select name, label, people from situation.element where uid = %s", uid)
    assert stored == [("甲名", "甲名", 5)]
    with WorkingCopy(other) as copy:
        copy.settle(ELEMENT, uid, choice, ["name", "label"])
    assert run_sync(place.compilers[1], other).unsent_commands == 0
    wanted = "乙名" if choice == "mine" else "甲名"
    assert place.village.run("select name from situation.element where uid = %s", uid) == [(wanted,)]


def test_what_waits_for_a_person_is_not_sent_along_with_its_object(place: Place, pair: tuple[Path, Path]) -> None:
    one, other = pair
    uid = element(one)
    facts = row(one, uid)["facts"]
    change(one, uid, facts={**facts, "depth": "甲"})
    change(other, uid, facts={**facts, "depth": "乙", "note": "坡脚渗水"})
    run_sync(place.compilers[0], one)
    result = run_sync(place.compilers[1], other)
    assert [(found.field, found.mine, found.theirs) for found in result.conflicts] == [("facts/depth", "乙", "甲")]
    run_sync(place.compilers[0], one)
    assert row(one, uid)["facts"] == {**facts, "depth": "甲", "note": "坡脚渗水"}


def test_delete_against_change_waits_for_a_person(place: Place, pair: tuple[Path, Path]) -> None:
    one, other = pair
    uid = element(one)
    with WorkingCopy(one) as copy:
        copy.delete(ELEMENT, uid)
    change(other, uid, people=77)
    run_sync(place.compilers[0], one)
    done = run_sync(place.compilers[1], other)
    assert [(one.field, one.mine, one.theirs) for one in done.conflicts] == [("retired", False, True)]
    with WorkingCopy(other) as copy:
        copy.settle(ELEMENT, uid, "mine")
    run_sync(place.compilers[1], other)
    run_sync(place.compilers[0], one)
    assert row(one, uid)["people"] == 77 and row(one, uid)["retired"] is False


def test_answer_lost_then_edited_further(place: Place, pair: tuple[Path, Path]) -> None:
    one, other = pair
    uid = element(one)
    change(one, uid, name="第一")
    with closing(unreliable(place.compilers[0], AFTER_COMMIT)) as line, pytest.raises(SyncInterrupted) as told:
        synchronise(line, one)
    assert "Nothing is lost" in told.value.advice()
    change(one, uid, name="第二")
    run_sync(place.compilers[1], other)
    change(other, uid, label="乙标")
    run_sync(place.compilers[1], other)
    done = run_sync(place.compilers[0], one)
    assert (done.recognised_commands, done.conflicts, done.sent_rows) == (1, [], 1)
    assert row(one, uid)["name"] == "第二" and row(one, uid)["label"] == "乙标"
    assert place.village.run("select count(*) from situation.applied_command") == [(3,)]


def test_line_cut_at_every_statement(place: Place, pair: tuple[Path, Path]) -> None:
    one, _ = pair
    uid = element(one)
    change(one, uid, name="新名")
    cuts = 0
    for statement in range(1, 200, 3):
        with closing(unreliable(place.compilers[0], statement)) as line:
            try:
                synchronise(line, one)
                break
            except SyncInterrupted:
                cuts += 1
        assert place.village.run("select name from situation.element where uid = %s", uid) == [("岭脚滑坡",)]
        with WorkingCopy(one) as copy:
            assert copy.unsent() == 1 and copy.row(ELEMENT, uid)["name"] == "新名"
    assert cuts > 10
    assert place.village.run("select name, revision from situation.element where uid = %s", uid) == [("新名", 2)]


def test_undo_past_a_sync(place: Place, pair: tuple[Path, Path]) -> None:
    one, other = pair
    uid = element(one)
    change(one, uid, name="甲名", people=7)
    run_sync(place.compilers[0], one)
    run_sync(place.compilers[1], other)
    change(other, uid, name="乙名")
    run_sync(place.compilers[1], other)
    run_sync(place.compilers[0], one)
    with WorkingCopy(one) as copy:
        undone = copy.undo()
        assert undone is not None and undone.left == ((ELEMENT, uid, "name"),) and undone.changed == 1
        assert copy.unsent() == 1
    run_sync(place.compilers[0], one)
    assert place.village.run("select name, people from situation.element where uid = %s", uid) == [("乙名", 4)]


def test_two_people_fill_the_empty_village_facts(place: Place, pair: tuple[Path, Path]) -> None:
    one, other = pair
    for path, fields in ((one, {"households": 100, "terrain": "山区"}), (other, {"households": 120, "area_km2": 3.5})):
        with WorkingCopy(path) as copy:
            copy.add(FACT, fields)
    run_sync(place.compilers[0], one)
    done = run_sync(place.compilers[1], other)
    assert [(each.field, each.mine, each.theirs) for each in done.conflicts] == [("households", 120, 100)]
    with WorkingCopy(other) as copy:
        (uid,) = copy.rows(FACT)
        copy.settle(FACT, uid, "mine")
    run_sync(place.compilers[1], other)
    assert place.village.run("select households, terrain, area_km2 from register.village_fact") == [(120, "山区", 3.5)]
    run_sync(place.compilers[0], one)
    assert row(one, uid, FACT) == row(other, uid, FACT)


@pytest.mark.parametrize("lost", [None, AFTER_COMMIT])
def test_facts_made_and_taken_back_leave_those_of_others_alone(
    place: Place, pair: tuple[Path, Path], lost: int | None
) -> None:
    one, other = pair
    with WorkingCopy(one) as copy:
        copy.add(FACT, {"households": 328})
        copy.undo()
    if lost is not None:
        with closing(unreliable(place.compilers[0], lost)) as line, pytest.raises(SyncInterrupted):
            synchronise(line, one)
    with WorkingCopy(other) as copy:
        copy.add(FACT, {"households": 488})
    run_sync(place.compilers[1], other)
    result = run_sync(place.compilers[0], one)
    assert (result.conflicts, result.refused) == ([], None)
    with WorkingCopy(one) as copy:
        assert [row["households"] for row in copy.rows(FACT).values()] == [488]
    assert place.village.run("select households from register.village_fact") == [(488,)]


def test_refused_rights_lose_nothing_and_still_take_in(
    place: Place, pair: tuple[Path, Path], people: People, tmp_path: Path
) -> None:
    """A county approver may look into a draft, and may not write in it."""
    _, other = pair
    approver = people.sign_up("county_approver", [VILLAGE[:6]])
    with closing(connect(approver)) as signed_in:
        path = check_out(signed_in, place.edition, tmp_path / "county.gpkg")
    uid = element(path)
    change(path, uid, name="县里改的")
    change(other, uid, label="村里改的")
    run_sync(place.compilers[1], other)
    done = run_sync(approver, path)
    assert isinstance(done.refused, RightsRefused) and done.unsent_commands == 1 and done.sent_rows == 0
    assert row(path, uid)["name"] == "县里改的" and row(path, uid)["label"] == "村里改的"
    assert place.village.run("select name from situation.element where uid = %s", uid) == [("岭脚滑坡",)]
    assert run_sync(place.compilers[0], path).sent_rows == 1  # carried to one who may
    assert place.village.run("select name from situation.element where uid = %s", uid) == [("县里改的",)]


def test_submitted_meanwhile(place: Place, pair: tuple[Path, Path]) -> None:
    one, _ = pair
    uid = element(one)
    change(one, uid, name="太晚")
    place.village.run("select app.step_edition(%s::uuid, 1, 'submitted')", place.edition)
    done = run_sync(place.compilers[0], one)
    assert isinstance(done.refused, RuleBroken) and done.state == "submitted" and done.unsent_commands == 1
    with WorkingCopy(one) as copy:
        assert copy.head["state"] == "submitted" and copy.row(ELEMENT, uid)["name"] == "太晚"
        assert copy.database.execute("select state from edition").fetchall() == [("submitted",)]
    place.village.run("select set_config('floodmap.reason', 'x', false)")
    place.village.run("select app.step_edition(%s::uuid, 2, 'township_returned', '补充')", place.edition)
    assert run_sync(place.compilers[0], one).sent_rows == 1


def test_new_rows_of_all_tables(place: Place, pair: tuple[Path, Path]) -> None:
    one, other = pair
    with WorkingCopy(one) as copy:
        kind = {key: copy.row(ELEMENT, element(one))[key] for key in ("element_type_code", "symbol_code")}
        person = copy.add("register.person", {"name": "陈新", "title": "网格员"})
        copy.add("register.person_phone", {"person_uid": person, "number": "12000000077"})
        grid = next(iter(copy.lookups["grid_type"]))
        copy.add("register.grid_person", {"grid_name": "第九网格", "grid_type_code": grid, "person_uid": person})
        copy.add(HOUSEHOLD, {"zone_name": "新区", "zone_type_code": next(iter(copy.lookups["danger_zone_type"])),
                             "people": 3, "householder_uid": person})  # fmt: skip
        copy.add("register.duty", {"person_uid": person, "post_code": next(iter(copy.lookups["post"]))})
        copy.add("register.no_transfer", {"declared_by": "陈新"})
        zone, shelter = (copy.add(ELEMENT, {**kind, "geom": metres(f"POINT ({x} 5)")}) for x in (3, 90))
        copy.add("situation.route", {"number": 9, "from_element_uid": zone, "to_element_uid": shelter, "length_m": 88,
                                     "walking_minutes": 1.5, "geom": metres("LINESTRING (3 5, 90 5)")})  # fmt: skip
        copy.add("situation.sheet_frame", {"number": 2, "geom": metres("POLYGON ((0 0, 9 0, 9 9, 0 0))")})
        copy.delete(ELEMENT, copy.add(ELEMENT, {**kind, "geom": metres("POINT (8 8)")}))
        commands = copy.unsent()
    done = run_sync(place.compilers[0], one)
    assert (done.refused, done.sent_rows, done.sent_commands) == (None, 10, commands)
    assert run_sync(place.compilers[1], other).taken_rows == 10
    with WorkingCopy(one) as mine, WorkingCopy(other) as theirs:
        for table in ("register.person_phone", "register.grid_person", HOUSEHOLD, "register.duty", "situation.route"):
            assert mine.rows(table) == theirs.rows(table)
        phones = theirs.database.execute("select phone from grid_person where name = '陈新'").fetchall()
    assert phones == [("12000000077",)]


def test_a_copy_of_the_file_that_comes_later_is_recognised(
    place: Place, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    one, other = pair
    uid = element(one)
    change(one, uid, name="甲名")
    stick = carry(one, tmp_path / "stick.gpkg")
    with pytest.raises(CopyExists):
        carry(one, stick)
    run_sync(place.compilers[0], one)
    run_sync(place.compilers[1], other)
    change(other, uid, name="乙名")
    run_sync(place.compilers[1], other)
    change(stick, uid, label="路上改的")
    done = run_sync(place.compilers[0], stick)
    assert (done.recognised_commands, done.conflicts, done.refused) == (1, [], None)
    assert place.village.run("select name, label from situation.element where uid = %s", uid) == [("乙名", "路上改的")]


def test_a_stranger_may_not_bring_it(place: Place, pair: tuple[Path, Path], people: People) -> None:
    one, _ = pair
    change(one, element(one), name="x")
    with pytest.raises(EditionGone):
        run_sync(people.sign_up("village_compiler", ["330382106202"]), one)
    with WorkingCopy(one) as copy:
        assert copy.unsent() == 1


def test_somebody_writes_past_the_sync(place: Place, pair: tuple[Path, Path], connection: Connection) -> None:
    """A register row changed by other means between two syncs merges like any other."""
    one, _ = pair
    with WorkingCopy(one) as copy:
        uid = next(iter(copy.rows(HOUSEHOLD)))
        copy.change(HOUSEHOLD, uid, {"people": 11})
    place.village.run(
        "update register.transfer_household set note = '备注', edited_from = revision where uid = %s", uid
    )
    done = run_sync(place.compilers[0], one)
    assert (done.sent_rows, done.taken_rows) == (1, 1)
    assert place.village.run("select people, note, year from register.transfer_household where uid = %s", uid) == [
        (11, "备注", YEAR)
    ]


def test_the_same_file_twice_at_once_is_safe(place: Place, checkout: Checkout, tmp_path: Path) -> None:
    path = checkout("copy")
    uid = element(path)
    change(path, uid, name="甲名")
    twin = tmp_path / "twin.gpkg"
    shutil.copyfile(path, twin)
    run_sync(place.compilers[0], path)
    done = run_sync(place.compilers[1], twin)
    assert (done.sent_rows, done.recognised_commands) == (0, 1)
