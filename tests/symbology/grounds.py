"""Grounds that symbols must stand out from: white paper, an orthophoto, the relief tint.

No aerial photograph may be shipped here, so the orthophoto is made: forest, fields,
roofs, roads and water in the tones of a summer photograph of hilly coast (forest
darkest, greenhouse roofs and concrete brightest), with grain. The relief tint is
hypsometric colours under a hill shade. The same bytes every time.
"""

import numpy as np

SIDE = 240  # pixels

#: Blue, green, red of a photograph's surfaces, and how much they vary.
FOREST, FIELD, PADDY, SOIL, ROOF, BLUE_ROOF, CONCRETE, WATER = (
    (38, 58, 44), (72, 128, 112), (64, 104, 84), (98, 132, 160), (92, 96, 118), (150, 118, 82), (196, 202, 206),
    (96, 88, 62),
)  # fmt: skip


def white() -> np.ndarray:
    return np.full((SIDE, SIDE, 3), 255.0)


def orthophoto(seed: int = 7) -> np.ndarray:
    """Return rows x columns x (blue, green, red): every surface at every place of a symbol, by ``seed``."""
    chance = np.random.default_rng(seed)
    picture = np.empty((SIDE, SIDE, 3))
    patch = SIDE // 6
    surfaces = (FOREST, FIELD, PADDY, SOIL, FOREST, WATER)
    for row in range(6):
        for column in range(6):
            tone = np.array(surfaces[chance.integers(len(surfaces))], float) + chance.normal(0, 6, 3)
            picture[row * patch : (row + 1) * patch, column * patch : (column + 1) * patch] = tone
    for _ in range(26):  # a village: roofs and yards
        y, x = chance.integers(0, SIDE - 16, 2)
        high, wide = chance.integers(6, 15, 2)
        roof = (ROOF, ROOF, BLUE_ROOF, CONCRETE)[chance.integers(4)]
        picture[y : y + high, x : x + wide] = roof
        picture[y + high : y + high + 2, x : x + wide] = (20, 24, 22)  # its shadow
    picture[SIDE // 2 + 30 : SIDE // 2 + 36] = CONCRETE  # a road
    grain = chance.normal(0, 9, (SIDE, SIDE, 1)) + _smooth(chance.normal(0, 40, (SIDE, SIDE)))[:, :, None]
    return np.clip(picture + grain, 0, 255)


def relief() -> np.ndarray:
    """Return a hypsometric tint from plain to ridge, shaded by a low sun."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    height = 0.5 + 0.3 * np.sin(7 * x + 2 * y) + 0.2 * np.sin(11 * y - 3 * x)
    stops = np.array([(196, 226, 206), (178, 222, 232), (150, 190, 222), (120, 150, 190), (235, 238, 240)], float)
    tint = np.stack([np.interp(height, np.linspace(0, 1, 5), stops[:, band]) for band in range(3)], axis=2)
    slope_y, slope_x = np.gradient(height * 60)
    shade = np.clip((1 - slope_x - slope_y) / np.sqrt(1 + slope_x**2 + slope_y**2) / 1.6, 0.35, 1)
    return tint * shade[:, :, None]


def _smooth(noise: np.ndarray) -> np.ndarray:
    for axis in (0, 1):
        noise = sum(np.roll(noise, shift, axis) for shift in range(-4, 5)) / 9
    return noise
