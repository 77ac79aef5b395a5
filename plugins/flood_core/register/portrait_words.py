"""A portrait in words, for its window and its page alike.

``say`` translates (context, English text); what the registers keep stays as it is.
"""

from __future__ import annotations

from typing import Any, Iterator, NamedTuple

from ..analysis.metric import Plane, from_hex
from ..errors import QT_TRANSLATE_NOOP, Translate
from ..model.assessment import FACTORS, METHODS, Assessment, plain
from ..model.forms import CONTEXT as FORMS
from ..model.forms import FormField, shown
from ..model.portrait import Event, FieldChange, Near, Portrait, ToMove
from ..model.registers import RELIEF_RESOURCE, form_fields

CONTEXT = "portrait"
DASH = "—"

TITLE = QT_TRANSLATE_NOOP("portrait", "Portrait")
FACTS, LEVEL = QT_TRANSLATE_NOOP("portrait", "What it is"), QT_TRANSLATE_NOOP("portrait", "Risk level")
FILES = QT_TRANSLATE_NOOP("portrait", "Photographs and files")
CHAIN = QT_TRANSLATE_NOOP("portrait", "Who answers for it")
AROUND = QT_TRANSLATE_NOOP("portrait", "What is near")
RESOURCES = QT_TRANSLATE_NOOP("portrait", "Nearest relief resources")
PEOPLE = QT_TRANSLATE_NOOP("portrait", "People at risk within 1 km")
TO_MOVE = QT_TRANSLATE_NOOP("portrait", "On the transfer lists")
MAPS = QT_TRANSLATE_NOOP("portrait", "Situation maps that show it")
HISTORY = QT_TRANSLATE_NOOP("portrait", "History")
POST, PERSON = QT_TRANSLATE_NOOP("portrait", "Post"), QT_TRANSLATE_NOOP("portrait", "Name of the person")
UNIT, PHONE = QT_TRANSLATE_NOOP("portrait", "Unit and position"), QT_TRANSLATE_NOOP("portrait", "Phone")
CLASS, NAME = QT_TRANSLATE_NOOP("portrait", "Class"), QT_TRANSLATE_NOOP("portrait", "Name")
STRAIGHT, BY_ROAD = QT_TRANSLATE_NOOP("portrait", "Straight"), QT_TRANSLATE_NOOP("portrait", "By road")
ON_FOOT, BY_CAR = QT_TRANSLATE_NOOP("portrait", "On foot"), QT_TRANSLATE_NOOP("portrait", "By car")
PEOPLE_COLUMN = QT_TRANSLATE_NOOP("portrait", "People")
VILLAGE, EDITION = QT_TRANSLATE_NOOP("portrait", "Village"), QT_TRANSLATE_NOOP("portrait", "Edition")
STATE, AS_DRAWN = QT_TRANSLATE_NOOP("portrait", "State of the map"), QT_TRANSLATE_NOOP("portrait", "Drawn from")
TIME, WHAT = QT_TRANSLATE_NOOP("portrait", "Time"), QT_TRANSLATE_NOOP("portrait", "What was done")
NOBODY = QT_TRANSLATE_NOOP("portrait", "Nobody is named yet.")
NOTHING_NEAR = QT_TRANSLATE_NOOP("portrait", "Nothing is near.")
NO_PLACE = QT_TRANSLATE_NOOP("portrait", "It waits for its place on the map.")
NO_MAP = QT_TRANSLATE_NOOP("portrait", "No situation map shows it yet.")
NO_FILES = QT_TRANSLATE_NOOP("portrait", "No photographs or files yet.")
NO_LEVEL = QT_TRANSLATE_NOOP("portrait", "not assessed")
CURRENT = QT_TRANSLATE_NOOP("portrait", "the present register")
OUTDATED = QT_TRANSLATE_NOOP("portrait", "an earlier state")
AS_OF = QT_TRANSLATE_NOOP(
    "portrait", "As it was on {time}, to read only. Roads, phones and the state of the maps are today's."
)
CAR_NOTE = QT_TRANSLATE_NOOP("portrait", "By road: along the roads of the base map; on foot 3.6 km/h, by car 30 km/h.")

