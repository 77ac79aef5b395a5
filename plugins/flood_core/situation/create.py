"""Make a draft edition of a village from the registers."""

from __future__ import annotations

import uuid
from typing import Any, Mapping, Sequence

from ..database import editions
from ..database.connection import Connection, Cursor, transaction
from ..model.area_names import ancestor_codes, area_level
from ..model.elements import AttributeField, Candidate, Element, build_elements
from ..model.walking import WalkingSettings
from ..progress import Feedback, Part, raise_if_cancelled
from .errors import DraftExists, NoSuchArea, NotAVillage, VillageWithoutArea
from .routes import plan_village_routes, route_rows

_FACETS = ("feature", "location", "responsible_party", "control_measures")
_PLAIN = (
    "source_table", "source_uid", "source_revision", "area_code", "subject_code", "element_type_code", "symbol_code",
    "sub_label", "name", "neighbour", "danger_zone_type", "risk_level", "households", "people", "capacity_people",
    "headcount",
    "quantity", "unit", "external_code", "responsible_person", "terrain_m",
)  # fmt: skip


def create_edition(
    connection: Connection,
    area_code: str,
    year: int,
    feedback: Feedback,
    *,
    new_version: bool = False,
    settings: WalkingSettings | None = None,
) -> str:
    """Make a draft of a village's map for ``year`` from the registers; return its uid.

    Elements carry the register row and revision that they came from; evacuation
    routes run along the roads. Register rows without a place stay out and are
    listed by the check-up. All of it is one transaction.

    Raises: NoSuchArea, NotAVillage, VillageWithoutArea; DraftExists unless
    ``new_version``, which sets the older draft aside; Cancelled.
    """
    with transaction(connection) as cursor:
        area = village_to_map(cursor, area_code)
        editions.lock_new_edition(cursor, area_code, year)
        make_room(cursor, area, year, new_version, "由登记数据重新生成")
        feedback.setProgress(5)
        rows = editions.candidates(cursor, area_code, ancestor_codes(area_code), year)
        elements = build_elements([candidate_of(row) for row in rows], attribute_fields(cursor), uuid.uuid4)
        feedback.setProgress(20)
        raise_if_cancelled(feedback)
        elements, routes = plan_village_routes(
            cursor, area, elements, editions.transfer_groups(cursor, area_code, year), settings, Part(feedback, 20, 80)
        )
        raise_if_cancelled(feedback)
        simulated = area["simulated"] or any(row["simulated"] for row in rows)
        made = editions.insert_edition(cursor, area_code, year, area["name"], simulated)
        editions.insert_elements(cursor, made["uid"], area_code, [element_row(element) for element in elements])
        editions.insert_routes(cursor, made["uid"], area_code, route_rows(routes))
        feedback.setProgress(100)
        return str(made["uid"])


def attribute_fields(cursor: Cursor) -> dict[str, list[AttributeField]]:
    """Return the typed attributes by category, class and subtype code."""
    fields: dict[str, list[AttributeField]] = {}
    for row in editions.attribute_fields(cursor):
        fields.setdefault(row.pop("owner_code"), []).append(AttributeField(**row))
    return fields


def village_to_map(cursor: Cursor, area_code: str) -> editions.Row:
    """Return the village. Raises: NoSuchArea, NotAVillage, VillageWithoutArea."""
    area = editions.area(cursor, area_code)
    if area is None:
        raise NoSuchArea(code=area_code)
    if area_level(area_code) != "village":
        raise NotAVillage(code=area_code, name=area["name"])
    if area["geom"] is None:
        raise VillageWithoutArea(code=area_code, name=area["name"])
    return area


def make_room(cursor: Cursor, area: Mapping[str, Any], year: int, new_version: bool, reason: str) -> None:
    """Set older drafts of the year aside, with the reason for the log. Raises: DraftExists unless ``new_version``."""
    drafts = [row for row in editions.editions_of(cursor, area["code"], year) if row["state"] == "draft"]
    if drafts and not new_version:
        raise DraftExists(name=area["name"], year=year, version=drafts[-1]["version"])
    if drafts:
        editions.void_drafts(cursor, area["code"], year, reason)


def candidate_of(row: Mapping[str, Any]) -> Candidate:
    """Return what ``editions.candidates`` found in the form from which elements are made."""
    return Candidate(
        **{key: row[key] for key in _PLAIN},
        geometry=row["geom"],
        label_point=row["label_point"],
        facets={key: row[key] for key in _FACETS},
        attributes=row["attributes"] or {},
    )


def element_row(element: Element) -> dict[str, Any]:
    """Return the row of situation.element for a new element."""
    columns: Sequence[str] = (
        "uid", "element_type_code", "symbol_code", "sub_label", "name", "label", "risk_level", "households", "people",
        "capacity_people", "facts", "source_table", "source_uid", "source_revision", "label_point",
    )  # fmt: skip
    return {**{column: getattr(element, column) for column in columns}, "geom": element.geometry}
