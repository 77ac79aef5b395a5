"""Read a ledger that is text with separators (csv) in the reading process, whatever its encoding.

The encoding is told by a byte order mark, or by whether the bytes are UTF-8;
else it is GBK or Big5, which share most of their codes: of the two readings
the one counts that has more of the letters that ledgers are headed with.
"""

from __future__ import annotations

import codecs
import csv
import io
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Callable, Iterator

from .fields import FIELDS, IDENTITY_WORDS
from .limits import Limits
from .simplified import SIMPLIFIED
from .workbook import Row, Unreadable, Value
from .xlsx_parts import WorkbookRefused, clean_text

Emit = Callable[[str, object], None]
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CHINESE = ("gb18030", "big5hkscs")
_SEPARATORS = ",\t;|，；"
_SAMPLE_LINES = 40
_BLOCK_ROWS = 2_000
_MARKUP = ("<?xml", "<html", "<!doctype", "<table", "{\\rtf", "%pdf")


def read_csv(path: Path, limits: Limits, emit: Emit) -> None:
    """Read a text file and emit one ``sheet`` of the file's name, its ``rows`` and ``end``.

    Raises WorkbookRefused: text_file (markup or a single column: no ledger), no_workbook (no known encoding), a limit.
    """
    text = decoded_text(path.read_bytes())
    if text.lstrip()[:20].lower().startswith(_MARKUP):
        raise WorkbookRefused("text_file")
    separator = separator_of(text)
    if separator is None:
        raise WorkbookRefused("text_file")
    emit("sheet", (path.stem, False))
    block: list[tuple[int, Row]] = []
    cells = 0
    for count, (number, row) in enumerate(_rows(text, separator, limits), start=1):
        cells += len(row)
        if count > limits.rows or cells > limits.cells:
            raise WorkbookRefused("too_many_rows", count=limits.rows)
        block.append((number, row))
        if len(block) >= _BLOCK_ROWS:
            emit("rows", block)
            block = []
    if block:
        emit("rows", block)
    emit("end", ([], True))


def decoded_text(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, GBK or Big5. Raises WorkbookRefused when it is none."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        readings = []
        for encoding in _CHINESE:
            try:
                readings.append(content.decode(encoding))
            except UnicodeDecodeError:
                continue
        if not readings:
            raise WorkbookRefused("no_workbook") from None
        return max(readings, key=_likeness)


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise WorkbookRefused("broken", detail=str(error)[:160]) from error


@cache
def _heading_letters() -> frozenset[str]:
    names = chain.from_iterable(field.names for fields in FIELDS.values() for field in fields)
    simplified = {letter for name in chain(names, IDENTITY_WORDS) for letter in name if ord(letter) > 0x2E80}
    return frozenset(simplified | {letter for letter, plain in SIMPLIFIED.items() if plain in simplified})


def _likeness(text: str) -> float:
    """Return which share of the Chinese letters near the beginning are such as headings have."""
    letters = [letter for letter in text[:20_000] if ord(letter) > 0x2E80]
    return sum(letter in _heading_letters() for letter in letters) / max(len(letters), 1)


def separator_of(text: str) -> str | None:
    """Return the character that most evenly parts the first lines into columns; None when nothing does."""
    lines = text.lstrip("\n").split("\n", _SAMPLE_LINES)[:_SAMPLE_LINES]
    best: tuple[int, str] | None = None
    for separator in _SEPARATORS:
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if any(row)]
        parted = sorted(width for width in widths if width > 1)
        if not parted:
            continue
        usual = parted[len(parted) // 2]
        even = sum(width == usual for width in widths)
        if best is None or even * (usual > 1) > best[0]:
            best = even, separator
    return None if best is None else best[1]


def _rows(text: str, separator: str, limits: Limits) -> Iterator[tuple[int, Row]]:
    """Yield the rows with values and the number of the line that each begins in."""
    csv.field_size_limit(1 << 30)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 1
    try:
        for row in reader:
            values = [_value(cell, limits) for cell in islice(row, limits.columns + 1)]
            while values and values[-1] is None:
                values.pop()
            if len(values) > limits.columns:
                raise WorkbookRefused("too_many_columns", count=len(row))
            if values:
                yield number, tuple(values)
            number = reader.line_num + 1
            if number > limits.last_row:
                raise WorkbookRefused("too_many_rows", count=limits.rows)
    except csv.Error as error:
        raise WorkbookRefused("broken", detail=str(error)[:160]) from error


def _value(cell: str, limits: Limits) -> Value:
    """Return the text of a cell; Excel's way to keep leading zeros (="0577") is undone."""
    if len(cell) > limits.cell_characters:
        return Unreadable("too_long", cell[:40])
    text = clean_text(cell).strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 3:
        text = text[2:-1]
    return text or None
