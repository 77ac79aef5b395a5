"""The registers in plain words: what one looks for, what one sees on the map, and the form of one thing.

A thing is a risk source or a relief resource; its ``code`` is the category
(0601) or the subtype (R301), its ``group`` the domain (06) or the class (R3).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Iterable, Mapping, NamedTuple, Sequence

from ..errors import QT_TRANSLATE_NOOP
from .conditions import ATTRIBUTE, Condition, path
from .forms import FormField
from .risk_levels import COLOURS_ZH, WORDS_ZH

RISK_SOURCE, RELIEF_RESOURCE = "risk_source", "relief_resource"
KINDS = (RISK_SOURCE, RELIEF_RESOURCE)
STATES = ("unverified", "confirmed", "disputed")
NOT_ASSESSED = 0  # among the levels 1 to 4
#: In the form of a new thing: the area in which it counts.
AREA = "area_code"

_BASICS = QT_TRANSLATE_NOOP("forms", "Basics")
_RISK = QT_TRANSLATE_NOOP("forms", "Risk")
_MEANS = QT_TRANSLATE_NOOP("forms", "What there is")
_OWN = QT_TRANSLATE_NOOP("forms", "Of this category")
_CHECKED = QT_TRANSLATE_NOOP("forms", "Verification")
STATE_WORDS = {
    "unverified": QT_TRANSLATE_NOOP("forms", "to be verified"),
    "confirmed": QT_TRANSLATE_NOOP("forms", "verified"),
    "disputed": QT_TRANSLATE_NOOP("forms", "disputed"),
}
#: The same as reports print them: these are Chinese in every language of the windows.
STATE_WORDS_ZH = {"unverified": "待核实", "confirmed": "已核实", "disputed": "有异议"}


@dataclass(frozen=True)
class RegisterFilter:
    """What is looked for; None = everything. ``areas`` with what lies below them, and areas ``alone``."""

    codes: tuple[str, ...] | None = None
    levels: tuple[int, ...] | None = None
    states: tuple[str, ...] | None = None
    areas: tuple[str, ...] | None = None
    alone: tuple[str, ...] = ()
    placed: bool | None = None
    words: str = ""  # a name, its pinyin or initials, a number of the sender, a phone
    region: str | None = None  # hex WKB of an area, EPSG:4490: what lies in it or touches it
    conditions: tuple[Condition, ...] = ()
    uids: tuple[str, ...] | None = None  # these only: what the words have found
    at: datetime | None = None  # a past moment, aware; None = now

    def parameters(self) -> dict[str, Any]:
        """Return the values for the queries, by name; what the words find is the database room's part."""
        return {
            "codes": None if self.codes is None else list(self.codes),
            "levels": None if self.levels is None else list(self.levels),
            "states": None if self.states is None else list(self.states),
            "areas": None if self.areas is None else list(self.areas),
            "alone": list(self.alone),
            "placed": self.placed,
            "only": None if self.uids is None else list(self.uids),
            "region": self.region,
            "at": self.at,
            "facts": path(one for one in self.conditions if one.key.startswith(ATTRIBUTE)),
            "figures": path(one for one in self.conditions if not one.key.startswith(ATTRIBUTE)),
        }


class Category(NamedTuple):
    """A risk category or a resource subtype; ``geometry_types`` of P, L, A, the usual one first."""

    kind: str
    group: str
    group_name: str
    code: str
    name: str
    geometry_types: tuple[str, ...]
    symbols: Mapping[str, str]  # point, line, polygon -> symbol code


class Attribute(NamedTuple):
    """A typed attribute of a category, as reference.category_attribute has it."""

    key: str
    name: str
    type: str
    unit: str | None
    allowed_values: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    required: bool
    personal: bool


class Contact(NamedTuple):
    """Somebody who answers for a thing; the phone is masked unless the reader is entitled to it."""

    post: str
    name: str
    title: str
    phone: str


@dataclass(frozen=True)
class Thing:
    """One thing of the registers as it was when it was read; ``revision`` is what a change starts from."""

    kind: str
    uid: str
    revision: int
    area_code: str
    area_name: str
    code: str
    category_name: str
    values: Mapping[str, Any]  # by column, attributes under ATTRIBUTE + key
    geometry: str | None  # hex WKB, EPSG:4490, longitude first
    changed_by: str
    changed_at: str
    retired: bool
    may_change: bool
    scope: str  # of reference.rights: why it may not be changed
    attributes: tuple[Attribute, ...] = ()
    contacts: tuple[Contact, ...] = ()
    departments: tuple[tuple[str, str], ...] = field(default=())
    as_of: str = ""  # the past moment that it shows, Beijing time; then it may not be changed

    @property
    def name(self) -> str:
        """The thing's name."""
        return str(self.values["name"])

    def fields(self) -> tuple[FormField, ...]:
        """Return the form of this thing: everything to read only when it may not be changed."""
        made = form_fields(self.kind, self.attributes, self.departments, personal=self.may_change)
        locked = not self.may_change or self.retired
        return tuple(replace(one, read_only=True) for one in made) if locked else made


