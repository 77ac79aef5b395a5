"""The states of an edition in words."""

from __future__ import annotations

from ..errors import QT_TRANSLATE_NOOP
from .translation import tr

STATES = {
    "draft": QT_TRANSLATE_NOOP("windows", "draft"),
    "submitted": QT_TRANSLATE_NOOP("windows", "submitted"),
    "township_returned": QT_TRANSLATE_NOOP("windows", "returned by the township"),
    "township_approved": QT_TRANSLATE_NOOP("windows", "approved by the township"),
    "county_returned": QT_TRANSLATE_NOOP("windows", "returned by the county"),
    "published": QT_TRANSLATE_NOOP("windows", "published"),
    "archived": QT_TRANSLATE_NOOP("windows", "archived"),
    "void": QT_TRANSLATE_NOOP("windows", "void"),
}


def state_in_words(state: str | None) -> str:
    """Return what a state of an edition is called."""
    return tr(STATES[state]) if state in STATES else (state or "")
