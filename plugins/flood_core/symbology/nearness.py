"""Which symbols look most alike in print: drawn small, compared pixel by pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Iterable

import numpy as np
from qgis.core import QgsMarkerSymbol
from qgis.PyQt.QtCore import QPointF

from .catalogue import Catalogue
from .samples import draw_point, paper
from .symbols import marker

SMALLEST_MM = 4.0  # of a frame in print
PIXELS_PER_MM = 300 / 25.4
#: Mean difference per pixel and channel (0 to 255) below which two symbols would be mixed up.
TOO_NEAR = 18.0
_SIDE = 54  # pixels: a frame of 4 mm with its halo
_GREY = np.array([0.114, 0.587, 0.299])  # blue, green, red as Qt stores them


@dataclass(frozen=True)
class Pair:
    """Two symbols and how far apart they look, in shades per pixel."""

    one: str
    other: str
    difference: float


def closest_pairs(count: int = 10, *, grey: bool = False) -> list[Pair]:
    """Return the point symbols that look most alike at 4 mm without labels, the nearest pair first.

    ``grey`` compares them as a grey print shows them.
    """
    codes = [symbol.code for symbol in Catalogue.load().of_geometry("point") if symbol.frame not in ("", "none")]
    return nearest(codes, lambda code: marker(code, SMALLEST_MM), count, grey=grey)


def nearest(
    codes: Iterable[str], draw: Callable[[str], QgsMarkerSymbol], count: int, *, grey: bool = False
) -> list[Pair]:
    """Return the pairs among ``codes`` whose symbols, drawn by ``draw``, look most alike."""
    names = list(codes)
    shown = [_picture(draw(code)) for code in names]
    flat = np.stack([(one @ _GREY if grey else one).reshape(-1) for one in shown])
    squares = (flat**2).sum(axis=1)
    apart = np.sqrt(np.maximum(squares[:, None] + squares[None] - 2 * flat @ flat.T, 0) / flat.shape[1])
    ones, others = np.triu_indices(len(names), 1)
    order = np.argsort(apart[ones, others], kind="stable")[:count]
    return [Pair(names[ones[place]], names[others[place]], float(apart[ones[place], others[place]])) for place in order]


def _picture(symbol: QgsMarkerSymbol) -> np.ndarray:
    """Return rows x columns x (blue, green, red) of a symbol on white."""
    with paper(_SIDE, _SIDE, PIXELS_PER_MM) as (image, context):
        draw_point(symbol, QPointF(_SIDE / 2, _SIDE / 2), context)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, np.uint8).reshape(_SIDE, _SIDE, 4)[:, :, :3].astype(float)
