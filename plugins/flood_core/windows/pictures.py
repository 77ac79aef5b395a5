"""Make pictures smaller in the main thread without waiting for works in the background.

Qt 5's own smooth scaling shares its work out to the threads that also run
QGIS's tasks. Called from Python it holds Python's lock meanwhile: with a task
in every thread each side waits for the other for ever.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QPainter, QPixmap


def shrunk(picture: QPixmap, size: QSize) -> QPixmap:
    """Return the picture at ``size`` in pixels, halved as often as it can be so that thin lines stay."""
    while picture.size() != size:
        half = QSize(picture.width() // 2, picture.height() // 2)
        smaller = QPixmap(half if half.width() > size.width() and half.height() > size.height() else size)
        smaller.fill()
        painter = QPainter(smaller)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(smaller.rect(), picture)
        painter.end()
        picture = smaller
    return picture
