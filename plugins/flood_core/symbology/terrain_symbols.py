"""How the map of a terrain analysis is drawn: settlements by danger, registered zones by what the analysis found.

They stand on no village's map and in no catalogue: a snapshot carries them as its own.
What nobody registered is cross-hatched, for it is the news.
"""

from __future__ import annotations

from typing import Any

from . import layer_data
from .definition import Definition
from .palette import LEVEL, WATER_LINE
from .strokes import fill_symbol, hatch, line_symbol, stroke
from .svg import bare_svg

CLASS_COLORS = {"high": LEVEL[1], "medium": "#d96a00", "low": "#8f7a00"}
CLASSES_ZH = {"high": "高", "medium": "中", "low": "低"}
_CLASSES_EN = {"high": "High", "medium": "Medium", "low": "Low"}
_ZONE = {True: "#1f4f8f", False: "#3f444a"}
_ZONE_ZH = {True: "地形也找到", False: "地形未找到"}
_ZONE_EN = {True: "found too", False: "not found"}
_GEOMETRIES = ("point", "line", "polygon")
_KINDS_ZH = ("点", "线", "区")
_WHITE = "#ffffff"
#: Dashed: a stream that somebody mapped is a whole line.
STREAM = "TZ_STREAM"


def settlement_code(class_name: str, registered: bool) -> str:
    """Return the symbol of a settlement: its danger, and whether the registers know the place."""
    return f"TS_{class_name[:4].upper()}_{'OLD' if registered else 'NEW'}"


def zone_code(found: bool, dimension: int) -> str:
    """Return the symbol of a registered zone, which the analysis found or did not; dimension 0 point to 2 area."""
    return f"TZ_{'OLD' if found else 'MISS'}_{dimension}"


def terrain_definitions() -> list[Definition]:
    """Return every symbol of the map of a terrain analysis."""
    settlements = [
        _settlement(name, registered, 10 * number + registered)
        for number, name in enumerate(CLASS_COLORS, start=1)
        for registered in (False, True)
    ]
    zones = [_zone(found, dimension) for found in (True, False) for dimension in range(3)]
    stream = _definition(
        STREAM, "溪沟（由地形推算）", "Stream, from the terrain", "line", 200,
        layers=_layers(line_symbol([stroke(WATER_LINE, 0.22, dash=(1.6, 0.7))])),
    )  # fmt: skip
    return [*settlements, *zones, stream]


def _settlement(class_name: str, registered: bool, sort: int) -> Definition:
    color = CLASS_COLORS[class_name]
    layers = [hatch(color, 0.16, 0.8, 45)]
    if not registered:
        layers.append(hatch(color, 0.16, 0.8, 135))
    layers += [stroke(_WHITE, 0.7), stroke(color, 0.3)]
    state_zh, state_en = ("已登记", "registered") if registered else ("未登记", "not registered")
    return _definition(
        settlement_code(class_name, registered), f"{CLASSES_ZH[class_name]}危险聚居点（{state_zh}）",
        f"{_CLASSES_EN[class_name]} danger, {state_en}", "polygon", sort, layers=_layers(fill_symbol(layers)),
    )  # fmt: skip


def _zone(found: bool, dimension: int) -> Definition:
    color, geometry = _ZONE[found], _GEOMETRIES[dimension]
    drawing: dict[str, Any] = {}
    edge = [stroke(_WHITE, 1.0), stroke(color, 0.4, dash=(2.2, 1.0))]
    if geometry == "polygon":
        drawing["layers"] = _layers(fill_symbol(edge))
    elif geometry == "line":
        drawing["layers"] = _layers(line_symbol(edge))
    else:
        ground = color if found else _WHITE
        paint = f'fill="{ground}" stroke="{color}" stroke-width="4"'
        drawing["svg"] = bare_svg("zone", [f'<path d="M32 21 L43 32 L32 43 L21 32 Z" {paint}/>'])
    return _definition(
        zone_code(found, dimension), f"已登记危险{_KINDS_ZH[dimension]}（{_ZONE_ZH[found]}）",
        f"Registered, {_ZONE_EN[found]}", geometry, 100 + 10 * (not found) + dimension, **drawing,
    )  # fmt: skip


def _layers(symbol: Any) -> tuple[dict[str, Any], ...]:
    return layer_data.layers_of(symbol)


def _definition(code: str, name_zh: str, name_en: str, geometry: str, sort: int, **drawing: Any) -> Definition:
    return Definition(
        code=code, name_zh=name_zh, name_en=name_en, class_name="地形分析", geometry=geometry, origin="extension",
        legend_group="risk", label="", sub_labels=(), smallest_mm=3.0, sort=sort, frame="none", centre="", **drawing,
    )  # fmt: skip
