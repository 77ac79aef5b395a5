"""Area codes, display names and titles."""

from __future__ import annotations

import pytest
from flood_core.model.area_names import ancestor_codes, area_level, display_name, parent_code, sheet_title
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("official", "shown"),
    [
        ("方江屿村委会", "方江屿村"),
        ("方江屿村民委员会", "方江屿村"),
        ("旭阳社区", "旭阳社区"),
        ("旭阳社区居委会", "旭阳社区"),
        ("清江镇", "清江镇"),
        ("村委会", "村委会"),
    ],
)
def test_display_name(official: str, shown: str) -> None:
    assert display_name(official) == shown


@given(st.text(min_size=1, max_size=20))
def test_display_name_is_never_empty(name: str) -> None:
    assert display_name(name)


def test_title_uses_display_names() -> None:
    assert sheet_title("乐清市", "清江镇", "方江屿村委会") == "乐清市清江镇方江屿村防汛防台形势图"


@given(st.sampled_from([2, 4, 6, 9, 12, 15]).flatmap(lambda size: st.text("0123456789", min_size=size, max_size=size)))
def test_parents_are_prefixes(code: str) -> None:
    assert area_level(code)
    parent = parent_code(code)
    assert (parent is None) == (len(code) == 2)
    if parent:
        assert code.startswith(parent) and area_level(parent)
        assert ancestor_codes(code)[-1] == parent


@pytest.mark.parametrize("text", ["", "33038", "abcdef", "３３０３８２", "3303821062120"])
def test_other_text_is_no_code(text: str) -> None:
    assert area_level(text) is None
