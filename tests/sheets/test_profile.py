"""What the public must not read is taken out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("13812345678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("12x", "12x"),
        ("0577-62001234", "0577-****1234"),
        ("村委 057762001234 值班", "村委 0577****1234 值班"),
        ("0577-6200-1234", "0577-****-1234"),
        ("值班电话：6200 1234", "值班电话：**** 1234"),
        ("20260320", "20260320"),
        ("330382106212-2026-1", "330382106212-2026-1"),
        ("1234", "1234"),
    ],
)
def test_numbers_are_masked(written: str, shown: str) -> None:
    from flood_core.sheets.profile import masked

    assert masked(written) == shown


@given(st.from_regex(r"\A(电话|值班 )?1[0-9]{10}( |、)?\Z"))
def test_no_mobile_number_survives(text: str) -> None:
    from flood_core.sheets.profile import masked

    assert not re.search(r"(?<!\d)1\d{10}(?!\d)", masked(text))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("后坑山塘 库容3.2万m³", "后坑山塘"),
        ("龙潭水库 总库容 120万立方米", "龙潭水库"),
        ("方江变电站 35kV", "方江变电站"),
        ("方江变电站（110千伏）", "方江变电站"),
        ("龙潭水库 正常库容：35.6 万 m³", "龙潭水库"),
        ("水库(库容约120～130万方，坝高12m)", "水库，坝高12m)"),
        ("220 KV线路", "线路"),
        ("蓄水池", "蓄水池"),
        ("编织袋 2万只", "编织袋 2万只"),
        ("后溪山洪灾害危险区 23户71人", "后溪山洪灾害危险区 23户71人"),
        ("清江海塘 20年一遇", "清江海塘 20年一遇"),
    ],
)
def test_capacity_and_voltage_are_left_out(written: str, shown: str) -> None:
    from flood_core.sheets.profile import unrestricted

    assert unrestricted(written) == shown
