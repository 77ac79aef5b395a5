"""Two working copies and one server over a bad line: what was confirmed is never lost or silently replaced.

Seeded runs of random commands, undo, redo, syncs that break anywhere, and
conflicts settled either way. The server is watched from outside at every sync.
"""

from __future__ import annotations

import random
from collections import defaultdict
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Callable

import pytest
from flood_core.database.connection import Connection, connect
from flood_core.situation.working_copy import SyncResult, WorkingCopy, check_out, settle_all, synchronise
from flood_core.situation.working_copy import store as files
from flood_core.situation.working_copy.copy import MINE, THEIRS
from flood_core.situation.working_copy.errors import RowExists, SyncInterrupted
from flood_core.situation.working_copy.merge import differing, flatten

from tests.support.soak import many

from ..situation.village import metres
from .conftest import Place
from .server import AFTER_COMMIT, server_state, unreliable

SEEDS = range(many(10, 200))
STEPS = 45
Key = tuple[str, str]
ELEMENT, ROUTE, FRAME = "situation.element", "situation.route", "situation.sheet_frame"
HOUSEHOLD, PERSON, FACT = "register.transfer_household", "register.person", "register.village_fact"


class Editor:
    """One person with a working copy, who does things at random."""

    def __init__(self, name: str, path: Path, settings: Any, dice: random.Random) -> None:
        self.name, self.path, self.settings, self.dice = name, path, settings, dice
        self.conflicts_met = self.interrupted = 0

    def word(self) -> str:
        return f"{self.name}{self.dice.randrange(10**6)}"

    def point(self) -> str:
        return metres(f"POINT ({self.dice.randrange(-900, 900)} {self.dice.randrange(-700, 700)})")

    def act(self) -> None:
        """Do one random thing in the working copy."""
        with WorkingCopy(self.path, user=self.name) as copy:
            actions: list[Callable[[WorkingCopy], Any]] = [
                self.rename, self.rename, self.fact, self.move, self.add, self.delete, self.restore, self.reroute,
                self.household, self.person, self.frame, self.village_fact, WorkingCopy.undo, WorkingCopy.undo,
                WorkingCopy.redo,
            ]  # fmt: skip
            self.dice.choice(actions)(copy)

    def pick(self, copy: WorkingCopy, table: str, most: int = 3) -> str | None:
        rows = sorted(copy.rows(table))[:most]
        return self.dice.choice(rows) if rows else None

    def rename(self, copy: WorkingCopy) -> None:
        if uid := self.pick(copy, ELEMENT):
            copy.change(ELEMENT, uid, {"name": self.word(), "people": self.dice.randrange(9)}, "改名")

    def fact(self, copy: WorkingCopy) -> None:
        if uid := self.pick(copy, ELEMENT):
            facts = copy.row(ELEMENT, uid)["facts"]
            facts[self.dice.choice(["note", "depth", "危险"])] = self.word()
            copy.change(ELEMENT, uid, {"facts": facts})

    def move(self, copy: WorkingCopy) -> None:
        points = [uid for uid, row in copy.rows(ELEMENT).items() if row["geom"].startswith("0101000020")]
        if points:
            copy.move(ELEMENT, self.dice.choice(sorted(points)[:3]), self.point())

    def add(self, copy: WorkingCopy) -> None:
        if uid := self.pick(copy, ELEMENT, 100):
            like = copy.row(ELEMENT, uid)
            kind = {key: like[key] for key in ("element_type_code", "symbol_code")}
            copy.add(ELEMENT, {**kind, "name": self.word(), "geom": like["geom"]}, "新增")

    def delete(self, copy: WorkingCopy) -> None:
        if uid := self.pick(copy, ELEMENT, 5):
            copy.delete(ELEMENT, uid, "删除")

    def restore(self, copy: WorkingCopy) -> None:
        gone = [uid for uid, row in copy.rows(ELEMENT, retired=True).items() if row["retired"]]
        if gone:
            copy.restore(ELEMENT, self.dice.choice(sorted(gone)))

    def reroute(self, copy: WorkingCopy) -> None:
        if uid := self.pick(copy, ROUTE, 2):
            end = self.dice.randrange(100, 900)
            copy.change(ROUTE, uid, {"geom": metres(f"LINESTRING (0 0, {end} 5)"), "length_m": end / 7})

    def household(self, copy: WorkingCopy) -> None:
        if uid := self.pick(copy, HOUSEHOLD):
            copy.change(HOUSEHOLD, uid, {"people": self.dice.randrange(9)})

    def person(self, copy: WorkingCopy) -> None:
        if uid := self.pick(copy, PERSON, 2):
            copy.change(PERSON, uid, {"name": self.word()})
        else:
            copy.add(PERSON, {"name": self.word()})

    def frame(self, copy: WorkingCopy) -> None:
        if uid := self.pick(copy, FRAME):
            copy.change(FRAME, uid, {"rotation": self.dice.randrange(360) / 8})

    def village_fact(self, copy: WorkingCopy) -> None:
        fields = {"households": self.dice.randrange(500), "area_km2": self.dice.randrange(99) / 10}
        if uid := self.pick(copy, FACT):
            copy.change(FACT, uid, fields)
        else:
            with suppress(RowExists):  # deleted, and there
                copy.add(FACT, fields)


