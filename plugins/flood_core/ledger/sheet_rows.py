"""The data rows of a sheet as columns: totals and notes left out, merged cells filled, values converted.

Work goes by column and by distinct value, because a ledger has a hundred
thousand rows and a few hundred different values in most of its columns.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from typing import Any, Sequence

from .fields import FIELDS, NEEDED
from .headings import Column, Mapping, normalised
from .issues import Issue, Issues
from .reading import TooManyMerges
from .values import CLEAR, BadValue, Converter, as_text
from .workbook import Row, Sheet, Unreadable, Value

_TOTALS = ("合计", "总计", "小计", "共计", "累计")
_NOTE_BEGINNINGS = ("注", "备注", "说明", "填表", "填报", "制表", "审核", "单位负责人", "统计人", "联系人:", "填写")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
#: More merged cells than this are filled by nobody's honest ledger.
_MOST_FILLS = 3_000_000
_CLEARED = object()


class SheetRows:
    """The rows below the headings of one sheet, column by column."""

    def __init__(self, sheet: Sheet, mapping: Mapping, issues: Issues, file_name: str) -> None:
        self.sheet, self.mapping, self.issues = sheet, mapping, issues
        self._additive = {f.key for f in FIELDS[mapping.kind] if f.additive}
        self._needed = {f.key for f in FIELDS[mapping.kind] if f.required} | NEEDED
        self._no_fill = {f.key for f in FIELDS[mapping.kind] if not f.fills}
        kept = self._kept_positions()
        self.numbers = [sheet.row_numbers[position] for position in kept]
        self._rows: list[Row] = [sheet.rows[position] for position in kept]
        self._columns: dict[int, list[Value]] = {}
        self.clearable: frozenset[str] = frozenset()  # fields that the word 清空 takes away
        self.cleared: dict[int, set[str]] = {}  # row -> the fields in which it stands
        self.attribute_columns: dict[str, Column] = {}  # by the attribute's key, as far as they were read
        self._fill_merged(file_name)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def name(self) -> str:
        """Return the sheet's name."""
        return self.sheet.name

    def _kept_positions(self) -> list[int]:
        kept = []
        heading = [normalised(str(text)) for text in self.mapping.heading_row]
        name = self.mapping.fields.get("name")
        own = {self.mapping.fields[key].position for key in ("key", "serial", "year") if key in self.mapping.fields}
        keyed = "key" in self.mapping.fields
        for position in range(self.mapping.first_data, len(self.sheet.rows)):
            row = self.sheet.rows[position]
            reason = _left_out(row, heading, name)
            if keyed and reason is None and all(value is None or at in own for at, value in enumerate(row)):
                reason = "row_emptied"
            if reason is None:
                kept.append(position)
            elif reason:
                self.issues.add(Issue(reason, self.sheet.name, self.sheet.row_numbers[position]))
        return kept

    def column(self, column: Column) -> list[Value]:
        """Return the raw values of a column, one a row."""
        found = self._columns.get(column.position)
        if found is None:
            position = column.position
            found = [row[position] if position < len(row) else None for row in self._rows]
            self._columns[position] = found
        return found

    def _used(self) -> dict[int, str]:
        """Return the positions of the columns in use with the key of their field ('' for attributes)."""
        used = {c.position: key for key, c in self.mapping.fields.items()}
        used.update({c.position: "" for c in self.mapping.attributes.values()})
        for duty in self.mapping.duties.values():
            used.update({c.position: "" for c in (duty.person, duty.phone, duty.title) if c is not None})
        return used

    def _fill_merged(self, file_name: str) -> None:
        """Give the value of a merged block to its rows; a number that would be counted twice stays with the first."""
        used = self._used()
        whole = {number: position for position, number in enumerate(self.sheet.row_numbers)}
        fills = 0
        for block in self.sheet.merged:
            if block.last_row <= block.first_row and block.last_column <= block.first_column:
                continue
            first = bisect_left(self.numbers, block.first_row)
            last = bisect_right(self.numbers, block.last_row)
            columns = [c for c in range(block.first_column, min(block.last_column + 1, 400)) if c in used]
            top = whole.get(block.first_row)
            if first >= last or not columns or top is None:
                continue
            source = self.sheet.rows[top]
            value = source[block.first_column] if block.first_column < len(source) else None
            if value is None:
                continue
            fills += (last - first) * len(columns)
            if fills > _MOST_FILLS:
                raise TooManyMerges(file=file_name, count=_MOST_FILLS)
            for position in columns:
                self._fill_block(position, used[position], first, last, block.first_row, value)

    def _fill_block(self, position: int, key: str, first: int, last: int, top_row: int, value: Value) -> None:
        cells = self.column(Column(position, ""))
        heading = self._heading_at(position)
        for row in range(first, last):
            if cells[row] is not None or self.numbers[row] == top_row:
                continue
            if key in self._additive:
                self._issue("merged_number", row, heading, value)
            elif key not in self._no_fill:
                cells[row] = value

    def _heading_at(self, position: int) -> Column:
        text = self.mapping.heading_row[position] if position < len(self.mapping.heading_row) else ""
        return Column(position, " ".join(str(text or "").split())[:60])

    def _issue(self, code: str, row: int, column: Column | None, value: Value = None, **values: Any) -> None:
        shown = as_text(value)
        self.issues.add(
            Issue(
                code,
                self.sheet.name,
                self.numbers[row],
                None if column is None else column.label,
                shown[:120] or None,
                values,
            )
        )

    def issue(self, code: str, row: int, key: str | None = None, value: Value = None, **values: Any) -> None:
        """Note an issue of a row (position from 0), in the column of field ``key`` if the sheet has it."""
        self._issue(code, row, None if key is None else self.mapping.fields.get(key), value, **values)

    def issue_at(self, code: str, row: int, column: Column | None, value: Value = None, **values: Any) -> None:
        """Note an issue of a row in a given column."""
        self._issue(code, row, column, value, **values)

    def raw(self, key: str) -> list[Value]:
        """Return the raw values of a field; all None when the sheet has no such column."""
        column = self.mapping.fields.get(key)
        return [None] * len(self) if column is None else self.column(column)

    def has(self, key: str) -> bool:
        """Tell whether the sheet has a column for the field."""
        return key in self.mapping.fields

    def values(self, key: str, converter: Converter, *, required: bool = False) -> list[Any]:
        """Return the converted values of a field; what cannot be converted is noted and None."""
        column = self.mapping.fields.get(key)
        if column is None:
            return [None] * len(self)
        return self.converted(column, converter, required=required, key=key)

    def converted(
        self, column: Column, converter: Converter, *, required: bool = False, key: str = "", clearable: bool = False
    ) -> list[Any]:
        """Return the converted values of a column, each distinct value converted once.

        Where the word 清空 stands, the field ``key`` is noted in ``cleared`` if it is ``clearable``.
        """
        clearable = clearable or (key in self.clearable and not required)
        known: dict[Any, Any] = {}
        result: list[Any] = []
        append = result.append
        for row, cell in enumerate(self.column(column)):
            if cell is None:
                outcome: Any = None
            elif cell.__class__ is bool:  # True and 1 are the same key
                outcome = _outcome(cell, converter)
            else:
                try:
                    outcome = known[cell]
                except KeyError:
                    outcome = known[cell] = _outcome(cell, converter)
            if outcome is _CLEARED and clearable:
                self.cleared.setdefault(row, set()).add(key)
                outcome = None
            elif outcome is _CLEARED:
                code = "clear_required" if required or key in self._needed else "clear_not_here"
                self._issue(code, row, column, cell)
                outcome = None
            elif outcome.__class__ is BadValue:
                self._issue(outcome.code, row, column, cell, **outcome.values)
                outcome = None
            elif outcome is None and required:
                self._issue("required", row, column)
            append(outcome)
        return result

    def texts(self, key: str, converter: Converter, *, required: bool = False) -> list[str | None]:
        """Return the texts of a field, identity card numbers taken out."""
        column = self.mapping.fields.get(key)
        if column is None:
            return [None] * len(self)
        return self.without_identity(column, self.converted(column, converter, required=required, key=key))

    def without_identity(self, column: Column, texts: list[str | None]) -> list[str | None]:
        """Return the texts with identity card numbers taken out; each row that had one is noted."""
        suspects = {text for text in set(texts) if text is not None and len(text) >= 18 and _IDENTITY.search(text)}
        if not suspects:
            return texts
        cleaned = {text: _IDENTITY.sub("", text).strip(" ,，;；:：") or None for text in suspects}
        for row, text in enumerate(texts):
            if text in suspects:
                self._issue("identity_number", row, column)
        return [cleaned[text] if text in suspects else text for text in texts]

    def note_missing_phones(self, column: Column, names: Sequence[Any], phones: Sequence[Any]) -> None:
        """Note persons without a phone number, and numbers without a person; refused numbers have their own issue."""
        cells = self.column(column)
        for row, (name, phone) in enumerate(zip(names, phones)):
            if name is not None and phone is None and as_text(cells[row]) in ("", "-", "/", "无"):
                self._issue("phone_missing", row, column)
            elif name is None and phone is not None:
                self._issue("phone_without_person", row, column)

    def good_rows(self) -> list[bool]:
        """Return for each row whether nothing bars it so far."""
        return [not self.issues.bars(self.name, number) for number in self.numbers]


