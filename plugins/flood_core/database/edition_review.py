"""What a reviewer compares: the content of an edition now, and as it was at a past moment.

Every function takes the cursor of an open transaction. Geometry is hex EWKB,
EPSG:4490.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .connection import Cursor
from .editions import Row, fetch


def base_edition(cursor: Cursor, edition_uid: str) -> Row | None:
    """Return the edition from which one was copied, else the newest of an earlier year; None without one."""
    rows = fetch(cursor, _BASE, {"edition": edition_uid})
    return rows[0] if rows else None


def last_submission(cursor: Cursor, edition_uid: str) -> datetime | None:
    """Return when an edition was handed in the last time before its present submission."""
    rows = fetch(cursor, _SUBMISSIONS, {"edition": edition_uid})
    open_now = bool(rows) and rows[0]["state"] in ("submitted", "township_approved")
    times = [row["at"] for row in rows]
    return times[1] if open_now and len(times) > 1 else times[0] if times and not open_now else None


def content(cursor: Cursor, edition_uid: str, moment: datetime | None = None) -> dict[str, list[Row]]:
    """Return elements and routes of an edition, now or as they were."""
    values: dict[str, Any] = {"edition": edition_uid, "moment": moment}
    if moment is None:
        return {"element": fetch(cursor, _ELEMENTS, values), "route": fetch(cursor, _ROUTES, values)}
    return {"element": fetch(cursor, _ELEMENTS_THEN, values), "route": fetch(cursor, _ROUTES_THEN, values)}


_BASE = """
select b.uid::text, b.year, b.version
from situation.edition e join situation.edition b on b.area_code = e.area_code and b.state <> 'void'
     and b.retired_at is null and (b.uid = e.copied_from or (e.copied_from is null and b.year < e.year))
where e.uid = %(edition)s::uuid
order by b.year desc, b.state in ('published', 'archived') desc, b.version desc limit 1
"""

_SUBMISSIONS = """
select l.logged_at as at, e.state
from situation.review_log l join situation.edition e on e.uid = l.edition_uid
where l.edition_uid = %(edition)s::uuid and l.to_state = 'submitted' order by l.id desc
"""

_ELEMENTS = """
select uid::text, element_type_code, symbol_code, sub_label, name, risk_level, households, people, capacity_people,
       facts, source_uid::text, geom
from situation.element
where edition_uid = %(edition)s::uuid and retired_at is null and review_state <> 'not_here' order by id
"""

_ELEMENTS_THEN = """
select uid::text, element_type_code, symbol_code, sub_label, name, risk_level, households, people, capacity_people,
       facts, source_uid::text, geom
from app.element_as_of(%(moment)s)
where edition_uid = %(edition)s::uuid and retired_at is null and review_state <> 'not_here' order by id
"""

_ROUTES = """
select uid::text, number, name, people, geom
from situation.route where edition_uid = %(edition)s::uuid and retired_at is null order by number, id
"""

_ROUTES_THEN = """
select uid::text, number, name, people, geom
from app.route_as_of(%(moment)s) where edition_uid = %(edition)s::uuid and retired_at is null order by number, id
"""
