"""What each rule of the check-up looks for. Pure functions over an edition's plain values."""

from __future__ import annotations

from typing import Iterator

from .check_up import Occurrence
from .edition_facts import FLASH_FLOOD, MARINE, OFFICE, SHELTER, WARNING_FACILITY, WORKS, EditionFacts, ElementFact
from .vocabulary import joined

#: Places that a village's shelter must have (浙江: village 1 >= 50).
LEAST_PLACES = 50
#: A shelter of the village itself; the larger ones have norms of their own.
VILLAGE_SHELTER = "R303"
#: An element this near to the border may be a matter of how the border is drawn, in metres.
BORDER_M = 20.0
#: A route must end this near to its shelter, in metres.
ARRIVAL_M = 60.0
#: A walk that takes longer deserves a thought, in minutes.
LONG_MINUTES = 45.0
SEAWALLS = frozenset({"0604", "0605", "0606", "0607"})

Found = Iterator[Occurrence]


def zones_without_route(facts: EditionFacts) -> Found:
    """Find danger zones with people and no route to a shelter."""
    shelters = {shelter.uid for shelter in facts.of_type(SHELTER)}
    for zone in facts.zones():
        people = facts.people_in(zone)
        if people > 0 and not any(route.to_uid in shelters for route in facts.routes_of(zone)):
            yield Occurrence(zone.uid, {"zone": zone.name, "people": people})


def no_shelter(facts: EditionFacts) -> Found:
    """Find people to move where there is no shelter at all."""
    people = sum(facts.people_in(zone) for zone in facts.zones())
    if people > 0 and not facts.of_type(SHELTER):
        yield Occurrence(None, {"people": people})


def shelters_over_capacity(facts: EditionFacts) -> Found:
    """Find shelters to which more people are to go than fit."""
    for shelter in facts.of_type(SHELTER):
        people = facts.assigned_people(shelter.uid)
        if shelter.capacity_people is not None and people > shelter.capacity_people:
            values = {
                "shelter": shelter.name,
                "capacity": shelter.capacity_people,
                "people": people,
                "shortfall": people - shelter.capacity_people,
            }
            yield Occurrence(shelter.uid, values)


def transfer_not_reported(facts: EditionFacts) -> Found:
    """Find a village that says neither who is to be moved nor that nobody is."""
    if not facts.transfers and not facts.no_transfer:
        yield Occurrence(None, {"year": facts.year})


def transfer_contradiction(facts: EditionFacts) -> Found:
    """Find a village that declares nobody is to be moved, and lists people."""
    if facts.no_transfer and facts.transfers:
        yield Occurrence(None, {"people": sum(group.people for group in facts.transfers)})


def zone_people_differ(facts: EditionFacts) -> Found:
    """Find listed zones whose people are not the sum of their rows in the transfer list."""
    listed = {group.zone_uid for group in facts.transfers}
    for zone in facts.zones():
        on_list = facts.listed_people(zone.uid)
        if zone.uid in listed and on_list != (zone.people or 0):
            yield Occurrence(zone.uid, {"zone": zone.name, "people": zone.people or 0, "listed": on_list})


def zones_not_listed(facts: EditionFacts) -> Found:
    """Find zones with people of whom the village's list or declaration says nothing."""
    if not facts.transfers and not facts.no_transfer:
        return  # said once for the whole village
    listed = {group.zone_uid for group in facts.transfers}
    for zone in facts.zones():
        if zone.uid not in listed and (zone.people or 0) > 0:
            yield Occurrence(zone.uid, {"zone": zone.name, "people": zone.people})


def listed_zones_not_drawn(facts: EditionFacts) -> Found:
    """Find zones of the transfer list that are not on the map."""
    people: dict[str, int] = {}
    for group in facts.transfers:
        if group.zone_uid is None:
            people[group.zone_name] = people.get(group.zone_name, 0) + group.people
    for zone, count in people.items():
        yield Occurrence(None, {"zone": zone, "people": count})


def listed_without_shelter(facts: EditionFacts) -> Found:
    """Find rows of the transfer list that lead to no shelter on the map."""
    for group in facts.transfers:
        if group.shelter_uid is None and group.people > 0:
            yield Occurrence(group.zone_uid, {"zone": group.zone_name, "people": group.people})


