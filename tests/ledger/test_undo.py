"""A batch can be taken back as long as nobody has changed its rows."""

from __future__ import annotations

import pytest
from flood_core.database.ledger_undo import AlreadyUndone, ChangedSince, NoSuchBatch
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.undoing import undo_batch

from .books import RISK, TOWNSHIP, book, count, register_sheet, risk_row, rows_of


def take_in(connection, tmp_path, *rows, **options):
    return import_ledger(
        connection, book(tmp_path / "a.xlsx", {"0601": register_sheet(*rows)}), area=TOWNSHIP, **options
    )


def state(connection):
    return rows_of(
        connection,
        """
        select name, feature, threatened_people, st_astext(geom), attributes, control_measures, verified_on
          from register.risk_source where retired_at is null order by name""",
    )


def test_new_rows_go_and_changed_rows_come_back(connection, villages, tmp_path):
    take_in(connection, tmp_path, {"名称": "一", "特征": "土坝", "受威胁人数": 5, "统一编号": "1"})
    before = state(connection)
    report = take_in(
        connection,
        tmp_path,
        {"名称": "一", "特征": "石坝", "受威胁人数": 7, "统一编号": "1", "经度": 120.912, "核实日期": "2026-01-01"},
        {"名称": "二", "责任人": "李四"},
    )
    assert state(connection) != before and count(connection, "person") == 2
    undone = undo_batch(connection, report.batch_uid)
    assert state(connection) == before
    assert undone.restored == {"register.risk_source": 1} and undone.retired["register.risk_source"] == 1
    assert (undone.rows_inserted, undone.rows_updated) == (report.rows_inserted, report.rows_updated) == (1, 1)
    assert undone.persons == 1 and undone.things_back == 0
    assert rows_of(connection, "select name from register.person where retired_at is null") == [("张三",)]
    assert count(connection, "duty") == 1 and count(connection, "person_phone") == 1
    assert rows_of(connection, "select state, undone_by is not null from register.ledger_batch order by id") == [
        ("committed", False),
        ("undone", True),
    ]


