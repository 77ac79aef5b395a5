"""What can be mended at one click, where only one thing can be meant."""

from __future__ import annotations

from typing import Callable

from ..analysis.metric import from_hex
from ..errors import QT_TRANSLATE_NOOP
from ..model.check_up import Finding
from ..model.edition_facts import EditionFacts
from . import copy_routes, offers, suggestions
from .copy_check import copy_facts
from .drawn_shape import as_kept
from .verification import looked_at
from .working_copy import Edit, WorkingCopy

ELEMENT, ROUTE, NO_TRANSFER = "situation.element", "situation.route", "register.no_transfer"
Fix = Callable[[WorkingCopy, Finding, str], None]


def quick_fix(copy: WorkingCopy, finding: Finding) -> str | None:
    """Return the words on the button that mends a finding, None where a person has to think."""
    words, _fix, possible = _FIXES.get(finding.code, ("", None, None))
    return words if possible is not None and possible(copy, finding) else None


def mend(copy: WorkingCopy, finding: Finding, description: str = "") -> None:
    """Carry out the quick fix of a finding, in one command. Raises: as ``WorkingCopy.run``, NoWayThere."""
    _words, fix, _possible = _FIXES[finding.code]
    fix(copy, finding, description)


def _people_of_list(copy: WorkingCopy, finding: Finding, description: str) -> None:
    facts = copy_facts(copy)
    groups = [group for group in facts.transfers if group.zone_uid == finding.element_uid]
    row = copy.row(ELEMENT, str(finding.element_uid))
    figures = {
        "people": sum(group.people for group in groups), "households": sum(group.households for group in groups),
    }  # fmt: skip
    copy.run([Edit(ELEMENT, finding.element_uid, looked_at(row, figures))], description)


def _accept(copy: WorkingCopy, finding: Finding, description: str) -> None:
    offers.accept(copy, [str(finding.values["source"])], description)


def _accept_suggestion(copy: WorkingCopy, finding: Finding, description: str) -> None:
    suggestions.accept(copy, str(finding.values["source"]), description)


def _take_over(copy: WorkingCopy, finding: Finding, description: str) -> None:
    offers.take_over(copy, str(finding.element_uid), description)


def _take_off(copy: WorkingCopy, finding: Finding, description: str) -> None:
    copy.delete(ELEMENT, str(finding.element_uid), description)


def _draw_route(copy: WorkingCopy, finding: Finding, description: str) -> None:
    zone = str(finding.element_uid)
    copy.add(ROUTE, copy_routes.route_between(copy, zone, str(_shelter_for(copy_facts(copy), copy, zone))), description)


def _shelter_for(facts: EditionFacts, copy: WorkingCopy, zone: str) -> str | None:
    """Return the shelter of a zone: the listed one, else the nearest as the crow flies that has room left."""
    listed = [group.shelter_uid for group in facts.transfers if group.zone_uid == zone and group.shelter_uid]
    if listed:
        return listed[0]
    people = facts.people_in(facts.by_uid[zone])
    place = from_hex(copy.row(ELEMENT, zone)["geom"])
    fitting = {}
    for shelter in facts.of_type(copy_routes.SHELTER):
        room = (shelter.capacity_people or 0) - facts.assigned_people(shelter.uid)
        gap = from_hex(copy.row(ELEMENT, shelter.uid)["geom"]).distance(place)
        fitting[shelter.uid] = (bool(shelter.inside_zones), room < people, gap)
    return min(fitting, key=lambda uid: (fitting[uid], uid), default=None)


def _lead_to_the_end(copy: WorkingCopy, finding: Finding, description: str) -> None:
    (uid, row) = next((uid, row) for uid, row in copy.rows(ROUTE).items() if row["number"] == finding.values["number"])
    line = from_hex(row["geom"])
    end = from_hex(copy.row(ELEMENT, row["to_element_uid"])["geom"]).pointOnSurface().asPoint()
    points = [*line.asPolyline(), end]
    longer = type(line).fromPolylineXY(points)
    fields = {"geom": as_kept(longer), **copy_routes.measured(copy, row, longer)}
    copy.run([Edit(ROUTE, uid, looked_at(row, fields))], description)


def _declare_nobody(copy: WorkingCopy, _finding: Finding, description: str) -> None:
    known = copy.rows(NO_TRANSFER, retired=True)
    uid = next(iter(known), None)
    fields = {} if uid is None else {"retired": False}
    copy.run([Edit(NO_TRANSFER, uid, fields)], description)


def _take_declaration_back(copy: WorkingCopy, _finding: Finding, description: str) -> None:
    copy.run([Edit(NO_TRANSFER, uid, {"retired": True}) for uid in copy.rows(NO_TRANSFER)], description)


def _always(_copy: WorkingCopy, _finding: Finding) -> bool:
    return True


def _has_offer(copy: WorkingCopy, finding: Finding) -> bool:
    source = copy.row(ELEMENT, str(finding.element_uid))["source_uid"]
    return bool(copy.lookups.get("offer", {}).get(source or "", {}).get("element"))


def _is_placed(copy: WorkingCopy, finding: Finding) -> bool:
    return bool(copy.lookups.get("offer", {}).get(str(finding.values["source"]), {}).get("element"))


def _has_shelter(copy: WorkingCopy, finding: Finding) -> bool:
    return _shelter_for(copy_facts(copy), copy, str(finding.element_uid)) is not None


def _nobody_in_danger(copy: WorkingCopy, _finding: Finding) -> bool:
    facts = copy_facts(copy)
    return not any(facts.people_in(zone) for zone in facts.zones())


#: Rule -> words on the button, what it does, and when there is only one thing to do.
_FIXES: dict[str, tuple[str, Fix, Callable[[WorkingCopy, Finding], bool]]] = {
    "zone_people_differ": (QT_TRANSLATE_NOOP("fixes", "Take the figures of the list"), _people_of_list, _always),
    "row_not_taken": (QT_TRANSLATE_NOOP("fixes", "Put it on the map"), _accept, _is_placed),
    "settlement_suggested": (QT_TRANSLATE_NOOP("fixes", "Put it on the map"), _accept_suggestion, _always),
    "register_moved_on": (QT_TRANSLATE_NOOP("fixes", "Take what the register says"), _take_over, _has_offer),
    "register_retired": (QT_TRANSLATE_NOOP("fixes", "Take it off the map"), _take_off, _always),
    "zone_without_route": (QT_TRANSLATE_NOOP("fixes", "Draw the route"), _draw_route, _has_shelter),
    "route_ends_elsewhere": (QT_TRANSLATE_NOOP("fixes", "Lead it to the shelter"), _lead_to_the_end, _always),
    "transfer_not_reported": (QT_TRANSLATE_NOOP("fixes", "Nobody has to move"), _declare_nobody, _nobody_in_danger),
    "transfer_contradiction": (
        QT_TRANSLATE_NOOP("fixes", "Take the declaration back"), _take_declaration_back, _always
    ),
}  # fmt: skip
