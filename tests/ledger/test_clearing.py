"""The word 清空 takes away persons, phones and places too; what a rule requires it cannot empty."""

from __future__ import annotations

from flood_core.ledger.importing import import_ledger
from flood_core.ledger.undoing import undo_batch

from .books import TOWNSHIP, book, codes, register_sheet, rows_of
from .test_handing_out import change, edit, handed, stocked

__all__ = ["stocked"]

_PEOPLE = """
    select r.name, p.name, f.number from register.risk_source r
      left join register.duty d on d.subject_uid = r.uid and d.retired_at is null
      left join register.person p on p.uid = d.person_uid
      left join register.person_phone f on f.person_uid = p.uid and f.retired_at is null
     where r.retired_at is null order by r.name collate "C"
"""
_PLACE = """
    select geom is null, coordinate_system, coordinate_evidence from register.risk_source where name = '一号水库'
"""


def test_persons_and_phones_are_taken_away_shown_first_and_restored(stocked, tmp_path):
    """The duty ends or the number; the person, whom others may name, stays. Taking the batch back restores both."""
    before = rows_of(stocked, _PEOPLE)
    people = {name: (person, phone) for name, person, phone in before}
    assert people["二号水库"] == ("李四", "12000000002") and people["一号水库"] == ("张三", "12012345678")
    path = handed(stocked, tmp_path)
    change(path, 一号水库={"责任人": "清空"}, 二号水库={"联系电话": "清空"})
    shown = import_ledger(stocked, path, dry_run=True, with_places=True)
    assert {(one.name, one.label, one.before, one.after) for one in shown.changes} == {
        ("一号水库", "责任人", "张三", None), ("二号水库", "责任人电话", "李四 12000000002", None),
    }  # fmt: skip
    assert {place.name: place.state for place in shown.places} == {
        "一号水库": "changed", "二号水库": "changed", "三号水库": "unplaced",
    }  # fmt: skip
    done = import_ledger(stocked, path)
    assert not done.errors and (done.rows_inserted, done.rows_updated, done.rows_unchanged) == (0, 2, 1)
    after = {name: (person, phone) for name, person, phone in rows_of(stocked, _PEOPLE)}
    assert after["一号水库"] == (None, None) and after["二号水库"] == ("李四", None)
    assert after["三号水库"] == people["三号水库"], "the person whom another row names is not touched"
    assert import_ledger(stocked, path, dry_run=True).rows_updated == 0, "what is empty already is no news"
    undo_batch(stocked, done.batch_uid)
    assert rows_of(stocked, _PEOPLE) == before


def test_a_person_whom_others_changed_meanwhile_is_not_taken_away(stocked, tmp_path):
    path = change(handed(stocked, tmp_path), 二号水库={"责任人": "清空"})
    other = register_sheet({"名称": "二号水库", "责任人": "钱七", "经度": 120.9111})
    import_ledger(stocked, book(tmp_path / "b.xlsx", {"0601": other}), area=TOWNSHIP)
    report = import_ledger(stocked, path)
    other = register_sheet({"名称": "一号水库", "责任人": "孙八", "联系电话": "清空", "特征": None})
    unknown = import_ledger(stocked, book(tmp_path / "c.xlsx", {"0601": other}), area=TOWNSHIP)
    assert codes(unknown, "warning") == [("clear_nobody", 2)] and unknown.rows_updated == 0
    assert codes(report) == [("person_changed_meanwhile", 6)] and "钱七" in report.errors[0].text()


def test_a_place_is_taken_away_and_waits_to_be_placed(stocked, tmp_path):
    """Without coordinates the row waits in 待落图; taking the batch back restores place, system and evidence."""
    before = rows_of(stocked, _PLACE)
    assert before[0][:2] == (False, "CGCS2000")
    path = change(handed(stocked, tmp_path), 一号水库={"经度": "清空", "纬度": "清空"})
    shown = import_ledger(stocked, path, dry_run=True, with_places=True)
    assert [(one.label, one.before, one.after) for one in shown.changes] == [("坐标", "120.910100, 28.290100", None)]
    (place,) = [place for place in shown.places if place.name == "一号水库"]
    assert place.state == "unplaced" and place.geometry is None
    done = import_ledger(stocked, path)
    assert not done.errors and done.rows_updated == 1 and rows_of(stocked, _PLACE) == [(True, None, None)]
    assert import_ledger(stocked, path, dry_run=True).rows_updated == 0
    undo_batch(stocked, done.batch_uid)
    assert rows_of(stocked, _PLACE) == before
    rows_of(stocked, "update register.risk_source set geom = st_translate(geom, 0.001, 0), edited_from = revision"
            " where name = '一号水库' returning 1")  # fmt: skip
    assert codes(import_ledger(stocked, path)) == [("changed_meanwhile", 4)]


def test_what_cannot_be_emptied_says_where_why_and_what_to_do(stocked, tmp_path):
    """Half a place, a phone of nobody, what every row needs: an error by sheet, row and column."""
    path = change(
        handed(stocked, tmp_path), 一号水库={"经度": "清空"}, 二号水库={"责任人": None, "联系电话": "清空"},
        三号水库={"名称": "清空", "行政村": "方江屿村"},
    )  # fmt: skip
    report = import_ledger(stocked, path)
    assert {code for code, _ in codes(report)} == {"clear_half", "clear_whose", "clear_required"}
    for issue in report.errors:
        assert issue.sheet == "0601 水库" and issue.row and issue.column and issue.value == "清空"
        assert issue.text() and issue.fix()
    lists = book(
        tmp_path / "l.xlsx",
        {"网格责任人": [["行政村", "网格名称", "网格类型", "责任人姓名", "责任人手机", "备注"],
                        ["方江屿村", "一号网格", "水库巡查员", "张三", "清空", "清空"]]},
    )  # fmt: skip
    assert set(codes(import_ledger(stocked, lists, area=TOWNSHIP))) >= {("clear_required", 2), ("clear_not_here", 2)}
    edit(stocked, "一号水库", note="x")
