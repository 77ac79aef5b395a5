"""Write a bulletin as one HTML file: no network, no script, readable on a phone, prints on A4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..progress import Feedback
from .bulletin import Bulletin, Heading
from .report_page import chart_values, key_values, table_values
from .tables import Bars, Table
from .templates import render

TEMPLATE = "bulletin.html.j2"


def write_bulletin_page(bulletin: Bulletin, path: Path, feedback: Feedback) -> None:
    """Write the bulletin to ``path``. Raises: BrokenReportTemplate, OSError."""
    numbers = bulletin.numbers(printed=False)
    values = {
        "bulletin": bulletin,
        "blocks": [_block(block, numbers, bulletin) for block in bulletin.blocks],
        "attached": [_table(table, numbers[table.key], bulletin) for table in bulletin.attached],
        "figures": key_values(bulletin),
    }
    text = render(TEMPLATE, values, markup=True, own=bulletin.own_templates)
    path.write_text(text, encoding="utf-8", newline="\n")
    feedback.setProgress(100)


def _block(block: Any, numbers: dict[str, int], bulletin: Bulletin) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"kind": "table", **_table(block, numbers[block.key], bulletin)}
    if isinstance(block, Bars):
        return {"kind": "chart", "chart": chart_values(block)}
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text, "level": block.level + 1}
    return {"kind": "words", "text": block.text}


def _table(table: Table, number: int, bulletin: Bulletin) -> dict[str, Any]:
    """Return a whole table; a chart that the words place stands there, and only there."""
    return table_values(table, number, with_chart=table.chart not in bulletin.blocks)
