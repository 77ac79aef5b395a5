"""The 15-digit codes (adcd) of the province's systems, and ours."""

from __future__ import annotations

from .area_names import LEVEL_BY_LENGTH

_LENGTHS = sorted(LEVEL_BY_LENGTH)


def is_area_code(text: str) -> bool:
    """Tell whether ``text`` has the form of an area code: digits, as many as a level has."""
    return len(text) in LEVEL_BY_LENGTH and text.isascii() and text.isdigit()


def short_code(text: str) -> str:
    """Return a 15-digit ``adcd`` in our form, its trailing groups of zeros dropped.

    330382106201000 is the village 330382106201, 330382106000000 the township
    330382106; every other text comes back unchanged.
    """
    if len(text) != 15 or not is_area_code(text):
        return text
    for shorter, length in zip(reversed(_LENGTHS[:-1]), reversed(_LENGTHS)):
        if text[shorter:length].strip("0"):
            return text[:length]
    return text[: _LENGTHS[0]]
