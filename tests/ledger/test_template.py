"""A template comes back filled in and is understood without a word."""

from __future__ import annotations

import pytest
from flood_core.ledger.importing import UnknownArea, UnknownCategory, import_ledger
from flood_core.ledger.template import NotATemplateName, TemplateNotWritten, write_template
from openpyxl import load_workbook

from .books import TOWNSHIP, book, count, register_sheet, rows_of


def headings(sheet):
    return [cell.value for cell in sheet[3]]


def test_headings_units_choices_and_names(connection, villages, tmp_path):
    path = write_template(connection, tmp_path / "t.xlsx", category="0601", area=TOWNSHIP)
    workbook = load_workbook(path)
    sheet = workbook["0601 水库"]
    assert headings(sheet)[:4] == ["序号", "*行政村", "*名称", "特征"]
    assert "总库容(万m³)" in headings(sheet) and "坝高(m)" in headings(sheet)
    assert workbook["名录"].sheet_state == "hidden"
    names = [row[0] for row in workbook["名录"].iter_rows(min_row=2, values_only=True)]
    assert names[0] == "本级" and set(names[1:]) == set(villages)
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert lists["B4"] == f"名录!$A$2:$A${len(names) + 1}" and len(lists) >= 4
    assert sheet.protection.sheet and sheet["A3"].protection.locked and not sheet["C4"].protection.locked
    assert sheet["I4"].number_format == "@"
    assert workbook["填写说明"]["A1"].value


def test_present_rows_come_out_and_back_in_unchanged(connection, villages, tmp_path):
    rows = [
        {
            "名称": f"水库{n}",
            "特征": "=1+1" if n else "-",
            "统一编号": f"S{n}",
            "受威胁人数": n,
            "经度": 120.9101 + n / 1e4,
            "核实日期": "2026-03-01",
        }
        for n in range(3)
    ]
    sheet = register_sheet(*rows)
    sheet[0] += ["总库容(万m³)", "水库类别", "病险情况"]
    for row in sheet[1:]:
        row += [12.5, "小(2)型", "二类坝"]
    source = book(tmp_path / "a.xlsx", {"0601": sheet})
    _as_text(source)
    assert not import_ledger(connection, source, area=TOWNSHIP).errors
    path = write_template(connection, tmp_path / "t.xlsx", category="0601", area=TOWNSHIP)
    cell = load_workbook(path)["0601 水库"]["D5"]
    assert cell.value == "=1+1" and cell.data_type == "s"
    report = import_ledger(connection, path, area=TOWNSHIP)
    assert not report.errors and (report.rows_unchanged, report.rows_inserted, report.rows_updated) == (3, 0, 0)
    assert count(connection, "person") == 1


def _as_text(path):
    workbook = load_workbook(path)
    for row in workbook.active.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"
    workbook.save(path)


def test_lines_and_resources_come_back(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "0606": [["行政村", "名称", "坐标串"], ["方江屿村", "塘", "120.911,28.291;120.915,28.291"]],
            "R3": [
                ["行政村", "类型", "名称", "容纳人数", "经度", "纬度", "管理员", "联系电话", "有无安全鉴定"],
                ["本级", "乡镇(街道)级避灾安置中心", "中心", 200, 120.91, 28.29, "李四", "12000000001", "无"],
            ],
        },
    )
    assert not import_ledger(connection, path, area=TOWNSHIP).errors
    for category in ("0606", "R3", "R302"):
        template = write_template(connection, tmp_path / f"{category}.xlsx", category=category, area=TOWNSHIP)
        report = import_ledger(connection, template, area=TOWNSHIP)
        assert not report.errors and report.rows_unchanged == report.rows_read == 1, category


@pytest.mark.parametrize("name", ["行政村危险区人员转移清单", "网格责任人", "行政村信息", "组织责任"])
def test_yearly_templates_are_understood(connection, villages, tmp_path, name):
    path = write_template(connection, tmp_path / "t.xlsx", category=name, area=TOWNSHIP)
    workbook = load_workbook(path)
    heads = [str(h).lstrip("*") for h in headings(workbook[name])]
    row = {
        "行政村": "方江屿村",
        "危险区(点)名称": "区",
        "类型": "危房",
        "居住人数": 2,
        "网格名称": "一",
        "网格类型": "水库",
        "责任人姓名": "张三",
        "责任人手机": "12000000001",
        "总人口数": 5,
        "岗位": "联络员",
        "姓名": "张三",
    }
    for position, heading in enumerate(heads, start=1):
        workbook[name].cell(4, position).value = row.get(heading)
    workbook.save(path)
    report = import_ledger(connection, path, area=TOWNSHIP, year=2026)
    assert not report.errors and report.rows_inserted == 1
    out = {"category": name, "area": TOWNSHIP}
    assert load_workbook(write_template(connection, tmp_path / "n.xlsx", **out, year=2027))[name]["A4"].value is None
    filled = write_template(connection, tmp_path / "f.xlsx", **out, year=2026)
    sheet = load_workbook(filled)[name]
    assert f"2026年度{name}" in sheet["A1"].value
    assert {heading: sheet.cell(4, at).value for at, heading in enumerate(heads, 1) if row.get(heading)} == {
        heading: value for heading, value in row.items() if heading in heads
    }
    again = import_ledger(connection, filled, area=TOWNSHIP, year=2025)
    assert not again.errors and (again.rows_unchanged, again.rows_inserted, again.rows_updated) == (1, 0, 0)


def test_old_rows_only_when_wanted(connection, villages, tmp_path):
    import_ledger(connection, book(tmp_path / "a.xlsx", {"0601": register_sheet({})}), area=TOWNSHIP)
    path = write_template(connection, tmp_path / "t.xlsx", category="水库", area=villages["方江屿村"], filled=False)
    assert load_workbook(path)["0601 水库"]["C4"].value is None


def test_wrong_use(connection, tmp_path, unprivileged):
    with pytest.raises(UnknownCategory):
        write_template(connection, tmp_path / "t.xlsx", category="9999", area=TOWNSHIP)
    with pytest.raises(UnknownArea):
        write_template(connection, tmp_path / "t.xlsx", category="0601", area="1")
    with pytest.raises(NotATemplateName):
        write_template(connection, tmp_path / "t.csv", category="0601", area=TOWNSHIP)
    with pytest.raises(TemplateNotWritten):
        write_template(connection, tmp_path / "no such folder" / "t.xlsx", category="0601", area=TOWNSHIP)
    assert not list(tmp_path.iterdir())
    assert rows_of(connection, "select 1") == [(1,)]
