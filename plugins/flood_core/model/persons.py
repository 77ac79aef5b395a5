"""Persons of the register who bear one name, with all that tells whether they are one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

#: How somebody is named: for a thing or the village, in a grid, in a household of the transfer list.
DUTY, GRID, HOUSEHOLDER, MOVES, WARNS = "duty", "grid", "householder", "moves", "warns"


class Phone(NamedTuple):
    """A phone of a person, masked unless the reader is entitled to it."""

    uid: str
    kind: str
    number: str
    masked: bool


class Place(NamedTuple):
    """Where somebody is named."""

    kind: str
    what: str  # the post, the grid or the zone
    subject: str  # what the post is for: a thing, or an area
    year: int | None
    entries: int  # households, else 1


@dataclass(frozen=True)
class Namesake:
    """One of several persons of a name in an area."""

    uid: str
    name: str
    area_code: str
    area_name: str
    organisation: str
    title: str
    note: str
    changed_on: str
    changed_by: str
    phones: tuple[Phone, ...]
    places: tuple[Place, ...]


class Merger(NamedTuple):
    """Somebody who was merged into a namesake."""

    uid: str  # who is retired since
    name: str
    area_name: str
    merged_by: str
    merged_on: str
    places: int  # rows that name the other since
