"""A carried file is hostile input: refused, or taken only under the rights of who brings it."""

# ruff: noqa: S608 - these tests write what an attacker would write

from __future__ import annotations

import json
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import Any, Callable

import pytest
from flood_core.database.connection import connect
from flood_core.errors import InputError
from flood_core.situation.working_copy import WorkingCopy, synchronise
from flood_core.situation.working_copy.errors import (
    ForeignReference,
    ForeignRow,
    NotAWorkingCopy,
    TamperedWorkingCopy,
    TooMuchInFile,
)

from ..situation.village import VILLAGE, YEAR, metres
from .conftest import Checkout, Place
from .server import server_state

OTHER_VILLAGE = "330382106202"
ELEMENT = "situation.element"


def alter(path: Path, *statements: str) -> None:
    """Change a file as somebody with sqlite3 can, without our defences."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("pragma writable_schema = on")
        for statement in statements:
            raw.executescript(statement)
        raw.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "create trigger x after insert on floodmap_journal begin delete from floodmap_record; end",
        "create trigger x after update on element_point begin select load_extension('x'); end",
        "create trigger rtree_road_geom_insert after insert on floodmap_record begin select 1; end",
        "create view v as select * from floodmap_record",
        "drop table floodmap_record; create view floodmap_record as select 1",
        "alter table floodmap_record add column more text generated always as (upper(content))",
        "create index i on floodmap_record (lower(content))",
        "drop table element_point; create table element_point (fid, geom, uid)",
        "drop table floodmap_conflict",
        "create virtual table evil using fts4(x)",
        "update floodmap_record set uid = 'x'' ; drop table situation.element; --' where rowid = 1",
        "update floodmap_record set table_name = 'reference.user_account' where rowid = 1",
        "update floodmap_record set content = '[]' where rowid = 1",
        "update floodmap_record set content = '{\"name\": 1}' where rowid = 1",
        "update floodmap_record set content = zeroblob(100) where rowid = 1",
        "update floodmap_record set content = printf('%.*c', 100000, '[') where rowid = 1",
        "update floodmap_head set value = 'x' where key = 'year'",
        "delete from floodmap_head where key = 'edition_uid'",
    ],
)
def test_altered_files_are_refused_when_they_are_opened(checked_out: Path, statement: str) -> None:
    alter(checked_out, statement)
    with pytest.raises(TamperedWorkingCopy) as told:
        WorkingCopy(checked_out)
    assert len(str(told.value)) < 400


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(range(256)) * 40]
)
def test_what_is_no_working_copy_is_said_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.gpkg"
    path.write_bytes(content)
    with pytest.raises(InputError):
        WorkingCopy(path)
    with pytest.raises(NotAWorkingCopy):
        WorkingCopy(tmp_path / "none.gpkg")


def test_huge_cells_and_hordes_of_rows_are_refused(checked_out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 40_000_000
    alter(checked_out, f"update floodmap_record set content = '{{\"a\": \"' || hex(zeroblob({size})) || '\"}}'"
          " where rowid = 1")  # fmt: skip
    with pytest.raises((InputError, TamperedWorkingCopy)) as told:
        WorkingCopy(checked_out, thorough=True)
    assert len(str(told.value)) < 400


def test_too_many_rows_are_refused(checked_out: Path) -> None:
    alter(checked_out, "insert into floodmap_lookup with recursive n(i) as (select 1 union all select i + 1 from n"
          " where i < 100001) select 'x', i, '{}' from n")  # fmt: skip
    with pytest.raises(TooMuchInFile):
        WorkingCopy(checked_out, thorough=True)


_kept: dict[str, bytes] = {}


@pytest.fixture()
def checked_out(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """One checkout for all tests that need no server."""
    if not _kept:
        _kept["copy"] = request.getfixturevalue("checkout")("source").read_bytes()
    path = tmp_path / "copy.gpkg"
    path.write_bytes(_kept["copy"])
    return path


def foreign_rows(place: Place) -> dict[str, str]:
    """Make an edition, an element and a person of another village; return their uids."""
    run = place.village.run
    edition = run("insert into situation.edition (area_code, year, version, data_cutoff) values (%s, %s, 1, now())"
                  " returning uid::text", OTHER_VILLAGE, YEAR)[0][0]  # fmt: skip
    element = run(
        "insert into situation.element (edition_uid, area_code, element_type_code, symbol_code, name, geom)"
        " select %s, %s, element_type_code, symbol_code, '别村的', geom from situation.element where edition_uid = %s"
        " limit 1 returning uid::text", edition, OTHER_VILLAGE, place.edition,
    )[0][0]  # fmt: skip
    person = run("insert into register.person (area_code, name) values (%s, '别村人') returning uid::text",
                 OTHER_VILLAGE)[0][0]  # fmt: skip
    return {"edition": edition, "element": element, "person": person}


def make_change(copy: WorkingCopy) -> str:
    """Change one element, so that there is something to send."""
    uid = next(iter(copy.rows(ELEMENT)))
    copy.change(ELEMENT, uid, {"name": "改过"})
    return uid


def another_uid(path: Path, foreign: dict[str, str]) -> None:
    with WorkingCopy(path) as copy:
        uid = make_change(copy)
    alter(path, f"update floodmap_record set uid = '{foreign['element']}' where uid = '{uid}'",
          f"update floodmap_journal set forward = replace(forward, '{uid}', '{foreign['element']}')")  # fmt: skip


def uid_as_new(path: Path, foreign: dict[str, str]) -> None:
    another_uid(path, foreign)
    alter(path, f"update floodmap_record set agreed = null, revision = 0 where uid = '{foreign['element']}'")


def foreign_person(path: Path, foreign: dict[str, str]) -> None:
    with WorkingCopy(path) as copy:
        grid = next(iter(copy.rows("register.grid_person")))
        copy.change("register.grid_person", grid, {"person_uid": foreign["person"]})


def person_as_own(path: Path, foreign: dict[str, str]) -> None:
    with WorkingCopy(path) as copy:
        uid = next(iter(copy.rows("register.person")))
        copy.change("register.person", uid, {"name": "改过"})
    alter(path, f"update floodmap_record set uid = '{foreign['person']}' where uid = '{uid}'")


def bad_values(path: Path, foreign: dict[str, str]) -> None:
    with WorkingCopy(path) as copy:
        uid = make_change(copy)
        row = {**copy.row(ELEMENT, uid), "symbol_code": "'; drop table situation.element; --", "name": "x" * 30_000}
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("update floodmap_record set content = ? where uid = ?", (json.dumps(row), uid))


def bad_shape(path: Path, foreign: dict[str, str]) -> None:
    with WorkingCopy(path) as copy:
        uid = make_change(copy)
        row = {**copy.row(ELEMENT, uid), "geom": "0107000020" + "8A110000" + "FFFFFF7F" * 40}
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("update floodmap_record set content = ? where uid = ?", (json.dumps(row), uid))


def source_of_nowhere(path: Path, foreign: dict[str, str]) -> None:
    with WorkingCopy(path) as copy:
        source = {"source_table": "register.risk_source", "source_uid": str(uuid.uuid4()), "source_revision": 1}
        copy.change(ELEMENT, make_change(copy), source)


@pytest.mark.parametrize(
    ("attack", "error"),
    [
        (another_uid, ForeignRow),
        (uid_as_new, None),
        (foreign_person, ForeignReference),
        (person_as_own, ForeignRow),
        (bad_values, InputError),
        (bad_shape, InputError),
        (source_of_nowhere, ForeignReference),
    ],
)
def test_what_is_not_ones_own_is_not_written(
    place: Place, checkout: Checkout, attack: Callable[[Path, dict[str, str]], None], error: Any
) -> None:
    path = checkout("copy")
    foreign = foreign_rows(place)
    with WorkingCopy(path) as copy:
        scope = copy.scope
    attack(path, foreign)
    before = server_state(place.village.connection, scope), _foreign(place)
    with closing(connect(place.compilers[0])) as signed_in:
        done = synchronise(signed_in, path)
    assert done.refused is not None and done.sent_rows == 0
    assert error is None or isinstance(done.refused, error)
    assert (server_state(place.village.connection, scope), _foreign(place)) == before
    with WorkingCopy(path) as copy:
        assert copy.unsent() == done.unsent_commands > 0


def _foreign(place: Place) -> Any:
    run = place.village.run
    return (
        run("select uid, revision, name from situation.element where area_code = %s", OTHER_VILLAGE),
        run("select uid, revision, name from register.person where area_code = %s", OTHER_VILLAGE),
        run("select count(*) from situation.applied_command"),
    )


@pytest.mark.parametrize(
    "change",
    [
        "command_uid = 'x''; --'",
        'forward = \'[{"table": "pg_catalog.pg_class", "uid": "x", "fields": {}}]\'',
        "forward = '{}'",
        "inverse = printf('%.*c', 100000, '[')",
    ],
)
def test_an_altered_journal_is_refused(place: Place, checkout: Checkout, change: str) -> None:
    path = checkout("copy")
    with WorkingCopy(path) as copy:
        make_change(copy)
    alter(path, f"update floodmap_journal set {change}")
    with closing(connect(place.compilers[0])) as signed_in, pytest.raises(TamperedWorkingCopy):
        synchronise(signed_in, path)
    assert place.village.run("select count(*) from situation.applied_command") == [(0,)]


def test_a_file_that_claims_another_village_is_refused(place: Place, checkout: Checkout) -> None:
    path = checkout("copy")
    alter(path, f"update floodmap_head set value = '{OTHER_VILLAGE}' where key = 'area_code'")
    with closing(connect(place.compilers[0])) as signed_in, pytest.raises(TamperedWorkingCopy):
        synchronise(signed_in, path)


def test_another_program_may_have_edited_a_layer(checked_out: Path) -> None:
    """GDAL leaves its triggers behind: they go, and the rows win over what was drawn past them."""
    from osgeo import gdal, ogr

    source = gdal.OpenEx(str(checked_out), gdal.OF_VECTOR | gdal.OF_UPDATE, allowed_drivers=["GPKG"])
    layer = source.GetLayerByName("element_point")
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt(metres("POINT (1 1)")))
    layer.CreateFeature(feature)
    del feature, layer, source
    with WorkingCopy(checked_out, thorough=True) as copy:
        make_change(copy)
        assert copy.head["area_code"] == VILLAGE
