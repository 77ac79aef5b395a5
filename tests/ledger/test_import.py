"""A ledger goes into the registers whole, in its good rows, or not at all."""

from __future__ import annotations

import json
import math

import pytest
from flood_core.coordinates.offsets import to_bd09, to_gcj02
from flood_core.coordinates.projected import to_gauss
from flood_core.ledger.importing import NothingToImport, UnknownArea, UnknownCategory, UnknownMode, import_ledger
from flood_core.ledger.report import write_report

from .books import RISK, TOWNSHIP, book, codes, count, register_sheet, risk_row, rows_of

CENTRE = (120.9101, 28.2901)


def test_risk_sources_with_person_phone_duty_and_place(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "0601 水库": register_sheet(
                {
                    "特征": "土坝",
                    "位置": "村北",
                    "责任主体": "清江镇人民政府",
                    "控制措施": "每日巡查",
                    "受威胁户数": 12,
                    "受威胁人数": "40人",
                    "统一编号": "SK-1",
                    "核实日期": "2026年3月5日",
                }
            )
        },
    )
    report = import_ledger(connection, path, area=TOWNSHIP)
    assert report.state == "committed" and not report.errors
    row = rows_of(
        connection,
        """
        select area_code, category_code, name, feature, location, responsible_party, control_measures, risk_level,
               threatened_households, threatened_people, external_code, verified_on::text, verification_state,
               st_x(geom), st_y(geom), st_srid(geom), coordinate_system, coordinate_evidence, change_uid::text
          from register.risk_source""",
    )[0]
    assert row[:13] == (
        villages["方江屿村"],
        "0601",
        "方江屿水库",
        "土坝",
        "村北",
        "清江镇人民政府",
        "每日巡查",
        1,
        12,
        40,
        "SK-1",
        "2026-03-05",
        "confirmed",
    )
    assert row[13:16] == (*CENTRE, 4490)
    assert row[16] == "CGCS2000" and "落在所填村内" in row[17]
    assert row[18] == report.batch_uid
    assert rows_of(
        connection,
        """
        select p.name, f.number, f.kind, d.post_vocabulary, d.post_code, d.category_code
          from register.duty d join register.person p on p.uid = d.person_uid
          join register.person_phone f on f.person_uid = p.uid join register.risk_source r on r.uid = d.subject_uid
    """,
    ) == [("张三", "12012345678", "mobile", "responsibility", "responsible", "0601")]
    assert rows_of(
        connection, "select rows_read, rows_inserted, rows_rejected, area_code, state from register.ledger_batch"
    ) == [(1, 1, 0, TOWNSHIP, "committed")]


def test_the_same_ledger_again_changes_nothing(connection, villages, tmp_path):
    rows = [{"名称": f"水库{n}", "经度": 120.9101 + n / 1e4} for n in range(5)]
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet(*rows)})
    import_ledger(connection, path, area=TOWNSHIP)
    again = import_ledger(connection, path, area=TOWNSHIP)
    assert (again.rows_inserted, again.rows_updated, again.rows_unchanged) == (0, 0, 5)
    assert count(connection, "person") == 1 and count(connection, "duty") == 5
    assert rows_of(connection, "select max(revision) from register.risk_source") == [(1,)]


def test_changed_cells_update_and_blank_cells_keep(connection, villages, tmp_path):
    import_ledger(
        connection,
        book(tmp_path / "a.xlsx", {"0601": register_sheet({"特征": "土坝", "控制措施": "巡查", "统一编号": "SK-1"})}),
        area=TOWNSHIP,
    )
    report = import_ledger(
        connection,
        book(
            tmp_path / "b.xlsx",
            {
                "0601": register_sheet(
                    {
                        "名称": "方江屿一号水库",
                        "特征": None,
                        "控制措施": "值守",
                        "统一编号": "SK-1",
                        "经度": None,
                        "纬度": None,
                        "联系电话": "12000000009",
                    }
                )
            },
        ),
        area=TOWNSHIP,
    )
    assert (report.rows_inserted, report.rows_updated) == (0, 1)
    assert rows_of(
        connection, "select name, feature, control_measures, st_x(geom), revision from register.risk_source"
    ) == [("方江屿一号水库", "土坝", "值守", 120.9101, 2)]
    assert rows_of(connection, "select control_measures from history.risk_source") == [("巡查",)]
    assert rows_of(
        connection,
        """select f.number from register.duty d join register.person_phone f using (person_uid)
                                   where d.retired_at is null""",
    ) == [("12000000009",)]


