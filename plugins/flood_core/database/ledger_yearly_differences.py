"""What a ledger changes in the lists of a year, field by field, and what others have changed there meanwhile.

A row that was handed out comes home by its hidden key. A field that is as it was
handed out says nothing: what others have written there since stays. Where both
have changed a field, or the row was retired, a person decides.
"""

from __future__ import annotations

from typing import NamedTuple, Sequence

from psycopg2 import sql

from .connection import Cursor
from .ledger_differences import FieldChange, changes_of
from .ledger_staging import column_differs
from .ledger_tables import LEDGER_TABLES, Column, LedgerTable

YEARLY_TABLES = [table for table in LEDGER_TABLES if table.keyed and not table.category_column]
#: What says whose row it is, or follows from other columns.
_NOT_MERGED = ("area_code", "year", "simulated", "risk_source_uid", "shelter_uid", "subject_uid", "category_code",
               "post_vocabulary", "declared_by")  # fmt: skip
_PERSON = "(select p.name from register.person p where p.uid = {0}.{1})"
_PERSON_WITH_PHONE = (
    "(select concat_ws(' ', p.name, (select w.phone from pg_temp.stage_person w"
    " where coalesce(w.matched_uid, w.new_uid) = p.uid limit 1)) from register.person p where p.uid = {0}.{1})"
)
_TERM = "(select m.name_zh from reference.term m where m.vocabulary_code = {2} and m.code = {0}.{1})"
_VOCABULARIES = {"zone_type_code": "danger_zone_type", "grid_type_code": "grid_type", "post_code": "post"}
_POINT = (
    "case when public.geometrytype({0}.{1}) = 'POINT' then round(public.st_x({0}.{1})::numeric, 6)::text"
    " || ', ' || round(public.st_y({0}.{1})::numeric, 6)::text else public.geometrytype({0}.{1}) end"
)
_AREA = "(select app.display_name(a.name) from base.area a where a.code = k.area_code)"
_NAMES = {
    "transfer_household": "concat_ws(' ', k.zone_name, " + _PERSON.format("k", "householder_uid") + ")",
    "grid_person": "concat_ws(' ', k.grid_name, " + _PERSON.format("k", "person_uid") + ")",
    "organisation": "concat_ws(' ', " + _TERM.format("k", "post_code", "'post'") + ", "
    + _PERSON.format("k", "person_uid") + ")",
    "village_fact": _AREA,
    "no_transfer": _AREA,
}  # fmt: skip


class ChangedMeanwhile(NamedTuple):
    """A field that the sender and others have changed, or (without ``column``) a row that others have retired."""

    n: int
    sheet: str
    row: int
    uid: str
    column: str | None
    mine: str | None
    now: str | None
    by: str
    at: str


def _merged(table: LedgerTable, people: bool) -> list[Column]:
    """Return the columns that are merged and shown; a ledger without ``people`` says nothing of persons."""
    merged = [column for column in table.columns if column.name not in _NOT_MERGED]
    return merged if people else [column for column in merged if not column.name.endswith("_uid")]


def _shown(column: Column, side: str) -> sql.Composable:
    """Return the SQL for a column of the staged (s) or the known (k) row in the words of the ledger."""
    form = "{0}.{1}::text"
    if column.name.endswith("_uid"):
        form = _PERSON_WITH_PHONE if side == "s" else _PERSON
    elif column.name in _VOCABULARIES:
        form = _TERM
    elif column.name == "geom":
        form = _POINT
    elif column.type == "boolean":
        form = "case {0}.{1} when true then '有' when false then '无' end"
    return sql.SQL(form).format(
        sql.Identifier(side), sql.Identifier(column.name), sql.Literal(_VOCABULARIES.get(column.name))
    )


def _same(column: Column, one: str, other: str) -> sql.Composable:
    form = "({0}.{2} is not distinct from {1}.{2})"
    if column.type == "public.geometry":  # a copy of a copy is rounded
        form = "coalesce(public.st_hausdorffdistance({0}.{2}, {1}.{2}) <= 2e-7, {0}.{2} is null and {1}.{2} is null)"
    return sql.SQL(form).format(sql.Identifier(one), sql.Identifier(other), sql.Identifier(column.name))


