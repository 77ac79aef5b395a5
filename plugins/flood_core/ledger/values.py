"""Turn what a cell holds into the value a field needs, or say why not. One function a type, no rows, no sheets."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Any, Callable, Iterable

from ..model.phones import normalised_phone
from ..model.risk_levels import level_from_words
from .simplified import simplified
from .workbook import Unreadable, Value

#: What a sender writes into a cell to take away what the register has; a blank cell leaves it.
CLEAR = "清空"
LONGEST_TEXT = 4_000
LONGEST_NAME = 200

_NUMBER = re.compile(
    r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)(?:E([+-]?\d{1,3}))?\s*(.*)", re.IGNORECASE
)
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_TRUE = {"是", "有", "√", "✓", "✔", "Y", "YES", "TRUE", "T", "1", "1.0", "对", "已", "已鉴定", "在用"}
_FALSE = {"否", "无", "×", "X", "✗", "✘", "N", "NO", "FALSE", "F", "0", "0.0", "没有", "未", "未鉴定"}
_FIRST_DAY, _LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)
#: How many times the first unit holds the second: (from, to) -> factor.
_FACTORS = {
    ("万m³", "m³"): 10_000,
    ("m³", "万m³"): 1e-4,
    ("km", "m"): 1_000,
    ("m", "km"): 1e-3,
    ("cm", "m"): 0.01,
    ("m", "cm"): 100,
    ("mm", "m"): 1e-3,
    ("m", "mm"): 1_000,
    ("km²", "m²"): 1e6,
    ("m²", "km²"): 1e-6,
    ("ha", "m²"): 1e4,
    ("m²", "ha"): 1e-4,
    ("亩", "ha"): 1 / 15,
    ("ha", "亩"): 15,
    ("亩", "m²"): 10_000 / 15,
    ("m²", "亩"): 15 / 10_000,
    ("ha", "km²"): 0.01,
    ("km²", "ha"): 100,
    ("kg", "t"): 1e-3,
    ("t", "kg"): 1_000,
    ("kW", "MW"): 1e-3,
    ("MW", "kW"): 1_000,
    ("元", "万元"): 1e-4,
    ("万元", "元"): 1e4,
    ("万人", "人"): 1e4,
    ("亿m³", "万m³"): 1e4,
    ("h", "min"): 60,
    ("min", "h"): 1 / 60,
    ("kV", "V"): 1_000,
    ("亩", "km²"): 1 / 1500,
    ("km²", "亩"): 1500,
}
_UNIT_NAMES = {
    "米": "m",
    "公里": "km",
    "千米": "km",
    "厘米": "cm",
    "毫米": "mm",
    "平方米": "m²",
    "平方公里": "km²",
    "平方千米": "km²",
    "M2": "m²",
    "KM2": "km²",
    "㎡": "m²",
    "㎢": "km²",
    "立方米": "m³",
    "万立方米": "万m³",
    "万立方": "万m³",
    "万方": "万m³",
    "方": "m³",
    "立方": "m³",
    "M3": "m³",
    "万M3": "万m³",
    "亿立方米": "亿m³",
    "公顷": "ha",
    "吨": "t",
    "千克": "kg",
    "公斤": "kg",
    "千瓦": "kW",
    "KW": "kW",
    "兆瓦": "MW",
    "千伏": "kV",
    "KV": "kV",
    "小时": "h",
    "分钟": "min",
    "分": "min",
    "度": "°",
    "平方": "m²",
    "HA": "ha",
    "M": "m",
    "KM": "km",
    "CM": "cm",
    "MM": "mm",
    "T": "t",
    "KG": "kg",
    "名": "人",
    "口": "人",
    "MIN": "min",
    "H": "h",
    "兆帕": "MPa",
    "MPA": "MPa",
}


class BadValue(Exception):
    """A cell cannot be what its field needs: the code of the issue and values for its message."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


Converter = Callable[[Value], Any]


