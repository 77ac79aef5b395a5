"""Who is one person: a blank phone doubles nobody, and what stays unclear or is not allowed is said by its row."""

from __future__ import annotations

from contextlib import closing

import pytest
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.undoing import undo_batch

from .books import TOWNSHIP, book, codes, count, register_sheet, rows_of

KNOWN = "12012345678"
OTHER = "12000000009"
_PEOPLE = """
    select p.name, f.number from register.person p
      left join register.person_phone f on f.person_uid = p.uid and f.retired_at is null
     where p.retired_at is null order by p.id
"""


def ledger(path, *phones, person="张三"):
    """Write a ledger with a reservoir for each phone, all kept by one name."""
    rows = [
        {"名称": f"水库{n}", "责任人": person, "联系电话": phone, "经度": 120.9101 + n / 500}
        for n, phone in enumerate(phones)
    ]
    return book(path, {"0601": register_sheet(*rows)})


def taken(opened, path):
    """Import and return the warnings about persons."""
    report = import_ledger(opened, path, area=TOWNSHIP)
    assert report.state == "committed", [issue.text() for issue in report.errors]
    about_rows = {"phone_missing"}
    return [(code, row) for code, row in codes(report, "warning") if code not in about_rows], report


def test_a_blank_phone_doubles_nobody(connection, villages, tmp_path):
    """In one ledger, in either order, and against the register; a phone that was missing is filled in."""
    assert taken(connection, ledger(tmp_path / "a.xlsx", None, KNOWN, None))[0] == []
    assert rows_of(connection, _PEOPLE) == [("张三", KNOWN)]
    assert taken(connection, ledger(tmp_path / "b.xlsx", None, None, None, None))[0] == []
    assert rows_of(connection, _PEOPLE) == [("张三", KNOWN)] and count(connection, "duty") == 4
    assert taken(connection, ledger(tmp_path / "c.xlsx", None, person="李四"))[0] == []
    _, filled = taken(connection, ledger(tmp_path / "d.xlsx", OTHER, person="李四"))
    assert rows_of(connection, _PEOPLE) == [("张三", KNOWN), ("李四", OTHER)]
    undo_batch(connection, filled.batch_uid)
    assert rows_of(connection, _PEOPLE) == [("张三", KNOWN), ("李四", None)]


def test_who_could_be_several_is_named(connection, villages, tmp_path):
    """Another number makes another person; without one it is not clear who is meant. Both are said, and once only."""
    taken(connection, ledger(tmp_path / "a.xlsx", KNOWN))
    found, report = taken(connection, ledger(tmp_path / "b.xlsx", KNOWN, OTHER))
    assert found == [("namesake", 3)]
    (said,) = [issue for issue in report.issues if issue.code == "namesake"]
    assert said.value == "张三" and "方江屿村" in said.text() and said.fix()
    assert rows_of(connection, _PEOPLE) == [("张三", KNOWN), ("张三", OTHER)]
    assert taken(connection, ledger(tmp_path / "c.xlsx", None))[0] == [("person_unclear", 2)]
    assert taken(connection, ledger(tmp_path / "c.xlsx", None))[0] == []
    assert count(connection, "person") == 3
    assert taken(connection, ledger(tmp_path / "d.xlsx", KNOWN, OTHER, None, person="王五"))[0] == [
        ("person_unclear", 4)
    ]


@pytest.fixture()
def reviewer_without_phones(connection, people):
    """A township reviewer in a county that gives its townships no right to phones."""
    rows_of(connection, "update reference.rights set scope = 'none' where role_kind = 'township_reviewer'"
            " and table_name = 'register.person_phone' returning 1")  # fmt: skip
    rows_of(connection, "select app.apply_rights()")
    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as opened:
        yield opened


def test_phones_that_one_may_not_write_are_named_row_by_row(
    connection, villages, reviewer_without_phones, tmp_path
):
    """The rest of the row comes in, the person is the known one, and the phone of the register stays."""
    taken(connection, ledger(tmp_path / "a.xlsx", KNOWN))
    found, report = taken(reviewer_without_phones, ledger(tmp_path / "b.xlsx", "清空", OTHER))
    assert found == [("phone_not_yours", 2), ("phone_not_yours", 3)]
    said = report.issues[0]
    assert (said.sheet, said.column) == ("0601", "J 联系电话") and OTHER not in said.text() and said.fix()
    assert rows_of(connection, _PEOPLE) == [("张三", KNOWN)] and count(connection, "risk_source") == 2
    lists = {
        "网格责任人": [
            ["行政村", "网格名称", "网格类型", "责任人姓名", "责任人手机"],
            ["方江屿村", "一", "水库", "张三", OTHER],
        ]
    }
    assert taken(reviewer_without_phones, book(tmp_path / "c.xlsx", lists))[0] == [("phone_not_yours", 2)]
    assert rows_of(connection, _PEOPLE) == [("张三", KNOWN)]


def test_a_keeper_whom_one_may_not_enter_and_a_phone_that_is_not_there_are_named(
    connection, villages, people, tmp_path
):
    rows_of(connection, "insert into register.relief_resource (area_code, subtype_code, name)"
            " values (%s, 'R303', '村礼堂') returning 1", villages["方江屿村"])  # fmt: skip
    household = {"行政村": "方江屿村", "危险区(点)名称": "后山", "类型": "危房", "户主姓名": "李四", "居住人数": 3,
                 "避灾场所名称": "村礼堂", "避灾场所管理员": "王五", "避灾场所管理员手机": OTHER}  # fmt: skip
    lists = {"转移清单": [list(household), list(household.values())]}
    with closing(people.sign_in("village_compiler", [villages["方江屿村"]])) as compiler:
        found = taken(compiler, book(tmp_path / "a.xlsx", lists))[0]
    assert ("keeper_not_yours", 2) in found and count(connection, "duty") == 0
    taken(connection, ledger(tmp_path / "b.xlsx", None))
    report = import_ledger(connection, ledger(tmp_path / "c.xlsx", "清空"), area=TOWNSHIP)
    assert ("clear_no_phone", 2) in codes(report, "notice")
