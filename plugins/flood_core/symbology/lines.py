"""How the lines of the catalogue are drawn.

The nine lines of GB/T 35649 follow its parameters, which are pixels. What is
drawn beside or upon a line (rings, lozenges, flags, arrows) has the pixel of a
32 pixel symbol, 0.156 mm at 5 mm; strokes, ticks and crosses have the pixel of
their own stroke, the standard's least of two pixels being our 0.6 mm, so that
a wall map can be read from a step away. Each style is a function from a palette
name to symbol layers, lowest first; white below the strokes keeps them legible
on an orthophoto.
"""

from __future__ import annotations

from typing import Callable

from qgis.core import QgsLineSymbolLayer, QgsMarkerSymbol
from qgis.PyQt.QtCore import QPointF

from .drawings import load_drawings
from .palette import color
from .strokes import along, generated, line_symbol, lozenge, marker_symbol, picture, shape, stroke, ticks
from .svg import glyph_svg

Layers = list[QgsLineSymbolLayer]
Style = Callable[[str], Layers]

WHITE = "#ffffff"
PIXEL = 5 / 32  # mm, of a symbol 32 pixels and 5 mm wide
STROKE_PIXEL = 0.3  # mm, half of a stroke two pixels wide
SYMBOL_CLEARANCE = 3.1  # from the place of a 5 mm symbol to clear of its halo, mm


def _cross(red: str, size: float, width: float) -> QgsLineSymbolLayer:
    return marker_symbol([shape("cross2", size, red, outline=red, width=width)])


def _arrow(
    fill: str, length: float, height: float, *, edge: str = "", width: float = 0.0, back: float = 0.0
) -> QgsLineSymbolLayer:
    """Return an arrow head at the end of a line, its tip ``back`` before the end."""
    head = lozenge("triangle", height, length, fill, outline=edge or fill, width=width)
    head.setAngle(-90)
    # QGIS turns a marker round when it walks back from the last vertex: walk forward on the reversed line instead
    marker = along(marker_symbol([head]), placement="firstvertex", start=back + length / 2)
    return generated("reverse($geometry)", line_symbol([marker]))


def _isolation(palette: str) -> Layers:
    red = color("red", palette)
    size, gap = 6 * 0.2, 2 * 0.2  # height 6, gap 2
    below = along(marker_symbol([shape("cross2", size, WHITE, outline=WHITE, width=0.9)]), size + gap)
    crosses = along(marker_symbol([shape("cross2", size, red, outline=red, width=0.35)]), size + gap)
    return [below, *_end_ticks(WHITE, 2.4, 0.9), crosses, *_end_ticks(red, 2.0, 0.4)]


def _end_ticks(tint: str, length: float, width: float) -> Layers:
    bar = marker_symbol([shape("line", length, tint, outline=tint, width=width)])
    return [along(bar, placement="firstvertex"), along(bar, placement="lastvertex")]


def _eco_isolation(palette: str) -> Layers:
    red = color("red", palette)
    # a zig-zag at 90 degrees: two rows of half strokes that meet
    strokes = [
        ticks(tint, width, 22 * PIXEL, 4.86, angle=angle, along=start)
        for tint, width in ((WHITE, 1.0), (red, 0.4))
        for angle, start in ((45, 1.2), (-45, 3.63))
    ]
    return [*strokes, _arrow(red, 10 * 0.2, 1.2)]


def _cable(palette: str) -> Layers:
    red = color("red", palette)
    ring = marker_symbol([shape("circle", 20 * PIXEL, WHITE, outline=red, width=0.3), shape("circle", 0.9, red)])
    arrow = _arrow(red, 12 * PIXEL, 8 * PIXEL, edge=WHITE, width=0.2)
    return [stroke(WHITE, 1.2), stroke(red, 0.4, dash=(4, 1.2)), along(ring, 18, start=6), arrow]


def _power(palette: str) -> Layers:
    red = color("red", palette)
    flash = picture(glyph_svg(load_drawings().get("part.bolt"), red), 2.6)
    bolt = marker_symbol([shape("circle", 3.2, WHITE, outline=red, width=0.3), flash])
    return [stroke(WHITE, 1.2), stroke(red, 0.4, dash=(4, 1.2)), along(bolt, 18, start=6, rotate=False)]


