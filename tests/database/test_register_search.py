"""Finding things of the registers: by name, pinyin, number, phone, condition and area; what rights allow."""

from __future__ import annotations

from contextlib import closing
from typing import Iterable

import pytest
from flood_core.database import register_edit as edit
from flood_core.database import register_search, registers
from flood_core.database.connection import Connection, transaction
from flood_core.database.register_search import resolved
from flood_core.model.conditions import Condition, NotACondition
from flood_core.model.registers import RegisterFilter

from tests.database.register import COUNTY, NEIGHBOUR, TOWNSHIP, VILLAGE, fill
from tests.support.people import People


@pytest.fixture()
def uids(connection: Connection) -> dict[str, str]:
    return fill(connection)


def names(connection: Connection, wanted: RegisterFilter) -> list[str]:
    """Return what is listed; counts and map say the same."""
    found = resolved(connection, wanted)
    listed = [one.name for one in registers.listed(connection, found, 100)]
    counted = registers.counts(connection, found)
    assert sum(counted.get("code", {}).values()) == len(listed)
    drawn = registers.in_sight(connection, found, None, 100)
    assert {one.name for one in drawn.things} <= set(listed)
    assert drawn.total == counted.get("placed", {}).get("yes", 0)
    return listed


def search(connection: Connection, typed: str) -> list[str]:
    return names(connection, RegisterFilter(words=typed))


RESERVOIRS = ["县属水库", "外乡水库", "九峰水库"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("水库", RESERVOIRS),
        ("shuiku", RESERVOIRS),
        ("sk", [*RESERVOIRS, "上坑山塘"]),
        ("九峰sk", ["九峰水库"]),
        ("jiufeng", ["九峰水库"]),
        ("方江屿避灾", ["方江屿避灾点"]),
        ("%", []),
        ("_", []),
        ("[", []),
        ("\\", []),
        ("sk'; drop table register.risk_source; --", []),
    ],
)
def test_words_find_names(connection: Connection, uids: dict[str, str], typed: str, found: list[str]) -> None:
    assert search(connection, typed) == found


def test_too_much_found_stays_a_search(
    connection: Connection, uids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register_search, "MOST_FOUND", 2)
    people = (Condition("threatened_people", "at_least", 100),)
    assert resolved(connection, RegisterFilter(words="sk")).words == "sk"
    assert search(connection, "sk") == [*RESERVOIRS, "上坑山塘"]
    assert names(connection, RegisterFilter(words="水", conditions=people)) == ["九峰水库"]


def test_the_number_of_the_sender_is_found_from_its_beginning(connection: Connection, uids: dict[str, str]) -> None:
    edit.save(connection, registers.thing(connection, uids["上坑山塘"]), {"external_code": "ST-0042"})
    assert search(connection, "ST-004") == ["上坑山塘"]
    assert search(connection, "0042") == []


def test_phones_find_only_for_those_entitled(connection: Connection, uids: dict[str, str], people: People) -> None:
    for typed in ("12012345678", "120 1234", "1201-2345"):
        assert search(connection, typed) == ["九峰水库"], typed
    assert search(connection, "120") == [], "three digits are no phone"
    entitled = {
        ("village_compiler", VILLAGE): True,
        ("village_compiler", NEIGHBOUR): False,
        ("township_reviewer", TOWNSHIP): True,
        ("viewer", VILLAGE): False,
        ("county_viewer", COUNTY): False,
        ("county_editor", COUNTY): True,
    }
    for (kind, area), may in entitled.items():
        with closing(people.sign_in(kind, [area])) as opened:
            assert "九峰水库" in search(opened, "jiufeng"), f"{kind} reads the register"
            assert search(opened, "12012345678") == (["九峰水库"] if may else []), kind


def where(*conditions: Condition) -> RegisterFilter:
    return RegisterFilter(conditions=conditions)


def test_conditions_ask_for_columns_and_attributes(connection: Connection, uids: dict[str, str]) -> None:
    known = {"attributes.total_capacity_10k_m3": 1250.5, "threatened_people": 3000, "responsible_party": "县水利局"}
    edit.save(connection, registers.thing(connection, uids["县属水库"]), known)

    def both_ways(conditions: Iterable[Condition]) -> list[str]:
        """Ask through uids, and as the fallback for too many asks."""
        quick = names(connection, where(*conditions))
        slow = [one.name for one in registers.listed(connection, where(*conditions), 100)]
        assert quick == slow
        return quick

    assert both_ways([Condition("threatened_people", "at_least", 120)]) == ["县属水库", "九峰水库"]
    assert both_ways([Condition("threatened_people", "at_most", 120)]) == ["九峰水库"]
    assert both_ways([Condition("attributes.total_capacity_10k_m3", "at_least", 1250.5)]) == ["县属水库"]
    assert both_ways([Condition("attributes.total_capacity_10k_m3", "at_least", 1251)]) == []
    assert both_ways([Condition("responsible_party", "holds", "水利")]) == ["县属水库"]
    assert both_ways([Condition("responsible_party", "holds", "%")]) == []
    assert both_ways([Condition("monitored", "is", True)]) == ["九峰水库"]
    given = both_ways([Condition("responsible_party", "given")])
    assert given == ["县属水库", "九峰水库"]
    assert len(both_ways([Condition("responsible_party", "missing")])) == 7
    both = Condition("threatened_people", "at_least", 120), Condition("responsible_party", "is", "方江屿村")
    assert both_ways(both) == ["九峰水库"]
    quoted = Condition("responsible_party", "is", '" || true || "')
    assert both_ways([quoted]) == []


@pytest.mark.parametrize("key", ["name", "attributes.x) || true || ($.y", "attributes.", "area_code"])
def test_what_is_no_condition_is_refused(key: str) -> None:
    with pytest.raises(NotACondition):
        Condition(key, "is", 1)


def test_a_drawn_area_holds_what_touches_it(connection: Connection, uids: dict[str, str]) -> None:
    with transaction(connection) as cursor:
        cursor.execute("select encode(st_asbinary(st_makeenvelope(121.035, 28.292, 121.055, 28.312)), 'hex')")
        (region,) = cursor.fetchone()
    assert set(names(connection, RegisterFilter(region=region))) == {"上坑山塘", "后岭山洪危险区", "镇物资仓库"}
    assert names(connection, RegisterFilter(region=region, words="st")) == ["上坑山塘"]


def test_a_past_day_is_searched_by_the_names_of_then(connection: Connection, uids: dict[str, str]) -> None:
    with transaction(connection) as cursor:
        cursor.execute("select clock_timestamp()")
        (then,) = cursor.fetchone()
    edit.save(connection, registers.thing(connection, uids["上坑山塘"]), {"name": "上坑池"})
    assert search(connection, "上坑山塘") == [] and search(connection, "skst") == []
    for typed in ("上坑山塘", "skst"):
        found = resolved(connection, RegisterFilter(words=typed, at=then))
        assert [one.name for one in registers.listed(connection, found, 10)] == ["上坑山塘"]
