"""Read an .xls file of Excel 97 to 2003 (BIFF) in the reading process and hand it on piece by piece.

xlrd does the reading; it is pure Python. What it raises on a broken file is of
many kinds; those that are not named here end the reading process, and the
parent calls the file damaged.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Callable

from .limits import Limits
from .workbook import HANDED_OUT_SHEET, MergedRange, Row, Unreadable, Value
from .xlsx_parts import WorkbookRefused, clean_text
from .xlsx_rows import date_value

Emit = Callable[[str, object], None]
_BLOCK_ROWS = 2_000
_BLANK, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 0, 1, 2, 3, 4, 5  # xlrd's kinds of cells; 6 is a formatted blank


def read_xls(path: Path, limits: Limits, emit: Emit) -> None:
    """Read a workbook and emit ``sheet``, ``rows``, ``end``, as ``xlsx_file.read_xlsx`` does.

    Raises WorkbookRefused: no_workbook, encrypted, broken, old_format (this machine has no xlrd), or a limit.
    """
    try:
        import xlrd
    except ImportError as error:
        raise WorkbookRefused("old_format") from error
    try:
        book = xlrd.open_workbook(
            file_contents=path.read_bytes(), formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as error:
        raise WorkbookRefused(_reason(str(error)), detail=str(error)[:160]) from error
    if book.nsheets > limits.sheets:
        raise WorkbookRefused("too_many_sheets", count=book.nsheets)
    counted = [0, 0]
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        hidden = sheet.visibility != 0
        emit("sheet", (clean_text(sheet.name), hidden))
        if not hidden or sheet.name == HANDED_OUT_SHEET:
            _read_sheet(sheet, bool(book.datemode), limits, counted, emit)
        book.unload_sheet(number)


def _reason(message: str) -> str:
    """Return the code of a refusal for what xlrd says."""
    if "encrypted" in message:
        return "encrypted"
    return "no_workbook" if "Can't find workbook" in message or "Unsupported format" in message else "broken"


def _read_sheet(sheet: Any, date_1904: bool, limits: Limits, counted: list[int], emit: Emit) -> None:
    block: list[tuple[int, Row]] = []
    for number in range(sheet.nrows):
        row = _row(sheet, number, date_1904, limits)
        if not row:
            continue
        counted[0] += 1
        counted[1] += len(row)
        if counted[0] > limits.rows or counted[1] > limits.cells:
            raise WorkbookRefused("too_many_rows", count=limits.rows)
        block.append((number + 1, row))
        if len(block) >= _BLOCK_ROWS:
            emit("rows", block)
            block = []
    if block:
        emit("rows", block)
    if len(sheet.merged_cells) > limits.merged_ranges:
        raise WorkbookRefused("too_many_merges", count=limits.merged_ranges)
    merged = [MergedRange(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells]
    emit("end", (merged, True))


def _row(sheet: Any, number: int, date_1904: bool, limits: Limits) -> Row:
    """Return the values of a row up to the last one; empty when there are none."""
    kinds, cells = sheet.row_types(number), sheet.row_values(number)
    values = [_value(kind, cell, date_1904, limits) for kind, cell in zip(kinds, cells)]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _value(kind: int, cell: Any, date_1904: bool, limits: Limits) -> Value:
    if kind == _TEXT:
        if len(cell) > limits.cell_characters:
            return Unreadable("too_long", cell[:40])
        return clean_text(cell) or None
    if kind == _NUMBER:
        return int(cell) if float(cell).is_integer() and abs(cell) < 1e15 else cell
    if kind == _DATE:
        return date_value(repr(cell), date_1904)
    if kind == _BOOLEAN:
        return bool(cell)
    return Unreadable("error_value", "#") if kind == _ERROR else None
