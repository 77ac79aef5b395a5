"""Why a coordinate was read the way it was, as codes and in words.

The Chinese words are kept with the row (``coordinate_evidence``), because the
people who check a register read Chinese; the English ones are for windows.
"""

from __future__ import annotations

from enum import Enum
from typing import Iterable


class Evidence(str, Enum):
    """One reason for a reading. ``value`` is the stable code."""

    DECLARED = "declared"
    NOT_DECLARED = "not_declared"
    DECIMAL = "decimal"
    DMS = "dms"
    ONE_CELL = "one_cell"
    SWAPPED = "swapped"
    METRES = "metres"
    STRING = "string"
    INSIDE_VILLAGE = "inside_village"
    ONLY_INSIDE_VILLAGE = "only_inside_village"
    NEAR_VILLAGE = "near_village"
    OUTSIDE_VILLAGE = "outside_village"
    AMBIGUOUS = "ambiguous"
    SHEET_AGREES = "sheet_agrees"
    NO_BOUNDARY = "no_boundary"


_WORDS: dict[Evidence, tuple[str, str]] = {
    Evidence.DECLARED: ("system declared in the ledger", "台账已注明坐标系"),
    Evidence.NOT_DECLARED: ("system not declared", "台账未注明坐标系"),
    Evidence.DECIMAL: ("decimal degrees", "十进制度"),
    Evidence.DMS: ("degrees, minutes, seconds", "度分秒"),
    Evidence.ONE_CELL: ("both numbers in one cell", "经纬度同在一格"),
    Evidence.SWAPPED: ("longitude and latitude were swapped", "经纬度填反，已对调"),
    Evidence.METRES: ("metres, by the size of the numbers", "按数值大小判定为平面坐标(米)"),
    Evidence.STRING: ("string of coordinates", "坐标串"),
    Evidence.INSIDE_VILLAGE: ("lies in the declared village", "落在所填村内"),
    Evidence.ONLY_INSIDE_VILLAGE: ("only this reading lies in the declared village", "仅按此坐标系读取才落在所填村内"),
    Evidence.NEAR_VILLAGE: ("lies just outside the declared village", "落在所填村界外近旁"),
    Evidence.OUTSIDE_VILLAGE: ("lies outside the declared village", "落在所填村外"),
    Evidence.AMBIGUOUS: ("another system would also fit the village", "按其他坐标系读取亦落在村内，存在歧义"),
    Evidence.SHEET_AGREES: ("the other rows of the sheet decide for this system", "同表其他行支持此坐标系"),
    Evidence.NO_BOUNDARY: ("no boundary known, village not checked", "无村界数据，未核对所在村"),
}


def in_words(evidence: Iterable[Evidence], *, chinese: bool = True) -> str:
    """Return the reasons as one line of text, in the order given."""
    index, separator = (1, "；") if chinese else (0, "; ")
    return separator.join(_WORDS[item][index] for item in evidence)
