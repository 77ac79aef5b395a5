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
    name = f"{tr(_OF_THE_YEAR[one.table])} {one.name}".strip() if one.table in _OF_THE_YEAR else one.name
    return f"{kind}：{name}" + (f"（{'；'.join(parts)}）" if parts else "")


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
    "person": QT_TRANSLATE_NOOP("windows", "Person"),
    "phone": QT_TRANSLATE_NOOP("windows", "Phone"),
    "title": QT_TRANSLATE_NOOP("windows", "Function"),
    "post": QT_TRANSLATE_NOOP("windows", "Post"),
    "grid_name": QT_TRANSLATE_NOOP("windows", "Grid"),
    "grid_type": QT_TRANSLATE_NOOP("windows", "Kind of grid"),
    "zone_name": QT_TRANSLATE_NOOP("windows", "Danger zone"),
    "householder": QT_TRANSLATE_NOOP("windows", "Householder"),
    "transfer_person": QT_TRANSLATE_NOOP("windows", "Moves them"),
    "warning_person": QT_TRANSLATE_NOOP("windows", "Warns them"),
    "shelter": QT_TRANSLATE_NOOP("windows", "Shelter"),
    "registered_population": QT_TRANSLATE_NOOP("windows", "Registered population"),
    "resident_population": QT_TRANSLATE_NOOP("windows", "Resident population"),
    "area_km2": QT_TRANSLATE_NOOP("windows", "Area, km²"),
    "natural_villages": QT_TRANSLATE_NOOP("windows", "Natural villages"),
    "terrain": QT_TRANSLATE_NOOP("windows", "Terrain"),
    "task_weight": QT_TRANSLATE_NOOP("windows", "Weight of the task"),
    "disaster_points": QT_TRANSLATE_NOOP("windows", "Disaster points"),
    "affected_people": QT_TRANSLATE_NOOP("windows", "People affected"),
    "duty_phone": QT_TRANSLATE_NOOP("windows", "Duty phone"),
    "sub_label": QT_TRANSLATE_NOOP("windows", "Lettering"),
    "number": QT_TRANSLATE_NOOP("windows", "Number"),
}
#: Tables of the year, as they are called in the list of differences.
_OF_THE_YEAR = {
    "village_fact": QT_TRANSLATE_NOOP("windows", "Basic facts"),
    "no_transfer": QT_TRANSLATE_NOOP("windows", "Nobody has to be moved"),
    "duty": QT_TRANSLATE_NOOP("windows", "Organisation"),
    "grid_person": QT_TRANSLATE_NOOP("windows", "Grid persons"),
    "transfer_household": QT_TRANSLATE_NOOP("windows", "Transfer list"),
}
