"""What a check-up looks at: an edition as plain values, measured and joined beforehand.

The same values come from the database and from a working copy, so the rules
need neither.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Element types that rules name.
OFFICE, WORKS, SHELTER, WARNING_FACILITY, MARINE = "03", "06", "15", "20", "14"
FLASH_FLOOD = "08"


@dataclass(frozen=True)
class ElementFact:
    """One element, with what its register row and its neighbours say."""

    uid: str
    type_code: str
    name: str
    subject_code: str = ""
    danger_zone_type: str | None = None
    households: int | None = None
    people: int | None = None
    capacity_people: int | None = None
    source_uid: str | None = None
    source_revision: int | None = None
    register_revision: int | None = None  # None: no register row, or not visible
    register_retired: bool = False
    own: bool = True  # belongs to this village, not to the township or a neighbour
    outside_m: float = 0.0  # metres outside the village
    inside_zones: tuple[str, ...] = ()  # names of danger areas that it lies in
    responsible: str | None = None
    responsible_phone: bool = False
    safety_appraised: bool | None = None
    thresholds_known: bool = False
    reviewed: bool = False
    route_uids: tuple[str, ...] = ()
    missing_symbol: str = ""  # the code of its symbol, when there is no drawing for it

    @property
    def is_zone(self) -> bool:
        """Tell whether this is a danger zone of the nine types."""
        return self.danger_zone_type is not None


@dataclass(frozen=True)
class RouteFact:
    """One evacuation route, measured against zones, fords and its shelter."""

    uid: str
    number: int
    from_uid: str | None = None
    to_uid: str | None = None
    people: int = 0
    walking_minutes: float = 0.0
    crosses_zones: tuple[str, ...] = ()
    crosses_fords: tuple[str, ...] = ()
    end_gap_m: float = 0.0  # metres from the route's end to its shelter
    climb_unknown: bool = False


@dataclass(frozen=True)
class TransferGroup:
    """People of one danger zone who go to one shelter, by the transfer list."""

    zone_name: str
    people: int
    households: int = 0
    zone_uid: str | None = None  # the element; None: not on the map
    shelter_uid: str | None = None
    shelter_name: str | None = None


@dataclass(frozen=True)
class PostFact:
    """One post that a village must fill."""

    code: str
    name: str
    people: int = 0
    with_phone: int = 0


@dataclass(frozen=True)
class OpenRow:
    """What is known of the village and not on its map. ``reason``: no_place, no_symbol, not_taken or suggested."""

    name: str
    kind: str
    reason: str
    uid: str = ""


@dataclass(frozen=True)
class EditionFacts:
    """Everything the rules look at."""

    village: str
    year: int
    elements: tuple[ElementFact, ...] = ()
    routes: tuple[RouteFact, ...] = ()
    transfers: tuple[TransferGroup, ...] = ()
    no_transfer: bool = False
    village_fact_known: bool = False
    village_fact_missing: tuple[str, ...] = ()  # Chinese names of empty figures
    duty_phone: bool = False
    posts: tuple[PostFact, ...] = ()
    grid_people: int = 0
    grid_without_phone: tuple[str, ...] = ()
    coastal: bool = False
    open_rows: tuple[OpenRow, ...] = ()
    unseen_rows: int = 0  # rows of the tables that are still to be verified
    by_uid: dict[str, ElementFact] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        self.by_uid.update({element.uid: element for element in self.elements})

    def of_type(self, code: str) -> list[ElementFact]:
        """Return the elements of one type of the element list."""
        return [element for element in self.elements if element.type_code == code]

    def zones(self) -> list[ElementFact]:
        """Return the danger zones."""
        return [element for element in self.elements if element.is_zone]

    def listed_people(self, zone_uid: str) -> int:
        """Return the people of a zone by the transfer list."""
        return sum(group.people for group in self.transfers if group.zone_uid == zone_uid)

    def people_in(self, zone: ElementFact) -> int:
        """Return the people to move out of a zone: by the transfer list, else by the register."""
        return self.listed_people(zone.uid) or zone.people or 0

    def routes_of(self, zone: ElementFact) -> list[RouteFact]:
        """Return the routes that lead out of a zone."""
        return [route for route in self.routes if route.from_uid == zone.uid or route.uid in zone.route_uids]

    def assigned_people(self, shelter_uid: str) -> int:
        """Return the people who are to go to a shelter.

        The transfer list decides; in a village without one, people go where the
        route out of their zone ends.
        """
        if self.transfers:
            return sum(group.people for group in self.transfers if group.shelter_uid == shelter_uid)
        people = 0
        for zone in self.zones():
            ends = [route.to_uid for route in self.routes_of(zone)]
            people += self.people_in(zone) if ends and ends[0] == shelter_uid else 0
        return people
