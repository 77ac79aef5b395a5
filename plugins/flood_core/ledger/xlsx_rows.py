"""The rows of one sheet, read from its XML in one pass.

openpyxl's read-only mode loses rows and cells that stand out of order, knows
no merged cells, and yields blank rows without end for a row numbered
2,000,000,000; and it takes twice the time. So the sheet's XML is read here.
"""

from __future__ import annotations

import datetime
import math
import zipfile
from dataclasses import dataclass
from typing import Callable

from .limits import Limits
from .workbook import MergedRange, Row, Unreadable, Value
from .xlsx_parts import WorkbookRefused, clean_text, parse, qualified

_EPOCH_1900 = datetime.datetime(1899, 12, 30)
_EPOCH_1904 = datetime.datetime(1904, 1, 1)
_BLOCK_ROWS = 2_000
_DIGITS = "0123456789"


@dataclass
class Context:
    """What the cells of all sheets refer to."""

    texts: list[str | Unreadable]
    date_styles: list[bool]
    date_1904: bool
    limits: Limits
    rows: int = 0  # read so far, in all sheets
    cells: int = 0


def column_of(letters: str) -> int:
    """Return the column (from 0) of letters as in ``AB``; -1 for anything else."""
    number = 0
    if not 1 <= len(letters) <= 3:
        return -1
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        number = number * 26 + ord(letter) - 64
    return number - 1


def number_value(raw: str) -> Value:
    """Return the int or float of a cell's raw number."""
    try:
        if raw.isdigit() and len(raw) <= 15 and raw.isascii():
            return int(raw)
        number = float(raw)
    except ValueError:
        return Unreadable("bad_number", raw[:40])
    if not math.isfinite(number) or "_" in raw:
        return Unreadable("bad_number", raw[:40])
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def date_value(raw: str, date_1904: bool) -> Value:
    """Return the date and time of a serial number, in the workbook's date system."""
    try:
        serial = float(raw)
        if not 0 <= serial < 2_958_466:
            return Unreadable("bad_date", raw[:40])
        if serial < 1 and not date_1904:
            return (_EPOCH_1904 + datetime.timedelta(days=serial)).time().replace(microsecond=0)
        # Excel believes that 1900 was a leap year: serials up to 59 stand one day later.
        day = serial + (1 if serial < 60 and not date_1904 else 0)
        epoch = _EPOCH_1904 if date_1904 else _EPOCH_1900
        return epoch + datetime.timedelta(seconds=round(day * 86_400))
    except (ValueError, OverflowError):
        return Unreadable("bad_date", raw[:40])


def _iso_value(raw: str) -> Value:
    try:
        return datetime.datetime.fromisoformat(raw.rstrip("Z"))
    except ValueError:
        return Unreadable("bad_date", raw[:40])


