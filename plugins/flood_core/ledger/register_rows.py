"""Sheets of risk sources and relief resources: from columns to rows of the register."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Sequence

from ..database.ledger_clearing import CLEARED
from ..database.ledger_places import REFUSED, RowPlace
from ..database.ledger_tables import RELIEF_RESOURCE, RISK_SOURCE
from ..model.binary_geometry import without_srid
from ..model.conditions import ATTRIBUTE
from ..model.ledger_reference import Attribute, Category, LedgerReference
from ..model.nearest_names import nearest_names
from .coming_home import Home, bring_home, category_codes, hold_people
from .context import ImportContext, read_areas, withhold_phones
from .fields import SheetKind
from .headings import Column, DutyColumns, normalised
from .issues import Issue
from .positions import Positions, read_positions
from .row_keys import key_value
from .sheet_kinds import SheetSubject
from .sheet_rows import SheetRows, identical_rows
from .split_villages import settle_splits
from .values import (
    CLEAR,
    as_text,
    attribute_converter,
    count_value,
    date_value,
    level_value,
    name_value,
    number_converter,
    phone_value,
    text_value,
    unit_factor,
)

_TEXTS = ("feature", "location", "responsible_party", "note")
LEDGER_COLUMNS = {table.name: table.columns for table in (RISK_SOURCE, RELIEF_RESOURCE)}
#: Suggestions compare with every category; for a ledger of nonsense they stop here.
_MOST_SUGGESTIONS = 60
#: Which responsibility the plain column of persons means, by the first digits of a subtype.
_KEEPERS = {"R1": "leader", "R2": "custodian", "R3": "custodian", "R4": "responsible", "R5": "contact"}


@dataclass(frozen=True)
class _Duty:
    """A responsibility of a sheet, row by row; ``post`` None = the plain column of persons."""

    post: str | None
    names: list[Any]
    phones: list[Any]
    titles: Sequence[Any]
    no_person: list[int]  # the rows that take the person away
    no_phone: list[int]  # and those that take only the phone away


def read_register_sheet(subject: SheetSubject, rows: SheetRows, context: ImportContext) -> None:
    """Read a sheet of risk sources or relief resources and stage its good rows."""
    risk = subject.kind is SheetKind.RISK
    table = "risk_source" if risk else "relief_resource"
    areas = read_areas(rows, context, table)
    categories = _categories(subject, rows, context.reference, risk)
    _check_category_rights(rows, categories, context.reference, table)
    names = rows.values("name", name_value, required=True)
    rows.clearable = frozenset(column.name for column in LEDGER_COLUMNS[table] if column.clearable)
    columns: dict[str, list[Any]] = {key: rows.texts(key, text_value) for key in _TEXTS}
    columns["external_code"] = rows.values("external_code", name_value)
    columns["verified_on"] = rows.values("verified_on", date_value)
    columns.update(_risk_columns(rows) if risk else _resource_columns(rows))
    columns["attributes"] = _attributes(rows, categories, context.reference)
    boundaries = context.boundaries({code for code in areas if code})
    placed = read_positions(rows, areas, categories, boundaries, context.villages_at, context.reference)
    settle_splits(rows, context, table, areas, placed.geometry)
    duties = _duties(rows, context, areas)
    home = _bring_home(rows, context, table, areas, categories, names, columns, placed, duties)
    _check_doubles(rows, columns["external_code"], categories)
    _stage(rows, context, risk, areas, categories, names, columns, placed, duties, home)


def _risk_columns(rows: SheetRows) -> dict[str, list[Any]]:
    return {
        "control_measures": rows.texts("control_measures", text_value),
        "risk_level": rows.values("risk_level", level_value),
        "threatened_households": rows.values("threatened_households", count_value),
        "threatened_people": rows.values("threatened_people", count_value),
    }


def _resource_columns(rows: SheetRows) -> dict[str, list[Any]]:
    return {
        "capacity_people": rows.values("capacity_people", count_value),
        "quantity": rows.values("quantity", number_converter(minimum=0)),
        "unit": rows.texts("unit", name_value),
        "headcount": rows.values("headcount", count_value),
        "expires_on": rows.values("expires_on", date_value),
    }


def _categories(
    subject: SheetSubject, rows: SheetRows, reference: LedgerReference, risk: bool
) -> list[Category | None]:
    """Return the category of each row: the column's word, held against the sheet's own category."""
    known = reference.categories if risk else reference.subtypes
    key = "category" if risk else "subtype"
    sheet_code = subject.category
    fixed = known.get(sheet_code) if sheet_code else None
    if not rows.has(key):
        if fixed is None:
            for row in range(len(rows)):
                rows.issue("category_missing", row)
        return [fixed] * len(rows)
    by_name = {
        normalised(c.name_zh): c
        for c in known.values()
        if sheet_code is None or c.code.startswith(sheet_code) or fixed is not None
    }
    by_name.update({code: c for code, c in known.items()})
    answers: dict[str, tuple[Category | None, str | None, dict[str, Any]]] = {}
    found: list[Category | None] = []
    for row, cell in enumerate(rows.raw(key)):
        text = as_text(cell)
        if text not in answers:
            answers[text] = _category(text, by_name, fixed, sheet_code, suggest=len(answers) < _MOST_SUGGESTIONS)
        category, code, values = answers[text]
        if code is not None:
            rows.issue(code, row, key, cell, **values)
        found.append(category)
    return found


def _category(
    text: str, by_name: dict[str, Category], fixed: Category | None, sheet_code: str | None, *, suggest: bool
) -> tuple[Category | None, str | None, dict[str, Any]]:
    if not text:
        return (fixed, None, {}) if fixed is not None else (None, "category_missing", {})
    category = by_name.get(normalised(text))
    if category is None:
        if fixed is not None and not any(other.name_zh == text for other in by_name.values()):
            # A sheet of one category often has a column with finer kinds of its own (普通山塘, 高坝山塘).
            return fixed, None, {}
        return (
            None,
            "category_unknown",
            {
                "nearest": "、".join(nearest_names(text, {c.name_zh for c in by_name.values()} if suggest else ()))
                or "—"
            },
        )
    if fixed is not None and category.code != fixed.code:
        return None, "category_other", {"expected": fixed.name_zh}
    if sheet_code is not None and not category.code.startswith(sheet_code):
        return None, "category_other", {"expected": sheet_code}
    return category, None, {}


def _check_category_rights(
    rows: SheetRows, categories: Sequence[Category | None], reference: LedgerReference, table: str
) -> None:
    foreign = {
        category.code
        for category in set(categories)
        if category is not None and not reference.may_write_category(table, category.code)
    }
    for row, category in enumerate(categories):
        if category is not None and category.code in foreign:
            rows.issue("category_not_yours", row, "category" if rows.has("category") else "subtype", category.name_zh)


def _attributes(rows: SheetRows, categories: Sequence[Category | None], reference: LedgerReference) -> list[str | None]:
    """Return the typed attributes of each row as JSON text, None when it has none."""
    values: list[dict[str, Any]] = [{} for _ in range(len(rows))]
    codes = {category.code for category in categories if category is not None}
    owned = {code: reference.attributes_of(code) for code in codes}
    for name, column in rows.mapping.attributes.items():
        for attribute, members in _same_attribute(name, owned):
            _read_attribute(rows, column, attribute, members, categories, values)
    _check_required(rows, categories, owned, values)
    dumped: dict[str, str] = {}
    return [_dumped(value, dumped) if value else None for value in values]


def _dumped(value: dict[str, Any], known: dict[str, str]) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return known.setdefault(text, text)


def _same_attribute(name: str, owned: dict[str, dict[str, Attribute]]) -> list[tuple[Attribute, set[str]]]:
    """Return the attributes of that Chinese name, each with the categories that have just this one."""
    found: dict[tuple[Any, ...], tuple[Attribute, set[str]]] = {}
    for code, attributes in owned.items():
        for attribute in attributes.values():
            if attribute.name_zh == name:
                same = (
                    attribute.key,
                    attribute.type,
                    attribute.unit,
                    attribute.allowed,
                    attribute.minimum,
                    attribute.maximum,
                )
                found.setdefault(same, (attribute, set()))[1].add(code)
    return list(found.values())


def _read_attribute(
    rows: SheetRows,
    column: Column,
    attribute: Attribute,
    members: set[str],
    categories: Sequence[Category | None],
    values: list[dict[str, Any]],
) -> None:
    factor, key = 1.0, ATTRIBUTE + attribute.key
    if column.unit and attribute.unit and attribute.type in ("integer", "number"):
        known = unit_factor(column.unit, attribute.unit)
        if known is None:
            rows.issues.add(_sheet_issue(rows, "unit_unknown", column, unit=column.unit, expected=attribute.unit))
            return
        factor = known
    convert = attribute_converter(
        attribute.type,
        unit=column.unit or attribute.unit,
        factor=factor,
        allowed=list(attribute.allowed) if attribute.allowed else None,
        minimum=attribute.minimum,
        maximum=attribute.maximum,
    )
    only_some = any(category is not None and category.code not in members for category in categories)
    if only_some:
        cells = rows.column(column)
        own = [category is not None and category.code in members for category in categories]
        saved = list(cells)
        cells[:] = [cell if mine else None for cell, mine in zip(cells, own)]
        converted = rows.converted(column, convert, key=key, clearable=not attribute.required)
        cells[:] = saved
    else:
        converted = rows.converted(column, convert, key=key, clearable=not attribute.required)
    if attribute.type == "text":
        converted = rows.without_identity(column, converted)
    rows.attribute_columns[attribute.key] = column
    for target, value in zip(values, converted):
        if value is not None:
            target[attribute.key] = value


def _sheet_issue(rows: SheetRows, code: str, column: Column, **values: Any) -> Issue:
    return Issue(code, rows.name, None, column.label, None, values)


def _check_required(
    rows: SheetRows,
    categories: Sequence[Category | None],
    owned: dict[str, dict[str, Attribute]],
    values: list[dict[str, Any]],
) -> None:
    needed = {code: [a for a in attributes.values() if a.required] for code, attributes in owned.items()}
    if not any(needed.values()):
        return
    for row, category in enumerate(categories):
        for attribute in needed.get(category.code, ()) if category is not None else ():
            if attribute.key not in values[row]:
                rows.issue_at("required", row, rows.mapping.attributes.get(attribute.name_zh), attribute.name_zh)


def _duties(rows: SheetRows, context: ImportContext, areas: Sequence[str | None]) -> list[_Duty]:
    """Return every responsibility that the sheet has columns for."""
    found: list[_Duty] = []
    columns = list(rows.mapping.duties.values())
    plain = DutyColumns("", rows.mapping.fields.get("person"), rows.mapping.fields.get("phone"))
    if plain.person or plain.phone:
        columns.insert(0, plain)
    blank: list[Any] = [None] * len(rows)
    for duty in columns:
        who, number = f"person:{duty.post_code}", f"phone:{duty.post_code}"
        names = rows.converted(duty.person, name_value, key=who, clearable=True) if duty.person else list(blank)
        phones = rows.converted(duty.phone, phone_value, key=number, clearable=True) if duty.phone else list(blank)
        titles = rows.converted(duty.title, name_value) if duty.title else blank
        no_person, no_phone = (_rows_cleared(rows, key) for key in (who, number))
        for row in no_person:
            phones[row] = None  # goes with the person
        if duty.phone is not None:
            withhold_phones(rows, context, areas, duty.phone, phones, no_phone)
            rows.note_missing_phones(duty.phone, names, phones)
        gone = set(no_person)
        for row in no_phone:
            if names[row] is None and row not in gone:
                rows.issue_at("clear_whose", row, duty.phone, CLEAR)
        alone = [row for row in no_phone if names[row] is not None]
        found.append(_Duty(duty.post_code or None, names, phones, titles, no_person, alone))
    return found


def _rows_cleared(rows: SheetRows, key: str) -> list[int]:
    """Return the rows in which 清空 takes a person or phone away; these are no columns of the thing."""
    found = [row for row, keys in rows.cleared.items() if key in keys]
    for row in found:
        rows.cleared[row].discard(key)
    return found


def _bring_home(
    rows: SheetRows,
    context: ImportContext,
    table: str,
    areas: list[str | None],
    categories: list[Category | None],
    names: list[Any],
    columns: dict[str, list[Any]],
    placed: Positions,
    duties: Sequence[_Duty],
) -> Home | None:
    """Merge the rows of a ledger that we handed out with the register; None when the sheet has no keys."""
    if not rows.has("key"):
        return None
    keys = rows.values("key", key_value)
    context.returned.update(key.uid for key in keys if key is not None)
    code = "category_code" if table == "risk_source" else "subtype_code"
    values = {"area_code": areas, "name": names, code: category_codes(categories), **columns}
    home = bring_home(rows, keys, table, values, placed, context.handed, context.registry)
    known = {**context.reference.categories, **context.reference.subtypes}
    categories[:] = [known.get(text or "") for text in values[code]]
    posts = [plain_post(text) for text in values[code]]
    for duty in duties:
        if duty.post is None:
            hold_people(rows, home, duty.names, duty.phones, duty.no_person, posts, context.registry)
    return home


def _check_doubles(rows: SheetRows, external: Sequence[Any], categories: Sequence[Category | None]) -> None:
    """Note numbers and whole rows that are given twice: an error of the later row."""
    seen: dict[tuple[str, str], int] = {}
    for row, (number, category) in enumerate(zip(external, categories)):
        if number is None or category is None:
            continue
        earlier = seen.setdefault((category.code, number), row)
        if earlier != row:
            rows.issue("double_number", row, "external_code", number, other=rows.numbers[earlier])
    for row, earlier in identical_rows(rows, ("serial",)).items():
        if not rows.issues.bars(rows.name, rows.numbers[row]):
            rows.issue("double_row", row, "name", other=rows.numbers[earlier])


def _stage(
    rows: SheetRows,
    context: ImportContext,
    risk: bool,
    areas: Sequence[str | None],
    categories: Sequence[Category | None],
    names: Sequence[Any],
    columns: dict[str, list[Any]],
    placed: Positions,
    duties: Sequence[_Duty],
    home: Home | None,
) -> None:
    good = rows.good_rows()
    table = "risk_source" if risk else "relief_resource"
    if context.refused is not None:
        for row, number in enumerate(rows.numbers):
            if not good[row]:
                shape = placed.geometry[row] or placed.label_point[row]
                place = without_srid(bytes.fromhex(shape)) if shape else None
                name = as_text(names[row]) if names[row] else ""
                read = placed.system[row] or "", placed.evidence[row] or ""
                one = RowPlace(rows.name, number, table, "", REFUSED, name, areas[row] or "", place, *read)
                context.refused.append(one)
    codes = [category.code if category is not None else None for category in categories]
    count = len(rows)
    numbers = context.staged.table(table).extend(
        {
            "sheet": [rows.name] * count,
            "row_number": rows.numbers,
            "area_code": areas,
            "name": names,
            "category_code" if risk else "subtype_code": codes,
            **columns,
            "verification_state": ["confirmed" if day else None for day in columns["verified_on"]],
            "simulated": [context.simulated] * count,
            "coordinate_system": placed.system,
            "coordinate_evidence": placed.evidence,
            "geom": placed.geometry,
            "label_point": placed.label_point,
            **({} if home is None else {"key_uid": home.uids, "key_revision": home.revisions}),
            **_cleared(rows),
        },
        good,
    )
    kept = list(zip((row for row, is_good in enumerate(good) if is_good), numbers))
    for duty in duties:
        _stage_duty(rows, context, duty, kept, areas, codes, "risk_n" if risk else "resource_n")
        _stage_cleared(rows, context, duty, kept, codes, "risk_n" if risk else "resource_n")


def _cleared(rows: SheetRows) -> dict[str, list[str | None]]:
    """Return which columns and attributes each row takes away, as PostgreSQL reads arrays; nothing where none does."""
    if not rows.cleared:
        return {}
    found: dict[str, list[str | None]] = {"cleared": [], "cleared_attributes": []}
    for row in range(len(rows)):
        keys = sorted(rows.cleared.get(row, ()))
        own = [key[len(ATTRIBUTE):] for key in keys if key.startswith(ATTRIBUTE)]
        plain = [key for key in keys if not key.startswith(ATTRIBUTE)]
        found["cleared"].append("{" + ",".join(plain) + "}" if plain else None)
        found["cleared_attributes"].append("{" + ",".join(own) + "}" if own else None)
    return found


def _stage_duty(
    rows: SheetRows,
    context: ImportContext,
    duty: _Duty,
    kept: Sequence[tuple[int, int]],
    areas: Sequence[str | None],
    codes: Sequence[str | None],
    subject_column: str,
) -> None:
    """Stage the persons of one responsibility and their duties for the rows ``kept`` (row, staged number)."""
    other = set(duty.no_phone)  # these rows are about a phone of a person who is known
    taken = [(row, number) for row, number in kept if duty.names[row] is not None and row not in other]
    person, sheet = context.staged.person, rows.name
    persons = [
        person(areas[row] or "", duty.names[row], duty.phones[row], sheet, rows.numbers[row], title=duty.titles[row])
        for row, _ in taken
    ]
    context.staged.table("duty").extend(
        {
            "sheet": [sheet] * len(taken),
            "row_number": [rows.numbers[row] for row, _ in taken],
            "area_code": [areas[row] for row, _ in taken],
            "person_n": persons,
            "post_vocabulary": ["responsibility"] * len(taken),
            "post_code": [duty.post or plain_post(codes[row]) for row, _ in taken],
            "category_code": [codes[row] for row, _ in taken],
            subject_column: [number for _, number in taken],
        }
    )


def _stage_cleared(
    rows: SheetRows,
    context: ImportContext,
    duty: _Duty,
    kept: Sequence[tuple[int, int]],
    codes: Sequence[str | None],
    subject_column: str,
) -> None:
    """Stage what the rows ``kept`` (row, staged number) take away of persons and phones."""
    numbers = dict(kept)
    for what, taken in (("person", duty.no_person), ("phone", duty.no_phone)):
        own = [row for row in taken if row in numbers and (what == "person" or duty.names[row] is not None)]
        if not own:
            continue
        context.staged.table(CLEARED).extend(
            {
                "sheet": [rows.name] * len(own),
                "row_number": [rows.numbers[row] for row in own],
                subject_column: [numbers[row] for row in own],
                "person": [duty.names[row] for row in own],
                "post_code": [duty.post or plain_post(codes[row]) for row in own],
                "what": [what] * len(own),
            }
        )


def plain_post(code: str | None) -> str:
    """Return the responsibility that the plain column of persons means for a category or class of resources."""
    return _KEEPERS.get((code or "")[:2], "responsible")
