"""The states of an edition in the words of the command line."""

from __future__ import annotations

from ..errors import QT_TRANSLATE_NOOP

STATES = {
    "draft": QT_TRANSLATE_NOOP("cli", "draft"),
    "submitted": QT_TRANSLATE_NOOP("cli", "submitted"),
    "township_returned": QT_TRANSLATE_NOOP("cli", "returned by the township"),
    "township_approved": QT_TRANSLATE_NOOP("cli", "approved by the township"),
    "county_returned": QT_TRANSLATE_NOOP("cli", "returned by the county"),
    "published": QT_TRANSLATE_NOOP("cli", "published"),
    "archived": QT_TRANSLATE_NOOP("cli", "archived"),
    "void": QT_TRANSLATE_NOOP("cli", "void"),
}