class _RowParser:
    """The state of reading a sheet. Methods are expat's handlers; the order of their tests is by frequency."""

    def __init__(self, context: Context, emit: Callable[[list], None]) -> None:
        self.context, self.emit = context, emit
        self.block: list[tuple[int, Row]] = []
        self.merged: list[MergedRange] = []
        self.row_number = 0
        self.values: dict[int, Value] = {}
        self.next_column = 0
        self.column = 0
        self.kind: str | None = None
        self.style: str | None = None
        self.formula = self.collecting = self.phonetic = False
        self.pieces: list[str] = []
        self.length = 0
        self.columns: dict[str, int] = {}
        self.names = qualified("c", "v", "t", "f", "row", "mergeCell", "rPh", "is")
        self.last_row = 0
        self.sorted = True

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = self.names.get(name)
        if element == "c":
            reference = attributes.get("r")
            if reference is None:
                self.column = self.next_column
            else:
                letters = reference.rstrip(_DIGITS)
                column = self.columns.get(letters)
                if column is None:
                    column = self.columns[letters] = column_of(letters)
                self.column = column
            self.next_column = self.column + 1
            self.kind = attributes.get("t")
            self.style = attributes.get("s")
            self.formula = False
        elif element == "v":
            self.collecting = True
        elif element == "row":
            self._start_row(attributes.get("r"))
        elif element == "t":
            self.collecting = not self.phonetic
        elif element == "f":
            self.formula = True
        elif element == "rPh":
            self.phonetic = True
        elif element == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, data: str) -> None:
        if self.collecting:
            self.length += len(data)
            if self.length <= self.context.limits.cell_characters:
                self.pieces.append(data)

    def end(self, name: str) -> None:
        element = self.names.get(name)
        if element == "c":
            if self.pieces or self.formula or self.length:
                self._end_cell()
        elif element == "v" or element == "t":
            self.collecting = False
        elif element == "row":
            self._end_row()
        elif element == "rPh":
            self.phonetic = False

    def _start_row(self, number: str | None) -> None:
        self.values = {}
        self.next_column = 0
        try:
            self.row_number = self.row_number + 1 if number is None else int(number)
        except ValueError as error:
            raise WorkbookRefused("row_number", number=str(number)[:20]) from error
        if not 1 <= self.row_number <= self.context.limits.last_row:
            raise WorkbookRefused("row_number", number=str(self.row_number)[:20])

    def _end_cell(self) -> None:
        raw = self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)
        too_long = self.length > self.context.limits.cell_characters
        self.pieces.clear()
        self.length = 0
        value = Unreadable("too_long", raw[:40]) if too_long else self._value(raw)
        if value is None or value == "":
            return
        if not 0 <= self.column < self.context.limits.columns:
            raise WorkbookRefused("too_many_columns", count=self.column + 1)
        self.values[self.column] = value

    def _value(self, raw: str) -> Value:
        kind = self.kind
        if kind == "s":
            position = int(raw) if raw.isdigit() and len(raw) < 10 else -1
            texts = self.context.texts
            return texts[position] if 0 <= position < len(texts) else Unreadable("bad_number", raw[:40])
        if kind is None or kind == "n":
            if self.style is not None and raw:
                styles, style = self.context.date_styles, self.style
                if style.isdigit() and len(style) < 7 and int(style) < len(styles) and styles[int(style)]:
                    return date_value(raw, self.context.date_1904)
            if raw:
                return number_value(raw)
            return Unreadable("formula_without_value", "") if self.formula else None
        if kind == "b":
            return raw.strip() in ("1", "true")
        if kind == "e":
            return Unreadable("error_value", clean_text(raw)[:40])
        if kind == "d":
            return _iso_value(raw)
        return clean_text(raw)  # str and inlineStr

    def _end_row(self) -> None:
        values = self.values
        if not values:
            return
        context = self.context
        context.rows += 1
        context.cells += len(values)
        if context.rows > context.limits.rows or context.cells > context.limits.cells:
            raise WorkbookRefused("too_many_rows", count=context.limits.rows)
        row = tuple(map(values.get, range(max(values) + 1)))
        self.sorted = self.sorted and self.row_number > self.last_row
        self.last_row = self.row_number
        self.block.append((self.row_number, row))
        if len(self.block) >= _BLOCK_ROWS:
            self.emit(self.block)
            self.block = []

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        corners = []
        for corner in (first, last or first):
            letters = corner.rstrip(_DIGITS)
            digits = corner[len(letters):]
            if not digits or len(digits) > 8:
                return
            corners.append((int(digits), column_of(letters)))
        (top, left), (bottom, right) = corners
        if left < 0 or right < left or bottom < top:
            return
        if len(self.merged) >= self.context.limits.merged_ranges:
            raise WorkbookRefused("too_many_merges", count=self.context.limits.merged_ranges)
        self.merged.append(MergedRange(top, left, bottom, right))


def read_rows(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, context: Context, emit: Callable[[list], None]
) -> tuple[list[MergedRange], bool]:
    """Hand the rows of a sheet to ``emit`` in blocks of (row number, values).

    Returns the merged ranges and whether the rows came in rising order; a
    caller sorts them when not. A row number given twice raises WorkbookRefused
    in the caller, which sees all.
    """
    parser = _RowParser(context, emit)
    with archive.open(member) as part:
        parse(part, parser.start, parser.end, parser.text)
    if parser.block:
        emit(parser.block)
    return parser.merged, parser.sorted
