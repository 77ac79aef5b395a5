"""An import does what its user may do, and says so row by row."""

from __future__ import annotations

from contextlib import closing

import pytest
from flood_core.database.connection import RightsRefused
from flood_core.database.ledger_undo import NoSuchBatch
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.undoing import undo_batch

from .books import TOWNSHIP, book, codes, count, register_sheet

OTHER = "330382001"


def test_a_township_reviewer_writes_the_own_township(connection, villages, people, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {"0601": register_sheet({"名称": "一"}, {"名称": "别处", "行政村": "旭阳社区", "经度": None, "纬度": None})},
    )
    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as reviewer:
        report = import_ledger(reviewer, path, mode="good")
        assert codes(report) == [("area_not_yours", 3)]
        assert report.rows_inserted == 1
        again = import_ledger(reviewer, path, mode="good")
        assert again.rows_unchanged == 1
        undo_batch(reviewer, report.batch_uid)
    assert count(connection, "risk_source") == 0


def test_a_department_writes_its_own_categories(connection, villages, people, tmp_path):
    rows = register_sheet({"名称": "一"}, {"名称": "工棚", "风险类别": "工棚/简易房", "特征": "x"})
    path = book(tmp_path / "a.xlsx", {"全部": rows})
    with closing(people.sign_in("department_owner", ["330382"], ["06"])) as owner:
        report = import_ledger(owner, path, area=TOWNSHIP, mode="good")
    assert codes(report) == [("category_not_yours", 3)]
    assert count(connection, "risk_source") == 1 and count(connection, "person_phone") == 1


@pytest.mark.parametrize("kind", ["viewer", "village_compiler"])
def test_who_may_not_write_registers_is_told_so(connection, villages, people, tmp_path, kind):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"名称": "一"})})
    with closing(people.sign_in(kind, [villages["方江屿村"]])) as person:
        report = import_ledger(person, path, area=TOWNSHIP)
    assert codes(report) == [("area_not_yours", 2)] and report.state == "refused"
    assert count(connection, "risk_source") == 0


def test_a_village_compiler_brings_the_own_lists(connection, villages, people, tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        {
            "网格责任人": [
                ["行政村", "网格名称", "网格类型", "责任人姓名", "责任人手机"],
                ["方江屿村", "一", "水库", "张三", "12000000001"],
                ["江沿村", "一", "水库", "张三", "12000000001"],
            ]
        },
    )
    with closing(people.sign_in("village_compiler", [villages["方江屿村"]])) as compiler:
        report = import_ledger(compiler, path, mode="good", year=2026, area=TOWNSHIP)
        assert codes(report) == [("area_not_yours", 3)] and report.rows_inserted == 1
    assert count(connection, "grid_person") == 1


def test_the_batch_of_another_township_is_not_there(connection, villages, people, tmp_path):
    path = book(tmp_path / "a.xlsx", {"0601": register_sheet({"名称": "一"})})
    batch = import_ledger(connection, path, area=TOWNSHIP).batch_uid
    with closing(people.sign_in("township_reviewer", [OTHER])) as other, pytest.raises(NoSuchBatch):
        undo_batch(other, batch)
    with closing(people.sign_in("viewer", [TOWNSHIP])) as viewer, pytest.raises((NoSuchBatch, RightsRefused)):
        undo_batch(viewer, batch)
    assert count(connection, "risk_source") == 1
