"""Verification from task to workbook, proposals with a second person in between, users, changes through time."""

from __future__ import annotations

import datetime
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flood_core.database import changes, registers, users, verification
from flood_core.database import register_edit as edit
from flood_core.database.connection import (
    Conflict,
    Connection,
    ConnectionSettings,
    LoginRefused,
    RightsRefused,
    RuleBroken,
    connect,
    transaction,
)
from flood_core.database.export_log import exports
from flood_core.reports.changes_report import changes_report
from flood_core.reports.verification_report import verification_report
from openpyxl import load_workbook

from tests.database.register import COUNTY, TOWNSHIP, VILLAGE, fill
from tests.support.people import People

TODAY = datetime.date.today()
SOON, LATE = TODAY + datetime.timedelta(days=30), TODAY - datetime.timedelta(days=3)


@pytest.fixture()
def uids(connection: Connection) -> dict[str, str]:
    return fill(connection)


@pytest.fixture()
def editor(uids: dict[str, str], people: People) -> Any:
    with closing(people.sign_in("county_editor", [COUNTY])) as opened:
        yield opened


@pytest.fixture()
def reviewer(uids: dict[str, str], people: People) -> Any:
    with closing(people.sign_in("township_reviewer", [TOWNSHIP])) as opened:
        yield opened


def test_a_task_from_the_county_to_the_township_and_back(
    editor: Connection, reviewer: Connection, tmp_path: Path
) -> None:
    with pytest.raises(verification.NothingToHandOut):
        verification.hand_out(editor, [TOWNSHIP], [], "春季核实", SOON)
    verification.hand_out(editor, [TOWNSHIP], ["0601", "0602", "R301"], "春季核实", SOON)
    verification.hand_out(editor, [COUNTY], ["0807"], "桥梁核实", LATE, department="housing")
    late, task = verification.tasks(editor, COUNTY)
    assert (late.title, late.overdue, late.sender) == ("桥梁核实", True, "住房和城乡建设局")
    assert (task.things, task.verified, task.waiting, task.overdue) == (3, 0, 3, False)
    (seen,) = verification.tasks(reviewer, COUNTY)
    things = {one.name: one for one in verification.things_of(reviewer, seen)}
    assert things["九峰水库"].missing == ("measures", "verified")
    assert "phone" in things["上坑山塘"].missing
    with pytest.raises(verification.NoReason):
        verification.verify(reviewer, [things["上坑山塘"]], "disputed")
    assert verification.verify(reviewer, [things["九峰水库"], things["方江屿避灾点"]], "confirmed") == 2
    assert verification.verify(reviewer, [things["上坑山塘"]], "disputed", "已填平") == 1
    with pytest.raises(Conflict):  # it was shown before it was verified
        verification.verify(reviewer, [things["上坑山塘"]], "confirmed")
    verification.take_step(reviewer, seen, "submitted")
    with pytest.raises(Conflict):
        verification.take_step(editor, task, "accepted")
    submitted = verification.tasks(editor, TOWNSHIP)[0]
    assert (submitted.verified, submitted.disputed, submitted.waiting, submitted.state) == (2, 1, 0, "submitted")
    with pytest.raises(verification.NoReason):
        verification.take_step(editor, submitted, "returned")
    verification.take_step(editor, submitted, "returned", "请补充上坑山塘现状")
    assert verification.tasks(reviewer, TOWNSHIP)[0].reason == "请补充上坑山塘现状"

    path = verification_report(editor, COUNTY, tmp_path)
    book = load_workbook(path)
    assert book.sheetnames == ["综述", "报送单位", "任务明细", "逾期清单", "资料完整性"]
    senders = [[cell.value for cell in row] for row in book["报送单位"].iter_rows(min_row=5)]
    total = next(row for row in senders if row[0] == "合计")
    assert total[1:8] == [2, 0, 1, 4, 2, 1, 1]
    assert [row.kind for row in exports(editor)] == ["verification"]
    units = {unit.unit_code: unit for unit in verification.completeness(editor, COUNTY)}
    assert sum(unit.things for unit in units.values()) == 9
    assert units[TOWNSHIP].verified == 2


def test_a_department_is_asked_for_its_own_categories(editor: Connection, people: People) -> None:
    verification.hand_out(editor, [COUNTY], ["0601", "0602"], "水利设施", SOON, department="water")
    verification.hand_out(editor, [COUNTY], ["0807"], "桥梁", SOON, department="housing")
    with closing(people.sign_in("department_owner", [COUNTY], ["06"])) as department:
        (task,) = verification.tasks(department, COUNTY)
        verification.take_step(department, task, "submitted")
    with closing(people.sign_in("viewer", [COUNTY])) as viewer, pytest.raises(RightsRefused):
        verification.tasks(viewer, COUNTY)


