"""What the demo's departments know: rows of their ledgers, with true places (EPSG:4549)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from osgeo import ogr

from .people import Person

LEVELS = {1: "红", 2: "橙", 3: "黄", 4: "蓝"}


@dataclass
class RiskSource:
    """One risk source. ``village`` is the village's number, -1 the township itself."""

    category: str
    name: str
    village: int
    geometry: ogr.Geometry
    feature: str
    location: str
    party: str
    measures: str
    person: Person | None
    level: int
    households: int = 0
    people: int = 0
    external_code: str = ""
    verified_on: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    zone_type: str | None = None  # a danger zone with a transfer list has its type's name
    houses: list[int] = field(default_factory=list)  # buildings in danger


@dataclass
class Resource:
    """One relief resource; ``geometry`` a point or None."""

    subtype: str
    name: str
    village: int
    geometry: ogr.Geometry | None
    location: str
    party: str
    person: Person | None
    feature: str = ""
    capacity: int | None = None
    quantity: float | None = None
    unit: str | None = None
    headcount: int | None = None
    expires_on: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    building: int | None = None


@dataclass
class TransferHousehold:
    """One household of the transfer list."""

    village: int
    zone: str
    zone_type: str
    location: str
    x: float
    y: float
    householder: Person
    people: int
    transfer_person: Person
    warning_person: Person
    shelter: Resource
    note: str = ""


@dataclass
class Registers:
    """All rows of all ledgers."""

    risks: list[RiskSource] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    transfers: list[TransferHousehold] = field(default_factory=list)
    grid: list[tuple[int, str, str, Person, str]] = field(default_factory=list)  # village, name, type, person, note
    organisation: list[tuple[int, str, Person, str]] = field(default_factory=list)  # village, post, person, note
    facts: list[dict[str, Any]] = field(default_factory=list)
    no_transfer: list[int] = field(default_factory=list)
    unreported: list[int] = field(default_factory=list)
