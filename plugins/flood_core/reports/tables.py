"""A table of a report, before it becomes a sheet of a workbook or pages of a PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Sequence, Union

from ..model.counted import Counted, Part

#: Columns of figures for which an upright page of A4 has room.
MOST_FIGURES = 15

#: Text, a number, or None for a figure that does not exist (a share of nothing).
Value = Union[str, int, float, None]


class Kind(Enum):
    """What a column holds, and so how it is written."""

    TEXT = "text"
    COUNT = "count"  # whole numbers
    KM = "km"  # two decimals
    HECTARE = "hectare"  # two decimals
    QUANTITY = "quantity"  # up to two decimals
    PERCENT = "percent"  # a fraction, shown with one decimal
    RATIO = "ratio"  # two decimals


class RowStyle(Enum):
    """The weight of a row."""

    TOTAL = "total"
    GROUP = "group"
    OWN = "own"  # 本级/未分村
    PLAIN = "plain"


@dataclass(frozen=True)
class Column:
    """One column: heading, unit, and the heading it shares with its neighbours."""

    heading: str
    kind: Kind = Kind.COUNT
    unit: str = ""
    group: str = ""
    width: float = 9.0  # in characters of the workbook, Latin ones
    in_pdf: bool = True
    grow: float = 1.0  # share of the PDF's width among the columns
    counts: Part | None = None  # what its figures count of their rows' things


@dataclass(frozen=True)
class HeadGroup:
    """A heading over the columns from ``start`` up to ``end``, which it includes."""

    start: int
    end: int
    words: str  # empty: the columns stand alone
    unit: str  # of all its columns; empty when they differ


def head_groups(columns: Sequence[Column]) -> list[HeadGroup]:
    """Return the upper headings, from left to right; columns without one come singly."""
    groups = []
    start = 0
    while start < len(columns):
        end, words = start, columns[start].group
        while words and end + 1 < len(columns) and columns[end + 1].group == words:
            end += 1
        units = {column.unit for column in columns[start:end + 1]}
        groups.append(HeadGroup(start, end, words, units.pop() if words and len(units) == 1 else ""))
        start = end + 1
    return groups


def with_unit(words: str, unit: str, space: str = "") -> str:
    """Return a heading with its unit in brackets; per cent stands in the figures themselves."""
    return f"{words}{space}（{unit}）" if unit and unit != "%" else words


@dataclass(frozen=True)
class Row:
    """One row; ``warn`` names the columns whose value calls for action, ``in_pdf`` = short enough a list to print."""

    values: tuple[Value, ...]
    style: RowStyle = RowStyle.PLAIN
    depth: int = 0
    warn: frozenset[int] = frozenset()
    in_pdf: bool = True
    counts: Counted | None = None  # the things that the row is about
    kind: Kind | None = None  # how quantities of this row are written, where a table has many sorts of them


def kind_in(row: Row, column: Column) -> Kind:
    """Return how the figure of a row and column is written."""
    return row.kind if row.kind is not None and column.kind is Kind.QUANTITY else column.kind


def counted(row: Row, column: Column) -> Counted | None:
    """Return what the figure of a row and column counts; None when no things of a register stand behind it."""
    return row.counts.part(column.counts) if row.counts is not None and column.counts is not None else None


@dataclass(frozen=True)
class Bars:
    """A chart of horizontal bars beside a table: one bar, or one group of bars, for each label."""

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, str, tuple[float, ...]], ...]  # name, colour RRGGBB, values
    stacked: bool
    first_row: int = 0  # where labels stand in the table's rows, for the workbook's own chart
    columns: tuple[int, ...] = ()
    over_time: bool = False  # a line, in the workbook alone; papers chart fewer moments


@dataclass(frozen=True)
class Table:
    """A titled table with its notes."""

    key: str
    sheet: str  # the workbook's tab, 31 characters at most
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    chart: Bars | None = None
    in_pdf: bool = True
    filterable: bool = False
    paper: str = "A4"
    landscape: bool = True
    section: str = ""  # the heading of the document under which it stands

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.values) != len(self.columns):
                raise ValueError(f"table {self.key}: {len(row.values)} values for {len(self.columns)} columns")


def as_printed(table: Table) -> Table:
    """Return a table without the columns and rows that stand in the workbook alone; a note tells of the rows."""
    kept = [at for at, column in enumerate(table.columns) if column.in_pdf]
    rows = tuple(row for row in table.rows if row.in_pdf)
    finer = () if len(rows) == len(table.rows) else (f"更细的行见同名工作簿的“{table.sheet}”表。",)
    return replace(_with_columns(replace(table, rows=rows), kept), notes=(*table.notes, *finer))


def pieces(table: Table) -> list[Table]:
    """Return a table in pieces that fit an upright page, each with the names of its rows before its figures.

    The chart stands with the first piece, the notes with the last.
    """
    names = next((at for at, column in enumerate(table.columns) if column.kind is not Kind.TEXT), len(table.columns))
    figures = range(names, len(table.columns))
    count = max(1, -(-len(figures) // MOST_FIGURES))
    size = -(-len(figures) // count)
    parts = [_with_columns(table, [*range(names), *figures[size * at:size * (at + 1)]]) for at in range(count)]
    for at, part in enumerate(parts):
        first, last = at == 0, at == count - 1
        parts[at] = replace(part, title=part.title if first else f"{part.title}（续）",
                            chart=part.chart if first else None, notes=part.notes if last else ())  # fmt: skip
    return parts


def _with_columns(table: Table, kept: Sequence[int]) -> Table:
    rows = tuple(
        replace(row, values=tuple(row.values[at] for at in kept),
                warn=frozenset(new for new, at in enumerate(kept) if at in row.warn))
        for row in table.rows
    )  # fmt: skip
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


@dataclass(frozen=True)
class Figure:
    """One key figure of the summary."""

    name: str
    value: Value
    kind: Kind
    unit: str = ""
    warn: bool = False


@dataclass(frozen=True)
class Report:
    """A whole report: title, where its figures are from, key figures, words and tables."""

    title_lines: tuple[str, ...]  # where a title may break
    subtitle: str
    area_code: str
    area_name: str
    as_of: str
    source: str
    simulated: bool
    figures: tuple[Figure, ...]
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]

    @property
    def title(self) -> str:
        """The title on one line."""
        return "".join(self.title_lines)