def test_things_of_one_name_stay_apart(connection, villages, tmp_path):
    rows = [{"风险类别": "C级危房", "名称": "危房", "经度": 120.9101 + n / 1e3, "责任人": f"户{n}"} for n in range(4)]
    path = book(tmp_path / "a.xlsx", {"1007": register_sheet(*rows)})
    assert import_ledger(connection, path, area=TOWNSHIP).rows_inserted == 4
    assert import_ledger(connection, path, area=TOWNSHIP).rows_unchanged == 4
    rows[2]["受威胁人数"] = 9
    changed = import_ledger(connection, book(tmp_path / "b.xlsx", {"1007": register_sheet(*rows)}), area=TOWNSHIP)
    assert (changed.rows_updated, changed.rows_unchanged) == (1, 3)
    assert rows_of(
        connection, "select round(st_x(geom)::numeric, 4)::float from register.risk_source where threatened_people = 9"
    ) == [(pytest.approx(120.9121),)]


def test_things_of_one_name_that_moved_a_little_are_recognised(connection, villages, tmp_path):
    rows = [{"风险类别": "C级危房", "名称": "危房", "经度": 120.9101 + n / 100} for n in range(1)]
    rows += [
        {"风险类别": "C级危房", "名称": "危房", "经度": 120.9101 + n / 500, "责任人": f"户{n}"} for n in range(1, 5)
    ]
    import_ledger(connection, book(tmp_path / "a.xlsx", {"1007": register_sheet(*rows)}), area=TOWNSHIP)
    for row in rows:
        row["经度"] += 0.0002
    report = import_ledger(
        connection, book(tmp_path / "b.xlsx", {"1007": register_sheet(*reversed(rows))}), area=TOWNSHIP
    )
    assert (report.rows_inserted, report.rows_updated) == (0, 5)
    persons = rows_of(
        connection,
        "select p.name, round(st_x(r.geom)::numeric, 4)::float from register.risk_source r"
        " join register.duty d on d.subject_uid = r.uid join register.person p on p.uid = d.person_uid order by 2",
    )
    assert [name for name, _ in persons] == ["张三", "户1", "户2", "户3", "户4"]


WAYS = {
    "gcj": lambda x, y: dict(zip(("经度", "纬度"), map(float, to_gcj02(x, y))), 坐标系="GCJ-02"),
    "bd": lambda x, y: dict(zip(("经度", "纬度"), map(float, to_bd09(x, y))), 坐标系="百度"),
    "swapped": lambda x, y: {"经度": y, "纬度": x},
    "text": lambda x, y: {"经度": f"{x}", "纬度": f"{y}"},
    "one cell": lambda x, y: {"经度": f"{x},{y}", "纬度": None},
    "dms": lambda x, y: {"经度": "120°54′36.36″", "纬度": "28°17′24.36″"},
    "metres": lambda x, y: dict(zip(("经度", "纬度"), map(float, to_gauss(x, y))), 坐标系="高斯克吕格"),
    "metres x north": lambda x, y: dict(zip(("纬度", "经度"), map(float, to_gauss(x, y))), 坐标系=None),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_a_place(connection, villages, tmp_path, way):
    report = import_ledger(
        connection, book(tmp_path / "a.xlsx", {"0601": register_sheet(WAYS[way](*CENTRE))}), area=TOWNSHIP
    )
    assert not report.errors, [issue.text() for issue in report.errors]
    x, y, system, evidence = rows_of(
        connection, "select st_x(geom), st_y(geom), coordinate_system, coordinate_evidence from register.risk_source"
    )[0]
    assert math.hypot(x - CENTRE[0], y - CENTRE[1]) < 2e-8
    assert system and evidence
    warned = {"swapped": ["coordinate_swapped"]}.get(way, [])
    assert [code for code, _ in codes(report, "warning")] == warned


def test_a_point_in_another_village_is_flagged_with_distance_and_village(connection, villages, tmp_path):
    report = import_ledger(
        connection, book(tmp_path / "a.xlsx", {"0601": register_sheet({"经度": 120.9301})}), area=TOWNSHIP
    )
    found = next(issue for issue in report.issues if issue.code.startswith("outside_village"))
    assert found.values["metres"] == pytest.approx(0.0101 * 111_000 * math.cos(math.radians(28.28)), abs=15)
    assert found.values["found"] != "—" and "方江屿" not in found.values["found"]
    assert report.state == "committed"


def test_bad_rows_stop_all_or_stay_out(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "0601": register_sheet(
                {"名称": "好"}, {"名称": "电话错", "联系电话": "1234"}, {"名称": "村错", "行政村": "方江屿存"}
            )
        },
    )
    refused = import_ledger(connection, path, area=TOWNSHIP)
    assert refused.state == "refused" and refused.batch_uid is None
    assert count(connection, "risk_source") == count(connection, "person") == 0
    assert rows_of(connection, "select count(*) from register.ledger_batch") == [(0,)]
    report = import_ledger(connection, path, area=TOWNSHIP, mode="good")
    assert report.state == "committed" and (report.rows_inserted, report.rows_rejected) == (1, 2)
    assert codes(report) == [("bad_phone", 3), ("village_unknown", 4)]
    phone, village = report.errors
    assert (phone.sheet, phone.row, phone.column, phone.value) == ("0601", 3, "J 联系电话", "1234")
    assert "方江屿村" in village.fix() and village.column == "B 行政村"
    kept = rows_of(connection, "select report, rows_rejected, mode from register.ledger_batch")[0]
    assert kept[1:] == (2, "good") and kept[0]["counts"]["bad_phone"] == 1


