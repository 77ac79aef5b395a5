"""Find Chinese words by what a person types: characters, pinyin, or initials, also mixed and unfinished."""

from __future__ import annotations

import csv
from functools import lru_cache

from .paths import symbology


def matches(typed: str, words: str) -> bool:
    """Tell whether ``words`` hold what was typed.

    水库 is found by 水, 库, shuiku, shui k, sk, shuik and SHUIKU; an ASCII word in
    the text by any part of it. Nothing typed finds everything.
    """
    wanted = "".join(typed.lower().split())
    text = "".join(words.lower().split())
    if wanted in text:
        return True
    return any(_begins(wanted, text, start) for start in range(len(text)))


def _begins(wanted: str, text: str, start: int) -> bool:
    """Tell whether ``wanted`` can be read off ``text`` from ``start`` on."""
    if not wanted:
        return True
    if start == len(text):
        return False
    character = text[start]
    if wanted[0] == character and _begins(wanted[1:], text, start + 1):
        return True
    for reading in _readings().get(character, ()):
        if reading.startswith(wanted):  # the last syllable may be unfinished
            return True
        if wanted.startswith(reading) and _begins(wanted[len(reading):], text, start + 1):
            return True
        if wanted[0] == reading[0] and _begins(wanted[1:], text, start + 1):
            return True
    return False


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[str, ...]]:
    with (symbology() / "pinyin.csv").open(encoding="utf-8", newline="") as file:
        return {row["character"]: tuple(row["readings"].split()) for row in csv.DictReader(file)}
