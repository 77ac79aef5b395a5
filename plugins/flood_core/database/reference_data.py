"""Load the vocabularies in ``db/reference`` into the database.

``NN-schema.table.csv`` (UTF-8, heading = columns, arrays as ``{a,b}``, empty =
NULL) is upserted by the table's key, in the order of NN. Rows that a county
made its own (``origin = 'county'``) are never touched, and nothing is deleted.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError
from .connection import Cursor

FILE_NAME = re.compile(r"^\d+-([a-z_]+)\.([a-z0-9_]+)\.csv$")
#: Tracked tables are upserted by what people call the key, not by ``id``.
NATURAL_KEY = {("base", "area"): ("code",)}
TRACKED = {("base", "area")}


class BadReferenceFile(InputError):
    """A file of reference data does not fit its table."""

    template = QT_TRANSLATE_NOOP("errors", "The reference data {file} do not fit the database: {reason}")
    hint = QT_TRANSLATE_NOOP("errors", "Correct the file's name or its heading, then migrate again.")


def load_reference(cursor: Cursor, folder: Path) -> dict[str, int]:
    """Upsert every file of ``folder``; return the number of rows read by file name.

    Runs in the caller's transaction. Raises: BadReferenceFile.
    """
    return {file.name: _load_file(cursor, file) for file in sorted(folder.glob("*.csv"))}


def _load_file(cursor: Cursor, file: Path) -> int:
    match = FILE_NAME.match(file.name)
    if match is None:
        raise BadReferenceFile(file=file.name, reason="the name is not NN-schema.table.csv")
    place = (match.group(1), match.group(2))
    table = sql.Identifier(*place)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        columns = next(csv.reader(lines), [])
    known = _columns(cursor, place)
    unknown = [column for column in columns if column not in known]
    if not columns or unknown:
        raise BadReferenceFile(file=file.name, reason=f"unknown columns {unknown}" if columns else "no heading")
    key = NATURAL_KEY.get(place) or _primary_key(cursor, place)
    missing = [column for column in key if column not in columns]
    if missing or not key:
        raise BadReferenceFile(file=file.name, reason=f"key columns {missing} are missing")

    cursor.execute("drop table if exists pg_temp.incoming")
    create = sql.SQL("create temporary table incoming as select {} from {} with no data")
    cursor.execute(create.format(_list(columns), table))
    copy = sql.SQL("copy pg_temp.incoming ({}) from stdin (format csv, header true, null '')").format(_list(columns))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        cursor.copy_expert(copy, lines)
    rows = int(cursor.rowcount)
    _update(cursor, table, place, columns, key, protect="origin" in known)
    _insert(cursor, table, columns, key)
    cursor.execute("drop table pg_temp.incoming")
    return rows


def _update(
    cursor: Cursor,
    table: sql.Identifier,
    place: tuple[str, str],
    columns: list[str],
    key: tuple[str, ...],
    protect: bool,
) -> None:
    """Update the rows that differ, and no others: tracked tables count every version."""
    values = [column for column in columns if column not in key]
    if not values:
        return
    assignments = [sql.SQL("{0} = incoming.{0}").format(sql.Identifier(column)) for column in values]
    if place in TRACKED:
        assignments.append(sql.SQL("edited_from = target.revision"))
    differs = sql.SQL(" or ").join(
        sql.SQL("target.{0} is distinct from incoming.{0}").format(sql.Identifier(column)) for column in values
    )
    source = sql.SQL("{} as target join pg_temp.incoming on {} where ({})").format(table, _same(key), differs)
    if protect:
        source += sql.SQL(" and target.origin <> 'county'")
    # Our triggers refuse an UPDATE that changes nothing.
    cursor.execute(sql.SQL("select exists (select from {})").format(source))
    if not cursor.fetchone()[0]:
        return
    statement = sql.SQL("update {} as target set {} from pg_temp.incoming where {} and ({})").format(
        table, sql.SQL(", ").join(assignments), _same(key), differs
    )
    if protect:
        statement += sql.SQL(" and target.origin <> 'county'")
    cursor.execute(statement)


def _insert(cursor: Cursor, table: sql.Identifier, columns: list[str], key: tuple[str, ...]) -> None:
    """Insert what is new, in one statement: base.area refers to itself."""
    order = sql.SQL(" order by {}").format(_list(list(key)))
    statement = sql.SQL(
        "insert into {0} ({1}) select {1} from pg_temp.incoming where not exists (select from {0} as target where {2})"
    ).format(table, _list(columns), _same(key))
    cursor.execute(statement + order)


def _list(columns: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _same(key: tuple[str, ...]) -> sql.Composed:
    return sql.SQL(" and ").join(sql.SQL("target.{0} = incoming.{0}").format(sql.Identifier(column)) for column in key)


def _columns(cursor: Cursor, place: tuple[str, str]) -> list[str]:
    cursor.execute(
        "select column_name from information_schema.columns where table_schema = %s and table_name = %s"
        " order by ordinal_position",
        place,
    )
    return [name for (name,) in cursor]


def _primary_key(cursor: Cursor, place: tuple[str, str]) -> tuple[str, ...]:
    cursor.execute(
        "select a.attname from pg_index i join pg_class c on c.oid = i.indrelid"
        " join pg_namespace n on n.oid = c.relnamespace"
        " join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)"
        " where i.indisprimary and n.nspname = %s and c.relname = %s order by array_position(i.indkey, a.attnum)",
        place,
    )
    return tuple(name for (name,) in cursor)