def test_a_trial_says_the_same_and_saves_nothing(connection, villages, tmp_path):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"名称": "好"}, {"名称": "错", "风险等级": "紫"})})
    trial = import_ledger(connection, path, area=TOWNSHIP, mode="good", dry_run=True)
    assert trial.state == "checked" and trial.batch_uid is None
    assert count(connection, "risk_source") == 0
    real = import_ledger(connection, path, area=TOWNSHIP, mode="good")
    assert [vars(issue) for issue in trial.issues] == [vars(issue) for issue in real.issues]
    assert trial.tables == real.tables


def test_titles_units_full_width_totals_and_notes(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "水库台账": [
                ["清江镇水库山塘台账"],
                ["填报单位：清江镇（模拟数据）"],
                [],
                [
                    "序号",
                    " 行 政\n村 ",
                    "水库名称",
                    "总库容（m3）",
                    "坝高(米)",
                    "水库类别",
                    "负责人",
                    "手机号码",
                    "四色风险等级",
                    "经度(小数)",
                    "纬度(小数)",
                    "身份证号",
                    "天气",
                ],
                [
                    1,
                    "方江屿村委会",
                    "大岙水库",
                    "１２０，０００",
                    "12.5m",
                    "小（2）型",
                    "张三",
                    "120 1234-5678",
                    "Ⅰ级",
                    120.9101,
                    28.2901,
                    "330382198001011234",
                    "晴",
                ],
                ["合计", None, 1, 120000],
                ["注：本表由水利站填报"],
            ]
        },
        {"水库台账": ["A1:M1"]},
    )
    report = import_ledger(connection, path, area=TOWNSHIP)
    assert report.state == "committed", [issue.text() for issue in report.errors]
    name, attributes, level, simulated = rows_of(
        connection, "select name, attributes, risk_level, simulated from register.risk_source"
    )[0]
    assert (name, level, simulated) == ("大岙水库", 1, True)
    assert attributes == {"total_capacity_10k_m3": 12, "dam_height_m": 12.5, "reservoir_class": "小(2)型"}
    assert [code for code, _ in codes(report, "notice")] == ["identity_column", "row_total", "row_note"]
    assert [(issue.code, issue.column) for issue in report.issues if issue.severity == "warning"] == [
        ("unknown_column", "M 天气"),
        ("coordinate_ambiguous", "J 经度(小数)"),
    ]
    assert rows_of(
        connection, "select name, number from register.person p join register.person_phone f on f.person_uid = p.uid"
    ) == [("张三", "12012345678")]


def test_merged_villages_are_filled_and_merged_counts_are_not_doubled(connection, villages, tmp_path):
    rows = register_sheet({"受威胁人数": 30}, {"名称": "二", "经度": 120.911}, {"名称": "三", "经度": 120.912})
    for row in rows[2:]:
        row[1] = None
    path = book(tmp_path / "a.xlsx", {"0601": rows}, {"0601": ["B2:B4", "M2:M4"]})
    report = import_ledger(connection, path, area=TOWNSHIP)
    assert rows_of(
        connection, "select count(distinct area_code), sum(threatened_people) from register.risk_source"
    ) == [(1, 30)]
    assert codes(report, "warning") == [("merged_number", 3), ("merged_number", 4)]


def test_own_level_of_the_township_and_codes(connection, villages, tmp_path):
    code = villages["方江屿村"]
    path = book(
        tmp_path / "a.xlsx",
        {
            "0601": register_sheet(
                {"行政村": "本级", "名称": "一"},
                {"行政村": None, "名称": "二"},
                {"行政村": code, "名称": "三"},
                {"行政村": code + "000", "名称": "四"},
                {"行政村": "清江镇方江屿村", "名称": "五"},
                {"行政村": "方江屿村委会", "名称": "六"},
            )
        },
    )
    assert import_ledger(connection, path, area=TOWNSHIP).state == "committed"
    assert rows_of(connection, "select area_code, count(*) from register.risk_source group by 1 order by 1") == [
        (TOWNSHIP, 2),
        (code, 4),
    ]


