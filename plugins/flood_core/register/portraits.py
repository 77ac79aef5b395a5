"""The portrait of a thing, complete: what the database knows, and the ways to what is near."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ..database import portraits
from ..database.connection import Connection
from ..model.portrait import Portrait
from ..progress import Feedback
from .surroundings import with_ways


def portrait(
    connection: Connection, uid: str, feedback: Feedback | None = None, at: datetime | None = None
) -> Portrait:
    """Return all about a thing, now or as it was ``at`` a moment, with the ways along today's roads.

    Raises: UnknownThing, NotThere, ConnectionLost, Cancelled.
    """
    found = portraits.portrait(connection, uid, at)
    if found.thing.geometry is None:
        return found
    return replace(found, near=tuple(with_ways(connection, found.thing.geometry, found.near, feedback)))