class Watcher:
    """Sees the server before and after each sync and knows what may happen to it."""

    def __init__(self, admin: Connection, scope: Any) -> None:
        self.admin, self.scope = admin, scope
        self.seen: dict[tuple[Key, str], list[Any]] = defaultdict(list)
        self.state = self.look()

    def look(self) -> dict[Key, dict[str, Any]]:
        self.state = server_state(self.admin, self.scope)
        for key, fields in self.state.items():
            for name, value in fields.items():
                self.seen[key, name].append(value)
        return self.state

    def sync(self, editor: Editor, breaks_at: int | None) -> SyncResult | None:
        """Sync over a line that may break, and hold what came of it against what was there."""
        with WorkingCopy(editor.path) as copy:
            local, agreed = _rows(copy)
            own: dict[tuple[Key, str], list[Any]] = defaultdict(list)
            for command in copy.journal(unsent=True):
                for change in command.forward:
                    for name, value in change["fields"].items():
                        own[(change["table"], change["uid"]), name].append(value)
        before, result = self.state, None
        try:
            with closing(unreliable(editor.settings, breaks_at)) as line:
                result = synchronise(line, editor.path)
        except SyncInterrupted:
            editor.interrupted += 1
        after = self.look()
        self._nothing_replaced_unseen(before, after, local, agreed, own)
        if result is not None:
            assert result.refused is None, result.refused
            self._nothing_lost(editor, result, local, agreed, after)
            editor.conflicts_met += len(result.conflicts)
        return result

    def _nothing_replaced_unseen(self, before: Any, after: Any, local: Any, agreed: Any, own: Any) -> None:
        for key, fields in after.items():
            was, mine = before.get(key, {}), local.get(key) or local.get(_only(local, key[0]), {})
            for name in differing(was, fields):
                assert fields.get(name) == mine.get(name), (key, name, "nobody said so")
                known = [agreed.get(key, {}).get(name), *own[key, name]]
                assert was.get(name) in known, (key, name, "replaced unseen")

    def _nothing_lost(self, editor: Editor, result: SyncResult, local: Any, agreed: Any, after: Any) -> None:
        kept = {((one.table, one.uid), one.field): one.mine for one in result.conflicts}
        for key, fields in local.items():
            there = key if key in after else _only(after, key[0]) if key[0] == FACT else None
            if fields["retired"] and key not in agreed:  # made and taken back before it was sent
                continue
            assert there is not None, (key, "never arrived")
            for name in differing(agreed.get(key, {}), fields):
                value = fields.get(name)
                held = (there, "retired") in kept and self._still_there(editor, there, name, value)
                arrived = value in self.seen[there, name] or value is None
                assert arrived or kept.get((there, name)) == value or held, (key, name, value, "lost")

    def _still_there(self, editor: Editor, key: Key, name: str, value: Any) -> bool:
        with WorkingCopy(editor.path) as copy:
            return bool(flatten(copy.row(*key)).get(name) == value)


def _rows(copy: WorkingCopy) -> tuple[dict[Key, Any], dict[Key, Any]]:
    local, agreed = {}, {}
    rows = copy.database.execute("select table_name, uid, content, agreed from floodmap_record")
    for table, uid, content, before in rows:
        local[table, uid] = flatten(files.loads(content, dict, copy.path))
        if before:
            agreed[table, uid] = flatten(files.loads(before, dict, copy.path))
    return local, agreed


def _only(rows: Any, table: str) -> Key | None:
    """Return the key of the one row that a village has in a year."""
    found = [key for key in rows if key[0] == table]
    return found[0] if table == FACT and found else None


@pytest.mark.parametrize("seed", SEEDS)
def test_two_editors_and_a_bad_line(place: Place, connection: Connection, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    editors = []
    for number, name in enumerate("甲乙"):
        with closing(place.sign_in(number)) as signed_in:
            path = check_out(signed_in, place.edition, tmp_path / f"{name}.gpkg")
        editors.append(Editor(name, path, place.compilers[number], dice))
    with WorkingCopy(editors[0].path) as copy:
        watcher = Watcher(connection, copy.scope)
    for _ in range(STEPS):
        editor = dice.choice(editors)
        if dice.random() < 0.75:
            editor.act()
        else:
            watcher.sync(editor, dice.choice([None, None, AFTER_COMMIT, dice.randrange(1, 60)]))
            if dice.random() < 0.5:
                settle_all(editor.path, dice.choice([MINE, THEIRS]))
    for _ in range(6):
        for editor in editors:
            settle_all(editor.path, dice.choice([MINE, THEIRS]))
            watcher.sync(editor, None)
    for editor in editors:
        with WorkingCopy(editor.path) as copy:
            local, agreed = _rows(copy)
            assert copy.unsent() == 0 and copy.conflicts() == []
            unsent = {key for key, fields in local.items() if key not in agreed and fields["retired"]}
            assert {key: row for key, row in local.items() if key not in unsent} == agreed == watcher.state
    with closing(connect(place.compilers[0])) as again:  # once more changes nothing
        assert synchronise(again, editors[0].path).sent_rows == 0
    assert watcher.look() == agreed
