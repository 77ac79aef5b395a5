"""What differs between two states of a map: added, removed, moved, changed, thing by thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Iterable, Mapping

from ..analysis.metric import Plane, from_hex
from ..database import edition_review
from ..database.connection import Connection, transaction
from ..errors import QT_TRANSLATE_NOOP, InputError

Row = Mapping[str, Any]
ADDED, REMOVED, MOVED, CHANGED = "added", "removed", "moved", "changed"
KINDS = (ADDED, REMOVED, MOVED, CHANGED)
LAST_YEAR, LAST_SUBMISSION = "year", "submission"
#: A thing that lies less far from where it was has not moved, in metres.
STILL_M = 0.5
_COMPARED = ("name", "symbol_code", "sub_label", "risk_level", "households", "people", "capacity_people", "number")
#: Facts that say how a thing hangs together with others, not what it is.
_INNER_FACTS = ("route_uids", "area_code", "public_label")


class NothingToCompare(InputError):
    """There is no earlier map, or it was not handed in before."""

    template = QT_TRANSLATE_NOOP("errors", "There is nothing earlier with which this map could be compared.")
    hint = QT_TRANSLATE_NOOP("errors", "Compare it with last year's map, or with its last submission.")


@dataclass(frozen=True)
class Changed:
    """One thing that differs: how, and where it was and is (hex EWKB, None where it is not)."""

    kind: str  # added, removed, moved, changed
    table: str  # element, route
    uid: str  # in the new state; of what was removed in the old one
    name: str
    fields: tuple[tuple[str, Any, Any], ...] = ()  # field, before, now
    before: str | None = None
    now: str | None = None
    metres: float = 0.0


def compare(connection: Connection, edition_uid: str, base: str = LAST_YEAR) -> list[Changed]:
    """Return what differs from last year's map, or from the last submission (``base``).

    Raises: NothingToCompare.
    """
    with transaction(connection) as cursor:
        new = edition_review.content(cursor, edition_uid)
        if base == LAST_SUBMISSION:
            moment = edition_review.last_submission(cursor, edition_uid)
            old = edition_review.content(cursor, edition_uid, moment) if moment else None
        else:
            edition = edition_review.base_edition(cursor, edition_uid)
            old = edition_review.content(cursor, edition["uid"]) if edition else None
    if old is None:
        raise NothingToCompare()
    found = [one for table in ("element", "route") for one in _differences(table, old[table], new[table])]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def _differences(table: str, old: Iterable[Row], new: Iterable[Row]) -> Iterable[Changed]:
    left, come = {row["uid"]: row for row in old}, {row["uid"]: row for row in new}
    pairs: list[tuple[Row, Row]] = []
    for key in _KEYS[table]:
        by_key: dict[Any, str] = {}
        for uid, row in left.items():
            value = key(row)
            if value is not None:
                by_key.setdefault(value, uid)
        for uid, row in list(come.items()):
            partner = by_key.pop(key(row), None)
            if partner is not None:
                pairs.append((left.pop(partner), come.pop(uid)))
    for row in come.values():
        yield Changed(ADDED, table, row["uid"], _name(table, row), now=row["geom"])
    for row in left.values():
        yield Changed(REMOVED, table, row["uid"], _name(table, row), before=row["geom"])
    for before, now in pairs:
        yield from _difference(table, before, now)


def _difference(table: str, before: Row, now: Row) -> Iterable[Changed]:
    fields = [
        (name, before.get(name), now.get(name)) for name in _COMPARED
        if name in now and before.get(name) != now.get(name)
    ]  # fmt: skip
    old_facts, new_facts = (_plain(row.get("facts") or {}) for row in (before, now))
    fields += [
        (name, old_facts.get(name), new_facts.get(name)) for name in sorted({*old_facts, *new_facts})
        if old_facts.get(name) != new_facts.get(name)
    ]  # fmt: skip
    metres = 0.0
    if before["geom"] != now["geom"]:
        plane = Plane.around(from_hex(now["geom"]))
        metres = plane.metres(from_hex(before["geom"])).hausdorffDistance(plane.metres(from_hex(now["geom"])))
    kind = MOVED if metres > STILL_M else CHANGED
    if fields or kind == MOVED:
        yield Changed(kind, table, now["uid"], _name(table, now), tuple(fields), before["geom"], now["geom"],
                      round(metres, 1))  # fmt: skip


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in facts.items() if name not in _INNER_FACTS and name != "attributes"}
    return {**found, **(facts.get("attributes") or {})}


def _name(table: str, row: Row) -> str:
    return str(row["name"] or "") if table == "element" else f"{row['number']} {row['name'] or ''}".strip()


def _of_source(row: Row) -> Any:
    return row["source_uid"]


def _of_name(row: Row) -> Any:
    return (row["element_type_code"], row["name"]) if row["name"] else None


def _of_place(row: Row) -> Any:
    return (row["symbol_code"], row["geom"])


def _of_uid(row: Row) -> Any:
    return row["uid"]


def _of_route(row: Row) -> Any:
    return (row["number"], row["name"])


def _of_line(row: Row) -> Any:
    return row["geom"]


#: By what a thing is known again, the surest first: a copy of last year's map has uids of its own.
_KEYS: dict[str, tuple[Callable[[Row], Any], ...]] = {
    "element": (_of_uid, _of_source, _of_name, _of_place),
    "route": (_of_uid, _of_route, _of_line),
}
