"""Drawn parts of a report's pages: the title and the bar charts.

Drawn on the page directly: reportlab's own charts would name Helvetica, which is not embedded.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable

from .tables import Bars, Figure, Kind, Value
from .typeface import typeface

INK = HexColor(0x222222)
MUTED = HexColor(0x666666)
FAINT = HexColor(0xA9B0B7)
WARNING = HexColor(0xC00000)
GRID = HexColor(0xD9DEE3)

FILL_AND_STROKE = 2
NO_FIGURE = "—"


def written(value: Value, kind: Kind) -> str:
    """Return a value as the document prints it."""
    if value is None:
        return NO_FIGURE
    if isinstance(value, str):
        return value
    if kind in (Kind.KM, Kind.HECTARE) and value == 0:
        return "0"
    if kind is Kind.PERCENT:
        return f"{value * 100:.1f}%"
    if kind in (Kind.KM, Kind.HECTARE, Kind.RATIO):
        return f"{value:,.2f}"
    if kind is Kind.QUANTITY:
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,.0f}"


def fitted(text: str, font: str, size: float, width: float) -> str:
    """Return ``text``, shortened with an ellipsis when it is wider than ``width`` points."""
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text + "…"


class TitleBlock(Flowable):
    """The title in song type made bold, centred; it breaks only where it may."""

    SIZE, LEADING = 22, 32

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__()
        self._lines = lines

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Put the lines on one where they fit."""
        self.width = width
        whole = "".join(self._lines)
        if stringWidth(whole, typeface().serif, self.SIZE) <= width:
            self._lines = (whole,)
        return width, self.LEADING * len(self._lines) + 6

    def draw(self) -> None:
        """Draw the lines."""
        canvas: Any = self.canv
        canvas.setFillColor(INK)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.55)
        for number, line in enumerate(reversed(self._lines)):
            size = self.SIZE
            while stringWidth(line, typeface().serif, size) > self.width:
                size -= 1
            text = canvas.beginText()
            text.setFont(typeface().serif, size)
            text.setTextRenderMode(FILL_AND_STROKE)
            left = (self.width - stringWidth(line, typeface().serif, size)) / 2
            text.setTextOrigin(left, 6 + self.LEADING * number + 6)
            text.textOut(line)
            text.setTextRenderMode(0)
            canvas.drawText(text)


