"""Straighten a photograph that was taken at a slant, so that it can lie on the map like an aerial picture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qgis.PyQt.QtCore import QBuffer, QIODevice, Qt
from qgis.PyQt.QtGui import QImage, QPainter, QTransform

from .picture_fit import Fit

#: Longest side of what is drawn, in pixels.
MOST_SIDE = 3000
#: So far beyond the places, as a share of what they span, a photograph is still worth showing.
_BEYOND = 1.0
#: Nearer to the horizon than this share nothing is to be seen.
_HORIZON = 1e-3
#: Points along each edge of the photograph by which its reach is found.
_ALONG = 50
#: PNG with hardly any compression: it is read once.
_QUICK = 95


@dataclass(frozen=True)
class Straightened:
    """The picture as it lies on the ground, and GDAL's geotransform of it."""

    png: bytes
    transform: tuple[float, float, float, float, float, float]


def straightened(jpeg: bytes, fit: Fit) -> Straightened:
    """Return a photograph as seen from above: of what its places enclose, and as far again round them.

    Farther away, towards the horizon, a pixel covers a field and says nothing.
    """
    photograph = QImage.fromData(jpeg)
    west, south, east, north = _reach(photograph, fit)
    pixel = max(_finest(fit), (east - west) / MOST_SIDE, (north - south) / MOST_SIDE)
    made = QImage(
        max(1, math.ceil((east - west) / pixel)), max(1, math.ceil((north - south) / pixel)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )  # fmt: skip
    made.fill(Qt.GlobalColor.transparent)
    m = fit.matrix
    to_metres = QTransform(m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8])
    to_pixels = QTransform(1 / pixel, 0, 0, -1 / pixel, -west / pixel, north / pixel)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setTransform(to_metres * to_pixels)
    painter.drawImage(0, 0, photograph)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made.save(buffer, "PNG", _QUICK)
    return Straightened(bytes(buffer.data()), (west, pixel, 0.0, north, 0.0, -pixel))


def _reach(photograph: QImage, fit: Fit) -> tuple[float, float, float, float]:
    """Return the box that is drawn: what the photograph shows, as far as it is worth it."""
    west, south, east, north = fit.box
    across, up = (east - west) * _BEYOND, (north - south) * _BEYOND
    width, height = photograph.width(), photograph.height()
    edge = [(width * n / _ALONG, y) for n in range(_ALONG + 1) for y in (0.0, float(height))]
    edge += [(x, height * n / _ALONG) for n in range(_ALONG + 1) for x in (0.0, float(width))]
    shares = [fit.share(x, y) for x, y in edge]
    seen = [fit.at(*at) for at, share in zip(edge, shares) if share > max(shares) * _HORIZON]
    wide = (west - across, south - up, east + across, north + up)
    if len(seen) < len(edge):  # the horizon is in the photograph: there it has no end
        return wide
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    return max(wide[0], min(xs)), max(wide[1], min(ys)), min(wide[2], max(xs)), min(wide[3], max(ys))


def _finest(fit: Fit) -> float:
    """Return what the finest pixel at a corner of the places measures, in metres."""
    m = QTransform(*(fit.matrix[n] for n in (0, 3, 6, 1, 4, 7, 2, 5, 8))).inverted()[0]
    west, south, east, north = fit.box
    found = []
    for x, y in ((west, south), (west, north), (east, south), (east, north)):
        share = m.m13() * x + m.m23() * y + m.m33()
        here = m.map(x, y)
        beside = m.map(x + 1.0, y)
        if abs(share) > 0:
            found.append(math.hypot(beside[0] - here[0], beside[1] - here[1]))
    return 1.0 / max(max(found, default=1.0), 1e-3)
