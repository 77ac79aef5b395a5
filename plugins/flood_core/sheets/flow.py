"""Fill the columns beside the map, and the back page with what did not fit.

Every part takes the height it needs. The imprint stands at the foot of its
column. A table that does not fit whole is broken after some rows, or goes to
the back; a back that is full goes on on a further page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

from .drawing import Drawing
from .tables import Table, full_height, render
from .template import Box, Column

GAP = 2.6
MOST_GAP = 5.0
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
    """A part of known height, or one that is drawn for a given height (the locator)."""

    height: float
    draw: Callable[[float, float], Drawing]
    stretch: float = 0.0  # how much taller it may become


@dataclass
class Flow:
    """What the front took, and what is left for the back: table key and first row."""

    pieces: list[Piece] = field(default_factory=list)
    rest: list[tuple[Table, int]] = field(default_factory=list)


def fill_columns(columns: list[Column], fixed: dict[str, Callable[[float], Fixed]], tables: dict[str, Table],
                 order: tuple[str, ...]) -> Flow:  # fmt: skip
    """Return the front's pieces. ``fixed`` gives the parts by slot name for a width.

    Tables with a slot come first, in the template's order; the others follow
    ``order`` into whatever room is left, whole or not at all.
    """
    flow = Flow()
    begun: dict[str, int] = {}
    stacks = [_Stack(column, fixed, tables, begun) for column in columns]
    slotted = {slot.name.removeprefix("table_") for column in columns for slot in column.slots}
    waiting = [key for key in order if key in tables and key not in begun]
    for key in waiting:
        for stack in stacks:
            if stack.add_whole(tables[key]):
                begun[key] = len(tables[key].rows)
                break
    for stack in stacks:
        flow.pieces += stack.pieces()
    for key, table in tables.items():
        done = begun.get(key)
        if done is None or done < len(table.rows):
            flow.rest.append((table, done or 0))
    del slotted
    return flow


class _Stack:
    """One column being filled."""

    def __init__(
        self, column: Column, fixed: dict[str, Callable[[float], Fixed]], tables: dict[str, Table], begun: dict[str, int]
    ) -> None:
        self.column = column
        self.width = column.right - column.left
        self.parts: list[tuple[str, float, Callable[[float], Drawing], float]] = []
        self.foot: list[tuple[str, float, Callable[[float], Drawing]]] = []
        named = [slot.name for slot in column.slots]
        for name in named:
            if name in fixed:
                part = fixed[name](self.width)
                draw = part.draw
                if name.startswith("imprint"):
                    self.foot.append((name, part.height, lambda h, d=draw: d(self.width, h)))  # type: ignore[misc]
                else:
                    self.parts.append((name, part.height, lambda h, d=draw: d(self.width, h), part.stretch))  # type: ignore[misc]
        wanted = [key for key in (name.removeprefix("table_") for name in named if name.startswith("table_"))]
        self._add_slotted([tables[key] for key in wanted if key in tables], begun)
        self._sort(named)

    @property
    def room(self) -> float:
        """Return the height still free in mm, gaps counted."""
        used = sum(part[1] for part in self.parts) + sum(part[1] for part in self.foot)
        return self.column.bottom - self.column.top - used - GAP * (len(self.parts) + len(self.foot))

    def _add_slotted(self, tables: list[Table], begun: dict[str, int]) -> None:
        for table in tables:
            if self.add_whole(table):
                begun[table.key] = len(table.rows)
                continue
            if self.room < LEAST_TABLE:
                continue
            rendered = render(table, self.width, self.room, overleaf="续背面")
            if rendered is not None:
                self._push(table.key, rendered.height, rendered.drawing)
                begun[table.key] = rendered.next_row

    def add_whole(self, table: Table) -> bool:
        """Add the whole table when it fits."""
        rendered = render(table, self.width, self.room)
        if rendered is None or not rendered.finished:
            return False
        self._push(table.key, rendered.height, rendered.drawing)
        return True

    def _push(self, key: str, height: float, drawing: Drawing) -> None:
        self.parts.append((f"table_{key}", height, lambda h, d=drawing: d, 0.0))  # type: ignore[misc]

    def _sort(self, named: list[str]) -> None:
        self.parts.sort(key=lambda part: named.index(part[0]) if part[0] in named else len(named))

    def pieces(self) -> list[Piece]:
        """Return the column's pieces: stretched where they may, gaps opened a little."""
        spare = self.room
        heights = []
        for _, height, _, stretch in self.parts:
            more = max(0.0, min(stretch, spare))
            spare -= more
            heights.append(height + more)
        gaps = max(1, len(self.parts) + len(self.foot) - 1)
        gap = GAP + max(0.0, min(MOST_GAP - GAP, (spare + GAP) / gaps))
        found = []
        left, right, y = self.column.left, self.column.right, self.column.top
        for (name, _, draw, _), height in zip(self.parts, heights):
            found.append(Piece(name, draw(height), (left, y, right, y + height)))
            y += height + gap
        y = self.column.bottom
        for name, height, draw in reversed(self.foot):
            found.append(Piece(name, draw(height), (left, y - height, right, y)))
            y -= height + GAP
        return found


def fill_back(rest: list[tuple[Table, int]], body: Box, order: tuple[str, ...], first_page: int = 1) -> list[Piece]:
    """Return the pieces of the back page and, when it is full, of further pages."""
    if not rest:
        return []
    rank = {key: number for number, key in enumerate(order)}
    rest = sorted(rest, key=lambda item: (item[1] == 0, rank.get(item[0].key, 99)))
    width, height = body[2] - body[0], body[3] - body[1]
    count = max(1, round(width / 134))
    gap = 6.0
    each = (width - gap * (count - 1)) / count
    bottom = _level(rest, each, height, count)
    pieces: list[Piece] = []
    page, column, y = first_page, 0, 0.0
    for table, row in rest:
        while True:
            limit = bottom if bottom - y > LEAST_TABLE else height
            rendered = render(table, each, limit - y, row) if limit - y > LEAST_TABLE else None
            if rendered is not None:
                left, top = body[0] + column * (each + gap), body[1] + y
                pieces.append(Piece(f"table_{table.key}", rendered.drawing,
                                    (left, top, left + each, top + rendered.height), page))  # fmt: skip
                y += rendered.height + GAP * 1.6
                row = rendered.next_row
                if rendered.finished:
                    break
            column, y = column + 1, 0.0
            if column == count:
                column, page, bottom = 0, page + 1, height
    return pieces


def _level(rest: list[tuple[Table, int]], width: float, height: float, count: int) -> float:
    """Return the depth to which columns are filled, so that they end at about the same height."""
    total = sum(full_height(table, width) + GAP * 1.6 for table, _ in rest)
    wanted = total / count * 1.08 + 14
    return min(height, max(wanted, 60.0)) if total < height * count * 0.85 else height
