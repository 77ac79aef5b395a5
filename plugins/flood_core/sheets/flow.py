"""Fill the columns beside the map, and the back page with what did not fit.

Every part takes the height it needs. The imprint stands at the foot of its
column. A table that does not fit whole is broken after some rows, or goes to
the back; a back that is full goes on on a further page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Callable

from .drawing import Drawing
from .tables import Table, full_height, render
from .template import Box, Column

GAP = 2.6
MOST_GAP = 5.0
COLUMN_GAP = 6.0
LEAST_WIDTH = 75.0  # a table comes only into its own column when that is narrower
BACK_GAP = 4.4
BACK_SIZES = (1.25, 1.18, 1.12, 1.06, 1.0, 0.95, 0.9)  # how much larger the back may be set than the front
LEAST_TABLE = 16.0  # below this height in mm a broken table is not worth beginning


@dataclass
class Piece:
    """A drawing with its box on a page, ready to be placed."""

    name: str
    drawing: Drawing
    box: Box
    page: int = 0


@dataclass
class Fixed:
    """A part that is always there: drawn for a width and a height, between ``least`` and ``most`` mm high."""

    least: float
    height: float
    most: float
    draw: Callable[[float, float], Drawing]


@dataclass
class Flow:
    """What the front took, and what is left for the back: table and first row."""

    pieces: list[Piece] = field(default_factory=list)
    rest: list[tuple[Table, int]] = field(default_factory=list)
    overfull: bool = False  # what must stand in a column is taller than it


@dataclass
class _Part:
    name: str
    least: float
    height: float
    most: float
    draw: Callable[[float], Drawing]


def fill_columns(
    columns: list[Column],
    fixed: dict[str, Callable[[float], Fixed]],
    tables: dict[str, Table],
    claims: tuple[str, ...],
) -> Flow:
    """Return the front's pieces. ``fixed`` gives the parts by slot name for a width.

    Tables with a slot claim room in the order of ``claims``, whole if they can,
    else broken; the others come into what room is left, whole or not at all.
    """
    stacks = [_Stack(column, fixed) for column in columns]
    done: dict[str, int] = {}
    ordered = [tables[key] for key in claims if key in tables]
    homes = {name.removeprefix("table_"): stack for stack in stacks for name in stack.named}
    slotted = [table for table in ordered if table.key in homes]
    for table in slotted:
        if homes[table.key].add(table, whole=True):
            done[table.key] = len(table.rows)
    for table in [table for table in slotted if table.key not in done]:
        row = homes[table.key].add(table, whole=False)
        if row:
            done[table.key] = row
    for table in [table for table in ordered if table.key not in done]:
        for stack in sorted(stacks, key=lambda stack: -stack.room):
            if stack.width < LEAST_WIDTH and stack is not homes.get(table.key):
                continue
            if stack.add(table, whole=True):
                done[table.key] = len(table.rows)
                break
    flow = Flow([piece for stack in stacks for piece in stack.pieces()])
    flow.overfull = any(stack.room + GAP < -0.01 for stack in stacks)
    flow.rest = [
        (table, done.get(key, 0)) for key, table in tables.items() if key not in done or done[key] < len(table.rows)
    ]
    return flow


class _Stack:
    """One column being filled."""

    def __init__(self, column: Column, fixed: dict[str, Callable[[float], Fixed]]) -> None:
        self.column = column
        self.width = column.right - column.left
        self.parts: list[_Part] = []
        self.foot: list[_Part] = []
        self.named = [slot.name for slot in column.slots]
        for name in self.named:
            if name in fixed:
                part = fixed[name](self.width)
                place = self.foot if name.startswith("imprint") else self.parts
                place.append(_Part(name, part.least, part.height, part.most, partial(part.draw, self.width)))

    @property
    def room(self) -> float:
        """Return the height in mm that a further part can have when all others are as low as they may be."""
        used = sum(part.least + GAP for part in self.parts + self.foot)
        return self.column.bottom - self.column.top - used

    def add(self, table: Table, *, whole: bool) -> int:
        """Add the table, or its first rows when it need not be whole; return the next row, 0 when it found no room."""
        rendered = render(table, self.width, self.room, overleaf="续背面") if self.room > LEAST_TABLE else None
        if rendered is None or (whole and not rendered.finished):
            return 0
        height, drawing = rendered.height, rendered.drawing
        self.parts.append(_Part(f"table_{table.key}", height, height, height, lambda _: drawing))
        return max(1, rendered.next_row)

    def pieces(self) -> list[Piece]:
        """Return the column's pieces: grown to their wished height where there is room, gaps opened a little."""
        self.parts.sort(key=lambda part: self.named.index(part.name) if part.name in self.named else len(self.named))
        spare = self.room + GAP  # one gap less than parts
        heights = [part.least for part in self.parts]
        for wish in ("height", "most"):
            for number, part in enumerate(self.parts):
                more = max(0.0, min(getattr(part, wish) - heights[number], spare))
                heights[number] += more
                spare -= more
        gap = GAP + max(0.0, min(MOST_GAP - GAP, spare / max(1, len(self.parts) + len(self.foot) - 1)))
        found = []
        left, right, y = self.column.left, self.column.right, self.column.top
        for part, height in zip(self.parts, heights):
            found.append(Piece(part.name, part.draw(height), (left, y, right, y + height)))
            y += height + gap
        y = self.column.bottom
        for part in reversed(self.foot):
            found.append(Piece(part.name, part.draw(part.height), (left, y - part.height, right, y)))
            y -= part.height + GAP
        return found


