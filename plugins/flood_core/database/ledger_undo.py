"""Take a ledger batch back, in one transaction, as long as nobody has changed its rows since."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError, Refused
from .connection import Conflict, Cursor
from .ledger_tables import LEDGER_TABLES, PERSON, LedgerTable

_SHOWN = 8
_TABLES = [table for table in LEDGER_TABLES if not table.staged_as]


class NoSuchBatch(InputError):
    """There is no such batch, or it is not the user's to see."""

    template = QT_TRANSLATE_NOOP("errors", "There is no ledger batch {batch}.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "The import prints the number of its batch; 'floodmap import list' shows the last ones."
    )


class AlreadyUndone(Refused):
    """The batch was taken back before."""

    template = QT_TRANSLATE_NOOP("errors", "The batch {batch} was taken back already, by {user} at {time}.")


class ChangedSince(Refused):
    """Rows of the batch have been changed since."""

    template = QT_TRANSLATE_NOOP(
        "errors", "{count} rows of the batch {batch} have been changed since, so it cannot be taken back: {changes}."
    )
    hint = QT_TRANSLATE_NOOP("errors", "Correct the rows themselves, or ask those who changed them.")

    def __init__(self, changes: list[Change], count: int, batch: str) -> None:
        self.changes = changes
        shown = "; ".join(change.in_words() for change in changes[:_SHOWN])
        super().__init__(count=count, batch=batch, changes=shown + ("; …" if count > _SHOWN else ""))


@dataclass(frozen=True)
class Change:
    """Who changed a row of the batch afterwards."""

    table: str
    uid: str
    sheet: str
    row_number: int
    name: str | None
    changed_by: str
    changed_at: str
    retired: bool

    def in_words(self) -> str:
        """Return the change in one line."""
        what = f"{self.sheet} {self.row_number}" + (f" {self.name}" if self.name else "")
        return f"{what} ({self.changed_by}, {self.changed_at})"


@dataclass
class Undone:
    """What taking back did, in rows of the ledger and by table."""

    batch_uid: str
    rows_inserted: int = 0  # rows of the ledger that were new
    rows_updated: int = 0  # rows of the ledger that had changed something
    things_back: int = 0  # what had been retired with the ledger is in use again
    retired: dict[str, int] = field(default_factory=dict)
    restored: dict[str, int] = field(default_factory=dict)
    kept_persons: int = 0  # persons that others have used since

    @property
    def persons(self) -> int:
        """Return how many persons were retired, whom only the rows of the batch named."""
        return self.retired.get(f"register.{PERSON.name}", 0)


def undo(cursor: Cursor, batch_uid: str) -> Undone:
    """Retire what the batch inserted and put back what it updated, in the open transaction.

    Raises: NoSuchBatch, AlreadyUndone, ChangedSince (naming who changed what), Conflict.
    """
    counts = _lock_batch(cursor, batch_uid)
    changes: list[Change] = []
    for table in _TABLES:
        changes.extend(_changes(cursor, table, batch_uid))
    if changes:
        raise ChangedSince(changes, len(changes), batch_uid)
    undone = Undone(batch_uid, *counts)
    undo_uid = str(uuid.uuid4())
    for table in reversed(_TABLES):
        restored = _restore(cursor, table, batch_uid, undo_uid)
        if restored:
            undone.restored[table.full_name] = restored
        retired, kept = _retire(cursor, table, batch_uid, undo_uid)
        if retired:
            undone.retired[table.full_name] = retired
        undone.kept_persons += kept if table.name == "person" else 0
    cursor.execute(
        "update register.ledger_batch set state = 'undone', undone_at = now(), undone_by = session_user where uid = %s",
        (batch_uid,),
    )
    return undone


