"""Villages merge, split and change names; the command says what moved, and ledgers with old names find their way."""

from __future__ import annotations

import json
from datetime import date

import pytest
from flood_core.areas.finding import find_areas, path_of
from flood_core.cli.main import main
from flood_core.database.area_changes import (
    CutFailed,
    NoBoundary,
    Part,
    cut,
    free_code,
    merge_areas,
    split_area,
)
from flood_core.database.area_tree import area_tree
from flood_core.database.connection import RightsRefused, RuleBroken
from flood_core.ledger.importing import import_ledger
from osgeo import ogr

from tests.ledger.books import SOUTH, STEP, TOWNSHIP, WEST, book, codes, draw_villages, register_sheet, rows_of

TODAY = date.today()


def wkb(text: str) -> bytes:
    """Return well-known text as bytes."""
    return bytes(ogr.CreateGeometryFromWkt(text).ExportToWkb())


def box(west: float, east: float) -> bytes:
    """Return a rectangle of the height of a test village."""
    north = SOUTH + STEP
    return wkb(f"POLYGON (({west} {SOUTH}, {east} {SOUTH}, {east} {north}, {west} {north}, {west} {SOUTH}))")


@pytest.fixture()
def villages(connection) -> dict[str, str]:
    """Display name -> code of the township's villages, drawn side by side."""
    return draw_villages(connection)


def test_an_area_is_found_by_name_pinyin_initials_and_code(connection, villages):
    areas = area_tree(connection, "330382")
    code = villages["方江屿村"]
    for typed in ("方江屿村", "江屿", "fangjiangyu", "fjy", "fang jiang", code, code + "000", code[:11]):
        assert code in [area.code for area in find_areas(areas, typed)], typed
    assert find_areas(areas, "方江屿村")[0].code == code and find_areas(areas, "没有这个村") == []
    found = find_areas(areas, code)[0]
    assert path_of(found, areas) == "乐清市 清江镇 方江屿村" and found.box[0] == pytest.approx(WEST)


def test_a_dry_run_tells_and_changes_nothing(connection, villages):
    one, two = list(villages.values())[:2]
    told = merge_areas(connection, [one, two], one, "合并村委会", on_date=TODAY, dry_run=True)
    assert told.dry_run and told.codes == (one,)
    assert all(area.in_force for area in area_tree(connection, TOWNSHIP, ended=True))
    assert rows_of(connection, "select count(*) from base.area_change") == [(0,)]


def test_only_administrators_change_areas_and_are_told_so(people, connection, villages):
    one, two = list(villages.values())[:2]
    editor = people.sign_in("county_editor", ["330382"])
    with pytest.raises(RightsRefused, match="administrators|管理员"):
        merge_areas(editor, [one, two], one, "合并村委会", on_date=TODAY)
    editor.close()
    administrator = people.sign_in("administrator", ["330382"])
    assert merge_areas(administrator, [one, two], one, "合并村委会", on_date=TODAY).codes == (one,)
    with pytest.raises(RuleBroken):
        merge_areas(administrator, [one, two], one, "再合并", on_date=TODAY)  # the second has ended
    administrator.close()


def test_a_line_cuts_a_village_in_two(connection, villages):
    code = villages["方江屿村"]
    middle = WEST + STEP / 2
    upright = wkb(f"LINESTRING ({middle} 28, {middle} 29)")
    west, east = cut(connection, code, [upright])
    areas = [ogr.CreateGeometryFromWkb(side).GetArea() for side in (west, east)]
    assert areas[0] == pytest.approx(areas[1]) and sum(areas) == pytest.approx(STEP * STEP)
    with pytest.raises(CutFailed):
        cut(connection, code, [wkb(f"LINESTRING ({middle} 28, {middle} 28.29)")])
    with pytest.raises(NoBoundary):
        cut(connection, TOWNSHIP, [wkb("LINESTRING (120 28, 121 28)")])
    level = SOUTH + STEP / 2
    half = wkb(f"LINESTRING ({middle} {level}, 122 {level})")  # from the first line to the east
    pieces = [ogr.CreateGeometryFromWkb(piece) for piece in cut(connection, code, [upright, half])]
    assert [round(piece.GetArea() / STEP**2, 3) for piece in pieces] == [0.5, 0.25, 0.25]
    assert pieces[0].GetEnvelope()[0] < pieces[1].GetEnvelope()[0] and pieces[1].Touches(pieces[2])


