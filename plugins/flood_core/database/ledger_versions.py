"""What became of things since their rows were handed out: read for the keys that a ledger brings home."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterable, Mapping

from psycopg2 import sql

from .connection import Cursor
from .ledger_rows import first_duties

_THINGS = ("risk_source", "relief_resource")
_LISTS = ("duty", "village_fact", "grid_person", "transfer_household", "no_transfer")


@dataclass
class Version:
    """A thing now and, when it was changed since, as it was handed out."""

    revision: int
    name: str
    retired: bool
    changed_by: str
    changed_at: str
    now: dict[str, Any] = field(default_factory=dict)  # by column; empty while the revision is the same
    then: dict[str, Any] = field(default_factory=dict)


def versions(cursor: Cursor, table: str, keys: Mapping[str, int]) -> dict[str, Version]:
    """Return the things with these uids that the user may see; ``keys`` says which revision was handed out."""
    if not keys:
        return {}
    cursor.execute(
        sql.SQL(
            "select t.uid::text, t.revision, t.name, t.retired_at is not null, app.user_name(t.changed_by),"
            " to_char(t.changed_at, 'YYYY-MM-DD HH24:MI'),"
            " case when t.revision <> k.revision then to_jsonb(t) end, to_jsonb(h)"
            " from unnest(%s::uuid[], %s::integer[]) as k (uid, revision)"
            " join {table} t on t.uid = k.uid"
            " left join {history} h on h.uid = k.uid and h.revision = k.revision and t.revision <> k.revision"
        ).format(table=sql.Identifier("register", table), history=sql.Identifier("history", table)),
        (list(keys), list(keys.values())),
    )
    return {
        uid: Version(revision, name, retired, by, at, now or {}, then or {})
        for uid, revision, name, retired, by, at, now, then in cursor.fetchall()
    }


def same_place(cursor: Cursor, table: str, uid: str, revision: int, geometry: str) -> tuple[bool, bool]:
    """Tell whether a geometry (hex EWKB) is that of the thing in a revision, and that of the thing now."""
    cursor.execute(
        sql.SQL(
            "select coalesce(public.st_hausdorffdistance(h.geom, g.geom) <= 2e-7, false),"
            " coalesce(public.st_hausdorffdistance(t.geom, g.geom) <= 2e-7, false)"
            " from (select %s::public.geometry as geom) g, {table} t join {history} h on h.uid = t.uid"
            " where t.uid = %s and h.revision = %s"
        ).format(table=sql.Identifier("register", table), history=sql.Identifier("history", table)),
        (geometry, uid, revision),
    )
    found = cursor.fetchone()
    return (False, False) if found is None else (found[0], found[1])


def people_of(cursor: Cursor, uids: Iterable[str]) -> dict[str, dict[str, tuple[str, str | None, str | None]]]:
    """Return who answers for each thing: post -> (name, phone, title) of its first person."""
    return first_duties(cursor, list(uids))


def in_force(cursor: Cursor, uids: Iterable[str]) -> dict[str, tuple[str, int, str, str]]:
    """Return what is in force of the things and rows of lists: table, revision, name (blank in lists), area code."""
    found: dict[str, tuple[str, int, str, str]] = {}
    for table in (*_THINGS, *_LISTS):
        cursor.execute(
            sql.SQL(
                "select uid::text, revision, {}, area_code from {} where uid = any(%s::uuid[]) and retired_at is null"
            ).format(sql.SQL("name" if table in _THINGS else "''"), sql.Identifier("register", table)),
            (list(uids),),
        )
        found.update({uid: (table, revision, name, area) for uid, revision, name, area in cursor.fetchall()})
    return found
