"""How the names on a map look, and whose goes first; the sheet and the editor's map say it alike."""

from __future__ import annotations

import math
from dataclasses import dataclass

RED = "#c8102e"


@dataclass(frozen=True)
class LabelStyle:
    """How a label looks and who goes first: shelter, danger, organisation, facility, settlement, water, road."""

    rank: int
    size: float  # em in mm
    color: str
    bold: bool = False
    second: float = 0.86  # the second line's size in shares of the first


SHELTER = LabelStyle(0, 3.0, "#0b6b2e", True)
ROUTE = LabelStyle(1, 2.5, RED, True)
ZONE = LabelStyle(2, 2.9, RED, True)
DANGER = LabelStyle(3, 2.5, "#1d1f21")
ORGANISATION = LabelStyle(4, 2.7, "#1d1f21", True)
FACILITY = LabelStyle(5, 2.4, "#1d1f21")
SMALL_DANGER = LabelStyle(6, 2.1, "#3a3f44")
SETTLEMENT = LabelStyle(7, 3.0, "#3a3f44", True)
NEIGHBOUR = LabelStyle(8, 3.1, "#7a5f7a")
WATER = LabelStyle(9, 2.7, "#2b6ea3")
ROAD = LabelStyle(10, 2.4, "#55595d")
CONTOUR = LabelStyle(11, 1.8, "#97743f")

_BY_KIND = {"15": SHELTER, "03": ORGANISATION, "02": SETTLEMENT, "11": SMALL_DANGER}


def style_of(kind: str, group: str, code: str) -> LabelStyle:
    """Return the style for an element type, its legend group and its symbol."""
    if kind in _BY_KIND:
        return _BY_KIND[kind]
    if code[:2] in ("F1", "F2"):  # dangerous areas; the other areas are works and protected objects
        return ZONE
    if group == "risk":
        return DANGER
    return ORGANISATION if group == "organisation" else FACILITY


def route_label(number: int | None, minutes: float | None, *, long: bool = False) -> str:
    """Return what stands at a route: its number and the whole minutes on foot."""
    whole = max(1, math.ceil((minutes or 0.0) - 1e-6))
    return f"路线{number} · 步行{whole}分" if long else f"{number} · {whole}分"
