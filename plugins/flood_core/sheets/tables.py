"""Tables as drawings: hairlines between rows, tinted heads, broken where the paper ends.

A table is rendered from a row onwards into a given height; what does not fit
is told by ``next_row`` and goes on elsewhere under the same head with 续.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .drawing import GREY, HAIR, HEAD, INK, Drawing, evenly, fitted, text_width, wrapped

PAD = 1.0  # mm beside each cell's text
HEAD_HEIGHT = 5.4
HEAD_SIZE = 3.0
LEADING = 1.28
ROW_AIR = 0.75  # mm above and below a row, together


@dataclass(frozen=True)
class Column:
    """A column: its heading, how its cells stand, and how eager it is for width when cells wrap."""

    title: str
    align: str = "left"
    wraps: bool = False
    bold: bool = False


@dataclass
class Table:
    """Rows of text under a section head. ``key`` names it in the template and the manifest."""

    key: str
    title: str
    columns: list[Column]
    rows: list[list[str]]
    note: str = ""
    size: float = 2.4
    empty: str = "无"
    show_heads: bool = True
    shapes: dict[float, _Shape] = field(default_factory=dict, init=False, repr=False, compare=False)  # by width


@dataclass
class Rendered:
    """A stretch of a table that fitted: rows ``first`` to ``next_row`` (exclusive)."""

    drawing: Drawing
    height: float
    first: int
    next_row: int
    finished: bool


@dataclass
class _Shape:
    widths: list[float]
    lines: list[list[list[str]]] = field(default_factory=list)  # per row, per column, lines
    heights: list[float] = field(default_factory=list)
    head_lines: list[list[str]] = field(default_factory=list)
    head_height: float = 0.0


def section_head(drawing: Drawing, title: str, width: float, suffix: str = "") -> float:
    """Draw a section head and return the height it takes in mm."""
    drawing.rect((0, 0, width, HEAD_HEIGHT), fill=HEAD)
    drawing.rect((0, 0, 1.1, HEAD_HEIGHT), fill="#31506e")
    size = fitted(title + suffix, width - 4, HEAD_SIZE, 2.0, True)
    drawing.text(title, 2.4, HEAD_HEIGHT / 2 + 0.38 * size, size, bold=True)
    if suffix:
        drawing.text(suffix, 2.4 + text_width(title, size, True) + 1.2, HEAD_HEIGHT / 2 + 0.36 * size, 2.1, color=GREY)
    return HEAD_HEIGHT


def render(
    table: Table, width: float, height: float, first: int = 0, overleaf: str = "续下栏", least: int = 2
) -> Rendered | None:
    """Render as many rows from ``first`` as ``height`` mm allows; None when not even ``least`` rows fit.

    ``overleaf`` is the note at the foot when rows remain. With ``least`` 0 one
    row is taken in any case, so that a column that is still empty always moves on.
    """
    shape = _shape(table, width)
    drawing = Drawing()
    y = section_head(drawing, table.title, width, "（续）" if first else "")
    if table.rows and table.show_heads:
        y = _heads(drawing, table, shape, width, y)
    note_lines = wrapped(table.note, width - 2 * PAD, table.size * 0.88) if table.note else []
    note_height = len(note_lines) * table.size * 0.88 * LEADING + (0.8 if note_lines else 0)
    if not table.rows:
        return _empty(drawing, table, y, width, height, note_lines, note_height)
    foot = table.size * LEADING + 0.6
    row = first
    while row < len(table.rows):
        after = y + shape.heights[row]
        rest = note_height if row + 1 == len(table.rows) else foot
        if after + rest > height + 1e-6 and not (least == 0 and row == first):
            break
        _row(drawing, table, shape, row, width, y)
        y = after
        row += 1
    finished = row == len(table.rows)
    if not finished:
        if row - first < min(least, len(table.rows) - first):
            return None
        drawing.text(f"（共{len(table.rows)}行，{overleaf}）", width - PAD, y + table.size * 1.02, table.size * 0.88,
                     color=GREY, align="right")  # fmt: skip
        y += foot
    else:
        y = _note(drawing, table, note_lines, y)
    return Rendered(drawing, y, first, row, finished)


def full_height(table: Table, width: float) -> float:
    """Return the height in mm that the whole table takes."""
    rendered = render(table, width, 1e9)
    return rendered.height if rendered else 0.0


def _empty(
    drawing: Drawing, table: Table, y: float, width: float, height: float, note_lines: list[str], note_height: float
) -> Rendered | None:
    line = table.size * LEADING + 1.4
    if y + line + note_height > height + 1e-6:
        return None
    drawing.text(table.empty, PAD + 1.4, y + table.size * 1.3, table.size, color=GREY)
    y = _note(drawing, table, note_lines, y + line)
    return Rendered(drawing, y, 0, 0, True)


def _note(drawing: Drawing, table: Table, lines: list[str], y: float) -> float:
    size = table.size * 0.88
    if lines:
        y += 0.5
    for text in lines:
        y += size * LEADING
        drawing.text(text, PAD, y - size * 0.25, size, color=GREY)
    return y + (0.3 if lines else 0)


def _shape(table: Table, width: float) -> _Shape:
    """Return how a table's cells are broken at a width; it is asked for at every height that is tried."""
    if width not in table.shapes:
        table.shapes[width] = _shaped(table, width)
    return table.shapes[width]


