"""What may be drawn, what a new thing starts with, its form, and what a change of the form means."""

from __future__ import annotations

import re
from typing import Any, Iterator

import pytest
from flood_core.analysis.metric import from_hex
from flood_core.model.forms import FormField, problem
from flood_core.model.vocabulary import in_language
from flood_core.resources.words import word
from flood_core.situation import copy_routes, drawn_shape, tables
from flood_core.situation.element_form import element_change, element_fields, form_values, label_of, route_fields
from flood_core.situation.palette import PaletteEntry, new_element, palette, symbol_uses, symbols_of
from flood_core.situation.working_copy import WorkingCopy
from flood_core.symbology.legend import GROUPS
from qgis.core import QgsGeometry

from ..situation.village import metres
from .conftest import Checkout

ELEMENT, ROUTE = "situation.element", "situation.route"


@pytest.fixture()
def copy(checkout: Checkout) -> Iterator[WorkingCopy]:
    """An open working copy."""
    with WorkingCopy(checkout("copy")) as opened:
        yield opened


def entry_of(copy: WorkingCopy, code: str) -> PaletteEntry:
    """Return the palette's entry of a symbol."""
    (found,) = [one for one in palette(copy.lookups, symbols_of(copy.lookups)) if one.code == code]
    return found


def test_palette_in_the_legends_order(copy: WorkingCopy) -> None:
    entries = palette(copy.lookups, symbols_of(copy.lookups))
    groups = [entry.group for entry in entries]
    assert sorted(groups, key=[group.code for group in GROUPS].index) == groups
    assert {entry.geometry for entry in entries} == {"point", "line", "polygon"}
    assert not any(entry.code.startswith("A2") for entry in entries)  # an accident is no element of a sheet
    flood = entry_of(copy, "F20200")
    assert (flood.element_type_code, flood.subject_code, flood.danger_zone_type) == ("08", "0503", "flash_flood")
    assert entry_of(copy, "E30200").is_route
    assert [one.code for one in entries if one.fits("f20200")] == ["F20200"]
    for search in ("山洪 危险区", "shanhong", "shzhwxq", "SHZH", "flash-flood", "Danger zone"):
        assert "F20200" in {one.code for one in entries if one.fits(search)}, search


def test_every_entry_makes_an_element_that_the_copy_takes(copy: WorkingCopy) -> None:
    shapes = {"point": "POINT (0 0)", "line": "LINESTRING (0 0, 9 9)", "polygon": "POLYGON ((0 0, 9 0, 9 9, 0 0))"}
    for entry in palette(copy.lookups, symbols_of(copy.lookups)):
        if not entry.is_route:
            fields = new_element(entry, metres(shapes[entry.geometry]), copy.rows(ELEMENT).values(), copy.lookups)
            uid = copy.add(ELEMENT, fields)
            row = copy.row(ELEMENT, uid)
            assert row["name"] and row["review_state"] == "verified"


def test_houses_are_numbered_and_never_named(copy: WorkingCopy) -> None:
    house = entry_of(copy, "B20400")
    assert house.element_type_code == "11"
    made = new_element(house, metres("POINT (0 0)"), copy.rows(ELEMENT).values(), copy.lookups)
    assert (made["name"], made["label"]) == ("危2", "危2")  # 危1 is there


def test_words_on_the_map_follow_until_somebody_writes_them(copy: WorkingCopy) -> None:
    lookups = copy.lookups
    row: dict[str, Any] = {
        **new_element(entry_of(copy, "F20200"), metres("POINT (0 0)"), [], lookups), "households": None, "people": None,
        "capacity_people": None,
    }  # fmt: skip
    row.update(element_change(row, "name", "后溪", lookups))
    row.update(element_change(row, "people", 71, lookups))
    row.update(element_change(row, "households", 23, lookups))
    assert row["label"] == "后溪\n23户/71人" == label_of(row, lookups)
    row.update(element_change(row, "label", "后溪危险区", lookups))
    row.update(element_change(row, "people", 72, lookups))
    assert row["label"] == "后溪危险区"
    row.update(element_change(row, "label", None, lookups))
    assert row["label"] == "后溪\n23户/72人"