def _cleared(palette: str) -> Layers:
    red = color("red", palette)
    dash, aside = (28 * PIXEL, 12 * PIXEL), 10 * PIXEL
    casings = [stroke(WHITE, 1.1, offset=side) for side in (-aside, 0, aside)]
    sides = [stroke(red, 0.4, dash=dash, offset=side) for side in (-aside, aside)]
    arrow = _arrow(red, 12 * PIXEL, 8 * PIXEL, edge=WHITE, width=0.2)
    return [*casings, *sides, stroke(red, 0.5, trim_end=1.2), arrow]


def _dangerous_road(palette: str) -> Layers:
    red = color("red", palette)
    height, gap, every = 6 * STROKE_PIXEL, 2 * STROKE_PIXEL, 15 * STROKE_PIXEL
    pair = [ticks(red, 0.4, height + 0.4, every, along=start) for start in (1.8, 1.8 + gap + 0.2)]
    return [stroke(WHITE, 1.4), stroke(red, 0.6), *pair]


def _destroyed_road(palette: str) -> Layers:
    red = color("red", palette)
    pixel = 0.2  # the stroke is 4 wide
    size, step = 6 * pixel, (6 + 4) * pixel
    below = marker_symbol([shape("cross2", size + 0.3, WHITE, outline=WHITE, width=1.0)])
    cross = marker_symbol([shape("cross2", size, red, outline=red, width=0.4)])
    starts = (6, 6 + step, 6 + 2 * step)
    return [
        stroke(WHITE, 1.7), stroke(red, 4 * pixel, dash=(5 * pixel, 2 * pixel)),
        *(along(below, 15, start=start) for start in starts), *(along(cross, 15, start=start) for start in starts),
    ]  # fmt: skip


def _from_the_end(marker: QgsMarkerSymbol, interval: float, start: float) -> QgsLineSymbolLayer:
    """Return markers counted back from the end, so that none meets the arrow or the shelter."""
    return generated("reverse($geometry)", line_symbol([along(marker, interval, start=start)]))


#: A pentagon 36 long and 16 high whose point shows the way.
_FLAG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="36mm" height="16mm" viewBox="0 0 36 16">'
    '<path d="M1.5 1.5 H27 L34 8 L27 14.5 H1.5 Z" fill="{fill}" stroke="{outline}" stroke-width="2.6"'
    ' stroke-linejoin="round"/></svg>'
)


def _rescue_route(palette: str) -> Layers:
    red = color("red", palette)
    flag = marker_symbol([picture(_FLAG.format(fill=WHITE, outline=red), 36 * PIXEL)])
    return [
        stroke(WHITE, 2.2, trim_end=SYMBOL_CLEARANCE), stroke(red, 0.8, trim_end=SYMBOL_CLEARANCE + 2),
        _from_the_end(flag, 24, 11), _arrow(red, 3.0, 2.4, edge=WHITE, width=0.3, back=SYMBOL_CLEARANCE),
    ]  # fmt: skip


def _evacuation(palette: str) -> Layers:
    red = color("red", palette)
    length, height = 25 * PIXEL, 16 * PIXEL
    two = [lozenge("diamond", length, height, WHITE, outline=red, width=0.5) for _ in range(2)]
    for one, side in zip(two, (-0.52 * length, 0.52 * length)):
        one.setOffset(QPointF(side, 0))
    foot = marker_symbol([shape("circle", 2.0, WHITE, outline=red, width=0.6)])
    return [
        stroke(WHITE, 2.6, trim_end=SYMBOL_CLEARANCE, cap="round"),
        stroke(red, 1.1, trim_end=SYMBOL_CLEARANCE + 3.0),
        _from_the_end(marker_symbol(two), 30, 12),
        along(foot, placement="firstvertex"),
        _arrow(red, 3.8, 3.4, edge=WHITE, width=0.35, back=SYMBOL_CLEARANCE),
    ]


def _second_route(palette: str) -> Layers:
    red = color("red", palette)
    return [
        stroke(WHITE, 2.2, trim_end=SYMBOL_CLEARANCE), stroke(red, 0.8, dash=(3, 1.6), trim_end=SYMBOL_CLEARANCE + 3),
        _arrow(red, 3.2, 2.8, edge=WHITE, width=0.35, back=SYMBOL_CLEARANCE),
    ]  # fmt: skip


