"""How the areas of the catalogue are drawn.

Dangers have a red edge and a hatch, never a solid fill, so that houses and
roads stay legible below; water bodies are water. Each danger has its own hatch
(angle, spacing, dashes), so that it is told apart without colour. All lengths
are millimetres on paper.
"""

from __future__ import annotations

from typing import Callable, Union

from qgis.core import QgsFillSymbolLayer, QgsLineSymbolLayer
from qgis.PyQt.QtCore import QPointF

from .palette import LOW_GROUND, PROTECTED, SHELTER, WATER, WATER_LINE, color
from .strokes import along, generated, ground, hatch, line_symbol, lozenge, marker_symbol, scatter, shape, stroke, ticks

Layers = list[Union[QgsFillSymbolLayer, QgsLineSymbolLayer]]
Style = Callable[[str], Layers]

EDGE = 0.6  # a danger's outline, mm
WHITE = "#ffffff"


def _edge(tint: str, width: float = EDGE, dash: tuple[float, ...] = ()) -> Layers:
    return [stroke(WHITE, width + 0.8), stroke(tint, width, dash=dash)]


def _cordon(palette: str) -> Layers:
    pixel = EDGE / 2  # long 8, short 2, gap 1; a gap of one pixel closes in print, so it has half of one more
    return _edge(color("red", palette), EDGE, (8 * pixel, 1.5 * pixel, 2 * pixel, 1.5 * pixel))


#: Four lines from the edge to the middle, evenly spaced along the edge.
SPOKES = (
    "collect_geometries(array_foreach(array(0.125, 0.375, 0.625, 0.875), make_line(line_interpolate_point("
    "exterior_ring($geometry), perimeter($geometry) * @element), centroid($geometry))))"
)


def _arrows(palette: str, *, inward: bool) -> Layers:
    red = color("red", palette)
    head = lozenge("triangle", 2.3, 3.1, red, outline=WHITE, width=0.25)
    head.setAngle(90 if inward else -90)
    if not inward:
        head.setOffset(QPointF(0, -2.6))  # stands outside the edge
    arrow = along(marker_symbol([head]), placement="firstvertex", start=2.6 if inward else 0)
    return [*_edge(red), generated(SPOKES, line_symbol([arrow]))]


def _control(palette: str) -> Layers:
    return _arrows(palette, inward=True)


def _spread(palette: str) -> Layers:
    return _arrows(palette, inward=False)


def _flash_flood(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(red, 0.18, 2.4, 45), *_edge(red)]


def _geohazard(palette: str) -> Layers:
    red = color("red", palette)
    tick = marker_symbol([lozenge("triangle", 1.3, 1.1, red)])
    return [hatch(red, 0.18, 2.4, 135), stroke(WHITE, 1.4), stroke(red, EDGE), along(tick, 3.2, start=1.6, offset=0.7)]


def _geohazard_zone(palette: str) -> Layers:
    red = color("red", palette)
    mark = marker_symbol([shape("triangle", 1.3, NONE_FILL, outline=red, width=0.18)])
    return [scatter(mark, 5.0, 4.4), *_edge(red, EDGE, (3.4, 1.2))]


def _debris_area(palette: str) -> Layers:
    red = color("red", palette)
    stone = marker_symbol([shape("circle", 0.7, red)])
    return [hatch(red, 0.18, 2.4, 90), scatter(stone, 4.0, 4.0), *_edge(red)]


def _slope_area(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(red, 0.25, 1.8, 90, dash=(2.4, 1.6)), *_edge(red, 0.45)]


def _cliff_zone(palette: str) -> Layers:
    red = color("red", palette)
    tooth = marker_symbol([lozenge("triangle", 1.1, 1.6, red)])
    return [hatch(red, 0.15, 3.2, 60, dash=(1.2, 1.2)), *_edge(red, 0.45), along(tooth, 3.0, start=1.5, offset=1.0)]


def _riverside(palette: str) -> Layers:
    return [hatch(LOW_GROUND, 0.18, 2.6, 45), *_edge(color("red", palette), 0.45)]


def _low_ground(palette: str) -> Layers:
    return [hatch(LOW_GROUND, 0.25, 1.6, 0), *_edge(color("red", palette), EDGE, (2.2, 1.3))]


def _storm_surge(palette: str) -> Layers:
    return [hatch(LOW_GROUND, 0.22, 2.2, 0, dash=(3.0, 1.4)), *_edge(color("red", palette), EDGE, (5.0, 1.4))]


def _seaward(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(LOW_GROUND, 0.2, 2.8, 90), *_edge(red, EDGE, (3.4, 0.9, 0.8, 0.9))]


def _forest_fire(palette: str) -> Layers:
    red = color("red", palette)
    trunk = shape("line", 0.6, red, outline=red, width=0.2, offset=(0, 0.9))
    tree = marker_symbol([shape("triangle", 1.4, red), trunk])
    return [scatter(tree, 6.0, 5.0), *_edge(red, 0.45)]


def _wind_zone(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(red, 0.2, 2.2, 0, dash=(4.5, 2.5)), *_edge(red, 0.45, (3.0, 1.0))]


def _isolation(palette: str) -> Layers:
    red = color("red", palette)
    cross = along(marker_symbol([shape("cross2", 1.2, red, outline=red, width=0.35)]), 5.0, start=2.5)
    return [*_edge(red, 0.45, (2.8, 2.2)), cross]


