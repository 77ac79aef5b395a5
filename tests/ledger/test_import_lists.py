"""Transfer lists, grid persons, village facts and posts, by village and year."""

from __future__ import annotations

from flood_core.ledger.importing import import_ledger
from flood_core.ledger.undoing import undo_batch

from .books import TOWNSHIP, book, codes, register_sheet, rows_of

TRANSFER = [
    "行政村",
    "危险区(点)名称",
    "类型",
    "位置",
    "经度",
    "纬度",
    "户主姓名",
    "居住人数",
    "户主手机",
    "转移责任人姓名",
    "转移责任人职务",
    "转移责任人手机",
    "预警责任人姓名",
    "预警责任人职务",
    "预警责任人手机",
    "避灾场所名称",
    "有无安全鉴定",
    "避灾场所管理员",
    "避灾场所管理员手机",
    "年度",
    "备注",
    "无转移人员",
]


def household(name, **values):
    usual = {
        "行政村": "方江屿村",
        "危险区(点)名称": "大岙水库",
        "类型": "山洪灾害危险区",
        "户主姓名": name,
        "居住人数": 4,
        "转移责任人姓名": "赵六",
        "转移责任人手机": "12000000003",
        "避灾场所名称": "文化礼堂",
        "年度": 2026,
    }
    return [{**usual, **values}.get(heading) for heading in TRANSFER]


def test_transfer_list_links_zones_and_shelters(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "行政村危险区人员转移清单": [
                TRANSFER,
                household("王五"),
                household("钱七", **{"危险区(点)名称": "没有的区", "避灾场所名称": "没有的所"}),
                [{"行政村": "江沿村", "无转移人员": "是", "年度": 2026}.get(h) for h in TRANSFER],
            ],
            "0601": register_sheet({"名称": "大岙水库"}),
            "R3": [["行政村", "类型", "名称"], ["方江屿村", "村(社区)级避灾安置点", "文化礼堂"]],
        },
    )
    report = import_ledger(connection, path, area=TOWNSHIP)
    assert report.state == "committed", [issue.text() for issue in report.errors]
    assert rows_of(
        connection,
        """
        select h.zone_name, h.zone_type_code, r.name, s.name, h.people, p.name, t.name, h.year
          from register.transfer_household h left join register.risk_source r on r.uid = h.risk_source_uid
          left join register.relief_resource s on s.uid = h.shelter_uid
          left join register.person p on p.uid = h.householder_uid
          left join register.person t on t.uid = h.transfer_person_uid order by h.id""",
    ) == [
        ("大岙水库", "flash_flood", "大岙水库", "文化礼堂", 4, "王五", "赵六", 2026),
        ("没有的区", "flash_flood", None, None, 4, "钱七", "赵六", 2026),
    ]
    assert rows_of(connection, "select area_code, year from register.no_transfer") == [(villages["江沿村"], 2026)]
    assert [found for found in codes(report, "warning") if found[0] != "phone_missing"] == [
        ("zone_unresolved", 3),
        ("shelter_unresolved", 3),
    ]


def test_keepers_of_shelters_come_along_where_the_register_has_none(connection, villages, tmp_path):
    keeper = {"避灾场所管理员": "孙八", "避灾场所管理员手机": "12000000007"}
    shelters = [["行政村", "类型", "名称", "管理员"], ["方江屿村", "村(社区)级避灾安置点", "文化礼堂", None]]
    path = book(tmp_path / "a.xlsx", {"转移清单": [TRANSFER, household("王五", **keeper)], "R3": shelters})
    first = import_ledger(connection, path, area=TOWNSHIP)
    assert first.rows_inserted == 2
    query = (
        "select p.name, d.post_code, d.category_code from register.duty d"
        " join register.person p on p.uid = d.person_uid"
        " join register.relief_resource r on r.uid = d.subject_uid where d.retired_at is null"
    )
    assert rows_of(connection, query) == [("孙八", "custodian", "R303")]
    other = book(tmp_path / "b.xlsx", {"转移清单": [TRANSFER, household("王五", 避灾场所管理员="钱七")]})
    assert import_ledger(connection, other, area=TOWNSHIP).rows_unchanged == 1
    assert rows_of(connection, query) == [("孙八", "custodian", "R303")]
    undo_batch(connection, first.batch_uid)
    assert rows_of(connection, query) == []


