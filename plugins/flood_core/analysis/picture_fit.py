"""How a picture lies on the map: two to six places found in both, and how well they agree."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Sequence

from qgis.analysis import QgsGcpTransformerInterface
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QPolygonF, QTransform

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.underlay import LEAST_PLACES, LEAST_SLANTED, Place
from .metric import metric_crs

#: Places nearer to each other than this say nothing of direction and size: in pixels, and in metres.
NEAR_PIXELS, NEAR_METRES = 10.0, 5.0
#: Four places in a line say nothing of the other direction: least width of what they enclose, as a share.
_THIN = 0.08
#: By how much a click is off, as a share of what the places span: three pixels of a window of 750.
_CLICK = 0.004
_Method = QgsGcpTransformerInterface.TransformMethod


class PlacesTooNear(InputError):
    """Two places are the same, in the picture or on the map."""

    template = QT_TRANSLATE_NOOP("errors", "Two of the places lie too near to each other.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose places that lie far apart, best in opposite corners.")


class NoSlant(InputError):
    """The places do not say how a photograph was held."""

    template = QT_TRANSLATE_NOOP("errors", "These places cannot straighten the photograph.")
    hint = QT_TRANSLATE_NOOP("errors", "Three of them lie in a line, or two were swapped. Choose other places.")


@dataclass(frozen=True)
class Fit:
    """Where the picture lies: a matrix from pixels to metres, row by row, and how far it is out.

    Column, line and 1 become east, north and a share by which both are divided;
    in a picture that lies flat that share is 1 everywhere.
    """

    crs: str
    matrix: tuple[float, ...]  # nine numbers
    residuals: tuple[float, ...]  # of each place, in metres
    metres: float  # of all places (root mean square); unchecked: what clicks that are a little off make of it
    is_checked: bool  # as many places as are needed always fit: only one more gives something to compare
    box: tuple[float, float, float, float]  # of the places on the ground: west, south, east, north in metres

    @property
    def is_flat(self) -> bool:
        """Tell whether it is turned, scaled and shifted only."""
        return self.matrix[6:] == (0.0, 0.0, 1.0)

    @property
    def transform(self) -> tuple[float, float, float, float, float, float]:
        """Return GDAL's geotransform of a flat picture."""
        a, b, east, d, e, north = self.matrix[:6]
        return east, a, b, north, d, e

    def at(self, column: float, line: float) -> tuple[float, float]:
        """Return where a pixel lies, in metres."""
        return _at(self.matrix, column, line)

    def share(self, column: float, line: float) -> float:
        """Return by what east and north of a pixel are divided: small far away, 0 at the horizon, less behind it."""
        return _share(self.matrix, column, line)


def fit(places: Sequence[Place], *, slanted: bool = False) -> Fit:
    """Return how the picture lies on the map.

    Two or three places turn, scale and shift it (Helmert); four and more may
    also stretch it (affine), unless they lie in a line. A ``slanted``
    photograph is straightened (projective). Raises: PlacesTooNear, NoSlant.
    """
    longitude = sum(one.longitude for one in places) / max(1, len(places))
    crs = metric_crs(longitude)
    to_metres = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4490"), QgsCoordinateReferenceSystem(crs), QgsCoordinateTransformContext()
    )
    pixels = [QgsPointXY(one.column, -one.line) for one in places]  # lines count downwards
    ground = [to_metres.transform(QgsPointXY(one.longitude, one.latitude)) for one in places]
    least = LEAST_SLANTED if slanted else LEAST_PLACES
    if len(places) < least or _too_near(pixels, NEAR_PIXELS) or _too_near(ground, NEAR_METRES):
        raise PlacesTooNear()
    stretches = len(places) > 3 and not _in_a_line(pixels)
    flat = _Method.PolynomialOrder1 if stretches else _Method.Helmert
    matrix = _straightening(pixels, ground) if slanted else _flat_matrix(_solved(flat, pixels, ground))
    laid = [QgsPointXY(*_at(matrix, one.column, one.line)) for one in places]
    residuals = tuple(there.distance(here) for there, here in zip(ground, laid))
    is_checked = len(places) > least
    if slanted and not is_checked:
        metres = _click_error(pixels, ground, matrix)
    else:
        metres = math.sqrt(sum(one * one for one in residuals) / len(residuals))
    east, north = [one.x() for one in ground], [one.y() for one in ground]
    return Fit(crs, matrix, residuals, metres, is_checked, (min(east), min(north), max(east), max(north)))