def _formatted(query: str, table: LedgerTable, **parts: sql.Composable) -> sql.Composed:
    return sql.SQL(query).format(
        stage=sql.Identifier("pg_temp", "stage_" + table.key),
        known=sql.Identifier("pg_temp", "known_" + table.key),
        register=sql.Identifier("register", table.name),
        history=sql.Identifier("history", table.name),
        who=sql.SQL(_WHO),
        **parts,
    )


_WHO = "app.user_name(t.changed_by), to_char(t.changed_at, 'YYYY-MM-DD HH24:MI')"


def merge_yearly(cursor: Cursor, table: LedgerTable, *, people: bool) -> list[ChangedMeanwhile]:
    """Merge the staged rows of a list with what others have changed since; rows that a person must settle are left out.

    To be called when the rows are recognised and not yet compared; ``people`` = the ledger names persons.
    """
    conflicts = _sql_both_changed(table, people)
    cursor.execute(
        _formatted(
            "select s.n, s.sheet, s.row_number, s.key_uid::text, null, null, null, {who}"
            " from {stage} s join {register} t on t.uid = s.key_uid and t.retired_at is not null"
            " and (t.area_code, t.year) = (s.area_code, s.year) union all {conflicts} order by 1, 5",
            table,
            conflicts=conflicts,
        )
    )
    found = [ChangedMeanwhile(*row) for row in cursor.fetchall()]
    said_before = sql.SQL(", ").join(
        sql.SQL("{0} = case when {1} then null else s.{0} end").format(
            sql.Identifier(column.name), _same(column, "s", "h")
        )
        for column in _merged(table, people)
    )
    cursor.execute(
        _formatted(
            "update {stage} s set {said_before} from {known} k join {history} h on h.uid = k.uid"
            " where k.uid = s.matched_uid and k.uid = s.key_uid and k.revision <> s.key_revision"
            " and h.revision = s.key_revision",
            table,
            said_before=said_before,
        )
    )
    if found:
        cursor.execute(_formatted("delete from {stage} where n = any (%s)", table), ([one.n for one in found],))
    return found


def _sql_both_changed(table: LedgerTable, people: bool) -> sql.Composable:
    """Return the query for the fields that the sender and others have changed to different values."""
    return sql.SQL(" union all ").join(
        _formatted(
            "select s.n, s.sheet, s.row_number, s.key_uid::text, {name}, {mine}, {now}, {who}"
            " from {stage} s join {known} k on k.uid = s.matched_uid and k.uid = s.key_uid"
            " and k.revision <> s.key_revision join {history} h on h.uid = s.key_uid and h.revision = s.key_revision"
            " join {register} t on t.uid = k.uid"
            " where s.{column} is not null and not {as_then} and not {as_now} and not {still}",
            table,
            name=sql.Literal(column.name),
            column=sql.Identifier(column.name),
            mine=_shown(column, "s"),
            now=_shown(column, "k"),
            as_then=_same(column, "s", "h"),
            as_now=_same(column, "s", "k"),
            still=_same(column, "k", "h"),
        )
        for column in _merged(table, people)
    )


def yearly_changes(cursor: Cursor, written: Sequence[str], most: int) -> list[FieldChange]:
    """Return the changed fields of the staged rows of the lists of a year, in their transaction; at most ``most``."""
    found: list[FieldChange] = []
    people = "person" in written
    for table in YEARLY_TABLES:
        if table.key not in written:
            continue
        parts = [
            _formatted(
                "select s.n, s.sheet, s.row_number, k.uid::text as uid, {called} as name,"
                " {field} as field, {before} as before, {after} as after from {stage} s"
                " join {known} k on k.uid = s.matched_uid where s.changed and {differs}",
                table,
                called=sql.SQL(_NAMES[table.key]),
                field=sql.Literal(column.name),
                before=_shown(column, "k"),
                after=_shown(column, "s"),
                differs=column_differs(column),
            )
            for column in _merged(table, people)
        ]
        found += changes_of(cursor, parts, most)
    return found[:most]
