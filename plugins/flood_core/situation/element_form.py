"""The form of a thing on the map: which fields it has, what stands in them, and what a change means.

Fields come from the working copy's lookups: the attributes of the category,
and the columns that make sense for the kind of thing. Keys are columns,
``facts/…`` and ``facts/attributes/…``.
"""

from __future__ import annotations

from typing import Any, Mapping

from ..errors import QT_TRANSLATE_NOOP
from ..model.element_labels import labels_for
from ..model.forms import FormField
from ..model.vocabulary import named
from ..resources.words import word
from ..symbology.palette import LEVEL_ZH

Row = dict[str, Any]
Lookups = Mapping[str, Mapping[str, Row]]
MOST_PEOPLE = 10_000_000
_ATTRIBUTES = "facts/attributes/"
_NUMBER, _PLACE = QT_TRANSLATE_NOOP("forms", "Figures"), QT_TRANSLATE_NOOP("forms", "Place and duty")
_CATEGORY, _MAP = QT_TRANSLATE_NOOP("forms", "More about it"), QT_TRANSLATE_NOOP("forms", "On the map")
_KINDS = {"text": "text", "integer": "integer", "number": "number", "boolean": "boolean", "date": "date",
          "choice": "choice"}  # fmt: skip
_STATES = (
    ("to_verify", QT_TRANSLATE_NOOP("forms", "To be verified")),
    ("verified", QT_TRANSLATE_NOOP("forms", "Verified")),
)
#: Element types with people in danger, capacity, headcount, quantity.
_THREATENED = ("02", "08", "09", "10", "11", "13", "14")
_SHELTER, _TEAM, _STORE = "15", "19", "18"


def element_fields(row: Row, lookups: Lookups, subjects: list[str], *, read_only: bool = False) -> list[FormField]:
    """Return the fields of an element; ``subjects`` are the categories that its symbol may stand for."""
    kind = str(row["element_type_code"])[:2]
    fields = [FormField("name", QT_TRANSLATE_NOOP("forms", "Name"), required=True, read_only=read_only)]
    if len(subjects) > 1:
        names = lookups.get("subject", {})
        choices = tuple((code, named(names[code]) if code in names else code) for code in subjects)
        fields.append(
            FormField("facts/subject_code", QT_TRANSLATE_NOOP("forms", "Kind"), "choice", choices=choices,
                      read_only=read_only)
        )  # fmt: skip
    fields += _figures(row, kind, read_only)
    fields += _attributes(row, lookups, read_only)
    fields += _facets(kind, read_only)
    fields += [
        FormField("label", QT_TRANSLATE_NOOP("forms", "Words on the map"), "note", group=_MAP, read_only=read_only),
        FormField("review_state", QT_TRANSLATE_NOOP("forms", "Verified?"), "choice", choices=_STATES, required=True,
                  group=_MAP, read_only=read_only),
    ]  # fmt: skip
    return fields


def route_fields(*, read_only: bool = False) -> list[FormField]:
    """Return the fields of an evacuation route; length and minutes follow from its line."""
    return [
        FormField("number", QT_TRANSLATE_NOOP("forms", "Number"), "integer", minimum=1, maximum=10_000, required=True,
                  read_only=read_only),
        FormField("name", QT_TRANSLATE_NOOP("forms", "Name"), read_only=read_only),
        FormField("people", QT_TRANSLATE_NOOP("forms", "People"), "integer", "人", minimum=0, maximum=MOST_PEOPLE,
                  read_only=read_only),
        FormField("length_m", QT_TRANSLATE_NOOP("forms", "Length"), "number", "m", read_only=True),
        FormField("walking_minutes", QT_TRANSLATE_NOOP("forms", "On foot"), "number", "分钟", read_only=True),
    ]  # fmt: skip


def _figures(row: Row, kind: str, read_only: bool) -> list[FormField]:
    def count(key: str, label: str, unit: str | None) -> FormField:
        return FormField(key, label, "integer", unit, minimum=0, maximum=MOST_PEOPLE, group=_NUMBER,
                         read_only=read_only)  # fmt: skip

    fields = []
    if kind in _THREATENED:
        fields += [
            count("households", QT_TRANSLATE_NOOP("forms", "Households"), "户"),
            count("people", QT_TRANSLATE_NOOP("forms", "People"), "人"),
        ]
    if kind == _SHELTER:
        fields.append(count("capacity_people", QT_TRANSLATE_NOOP("forms", "Room for"), "人"))
    if kind == _TEAM:
        fields.append(count("facts/headcount", QT_TRANSLATE_NOOP("forms", "People"), "人"))
    if kind == _STORE:
        fields.append(
            FormField("facts/quantity", QT_TRANSLATE_NOOP("forms", "Quantity"), "number", row["facts"].get("unit"),
                      minimum=0, group=_NUMBER, read_only=read_only)
        )  # fmt: skip
    if kind in _THREATENED or kind in ("05", "06", "07", "12"):
        levels = tuple((str(level), word(name)) for level, name in LEVEL_ZH.items())
        fields.append(
            FormField("risk_level", QT_TRANSLATE_NOOP("forms", "Risk level"), "choice", choices=levels, group=_NUMBER,
                      read_only=read_only)
        )  # fmt: skip
    return fields


