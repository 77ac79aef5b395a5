"""The file of a working copy: a GeoPackage with tables of ours, opened with suspicion.

A carried file is hostile input. Nothing in it is run: no trigger may stand on a
table that we write, no view may stand anywhere, the tables that we use must be
defined letter by letter as we define them, SQLite trusts nothing in the schema
and loads no extension.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator

from ...errors import reason_in
from .errors import CopyBusy, CopyNotWritten, NotAWorkingCopy, TamperedWorkingCopy, TooMuchInFile
from .layer_tables import LAYER_TABLES, SPATIAL

FORMAT = "3"
#: Files of these formats are brought up to date when they are opened.
KNOWN_FORMATS = ("1", "2", FORMAT)
#: Table of format 3: what lies under the map while it is drawn.
UNDERLAY = "floodmap_underlay"
MOST_FILE_BYTES = 2_000_000_000
MOST_CELL_BYTES = 16_000_000
MOST_ROWS = 100_000
MOST_TEXT_BYTES = 400_000_000
BUSY_SECONDS = 10

OWN_TABLES = (
    """create table floodmap_head (key text primary key, value text not null)""",
    """create table floodmap_record (
    table_name text not null,
    uid text not null,
    revision integer not null,
    content text not null,
    agreed text,
    primary key (table_name, uid)
)""",
    """create table floodmap_journal (
    seq integer primary key autoincrement,
    command_uid text not null unique,
    at text not null,
    user_name text not null,
    description text not null,
    kind text not null,
    target text,
    undone integer not null default 0,
    forward text not null,
    inverse text not null,
    state text not null
)""",
    """create table floodmap_conflict (
    table_name text not null,
    uid text not null,
    field text not null,
    base text,
    theirs text,
    theirs_by text not null,
    theirs_at text not null,
    primary key (table_name, uid, field)
)""",
    """create table floodmap_lookup (kind text not null, code text not null, content text not null,
    primary key (kind, code))""",
    """create table floodmap_underlay (
    uid text primary key,
    kind text not null,
    name text not null,
    source text not null,
    places text not null,
    opacity real not null,
    visible integer not null,
    content blob
)""",
)
#: Triggers that GDAL puts on a layer when somebody edits it with another program.
_GDAL_TRIGGERS = (
    "trigger_insert_feature_count_{}", "trigger_delete_feature_count_{}",
    *(f"rtree_{{}}_geom_{action}" for action in ("insert", "delete", *(f"update{number}" for number in range(1, 8)))),
)  # fmt: skip


@lru_cache(maxsize=1)
def expected_tables() -> dict[str, str]:
    """Return the definition of every table that we write, as SQLite keeps it."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        for statement in (*OWN_TABLES, *LAYER_TABLES.values()):
            scratch.execute(statement)
        rows = scratch.execute("select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%'")
        return dict(rows.fetchall())


def connect(path: Path) -> sqlite3.Connection:
    """Open a file with SQLite's defences; transactions are begun by hand."""
    opened = sqlite3.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None)
    opened.execute("pragma trusted_schema = off")
    opened.execute("pragma cell_size_check = on")
    opened.execute("pragma mmap_size = 0")
    opened.execute("pragma synchronous = full")
    if hasattr(opened, "setlimit"):  # Python 3.11
        opened.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_CELL_BYTES)
    return opened


def open_copy(path: Path, *, thorough: bool = False) -> sqlite3.Connection:
    """Open a working copy; with ``thorough`` its sizes and its inner soundness are checked too.

    Raises: NotAWorkingCopy, TamperedWorkingCopy, TooMuchInFile, CopyBusy, CopyNotWritten.
    """
    _check_head(path)
    with told(path):
        opened = connect(path)
        try:
            _check_schema(path, opened)
            if head(opened).get("format") not in KNOWN_FORMATS:
                raise NotAWorkingCopy(path=str(path))
            if thorough:
                _check_content(path, opened)
        except BaseException:
            opened.close()
            raise
    return opened


