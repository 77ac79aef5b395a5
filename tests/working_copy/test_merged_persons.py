"""Two persons of a village are merged while its working copy is away: the next sync follows, both ways."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from flood_core.database import persons
from flood_core.database.connection import connect
from flood_core.situation.working_copy import SyncResult, WorkingCopy, synchronise

from ..situation.village import VILLAGE
from .conftest import Checkout, Place

PERSON, HOUSEHOLD, GRID, PHONE = (
    "register.person", "register.transfer_household", "register.grid_person", "register.person_phone"
)  # fmt: skip


def sync(place: Place, path: Path) -> SyncResult:
    with closing(connect(place.compilers[0])) as signed_in:
        return synchronise(signed_in, path)


def test_a_copy_follows_a_merger(place: Place, checkout: Checkout) -> None:
    known = place.village.uid["林守义"]
    twin = place.village.person("林守义", "12087654321")
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        (first, second, *_more) = sorted(copy.rows(HOUSEHOLD))
        copy.change(HOUSEHOLD, first, {"warning_person_uid": twin}, "改")
        copy.change(HOUSEHOLD, second, {"transfer_person_uid": None}, "改")
        phone = copy.add(PHONE, {"person_uid": twin, "number": "12011112222"}, "加")
        kind = next(iter(copy.rows(GRID).values()))["grid_type_code"]
        grid = copy.add(GRID, {"person_uid": twin, "grid_name": "第二网格", "grid_type_code": kind}, "加")
    persons.merge(place.village.connection, known, [twin])
    result = sync(place, path)
    assert (result.refused, result.conflicts, result.unsent_commands) == (None, [], 0)
    with WorkingCopy(path) as copy:
        assert copy.row(PERSON, twin)["retired"]
        assert copy.row(HOUSEHOLD, first)["warning_person_uid"] == known
        assert copy.row(HOUSEHOLD, second)["transfer_person_uid"] is None
        assert copy.row(PHONE, phone)["person_uid"] == known and copy.row(GRID, grid)["person_uid"] == known
    assert place.village.run(
        "select count(*) from register.transfer_household where %s in (householder_uid, transfer_person_uid,"
        " warning_person_uid) and area_code = %s", twin, VILLAGE,
    ) == [(0,)]  # fmt: skip
    again = sync(place, path)
    assert (again.sent_rows, again.taken_rows) == (0, 0)
    numbers = place.village.run("select count(*) from register.person_phone where person_uid = %s"
                                " and retired_at is null", known)  # fmt: skip
    persons.part(place.village.connection, twin)
    back = sync(place, path)
    assert (back.refused, back.conflicts) == (None, [])
    with WorkingCopy(path) as copy:
        assert not copy.row(PERSON, twin)["retired"]
        assert copy.row(HOUSEHOLD, first)["warning_person_uid"] == known, "named after the merger"
        assert sum(row["person_uid"] == twin for row in copy.rows(PHONE).values()) == 1
    assert numbers == [(3,)]
