"""Make pictures of the screen smaller in the main thread without waiting for works in the background."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QPixmap

from ..layers import shrinking


def shrunk(picture: QPixmap, size: QSize) -> QPixmap:
    """Return the picture at ``size`` in pixels, halved as often as it can be so that thin lines stay."""
    return QPixmap.fromImage(shrinking.shrunk(picture.toImage(), size))
