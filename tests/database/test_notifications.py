"""The listener: what others change is heard, also after the server was away."""

from __future__ import annotations

import queue
import time
from contextlib import closing

import pytest
from flood_core.database.connection import ConnectionSettings, connect
from flood_core.database.notifications import MANY, Listener
from flood_core.errors import DatabaseUnavailable

UID = "11111111-2222-3333-4444-555555555555"


@pytest.fixture()
def heard(database: ConnectionSettings):
    """A running listener with queues of what it told."""
    changes: queue.Queue[set[str]] = queue.Queue()
    states: queue.Queue[object] = queue.Queue()
    listener = Listener(database, changes.put, states.put)
    listener.start()
    assert states.get(timeout=10) is None
    yield changes, states
    listener.stop()


def notify(database: ConnectionSettings, *uids: str) -> None:
    with closing(connect(database)) as connection, connection, connection.cursor() as cursor:
        for uid in uids:
            cursor.execute("select pg_notify('floodmap', %s)", (uid,))


def test_changes_are_heard(database, heard):
    changes, _ = heard
    notify(database, UID)
    assert changes.get(timeout=10) == {UID}


def test_a_change_of_the_symbol_library_is_heard(database, heard):
    changes, _ = heard
    with closing(connect(database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute("update reference.symbol set name_zh = name_zh || '改' where code = 'B20200'")
    assert changes.get(timeout=10) == {MANY}
    with closing(connect(database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(
            "insert into reference.symbol_version (symbol_code, version, sha256, definition)"
            " select symbol_code, version + 100, sha256, definition from app.current_symbol"
            " where symbol_code = 'B20200'"
        )
    assert changes.get(timeout=10) == {MANY}


def test_a_lost_server_is_told_and_the_gap_counts_as_a_change(database, heard):
    changes, states = heard
    with closing(connect(database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and datname = current_database()"
        )
    assert isinstance(states.get(timeout=10), DatabaseUnavailable)
    assert states.get(timeout=15) is None  # it is back by itself
    assert changes.get(timeout=10) == {MANY}
    notify(database, UID)
    assert changes.get(timeout=10) == {UID}


def test_stopping_ends_thread_and_connection(database):
    listener = Listener(database, lambda uids: None, lambda error: None)
    listener.start()
    time.sleep(0.3)
    listener.stop()
    with closing(connect(database)) as connection, connection.cursor() as cursor:
        end = time.monotonic() + 5
        while True:
            cursor.execute(
                "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            )
            (others,) = cursor.fetchone()
            connection.rollback()
            if not others or time.monotonic() > end:
                break
            time.sleep(0.05)
    assert others == 0


def test_a_server_that_is_not_there_is_told(database):
    states: queue.Queue[object] = queue.Queue()
    absent = ConnectionSettings(database="absent", host=database.host, port=database.port, user=database.user)
    listener = Listener(absent, lambda uids: None, states.put)
    listener.start()
    assert isinstance(states.get(timeout=10), DatabaseUnavailable)
    listener.stop()
