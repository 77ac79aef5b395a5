"""Days and minutes as Qt's fields take them, in Beijing time like everything that people read and type."""

from __future__ import annotations

from datetime import datetime

from qgis.PyQt.QtCore import QDate, QDateTime, QTime

from ..model import beijing


def today() -> QDate:
    """Return the day that it is in Beijing."""
    day = beijing.today()
    return QDate(day.year, day.month, day.day)


def this_minute() -> QDateTime:
    """Return the minute that it is in Beijing."""
    now = datetime.now(beijing.BEIJING)
    return QDateTime(today(), QTime(now.hour, now.minute))
