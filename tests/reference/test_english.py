"""Every word of the reference data that a window shows has an English one."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest
from flood_core.resources.words import word
from flood_core.symbology.palette import LEVEL_ZH

from tests.reference.test_reference_files import FOLDER, array, rows

CHINESE = re.compile("[\u3400-\u9fff\u2160-\u216f]")
WITH_NAMES = sorted(file.name for file in FOLDER.glob("*.csv") if "name_en" in file.open(encoding="utf-8").readline())


@pytest.mark.parametrize("file", WITH_NAMES)
def test_every_entry_has_an_english_name(file: str) -> None:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert row["name_en"].strip() and not CHINESE.search(row["name_en"]), row["name_zh"]


def words_shown() -> set[str]:
    """Return the words without a code: units and choices of attributes, classes and levels of symbols, weights."""
    attributes = rows("reference.category_attribute")
    found = {value for row in attributes if row["allowed_values"] for value in array(row["allowed_values"])}
    found |= {row["unit"] for row in attributes}
    found |= {row["class"] for row in rows("reference.symbol")} | set(LEVEL_ZH.values())
    found |= {row["name_zh"] for row in rows("reference.term") if row["vocabulary_code"] == "task_weight"}
    return {one for one in found if CHINESE.search(one)}


def test_no_word_without_an_english_one() -> None:
    shown = words_shown()
    assert {"人", "万元", "钢筋混凝土", "危险源"} <= shown
    assert [one for one in sorted(shown) if not word(one).english or CHINESE.search(word(one).english)] == []


def test_each_word_stands_once() -> None:
    with (FOLDER.parent / "words.csv").open(encoding="utf-8", newline="") as lines:
        known = Counter(row["chinese"] for row in csv.DictReader(lines))
    assert [one for one, count in known.items() if count > 1] == []
    assert word("县里自己的说法") == "县里自己的说法" and not word("县里自己的说法").english
