"""What a sheet is about: by the option, its name, its rows, one of the fixed names, or its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model.ledger_reference import Attribute, LedgerReference
from .fields import FIXED_NAMES, SheetKind
from .headings import Mapping, find_mapping, normalised
from .workbook import Sheet

_CODE = re.compile(r"^\s*(R\d{3}|R\d|\d{4})(?!\d)", re.IGNORECASE)
_OWN_SHEETS = {"名录", "填写说明", "说明", "填表说明", "选项", "封面", "目录", "字典", "问题清单"}


@dataclass
class SheetSubject:
    """A sheet that will be read: its kind, the category of all its rows if there is one, and its columns."""

    sheet: Sheet
    kind: SheetKind
    category: str | None  # 0601, R303; for a class of resources R3; None = a column says it row by row
    mapping: Mapping | None


def category_code(text: str, reference: LedgerReference) -> str | None:
    """Return the code of a category, resource class or subtype given by code or Chinese name, or None."""
    plain = normalised(text)
    for codes in (reference.categories, reference.subtypes, reference.classes):
        if plain in codes:
            return plain
    for code, category in {**reference.categories, **reference.subtypes}.items():
        if normalised(category.name_zh) == plain:
            return code
    return next((code for code, name in reference.classes.items() if normalised(name) == plain), None)


def _category_of_name(name: str, reference: LedgerReference) -> str | None:
    match = _CODE.match(name)
    if match:
        return category_code(match[1], reference)
    found = category_code(name, reference)
    if found is None and name.endswith(("台账", "清单", "登记表", "一览表")):
        for ending in ("台账", "清单", "登记表", "一览表"):
            if name.endswith(ending):
                found = category_code(name[: -len(ending)], reference)
    return found


def attributes_for(category: str | None, kind: SheetKind, reference: LedgerReference) -> list[Attribute]:
    """Return the attributes that a sheet's columns may name: of its category, or of all when the rows say it."""
    if category is not None:
        owned = list(reference.attributes_of(category).values())
        if category in reference.classes:
            for code in reference.subtypes:
                if code.startswith(category):
                    owned.extend(reference.attributes.get(code, ()))
        return owned
    risk = kind is SheetKind.RISK
    return [
        a for owner, attributes in reference.attributes.items() if owner.startswith("R") != risk for a in attributes
    ]


def _mapped(sheet: Sheet, kind: SheetKind, category: str | None, reference: LedgerReference) -> SheetSubject:
    everything = {**reference.categories, **reference.subtypes}
    names = [everything[category].name_zh] if category in everything else []
    if category in reference.classes:
        names = [reference.classes[category]]
    attributes = attributes_for(category, kind, reference) if kind in (SheetKind.RISK, SheetKind.RESOURCE) else []
    return SheetSubject(sheet, kind, category, find_mapping(sheet, kind, attributes, names, reference))


def subject_of(sheet: Sheet, category: str | None, reference: LedgerReference) -> SheetSubject | None:
    """Return what the sheet is about; None when nothing tells, so that it is passed over with a word.

    ``category`` is the caller's own statement; it holds for every sheet
    without one of the fixed names.
    """
    if normalised(sheet.name) in {normalised(name) for name in _OWN_SHEETS}:
        return None
    fixed = next(
        (kind for name, kind in FIXED_NAMES.items() if normalised(sheet.name).startswith(normalised(name))), None
    )
    code = category or (None if fixed else _category_of_name(sheet.name, reference))
    if fixed is not None:
        return _mapped(sheet, fixed, None, reference)
    if code is not None:
        kind = SheetKind.RESOURCE if code.startswith("R") else SheetKind.RISK
        return _mapped(sheet, kind, code, reference)
    return _by_headings(sheet, reference)


def _by_headings(sheet: Sheet, reference: LedgerReference) -> SheetSubject | None:
    """Choose the kind whose headings fit best; a register needs a column that names the category."""
    best: tuple[int, SheetSubject] | None = None
    for kind in SheetKind:
        subject = _mapped(sheet, kind, None, reference)
        mapping = subject.mapping
        if mapping is None or mapping.missing:
            continue
        needed = {SheetKind.RISK: "category", SheetKind.RESOURCE: "subtype"}.get(kind)
        if needed is not None and needed not in mapping.fields:
            continue
        if kind is SheetKind.RISK and not _names_categories(subject, "category", reference):
            continue
        if kind is SheetKind.RESOURCE and not _names_categories(subject, "subtype", reference):
            continue
        if kind is SheetKind.VILLAGE and len(mapping.fields) < 4:
            continue
        score = len(mapping.fields) + len(mapping.attributes)
        if best is None or score > best[0]:
            best = score, subject
    return None if best is None else best[1]


def _names_categories(subject: SheetSubject, key: str, reference: LedgerReference) -> bool:
    """Tell whether the column of categories names at least one that is known, of the right register."""
    if subject.mapping is None:
        return False
    position = subject.mapping.fields[key].position
    known = {
        normalised(c.name_zh) for c in (reference.categories if key == "category" else reference.subtypes).values()
    }
    known |= set(reference.categories if key == "category" else reference.subtypes)
    texts = {str(row[position]) for row in subject.sheet.rows[subject.mapping.first_data:] if position < len(row)}
    return any(normalised(text) in known for text in texts)