def _wall(tint: str, *, teeth: bool, weak: bool = False) -> Layers:
    """Return a levee (ticks on the landward side) or a seawall (teeth on the seaward side)."""
    width = 0.9 if weak else 0.55
    layers: Layers = [stroke(WHITE, width + 0.8), stroke(tint, width)]
    if teeth:
        tooth = lozenge("triangle", 1.3, 1.1, tint)
        layers.append(along(marker_symbol([tooth]), 2.2, offset=-0.75, start=1.1))
    else:
        layers.append(ticks(tint, 0.3, 1.1, 1.8, offset=0.65, along=0.9))
    return layers


def _levee(palette: str) -> Layers:
    return _wall(color("blue", palette), teeth=False)


def _levee_weak(palette: str) -> Layers:
    return [*_wall(color("red", palette), teeth=False, weak=True), *_end_ticks(color("red", palette), 3.2, 0.6)]


def _seawall(palette: str) -> Layers:
    return _wall(color("blue", palette), teeth=True)


def _seawall_weak(palette: str) -> Layers:
    return [*_wall(color("red", palette), teeth=True, weak=True), *_end_ticks(color("red", palette), 3.2, 0.6)]


def _debris_flow(palette: str) -> Layers:
    red = color("red", palette)
    chevron = marker_symbol([shape("arrowhead", 1.7, red, outline=red, width=0.45)])
    return [stroke(WHITE, 1.5), stroke(red, 0.5, dash=(2.2, 0.9)), along(chevron, 4.5, start=2.2)]


def _cut_slope(palette: str) -> Layers:
    red = color("red", palette)
    tooth = lozenge("triangle", 1.2, 1.9, red)
    return [stroke(WHITE, 1.2), stroke(red, 0.45), along(marker_symbol([tooth]), 2.6, offset=1.1, start=1.3)]


def _pipeline(tint: str, mark: QgsLineSymbolLayer) -> Layers:
    return [stroke(WHITE, 1.1), stroke(tint, 0.35), mark]


def _pipeline_hazard(palette: str) -> Layers:
    red = color("red", palette)
    square = marker_symbol([shape("square", 1.3, color("yellow", palette), outline=red, width=0.3)])
    return _pipeline(red, along(square, 9, start=4))


def _pipeline_gas(palette: str) -> Layers:
    red = color("red", palette)
    return _pipeline(red, along(marker_symbol([shape("circle", 1.0, WHITE, outline=red, width=0.3)]), 7, start=3))


def _pipeline_water(palette: str) -> Layers:
    blue = color("blue", palette)
    return _pipeline(blue, along(marker_symbol([shape("circle", 0.9, blue)]), 7, start=3))


def _pipeline_drain(palette: str) -> Layers:
    blue = color("blue", palette)
    chevron = marker_symbol([shape("arrowhead", 1.3, blue, outline=blue, width=0.3)])
    return [stroke(WHITE, 1.1), stroke(blue, 0.35, dash=(2.4, 0.8)), along(chevron, 8, start=4)]


def _aqueduct(palette: str) -> Layers:
    blue = color("blue", palette)
    rails = [stroke(blue, 0.3, offset=side) for side in (-0.55, 0.55)]
    return [stroke(WHITE, 1.6), *rails, ticks(blue, 0.3, 1.1, 2.6), *_end_ticks(blue, 2.0, 0.35)]


def _weir(palette: str) -> Layers:
    blue = color("blue", palette)
    return [stroke(WHITE, 1.5), stroke(blue, 0.8), ticks(blue, 0.3, 0.9, 1.2, offset=0.8, along=0.6)]


def _works_water(palette: str) -> Layers:
    red = color("red", palette)
    return [stroke(WHITE, 1.4), stroke(red, 0.6, dash=(3.2, 1.2)), ticks(red, 0.35, 1.8, 4.4, along=1.6)]


def _works(palette: str) -> Layers:
    red = color("red", palette)
    sides = [stroke(red, 0.3, offset=side) for side in (-0.7, 0.7)]
    return [stroke(WHITE, 1.9), *sides, ticks(red, 0.3, 1.7, 2.4, angle=35, along=1.2)]


def _bridge(palette: str) -> Layers:
    blue = color("blue", palette)
    sides = [stroke(blue, 0.4, offset=side) for side in (-0.9, 0.9)]
    ends = marker_symbol([shape("line", 2.6, blue, outline=blue, width=0.4)])
    return [stroke(WHITE, 1.8), *sides, along(ends, placement="firstvertex"), along(ends, placement="lastvertex")]


