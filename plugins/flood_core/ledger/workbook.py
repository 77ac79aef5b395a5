"""A workbook as read: sheets, rows, merged cells. Values are as the cells hold them, nothing is interpreted."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Optional, Union

#: The hidden sheet in which a ledger that we handed out says what was in it.
HANDED_OUT_SHEET = "系统信息"
#: The hidden sheets that our ledgers have; that they are not read needs no word.
OWN_HIDDEN_SHEETS = ("名录", "选项", HANDED_OUT_SHEET)


@dataclass(frozen=True)
class Unreadable:
    """A cell that holds something but no value: an error, a formula never calculated, text beyond all limits."""

    reason: str  # error_value | formula_without_value | too_long | bad_date | bad_number
    text: str


Value = Optional[Union[str, int, float, bool, datetime.datetime, datetime.date, datetime.time, Unreadable]]
Row = tuple[Value, ...]


@dataclass(frozen=True)
class MergedRange:
    """A merged block of cells: rows as Excel numbers them, columns from 0; all ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Sheet:
    """One sheet. Only rows that hold a value are kept; ``row_numbers`` says where they stood."""

    name: str
    hidden: bool = False
    row_numbers: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)
    empty_rows: int = 0

    @property
    def width(self) -> int:
        """Return how many columns the widest row has."""
        return max(map(len, self.rows), default=0)

    def columns(self, first: int, width: int) -> list[list[Value]]:
        """Return the rows from position ``first`` as ``width`` columns of equal length."""
        padded = [
            row if len(row) == width else (row + (None,) * (width - len(row)))[:width] for row in self.rows[first:]
        ]
        if not padded:
            return [[] for _ in range(width)]
        return [list(column) for column in zip(*padded)]


@dataclass
class Workbook:
    """The sheets of a file, in the file's order, and the file's fingerprint."""

    file_name: str
    sha256: str
    sheets: list[Sheet]
