"""What may stand in the fields of a form, and what is said when it may not."""

from __future__ import annotations

from typing import Any

import pytest
from flood_core.model.forms import FormField, problem, read, shown
from hypothesis import given
from hypothesis import strategies as st

PEOPLE = FormField("people", "受威胁人数", "integer", unit="人", minimum=0, maximum=100_000)
DEPTH = FormField("depth", "最大水深", "number", unit="m", minimum=0)
GRADE = FormField("grade", "等级", "choice", choices=(("一级", "一级"), ("二级", "二级")))
BUILT = FormField("built", "建成日期", "date")
NAME = FormField("name", "名称", required=True)


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        (PEOPLE, " 12 ", 12),
        (PEOPLE, "１２", 12),
        (PEOPLE, "1,200", 1200),
        (PEOPLE, "", None),
        (PEOPLE, "约12", "约12"),
        (PEOPLE, "1.5", "1.5"),
        (DEPTH, "2", 2),
        (DEPTH, "0.80", 0.8),
        (DEPTH, ".5", 0.5),
        (BUILT, "2026年4月15日", "2026-04-15"),
        (BUILT, "2026/4/5", "2026-04-05"),
        (BUILT, "2026-02-30", "2026-02-30"),
        (NAME, "  九峰水库 ", "九峰水库"),
    ],
)
def test_reading_what_was_typed(field: FormField, typed: str, value: Any) -> None:
    assert read(field, typed) == value


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (PEOPLE, 12, None),
        (PEOPLE, None, None),
        (PEOPLE, -1, "At least {minimum}."),
        (PEOPLE, 100_001, "At most {maximum}."),
        (PEOPLE, "约12", "This must be a whole number."),
        (PEOPLE, 1.5, "This must be a whole number."),
        (PEOPLE, True, "This must be a whole number."),
        (DEPTH, "深", "This must be a number."),
        (GRADE, "三级", "Choose one of the list."),
        (GRADE, "二级", None),
        (BUILT, "2026-02-30", "A date is written 2026-04-15."),
        (BUILT, "2024-02-29", None),
        (NAME, None, "This must be filled in."),
        (NAME, "", "This must be filled in."),
        (NAME, "长" * 201, "Too long: at most {longest} characters."),
        (FormField("monitored", "监测", "boolean"), "是", "Choose yes or no."),
        (FormField("monitored", "监测", "boolean"), False, None),
    ],
)
def test_problems(field: FormField, value: Any, words: str | None) -> None:
    assert problem(field, value) == words


def test_places_of_the_words_are_filled_from_the_field() -> None:
    assert "At most {maximum}.".format(**PEOPLE.places()) == "At most 100000."
    assert FormField("note", "备注", "note").places()["longest"] == "4000"


@given(st.floats(min_value=0, max_value=1e6, allow_nan=False).map(lambda number: round(number, 4)))
def test_a_number_is_read_back_as_it_is_shown(number: float) -> None:
    assert read(DEPTH, shown(DEPTH, number)) == pytest.approx(number)


@given(st.text(max_size=40))
def test_no_typing_raises(text: str) -> None:
    for field in (PEOPLE, DEPTH, GRADE, BUILT, NAME):
        problem(field, read(field, text))