def test_ledgers_with_old_names_find_the_successor_and_say_so(connection, villages, tmp_path):
    gone, kept = villages["方江屿村"], next(code for name, code in villages.items() if name != "方江屿村")
    kept_name = next(name for name, code in villages.items() if code == kept)
    merge_areas(connection, [gone, kept], kept, "新江村委会", on_date=TODAY)
    rows = [
        {"名称": "甲"},
        {"名称": "乙", "行政村": kept_name},
        {"名称": "丙", "行政村": "新江村"},
        {"名称": "丁", "行政村": gone},
    ]
    report = import_ledger(connection, book(tmp_path / "a.xlsx", {"0601": register_sheet(*rows)}), area=TOWNSHIP)
    assert report.state == "committed", report.issues
    assert codes(report, "warning").count(("area_replaced", 2)) == 1 and ("area_replaced", 5) in codes(
        report, "warning"
    )
    assert ("area_renamed", 3) in codes(report, "notice")
    assert rows_of(connection, "select distinct area_code from register.risk_source") == [(kept,)]


def test_of_a_split_village_the_place_decides_else_the_sender_is_asked(connection, villages, tmp_path):
    old, middle = villages["方江屿村"], WEST + STEP / 2
    west, east = free_code(connection, TOWNSHIP), "330382106990"
    split_area(
        connection, old,
        [Part(west, "西江村委会", "", box(WEST, middle)), Part(east, "东江村委会", "", box(middle, WEST + STEP))],
        east, on_date=TODAY,
    )  # fmt: skip
    rows = [
        {"名称": "西", "经度": WEST + 0.001},
        {"名称": "东", "经度": WEST + STEP - 0.001},
        {"名称": "不明", "经度": None, "纬度": None},
    ]
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet(*rows)})
    report = import_ledger(connection, path, area=TOWNSHIP, mode="good")
    assert codes(report) == [("village_split", 4)]
    assert [code for code, _ in codes(report, "warning")].count("area_split") == 2
    assert rows_of(connection, "select name, area_code from register.risk_source order by 1") == [
        ("东", east),
        ("西", west),
    ]


def test_the_command_finds_merges_splits_and_renames(connection, database, villages, capsys):
    def run(*words: str) -> tuple[int, dict]:
        code = main(["--json", "--database", database.database, "areas", *words])
        return code, json.loads(capsys.readouterr().out)

    one, two = list(villages.values())[1:3]
    assert [area["code"] for area in run("find", "fjyc", "--below", TOWNSHIP)[1]["areas"]] == [villages["方江屿村"]]
    assert run("find", "没有这个村", "--below", TOWNSHIP)[0] == 2
    code, told = run("merge", one, two, "--into", one, "--name", "合并村委会", "--dry-run")
    assert code == 0 and told["dry_run"]
    assert run("merge", one, two, "--into", one, "--name", "合并村委会", "--reason", "政函〔2026〕1号")[0] == 0
    found = run("find", two, "--ended")[1]["areas"][0]
    assert found["successors"] == [one] and not found["in_force"]
    assert run("rename", one, "大合并村委会")[0] == 0
    assert (
        run(
            "split",
            villages["方江屿村"],
            "--part",
            "330382106991=甲村委会",
            "--part",
            "330382106992=乙村委会",
            "--rest-to",
            "330382106991",
        )[0]
        == 0
    )
    assert run("split", "330382106991", "--part", "没有名", "--rest-to", "330382106991")[0] == 2
    code, told = run("add", "新建村委会", "--below", TOWNSHIP)
    assert code == 0 and run("find", "xinjian", "--below", TOWNSHIP)[1]["areas"][0]["code"] == told["codes"][0]
