"""Rows pasted from Excel into a table of the year: cells by their headings or in order, checked before they go in."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any, Sequence

from ..errors import QT_TRANSLATE_NOOP
from ..model.forms import FormField, problem, read
from ..model.phones import normalised_phone
from ..model.vocabulary import spellings

#: More rows than any village has.
MOST_ROWS = 2_000
_YES_NO = {**dict.fromkeys(("是", "有", "yes", "true"), True), **dict.fromkeys(("否", "无", "no", "false"), False)}
_BAD_PHONE = QT_TRANSLATE_NOOP("forms", "This is no telephone number.")
_TOO_MANY = QT_TRANSLATE_NOOP("forms", "At most 2,000 rows at once.")


@dataclass(frozen=True)
class Misfit:
    """A cell that cannot be taken: row (from 1), column, what stands there, what is wrong (context ``forms``)."""

    row: int
    column: str
    text: str
    problem: str


@dataclass(frozen=True)
class Pasted:
    """What was read: rows of cells by key, and what does not fit."""

    rows: tuple[dict[str, Any], ...]
    misfits: tuple[Misfit, ...]


def read_pasted(text: str, fields: Sequence[FormField], headings: Sequence[str]) -> Pasted:
    """Read rows as Excel copies them: tabs between cells, quotes round cells with line breaks.

    ``headings`` are the fields' names as the person reads them. A first row of
    headings orders the columns; without one they stand in the order of the table.
    """
    lines = [row for row in csv.reader(io.StringIO(text), delimiter="\t") if any(cell.strip() for cell in row)]
    if not lines:
        return Pasted((), ())
    if len(lines) > MOST_ROWS:
        return Pasted((), (Misfit(0, "", str(len(lines)), _TOO_MANY),))
    order = _order(lines[0], fields, headings)
    body = lines[1:] if order else lines
    places = order or list(fields)
    names = dict(zip((one.key for one in fields), headings))
    rows, misfits = [], []
    for number, cells in enumerate(body, start=1):
        row: dict[str, Any] = {}
        for field, cell in zip(places, [*cells, *[""] * len(places)]):
            if field is None:
                continue
            value, wrong = _cell(field, cell)
            row[field.key] = value
            if wrong:
                misfits.append(Misfit(number, names[field.key], cell.strip(), wrong))
        rows.append(row)
    return Pasted(tuple(rows), tuple(misfits))


def _order(first: Sequence[str], fields: Sequence[FormField], headings: Sequence[str]) -> list[FormField | None] | None:
    """Return the field of each column when the first row is a row of headings."""
    plain = {_plain(name): one for one, name in reversed(list(zip(fields, headings)))}
    found = [plain.get(_plain(cell)) for cell in first]
    if sum(one is not None for one in found) * 2 <= len([cell for cell in first if cell.strip()]):
        return None
    left = list(fields)
    ordered: list[FormField | None] = []
    for cell in first:  # a heading such as 电话 may stand there several times: in the order of the table
        fits = next((one for one in left if _plain(headings[list(fields).index(one)]) == _plain(cell)), None)
        ordered.append(fits)
        if fits is not None:
            left.remove(fits)
    return ordered


def _plain(text: str) -> str:
    return "".join(text.replace("*", "").replace("＊", "").split())


def _cell(field: FormField, text: str) -> tuple[Any, str | None]:
    if field.kind == "choice":
        plain = text.strip()
        value: Any = next((code for code, name in field.choices if plain in (code, *spellings(name))), plain or None)
    elif field.kind == "boolean":
        value = _YES_NO.get(text.strip().lower(), text.strip() or None)
    else:
        value = read(field, text)
    if field.key.endswith(("/phone", "duty_phone")) and value:
        number = normalised_phone(str(value))
        return (number, None) if number else (value, _BAD_PHONE)
    return value, problem(field, value)
