"""Copying, cutting, turning and sizing drawn things; sharing people out to shelters."""

from __future__ import annotations

import pytest
from flood_core.analysis.metric import Plane, from_hex
from flood_core.situation.assignment import Assigned, assign, homeless, shelter_loads
from flood_core.situation.copy_check import copy_facts
from flood_core.situation.copy_commands import NotSplit, copy_thing, split_thing, turned
from flood_core.situation.tables import HOUSEHOLD
from flood_core.situation.working_copy import WorkingCopy
from qgis.core import QgsGeometry

from ..situation.village import metres
from .conftest import Checkout, Place

ELEMENT, ROUTE = "situation.element", "situation.route"


def named(copy: WorkingCopy, name: str) -> str:
    """Return the uid of the element of that name."""
    (uid,) = [uid for uid, row in copy.rows(ELEMENT).items() if row["name"] == name]
    return uid


def line(wkt: str) -> QgsGeometry:
    """Return a line given in metres from the village's middle."""
    return QgsGeometry.fromWkt(metres(wkt))


def test_things_are_copied_cut_turned_and_sized(checkout: Checkout) -> None:
    with WorkingCopy(checkout("copy")) as copy:
        zone, before = named(copy, "山背山洪危险区"), len(copy.rows(ELEMENT))
        made = copy.row(ELEMENT, copy_thing(copy, zone))
        assert made["name"] == "山背山洪危险区" and made["facts"]["danger_zone_type"] == "flash_flood"
        assert (made["households"], made["people"], made["source_uid"]) == (None, None, None)
        shape = from_hex(copy.row(ELEMENT, zone)["geom"])
        plane = Plane.around(shape)
        there, here = plane.metres(from_hex(made["geom"])).centroid(), plane.metres(shape).centroid()
        assert here.distance(there) == pytest.approx(56.6, abs=0.5)
        with pytest.raises(NotSplit):
            split_thing(copy, ELEMENT, zone, line("LINESTRING (-960 600, -900 600)"))
        first, second = split_thing(copy, ELEMENT, zone, line("LINESTRING (-970 580, -830 580)"))
        parts = [from_hex(copy.row(ELEMENT, uid)["geom"]) for uid in (first, second)]
        assert first == zone and sum(one.area() for one in parts) == pytest.approx(shape.area(), rel=1e-6)
        assert copy.row(ELEMENT, zone)["people"] == 9 and copy.row(ELEMENT, second)["people"] is None
        route = next(iter(copy.rows(ROUTE)))
        across = plane.metres(from_hex(copy.row(ROUTE, route)["geom"])).interpolate(100)
        across = QgsGeometry.fromPolylineXY([type(across.asPoint())(across.asPoint().x() + d, across.asPoint().y() + d)
                                             for d in (-30, 30)])  # fmt: skip
        _, other = split_thing(copy, ROUTE, route, plane.degrees(across))
        numbers = sorted(row["number"] for row in copy.rows(ROUTE).values())
        assert len(set(numbers)) == len(numbers) and copy.row(ROUTE, other)["length_m"] > 0
        for _ in range(3):
            copy.undo()
        assert len(copy.rows(ELEMENT)) == before and copy.row(ELEMENT, zone)["geom"]
        assert from_hex(copy.row(ELEMENT, zone)["geom"]).equals(shape)


def test_turning_and_sizing_keep_the_middle(checkout: Checkout, qgis_app: object) -> None:
    shape = line("POLYGON ((0 0, 100 0, 100 40, 0 40, 0 0))")
    plane = Plane.around(shape)
    quarter, larger = plane.metres(turned(shape, 90.0, 1.0)), plane.metres(turned(shape, 0.0, 2.0))
    box = quarter.boundingBox()
    assert (box.width(), box.height()) == pytest.approx((40, 100), abs=1)
    assert larger.area() == pytest.approx(16_000, rel=0.01) and quarter.area() == pytest.approx(4_000, rel=0.01)
    middles = {tuple(round(v) for v in (one.boundingBox().center().x(), one.boundingBox().center().y()))
               for one in (plane.metres(shape), quarter, larger)}  # fmt: skip
    assert len(middles) == 1


def test_people_are_shared_out_under_capacity(place: Place, checkout: Checkout) -> None:
    place.village.run(
        "update register.transfer_household set shelter_uid = null, shelter_name = null, edited_from = revision"
    )
    for householder, people in (("王三", 60), ("王四", 40), ("王五", 25)):
        place.village.household("后坑山洪危险区", people, householder=householder, shelter=None)
    with WorkingCopy(checkout("copy")) as copy:
        assert sum(row["people"] for row in homeless(copy).values()) == 137
        assert assign(copy, "分配") == Assigned(people=97, left=40)  # 80 and 30 places: 60+7+5, 25
        loads = {one.name: (one.people, one.capacity, one.shortfall) for one in shelter_loads(copy_facts(copy))}
        assert loads["方江屿村文化礼堂"] == (72, 80, 0) and loads["老人活动中心"] == (25, 30, 0)
        assert len(homeless(copy)) == 1
        copy.undo()
        assert len(homeless(copy)) == 5
        left = next(iter(homeless(copy)))
        shelter = copy.row(ELEMENT, named(copy, "老人活动中心"))["source_uid"]
        copy.change(HOUSEHOLD, left, {"shelter_uid": shelter, "people": 45})
        loads = {one.name: one.shortfall for one in shelter_loads(copy_facts(copy))}
        assert loads["老人活动中心"] == 15
