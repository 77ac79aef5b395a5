"""The four risk levels: 1 红 重大, 2 橙 较大, 3 黄 一般, 4 蓝 低."""

from __future__ import annotations

import unicodedata

COLOURS_ZH = {1: "红", 2: "橙", 3: "黄", 4: "蓝"}
WORDS_ZH = {1: "重大", 2: "较大", 3: "一般", 4: "低"}

_SPELLINGS = {
    1: ("红", "红色", "重大", "重大风险", "极高", "1", "1级", "一级", "I", "I级", "I级风险"),
    2: ("橙", "橙色", "较大", "较大风险", "高", "2", "2级", "二级", "II", "II级"),
    3: ("黄", "黄色", "一般", "一般风险", "中", "3", "3级", "三级", "III", "III级"),
    4: ("蓝", "蓝色", "低", "低风险", "较低", "4", "4级", "四级", "IV", "IV级"),
}
_LEVELS = {spelling: level for level, spellings in _SPELLINGS.items() for spelling in spellings}


def level_from_words(text: str) -> int | None:
    """Return the level that a cell names by colour, word or number; None when it names none."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").upper()
    if plain in _LEVELS:
        return _LEVELS[plain]
    for opening, closing in (("(", ")"),):
        if plain.endswith(closing) and opening in plain:
            outside, _, inside = plain[:-1].partition(opening)
            levels = {_LEVELS.get(outside), _LEVELS.get(inside)} - {None}
            return levels.pop() if len(levels) == 1 else None
    return None
