"""Checking out, carrying and bringing back leave their trace on the server."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from flood_core.situation.working_copy import WorkingCopy, carry, synchronise
from flood_core.situation.working_copy.errors import TamperedWorkingCopy
from flood_core.situation.working_copy.travels import MOST


def told(connection) -> list[tuple[str, str, str]]:
    """Return action, person and signer of all that was logged, in order."""
    with connection, connection.cursor() as cursor:
        cursor.execute("select action, person, logged_by from situation.copy_log order by id")
        return cursor.fetchall()


def sync_as(place, who, path):
    with closing(place.sign_in(who)) as signed_in:
        return synchronise(signed_in, path)


def test_checkout_carrying_and_bringing_are_logged(place, checkout, connection, tmp_path):
    first, second = (one.user for one in place.compilers)
    path = checkout("copy")
    assert told(connection) == [("checked_out", first, first)]
    stick = carry(path, tmp_path / "stick.gpkg")
    assert len(told(connection)) == 1  # there was no server to tell
    sync_as(place, 1, stick)
    assert told(connection)[1:] == [("carried", first, second), ("brought", second, second)]
    sync_as(place, 0, path)  # both files know of the carrying; it happened once
    sync_as(place, 1, stick)
    assert len(told(connection)) == 3


def test_many_carryings_are_kept_within_bounds(checkout, tmp_path):
    path = checkout("copy")
    for number in range(MOST + 3):
        carry(path, tmp_path / f"{number}.gpkg")
    with WorkingCopy(path) as copy:
        assert sum(key.startswith("carried:") for key in copy.head) == MOST


@pytest.mark.parametrize(
    "note", ['{"person": "", "at": "2026-01-01"}', '{"person": "x", "at": "soon"}', '{"at": 1}', "[]"]
)
def test_a_forged_note_is_refused(place, checkout, connection, note):
    path = checkout("copy")
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute(
            "insert into floodmap_head values (?, ?)", ("carried:11111111-1111-1111-1111-111111111111", note)
        )
    with pytest.raises(TamperedWorkingCopy):
        sync_as(place, 0, path)
    assert len(told(connection)) == 1