def test_a_form_writes_what_it_shows(copy: WorkingCopy) -> None:
    lookups = copy.lookups
    uid = copy.add(ELEMENT, new_element(entry_of(copy, "F20200"), metres("POINT (0 0)"), [], lookups))
    row = copy.row(ELEMENT, uid)
    subjects = [code for kind, code in symbol_uses("F20200", lookups) if kind == "category"]
    fields = element_fields(row, lookups, subjects)
    assert all(problem(field, form_values(row, fields)[field.key]) is None for field in fields)
    keys = {field.key for field in fields}
    assert {"name", "people", "risk_level", "facts/attributes/prepare_1h_mm", "facts/location", "label"} <= keys
    for key, value in (("risk_level", "2"), ("facts/attributes/prepare_1h_mm", 30), ("facts/location", "村口")):
        copy.change(ELEMENT, uid, element_change(copy.row(ELEMENT, uid), key, value, lookups))
    shown = form_values(copy.row(ELEMENT, uid), fields)
    assert (shown["risk_level"], shown["facts/location"]) == ("2", "村口")
    assert shown["facts/attributes/prepare_1h_mm"] == 30
    copy.change(ELEMENT, uid, element_change(copy.row(ELEMENT, uid), "facts/attributes/prepare_1h_mm", None, lookups))
    assert "attributes" not in copy.row(ELEMENT, uid)["facts"]
    assert all(field.read_only for field in element_fields(row, lookups, subjects, read_only=True))


def test_forms_and_palette_speak_english_where_the_window_does(copy: WorkingCopy) -> None:
    chinese, shown = re.compile("[\u3400-\u9fff]"), []
    for entry in palette(copy.lookups, symbols_of(copy.lookups)):
        shown += [entry.name, entry.class_name]
        row = {"element_type_code": entry.element_type_code, "facts": {}}
        uses = [code for kind, code in symbol_uses(entry.code, copy.lookups)
                if kind in ("category", "resource_subtype")]  # fmt: skip
        for subject in uses or [None]:
            fields = element_fields({**row, "facts": {"subject_code": subject}}, copy.lookups, uses)
            shown += [said for field in fields for said in words_of(field)]
    fields = [field for table in tables.TABLES for field in tables.columns(table, copy)] + route_fields()
    shown += [said for field in fields for said in words_of(field)]
    assert len(shown) > 2000
    assert [said for said in set(shown) if chinese.search(in_language(said, "en"))] == []
    assert {"山洪灾害危险区", "监测预警组", "较重", "红", "水库"} <= set(shown), "kept and printed in Chinese"


def words_of(field: FormField) -> list[str]:
    """Return what a form shows of a field."""
    return [field.label, word(field.unit or ""), *(label for _value, label in field.choices)]


def test_a_route_by_hand(copy: WorkingCopy) -> None:
    line = QgsGeometry.fromWkt(metres("LINESTRING (0 0, 600 0)"))
    route = drawn_shape.new_route(line, copy.rows(ROUTE))
    fields = {**route, **copy_routes.measured(copy, route, line)}
    assert fields["number"] == 1 + max(row["number"] for row in copy.rows(ROUTE).values())
    assert fields["length_m"] == pytest.approx(600, abs=1) and fields["walking_minutes"] == pytest.approx(10, abs=0.1)
    uid = copy.add(ROUTE, fields)
    assert from_hex(copy.row(ROUTE, uid)["geom"]).equals(line)
    assert {field.key for field in route_fields()} <= set(copy.row(ROUTE, uid))


@pytest.mark.parametrize(
    ("kind", "wkt", "wrong"),
    [
        ("line", "LINESTRING (0 0, 0 0)", True),
        ("line", "LINESTRING (0 0, 5 0)", False),
        ("polygon", "POLYGON ((0 0, 5 5, 5 0, 0 5, 0 0))", True),
        ("polygon", "POLYGON ((0 0, 5 0, 9 0, 0 0))", True),
        ("polygon", "POLYGON ((0 0, 5 0, 5 5, 0 0))", False),
        ("point", "POINT (0 0)", False),
    ],
)
def test_impossible_shapes(kind: str, wkt: str, wrong: bool) -> None:
    assert bool(drawn_shape.problem(QgsGeometry.fromWkt(wkt), kind)) is wrong


def test_odd_shapes_and_too_few_corners() -> None:
    village = QgsGeometry.fromWkt("POLYGON ((0 0, 5 0, 5 5, 0 5, 0 0))")
    assert drawn_shape.warning(QgsGeometry.fromWkt("POINT (6 6)"), village)
    assert drawn_shape.warning(QgsGeometry.fromWkt("LINESTRING (4 4, 6 6)"), village) is None
    assert drawn_shape.warning(QgsGeometry.fromWkt("POINT (6 6)"), QgsGeometry()) is None
    assert drawn_shape.too_few("line", 1) and drawn_shape.too_few("polygon", 2)
    assert drawn_shape.too_few("line", 2) is None and drawn_shape.too_few("point", 1) is None