def test_a_batch_is_taken_back_once(connection, villages, tmp_path):
    batch = take_in(connection, tmp_path, {}).batch_uid
    undo_batch(connection, batch)
    with pytest.raises(AlreadyUndone):
        undo_batch(connection, batch)
    for unknown in ("x", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(NoSuchBatch):
            undo_batch(connection, unknown)


def test_a_row_that_the_batch_did_not_make_is_not_taken_back(connection, villages, tmp_path):
    take_in(connection, tmp_path, {"名称": "一"})
    batch = take_in(connection, tmp_path, {"名称": "二"}).batch_uid
    rows_of(
        connection,
        "insert into register.ledger_batch_row (batch_uid, table_name, row_uid, row_revision, operation, sheet,"
        " row_number) select %s, 'register.risk_source', uid, revision, 'insert', 'x', 9"
        " from register.risk_source where name = '一' returning 1",
        batch,
    )
    with pytest.raises(ChangedSince, match="x 9 一"):
        undo_batch(connection, batch)
    assert rows_of(connection, "select count(*) from register.risk_source where retired_at is null") == [(2,)]


def test_a_row_changed_since_forbids_it_and_is_named(connection, villages, tmp_path):
    batch = take_in(connection, tmp_path, {"名称": "一"}, {"名称": "二"}).batch_uid
    rows_of(
        connection,
        "update register.risk_source set feature = 'x', edited_from = revision where name = '二' returning 1",
    )
    with pytest.raises(ChangedSince) as caught:
        undo_batch(connection, batch)
    assert [(change.name, change.sheet, change.row_number) for change in caught.value.changes] == [("二", "0601", 3)]
    assert "二" in caught.value.message() and caught.value.changes[0].changed_by in caught.value.message()
    assert caught.value.exit_code == 4
    assert count(connection, "risk_source") == 2
    assert rows_of(connection, "select state from register.ledger_batch") == [("committed",)]


def test_a_row_retired_since_forbids_it(connection, villages, tmp_path):
    batch = take_in(connection, tmp_path, {"名称": "一"}).batch_uid
    rows_of(connection, "update register.risk_source set retired_at = now(), edited_from = revision returning 1")
    with pytest.raises(ChangedSince):
        undo_batch(connection, batch)


def test_a_later_batch_over_the_same_row_forbids_it_until_undone(connection, villages, tmp_path):
    first = take_in(connection, tmp_path, {"名称": "一", "特征": "a"}).batch_uid
    second = take_in(connection, tmp_path, {"名称": "一", "特征": "b"}).batch_uid
    with pytest.raises(ChangedSince):
        undo_batch(connection, first)
    undo_batch(connection, second)
    assert rows_of(connection, "select feature from register.risk_source") == [("a",)]


def test_persons_whom_others_need_stay(connection, villages, tmp_path):
    first = take_in(connection, tmp_path, {"名称": "一"}).batch_uid
    take_in(connection, tmp_path, {"名称": "二"})
    undone = undo_batch(connection, first)
    assert undone.kept_persons == 1
    assert (
        count(connection, "person") == 1 and count(connection, "person_phone") == 1 and count(connection, "duty") == 1
    )


def test_yearly_rows_taken_back_can_be_imported_again(connection, villages, tmp_path):
    path = book(
        tmp_path / "v.xlsx",
        {"行政村信息": [["行政村", "总人口数", "受灾点", "任务轻重"], ["方江屿村", 100, 1, "较轻"]]},
    )
    batch = import_ledger(connection, path, area=TOWNSHIP, year=2026).batch_uid
    undo_batch(connection, batch)
    assert count(connection, "village_fact") == 0
    again = import_ledger(connection, path, area=TOWNSHIP, year=2026)
    assert again.rows_updated == 1 and count(connection, "village_fact") == 1
    undo_batch(connection, again.batch_uid)
    assert count(connection, "village_fact") == 0


def test_after_undo_the_ledger_can_come_again(connection, villages, tmp_path):
    undo_batch(connection, take_in(connection, tmp_path, {"名称": "一"}).batch_uid)
    assert take_in(connection, tmp_path, {"名称": "一"}).rows_inserted == 1
    assert count(connection, "risk_source") == 1 and count(connection, "person") == 1


def test_personal_attributes_come_back_with_their_thing(connection, villages, tmp_path):
    def take_in_operator(operator, **row):
        sheet = [[*RISK, "经营者"], [*risk_row(风险类别="海钓点", 名称="海钓点", **row), operator]]
        return import_ledger(connection, book(tmp_path / "a.xlsx", {"1106": sheet}), area=TOWNSHIP).batch_uid

    def operator():
        return rows_of(connection, "select app.personal_of(uid) ->> 'operator_name' from register.risk_source")

    take_in_operator(None)
    first = take_in_operator("王大海")
    second = take_in_operator("李小江", 特征="礁石")
    assert operator() == [("李小江",)]
    undo_batch(connection, second)
    assert operator() == [("王大海",)]
    with pytest.raises(ChangedSince):
        undo_batch(connection, first)
    third = take_in_operator("王大海", 特征="滩涂")
    undo_batch(connection, third)
    assert operator() == [("王大海",)], "what the batch did not change stays"


@pytest.mark.parametrize("named", ["张三", None], ids=["named again", "left blank"])
def test_who_answers_for_a_thing_moves_with_it_and_back(connection, villages, tmp_path, named):
    home, there = "方江屿村", next(name for name in villages if name != "方江屿村")
    stays = {"名称": "二", "统一编号": "2", "责任人": "李四"}
    blank = ("经度", "纬度", *(() if named else ("责任人", "联系电话")))

    def said():
        return rows_of(
            connection,
            "select r.area_code, d.area_code, p.area_code, p.name from register.duty d"
            " join register.risk_source r on r.uid = d.subject_uid join register.person p on p.uid = d.person_uid"
            " where d.retired_at is null order by r.name",
        )

    take_in(connection, tmp_path, {"名称": "一", "统一编号": "1"}, stays)
    before = said()
    assert before == [(villages[home],) * 3 + (name,) for name in ("张三", "李四")]
    moved = take_in(
        connection, tmp_path, {"名称": "一", "统一编号": "1", "行政村": there, **dict.fromkeys(blank)}, stays
    )
    goes = villages[there]
    assert said() == [(goes, goes, goes if named else villages[home], "张三"), before[1]]
    undo_batch(connection, moved.batch_uid)
    assert said() == before
