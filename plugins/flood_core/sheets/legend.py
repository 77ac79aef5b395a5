"""The legend, computed from what was drawn: fixed group order, samples as on the map."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, combinations

from qgis.core import QgsSymbol

from ..symbology import palette
from . import styles
from .drawing import Drawing, Path, Stamp, fitted, text_width, wrapped
from .map_content import MapContent, area_mark
from .tables import section_head

GROUPS = (
    ("risk", "风险隐患"),
    ("resource", "应急资源"),
    ("evacuation", "转移避险"),
    ("organisation", "责任机构"),
    ("base", "基础地理"),
)
ROW = 5.0
HEADING = 5.2
TEXT = 2.4
SAMPLE = 9.0
ROUTE_SAMPLE = 19.0
NARROW = 26.0  # mm; in a narrower column a route's sample leaves half to its name
SYMBOL = 4.2  # mm, of point symbols
BROKEN_GROUP = 8.0  # mm of height that are given to keep a group in one column


@dataclass(frozen=True)
class Entry:
    """One line of the legend."""

    key: str
    group: str
    name: str
    symbol: QgsSymbol
    geometry: str  # point, line, polygon
    count: int


def legend_entries(content: MapContent) -> list[Entry]:
    """Return one entry for each symbol drawn, in class order; catalogue order within a class."""
    counts: dict[tuple[str, str, str], int] = {}
    for drawn in content.symbols:
        key = (drawn.code, drawn.geometry, drawn.group)
        counts[key] = counts.get(key, 0) + 1
    entries = []
    for (code, geometry, group), count in counts.items():
        symbol: QgsSymbol
        if geometry == "point":
            symbol = styles.marker(code, SYMBOL)
        else:
            symbol = styles.line(code) if geometry == "line" else styles.fill(code)
        entries.append(Entry(code, group, styles.name(code), symbol, geometry, count))
    order = {group: number for number, (group, _) in enumerate(GROUPS)}
    entries.sort(key=lambda e: (order.get(e.group, 9), _GEOMETRY[e.geometry], styles.order(e.key)))
    entries += [
        Entry(base.key, "base", base.name, base.symbol, styles.geometry(base.symbol), 1) for base in content.base
    ]
    return entries


_GEOMETRY = {"polygon": 0, "line": 1, "point": 2}


@dataclass
class _Line:
    height: float
    heading: str = ""
    entry: Entry | None = None
    levels: tuple[int, ...] = ()


def draw_legend(
    entries: list[Entry], levels: set[int], width: float, row: float = ROW, columns: int = 2
) -> tuple[Drawing, float]:
    """Return the legend's drawing and its height in mm; ``row`` is the pitch of its lines in mm."""
    drawing = Drawing()
    top = section_head(drawing, "图例", width) + 1.0
    lines: list[_Line] = []
    for group, title in GROUPS:
        members = [entry for entry in entries if entry.group == group]
        if not members:
            continue
        lines.append(_Line(min(HEADING, row + 0.6), heading=title))
        lines += [_Line(row, entry=entry) for entry in members]
        if group == "risk" and levels:
            lines.append(_Line(row, levels=tuple(sorted(levels))))
    stacks = _split(lines, columns)
    gap = 2.0
    each = (width - gap * (columns - 1)) / columns
    deepest = top
    for number, stack in enumerate(stacks):
        y = top
        for line in stack:
            _draw_line(drawing, line, number * (each + gap), y, each)
            y += line.height
        deepest = max(deepest, y)
    return drawing, deepest + 0.6


def _split(lines: list[_Line], columns: int) -> list[list[_Line]]:
    """Deal the lines over columns of about equal height; a heading ends no column, a group is broken unwillingly."""
    if columns == 1 or len(lines) < 4:
        return [lines]
    best, best_cost = [lines], float("inf")
    heights = [0.0, *accumulate(line.height for line in lines)]
    for cuts in combinations([k for k in range(1, len(lines)) if not lines[k - 1].heading], columns - 1):
        bounds = (0, *cuts, len(lines))
        cost = max(heights[b] - heights[a] for a, b in zip(bounds, bounds[1:]))
        cost += BROKEN_GROUP * sum(not lines[cut].heading for cut in cuts)
        if cost < best_cost:
            best, best_cost = [lines[a:b] for a, b in zip(bounds, bounds[1:])], cost
    return best


