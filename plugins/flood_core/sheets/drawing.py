"""A list of strokes and texts in millimetres, and the pen that puts it on paper.

Everything that the sheet adds to the map (legend, tables, labels, neatline
figures) is first such a list. It can be measured and tested before anything is
drawn, and one pass of the painter draws it: QGIS's own legend and tables are
most of the cost of a sheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Sequence, Union

from qgis.core import QgsRenderContext, QgsSymbol
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPaintEngine, QPainter, QPainterPath, QPen, QPolygonF

from ..resources import fonts
from .pdf_layers import paint_mark
from .svg_cuts import begin_cut, end_cut, is_svg

#: Fonts are set at this size and scaled, so that metrics do not depend on the output's resolution.
EM = 200.0
BOLDER = 0.035  # how much wider strokes are in bold type, in em

INK = "#1d1f21"
GREY = "#5f666d"
HAIR = "#b9c0c6"
HEAD = "#eef2f5"


@dataclass(frozen=True)
class Text:
    """One line of text: ``x``, ``y`` is the baseline's left end, middle or right end after ``align``."""

    text: str
    x: float
    y: float
    size: float  # em in mm
    bold: bool = False
    color: str = INK
    align: str = "left"
    angle: float = 0.0  # degrees clockwise, round the anchor
    halo: str | None = None
    halo_mm: float = 0.4

    def width(self) -> float:
        """Return the advance width in mm."""
        return text_width(self.text, self.size, self.bold)

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom in mm of the unrotated text."""
        width = self.width()
        left = self.x - {"left": 0.0, "center": width / 2, "right": width}[self.align]
        return left, self.y - 0.88 * self.size, left + width, self.y + 0.12 * self.size


@dataclass(frozen=True)
class Path:
    """A polyline or, when ``fill`` is set or ``closed``, a polygon; several parts share the style."""

    parts: tuple[tuple[tuple[float, float], ...], ...]
    stroke: str | None = INK
    width: float = 0.2
    dash: tuple[float, ...] = ()
    fill: str | None = None
    closed: bool = False
    cap_round: bool = False


@dataclass(frozen=True)
class Stamp:
    """A QGIS symbol at a place: a marker at a point, a line along it, a fill over a ring.

    ``clip`` (left, top, right, bottom) cuts what runs over, for samples of lines and areas.
    """

    symbol: QgsSymbol
    points: tuple[tuple[float, float], ...]
    clip: tuple[float, float, float, float] | None = None
    holes: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True)
class Hatch:
    """Parallel lines inside rings (outer and holes), as vectors: QGIS 3.22 prints its own as broken tiles.

    ``angle`` in degrees counter-clockwise from east, ``distance`` and ``width`` in mm.
    """

    rings: tuple[tuple[tuple[float, float], ...], ...]
    angle: float
    distance: float
    color: str
    width: float
    dash: tuple[float, ...] = ()
    clip: tuple[float, float, float, float] | None = None


@dataclass(frozen=True)
class Layer:
    """What follows belongs to a layer of a PDF, see pdf_layers; an empty key ends it. Elsewhere it is nothing."""

    key: str


@dataclass(frozen=True)
class Cut:
    """What follows, of other items too, is cut at a box (left, top, right, bottom) in SVG; None ends it.

    Elsewhere QGIS clips its maps itself.
    """

    box: tuple[float, float, float, float] | None


Mark = Union[Text, Path, Stamp, Hatch, Layer, Cut]


@dataclass
class Drawing:
    """Marks in the order of drawing; millimetres, y downwards, origin at the panel's top left."""

    marks: list[Mark] = field(default_factory=list)

    def text(self, text: str, x: float, y: float, size: float, **style: object) -> None:
        """Add a line of text; empty text adds nothing."""
        if text:
            self.marks.append(Text(text, x, y, size, **style))  # type: ignore[arg-type]

    def line(self, points: Sequence[tuple[float, float]], width: float = 0.2, color: str = INK) -> None:
        """Add a polyline."""
        self.marks.append(Path((tuple(points),), color, width))

    def rect(
        self,
        box: tuple[float, float, float, float],
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.2,
    ) -> None:
        """Add a rectangle left, top, right, bottom."""
        left, top, right, bottom = box
        ring = ((left, top), (right, top), (right, bottom), (left, bottom))
        self.marks.append(Path((ring,), stroke, width, (), fill, True))

    def add(self, other: Drawing, x: float = 0.0, y: float = 0.0) -> None:
        """Take in another drawing, shifted."""
        self.marks.extend(shifted(mark, x, y) for mark in other.marks)

    def texts(self) -> list[str]:
        """Return every text, in the order of drawing."""
        return [mark.text for mark in self.marks if isinstance(mark, Text)]


