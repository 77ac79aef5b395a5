"""Add, rename, merge and split areas: db/app/58_area_changes.sql does it, this tells what it did.

A dry run makes the change and takes it back, so what it tells is what would be.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Iterator, Sequence

from ..errors import QT_TRANSLATE_NOOP, InputError
from .connection import Connection, Cursor, transaction

#: A village is cut into so many at most.
MOST_PARTS = 8


class CutFailed(InputError):
    """Lines do not cut a village, or into too many pieces."""

    template = QT_TRANSLATE_NOOP("errors", "The line cuts the village into {pieces} pieces; it must be 2 to {most}.")
    hint = QT_TRANSLATE_NOOP("errors", "Begin outside the boundary, cross the village once, and end outside.")


class NoBoundary(InputError):
    """A village whose boundary is not known cannot be cut."""

    template = QT_TRANSLATE_NOOP("errors", "The boundary of {code} is not known.")
    hint = QT_TRANSLATE_NOOP("errors", "Import its boundary first.")


@dataclass(frozen=True)
class Part:
    """One of the villages that a village is split into; ``geometry`` as WKB, EPSG:4490."""

    code: str
    name: str
    pinyin: str = ""
    geometry: bytes | None = None


@dataclass(frozen=True)
class Moved:
    """How many rows of a table went to an area; ``to_code`` None = retired, because another row says the same."""

    table: str
    to_code: str | None
    to_name: str
    rows: int


@dataclass(frozen=True)
class AreaChange:
    """What a change did, or in a dry run would do."""

    kind: str
    codes: tuple[str, ...]  # the areas that came of it
    moved: tuple[Moved, ...] = ()
    editions_in_work: int = 0  # of the old areas; they stay with them
    unplaced: int = 0  # rows without a place on the map that went to the area named for them
    dry_run: bool = False


def add_area(
    connection: Connection, code: str, name: str, *, pinyin: str = "", on_date: date, reason: str = "",
    geometry: bytes | None = None, dry_run: bool = False,
) -> AreaChange:  # fmt: skip
    """Add a township, village or natural village. Raises: RuleBroken, RightsRefused, as all here."""
    with _change(connection, dry_run) as cursor:
        cursor.execute(
            "select app.add_area(%s, %s, %s, %s, %s, st_multi(st_setsrid(st_geomfromwkb(decode(%s, 'hex')), 4490)))",
            (code, name, pinyin, on_date, reason, None if geometry is None else geometry.hex()),
        )
        return AreaChange("add", (code,), dry_run=dry_run)


def rename_area(
    connection: Connection, code: str, name: str, *, pinyin: str = "", on_date: date, reason: str = "",
    dry_run: bool = False,
) -> AreaChange:  # fmt: skip
    """Give an area a new name; ledgers with the old one still find it."""
    with _change(connection, dry_run) as cursor:
        cursor.execute("select app.rename_area(%s, %s, %s, %s, %s)", (code, name, pinyin, on_date, reason))
        return AreaChange("rename", (code,), dry_run=dry_run)


def merge_areas(
    connection: Connection, old_codes: Sequence[str], code: str, name: str, *, pinyin: str = "", on_date: date,
    reason: str = "", dry_run: bool = False,
) -> AreaChange:  # fmt: skip
    """Merge villages into one, with a new code or the code of one of them."""
    with _change(connection, dry_run) as cursor:
        in_work = _editions_in_work(cursor, [old for old in old_codes if old != code])
        cursor.execute(
            "select app.merge_areas(%s, %s, %s, %s, %s, %s)", (list(old_codes), code, name, pinyin, on_date, reason)
        )
        return AreaChange("merge", (code,), _moved(cursor), in_work, dry_run=dry_run)


def split_area(
    connection: Connection, old_code: str, parts: Sequence[Part], rest_to: str, *, on_date: date, reason: str = "",
    dry_run: bool = False,
) -> AreaChange:  # fmt: skip
    """Split a village; things go where they stand, what has no place goes to ``rest_to``."""
    told = [
        {"code": one.code, "name": one.name, "pinyin": one.pinyin,
         "geom": None if one.geometry is None else one.geometry.hex()} for one in parts
    ]  # fmt: skip
    with _change(connection, dry_run) as cursor:
        codes = tuple(one.code for one in parts)
        in_work = 0 if old_code in codes else _editions_in_work(cursor, [old_code])
        cursor.execute(_UNPLACED, {"code": old_code})
        (unplaced,) = cursor.fetchone()
        cursor.execute(
            "select app.split_area(%s, %s, %s, %s, %s)", (old_code, json.dumps(told), rest_to, on_date, reason)
        )
        return AreaChange("split", codes, _moved(cursor), in_work, unplaced, dry_run)


def free_code(connection: Connection, parent: str) -> str:
    """Return the next code below an area that was never used; villages of townships count on from the last one."""
    with transaction(connection) as cursor:
        cursor.execute(_FREE, {"parent": parent})
        (code,) = cursor.fetchone()
        return str(code)


def cut(connection: Connection, code: str, lines: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the pieces of a village along lines (WKB, EPSG:4490), from west to east.

    Raises: NoBoundary; CutFailed when there is one piece only, or more than MOST_PARTS.
    """
    with transaction(connection) as cursor:
        cursor.execute("select geom is not null from base.area where code = %s", (code,))
        known = cursor.fetchone()
        if not known or not known[0]:
            raise NoBoundary(code=code)
        cursor.execute(_CUT, {"code": code, "lines": [line.hex() for line in lines]})
        pieces = [bytes(piece) for (piece,) in cursor.fetchall()]
        if not 2 <= len(pieces) <= MOST_PARTS:
            raise CutFailed(pieces=max(1, len(pieces)), most=MOST_PARTS)
        return tuple(pieces)


