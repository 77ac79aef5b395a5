"""Ledgers go out by township or department and come home to the rows that they came from."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from flood_core.database.ledger_undo import ChangedSince
from flood_core.errors import FloodMapError
from flood_core.ledger.handing_out import (
    DEPARTMENT,
    WHOLE,
    NothingChosen,
    UnknownSplit,
    hand_out,
)
from flood_core.ledger.handing_out import (
    TOWNSHIP as BY_TOWNSHIP,
)
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.undoing import undo_batch
from openpyxl import load_workbook
from psycopg2 import sql

from .books import TOWNSHIP, book, codes, count, register_sheet, rows_of

COUNTY = "330382"
SHEET = "0601 水库"


@pytest.fixture()
def stocked(connection, villages, tmp_path):
    """A township with three reservoirs and a shelter."""
    rows = [
        {"名称": "一号水库", "特征": "=1+1", "经度": 120.9101},
        {"名称": "二号水库", "经度": 120.9111, "责任人": "李四", "联系电话": "12000000002"},
        {"名称": "三号水库", "经度": None, "纬度": None, "位置": "村口"},
    ]
    shelters = [["行政村", "类型", "名称", "容纳人数"], ["方江屿村", "乡镇(街道)级避灾安置中心", "礼堂", 80]]
    path = book(tmp_path / "原有.xlsx", {"0601": register_sheet(*rows), "R3": shelters})
    workbook = load_workbook(path)
    for row in workbook["0601"].iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"
    workbook.save(path)
    assert not import_ledger(connection, path, area=TOWNSHIP, mode="good").errors
    return connection


def handed(connection, folder: Path, **options) -> Path:
    """Hand out the reservoirs of the township; return the file."""
    (made,) = hand_out(connection, folder, categories=["0601"], areas=[TOWNSHIP], **options)
    return folder / made.file


def change(path: Path, **values) -> Path:
    """Change cells: name of the row -> {heading: value}, or None to empty the row."""
    workbook = load_workbook(path)
    sheet = workbook[SHEET]
    heads = {str(cell.value).lstrip("*"): cell.column for cell in sheet[3]}
    for name, cells in values.items():
        row = next(r for r in range(4, sheet.max_row + 1) if sheet.cell(r, heads["名称"]).value == name)
        if cells is None:
            for heading, column in heads.items():
                if heading not in ("序号", "系统键"):
                    sheet.cell(row, column).value = None
        for heading, value in (cells or {}).items():
            sheet.cell(row, heads[heading]).value = value
    workbook.save(path)
    return path


def features(connection):
    return dict(rows_of(connection, "select name, feature from register.risk_source where retired_at is null"))


def edit(connection, name: str, **values):
    """Change a row of the register as another person would."""
    for column, value in values.items():
        query = sql.SQL(
            "update register.risk_source set {} = %s, edited_from = revision where name = %s returning 1"
        ).format(sql.Identifier(column))
        rows_of(connection, query, value, name)


def test_a_county_goes_out_by_township(stocked, tmp_path):
    """One workbook a township with a sheet a category; blank ones too, for they are to be filled."""
    files = hand_out(stocked, tmp_path, categories=["0601", "R3"], areas=[COUNTY], split=BY_TOWNSHIP)
    townships = rows_of(
        stocked, "select count(*) from base.area where level = 'township' and left(code, 6) = %s"
        " and retired_at is null and (valid_to is null or valid_to > current_date)", COUNTY,
    )[0][0]  # fmt: skip
    assert len(files) == townships and len({one.file for one in files}) == townships
    (own,) = [one for one in files if one.areas == (TOWNSHIP,)]
    assert own.rows == 4 and own.recipient in own.file
    assert load_workbook(tmp_path / own.file).sheetnames[:3] == [SHEET, "R3 避灾安置场所", "填写说明"]
    logged = rows_of(stocked, "select sum(row_count), count(*) from report.export_log where kind = 'ledger'")
    assert logged == [(4, townships)]


def test_a_domain_goes_out_by_department(stocked, tmp_path):
    """Each department gets its categories with all townships, chosen from lists that depend on each other."""
    files = hand_out(stocked, tmp_path, categories=["06", "0601", "R3"], areas=[COUNTY], split=DEPARTMENT)
    assert [(one.recipient, len(one.categories)) for one in files] == [("水利局", 17), ("避灾安置场所", 1)]
    sheet = load_workbook(tmp_path / files[0].file)[SHEET]
    assert [cell.value for cell in sheet[3]][:4] == ["序号", "乡镇", "*行政村", "*名称"]
    assert sheet["B4"].value == "清江镇"
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["C4"].startswith("OFFSET(名录!$A$1,MATCH($B4,") and rules["B4"].startswith("名录!$E$2")
    report = import_ledger(stocked, tmp_path / files[0].file)
    assert not report.errors and report.rows_unchanged == report.rows_read == 3
    assert report.sender == "水利局" and report.area_code == COUNTY


def test_keys_are_hidden_and_what_may_not_change_is_locked(stocked, tmp_path):
    sheet = load_workbook(handed(stocked, tmp_path))[SHEET]
    heads = {str(cell.value).lstrip("*"): cell for cell in sheet[3]}
    key, name = heads["系统键"], heads["名称"]
    assert sheet.column_dimensions[key.column_letter].hidden and sheet.protection.sheet
    assert sheet.cell(4, key.column).protection.locked and key.protection.locked
    assert sheet.cell(4, heads["序号"].column).protection.locked
    assert not sheet.cell(4, name.column).protection.locked and not sheet.cell(20, name.column).protection.locked
    uid, revision = rows_of(
        stocked,
        "select uid::text, revision from register.risk_source where name = %s",
        sheet.cell(4, name.column).value,
    )[0]
    assert str(sheet.cell(4, key.column).value).startswith(f"{uid}#{revision}#")
    text = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1")
    assert text.data_type == "s" and text.quotePrefix


def test_phones_only_for_those_entitled(stocked, people, tmp_path):
    def phones(kind, areas):
        with closing(people.sign_in(kind, areas)) as person:
            sheet = load_workbook(handed(person, tmp_path, split=WHOLE))[SHEET]
            column = next(cell.column for cell in sheet[3] if cell.value == "联系电话")
            logged = rows_of(person, "select what, row_count from report.export_log")
            assert len(logged) == 1 and logged[0][1] == 3 and "清江镇" in logged[0][0]
            return {sheet.cell(row, column).value for row in range(4, 7)}

    assert phones("township_reviewer", [TOWNSHIP]) == {"12012345678", "12000000002"}
    assert phones("county_viewer", [COUNTY]) == {None}


def test_a_row_comes_home_whatever_was_changed_in_it(stocked, tmp_path):
    """A new name in another village with another place: still the thing that it came from."""
    path = change(
        handed(stocked, tmp_path), 一号水库={"名称": "龙门水库", "行政村": "江沿村", "经度": 120.95, "特征": "石坝"}
    )
    before = rows_of(stocked, "select uid from register.risk_source where name = '一号水库'")
    report = import_ledger(stocked, path, with_places=True, dry_run=True)
    assert report.rows_updated == 1 and report.rows_unchanged == 2
    changes = {(one.field, one.before, one.after) for one in report.changes}
    assert {("name", "一号水库", "龙门水库"), ("feature", "=1+1", "石坝")} <= changes
    assert ("geom", "120.910100, 28.290100", "120.950000, 28.290100") in changes
    report = import_ledger(stocked, path)
    assert report.state == "committed" and count(stocked, "risk_source") == 3
    assert rows_of(stocked, "select uid from register.risk_source where name = '龙门水库'") == before


def test_what_others_changed_meanwhile_stays_where_the_ledger_says_nothing_new(stocked, tmp_path):
    """The row was changed by both, in different fields: both changes hold. Untouched rows change nothing."""
    path = change(handed(stocked, tmp_path), 一号水库={"特征": "石坝"})
    edit(stocked, "一号水库", note="值守", threatened_people=9)
    edit(stocked, "二号水库", feature="土坝")
    report = import_ledger(stocked, path)
    assert not report.errors and (report.rows_updated, report.rows_unchanged) == (1, 2)
    assert features(stocked) == {"一号水库": "石坝", "二号水库": "土坝", "三号水库": None}
    found = rows_of(stocked, "select note, threatened_people from register.risk_source where name = '一号水库'")
    assert found == [("值守", 9)]


def test_the_same_field_changed_by_both_is_a_conflict(stocked, tmp_path):
    path = change(handed(stocked, tmp_path), 一号水库={"特征": "石坝"}, 二号水库={"特征": "土坝"})
    edit(stocked, "一号水库", feature="混凝土坝")
    report = import_ledger(stocked, path)
    assert report.state == "refused" and codes(report) == [("changed_meanwhile", 4)]
    issue = report.errors[0]
    assert "混凝土坝" in issue.text() and issue.column.endswith("特征") and issue.value == "石坝"
    report = import_ledger(stocked, path, mode="good")
    assert features(stocked)["一号水库"] == "混凝土坝" and features(stocked)["二号水库"] == "土坝"
    assert report.rows_rejected == 1


def test_people_are_held_against_the_register_too(stocked, tmp_path):
    """A person that only others changed stays; one that both changed is a conflict."""
    path = change(handed(stocked, tmp_path), 二号水库={"责任人": "王五", "联系电话": "12000000005"})
    for name, other in (("一号水库", "赵六"), ("二号水库", "钱七")):
        import_ledger(
            stocked, book(tmp_path / "b.xlsx", {"0601": register_sheet({"名称": name, "责任人": other,
            "经度": 120.9101 if name == "一号水库" else 120.9111, "特征": None})}), area=TOWNSHIP,
        )  # fmt: skip
    report = import_ledger(stocked, path, mode="good")
    assert codes(report) == [("person_changed_meanwhile", 6)] and "钱七" in report.errors[0].text()
    duties = rows_of(
        stocked, "select r.name, p.name from register.duty d join register.risk_source r on r.uid = d.subject_uid"
        " join register.person p on p.uid = d.person_uid where d.retired_at is null order by 1",
    )  # fmt: skip
    assert ("一号水库", "赵六") in duties and ("二号水库", "钱七") in duties and ("二号水库", "王五") not in duties


def test_a_phone_alone_is_a_change(stocked, tmp_path):
    path = change(handed(stocked, tmp_path), 二号水库={"联系电话": "12000000009"})
    report = import_ledger(stocked, path, dry_run=True, with_places=True)
    assert (report.rows_updated, report.rows_unchanged) == (1, 2)
    assert [(one.field, one.after) for one in report.changes] == [("duty.responsible", "李四 12000000009")]
    assert {place.name: place.state for place in report.places}["二号水库"] == "changed"


def test_what_is_gone_is_listed_and_retired_only_when_asked(stocked, tmp_path):
    path = change(handed(stocked, tmp_path), 二号水库=None)
    report = import_ledger(stocked, path, dry_run=True, with_places=True)
    assert [(one.name, one.handed_out) for one in report.missing] == [("二号水库", True)]
    assert codes(report, "notice") == [("row_emptied", 6)]
    import_ledger(stocked, path)
    assert count(stocked, "risk_source") == 3
    report = import_ledger(stocked, path, retire_missing=True)
    assert report.rows_retired == 1 and set(features(stocked)) == {"一号水库", "三号水库"}
    undone = undo_batch(stocked, report.batch_uid)
    assert undone.restored == {"register.risk_source": 1} and count(stocked, "risk_source") == 3
    assert undone.things_back == 1


def test_what_is_gone_but_was_changed_since_is_not_retired(stocked, tmp_path):
    path = change(handed(stocked, tmp_path), 二号水库=None)
    edit(stocked, "二号水库", note="新")
    report = import_ledger(stocked, path, retire_missing=True, mode="good")
    assert codes(report) == [("gone_but_changed", None)]
    assert report.rows_retired == 0 and count(stocked, "risk_source") == 3


def test_a_thing_retired_meanwhile_is_not_revived_by_its_row(stocked, tmp_path):
    path = change(handed(stocked, tmp_path), 二号水库={"特征": "土坝"})
    rows_of(
        stocked,
        "update register.risk_source set retired_at = now(), edited_from = revision where name = '二号水库'"
        " returning 1",
    )
    report = import_ledger(stocked, path, mode="good")
    assert codes(report) == [("retired_meanwhile", 6)] and count(stocked, "risk_source") == 2


def test_copied_and_scrambled_rows_do_not_touch_others(stocked, tmp_path):
    """A copied row is new; rows sorted without their hidden column are known by their names."""
    path = handed(stocked, tmp_path)
    workbook = load_workbook(path)
    sheet = workbook[SHEET]
    key = next(cell.column for cell in sheet[3] if cell.value == "系统键")
    name = next(cell.column for cell in sheet[3] if cell.value == "*名称")
    first, second = sheet.cell(4, key).value, sheet.cell(5, key).value
    sheet.cell(4, key).value, sheet.cell(5, key).value = second, first
    for column in range(1, key + 1):
        sheet.cell(7, column).value = sheet.cell(6, column).value
    sheet.cell(7, name).value = "四号水库"
    workbook.save(path)
    report = import_ledger(stocked, path)
    assert not report.errors
    assert [code for code, _ in codes(report, "warning") if code.startswith("key")] == [
        "key_moved", "key_moved", "key_doubled",
    ]  # fmt: skip
    assert report.rows_unchanged == 3 and report.rows_inserted == 1 and count(stocked, "risk_source") == 4


def test_a_key_of_a_stranger_is_nothing(stocked, people, tmp_path):
    """Who may not write a thing does not get at it through a forged key either."""
    path = handed(stocked, tmp_path)
    with closing(people.sign_in("township_reviewer", ["330382001"])) as other:
        report = import_ledger(other, change(path, 一号水库={"特征": "石坝"}), mode="good", area=TOWNSHIP)
    assert report.state == "refused" and {code for code, _ in codes(report)} == {"area_not_yours"}
    assert features(stocked)["一号水库"] == "=1+1"


def test_an_undo_says_who_changed_the_rows_since(stocked, tmp_path):
    batch = import_ledger(stocked, change(handed(stocked, tmp_path), 一号水库={"特征": "石坝"})).batch_uid
    edit(stocked, "一号水库", note="新")
    with pytest.raises(ChangedSince, match="一号水库"):
        undo_batch(stocked, batch)


def test_a_ledger_that_is_there_is_not_written_over(stocked, tmp_path):
    first, second = handed(stocked, tmp_path), handed(stocked, tmp_path)
    assert first != second and second.stem == first.stem + "_2" and first.exists()


def test_wrong_use(stocked, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    for wrong, error in (
        ({"categories": [], "areas": [TOWNSHIP]}, NothingChosen),
        ({"categories": ["0601"], "areas": [TOWNSHIP], "split": "x"}, UnknownSplit),
        ({"categories": ["0601", "9999"], "areas": [TOWNSHIP]}, FloodMapError),
        ({"categories": ["0601"], "areas": ["1"]}, FloodMapError),
    ):
        with pytest.raises(error) as caught:
            hand_out(stocked, folder, **wrong)
        assert caught.value.exit_code == 2
    assert not list(folder.iterdir())
    folder.rmdir()
    folder.write_text("a file")
    with pytest.raises(FloodMapError) as caught:
        hand_out(stocked, folder / "below a file", categories=["0601"], areas=[TOWNSHIP])
    assert caught.value.exit_code == 5


def test_what_several_departments_share_goes_to_each(stocked, tmp_path):
    shared = rows_of(
        stocked,
        "select category_code, array_agg(d.name_zh order by d.code) from reference.category_department"
        " join reference.department d on d.code = department_code group by 1 having count(*) > 1 order by 1 limit 1",
    )[0]
    files = hand_out(stocked, tmp_path, categories=[shared[0], "网格责任人"], areas=[TOWNSHIP], split=DEPARTMENT)
    assert [(one.recipient, one.categories) for one in files] == [
        *((name, (shared[0],)) for name in shared[1]), ("名单", ("网格责任人",)),
    ]  # fmt: skip


def test_the_word_that_empties_a_cell_is_shown_first_and_can_be_taken_back(stocked, tmp_path):
    """A blank cell keeps what there is; 清空 takes it away, attributes too, unless others changed it meanwhile."""
    edit(stocked, "二号水库", control_measures="巡查")
    rows_of(
        stocked,
        "update register.risk_source set attributes = attributes || '{\"dam_height_m\": 30}', edited_from = revision"
        " where name = '二号水库' returning 1",
    )
    path = handed(stocked, tmp_path)
    words = " ".join(str(row[0]) for row in load_workbook(path)["填写说明"].iter_rows(max_row=9, values_only=True))
    assert "清空" in words and "清空" in {cell.value for row in load_workbook(path)["选项"].iter_rows() for cell in row}
    change(path, 二号水库={"控制措施": "清空", "坝高(m)": " 清空", "风险等级": "清空", "特征": None})
    shown = import_ledger(stocked, path, dry_run=True, with_places=True)
    assert {(one.label, one.before, one.after) for one in shown.changes} == {
        ("控制措施", "巡查", None), ("坝高", "30", None), ("风险等级", "红", None),
    }  # fmt: skip
    done = import_ledger(stocked, path)
    assert not done.errors and done.rows_updated == 1
    after = "select control_measures, attributes ? 'dam_height_m', risk_level from register.risk_source where name = %s"
    assert rows_of(stocked, after, "二号水库") == [(None, False, None)]
    assert import_ledger(stocked, path).rows_updated == 0, "what is empty already is no news"
    undo_batch(stocked, done.batch_uid)
    assert rows_of(stocked, after, "二号水库") == [("巡查", True, 1)]
    edit(stocked, "二号水库", control_measures="每日巡查")
    assert codes(import_ledger(stocked, path, dry_run=True)) == [("changed_meanwhile", 6)]
    refused = import_ledger(stocked, change(handed(stocked, tmp_path), 一号水库={"名称": "清空"}), dry_run=True)
    assert codes(refused) == [("clear_required", 4)]
