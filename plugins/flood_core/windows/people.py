"""The kinds of users in words."""

from __future__ import annotations

from ..errors import QT_TRANSLATE_NOOP
from .translation import tr

#: Kind of reference.user_account -> what it is called.
KINDS = {
    "viewer": QT_TRANSLATE_NOOP("windows", "viewer"),
    "county_viewer": QT_TRANSLATE_NOOP("windows", "viewer of the county"),
    "village_compiler": QT_TRANSLATE_NOOP("windows", "village compiler"),
    "township_reviewer": QT_TRANSLATE_NOOP("windows", "township reviewer"),
    "department_owner": QT_TRANSLATE_NOOP("windows", "department"),
    "county_editor": QT_TRANSLATE_NOOP("windows", "county editor"),
    "county_approver": QT_TRANSLATE_NOOP("windows", "county approver"),
    "administrator": QT_TRANSLATE_NOOP("windows", "administrator"),
    "owner": QT_TRANSLATE_NOOP("windows", "owner of the database"),
}


def kind_in_words(kind: str | None) -> str:
    """Return what a kind of user is called."""
    return tr(KINDS[kind]) if kind in KINDS else tr("not registered")
