"""What a command did is kept so that it can be said in another language later."""

from __future__ import annotations

import json

import pytest
from flood_core.model.done import MOST, Done, read
from flood_core.model.vocabulary import Name

CHINESE = {
    ("windows", "Deleted: {name}"): "已删除：{name}", ("windows", "Evacuation route {number}"): "转移路线 {number}",
    ("windows", "Drawn: {name}"): "已绘制：{name}", ("fixes", "Draw the route"): "画出路线",
}  # fmt: skip


def in_chinese(context: str, text: str) -> str:
    return str(text) if isinstance(text, Name) else CHINESE.get((context, text), text)


def in_english(_context: str, text: str) -> str:
    return text.english if isinstance(text, Name) else text


@pytest.mark.parametrize(
    ("done", "english", "chinese"),
    [
        (Done("Deleted: {name}", {"name": "老屋"}), "Deleted: 老屋", "已删除：老屋"),
        (Done("Deleted: {name}", {"name": Done("Evacuation route {number}", {"number": 3})}),
         "Deleted: Evacuation route 3", "已删除：转移路线 3"),
        (Done("Drawn: {name}", {"name": Name("水库", "Reservoir")}), "Drawn: Reservoir", "已绘制：水库"),
        (Done("Draw the route", context="fixes"), "Draw the route", "画出路线"),
    ],
)  # fmt: skip
def test_said_in_either_language_after_it_was_kept(done: Done, english: str, chinese: str) -> None:
    again = read(done.kept())
    assert again == done
    assert (again.in_words(in_english), again.in_words(in_chinese)) == (english, chinese)


@pytest.mark.parametrize(
    "kept",
    [
        "已删除：老屋", "", "{", '{"text": 1}', '{"text": "{name.__class__}", "context": "", "values": []}', "[" * 900,
        '{"text": ' + "[" * (MOST - 10), '{"zh": "a", "en": "b"}', '{"text": "x", "context": "c", "values": {}}' * 40,
    ],
)  # fmt: skip
def test_what_earlier_releases_and_strangers_wrote_stays_as_it_is(kept: str) -> None:
    assert read(kept) == Done(kept[:MOST]) and read(kept).in_words(in_chinese) == kept[:MOST]


def test_values_are_put_in_as_they_are() -> None:
    done = Done("Deleted: {name}", {"name": "{name} {0.__class__:>99999999}"})
    assert read(done.kept()).in_words(in_english) == "Deleted: {name} {0.__class__:>99999999}"
    inner = {"text": "{a}", "context": "windows", "values": {"a": {"text": "{b}", "context": "", "values": {}}}}
    kept = json.dumps({"text": "{x}", "context": "windows", "values": {"x": inner}})
    assert read(kept).in_words(in_english) == "{a}"  # no deeper than we write
    long = Done("Deleted: {name}", {"name": Done("Moved: {name}", {"name": "长" * 500})})
    assert len(long.kept()) < MOST and read(long.kept()).in_words(in_english).endswith("长…")
