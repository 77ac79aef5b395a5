"""Find things of the registers by name, pinyin, number, phone and conditions, quickly among a million.

An index of the single characters of names leaves few to compare with what was
typed, be it two characters or pinyin; what was found goes on by uid. Under row
level security a reader's own areas narrow it first.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Iterable, Sequence

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.conditions import ATTRIBUTE, Condition
from ..model.registers import RegisterFilter
from ..resources.pinyin import pattern, rare_characters
from .connection import Connection, transaction
from .registers import listed

_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
#: So many things are looked at to tell whether one has just this name.
_ENOUGH = 1000
#: So many characters are looked for in the index at once.
_AT_ONCE = 16
#: What was found is kept by uid up to this many things.
MOST_FOUND = 50_000


class NotOneThing(InputError):
    """Words do not name one thing."""

    template = QT_TRANSLATE_NOOP("errors", "“{words}” names {count} things, not one.")
    hint = QT_TRANSLATE_NOOP("errors", "Give its uid (see: floodmap register find), or a longer part of its name.")


def one_thing(connection: Connection, words: str) -> str:
    """Return the uid of the one thing that words name; a uid is taken as it is. Raises: NotOneThing, ConnectionLost."""
    if _UID.fullmatch(words.strip()):
        return words.strip().lower()
    found = listed(connection, resolved(connection, RegisterFilter(words=words)), _ENOUGH) if words.strip() else []
    exact = [one for one in found if one.name == words.strip()] or found
    if len(exact) != 1:
        raise NotOneThing(words=words, count=len(exact))
    return exact[0].uid


def resolved(connection: Connection, wanted: RegisterFilter) -> RegisterFilter:
    """Return the filter with what its words and conditions find, read once for all answers.

    Numbers of the sender and phones are found by index; which phones may be
    asked for, the database decides. Where too much is found, the filter stays as it is.
    """
    typed = wanted.words.strip()
    if (not typed and not wanted.conditions) or wanted.uids is not None:
        return wanted
    asked, values = _asked(typed, wanted.conditions)
    values["at"] = wanted.at
    with transaction(connection) as cursor:
        cursor.execute(_BY_NAME_AND_CONDITIONS.format(sql.SQL(" and ").join(asked)), values)
        found = {uid for (uid,) in cursor.fetchall()}
        if len(found) > MOST_FOUND:
            return wanted
        if any(sign.isdigit() for sign in typed):
            asked, values = _asked("", wanted.conditions)
            values.update(typed=typed, at=wanted.at)
            cursor.execute(_BY_NUMBER.format(sql.SQL(" and ").join(asked)), values)
            found |= {uid for (uid,) in cursor.fetchall()}
    return replace(wanted, words="", conditions=(), uids=tuple(sorted(found)))


def _asked(typed: str, conditions: Iterable[Condition]) -> tuple[list[sql.Composable], dict[str, Any]]:
    """Return what is asked of t (app.register_thing) as SQL, with its values."""
    asked: list[sql.Composable] = [sql.SQL("true")]
    values: dict[str, Any] = {"most": MOST_FOUND + 1}
    if typed and any(sign.isascii() and sign.isalpha() for sign in typed):
        asked.append(sql.SQL("t.name ~ %(words)s"))
        values["words"] = pattern(typed)
        asked += _one_of_each(rare_characters(typed))
    elif typed:
        asked.append(sql.SQL("t.name ilike %(words)s and string_to_array(t.name, null) @> %(signs)s"))
        values.update(words=f"%{_escaped(typed)}%", signs=[one for one in typed if one.lower() == one.upper()])
    for number, one in enumerate(conditions):
        name = f"condition_{number}"
        if one.key.startswith(ATTRIBUTE):
            asked.append(sql.SQL("t.attributes @@ {}::jsonpath").format(sql.Placeholder(name)))
            values[name] = one.path()
        else:
            asked.append(_RELATIONS[one.relation].format(sql.Identifier("t", one.key), sql.Placeholder(name)))
            values[name] = f"%{_escaped(str(one.value))}%" if one.relation == "holds" else one.value
    return asked, values


def _one_of_each(ways: tuple[tuple[str, ...], ...]) -> list[sql.Composable]:
    """Return the condition that a name holds a character of each set of one way; it goes by the index of characters."""
    read = [sql.SQL(" and ").join(_one_of(characters) for characters in way) for way in ways]
    return [sql.SQL("({})").format(sql.SQL(" or ").join(read))] if read else []


def _one_of(characters: Sequence[str]) -> sql.Composable:
    """Return the condition that a name holds one of these characters, asked for a few at a time.

    For each name that it finds the index goes through all characters of one question: 250 together take ten times
    as long as 16 after 16.
    """
    parts = [list(characters[first:first + _AT_ONCE]) for first in range(0, len(characters), _AT_ONCE)]
    asked = (sql.SQL("string_to_array(t.name, null) && {}").format(sql.Literal(part)) for part in parts)
    return sql.SQL("({})").format(sql.SQL(" or ").join(asked))


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


_BY_NAME_AND_CONDITIONS = sql.SQL(
    "select t.uid::text from app.register_thing_at(%(at)s::timestamptz) t where {} limit %(most)s"
)

_BY_NUMBER = sql.SQL("""
    select t.uid::text
      from app.register_thing_at(%(at)s::timestamptz) t
     where t.uid = any (array(select app.things_by_number(%(typed)s) union select app.things_by_phone(%(typed)s)))
       and {}
""")

#: Relation of a condition -> SQL for a column and a value.
_RELATIONS = {
    "is": sql.SQL("{} = {}"),
    "at_least": sql.SQL("{} >= {}"),
    "at_most": sql.SQL("{} <= {}"),
    "holds": sql.SQL("{} like {}"),
    "given": sql.SQL("nullif({}::text, '') is not null"),
    "missing": sql.SQL("nullif({}::text, '') is null"),
}
