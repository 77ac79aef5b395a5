"""Write a bulletin as one HTML file: no network, no script, readable on a phone, prints on A4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from ..progress import Feedback
from .bulletin import Bulletin, Heading
from .drawing import written
from .tables import Bars, Column, Kind, RowStyle, Table, head_groups, with_unit
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
        return {"kind": "chart", "svg": chart_svg(block), "title": block.title}
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
        "grouped": any(group.words for group in head_groups(columns)),
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
        "svg": chart_svg(chart) if chart is not None else None,
    }


def _class(column: Column, warn: bool) -> str:
    return ("" if column.kind is Kind.TEXT else "number") + (" warn" if warn else "")


def chart_svg(bars: Bars) -> Markup:
    """Return horizontal bars as SVG; every text is escaped."""
    step = _ROW * (1 if bars.stacked else len(bars.series)) + 7
    height = _MARGIN + step * len(bars.labels) + 6
    largest = max((value for _, _, values in bars.series for value in values), default=0) or 1
    scale = (_WIDTH - _LABEL - _END) / largest
    parts = [
        Markup('<svg viewBox="0 0 {w} {h}" role="img" aria-label="{title}">').format(
            w=_WIDTH, h=height, title=bars.title
        )
    ]
    left = _LABEL
    for name, color, _ in bars.series:
        parts.append(
            Markup('<rect x="{x}" y="6" width="11" height="11" fill="#{c}"/><text x="{t}" y="16">{name}</text>').format(
                x=left, c=color, t=left + 16, name=clean(name)
            )
        )
        left += 34 + 14 * len(name)
    for number, label in enumerate(bars.labels):
        top = _MARGIN + step * number
        middle = top + (step - 7) / 2 + 4
        parts.append(
            Markup('<text class="label" x="{x}" y="{y}">{label}</text>').format(
                x=_LABEL - 8, y=middle, label=clean(label)
            )
        )
        for place, (_, color, values) in enumerate(bars.series):
            y, length = top + place * _ROW, values[number] * scale
            parts.append(
                Markup(
                    '<rect x="{x}" y="{y}" width="{w:.1f}" height="{h}" fill="#{c}"/>'
                    '<text class="value" x="{t:.1f}" y="{b}">{v}</text>'
                ).format(
                    x=_LABEL,
                    y=y,
                    w=length,
                    h=_ROW - 3,
                    c=color,
                    t=_LABEL + length + 5,
                    b=y + _ROW - 4,
                    v=written(values[number], Kind.QUANTITY),
                )  # fmt: skip
            )
    return Markup("").join([*parts, Markup("</svg>")])
