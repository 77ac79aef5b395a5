"""Ledgers of others: what is new, changed, missing or entered twice; columns remembered; the copy with marks."""

from __future__ import annotations

from flood_core.ledger.importing import import_ledger
from flood_core.ledger.marking import FINDINGS_SHEET, write_marked
from openpyxl import load_workbook

from .books import TOWNSHIP, book, codes, count, register_sheet, rows_of
from .test_xls_and_csv import xls

STRANGE = [
    ["清江镇2026年防汛风险点排查台账", None, None, None, None, None],
    ["填报单位：清江镇农业农村办", None, None, None, None, "填报日期：2026-03-01"],
    ["村", "点位", None, "责任人", None, None],
    [None, "叫什么", "哪里", "巡查责任人", None, None],
    [None, None, None, "姓名", "手机", None],
    ["方江屿村", "一号塘", "东头", "张三", "12000000001", 3],
    [None, "二号塘", "西头", "李四", "12000000002", 4],
    [None, None, None, None, None, None],
    ["合计", "2处", None, None, None, 7],
    ["注：以上为主要点位", None, None, None, None, None],
]


def strange(path):
    return book(path, {"0602 山塘": STRANGE}, {"0602 山塘": ["A1:F1", "B3:C3", "D3:E3", "D4:E4", "A6:A7"]})


def test_headings_in_three_rows_merged_values_totals_and_notes(connection, villages, tmp_path):
    """The one column that nobody could know is chosen by a person; all else is understood."""
    path = strange(tmp_path / "a.xlsx")
    report = import_ledger(connection, path, area=TOWNSHIP, columns={"0602 山塘": {"B 点位叫什么": "name"}})
    assert not report.errors and report.rows_inserted == 2
    assert ("row_total", 9) in codes(report, "notice") and ("row_note", 10) in codes(report, "notice")
    found = rows_of(
        connection, "select r.name, r.area_code, p.name, d.post_code from register.risk_source r"
        " join register.duty d on d.subject_uid = r.uid join register.person p on p.uid = d.person_uid order by r.id",
    )  # fmt: skip
    village = villages["方江屿村"]
    assert found == [("一号塘", village, "张三", "patrol"), ("二号塘", village, "李四", "patrol")]


def test_what_was_said_of_columns_is_remembered_for_the_sender(connection, villages, tmp_path):
    """Next time the same sender's column is known, wherever it stands; another sender's is not."""
    import_ledger(
        connection, strange(tmp_path / "a.xlsx"), area=TOWNSHIP, columns={"0602 山塘": {"B 点位叫什么": "name"}}
    )
    moved = [[*row[:1], "空列" if n == 2 else None, *row[1:]] for n, row in enumerate(STRANGE)]
    path = book(tmp_path / "b.xlsx", {"0602 山塘": moved}, {"0602 山塘": ["C3:D3", "E3:F3", "E4:F4", "A6:A7"]})
    report = import_ledger(connection, path, area=TOWNSHIP, dry_run=True)
    assert report.remembered == ["C 点位叫什么"] and not report.errors and report.rows_unchanged == 2
    other = import_ledger(connection, path, area=TOWNSHIP, dry_run=True, sender="别的单位")
    assert codes(other) == [("missing_column", None)]


def test_what_may_be_entered_twice_is_said(connection, villages, tmp_path):
    """Nearly the same name near by, or the same name in the next village; a far neighbour is none."""
    first = [{"名称": "方江屿水库"}, {"名称": "大坑水库", "经度": 120.9151}, {"名称": "远处水库", "经度": 120.9052}]
    import_ledger(connection, book(tmp_path / "a.xlsx", {"0601": register_sheet(*first)}), area=TOWNSHIP)
    second = [
        {"名称": "方江屿小（二）水库", "经度": 120.9106},
        {"名称": " 大坑 水库", "行政村": "江沿村", "经度": 120.9159},
        {"名称": "远处的水库", "经度": 120.9182},
    ]
    report = import_ledger(connection, book(tmp_path / "b.xlsx", {"0601": register_sheet(*second)}), area=TOWNSHIP)
    near = [issue for issue in report.issues if issue.code == "near_duplicate"]
    assert [(issue.row, issue.values["other"]) for issue in near] == [(2, "方江屿水库"), (3, "大坑水库")]
    assert near[0].values["metres"] == 49 and "49 m" in near[0].text()
    assert report.rows_inserted == 3