def _lock_batch(cursor: Cursor, batch_uid: str) -> tuple[int, int, int]:
    """Lock the batch; return how many rows of its ledger were new and changed, and how many things it retired."""
    try:
        known = str(uuid.UUID(batch_uid))
    except ValueError as error:
        raise NoSuchBatch(batch=batch_uid) from error
    cursor.execute(
        "select state, app.user_name(undone_by), to_char(undone_at, 'YYYY-MM-DD HH24:MI'), rows_inserted, rows_updated,"
        " coalesce((report ->> 'rows_retired')::integer, 0)"
        " from register.ledger_batch where uid = %s for update",
        (known,),
    )
    found = cursor.fetchone()
    if found is None:
        raise NoSuchBatch(batch=batch_uid)
    if found[0] == "undone":
        raise AlreadyUndone(batch=batch_uid, user=found[1], time=found[2])
    return found[3], found[4], found[5]


def _name_column(table: LedgerTable) -> sql.Composable:
    named = [c.name for c in table.columns if c.name in ("name", "zone_name", "grid_name", "number")]
    return sql.SQL("t.{}").format(sql.Identifier(named[0])) if named else sql.SQL("null::text")


def _changes(cursor: Cursor, table: LedgerTable, batch_uid: str) -> list[Change]:
    """Lock the rows of the batch and return those that are no longer as the batch left them."""
    cursor.execute(
        sql.SQL(
            "select t.uid, b.sheet, b.row_number, {name}, app.user_name(t.changed_by),"
            " to_char(t.changed_at, 'YYYY-MM-DD HH24:MI'), t.retired_at is not null,"
            # The list of rows is the importer's word; only the row itself says which batch made it.
            " t.revision <> b.row_revision or t.change_uid is distinct from b.batch_uid"
            " from {table} t join register.ledger_batch_row b on b.row_uid = t.uid"
            " where b.batch_uid = %s and b.table_name = %s order by t.id for update of t"
        ).format(name=_name_column(table), table=sql.Identifier("register", table.name)),
        (batch_uid, table.full_name),
    )
    rows = cursor.fetchall()
    cursor.execute(
        "select count(*) from register.ledger_batch_row where batch_uid = %s and table_name = %s",
        (batch_uid, table.full_name),
    )
    expected = cursor.fetchone()[0]
    if len(rows) != expected:
        raise Conflict(reason=f"{expected - len(rows)} rows of {table.full_name} are not yours to change")
    return [
        Change(table.full_name, str(uid), sheet, number, name, by, at, retired)
        for uid, sheet, number, name, by, at, retired, changed in rows
        if changed
    ]


def _retire(cursor: Cursor, table: LedgerTable, batch_uid: str, undo_uid: str) -> tuple[int, int]:
    """Retire the inserted rows; return how many, and how many persons stay because others need them."""
    unused = sql.SQL("")
    if table.name == "person":
        unused = sql.SQL(
            " and not exists (select from register.duty d where d.person_uid = t.uid and d.retired_at is null)"
            " and not exists (select from register.grid_person g where g.person_uid = t.uid and g.retired_at is null)"
            " and not exists (select from register.transfer_household h where h.retired_at is null"
            " and t.uid in (h.householder_uid, h.transfer_person_uid, h.warning_person_uid))"
        )
    if table.name == "person_phone":
        # A person who came with the batch and stays keeps the phone; who was there before had none of the batch's.
        unused = sql.SQL(
            " and (not exists (select from register.ledger_batch_row o where o.batch_uid = b.batch_uid"
            " and o.table_name = 'register.person' and o.row_uid = t.person_uid and o.operation = 'insert')"
            " or not exists (select from register.duty d where d.person_uid = t.person_uid and d.retired_at is null)"
            " and not exists (select from register.grid_person g where g.person_uid = t.person_uid"
            " and g.retired_at is null)"
            " and not exists (select from register.transfer_household h where h.retired_at is null"
            " and t.person_uid in (h.householder_uid, h.transfer_person_uid, h.warning_person_uid)))"
        )
    wanted = sql.SQL(
        " from register.ledger_batch_row b where b.row_uid = t.uid and b.batch_uid = %s and b.table_name = %s"
        " and b.operation = 'insert'"
    )
    target = sql.Identifier("register", table.name)
    cursor.execute(
        sql.SQL(
            "select count(*), count(*) filter (where true{unused}) from {table} t, register.ledger_batch_row b"
            " where b.row_uid = t.uid and b.batch_uid = %s and b.table_name = %s"
            " and b.operation = 'insert'"
        ).format(unused=unused, table=target),
        (batch_uid, table.full_name),
    )
    inserted, free = cursor.fetchone()
    if free:
        cursor.execute(
            sql.SQL(
                "update {table} t set retired_at = now(), edited_from = t.revision, change_uid = %s{wanted}{unused}"
            ).format(table=target, wanted=wanted, unused=unused),
            (undo_uid, batch_uid, table.full_name),
        )
    return free, inserted - free