def _shaped(table: Table, width: float) -> _Shape:
    shape = _Shape(_widths(table, width))
    line = table.size * LEADING
    for row in table.rows:
        cells = [
            evenly(text, shape.widths[k] - 2 * PAD, table.size, table.columns[k].bold) if text else [""]
            for k, text in enumerate(row)
        ]
        shape.lines.append(cells)
        shape.heights.append(max(len(cell) for cell in cells) * line + ROW_AIR)
    shape.head_lines = [
        evenly(column.title, shape.widths[k] - 2 * PAD, table.size * 0.92) for k, column in enumerate(table.columns)
    ]
    shape.head_height = max((len(cell) for cell in shape.head_lines), default=1) * table.size * 0.92 * LEADING + 1.0
    return shape


def _widths(table: Table, width: float) -> list[float]:
    """Share the width: narrow columns take what they need, wrapping columns share the rest."""
    natural, least = [], []
    for k, column in enumerate(table.columns):
        cells = [text_width(row[k], table.size, column.bold) for row in table.rows]
        head = text_width(column.title, table.size * 0.92)
        widest = max(cells, default=0.0)
        natural.append(max(widest, head) + 2 * PAD)
        head_least = head if len(column.title) <= 3 else head / 2 + 0.6 * table.size
        floor = max(min(widest, 4 * table.size), _longest_word(table, k)) if column.wraps else widest
        least.append(max(floor, min(head, head_least)) + 2 * PAD)
    if sum(natural) <= width:
        spare = width - sum(natural)
        takers = [k for k, column in enumerate(table.columns) if column.wraps] or list(range(len(natural)))
        return [w + (spare / len(takers) if k in takers else 0) for k, w in enumerate(natural)]
    room = width - sum(least)
    if room <= 0:
        return [w * width / sum(least) for w in least]
    wish = [n - m for n, m in zip(natural, least)]
    return [m + room * w / sum(wish) for m, w in zip(least, wish)]


def _longest_word(table: Table, column: int) -> float:
    """Return the width of the longest number or Latin word of a column, which must not be broken."""
    found = [text_width(word, table.size) for row in table.rows for word in _NUMBERS.findall(row[column])]
    return min(max(found, default=0.0), 24.0)


_NUMBERS = re.compile(r"[!-~]+")


def _heads(drawing: Drawing, table: Table, shape: _Shape, width: float, y: float) -> float:
    size = table.size * 0.92
    left = 0.0
    for k, column in enumerate(table.columns):
        lines = shape.head_lines[k]
        top = y + shape.head_height - 0.6 - len(lines) * size * LEADING
        for number, text in enumerate(lines):
            x, align = _anchor(column, left, shape.widths[k])
            drawing.text(text, x, top + (number + 1) * size * LEADING - size * 0.3, size, color=GREY, align=align)
        left += shape.widths[k]
    y += shape.head_height
    drawing.line([(0, y), (width, y)], 0.18, "#8c959d")
    return y


def _row(drawing: Drawing, table: Table, shape: _Shape, row: int, width: float, y: float) -> None:
    left = 0.0
    for k, column in enumerate(table.columns):
        x, align = _anchor(column, left, shape.widths[k])
        for number, text in enumerate(shape.lines[row][k]):
            baseline = y + 0.36 + (number + 1) * table.size * LEADING - table.size * 0.3
            drawing.text(text, x, baseline, table.size, bold=column.bold, color=INK, align=align)
        left += shape.widths[k]
    bottom = y + shape.heights[row]
    drawing.line([(0, bottom), (width, bottom)], 0.1, HAIR)


def _anchor(column: Column, left: float, width: float) -> tuple[float, str]:
    if column.align == "right":
        return left + width - PAD, "right"
    if column.align == "center":
        return left + width / 2, "center"
    return left + PAD, "left"
