"""Area codes and how an area is called on a sheet.

Codes are text: province 2, city 4, county 6, township 9, village 12 and
natural village 15 digits; the parent of a code is its prefix.
"""

from __future__ import annotations

LEVEL_BY_LENGTH = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village", 15: "natural_village"}
_LENGTHS = tuple(sorted(LEVEL_BY_LENGTH))

#: What the official name of a village ends with, and what a sheet prints instead.
_OFFICIAL_ENDINGS = (("村民委员会", "村"), ("村委会", "村"), ("社区居民委员会", "社区"), ("社区居委会", "社区"))


def area_level(code: str) -> str | None:
    """Return the level of an area code, or None when it is no code."""
    return LEVEL_BY_LENGTH.get(len(code)) if code.isascii() and code.isdigit() else None


def parent_code(code: str) -> str | None:
    """Return the code of the next higher area, None for a province."""
    shorter = [length for length in _LENGTHS if length < len(code)]
    return code[: shorter[-1]] if shorter else None


def ancestor_codes(code: str) -> list[str]:
    """Return the codes of all areas above ``code``, the province first."""
    return [code[:length] for length in _LENGTHS if length < len(code)]


def display_name(name: str) -> str:
    """Return the name that a sheet prints: 村委会 becomes 村, 社区 stays."""
    for official, shown in _OFFICIAL_ENDINGS:
        if name.endswith(official) and len(name) > len(official):
            return name[: -len(official)] + shown
    return name


def sheet_title(county: str, township: str, village: str) -> str:
    """Return the title of a village's sheet, from official or display names."""
    return f"{display_name(county)}{display_name(township)}{display_name(village)}防汛防台形势图"
