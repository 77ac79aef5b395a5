"""Moments as people type and read them: in Beijing time. Apart, so that a window needs no pandas for it."""

from __future__ import annotations

from datetime import datetime, time

from ..model.beijing import BEIJING
from .errors import FutureMoment, UnreadableMoment


def read_moment(text: str) -> datetime:
    """Read a moment as a person types it; a day alone means its end, Beijing time.

    Raises: UnreadableMoment, FutureMoment.
    """
    plain = text.strip()
    try:
        moment = datetime.fromisoformat(plain.replace("Z", "+00:00"))
    except ValueError:
        raise UnreadableMoment(text=text) from None
    if len(plain) <= 10:
        now = datetime.now(BEIJING)
        if moment.date() > now.date():
            raise FutureMoment(moment=plain)
        moment = min(datetime.combine(moment.date(), time.max, BEIJING), now)
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
