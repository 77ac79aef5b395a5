"""A name of a vocabulary is its Chinese text wherever it is kept, and speaks English where it is read."""

from __future__ import annotations

import copy
import json
import pickle

from flood_core.model.vocabulary import Name, in_language, joined, named, spellings

DAM = Name("水库", "Reservoir")


def test_a_name_is_chinese_where_it_is_kept() -> None:
    assert DAM == "水库" and f"{DAM}" == "水库" and json.dumps({"kind": DAM}, ensure_ascii=False) == '{"kind": "水库"}'
    for again in (pickle.loads(pickle.dumps(DAM)), copy.deepcopy(DAM)):
        assert (again, again.english) == ("水库", "Reservoir")


def test_a_name_is_read_in_both_languages() -> None:
    assert (in_language(DAM, "zh"), in_language(DAM, "zh-Hans"), in_language(DAM, "en")) == (
        "水库", "水库", "Reservoir",
    )  # fmt: skip
    assert in_language(Name("自建"), "en") == "自建"  # a county's own, nobody gave it another
    assert in_language("水库", "en") == "水库" and in_language(7, "en") == 7 and in_language(None, "en") is None
    assert spellings(DAM) == ("水库", "Reservoir") and spellings("水库") == spellings(Name("水库")) == ("水库",)


def test_names_of_rows() -> None:
    assert [named({"name_zh": "甲", "name_en": "A"}), named({"name": "甲", "name_en": None})] == ["甲", "甲"]
    assert named({"kind_name": "甲", "kind_name_en": "A"}, "kind_name").english == "A"
    both = joined([DAM, "甲"])
    assert (both, both.english) == ("水库、甲", "Reservoir, 甲")
