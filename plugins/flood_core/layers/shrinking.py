"""Make pictures smaller without Qt's threads, in any thread of ours.

Qt 5's own smooth scaling shares its work out to the threads that also run
QGIS's tasks. Called from Python it holds Python's lock meanwhile: with a task
in every thread each side waits for the other for ever.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage, QPainter


def shrunk(picture: QImage, size: QSize) -> QImage:
    """Return the picture on white at ``size`` in pixels, halved as often as it can be so that thin lines stay."""
    while picture.size() != size:
        half = QSize(picture.width() // 2, picture.height() // 2)
        last = half.width() <= size.width() or half.height() <= size.height()
        smaller = QImage(size if last else half, QImage.Format.Format_RGB32)
        smaller.fill(QColor("white"))
        painter = QPainter(smaller)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(smaller.rect(), picture)
        painter.end()
        picture = smaller
    return picture
