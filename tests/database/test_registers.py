"""Reading and changing the registers on a real PostGIS: two people, conflicts, rights, retiring and restoring."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from flood_core.database import register_edit as edit
from flood_core.database import registers
from flood_core.database.connection import Conflict, Connection, ConnectionLost, RightsRefused, RuleBroken, connect
from flood_core.database.retired import retired
from flood_core.model.registers import RELIEF_RESOURCE, RISK_SOURCE, RegisterFilter, Thing

from tests.database.register import COUNTY, ELSEWHERE, NEIGHBOUR, THINGS, TOWNSHIP, VILLAGE, fill
from tests.support.people import People

POINT = "01010000000000000000405e400000000000403c40"  # 121, 28.25


@pytest.fixture()
def uids(connection: Connection) -> dict[str, str]:
    return fill(connection)


@pytest.fixture()
def editor(uids: dict[str, str], people: People) -> Any:
    with closing(people.sign_in("county_editor", [COUNTY])) as opened:
        yield opened


@pytest.fixture()
def reviewer(uids: dict[str, str], people: People) -> Any:
    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as opened:
        yield opened


# Reading ---------------------------------------------------------------------------------


def test_counts_are_those_of_the_table(connection: Connection, uids: dict[str, str]) -> None:
    found = registers.counts(connection, RegisterFilter())
    assert sum(found["code"].values()) == len(THINGS)
    assert found["level"] == {"0": 1, "1": 3, "2": 1, "3": 1, "4": 1}
    assert found["placed"] == {"yes": 8, "no": 1}
    assert found["area"][VILLAGE] == 4
    red = registers.counts(connection, RegisterFilter(levels=(1,)))
    assert red["code"] == {"0601": 2, "0604": 1, "R204": 1, "R301": 1}
    assert red["level"] == found["level"]


def test_what_waits_for_its_place_is_listed_and_not_drawn(connection: Connection, uids: dict[str, str]) -> None:
    (waiting,) = registers.listed(connection, RegisterFilter(placed=False), 10)
    assert (waiting.name, waiting.place) == ("旧桥", None)
    drawn = registers.in_sight(connection, RegisterFilter(areas=(NEIGHBOUR,)), None, 10)
    assert [one.name for one in drawn.things] == ["后岭山洪危险区"]


def test_in_sight_is_what_lies_there_the_most_severe_first(connection: Connection, uids: dict[str, str]) -> None:
    here = registers.in_sight(connection, RegisterFilter(), (120.99, 28.28, 121.07, 28.32), 100)
    assert {one.name for one in here.things} == {
        "九峰水库",
        "上坑山塘",
        "南岸海塘",
        "后岭山洪危险区",
        "方江屿避灾点",
        "镇物资仓库",
    }
    assert all(one.symbol_code for one in here.things)
    few = registers.in_sight(connection, RegisterFilter(), None, 3)
    assert few.total == 8
    assert [one.risk_level for one in few.things] == [1, 1, 1]


def test_a_viewer_sees_masked_phones_and_may_change_nothing(uids: dict[str, str], people: People) -> None:
    with closing(people.sign_in("viewer", [VILLAGE])) as opened:
        seen = registers.thing(opened, uids["九峰水库"])
        assert not seen.may_change and seen.scope == "none"
        assert all(field.read_only for field in seen.fields())
        assert [(one.post, one.name) for one in seen.contacts] == [("巡查责任人", "王大海")]
        assert "12345678" not in str(seen)
        with pytest.raises(registers.UnknownThing):
            registers.thing(opened, uids["外乡水库"])
    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as opened:
        assert registers.thing(opened, uids["九峰水库"]).contacts[0].phone == "12012345678"


def test_new_things_go_where_one_may_write(reviewer: Connection) -> None:
    places = registers.places_for(reviewer, RISK_SOURCE, 121.0, 28.3)
    assert VILLAGE in dict(places.areas) and ELSEWHERE not in dict(places.areas)


# Changing --------------------------------------------------------------------------------


def test_a_change_counts_the_revision_and_can_be_taken_back(editor: Connection, uids: dict[str, str]) -> None:
    seen = registers.thing(editor, uids["九峰水库"])
    saved = edit.save(editor, seen, {"threatened_people": 130, "attributes.dam_height_m": 18.5, edit.GEOMETRY: POINT})
    assert saved.thing.revision == 2
    assert saved.thing.values["threatened_people"] == 130
    assert saved.thing.values["attributes.dam_height_m"] == 18.5
    assert saved.thing.geometry == POINT
    back = edit.save(editor, saved.thing, saved.inverse)
    assert edit.content(back.thing) == edit.content(seen)
    assert back.thing.revision == 3


def test_saving_what_is_so_already_writes_nothing(editor: Connection, uids: dict[str, str]) -> None:
    seen = registers.thing(editor, uids["九峰水库"])
    assert edit.save(editor, seen, {"threatened_people": 120}).thing.revision == 1


def test_two_people_change_different_fields_and_both_stay(
    editor: Connection, reviewer: Connection, uids: dict[str, str]
) -> None:
    mine, theirs = (registers.thing(one, uids["九峰水库"]) for one in (editor, reviewer))
    edit.save(reviewer, theirs, {"location": "九峰山下", "attributes.dam_height_m": 20})
    saved = edit.save(editor, mine, {"threatened_people": 130, "attributes.dam_type": None})
    assert saved.thing.values["location"] == "九峰山下"
    assert saved.thing.values["threatened_people"] == 130
    assert saved.merged == ("attributes.dam_height_m", "location")


def test_two_people_change_the_same_field_and_a_person_decides(
    editor: Connection, reviewer: Connection, uids: dict[str, str]
) -> None:
    mine, theirs = (registers.thing(one, uids["九峰水库"]) for one in (editor, reviewer))
    edit.save(reviewer, theirs, {"threatened_people": 90, "location": "坝下"})
    changes = {"threatened_people": 130, "location": "坝上", "note": "汛前"}
    with pytest.raises(edit.BothChanged) as caught:
        edit.save(editor, mine, changes)
    conflict = caught.value
    assert set(conflict.keys) == {"threatened_people", "location"}
    assert registers.thing(editor, uids["九峰水库"]).values["note"] is None, "nothing was half saved"
    start, kept = edit.settle(conflict, {"threatened_people": "theirs", "location": "mine"})
    saved = edit.save(editor, start, kept)
    assert (saved.thing.values["threatened_people"], saved.thing.values["location"]) == (90, "坝上")
    assert saved.thing.values["note"] == "汛前"


def test_the_same_change_by_two_people_is_no_conflict(
    editor: Connection, reviewer: Connection, uids: dict[str, str]
) -> None:
    mine, theirs = (registers.thing(one, uids["九峰水库"]) for one in (editor, reviewer))
    edit.save(reviewer, theirs, {"threatened_people": 90})
    assert edit.save(editor, mine, {"threatened_people": 90}).thing.revision == 2


def test_a_level_and_a_verification_say_who_and_when(editor: Connection, uids: dict[str, str]) -> None:
    saved = edit.save(
        editor, registers.thing(editor, uids["上坑山塘"]), {"risk_level": "3", "verification_state": "confirmed"}
    )
    assert saved.thing.values["verified_on"] is not None
    assert saved.thing.values["verified_by"].startswith("county_editor")
    with editor.cursor() as cursor:
        cursor.execute("select level_on, level_assessor from register.risk_source where uid = %s", (uids["上坑山塘"],))
        day, person = cursor.fetchone()
    assert day is not None and person.startswith("county_editor")


@pytest.mark.parametrize("name", ["外乡水库", "县属水库"])
def test_what_one_may_not_change_is_refused(
    people: People, uids: dict[str, str], editor: Connection, name: str
) -> None:
    seen = registers.thing(editor, uids[name])
    with closing(people.sign_in("viewer", [COUNTY])) as opened, pytest.raises(RightsRefused):
        edit.save(opened, Thing(**{**vars(seen), "may_change": False}), {"note": "x"})
    assert registers.thing(editor, uids[name]).revision == 1


def test_a_neighbours_right_ends_at_his_border(reviewer: Connection, uids: dict[str, str]) -> None:
    seen = registers.thing(reviewer, uids["县属水库"])
    assert not seen.may_change and seen.scope == "own_area"
    with pytest.raises(RightsRefused):
        edit.save(reviewer, seen, {"note": "x"})
    with pytest.raises(RightsRefused):
        edit.retire(reviewer, seen, "x")


def test_retired_with_its_reason_and_restored(editor: Connection, uids: dict[str, str]) -> None:
    gone = edit.retire(editor, registers.thing(editor, uids["上坑山塘"]), "已填平")
    assert gone.retired and gone.values["note"] == "已填平"
    assert uids["上坑山塘"] not in {one.uid for one in registers.listed(editor, RegisterFilter(), 100)}
    (listed,) = retired(editor, "坑山", 10)
    assert (listed.uid, listed.name, listed.note) == (gone.uid, "上坑山塘", "已填平") and "北塘村" in listed.area_name
    assert retired(editor, "%", 10) == []
    back = edit.restore(editor, gone)
    assert retired(editor, "", 10) == []
    assert not back.retired and back.revision == 3
    assert uids["上坑山塘"] in {one.uid for one in registers.listed(editor, RegisterFilter(), 100)}


def test_what_was_retired_meanwhile_is_not_saved(
    editor: Connection, reviewer: Connection, uids: dict[str, str]
) -> None:
    seen = registers.thing(editor, uids["上坑山塘"])
    edit.retire(reviewer, registers.thing(reviewer, uids["上坑山塘"]), "已填平")
    with pytest.raises(edit.RetiredMeanwhile):
        edit.save(editor, seen, {"note": "x"})


def test_nothing_is_retired_that_somebody_just_changed(
    editor: Connection, reviewer: Connection, uids: dict[str, str]
) -> None:
    seen = registers.thing(editor, uids["上坑山塘"])
    edit.save(reviewer, registers.thing(reviewer, uids["上坑山塘"]), {"note": "在用"})
    with pytest.raises(Conflict):
        edit.retire(editor, seen, "已填平")


def test_a_new_thing_at_a_place(reviewer: Connection, uids: dict[str, str]) -> None:
    made = edit.add(
        reviewer, RELIEF_RESOURCE, "R301", VILLAGE, {"name": "新避灾点", "capacity_people": 60, edit.GEOMETRY: POINT}
    )
    assert (made.name, made.revision, made.geometry) == ("新避灾点", 1, POINT)
    with pytest.raises(RightsRefused):
        edit.add(reviewer, RELIEF_RESOURCE, "R301", ELSEWHERE, {"name": "别处", edit.GEOMETRY: POINT})
    with pytest.raises(RuleBroken):
        edit.add(reviewer, RISK_SOURCE, "0604", VILLAGE, {"name": "点状海塘", edit.GEOMETRY: POINT})
    with pytest.raises(edit.NotAColumn):
        edit.add(reviewer, RISK_SOURCE, "0601", VILLAGE, {"name": "x", "revision": 9})


def test_a_closed_connection_is_said_to_be_lost(database: Any, uids: dict[str, str]) -> None:
    opened = connect(database)
    opened.close()
    with pytest.raises(ConnectionLost):
        registers.counts(opened, RegisterFilter())
