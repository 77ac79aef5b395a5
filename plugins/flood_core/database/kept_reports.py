"""Which reports were made: by whom, of what, from which data, with which files."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Mapping, NamedTuple

from psycopg2.extras import Json

from .connection import Connection, transaction


class KeptReport(NamedTuple):
    """A report that somebody made."""

    uid: str
    name: str
    area: str
    as_of: datetime
    parameters: dict[str, Any]
    figures: dict[str, Any]
    made_at: datetime
    made_by: str


def keep_report(
    connection: Connection, name: str, area_code: str, as_of: datetime, parameters: Mapping[str, Any],
    figures: Mapping[str, Any],
) -> None:  # fmt: skip
    """Keep that the signed-in person made a report. Raises: RightsRefused, ConnectionLost."""
    with transaction(connection) as cursor:
        cursor.execute(
            "insert into report.kept_report (name, area_code, as_of, parameters, figures) values (%s, %s, %s, %s, %s)",
            (name, area_code, as_of, Json(dict(parameters)), Json(dict(figures))),
        )


def kept_reports(connection: Connection, limit: int = 200) -> list[KeptReport]:
    """Return the newest reports that the signed-in person may see: the own ones, for the county's all."""
    with transaction(connection) as cursor:
        cursor.execute(
            "select k.uid::text, k.name, app.display_name(a.name), k.as_of, k.parameters, k.figures, k.made_at,"
            " app.user_name(k.made_by) from report.kept_report k join base.area a on a.code = k.area_code"
            " order by k.made_at desc, k.id desc limit %s",
            (limit,),
        )
        return [KeptReport(*row) for row in cursor.fetchall()]


def issues_kept(connection: Connection, name: str, event: str) -> int:
    """Return how many reports of a name were kept for an event."""
    with transaction(connection) as cursor:
        cursor.execute(
            "select count(*) from report.kept_report where name = %s and parameters ->> 'event' = %s", (name, event)
        )
        return int(cursor.fetchone()[0])
