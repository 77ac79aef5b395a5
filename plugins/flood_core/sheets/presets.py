"""Papers that a sheet can be printed on: a table of data, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..resources.paths import templates
from .errors import UnknownPreset


@dataclass(frozen=True)
class Preset:
    """A paper size in mm with its template; ``family`` groups the orientations of one size."""

    name: str
    family: str
    width_mm: float
    height_mm: float
    template: str
    map_mm: tuple[float, float]  # the map's size in the shipped template, to choose the orientation by
    symbol_mm: float = 5.0
    symbol_least_mm: float = 4.0
    label_mm: float = 2.6
    dpi: int = 300

    def template_path(self) -> Path:
        """Return where the template lies."""
        return templates() / "sheets" / self.template


PRESETS = (
    Preset("A3-landscape", "A3", 420, 297, "A3_landscape.qpt", (292, 230)),
    Preset("A3-portrait", "A3", 297, 420, "A3_portrait.qpt", (265, 254)),
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
