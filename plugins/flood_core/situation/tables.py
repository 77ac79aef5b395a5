"""The yearly tables of a village on a working copy: their columns and rows, typing into a cell, people in all places.

A row shows people by name, title and phone; in the file they are persons with
phones of their own, so a phone changed in one place is changed in all.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any, Mapping, Sequence

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.forms import FormField
from ..model.phones import normalised_phone, phone_kind
from ..model.vocabulary import named
from ..resources.words import word
from . import thing_tables
from .thing_tables import SHELTERS, STORES, THINGS, THRESHOLDS
from .verification import TO_VERIFY, looked_at
from .working_copy import Edit, WorkingCopy

Row = dict[str, Any]
FACT, DUTY, GRID, HOUSEHOLD = (
    "register.village_fact", "register.duty", "register.grid_person", "register.transfer_household",
)  # fmt: skip
PERSON, PHONE, ELEMENT = "register.person", "register.person_phone", "situation.element"
#: In the order in which the window shows them.
TABLES = (FACT, DUTY, GRID, HOUSEHOLD, SHELTERS, STORES, THRESHOLDS)
TITLES: dict[str, str] = {
    FACT: QT_TRANSLATE_NOOP("tables", "Basic facts"),
    DUTY: QT_TRANSLATE_NOOP("tables", "Organisation"),
    GRID: QT_TRANSLATE_NOOP("tables", "Grid persons"),
    HOUSEHOLD: QT_TRANSLATE_NOOP("tables", "Transfer list"),
    SHELTERS: QT_TRANSLATE_NOOP("tables", "Shelters"),
    STORES: QT_TRANSLATE_NOOP("tables", "Stores and teams"),
    THRESHOLDS: QT_TRANSLATE_NOOP("tables", "Warning thresholds"),
}
#: Column of the row that names a person -> what the table calls that person.
_PEOPLE: dict[str, tuple[str, ...]] = {
    DUTY: ("person_uid",),
    GRID: ("person_uid",),
    HOUSEHOLD: ("householder_uid", "transfer_person_uid", "warning_person_uid"),
}
_NAME, _TITLE, _NUMBER = "name", "title", "phone"
_PHONE_KINDS = ("mobile", "duty", "office", "satellite")
_MOST = 10_000_000


class NoPhone(InputError):
    """What was typed is no telephone number."""

    template = QT_TRANSLATE_NOOP("errors", "{number} is no telephone number.")
    hint = QT_TRANSLATE_NOOP("errors", "11 digits beginning with 1, or area code and number such as 0577-62345678.")


class NameMissing(InputError):
    """A phone or title without a person."""

    template = QT_TRANSLATE_NOOP("errors", "There is no name in this row yet.")
    hint = QT_TRANSLATE_NOOP("errors", "Enter the name first, then title and phone.")


@dataclass(frozen=True)
class TableRow:
    """One row as the window shows it."""

    uid: str
    values: Mapping[str, Any] = field(default_factory=dict)
    to_verify: bool = False


def columns(table: str, copy: WorkingCopy) -> list[FormField]:
    """Return the columns of a table, or the fields of the basic facts."""
    return thing_tables.columns(table, copy) if table in THINGS else _COLUMNS[table](copy)


def _fact_columns(_copy: WorkingCopy) -> list[FormField]:
    def count(key: str, label: str, unit: str | None = None) -> FormField:
        return FormField(key, label, "integer", unit, minimum=0, maximum=_MOST)

    weights = tuple((weight, word(weight)) for weight in ("较轻", "较重"))
    return [
        count("households", QT_TRANSLATE_NOOP("forms", "Households"), "户"),
        count("registered_population", QT_TRANSLATE_NOOP("forms", "Registered people"), "人"),
        count("resident_population", QT_TRANSLATE_NOOP("forms", "People living here"), "人"),
        FormField("area_km2", QT_TRANSLATE_NOOP("forms", "Area of land"), "number", "km²", minimum=0, maximum=10_000),
        count("natural_villages", QT_TRANSLATE_NOOP("forms", "Settlements")),
        FormField("terrain", QT_TRANSLATE_NOOP("forms", "Terrain")),
        FormField("task_weight", QT_TRANSLATE_NOOP("forms", "Weight of the task"), "choice", choices=weights),
        count("disaster_points", QT_TRANSLATE_NOOP("forms", "Places of danger")),
        count("affected_people", QT_TRANSLATE_NOOP("forms", "People in danger"), "人"),
        FormField("duty_phone", QT_TRANSLATE_NOOP("forms", "Duty phone, day and night")),
    ]


def _person_columns(column: str, label: str, *, required: bool = False, titled: bool = True) -> list[FormField]:
    found = [FormField(f"{column}/{_NAME}", label, required=required)]
    if titled:
        found.append(FormField(f"{column}/{_TITLE}", QT_TRANSLATE_NOOP("forms", "Title")))
    return [*found, FormField(f"{column}/{_NUMBER}", QT_TRANSLATE_NOOP("forms", "Phone"))]


def _duty_columns(copy: WorkingCopy) -> list[FormField]:
    posts = [one for one in _terms(copy, "post") if copy.lookups["post"][one[0]].get("sort", 0) <= _LAST_VILLAGE_POST]
    return [
        FormField("post_code", QT_TRANSLATE_NOOP("forms", "Post"), "choice", choices=tuple(posts), required=True),
        *_person_columns("person_uid", QT_TRANSLATE_NOOP("forms", "Full name"), required=True),
    ]


#: Posts of a village come first in the vocabulary.
_LAST_VILLAGE_POST = 90


def _grid_columns(copy: WorkingCopy) -> list[FormField]:
    return [
        FormField("grid_name", QT_TRANSLATE_NOOP("forms", "Grid"), required=True),
        FormField("grid_type_code", QT_TRANSLATE_NOOP("forms", "Kind of grid"), "choice",
                  choices=tuple(_terms(copy, "grid_type")), required=True),
        *_person_columns("person_uid", QT_TRANSLATE_NOOP("forms", "Responsible person"), required=True, titled=False),
        FormField("note", QT_TRANSLATE_NOOP("forms", "Note")),
    ]  # fmt: skip


def _household_columns(copy: WorkingCopy) -> list[FormField]:
    return [
        FormField("zone_name", QT_TRANSLATE_NOOP("forms", "Danger zone"), required=True),
        FormField("zone_type_code", QT_TRANSLATE_NOOP("forms", "Kind"), "choice",
                  choices=tuple(_terms(copy, "danger_zone_type")), required=True),
        FormField("location", QT_TRANSLATE_NOOP("forms", "Location")),
        *_person_columns("householder_uid", QT_TRANSLATE_NOOP("forms", "Householder"), titled=False),
        FormField("people", QT_TRANSLATE_NOOP("forms", "People"), "integer", "人", minimum=0, maximum=_MOST,
                  required=True),
        *_person_columns("transfer_person_uid", QT_TRANSLATE_NOOP("forms", "Who moves them")),
        *_person_columns("warning_person_uid", QT_TRANSLATE_NOOP("forms", "Who warns them")),
        FormField("shelter_name", QT_TRANSLATE_NOOP("forms", "Shelter")),
        FormField("note", QT_TRANSLATE_NOOP("forms", "Note")),
    ]  # fmt: skip


_COLUMNS = {FACT: _fact_columns, DUTY: _duty_columns, GRID: _grid_columns, HOUSEHOLD: _household_columns}


def _terms(copy: WorkingCopy, vocabulary: str) -> list[tuple[str, str]]:
    known = copy.lookups.get(vocabulary, {})
    return [(code, named(known[code])) for code in sorted(known, key=lambda one: known[one].get("sort") or 0)]


# Rows ---------------------------------------------------------------------------------


def rows(copy: WorkingCopy, table: str) -> list[TableRow]:
    """Return the rows of a table, in a steady order."""
    if table in THINGS:
        return [TableRow(uid, cells, waits) for uid, cells, waits in thing_tables.things(table, copy)]
    people = People(copy)
    return [
        TableRow(uid, {**row, **people.cells(table, row)}, row["review_state"] == TO_VERIFY)
        for uid, row in copy.rows(table).items()
        if row.get("year") in (None, copy.scope.year)
    ]


class People:
    """The persons of a working copy, with their phones."""

    def __init__(self, copy: WorkingCopy) -> None:
        self.persons = copy.rows(PERSON)
        self.others = {**copy.lookups.get("person", {})}
        self.phones: dict[str, tuple[str, Row]] = {}
        found = copy.rows(PHONE)
        for uid in sorted(found, key=lambda one: (_PHONE_KINDS.index(found[one]["kind"]), one)):
            self.phones.setdefault(found[uid]["person_uid"], (uid, found[uid]))
        self.masked = {uid: one.get("number") for uid, one in copy.lookups.get("phone", {}).items()}

    def cells(self, table: str, row: Row) -> Row:
        """Return name, title and phone of all persons that a row names."""
        found: Row = {}
        for column in _PEOPLE.get(table, ()):
            person = self.persons.get(row[column] or "") or self.others.get(row[column] or "") or {}
            phone = self.phones.get(row[column] or "")
            found[f"{column}/{_NAME}"] = person.get("name")
            found[f"{column}/{_TITLE}"] = person.get("title")
            found[f"{column}/{_NUMBER}"] = phone[1]["number"] if phone else self.masked.get(row[column] or "")
        return found

    def named(self, name: str, phone: str | None = None) -> str | None:
        """Return the person of that name, with that phone if one is given."""
        fitting = [uid for uid, row in self.persons.items() if row["name"] == name]
        if phone is None:
            return fitting[0] if fitting else None
        return next((uid for uid in fitting if uid not in self.phones or self.phones[uid][1]["number"] == phone), None)


# Writing ------------------------------------------------------------------------------


class Writing:
    """Collects the changes of one command."""

    def __init__(self, copy: WorkingCopy) -> None:
        self.copy, self.people = copy, People(copy)
        self.edits: list[Edit] = []

    def person(self, name: str, title: str | None, phone: str | None) -> str:
        """Return the person of that name and phone, a new one when there is none."""
        number = phone_as_kept(phone) if phone else None
        uid = self.people.named(name, number)
        if uid is None:
            uid = str(uuid.uuid4())
            fields: Row = {"name": name, "title": title}
            self.edits.append(Edit(PERSON, None, fields, new_uid=uid))
            self.people.persons[uid] = {**fields, "review_state": None}
        elif title and self.people.persons[uid].get("title") != title:
            self.edits.append(Edit(PERSON, uid, {"title": title}))
        if number:
            self.phone(uid, number)
        return uid

    def phone(self, person: str, number: str | None) -> None:
        """Give a person a phone, another one, or none."""
        known = self.people.phones.get(person)
        if number is None:
            self.edits += [Edit(PHONE, known[0], {"retired": True})] if known else []
        elif known is None:
            uid = str(uuid.uuid4())
            fields = {"person_uid": person, "kind": phone_kind(number), "number": number}
            self.edits.append(Edit(PHONE, None, fields, new_uid=uid))
            self.people.phones[person] = (uid, fields)
        elif known[1]["number"] != number:
            self.edits.append(Edit(PHONE, known[0], {"number": number, "kind": phone_kind(number)}))

    def row(self, table: str, values: Mapping[str, Any]) -> Row:
        """Return the columns of a new row, with the persons that its cells name."""
        fields = {key: value for key, value in values.items() if "/" not in key and value is not None}
        for column in _PEOPLE.get(table, ()):
            name = values.get(f"{column}/{_NAME}")
            if name:
                title, phone = values.get(f"{column}/{_TITLE}"), values.get(f"{column}/{_NUMBER}")
                fields[column] = self.person(str(name), title, phone)
        if table == DUTY:
            fields["year"] = self.copy.scope.year
        if table == HOUSEHOLD:
            fields.update(self.places(fields))
        return fields

    def places(self, fields: Mapping[str, Any]) -> Row:
        """Return the register rows that zone and shelter of a household mean, by their names."""
        found: Row = {}
        for column, name, kind in (
            ("risk_source_uid", fields.get("zone_name"), "risk_source"),
            ("shelter_uid", fields.get("shelter_name"), "relief_resource"),
        ):
            known = self.copy.lookups.get(kind, {})
            found[column] = next((uid for uid, one in known.items() if name and one["name"] == name), None)
        return found

    def run(self, description: str) -> None:
        """Carry it out, as one command. Raises: as ``WorkingCopy.run``."""
        self.copy.run(self.edits, description)


def phone_as_kept(text: str) -> str:
    """Return a telephone number as we keep it. Raises: NoPhone."""
    number = normalised_phone(text)
    if number is None:
        raise NoPhone(number=text)
    return number


def change_cell(copy: WorkingCopy, table: str, uid: str, key: str, value: Any, description: str = "") -> None:
    """Change one cell; another name is another person in this row. Raises: NoPhone, NameMissing, as ``run``."""
    if table in THINGS:
        copy.run([thing_tables.changed(copy, uid, {key: value})], description)
        return
    work = Writing(copy)
    row = copy.row(table, uid)
    column, _, part = key.partition("/")
    if not part:
        changed: Row = {key: phone_as_kept(value) if key == "duty_phone" and value else value}
        if table == HOUSEHOLD and key in ("zone_name", "shelter_name"):
            changed.update(work.places({**row, **changed}))
        work.edits.append(Edit(table, uid, looked_at(row, changed)))
    elif part == _NAME:
        person = work.person(str(value), None, None) if value else None
        work.edits.append(Edit(table, uid, looked_at(row, {column: person})))
    else:
        _change_person(work, table, uid, row, column, part, value)
    work.run(description)


def _change_person(work: Writing, table: str, uid: str, row: Row, column: str, part: str, value: Any) -> None:
    person = row[column]
    if person is None:
        raise NameMissing()
    if part == _NUMBER:
        work.phone(person, phone_as_kept(value) if value else None)
    else:
        work.edits.append(Edit(PERSON, person, {"title": value}))
    if row["review_state"] == TO_VERIFY:
        work.edits.append(Edit(table, uid, {"review_state": "verified"}))


def add_rows(copy: WorkingCopy, table: str, found: Sequence[Mapping[str, Any]], description: str = "") -> int:
    """Add rows by their cells, in one command; return how many. Raises: NoPhone, as ``WorkingCopy.run``."""
    work = Writing(copy)
    for values in found:
        work.edits.append(Edit(table, None, work.row(table, values)))
    work.run(description)
    return len(found)


def delete_rows(copy: WorkingCopy, table: str, uids: Sequence[str], description: str = "") -> None:
    """Take rows out of a table. Raises: as ``WorkingCopy.run``."""
    copy.run([Edit(table, uid, {"retired": True}) for uid in uids], description)


def change_facts(copy: WorkingCopy, key: str, value: Any, description: str = "") -> None:
    """Change one of the basic facts; the row is made when it is not there. Raises: NoPhone, as ``run``."""
    known = next(iter(copy.rows(FACT)), None)
    if known is None:
        fields = {key: phone_as_kept(value) if key == "duty_phone" and value else value}
        copy.run([Edit(FACT, None, fields)], description)
    else:
        change_cell(copy, FACT, known, key, value, description)


def places_of(copy: WorkingCopy, person: str) -> list[tuple[str, str, str]]:
    """Return where a person appears: table, uid and column."""
    return [
        (table, uid, column)
        for table, named in _PEOPLE.items()
        for uid, row in copy.rows(table).items()
        for column in named
        if row[column] == person and row.get("year") in (None, copy.scope.year)
    ]


def replace_person(
    copy: WorkingCopy, person: str, name: str, title: str | None, phone: str | None, description: str = ""
) -> int:
    """Put another person everywhere in the place of one, in one command; return in how many places.

    Who is responsible for a thing on the map by that name is replaced there too. Raises: NoPhone, as ``run``.
    """
    work = Writing(copy)
    before = copy.row(PERSON, person)
    new = work.person(name.strip(), title, phone)
    changes: dict[tuple[str, str], Row] = {}
    for table, uid, column in places_of(copy, person):
        changes.setdefault((table, uid), {})[column] = new
    for (table, uid), fields in changes.items():
        work.edits.append(Edit(table, uid, looked_at(copy.row(table, uid), fields)))
    on_map = [
        (uid, row) for uid, row in copy.rows(ELEMENT).items()
        if row["facts"].get("responsible_person") == before["name"]
    ]  # fmt: skip
    for uid, row in on_map:
        work.edits.append(Edit(ELEMENT, uid, {"facts": {**row["facts"], "responsible_person": name.strip()}}))
    work.run(description)
    return sum(len(fields) for fields in changes.values()) + len(on_map)
