"""Telephone numbers as ledgers write them, and the one form in which we keep them.

A number is 11 digits beginning with 1, or area code and number, optionally
with an extension. Nothing is dialled or looked up: the rule is about form.
"""

from __future__ import annotations

import re
import unicodedata

_MOBILE = re.compile(r"1[0-9]{10}")
_LANDLINE = re.compile(r"(0[0-9]{2,3})-?([0-9]{7,8})(?:-?(?:转|x|ext\.?|#|-)?([0-9]{1,6}))?", re.IGNORECASE)
_COUNTRY = re.compile(r"(?:\+|00)86-?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－_", "-"))
_BLANKS = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\ufeff]+")


def normalised_phone(text: str) -> str | None:
    """Return the number as we keep it, or None when ``text`` is not one number.

    Blanks and hyphens, full-width digits and a leading +86 go; a landline
    becomes ``0577-12345678`` and an extension ``0577-12345678-802``.
    """
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", text).translate(_DASHES))
    plain = _COUNTRY.sub("", plain, count=1) if plain.startswith(("+", "00")) else plain
    mobile = plain.replace("-", "")
    if _MOBILE.fullmatch(mobile):
        return mobile
    bracketed = plain.replace("(", "").replace(")", "-")
    landline = _LANDLINE.fullmatch(bracketed)
    if landline is None:
        return None
    area, number, extension = landline.groups()
    return f"{area}-{number}" + (f"-{extension}" if extension else "")


def phone_kind(number: str) -> str:
    """Return ``mobile`` or ``office`` for a normalised number."""
    return "mobile" if number.startswith("1") else "office"
