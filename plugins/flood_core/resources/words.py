"""English for the Chinese words of the reference data that have no code of their own: units, choices, classes."""

from __future__ import annotations

import csv
from functools import lru_cache

from ..model.vocabulary import Name
from .paths import database_scripts


def word(chinese: str) -> Name:
    """Return a unit, a choice or a class of symbols with its English name; a county's own has none."""
    return Name(chinese, _english().get(chinese, ""))


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    with (database_scripts() / "words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["chinese"]: row["english"] for row in csv.DictReader(lines)}
