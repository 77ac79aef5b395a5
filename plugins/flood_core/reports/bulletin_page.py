"""Write a bulletin as one HTML file: no network, no script, readable on a phone, prints on A4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..progress import Feedback
from .bulletin import Bulletin, Heading
from .drawing import written
from .tables import Bars, Column, Kind, RowStyle, Table, with_unit
from .templates import clean, render

TEMPLATE = "bulletin.html.j2"
_ROW, _LABEL, _WIDTH, _END = 15, 134, 640, 62
_MARGIN = 34


def write_bulletin_page(bulletin: Bulletin, path: Path, feedback: Feedback) -> None:
    """Write the bulletin to ``path``. Raises: BrokenReportTemplate, OSError."""
    numbers = bulletin.numbers(printed=False)
    values = {
        "bulletin": bulletin,
        "blocks": [_block(block, numbers, bulletin) for block in bulletin.blocks],
        "attached": [_table(table, numbers[table.key], bulletin) for table in bulletin.attached],
        "figures": [
            {"name": one.name, "value": written(one.value, one.kind), "unit": one.unit, "warn": one.warn}
            for one in bulletin.figures
        ],
    }
    text = render(TEMPLATE, values, markup=True, own=bulletin.own_templates)
    path.write_text(text, encoding="utf-8", newline="\n")
    feedback.setProgress(100)


def _block(block: Any, numbers: dict[str, int], bulletin: Bulletin) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"kind": "table", **_table(block, numbers[block.key], bulletin)}
    if isinstance(block, Bars):
        return {"kind": "chart", "chart": _chart(block)}
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level + 1}
    return {"kind": "words", "text": block.text}


def _table(table: Table, number: int, bulletin: Bulletin) -> dict[str, Any]:
    """Return a table as the template lays it out: headings, cells with their class, notes, chart."""
    chart = table.chart if table.chart is not None and table.chart not in bulletin.blocks else None
    columns = table.columns
    return {
        "title": f"表{number} {table.title}",
        "heads": [with_unit(column.heading, column.unit) for column in columns],
        "rows": [
            {
                "style": row.style.value,
                "cells": [
                    {"text": clean(written(value, column.kind)), "class": _class(column, at in row.warn)}
                    for at, (value, column) in enumerate(zip(row.values, columns))
                ],
                "depth": row.depth if row.style is not RowStyle.TOTAL else 0,
            }
            for row in table.rows
        ],
        "notes": table.notes,
        "chart": _chart(chart) if chart is not None else None,
    }


def _class(column: Column, warn: bool) -> str:
    return ("" if column.kind is Kind.TEXT else "number") + (" warn" if warn else "")


def _chart(bars: Bars) -> dict[str, Any]:
    """Return horizontal bars as the template draws them, in units of the picture."""
    step = _ROW * (1 if bars.stacked else len(bars.series)) + 7
    largest = max((value for _, _, values in bars.series for value in values), default=0) or 1
    scale = (_WIDTH - _LABEL - _END) / largest
    legend, left = [], _LABEL
    for name, color, _ in bars.series:
        legend.append({"x": left, "color": color, "name": clean(name)})
        left += 34 + 14 * len(name)
    labels, drawn = [], []
    for number, label in enumerate(bars.labels):
        top = _MARGIN + step * number
        labels.append({"y": top + (step - 7) / 2 + 4, "text": clean(label)})
        for place, (_, color, values) in enumerate(bars.series):
            drawn.append(
                {
                    "y": top + place * _ROW,
                    "length": round(values[number] * scale, 1),
                    "color": color,
                    "value": written(values[number], Kind.QUANTITY),
                }
            )
    return {
        "title": bars.title,
        "width": _WIDTH,
        "height": _MARGIN + step * len(bars.labels) + 6,
        "left": _LABEL,
        "thickness": _ROW - 3,
        "legend": legend,
        "labels": labels,
        "bars": drawn,
    }