def zones_without_responsible(facts: EditionFacts) -> Found:
    """Find danger zones for which nobody answers."""
    for zone in facts.zones():
        if zone.own and not zone.responsible:
            yield Occurrence(zone.uid, {"zone": zone.name})


def responsible_without_phone(facts: EditionFacts) -> Found:
    """Find responsible persons who cannot be called."""
    for element in facts.elements:
        if element.own and element.responsible and not element.responsible_phone:
            yield Occurrence(element.uid, {"thing": element.name, "person": element.responsible})


def shelters_in_zones(facts: EditionFacts) -> Found:
    """Find shelters inside a danger area."""
    for shelter in facts.of_type(SHELTER):
        for zone in shelter.inside_zones:
            yield Occurrence(shelter.uid, {"shelter": shelter.name, "zone": zone})


def small_shelters(facts: EditionFacts) -> Found:
    """Find village shelters below the norm."""
    for shelter in facts.of_type(SHELTER):
        capacity = shelter.capacity_people
        if shelter.subject_code == VILLAGE_SHELTER and capacity is not None and capacity < LEAST_PLACES:
            yield Occurrence(shelter.uid, {"shelter": shelter.name, "capacity": capacity, "least": LEAST_PLACES})


def shelters_without_capacity(facts: EditionFacts) -> Found:
    """Find shelters that do not say how many people they take."""
    for shelter in facts.of_type(SHELTER):
        if shelter.capacity_people is None:
            yield Occurrence(shelter.uid, {"shelter": shelter.name})


def shelters_without_manager(facts: EditionFacts) -> Found:
    """Find the village's shelters without a manager."""
    for shelter in facts.of_type(SHELTER):
        if shelter.own and not shelter.responsible:
            yield Occurrence(shelter.uid, {"shelter": shelter.name})


def shelters_not_appraised(facts: EditionFacts) -> Found:
    """Find shelters that do not say whether their safety was appraised."""
    for shelter in facts.of_type(SHELTER):
        if shelter.safety_appraised is None:
            yield Occurrence(shelter.uid, {"shelter": shelter.name})


def routes_across_zones(facts: EditionFacts) -> Found:
    """Find routes that cross a danger area."""
    for route in facts.routes:
        for zone in route.crosses_zones:
            yield Occurrence(route.from_uid, {"number": route.number, "zone": zone})


def routes_across_fords(facts: EditionFacts) -> Found:
    """Find routes over a ford or through an underpass."""
    for route in facts.routes:
        for ford in route.crosses_fords:
            yield Occurrence(route.from_uid, {"number": route.number, "ford": ford})


def routes_ending_elsewhere(facts: EditionFacts) -> Found:
    """Find routes that do not end at their shelter."""
    for route in facts.routes:
        if route.end_gap_m > ARRIVAL_M:
            yield Occurrence(route.to_uid, {"number": route.number, "metres": round(route.end_gap_m)})


def long_routes(facts: EditionFacts) -> Found:
    """Find routes that take very long on foot."""
    for route in facts.routes:
        if route.walking_minutes > LONG_MINUTES:
            yield Occurrence(route.from_uid, {"number": route.number, "minutes": round(route.walking_minutes)})


def climb_unknown(facts: EditionFacts) -> Found:
    """Find out whether walking times were made without a terrain model."""
    count = sum(route.climb_unknown for route in facts.routes)
    if count:
        yield Occurrence(None, {"count": count})


def village_facts_missing(facts: EditionFacts) -> Found:
    """Find a village without basic facts for the year."""
    if not facts.village_fact_known:
        yield Occurrence(None, {"year": facts.year})


def village_facts_incomplete(facts: EditionFacts) -> Found:
    """Find empty figures among the basic facts."""
    if facts.village_fact_known and facts.village_fact_missing:
        yield Occurrence(None, {"names": joined(facts.village_fact_missing)})


def duty_phone_missing(facts: EditionFacts) -> Found:
    """Find a village that cannot be called day and night."""
    if not facts.duty_phone:
        yield Occurrence()


def posts_unfilled(facts: EditionFacts) -> Found:
    """Find mandatory posts without a person."""
    for post in facts.posts:
        if post.people == 0:
            yield Occurrence(None, {"post": post.name})