class KeyFigures(Flowable):
    """The key figures in two rows of boxes with hairlines between."""

    ROW_HEIGHT = 46.0

    def __init__(self, figures: tuple[Figure, ...], columns: int = 5) -> None:
        super().__init__()
        self._figures, self._columns = figures, columns

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width = width
        self._rows = -(-len(self._figures) // self._columns)
        return width, self._rows * self.ROW_HEIGHT

    def draw(self) -> None:
        """Draw the boxes."""
        canvas: Any = self.canv
        cell = self.width / self._columns
        height = self._rows * self.ROW_HEIGHT
        canvas.setFillColor(HexColor(0xF5F7F9))
        canvas.rect(0, 0, self.width, height, stroke=0, fill=1)
        canvas.setStrokeColor(HexColor(0xC3CBD3))
        canvas.setLineWidth(0.4)
        for number in range(1, self._columns):
            canvas.line(number * cell, 6, number * cell, height - 6)
        for number in range(1, self._rows):
            canvas.line(6, number * self.ROW_HEIGHT, self.width - 6, number * self.ROW_HEIGHT)
        for number, figure in enumerate(self._figures):
            left = (number % self._columns) * cell
            bottom = height - (number // self._columns + 1) * self.ROW_HEIGHT
            self._draw_figure(canvas, figure, left, bottom, cell)

    def _draw_figure(self, canvas: Any, figure: Figure, left: float, bottom: float, width: float) -> None:
        sans = typeface().sans
        number = written(figure.value, figure.kind)
        unit = "" if figure.kind is Kind.PERCENT else figure.unit
        size = 17.0
        while stringWidth(number, sans, size) + stringWidth(unit, sans, 8) + 14 > width and size > 8:
            size -= 1
        canvas.setFillColor(MUTED)
        canvas.setFont(sans, 8.5)
        canvas.drawString(left + 7, bottom + self.ROW_HEIGHT - 15, figure.name)
        canvas.setFillColor(WARNING if figure.warn else INK)
        canvas.setFont(sans, size)
        canvas.drawString(left + 7, bottom + 10, number)
        canvas.setFillColor(MUTED)
        canvas.setFont(sans, 8)
        canvas.drawString(left + 9 + stringWidth(number, sans, size), bottom + 10, unit)


class BarChart(Flowable):
    """Horizontal bars with their labels on the left, values at the end and a legend on top."""

    LABEL_WIDTH = 96.0
    END_WIDTH = 44.0

    def __init__(self, bars: Bars) -> None:
        super().__init__()
        self._bars = bars
        group = 1 if bars.stacked else len(bars.series)
        self._thickness = 8.5 if bars.stacked else 6.0
        self._step = group * self._thickness + 4.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the whole width, and a line for each label."""
        self.width = width
        return width, 34 + self._step * len(self._bars.labels) + 12

    def draw(self) -> None:
        """Draw heading, legend, grid and bars."""
        canvas: Any = self.canv
        _, height = self.wrap(self.width, 0)
        self._draw_heading(canvas, height)
        top, bottom = height - 34, 12.0
        largest = self._largest()
        scale = (self.width - self.LABEL_WIDTH - self.END_WIDTH) / largest
        self._draw_grid(canvas, top, bottom, largest, scale)
        for number, label in enumerate(self._bars.labels):
            self._draw_label(canvas, number, label, top, scale)

    def _largest(self) -> float:
        columns = [values for _, _, values in self._bars.series]
        if self._bars.stacked:
            sums = [sum(values) for values in zip(*columns)]
        else:
            sums = [value for values in columns for value in values]
        return _round_up(max(sums, default=0) or 1)

    def _draw_heading(self, canvas: Any, height: float) -> None:
        sans = typeface().sans
        canvas.setFont(sans, 9.5)
        canvas.setFillColor(INK)
        canvas.drawString(0, height - 11, f"{self._bars.title}（单位：{self._bars.unit}）")
        left = self.LABEL_WIDTH
        canvas.setFont(sans, 8)
        for name, color, _ in self._bars.series:
            canvas.setFillColor(_color(color))
            canvas.rect(left, height - 27, 8, 8, stroke=0, fill=1)
            canvas.setFillColor(INK)
            canvas.drawString(left + 11, height - 26, name)
            left += 24 + stringWidth(name, sans, 8)

    def _draw_grid(self, canvas: Any, top: float, bottom: float, largest: float, scale: float) -> None:
        canvas.setLineWidth(0.3)
        canvas.setStrokeColor(GRID)
        canvas.setFillColor(MUTED)
        canvas.setFont(typeface().sans, 7.5)
        for number in range(5):
            value = largest * number / 4
            at = self.LABEL_WIDTH + value * scale
            canvas.line(at, bottom, at, top)
            canvas.drawCentredString(at, bottom - 10, f"{value:,.0f}" if value == int(value) else f"{value:,.1f}")

    def _draw_label(self, canvas: Any, number: int, label: str, top: float, scale: float) -> None:
        sans = typeface().sans
        upper = top - number * self._step - 3
        group = self._thickness * (1 if self._bars.stacked else len(self._bars.series))
        canvas.setFillColor(INK)
        canvas.setFont(sans, 8)
        shown = fitted(label, sans, 8, self.LABEL_WIDTH - 6)
        canvas.drawRightString(self.LABEL_WIDTH - 5, upper - group / 2 - 3, shown)
        left = self.LABEL_WIDTH
        for position, (_, color, values) in enumerate(self._bars.series):
            length = values[number] * scale
            bottom = upper - (group if self._bars.stacked else self._thickness * (position + 1))
            start = left if self._bars.stacked else self.LABEL_WIDTH
            canvas.setFillColor(_color(color))
            thickness = self._thickness - (0 if self._bars.stacked else 0.8)
            if length > 0:
                canvas.rect(start, bottom, length, thickness, stroke=0, fill=1)
            if self._bars.stacked:
                left += length
            else:
                canvas.setFillColor(MUTED)
                canvas.setFont(sans, 6.5)
                canvas.drawString(start + length + 3, bottom + 0.4, f"{values[number]:,.0f}")
        if self._bars.stacked:
            canvas.setFillColor(MUTED)
            canvas.setFont(sans, 7.5)
            whole = sum(values[number] for _, _, values in self._bars.series)
            canvas.drawString(left + 3, upper - group / 2 - 2.6, f"{whole:,.0f}")


def _round_up(value: float) -> float:
    """Return the next of 1, 2, 4, 8, 10 times a power of ten, so that quarters are plain numbers."""
    power = 1.0
    while power * 10 < value:
        power *= 10
    return next(power * step for step in (1, 2, 4, 6, 8, 10) if power * step >= value)


def _color(text: str) -> Color:
    return HexColor(int(text, 16))