def _tunnel(palette: str) -> Layers:
    blue = color("blue", palette)
    sides = [stroke(blue, 0.35, dash=(1.6, 0.9), offset=side) for side in (-0.9, 0.9)]
    mouth = marker_symbol([shape("line", 2.6, blue, outline=blue, width=0.5)])
    return [stroke(WHITE, 1.8), *sides, along(mouth, placement="firstvertex"), along(mouth, placement="lastvertex")]


def _underpass(palette: str) -> Layers:
    red = color("red", palette)
    sides = [stroke(red, 0.4, offset=side) for side in (-0.9, 0.9)]
    return [stroke(WHITE, 1.8), *sides, ticks(color("blue", palette), 0.3, 1.5, 1.2)]


def _ford(palette: str) -> Layers:
    red = color("red", palette)
    return [
        stroke(WHITE, 2.0),
        stroke(red, 0.5, dash=(1.4, 0.8), offset=-0.8),
        stroke(red, 0.5, dash=(1.4, 0.8), offset=0.8),
    ]


def _wharf(palette: str) -> Layers:
    blue = color("blue", palette)
    return [stroke(WHITE, 1.7), stroke(blue, 0.9), ticks(blue, 0.7, 1.3, 3.2, offset=-0.8, along=1.6)]


def _ferry(palette: str) -> Layers:
    blue = color("blue", palette)
    dot = marker_symbol([shape("circle", 1.6, WHITE, outline=blue, width=0.4)])
    return [
        stroke(WHITE, 1.2),
        stroke(blue, 0.45, dash=(2.4, 1.6)),
        along(dot, placement="firstvertex"),
        along(dot, placement="lastvertex"),
    ]


def _fence(palette: str) -> Layers:
    red = color("red", palette)
    return [stroke(WHITE, 1.2), stroke(red, 0.4), _cross_row(red)]


def _cross_row(red: str) -> QgsLineSymbolLayer:
    return along(marker_symbol([shape("cross2", 1.0, red, outline=red, width=0.3)]), 4, start=2)


def _road_cut(palette: str) -> Layers:
    red = color("red", palette)
    slash = ticks(red, 0.5, 2.8, 9.0, angle=35, along=4.0)
    other = ticks(red, 0.5, 2.8, 9.0, angle=35, along=5.0)
    return [stroke(WHITE, 1.4), stroke(red, 0.6, dash=(2.4, 1.0)), slash, other]


def _road_only(palette: str) -> Layers:
    red = color("red", palette)
    return [
        stroke(WHITE, 2.6),
        *(stroke(red, 0.45, offset=side) for side in (-0.95, 0.95)),
        ticks(red, 0.35, 1.9, 6.0, along=3.0),
    ]


def _road_edge(palette: str) -> Layers:
    red = color("red", palette)
    return [stroke(WHITE, 1.4), stroke(red, 0.6), ticks(red, 0.35, 1.5, 1.6, offset=0.9, along=0.8)]


def _hazard_line(palette: str) -> Layers:
    red = color("red", palette)
    return [stroke(WHITE, 1.4), stroke(red, 0.6), along(marker_symbol([shape("triangle", 1.7, red)]), 8, start=4)]


#: Line styles by the name in the catalogue's column ``drawing``.
STYLES: dict[str, Style] = {
    "e10100": _isolation, "e10200": _eco_isolation, "e20100": _cable, "e20200": _power, "e20300": _cleared,
    "e20400": _dangerous_road, "e20500": _destroyed_road, "e30100": _rescue_route, "e30200": _evacuation,
    "route_second": _second_route, "levee": _levee, "levee_weak": _levee_weak, "seawall": _seawall,
    "seawall_weak": _seawall_weak, "debris_flow": _debris_flow, "cut_slope": _cut_slope,
    "pipeline_hazard": _pipeline_hazard, "pipeline_gas": _pipeline_gas, "pipeline_water": _pipeline_water,
    "pipeline_drain": _pipeline_drain, "aqueduct": _aqueduct, "weir": _weir, "works_water": _works_water,
    "works": _works, "bridge": _bridge, "tunnel": _tunnel, "underpass": _underpass, "ford": _ford, "wharf": _wharf,
    "ferry": _ferry, "fence": _fence, "road_cut": _road_cut, "road_only": _road_only, "road_edge": _road_edge,
    "hazard_line": _hazard_line,
}  # fmt: skip