#: Personal attributes stand apart; named with the thing's own they go back there: what was, null for what was not.
_PERSONAL = sql.SQL("""
    coalesce((select jsonb_object_agg(k.key, o.attributes -> k.key)
                from register.personal_attribute p
                left join history.personal_attribute o on o.uid = p.uid and o.revision = p.revision - 1
               cross join lateral jsonb_object_keys(p.attributes || coalesce(o.attributes, '{}')) as k (key)
               where p.subject_uid = t.uid and p.change_uid = b.batch_uid), '{}')
""")


def _restore(cursor: Cursor, table: LedgerTable, batch_uid: str, undo_uid: str) -> int:
    """Put the updated rows back to the version before the batch."""
    cursor.execute(
        "select count(*) from register.ledger_batch_row where batch_uid = %s and table_name = %s"
        " and operation = 'update'",
        (batch_uid, table.full_name),
    )
    expected = cursor.fetchone()[0]
    if not expected:
        return 0
    cursor.execute(
        "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
        " and attname not in (select attname from pg_attribute where attrelid = 'reference.tracked_row'::regclass)",
        (table.full_name,),
    )
    columns = [name for (name,) in cursor.fetchall()]
    assignments = sql.SQL(", ").join(
        sql.SQL("attributes = h.attributes || ") + _PERSONAL if name == "attributes" else
        sql.SQL("{0} = h.{0}").format(sql.Identifier(name))
        for name in columns
    )  # fmt: skip
    cursor.execute(
        sql.SQL(
            "update {table} t set {assignments}, retired_at = h.retired_at, edited_from = t.revision, change_uid = %s"
            " from register.ledger_batch_row b join {history} h on h.uid = b.row_uid"
            " and h.revision = b.row_revision - 1"
            " where b.batch_uid = %s and b.table_name = %s and b.operation = 'update' and t.uid = b.row_uid"
        ).format(
            table=sql.Identifier("register", table.name),
            history=sql.Identifier("history", table.name),
            assignments=assignments,
        ),
        (undo_uid, batch_uid, table.full_name),
    )
    if cursor.rowcount != expected:
        raise Conflict(reason=f"{expected - cursor.rowcount} rows of {table.full_name} have no earlier version")
    return expected


@dataclass(frozen=True)
class Batch:
    """A ledger batch as the list of batches shows it."""

    uid: str
    file_name: str
    area_code: str
    state: str
    imported_by: str
    imported_at: str
    rows_inserted: int
    rows_updated: int
    rows_rejected: int


def batches(cursor: Cursor, most: int = 20) -> list[Batch]:
    """Return the last batches that the user may see, the newest first."""
    cursor.execute(
        "select uid::text, file_name, area_code, state, app.user_name(imported_by),"
        " to_char(imported_at, 'YYYY-MM-DD HH24:MI'), rows_inserted, rows_updated, rows_rejected"
        " from register.ledger_batch order by id desc limit %s",
        (most,),
    )
    return [Batch(*row) for row in cursor.fetchall()]
