"""What stands at the head of a report: the area's name and the moment that its figures are of."""

from __future__ import annotations

from datetime import datetime

from .connection import Connection, transaction


def area_and_moment(connection: Connection, area_code: str, at: datetime | None = None) -> tuple[str, datetime] | None:
    """Return an area's display name and ``at``, or the server's now; None when there is no such area."""
    with transaction(connection) as cursor:
        cursor.execute(
            "select app.display_name(name), coalesce(%s, now()) from base.area where code = %s", (at, area_code)
        )
        return cursor.fetchone()
