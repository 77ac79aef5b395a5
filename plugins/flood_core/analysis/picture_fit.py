"""How a picture lies on the map: two to four places found in both, and how well they agree."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Sequence

from qgis.analysis import QgsGcpTransformerInterface
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsPointXY

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.underlay import LEAST_PLACES, Place
from .metric import metric_crs

#: Places nearer to each other than this say nothing of direction and size: in pixels, and in metres.
NEAR_PIXELS, NEAR_METRES = 10.0, 5.0
#: Four places in a line say nothing of the other direction: least width of what they enclose, as a share.
_THIN = 0.08
_Method = QgsGcpTransformerInterface.TransformMethod


class PlacesTooNear(InputError):
    """Two places are the same, in the picture or on the map."""

    template = QT_TRANSLATE_NOOP("errors", "Two of the places lie too near to each other.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose places that lie far apart, best in opposite corners.")


@dataclass(frozen=True)
class Fit:
    """Where the picture lies: six numbers from pixels to metres (GDAL's geotransform), and how far it is out."""

    crs: str
    transform: tuple[float, float, float, float, float, float]
    residuals: tuple[float, ...]  # of each place, in metres
    metres: float  # of all places (root mean square)
    is_checked: bool  # two places always fit: only from the third on there is something to compare


def fit(places: Sequence[Place]) -> Fit:
    """Return how the picture lies on the map.

    Two or three places turn, scale and shift it (Helmert); four may also
    stretch it (affine), unless they lie in a line. Raises: PlacesTooNear.
    """
    longitude = sum(one.longitude for one in places) / max(1, len(places))
    crs = metric_crs(longitude)
    to_metres = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:4490"), QgsCoordinateReferenceSystem(crs), QgsCoordinateTransformContext()
    )
    pixels = [QgsPointXY(one.column, -one.line) for one in places]  # lines count downwards
    ground = [to_metres.transform(QgsPointXY(one.longitude, one.latitude)) for one in places]
    if len(places) < LEAST_PLACES or _too_near(pixels, NEAR_PIXELS) or _too_near(ground, NEAR_METRES):
        raise PlacesTooNear()
    stretches = len(places) > 3 and not _in_a_line(pixels)
    transformer = QgsGcpTransformerInterface.create(_Method.PolynomialOrder1 if stretches else _Method.Helmert)
    if not transformer.updateParametersFromGcps(pixels, ground, False):
        raise PlacesTooNear()
    origin, right, down = (_through(transformer, *at) for at in ((0.0, 0.0), (1.0, 0.0), (0.0, -1.0)))
    laid = [_through(transformer, one.x(), one.y()) for one in pixels]
    residuals = tuple(there.distance(here) for there, here in zip(ground, laid))
    return Fit(
        crs,
        (origin.x(), right.x() - origin.x(), down.x() - origin.x(),
         origin.y(), right.y() - origin.y(), down.y() - origin.y()),
        residuals, math.sqrt(sum(one * one for one in residuals) / len(residuals)), len(places) > LEAST_PLACES,
    )  # fmt: skip


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