def as_text(value: Value) -> str:
    """Return the text that a cell shows, trimmed; '' for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        clock = value.time()
        return value.date().isoformat() if clock == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, Unreadable):
        return value.text
    return str(value)


def plain(text: str) -> str:
    """Return the text with full-width forms made normal and outer blanks gone."""
    return unicodedata.normalize("NFKC", text).strip()


def canonical_unit(unit: str) -> str:
    """Return a unit as the catalogue writes it: 平方米 and M2 become m²."""
    unit = unit.strip().replace("㎡", "m²").replace("㎢", "km²").replace("m3", "m³").replace("m2", "m²")
    bare = unicodedata.normalize("NFKC", unit).upper().replace(" ", "")
    if bare in _UNIT_NAMES:
        return _UNIT_NAMES[bare]
    return _UNIT_NAMES.get(unit, unit)


def unit_factor(given: str, expected: str) -> float | None:
    """Return what to multiply by to get from one unit to the other; None when there is no way."""
    given, expected = canonical_unit(given), canonical_unit(expected)
    if given == expected or unicodedata.normalize("NFKC", given) == unicodedata.normalize("NFKC", expected):
        return 1.0
    return _FACTORS.get((given, expected))


def text_value(value: Value, most: int = LONGEST_TEXT) -> str | None:
    """Return the text of a cell, None when blank. Raises BadValue when it is too long."""
    text = as_text(value)
    if len(text) > most:
        raise BadValue("too_long", most=most)
    return text or None


def name_value(value: Value) -> str | None:
    """Return a name: text without line breaks and doubled blanks."""
    text = text_value(value, LONGEST_NAME)
    return None if text is None else " ".join(text.split()) or None


def _number(value: Value, unit: str | None, code: str) -> float | int | None:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        raise BadValue(code)
    text = plain(value)
    if text in ("", "-", "/", "—", "--", "无"):
        return None
    match = _NUMBER.fullmatch(text[:80])
    if match is None:
        raise BadValue(code)
    digits, exponent, tail = match.groups()
    digits = digits.replace(",", "")
    if exponent:
        number: float | int = float(f"{digits}e{exponent}")
    else:
        number = float(digits) if "." in digits else int(digits)
    if not tail.strip():
        return number
    factor = unit_factor(tail.strip().strip("()。."), unit) if unit else None
    if factor is None and unit is None and len(tail) <= 3 and not any(c.isdigit() for c in tail):
        factor = 1.0 if tail.strip() in _COUNTED else None
    if factor is None:
        raise BadValue(code)
    return number if factor == 1.0 else round(number * factor, 9)


#: Words of count that may follow a number in a column without a unit.
_COUNTED = {
    "人",
    "户",
    "处",
    "个",
    "座",
    "段",
    "名",
    "艘",
    "栋",
    "间",
    "台",
    "套",
    "支",
    "张",
    "口",
    "m",
    "米",
    "辆",
    "件",
    "只",
}


def number_converter(
    *,
    unit: str | None = None,
    factor: float = 1.0,
    minimum: float | None = None,
    maximum: float | None = None,
    integer: bool = False,
) -> Converter:
    """Return a converter to a number in ``unit``; ``factor`` turns the heading's unit into it."""
    code = "not_an_integer" if integer else "not_a_number"

    def convert(value: Value) -> float | int | None:
        number = _number(value, unit, code)
        if number is None:
            return None
        if factor != 1.0:
            number = round(number * factor, 9)
        if isinstance(number, float) and number.is_integer() and (integer or abs(number) < 1e15):
            number = int(number)
        if integer and not isinstance(number, int):
            raise BadValue(code)
        if minimum is not None and number < minimum:
            raise BadValue("too_small", limit=_shown(minimum))
        if maximum is not None and number > maximum:
            raise BadValue("too_large", limit=_shown(maximum))
        return number

    return convert


def _shown(limit: float) -> str:
    return str(int(limit)) if float(limit).is_integer() else str(limit)


count_value = number_converter(integer=True, minimum=0, maximum=2_000_000_000)


def boolean_value(value: Value) -> bool | None:
    """Return yes or no from 是/否, 有/无, √/×, 1/0 and the like."""
    if isinstance(value, bool):
        return value
    text = plain(as_text(value)).upper()
    if not text or text in ("-", "/"):
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise BadValue("not_a_boolean")


def date_value(value: Value) -> str | None:
    """Return a date as ``2026-04-15`` from a date cell or any usual spelling."""
    if isinstance(value, datetime.datetime):
        day: datetime.date = value.date()
    elif isinstance(value, datetime.date):
        day = value
    else:
        text = plain(as_text(value))
        if not text or text in ("-", "/"):
            return None
        day = _written_date(text)
    if not _FIRST_DAY <= day < _LAST_DAY:
        raise BadValue("not_a_date")
    return day.isoformat()


def _written_date(text: str) -> datetime.date:
    match = _DATE.fullmatch(text[:40])
    parts = match.groups() if match else None
    if parts is None and len(text) == 8 and text.isascii() and text.isdigit():
        parts = (text[:4], text[4:6], text[6:])
    if parts is None:
        raise BadValue("not_a_date")
    try:
        return datetime.date(*map(int, parts))
    except ValueError as error:
        raise BadValue("not_a_date") from error


def level_value(value: Value) -> int | None:
    """Return the risk level 1 to 4 that a cell names."""
    text = as_text(value)
    if not plain(text) or plain(text) in ("-", "/"):
        return None
    level = level_from_words(simplified(text))
    if level is None:
        raise BadValue("not_a_level")
    return level


def phone_value(value: Value) -> str | None:
    """Return the phone number as we keep it."""
    text = as_text(value)
    if not plain(text) or plain(text) in ("-", "/", "无"):
        return None
    number = normalised_phone(text)
    if number is None:
        raise BadValue("bad_phone")
    return number


def _compared(text: str) -> str:
    return simplified(plain(text).replace(" ", ""))


def choice_converter(allowed: Iterable[str], aliases: dict[str, str] | None = None) -> Converter:
    """Return a converter to one of ``allowed``; width and blanks do not matter, ``aliases`` lead there too."""
    values = list(allowed)
    known = {_compared(choice): choice for choice in values}
    known.update({_compared(alias): choice for alias, choice in (aliases or {}).items()})

    def convert(value: Value) -> str | None:
        text = _compared(as_text(value))
        if not text:
            return None
        if text not in known:
            raise BadValue("not_allowed", allowed="、".join(values[:40]))
        return known[text]

    return convert


def attribute_converter(
    attribute_type: str,
    *,
    unit: str | None,
    factor: float,
    allowed: list[str] | None,
    minimum: float | None,
    maximum: float | None,
) -> Converter:
    """Return the converter of a category's attribute after its type."""
    if attribute_type in ("integer", "number"):
        return number_converter(
            unit=unit, factor=factor, minimum=minimum, maximum=maximum, integer=attribute_type == "integer"
        )
    if attribute_type == "choice":
        return choice_converter(allowed or [])
    converters: dict[str, Converter] = {"text": text_value, "boolean": boolean_value, "date": date_value}
    return converters[attribute_type]
