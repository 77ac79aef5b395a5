"""States, things and fields of a map in words."""

from __future__ import annotations

from typing import Any, Mapping

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model.forms import CONTEXT, FormField, shown
from flood_core.situation.difference import ADDED, CHANGED, MOVED, REMOVED, Changed
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
    "waiting": QT_TRANSLATE_NOOP("windows", "handed in, not sent yet"),
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
    "situation.remark": QT_TRANSLATE_NOOP("windows", "Remark"),
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


def difference_in_words(one: Changed) -> str:
    """Return one difference as a line of the list."""
    kind = tr(_KINDS[one.kind])
    parts = [tr("{metres} m", metres=round(one.metres))] if one.kind == MOVED else []
    parts += [
        f"{_field_in_words(name)} {'' if before is None else before} → {'' if now is None else now}"
        for name, before, now in one.fields
    ]
    return f"{kind}：{one.name}" + (f"（{'；'.join(parts)}）" if parts else "")


def _field_in_words(name: str) -> str:
    return tr(_FIELDS[name]) if name in _FIELDS else name


_KINDS = {
    ADDED: QT_TRANSLATE_NOOP("windows", "Added"),
    REMOVED: QT_TRANSLATE_NOOP("windows", "Removed"),
    MOVED: QT_TRANSLATE_NOOP("windows", "Moved"),
    CHANGED: QT_TRANSLATE_NOOP("windows", "Changed"),
}
_FIELDS = {
    "name": QT_TRANSLATE_NOOP("windows", "Name"),
    "symbol_code": QT_TRANSLATE_NOOP("windows", "Symbol"),
    "risk_level": QT_TRANSLATE_NOOP("windows", "Risk level"),
    "households": QT_TRANSLATE_NOOP("windows", "Households"),
    "people": QT_TRANSLATE_NOOP("windows", "People"),
    "capacity_people": QT_TRANSLATE_NOOP("windows", "Room for"),
    "responsible_person": QT_TRANSLATE_NOOP("windows", "Responsible person"),
    "location": QT_TRANSLATE_NOOP("windows", "Location"),
}
