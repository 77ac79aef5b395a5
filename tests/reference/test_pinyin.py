"""Finding by pinyin, initials and characters."""

import pytest
from flood_core.resources.pinyin import matches, pattern, rare_characters, spelled
from flood_core.symbology.catalogue import Catalogue


@pytest.mark.parametrize(
    "typed", ["水", "库", "水库", "shuiku", "shui ku", "sk", "SK", "shuik", "sku", "shuiku ", "s", "水k", ""]
)
def test_a_reservoir_is_found(typed):
    assert matches(typed, "水库")


@pytest.mark.parametrize("typed", ["ks", "shuiku2", "水塘", "x", "shuiq", "kuu"])
def test_what_it_is_not_does_not_find_it(typed):
    assert not matches(typed, "水库")


def test_a_part_in_the_middle_and_characters_with_several_readings():
    assert matches("whxq", "山洪灾害危险区") is False
    assert matches("wxq", "山洪灾害危险区")
    assert matches("zhongdian", "重点工程") and matches("chongdian", "重点工程")
    assert matches("lv", "绿地") and matches("C级", "C级危房") and matches("cjwf", "C级危房")
    assert matches("B202", "B20200")


def test_every_character_of_the_catalogue_can_be_typed():
    from flood_core.resources.pinyin import _readings

    known = _readings()
    names = "".join(symbol.name_zh for symbol in Catalogue.load())
    assert {c for c in names if "\u4e00" <= c <= "\u9fff" and c not in known} == set()


def test_typing_much_nonsense_is_quick():
    assert not matches("s" * 200 + "!", "山石水塘" * 50)


def test_initials_and_syllables_may_be_mixed():
    assert matches("fangjy", "方江屿") and matches("fjiangyu", "方江屿") and matches("ktv", "大众KTV")
    assert not matches("fjyy", "方江屿")


@pytest.mark.parametrize("typed", ["[", "(", "\\", "^", "$", "-]", "a.b", "*"])
def test_signs_are_taken_as_they_are(typed):
    assert matches(typed, f"水{typed}库") and not matches(typed, "水库")


def test_the_expression_stays_short():
    assert all(len(pattern(letters * 40)) < 40_000 for letters in ("nan", "s", "xian", "aeo"))


def test_what_is_found_has_a_character_of_each_rare_set():
    """The index of characters never hides what the expression finds."""
    names = [symbol.name_zh for symbol in Catalogue.load()]
    helped = 0
    for name in names:
        syllables = spelled(name).split()
        whole = "".join(syllables)
        for typed in {whole, "".join(one[0] for one in syllables), whole[:5], name[:2] + "sk"}:
            ways = rare_characters(typed)
            found = [one for one in names if matches(typed, one)]
            helped += bool(ways and found)
            for one in found if ways else ():
                characters = set("".join(one.lower().split()))
                assert any(all(characters & set(sets) for sets in way) for way in ways), (typed, one)
    assert helped > len(names)


def test_rare_characters_are_told_quickly_and_only_where_they_help():
    assert len(rare_characters("shuiku")[0]) == 2, "those read shui, and those read ku or so beginning"
    assert rare_characters("sz") == (), "too many characters begin so"
    assert rare_characters("xian" * 10 + "i") == () and rare_characters("") == ()
