"""Count and sum what a filter of the registers lets through: by category and level, and where it lies thick."""

from __future__ import annotations

from typing import NamedTuple

from ..model.registers import RegisterFilter
from .connection import Connection, transaction
from .register_search import resolved
from .registers import MATCHES, looked_for

#: Cells across what is looked at, for a heat map: finer than the eye sees.
CELLS = 400
#: What a heat map may weigh by; also the fields of its layer.
THINGS, PEOPLE = "things", "people"


class Summed(NamedTuple):
    """The things of one category and level; None = not assessed, or a resource."""

    kind: str
    code: str
    risk_level: int | None
    things: int
    households: int
    people: int  # threatened
    capacity: int  # places of resources
    length_km: float
    area_ha: float


class Cell(NamedTuple):
    """The things in one small cell: its middle in degrees, how many, and how many people they threaten."""

    longitude: float
    latitude: float
    things: int
    people: int


def summary(connection: Connection, wanted: RegisterFilter) -> list[Summed]:
    """Return counts and sums by category and level. Raises: ConnectionLost."""
    wanted = resolved(connection, wanted)
    with transaction(connection) as cursor:
        cursor.execute(_SUMMARY + MATCHES + " group by 1, 2, 3 order by 1 desc, 2, 3", looked_for(wanted))
        return [Summed(*row) for row in cursor.fetchall()]


def cells(connection: Connection, wanted: RegisterFilter) -> list[Cell]:
    """Return where things lie, gathered in cells, so that a heat map has all of them and not a million points.

    Lines and areas count at the middle of their box. Raises: ConnectionLost.
    """
    wanted = resolved(connection, wanted)
    with transaction(connection) as cursor:
        cursor.execute(_EXTENT + MATCHES, looked_for(wanted))
        west, south, east, north = cursor.fetchone()
        if west is None:
            return []
        size = max(east - west, north - south, 1e-4) / CELLS
        values = {**looked_for(wanted), "west": west, "south": south, "size": size}
        cursor.execute(_CELLS + MATCHES + " and t.geom is not null group by 1, 2", values)
        return [
            Cell(west + (column + 0.5) * size, south + (row + 0.5) * size, things, people)
            for column, row, things, people in cursor.fetchall()
        ]


_SUMMARY = """
    select t.kind, t.code, t.risk_level, count(*), coalesce(sum(t.threatened_households), 0),
           coalesce(sum(t.threatened_people), 0), coalesce(sum(t.capacity_people), 0),
           coalesce(sum(case when st_dimension(t.geom) = 1
                             then st_length(st_transform(t.geom, app.metric_zone(t.geom))) end), 0) / 1e3,
           coalesce(sum(case when st_dimension(t.geom) = 2
                             then st_area(st_transform(t.geom, app.metric_zone(t.geom))) end), 0) / 1e4
      from app.register_thing t
"""

_EXTENT = """
    select min(st_xmin(t.geom)), min(st_ymin(t.geom)), max(st_xmax(t.geom)), max(st_ymax(t.geom))
      from app.register_thing t
"""

_CELLS = """
    select floor(((st_xmin(t.geom) + st_xmax(t.geom)) / 2 - %(west)s) / %(size)s)::integer,
           floor(((st_ymin(t.geom) + st_ymax(t.geom)) / 2 - %(south)s) / %(size)s)::integer,
           count(*), coalesce(sum(t.threatened_people), 0)
      from app.register_thing t
"""
