"""Verification, the registers through time and the user manager in real QGIS on a real PostGIS."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from flood_core.database import registers, verification
from flood_core.database.connection import Connection, ConnectionSettings, transaction

from tests.database.register import COUNTY, VILLAGE, fill
from tests.database.test_persons import add_namesake
from tests.support.people import People
from tests.windows.desk import Desk
from tests.windows.services import service


def test_a_morning_of_the_county(
    desk: Desk, database: ConnectionSettings, connection: Connection, people: People, tmp_path: Path
) -> None:
    uids = fill(connection)
    _old, new = add_namesake(connection, uids["上坑山塘"])
    verification.hand_out(connection, [COUNTY], ["0807"], "桥梁核实", date.today() - timedelta(days=5), "housing")
    with closing(people.sign_in("village_compiler", [VILLAGE])) as village, transaction(village) as cursor:
        cursor.execute(
            "insert into register.change_proposal (area_code, table_name, subject_uid, subject_revision, category_code,"
            " proposed, reason) values (%s, 'register.risk_source', %s, 1, '0601', '{\"threatened_people\": 130}',"
            " '村里核实')", (VILLAGE, uids["九峰水库"]),
        )  # fmt: skip
    with transaction(connection) as cursor:  # one thing has been there for two months
        cursor.execute("set local session_replication_role = replica")
        cursor.execute("update register.risk_source set created_at = now() - interval '60 days',"
                       " changed_at = now() - interval '60 days' where uid = %s", (uids["县属水库"],))  # fmt: skip
    people.expect("li.xiaojiang")
    ended = desk.work_through("verification", desk.profile("verification"), environment=service(tmp_path, database))
    assert ended.ok, ended.error + ended.log
    assert [row[0] for row in ended.notes["tasks"]] == ["逾期", "待核实"]
    assert [row[1] for row in ended.notes["tasks"]] == ["住房和城乡建设局", "清江镇"]
    assert {row[1]: row[7] for row in ended.notes["things"]} == {"九峰水库": "", "上坑山塘": "已填平"}
    assert sum(int(row[1]) for row in ended.notes["completeness"]) == len(uids)
    assert ended.notes["then"] == ["县属水库"]
    assert "1" in ended.notes["found then"]
    day = f"{date.today() - timedelta(days=30):%Y-%m-%d}"
    assert day in ended.notes["card then"] and day in ended.notes["portrait then"]
    assert ended.notes["groups before"] == "全部"
    assert {row[1] for row in ended.notes["changes"]} == set(uids) - {"县属水库"}
    assert [row[0] for row in ended.notes["names"]] == ["王大海"]
    assert ["九峰水库" in card for card in ended.notes["cards"]] == [True, False]
    assert ended.notes["phones"] == ["12012345678（手机）", "12087654321（手机）"]
    assert [row[2] for row in ended.notes["merged"]] == ["1"] and "王大海" in ended.notes["said"][0]
    assert "li.xiaojiang" in ended.notes["password"]
    assert ["核实" in row[2] for row in ended.notes["exports"]] == [True]
    reservoir = registers.thing(connection, uids["九峰水库"])
    assert (reservoir.values["threatened_people"], reservoir.values["verification_state"]) == (130, "confirmed")
    with transaction(connection) as cursor:
        cursor.execute("select p.uid::text, f.number from register.person p join register.person_phone f"
                       " on f.person_uid = p.uid and f.retired_at is null"
                       " where p.name = '王大海' and p.retired_at is null")  # fmt: skip
        assert cursor.fetchall() == [(new, "12087654321")]
        cursor.execute("select kind, locked from reference.user_account where role_name = 'li.xiaojiang'")
        assert cursor.fetchone() == ("village_compiler", True)
