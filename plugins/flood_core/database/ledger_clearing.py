"""Take away persons and phones where a ledger says so: what they answered for, or the person's numbers, ends.

The person stays in the register: others may name him too.
"""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from psycopg2 import sql

from .connection import Cursor
from .ledger_staging import TableCounts, copy_rows
from .ledger_tables import RELIEF_RESOURCE, RISK_SOURCE

#: What a ledger says of it, among its staged rows; what ends by it is gathered in ended_people.
CLEARED = "cleared_people"
_COLUMNS = ("sheet", "row_number", "risk_n", "resource_n", "person", "post_code", "what")
_NUMBERS = {RISK_SOURCE.key: "risk_n", RELIEF_RESOURCE.key: "resource_n"}
_MAKE = """
    create temporary table cleared_people (sheet text, row_number integer, risk_n integer, resource_n integer,
        person text, post_code text, what text, found boolean not null default false,
        reached boolean not null default false) on commit drop;
    create temporary table ended_people (n integer, sheet text, row_number integer, thing_uid uuid, name text,
        post_code text, what text, table_name text, row_uid uuid, row_revision integer, before text) on commit drop
"""
_DUTIES = """
    insert into pg_temp.ended_people
    select s.n, c.sheet, c.row_number, s.matched_uid, s.name, c.post_code, 'person', 'duty', d.uid, d.revision, p.name
      from pg_temp.cleared_people c join {stage} s on s.n = c.{number}
      join register.duty d on d.subject_uid = s.matched_uid and d.post_vocabulary = 'responsibility'
       and d.post_code = c.post_code and d.retired_at is null
      join register.person p on p.uid = d.person_uid
     where c.what = 'person'
"""
_PHONES = """
    insert into pg_temp.ended_people
    select distinct on (f.uid) s.n, c.sheet, c.row_number, s.matched_uid, s.name, c.post_code, 'phone', 'person_phone',
           f.uid, f.revision, p.name || ' ' || f.number
      from pg_temp.cleared_people c join {stage} s on s.n = c.{number}
      join register.duty d on d.subject_uid = s.matched_uid and d.post_vocabulary = 'responsibility'
       and d.post_code = c.post_code and d.retired_at is null
      join register.person p on p.uid = d.person_uid and p.name = c.person
      join register.person_phone f on f.person_uid = p.uid and f.retired_at is null
     where c.what = 'phone'
     order by f.uid, s.n
"""
_FOUND = """
    update pg_temp.cleared_people c set found = true
      from {stage} s
      join register.duty d on d.subject_uid = s.matched_uid and d.retired_at is null
      join register.person p on p.uid = d.person_uid
     where s.n = c.{number} and d.post_code = c.post_code and p.name = c.person
"""
_REACHED = """
    update pg_temp.cleared_people c set reached = true
      from {stage} s
      join register.duty d on d.subject_uid = s.matched_uid and d.retired_at is null
      join register.person p on p.uid = d.person_uid
      join register.person_phone f on f.person_uid = p.uid and f.retired_at is null
     where s.n = c.{number} and d.post_code = c.post_code and p.name = c.person
"""


def clear_people(
    cursor: Cursor, rows: Mapping[str, Sequence[Any]], written: Sequence[str], batch_uid: str
) -> TableCounts:
    """End the duties and phones that the staged ``rows`` take away, once the tables ``written`` are written.

    ``rows`` are lists of equal length: ``sheet``, ``row_number``, ``risk_n`` or ``resource_n``, ``post_code``,
    ``what`` (person or phone), and the ``person`` whose phone goes.
    """
    cursor.execute(_MAKE)
    names = [name for name in _COLUMNS if name in rows]
    copy_rows(cursor, sql.Identifier("pg_temp", CLEARED), names, [rows[name] for name in names])
    for table, number in _NUMBERS.items():
        if table not in written:
            continue
        stage = sql.Identifier("pg_temp", "stage_" + table)
        for query in (_FOUND, _DUTIES, *((_REACHED, _PHONES) if _sees_phones(cursor) else ())):
            cursor.execute(sql.SQL(query).format(stage=stage, number=sql.Identifier(number)))
        cursor.execute(
            sql.SQL(
                "update {} s set people_cleared = true where exists"
                " (select from pg_temp.ended_people e where e.thing_uid = s.matched_uid)"
            ).format(stage)
        )
    counts = TableCounts()
    for table in ("duty", "person_phone"):
        counts.updated += _end(cursor, table, batch_uid)
    return counts


def _sees_phones(cursor: Cursor) -> bool:
    cursor.execute("select has_table_privilege('register.person_phone', 'update')")
    return bool(cursor.fetchone()[0])


def _end(cursor: Cursor, table: str, batch_uid: str) -> int:
    cursor.execute("select exists (select from pg_temp.ended_people where table_name = %s)", (table,))
    if not cursor.fetchone()[0]:
        return 0
    cursor.execute(
        sql.SQL(
            "update {} t set retired_at = now(), edited_from = e.row_revision, change_uid = %s"
            " from pg_temp.ended_people e where e.table_name = %s and t.uid = e.row_uid"
        ).format(sql.Identifier("register", table)),
        (batch_uid, table),
    )
    ended: int = cursor.rowcount
    return ended


def phones_not_there(cursor: Cursor) -> list[tuple[str, int, str, bool]]:
    """Return sheet, row and person where a phone should go that is not there, and whether the register names him."""
    cursor.execute(
        "select sheet, row_number, person, found from pg_temp.cleared_people"
        " where what = 'phone' and not reached order by 1, 2"
    )
    return cursor.fetchall()


def note_cleared(cursor: Cursor, batch_uid: str) -> None:
    """Record what ended with the batch, once it is recorded itself, so that undo restores it."""
    cursor.execute(
        "insert into register.ledger_batch_row (batch_uid, table_name, row_uid, row_revision, operation, sheet,"
        " row_number) select %s, 'register.' || table_name, row_uid, row_revision + 1, 'update', sheet, row_number"
        " from pg_temp.ended_people",
        (batch_uid,),
    )
