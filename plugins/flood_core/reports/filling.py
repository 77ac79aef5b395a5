"""Read what a sender typed into a field: Chinese number formats and units, turned into the field's own."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import Any

from ..database.connection import Connection
from ..database.reporting import last_submission
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..ledger.values import canonical_unit, unit_factor
from ..model.reporting import ReportField, Value

_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?)\s*([万亿千百]?)\s*(.*)")
_SCALES = {"": 1, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1_000}
_CHINESE = re.compile(r"([零〇一二两三四五六七八九十百千万亿]+)\s*(.*)")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[T ]*\s*(?:(\d{1,2})\s*[:时]\s*(\d{1,2})?\s*分?)?"
)
#: Measures that a unit may carry in front of its own name without meaning a scale: 万元, 千米, 公里.
_MEASURES = frozenset({"万元", "千米", "万立方米", "亿立方米", "亿元", "千克", "万人", "万户"})


class UnreadableFigure(InputError):
    """The text is no figure of this field."""

    template = QT_TRANSLATE_NOOP("errors", "'{text}' is no figure for {field} ({unit}).")
    hint = QT_TRANSLATE_NOOP("errors", "Write a number, or a number with a unit such as 30亩 or 1.2万元.")


def figure_read(field: ReportField, value: Any) -> Value:
    """Return the value of a cell or a typed text in the field's own unit; None for blank.

    Raises: UnreadableFigure.
    """
    if value is None or isinstance(value, str) and not value.strip():
        return None
    if field.type == "text":
        return _worded(value)
    if field.type == "datetime":
        return _moment(field, value)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise UnreadableFigure(text=str(value), field=field.name, unit=field.unit)
    number = float(value) if not isinstance(value, str) else _number(field, value)
    if field.type == "integer" and number == int(number):
        return int(number)
    return number if field.type == "integer" else round(number, 9)


def unchanged_figures(connection: Connection, event: str, form: str, area: str, department: str) -> dict[str, Value]:
    """Return what a sender reported last, to start from; empty when there is nothing."""
    last = last_submission(connection, event, form, area, department)
    return dict(last.figures) if last else {}


def chinese_number(text: str) -> float | None:
    """Return the number of 一百二十三, 两万三千, 十五; None when it is none."""
    total, section, digit = 0, 0, 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _STEPS:
            section += (digit or 1) * _STEPS[character]
            digit = 0
        elif character in "万亿":
            total = (total + section + digit) * _SCALES[character]
            section = digit = 0
        else:
            return None
    return float(total + section + digit) if text else None


def _worded(value: Any) -> str:
    return value.strip() if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def _number(field: ReportField, text: str) -> float:
    plain = unicodedata.normalize("NFKC", text).strip()
    unreadable = UnreadableFigure(text=text[:60], field=field.name, unit=field.unit)
    match = _NUMBER.fullmatch(plain)
    if match and match[1] and any(character.isdigit() for character in match[1]):
        number, scale, unit = float(match[1].replace(",", "")), match[2], match[3].strip()
    else:
        chinese = _CHINESE.fullmatch(plain)
        read = chinese_number(chinese[1]) if chinese else None
        if chinese is None or read is None:
            raise unreadable
        number, scale, unit = read, "", chinese[2].strip()
    if scale + unit in _MEASURES or canonical_unit(scale + unit) == canonical_unit(field.unit):
        scale, unit = "", scale + unit
    factor = _factor(unit, field.unit)
    if factor is None:
        raise unreadable
    # A sum of floats would show 0.30000000000000004: what people write has few decimals.
    return round(number * _SCALES[scale] * factor, 9)


def _factor(given: str, wanted: str) -> float | None:
    """Return by what a figure in one unit becomes one in another; no unit is the field's own."""
    if not given or canonical_unit(given) == canonical_unit(wanted):
        return 1.0
    if given in ("万人", "万户") and wanted == given[1:]:
        return 10_000.0
    if (given, wanted) == ("亿元", "万元"):
        return 10_000.0
    return unit_factor(given, wanted)


def _moment(field: ReportField, value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", str(value)).strip())
    try:
        if match is None:
            raise ValueError
        year, month, day, hour, minute = (int(part or 0) for part in match.groups())
        return f"{datetime(year, month, day, hour, minute):%Y-%m-%dT%H:%M}"
    except ValueError:
        raise UnreadableFigure(text=str(value)[:60], field=field.name, unit="2026-08-09 18:30") from None
