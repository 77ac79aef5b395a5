"""A working copy: the commands of the editor, each kept the moment it is given, and undo without end.

Every command is one SQLite transaction: the changed rows, the layers drawn from
them and the command with its inverse in the journal. After kill -9 the file
holds all that was confirmed. The journal only grows: undo and redo are commands
too, so undo reaches back past a sync and travels to the server like any other.
"""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, Iterator, Mapping, Sequence

from ...database.sync import EDITION, TABLES, Scope, Table
from ...model import done
from . import store
from .errors import CopyGone, EditionLocked, NoSuchRow, RowExists, TamperedWorkingCopy
from .layers import Content, Lookups, project
from .merge import RETIRED, Fields, flatten, unflatten
from .upgrade import bring_up_to_date
from .values import checked, new_content, table_named, well_formed

OPEN_STATES = ("draft", "township_returned", "county_returned")
EDIT, UNDO, REDO = "edit", "undo", "redo"
LOCAL, SENT = "local", "sent"
MINE, THEIRS = "mine", "theirs"
#: Key of the head that says which step waits for the next sync, and the steps.
PENDING, SUBMITTED, WAITING = "pending_step", "submitted", "waiting"
#: What a command did, as ``model.done`` keeps it.
MOST_DESCRIPTION = done.MOST


@dataclass(frozen=True)
class Edit:
    """One row that a command changes: its new fields. ``uid`` None makes a row, of uid ``new_uid`` if given.

    ``seen`` is the row as the person saw it when the change was begun; None = as it is now.
    """

    table: str
    uid: str | None
    fields: Mapping[str, Any]
    seen: Mapping[str, Any] | None = None
    new_uid: str | None = None


@dataclass(frozen=True)
class Command:
    """One entry of the journal."""

    uid: str
    at: str
    user: str
    description: str  # for ``done.read``
    kind: str  # edit, undo, redo
    state: str  # local, sent
    undone: bool
    forward: list[dict[str, Any]] = field(repr=False)  # [{"table", "uid", "fields": {field: value}}]
    inverse: list[dict[str, Any]] = field(repr=False)


@dataclass(frozen=True)
class Undone:
    """What an undo or redo did: the command that it took back or repeated, and the fields that it had to leave.

    A field is left when somebody changed it, or deleted its row, after the command.
    """

    description: str  # for ``done.read``
    changed: int
    left: tuple[tuple[str, str, str], ...]  # table, uid, field


@dataclass(frozen=True)
class Difference:
    """A conflict in one field: what both started from, and what each made of it."""

    table: str
    uid: str
    field: str
    base: Any
    mine: Any
    theirs: Any
    theirs_by: str
    theirs_at: str