def shifted(mark: Mark, x: float, y: float) -> Mark:
    """Return the mark moved by ``x``, ``y`` mm."""
    if isinstance(mark, Layer) or not (x or y):
        return mark
    if isinstance(mark, Cut):
        return Cut(mark.box and (mark.box[0] + x, mark.box[1] + y, mark.box[2] + x, mark.box[3] + y))
    if isinstance(mark, Text):
        return Text(
            mark.text, mark.x + x, mark.y + y, mark.size, mark.bold, mark.color, mark.align, mark.angle, mark.halo,
            mark.halo_mm,
        )  # fmt: skip
    if isinstance(mark, Path):
        parts = tuple(tuple((px + x, py + y) for px, py in part) for part in mark.parts)
        return Path(parts, mark.stroke, mark.width, mark.dash, mark.fill, mark.closed, mark.cap_round)
    if isinstance(mark, Hatch):
        rings = tuple(tuple((px + x, py + y) for px, py in ring) for ring in mark.rings)
        box = mark.clip and (mark.clip[0] + x, mark.clip[1] + y, mark.clip[2] + x, mark.clip[3] + y)
        return Hatch(rings, mark.angle, mark.distance, mark.color, mark.width, mark.dash, box)
    clip = mark.clip and (mark.clip[0] + x, mark.clip[1] + y, mark.clip[2] + x, mark.clip[3] + y)
    moved = tuple((px + x, py + y) for px, py in mark.points)
    holes = tuple(tuple((px + x, py + y) for px, py in hole) for hole in mark.holes)
    return Stamp(mark.symbol, moved, clip, holes)


@lru_cache(maxsize=2)
def _font(bold: bool) -> QFont:
    font = QFont(fonts.sans().family)
    font.setPixelSize(int(EM))
    font.setBold(bold)
    font.setKerning(False)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=20000)
def _advance(char: str, bold: bool) -> float:
    return QFontMetricsF(_font(bold)).horizontalAdvance(char) / EM


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the advance width of a line of text in mm; ``size`` is the em in mm."""
    return size * _ems(text, bold)


@lru_cache(maxsize=20000)
def _ems(text: str, bold: bool) -> float:
    """Return the advance width in em; tables ask for the same cell in many sizes."""
    return sum(_advance(char, bold) for char in text)


def fitted(text: str, width: float, size: float, smallest: float, bold: bool = False) -> float:
    """Return the largest em size in mm, at most ``size``, at which the text fits; not below ``smallest``."""
    needed = text_width(text, size, bold)
    return size if needed <= width else max(smallest, size * width / needed)


#: Marks that may not begin a line.
_NO_START = frozenset("，。、；：！？）》」』】)%‰°.,;:!?")


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break a text into lines no wider than ``width`` mm; Latin words and numbers stay whole where they can."""
    return list(_wrapped(text, round(width / size, 6), bold))


@lru_cache(maxsize=20000)
def _wrapped(text: str, width: float, bold: bool) -> tuple[str, ...]:
    """Break a text into lines no wider than ``width`` em: tables are tried in many sizes, their cells stay the same."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, line_width = "", 0.0
        for word in _words(paragraph):
            word_width = text_width(word, 1.0, bold)
            if line and line_width + word_width > width + 1e-6 and word[0] not in _NO_START:
                lines.append(line.rstrip())
                line, line_width = "", 0.0
                word = word.lstrip()
                word_width = text_width(word, 1.0, bold)
            while word_width > width + 1e-6 and len(word) > 1:
                keep = max(1, int(len(word) * width / word_width))
                lines.append(line + word[:keep])
                line, line_width, word = "", 0.0, word[keep:]
                word_width = text_width(word, 1.0, bold)
            line += word
            line_width += word_width
        lines.append(line.rstrip())
    return tuple(lines)


_LATIN = frozenset(chr(code) for code in range(33, 127)) | {"²", "³"}


def evenly(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break like ``wrapped`` but without a last line of one or two characters where that can be helped."""
    lines = wrapped(text, width, size, bold)
    if len(lines) < 2:
        return lines
    for share in (0.55, 0.65, 0.75, 0.85, 0.95):
        even = wrapped(text, width * share, size, bold)
        if len(even) == len(lines):
            return even
    return lines


def _words(text: str) -> list[str]:
    words: list[str] = []
    for char in text:
        latin = char in "²³" or (char.isascii() and not char.isspace())
        if latin and words and words[-1][-1] in _LATIN:
            words[-1] += char
        else:
            words.append(char)
    return words


def paint(drawing: Drawing, context: QgsRenderContext, *, layered: bool = False) -> None:
    """Draw the marks with the context's painter, whose unit is the output's dot; ``layered`` marks layers too."""
    painter = context.painter()
    scale = context.scaleFactor()  # dots per mm
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.scale(scale, scale)
    for mark in drawing.marks:
        if isinstance(mark, Text):
            _paint_text(mark, painter)
        elif isinstance(mark, Path):
            _paint_path(mark, painter)
        elif isinstance(mark, Layer):
            if layered:
                paint_mark(mark.key, painter)
        elif isinstance(mark, Cut):
            if is_svg(painter):
                _paint_cut(mark, painter)
        else:
            if mark.clip is not None:
                begin_cut(painter, _rect(mark.clip))
            if isinstance(mark, Hatch):
                _paint_hatch(mark, painter)
            else:
                painter.save()
                painter.scale(1 / scale, 1 / scale)
                _paint_stamp(mark, context, scale)
                painter.restore()
            if mark.clip is not None:
                end_cut(painter)
    painter.restore()