def posts_without_phone(facts: EditionFacts) -> Found:
    """Find filled posts in which nobody can be called."""
    for post in facts.posts:
        if post.people > 0 and post.with_phone == 0:
            yield Occurrence(None, {"post": post.name})


def grid_missing(facts: EditionFacts) -> Found:
    """Find a village without grid persons."""
    if facts.grid_people == 0:
        yield Occurrence(None, {"year": facts.year})


def grid_without_phone(facts: EditionFacts) -> Found:
    """Find grid persons who cannot be called."""
    for grid in facts.grid_without_phone:
        yield Occurrence(None, {"grid": grid})


def office_missing(facts: EditionFacts) -> Found:
    """Find a map without the village office."""
    if not facts.of_type(OFFICE):
        yield Occurrence()


def coastal_without_marine(facts: EditionFacts) -> Found:
    """Find a coastal village without anything at sea."""
    if facts.coastal and not facts.of_type(MARINE):
        yield Occurrence()


def coastal_without_seawall(facts: EditionFacts) -> Found:
    """Find a coastal village without seawall."""
    if facts.coastal and not any(one.subject_code in SEAWALLS for one in facts.of_type(WORKS)):
        yield Occurrence()


def no_warning_facility(facts: EditionFacts) -> Found:
    """Find a map without any warning facility."""
    if not facts.of_type(WARNING_FACILITY):
        yield Occurrence()


def thresholds_missing(facts: EditionFacts) -> Found:
    """Find flash-flood zones without warning thresholds."""
    for zone in facts.of_type(FLASH_FLOOD):
        if not zone.thresholds_known:
            yield Occurrence(zone.uid, {"zone": zone.name})


def elements_outside(facts: EditionFacts) -> Found:
    """Find the village's own things outside its border."""
    for element in facts.elements:
        if element.own and element.outside_m > BORDER_M:
            yield Occurrence(element.uid, {"thing": element.name, "metres": round(element.outside_m)})


def rows_unplaced(facts: EditionFacts) -> Found:
    """Find register rows without a place."""
    return _open_rows(facts, "no_place")


def rows_without_symbol(facts: EditionFacts) -> Found:
    """Find register rows that nothing can draw."""
    return _open_rows(facts, "no_symbol")


def elements_without_drawing(facts: EditionFacts) -> Found:
    """Find elements whose symbol has no drawing: they show as a marked placeholder."""
    for element in facts.elements:
        if element.missing_symbol:
            yield Occurrence(element.uid, {"thing": element.name, "symbol": element.missing_symbol})


def rows_not_taken(facts: EditionFacts) -> Found:
    """Find register rows that came after the edition was made."""
    return _open_rows(facts, "not_taken")


def settlements_suggested(facts: EditionFacts) -> Found:
    """Find settlements that the terrain analysis found and the village has not answered."""
    return _open_rows(facts, "suggested")


def _open_rows(facts: EditionFacts, reason: str) -> Found:
    for row in facts.open_rows:
        if row.reason == reason:
            yield Occurrence(None, {"thing": row.name, "kind": row.kind, "source": row.uid})


def register_moved_on(facts: EditionFacts) -> Found:
    """Find elements whose register row was changed since."""
    for element in facts.elements:
        if not element.register_retired and _older(element):
            values = {"thing": element.name, "map": element.source_revision, "register": element.register_revision}
            yield Occurrence(element.uid, values)


def _older(element: ElementFact) -> bool:
    if element.source_revision is None or element.register_revision is None:
        return False
    return element.source_revision < element.register_revision


def register_retired(facts: EditionFacts) -> Found:
    """Find elements whose register row was retired since."""
    for element in facts.elements:
        if element.register_retired:
            yield Occurrence(element.uid, {"thing": element.name})


def to_verify(facts: EditionFacts) -> Found:
    """Count the elements that nobody has looked at yet."""
    count = sum(not element.reviewed for element in facts.elements)
    if count:
        yield Occurrence(None, {"count": count})


def rows_to_verify(facts: EditionFacts) -> Found:
    """Count the rows of the tables that nobody has looked at since they were copied from last year."""
    if facts.unseen_rows:
        yield Occurrence(None, {"count": facts.unseen_rows})
