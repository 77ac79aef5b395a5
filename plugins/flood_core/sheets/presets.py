"""Papers that a sheet can be printed on: a table of data, one row each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from ..resources.paths import templates
from .county import FILE, county_folder, county_settings
from .errors import BrokenCountySettings, UnknownPreset

_BAD_PRESET = QT_TRANSLATE_NOOP("errors", "a paper lacks name, width_mm, height_mm or template, or has what none has")


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
    most_bytes: int | None = None  # what an image may weigh
    symbol_mm: float = 5.0
    symbol_least_mm: float = 4.0
    label_mm: float = 2.6
    dpi: int = 300

    @property
    def dots_per_mm(self) -> float:
        """Return how many dots of an image a mm of the sheet has."""
        return self.pixels[0] / self.width_mm if self.pixels else self.dpi / 25.4

    def template_path(self) -> Path:
        """Return where the template lies: in the county's folder where it has one of this name."""
        own = county_folder() / self.template
        return own if own.is_file() else templates() / "sheets" / self.template


def _paper(family: str, long: float, short: float, zoom: float) -> tuple[Preset, Preset]:
    """Return both orientations of a paper; what stands beside the map is as large as on an A3, times ``zoom``."""
    wide, high = long / zoom, short / zoom
    columns = 2 if wide > 520 else 1
    landscape = (wide - 26.5 - 12 - 89.5 * columns - 3.5 * (columns - 1), high - 67)
    return (
        Preset(f"{family}-landscape", family, long, short, f"{family}_landscape.qpt", landscape, zoom),
        Preset(f"{family}-portrait", family, short, long, f"{family}_portrait.qpt", (high - 32, wide - 166), zoom),
    )


#: What the province takes for its screens: exactly so many pixels, under 5 MB.
SCREEN = Preset(
    "screen", "screen", 420, 231, "screen.qpt", (292, 164), pixels=(3000, 1650), most_bytes=5_000_000
)  # fmt: skip
PRESETS = (
    *_paper("A3", 420, 297, 1.0),
    *_paper("A4", 297, 210, 0.85),
    *_paper("A2", 594, 420, 1.2),
    *_paper("A1", 841, 594, 1.5),
    *_paper("A0", 1189, 841, 1.6),
    SCREEN,
)


def all_presets() -> tuple[Preset, ...]:
    """Return the shipped papers and, after them, the county's own.

    Raises: BrokenCountySettings.
    """
    return (*PRESETS, *(_own(row) for row in county_settings().presets))


def _own(row: dict[str, Any]) -> Preset:
    """Return a paper that the county lists; what it leaves out is as on an A3."""
    try:
        width, height = float(row["width_mm"]), float(row["height_mm"])
        zoom = float(row.get("zoom", 1.0))
        side = (width / zoom - 128, height / zoom - 67) if width > height else (width / zoom - 32, height / zoom - 166)
        plain: dict[str, Any] = {"family": str(row["name"]), "map_mm": side}
        preset = Preset(**{**plain, **row, "width_mm": width, "height_mm": height, "zoom": zoom})
    except (KeyError, TypeError, ValueError) as error:
        raise BrokenCountySettings(path=str(county_folder() / FILE), reason=_BAD_PRESET) from error
    pixels, map_mm = preset.pixels, preset.map_mm
    return replace(preset, pixels=pixels and (int(pixels[0]), int(pixels[1])), map_mm=(map_mm[0], map_mm[1]))


def candidates(name: str) -> list[Preset]:
    """Return the presets that a name stands for, the preferred first: ``A3`` is both orientations.

    Raises: UnknownPreset, BrokenCountySettings.
    """
    presets = all_presets()
    found = [preset for preset in presets if name in (preset.name, preset.family)]
    if not found:
        known = sorted({preset.family for preset in presets} | {preset.name for preset in presets})
        raise UnknownPreset(preset=name, known=", ".join(known))
    return found