def fill_back(rest: list[tuple[Table, int]], body: Box, order: tuple[str, ...], first_page: int = 1) -> list[Piece]:
    """Return the pieces of the back page and, when it is full, of further pages.

    Set larger when there is room for it; columns are filled as little deep as
    still holds everything on one page.
    """
    pieces: list[Piece] = []
    narrow = max(1, round((body[2] - body[0]) / 134))
    for factor in BACK_SIZES:
        larger = [(replace(table, size=table.size * factor), row) for table, row in rest]
        for count in (narrow, narrow - 1) if narrow > 2 else (narrow,):
            pieces = _on_back(larger, body, order, first_page, count)
            if all(piece.page == first_page for piece in pieces):
                return pieces
    return pieces


def _on_back(
    rest: list[tuple[Table, int]], body: Box, order: tuple[str, ...], first_page: int, count: int
) -> list[Piece]:
    if not rest:
        return []
    rank = {key: number for number, key in enumerate(order)}
    rest = sorted(rest, key=lambda item: rank.get(item[0].key, -1))
    width, height = body[2] - body[0], body[3] - body[1]
    each = (width - COLUMN_GAP * (count - 1)) / count
    total = sum(full_height(table, each) + BACK_GAP for table, _ in rest)
    depth = max(60.0, total / count)
    while depth < height:
        pieces = _deal(rest, body, each, count, min(depth, height), first_page)
        if all(piece.page == first_page for piece in pieces):
            return pieces
        depth += 6.0
    return _deal(rest, body, each, count, height, first_page)


def _deal(
    rest: list[tuple[Table, int]], body: Box, each: float, count: int, depth: float, first_page: int
) -> list[Piece]:
    """Deal tables over columns ``depth`` mm deep; short tables stay whole, long ones run on."""
    pieces: list[Piece] = []
    page, column, y = first_page, 0, 0.0
    for table, row in rest:
        whole = full_height(table, each) <= min(depth, 120.0)
        while True:
            least = 2 if y > 0 else 0
            rendered = render(table, each, depth - y, row, least=least) if depth - y > LEAST_TABLE or not y else None
            if rendered is not None and not rendered.finished and y > 0 and (whole or rendered.next_row - row < 5):
                rendered = None
            if rendered is not None:
                left, top = body[0] + column * (each + COLUMN_GAP), body[1] + y
                pieces.append(Piece(f"table_{table.key}", rendered.drawing,
                                    (left, top, left + each, top + rendered.height), page))  # fmt: skip
                y += rendered.height + BACK_GAP
                row = rendered.next_row
                if rendered.finished:
                    break
            column, y = column + 1, 0.0
            if column == count:
                column, page = 0, page + 1
    return pieces
