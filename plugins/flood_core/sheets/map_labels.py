"""What the map says, where it may say it, and in which order places are given away."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle

from ..symbology.label_styles import NEIGHBOUR, ORGANISATION, RED, ROUTE, LabelStyle
from .drawing import Drawing, Path, Text, text_width
from .placement import FAR, Box, Candidate, Placed, Request, around, led
from .shapes import Points, Run, upright

LINE = 1.18  # line height in em
WIDE = 24.0  # mm; an area wider than this may carry its name anywhere inside
BESIDE = 1.5  # mm; farther from an area a name needs a leader line
LEADER = 6.0  # mm; as in the editor: a name that was put farther away than this gets a leader line
CHOSEN = -100.0  # cheaper than any place that is found
GROUND_HALO = "#f7f5ef"


@dataclass(frozen=True)
class Line:
    """One line of a label: part of the name, or what is said about the thing."""

    text: str
    fact: bool = False


def lines_of(label: str, limit: int = 9) -> list[Line]:
    """Break a label into the name, on one or two lines, and what is said about the thing."""
    name, newline, facts = label.strip().partition("\n")
    if not newline:
        label = " ".join(label.split())
        if len(label) <= limit:
            return [Line(label)]
        name, _, facts = label.partition(" ")
    found = [Line(part) for part in _halves(" ".join(name.split()))]
    if facts.split():
        found.append(Line(" ".join(facts.split()), True))
    return found


def _halves(name: str, most: int = 11) -> list[str]:
    """Break a long name into two lines, before a word that names the kind of thing where there is one."""
    if text_width(name, 1.0) <= most:
        return [name]
    first, blank, second = name.partition(" ")
    if blank:
        return [first, second]
    if name.isascii():
        return [name]
    for kind in ("避灾安置点", "避灾安置场所", "避灾点", "党群服务中心", "防汛防台指挥点", "风险防范区", "危险区"):
        if name.endswith(kind) and len(name) - len(kind) >= 3:
            return [name[: -len(kind)], kind]
    middle = math.ceil(len(name) / 2)
    return [name[:middle], name[middle:]]


def block_size(lines: list[Line], style: LabelStyle) -> tuple[float, float]:
    """Return the width and height in mm of a label's lines."""
    sizes = [style.size * (style.second if line.fact else 1.0) for line in lines]
    width = max(text_width(line.text, size, style.bold and not line.fact) for line, size in zip(lines, sizes))
    return width, sum(size * LINE for size in sizes) - 0.1 * style.size


@dataclass
class Caption:
    """The words of a label and how to draw them once a place is found."""

    lines: list[Line]
    style: LabelStyle
    uid: str = ""
    kind: str = "text"  # text, line (rotated), pill


def point_request(key: str, label: str, style: LabelStyle, box: Box, uid: str) -> Request:
    """Return the request for a label beside a symbol; far places get a leader line."""
    lines = lines_of(label)
    width, height = block_size(lines, style)
    places = around(box, width, height)
    places += led(box, width, height, _reaches(style))
    return Request(key, width, height, places, style.rank, payload=Caption(lines, style, uid), anchor=box)


def put_at(request: Request, x: float, y: float) -> Request:
    """Return the request with the place that a person chose for the name (its lower left corner) before all others.

    Where a symbol, another name or the frame is in the way the name finds a place as if nothing had been chosen.
    """
    left, top, right, bottom = request.anchor or (x, y, x, y)
    thing = ((left + right) / 2, (top + bottom) / 2)
    wide, high = request.width, request.height
    near = x - LEADER <= thing[0] <= x + wide + LEADER and y - high - LEADER <= thing[1] <= y + LEADER
    middle = (x + wide / 2, y - high / 2)
    request.candidates.append(Candidate(*middle, 0.0, CHOSEN, None if near else thing))
    return request


def _reaches(style: LabelStyle) -> tuple[float, ...]:
    """Return how far a leader line may reach at first: what people look for may reach as far as it must."""
    return (4.0, 7.0, 10.0, *FAR) if style.rank <= ORGANISATION.rank else (4.0, 7.0, 10.0, 14.0)


def beside(label: str, style: LabelStyle, box: Box, dislike: float) -> list[Candidate]:
    """Return upright places round a box for the label on one line, as second choice."""
    width, height = text_width(label, style.size, style.bold) + 0.6, style.size
    return [Candidate(c.x, c.y, 0.0, c.dislike + dislike) for c in around(box, width, height)]


