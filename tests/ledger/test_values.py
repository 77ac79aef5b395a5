"""Cells become values, or say why not."""

from __future__ import annotations

import datetime

import pytest
from flood_core.ledger.values import (
    BadValue,
    attribute_converter,
    boolean_value,
    choice_converter,
    count_value,
    date_value,
    level_value,
    number_converter,
    phone_value,
    text_value,
    unit_factor,
)
from flood_core.ledger.workbook import Unreadable
from flood_core.model.area_codes import is_area_code, short_code
from flood_core.model.nearest_names import edit_distance, nearest_names
from flood_core.model.phones import normalised_phone, phone_kind
from flood_core.model.risk_levels import level_from_words
from hypothesis import given
from hypothesis import strategies as st

cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=40),
    st.datetimes(),
    st.times(),
    st.just(Unreadable("error_value", "#N/A")),
)
converters = st.sampled_from(
    [
        count_value,
        boolean_value,
        date_value,
        level_value,
        phone_value,
        text_value,
        number_converter(unit="m³"),
        number_converter(unit="km²", factor=0.01, minimum=0, maximum=9),
        choice_converter(["小(2)型", "中型"]),
        attribute_converter("date", unit=None, factor=1, allowed=None, minimum=None, maximum=None),
    ]
)


@given(cells, converters)
def test_any_cell_gives_a_value_or_a_reason(cell, convert):
    try:
        convert(cell)
    except BadValue as bad:
        assert bad.code


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (12, 12),
        (12.0, 12),
        ("12", 12),
        ("１２", 12),
        ("12人", 12),
        ("1,234", 1234),
        ("1.2e3", 1200),
        (" 7 户 ", 7),
        ("", None),
        ("-", None),
        ("无", None),
        (None, None),
        ("+5", 5),
        ("12.0", 12),
    ],
)
def test_counts(cell, value):
    assert (count_value(cell) if cell is not None else None) == value


@pytest.mark.parametrize(
    "cell", ["约50", "50多", "12.5", 12.5, -1, "1,2", "1_000", True, "十二", "12 34", "9" * 30, float("nan")]
)
def test_what_is_no_count(cell):
    with pytest.raises(BadValue):
        count_value(cell)


@pytest.mark.parametrize(
    ("given", "expected", "factor"),
    [
        ("m3", "万m³", 1e-4),
        ("立方米", "万m³", 1e-4),
        ("万方", "万m³", 1),
        ("㎡", "m²", 1),
        ("平方米", "m2", 1),
        ("亩", "ha", 1 / 15),
        ("公里", "m", 1000),
        ("米", "m", 1),
        ("M", "m", 1),
        ("万m3", "m³", 10_000),
        ("kg", "m", None),
        ("元", "万元", 1e-4),
    ],
)
def test_units(given, expected, factor):
    assert unit_factor(given, expected) == factor


def test_a_unit_in_the_cell_counts():
    convert = number_converter(unit="万m³")
    assert convert("12.5万m³") == convert("125000 m3") == convert("12.5") == 12.5
    assert number_converter(unit="m", factor=0.01)(250) == 2.5
    with pytest.raises(BadValue):
        convert("12 kg")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2026-03-05", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("2026.3.5", "2026-03-05"),
        ("2026年3月5日", "2026-03-05"),
        ("２０２６年３月５日", "2026-03-05"),
        ("20260305", "2026-03-05"),
        (20260305, "2026-03-05"),
        ("2026-03-05 10:20", "2026-03-05"),
        (datetime.datetime(2026, 3, 5, 10), "2026-03-05"),
        ("", None),
        ("2026 年 3 月 5 日", "2026-03-05"),
    ],
)
def test_dates(cell, value):
    assert date_value(cell) == value


@pytest.mark.parametrize(
    "cell", ["2026-13-01", "2026-02-30", "3月5日", "2026-03", 46086, "昨天", "1800-01-01", "26-3-5", True]
)
def test_what_is_no_date(cell):
    with pytest.raises(BadValue):
        date_value(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("是", True),
        ("√", True),
        ("有", True),
        (1, True),
        ("Ｙ", True),
        ("否", False),
        ("无", False),
        ("×", False),
        (0, False),
        (False, False),
        ("", None),
    ],
)
def test_yes_and_no(cell, value):
    assert boolean_value(cell) is value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12012345678", "12012345678"),
        ("120 1234 5678", "12012345678"),
        ("120-1234-5678", "12012345678"),
        ("１２０１２３４５６７８", "12012345678"),
        ("+86 12012345678", "12012345678"),
        ("0086-12012345678", "12012345678"),
        ("0577-61234567", "0577-61234567"),
        ("057761234567", "0577-61234567"),
        ("(0577)61234567", "0577-61234567"),
        ("0577－6123456", "0577-6123456"),
        ("010-12345678", "010-12345678"),
        ("0577-61234567-802", "0577-61234567-802"),
        ("0577-61234567转802", "0577-61234567-802"),
        ("\u202d12012345678\u202c", "12012345678"),
    ],
)
def test_phones(text, number):
    assert normalised_phone(text) == number
    assert normalised_phone(number) == number
    assert phone_kind(number) == ("mobile" if number[0] == "1" else "office")


@pytest.mark.parametrize(
    "text",
    [
        "1201234567",
        "120123456789",
        "22012345678",
        "61234567",
        "见花名册",
        "12012345678/12012345679",
        "1201234567O",
        "",
        "1",
    ],
)
def test_what_is_no_phone(text):
    assert normalised_phone(text) is None


@given(st.text(max_size=30))
def test_a_phone_once_right_stays_right(text):
    number = normalised_phone(text)
    assert number is None or normalised_phone(number) == number


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("红", 1),
        ("红色", 1),
        ("重大", 1),
        ("重大风险", 1),
        ("Ⅰ级", 1),
        ("一级", 1),
        ("橙", 2),
        ("较大", 2),
        ("黄色", 3),
        ("一般风险", 3),
        ("蓝", 4),
        ("低风险", 4),
        ("Ⅳ", 4),
        ("4", 4),
        ("红(重大)", 1),
        ("重大（红）", 1),
        ("红(低)", None),
        ("紫", None),
        ("5", None),
    ],
)
def test_levels(word, level):
    assert level_from_words(word) == level


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("330382106212000", "330382106212"),
        ("330382106212003", "330382106212003"),
        ("330382106000000", "330382106"),
        ("330382000000000", "330382"),
        ("330300000000000", "3303"),
        ("330000000000000", "33"),
        ("330382106", "330382106"),
        ("x", "x"),
        ("33038210621200x", "33038210621200x"),
    ],
)
def test_codes_of_fifteen_digits(code, short):
    assert short_code(code) == short
    assert is_area_code(short) == code[0].isdigit() or "x" in code


@given(st.text(max_size=8), st.text(max_size=8))
def test_edit_distance_is_a_distance(first, second):
    distance = edit_distance(first, second)
    assert distance == edit_distance(second, first)
    assert (distance == 0) == (first == second)
    assert abs(len(first) - len(second)) <= distance <= max(len(first), len(second))


def test_nearest_names():
    assert nearest_names("方江屿存", ["江南村", "方江屿村", "石阵村"])[0] == "方江屿村"
    assert edit_distance("江方屿村", "方江屿村") == 1
    assert nearest_names("甲", ["乙", "丙"]) == []
