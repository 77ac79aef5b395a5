"""Fields of a form: what may stand in them, how it is written, and what is wrong with what was typed.

A form is shown by ``windows/attribute_form.py``; here are the rules, so that a
test, a check-up and a window say the same. Values are Python's: str, int, float,
bool, or None for blank; dates are ISO text as in the registers.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from ..errors import QT_TRANSLATE_NOOP

#: The context in which labels, groups, hints and choices are translated; names from the database stay as they are.
CONTEXT = "forms"
KINDS = ("text", "note", "integer", "number", "boolean", "date", "choice")
LONGEST_TEXT, LONGEST_NOTE, LONGEST_NUMBER = 200, 4_000, 18
_WHOLE, _DECIMAL = re.compile(r"[+-]?\d+"), re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True)
class FormField:
    """One field of a form. ``choices`` are pairs of value and label; ``group`` is the heading it stands under."""

    key: str
    label: str
    kind: str = "text"
    unit: str | None = None
    choices: tuple[tuple[str, str], ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    required: bool = False
    read_only: bool = False
    group: str = ""
    hint: str = ""

    def places(self) -> dict[str, str]:
        """Return what fills the named places of the texts of ``problem``."""
        longest = LONGEST_NOTE if self.kind == "note" else LONGEST_TEXT
        return {"minimum": _short(self.minimum), "maximum": _short(self.maximum), "longest": str(longest)}


def read(field: FormField, text: str) -> Any:
    """Return the value of what was typed; None when blank, the text itself when it cannot be read."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    bare = plain.replace(",", "").replace(" ", "")
    if len(bare) > LONGEST_NUMBER:
        return text.strip()
    if field.kind == "integer":
        return int(bare) if _WHOLE.fullmatch(bare) else plain
    if field.kind == "number":
        return _number(bare) if _DECIMAL.fullmatch(bare) else plain
    if field.kind == "date":
        return _iso_date(bare) or plain
    return text.strip()


def shown(field: FormField, value: Any) -> str:
    """Return a value as a person writes it; '' for None. Choices and booleans show by their labels."""
    if value is None:
        return ""
    if isinstance(value, float):
        return _short(value)
    if field.kind == "choice":
        return dict(field.choices).get(str(value), str(value))
    return str(value)


def problem(field: FormField, value: Any) -> str | None:
    """Return what is wrong with a value in marked English (context ``forms``), None when nothing is.

    Named places of the text are filled from ``field.places()``.
    """
    if value is None or value == "":
        return QT_TRANSLATE_NOOP("forms", "This must be filled in.") if field.required else None
    if field.kind in ("integer", "number"):
        return _number_problem(field, value)
    if field.kind == "boolean":
        return None if isinstance(value, bool) else QT_TRANSLATE_NOOP("forms", "Choose yes or no.")
    if field.kind == "date":
        return None if _iso_date(str(value)) == value else QT_TRANSLATE_NOOP("forms", "A date is written 2026-04-15.")
    if field.kind == "choice":
        known = any(value == one for one, _ in field.choices)
        return None if known else QT_TRANSLATE_NOOP("forms", "Choose one of the list.")
    if len(str(value)) > int(field.places()["longest"]):
        return QT_TRANSLATE_NOOP("forms", "Too long: at most {longest} characters.")
    return None


def _number_problem(field: FormField, value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        if field.kind == "integer":
            return QT_TRANSLATE_NOOP("forms", "This must be a whole number.")
        return QT_TRANSLATE_NOOP("forms", "This must be a number.")
    if field.kind == "integer" and value != int(value):
        return QT_TRANSLATE_NOOP("forms", "This must be a whole number.")
    if field.minimum is not None and value < field.minimum:
        return QT_TRANSLATE_NOOP("forms", "At least {minimum}.")
    if field.maximum is not None and value > field.maximum:
        return QT_TRANSLATE_NOOP("forms", "At most {maximum}.")
    return None


def _number(bare: str) -> int | float:
    return int(bare) if _WHOLE.fullmatch(bare) else float(bare)


def _iso_date(text: str) -> str | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return datetime.date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return None


def _short(number: float | None) -> str:
    """Return a number without a tail of zeros."""
    if number is None:
        return ""
    return str(int(number)) if number == int(number) else f"{number:.10f}".rstrip("0")