def test_lines_and_areas(connection, villages, tmp_path):
    ring = "120.911,28.291;120.912,28.291;120.912,28.292;120.911,28.292"
    heading = ["行政村", "风险类别", "名称", "坐标串", "坐标系"]
    path = book(
        tmp_path / "a.xlsx",
        {
            "全部": [
                heading,
                ["方江屿村", "海塘", "一号塘", "120.911,28.291；120.915,28.291；120.916,28.293", "CGCS2000"],
                ["方江屿村", "低洼易涝区", "洼地", ring, "CGCS2000"],
                [
                    "方江屿村",
                    "低洼易涝区",
                    "另一洼地",
                    "POLYGON((120.911 28.291,120.912 28.291,120.912 28.292,120.911 28.291))",
                    None,
                ],
                [
                    "方江屿村",
                    "海塘",
                    "二号塘",
                    ";".join(f"{x},{y}" for x, y in (to_gcj02(120.911, 28.291), to_gcj02(120.915, 28.291))),
                    "高德",
                ],
                ["方江屿村", "低洼易涝区", "八字", "120.911,28.291;120.912,28.292;120.912,28.291;120.911,28.292", None],
                ["方江屿村", "水库", "线水库", "120.911,28.291;120.912,28.292", None],
                ["方江屿村", "低洼易涝区", "只有一点", "120.911,28.291", None],
            ]
        },
    )
    report = import_ledger(connection, path, area=TOWNSHIP, mode="good")
    assert codes(report) == [("geometry_invalid", 6), ("geometry_invalid", 7)]
    assert rows_of(
        connection, "select name, geometrytype(geom), st_npoints(geom) from register.risk_source order by id"
    ) == [
        ("一号塘", "MULTILINESTRING", 3),
        ("洼地", "MULTIPOLYGON", 5),
        ("另一洼地", "MULTIPOLYGON", 4),
        ("二号塘", "MULTILINESTRING", 2),
        ("只有一点", None, None),
    ]
    assert rows_of(
        connection, "select round(st_xmin(geom)::numeric, 7)::float from register.risk_source where name = '二号塘'"
    )[0][0] == pytest.approx(120.911)
    assert rows_of(connection, "select st_astext(label_point) from register.risk_source where geom is null") == [
        ("POINT(120.911 28.291)",)
    ]


def test_resources(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "R3 避灾安置场所": [
                [
                    "行政村",
                    "类型",
                    "名称",
                    "管理员",
                    "联系电话",
                    "容纳人数",
                    "经纬度",
                    "坐标系",
                    "场所等级",
                    "有无安全鉴定",
                    "建筑面积(m²)",
                ],
                [
                    "方江屿村",
                    "村(社区)级避灾安置点",
                    "文化礼堂",
                    "李四",
                    "0577-61234567",
                    120,
                    "120.9101,28.2901",
                    "CGCS2000",
                    "村级",
                    "有",
                    360,
                ],
            ],
            "R2": [
                ["行政村", "类型", "名称", "数量", "单位", "过期日期"],
                ["本级", "乡镇(街道)应急物资储备库", "镇仓库", "2,000", "只", "2027/5/1"],
            ],
        },
    )
    report = import_ledger(connection, path, area=TOWNSHIP)
    assert report.state == "committed", [issue.text() for issue in report.errors]
    assert rows_of(
        connection,
        "select subtype_code, capacity_people, quantity, unit, expires_on::text, attributes from"
        " register.relief_resource order by id",
    ) == [
        ("R303", 120, None, None, None, {"level": "村级", "safety_appraised": True, "floor_area_m2": 360}),
        ("R203", None, 2000, "只", "2027-05-01", {}),
    ]
    assert rows_of(
        connection, "select post_code, number from register.duty d join register.person_phone f using (person_uid)"
    ) == [("custodian", "0577-61234567")]


