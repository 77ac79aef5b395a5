"""What a command did, kept so that it can be said in the language of who reads it later."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Mapping

from ..errors import Translate
from .vocabulary import Name

CONTEXT = "windows"
#: A value is kept up to so many characters, and a description altogether.
MOST_VALUE, MOST = 80, 1000
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Done:
    """Marked English text of a context, and the values of its named places.

    A value is a plain one, a name in both languages, or such words again.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    context: str = CONTEXT

    def in_words(self, translate: Translate) -> str:
        """Return what was done, through ``translate``; places without a value stay as they are."""
        known = {name: _in_words(value, translate) for name, value in self.values.items()}
        return _PLACE.sub(lambda place: known.get(place[1], place[0]), translate(self.context, self.text))

    def kept(self) -> str:
        """Return what a journal keeps, for ``read``."""
        return json.dumps(_plain(self), ensure_ascii=False)


def read(kept: str) -> Done:
    """Return what was done as a journal kept it.

    Entries of earlier releases are sentences, and are read so; and so is what somebody wrote into a file by hand.
    """
    as_it_is = Done(kept[:MOST])
    if not kept.startswith("{") or len(kept) > MOST:
        return as_it_is
    try:
        found = _read(json.loads(kept))
    except (ValueError, RecursionError):
        return as_it_is
    return found if isinstance(found, Done) else as_it_is


def _in_words(value: Any, translate: Translate) -> str:
    if isinstance(value, Done):
        return value.in_words(translate)
    return translate("", value) if isinstance(value, Name) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Done):
        values = {name: _plain(one) for name, one in value.values.items()}
        return {"text": value.text, "context": value.context, "values": values}
    if isinstance(value, Name):
        return {"zh": value[:MOST_VALUE], "en": value.english[:MOST_VALUE]}
    return value if isinstance(value, (int, float)) else _cut(str(value))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_VALUE else text[: MOST_VALUE - 1] + "…"


def _read(value: Any, *, within: bool = False) -> Any:
    if not isinstance(value, dict):
        return value if isinstance(value, (str, int, float)) else ""
    if set(value) == {"zh", "en"}:
        return Name(str(value["zh"]), str(value["en"]))
    values = value.get("values")
    if set(value) != {"text", "context", "values"} or not isinstance(values, dict):
        return ""
    known = {} if within and any(isinstance(one, dict) for one in values.values()) else values
    values = {name: _read(one, within=True) for name, one in known.items()}
    return Done(str(value["text"]), values, str(value["context"]))
