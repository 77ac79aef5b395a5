"""The map's frame: two neatlines, kilometre ticks between them, degrees at the corners."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject

from .drawing import GREY, INK, Drawing, Path, Text
from .frame import MapFrame

BAND = 5.0  # mm between the inner frame and the outer one
TICK_TEXT = 1.9
_STEPS = (50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10000, 20000, 50000)


@dataclass(frozen=True)
class Tick:
    """Where a grid line meets an edge: mm from the frame's top left, and its metres east or north."""

    edge: str  # top, right, bottom, left
    x: float
    y: float
    axis: str  # E or N
    metres: float


def grid_step(frame: MapFrame) -> int:
    """Return the spacing in metres at which 3 to 8 lines cross the frame's longer side."""
    longer = max(frame.width, frame.height) * frame.metres_per_mm
    return next((step for step in _STEPS if longer / step <= 8), _STEPS[-1])


def ticks(frame: MapFrame) -> list[Tick]:
    """Return where the kilometre grid of the map system meets the frame's edges."""
    step = grid_step(frame)
    w, h = frame.width, frame.height
    edges = (("top", (0, 0), (w, 0)), ("right", (w, 0), (w, h)), ("bottom", (0, h), (w, h)), ("left", (0, 0), (0, h)))
    found = []
    for name, start, end in edges:
        (x0, y0), (x1, y1) = frame.to_map(*start), frame.to_map(*end)
        axis, first, last = ("E", x0, x1) if abs(x1 - x0) >= abs(y1 - y0) else ("N", y0, y1)
        low, high = sorted((first, last))
        for number in range(math.ceil(low / step), math.floor(high / step) + 1):
            share = (number * step - first) / (last - first)
            x, y = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
            found.append(Tick(name, x, y, axis, number * step))
    return found


def corner_degrees(frame: MapFrame, crs: QgsCoordinateReferenceSystem) -> list[tuple[float, float]]:
    """Return longitude and latitude (CGCS2000) of the corners: top left, top right, bottom right, bottom left."""
    transform = QgsCoordinateTransform(
        crs, QgsCoordinateReferenceSystem("EPSG:4490"), QgsProject.instance().transformContext()
    )
    points = [transform.transform(QgsPointXY(x, y)) for x, y in frame.corners()]
    return [(point.x(), point.y()) for point in points]


def sexagesimal(degrees: float, decimals: int = 2) -> str:
    """Return degrees as 121°03′25.53″, the minutes and seconds carried over."""
    unit = 10**decimals
    whole, rest = divmod(round(degrees * 3600 * unit), 3600 * unit)
    minutes, parts = divmod(rest, 60 * unit)
    return f"{whole}°{minutes:02d}′{parts / unit:0{decimals + 3}.{decimals}f}″"


def kilometres(metres: float, step: int) -> str:
    """Return a grid line's kilometres with as many decimals as the spacing needs."""
    decimals = 0 if step % 1000 == 0 else 1 if step % 100 == 0 else 2
    return f"{metres / 1000:.{decimals}f}"


def draw_frame(frame: MapFrame, crs: QgsCoordinateReferenceSystem) -> Drawing:
    """Return the frame's drawing; its origin is the outer frame's top left, ``BAND`` outside the map."""
    drawing = Drawing()
    w, h = frame.width, frame.height
    drawing.rect((0, 0, w + 2 * BAND, h + 2 * BAND), stroke=INK, width=0.5)
    drawing.rect((BAND, BAND, w + BAND, h + BAND), stroke=INK, width=0.2)
    step = grid_step(frame)
    for tick in ticks(frame):
        _tick(drawing, tick, step, w, h)
    _corners(drawing, corner_degrees(frame, crs), frame)
    return drawing


def draw_crosses(frame: MapFrame) -> Drawing:
    """Return small crosses where the grid lines meet inside the map; origin the map's top left."""
    drawing = Drawing()
    step = grid_step(frame)
    xs, ys = [x for x, _ in frame.corners()], [y for _, y in frame.corners()]
    parts = []
    for east in range(math.ceil(min(xs) / step), math.floor(max(xs) / step) + 1):
        for north in range(math.ceil(min(ys) / step), math.floor(max(ys) / step) + 1):
            x, y = frame.to_paper(east * step, north * step)
            if frame.holds(x, y, 2.0):
                parts += [((x - 1.2, y), (x + 1.2, y)), ((x, y - 1.2), (x, y + 1.2))]
    if parts:
        drawing.marks.append(Path(tuple(parts), "#8c959d", 0.12))
    return drawing


_OUTWARD = {"top": (0, -1), "bottom": (0, 1), "left": (-1, 0), "right": (1, 0)}


def _tick(drawing: Drawing, tick: Tick, step: int, w: float, h: float) -> None:
    x, y = tick.x + BAND, tick.y + BAND
    dx, dy = _OUTWARD[tick.edge]
    upright = tick.edge in ("top", "bottom")
    at_corner = not 26 < (tick.x if upright else tick.y) < (w if upright else h) - 26  # there its degrees stand
    length = 1.2 if at_corner else BAND
    drawing.line([(x, y), (x + dx * length, y + dy * length)], 0.15)
    if at_corner:
        return
    text = kilometres(tick.metres, step)
    if upright:
        y = BAND / 2 + 0.36 * TICK_TEXT + (0 if tick.edge == "top" else h + BAND)
        drawing.text(text, x + 0.8, y, TICK_TEXT, color=GREY)
    else:
        x = BAND / 2 + 0.36 * TICK_TEXT + (0 if tick.edge == "left" else w + BAND)
        drawing.marks.append(Text(text, x, y - 0.8, TICK_TEXT, False, GREY, "left", -90))


def _corners(drawing: Drawing, corners: list[tuple[float, float]], frame: MapFrame) -> None:
    w, h = frame.width, frame.height
    low = BAND / 2 + 0.36 * TICK_TEXT
    decimals = 2 if frame.scale >= 5000 else 3  # 0.01″ is 0.3 m, which is 0.06 mm at 1:5,000
    for number, (longitude, latitude) in enumerate(corners):
        right, bottom = number in (1, 2), number in (2, 3)
        align = "right" if right else "left"
        x = w + BAND - 0.8 if right else BAND + 0.8
        drawing.text(sexagesimal(longitude, decimals), x, low + (h + BAND if bottom else 0), TICK_TEXT, align=align)
        x = low + (w + BAND if right else 0)
        y = h + BAND - 0.8 if bottom else BAND + 0.8
        anchor = "left" if bottom else "right"
        drawing.marks.append(Text(sexagesimal(latitude, decimals), x, y, TICK_TEXT, False, INK, anchor, -90))
