"""Bring the rows of a ledger into the register by set: stage, recognise, insert and update.

All in the caller's transaction. A hundred thousand rows are staged with COPY
into temporary tables (COPY into a table under row level security is refused),
compared with the register there, and written with one INSERT and one UPDATE a
table. A blank cell never erases what the register has.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from psycopg2 import sql

from .connection import Conflict, Cursor
from .ledger_people import phone_of_person, recognise_by_name
from .ledger_tables import Column, LedgerTable, Pass

_OWN_COLUMNS = (("n", "integer"), ("sheet", "text"), ("row_number", "integer"))
_STATE_COLUMNS = (
    "matched_uid uuid, seen_revision integer, changed boolean not null default false,"
    " new_uid uuid not null default gen_random_uuid()"
)


@dataclass
class TableCounts:
    """What happened to the staged rows of one table."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0


def _stage_name(table: LedgerTable) -> sql.Identifier:
    return sql.Identifier("pg_temp", "stage_" + table.key)


def _known_name(table: LedgerTable) -> sql.Identifier:
    return sql.Identifier("pg_temp", "known_" + table.key)


def _extra_columns(table: LedgerTable) -> list[tuple[str, str]]:
    extra = [(number, "integer") for _, number, _ in table.references]
    if table.name == "person":
        extra.append(("phone", "text"))
    if table.key == "keeper":
        extra.append(("household_n", "integer"))
    if table.keyed:  # what a ledger that we handed out says of its rows
        extra += [("key_uid", "uuid"), ("key_revision", "integer")]
    if table.category_column:
        extra += [("cleared", "text[]"), ("cleared_attributes", "text[]")]  # what the ledger takes away
        extra.append(("people_cleared", "boolean not null default false"))  # set when it took away persons or phones
    extra.extend((c.stated_by, "boolean not null default false") for c in table.columns if c.stated_by)
    return extra


def stage(cursor: Cursor, table: LedgerTable, columns: Mapping[str, Sequence[Any]]) -> None:
    """Make the temporary table of a register table and copy the rows in.

    ``columns`` are lists of equal length: ``n`` (unique), ``sheet``,
    ``row_number``, the table's own columns, and numbers of referred rows.
    Columns that are not given stay NULL.
    """
    typed = [*_OWN_COLUMNS, *((c.name, c.type) for c in table.columns), *_extra_columns(table)]
    definition = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in typed
    )
    cursor.execute(
        sql.SQL("create temporary table {} ({}, {}) on commit drop").format(
            sql.Identifier("stage_" + table.key), definition, sql.SQL(_STATE_COLUMNS)
        )
    )
    names = [name for name, _ in typed if name in columns]
    if not names or not columns[names[0]]:
        return
    copy_rows(cursor, _stage_name(table), names, [columns[name] for name in names])
    cursor.execute(sql.SQL("analyze {}").format(_stage_name(table)))