def _attributes(row: Row, lookups: Lookups, read_only: bool) -> list[FormField]:
    return [
        FormField(
            _ATTRIBUTES + str(one["key"]),
            named(one),
            _KINDS[one["type"]],
            one.get("unit"),
            tuple((str(value), word(str(value))) for value in one.get("allowed") or ()),
            one.get("minimum"),
            one.get("maximum"),
            group=_CATEGORY,
            read_only=read_only,
        )
        for one in _known_attributes(row, lookups)
    ]


def _known_attributes(row: Row, lookups: Lookups) -> list[Row]:
    """Return the attributes of the category, or of the resource's class and subtype, in their order."""
    subject = str(row["facts"].get("subject_code") or "")
    owners = (subject[:2], subject) if subject.startswith("R") else (subject,)
    known = [one for one in lookups.get("attribute", {}).values() if one["owner"] in owners]
    return sorted(known, key=lambda one: (owners.index(one["owner"]), one["sort"], one["key"]))


def _facets(kind: str, read_only: bool) -> list[FormField]:
    known = [
        ("feature", QT_TRANSLATE_NOOP("forms", "Feature"), "text"),
        ("location", QT_TRANSLATE_NOOP("forms", "Location"), "text"),
        ("responsible_party", QT_TRANSLATE_NOOP("forms", "Responsible party"), "text"),
        ("responsible_person", QT_TRANSLATE_NOOP("forms", "Responsible person"), "text"),
        ("control_measures", QT_TRANSLATE_NOOP("forms", "Control measures"), "note"),
    ]
    if kind == "09":
        known.insert(0, ("external_code", QT_TRANSLATE_NOOP("forms", "Code of the site"), "text"))
    return [FormField(f"facts/{key}", label, form, group=_PLACE, read_only=read_only) for key, label, form in known]


def form_values(row: Row, fields: list[FormField]) -> dict[str, Any]:
    """Return what stands in the fields."""
    return {field.key: _value(row, field.key) for field in fields}


def _value(row: Row, key: str) -> Any:
    if key.startswith(_ATTRIBUTES):
        return (row["facts"].get("attributes") or {}).get(key[len(_ATTRIBUTES):])
    if key.startswith("facts/"):
        return row["facts"].get(key[len("facts/"):])
    value = row.get(key)
    return str(value) if key == "risk_level" and value is not None else value


def element_change(row: Row, key: str, value: Any, lookups: Lookups) -> Row:
    """Return the columns that change when ``key`` of an element's form becomes ``value``.

    The words on the map follow name and figures until somebody writes them by hand.
    """
    if key.startswith("facts/"):
        changes: Row = {"facts": _new_facts(row["facts"], key, value, lookups)}
    else:
        changes = {key: int(value) if key == "risk_level" and value is not None else value}
    if key == "label":
        return changes if value else {"label": label_of(row, lookups)}
    if row.get("label") in (None, "", label_of(row, lookups)):
        changes["label"] = label_of({**row, **changes}, lookups)
    return changes


def _new_facts(facts: Row, key: str, value: Any, lookups: Lookups) -> Row:
    made = {**facts, "attributes": dict(facts.get("attributes") or {})}
    if key.startswith(_ATTRIBUTES):
        made["attributes"][key[len(_ATTRIBUTES):]] = value
        made["attributes"] = {name: one for name, one in made["attributes"].items() if one is not None}
    else:
        made[key[len("facts/"):]] = value
    if key == "facts/subject_code":
        made["danger_zone_type"] = lookups.get("subject", {}).get(str(value), {}).get("danger_zone_type")
    return {name: one for name, one in made.items() if one not in (None, "", {})}


def label_of(row: Row, lookups: Lookups) -> str | None:
    """Return the words that the map says beside an element when nobody wrote others."""
    facts = row["facts"]
    given = facts.get("attributes") or {}
    known = _known_attributes(row, lookups)
    said: Row = {str(one["name"]): given.get(one["key"]) for one in known}
    said["units"] = {str(one["name"]): one.get("unit") for one in known}
    said.update({name: row.get(name) for name in ("name", "households", "people", "capacity_people")})
    said.update({name: facts.get(name) for name in ("headcount", "external_code")})
    said["name"] = said["name"] or ""
    number = facts.get("number") if facts.get("number") == row.get("name") else None
    return labels_for(str(row["element_type_code"]), said, number).internal
