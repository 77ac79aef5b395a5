"""What differs between two states of a map and its tables: added, removed, moved, changed, thing by thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Iterable, Mapping, Sequence

from ..analysis.metric import Plane, from_hex
from ..database import edition_review, table_review
from ..database.connection import Connection, Cursor, transaction
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.vocabulary import joined

Row = Mapping[str, Any]
ADDED, REMOVED, MOVED, CHANGED = "added", "removed", "moved", "changed"
KINDS = (ADDED, REMOVED, MOVED, CHANGED)
LAST_YEAR, LAST_SUBMISSION = "year", "submission"
#: Tables of the year -> by which fields a row is known again, the surest first.
TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "village_fact": ((),),
    "no_transfer": ((),),
    "duty": (("post", "person"), ("post",)),
    "grid_person": (("grid_name", "grid_type", "person"), ("grid_name", "grid_type"), ("grid_name",)),
    "transfer_household": (("zone_name", "householder", "location"), ("zone_name", "householder")),
}
#: A thing that lies less far from where it was has not moved, in metres.
STILL_M = 0.5
_COMPARED = ("name", "symbol_code", "sub_label", "risk_level", "households", "people", "capacity_people", "number")
#: Facts that say how a thing hangs together with others, or follow from its kind: not what it is.
_INNER_FACTS = ("route_uids", "area_code", "public_label", "danger_zone_type")


class NothingToCompare(InputError):
    """There is no earlier map, or it was not handed in before."""

    template = QT_TRANSLATE_NOOP("errors", "There is nothing earlier with which this map could be compared.")
    hint = QT_TRANSLATE_NOOP("errors", "Compare it with last year's map, or with its last submission.")


@dataclass(frozen=True)
class Changed:
    """One thing that differs: how, and where it was and is (hex EWKB, None where it is not)."""

    kind: str  # added, removed, moved, changed
    table: str  # element, route; of the tables village_fact, duty, grid_person, transfer_household, no_transfer
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
        earlier = _earlier(cursor, edition_uid, base)
        if earlier is None:
            raise NothingToCompare()
        old = edition_review.content(cursor, *earlier)
        rows, rows_then = table_review.tables(cursor, edition_uid), table_review.tables(cursor, *earlier)
    found = [one for table in ("element", "route") for one in _differences(table, old[table], new[table])]
    found = sorted(found, key=lambda one: KINDS.index(one.kind))
    return found + [one for table in TABLES for one in _of_table(table, rows_then[table], rows[table])]


def _earlier(cursor: Cursor, edition_uid: str, base: str) -> tuple[str, datetime | None] | None:
    """Return the edition and the moment with which one is compared."""
    if base == LAST_SUBMISSION:
        moment = edition_review.last_submission(cursor, edition_uid)
        return (edition_uid, moment) if moment else None
    edition = edition_review.base_edition(cursor, edition_uid)
    return (edition["uid"], None) if edition else None


def _of_table(table: str, old: Sequence[Row], new: Sequence[Row]) -> Iterable[Changed]:
    """Yield what differs in a table of the year."""
    keys = [lambda row: row.get("uid"), *(_by(names) for names in TABLES[table])]
    pairs, come, left = _paired(keys, enumerate(old), enumerate(new))
    for kind, rows in ((ADDED, come), (REMOVED, left)):
        for row in rows:
            yield Changed(kind, table, str(row.get("uid") or ""), _row_name(table, row))
    for before, now in pairs:
        fields = tuple((name, before[name], now[name]) for name in now if name != "uid" and before[name] != now[name])
        if fields:
            yield Changed(CHANGED, table, str(now.get("uid") or ""), _row_name(table, now), fields)


def _by(names: Sequence[str]) -> Callable[[Row], Any]:
    return lambda row: tuple(row[name] for name in names)


def _row_name(table: str, row: Row) -> str:
    return joined([row[name] for name in TABLES[table][0] if row[name]], between=(" ", " "))


def _paired(
    keys: Iterable[Callable[[Row], Any]], old: Iterable[tuple[Any, Row]], new: Iterable[tuple[Any, Row]]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """Return which rows are the same (before, now), which have come, and which are left over of the old ones."""
    left, come = dict(old), dict(new)
    pairs: list[tuple[Row, Row]] = []
    for key in keys:
        by_key: dict[Any, list[Any]] = {}
        for uid, row in left.items():
            value = key(row)
            if value is not None:
                by_key.setdefault(value, []).append(uid)
        for uid, row in list(come.items()):
            partners = by_key.get(key(row))
            if partners:
                pairs.append((left.pop(partners.pop(0)), come.pop(uid)))
    return pairs, list(come.values()), list(left.values())


def _differences(table: str, old: Iterable[Row], new: Iterable[Row]) -> Iterable[Changed]:
    pairs, come, left = _paired(_KEYS[table], ((row["uid"], row) for row in old), ((row["uid"], row) for row in new))
    for row in come:
        yield Changed(ADDED, table, row["uid"], _name(table, row), now=row["geom"])
    for row in left:
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