def _solved(method: Any, pixels: Sequence[QgsPointXY], ground: Sequence[QgsPointXY]) -> QgsGcpTransformerInterface:
    transformer = QgsGcpTransformerInterface.create(method)
    if not transformer.updateParametersFromGcps(pixels, ground, False):
        raise PlacesTooNear()
    return transformer


def _flat_matrix(transformer: QgsGcpTransformerInterface) -> tuple[float, ...]:
    origin, right, down = (_through(transformer, *at) for at in ((0.0, 0.0), (1.0, 0.0), (0.0, -1.0)))
    return (right.x() - origin.x(), down.x() - origin.x(), origin.x(),
            right.y() - origin.y(), down.y() - origin.y(), origin.y(), 0.0, 0.0, 1.0)  # fmt: skip


def _straightening(pixels: Sequence[QgsPointXY], ground: Sequence[QgsPointXY]) -> tuple[float, ...]:
    """Return the projective matrix; its share is positive at all places. Raises: NoSlant."""
    triples = combinations(pixels, 3) if len(pixels) == LEAST_SLANTED else [pixels]
    if any(_in_a_line(one) for one in triples):
        raise NoSlant()
    transformer = _solved(_Method.Projective, pixels, ground)
    corners = _corners(pixels)
    origin = ground[0]
    there = [_through(transformer, one.x(), one.y()) for one in corners]
    found = QTransform()
    if not QTransform.quadToQuad(
        QPolygonF([QPointF(one.x(), -one.y()) for one in corners]),
        QPolygonF([QPointF(one.x() - origin.x(), one.y() - origin.y()) for one in there]), found,
    ):  # fmt: skip
        raise NoSlant()
    found = found * QTransform.fromTranslate(origin.x(), origin.y())
    matrix = (found.m11(), found.m21(), found.m31(), found.m12(), found.m22(), found.m32(),
              found.m13(), found.m23(), found.m33())  # fmt: skip
    shares = [_share(matrix, one.x(), -one.y()) for one in pixels]
    if not (all(one > 0 for one in shares) or all(one < 0 for one in shares)):
        raise NoSlant()
    return matrix if shares[0] > 0 else tuple(-one for one in matrix)


def _corners(pixels: Sequence[QgsPointXY]) -> list[QgsPointXY]:
    """Return four of the places, one after the other round their middle."""
    x = sum(one.x() for one in pixels) / len(pixels)
    y = sum(one.y() for one in pixels) / len(pixels)
    return sorted(pixels[:LEAST_SLANTED], key=lambda one: math.atan2(one.y() - y, one.x() - x))


def _click_error(
    pixels: Sequence[QgsPointXY], ground: Sequence[QgsPointXY], matrix: tuple[float, ...]
) -> float:
    """Return by how many metres the middle of the places is out when each of the four clicks is a little off."""
    across = max(one.distance(other) for one in pixels for other in pixels) * _CLICK
    x = sum(one.x() for one in pixels) / len(pixels)
    y = sum(one.y() for one in pixels) / len(pixels)
    here, squares = QgsPointXY(*_at(matrix, x, -y)), 0.0
    for number in range(len(pixels)):
        for shift in ((across, 0.0), (0.0, across)):
            moved = list(pixels)
            moved[number] = QgsPointXY(pixels[number].x() + shift[0], pixels[number].y() + shift[1])
            squares += here.sqrDist(_through(_solved(_Method.Projective, moved, ground), x, y))
    return math.sqrt(squares)


def _at(matrix: Sequence[float], column: float, line: float) -> tuple[float, float]:
    east, north = (matrix[row] * column + matrix[row + 1] * line + matrix[row + 2] for row in (0, 3))
    share = _share(matrix, column, line)
    return east / share, north / share


def _share(matrix: Sequence[float], column: float, line: float) -> float:
    return matrix[6] * column + matrix[7] * line + matrix[8]


def _through(transformer: QgsGcpTransformerInterface, x: float, y: float) -> QgsPointXY:
    _, east, north = transformer.transform(x, y, False)
    return QgsPointXY(east, north)


def _too_near(points: Sequence[QgsPointXY], least: float) -> bool:
    return any(one.distance(other) < least for number, one in enumerate(points) for other in points[:number])


def _in_a_line(points: Sequence[QgsPointXY]) -> bool:
    ends = max(((one, other) for one in points for other in points), key=lambda pair: pair[0].distance(pair[1]))
    first, last = ends
    length = first.distance(last)
    across = [
        ((last.x() - first.x()) * (one.y() - first.y()) - (last.y() - first.y()) * (one.x() - first.x())) / length
        for one in points
    ]
    return (max(across) - min(across)) / length < _THIN
