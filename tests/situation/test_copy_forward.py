"""Last year's map and tables in a new draft: nothing lost, nothing taken for verified."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest
from flood_core.cli import main as frame
from flood_core.database import sync
from flood_core.database.connection import RightsRefused, connect, transaction
from flood_core.database.sync import TABLES, Scope
from flood_core.progress import Silent
from flood_core.situation.copy_forward import copy_forward
from flood_core.situation.create import create_edition
from flood_core.situation.errors import DraftExists, NothingToCopy

from ..support.people import People
from .village import TOWNSHIP, VILLAGE, YEAR, Village

NEXT = YEAR + 1


@pytest.fixture()
def last_year(village: Village) -> str:
    """An edition with all that a year has: facts, posts, grids, transfer list, township posts."""
    village.run(
        "insert into register.village_fact (area_code, year, households, duty_phone)"
        " values (%s, %s, 310, '057762333333')",
        VILLAGE, YEAR,
    )  # fmt: skip
    village.run(
        "insert into register.grid_person (area_code, year, grid_name, grid_type_code, person_uid)"
        " select %s, %s, '第一网格', min(code), %s from reference.term where vocabulary_code = 'grid_type'",
        VILLAGE, YEAR, village.uid["林守义"],
    )  # fmt: skip
    village.run(
        "insert into register.duty (person_uid, area_code, post_vocabulary, post_code, year) select %s, %s, 'post',"
        " code, %s from reference.term where vocabulary_code = 'post' and properties ->> 'level' = 'township' limit 1",
        village.uid["林守义"], TOWNSHIP, YEAR,
    )  # fmt: skip
    uid = create_edition(village.connection, VILLAGE, YEAR, Silent())
    village.run(
        "update situation.element set review_state = 'verified', edited_from = revision where name = '方江水库'"
    )
    village.run(
        "update situation.element set review_state = 'not_here', review_reason = '已拆除', edited_from = revision"
        " where name = '老人活动中心'"
    )
    return uid


def rows(village: Village, uid: str, year: int) -> dict[str, list[dict[str, Any]]]:
    """Return the contents of all tables of an edition, without what a copy must change."""
    left_out = {"review_state", "from_element_uid", "to_element_uid", "year", "retired"}
    with transaction(village.connection) as cursor:
        return {
            name: [
                {key: value for key, value in one.content.items() if key not in left_out and key != "facts"}
                | {"facts": {k: v for k, v in one.content.get("facts", {}).items() if k != "route_uids"}}
                for one in sync.server_rows(cursor, table, Scope(uid, VILLAGE, year))
                if not one.content["retired"] and one.content.get("year", year) == year
            ]
            for name, table in TABLES.items()
        }


def test_nothing_is_lost_and_all_is_to_be_verified(village: Village, last_year: str) -> None:
    before = rows(village, last_year, YEAR)
    assert all(before[name] for name in TABLES if name not in ("register.no_transfer", "situation.remark"))
    made = copy_forward(village.connection, VILLAGE, NEXT, Silent())
    assert (made.from_uid, made.from_year, made.kept) == (last_year, YEAR, ())
    assert rows(village, made.uid, NEXT) == before
    assert made.counts["situation.element"] == 8 and made.counts["township"] == 1
    for table in ("situation.route", "situation.sheet_frame"):
        states = village.run(f"select distinct review_state from {table} where edition_uid = %s", made.uid)  # noqa: S608 - the test's own words
        assert states == [("to_verify",)]
    for table in ("village_fact", "grid_person", "transfer_household", "duty"):
        states = village.run(f"select distinct review_state from register.{table} where year = %s", NEXT)  # noqa: S608 - the test's own words
        assert states == [("to_verify",)]
    states = dict(village.run("select name, review_state from situation.element where edition_uid = %s", made.uid))
    assert states.pop("老人活动中心") == "not_here"
    assert set(states.values()) == {"to_verify"}
    assert village.run("select state, copied_from::text from situation.edition where uid = %s", made.uid) == [
        ("draft", last_year)
    ]


def test_routes_join_the_copies(village: Village, last_year: str) -> None:
    made = copy_forward(village.connection, VILLAGE, NEXT, Silent())
    ends = village.run(
        "select r.number, f.name, t.name, f.edition_uid::text, t.edition_uid::text,"
        " f.facts -> 'route_uids' ? r.uid::text"
        " from situation.route r join situation.element f on f.uid = r.from_element_uid"
        " join situation.element t on t.uid = r.to_element_uid where r.edition_uid = %s order by r.number", made.uid,
    )  # fmt: skip
    assert [row[:3] for row in ends] == [
        (1, "后坑山洪危险区", "方江屿村文化礼堂"), (2, "岭脚滑坡", "老人活动中心"),
    ]  # fmt: skip
    assert all(row[3:] == (made.uid, made.uid, True) for row in ends)


def test_what_the_new_year_has_already_stays(village: Village, last_year: str) -> None:
    village.run("insert into register.village_fact (area_code, year, households) values (%s, %s, 320)", VILLAGE, NEXT)
    made = copy_forward(village.connection, VILLAGE, NEXT, Silent())
    assert made.kept == ("register.village_fact",)
    facts = village.run("select households, review_state from register.village_fact where year = %s", NEXT)
    assert facts == [(320, "verified")]
    with pytest.raises(DraftExists):
        copy_forward(village.connection, VILLAGE, NEXT, Silent())
    again = copy_forward(village.connection, VILLAGE, NEXT, Silent(), new_version=True)
    assert set(again.kept) == {
        "register.village_fact", "register.grid_person", "register.transfer_household", "register.duty", "township",
    }  # fmt: skip
    assert village.run("select version, state from situation.edition where year = %s order by 1", NEXT) == [
        (1, "void"), (2, "draft"),
    ]  # fmt: skip


def test_the_published_map_of_last_year_is_the_one(village: Village, last_year: str) -> None:
    village.run("alter table situation.edition disable trigger check_edition_step")
    village.run("update situation.edition set state = 'published', edited_from = revision")
    village.run("alter table situation.edition enable trigger check_edition_step")
    create_edition(village.connection, VILLAGE, YEAR, Silent())
    assert copy_forward(village.connection, VILLAGE, NEXT, Silent()).from_uid == last_year


def test_without_an_earlier_map_nothing_is_made(village: Village) -> None:
    with pytest.raises(NothingToCopy):
        copy_forward(village.connection, VILLAGE, YEAR, Silent())
    assert village.run("select count(*) from situation.edition") == [(0,)]


def test_who_may_copy(village: Village, last_year: str, people: People) -> None:
    with closing(connect(people.sign_up("village_compiler", [VILLAGE]))) as compiler:
        made = copy_forward(compiler, VILLAGE, NEXT, Silent())
    assert "township" not in made.counts and made.counts["register.transfer_household"] == 2
    with closing(connect(people.sign_up("viewer", [VILLAGE]))) as viewer, pytest.raises((RightsRefused, NothingToCopy)):
        copy_forward(viewer, VILLAGE, NEXT + 1, Silent())


def test_command_for_a_township(village: Village, last_year: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["edition", "copy-forward", "--area", TOWNSHIP, "--year", str(NEXT)]
    database = ["--database", village.connection.info.dbname]
    assert frame.main([*arguments, *database]) == 1
    out = capsys.readouterr().out
    assert f"方江屿村: 8 elements, 2 routes and 6 rows of the tables of {YEAR}, all to be verified." in out
    assert "18 refused" in out
    assert frame.main([*arguments, "--new-version", "--json", *database]) == 1
    (made,) = json.loads(capsys.readouterr().out)["editions"]
    assert made["from_year"] == YEAR and made["counts"]["situation.element"] == 8
