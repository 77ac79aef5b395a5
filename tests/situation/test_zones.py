"""Which zones must be left, by how many people, and for which shelter."""

from __future__ import annotations

from typing import Any

from flood_core.model.elements import Element
from flood_core.situation.routes import dangers_of, zones_to_leave

POINT = "0101000000" + "0" * 32
AREA = (
    "0103000000010000000400000000000000000000000000000000000000000000000000F03F0000000000000000"
    "000000000000F03F000000000000F03F00000000000000000000000000000000"
)


def element(uid: str, name: str, **more: Any) -> Element:
    values: dict[str, Any] = {
        "uid": uid, "element_type_code": "08", "symbol_code": "X", "sub_label": None, "name": name, "label": name,
        "risk_level": None, "households": None, "people": None, "capacity_people": None, "facts": {},
        "source_table": "register.risk_source", "source_uid": f"source of {uid}", "source_revision": 1,
        "geometry": POINT, "label_point": None, "danger_zone_type": "flash_flood", "subject_code": "0503",
        "register_name": name,
    }  # fmt: skip
    return Element(**{**values, **more})


def row(zone: str | None, people: int, shelter: str | None = None, name: str = "?") -> dict[str, Any]:
    return {"risk_source_uid": zone, "zone_name": name, "people": people, "shelter_uid": shelter, "households": 1}


def test_list_wins_over_the_register() -> None:
    (zone,) = zones_to_leave([element("a", "后坑", people=12)], [row("source of a", 5), row("source of a", 4)])
    assert zone.people == 9


def test_register_counts_where_there_is_no_list() -> None:
    assert [zone.people for zone in zones_to_leave([element("a", "后坑", people=12)], [])] == [12]
    assert zones_to_leave([element("a", "后坑", people=0), element("b", "岭脚")], []) == []


def test_list_finds_its_zone_by_name_when_it_names_no_row() -> None:
    house = element("a", "危1", register_name="张三家危房")
    (zone,) = zones_to_leave([house], [row(None, 3, name="张三家危房")])
    assert (zone.key, zone.people) == ("a", 3)
    assert zones_to_leave([house], [row(None, 3, name="危1")]) == []


def test_shelters_are_those_of_the_list_that_are_on_the_map() -> None:
    hall = element("hall", "礼堂", element_type_code="15", danger_zone_type=None)
    (zone,) = zones_to_leave(
        [element("a", "后坑"), hall],
        [
            row("source of a", 5, "source of hall"),
            row("source of a", 2, "elsewhere"),
            row("source of a", 1, "source of hall"),
        ],
    )
    assert zone.shelters == (("hall", 6),)
    assert zone.people == 8


def test_things_without_danger_are_no_zones() -> None:
    assert zones_to_leave([element("dam", "水库", people=40, danger_zone_type=None)], []) == []


def test_dangers_are_areas_and_fords() -> None:
    found = dangers_of(
        [
            element("a", "后坑", geometry=AREA),
            element("b", "滑坡", geometry=POINT, subject_code="0501"),
            element("c", "漫水桥", geometry=POINT, subject_code="0807"),
            element("d", "风暴潮区", geometry=AREA, subject_code="0510"),
        ]
    )
    assert [(one.key, one.ford) for one in found] == [("a", False), ("c", True)]