def test_headings_in_two_rows(connection, villages, tmp_path):
    upper = [
        "行政村",
        "危险区(点)名称",
        "类型",
        "户主姓名",
        "居住人数",
        "转移责任人",
        None,
        None,
        "预警责任人",
        None,
        None,
    ]
    lower = [None] * 5 + ["姓名", "职务", "手机"] * 2
    row = ["方江屿村", "大岙", "低洼易涝区", "王五", 3, "赵六", "主任", "12000000003", "孙八", "支书", "12000000004"]
    path = book(
        tmp_path / "a.xlsx", {"转移清单": [["2026年清单"], upper, lower, row]}, {"转移清单": ["F2:H2", "I2:K2"]}
    )
    report = import_ledger(connection, path, area=TOWNSHIP, year=2026)
    assert report.state == "committed", [issue.text() for issue in report.errors]
    assert rows_of(
        connection,
        """select t.name, t.title, w.name, w.title from register.transfer_household h
        join register.person t on t.uid = h.transfer_person_uid
        join register.person w on w.uid = h.warning_person_uid""",
    ) == [("赵六", "主任", "孙八", "支书")]


def test_no_transfer_against_listed_people(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "转移清单": [
                TRANSFER,
                household("王五"),
                [{"行政村": "方江屿村", "无转移人员": "是", "年度": 2026}.get(h) for h in TRANSFER],
            ]
        },
    )
    assert codes(import_ledger(connection, path, area=TOWNSHIP)) == [("no_transfer_contradicted", 3)]


def test_grid_village_and_organisation(connection, villages, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "网格责任人": [
                ["*行政村", "*网格名称(≤25汉字)", "*网格类型(下拉)", "*责任人姓名", "*责任人手机", "备注"],
                ["方江屿村", "一号网格", "水库巡查员", "张三", "12000000001", None],
                ["方江屿村", "网" * 26, "水库", "张三", "12000000001", None],
                ["方江屿村", "二号网格", "火箭", "张三", None, None],
            ],
            "行政村信息": [
                ["行政村", "总人口数", "受灾点", "受灾害影响人口", "任务轻重"],
                ["方江屿村", "1,234人", 3, 100, "较重"],
            ],
            "组织责任": [
                ["行政村", "岗位", "姓名", "职务", "手机", "备注"],
                ["本级", "指挥", "王镇长", "镇长", "12000000010", None],
                ["方江屿村", "监测预警组组长", "张三", "支书", "12000000001", None],
            ],
        },
    )
    report = import_ledger(connection, path, area=TOWNSHIP, year=2026, mode="good")
    assert codes(report) == [("too_long", 3), ("not_allowed", 4), ("required", 4)]
    assert rows_of(connection, "select grid_name, grid_type_code, year from register.grid_person") == [
        ("一号网格", "reservoir", 2026)
    ]
    assert rows_of(
        connection,
        "select registered_population, disaster_points, affected_people, task_weight from register.village_fact",
    ) == [(1234, 3, 100, "较重")]
    assert rows_of(connection, "select area_code, post_code from register.duty order by area_code") == [
        (TOWNSHIP, "township_commander"),
        (villages["方江屿村"], "village_warning_group"),
    ]
    assert rows_of(connection, "select count(*), max(title) from register.person where name = '张三'") == [(1, "支书")]
    again = import_ledger(connection, path, area=TOWNSHIP, year=2026, mode="good")
    assert (again.rows_inserted, again.rows_updated, again.rows_unchanged) == (0, 0, 4)