def test_text_that_looks_like_a_formula_stays_text(connection, villages, tmp_path):
    rows = register_sheet({"特征": "x"})
    path = tmp_path / "a.xlsx"
    book(path, {"0601": rows})
    from openpyxl import load_workbook

    workbook = load_workbook(path)
    for column, text in (("E", "=1+1"), ("F", "+8613812345678"), ("G", "-"), ("H", "@SUM(A1)")):
        cell = workbook.active[column + "2"]
        cell.value = text
        cell.data_type = "s"
    workbook.save(path)
    assert import_ledger(connection, path, area=TOWNSHIP).state == "committed"
    assert rows_of(connection, "select feature, location, control_measures from register.risk_source") == [
        ("=1+1", "+8613812345678", "@SUM(A1)")
    ]


def test_identity_numbers_never_enter(connection, villages, tmp_path):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"特征": "户主身份证330382198001011234，独居"})})
    report = import_ledger(connection, path, area=TOWNSHIP)
    assert codes(report, "warning") == [("identity_number", 2)]
    assert rows_of(connection, "select feature from register.risk_source") == [("户主身份证，独居",)]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"风险等级": "紫"}, "not_a_level"),
        ({"受威胁人数": "很多"}, "not_an_integer"),
        ({"受威胁人数": -1}, "too_small"),
        ({"受威胁人数": 2.5}, "not_an_integer"),
        ({"核实日期": "去年"}, "not_a_date"),
        ({"核实日期": "2026-02-30"}, "not_a_date"),
        ({"名称": None}, "required"),
        ({"名称": "长" * 300}, "too_long"),
        ({"风险类别": "水酷"}, "category_other"),
        ({"风险类别": "海塘"}, "category_other"),
        ({"坐标系": "月球坐标"}, "system_unknown"),
        ({"纬度": None}, "coordinate_half"),
        ({"经度": "村口"}, "coordinate_unreadable"),
        ({"经度": 20.0, "纬度": 8.0}, "coordinate_unreadable"),
        ({"联系电话": "123456789012"}, "bad_phone"),
        ({"行政村": "乐成街道"}, "village_unknown"),
    ],
)
def test_every_error_names_its_cell(connection, villages, tmp_path, values, code):
    if values == {"风险类别": "水酷"}:
        code = None  # a finer kind of the sheet's own category is allowed
    report = import_ledger(connection, book(tmp_path / "a.xlsx", {"0601": register_sheet(values)}), area=TOWNSHIP)
    if code is None:
        assert not report.errors
        return
    assert [issue.code for issue in report.errors] == [code]
    issue = report.errors[0]
    assert issue.row == 2 and issue.sheet == "0601" and issue.column and issue.text()
    assert report.state == "refused" and count(connection, "risk_source") == 0


def test_doubles_in_one_ledger(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "0601": register_sheet(
                {"名称": "一", "统一编号": "A"}, {"名称": "二", "统一编号": "A"}, {"名称": "三"}, {"名称": "三"}
            )
        },
    )
    assert codes(import_ledger(connection, path, area=TOWNSHIP)) == [("double_number", 3), ("double_row", 5)]


def test_options_that_make_no_sense(connection, villages, tmp_path):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({})})
    with pytest.raises(UnknownArea):
        import_ledger(connection, path, area="330382999")
    with pytest.raises(UnknownCategory):
        import_ledger(connection, path, category="9999", area=TOWNSHIP)
    with pytest.raises(UnknownMode):
        import_ledger(connection, path, mode="some")
    with pytest.raises(NothingToImport):
        import_ledger(connection, book(tmp_path / "b.xlsx", {"杂项": [["a", "b"], [1, 2]]}))


def test_sheets_without_headings_or_columns(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {"0601": [["随便", "写写"], [1, 2]], "网格责任人": [["行政村", "网格名称"], ["方江屿村", "一"]]},
    )
    report = import_ledger(connection, path, area=TOWNSHIP, mode="good")
    assert [issue.code for issue in report.errors] == ["no_heading", "missing_column"]
    assert report.state == "refused"


def test_the_report_is_written_whole(connection, villages, tmp_path):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"风险等级": "紫"})})
    report = import_ledger(connection, path, area=TOWNSHIP)
    file = write_report(report, tmp_path / "r.json", lambda _, text: "译:" + text)
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["issues"][0]["code"] == "not_a_level" and data["state"] == "refused"
    assert data["issues"][0]["message"] == "译:紫 is not a risk level."
    assert data["issues"][0]["row"] == 2 and data["sheets"][0]["columns"]["D 名称"] == "name"


def test_a_row_written_by_columns_keeps_its_number(connection, villages, tmp_path):
    rows = register_sheet({"名称": "一"})
    path = book(tmp_path / "a.xlsx", {"0601": [*rows, [], [], [None] * len(RISK), risk_row(名称="二", 风险等级="紫")]})
    assert codes(import_ledger(connection, path, area=TOWNSHIP)) == [("not_a_level", 6)]
