"""Every text that a report prints, with the words for where it stands: what the check of the fonts goes through."""

from __future__ import annotations

from typing import Iterable, Iterator

from .tables import Bars, Figure, Table
from .templates import clean

#: Where a text stands, and the text.
PlacedText = tuple[str, str]


def table_texts(tables: Iterable[Table]) -> Iterator[PlacedText]:
    """Yield the texts of the tables as a PDF prints them."""
    for table in tables:
        yield from ((table.title, text) for text in (table.title, table.section, table.sheet, *table.notes))
        if table.chart is not None:
            yield from chart_texts(table.chart)
        if table.in_pdf:
            yield from _cells(table)


def _cells(table: Table) -> Iterator[PlacedText]:
    for column in table.columns:
        yield from ((table.title, text) for text in (column.heading, column.group, column.unit))
    for number, row in enumerate(table.rows, 1):
        for column, value in zip(table.columns, row.values):
            if isinstance(value, str) and row.in_pdf and column.in_pdf:
                yield f"{table.title}，第{number}行，{column.heading}", clean(value)


def chart_texts(bars: Bars) -> Iterator[PlacedText]:
    """Yield the texts of a chart."""
    series = (name for name, *_ in bars.series)
    yield from ((bars.title, text) for text in (bars.title, bars.unit, *bars.labels, *series))


def figure_texts(figures: Iterable[Figure]) -> Iterator[PlacedText]:
    """Yield the texts of key figures."""
    for figure in figures:
        yield from ((figure.name, text) for text in (figure.name, figure.unit, figure.value) if isinstance(text, str))
