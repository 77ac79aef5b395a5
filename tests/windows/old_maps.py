"""Last year's map of the small village on paper: as a scan, and as a photograph from the side in a PDF."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QPointF, QSizeF
from qgis.PyQt.QtGui import QColor, QFont, QImage, QPageSize, QPainter, QPdfWriter, QPen, QPolygonF, QTransform

#: Places of the scan (pixels) and where they are, in metres from the village's middle: 4 m a pixel.
PLACES = (
    ((50, 50), (-600, 600)), ((350, 50), (600, 600)), ((350, 350), (600, -600)), ((50, 350), (-600, -600)),
    ((200, 200), (0, 0)),
)  # fmt: skip
#: Where the corners of the paper are on the photograph: 100 mm at 300 dots per inch.
_CORNERS = ((350, 300), (830, 300), (1150, 1100), (30, 1100))
_PAPER = ((0, 0), (400, 0), (400, 400), (0, 400))


def scan(path: Path) -> Path:
    """Draw the map as a scan: the road, the lane, the zone, the houses."""
    assert _drawn().save(str(path))
    return path


def photograph(path: Path) -> Path:
    """Write a PDF with an empty page, and on the second one the map photographed from the side."""
    writer = QPdfWriter(str(path))
    writer.setResolution(300)
    writer.setPageSize(QPageSize(QSizeF(100, 100), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    writer.newPage()
    page = QImage(1181, 1181, QImage.Format.Format_RGB32)
    page.fill(QColor("#9aa7b0"))
    seen = QPainter(page)
    seen.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    seen.setTransform(_from_the_side())
    seen.drawImage(0, 0, _drawn())
    seen.end()
    painter.drawImage(0, 0, page)
    painter.end()
    return path


def on_photograph(pixel: tuple[float, float]) -> tuple[float, float]:
    """Return where a place of the scan is on the photograph."""
    at = _from_the_side().map(QPointF(*pixel))
    return at.x(), at.y()


def _from_the_side() -> QTransform:
    found = QTransform()
    assert QTransform.quadToQuad(*(QPolygonF([QPointF(*one) for one in four]) for four in (_PAPER, _CORNERS)), found)
    return found


def _drawn() -> QImage:
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#f3ead2"))
    painter = QPainter(image)
    painter.setPen(QPen(QColor("#7d6b4a"), 4))
    painter.drawLine(0, 200, 400, 200)
    painter.drawLine(300, 200, 300, 75)
    painter.setPen(QPen(QColor("#b03a2e"), 2))
    painter.drawRect(5, 180, 40, 40)
    painter.setPen(QPen(QColor("#3b3b3b"), 1))
    for number in range(24):
        painter.drawRect(60 + number * 13, 186 if number % 2 else 208, 7, 7)
    painter.setFont(QFont("WenQuanYi Micro Hei", 13))
    painter.drawText(90, 30, "方江屿村防汛形势图（手绘）")
    painter.drawRect(2, 2, 395, 395)
    painter.end()
    return image
