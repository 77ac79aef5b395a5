"""A crowded part of the village, drawn larger beside the village's map (局部放大).

A village whose houses stand in one corner of a wide area leaves its symbols no
room at the scale that shows all of it. Where the paper has room to spare, the
village's map is made narrower (or lower), and its crowded part stands beside
it at a larger round scale: symbols keep their true places there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from qgis.core import QgsGeometry, QgsRectangle

from .drawing import HEAD as HEAD_GROUND
from .drawing import INK, Drawing, Path, text_width
from .frame import MARGIN, MapFrame, round_scales, scale_text
from .graticule import BAND
from .map_content import Share
from .placement import Box, bounds
from .presets import Preset
from .shapes import on_paper, visible
from .snapshot import Element, Route, Snapshot

#: So many symbols that touch a neighbour make a crowd.
CROWD = 16
#: A crowd is enlarged at least so many times, or not at all.
LEAST_FACTOR = 1.9
#: The share of the crowd that an enlargement must take in.
LEAST_SHARE = 0.8
#: Room for names round the outermost symbols of the enlargement, and its least side, mm.
RIM, LEAST_SIDE = 18.0, 70.0
ENLARGED = "见局部放大图"
#: Between the frames of the two maps, and the height of the larger one's head, mm.
GAP, HEAD = 2.0, 6.5

Place = tuple[float, float]


@dataclass(frozen=True)
class Enlargement:
    """The larger map: its frame, and its place from the top left of the village's map, mm."""

    frame: MapFrame
    left: float
    top: float
    uids: frozenset[str] = frozenset()  # what it shows whole: named here, and not on the village's map

    @property
    def box(self) -> Box:
        """Return the place of the larger map."""
        return self.left, self.top, self.left + self.frame.width, self.top + self.frame.height


def with_enlargement(snapshot: Snapshot, frame: MapFrame, preset: Preset) -> tuple[MapFrame, Enlargement | None]:
    """Return the frame of the village's map, made smaller where its crowded part is enlarged, and the enlargement.

    The frame comes back as it is, with None, where nothing is crowded or no room is left.
    """
    crowd = crowd_of(snapshot, frame, preset)
    if not crowd:
        return frame, None
    held = _held(snapshot, frame)
    found = [one for one in (_beside(frame, held, crowd), _below(frame, held, crowd)) if one is not None]
    if not found:
        return frame, None
    smaller, best = max(found, key=lambda pair: frame.scale / pair[1].frame.scale)
    return smaller, replace(best, uids=whole(snapshot, best.frame, preset.symbol_mm))


def crowd_of(snapshot: Snapshot, frame: MapFrame, preset: Preset) -> list[Place]:
    """Return where the symbols stand that touch a neighbour, mm; nothing when they are few."""
    reach = preset.symbol_least_mm + 0.7
    places = _places(snapshot, frame)
    at = np.array(places).reshape(-1, 2)
    close = [int((np.abs(at - place) < reach).all(axis=1).sum()) > 1 for place in at]
    crowd = [place for place, touches in zip(places, close) if touches]
    return crowd if len(crowd) >= CROWD else []


def _places(snapshot: Snapshot, frame: MapFrame) -> list[Place]:
    """Return where the symbols of all elements would stand, mm."""
    found = []
    for element in snapshot.elements:
        middle = element.geometry.pointOnSurface().asPoint()
        place = frame.to_paper(middle.x(), middle.y())
        if frame.holds(*place):
            found.append(place)
    return found


def _things(snapshot: Snapshot) -> list[Element | Route]:
    return [*snapshot.elements, *snapshot.routes]


def _held(snapshot: Snapshot, frame: MapFrame) -> Box:
    """Return the box that must stay to be seen: the village, and what the map shows of its things, mm."""
    whole = on_paper(snapshot.village, frame, 0.0).boundingBox()
    for thing in _things(snapshot):
        paper = on_paper(thing.geometry, frame, 0.0)
        if not paper.isEmpty() and visible(thing.geometry, frame):
            whole.combineExtentWith(paper.boundingBox())
    return whole.xMinimum(), whole.yMinimum(), whole.xMaximum(), whole.yMaximum()


def _beside(frame: MapFrame, held: Box, crowd: list[Place]) -> tuple[MapFrame, Enlargement] | None:
    """Try the village at the left and the enlargement at the right."""
    least = (held[2] - held[0] + 4.0) / (1 - 2 * MARGIN)
    best = larger(frame, crowd, frame.width - least - GAP, frame.height + 2 * BAND - HEAD)
    if best is None:
        return None
    width = frame.width - GAP - best.width
    smaller = replace(_centred(frame, (held[0] + held[2]) / 2, frame.height / 2), width=width)
    return smaller, Enlargement(
        replace(best, height=frame.height + 2 * BAND - HEAD), width + BAND + GAP, HEAD - BAND
    )