_PLACE = QT_TRANSLATE_NOOP("portrait", "Place")
_COORDINATES = QT_TRANSLATE_NOOP("portrait", "Coordinates")
_READ_AS = QT_TRANSLATE_NOOP("portrait", "Read as")
_COUNTS_IN = QT_TRANSLATE_NOOP("portrait", "Counts in")
_REACHES = QT_TRANSLATE_NOOP("portrait", "Reaches into")
_YES, _NO = QT_TRANSLATE_NOOP("portrait", "Yes"), QT_TRANSLATE_NOOP("portrait", "No")
_MOVED = QT_TRANSLATE_NOOP("portrait", "moved by {metres} m")
_RESHAPED = QT_TRANSLATE_NOOP("portrait", "shape changed")
_PUT, _TAKEN = QT_TRANSLATE_NOOP("portrait", "put on the map"), QT_TRANSLATE_NOOP("portrait", "taken off the map")
_KINDS = {
    "made": QT_TRANSLATE_NOOP("portrait", "entered"),
    "changed": QT_TRANSLATE_NOOP("portrait", "changed"),
    "retired": QT_TRANSLATE_NOOP("portrait", "retired"),
    "restored": QT_TRANSLATE_NOOP("portrait", "restored"),
    "file": QT_TRANSLATE_NOOP("portrait", "added the file “{file}”"),
}
_FROM_LEDGER = QT_TRANSLATE_NOOP("portrait", "from the ledger “{file}”")
#: Columns beyond the form that the history names.
_COLUMNS = {
    "area_code": _COUNTS_IN,
    "category_code": QT_TRANSLATE_NOOP("portrait", "Category"),
    "subtype_code": QT_TRANSLATE_NOOP("portrait", "Class"),
    "level_method": QT_TRANSLATE_NOOP("portrait", "Method"),
    "level_inputs": QT_TRANSLATE_NOOP("portrait", "Inputs"),
    "level_on": QT_TRANSLATE_NOOP("portrait", "Assessed on"),
    "level_assessor": QT_TRANSLATE_NOOP("portrait", "Assessed by"),
    "coordinate_system": _READ_AS,
    "coordinate_evidence": QT_TRANSLATE_NOOP("portrait", "Evidence"),
    "geometry": _PLACE,
}
_ASSESSED = QT_TRANSLATE_NOOP("portrait", "{person}, {date}")


class Fact(NamedTuple):
    """One line: what, and how it is; a heading when ``text`` is None."""

    label: str
    text: str | None
    wide: bool = False  # a sentence, not a figure


def value_words(field: FormField, value: Any, say: Translate) -> str:
    """Return a value as it is read out, with its unit; a dash for what is not known."""
    if isinstance(value, bool):
        return say(CONTEXT, _YES if value else _NO)
    words = say(FORMS, shown(field, value))
    return f"{words} {field.unit or ''}".strip() if words else DASH


def facts(portrait: Portrait, say: Translate) -> list[Fact]:
    """Return the facets and the typed attributes under their headings; what is not known of the category is a dash."""
    thing = portrait.thing
    found: list[Fact] = []
    group = ""
    for field in thing.fields():
        if field.key == "risk_level":
            continue  # has a part of its own
        if field.group != group:
            group = field.group
            found.append(Fact(say(FORMS, group), None))
        found.append(
            Fact(say(FORMS, field.label), value_words(field, thing.values.get(field.key), say), field.kind == "note")
        )
    return [*found, *_place(portrait, say)]


def _place(portrait: Portrait, say: Translate) -> Iterator[Fact]:
    thing = portrait.thing
    yield Fact(say(CONTEXT, _PLACE), None)
    yield Fact(say(CONTEXT, _COUNTS_IN), f"{thing.area_name} {thing.area_code}", True)
    if portrait.reaches:
        yield Fact(say(CONTEXT, _REACHES), "、".join(portrait.reaches), True)
    yield Fact(say(CONTEXT, _COORDINATES), where(thing.geometry) or say(CONTEXT, NO_PLACE), True)
    if portrait.coordinate_system:
        read_as = f"{portrait.coordinate_system} {portrait.coordinate_evidence}".strip()
        yield Fact(say(CONTEXT, _READ_AS), read_as, True)


def where(geometry: str | None) -> str:
    """Return longitude and latitude of a thing's middle, in degrees of CGCS2000; nothing without a place."""
    if not geometry:
        return ""
    middle = from_hex(geometry).pointOnSurface().asPoint()
    return f"E {middle.x():.6f}°  N {middle.y():.6f}°"


