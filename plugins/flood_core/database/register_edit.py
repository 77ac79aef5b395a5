"""Change the registers: save, add, retire, restore, each from the revision that the person saw.

Nothing is overwritten unseen. When somebody else was quicker, changes of
different fields are put together (three-way, field by field); where both
changed the same field to something different, ``BothChanged`` carries both
versions, and a person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

from psycopg2 import sql
from psycopg2.extras import Json

from ..errors import QT_TRANSLATE_NOOP, FloodMapError, Refused
from ..model.assessment import BY_HAND, Assessment
from ..model.registers import ATTRIBUTE, KINDS, RISK_SOURCE, Thing
from .connection import Conflict, Connection, Cursor, transaction
from .registers import CODE_COLUMNS, COLUMNS, TABLES, read_thing

#: Among the changes: the new place, hex WKB in EPSG:4490; None takes it off the map.
GEOMETRY = "geometry"
#: Among the changes that an assessment makes, besides the level.
LEVEL_METHOD, LEVEL_INPUTS = "level_method", "level_inputs"


class BothChanged(Conflict):
    """The same fields were changed by two people; both versions are kept until somebody decides."""

    template = QT_TRANSLATE_NOOP("errors", "{person} changed the same fields of {name} in the meantime.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose the right version of each field, then save again.")

    def __init__(self, seen: Thing, theirs: Thing, changes: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        super().__init__(person=theirs.changed_by, name=theirs.name)
        self.seen, self.theirs, self.changes, self.keys = seen, theirs, dict(changes), keys


class RetiredMeanwhile(Refused):
    """The thing was retired while somebody worked on it."""

    template = QT_TRANSLATE_NOOP("errors", "{person} retired {name} at {time}; your changes were not saved.")
    hint = QT_TRANSLATE_NOOP("errors", "Restore it first if it is still there in reality.")


class NotAColumn(FloodMapError):
    """A change names something that the form does not have."""

    template = QT_TRANSLATE_NOOP("errors", "The registers have no field {field} here.")


@dataclass(frozen=True)
class Saved:
    """What came of a save: the thing as it is now, what takes the change back, and what others had changed."""

    thing: Thing
    inverse: Mapping[str, Any]
    merged: tuple[str, ...] = ()  # fields of others that were kept


def content(thing: Thing) -> dict[str, Any]:
    """Return all that can be changed of a thing: its fields and its place."""
    return {**thing.values, GEOMETRY: thing.geometry}


def save(connection: Connection, seen: Thing, changes: Mapping[str, Any]) -> Saved:
    """Change ``seen``, and put it together with what others changed meanwhile.

    Args: ``changes`` by form key, and GEOMETRY. Raises: BothChanged,
    RetiredMeanwhile, UnknownThing, RightsRefused, RuleBroken, Busy, ConnectionLost.
    """
    with transaction(connection) as cursor:
        _lock(cursor, seen)
        stored = read_thing(cursor, seen.uid)
        if stored.retired and not seen.retired:
            raise RetiredMeanwhile(person=stored.changed_by, name=stored.name, time=stored.changed_at)
        before, now = content(seen), content(stored)
        moved = {key for key in now if now[key] != before[key]} if stored.revision != seen.revision else set()
        both = tuple(key for key, value in changes.items() if key in moved and now[key] != value)
        if both:
            raise BothChanged(seen, stored, changes, both)
        wanted = {key: value for key, value in changes.items() if now.get(key) != value}
        if LEVEL_METHOD in changes:
            wanted["risk_level"] = changes["risk_level"]  # assessed anew, if only to the same level
        if not wanted:
            return Saved(stored, {}, tuple(sorted(moved)))
        _update(cursor, stored, wanted)
        fresh = read_thing(cursor, seen.uid)
        after = content(fresh)
        inverse = {key: now[key] for key in now if after[key] != now[key]}
        return Saved(fresh, inverse, tuple(sorted(moved - changes.keys())))


def settle(conflict: BothChanged, decided: Mapping[str, str]) -> tuple[Thing, dict[str, Any]]:
    """Return what to save after a person chose "mine" or "theirs" for each field: from what, and which changes."""
    kept = {key: value for key, value in conflict.changes.items() if decided.get(key, "mine") == "mine"}
    return conflict.theirs, kept


def assess(connection: Connection, seen: Thing, found: Assessment) -> Saved:
    """Give ``seen`` the level that a method found, and keep the method with its inputs; else like ``save``."""
    changes = {"risk_level": str(found.level), LEVEL_METHOD: found.method, LEVEL_INPUTS: found.stored()}
    return save(connection, seen, changes)


def add(connection: Connection, kind: str, code: str, area_code: str, values: Mapping[str, Any]) -> Thing:
    """Add a thing; ``values`` by form key, and GEOMETRY. Raises: RightsRefused, RuleBroken, ConnectionLost."""
    columns, attributes = _split(kind, values)
    row = {CODE_COLUMNS[kind]: code, "area_code": area_code, **columns, "attributes": Json(attributes)}
    with transaction(connection) as cursor:
        _sign(cursor, row)
        place = row.pop("geom", None)
        statement = sql.SQL("insert into {} ({}, geom) values ({}, {}) returning uid::text").format(
            _table(kind),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
            sql.SQL(_PLACE),
        )
        cursor.execute(statement, [*row.values(), place])
        (uid,) = cursor.fetchone()
        return read_thing(cursor, uid)


def retire(connection: Connection, seen: Thing, reason: str) -> Thing:
    """Take a thing out of the registers; it stays in the history, the reason in its note.

    Raises: Conflict when somebody changed it since it was seen, RightsRefused, ConnectionLost.
    """
    note = "\n".join(part for part in (seen.values.get("note"), reason.strip()) if part)
    return _set_retired(connection, seen, sql.SQL("retired_at = now(), note = %(note)s"), note)


def restore(connection: Connection, seen: Thing) -> Thing:
    """Take a retired thing back into the registers. Raises: Conflict, RightsRefused, ConnectionLost."""
    return _set_retired(connection, seen, sql.SQL("retired_at = null"), None)


def _set_retired(connection: Connection, seen: Thing, change: sql.Composable, note: str | None) -> Thing:
    statement = sql.SQL("update {} set {}, edited_from = %(revision)s where uid = %(uid)s").format(
        _table(seen.kind), change
    )
    with transaction(connection) as cursor:
        cursor.execute(statement, {"revision": seen.revision, "uid": seen.uid, "note": note})
        return read_thing(cursor, seen.uid)


def _lock(cursor: Cursor, seen: Thing) -> None:
    """Let nobody change the row between reading and writing; who may not write it locks nothing."""
    if seen.may_change:
        cursor.execute(sql.SQL("select from {} where uid = %s for update").format(_table(seen.kind)), (seen.uid,))


def _update(cursor: Cursor, stored: Thing, wanted: Mapping[str, Any]) -> None:
    columns, attributes = _split(stored.kind, wanted)
    _sign(cursor, columns, stored)
    sets = [
        sql.SQL("{} = {}").format(sql.Identifier(column), sql.SQL(_PLACE if column == "geom" else "%s"))
        for column in columns
    ]
    values: list[Any] = list(columns.values())
    if attributes:
        # A personal attribute stands apart from the row: its null must reach the database to take it away.
        personal = {one.key for one in stored.attributes if one.personal}
        gone = {key: None for key, value in attributes.items() if value is None and key in personal}
        sets.append(sql.SQL("attributes = jsonb_strip_nulls(attributes || %s) || %s"))
        values += [Json(attributes), Json(gone)]
    statement = sql.SQL("update {} set {}, edited_from = %s where uid = %s").format(
        _table(stored.kind), sql.SQL(", ").join(sets)
    )
    cursor.execute(statement, [*values, stored.revision, stored.uid])


def _split(kind: str, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the columns and the attributes among the values. Raises: NotAColumn."""
    columns: dict[str, Any] = {}
    attributes: dict[str, Any] = {}
    for key, value in values.items():
        if key.startswith(ATTRIBUTE):
            attributes[key[len(ATTRIBUTE):]] = value
        elif key == GEOMETRY:
            columns["geom"] = value
        elif key == LEVEL_METHOD and kind == RISK_SOURCE:
            columns[key] = value
        elif key == LEVEL_INPUTS and kind == RISK_SOURCE:
            columns[key] = Json(value)
        elif key in COLUMNS[kind]:
            columns[key] = value
        else:
            raise NotAColumn(field=key)
    return columns, attributes


def _sign(cursor: Cursor, columns: dict[str, Any], stored: Thing | None = None) -> None:
    """Say who assessed a level and who verified, where the form changes it without saying so."""
    cursor.execute("select (now() at time zone 'Asia/Shanghai')::date, app.user_name(session_user::text)")
    today, person = cursor.fetchone()
    if "risk_level" in columns and "level_method" not in columns:
        by_hand = {"level_method": BY_HAND, "level_on": today, "level_assessor": person}
        columns.update(by_hand if columns["risk_level"] else dict.fromkeys(by_hand), level_inputs=None)
    elif "risk_level" in columns:
        columns.update(level_on=today, level_assessor=person)
    state = columns.get("verification_state")
    if state in ("confirmed", "disputed") and (stored is None or state != stored.values["verification_state"]):
        columns.setdefault("verified_on", today)
        columns.setdefault("verified_by", person)


def _table(kind: str) -> sql.Composable:
    if kind not in KINDS:
        raise NotAColumn(field=kind)
    return sql.Identifier(*TABLES[kind].split("."))


_PLACE = "st_setsrid(st_geomfromwkb(decode(%s, 'hex')), 4490)"
