"""Find the heading row of a sheet and say what each column is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Sequence

from ..model.ledger_reference import Attribute, LedgerReference
from .fields import FIELDS, IDENTITY_WORDS, Field, SheetKind
from .simplified import simplified
from .values import as_text
from .workbook import MergedRange, Row, Sheet, Value

#: Title and note rows may stand above the headings, but not more than this.
SEARCHED_ROWS = 40
#: Headings stand in so many rows at most.
HEADING_ROWS = 3

#: What is longer than this is no heading; it is looked at and not kept.
_LONGEST_KEPT = 100
_BLANKS = re.compile(r"[\s*:_.、]+")
_UNIT = re.compile(r"^(.*?)[\[(]([^()\[\]]*(?:\([^()]*\)[^()]*)?)[\])]$")
_EXAMPLE = re.compile(r"^(如|例|必填|选填|填|请|格式|单选|下拉)")


@dataclass(frozen=True)
class Column:
    """A column of the sheet: its position from 0 and the heading as written."""

    position: int
    heading: str
    unit: str | None = None

    @property
    def label(self) -> str:
        """Return how messages name the column: letter and heading."""
        return f"{column_letters(self.position)} {self.heading}".strip()


@dataclass
class DutyColumns:
    """The columns of one responsibility: who, and where he answers."""

    post_code: str
    person: Column | None = None
    phone: Column | None = None
    title: Column | None = None


@dataclass
class Mapping:
    """What the columns of a sheet are."""

    kind: SheetKind
    first_data: int  # position in sheet.rows of the first row below the headings
    heading_row: Row
    fields: dict[str, Column] = field(default_factory=dict)
    attributes: dict[str, Column] = field(default_factory=dict)  # by the attribute's Chinese name
    duties: dict[str, DutyColumns] = field(default_factory=dict)  # by responsibility
    unknown: list[Column] = field(default_factory=list)
    identity: list[Column] = field(default_factory=list)
    doubled: list[tuple[Column, Column]] = field(default_factory=list)

    def taken(self) -> dict[str, Column]:
        """Return the columns that are read, by what they are taken for: a field's key, an attribute's name, a duty."""
        found = {**self.fields, **self.attributes}
        for duty in self.duties.values():
            for key, column in ((duty.post_code, duty.person), (f"{duty.post_code}.phone", duty.phone),
                                (f"{duty.post_code}.title", duty.title)):  # fmt: skip
                if column is not None:
                    found[key] = column
        return found

    def columns(self) -> list[Column]:
        """Return all columns that have a heading and may be read, from left to right."""
        found = [*self.taken().values(), *self.unknown, *(column for column, _ in self.doubled)]
        return sorted(found, key=lambda column: column.position)

    @property
    def missing(self) -> list[Field]:
        """Return the fields that the sheet must have and has not."""
        return [f for f in FIELDS[self.kind] if f.required and f.key not in self.fields]


@cache
def column_letters(position: int) -> str:
    """Return Excel's letters of a column counted from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def normalised(heading: str) -> str:
    """Return a heading for comparison: full-width and traditional made usual, blanks and stars gone, letters large."""
    return _normalised(heading) if len(heading) <= _LONGEST_KEPT else _normalised.__wrapped__(heading)


@lru_cache(maxsize=4096)
def _normalised(heading: str) -> str:
    return simplified(_BLANKS.sub("", unicodedata.normalize("NFKC", heading)).upper())


def split_unit(heading: str) -> tuple[str, str | None]:
    """Split ``坝高(m)`` into name and unit; remarks such as (必填) are no unit."""
    return _split(heading) if len(heading) <= _LONGEST_KEPT else _split.__wrapped__(heading)


@lru_cache(maxsize=4096)
def _split(heading: str) -> tuple[str, str | None]:
    text = unicodedata.normalize("NFKC", heading.replace("²", "\u0002").replace("³", "\u0003"))
    text = text.replace("\u0002", "²").replace("\u0003", "³").strip().rstrip("*").strip()
    match = _UNIT.match(text)
    if match is None:
        return heading, None
    inside = match[2].strip()
    return match[1], None if not inside or _EXAMPLE.match(inside) else inside


@cache
def _known(kind: SheetKind) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for known_field in FIELDS[kind]:
        for name in known_field.names:
            found.setdefault(normalised(name), known_field)
    return found


