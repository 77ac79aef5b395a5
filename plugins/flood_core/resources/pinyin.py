"""Find Chinese words by what a person types: characters, pinyin, or initials, also mixed and unfinished."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from itertools import islice
from typing import Iterator

from .paths import symbology

#: So many letters are looked at; a name that has them all has been found.
_MOST_LETTERS = 40
#: An expression grows with the ways in which letters can be read; beyond this only the longest syllable counts.
_LONG = 12_000
#: An index of characters helps for so many ways to read, with a few rare characters in each.
_MOST_WAYS, _MOST_RARE, _RARE = 8, 3, 370
_SPECIAL = frozenset(r"\.[]{}()*+?^$|-")


def matches(typed: str, words: str) -> bool:
    """Tell whether ``words`` hold what was typed.

    水库 is found by 水, 库, shuiku, shui k, sk, shuik and SHUIKU; an ASCII word in
    the text by any part of it. Nothing typed finds everything.
    """
    return _expression(typed).search("".join(words.lower().split())) is not None


@lru_cache(maxsize=64)
def _expression(typed: str) -> re.Pattern[str]:
    return re.compile(pattern(typed))


@lru_cache(maxsize=64)
def pattern(typed: str) -> str:
    """Return a regular expression, for Python and for PostgreSQL, that finds what was typed in a name.

    Letters that can be read as whole syllables (the last perhaps unfinished) are
    read so, and as initials; a mixture of both is looked for where they cannot:
    each further way to read costs a database of a million names half a second.
    Capitals of the name are found too; blanks within it are not skipped.
    """
    wanted = _wanted(typed)
    whole = _rest(wanted, 0, {len(wanted): ""}, initials=False, syllables=True)
    if whole is None:
        mixed = _rest(wanted, 0, {len(wanted): ""}, initials=True, syllables=True)
        return "(?!)" if mixed is None else mixed
    if any(letter.isascii() and letter.isalpha() and letter not in _by_beginning() for letter in wanted):
        return whole
    initials = _rest(wanted, 0, {len(wanted): ""}, initials=True, syllables=False)
    return f"(?:{whole}|{initials})"


@lru_cache(maxsize=64)
def rare_characters(typed: str) -> tuple[tuple[str, ...], ...]:
    """Return for each way to read what was typed some sets of characters; a name that is found has one of each set.

    What :func:`pattern` finds, all of it, holds the sets of one way at least: an
    index of characters leaves few names to look at. Empty where that does not
    help: too many ways, or one of common initials only.
    """
    wanted = _wanted(typed)
    ways = list(islice(_ways(wanted, 0, set(), initials=False, syllables=True), _MOST_WAYS + 1))
    if ways:
        ways += islice(_ways(wanted, 0, set(), initials=True, syllables=False), 1)
    else:
        ways = list(islice(_ways(wanted, 0, set(), initials=True, syllables=True), _MOST_WAYS + 1))
    rare = [tuple(sorted((one for one in way if len(one) <= _RARE), key=len)[:_MOST_RARE]) for way in ways]
    return tuple(rare) if len(ways) <= _MOST_WAYS and all(rare) else ()


def _wanted(typed: str) -> str:
    return "".join(typed.lower().split())[:_MOST_LETTERS]


def _ways(wanted: str, start: int, dead: set[int], *, initials: bool, syllables: bool) -> Iterator[tuple[str, ...]]:
    """Yield the characters of each part for each way to read what is typed from ``start`` on; ``dead``: ends known."""
    if start == len(wanted):
        yield ()
        return
    readable = False
    for length in range(1, min(_longest() if syllables else 1, len(wanted) - start) + 1):
        end = start + length
        beginning = end == len(wanted) or (initials and length == 1)
        characters = _characters(wanted[start:end], beginning=beginning)
        if characters and end not in dead:
            for rest in _ways(wanted, end, dead, initials=initials, syllables=syllables):
                readable = True
                yield (characters.lstrip("\\") or characters, *rest)
    if not readable:
        dead.add(start)


def _rest(wanted: str, start: int, known: dict[int, str | None], *, initials: bool, syllables: bool) -> str | None:
    """Return the expression for what is typed from ``start`` on; None when nothing can be read so."""
    if start in known:
        return known[start]
    ways = []
    for length in range(1, min(_longest() if syllables else 1, len(wanted) - start) + 1):
        end = start + length
        beginning = end == len(wanted) or (initials and length == 1)
        characters = _characters(wanted[start:end], beginning=beginning)
        rest = _rest(wanted, end, known, initials=initials, syllables=syllables) if characters else None
        if rest is not None:
            ways.append((characters if _is_one(characters) else f"[{characters}]") + rest)
    if sum(map(len, ways)) > _LONG:
        ways = ways[-1:]
    known[start] = None if not ways else ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return known[start]


def _characters(part: str, *, beginning: bool) -> str:
    """Return the characters that these letters stand for, escaped: read so, or beginning so, or the letter itself."""
    found = (_by_beginning() if beginning else _by_reading()).get(part, "")
    if len(part) > 1:
        return found
    if not ("a" <= part <= "z"):
        return _escaped(part) + found
    return part + part.upper() + found if beginning else found


def _is_one(characters: str) -> bool:
    return len(characters) == 1 or (len(characters) == 2 and characters[0] == "\\")


def _escaped(character: str) -> str:
    return "\\" + character if character in _SPECIAL else character


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _by_reading()))


@lru_cache(maxsize=1)
def _by_reading() -> dict[str, str]:
    """Return the characters by their whole reading."""
    found: dict[str, str] = {}
    for character, readings in _readings().items():
        for reading in readings:
            found[reading] = found.get(reading, "") + character
    return found


@lru_cache(maxsize=1)
def _by_beginning() -> dict[str, str]:
    """Return the characters by every beginning of their readings."""
    found: dict[str, dict[str, None]] = {}
    for character, readings in _readings().items():
        for reading in readings:
            for length in range(1, len(reading) + 1):
                found.setdefault(reading[:length], {})[character] = None
    return {beginning: "".join(characters) for beginning, characters in found.items()}


@lru_cache(maxsize=1)
def _readings() -> dict[str, tuple[str, ...]]:
    with (symbology() / "pinyin.csv").open(encoding="utf-8", newline="") as file:
        return {row["character"]: tuple(row["readings"].split()) for row in csv.DictReader(file)}


def spelled(words: str) -> str:
    """Return words in pinyin: 方江屿村 -> fang jiang yu cun. Of several readings the first."""
    syllables = [readings[0] if (readings := _readings().get(one)) else one for one in words if not one.isspace()]
    return " ".join(syllables)