def _paint_cut(mark: Cut, painter: QPainter) -> None:
    if mark.box is None:
        end_cut(painter)
    else:
        begin_cut(painter, _rect(mark.box))


def _rect(box: tuple[float, float, float, float]) -> QRectF:
    left, top, right, bottom = box
    return QRectF(left, top, right - left, bottom - top)


def _paint_hatch(mark: Hatch, painter: QPainter) -> None:
    area = QPainterPath()
    area.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in mark.rings:
        area.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
        area.closeSubpath()
    begin_cut(painter, area)
    pen = QPen(QColor(mark.color), mark.width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if mark.dash:
        pen.setDashPattern([value / mark.width for value in mark.dash])
    painter.setPen(pen)
    for (x0, y0), (x1, y1) in hatch_lines(mark):
        painter.drawLine(QPointF(x0, y0), QPointF(x1, y1))
    end_cut(painter)


def hatch_lines(mark: Hatch) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the hatch's lines in mm, long enough to cross the whole area."""
    xs, ys = [x for x, _ in mark.rings[0]], [y for _, y in mark.rings[0]]
    if mark.clip is not None:
        left, top, right, bottom = mark.clip
        xs, ys = [min(max(x, left), right) for x in xs], [min(max(y, top), bottom) for y in ys]
    angle = math.radians(mark.angle)
    dx, dy = math.cos(angle), -math.sin(angle)
    nx, ny = -dy, dx
    corners = [(x, y) for x in (min(xs), max(xs)) for y in (min(ys), max(ys))]
    across = [x * nx + y * ny for x, y in corners]
    along = [x * dx + y * dy for x, y in corners]
    low, high = min(along) - 1, max(along) + 1
    lines = []
    for number in range(math.floor(min(across) / mark.distance), math.ceil(max(across) / mark.distance) + 1):
        off = (number + 0.5) * mark.distance
        lines.append(((low * dx + off * nx, low * dy + off * ny), (high * dx + off * nx, high * dy + off * ny)))
    return lines


def _paint_text(mark: Text, painter: QPainter) -> None:
    font = _font(mark.bold)
    shift = {"left": 0.0, "center": -0.5, "right": -1.0}[mark.align] * mark.width()
    painter.save()
    painter.translate(mark.x, mark.y)
    if mark.angle:
        painter.rotate(mark.angle)
    painter.translate(shift, 0)
    painter.scale(mark.size / EM, mark.size / EM)
    if mark.halo is not None:
        path = QPainterPath()
        path.addText(0, 0, font, mark.text)
        pen = QPen(QColor(mark.halo), 2 * mark.halo_mm * EM / mark.size)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.strokePath(path, pen)
    if mark.bold and painter.paintEngine().type() == QPaintEngine.Type.Raster:
        # large glyphs are drawn as plain outlines on an image: the family has no bold face to fall back on
        path = QPainterPath()
        path.addText(0, 0, _font(False), mark.text)
        painter.setPen(QPen(QColor(mark.color), EM * BOLDER))
        painter.setBrush(QColor(mark.color))
        painter.drawPath(path)
    else:
        painter.setFont(font)
        painter.setPen(QColor(mark.color))
        painter.drawText(QPointF(0, 0), mark.text)
    painter.restore()


def _paint_path(mark: Path, painter: QPainter) -> None:
    path = QPainterPath()
    for part in mark.parts:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in part]))
        if mark.closed or mark.fill is not None:
            path.closeSubpath()
    if mark.stroke is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        pen = QPen(QColor(mark.stroke), mark.width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if mark.cap_round else Qt.PenCapStyle.FlatCap)
        if mark.dash:
            pen.setDashPattern([value / mark.width for value in mark.dash])
        painter.setPen(pen)
    painter.setBrush(QBrush(QColor(mark.fill)) if mark.fill is not None else QBrush(Qt.BrushStyle.NoBrush))
    painter.drawPath(path)


def _paint_stamp(mark: Stamp, context: QgsRenderContext, scale: float) -> None:
    symbol = mark.symbol.clone()
    symbol.startRender(context)
    points = [QPointF(x * scale, y * scale) for x, y in mark.points]
    kind = symbol.type()
    if kind == QgsSymbol.SymbolType.Marker:
        for place in points:
            symbol.renderPoint(place, None, context)
    elif kind == QgsSymbol.SymbolType.Line:
        symbol.renderPolyline(QPolygonF(points), None, context)
    else:
        holes = [QPolygonF([QPointF(x * scale, y * scale) for x, y in hole]) for hole in mark.holes]
        symbol.renderPolygon(QPolygonF(points), holes or None, None, context)
    symbol.stopRender(context)