def area_request(key: str, label: str, style: LabelStyle, rings: list[Points], middle: Points, uid: str) -> Request:
    """Return the request for an area's name: round about it, or in its middle."""
    lines = lines_of(label)
    width, height = block_size(lines, style)
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    box = (min(xs), min(ys), max(xs), max(ys))
    places = [Candidate(c.x, c.y, 0.0, c.dislike * 0.7 + 0.3) for c in around(box, width, height, 0.3)]
    places += [Candidate(x, y, 0.0, 0.0) for x, y in middle] + _inside(rings, box)
    for x, y in middle:
        places += [
            Candidate(x + dx, y + dy, 0.0, 0.2 + math.hypot(dx, dy) * 0.02)
            for dx in (-12, -6, 0, 6, 12)
            for dy in (-9, -6, -3, 3, 6, 9)
        ]
    rim = [(x, y) for ring in rings for x, y in ring[:: max(1, len(ring) // 12)]]
    for x, y in rim:
        for sx in (-1, 1):
            places.append(Candidate(x + sx * (width / 2 + 0.8), y, 0.0, 0.9))
    places = _near(places, rings, width, height)
    anchor = (middle[0][0] - 1, middle[0][1] - 1, middle[0][0] + 1, middle[0][1] + 1)
    places += led(anchor, width, height, _reaches(style))
    return Request(key, width, height, places, style.rank, payload=Caption(lines, style, uid), anchor=anchor)


def _inside(rings: list[Points], box: Box) -> list[Candidate]:
    """Return places all over a wide area: its middle may be taken by what stands there."""
    step = max(WIDE / 2, (box[2] - box[0]) / 14, (box[3] - box[1]) / 14)
    if max(box[2] - box[0], box[3] - box[1]) < WIDE:
        return []
    shape = _shape(rings)
    columns, rows = int((box[2] - box[0]) / step), int((box[3] - box[1]) / step)
    spots = [(box[0] + step * a, box[1] + step * b) for a in range(1, columns + 1) for b in range(1, rows + 1)]
    return [Candidate(x, y, 0.0, 0.5) for x, y in spots if shape.contains(QgsPointXY(x, y))]


def _near(places: list[Candidate], rings: list[Points], width: float, height: float) -> list[Candidate]:
    """Keep the places at the area itself: beside the box round a crooked area may be far from it."""
    shape = _shape(rings)

    def box(place: Candidate) -> QgsGeometry:
        left, top = place.x - width / 2, place.y - height / 2
        return QgsGeometry.fromRect(QgsRectangle(left, top, left + width, top + height))

    return [place for place in places if box(place).distance(shape) <= BESIDE]


def _shape(rings: list[Points]) -> QgsGeometry:
    return QgsGeometry.fromMultiPolygonXY([[[QgsPointXY(x, y) for x, y in ring]] for ring in rings])


def line_request(
    key: str, text: str, style: LabelStyle, runs: list[Run], *, offset: float, bend: float, limit: float = math.inf
) -> Request:
    """Return the request for a name along a line, ``offset`` mm beside it (0 = on it)."""
    width, height = text_width(text, style.size, style.bold) + 0.6, style.size * 1.0
    places = []
    for run in runs:
        middle = run.length / 2
        for number, (x, y, angle, crooked) in enumerate(run.chords(width, max(2.5, run.length / 60), bend)):
            turned = upright(angle)
            steep = max(0.0, abs(turned) - 60) / 30
            far = abs(number * max(2.5, run.length / 60) + width / 2 - middle) / max(run.length, 1.0)
            nx, ny = math.sin(math.radians(turned)), -math.cos(math.radians(turned))
            for side in (1, -1) if offset else (0,):
                shift = side * (offset + height / 2)
                dislike = crooked * 0.4 + steep + far * 0.6 + (0.25 if side < 0 else 0.0)
                places.append(Candidate(x + nx * shift, y + ny * shift, turned, dislike))
    return Request(key, width, height, places, style.rank, limit, Caption([Line(text)], style, kind="line"))


def border_request(key: str, text: str, ring: Run, beside: Callable[[float, float], bool]) -> Request:
    """Return the request for a neighbour's name along the own border; ``beside`` tells the neighbour's side."""
    style = NEIGHBOUR
    width, height = text_width(text, style.size) + 1.0, style.size * 1.05
    places = []
    for x, y, angle, crooked in ring.chords(width, 4.0, 3.0):
        turned = upright(angle)
        nx, ny = math.sin(math.radians(turned)), -math.cos(math.radians(turned))
        for side in (1, -1):
            shift = side * (2.8 + crooked / 2 + height / 2)
            if beside(x + nx * shift, y + ny * shift):
                places.append(Candidate(x + nx * shift, y + ny * shift, turned, crooked * 0.25))
    return Request(key, width, height, places, style.rank, payload=Caption([Line(text)], style, kind="line"))


def pill_request(key: str, text: str, run: Run, uid: str) -> Request:
    """Return the request for a route's number and minutes on its line."""
    style = ROUTE
    width, height = text_width(text, style.size, True) + 2.4, style.size * 1.5
    places = []
    for share in [0.35 + sign * step * 0.04 for step in range(16) for sign in (1, -1)]:
        if not 0.06 < share < 0.92:
            continue
        x, y = run.point(run.length * share)
        places.append(Candidate(x, y, 0.0, abs(share - 0.35)))
        for dx, dy in ((width / 2 + 2, 0), (-width / 2 - 2, 0), (0, height / 2 + 1.6), (0, -height / 2 - 1.6)):
            places.append(Candidate(x + dx, y + dy, 0.0, 1.2 + abs(share - 0.35)))
    x, y = run.point(run.length * 0.35)
    anchor = (x - 0.6, y - 0.6, x + 0.6, y + 0.6)
    places += led(anchor, width, height, _reaches(style))
    return Request(
        key, width, height, places, style.rank, payload=Caption([Line(text)], style, uid, "pill"), anchor=anchor
    )


def draw(placed: Placed, drawing: Drawing, halo: str = GROUND_HALO) -> None:
    """Draw a label at the place it got; ``halo`` is the ground's colour there."""
    caption = placed.request.payload
    if not isinstance(caption, Caption):
        return
    at, style = placed.candidate, caption.style
    if caption.kind == "pill":
        _pill(placed, caption, drawing)
        return
    if caption.kind == "line":
        angle = math.radians(at.angle)
        down = 0.36 * style.size
        x, y = at.x - down * math.sin(angle), at.y + down * math.cos(angle)
        drawing.marks.append(
            Text(caption.lines[0].text, x, y, style.size, style.bold, style.color, "center", at.angle, halo)
        )
        return
    y = at.y - placed.request.height / 2
    left, align = _alignment(placed)
    for line in caption.lines:
        size = style.size * (style.second if line.fact else 1.0)
        y += size * LINE
        bold = style.bold and not line.fact
        drawing.marks.append(Text(line.text, left, y - 0.26 * size, size, bold, style.color, align, 0.0, halo))


def _alignment(placed: Placed) -> tuple[float, str]:
    """Text right of its symbol begins there, left of it ends there, else it is centred."""
    request, at = placed.request, placed.candidate
    first = request.candidates[0]
    if len(request.candidates) >= 16 and abs(at.x - first.x) < 0.01 and at.leader is None:
        return at.x - request.width / 2, "left"
    second = request.candidates[1]
    if abs(at.x - second.x) < 0.01 and at.leader is None:
        return at.x + request.width / 2, "right"
    return at.x, "center"


def draw_leader(placed: Placed, drawing: Drawing) -> None:
    """Draw the line that ties a label to its symbol, when it has one."""
    if placed.candidate.leader is None:
        return
    at, request = placed.candidate, placed.request
    x0, y0 = at.leader or (at.x, at.y)
    left, right = at.x - request.width / 2, at.x + request.width / 2
    top, bottom = at.y - request.height / 2, at.y + request.height / 2
    x, y = min(max(x0, left), right), min(max(y0, top), bottom)
    drawing.marks.append(Path((((x0, y0), (x, y)),), "#ffffff", 0.6))
    drawing.marks.append(Path((((x0, y0), (x, y)),), "#3a3f44", 0.18))


def _pill(placed: Placed, caption: Caption, drawing: Drawing) -> None:
    at, request, style = placed.candidate, placed.request, caption.style
    left, right = at.x - request.width / 2, at.x + request.width / 2
    radius = request.height / 2
    ring = []
    for centre, start in ((right - radius, -90), (left + radius, 90)):
        ring += [
            (centre + radius * math.cos(math.radians(start + a)), at.y + radius * math.sin(math.radians(start + a)))
            for a in range(0, 181, 15)
        ]
    drawing.marks.append(Path((tuple(ring),), RED, 0.3, (), "#ffffff", True))
    drawing.text(
        caption.lines[0].text, at.x, at.y + 0.37 * style.size, style.size, bold=True, color=RED, align="center"
    )
