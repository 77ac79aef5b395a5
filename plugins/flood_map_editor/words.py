"""States, things and fields of a map in words."""

from __future__ import annotations

from typing import Any, Mapping

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.forms import CONTEXT, FormField, shown
from flood_core.windows.translation import tr, translate

STATES = {
    "draft": QT_TRANSLATE_NOOP("windows", "draft"),
    "submitted": QT_TRANSLATE_NOOP("windows", "submitted, under review"),
    "township_returned": QT_TRANSLATE_NOOP("windows", "returned by the township"),
    "township_approved": QT_TRANSLATE_NOOP("windows", "approved by the township"),
    "county_returned": QT_TRANSLATE_NOOP("windows", "returned by the county"),
    "published": QT_TRANSLATE_NOOP("windows", "published"),
    "archived": QT_TRANSLATE_NOOP("windows", "archived"),
    "void": QT_TRANSLATE_NOOP("windows", "void"),
}
#: Colours of the states: in work, with others, done.
STATE_COLORS = {"draft": "#2f6db5", "submitted": "#b45f06", "township_returned": "#a61c1c",
                "county_returned": "#a61c1c", "township_approved": "#b45f06", "published": "#1f7a45"}  # fmt: skip
_TABLES = {
    "register.person": QT_TRANSLATE_NOOP("windows", "Person"),
    "register.person_phone": QT_TRANSLATE_NOOP("windows", "Telephone"),
    "register.village_fact": QT_TRANSLATE_NOOP("windows", "Facts of the village"),
    "register.grid_person": QT_TRANSLATE_NOOP("windows", "Grid person"),
    "register.transfer_household": QT_TRANSLATE_NOOP("windows", "Household to move"),
    "register.no_transfer": QT_TRANSLATE_NOOP("windows", "Nobody to move"),
    "register.duty": QT_TRANSLATE_NOOP("windows", "Duty"),
    "situation.element": QT_TRANSLATE_NOOP("windows", "Thing on the map"),
    "situation.route": QT_TRANSLATE_NOOP("windows", "Evacuation route"),
    "situation.sheet_frame": QT_TRANSLATE_NOOP("windows", "Frame of the sheet"),
}


def state_in_words(state: str) -> str:
    """Return the state of an edition in words."""
    return tr(STATES[state]) if state in STATES else state


def thing_in_words(table: str, row: Mapping[str, Any]) -> str:
    """Return what a row is called: its name, or what kind of row it is."""
    kind = tr(_TABLES.get(table, table))
    if table == "situation.route":
        return f"{kind} {row.get('number') or ''}".strip()
    name = row.get("name") or row.get("zone_name") or row.get("grid_name")
    return str(name) if name else kind


def value_in_words(field: FormField | None, value: Any) -> str:
    """Return a value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if field is None:
        return str(value)
    text = translate(CONTEXT, shown(field, value))
    return f"{text} {field.unit}" if field.unit else text
