"""Find an area by what a person types: its name, a former name, pinyin, initials, or the beginning of its code."""

from __future__ import annotations

from typing import Iterable, Sequence

from ..database.area_tree import Area
from ..model.area_codes import short_code
from ..model.area_names import ancestor_codes
from ..resources.pinyin import matches


def fits(area: Area, typed: str) -> bool:
    """Tell whether an area is what was typed; nothing typed fits every area."""
    words = "".join(typed.split())
    if words.isascii() and words.isdigit():
        return area.code.startswith(short_code(words))
    return any(matches(typed, name) for name in (area.display, area.name, *area.former_names))


def find_areas(areas: Iterable[Area], typed: str) -> list[Area]:
    """Return the areas that fit, exact names first, then those in force, then by code."""
    plain = "".join(typed.split())
    found = [area for area in areas if fits(area, typed)]
    return sorted(
        found, key=lambda area: (plain not in (area.display, area.name, area.code), not area.in_force, area.code)
    )


def path_of(area: Area, areas: Sequence[Area] | dict[str, Area]) -> str:
    """Return where an area lies: the display names of county, township and village above it and its own."""
    known = areas if isinstance(areas, dict) else {one.code: one for one in areas}
    above = [known[code].display for code in ancestor_codes(area.code) if len(code) >= 6 and code in known]
    return " ".join([*above, area.display])
