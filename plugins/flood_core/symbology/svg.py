"""Compose the SVG of a point symbol: halo, frame, ground, glyph.

The frame is 64 units wide inside a view of 76, so that hairline and halo have
room; the middle of the view is the anchor, the place where the thing stands.
Fill, stroke and stroke width are QGIS parameters: ``param(fill)`` is the ground
of the class, ``param(outline)`` the glyph, ``param(outline-width)`` the hairline.
"""

from __future__ import annotations

from .catalogue import Symbol
from .drawings import Drawing, Mark
from .palette import GLYPH, LEVEL, color

FRAME = 64.0
MARGIN = 6.0
VIEW = FRAME + 2 * MARGIN  # units; QGIS scales the view, not the frame
HAIRLINE = 2.0
HALO = 4.0  # white, outside the hairline
STRIP = 16.5  # the label's strip, bottom quarter
GLYPH_SCALE, LABELLED_SCALE = 0.93, 0.72  # leaves ground between glyph and hairline
TAB_WIDTH, TAB_VIEW = 17.0, 76.0

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="{w:g}mm" height="{h:g}mm" viewBox="{x:g} {y:g} {vw:g} {vh:g}">'


def point_svg(symbol: Symbol, drawing: Drawing | None, *, label: bool = False, palette: str = "print") -> str:
    """Return the SVG text of a point symbol; ``label`` leaves room for the strip.

    Without a drawing the marked placeholder is returned.
    """
    if drawing is None:
        return placeholder_svg()
    if symbol.frame in ("", "none"):
        return _frameless(symbol, drawing, palette)
    ground, glyph = color(symbol.color, palette), GLYPH[symbol.color]
    marks = [_element(mark, f"param(fill) {ground}", f"param(outline) {glyph}") for mark in drawing.marks]
    return framed_svg(symbol.code, symbol.frame, ground, marks, label=label)


def framed_svg(code: str, frame: str, ground: str, marks: list[str], *, label: bool = False) -> str:
    """Return a point symbol: halo, frame and ground, and on it ``marks`` (SVG text on the grid of 64 units)."""
    radius = 10 if frame == "rounded" else 0
    parts = [
        _head(-MARGIN, -MARGIN, VIEW, VIEW),
        f"<title>{code}</title>",
        _rect(-HALO, -HALO, FRAME + 2 * HALO, FRAME + 2 * HALO, radius + HALO if radius else 1.5, 'fill="#ffffff"'),
        _rect(
            HAIRLINE / 2, HAIRLINE / 2, FRAME - HAIRLINE, FRAME - HAIRLINE, radius,
            f'fill="param(fill) {ground}" stroke="#000000" stroke-width="param(outline-width) {HAIRLINE:g}"',
        ),
    ]  # fmt: skip
    if label:
        # the glyph shrinks into the upper three quarters; the strip is white, its text a layer of its own
        parts += [_placed(marks, FRAME / 2, (FRAME - STRIP + 1) / 2, LABELLED_SCALE), _strip(radius)]
    else:
        parts.append(_placed(marks, FRAME / 2, FRAME / 2, GLYPH_SCALE))
    return "\n".join([*parts, "</svg>", ""])


def bare_svg(code: str, marks: list[str]) -> str:
    """Return a point symbol without frame: ``marks`` on the grid of 64 units, as they are."""
    return "\n".join([_head(-MARGIN, -MARGIN, VIEW, VIEW), f"<title>{code}</title>", *marks, "</svg>", ""])


def on_the_grid(shapes: str, view: tuple[float, float, float, float], *, margin: float) -> str:
    """Return foreign shapes, seen through ``view``, as large as the grid takes, in its middle."""
    left, top, width, height = view
    scale = (FRAME - 2 * margin) / max(width, height)
    x = FRAME / 2 - scale * (left + width / 2)
    y = FRAME / 2 - scale * (top + height / 2)
    return f'<g transform="translate({x:.4f} {y:.4f}) scale({scale:.6f})">{shapes}</g>'


def glyph_svg(drawing: Drawing | None, glyph: str) -> str:
    """Return the SVG of a bare glyph in one colour, without frame and ground."""
    if drawing is None:
        return placeholder_svg()
    marks = [_element(mark, "#ffffff", glyph) for mark in drawing.marks]
    return "\n".join([_head(0, 0, FRAME, FRAME), *marks, "</svg>", ""])


