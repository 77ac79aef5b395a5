"""Say the fields and values of a change in the words of the ledger."""

from __future__ import annotations

from typing import Sequence

from ..database.ledger_differences import FieldChange
from ..model.ledger_reference import LedgerReference
from ..model.risk_levels import COLOURS_ZH
from .fields import FIELDS, SheetKind

#: Column of a list of a year -> the field that it is in a ledger, where they differ.
FIELD_OF_COLUMN = {
    "zone_type_code": "zone_type",
    "grid_type_code": "grid_type",
    "post_code": "post",
    "person_uid": "person",
    "householder_uid": "householder",
    "transfer_person_uid": "transfer_person",
    "warning_person_uid": "warning_person",
    "geom": "longitude",
}
_OWN_WORDS = {
    "area_code": "行政村",
    "category_code": "类别",
    "subtype_code": "类别",
    "geom": "坐标",
    "label_point": "标注点",
    "person_uid": "姓名",
}


def in_words(changes: Sequence[FieldChange], reference: LedgerReference) -> list[FieldChange]:
    """Return the changes with labels, and with names in the place of codes."""
    columns = {field.key: field.names[0] for kind in reversed(SheetKind) for field in FIELDS[kind]}
    columns.update({column: columns[key] for column, key in FIELD_OF_COLUMN.items()})
    columns.update(_OWN_WORDS)
    attributes = {one.key: one.name_zh for owned in reference.attributes.values() for one in owned}
    posts = {term.code: term.name_zh for term in reference.terms.get("responsibility", ())}
    phones = {code: f"{name}电话" for code, name in posts.items()}
    named = {**reference.categories, **reference.subtypes}
    found = []
    for change in changes:
        what, _, part = change.field.partition(".")
        inner = {"attributes": attributes, "duty": posts, "phone": phones}.get(what, {})
        label = inner.get(part) or columns.get(what, change.field)
        before, after = change.before, change.after
        if what == "area_code":
            before, after = (code and reference.area_label(code) for code in (before, after))
        elif what in ("category_code", "subtype_code"):
            before, after = (named[code].name_zh if code in named else code for code in (before, after))
        elif what == "risk_level":
            before, after = (_colour(level) for level in (before, after))
        found.append(change._replace(label=label, before=before, after=after))
    return found


def _colour(level: str | None) -> str | None:
    return COLOURS_ZH.get(int(level), level) if level is not None and level.isdigit() else level
