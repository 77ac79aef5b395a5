"""Break Chinese text into lines: numbers stay whole, and no line begins with a closing mark."""

from __future__ import annotations

import re
from typing import Callable

#: Marks that never begin a line, nor these that never end one (GB/T 15834).
NEVER_FIRST = frozenset("，；：？！）。、》〉」』】”’％%·—…,.;:?!)")
NEVER_LAST = frozenset("（《〈「『【“‘(")

_UNITS = re.compile(r"[0-9A-Za-z][0-9A-Za-z.,:%-]*|.", re.DOTALL)


def lines_of(text: str, measure: Callable[[str], float], width: float, first_indent: float = 0.0) -> list[str]:
    """Return the lines of ``text``; none is wider than ``width``, unless a single mark must follow.

    Args: ``measure`` the width of a text; ``first_indent`` what the first line leaves free.
    """
    lines: list[str] = []
    line = ""
    for unit in _unbroken(text):
        free = width - (first_indent if not lines else 0.0)
        if line and measure(line + unit) > free:
            lines.append(line)
            line = ""
        line += unit
    return [*lines, line] if line else lines


def even_lines(text: str, measure: Callable[[str], float], width: float) -> list[str]:
    """Return as few lines as ``lines_of`` makes, of nearly one length: no heading ends in a single character."""
    lines = lines_of(text, measure, width)
    if len(lines) < 2:
        return lines
    narrower = (lines_of(text, measure, width * share / 20) for share in range(8, 20))
    return next((even for even in narrower if len(even) == len(lines)), lines)


def _unbroken(text: str) -> list[str]:
    """Return the pieces between which a line may end."""
    pieces: list[str] = []
    for unit in _UNITS.findall(text):
        joins = bool(pieces) and (unit[0] in NEVER_FIRST or pieces[-1][-1] in NEVER_LAST)
        if joins:
            pieces[-1] += unit
        else:
            pieces.append(unit)
    return pieces
