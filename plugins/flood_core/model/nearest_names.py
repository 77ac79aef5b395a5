"""Suggest the names that were probably meant."""

from __future__ import annotations

from typing import Iterable


def edit_distance(first: str, second: str) -> int:
    """Return how many insertions, deletions, replacements or swaps of neighbours lead from one text to the other."""
    before: list[int] = []
    above = list(range(len(second) + 1))
    for row, left in enumerate(first, start=1):
        current = [row]
        for column, right in enumerate(second, start=1):
            cost = min(above[column] + 1, current[column - 1] + 1, above[column - 1] + (left != right))
            if row > 1 and column > 1 and left == second[column - 2] and first[row - 2] == right:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, above = above, current
    return above[-1]


def nearest_names(name: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """Return up to ``count`` known names near ``name``, nearest first; those with nothing in common are left out."""
    name = name[:60]
    ranked = sorted((edit_distance(name, other), other) for other in set(known))
    return [other for distance, other in ranked[:count] if distance < max(len(name), len(other))]
