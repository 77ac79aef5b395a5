"""Who goes to which shelter: how full each one is, and a proposal for the households that have none yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping

from ..analysis.metric import Plane, from_hex
from ..model.edition_facts import SHELTER, EditionFacts
from .copy_routes import is_shelter
from .tables import HOUSEHOLD
from .verification import NOT_HERE, looked_at
from .working_copy import Edit, WorkingCopy

ELEMENT, ROUTE = "situation.element", "situation.route"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class ShelterLoad:
    """How many people are to go to a shelter, and how many fit in (None = not known)."""

    uid: str
    name: str
    people: int
    capacity: int | None

    @property
    def shortfall(self) -> int:
        """Return how many places are missing."""
        return max(0, self.people - self.capacity) if self.capacity is not None else 0


@dataclass(frozen=True)
class Assigned:
    """What an assignment did: people who have a shelter now, and people for whom there is no room."""

    people: int
    left: int


def shelter_loads(facts: EditionFacts) -> list[ShelterLoad]:
    """Return how full the shelters of a map are."""
    return [
        ShelterLoad(one.uid, one.name, facts.assigned_people(one.uid), one.capacity_people)
        for one in facts.of_type(SHELTER)
    ]


def homeless(copy: WorkingCopy) -> dict[str, dict[str, Any]]:
    """Return the households of the transfer list that have no shelter yet."""
    rows = copy.rows(HOUSEHOLD).items()
    return {
        uid: row for uid, row in rows
        if row["people"] and not row["shelter_uid"] and not row["shelter_name"]
    }  # fmt: skip


def assign(copy: WorkingCopy, description: str = "") -> Assigned:
    """Give each household without a shelter one that has room, in one command; large households first.

    A shelter to which a route leads from the household's zone comes first, then
    the nearest. Shelters without a known capacity, and those that the registers
    do not know, are left to the person. Raises: as ``WorkingCopy.run``.
    """
    elements = {uid: row for uid, row in copy.rows(ELEMENT).items() if row["review_state"] != NOT_HERE}
    shelters = {
        uid: row for uid, row in elements.items()
        if is_shelter(row) and row["source_uid"] and row["capacity_people"] is not None
    }  # fmt: skip
    room = {uid: row["capacity_people"] - _expected(copy, row["source_uid"]) for uid, row in shelters.items()}
    edits, placed, left = [], 0, 0
    for uid, row in sorted(homeless(copy).items(), key=lambda one: (-one[1]["people"], one[0])):
        found = next((one for one in _preferred(copy, row, elements, shelters) if room[one] >= row["people"]), None)
        if found is None:
            left += row["people"]
            continue
        room[found] -= row["people"]
        placed += row["people"]
        shelter = shelters[found]
        fields = {"shelter_uid": shelter["source_uid"], "shelter_name": shelter["name"]}
        edits.append(Edit(HOUSEHOLD, uid, looked_at(row, fields)))
    if edits:
        copy.run(edits, description)
    return Assigned(placed, left)


def _expected(copy: WorkingCopy, source_uid: str) -> int:
    return sum(row["people"] for row in copy.rows(HOUSEHOLD).values() if row["shelter_uid"] == source_uid)


def _preferred(
    copy: WorkingCopy, household: Row, elements: Mapping[str, Row], shelters: Mapping[str, Row]
) -> list[str]:  # fmt: skip
    source, name = household["risk_source_uid"], household["zone_name"]
    zones = {
        uid: row for uid, row in elements.items()
        if (row["source_uid"] == source if source else row["name"] == name)
    }  # fmt: skip
    by_route = {row["to_element_uid"] for row in copy.rows(ROUTE).values() if row["from_element_uid"] in zones}
    if not zones:
        return list(shelters)
    at = from_hex(next(iter(zones.values()))["geom"])
    plane = Plane.around(at)
    here = plane.metres(at)
    metres = {uid: plane.metres(from_hex(row["geom"])).distance(here) for uid, row in shelters.items()}
    return sorted(shelters, key=lambda uid: (uid not in by_route, metres[uid], uid))
