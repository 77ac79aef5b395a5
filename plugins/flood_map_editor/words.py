"""States, things and fields of a map in words."""

from __future__ import annotations

from typing import Any, Mapping

from flood_core.errors import QT_TRANSLATE_NOOP
from flood_core.model import vocabulary
from flood_core.model.done import Done
from flood_core.model.forms import CONTEXT, FormField, shown
from flood_core.resources.words import word
from flood_core.situation.difference import ADDED, CHANGED, MOVED, REMOVED, Changed
from flood_core.symbology.palette import LEVEL_ZH
from flood_core.symbology.versions import SymbolSet
from flood_core.windows.translation import language, named, tr, translate, unit_in_words

Lookups = Mapping[str, Mapping[str, Mapping[str, Any]]]

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


def thing(table: str, row: Mapping[str, Any]) -> str | Done:
    """Return what a row is called: its name, or what kind of row it is in words that can be kept."""
    if table == "situation.route" and row.get("number"):
        return Done(QT_TRANSLATE_NOOP("windows", "Evacuation route {number}"), {"number": row["number"]})
    name = row.get("name") or row.get("zone_name") or row.get("grid_name")
    return str(name) if name else Done(_TABLES.get(table, table))


def thing_in_words(table: str, row: Mapping[str, Any]) -> str:
    """Return what a row is called in QGIS's language."""
    called = thing(table, row)
    return called.in_words(translate) if isinstance(called, Done) else called


def value_in_words(field: FormField | None, value: Any) -> str:
    """Return a value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if field is None:
        return str(named(value))
    text = translate(CONTEXT, shown(field, value))
    return f"{text} {unit_in_words(field.unit)}".strip()


def difference_in_words(one: Changed, lookups: Lookups, symbols: SymbolSet) -> str:
    """Return one difference as a line of the list; ``lookups`` and ``symbols`` are those of the map."""
    kind = tr(_KINDS[one.kind])
    parts = [tr("{metres} m", metres=round(one.metres))] if one.kind == MOVED else []
    parts += [
        f"{_field_in_words(name, lookups)} "
        + " → ".join(_differing(name, value, lookups, symbols) for value in (before, now))
        for name, before, now in one.fields
    ]
    name = f"{tr(_OF_THE_YEAR[one.table])} {named(one.name)}".strip() if one.table in _OF_THE_YEAR else one.name
    said = tr("{kind}: {name}", kind=kind, name=name)
    return tr("{words} ({more})", words=said, more=tr("; ").join(parts)) if parts else said


def _field_in_words(name: str, lookups: Lookups) -> str:
    if name in _FIELDS:
        return tr(_FIELDS[name])
    known = lookups.get("attribute", {}).values()
    return str(named(next((vocabulary.named(one) for one in known if one["key"] == name), name)))


def _differing(name: str, value: Any, lookups: Lookups, symbols: SymbolSet) -> str:
    if name == "symbol_code" and value in symbols:
        return symbols.name(value, language())
    if name == "subject_code" and value in lookups.get("subject", {}):
        return str(named(vocabulary.named(lookups["subject"][value])))
    if name == "risk_level" and value in LEVEL_ZH:
        return str(named(word(LEVEL_ZH[value])))
    plain = isinstance(value, str) and not isinstance(value, vocabulary.Name)
    return value_in_words(None, word(value) if plain else value)


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
    "feature": QT_TRANSLATE_NOOP("windows", "Feature"),
    "responsible_party": QT_TRANSLATE_NOOP("windows", "Responsible party"),
    "control_measures": QT_TRANSLATE_NOOP("windows", "Control measures"),
    "external_code": QT_TRANSLATE_NOOP("windows", "Code of the site"),
    "subject_code": QT_TRANSLATE_NOOP("windows", "Kind"),
    "headcount": QT_TRANSLATE_NOOP("windows", "Headcount"),
    "quantity": QT_TRANSLATE_NOOP("windows", "Quantity"),
    "unit": QT_TRANSLATE_NOOP("windows", "Unit"),
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