def form_fields(
    kind: str, attributes: Iterable[Attribute], departments: Sequence[tuple[str, str]], *, personal: bool = True
) -> tuple[FormField, ...]:
    """Return the form of a thing of a category: the facets, its own attributes, what was verified.

    ``departments`` are pairs of code and name; without ``personal`` the personal attributes are left out.
    """
    middle = _risk_fields() if kind == RISK_SOURCE else _resource_fields()
    own = [_attribute_field(one) for one in attributes if personal or not one.personal]
    return (*_basic_fields(kind, tuple(departments)), *middle, *own, *_last_fields())


def new_fields(
    kind: str,
    areas: Sequence[tuple[str, str]],
    attributes: Iterable[Attribute],
    departments: Sequence[tuple[str, str]],
) -> tuple[FormField, ...]:
    """Return the form of a new thing: first the area in which it counts, of the ``areas`` (code, name) open to it."""
    area = FormField(AREA, QT_TRANSLATE_NOOP("forms", "Counts in"), "choice", choices=tuple(areas), required=True,
                     group=_BASICS)  # fmt: skip
    return (area, *form_fields(kind, attributes, departments))


def _basic_fields(kind: str, departments: tuple[tuple[str, str], ...]) -> tuple[FormField, ...]:
    facets = (
        FormField("name", QT_TRANSLATE_NOOP("forms", "Name"), required=True, group=_BASICS),
        FormField("feature", QT_TRANSLATE_NOOP("forms", "Feature"), "note", group=_BASICS),
        FormField("location", QT_TRANSLATE_NOOP("forms", "Location"), group=_BASICS),
        FormField("responsible_party", QT_TRANSLATE_NOOP("forms", "Responsible party"), group=_BASICS),
    )
    measures = FormField("control_measures", QT_TRANSLATE_NOOP("forms", "Control measures"), "note", group=_BASICS)
    department = FormField(
        "department_code", QT_TRANSLATE_NOOP("forms", "Department"), "choice", choices=departments, group=_BASICS
    )
    return (*facets, *((measures,) if kind == RISK_SOURCE else ()), department)


def _risk_fields() -> tuple[FormField, ...]:
    levels = tuple((str(level), f"{COLOURS_ZH[level]} {WORDS_ZH[level]}") for level in COLOURS_ZH)
    return (
        FormField("risk_level", QT_TRANSLATE_NOOP("forms", "Risk level"), "choice", choices=levels, group=_RISK),
        FormField("threatened_households", QT_TRANSLATE_NOOP("forms", "Threatened households"), "integer", "户",
                  minimum=0, maximum=1_000_000, group=_RISK),
        FormField("threatened_people", QT_TRANSLATE_NOOP("forms", "Threatened people"), "integer", "人",
                  minimum=0, maximum=10_000_000, group=_RISK),
        FormField("monitored", QT_TRANSLATE_NOOP("forms", "Monitored"), "boolean", group=_RISK),
        FormField("has_plan", QT_TRANSLATE_NOOP("forms", "Has a plan"), "boolean", group=_RISK),
    )  # fmt: skip


def _resource_fields() -> tuple[FormField, ...]:
    return (
        FormField("capacity_people", QT_TRANSLATE_NOOP("forms", "Places"), "integer", "人",
                  minimum=0, maximum=1_000_000, group=_MEANS),
        FormField("headcount", QT_TRANSLATE_NOOP("forms", "Headcount"), "integer", "人",
                  minimum=0, maximum=1_000_000, group=_MEANS),
        FormField("quantity", QT_TRANSLATE_NOOP("forms", "Quantity"), "number", minimum=0, group=_MEANS),
        FormField("unit", QT_TRANSLATE_NOOP("forms", "Unit of quantity"), group=_MEANS),
        FormField("expires_on", QT_TRANSLATE_NOOP("forms", "Expires on"), "date", group=_MEANS),
    )  # fmt: skip


def _attribute_field(attribute: Attribute) -> FormField:
    return FormField(
        ATTRIBUTE + attribute.key,
        attribute.name,
        attribute.type,
        attribute.unit,
        tuple((value, value) for value in attribute.allowed_values),
        attribute.minimum,
        attribute.maximum,
        attribute.required,
        group=_OWN,
    )


def _last_fields() -> tuple[FormField, ...]:
    states = tuple(STATE_WORDS.items())
    return (
        FormField("verification_state", QT_TRANSLATE_NOOP("forms", "State"), "choice", choices=states, required=True,
                  group=_CHECKED),
        FormField("verified_on", QT_TRANSLATE_NOOP("forms", "Verified on"), "date", group=_CHECKED),
        FormField("verified_by", QT_TRANSLATE_NOOP("forms", "Verified by"), group=_CHECKED),
        FormField("verification_reason", QT_TRANSLATE_NOOP("forms", "Reason"), "note", group=_CHECKED),
        FormField("external_code", QT_TRANSLATE_NOOP("forms", "Number at the sender"), group=_CHECKED),
        FormField("note", QT_TRANSLATE_NOOP("forms", "Note"), "note", group=_CHECKED),
    )  # fmt: skip
