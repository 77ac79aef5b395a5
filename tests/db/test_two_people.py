"""What only shows with real connections: two editors, commits in between, notifications."""

from __future__ import annotations

import select
import threading
import time
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from flood_core.database.connection import Connection, ConnectionSettings, connect

from tests.support.people import People

VILLAGE, NEIGHBOUR, TOWNSHIP = "330382106202", "330382106203", "330382106"
NIL = "00000000-0000-0000-0000-000000000000"


@pytest.fixture()
def households(connection: Connection) -> str:
    """One village fact, committed; its uid."""
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into register.village_fact (area_code, year, households)"
            " values (%s, 2026, 100) returning uid::text",
            (VILLAGE,),
        )
        return cursor.fetchone()[0]


def _set(editor: Connection, uid: str, households: int, seen: int) -> None:
    with editor.cursor() as cursor:
        cursor.execute(
            "update register.village_fact set households = %s, edited_from = %s where uid = %s", (households, seen, uid)
        )


def _fact(connection: Connection, uid: str) -> tuple[Any, ...]:
    with connection, connection.cursor() as cursor:
        cursor.execute("select households, revision, changed_by from register.village_fact where uid = %s", (uid,))
        return cursor.fetchone()


def test_the_second_of_two_editors_is_refused_with_the_name_of_the_first(
    connection: Connection, people: People, households: str
):
    with (
        closing(people.sign_in("village_compiler", [VILLAGE])) as first,
        closing(people.sign_in("township_reviewer", [TOWNSHIP])) as second,
    ):
        refused: list[psycopg2.Error] = []

        def edit_late() -> None:
            try:
                _set(second, households, 300, seen=1)  # waits for the first editor's row lock
                second.commit()
            except psycopg2.Error as error:
                refused.append(error)
                second.rollback()

        _set(first, households, 200, seen=1)
        late = threading.Thread(target=edit_late)
        late.start()
        _wait_until_blocked(connection)
        first.commit()
        late.join(timeout=20)
        first_name = first.info.user
        assert [error.pgcode for error in refused] == ["40001"]
        assert first_name in str(refused[0])
        assert _fact(connection, households) == (200, 2, first_name)
        _set(second, households, 300, seen=2)
        second.commit()
        assert _fact(connection, households)[:2] == (300, 3)


