"""Read the things behind a figure of the statistics: the queries of db/app/71_statistics_things.sql."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

from psycopg2 import sql

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.counted import Counted
from ..model.registers import RELIEF_RESOURCE, RISK_SOURCE
from .connection import Connection, transaction

#: West, south, east and north in degrees (EPSG:4490).
Box = tuple[float, float, float, float]


class UnknownFigure(InputError):
    """No such figure in the statistics of this register."""

    template = QT_TRANSLATE_NOOP("errors", "There is no figure {figure}.")
    hint = QT_TRANSLATE_NOOP("errors", "The figures are: {known}.")


class ThingsCounted(NamedTuple):
    """The things behind one figure: their uids, how many have a place, and the box round these."""

    uids: tuple[str, ...]
    placed: int
    box: Box | None


_THINGS = sql.SQL("""
select coalesce(array_agg(t.uid::text order by t.uid), '{{}}'), count(t.geom),
       min(public.st_xmin(t.geom)), min(public.st_ymin(t.geom)),
       max(public.st_xmax(t.geom)), max(public.st_ymax(t.geom))
  from {} t
""")
_BEHIND = {
    RISK_SOURCE: sql.SQL(
        "app.statistics_risk_source_things(%(area)s, %(at)s, %(own_level)s, %(code)s, %(level)s, %(figure)s,"
        " %(departments)s, %(state)s)"
    ),
    RELIEF_RESOURCE: sql.SQL(
        "app.statistics_relief_resource_things(%(area)s, %(at)s, %(own_level)s, %(code)s, %(measure)s, %(shelters)s,"
        " %(figure)s, %(departments)s, %(state)s)"
    ),
}


def things_counted(connection: Connection, counted: Counted, at: datetime | None = None) -> ThingsCounted:
    """Return the things that a figure counts, now or at a past moment, under the reader's own rights.

    Raises: UnknownFigure, and the database room's errors.
    """
    if counted.figure not in counted.figures:
        raise UnknownFigure(figure=counted.figure, known=", ".join(counted.figures))
    with transaction(connection) as cursor:
        cursor.execute(_THINGS.format(_BEHIND[counted.kind]), {**asdict(counted), "at": at})
        uids, placed, *box = cursor.fetchone()
    return ThingsCounted(tuple(uids), placed, tuple(box) if placed else None)