def _draw_line(drawing: Drawing, line: _Line, x: float, y: float, width: float) -> None:
    if line.heading:
        drawing.text(
            line.heading, x + 0.8, y + line.height - 1.3, min(2.6, line.height * 0.62), bold=True, color="#31506e"
        )
        return
    middle = y + line.height / 2
    if line.levels:
        _levels(drawing, line.levels, x, middle, width)
        return
    entry = line.entry
    if entry is None:
        return
    symbol = min(SYMBOL, line.height - 0.35)
    route = ROUTE_SAMPLE if width > NARROW else width / 2
    left = x + 0.8 + sample(drawing, entry, x + 0.8, middle, SAMPLE if width > 35 else 7.6, symbol, route) + 1.2
    room = width - (left - x)
    tight = line.height < 4.2  # no second line then
    size = fitted(entry.name, room, min(TEXT, line.height * 0.6), 1.5 if tight else 2.0)
    if tight or text_width(entry.name, size) <= room:
        drawing.text(entry.name, left, middle + 0.36 * size, size)
        return
    size = 1.9
    for number, text in enumerate(wrapped(entry.name, room, size)[:2]):
        drawing.text(text, left, middle - 0.35 + number * size * 1.15, size)


def sample(
    drawing: Drawing,
    entry: Entry,
    x: float,
    middle: float,
    width: float = SAMPLE,
    size: float = SYMBOL,
    route: float = ROUTE_SAMPLE,
) -> float:
    """Draw a sample as on the map, ``width`` mm wide from ``x`` round the height ``middle``; return its width.

    ``size`` is that of point symbols in mm; routes are ``route`` mm long.
    """
    if entry.geometry == "point":
        symbol = styles.marker(entry.key, size) if size < SYMBOL else entry.symbol
        drawing.marks.append(Stamp(symbol, ((x + width / 2, middle),)))
        return width
    half = size / 2
    clip = (x, middle - half, x + width, middle + half)
    if entry.key.startswith("border:"):
        # one edge of a large ring, for a border is a line on the map
        far = ((x - 30, middle), (x + 60, middle), (x + 60, middle + 60), (x - 30, middle + 60), (x - 30, middle))
        drawing.marks.append(Stamp(entry.symbol, far, clip))
        return width
    centre = None if entry.group == "base" else styles.centre(entry.key)
    if entry.geometry == "line":
        width = route if entry.group == "evacuation" else width
        beyond = 3.1 if entry.group == "evacuation" else 0.0  # routes end short of their shelter's symbol
        clip = (x - 1.2, middle - half, x + width, middle + half)
        drawing.marks.append(Stamp(entry.symbol, ((x, middle), (x + width + beyond, middle)), clip))
    else:
        left, right, top, bottom = x + 0.5, x + width - 0.5, middle - 0.8 * half, middle + 0.8 * half
        ring = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        if entry.group == "base":
            drawing.marks.append(Stamp(entry.symbol, tuple(ring), clip))
        else:
            for layer in styles.fill_layers(entry.key):
                drawing.marks.append(area_mark(layer, [ring], (x, middle - half - 0.1, x + width, middle + half + 0.1)))
    if centre is not None:
        drawing.marks.append(Stamp(styles.marker(centre, 0.57 * size), ((x + width / 2, middle),)))
    return width


def _levels(drawing: Drawing, levels: tuple[int, ...], x: float, middle: float, width: float) -> None:
    """Explain the tabs: one to four bars in red, orange, yellow, blue."""
    size = 2.2
    title = text_width("等级", size)
    drawing.text("等级", x + 0.8, middle + 0.8, size)
    pitch = min(8.0, (width - title - 2.4) / len(levels))
    left = x + 0.8 + title + 1.6
    for level in levels:
        for bar in range(5 - level):
            top = middle + 1.0 - bar * 0.95
            ring = ((left, top), (left + 1.5, top), (left + 1.5, top + 0.7), (left, top + 0.7))
            drawing.marks.append(Path((ring,), "#000000", 0.08, (), palette.LEVEL[level], True))
        drawing.text(palette.LEVEL_ZH[level], left + 1.9, middle + 0.8, size)
        left += pitch
