"""How the reading process sends what it reads: one line of JSON a message, so that nothing sent can do harm."""

from __future__ import annotations

import datetime
import json
from dataclasses import astuple
from typing import Any

from .workbook import MergedRange, Unreadable


def encoded(kind: str, value: Any) -> bytes:
    """Return a message as a line of ASCII."""
    return json.dumps((kind, value), default=_plain, separators=(",", ":")).encode("ascii") + b"\n"


def decoded(line: bytes) -> tuple[str, Any]:
    """Return kind and value of a message. Raises ValueError when the line is cut off."""
    kind, value = json.loads(line, object_hook=_whole)
    if kind == "rows":
        value = [(number, tuple(cells)) for number, cells in value]
    elif kind == "end":
        value = ([MergedRange(*corners) for corners in value[0]], value[1])
    return kind, value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, datetime.time):
        return {"time": value.isoformat()}
    if isinstance(value, Unreadable):
        return {"unreadable": [value.reason, value.text]}
    if isinstance(value, MergedRange):
        return astuple(value)
    raise TypeError(type(value).__name__)


def _whole(value: dict[str, Any]) -> Any:
    if "datetime" in value:
        return datetime.datetime.fromisoformat(value["datetime"])
    if "time" in value:
        return datetime.time.fromisoformat(value["time"])
    if "unreadable" in value:
        return Unreadable(*value["unreadable"])
    return value