def _propose(connection: Connection, uid: str, people_threatened: int) -> None:
    with transaction(connection) as cursor:
        cursor.execute(
            "insert into register.change_proposal (area_code, table_name, subject_uid, subject_revision, category_code,"
            " proposed, reason) values (%s, 'register.risk_source', %s, 1, '0601', %s, '村里核实')",
            (VILLAGE, uid, f'{{"threatened_people": {people_threatened}}}'),
        )


def test_a_proposal_never_overwrites_what_changed_meanwhile(
    uids: dict[str, str], editor: Connection, reviewer: Connection, people: People
) -> None:
    with closing(people.sign_in("village_compiler", [VILLAGE])) as village:
        _propose(village, uids["九峰水库"], 130)
        (own,) = verification.proposals(village, VILLAGE)
        assert not own.may_settle
    (shown,) = verification.proposals(reviewer, TOWNSHIP)
    assert shown.what == "change"
    assert (shown.present, shown.proposed) == ({"threatened_people": 120}, {"threatened_people": 130})
    edit.save(editor, registers.thing(editor, uids["九峰水库"]), {"threatened_people": 125})
    with pytest.raises(Conflict):
        verification.accept(reviewer, shown)
    (again,) = verification.proposals(reviewer, TOWNSHIP)
    assert again.present == {"threatened_people": 125}
    verification.accept(reviewer, again, "现场核实")
    assert registers.thing(editor, uids["九峰水库"]).values["threatened_people"] == 130
    with pytest.raises(RuleBroken):
        verification.accept(editor, again)
    with pytest.raises(verification.NoReason):
        verification.reject(editor, again, " ")


def test_an_administrator_manages_people(people: People, database: ConnectionSettings) -> None:
    with closing(people.sign_in("administrator", [COUNTY])) as administrator:
        login, password = "wang_dahai", users.new_password()
        people.expect(login)
        with pytest.raises(users.WeakPassword):
            users.create(administrator, login, "王大海", "village_compiler", [VILLAGE], [], "short")
        users.create(administrator, login, "王大海", "village_compiler", [VILLAGE], [], password)
        made = next(one for one in users.users(administrator) if one.login == login)
        assert (made.name, made.kind, [code for code, _ in made.areas]) == ("王大海", "village_compiler", [VILLAGE])
        signed = ConnectionSettings(database.database, database.host, database.port, login, password)
        connect(signed).close()
        users.set_rights(administrator, login, "department_owner", [COUNTY], ["06"])
        users.reset_password(administrator, login, "another-one-77")
        with pytest.raises(LoginRefused):
            connect(signed)
        users.lock(administrator, login)
        locked = next(one for one in users.users(administrator) if one.login == login)
        assert (locked.locked, locked.kind, locked.categories) == (True, "department_owner", ("06",))
        users.unlock(administrator, login)
    with closing(people.sign_in("county_editor", [COUNTY])) as editor, pytest.raises(RightsRefused):
        users.users(editor)


def test_what_changed_between_two_moments(
    uids: dict[str, str], editor: Connection, connection: Connection, tmp_path: Path
) -> None:
    before = _moment(connection)
    reservoir = registers.thing(editor, uids["九峰水库"])
    saved = edit.save(editor, reservoir, {"threatened_people": 200, "name": "九峰二库"})
    edit.retire(editor, registers.thing(editor, uids["旧桥"]), "已拆除")
    edit.add(editor, "risk_source", "0602", VILLAGE, {"name": "新塘"})
    between = _moment(connection)
    edit.save(editor, saved.thing, {"threatened_people": 120, "name": "九峰水库"})
    after = _moment(connection)

    found = {one.name: one for one in changes.changes_between(editor, COUNTY, before, between)}
    assert {name: one.what for name, one in found.items()} == {
        "九峰二库": changes.CHANGED, "旧桥": changes.RETIRED, "新塘": changes.NEW}  # fmt: skip
    assert found["九峰二库"].fields == (("name", "九峰水库", "九峰二库"), ("threatened_people", 120, 200))
    assert {one.name for one in changes.changes_between(editor, COUNTY, before, after)} == {"旧桥", "新塘"}
    assert changes.changes_between(editor, COUNTY, after, _moment(connection)) == []
    assert changes.changes_between(editor, "330381", before, after) == []
    with pytest.raises(changes.WrongOrder):
        changes.changes_between(editor, COUNTY, after, before)
    path, listed = changes_report(editor, COUNTY, before, between, tmp_path)
    sheet = load_workbook(path)["变化清单"]
    assert len(listed) == 3
    assert ["threatened_people" in str(cell.value) for row in sheet.iter_rows() for cell in row].count(True) == 0
    assert any(row[5].value == "受威胁人数" and row[6].value == "120" for row in sheet.iter_rows())


def _moment(connection: Connection) -> datetime.datetime:
    with transaction(connection) as cursor:
        cursor.execute("select clock_timestamp()")
        (moment,) = cursor.fetchone()
        assert isinstance(moment, datetime.datetime)
        return moment
