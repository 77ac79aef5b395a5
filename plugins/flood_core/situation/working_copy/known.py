"""What a working copy knows beside its rows, so that it can be checked and completed without a server.

To the names and codes of ``database.sync`` come ``offer`` (register rows of the
village, ready to be put on the map), ``suggestion`` (settlements found from the
terrain that wait for the village's answer, likewise), ``source`` (how the register row of an
element stands), ``mandatory_post`` and what the check-up asks of the village.
"""

from __future__ import annotations

import uuid
from typing import Any

from ...database import edition_check, editions, sync
from ...database.connection import Cursor
from ...database.sync import Scope
from ...model.area_names import ancestor_codes
from ...model.elements import AttributeField, build_elements
from ..create import attribute_fields, candidate_of, element_row

Row = dict[str, Any]


def known_here(cursor: Cursor, scope: Scope) -> dict[str, dict[str, Row]]:
    """Return all lookups of a working copy: kind -> code -> facts, plain enough for JSON."""
    found = sync.lookups(cursor, scope)
    found["offer"] = _offers(cursor, scope)
    found["suggestion"] = _suggestions(cursor, scope)
    rows = edition_check.sources(cursor, scope.edition_uid, found["offer"])
    callable_people = editions.phones_of(cursor, {row["responsible_uid"] for row in rows if row["responsible_uid"]})
    found["source"] = {row.pop("uid"): {**row, "phone": row["responsible_uid"] in callable_people} for row in rows}
    posts = edition_check.posts(cursor, scope.area_code, scope.year)
    found["mandatory_post"] = {row["code"]: {name: row[name] for name in ("name", "name_en")} for row in posts}
    village = found["village"][scope.area_code]
    village["coastal"] = edition_check.is_coastal(cursor, scope.area_code)
    area = editions.area(cursor, scope.area_code) or {}
    terrain = editions.terrain_model(cursor, area["geom"]) if area.get("geom") else None
    village["terrain"] = terrain["path"] if terrain else None
    return {kind: facts for kind, facts in found.items() if facts}  # as they come back from the file


def _offers(cursor: Cursor, scope: Scope) -> dict[str, Row]:
    rows = editions.candidates(cursor, scope.area_code, ancestor_codes(scope.area_code), scope.year)
    fields = attribute_fields(cursor)
    offers = {}
    for row in rows:
        if row["source_uid"] is None or row["neighbour"]:
            continue
        element = _element(row, fields)
        offers[row["source_uid"]] = {
            "name": row["name"],
            "kind_name": row["kind_name"],
            "kind_name_en": row["kind_name_en"],
            "subject_code": row["subject_code"],
            "element_type_code": row["element_type_code"],
            "symbol_code": row["symbol_code"],
            "responsible_party": row["responsible_party"],
            "placed": row["geom"] is not None,
            "drawn": row["drawn"],
            "element": element,
        }
    return offers


def _suggestions(cursor: Cursor, scope: Scope) -> dict[str, Row]:
    fields = attribute_fields(cursor)
    found = {}
    for row in edition_check.suggestions(cursor, scope.edition_uid):
        element = _element(row, fields)
        if element is not None:
            element["facts"]["settlement_uid"] = row["uid"]
            found[row["uid"]] = {
                "name": row["name"],
                "kind_name": row["kind_name"],
                "kind_name_en": row["kind_name_en"],
                "class": row["class_name"],
                "words": row["feature"],
                "element_type_code": row["element_type_code"],
                "symbol_code": row["symbol_code"],
                "element": element,
            }
    return found


def _element(row: Row, fields: dict[str, list[AttributeField]]) -> Row | None:
    """Return the element that a register row or a suggestion becomes, None without a place or a symbol."""
    made = build_elements([candidate_of(row)], fields, uuid.uuid4)
    if not made:
        return None
    element = element_row(made[0])
    del element["uid"]
    return element
