"""The colours of symbols and of the base map, in one place.

``standard`` holds the pure colours of GB/T 35649, ``print`` calmer ones of the
same hue for paper and screen; sheets use ``print``.
"""

from __future__ import annotations

PALETTES: dict[str, dict[str, str]] = {
    "standard": {
        "red": "#ff0000", "yellow": "#ffff00", "blue": "#0000ff", "green": "#00ff00",
        "black": "#000000", "magenta": "#ff00ff", "brown": "#996633", "grey": "#808080",
    },
    "print": {
        "red": "#cf1f1f", "yellow": "#ffcb1f", "blue": "#1c56ad", "green": "#4fbb68",
        "black": "#000000", "magenta": "#8e3b8e", "brown": "#c9a77c", "grey": "#8c8c8c",
    },
}  # fmt: skip

#: Glyph colour on each class colour (white on red and blue, black on yellow and green).
GLYPH = {"red": "#ffffff", "blue": "#ffffff", "yellow": "#000000", "green": "#000000"}

#: Risk levels 1 red to 4 blue, in print colours.
LEVEL = {1: "#cf1f1f", 2: "#f08a1d", 3: "#ffd21f", 4: "#2f78d0"}
LEVEL_ZH = {1: "红", 2: "橙", 3: "黄", 4: "蓝"}

# The base map (paper tones; solid, never transparent).
PAPER = "#ffffff"
GROUND = "#f7f5ef"
GROUND_OUTSIDE = "#fcfbf8"
WATER = "#cfe3f1"
WATER_LINE = "#4a90c2"
CONTOUR = "#c9a77c"
BUILDING = "#e6e0d6"
BUILDING_LINE = "#b5ac9e"
ROAD_CASING = "#9a9a9a"
DIKE = "#7d7468"
BORDER = "#8e3b8e"
BORDER_TINT = "#e3cfe3"
DANGER = "#cf1f1f"
LOW_GROUND = "#4a90c2"
PROTECTED = "#1c56ad"
SHELTER = "#2f9e4a"


def color(name: str, palette: str = "print") -> str:
    """Return the hex colour called ``name`` in ``palette``; hex colours pass through."""
    if name.startswith("#"):
        return name
    return PALETTES[palette][name]


def luminance(hex_color: str) -> float:
    """Return the relative luminance (WCAG) of ``#rrggbb``, 0 black to 1 white."""
    channels = [int(hex_color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (WCAG) of two colours, 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
