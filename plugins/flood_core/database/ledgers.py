"""Commit a ledger's rows to the register in one transaction, with the record that undo needs."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field, replace
from typing import Any, Mapping, Sequence

from .connection import Cursor
from .ledger_clearing import CLEARED, clear_people, note_cleared
from .ledger_people import UnclearPerson, unclear_people
from .ledger_staging import TableCounts, compare, note_rows, recognise, resolve_references, stage, write
from .ledger_tables import LEDGER_TABLES, LedgerTable
from .ledger_yearly_differences import YEARLY_TABLES, ChangedMeanwhile, merge_yearly

#: So many findings about persons are kept; nobody reads more.
MOST_UNCLEAR = 5_000

Columns = Mapping[str, Sequence[Any]]


@dataclass
class Unresolved:
    """A row of a transfer list whose danger zone or shelter the register does not know."""

    sheet: str
    row_number: int
    area_code: str
    zone_name: str | None
    shelter_name: str | None


@dataclass
class Written:
    """What a ledger did to the register."""

    batch_uid: str
    tables: dict[str, TableCounts] = field(default_factory=dict)
    unresolved: list[Unresolved] = field(default_factory=list)
    changed_meanwhile: list[ChangedMeanwhile] = field(default_factory=list)  # rows of lists that were left out
    unclear_people: list[UnclearPerson] = field(default_factory=list)  # new ones, with others of that name
    keepers_left_out: list[tuple[str, int, str]] = field(default_factory=list)  # sheet, row, name: no right to it


def write_rows(cursor: Cursor, staged: Mapping[str, Columns], areas: Sequence[str]) -> Written:
    """Stage, compare and write the rows of all tables (``register`` names without schema) in the open transaction.

    ``areas`` are the codes of the areas that the rows belong to. The batch
    itself is recorded afterwards with ``record_batch``, in the same transaction.
    """
    # Compiling costs more than it saves here, and the joins of a large ledger fit into memory.
    cursor.execute("set local jit = off")
    cursor.execute("set local work_mem = '64MB'")
    _one_import_at_a_time(cursor, areas)
    written = Written(str(uuid.uuid4()))
    tables = [table for table in LEDGER_TABLES if staged.get(table.key, {}).get("n")]
    for table in tables:
        stage(cursor, table, staged[table.key])
    names = {table.key for table in tables}
    for table in tables:
        written.keepers_left_out += _prepare(cursor, table, names)
        recognise(cursor, table, areas)
        if table in YEARLY_TABLES:
            written.changed_meanwhile += merge_yearly(cursor, table, people="person" in names)
        if table.key == "person":
            written.unclear_people = unclear_people(cursor, MOST_UNCLEAR)
        compare(cursor, table)
        written.tables[table.key] = write(cursor, table, written.batch_uid)
    if staged.get(CLEARED):
        written.tables[CLEARED] = clear_people(cursor, staged[CLEARED], list(names), written.batch_uid)
    if "transfer_household" in names:
        written.unresolved = _unresolved(cursor)
    return written


def _one_import_at_a_time(cursor: Cursor, areas: Sequence[str]) -> None:
    """Wait for other imports into the same townships: two of the same ledger would both find its rows new."""
    for township in sorted({code[:9] for code in areas}):
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('floodmap ledger ' || %s, 0))", (township,))


def _prepare(cursor: Cursor, table: LedgerTable, staged: set[str]) -> list[tuple[str, int, str]]:
    """Link a table's staged rows to what they name; return the keepers that were left out for want of rights."""
    present = tuple(reference for reference in table.references if reference[2] in staged)
    resolve_references(cursor, replace(table, references=present))
    if table.name == "transfer_household":
        _link_zones(cursor)
        _link_shelters(cursor)
    return _link_keepers(cursor) if table.key == "keeper" else []


def _link_zones(cursor: Cursor) -> None:
    """Link zones to risk sources of the same name and village, those of a category that makes such zones first."""
    cursor.execute("""
        with named as (
            select distinct on (s.area_code, s.zone_name, s.zone_type_code)
                   s.area_code, s.zone_name, s.zone_type_code, r.uid
              from (select distinct area_code, zone_name, zone_type_code from pg_temp.stage_transfer_household) s
              join register.risk_source r on r.area_code = s.area_code and r.name = s.zone_name and r.retired_at is null
              join reference.category c on c.code = r.category_code
             order by s.area_code, s.zone_name, s.zone_type_code,
                      (c.danger_zone_type is not distinct from s.zone_type_code) desc, r.id)
        update pg_temp.stage_transfer_household s set risk_source_uid = n.uid
          from named n
         where (n.area_code, n.zone_name, n.zone_type_code) = (s.area_code, s.zone_name, s.zone_type_code)""")


