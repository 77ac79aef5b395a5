"""What the registers offer for an edition, and the elements made from it.

An element is one thing drawn on a village's situation map. Its name and label
follow the element list of the sheet: a label is short, never names a household,
and what must not leave the office (storage capacity, voltage) is only in the
internal label.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Iterable, Mapping, Sequence

from .element_labels import Labels, labels_for

#: Element types drawn with a running number instead of a name (houses: no personal name).
NUMBERED_TYPES: Mapping[str, str] = {"11": "危"}
#: A more telling letter for some categories of a numbered type.
NUMBER_LETTERS: Mapping[str, str] = {"1006": "棚", "0508": "切", "1010": "旧"}


@dataclass(frozen=True)
class AttributeField:
    """One typed attribute of a category: how it is called and whether it may be shown."""

    key: str
    name_zh: str
    unit: str | None = None
    personal: bool = False
    restricted: bool = False


@dataclass(frozen=True)
class Candidate:
    """A register row, or a thing of the base map, that belongs on the edition of a village."""

    source_table: str | None
    source_uid: str | None
    source_revision: int | None
    area_code: str
    subject_code: str  # category or resource subtype; empty for things of the base map
    element_type_code: str | None
    symbol_code: str | None
    sub_label: str | None
    name: str
    geometry: str | None  # hex EWKB, EPSG:4490; None = 待落图
    label_point: str | None = None
    danger_zone_type: str | None = None
    risk_level: int | None = None
    households: int | None = None
    people: int | None = None
    capacity_people: int | None = None
    headcount: int | None = None
    quantity: float | None = None
    unit: str | None = None
    external_code: str | None = None
    facets: Mapping[str, str | None] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)
    responsible_person: str | None = None
    neighbour: bool = False  # a shelter of another village, taken in only if a route ends there
    terrain_m: float | None = None  # found by a terrain analysis on cells of so many metres


@dataclass(frozen=True)
class Element:
    """One thing of an edition, ready to be stored. Fields as in situation.element."""

    uid: str
    element_type_code: str
    symbol_code: str
    sub_label: str | None
    name: str
    label: str | None
    risk_level: int | None
    households: int | None
    people: int | None
    capacity_people: int | None
    facts: dict[str, Any]
    source_table: str | None
    source_uid: str | None
    source_revision: int | None
    geometry: str
    label_point: str | None
    danger_zone_type: str | None = None  # not stored: what routing needs
    subject_code: str = ""
    register_name: str = ""
    neighbour: bool = False

    def with_routes(self, route_uids: Sequence[str]) -> Element:
        """Return this element, knowing the routes that lead its people away."""
        return replace(self, facts={**self.facts, "route_uids": list(route_uids)}) if route_uids else self


def build_elements(
    candidates: Iterable[Candidate],
    fields: Mapping[str, Sequence[AttributeField]],
    new_uid: Any,
) -> list[Element]:
    """Return the elements for those candidates that have a place, a type and a symbol.

    ``fields`` are the attributes by category, class or subtype code; ``new_uid``
    makes a uid. The order is that of the candidates; numbers run in that order.
    """
    elements: list[Element] = []
    numbers: dict[str, int] = {}
    for candidate in candidates:
        if not (candidate.geometry and candidate.element_type_code and candidate.symbol_code):
            continue
        known = fields_of(candidate.subject_code, fields)
        number = _next_number(candidate, numbers)
        labels = labels_for(candidate.element_type_code, _subject(candidate, known), number)
        elements.append(
            Element(
                uid=str(new_uid()),
                element_type_code=candidate.element_type_code,
                symbol_code=candidate.symbol_code,
                sub_label=candidate.sub_label,
                name=number or candidate.name,
                label=labels.internal,
                risk_level=candidate.risk_level,
                households=candidate.households,
                people=candidate.people,
                capacity_people=candidate.capacity_people,
                facts=_facts(candidate, known, labels, number),
                source_table=candidate.source_table,
                source_uid=candidate.source_uid,
                source_revision=candidate.source_revision,
                geometry=candidate.geometry,
                label_point=candidate.label_point,
                danger_zone_type=candidate.danger_zone_type,
                subject_code=candidate.subject_code,
                register_name=candidate.name,
                neighbour=candidate.neighbour,
            )
        )
    return elements


def fields_of(subject_code: str, fields: Mapping[str, Sequence[AttributeField]]) -> list[AttributeField]:
    """Return the attributes of a category, or of a resource subtype and its class."""
    owners = [subject_code[:2], subject_code] if subject_code.startswith("R") else [subject_code]
    return [one for owner in owners for one in fields.get(owner, ())]


def _next_number(candidate: Candidate, numbers: dict[str, int]) -> str | None:
    letter = NUMBERED_TYPES.get(candidate.element_type_code or "")
    if letter is None:
        return None
    letter = NUMBER_LETTERS.get(candidate.subject_code, letter)
    numbers[letter] = numbers.get(letter, 0) + 1
    return f"{letter}{numbers[letter]}"


def _subject(candidate: Candidate, known: Sequence[AttributeField]) -> dict[str, Any]:
    """Return what a label may say, by Chinese name; personal attributes are left out."""
    said: dict[str, Any] = {one.name_zh: candidate.attributes.get(one.key) for one in known if not one.personal}
    said["units"] = {one.name_zh: one.unit for one in known}
    said.update(
        name=candidate.name,
        external_code=candidate.external_code,
        households=candidate.households,
        people=candidate.people,
        capacity_people=candidate.capacity_people,
        headcount=candidate.headcount,
    )
    return said


def _facts(candidate: Candidate, known: Sequence[AttributeField], labels: Labels, number: str | None) -> dict[str, Any]:
    personal = {one.key for one in known if one.personal}
    facts: dict[str, Any] = {
        "area_code": candidate.area_code,
        "subject_code": candidate.subject_code or None,
        "danger_zone_type": candidate.danger_zone_type,
        "number": number,
        "headcount": candidate.headcount,
        "quantity": candidate.quantity,
        "unit": candidate.unit,
        "external_code": candidate.external_code,
        "responsible_person": candidate.responsible_person,
        "terrain_m": candidate.terrain_m,
        "public_label": labels.public if labels.public != labels.internal else None,
        "attributes": {
            key: value
            for key, value in sorted(candidate.attributes.items())
            if key not in personal and value is not None
        },
        **candidate.facets,
    }
    return {key: value for key, value in facts.items() if value not in (None, "", {})}
