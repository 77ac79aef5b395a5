"""Chinese text is broken into lines as it is set by hand."""

from __future__ import annotations

from flood_core.reports.wrapping import NEVER_FIRST, NEVER_LAST, even_lines, lines_of
from hypothesis import given
from hypothesis import strategies as st


def width(text):
    return float(sum(2 if ord(character) > 0x2E80 else 1 for character in text))


def test_no_line_begins_with_a_mark_and_numbers_stay_whole():
    text = "其中重大风险250000处、较大风险250000处。"
    for room in range(12, 40):
        for line in lines_of(text, width, room):
            assert line[0] not in NEVER_FIRST
            assert "250000" in line or "2500" not in line


@given(st.text("乐清市清江镇、。（）“”0123456789ab "), st.integers(8, 60))
def test_nothing_is_lost_and_lines_fit(text, room):
    lines = lines_of(text, width, room)
    assert "".join(lines) == text
    for number, line in enumerate(lines):
        marks = sum(character in NEVER_FIRST | NEVER_LAST for character in line)
        digits = max((len(run) for run in "".join(c if c.isascii() else " " for c in line).split()), default=0)
        assert width(line) <= room or marks or digits > room, (number, line)


def test_the_first_line_is_indented():
    assert lines_of("乐清市清江镇", width, 8, first_indent=4) == ["乐清", "市清江镇"]


def test_headings_break_evenly_and_before_brackets():
    assert even_lines("避灾安置场所", width, 10) == ["避灾安", "置场所"]
    assert even_lines("重大(红)", width, 7) == ["重大", "(红)"]
    assert even_lines("12个月内核实", width, 10) == ["12个月", "内核实"]
    assert even_lines("合计", width, 10) == ["合计"]


@given(st.text("乐清市清江镇、（）0123456789", min_size=1), st.integers(4, 40))
def test_even_lines_are_as_few_and_lose_nothing(text, room):
    lines = even_lines(text, width, room)
    assert "".join(lines) == text
    assert len(lines) == len(lines_of(text, width, room))