def _link_shelters(cursor: Cursor) -> None:
    """Link shelters by name: in the village, else in its township when only one is called so."""
    cursor.execute("""
        with wanted as (
            select distinct area_code, shelter_name from pg_temp.stage_transfer_household where shelter_name is not null
        ), named as (
            select w.area_code, w.shelter_name, r.uid, r.area_code = w.area_code as own,
                   count(*) over (partition by w.area_code, w.shelter_name, r.area_code = w.area_code) as alike
              from wanted w
              join register.relief_resource r on r.name = w.shelter_name and r.subtype_code like 'R3%'
               and r.retired_at is null and left(r.area_code, 9) = left(w.area_code, 9)
        ), best as (
            select distinct on (area_code, shelter_name) area_code, shelter_name, uid
              from named where own or alike = 1 order by area_code, shelter_name, own desc, uid)
        update pg_temp.stage_transfer_household s set shelter_uid = b.uid
          from best b where (b.area_code, b.shelter_name) = (s.area_code, s.shelter_name)""")


def _link_keepers(cursor: Cursor) -> list[tuple[str, int, str]]:
    """Give the keepers their shelters; one keeper a shelter, and none where the register names one already.

    Return sheet, row and name of those of shelters about which the user may not write.
    """
    cursor.execute("""
        update pg_temp.stage_keeper k
           set subject_uid = r.uid, area_code = r.area_code, category_code = r.subtype_code
          from pg_temp.stage_transfer_household h
          join register.relief_resource r on r.uid = h.shelter_uid
         where h.n = k.household_n""")
    cursor.execute("""
        delete from pg_temp.stage_keeper k
         where k.subject_uid is null
            or exists (select from register.duty d where d.subject_uid = k.subject_uid and d.retired_at is null
                          and d.post_vocabulary = k.post_vocabulary and d.post_code = k.post_code)
            or exists (select from pg_temp.stage_keeper e where e.subject_uid = k.subject_uid and e.n < k.n)""")
    cursor.execute(
        """
        with barred as (delete from pg_temp.stage_keeper where not area_code = any (%s::text[])
                        returning sheet, row_number, person_n)
        select b.sheet, b.row_number, p.name from barred b join pg_temp.stage_person p on p.n = b.person_n
         order by 2""",
        (_own_areas(cursor),),
    )
    barred: list[tuple[str, int, str]] = cursor.fetchall()
    return barred


def _own_areas(cursor: Cursor) -> list[str]:
    """Return the areas in which the user may write duties for shelters; an empty list for a village's own posts."""
    cursor.execute(
        "select case app.my_scope('register.duty', 'insert') when 'own_post' then '{}'::text[]"
        " when 'all' then (select array_agg(code) from base.area) else app.editable_areas() end"
    )
    return list(cursor.fetchone()[0])


def _unresolved(cursor: Cursor) -> list[Unresolved]:
    cursor.execute(
        "select sheet, row_number, area_code, case when risk_source_uid is null then zone_name end,"
        " case when shelter_uid is null then shelter_name end from pg_temp.stage_transfer_household"
        " where risk_source_uid is null or (shelter_name is not null and shelter_uid is null) order by n"
    )
    return [Unresolved(*row) for row in cursor.fetchall()]


def record_batch(
    cursor: Cursor,
    written: Written,
    *,
    file_name: str,
    file_sha256: str,
    sender: str | None,
    area_code: str,
    mode: str,
    counts: Mapping[str, int],
    report: Mapping[str, Any],
) -> None:
    """Record the batch and which row of the ledger made which version."""
    cursor.execute(
        "insert into register.ledger_batch (uid, file_name, file_sha256, sender, area_code, mode, rows_read,"
        " rows_inserted, rows_updated, rows_unchanged, rows_rejected, report)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        (
            written.batch_uid,
            file_name,
            file_sha256,
            sender,
            area_code,
            mode,
            counts["read"],
            counts["inserted"],
            counts["updated"],
            counts["unchanged"],
            counts["rejected"],
            json.dumps(report, ensure_ascii=False),
        ),
    )
    for table in LEDGER_TABLES:
        if table.key in written.tables:
            note_rows(cursor, table, written.batch_uid)
    if CLEARED in written.tables:
        note_cleared(cursor, written.batch_uid)
