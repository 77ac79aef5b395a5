"""The plugins come and go fifty times and leave nothing; so do their windows."""

from __future__ import annotations

import time
from contextlib import closing

import pytest
from flood_core.database.connection import ConnectionSettings, connect

from tests.support.soak import many
from tests.windows.desk import Desk

ROUNDS = many(10, 50)
#: Opening every window fifty times takes many minutes: the soak does that.
OPENINGS = many(7, 50)
#: Megabytes; less than one for each of the 25 later openings of the soak.
GROWN_SINCE_HALFWAY = many(40, 22)
SECONDS = many(400, 2900)
#: Qt keeps a few objects and the allocator some memory; a leak of one window per round is far more.
MOST_NEW_OBJECTS, MOST_NEW_MEGABYTES = 20, 40


def connections(database: ConnectionSettings) -> int:
    """Return how many connections the database has, ours not counted."""
    with closing(connect(database)) as connection, connection, connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity where datname = %s and pid <> pg_backend_pid()",
            (database.database,),
        )
        return cursor.fetchone()[0]


def wait_for_none(database: ConnectionSettings, seconds: float = 10) -> int:
    """Return the number of connections, when it is 0 or time is over."""
    end = time.monotonic() + seconds
    while (count := connections(database)) and time.monotonic() < end:
        time.sleep(0.1)
    return count


def test_plugins_load_and_unload_without_a_trace(desk: Desk, database: ConnectionSettings) -> None:
    environment = {"FLOODMAP_DATABASE": database.database, "ROUNDS": str(ROUNDS)}
    running = desk.start("living", desk.profile("living", enabled=False), environment=environment)
    running.wait_for("left", 500)
    left = wait_for_none(database)
    running.tell("counted")
    ended = running.outcome()
    assert ended.ok, ended.error + ended.log
    notes = ended.notes
    assert any("防汛防台" in name for name in notes["full"]["menus"])
    assert "floodmap" in notes["full"]["providers"]
    assert notes["after"] == notes["bare"]
    assert notes["after"]["ours"] == {}
    assert not any("floodmap" in name.lower() for name in notes["after"]["toolbars"] + notes["after"]["docks"])
    assert left == 0
    assert sum(notes["new objects"].values()) <= MOST_NEW_OBJECTS, notes["new objects"]
    before, after = notes["megabytes"]
    assert after - before <= MOST_NEW_MEGABYTES, notes["megabytes"]
    assert ended.exit_code == 0
    assert "Traceback" not in ended.log


@pytest.mark.timeout(SECONDS + 60)
def test_windows_open_and_close_without_a_trace(desk: Desk, database: ConnectionSettings) -> None:
    environment = {"FLOODMAP_DATABASE": database.database, "ROUNDS": str(OPENINGS)}
    ended = desk.work_through("opening", desk.profile("opening"), seconds=SECONDS, environment=environment)
    assert ended.ok, ended.error + ended.log
    assert len(ended.notes["entries"]) >= 3
    for name in ended.notes["entries"]:
        told = ended.notes[name]
        first, last = told["first"], told["last"]
        assert told["opened"], f"{name} opened nothing"
        assert last["census"] == first["census"], name
        assert sum(told["new objects"].values()) <= MOST_NEW_OBJECTS, (name, told["new objects"])
        grown = last["megabytes"] - first["megabytes"]
        assert grown <= GROWN_SINCE_HALFWAY, (name, grown)
    assert "Traceback" not in ended.log
