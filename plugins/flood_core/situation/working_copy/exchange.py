"""Bring a working copy and the server together, under the rights of who is signed in.

The server's side is one transaction; the file's side is one transaction after
it. If the connection breaks in between, the next sync asks the server which
commands it has: their effects count as agreed, so nothing is sent or shown as a
conflict twice. A copy of the file that is brought later is the same case.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable, Mapping

from ...database import editions, sync
from ...database.connection import Conflict, Connection, Cursor, RightsRefused, transaction
from ...database.sync import TABLES, Scope, ServerRow
from ...errors import DatabaseUnavailable, FloodMapError, InputError, Refused
from . import store
from .checkout import edition_head, readable_rows, stamp, store_lookups
from .copy import OPEN_STATES, PENDING, SUBMITTED, Command, Difference, WorkingCopy, is_uid, objects_of
from .errors import EditionGone, ForeignReference, ForeignRow, SyncInterrupted, TamperedWorkingCopy
from .known import known_here
from .layers import Content, project_all
from .merge import RETIRED, Fields, column_of, differing, flatten, three_way, unflatten
from .travels import carryings, forget, travel
from .values import checked

ATTEMPTS = 3
#: From so many changed rows on, drawing all anew is quicker.
MANY = 50
Key = tuple[str, str]  # table, uid
#: Table -> its columns that name persons.
PERSONS = {
    name: [column.name for column in table.columns if column.refers_to == "register.person"]
    for name, table in TABLES.items()
}


@dataclass
class SyncResult:
    """What a sync did.

    ``refused`` says why the server took nothing of ours; what others changed
    was taken in all the same, and all commands are still in the file.
    """

    sent_rows: int = 0
    sent_commands: int = 0
    taken_rows: int = 0
    recognised_commands: int = 0  # sent before, answer lost
    unsent_commands: int = 0
    conflicts: list[Difference] = field(default_factory=list)
    refused: FloodMapError | None = None
    state: str = ""


@dataclass
class _Local:
    """One row as the file had it when the sync began."""

    content: Fields
    agreed: Fields | None
    revision: int


@dataclass
class _Row:
    """What becomes of one row."""

    fields: Fields
    server: ServerRow | None
    to_send: tuple[str, ...] = ()
    conflicts: dict[str, Any] = field(default_factory=dict)  # field -> base
    foreign: bool = False
    by: str = ""  # who made the server's version that we met, and when
    at: str = ""

    def holds(self, name: str) -> bool:
        """Tell whether a change of this field waits for a person."""
        return self.foreign or name in self.conflicts or RETIRED in self.conflicts

    def whole(self, table: str) -> dict[str, Any]:
        """Return the row as the server may have it: its own value where a person has still to decide.

        A JSON object is sent whole, so what is undecided in it goes along.
        """
        theirs = flatten(self.server.content) if self.server else {}
        fields = {**self.fields, **{name: theirs.get(name) for name in self.conflicts}}
        return unflatten(fields, objects_of(table))


class _Sync:
    """One attempt: what was read on both sides, the plan, and what came of it."""

    def __init__(self, connection: Connection, copy: WorkingCopy) -> None:
        self.connection, self.copy = connection, copy
        self.result = SyncResult()
        self.known: set[str] = set()
        self.merged: dict[str, str] = {}  # persons who are named in the file -> who stands for them since
        self.server: dict[str, dict[str, ServerRow] | None] = {}
        self.plan: dict[Key, _Row] = {}
        self._read_local()

    def _read_local(self) -> None:
        opened = self.copy.database
        opened.execute("begin")
        try:
            self.local: dict[Key, _Local] = {}
            rows = opened.execute("select table_name, uid, revision, content, agreed from floodmap_record").fetchall()
            for table, uid, revision, content, agreed in rows:
                before = flatten(self._dict(agreed)) if agreed is not None else None
                self.local[table, uid] = _Local(flatten(self._dict(content)), before, int(revision))
            self.commands: list[Command] = list(self.copy.journal(unsent=True))
            self.open: dict[Key, dict[str, Difference]] = defaultdict(dict)
            for one in self.copy.conflicts():
                self.open[one.table, one.uid][one.field] = one
        finally:
            opened.execute("commit")

    def _dict(self, text: Any) -> dict[str, Any]:
        found: dict[str, Any] = store.loads(text, dict, self.copy.path)
        return found

    # The server's transaction --------------------------------------------------------

    def at_server(self) -> None:
        """Read, merge and write. Raises: EditionGone, Conflict, DatabaseUnavailable and what else stops all."""
        with transaction(self.connection) as cursor:
            edition = sync.lock_edition(cursor, self.copy.scope.edition_uid)
            if edition is None:
                raise EditionGone(uid=self.copy.scope.edition_uid)
            self.scope = Scope(edition["uid"], edition["area_code"], edition["year"])
            if self.scope != self.copy.scope:  # the file claims another village
                raise TamperedWorkingCopy(path=str(self.copy.path), what=self.copy.scope.area_code[:20])
            self.edition, self.stamp = edition, stamp(cursor, "synced")
            self._tell_travels(cursor)
            self.known = self._applied({one.uid for one in self.commands})
            self.server = {name: readable_rows(self.connection, table, self.scope) for name, table in TABLES.items()}
            if self._adopt():
                self._read_local()
            self.merged = sync.merged_persons(cursor, self._persons())
            self.lookups = known_here(cursor, self.scope)
            self._make_plan()
            self._write()
            self.names = {
                role: sync.user_name(cursor, role) for role in {row.by for row in self.plan.values() if row.conflicts}
            }
            if self.result.sent_rows:  # rows may refer to persons who were not known before
                self.lookups = known_here(cursor, self.scope)

    def _tell_travels(self, cursor: Cursor) -> None:
        head, me = self.copy.head, self.stamp["synced_by"]
        self.carried = carryings(head, self.copy.path)
        sync.log_travel(cursor, self.scope, "carried", self.carried)
        if me not in (head.get("checked_out_by"), head.get("synced_by")):
            sync.log_travel(cursor, self.scope, "brought", [travel(me)])

    def _applied(self, uids: set[str]) -> set[str]:
        try:
            with transaction(self.connection) as cursor:
                return sync.applied_commands(cursor, uids)
        except RightsRefused:  # who may send nothing has sent nothing
            return set()

    def _adopt(self) -> bool:
        """Let a row of which there is one per village and year meet the server's row."""
        pairs = []
        for name, table in TABLES.items():
            there = self.server[name]
            if not table.one_row or not there:
                continue
            pairs += [(name, uid, next(iter(there))) for (kind, uid), row in self.local.items()
                      if kind == name and row.agreed is None and uid not in there]  # fmt: skip
        if not pairs:
            return False
        opened = self.copy.database
        with store.told(self.copy.path), store.changing(opened):
            for name, old, new in pairs:
                opened.execute("update floodmap_record set uid = ? where table_name = ? and uid = ?", (new, name, old))
                opened.execute(
                    "update floodmap_journal set forward = replace(forward, ?, ?), inverse = replace(inverse, ?, ?)",
                    (old, new, old, new),
                )
        return True

    def _persons(self) -> set[str]:
        return {str(row.content[column]) for (table, _), row in self.local.items() for column in PERSONS[table]
                if is_uid(row.content.get(column))}  # fmt: skip

    def _followed(self, table: str, fields: Fields) -> Fields:
        """Return the fields of a row with the persons who stand at the server for those whom the file names."""
        named = {column: self.merged.get(str(fields.get(column))) for column in PERSONS[table]}
        return {**fields, **{column: kept for column, kept in named.items() if kept}}

    def _make_plan(self) -> None:
        effects: dict[Key, Fields] = defaultdict(dict)
        for command in self.commands:
            if command.uid in self.known:
                for change in command.forward:
                    effects[change["table"], change["uid"]].update(change["fields"])
        for name in TABLES:
            there = self.server[name]
            here = {uid for table, uid in self.local if table == name}
            for uid in [*sorted(here), *(uid for uid in there or {} if uid not in here)]:
                key = (name, uid)
                server = (there or {}).get(uid)
                self.plan[key] = self._planned(key, server, effects.get(key))

    def _planned(self, key: Key, server: ServerRow | None, effect: Fields | None) -> _Row:
        local = self.local.get(key)
        if local is None:
            return _Row(flatten(server.content if server else {}), server)
        mine = self._followed(key[0], local.content)
        never_there = local.agreed is None and (effect is None or bool(effect.get(RETIRED)))
        if server is None:
            if never_there:
                return _Row(mine, None, () if mine[RETIRED] else tuple(sorted(mine)))
            changed = local.agreed is None or bool(differing(local.agreed, local.content))
            return _Row(local.content, None, foreign=changed)
        if never_there and mine[RETIRED]:  # made and taken back, and others made the one row there is
            return _Row(flatten(server.content), server)
        base = self._followed(key[0], {**(local.agreed or {}), **(effect or {})})
        theirs = flatten(server.content)
        merged = three_way(base, mine, theirs, TABLES[key[0]].coupled)
        conflicts = {name: base.get(name) for name in merged.conflicts}
        for name, first in self.open.get(key, {}).items():  # not settled yet
            if mine.get(name) != theirs.get(name):
                conflicts[name] = first.base
        held = RETIRED in conflicts
        send = () if held else tuple(name for name in merged.to_send if name not in conflicts)
        return _Row(merged.fields, server, send, conflicts, by=server.changed_by, at=server.changed_at.isoformat())

    def _write(self) -> None:
        """Send what is to be sent, all of it or nothing; a refusal is kept in the result."""
        sending = {key: row for key, row in self.plan.items() if row.to_send}
        self.complete = [one for one in self.commands if one.uid not in self.known and not self._held(one)]
        try:
            self._refuse_foreign()
            with transaction(self.connection) as cursor:
                self._check_references(cursor, sending)
                last = {(change["table"], change["uid"]): one.uid for one in self.commands for change in one.forward}
                for name in TABLES:
                    self._send_table(cursor, name, {k: row for k, row in sending.items() if k[0] == name}, last)
                if self.complete:
                    sync.record_commands(cursor, self.scope, [one.uid for one in self.complete])
                self._read_back(cursor, sending)
                self._hand_in(cursor)
        except Conflict:
            raise
        except (Refused, InputError) as error:
            self.result.refused = error
            self.complete = []
            return
        self.result.sent_rows = len(sending)
        self.result.sent_commands = len(self.complete)

    def _hand_in(self, cursor: Cursor) -> None:
        """Let a submission that waits in the file take effect, when nothing of the file is left behind."""
        held = any(row.conflicts or row.foreign for row in self.plan.values())
        if self.copy.is_waiting and not held and self.edition["state"] in OPEN_STATES:
            editions.step(cursor, self.edition["uid"], self.edition["revision"], SUBMITTED)
            self.edition["state"] = SUBMITTED

    def _held(self, command: Command) -> bool:
        return any(self.plan[change["table"], change["uid"]].holds(name) for change in command.forward
                   for name in change["fields"] if (change["table"], change["uid"]) in self.plan)  # fmt: skip

    def _refuse_foreign(self) -> None:
        for (table, uid), row in self.plan.items():
            if row.foreign:
                raise ForeignRow(table=table, uid=uid)

    def _check_references(self, cursor: Cursor, sending: Mapping[Key, _Row]) -> None:
        """Let nobody's file point at what its bearer may not see. Raises: ForeignReference."""
        wanted: dict[str, dict[str, str]] = defaultdict(dict)
        new = {uid for (_, uid), row in sending.items() if row.server is None}
        for (name, _), row in sending.items():
            columns = {column.name: column.refers_to for column in TABLES[name].columns}
            for one in row.to_send:
                place = columns.get(one) or (row.fields.get("source_table") if one == "source_uid" else None)
                value = row.fields.get(one)
                if place and value and value not in new:
                    wanted[str(place)][str(value)] = one
        for place, uids in wanted.items():
            if place not in (
                "situation.element",
                "register.person",
                "register.risk_source",
                "register.relief_resource",
            ):
                raise ForeignReference(field="source_table", uid=place[:40])
            missing = sorted(set(uids) - sync.readable(cursor, place, uids))
            if missing:
                raise ForeignReference(field=uids[missing[0]], uid=missing[0])

    def _send_table(self, cursor: Cursor, name: str, rows: Mapping[Key, _Row], last: Mapping[Key, str]) -> None:
        table = TABLES[name]
        inserts, updates = [], []
        for key, row in rows.items():
            whole = row.whole(name)
            columns = {column_of(one) for one in row.to_send} - {RETIRED} if row.server else set(whole) - {RETIRED}
            # All was checked when the command was given; but the file may come from somewhere else.
            sent = checked(table, {one: whole[one] for one in columns}, self.lookups)
            sent.update(uid=key[1], change_uid=last.get(key))
            if row.server is None:
                inserts.append(sent)
                continue
            if RETIRED in row.to_send:
                sent[RETIRED] = row.fields[RETIRED]
            updates.append({**sent, "edited_from": row.server.revision})
        sync.insert_rows(cursor, table, self.scope, inserts)
        sync.update_rows(cursor, table, updates)

    def _read_back(self, cursor: Cursor, sending: Mapping[Key, _Row]) -> None:
        for name, table in TABLES.items():
            uids = [uid for table_name, uid in sending if table_name == name]
            for row in sync.server_rows(cursor, table, self.scope, uids) if uids else ():
                self.plan[name, row.uid].server = row

    # The file's transaction ----------------------------------------------------------

    def at_home(self) -> SyncResult:
        """Store in the file what was agreed. Commands given in the meantime keep their effect."""
        copy, opened = self.copy, self.copy.database
        touched = set()
        with store.told(copy.path), store.changing(opened):
            for key, row in self.plan.items():
                if row.server is not None and self._take_in(key, row, row.server):
                    touched.add(key)
            done = [*self.known, *(one.uid for one in self.complete)]
            opened.executemany("update floodmap_journal set state = 'sent' where command_uid = ?", [(u,) for u in done])
            head = {**edition_head(self.edition), **self.stamp}
            if self.edition["state"] not in OPEN_STATES:
                head[PENDING] = ""
            new_names = self.lookups != copy.lookups
            store.set_head(opened, head)
            forget(opened, self.carried)
            if new_names:
                store_lookups(opened, self.lookups)
                copy.forget_lookups()
            self._refresh_edition()
            content = Content(opened, copy.path, copy.lookups, copy.head)
            if new_names or len(touched) > MANY:
                project_all(content)
            else:
                copy.draw(touched)
        self.result.recognised_commands = len(self.known)
        self.result.unsent_commands = copy.unsent()
        self.result.conflicts = copy.conflicts()
        self.result.state = self.edition["state"]
        return self.result

    def _take_in(self, key: Key, row: _Row, server: ServerRow) -> bool:
        """Store one row; return whether what one sees has changed."""
        opened, (name, uid) = self.copy.database, key
        local = self.local.get(key)
        fields = dict(row.fields)
        text = opened.execute(
            "select content from floodmap_record where table_name = ? and uid = ?", key
        ).fetchone()  # fmt: skip
        now = flatten(self._dict(text[0])) if text else {}
        if local is not None:
            fields.update({one: now.get(one) for one in differing(now, local.content)})
        theirs = flatten(server.content)
        self._keep_conflicts(key, row, theirs)
        changed = local is None or bool(differing(fields, now))
        if changed or local is None or local.revision != server.revision or local.agreed != theirs:
            opened.execute(
                "insert into floodmap_record (table_name, uid, revision, content, agreed) values (?, ?, ?, ?, ?)"
                " on conflict (table_name, uid) do update set revision = excluded.revision,"
                " content = excluded.content, agreed = excluded.agreed",
                (name, uid, server.revision, store.dumps(unflatten(fields, objects_of(name))),
                 store.dumps(server.content)),
            )  # fmt: skip
        if local is None or bool(differing(row.fields, local.content)):
            self.result.taken_rows += 1
        return changed

    def _keep_conflicts(self, key: Key, row: _Row, theirs: Fields) -> None:
        opened = self.copy.database
        before = set(self.open.get(key, {}))
        if not row.conflicts and not before:
            return
        now = {one for (one,) in opened.execute(
            "select field from floodmap_conflict where table_name = ? and uid = ?", key)}  # fmt: skip
        settled = before - now  # by a person, while we were at the server
        opened.execute("delete from floodmap_conflict where table_name = ? and uid = ?", key)
        for one, base in sorted(row.conflicts.items()):
            if one in settled:
                continue
            met = self.open.get(key, {}).get(one)
            known = met is not None and met.theirs_by and met.theirs == theirs.get(one)
            by, at = (met.theirs_by, met.theirs_at) if met and known else (self.names[row.by], row.at)
            opened.execute(
                "insert into floodmap_conflict (table_name, uid, field, base, theirs, theirs_by, theirs_at)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                (*key, one, store.dumps(base), store.dumps(theirs.get(one)), by, at),
            )

    def _refresh_edition(self) -> None:
        self.copy.database.execute(
            "update edition set state = :state, compiled_by = :compiled_by, reviewed_by = :reviewed_by,"
            " approved_by = :approved_by, compiled_on = :compiled_on, reviewed_on = :reviewed_on,"
            " approved_on = :approved_on, data_cutoff = :data_cutoff, simulated = :simulated",
            self.edition,
        )