class WorkingCopy:
    """An open working copy. Use as a context manager, in one thread."""

    def __init__(self, path: Path, *, user: str | None = None, thorough: bool = False) -> None:
        """Open ``path``. ``user`` is who edits (default: who checked it out).

        Raises: NotAWorkingCopy, TamperedWorkingCopy, TooMuchInFile, CopyBusy, CopyNotWritten.
        """
        self.path = Path(path)
        self._opened = store.open_copy(self.path, thorough=thorough)
        try:
            self.user = user or self.head["checked_out_by"]
            self.scope = Scope(self.head["edition_uid"], self.head["area_code"], int(self.head["year"]))
            self._lookups: Lookups | None = None
            bring_up_to_date(self._opened, self.path)
            self._there = _inode(self.path)
            self._version = self._data_version()
            self._check_rows()
        except (KeyError, ValueError) as error:
            self._opened.close()
            raise TamperedWorkingCopy(path=str(path), what="floodmap_head") from error
        except BaseException:
            self._opened.close()
            raise

    def __enter__(self) -> WorkingCopy:
        """Return the working copy itself."""
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the file."""
        self.close()

    def close(self) -> None:
        """Close the file; all that was confirmed is in it."""
        self._opened.close()

    @property
    def database(self) -> sqlite3.Connection:
        """The open file, for the rooms' own modules."""
        return self._opened

    @property
    def head(self) -> dict[str, str]:
        """What the file says about itself: edition_uid, area_code, village, year, version, state, synced_at ..."""
        return store.head(self._opened)

    def changed_elsewhere(self) -> bool:
        """Tell whether a sync, or another program, wrote to the file since this was asked last.

        Raises: CopyGone, CopyBusy, CopyNotWritten.
        """
        self.check_there()
        with store.told(self.path):
            before, self._version = self._version, self._data_version()
        if before != self._version:
            self.forget_lookups()
        return before != self._version

    def _data_version(self) -> int:
        return int(self._opened.execute("pragma data_version").fetchone()[0])

    def check_there(self) -> None:
        """Make sure that what is written still goes into the file of that name. Raises: CopyGone."""
        if _inode(self.path) != self._there:
            raise CopyGone(path=str(self.path))

    @property
    def is_locked(self) -> bool:
        """Tell whether the edition is under review or closed: the map does not change then."""
        return self.head.get(PENDING, "") == SUBMITTED or self.head.get("state", "") not in OPEN_STATES

    @property
    def is_waiting(self) -> bool:
        """Tell whether the map is handed in here, and the server does not know it yet (待上报)."""
        return self.head.get(PENDING, "") == SUBMITTED

    def hand_in(self) -> None:
        """Hand the map in: nothing on it changes from now on, and the next sync tells the server.

        Raises: EditionLocked, CopyBusy, CopyNotWritten.
        """
        if self.is_locked:
            raise EditionLocked(state=WAITING if self.is_waiting else self.head["state"])
        self._set_pending(SUBMITTED)

    def take_back(self) -> None:
        """Take back a submission of which the server does not know yet. Raises: CopyBusy, CopyNotWritten."""
        self._set_pending("")

    def _set_pending(self, state: str) -> None:
        with store.told(self.path), store.changing(self._opened):
            store.set_head(self._opened, {PENDING: state})

    @property
    def lookups(self) -> Lookups:
        """Names and codes that the rows refer to: kind -> code -> facts."""
        if self._lookups is None:
            found: Lookups = {}
            for kind, code, text in self._opened.execute("select kind, code, content from floodmap_lookup"):
                found.setdefault(kind, {})[code] = store.loads(text, dict, self.path)
            self._lookups = found
        return self._lookups

    def forget_lookups(self) -> None:
        """Read the lookups again at the next use."""
        self._lookups = None

    def _check_rows(self) -> None:
        with store.told(self.path):
            for table, uid, content in self._opened.execute("select table_name, uid, content from floodmap_record"):
                row = store.loads(content, dict, self.path)
                if table not in TABLES or not is_uid(uid) or not well_formed(TABLES[table], row):
                    raise TamperedWorkingCopy(path=str(self.path), what=f"{table} {uid}"[:80])

    def rows(self, table: str, *, retired: bool = False) -> dict[str, dict[str, Any]]:
        """Return the rows of a table by uid, with ``revision`` (0 = not sent yet). Raises: UnknownField."""
        table_named(table)
        found = self._opened.execute(
            "select uid, revision, content from floodmap_record where table_name = ? order by rowid", (table,)
        )
        rows = {uid: {**store.loads(text, dict, self.path), "revision": number} for uid, number, text in found}
        return {uid: row for uid, row in rows.items() if retired or not row[RETIRED]}

    def row(self, table: str, uid: str) -> dict[str, Any]:
        """Return one row, retired or not. Raises: NoSuchRow, UnknownField."""
        table_named(table)
        return unflatten(self._fields(table, uid), _objects(TABLES[table]))

    def _fields(self, table: str, uid: str) -> Fields:
        found = self._opened.execute(
            "select content from floodmap_record where table_name = ? and uid = ?", (table, uid)
        ).fetchone()
        if found is None:
            raise NoSuchRow(table=table, uid=uid)
        return flatten(store.loads(found[0], dict, self.path))

    # Commands -----------------------------------------------------------------------

    def add(self, table: str, fields: Mapping[str, Any], description: str = "") -> str:
        """Make a row and return its uid. Geometry is hex EWKB or WKT in degrees, EPSG:4490.

        Raises: UnknownField, BadValue, TextTooLong, BadShape, RowExists, EditionLocked, CopyBusy, CopyNotWritten.
        """
        (made,) = self.run([Edit(table, None, fields)], description)
        return made

    def change(
        self, table: str, uid: str, fields: Mapping[str, Any], description: str = "", *,
        seen: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Change fields of a row; a JSON object is given whole and compared key by key.

        What others changed since the person saw the row (``seen``) is not
        replaced silently: it becomes a conflict. Raises: as ``run``.
        """
        self.run([Edit(table, uid, fields, seen)], description)

    def move(self, table: str, uid: str, geometry: str, description: str = "") -> None:
        """Give a row another geometry (hex EWKB or WKT in degrees). Raises: as ``run``."""
        self.run([Edit(table, uid, {"geom": geometry})], description)

    def delete(self, table: str, uid: str, description: str = "") -> None:
        """Retire a row. Raises: as ``run``."""
        self.run([Edit(table, uid, {RETIRED: True})], description)

    def restore(self, table: str, uid: str, description: str = "") -> None:
        """Bring a retired row back. Raises: as ``run``."""
        self.run([Edit(table, uid, {RETIRED: False})], description)

    def run(self, edits: Sequence[Edit], description: str = "") -> list[str]:
        """Carry out one command, which may change many rows, and return their uids.

        Nothing is kept when one of the changes is refused; a command that
        changes nothing leaves no trace. Raises: NoSuchRow, UnknownField,
        BadValue, TextTooLong, BadShape, RowExists, EditionLocked, CopyBusy, CopyNotWritten.
        """
        with store.told(self.path), store.changing(self._opened):
            forward, uids = [], []
            for edit in edits:
                table = table_named(edit.table)
                uid, fields = self._prepared(table, edit)
                uids.append(uid)
                forward.append({"table": table.name, "uid": uid, "fields": fields})
                if edit.seen is not None:
                    self._keep_clashes(table.name, uid, fields, flatten(edit.seen))
            self._carry_out(forward, description, EDIT)
        return uids

    def _keep_clashes(self, table: str, uid: str, wanted: Fields, seen: Fields) -> None:
        """Note as conflicts the fields that others changed since; who it was, the next sync finds out."""
        now = self._fields(table, uid)
        clashes = {name for name, value in wanted.items() if now.get(name) not in (seen.get(name), value)}
        for group in TABLES[table].coupled:
            if clashes & set(group):
                clashes |= {name for name in group if name in wanted and now.get(name) != wanted[name]}
        self._opened.executemany(
            "insert or ignore into floodmap_conflict (table_name, uid, field, base, theirs, theirs_by, theirs_at)"
            " values (?, ?, ?, ?, ?, '', ?)",
            [
                (table, uid, name, store.dumps(seen.get(name)), store.dumps(now.get(name)), _now())
                for name in sorted(clashes)
            ],
        )

    def _prepared(self, table: Table, edit: Edit) -> tuple[str, Fields]:
        self._check_open(table)
        if edit.uid is None:
            if table.one_row and self.rows(table.name, retired=True):
                raise RowExists(table=table.name)
            return edit.new_uid or str(uuid.uuid4()), flatten(new_content(table, edit.fields, self.lookups))
        now = self._fields(table.name, edit.uid)
        given = checked(table, edit.fields, self.lookups)
        if now[RETIRED] and RETIRED not in given:  # bring it back first
            raise NoSuchRow(table=table.name, uid=edit.uid)
        wanted = flatten(given)
        for name in _objects(table):  # keys that are no longer given are taken away
            if name in given:
                wanted.update({key: None for key in now if key.startswith(name + "/") and key not in wanted})
        return edit.uid, wanted

    def _check_open(self, table: Table) -> None:
        state = self.head.get("state", "")
        waits = self.head.get(PENDING, "") == SUBMITTED
        if table.scope == EDITION and not table.while_locked and (waits or state not in OPEN_STATES):
            raise EditionLocked(state=WAITING if waits else state)

    def _carry_out(
        self, wanted: Sequence[Mapping[str, Any]], description: str, kind: str, target: str | None = None
    ) -> int:
        """Apply field changes and write the journal; return how many fields changed."""
        forward: list[dict[str, Any]] = []
        inverse: list[dict[str, Any]] = []
        for change in wanted:
            known = self._known(change["table"], change["uid"])
            before = known or {RETIRED: True}
            after = {key: value for key, value in change["fields"].items() if before.get(key) != value}
            if known is None:
                after = {**change["fields"], RETIRED: False}
            if not after:
                continue
            entry = {"table": change["table"], "uid": change["uid"]}
            forward.append({**entry, "fields": after})
            inverse.insert(0, {**entry, "fields": {RETIRED: True} if known is None else
                               {key: before.get(key) for key in after}})  # fmt: skip
            self._store(change["table"], change["uid"], {**(known or {}), **after})
        if not forward and kind == EDIT:
            return 0
        self._opened.execute(
            "insert into floodmap_journal (command_uid, at, user_name, description, kind, target, forward, inverse,"
            " state) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (str(uuid.uuid4()), _now(), self.user, description[:MOST_DESCRIPTION], kind, target,
             store.dumps(forward), store.dumps(inverse), LOCAL),
        )  # fmt: skip
        self.draw({(change["table"], change["uid"]) for change in forward})
        return sum(len(change["fields"]) for change in forward)

    def _known(self, table: str, uid: str) -> Fields | None:
        try:
            return self._fields(table, uid)
        except NoSuchRow:
            return None

    def _store(self, table: str, uid: str, fields: Fields) -> None:
        content = store.dumps(unflatten(fields, _objects(TABLES[table])))
        self._opened.execute(
            "insert into floodmap_record (table_name, uid, revision, content) values (?, ?, 0, ?)"
            " on conflict (table_name, uid) do update set content = excluded.content",
            (table, uid, content),
        )

    def draw(self, touched: set[tuple[str, str]]) -> None:
        """Bring the layers in step with changed rows, within the transaction at hand."""
        project(Content(self._opened, self.path, self.lookups, self.head), touched)

    # Undo and redo ------------------------------------------------------------------

    def undo(self) -> Undone | None:
        """Take back the last command that is not undone; None when there is none.

        Only fields that still have the value that the command set are put back;
        the others are named. Raises: EditionLocked, CopyBusy, CopyNotWritten.
        """
        with store.told(self.path), store.changing(self._opened):
            found = self._opened.execute(
                "select command_uid, description, forward, inverse from floodmap_journal"
                " where kind = ? and undone = 0 order by seq desc limit 1", (EDIT,),
            ).fetchone()  # fmt: skip
            return None if found is None else self._reverse(found[0], found[1], found[2], found[3], UNDO)

    def redo(self) -> Undone | None:
        """Repeat what the last undo took back; None when nothing was undone since the last new command.

        Raises: EditionLocked, CopyBusy, CopyNotWritten.
        """
        with store.told(self.path), store.changing(self._opened):
            found = self._opened.execute(
                "select c.command_uid, c.description, u.forward, u.inverse from floodmap_journal c"
                " join floodmap_journal u on u.kind = ? and u.target = c.command_uid"
                " where c.kind = ? and c.undone = 1"
                " and u.seq > (select max(seq) from floodmap_journal where kind = ?)"
                " order by c.seq, u.seq desc limit 1", (UNDO, EDIT, EDIT),
            ).fetchone()  # fmt: skip
            # What the undo put back is what has to be there still for the command to be repeated.
            return None if found is None else self._reverse(found[0], found[1], found[2], found[3], REDO)

    def _reverse(self, target: str, description: str, set_text: str, back_text: str, kind: str) -> Undone:
        was_set = self.changes(set_text)
        back = self.changes(back_text)
        expected = {(change["table"], change["uid"]): change["fields"] for change in was_set}
        wanted, left = [], []
        for change in back:
            table, uid = change["table"], change["uid"]
            self._check_open(table_named(table))
            now = self._known(table, uid) or {RETIRED: True}
            fields = {}
            for name, value in change["fields"].items():
                gone = now[RETIRED] and RETIRED not in change["fields"]
                if gone or now.get(name) != expected[table, uid].get(name):
                    left.append((table, uid, name))
                else:
                    fields[name] = value
            wanted.append({"table": table, "uid": uid, "fields": fields})
        changed = self._carry_out(wanted, description, kind, target)
        self._opened.execute(
            "update floodmap_journal set undone = ? where command_uid = ?", (int(kind == UNDO), target)
        )
        return Undone(description, changed, tuple(left))

    # Journal and conflicts ----------------------------------------------------------

    def changes(self, text: str) -> list[dict[str, Any]]:
        """Return the field changes of a journal entry. Raises: TamperedWorkingCopy."""
        found = store.loads(text, list, self.path)
        for change in found:
            sound = (
                isinstance(change, dict)
                and set(change) == {"table", "uid", "fields"}
                and change["table"] in TABLES
                and is_uid(change["uid"])
                and isinstance(change["fields"], dict)
            )
            if not sound:
                raise TamperedWorkingCopy(path=str(self.path), what="floodmap_journal")
        return list(found)

    def journal(self, *, unsent: bool = False) -> Iterator[Command]:
        """Yield all commands, or those that the server does not have yet; the oldest first."""
        rows = self._opened.execute(
            "select command_uid, at, user_name, description, kind, state, undone, forward, inverse"
            " from floodmap_journal where state = ? or not ? order by seq",
            (LOCAL, unsent),
        ).fetchall()
        for uid, at, user, description, kind, state, undone, forward, inverse in rows:
            if not is_uid(uid):
                raise TamperedWorkingCopy(path=str(self.path), what="floodmap_journal")
            yield Command(uid, at, user, description, kind, state, bool(undone), self.changes(forward),
                          self.changes(inverse))  # fmt: skip

    def unsent(self) -> int:
        """Return how many commands the server does not have yet."""
        return int(self._opened.execute("select count(*) from floodmap_journal where state = 'local'").fetchone()[0])

    def conflicts(self) -> list[Difference]:
        """Return what a person has to settle, with both versions."""
        found = []
        rows = self._opened.execute(
            "select table_name, uid, field, base, theirs, theirs_by, theirs_at from floodmap_conflict"
            " order by table_name, uid, field"
        ).fetchall()
        for table, uid, name, base, theirs, by, at in rows:
            known = self._known(table, uid) if table in TABLES else None
            if known is None:
                raise TamperedWorkingCopy(path=str(self.path), what="floodmap_conflict")
            found.append(Difference(table, uid, name, store.loads(base, object, self.path), known.get(name),
                                    store.loads(theirs, object, self.path), by, at))  # fmt: skip
        return found

    def decisions(self) -> list[tuple[Difference, ...]]:
        """Return the conflicts as a person settles them: fields that belong together are one decision."""
        together: dict[tuple[str, str, str], list[Difference]] = {}
        for one in self.conflicts():
            table = TABLES[one.table]
            groups = (names for names in (*table.coupled, *table.settled_together) if one.field in names)
            group = next(groups, (one.field,))
            together.setdefault((one.table, one.uid, group[0]), []).append(one)
        return [tuple(found) for found in together.values()]

    def settle(self, table: str, uid: str, choice: str, fields: Sequence[str] | None = None) -> None:
        """Settle conflicts of a row (default: all of its fields) with ``mine`` or ``theirs``.

        Taking theirs is a command that can be undone; keeping mine goes to the
        server with the next sync. Raises: NoSuchRow when there is no such conflict.
        """
        with store.told(self.path), store.changing(self._opened):
            chosen = [one for one in self.conflicts() if (one.table, one.uid) == (table, uid)
                      and (fields is None or one.field in fields)]  # fmt: skip
            if not chosen or choice not in (MINE, THEIRS):
                raise NoSuchRow(table=table, uid=uid)
            if choice == THEIRS:
                taken = {one.field: one.theirs for one in chosen}
                self._carry_out([{"table": table, "uid": uid, "fields": taken}], "", EDIT)
            self._opened.executemany(
                "delete from floodmap_conflict where table_name = ? and uid = ? and field = ?",
                [(table, uid, one.field) for one in chosen],
            )


def _objects(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.kind == "object")


def objects_of(table: str) -> tuple[str, ...]:
    """Return the columns of a table that are JSON objects."""
    return _objects(TABLES[table])


def is_uid(text: Any) -> bool:
    """Tell whether ``text`` is a uid as we write it."""
    try:
        return isinstance(text, str) and str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


__all__ = ["Command", "Difference", "Edit", "Undone", "WorkingCopy"]
