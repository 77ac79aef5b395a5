"""The hidden key of a row that we handed out, and the hidden sheet that says what was handed out.

A key says which thing the row is, which revision of it was written out, and
(as a checksum) which person and phone stood beside it. So a row comes home to
its thing whatever was changed in it, and a change made meanwhile is seen.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any, Iterator, Mapping, Sequence

from .fields import SheetKind
from .values import BadValue, as_text
from .workbook import HANDED_OUT_SHEET, Row, Value, Workbook

HEADING = "系统键"
_AREA, _RECIPIENT, _ROW = "区域", "发往", "行"
#: What tells the rows of the lists of a year apart, as their things are told apart by name.
_NAMED_BY = {
    SheetKind.TRANSFER: ("village", "zone_name", "householder"),
    SheetKind.GRID: ("village", "grid_name", "person"),
    SheetKind.VILLAGE: ("village",),
    SheetKind.ORGANISATION: ("village", "post", "person"),
}
NAMING_FIELDS = frozenset(key for keys in _NAMED_BY.values() for key in (*keys, "no_transfer"))


@dataclass(frozen=True)
class RowKey:
    """What the hidden column of a row says."""

    uid: str
    revision: int
    people: str  # checksum of person and phone as handed out; empty in the lists of a year

    def __str__(self) -> str:
        return f"{self.uid}#{self.revision}#{self.people}"


def people_mark(name: str | None, phone: str | None) -> str:
    """Return the checksum of a person and phone."""
    return format(zlib.crc32("|".join((name or "", phone or "")).encode()), "08x")


def key_value(value: Value) -> RowKey | None:
    """Return the key that a cell holds, None when it is blank. Raises BadValue."""
    text = as_text(value)
    if not text:
        return None
    uid, _, rest = text.partition("#")
    revision, _, people = rest.partition("#")
    if not _is_uid(uid) or not (revision.isascii() and revision.isdigit() and len(revision) < 9):
        raise BadValue("key_unreadable")
    return RowKey(uid, int(revision), people)


def yearly_name(kind: SheetKind, cells: Mapping[str, Any]) -> str:
    """Return what a row of a list of a year is called, by the cells of its fields."""
    texts = [as_text(cells.get(key)) for key in _NAMED_BY[kind]]
    declared = "无转移人员" if as_text(cells.get("no_transfer")) else ""
    return " ".join(text for text in (*texts, declared) if text)


def _is_uid(text: str) -> bool:
    parts = text.split("-")
    sizes = [len(part) for part in parts]
    return sizes == [8, 4, 4, 4, 12] and all(letter in "0123456789abcdef" for part in parts for letter in part)


@dataclass(frozen=True)
class HandedOutRow:
    """A row as it was handed out."""

    sheet: str
    uid: str
    revision: int
    name: str


@dataclass
class HandedOut:
    """What a ledger that we handed out says of itself; empty for any other ledger."""

    area: str | None = None
    recipient: str | None = None
    rows: dict[str, HandedOutRow] = field(default_factory=dict)  # by uid

    def lines(self) -> Iterator[list[Any]]:
        """Yield the rows of the hidden sheet."""
        yield [_AREA, self.area]
        yield [_RECIPIENT, self.recipient]
        for row in self.rows.values():
            yield [_ROW, row.sheet, row.uid, row.revision, row.name]


def handed_out(workbook: Workbook) -> HandedOut:
    """Return what the hidden sheet of a ledger says; what cannot be understood there is passed over."""
    found = HandedOut()
    for sheet in workbook.sheets:
        if sheet.name == HANDED_OUT_SHEET and sheet.hidden:
            for row in sheet.rows:
                _take_line(row, found)
    return found


def _take_line(row: Row, found: HandedOut) -> None:
    what, *cells = [as_text(value) for value in row]
    if what == _AREA and cells:
        found.area = cells[0] or None
    elif what == _RECIPIENT and cells:
        found.recipient = cells[0][:60] or None
    elif what == _ROW and len(cells) >= 3 and _is_uid(cells[1]) and cells[2].isascii() and cells[2].isdigit():
        found.rows[cells[1]] = HandedOutRow(cells[0], cells[1], int(cells[2][:8]), cells[3] if len(cells) > 3 else "")


def scrambled(keys: Sequence[RowKey | None], names: Sequence[Any], handed: HandedOut, sheet: str) -> dict[int, str]:
    """Return the rows whose key is not their own, with the code of the issue that says why.

    A copied row brings the key of its model along: the one that still has the
    thing's name keeps it. A sheet that was sorted without its hidden column has
    the keys of other rows: a row that bears the name of another key's thing.
    """
    bad: dict[int, str] = {}
    holders: dict[str, list[int]] = {}
    names_out = {row.name for row in handed.rows.values() if row.sheet == sheet}
    for row, key in enumerate(keys):
        if key is None:
            continue
        known = handed.rows.get(key.uid)
        if known is not None and names[row] != known.name and names[row] in names_out:
            bad[row] = "key_moved"
        else:
            holders.setdefault(key.uid, []).append(row)
    for uid, rows in holders.items():
        known = handed.rows.get(uid)
        owner = next((row for row in rows if known is not None and names[row] == known.name), rows[0])
        bad.update({row: "key_doubled" for row in rows if row != owner})
    return bad