def _check_head(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(16)
    except FileNotFoundError as error:
        raise NotAWorkingCopy(path=str(path)) from error
    except OSError as error:
        raise CopyNotWritten(path=str(path), reason=error.strerror or str(error)) from error
    if begins != b"SQLite format 3\0":
        raise NotAWorkingCopy(path=str(path))
    if size > MOST_FILE_BYTES:
        raise TooMuchInFile(path=str(path), size=size, most=MOST_FILE_BYTES)


def _check_schema(path: Path, opened: sqlite3.Connection) -> None:
    expected = expected_tables()
    found = opened.execute("select type, name, tbl_name, sql from sqlite_master limit 1000").fetchall()
    tables = {name: text for kind, name, _, text in found if kind == "table"}
    if "floodmap_head" not in tables:
        raise NotAWorkingCopy(path=str(path))
    for name, text in expected.items():
        if name == UNDERLAY and name not in tables:  # an older format, brought up to date in a moment
            continue
        if tables.get(name) != text:
            raise TamperedWorkingCopy(path=str(path), what=name)
    ours = {name.lower() for name in expected}
    for kind, name, table, text in found:
        virtual = kind == "table" and (text or "").upper().startswith("CREATE VIRTUAL")
        on_ours = str(table).lower() in ours
        wrong = (
            kind == "view"
            or (virtual and not name.startswith("rtree_"))
            or (kind == "trigger" and not _is_gdals(name, table))
            or (kind == "index" and on_ours and text is not None)
        )
        if wrong:
            raise TamperedWorkingCopy(path=str(path), what=f"{kind} {name}"[:80])
    _drop_gdals_triggers(opened, {name for kind, name, _, _ in found if kind == "trigger"})


def _is_gdals(name: str, table: str) -> bool:
    return name in [pattern.format(table) for pattern in _GDAL_TRIGGERS]


def _drop_gdals_triggers(opened: sqlite3.Connection, present: set[str]) -> None:
    """Take away what another program left on our layers; dropping a trigger does not run it."""
    for layer in LAYER_TABLES:
        for pattern in _GDAL_TRIGGERS:
            if pattern.format(layer) in present:
                opened.execute("drop trigger " + pattern.format(layer))


def _check_content(path: Path, opened: sqlite3.Connection) -> None:
    sizes = opened.execute(
        "select (select count(*) from floodmap_record) + (select count(*) from floodmap_journal)"
        " + (select count(*) from floodmap_conflict) + (select count(*) from floodmap_lookup),"
        " (select coalesce(sum(length(content) + coalesce(length(agreed), 0)), 0) from floodmap_record)"
        " + (select coalesce(sum(length(forward) + length(inverse)), 0) from floodmap_journal)"
    ).fetchone()
    for size, most in zip(sizes, (MOST_ROWS, MOST_TEXT_BYTES)):
        if size > most:
            raise TooMuchInFile(path=str(path), size=size, most=most)
    sound = opened.execute("pragma quick_check(1)").fetchone()[0]
    if sound != "ok":
        raise TamperedWorkingCopy(path=str(path), what=str(sound)[:80])


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into the suite's. Raises: CopyBusy, NotAWorkingCopy, TooMuchInFile, CopyNotWritten."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise CopyBusy(path=str(path)) from error
        if "not a database" in str(error) or "malformed" in str(error):
            raise NotAWorkingCopy(path=str(path)) from error
        if "too big" in str(error):
            raise TooMuchInFile(path=str(path), size=f"> {MOST_CELL_BYTES}", most=MOST_CELL_BYTES) from error
        raise CopyNotWritten(path=str(path), reason=reason_in(str(error))) from error
    except OSError as error:
        raise CopyNotWritten(path=str(path), reason=error.strerror or str(error)) from error


@contextmanager
def changing(opened: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One transaction on the file: all of it is on the disk at the end, or nothing."""
    opened.execute("begin immediate")
    try:
        yield opened
        opened.execute("commit")
    except BaseException:
        if opened.in_transaction:
            opened.execute("rollback")
        raise


def head(opened: sqlite3.Connection) -> dict[str, str]:
    """Return what the file says about itself: edition, village, year, state, who made it."""
    return {str(key): str(value) for key, value in opened.execute("select key, value from floodmap_head limit 100")}


def set_head(opened: sqlite3.Connection, values: dict[str, str]) -> None:
    """Store facts about the file."""
    opened.executemany("insert or replace into floodmap_head (key, value) values (?, ?)", values.items())


def dumps(value: Any) -> str:
    """Return a value as the file keeps it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def loads(text: Any, kind: type, path: Path) -> Any:
    """Return a kept value. Raises: TamperedWorkingCopy when it is not of that kind."""
    try:
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError) as error:
        raise TamperedWorkingCopy(path=str(path), what=str(text)[:40]) from error
    if not isinstance(value, kind):
        raise TamperedWorkingCopy(path=str(path), what=str(text)[:40])
    return value


def make_own(opened: sqlite3.Connection) -> None:
    """Turn a fresh snapshot into a working copy: our tables, layers that commands can write.

    Layers that are edited lose GDAL's index and triggers, which need functions
    that only GDAL has; a village is small enough without. Those of the base map
    keep their index.
    """
    triggers = opened.execute("select name from sqlite_master where type = 'trigger'").fetchall()
    for (name,) in triggers:
        opened.execute('drop trigger "' + name.replace('"', '""') + '"')
    for layer, statement in LAYER_TABLES.items():
        if layer in SPATIAL:
            opened.execute("drop table if exists rtree_" + layer + "_geom")
            opened.execute("delete from gpkg_extensions where table_name = ?", (layer,))
        opened.execute("drop table if exists " + layer)
        opened.execute(statement)
        _register(opened, layer)
    for statement in OWN_TABLES:
        opened.execute(statement)


def _register(opened: sqlite3.Connection, layer: str) -> None:
    kind, srid = ("features", 4490) if layer in SPATIAL else ("attributes", 0)
    opened.execute(
        "insert or replace into gpkg_contents (table_name, data_type, identifier, srs_id) values (?, ?, ?, ?)",
        (layer, kind, layer, srid),
    )
    opened.execute("delete from gpkg_ogr_contents where table_name = ?", (layer,))
    if layer in SPATIAL:
        opened.execute(
            "insert or replace into gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)"
            " values (?, 'geom', ?, 4490, 0, 0)",
            (layer, SPATIAL[layer]),
        )
