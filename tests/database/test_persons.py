"""Persons of one name: told apart with phones and places, merged and parted by those who may, by command too."""

from __future__ import annotations

import json
from contextlib import closing
from typing import Any

import pytest
from flood_core.cli.main import main
from flood_core.database import persons
from flood_core.database.connection import Connection, ConnectionSettings, RightsRefused, transaction
from flood_core.model.persons import DUTY, HOUSEHOLDER, Place

from tests.database.register import COUNTY, TOWNSHIP, VILLAGE, fill
from tests.support.people import People


@pytest.fixture()
def pair(connection: Connection) -> tuple[str, str]:
    """王大海 of before, who answers for a reservoir, and 王大海 with another phone, a householder."""
    uids = fill(connection)
    return add_namesake(connection, uids["上坑山塘"])


def add_namesake(connection: Connection, pond: str) -> tuple[str, str]:
    """Add a second 王大海, who answers for a pond and has a household; return the uids of both."""
    with transaction(connection) as cursor:
        cursor.execute("select uid::text from register.person where name = '王大海'")
        (old,) = cursor.fetchone()
        cursor.execute("insert into register.person (area_code, name, organisation) values (%s, '王大海', '村委会'),"
                       " (%s, '李小江', null) returning uid::text", (VILLAGE, VILLAGE))  # fmt: skip
        (new,) = cursor.fetchone()
        cursor.execute("insert into register.person_phone (person_uid, area_code, number)"
                       " values (%s, %s, '12087654321')", (new, VILLAGE))  # fmt: skip
        cursor.execute("insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid,"
                       " category_code) values (%s, %s, 'responsibility', 'patrol', %s, '0602')",
                       (new, VILLAGE, pond))  # fmt: skip
        cursor.execute("insert into register.transfer_household (area_code, year, zone_name, zone_type_code, people,"
                       " householder_uid) values (%s, 2026, '溪边', 'flash_flood', 4, %s)", (VILLAGE, new))  # fmt: skip
    return old, new


def test_namesakes_are_told_with_phones_and_places(
    connection: Connection, pair: tuple[str, str], people: People
) -> None:
    ((old, new),) = persons.namesakes(connection, COUNTY)
    assert (old.uid, new.uid) == pair and old.area_name == "清江镇 北塘村"
    assert [phone.number for phone in old.phones + new.phones] == ["12012345678", "12087654321"]
    assert [place.subject for place in old.places] == ["九峰水库"] and old.title == "管理员"
    assert [place.kind for place in new.places] == [DUTY, HOUSEHOLDER]
    assert new.places[1] == Place(HOUSEHOLDER, "溪边", "", 2026, 1)
    with closing(people.sign_in("county_viewer", [COUNTY])) as viewer:
        ((_old, seen),) = persons.namesakes(viewer, VILLAGE)
        assert [(phone.number, phone.masked) for phone in seen.phones] == [("120****4321", True)]
        with pytest.raises(RightsRefused):
            persons.merge(viewer, *pair[:1], pair[1:])
    with closing(people.sign_in("village_compiler", [VILLAGE[:-3] + "203"])) as neighbour:
        assert persons.namesakes(neighbour, COUNTY) == []
    assert persons.namesakes(connection, "330382001") == []


def test_merged_and_parted(connection: Connection, pair: tuple[str, str], people: People) -> None:
    old, new = pair
    (number,) = persons.namesakes(connection, COUNTY)[0][0].phones
    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as township:
        persons.merge(township, old, [new], [number.uid])
        assert persons.namesakes(township, COUNTY) == []
        (told,) = persons.mergers(township, TOWNSHIP)
        assert (told.uid, told.name, told.places) == (new, "王大海", 2) and "township_reviewer" in told.merged_by
        persons.part(township, new)
        assert {one.uid for one in persons.namesakes(township, TOWNSHIP)[0]} == {old, new}
        assert persons.mergers(township, TOWNSHIP) == []
        with pytest.raises(persons.StayAsTheyAre):
            persons.part(township, new)
        with pytest.raises(persons.NoSuchPerson):
            persons.merge(township, old, ["王大海"])


def test_three_entries_are_merged_all_or_none(connection: Connection, pair: tuple[str, str]) -> None:
    with transaction(connection) as cursor:
        cursor.execute("select uid::text from register.person where name = '李小江'")
        (other,) = cursor.fetchone()
    with pytest.raises(persons.StayAsTheyAre):
        persons.merge(connection, pair[0], [pair[1], other])
    assert len(persons.namesakes(connection, VILLAGE)[0]) == 2


def test_commands(database: ConnectionSettings, pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    def run(*arguments: str) -> tuple[int, Any]:
        code = main(["person", *arguments, "--database", database.database, "--json"])
        told = json.loads(capsys.readouterr().out or "{}")
        return code, {key: value for key, value in told.items() if key != "exit_code"}

    old, new = pair
    code, told = run("namesakes", "--area", VILLAGE)
    assert code == 0 and [one["uid"] for one in told["namesakes"][0]] == [old, new]
    assert told["namesakes"][0][1]["places"][1]["what"] == "溪边"
    assert main(["person", "namesakes", "--area", VILLAGE, "--database", database.database, "--language", "zh"]) == 0
    words = capsys.readouterr().out
    assert "12087654321（手机）" in words and "溪边的户主" in words and "上坑山塘" in words
    phone = told["namesakes"][0][0]["phones"][0]["uid"]
    assert run("merge", old, new, "--outdated", phone) == (0, {"kept": old, "merged": new})
    assert run("namesakes", "--area", VILLAGE) == (0, {"namesakes": []})
    assert run("mergers", "--area", COUNTY)[1]["mergers"][0]["uid"] == new
    assert run("merge", old, new)[0] == 4
    assert run("merge", old, "nobody")[0] == 2
    assert run("part", new) == (0, {"merged": new})
