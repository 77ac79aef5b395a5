"""Check values before they are kept: what the database would refuse is refused here, in words."""

from __future__ import annotations

import math
import re
import uuid
from typing import Any, Mapping

from ...database.sync import TABLES, Column, Table
from .errors import BadValue, TextTooLong, UnknownField
from .merge import RETIRED
from .shapes import MOST_HEX, as_hex

MOST_CHARACTERS = 20_000
MOST_KEYS = 500
MOST_DEPTH = 6
_HEX = re.compile(r"01[0-9A-F]{40,}")
Lookups = Mapping[str, Mapping[str, Any]]

#: What a person enters, that person has seen.
SEEN = {"review_state": "verified"}

_DEFAULTS: dict[str, dict[str, Any]] = {
    "register.person": {"simulated": False},
    "register.person_phone": {"kind": "mobile"},
    "register.village_fact": {"simulated": False, **SEEN},
    "register.grid_person": SEEN,
    "register.transfer_household": SEEN,
    "register.no_transfer": SEEN,
    "register.duty": {"post_vocabulary": "post", **SEEN},
    "situation.element": {"review_state": "to_verify"},
    "situation.route": {"climb_m": 0, **SEEN},
    "situation.sheet_frame": {"preset": "A3", "rotation": 0, "is_index": False, **SEEN},
    "situation.remark": {"done": False},
}


def table_named(name: str) -> Table:
    """Return a table of the working copy. Raises: UnknownField."""
    if name not in TABLES:
        raise UnknownField(field=name)
    return TABLES[name]


def new_content(table: Table, given: Mapping[str, Any], lookups: Lookups) -> dict[str, Any]:
    """Return a whole new row from the fields given.

    Raises: UnknownField, BadValue, TextTooLong, BadShape.
    """
    empty: dict[str, Any] = {"object": {}, "list": []}
    start = {column.name: empty.get(column.kind) for column in table.columns}
    row = {**start, **_DEFAULTS.get(table.name, {}), RETIRED: False}
    row.update(checked(table, given, lookups))
    for column in table.columns:
        if column.required and row[column.name] is None:
            raise BadValue(field=column.name, value="NULL", allowed=_allowed(column))
    return row


def checked(table: Table, given: Mapping[str, Any], lookups: Lookups) -> dict[str, Any]:
    """Return fields in the form in which rows keep them.

    Raises: UnknownField, BadValue, TextTooLong, BadShape.
    """
    row = {}
    for name, value in given.items():
        if name == RETIRED:
            if not isinstance(value, bool):
                raise BadValue(field=name, value=_shown(value), allowed="true, false")
            row[name] = value
            continue
        column = table.column(name)
        if column is None:
            raise UnknownField(field=f"{table.name}.{name}")
        row[name] = _value(column, value, lookups)
    return row


def _value(column: Column, value: Any, lookups: Lookups) -> Any:
    if value is None:
        if column.required:
            raise BadValue(field=column.name, value="NULL", allowed=_allowed(column))
        return None
    made = _READERS[column.kind](column, value)
    unknown = column.vocabulary is not None and made not in lookups.get(column.vocabulary, {})
    if unknown or (column.choices and made not in column.choices):
        raise BadValue(field=column.name, value=_shown(value), allowed=_allowed(column))
    return made


def _text(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise BadValue(field=column.name, value=_shown(value), allowed=_allowed(column))
    most = int(column.maximum) if column.maximum else MOST_CHARACTERS
    if len(value) > most:
        raise TextTooLong(field=column.name, length=len(value), most=most)
    if not _storable(value) or (column.required and not value.strip()):
        raise BadValue(field=column.name, value=_shown(value), allowed=_allowed(column))
    return value


def _storable(text: str) -> bool:
    """Tell whether PostgreSQL takes the text: no NUL, no half of a surrogate pair."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _integer(column: Column, value: Any) -> int:
    number = _number(column, value)
    if number != int(number):
        raise BadValue(field=column.name, value=_shown(value), allowed=_allowed(column))
    return int(number)


def _number(column: Column, value: Any) -> float:
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    below = fits and column.minimum is not None and value < column.minimum
    above = fits and column.maximum is not None and value > column.maximum
    if not fits or below or above or abs(value) > 1e15:
        raise BadValue(field=column.name, value=_shown(value), allowed=_allowed(column))
    return value  # type: ignore[no-any-return]


def _boolean(column: Column, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue(field=column.name, value=_shown(value), allowed="true, false")
    return value


def _uid(column: Column, value: Any) -> str:
    try:
        return str(uuid.UUID(value))
    except (ValueError, AttributeError, TypeError):
        raise BadValue(field=column.name, value=_shown(value), allowed="uid") from None


def _object(column: Column, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or not _plain(value, MOST_DEPTH):
        raise BadValue(field=column.name, value=_shown(value), allowed="{...}")
    return value


def _list(column: Column, value: Any) -> list[Any]:
    if not isinstance(value, list) or not _plain(value, MOST_DEPTH):
        raise BadValue(field=column.name, value=_shown(value), allowed="[...]")
    return value


def _plain(value: Any, depth: int) -> bool:
    """Tell whether a value is JSON that the database keeps as it is, and not too much of it."""
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, (int, float)):
        return math.isfinite(value) and abs(value) <= 1e15
    if isinstance(value, str):
        return len(value) <= MOST_CHARACTERS and _storable(value)
    if depth == 0 or not isinstance(value, (dict, list)) or len(value) > MOST_KEYS:
        return False
    if isinstance(value, list):
        return all(_plain(part, depth - 1) for part in value)
    return all(isinstance(key, str) and _plain(key, 0) and _plain(part, depth - 1) for key, part in value.items())


def _geometry(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise BadValue(field=column.name, value=_shown(value), allowed=_allowed(column))
    if len(value) > MOST_HEX:
        raise TextTooLong(field=column.name, length=len(value), most=MOST_HEX)
    return as_hex(value)


_READERS = {
    "text": _text,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "uid": _uid,
    "object": _object,
    "list": _list,
    "geometry": _geometry,
}


def _allowed(column: Column) -> str:
    if column.choices:
        return ", ".join(column.choices)
    if column.vocabulary:
        return column.vocabulary
    parts = [column.kind]
    if column.minimum is not None:
        parts.append(f">= {column.minimum:g}")
    if column.maximum is not None:
        parts.append(f"<= {column.maximum:g}")
    return " ".join(parts)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def well_formed(table: Table, row: Mapping[str, Any]) -> bool:
    """Tell whether a kept row has our columns with values of their types; what they mean is not asked."""
    names = {column.name for column in table.columns}
    if set(row) != {*names, RETIRED} or not isinstance(row[RETIRED], bool):
        return False
    return all(_typed(column, row[column.name]) for column in table.columns)


_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,), "uid": (str,), "geometry": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,),
    "object": (dict,), "list": (list,),
}  # fmt: skip


def _typed(column: Column, value: Any) -> bool:
    if value is None:
        return not column.required
    if not isinstance(value, _TYPES[column.kind]) or (isinstance(value, bool) and column.kind != "boolean"):
        return False
    return column.kind != "geometry" or _HEX.fullmatch(str(value)) is not None
