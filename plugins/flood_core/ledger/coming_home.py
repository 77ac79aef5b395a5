"""Rows that we handed out come home: to the thing that they came from, merged with what happened to it since.

A cell that is as it was handed out says nothing: what others have changed there
meanwhile stays. A cell that was changed is taken; where others have changed the
same to something else, the row is an error that names who and when.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Callable, Iterable, Mapping, Sequence

from ..database.ledger_versions import Version
from ..model.conditions import ATTRIBUTE
from ..model.ledger_reference import Category
from .headings import Column
from .positions import Positions
from .row_keys import HandedOut, RowKey, people_mark, scrambled
from .sheet_rows import SheetRows
from .values import CLEAR

_NEEDED = ("area_code", "name", "category_code", "subtype_code")  # a blank would not do in the staged row
_FIELD_OF = {"area_code": "village", "category_code": "category", "subtype_code": "subtype", "geom": "longitude"}
People = Mapping[str, Mapping[str, "tuple[str, str | None, str | None]"]]


@dataclass(frozen=True)
class Registry:
    """How to ask the register what became of things: a function for each question, bound to the open transaction."""

    versions: Callable[[str, Mapping[str, int]], dict[str, Version]]
    same_place: Callable[[str, str, int, str], tuple[bool, bool]]
    people: Callable[[Iterable[str]], People]


@dataclass
class Home:
    """The key of each row as it holds, with the revision that was looked at; None for rows without."""

    keys: list[RowKey | None]
    revisions: list[int | None]

    @property
    def uids(self) -> list[str | None]:
        """Return the uid of each row."""
        return [None if key is None else key.uid for key in self.keys]


def bring_home(
    rows: SheetRows,
    keys: list[RowKey | None],
    table: str,
    values: dict[str, list[Any]],
    placed: Positions,
    handed: HandedOut,
    registry: Registry,
) -> Home:
    """Hold the rows with keys against the register; ``values`` (by column of the table) and ``placed`` are merged."""
    home = Home(list(keys), [None] * len(keys))
    for row, code in scrambled(keys, values["name"], handed, rows.name).items():
        rows.issue(code, row, "key", values["name"][row])
        home.keys[row] = None
    wanted = {key.uid: key.revision for key in home.keys if key is not None}
    known = registry.versions(table, wanted)
    for row, key in enumerate(home.keys):
        if key is None:
            continue
        version = known.get(key.uid)
        if version is None:
            rows.issue("key_unknown", row, "key", values["name"][row])
            home.keys[row] = None
        elif version.retired:
            rows.issue("retired_meanwhile", row, "name", version.name, by=version.changed_by, at=version.changed_at)
        else:
            home.revisions[row] = version.revision
            if version.now:
                _Merge(rows, row, version, values).run(table, key, placed, registry)
    return home


class _Merge:
    """Merges one row with a thing that was changed since the row was handed out."""

    def __init__(self, rows: SheetRows, row: int, version: Version, values: dict[str, list[Any]]) -> None:
        self._rows, self._row, self._version, self._values = rows, row, version, values

    def run(self, table: str, key: RowKey, placed: Positions, registry: Registry) -> None:
        """Merge field by field."""
        now, then = self._version.now, self._version.then
        for name, column in self._values.items():
            if name == "attributes":
                column[self._row] = self._attributes(column[self._row])
            elif column[self._row] is not None and not self._taken(name, column[self._row], then, now):
                column[self._row] = now.get(name) if name in _NEEDED else None
        self._cleared(then, now)
        shape = placed.geometry[self._row]
        if shape is None:
            return
        as_then, as_now = registry.same_place(table, key.uid, key.revision, shape)
        if as_then:
            placed.geometry[self._row] = None
        elif not as_now and now.get("geom") != then.get("geom"):
            self._conflict("geom", None, "—")

    def _cleared(self, then: Mapping[str, Any], now: Mapping[str, Any]) -> None:
        """Note what the sender takes away and others have changed to something else."""
        for field in self._rows.cleared.get(self._row, ()):
            own = field.startswith(ATTRIBUTE)
            name = field[len(ATTRIBUTE):] if own else field
            before, present = ((side.get("attributes") or {} if own else side).get(name) for side in (then, now))
            if present is not None and present != before:
                self._conflict(name, CLEAR, "—" if name in ("geom", "label_point") else present)

    def _taken(self, name: str, mine: Any, then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
        """Tell whether a value was changed by the sender; a change of both is noted as a conflict."""
        if _same(mine, then.get(name)):
            return False
        if not _same(mine, now.get(name)) and now.get(name) != then.get(name):
            self._conflict(name, mine, now.get(name))
        return True

    def _attributes(self, text: str | None) -> str | None:
        if text is None:
            return None
        then, now = self._version.then.get("attributes") or {}, self._version.now.get("attributes") or {}
        kept = {key: value for key, value in json.loads(text).items() if self._taken(key, value, then, now)}
        return json.dumps(kept, ensure_ascii=False) if kept else None

    def _conflict(self, name: str, mine: Any, now: Any) -> None:
        column = self._rows.mapping.fields.get(_FIELD_OF.get(name, name)) or self._attribute_column(name)
        self._rows.issue_at(
            "changed_meanwhile", self._row, column, None if mine is None else str(mine),
            by=self._version.changed_by, at=self._version.changed_at, now="—" if now is None else now,
        )  # fmt: skip

    def _attribute_column(self, name: str) -> Column | None:
        return self._rows.attribute_columns.get(name)


def _same(mine: Any, other: Any) -> bool:
    """Tell whether a converted value and one of the register are the same."""
    if isinstance(mine, bool) or isinstance(other, bool) or other is None:
        return bool(mine == other)
    if isinstance(mine, (int, float)) and isinstance(other, (int, float)):
        return abs(mine - other) <= 1e-9 * max(1.0, abs(other))
    return str(mine) == str(other)


def hold_people(
    rows: SheetRows,
    home: Home,
    names: list[Any],
    phones: Sequence[Any],
    cleared: Sequence[int],
    posts: Sequence[str],
    registry: Registry,
) -> None:
    """Leave out the persons of rows in which person and phone are as handed out; note those whom others changed too.

    ``cleared`` are the rows that take their person away.
    """
    gone = set(cleared)
    changed: list[int] = [row for row in cleared if home.keys[row] is not None]
    for row, key in enumerate(home.keys):
        if key is None or row in gone:
            continue
        if people_mark(names[row], phones[row]) == key.people:
            names[row] = None
        elif names[row] is not None:
            changed.append(row)
    if not changed:
        return
    uids = home.uids
    current = registry.people(uid for uid in (uids[row] for row in changed) if uid is not None)
    for row in changed:
        key = home.keys[row]
        person, phone, _ = current.get(key.uid if key else "", {}).get(posts[row], (None, None, None))
        marks = {people_mark(person, phone), people_mark(person, None)}  # who may see no phones was handed none
        mine = people_mark(names[row], phones[row])
        if key is not None and key.people not in marks and mine not in marks:
            shown = CLEAR if names[row] is None else names[row]
            rows.issue("person_changed_meanwhile", row, "person", shown, now=person or "—")


def category_codes(categories: Sequence[Category | None]) -> list[str | None]:
    """Return the codes of categories."""
    return [None if category is None else category.code for category in categories]