def level_lines(level: Assessment | None, say: Translate) -> list[str]:
    """Return how the level came about: method, what each factor was taken for, the sum, the band, who and when."""
    if level is None:
        return []
    lines = []
    if level.method:
        lines.append(say(FORMS, METHODS.get(level.method, level.method)))
    for factor in FACTORS.get(level.method, ()) if level.inputs else ():
        value = level.inputs[factor.key]
        meaning = next(meaning for one, meaning in factor.choices if one == value)
        lines.append(f"{factor.key} {say(FORMS, factor.name)} = {plain(value)}（{say(FORMS, meaning)}）")
    if level.arithmetic():
        lines.append(f"{level.arithmetic()}，{level.band()} → {level.words()}")
    if level.assessor or level.on:
        lines.append(say(CONTEXT, _ASSESSED).format(person=level.assessor or DASH, date=level.on or DASH))
    return lines


def to_move_words(found: ToMove, say: Translate) -> str:
    """Return what the transfer lists say."""
    words = say(CONTEXT, QT_TRANSLATE_NOOP("portrait", "{year}: {households} households, {people} people")).format(
        **found._asdict()
    )
    if found.shelters:
        words += "；" + say(CONTEXT, QT_TRANSLATE_NOOP("portrait", "to")) + " " + "、".join(found.shelters)
    return words


# What is near -------------------------------------------------------------------------------


def metres(value: float | None) -> str:
    """Return a distance as one says it: 85 m, 640 m, 1.2 km."""
    if value is None:
        return DASH
    if value < 1000:
        return f"{round(value, -1):.0f} m" if value >= 100 else f"{value:.0f} m"
    return f"{value / 1000:.1f} km"


def minutes(value: float | None, say: Translate) -> str:
    """Return a time on the way."""
    if value is None:
        return DASH
    return say(CONTEXT, QT_TRANSLATE_NOOP("portrait", "{minutes} min")).format(minutes=max(1, round(value)))


def near_rows(near: tuple[Near, ...], say: Translate) -> list[tuple[str, ...]]:
    """Return resources: class, name, straight distance, by road, on foot, by car."""
    return [
        (one.category_name, one.name, metres(one.distance_m), metres(one.road_m), minutes(one.walking_minutes, say),
         minutes(one.driving_minutes, say))
        for one in near if one.kind == RELIEF_RESOURCE
    ]  # fmt: skip


# History ------------------------------------------------------------------------------------


def event_words(event: Event, say: Translate) -> str:
    """Return what was done, without the fields."""
    words = say(CONTEXT, _KINDS[event.kind]).format(file=event.source)
    if event.source and event.kind != "file":
        words += "，" + say(CONTEXT, _FROM_LEDGER).format(file=event.source)
    return words


def change_lines(portrait: Portrait, event: Event, say: Translate) -> list[str]:
    """Return the fields that changed, one a line: what it was → what it is."""
    thing = portrait.thing
    fields = {one.key: one for one in form_fields(thing.kind, thing.attributes, thing.departments)}
    personal = {f"attributes.{one.key}" for one in thing.attributes if one.personal}
    lines = []
    for change in event.changes:
        if change.key in personal and not thing.may_change:
            continue
        lines.append(_change_words(change, fields.get(change.key), say))
    return lines


def _change_words(change: FieldChange, field: FormField | None, say: Translate) -> str:
    if change.key == "geometry":
        return f"{say(CONTEXT, _PLACE)}：{_move_words(change.before, change.after, say)}"
    if field is not None:
        before, after = (value_words(field, _as_form(field, value), say) for value in (change.before, change.after))
        return f"{say(FORMS, field.label)}：{before} → {after}"
    label = say(CONTEXT, _COLUMNS.get(change.key, change.key))
    return f"{label}：{_plain(change.before, say)} → {_plain(change.after, say)}"


def _as_form(field: FormField, value: Any) -> Any:
    return str(value) if field.kind == "choice" and value is not None else value


def _plain(value: Any, say: Translate) -> str:
    if value is None or value == "":
        return DASH
    if isinstance(value, dict):
        return "，".join(f"{key} = {number:g}" for key, number in value.items())
    return say(FORMS, METHODS.get(str(value), str(value)))


def _move_words(before: str | None, after: str | None, say: Translate) -> str:
    if not before or not after:
        return say(CONTEXT, _PUT if after else _TAKEN)
    old, new = from_hex(before), from_hex(after)
    plane = Plane.around(new)
    distance = plane.metres(old.pointOnSurface()).distance(plane.metres(new.pointOnSurface()))
    if distance < 0.5:
        return say(CONTEXT, _RESHAPED)
    return say(CONTEXT, _MOVED).format(metres=f"{distance:,.0f}")
