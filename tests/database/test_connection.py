"""Connections and transactions: what users read when the database says no, and what they never read."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest
from flood_core.database.connection import (
    BadSettings,
    Busy,
    Conflict,
    ConnectionLost,
    ConnectionSettings,
    DatabaseMissing,
    LoginRefused,
    RightsRefused,
    RuleBroken,
    ServerDiskFull,
    ServerOutOfMemory,
    connect,
    transaction,
)


@pytest.fixture()
def numbers(connection):
    """A table to write into."""
    with transaction(connection) as cursor:
        cursor.execute("create table public.numbers (n int primary key check (n > 0))")
    return connection


def stored(connection) -> list[int]:
    """Return what another session sees."""
    with transaction(connection) as cursor:
        cursor.execute("select n from public.numbers order by n")
        return [n for (n,) in cursor]


def test_commits_at_the_end_and_rolls_back_on_any_error(numbers) -> None:
    with transaction(numbers) as cursor:
        cursor.execute("insert into public.numbers values (1)")
    with pytest.raises(KeyboardInterrupt), transaction(numbers) as cursor:
        cursor.execute("insert into public.numbers values (2)")
        raise KeyboardInterrupt
    assert stored(numbers) == [1]


def test_inner_block_is_taken_back_alone(numbers) -> None:
    with transaction(numbers) as outer:
        outer.execute("insert into public.numbers values (1)")
        with pytest.raises(RuleBroken), transaction(numbers) as inner:
            inner.execute("insert into public.numbers values (2)")
            inner.execute("insert into public.numbers values (-1)")
        with transaction(numbers) as inner:
            inner.execute("insert into public.numbers values (3)")
    assert stored(numbers) == [1, 3]


@pytest.mark.parametrize(
    ("state", "expected", "exit_code"),
    [
        ("42501", RightsRefused, 4),
        ("40001", Conflict, 4),
        ("53100", ServerDiskFull, 5),
        ("58030", ServerDiskFull, 5),
        ("53200", ServerOutOfMemory, 5),
        ("55P03", Busy, 4),
        ("57014", Busy, 4),
        ("23514", RuleBroken, 4),
        ("57P01", ConnectionLost, 3),
    ],
)
def test_states_become_the_suites_errors_with_the_servers_words(connection, state, expected, exit_code) -> None:
    with pytest.raises(expected) as caught, transaction(connection) as cursor:
        cursor.execute(
            "do $$ begin raise exception '龙头村 is not yours' using errcode = '" + state + "', detail = '{}'; end $$"
        )
    assert str(caught.value).endswith("龙头村 is not yours")
    assert caught.value.advice()
    assert caught.value.exit_code == exit_code


def test_no_message_holds_the_row_that_broke_a_rule(connection) -> None:
    with pytest.raises(RuleBroken) as caught, transaction(connection) as cursor:
        cursor.execute("insert into register.person (area_code, name, note) values ('330382106202', '', '12012345678')")
    assert "person_name_check" in str(caught.value)
    assert "12012345678" not in str(caught.value)
    with pytest.raises(RuleBroken, match=r"Key \(area_code\)=\(999\)"), transaction(connection) as cursor:
        cursor.execute("insert into register.person (area_code, name) values ('999', '张三')")


def test_the_log_of_the_server_holds_no_rows(cluster, connection) -> None:
    with pytest.raises(RuleBroken), transaction(connection) as cursor:
        cursor.execute("insert into register.person (area_code, name, note) values ('330382106202', '', '12087654321')")
    log = cluster.log_file.read_text(encoding="utf-8")
    assert "person_name_check" in log
    assert "12087654321" not in log


def test_a_fault_of_ours_stays_what_it_is(connection) -> None:
    with pytest.raises(psycopg2.errors.SyntaxError), transaction(connection) as cursor:
        cursor.execute("selekt 1")
    with transaction(connection) as cursor:
        cursor.execute("select 1")
        assert cursor.fetchone() == (1,)


def test_lost_connection_is_named(connection, database) -> None:
    with closing(connect(database)) as other, pytest.raises(ConnectionLost), transaction(connection) as cursor:
        cursor.execute("select pg_backend_pid()")
        with transaction(other) as killer:
            killer.execute("select pg_terminate_backend(%s)", cursor.fetchone())
        cursor.execute("select 1")


def test_deadlock_is_told_to_one_of_two(numbers, database) -> None:
    with transaction(numbers) as cursor:
        cursor.execute("insert into public.numbers values (1), (2)")
    met = threading.Barrier(2, timeout=20)
    errors = []

    def lock(first: int, second: int) -> None:
        with closing(connect(database)) as own:
            try:
                with transaction(own) as cursor:
                    cursor.execute("select from public.numbers where n = %s for update", (first,))
                    met.wait()
                    cursor.execute("select from public.numbers where n = %s for update", (second,))
            except Busy as error:
                errors.append(error)

    threads = [threading.Thread(target=lock, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(errors) == 1


def test_password_is_in_no_repr_and_no_message(people, database) -> None:
    settings = replace(people.sign_up("viewer"), password="wrong-and-secret")
    assert "wrong-and-secret" not in repr(settings)
    assert "wrong-and-secret" not in settings.label()
    with pytest.raises(LoginRefused) as caught:
        connect(settings)
    told = str(caught.value) + caught.value.advice() + repr(caught.value.values)
    assert "wrong-and-secret" not in told
    assert caught.value.__cause__ is None


def test_people_sign_in_with_their_password_only(people) -> None:
    settings = people.sign_up("viewer")
    with closing(connect(settings)) as connection, transaction(connection) as cursor:
        cursor.execute("select session_user::text")
        assert cursor.fetchone() == (settings.user,)
    with pytest.raises(LoginRefused):
        connect(replace(settings, password=None))


def test_missing_database_and_missing_service(database, tmp_path: Path, monkeypatch) -> None:
    with pytest.raises(DatabaseMissing):
        connect(replace(database, database="没有这个库"))
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "none.conf"))
    with pytest.raises(BadSettings):
        connect(ConnectionSettings.from_service("county"))


def test_service_file_leads_to_the_server(database, tmp_path: Path, monkeypatch) -> None:
    service = tmp_path / "pg_service.conf"
    service.write_text(
        f"[county]\nhost={database.host}\nport={database.port}\ndbname={database.database}\nuser={database.user}\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(service))
    with closing(connect(ConnectionSettings.from_service("county"))) as connection, transaction(connection) as cursor:
        cursor.execute("select current_database()::text, current_setting('application_name')")
        assert cursor.fetchone() == (database.database, "floodmap")


def test_read_only_settings_refuse_to_write(database) -> None:
    with (
        closing(connect(replace(database, read_only=True))) as connection,
        pytest.raises(RightsRefused),
        transaction(connection) as cursor,
    ):
        cursor.execute("create table public.never (n int)")


@pytest.mark.parametrize(("language", "words"), [("zh", "甲"), ("en", "one"), (None, "甲 / one"), ("fr", "甲 / one")])
def test_the_database_speaks_the_language_asked_for(database, language, words):
    with closing(connect(replace(database, language=language))) as connection, connection.cursor() as cursor:
        cursor.execute("select app.say('one', '甲')")
        assert cursor.fetchone() == (words,)
