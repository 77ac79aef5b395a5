"""Where a person is named, and with which phones, in words for the window and the command line.

``say`` translates (context, English text).
"""

from __future__ import annotations

from ..errors import QT_TRANSLATE_NOOP, Translate
from ..model.persons import DUTY, GRID, HOUSEHOLDER, MOVES, WARNS, Phone, Place

CONTEXT = "persons"
_PLACES = {
    DUTY: QT_TRANSLATE_NOOP("persons", "{what}: {subject}"),
    GRID: QT_TRANSLATE_NOOP("persons", "Grid {what}"),
    HOUSEHOLDER: QT_TRANSLATE_NOOP("persons", "Householder in {what}"),
    MOVES: QT_TRANSLATE_NOOP("persons", "Moves {count} households of {what}"),
    WARNS: QT_TRANSLATE_NOOP("persons", "Warns {count} households of {what}"),
}
_IN_YEAR = QT_TRANSLATE_NOOP("persons", "{place} ({year})")
_KINDS = {
    "mobile": QT_TRANSLATE_NOOP("persons", "mobile"),
    "duty": QT_TRANSLATE_NOOP("persons", "on duty"),
    "office": QT_TRANSLATE_NOOP("persons", "office"),
    "satellite": QT_TRANSLATE_NOOP("persons", "satellite"),
}
_PHONE = QT_TRANSLATE_NOOP("persons", "{number} ({kind})")


def place_line(place: Place, say: Translate) -> str:
    """Return where somebody is named, in one line."""
    words = say(CONTEXT, _PLACES[place.kind]).format(what=place.what, subject=place.subject, count=place.entries)
    return words if place.year is None else say(CONTEXT, _IN_YEAR).format(place=words, year=place.year)


def phone_line(phone: Phone, say: Translate) -> str:
    """Return a phone with its kind."""
    return say(CONTEXT, _PHONE).format(number=phone.number, kind=say(CONTEXT, _KINDS[phone.kind]))
