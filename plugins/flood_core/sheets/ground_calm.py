"""Make the picture under a map lighter in bytes: smoother, and with fewer levels of colour, as little as will do.

A photograph with grain does not pack: of 3000 x 1650 dots as PNG it may come
out larger than a county's portal takes. What is drawn over it stays as it is.
"""

from __future__ import annotations

import numpy as np
from qgis.PyQt.QtGui import QImage

from .png import by_qt
from .presets import Preset

#: How often a picture is smoothed, and in which steps its colours go: on from row to row as long as it is too heavy.
_CALMER = ((0, 1), (0, 4), (1, 4), (2, 6), (4, 8), (8, 8), (16, 10))
#: What a page weighs by its symbols, names and tables, and to spare.
_DRAWING_BYTES = 1_200_000


def most_bytes(preset: Preset, dots: int) -> int | None:
    """Return what a picture of so many dots may weigh on a paper, None where nothing is set.

    The maps of a page share what the paper's image may weigh by their dots: an enlargement covers a part of the map.
    """
    if preset.most_bytes is None:
        return None
    width, height = preset.map_mm
    of_the_map = width * height * preset.dots_per_mm**2
    return max(0, round((preset.most_bytes - _DRAWING_BYTES) * dots / of_the_map))


def calmed(colours: np.ndarray, most: int | None) -> tuple[np.ndarray, int]:
    """Return a picture (rows x columns x red, green, blue) of at most so many bytes as PNG, and its bytes.

    When even the calmest is heavier, that one comes back. Without a limit the picture is only rounded.
    """
    done = 0
    for times, step in _CALMER:
        for _ in range(done, times):
            colours = _smoothed(colours)
        done = times
        picture = np.clip(np.rint(colours / step) * step, 0, 255).astype(np.uint8)
        if most is None:
            return picture, 0
        weight = _weight(picture)
        if weight <= most:
            break
    return picture, weight


def _smoothed(colours: np.ndarray) -> np.ndarray:
    """Return the mean of each dot and its neighbours, nearer ones counting more."""
    for axis in (0, 1):
        edges = [(1, 1) if one == axis else (0, 0) for one in range(3)]
        wide = np.moveaxis(np.pad(colours, edges, mode="edge"), axis, 0)
        colours = np.moveaxis((wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4, 0, axis)
    return colours


def _weight(picture: np.ndarray) -> int:
    rows, columns, _ = picture.shape
    content = picture.tobytes()
    return len(by_qt(QImage(content, columns, rows, 3 * columns, QImage.Format.Format_RGB888), "png"))