def copy_rows(cursor: Cursor, target: sql.Composable, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> None:
    """COPY columns of equal length into a table; None is NULL, and so is an empty text."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(zip(*columns))
    buffer.seek(0)
    cursor.copy_expert(
        sql.SQL("copy {} ({}) from stdin (format csv, null '')")
        .format(target, sql.SQL(", ").join(map(sql.Identifier, names)))
        .as_string(cursor),
        buffer,
        1 << 18,
    )


def resolve_references(cursor: Cursor, table: LedgerTable) -> None:
    """Turn numbers of staged rows of other tables into their uids."""
    for column, number, other in table.references:
        cursor.execute(
            sql.SQL(
                "update {stage} s set {column} = coalesce(o.matched_uid, o.new_uid) from {other} o"
                " where o.n = s.{number}"
            ).format(
                stage=_stage_name(table),
                column=sql.Identifier(column),
                number=sql.Identifier(number),
                other=sql.Identifier("pg_temp", "stage_" + other),
            )
        )


def recognise(cursor: Cursor, table: LedgerTable, areas: Sequence[str]) -> None:
    """Find for each staged row the register row that it is."""
    _load_known(cursor, table, areas)
    cursor.execute(sql.SQL("select exists (select from {})").format(_known_name(table)))
    if not cursor.fetchone()[0]:
        return
    if table.keyed:
        # Of things the revision that was looked at, not the present one: what slips in between is a conflict.
        seen = sql.SQL("s.key_revision" if table.category_column else "k.revision")
        cursor.execute(
            sql.SQL(
                "update {stage} s set matched_uid = k.uid, seen_revision = {seen} from {known} k"
                " where k.uid = s.key_uid and {holds}"
            ).format(stage=_stage_name(table), known=_known_name(table), seen=seen, holds=sql.SQL(table.keyed))
        )
    for one_pass in table.passes:
        cursor.execute(_near_statement(table, one_pass) if one_pass.near else _pass_statement(table, one_pass))
    if table.name == "person":
        recognise_by_name(cursor)


def compare(cursor: Cursor, table: LedgerTable) -> None:
    """Find out which recognised rows say anything new."""
    cursor.execute(
        sql.SQL(
            "update {stage} s set changed = true from {known} k where k.uid = s.matched_uid and ({differs})"
        ).format(stage=_stage_name(table), known=_known_name(table), differs=_differs(table))
    )


def _load_known(cursor: Cursor, table: LedgerTable, areas: Sequence[str]) -> None:
    """Copy the register's rows of the ledger's areas to a temporary table: policies are paid for once."""
    columns = [sql.SQL("t.{}").format(sql.Identifier(c.name)) for c in table.columns]
    join: sql.Composable = sql.SQL("")
    wanted: sql.Composable = sql.SQL("")
    if table.name == "person":
        phone, join = phone_of_person(cursor)
        columns.append(phone)
    if table.category_column:
        wanted = sql.SQL(
            " and t.{column} in (select distinct {column} from {stage})"
            " union all select t.id, t.uid, t.revision, t.retired_at, {columns} from {table} t"
            " where t.retired_at is null and t.uid in (select key_uid from {stage}"
            " where key_uid is not null) and not (t.area_code = any(%s)"
            " and t.{column} in (select distinct {column} from {stage}))"
        ).format(
            column=sql.Identifier(table.category_column),
            stage=_stage_name(table),
            columns=sql.SQL(", ").join(columns),
            table=sql.Identifier("register", table.name),
        )
    alive = sql.SQL("") if table.revives else sql.SQL(" and t.retired_at is null")
    cursor.execute(
        sql.SQL(
            "create temporary table {known} on commit drop as select t.id, t.uid, t.revision, t.retired_at, {columns}"
            " from {table} t {join} where t.area_code = any(%s){alive}{wanted}"
        ).format(
            known=sql.Identifier("known_" + table.key),
            columns=sql.SQL(", ").join(columns),
            table=sql.Identifier("register", table.name),
            join=join,
            alive=alive,
            wanted=wanted,
        ),
        (list(areas),) * (2 if table.category_column else 1),
    )
    cursor.execute(sql.SQL("analyze {}").format(_known_name(table)))


def _pass_statement(table: LedgerTable, one_pass: Pass) -> sql.Composed:
    names = [sql.Identifier("key" + str(n)) for n in range(len(one_pass.keys))]
    keys = sql.SQL(", ").join(map(sql.SQL, one_pass.keys))
    named = sql.SQL(", ").join(
        sql.SQL("{} as {}").format(sql.SQL(key), name) for key, name in zip(one_pass.keys, names)
    )
    return sql.SQL(
        "update {stage} s set matched_uid = m.uid, seen_revision = m.revision from ("
        " select a.n, b.uid, b.revision from"
        " (select n, {named}, row_number() over (partition by {keys} order by n) as rank,"
        " count(*) over (partition by {keys}) as size from {stage} where matched_uid is null and {where}) a"
        " join (select uid, revision, {named}, row_number() over (partition by {keys} order by id) as rank,"
        " count(*) over (partition by {keys}) as size from {known} k where {where}"
        " and not exists (select from {stage} t where t.matched_uid = k.uid)) b using ({names}, rank)"
        " where {single} or (a.size = 1 and b.size = 1)) m where m.n = s.n"
    ).format(
        stage=_stage_name(table),
        known=_known_name(table),
        named=named,
        keys=keys,
        where=sql.SQL("(" + one_pass.where + ")"),
        names=sql.SQL(", ").join(names),
        single=sql.Literal(not one_pass.single),
    )


def _near_statement(table: LedgerTable, one_pass: Pass) -> sql.Composed:
    """Pair off things of one name by nearness; where there are very many of one name, nearness says nothing."""
    keys = sql.SQL(", ").join(map(sql.SQL, one_pass.keys))
    return sql.SQL(
        "with a as (select n, {keys}, geom, count(*) over (partition by {keys}) as size from {stage}"
        " where matched_uid is null and {where}),"
        " b as (select uid, revision, {keys}, geom, count(*) over (partition by {keys}) as size"
        " from {known} k"
        " where {where} and not exists (select from {stage} t where t.matched_uid = k.uid)),"
        " pair as (select a.n, b.uid, b.revision, public.st_distance(a.geom, b.geom) as away"
        " from a join b using ({keys})"
        " where a.size * b.size <= 2500 and public.st_dwithin(a.geom, b.geom, 0.001)),"
        " ranked as (select *, row_number() over (partition by n order by away, uid) as first,"
        " row_number() over (partition by uid order by away, n) as second from pair)"
        " update {stage} s set matched_uid = r.uid, seen_revision = r.revision from ranked r"
        " where r.n = s.n and r.first = 1 and r.second = 1"
    ).format(stage=_stage_name(table), known=_known_name(table), keys=keys, where=sql.SQL("(" + one_pass.where + ")"))


def column_differs(column: Column) -> sql.Composable:
    """Return the condition that a staged row (s) says something else about a column than the known row (k)."""
    if column.with_geometry:
        return sql.SQL("false")
    name = sql.Identifier(column.name)
    if column.stated_by:
        return sql.SQL("(s.{0} is not null and (k.{0} is null or (s.{1} and s.{0} <> k.{0})))").format(
            name, sql.Identifier(column.stated_by)
        )
    if column.name == "attributes":
        # Personal attributes stand apart from the row; they are looked for where something is missing only.
        return sql.SQL(
            "((s.attributes is not null and not k.attributes @> s.attributes"
            " and not (k.attributes || app.personal_of(s.matched_uid)) @> s.attributes)"
            " or (s.cleared_attributes is not null"
            " and (k.attributes || app.personal_of(s.matched_uid)) ?| s.cleared_attributes))"
        )
    if column.type == "public.geometry":
        # A copy of a copy is rounded to about a centimetre: that is no news.
        differs = sql.SQL(
            "(s.{0} is not null and (k.{0} is null or public.geometrytype(k.{0}) <> public.geometrytype(s.{0})"
            " or public.st_hausdorffdistance(k.{0}, s.{0}) > 2e-7))"
        ).format(name)
    else:
        differs = sql.SQL("(s.{0} is not null and s.{0} is distinct from k.{0})").format(name)
    if column.clearable:
        return sql.SQL("({0} or ({1} = any (s.cleared) and k.{2} is not null))").format(
            differs, sql.Literal(column.name), name
        )
    return differs


def _differs(table: LedgerTable) -> sql.Composable:
    parts = [column_differs(column) for column in table.columns if column.name != "simulated"]
    if table.revives:
        parts.append(sql.SQL("k.retired_at is not null"))
    return sql.SQL(" or ").join(parts)


def write(cursor: Cursor, table: LedgerTable, batch_uid: str) -> TableCounts:
    """Insert the new rows and update the changed ones; note both for undo. Raises Conflict when a row slipped away."""
    counts = TableCounts()
    cursor.execute(
        sql.SQL(
            "select count(*) filter (where matched_uid is null), count(*) filter (where changed),"
            " count(*) filter (where matched_uid is not null and not changed) from {}"
        ).format(_stage_name(table))
    )
    counts.inserted, counts.updated, counts.unchanged = cursor.fetchone()
    if counts.inserted:
        _insert(cursor, table, batch_uid)
    if counts.updated:
        _update(cursor, table, batch_uid, counts.updated)
    return counts


def note_rows(cursor: Cursor, table: LedgerTable, batch_uid: str) -> None:
    """Record which row of the ledger made which version."""
    cursor.execute(
        sql.SQL(
            "insert into register.ledger_batch_row (batch_uid, table_name, row_uid, row_revision, operation,"
            " sheet, row_number)"
            " select %s, %s, coalesce(matched_uid, new_uid), coalesce(seen_revision + 1, 1),"
            " case when matched_uid is null then 'insert' else 'update' end, coalesce(sheet, ''),"
            " coalesce(row_number, 0)"
            " from {} where matched_uid is null or changed"
        ).format(_stage_name(table)),
        (batch_uid, table.full_name),
    )


def _insert(cursor: Cursor, table: LedgerTable, batch_uid: str) -> None:
    names = sql.SQL(", ").join(sql.Identifier(c.name) for c in table.columns)
    values = sql.SQL(", ").join(
        sql.Identifier(c.name)
        if c.blank == "null"
        else sql.SQL("coalesce({}, {})").format(sql.Identifier(c.name), sql.SQL(c.blank))
        for c in table.columns
    )
    cursor.execute(
        sql.SQL(
            "insert into {table} (uid, change_uid, {names}) select new_uid, %s, {values} from {stage}"
            " where matched_uid is null order by n"
        ).format(table=sql.Identifier("register", table.name), names=names, values=values, stage=_stage_name(table)),
        (batch_uid,),
    )


#: What is cleared goes; a personal attribute, which stands apart, goes by a null in its name.
_ATTRIBUTES = sql.SQL("""
    attributes = case when s.cleared_attributes is null then t.attributes || coalesce(s.attributes, '{}') else
        (t.attributes || coalesce(s.attributes, '{}')) - s.cleared_attributes
        || coalesce((select jsonb_object_agg(c.key, null) from unnest(s.cleared_attributes) as c (key)
                      where app.personal_of(t.uid) ? c.key), '{}') end
""")


def _assignment(column: Column) -> sql.Composable:
    name = sql.Identifier(column.name)
    if column.name == "attributes":
        return _ATTRIBUTES
    if column.with_geometry:
        return sql.SQL(
            "{0} = case when 'geom' = any (s.cleared) then null when s.geom is null then t.{0}"
            " else coalesce(s.{0}, t.{0}) end"
        ).format(name)
    if column.stated_by:
        return sql.SQL("{0} = case when t.{0} is null or s.{1} then coalesce(s.{0}, t.{0}) else t.{0} end").format(
            name, sql.Identifier(column.stated_by)
        )
    if column.clearable:
        return sql.SQL("{0} = case when {1} = any (s.cleared) then null else coalesce(s.{0}, t.{0}) end").format(
            name, sql.Literal(column.name)
        )
    return sql.SQL("{0} = coalesce(s.{0}, t.{0})").format(name)


def _update(cursor: Cursor, table: LedgerTable, batch_uid: str, expected: int) -> None:
    target = sql.Identifier("register", table.name)
    # Locked in one order, two imports of the same rows wait for each other instead of deadlocking.
    cursor.execute(
        sql.SQL(
            "select 1 from {} where uid in (select matched_uid from {} where changed) order by id for update"
        ).format(target, _stage_name(table))
    )
    assignments = [_assignment(c) for c in table.columns if c.name != "simulated"]
    if table.revives:
        assignments.append(sql.SQL("retired_at = null"))
    cursor.execute(
        sql.SQL(
            "update {table} t set {assignments}, change_uid = %s, edited_from = s.seen_revision from {stage} s"
            " where t.uid = s.matched_uid and s.changed"
        ).format(table=target, assignments=sql.SQL(", ").join(assignments), stage=_stage_name(table)),
        (batch_uid,),
    )
    if cursor.rowcount != expected:
        raise Conflict(reason=f"{expected - cursor.rowcount} rows of {table.full_name} are gone or not yours to change")