def test_what_the_ledger_lacks_is_listed_and_never_retired(connection, villages, tmp_path):
    """Only of its own categories and villages: another village's things are not missing."""
    rows = [{"名称": "一"}, {"名称": "二"}, {"名称": "三", "行政村": "江沿村", "经度": None, "纬度": None}]
    import_ledger(connection, book(tmp_path / "a.xlsx", {"0601": register_sheet(*rows)}), area=TOWNSHIP)
    path = book(tmp_path / "b.xlsx", {"0601": register_sheet({"名称": "一", "特征": "新"})})
    report = import_ledger(connection, path, area=TOWNSHIP, with_places=True, retire_missing=True)
    assert [(one.name, one.handed_out) for one in report.missing] == [("二", False)]
    assert [(one.label, one.before, one.after) for one in report.changes] == [("特征", None, "新")]
    assert report.rows_retired == 0 and count(connection, "risk_source") == 3


def test_each_row_names_its_system_and_why(connection, villages, tmp_path):
    """GCJ-02 that nobody declared: only so does the point fall into the village that the row names."""
    rows = [{"名称": "一", "坐标系": None, "经度": 120.9143, "纬度": 28.2785}, {"名称": "二", "坐标系": "BD-09"}]
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet(*rows)})
    report = import_ledger(connection, path, area=TOWNSHIP, dry_run=True, with_places=True, mode="good")
    places = {place.name: place for place in report.places}
    assert places["一"].system == "GCJ-02" and places["一"].evidence
    assert places["二"].system == "BD-09" and places["二"].evidence


def test_the_copy_has_its_wrong_cells_marked(connection, villages, tmp_path):
    """The workbook keeps its looks; each mark says what is wrong and how to mend it; the list stands first."""
    rows = register_sheet({"名称": "一", "联系电话": "12"}, {"名称": "二", "行政村": "方江村", "特征": "-x"})
    path = book(tmp_path / "a.xlsx", {"0601": rows, "别的": [["=1+1"]]}, {"0601": ["A2:A3"]})
    report = import_ledger(connection, path, area=TOWNSHIP, dry_run=True, mode="good")
    marked = load_workbook(write_marked(path, report, tmp_path / "标注.xlsx"))
    assert marked.sheetnames[0] == FINDINGS_SHEET
    cell = marked["0601"]["J2"]
    assert cell.fill.fgColor.rgb.endswith("F8B4B4") and "11 digits" in cell.comment.text
    assert "方江屿村" in marked["0601"]["B3"].comment.text
    listed = [[c.value for c in row[:4]] for row in marked[FINDINGS_SHEET].iter_rows(min_row=2)]
    assert ["错误", "0601", 2, "J 联系电话"] in listed and ["错误", "0601", 3, "B 行政村"] in listed
    again = import_ledger(connection, tmp_path / "标注.xlsx", area=TOWNSHIP, dry_run=True, mode="good")
    assert codes(again) == codes(report)


def test_an_old_workbook_gets_a_marked_copy_too(connection, villages, tmp_path):
    path = xls(tmp_path / "a.xls", register_sheet({"名称": "=1+1", "联系电话": "12"}))
    report = import_ledger(connection, path, area=TOWNSHIP, dry_run=True, mode="good")
    marked = load_workbook(write_marked(path, report, tmp_path / "b.xlsx"))
    name = marked["0601"]["D2"]
    assert (name.value, name.data_type, name.quotePrefix) == ("=1+1", "s", True)
    assert marked["0601"]["J2"].comment is not None