def synchronise(connection: Connection, path: Path) -> SyncResult:
    """Send what was changed in a working copy, and take in what others changed.

    All writes to the server are one transaction. What cannot be merged is kept
    with both versions (``SyncResult.conflicts``, settled with
    ``WorkingCopy.settle``); what the server refuses stays in the file and is
    said in ``SyncResult.refused``.

    Raises: NotAWorkingCopy, TamperedWorkingCopy, TooMuchInFile, EditionGone,
    SyncInterrupted, Conflict when others keep writing the same rows, CopyBusy, CopyNotWritten.
    """
    with WorkingCopy(path, thorough=True) as copy:
        for left in reversed(range(ATTEMPTS)):
            attempt = _Sync(connection, copy)
            try:
                attempt.at_server()
            except Conflict:  # somebody wrote past us between our reading and our writing
                if not left:
                    raise
                continue
            except DatabaseUnavailable as error:
                raise SyncInterrupted(reason=_reason(error)) from error
            return attempt.at_home()
    raise AssertionError("unreachable")


def _reason(error: FloodMapError) -> str:
    return str(error.values.get("reason", error))


def settle_all(path: Path, choice: str) -> int:
    """Settle all open conflicts of a working copy with ``mine`` or ``theirs``; return how many."""
    with WorkingCopy(path) as copy:
        found = copy.conflicts()
        rows: Iterable[Key] = {(one.table, one.uid) for one in found}
        for table, uid in sorted(rows):
            copy.settle(table, uid, choice)
    return len(found)
