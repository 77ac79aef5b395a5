"""Papers that a sheet can be printed on: a table of data, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..resources.paths import templates
from .errors import UnknownPreset


@dataclass(frozen=True)
class Preset:
    """A paper size in mm with its template; ``family`` groups the orientations of one size.

    Everything on a sheet is set out in the millimetres of an A3 and drawn
    ``zoom`` times as large: a wall map is read from farther away.
    """

    name: str
    family: str
    width_mm: float
    height_mm: float
    template: str
    map_mm: tuple[float, float]  # the map's size in the shipped template before zooming, to choose the orientation by
    zoom: float = 1.0
    pixels: tuple[int, int] | None = None  # for a screen: what an image measures
    symbol_mm: float = 5.0
    symbol_least_mm: float = 4.0
    label_mm: float = 2.6
    dpi: int = 300

    def template_path(self) -> Path:
        """Return where the template lies."""
        return templates() / "sheets" / self.template


def _paper(family: str, long: float, short: float, zoom: float) -> tuple[Preset, Preset]:
    """Return both orientations of a paper; what stands beside the map is as large as on an A3, times ``zoom``."""
    wide, high = long / zoom, short / zoom
    columns = 2 if wide > 520 else 1
    landscape = (wide - 26.5 - 12 - 89.5 * columns - 3.5 * (columns - 1), high - 67)
    return (
        Preset(f"{family}-landscape", family, long, short, f"{family}_landscape.qpt", landscape, zoom),
        Preset(f"{family}-portrait", family, short, long, f"{family}_portrait.qpt", (high - 32, wide - 166), zoom),
    )


#: What the province takes for its screens: exactly so many pixels.
SCREEN = Preset("screen", "screen", 420, 231, "screen.qpt", (292, 164), pixels=(3000, 1650))
PRESETS = (
    *_paper("A3", 420, 297, 1.0),
    *_paper("A4", 297, 210, 0.85),
    *_paper("A2", 594, 420, 1.2),
    *_paper("A1", 841, 594, 1.5),
    *_paper("A0", 1189, 841, 1.6),
    SCREEN,
)


def candidates(name: str) -> list[Preset]:
    """Return the presets that a name stands for, the preferred first: ``A3`` is both orientations.

    Raises: UnknownPreset.
    """
    found = [preset for preset in PRESETS if name in (preset.name, preset.family)]
    if not found:
        known = sorted({preset.family for preset in PRESETS} | {preset.name for preset in PRESETS})
        raise UnknownPreset(preset=name, known=", ".join(known))
    return found