class _Reader:
    """Reads the headings of one kind of sheet, with the attributes that its categories have."""

    def __init__(
        self, kind: SheetKind, attributes: Sequence[Attribute], names: Sequence[str], reference: LedgerReference
    ) -> None:
        self.kind = kind
        self.known = _known(kind)
        self.attributes = {normalised(a.name_zh): a.name_zh for a in attributes}
        self.things = [normalised(name) for name in names]
        self.posts = (
            {normalised(term.name_zh): term.code for term in reference.terms.get("responsibility", ())}
            if kind in (SheetKind.RISK, SheetKind.RESOURCE)
            else {}
        )

    def field_of(self, heading: str) -> tuple[str, str, str | None] | None:
        """Return (what, key, unit) of a heading: what is field, attribute, or a part of a duty."""
        base, unit = split_unit(heading)
        whole, name = normalised(heading), normalised(base)
        for text, its_unit in ((whole, None), (name, unit)):
            if text in self.known:
                return "field", self.known[text].key, its_unit
            if text in self.attributes:
                return "attribute", self.attributes[text], its_unit
        for ending, part in (
            ("姓名", "person"),
            ("联系电话", "phone"),
            ("手机号", "phone"),
            ("手机", "phone"),
            ("电话", "phone"),
            ("联系方式", "phone"),
            ("职务", "title"),
            ("", "person"),
        ):
            if name.endswith(ending) and name[: len(name) - len(ending)] in self.posts:
                return part, self.posts[name[: len(name) - len(ending)]], None
        for thing in self.things:
            if name.startswith(thing) and name[len(thing):] in self.known:
                return "field", self.known[name[len(thing):]].key, unit
        return None

    def mapping(self, headings: Sequence[str], first_data: int) -> Mapping:
        found = Mapping(self.kind, first_data, tuple(headings))
        for position, heading in enumerate(headings):
            if not heading:
                continue
            self._take(found, position, heading)
        return found

    def _take(self, found: Mapping, position: int, heading: str) -> None:
        shown = " ".join(heading.split())[:60]
        if any(word in heading for word in IDENTITY_WORDS):
            found.identity.append(Column(position, shown))
            return
        meaning = self.field_of(heading)
        if meaning is None:
            found.unknown.append(Column(position, shown))
            return
        what, key, unit = meaning
        column = Column(position, shown, unit)
        if what == "field":
            earlier = found.fields.setdefault(key, column)
        elif what == "attribute":
            earlier = found.attributes.setdefault(key, column)
        else:
            duty = found.duties.setdefault(key, DutyColumns(key))
            earlier = getattr(duty, what) or column
            setattr(duty, what, earlier)
        if earlier is not column:
            found.doubled.append((column, earlier))


def _filled(sheet: Sheet, position: int, width: int) -> list[str]:
    """Return the texts of a row, merged blocks filled."""
    number = sheet.row_numbers[position]
    row = list(sheet.rows[position]) + [None] * (width - len(sheet.rows[position]))
    for block in sheet.merged[:2_000]:
        if block.first_row <= number <= block.last_row:
            value = _top_left(sheet, block)
            for column in range(block.first_column, min(block.last_column + 1, width)):
                if row[column] is None:
                    row[column] = value
    return [as_text(value)[:200] for value in row]


def _top_left(sheet: Sheet, block: MergedRange) -> Value:
    try:
        row = sheet.rows[sheet.row_numbers.index(block.first_row, 0, SEARCHED_ROWS + 2)]
    except ValueError:
        return None
    return row[block.first_column] if block.first_column < len(row) else None


def _heading(parts: Sequence[str], reader: _Reader) -> str:
    """Return the heading over several rows: all of it, or as much of its end as is known (基本信息 above 名称)."""
    joined = [_joined(parts[first:]) for first in range(len(parts))]
    return next((text for text in joined if text and reader.field_of(text) is not None), joined[0])


def _joined(parts: Sequence[str]) -> str:
    """Join the parts of a heading; one that says the same as the part before counts once, as merged cells do."""
    kept: list[str] = []
    for part in parts:
        if part and (not kept or normalised(kept[-1]) != normalised(part)):
            kept.append(part)
    return "".join(kept)


def find_mapping(
    sheet: Sheet, kind: SheetKind, attributes: Sequence[Attribute], names: Sequence[str], reference: LedgerReference
) -> Mapping | None:
    """Return the best reading of the sheet's headings as ``kind``; None when no row looks like headings.

    ``attributes`` are those that the categories of the sheet can have, ``names``
    the categories' own names (``水库名称`` is then a name). Headings may stand
    in one to three rows, below titles and notes.
    """
    reader = _Reader(kind, attributes, names, reference)
    width = min(max((len(row) for row in sheet.rows[:SEARCHED_ROWS]), default=0), 400)
    best: tuple[tuple[int, int, int], Mapping] | None = None
    texts = [_filled(sheet, position, width) for position in range(min(SEARCHED_ROWS, len(sheet.rows)))]
    for position in range(len(texts)):
        for depth in range(1, min(HEADING_ROWS, len(texts) - position) + 1):
            parts = list(zip(*texts[position:position + depth]))
            headings = texts[position] if depth == 1 else [_heading(part, reader) for part in parts]
            mapping = reader.mapping(headings, position + depth)
            score = _score(mapping)
            rating = (score, -depth, -position)
            if score >= 2 and (best is None or rating > best[0]):
                best = rating, mapping
    return None if best is None else best[1]


def _score(mapping: Mapping) -> int:
    """Rate a reading: known columns, required ones twice; doubled and unknown ones count against it."""
    known = len(mapping.fields) + len(mapping.attributes) + len(mapping.duties)
    required = sum(1 for f in FIELDS[mapping.kind] if f.required and f.key in mapping.fields)
    return 2 * (known + required) - len(mapping.doubled) - (len(mapping.unknown) > known)