def _below(frame: MapFrame, held: Box, crowd: list[Place]) -> tuple[MapFrame, Enlargement] | None:
    """Try the village at the top and the enlargement below."""
    least = (held[3] - held[1] + 4.0) / (1 - 2 * MARGIN)
    best = larger(frame, crowd, frame.width + 2 * BAND, frame.height - least - GAP - HEAD)
    if best is None:
        return None
    height = frame.height - GAP - HEAD - best.height
    smaller = replace(_centred(frame, frame.width / 2, (held[1] + held[3]) / 2), height=height)
    return smaller, Enlargement(
        replace(best, width=frame.width + 2 * BAND), -BAND, height + BAND + GAP + HEAD
    )


def _centred(frame: MapFrame, right: float, down: float) -> MapFrame:
    """Return the frame with another place in its middle."""
    x, y = frame.to_map(right, down)
    return replace(frame, x=x, y=y)


def larger(frame: MapFrame, crowd: list[Place], width: float, height: float) -> MapFrame | None:
    """Return the frame of the largest enlargement that fits the room and takes in most of the crowd."""
    if width < LEAST_SIDE or height < LEAST_SIDE:
        return None
    for scale in round_scales():
        factor = frame.scale / scale
        if factor < LEAST_FACTOR:
            return None
        window = (width - 2 * RIM) / factor, (height - 2 * RIM) / factor
        inside = _most_within(crowd, *window)
        if len(inside) < LEAST_SHARE * len(crowd):
            continue
        xs, ys = [x for x, _ in inside], [y for _, y in inside]
        middle = frame.to_map((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
        sides = ((max(xs) - min(xs)) * factor + 2 * RIM, (max(ys) - min(ys)) * factor + 2 * RIM)
        width, height = min(width, max(LEAST_SIDE, sides[0])), min(height, max(LEAST_SIDE, sides[1]))
        return MapFrame(width, height, scale, *middle, zoom=frame.zoom)
    return None


def _most_within(places: list[Place], width: float, height: float) -> list[Place]:
    """Return as many places as a window of this size can take in."""
    best: list[Place] = []
    for left in sorted({x for x, _ in places}):
        strip = [p for p in places if left <= p[0] <= left + width]
        if len(strip) <= len(best):
            continue
        for top in sorted({y for _, y in strip}):
            inside = [p for p in strip if top <= p[1] <= top + height]
            if len(inside) > len(best):
                best = inside
    return best


def whole(snapshot: Snapshot, frame: MapFrame, symbol_mm: float) -> frozenset[str]:
    """Return what lies in the frame with room for its symbol."""
    rim = symbol_mm / 2 + 1.0
    room = QgsRectangle(rim, rim, frame.width - rim, frame.height - rim)
    return frozenset(t.uid for t in _things(snapshot) if room.contains(_paper_box(t.geometry, frame)))


def _paper_box(geometry: QgsGeometry, frame: MapFrame) -> QgsRectangle:
    box = geometry.boundingBox()
    corners = [frame.to_paper(x, y) for x in (box.xMinimum(), box.xMaximum()) for y in (box.yMinimum(), box.yMaximum())]
    return QgsRectangle(*bounds(tuple(corners)))


def share_of(enlargement: Enlargement | None, frame: MapFrame) -> Share:
    """Return what the village's map leaves to the enlargement."""
    if enlargement is None:
        return Share()
    window = tuple(frame.to_paper(x, y) for x, y in enlargement.frame.corners())
    outline = Drawing([Path((window,), "#ffffff", 1.3, (), None, True), Path((window,), INK, 0.45, (), None, True)])
    return Share(enlargement.uids, False, ((ENLARGED, bounds(window)),), outline)


def draw_enlargement(enlargement: Enlargement, content: Drawing) -> Drawing:
    """Return head, content and frame of the larger map, from the top left of its head."""
    drawing = Drawing()
    width, height = enlargement.frame.width, enlargement.frame.height
    drawing.add(content, 0, HEAD)
    drawing.rect((0, 0, width, HEAD), fill=HEAD_GROUND, stroke=INK, width=0.25)
    drawing.rect((0, 0, width, HEAD + height), stroke=INK, width=0.5)
    title = "局部放大图"
    drawing.text(title, 2.2, HEAD - 2.0, 3.6, bold=True)
    drawing.text(scale_text(enlargement.frame.scale), 5.4 + text_width(title, 3.6, True), HEAD - 2.0, 3.2)
    return drawing
