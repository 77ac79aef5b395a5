"""Read the tree of areas: what is in force, what has ended and what took its place, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .connection import Connection, transaction

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Area:
    """An area as the tree shows it; ``box`` is west, south, east, north in degrees, None = no boundary yet."""

    code: str
    level: str
    name: str  # official
    display: str
    pinyin: str
    former_names: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    in_force: bool
    successors: tuple[str, ...]
    simulated: bool
    box: Box | None


def area_tree(connection: Connection, below: str = "", *, ended: bool = False) -> list[Area]:
    """Return the areas whose code begins with ``below``, and those above it, by code.

    ``ended``: also those that are no longer in force.
    """
    with transaction(connection) as cursor:
        cursor.execute(_TREE, {"below": below, "ended": ended})
        return [
            Area(
                code=row[0],
                level=row[1],
                name=row[2],
                display=row[3],
                pinyin=row[4],
                former_names=tuple(row[5]),
                valid_from=row[6],
                valid_to=row[7],
                in_force=row[8],
                successors=tuple(row[9]),
                simulated=row[10],
                box=None if row[11] is None else (row[11], row[12], row[13], row[14]),
            )
            for row in cursor.fetchall()
        ]


def boundary(connection: Connection, code: str) -> bytes | None:
    """Return the boundary of an area as WKB, EPSG:4490; None when it is not known."""
    with transaction(connection) as cursor:
        cursor.execute("select st_asbinary(geom) from base.area where code = %s and retired_at is null", (code,))
        found = cursor.fetchone()
        return bytes(found[0]) if found and found[0] is not None else None


def may_change_areas(connection: Connection) -> bool:
    """Tell whether the person who is signed in may change the list of areas."""
    with transaction(connection) as cursor:
        cursor.execute("select app.my_scope('base.area', 'update') = 'all'")
        (may,) = cursor.fetchone()
        return bool(may)


_TREE = """
    select a.code, a.level, a.name, app.display_name(a.name), coalesce(a.pinyin, ''), a.former_names, a.valid_from,
           a.valid_to, a.valid_to is null or a.valid_to > current_date as in_force,
           array(select s.to_code::text from base.area_successor s where s.from_code = a.code order by 1), a.simulated,
           st_xmin(a.geom), st_ymin(a.geom), st_xmax(a.geom), st_ymax(a.geom)
      from base.area a
     where a.retired_at is null
       and (starts_with(a.code, %(below)s) or starts_with(%(below)s, a.code))
       and (%(ended)s or a.valid_to is null or a.valid_to > current_date)
     order by a.code
"""
