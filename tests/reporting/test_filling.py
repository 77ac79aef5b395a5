"""Chinese number formats, and units turned into those of the field."""

from __future__ import annotations

import datetime

import pytest
from flood_core.model.reporting import ReportField
from flood_core.reports.filling import UnreadableFigure, figure_read
from flood_core.reports.reporting_desk import shown_figure


def field(unit: str, type_: str = "number") -> ReportField:
    return ReportField("loss", "x", "指标", "x", unit, type_, 4, "sum", False, ("township",), "", "")


@pytest.mark.parametrize(
    "unit, typed, expected",
    [
        ("公顷", "15亩", 1), ("公顷", "30 亩", 2), ("公顷", "1.5万亩", 1000), ("公顷", "2公顷", 2),
        ("公顷", "1平方公里", 100),
        ("公顷", "２．５", 2.5), ("公顷", "0.1", 0.1), ("公顷", "10000平方米", 1),
        ("万元", "12.5万元", 12.5), ("万元", "3亿元", 30000), ("万元", "5000元", 0.5), ("万元", "1,234.56", 1234.56),
        ("千米", "1500米", 1.5), ("千米", "3公里", 3), ("千米", "2.5千米", 2.5), ("万立方米", "120万方", 120),
        ("万立方米", "50万立方米", 50), ("人", "1.2万", 12000), ("人", "1.2万人", 12000), ("人", "三百二十人", 320),
        ("人", "十五", 15), ("人", "两万三千", 23000), ("人", "一千零五", 1005), ("户", "12户", 12), ("间", "〇", 0),
        ("人", 12, 12), ("人", 12.0, 12), ("公顷", 1.25, 1.25), ("人", "  ", None), ("人", None, None), ("人", "0", 0),
    ],
)  # fmt: skip
def test_figures_are_read_into_the_unit_of_the_field(unit, typed, expected):
    read = figure_read(field(unit, "integer" if unit in ("人", "户", "间") else "number"), typed)
    assert read == pytest.approx(expected) if expected is not None else read is None
    if unit in ("人", "户", "间") and expected is not None:
        assert isinstance(read, int)


@pytest.mark.parametrize(    "unit, typed",
    [("人", "12户"), ("公顷", "3米"), ("人", "很多"), ("万元", "=1+1"), ("人", "12人3"), ("人", True), ("人", "."),
     ("人", "二三x")],
)  # fmt: skip
def test_what_is_no_figure_is_refused_with_its_text(unit, typed):
    with pytest.raises(UnreadableFigure):
        figure_read(field(unit), typed)


@pytest.mark.parametrize(
    "typed, expected",
    [("2026年8月9日18时30分", "2026-08-09T18:30"), ("2026-08-09 18:30", "2026-08-09T18:30"),
     ("2026/8/9", "2026-08-09T00:00"),
     (datetime.datetime(2026, 8, 9, 18, 30), "2026-08-09T18:30"), ("2026-08-09T07:05", "2026-08-09T07:05")],
)  # fmt: skip
def test_times_are_read_as_people_write_them(typed, expected):
    assert figure_read(field("", "datetime"), typed) == expected
    shown = shown_figure(field("", "datetime"), expected)
    assert shown == expected.replace("T", " ") and figure_read(field("", "datetime"), shown) == expected


def test_an_impossible_day_is_refused():
    with pytest.raises(UnreadableFigure):
        figure_read(field("", "datetime"), "2026-13-40")
