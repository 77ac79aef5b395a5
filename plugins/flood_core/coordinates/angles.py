"""Read numbers of a coordinate cell: decimal degrees, DMS in every spelling, metres.

A cell may hold one number, or both of a pair, or more (a string).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Cells longer than this are no single coordinate; it also bounds the regular expressions.
LONGEST_CELL = 400

_SIGNS = str.maketrans(
    {
        "º": "°",
        "˚": "°",
        "゜": "°",
        "⁰": "°",
        "∘": "°",
        "′": "'",
        "’": "'",
        "‘": "'",
        "＇": "'",
        "´": "'",
        "`": "'",
        "ˊ": "'",
        "ʹ": "'",
        "΄": "'",
        "″": '"',
        "”": '"',
        "“": '"',
        "＂": '"',
        "〃": '"',
        "ʺ": '"',
        "˝": '"',
        "−": "-",
        "－": "-",
        "–": "-",
        "—": "-",
        "，": ",",
        "；": ";",
        "、": ",",
        "：": ":",
        "。": ".",
    }
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NUMBER = r"\d{1,12}(?:\.\d{0,15})?"
_ANGLE = re.compile(
    r"(?P<before>E|N|W|S|东经|北纬|西经|南纬|经度|纬度|LON|LAT|LNG|X|Y)?\s*[:=]?\s*"
    rf"(?P<degrees>[+-]?{_NUMBER})"
    rf"(?:\s*(?:°|度|DEG|D)\s*(?:(?P<minutes>{_NUMBER})\s*(?:'(?!')|分|MIN|M)\s*"
    rf"(?:(?P<seconds>{_NUMBER})\s*(?:\"|''|秒|SEC|S(?!\s*\d))?)?)?)?"
    r"(?(before)|\s*(?P<after>[EN])?)",
)
_SPLIT_DMS = re.compile(r"(?P<d>[+-]?\d{1,3})(?P<mark>[ :\-])(?P<m>[0-5]?\d)(?P=mark)(?P<s>[0-5]?\d(?:\.\d{1,12})?)")
_EASTWARD = {"E", "东经", "经度", "LON", "LNG"}
_NORTHWARD = {"N", "北纬", "纬度", "LAT"}
_FILLER = re.compile(r"[\s,;/|()\[\]{}<>&+和]*")


@dataclass(frozen=True)
class CellNumber:
    """A number found in a cell: degrees or metres, with what the text says about its axis."""

    value: float
    axis: str  # "east", "north" or "" when the text does not say
    dms: bool


def _plain(text: str) -> str:
    text = _INVISIBLE.sub("", text.translate(_SIGNS))
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS).replace("''", '"').upper()
    return text.strip()


def _axis(before: str | None, after: str | None) -> str | None:
    """Return the axis that the letters name; None when they are of the other half of the world or contradict."""
    if before in ("W", "S", "西经", "南纬"):
        return None
    names = {
        "east" if mark in _EASTWARD else "north" for mark in (before, after) if mark in _EASTWARD or mark in _NORTHWARD
    }
    if len(names) > 1:
        return None
    return names.pop() if names else ""


def _degrees(degrees: str, minutes: str | None, seconds: str | None) -> float | None:
    whole = float(degrees)
    if minutes is None:
        return whole
    minute, second = float(minutes), float(seconds or 0)
    if minute >= 60 or second >= 60 or (seconds is not None and "." in minutes) or "." in degrees:
        return None
    sign = -1.0 if degrees.startswith("-") else 1.0
    return sign * (abs(whole) + minute / 60 + second / 3600)


def _split_dms(text: str) -> list[CellNumber] | None:
    """Read ``120 57 30`` and ``120:57:30``, once or twice; None when the cell is something else."""
    text = re.sub(r"\s+", " ", text)
    found: list[CellNumber] = []
    position = 0
    for match in _SPLIT_DMS.finditer(text):
        if _FILLER.fullmatch(text, position, match.start()) is None:
            return None
        value = _degrees(match["d"], match["m"], match["s"])
        if value is None:
            return None
        found.append(CellNumber(value, "", True))
        position = match.end()
    if _FILLER.fullmatch(text, position) is None or not found:
        return None
    return found


def numbers_in(text: str) -> list[CellNumber]:
    """Return the coordinates numbers of one cell in their order; an empty list when it cannot be read whole.

    Text that is neither number nor separator makes the cell unreadable:
    nothing is picked out of a sentence.
    """
    if len(text) > LONGEST_CELL:
        return []
    plain = _plain(text)
    if not plain:
        return []
    split = _split_dms(plain)
    if split is not None:
        return split
    found: list[CellNumber] = []
    position = 0
    for match in _ANGLE.finditer(plain):
        if _FILLER.fullmatch(plain, position, match.start()) is None:
            return []
        axis = _axis(match["before"], match["after"])
        value = _degrees(match["degrees"], match["minutes"], match["seconds"])
        if axis is None or value is None:
            return []
        dms = match["minutes"] is not None
        found.append(CellNumber(value, axis, dms))
        position = match.end()
    if _FILLER.fullmatch(plain, position) is None:
        return []
    return found