class _TakeBack(Exception):
    """Ends a dry run."""


@contextmanager
def _change(connection: Connection, dry_run: bool) -> Iterator[Cursor]:
    """Give a cursor; a dry run's transaction is rolled back when the block has returned."""
    try:
        with transaction(connection) as cursor:
            yield cursor
            if dry_run:
                raise _TakeBack
    except _TakeBack:
        return


def _moved(cursor: Cursor) -> tuple[Moved, ...]:
    cursor.execute(_MOVED)
    return tuple(Moved(*row) for row in cursor.fetchall())


def _editions_in_work(cursor: Cursor, codes: Sequence[str]) -> int:
    cursor.execute("select app.editions_in_work(%s)", (list(codes),))
    (count,) = cursor.fetchone()
    return int(count)


_MOVED = """
    select m.table_name, m.to_code, coalesce(app.display_name(a.name), ''), count(*)
      from base.area_move m
      left join base.area a on a.code = m.to_code
     where m.change_id = (select max(c.id) from base.area_change c)
     group by m.table_name, m.to_code, a.name
     order by m.table_name, m.to_code
"""

_UNPLACED = """
    select (select count(*) from register.risk_source
             where area_code = %(code)s and retired_at is null and geom is null)
         + (select count(*) from register.relief_resource
             where area_code = %(code)s and retired_at is null and geom is null)
"""

#: Villages number in steps of one from 200 (rural) or 001 (urban); we count on from the highest in use.
_FREE = """
    with used as (
        select right(code, 3)::integer as number from base.area
         where parent_code = %(parent)s and length(code) = length(%(parent)s) + 3
    )
    select %(parent)s || lpad(n::text, 3, '0')
      from generate_series(1, 999) as n
     where n not in (select number from used)
     order by n <= coalesce((select max(number) from used), 0), n limit 1
"""

#: A village of several parts: the line may cut one; the others go to the nearer side.
_CUT = """
    with line as (
        select st_unaryunion(st_collect(st_setsrid(st_geomfromwkb(decode(l, 'hex')), 4490))) as geom
          from unnest(%(lines)s::text[]) as l
    ), part as (
        select d.path[1] as number, d.geom from base.area a, st_dump(a.geom) d where a.code = %(code)s
    ), piece as (
        select p.number, s.geom, count(*) over (partition by p.number) as pieces
          from part p, line l, st_dump(st_split(p.geom, l.geom)) s
    ), side as (
        select row_number() over (order by st_xmin(geom), st_ymin(geom)) as side, geom
          from piece where pieces > 1 and st_dimension(geom) = 2
    ), placed as (
        select side, geom from side
        union all
        select (select s.side from side s order by st_distance(s.geom, p.geom), s.side limit 1), p.geom
          from piece p where p.pieces = 1
    )
    select st_asbinary(st_multi(st_collect(geom))) from placed where side is not null group by side order by side
"""
