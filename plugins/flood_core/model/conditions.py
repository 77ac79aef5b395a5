"""Conditions on what the registers know of a thing: 库容 at least 10, 责任主体 not given, 类别 is 屋顶."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Iterable

from ..errors import QT_TRANSLATE_NOOP, InputError

#: In a form, an attribute of the category stands under this prefix and its key.
ATTRIBUTE = "attributes."

_IS, _AT_LEAST, _AT_MOST, _HOLDS, _GIVEN, _MISSING = "is", "at_least", "at_most", "holds", "given", "missing"
#: Relation -> how a person says it; those of one value first.
RELATIONS = {
    _IS: QT_TRANSLATE_NOOP("forms", "is"),
    _AT_LEAST: QT_TRANSLATE_NOOP("forms", "at least"),
    _AT_MOST: QT_TRANSLATE_NOOP("forms", "at most"),
    _HOLDS: QT_TRANSLATE_NOOP("forms", "contains"),
    _GIVEN: QT_TRANSLATE_NOOP("forms", "is given"),
    _MISSING: QT_TRANSLATE_NOOP("forms", "is missing"),
}
WITHOUT_VALUE = (_GIVEN, _MISSING)
#: Kind of a form's field -> the relations that make sense of it.
RELATIONS_OF = {
    "text": (_HOLDS, _IS, _GIVEN, _MISSING),
    "note": (_HOLDS, _GIVEN, _MISSING),
    "integer": (_AT_LEAST, _AT_MOST, _IS, _GIVEN, _MISSING),
    "number": (_AT_LEAST, _AT_MOST, _IS, _GIVEN, _MISSING),
    "date": (_AT_LEAST, _AT_MOST, _IS, _GIVEN, _MISSING),
    "boolean": (_IS, _GIVEN, _MISSING),
    "choice": (_IS, _GIVEN, _MISSING),
}
#: The columns that conditions may ask for, as app.register_thing has them under figures.
FIGURES = ("threatened_people", "threatened_households", "monitored", "has_plan", "capacity_people", "headcount",
           "quantity", "expires_on", "responsible_party", "control_measures", "verified_on")  # fmt: skip
_KEY = re.compile(r"(attributes\.)?[a-z][a-z0-9_]*")
_COMPARED = {_IS: "==", _AT_LEAST: ">=", _AT_MOST: "<="}


class NotACondition(InputError):
    """A condition asks for something that cannot be asked."""

    template = QT_TRANSLATE_NOOP("errors", "“{key} {relation}” is not a condition that the registers know.")


@dataclass(frozen=True)
class Condition:
    """One condition; ``key`` is a column of FIGURES or an attribute under ATTRIBUTE."""

    key: str
    relation: str
    value: Any = None  # text, number or truth; dates as text

    def __post_init__(self) -> None:
        """Refuse what would not be one. Raises: NotACondition."""
        known = self.key in FIGURES or self.key.startswith(ATTRIBUTE)
        if self.relation not in RELATIONS or not known or not _KEY.fullmatch(self.key):
            raise NotACondition(key=self.key, relation=self.relation)

    def path(self) -> str:
        """Return the condition as PostgreSQL's jsonpath."""
        place = "$." + self.key[len(ATTRIBUTE):] if self.key.startswith(ATTRIBUTE) else "$." + self.key
        if self.relation == _GIVEN:
            return f"exists({place})"
        if self.relation == _MISSING:
            return f"!exists({place})"
        value = json.dumps(self.value)  # ASCII, with the escapes that a jsonpath string knows
        if self.relation == _HOLDS:
            return f'{place} like_regex {json.dumps(str(self.value))} flag "q"'
        return f"{place} {_COMPARED[self.relation]} {value}"


def path(conditions: Iterable[Condition]) -> str | None:
    """Return one jsonpath for all conditions together; None without any."""
    return " && ".join(f"({condition.path()})" for condition in conditions) or None
