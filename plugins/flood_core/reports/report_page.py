"""Write a report as one HTML file: no network, no script, readable on a phone, prints on A4.

It has the tables, rows and columns of the PDF; long lists stand in the workbook.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Sequence

from ..progress import Feedback
from .drawing import written
from .tables import (
    Bars,
    Column,
    Kind,
    Report,
    Row,
    RowStyle,
    Table,
    as_printed,
    head_groups,
    kind_in,
    pieces,
    with_unit,
)
from .templates import clean, render

TEMPLATE = "report.html.j2"
#: Columns that number rows; the one that names them comes after.
_NUMBERING = frozenset({"代码", "区划代码", "序号"})


def write_report_page(report: Report, path: Path, feedback: Feedback) -> None:
    """Write the report to ``path``. Raises: BrokenReportTemplate, OSError."""
    printed = [as_printed(table) for table in report.tables if table.in_pdf]
    sections: dict[str, list[dict[str, Any]]] = {}
    for number, table in enumerate(printed, 1):
        sections.setdefault(table.section, []).extend(table_values(piece, number) for piece in pieces(table))
    values = {
        "report": report,
        "figures": key_values(report),
        "sections": [{"name": name, "tables": tables} for name, tables in sections.items()],
    }
    path.write_text(render(TEMPLATE, values, markup=True).lstrip(), encoding="utf-8", newline="\n")
    feedback.setProgress(100)


def key_values(report: Report) -> list[dict[str, Any]]:
    """Return the key figures as a template shows them."""
    return [
        {"name": one.name, "value": written(one.value, one.kind), "warn": one.warn,
         "unit": "" if one.kind is Kind.PERCENT else one.unit}
        for one in report.figures
    ]  # fmt: skip


def table_values(table: Table, number: int, *, with_chart: bool = True) -> dict[str, Any]:
    """Return a table as a template lays it out: headings, cells with their class, notes, chart."""
    chart = table.chart if with_chart and table.chart is not None and not table.chart.over_time else None
    columns = table.columns
    names = next((at for at, one in enumerate(columns) if one.heading not in _NUMBERING), 0)
    return {
        "title": f"表{number} {table.title}",
        **_heads(table),
        "rows": [
            {
                "style": row.style.value,
                "cells": [
                    {"text": clean(written(value, kind_in(row, column))), "class": _class(column, row, at, names)}
                    for at, (value, column) in enumerate(zip(row.values, columns))
                ],
            }
            for row in table.rows
        ],
        "notes": table.notes,
        "chart": chart_values(chart) if chart is not None else None,
    }


def _heads(table: Table) -> dict[str, Any]:
    """Return one or two rows of headings; a column without a group takes both."""
    if not any(column.group for column in table.columns):
        return {"groups": [], "heads": [with_unit(column.heading, column.unit) for column in table.columns]}
    groups, heads = [], []
    for group in head_groups(table.columns):
        below = [with_unit(one.heading, "" if group.unit else one.unit)
                 for one in table.columns[group.start:group.end + 1]]  # fmt: skip
        groups.append({"words": with_unit(group.words, group.unit) if group.words else "", "head": below[0],
                       "span": len(below)})  # fmt: skip
        heads += below if group.words else []
    return {"groups": groups, "heads": heads}


def _class(column: Column, row: Row, at: int, names: int) -> str:
    """Return the looks of a cell: a figure, a call for action, the name of its row, below another."""
    deep = at == names and row.depth > 0 and row.style is not RowStyle.TOTAL
    text = column.kind is Kind.TEXT
    looks = {"number": not text, "warn": at in row.warn, "key": at == names, "deep": deep,
             "words": text and column.heading not in _NUMBERING}  # fmt: skip
    return " ".join(name for name, holds in looks.items() if holds)


def chart_values(bars: Bars) -> dict[str, Any]:
    """Return horizontal bars as the template draws them: shares of the widest, so that they fit every screen."""
    rows = list(zip(*(values for _, _, values in bars.series)))
    largest = max((sum(row) if bars.stacked else max(row) for row in rows), default=0) or 1
    colours = [colour for _, colour, _ in bars.series]
    # The figures of a chart are written alike: all with decimals when one has them.
    kind = Kind.HECTARE if any(value % 1 for row in rows for value in row) else Kind.COUNT

    def bar(figures: Sequence[float], own: Sequence[str]) -> dict[str, Any]:
        parts = [{"share": round(100 * one / largest, 2), "color": colour} for one, colour in zip(figures, own)]
        return {"parts": parts, "value": written(sum(figures), kind)}

    return {
        "title": f"{bars.title}（{bars.unit}）",
        "legend": [{"color": colour, "name": clean(name)} for name, colour, _ in bars.series],
        "rows": [
            {
                "label": clean(label),
                "bars": [bar(row, colours)] if bars.stacked else [bar([f], [c]) for f, c in zip(row, colours)],
            }
            for label, row in zip(bars.labels, rows)
        ],
    }