def placeholder_svg() -> str:
    """Return the mark that stands for a missing drawing: a dashed magenta frame with a cross."""
    return "\n".join([
        _head(-MARGIN, -MARGIN, VIEW, VIEW),
        "<title>missing drawing</title>",
        _rect(0, 0, FRAME, FRAME, 0, 'fill="#ffffff" stroke="#d0009f" stroke-width="4" stroke-dasharray="8 6"'),
        '<path d="M14 14 L50 50 M50 14 L14 50" fill="none" stroke="#d0009f" stroke-width="4"/>',
        "</svg>", "",
    ])  # fmt: skip


def level_svg(level: int) -> str:
    """Return the tab of a risk level: four slots of which one to four are filled, level 1 with four."""
    bars = 5 - level
    parts = [
        _head(0, -MARGIN, TAB_WIDTH, TAB_VIEW),
        f"<title>level {level}</title>",
        _rect(0, -HALO, TAB_WIDTH, FRAME + 2 * HALO, 1.5, 'fill="#ffffff"'),
    ]
    for slot in range(4):
        y = FRAME - 1 - 14.75 - slot * 15.75
        look = f'fill="{LEVEL[level]}"' if slot < bars else 'fill="#ffffff"'
        width = "2" if slot < bars else "1"
        parts.append(_rect(2, y, 11, 13.75, 0, f'{look} stroke="#000000" stroke-width="{width}"'))
    return "\n".join([*parts, "</svg>", ""])


def _frameless(symbol: Symbol, drawing: Drawing, palette: str) -> str:
    glyph = color(symbol.color, palette)
    marks = [_element(mark, "param(fill) #ffffff", f"param(outline) {glyph}") for mark in drawing.marks]
    return bare_svg(symbol.code, marks)


def _placed(marks: list[str], x: float, y: float, scale: float) -> str:
    """Return the glyph with its middle at x, y."""
    left, top = x - scale * FRAME / 2, y - scale * FRAME / 2
    return "\n".join([f'<g transform="translate({left:g} {top:g}) scale({scale:g})">', *marks, "</g>"])


def _strip(radius: int) -> str:
    top = FRAME - STRIP
    if radius:
        r = radius - 1
        path = f"M2 {top:g} H62 V{62 - r} Q62 62 {62 - r} 62 H{2 + r} Q2 62 2 {62 - r} Z"
        return f'<path d="{path}" fill="#ffffff"/>'
    return _rect(2, top, FRAME - 4, STRIP - 2, 0, 'fill="#ffffff"')


def _head(x: float, y: float, width: float, height: float) -> str:
    return _HEAD.format(w=width / 10, h=height / 10, x=x, y=y, vw=width, vh=height)


def _rect(x: float, y: float, width: float, height: float, radius: float, look: str) -> str:
    rounded = f' rx="{radius:g}" ry="{radius:g}"' if radius else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{rounded} {look}/>'


def _element(mark: Mark, ground: str, glyph: str) -> str:
    paint = ground if mark.ground else glyph
    if mark.width:
        look = (
            f'fill="none" stroke="{paint}" stroke-width="{mark.width:g}" stroke-linecap="round" stroke-linejoin="round"'
        )
    else:
        look = f'fill="{paint}" stroke="none"'
    if mark.transform:
        look += f' transform="{mark.transform}"'
    numbers = mark.numbers.split()
    if mark.shape == "path":
        return f'<path d="{mark.numbers}" {look}/>'
    if mark.shape == "circle":
        x, y, r = numbers
        return f'<circle cx="{x}" cy="{y}" r="{r}" {look}/>'
    if mark.shape == "ellipse":
        x, y, rx, ry = numbers
        return f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" {look}/>'
    if mark.shape == "rect":
        x, y, w, h, *corner = numbers
        rounded = f' rx="{corner[0]}" ry="{corner[0]}"' if corner else ""
        return f'<rect x="{x}" y="{y}" width="{w}" height="{h}"{rounded} {look}/>'
    pairs = " ".join(f"{x},{y}" for x, y in zip(numbers[::2], numbers[1::2]))
    tag = "polygon" if mark.shape == "poly" else "polyline"
    return f'<{tag} points="{pairs}" {look}/>'