def _outcome(cell: Value, converter: Converter) -> Any:
    """Return the converted value, the BadValue that says why there is none, or _CLEARED."""
    if cell.__class__ is str and cell.strip() == CLEAR:
        return _CLEARED
    if isinstance(cell, Unreadable):
        code = cell.reason if cell.reason in ("error_value", "formula_without_value") else "cell_unreadable"
        return BadValue("too_long", most=32_767) if cell.reason == "too_long" else BadValue(code)
    try:
        return converter(cell)
    except BadValue as bad:
        return bad


def _left_out(row: Row, heading: Sequence[str], name: Column | None) -> str | None:
    """Return the issue that tells why a row is no data; '' for a blank row, None when it is data."""
    filled = len(row) - row.count(None)
    if not filled:
        return ""
    first = next((value for value in row if value is not None), None)
    if isinstance(first, str):
        text = unicodedata.normalize("NFKC", first).replace(" ", "") if not first.isascii() else first
        if not text.strip():
            return "" if all(not as_text(value) for value in row) else None
        if text.startswith(_TOTALS) and len(text) <= 12:
            return "row_total"
        if filled <= 2 and text.startswith(_NOTE_BEGINNINGS) and (filled == 1 or len(text) > 4):
            only = next(p for p, value in enumerate(row) if value is not None)
            if name is None or only != name.position:
                return "row_note"
        if filled >= 3 and normalised(first) in heading and _repeats(row, heading):
            return "row_heading"
    return None


def _repeats(row: Row, heading: Sequence[str]) -> bool:
    return all(value is None or normalised(as_text(value)) in heading for value in row)


def identical_rows(rows: SheetRows, ignored: Sequence[str]) -> dict[int, int]:
    """Return rows that repeat an earlier one in every mapped column but the ``ignored`` ones: row -> earlier row."""
    columns = [rows.column(column) for key, column in rows.mapping.fields.items() if key not in ignored]
    columns += [rows.column(column) for column in rows.mapping.attributes.values()]
    seen: dict[tuple[Any, ...], int] = {}
    repeated: dict[int, int] = {}
    for row, values in enumerate(zip(*columns)):
        earlier = seen.setdefault(values, row)
        if earlier != row:
            repeated[row] = earlier
    return repeated