def _house_danger(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(red, 0.15, 0.9, 45), *_edge(red, 0.35)]


def _pond_danger(palette: str) -> Layers:
    return [ground(WATER), hatch(WATER_LINE, 0.15, 1.4, 0), *_edge(color("red", palette))]


def _danger_other(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(red, 0.15, 3.4, 45), hatch(red, 0.15, 3.4, 135), *_edge(red)]


def _underground(palette: str) -> Layers:
    blue = color("blue", palette)
    return [hatch(blue, 0.15, 1.6, 45), *_edge(blue, 0.4, (1.4, 0.8))]


def _water_body(palette: str) -> Layers:
    return [ground(WATER), hatch(WATER_LINE, 0.12, 1.6, 0), *_edge(color("blue", palette), 0.45)]


def _polder(palette: str) -> Layers:
    blue = color("blue", palette)
    return [stroke(WHITE, 1.2), stroke(blue, 0.4), ticks(blue, 0.25, 0.9, 2.4, offset=0.5)]


def _water_protection(palette: str) -> Layers:
    blue = color("blue", palette)
    drop = marker_symbol([shape("circle", 0.8, blue)])
    return [stroke(WHITE, 1.2), stroke(blue, 0.4, dash=(3, 2)), along(drop, 5.0, start=4.0)]


def _harbour(palette: str) -> Layers:
    blue = color("blue", palette)
    return [hatch(WATER_LINE, 0.15, 1.8, 45), *_edge(blue, 0.4)]


def _anchorage(palette: str) -> Layers:
    blue = color("blue", palette)
    dot = marker_symbol([shape("cross2", 1.0, blue, outline=blue, width=0.25)])
    return [scatter(dot, 6.0, 5.0), *_edge(blue, 0.4, (2.4, 1.2))]


def _cage_farm(palette: str) -> Layers:
    blue = color("blue", palette)
    return [hatch(blue, 0.13, 1.6, 0), hatch(blue, 0.13, 1.6, 90), *_edge(blue, 0.4)]


def _mudflat(palette: str) -> Layers:
    blue = color("blue", palette)
    dash = marker_symbol([shape("line", 1.6, blue, outline=blue, width=0.2, angle=90)])
    return [scatter(dash, 4.0, 2.2), *_edge(blue, 0.4, (1.6, 1.0))]


def _beach(palette: str) -> Layers:
    blue = color("blue", palette)
    return [scatter(marker_symbol([shape("circle", 0.4, blue)]), 1.8, 1.6), *_edge(blue, 0.4)]


def _scenic(palette: str) -> Layers:
    del palette
    return [stroke(WHITE, 1.2), stroke(SHELTER, 0.4, dash=(3.0, 1.0, 0.6, 1.0))]


def _protected(palette: str) -> Layers:
    del palette
    return [hatch(PROTECTED, 0.12, 1.8, 45), *_edge(PROTECTED, 0.4)]


def _hazard_site(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(red, 0.15, 3.0, 45, dash=(2.0, 1.0)), *_edge(red, 0.45)]


def _tank_farm(palette: str) -> Layers:
    red = color("red", palette)
    tank = marker_symbol([shape("circle", 1.6, NONE_FILL, outline=red, width=0.2)])
    return [scatter(tank, 4.0, 4.0), *_edge(red, 0.45)]


def _mine(palette: str) -> Layers:
    red = color("red", palette)
    return [*_edge(red, 0.45), ticks(red, 0.25, 1.2, 1.6, offset=0.6)]


def _tailings(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(red, 0.15, 1.8, 0, dash=(1.2, 0.8)), *_edge(red), ticks(red, 0.25, 1.2, 1.6, offset=0.6)]


def _site(palette: str) -> Layers:
    red = color("red", palette)
    return [hatch(red, 0.15, 4.0, 45), *_edge(red, 0.45, (2.6, 1.0))]


def _shelter_area(palette: str) -> Layers:
    del palette
    return [hatch(SHELTER, 0.15, 2.0, 135), *_edge(SHELTER, 0.5)]


NONE_FILL = "0,0,0,0"

#: Area styles by the name in the catalogue's column ``drawing``.
STYLES: dict[str, Style] = {
    "f10100": _cordon, "f10200": _control, "f10300": _spread, "geohazard": _geohazard,
    "geohazard_zone": _geohazard_zone, "debris_area": _debris_area, "slope_area": _slope_area,
    "cliff_zone": _cliff_zone, "flash_flood": _flash_flood, "riverside": _riverside, "low_ground": _low_ground,
    "storm_surge": _storm_surge, "seaward": _seaward, "forest_fire": _forest_fire, "wind_zone": _wind_zone,
    "isolation": _isolation, "house_danger": _house_danger, "pond_danger": _pond_danger,
    "danger_other": _danger_other, "underground": _underground, "water_body": _water_body, "polder": _polder,
    "water_protection": _water_protection, "harbour": _harbour, "anchorage": _anchorage, "cage_farm": _cage_farm,
    "mudflat": _mudflat, "beach": _beach, "scenic": _scenic, "protected": _protected, "hazard_site": _hazard_site,
    "tank_farm": _tank_farm, "mine": _mine, "tailings": _tailings, "site": _site, "shelter_area": _shelter_area,
}  # fmt: skip