def _wait_until_blocked(connection: Connection) -> None:
    """Return when some session of this database waits for a lock."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "select exists (select from pg_stat_activity where datname = current_database()"
                " and wait_event_type = 'Lock')"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_the_past_is_read_as_it_was_and_under_the_readers_rights(
    connection: Connection, people: People, households: str
):
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into register.village_fact (area_code, year, households) values (%s, 2026, 7)", (NEIGHBOUR,)
        )
    moments = [_moment(connection)]
    for seen in (1, 2):
        _set(connection, households, 100 + seen, seen)
        connection.commit()
        moments.append(_moment(connection))
    with connection, connection.cursor() as cursor:
        cursor.execute("delete from register.village_fact where uid = %s", (households,))
    moments.append(_moment(connection))
    query = "select households, retired_at is not null from app.village_fact_as_of(%s) where area_code = %s"
    with closing(people.sign_in("village_compiler", [VILLAGE])) as reader, reader.cursor() as cursor:
        seen_then = []
        for moment in moments:
            cursor.execute(query, (moment, VILLAGE))
            seen_then.append(cursor.fetchall())
        assert seen_then == [[(100, False)], [(101, False)], [(102, False)], [(102, True)]]
        cursor.execute(query, ("2020-01-01", VILLAGE))
        assert cursor.fetchall() == []
    with closing(people.sign_in("village_compiler", [NEIGHBOUR])) as neighbour, neighbour.cursor() as cursor:
        cursor.execute("select count(*) from app.village_fact_as_of(now())")
        assert cursor.fetchone() == (2,)  # figures of the own township are read by all its villages
    with closing(people.sign_in("village_compiler", ["330382106204"])) as third, third.cursor() as cursor:
        cursor.execute("select count(*) from app.grid_person_as_of(now())")
        assert cursor.fetchone() == (0,)


def _moment(connection: Connection) -> Any:
    with connection, connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        return cursor.fetchone()[0]


def test_filters_of_an_as_of_query_reach_the_indexes(connection: Connection):
    with connection, connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("explain select * from app.risk_source_as_of(now()) where area_code = %s", (VILLAGE,))
        plan = "\n".join(row[0] for row in cursor)
    assert "risk_source_area_code_idx" in plan and "risk_source_area" in plan and "Function Scan" not in plan


def test_a_publication_waits_for_a_writer_and_locks_the_next_one_out(connection: Connection):
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into situation.edition (area_code, year, version, data_cutoff, state)"
            " values (%s, 2026, 1, '2026-04-15', 'township_approved') returning uid::text",
            (VILLAGE,),
        )
        edition = cursor.fetchone()[0]
    frame = "insert into situation.sheet_frame (edition_uid, area_code) values (%s, %s)"
    settings = ConnectionSettings(
        database=connection.info.dbname, host=connection.info.host, port=connection.info.port, user=connection.info.user
    )
    with closing(connect(settings)) as writer, closing(connect(settings)) as approver:
        with writer.cursor() as cursor:
            cursor.execute(frame, (edition, VILLAGE))

        def publish() -> None:
            with approver, approver.cursor() as cursor:
                cursor.execute("select app.step_edition(%s, 1, 'published')", (edition,))

        thread = threading.Thread(target=publish)
        thread.start()
        _wait_until_blocked(connection)
        writer.commit()
        thread.join(timeout=20)
        with pytest.raises(psycopg2.errors.RestrictViolation), writer.cursor() as cursor:
            cursor.execute(frame, (edition, VILLAGE))
        writer.rollback()
        with connection, connection.cursor() as cursor:
            cursor.execute("select state, (select count(*) from situation.sheet_frame) from situation.edition")
            assert cursor.fetchone() == ("published", 1)


def test_changes_are_told_by_uid_and_many_at_once_by_the_nil_uid(connection: Connection, people: People):
    with closing(people.sign_in("viewer", [VILLAGE])) as listener, listener.cursor() as cursor:
        cursor.execute("listen floodmap")
        listener.commit()
        with connection, connection.cursor() as writing:
            writing.execute(
                "insert into register.village_fact (area_code, year) values (%s, 2026) returning uid::text", (VILLAGE,)
            )
            uid = writing.fetchone()[0]
        assert _heard(listener) == [uid]
        with connection, connection.cursor() as writing:
            writing.execute("update register.village_fact set households = 1, edited_from = revision")
        assert _heard(listener) == [uid]
        with connection, connection.cursor() as writing:
            writing.execute(
                "insert into register.person (area_code, name) select %s, n::text from generate_series(1, 51) n",
                (VILLAGE,),
            )
        assert _heard(listener) == [NIL]


def _heard(listener: Connection) -> list[str]:
    deadline = time.monotonic() + 10
    while not listener.notifies and time.monotonic() < deadline:
        select.select([listener], [], [], 0.2)
        listener.poll()
    payloads = [notify.payload for notify in listener.notifies]
    listener.notifies.clear()
    return payloads


def test_a_locked_person_loses_the_rights_in_an_open_session(connection: Connection, people: People):
    settings = people.sign_up("county_editor", ["330382"])
    with closing(connect(settings)) as session, session.cursor() as cursor:
        cursor.execute("select count(*) from register.risk_source")
        session.commit()
        with connection, connection.cursor() as administrator:
            administrator.execute("select app.lock_user(%s)", (settings.user,))
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("select count(*) from register.risk_source")
        session.rollback()
    with pytest.raises(Exception, match="not permitted to log in|refuses"):
        connect(settings)


def test_a_person_signs_in_with_the_password_of_a_verifier(connection: Connection, people: People):
    login = f"verifier_{connection.info.dbname}"[:60]
    verifier = psycopg2.extensions.encrypt_password("一个密码 42", login, scope=connection, algorithm="scram-sha-256")
    with connection, connection.cursor() as cursor:
        cursor.execute(
            "select app.create_user(%s, '张三', 'village_compiler', %s, '{}', %s)", (login, [VILLAGE], verifier)
        )
    people.expect(login)
    settings = people._database
    signed = ConnectionSettings(
        database=settings.database, host=settings.host, port=settings.port, user=login, password="一个密码 42"
    )
    with closing(connect(signed)) as session, session.cursor() as cursor:
        cursor.execute("select display_name, kind, areas from app.me()")
        assert cursor.fetchone() == ("张三", "village_compiler", [VILLAGE])
