"""The lists of a year come home to the rows that they came from; what is gone from them is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from flood_core.ledger.handing_out import WHOLE, hand_out
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.undoing import undo_batch
from openpyxl import load_workbook
from psycopg2 import sql

from .books import TOWNSHIP, book, codes, count, rows_of

TRANSFER, GRID, FACTS, POSTS = "行政村危险区人员转移清单", "网格责任人", "行政村信息", "组织责任"


@pytest.fixture()
def handed(connection, villages, tmp_path) -> Path:
    """The four lists of 2026, in the register and handed out in one workbook."""
    zone = ["方江屿村", "大岙", "山洪灾害危险区"]
    path = book(
        tmp_path / "原有.xlsx",
        {
            TRANSFER: [
                ["行政村", "危险区(点)名称", "类型", "户主姓名", "居住人数", "无转移人员", "备注"],
                [*zone, "王五", 4, None, None],
                [*zone, "钱七", 2, None, None],
                ["江沿村", None, None, None, None, "是", None],
            ],
            GRID: [
                ["行政村", "网格名称", "网格类型", "责任人姓名", "责任人手机"],
                ["方江屿村", "一号网格", "水库巡查员", "张三", "12000000001"],
                ["方江屿村", "二号网格", "水库巡查员", "李四", "12000000002"],
            ],
            FACTS: [["行政村", "总人口数", "常住人口", "受灾点"], ["方江屿村", 1234, 900, 3]],
            POSTS: [["行政村", "岗位", "姓名"], ["方江屿村", "联络员", "张三"]],
        },
    )
    report = import_ledger(connection, path, area=TOWNSHIP, year=2026)
    assert report.state == "committed", [issue.text() for issue in report.errors]
    lists = {"categories": [TRANSFER, GRID, FACTS, POSTS], "areas": [TOWNSHIP], "split": WHOLE, "year": 2026}
    (made,) = hand_out(connection, tmp_path, **lists)
    assert made.rows == 7
    return tmp_path / made.file


def change(path: Path, sheet: str, wanted: str, **cells) -> None:
    """Change the row of a sheet in which ``wanted`` stands; without cells the row is emptied as a person does it."""
    workbook = load_workbook(path)
    rows = workbook[sheet]
    heads = {str(cell.value).lstrip("*"): cell.column for cell in rows[3]}
    (at,) = {cell.row for row in rows.iter_rows(min_row=4) for cell in row if cell.value == wanted}
    for heading in heads if not cells else ():
        if heading not in ("系统键", "年度"):
            rows.cell(at, heads[heading]).value = None
    for heading, value in cells.items():
        rows.cell(at, heads[heading]).value = value
    workbook.save(path)


def delete(path: Path, sheet: str, wanted: str) -> None:
    """Delete the row of a sheet in which ``wanted`` stands."""
    workbook = load_workbook(path)
    (at,) = {cell.row for row in workbook[sheet].iter_rows(min_row=4) for cell in row if cell.value == wanted}
    workbook[sheet].delete_rows(at)
    workbook.save(path)


def edit(connection, table: str, column: str, value, where: str = "true") -> None:
    """Change a row as another person would."""
    query = sql.SQL("update register.{} set {} = %s, edited_from = revision where {} returning 1")
    rows_of(connection, query.format(sql.Identifier(table), sql.Identifier(column), sql.SQL(where)), value)


def numbers(report) -> tuple[int, int, int]:
    return report.rows_inserted, report.rows_updated, report.rows_unchanged


def test_rows_that_are_gone_are_said_and_retired_only_when_asked(connection, handed):
    """Emptied or deleted: gone; a row with an error is there. Taking the batch back restores what was retired."""
    assert numbers(import_ledger(connection, handed)) == (0, 0, 7)
    change(handed, TRANSFER, "钱七")
    delete(handed, TRANSFER, "江沿村")
    delete(handed, GRID, "二号网格")
    change(handed, GRID, "一号网格", 责任人手机="12")
    delete(handed, POSTS, "联络员")
    report = import_ledger(connection, handed, dry_run=True, with_places=True)
    assert {(one.table, one.name, one.handed_out) for one in report.missing} == {
        ("transfer_household", "方江屿村 大岙 钱七", True),
        ("no_transfer", "江沿村 无转移人员", True),
        ("grid_person", "方江屿村 二号网格 李四", True),
        ("duty", "方江屿村 联络员 张三", True),
    }
    assert codes(report) == [("bad_phone", 4)] and ("row_emptied", 5) in codes(report, "notice")
    import_ledger(connection, handed, mode="good")
    tables = ("transfer_household", "no_transfer", "grid_person", "duty", "village_fact")
    assert [count(connection, table) for table in tables] == [2, 1, 2, 1, 1], "nothing is retired silently"
    report = import_ledger(connection, handed, mode="good", retire_missing=True)
    assert report.rows_retired == 4
    assert [count(connection, table) for table in tables] == [1, 0, 1, 0, 1]
    undo_batch(connection, report.batch_uid)
    assert [count(connection, table) for table in tables] == [2, 1, 2, 1, 1]


def test_a_row_comes_home_whatever_was_changed_in_it(connection, handed):
    """Another householder or person is a change of the row, shown field by field; another year is another row."""
    change(handed, TRANSFER, "钱七", 户主姓名="钱八", 居住人数=3)
    change(handed, GRID, "一号网格", 责任人姓名="赵六", 责任人手机="12000000009")
    change(handed, FACTS, 1234, 年度=2027)
    shown = import_ledger(connection, handed, dry_run=True, with_places=True)
    assert {(one.sheet, one.name, one.label, one.before, one.after) for one in shown.changes} == {
        (TRANSFER, "大岙 钱七", "户主姓名", "钱七", "钱八"),
        (TRANSFER, "大岙 钱七", "居住人数", "2", "3"),
        (GRID, "一号网格 张三", "姓名", "张三", "赵六 12000000009"),
    }
    report = import_ledger(connection, handed)
    assert numbers(report) == (1, 2, 4) and not report.missing
    assert count(connection, "transfer_household") == count(connection, "grid_person") == 2
    assert rows_of(connection, "select year from register.village_fact order by year") == [(2026,), (2027,)]
    undo_batch(connection, report.batch_uid)
    assert rows_of(connection, "select people from register.transfer_household order by id") == [(4,), (2,)]
    assert count(connection, "village_fact") == 1


def test_what_others_changed_meanwhile_is_kept_or_settled_by_a_person(connection, handed):
    """Different fields: both hold. The same field, or a row retired meanwhile: an error that names who and when."""
    edit(connection, "village_fact", "resident_population", 950)
    change(handed, FACTS, 1234, 总人口数=1300)
    assert numbers(import_ledger(connection, handed)) == (0, 1, 6)
    facts = "select registered_population, resident_population from register.village_fact"
    assert rows_of(connection, facts) == [(1300, 950)]
    edit(connection, "transfer_household", "people", 5, "id = 1")
    change(handed, TRANSFER, "王五", 居住人数=6, 备注="新")
    edit(connection, "grid_person", "retired_at", "2026-05-01", "grid_name = '二号网格'")
    report = import_ledger(connection, handed)
    assert report.state == "refused" and codes(report) == [("changed_meanwhile", 4), ("retired_meanwhile", 5)]
    both, retired = report.errors
    assert both.column.endswith("居住人数") and both.value == "6" and both.text().endswith("It is now: 5.")
    assert "方江屿村 二号网格 李四" in retired.text() and report.batch_uid is None
    report = import_ledger(connection, handed, mode="good")
    assert report.rows_rejected == 2 and count(connection, "grid_person") == 1
    kept = rows_of(connection, "select people, note from register.transfer_household where id = 1")
    assert kept == [(5, None)] and rows_of(connection, facts) == [(1300, 950)]


def test_rows_sorted_without_their_keys_are_known_by_what_they_say(connection, handed):
    workbook = load_workbook(handed)
    sheet = workbook[GRID]
    key = next(cell.column for cell in sheet[3] if cell.value == "系统键")
    assert sheet.column_dimensions[sheet.cell(3, key).column_letter].hidden and sheet.cell(4, key).protection.locked
    sheet.cell(4, key).value, sheet.cell(5, key).value = sheet.cell(5, key).value, sheet.cell(4, key).value
    workbook.save(handed)
    report = import_ledger(connection, handed)
    assert codes(report, "warning")[-2:] == [("key_moved", 4), ("key_moved", 5)]
    assert numbers(report) == (0, 0, 7) and not report.missing
