"""What columns are can be corrected by hand, and where rows land is known before anything is saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from flood_core.database.connection import Connection
from flood_core.database.ledger_places import CHANGED, NEW, REFUSED, SAME, UNPLACED
from flood_core.ledger.choosing import UnknownChoice
from flood_core.ledger.importing import import_ledger
from osgeo import ogr

from .books import RISK, TOWNSHIP, book, count, register_sheet, risk_row, rows_of


def point(wkb: bytes | None) -> tuple[float, float] | None:
    """Return longitude and latitude."""
    if wkb is None:
        return None
    geometry = ogr.CreateGeometryFromWkb(wkb)
    return round(geometry.GetX(), 6), round(geometry.GetY(), 6)


def test_a_column_with_a_strange_heading_is_taken_as_told(
    connection: Connection, villages: dict[str, str], tmp_path: Path
) -> None:
    headings = ["叫什么" if name == "名称" else name for name in RISK]
    path = book(tmp_path / "a.xlsx", {"0601 水库": [headings, risk_row(名称="大岙水库")]})
    before = import_ledger(connection, path, area=TOWNSHIP, dry_run=True)
    assert [issue.code for issue in before.errors] == ["missing_column"]
    (sheet,) = before.sheets  # shown, so that it can be corrected
    assert sheet.samples["D 叫什么"] == "大岙水库" and "D 叫什么" not in sheet.columns
    assert ("name", "名称") in sheet.choices and ("总库容", "总库容（万m³）") in [
        (key, words) for key, words in sheet.choices if key == "总库容"
    ]
    after = import_ledger(connection, path, area=TOWNSHIP, columns={"0601 水库": {"D 叫什么": "name"}})
    assert after.state == "committed" and after.sheets[0].columns["D 叫什么"] == "name"
    assert rows_of(connection, "select name from register.risk_source") == [("大岙水库",)]


def test_columns_change_places_and_are_left_out(
    connection: Connection, villages: dict[str, str], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"特征": "村北", "位置": "土坝", "责任主体": "某某"})})
    told = {
        "E 特征": "location",
        "F 位置": "feature",
        "G 责任主体": "",
        "J 联系电话": "patrol.phone",
        "I 责任人": "patrol",
    }
    report = import_ledger(connection, path, area=TOWNSHIP, columns={"0601": told})
    assert report.state == "committed", report.issues
    assert rows_of(connection, "select feature, location, responsible_party from register.risk_source") == [
        ("土坝", "村北", None)
    ]
    assert rows_of(connection, "select post_code from register.duty") == [("patrol",)]
    assert report.sheets[0].not_read == ["G 责任主体"]


@pytest.mark.parametrize("told", [{"D 名称": "nonsense"}, {"D 叫什么": "name"}])
def test_a_wrong_choice_is_refused(
    connection: Connection, villages: dict[str, str], tmp_path: Path, told: dict[str, str]
) -> None:
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({})})
    with pytest.raises(UnknownChoice):
        import_ledger(connection, path, area=TOWNSHIP, columns={"0601": told})
    assert count(connection, "risk_source") == 0


def test_samples_are_not_kept_with_the_batch(connection: Connection, villages: dict[str, str], tmp_path: Path) -> None:
    report = import_ledger(connection, book(tmp_path / "a.xlsx", {"0601": register_sheet({})}), area=TOWNSHIP)
    assert report.sheets[0].samples["I 责任人"] == "张三"
    ((kept,),) = rows_of(connection, "select report::text from register.ledger_batch")
    assert "张三" not in kept and "12012345678" not in kept


def test_every_row_has_its_state_and_place_before_anything_is_saved(
    connection: Connection, villages: dict[str, str], tmp_path: Path
) -> None:
    first = [{"名称": "一号", "统一编号": "1"}, {"名称": "二号", "统一编号": "2", "经度": 120.9111}]
    import_ledger(connection, book(tmp_path / "a.xlsx", {"0601": register_sheet(*first)}), area=TOWNSHIP)
    second = [
        {"名称": "一号", "统一编号": "1"},
        {"名称": "二号", "统一编号": "2", "经度": None, "纬度": None, "控制措施": "值守"},
        {"名称": "三号", "经度": 120.9121},
        {"名称": "四号", "经度": None, "纬度": None},
        {"名称": "五号", "经度": 120.9131, "联系电话": "12"},
    ]
    path = book(tmp_path / "b.xlsx", {"0601": register_sheet(*second)})
    report = import_ledger(connection, path, area=TOWNSHIP, dry_run=True, with_places=True)
    assert report.state == "checked" and count(connection, "risk_source") == 2
    found = {place.name: (place.row, place.state, point(place.geometry)) for place in report.places}
    assert found == {
        "一号": (2, SAME, (120.9101, 28.2901)),
        "二号": (3, CHANGED, (120.9111, 28.2901)),  # where the register has it
        "三号": (4, NEW, (120.9121, 28.2901)),
        "四号": (5, UNPLACED, None),
        "五号": (6, REFUSED, (120.9131, 28.2901)),
    }
    uids = {place.name: place.uid for place in report.places}
    assert rows_of(connection, "select uid::text from register.risk_source where name = '一号'") == [(uids["一号"],)]
    assert uids["五号"] == ""
    assert import_ledger(connection, path, area=TOWNSHIP, dry_run=True).places == []


def test_places_of_a_ledger_in_which_every_row_is_wrong(
    connection: Connection, villages: dict[str, str], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"联系电话": "12"})})
    report = import_ledger(connection, path, area=TOWNSHIP, dry_run=True, with_places=True)
    assert [(place.state, point(place.geometry)) for place in report.places] == [(REFUSED, (120.9101, 28.2901))]
