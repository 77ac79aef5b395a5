"""Sums of the register's figures by area, category and class.

Every sum comes from the same rows, which count one thing once, so that a
county is the sum of its townships and these of their villages, 本级 included.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Sequence

import numpy as np
import pandas as pd

from ..database.statistics import (
    Area,
    DepartmentThings,
    Edition,
    NoTransfer,
    RegisterStatistics,
    ReliefResources,
    RiskSources,
    Transfers,
)

#: Code lengths of what a report of a level lists: its children, and their children.
_CHILD_LENGTH = {2: 4, 4: 6, 6: 9, 9: 12}

#: How the own-level row of an area is called.
OWN_LEVEL_NAMES = {
    "province": "本级/未分市",
    "city": "本级/未分县",
    "county": "本级/未分乡镇",
    "township": "本级/未分村",
    "village": "本级",
}

#: Comes after every digit: a code with it is the end of all codes that begin with the code.
AFTER_DIGITS = ":"

RISK_SUMS = (
    "sources", "length_km", "area_km2", "households", "people", "with_coordinates", "with_party", "with_person",
    "with_phone", "with_measures", "verified",
)  # fmt: skip
RESOURCE_SUMS = (
    "resources", "quantity", "headcount", "capacity", "capacity_unknown", "with_coordinates", "with_party",
    "with_person", "with_phone", "verified", "expired", "expiring",
)  # fmt: skip
#: By register and state of verification.
DEPARTMENT_SUMS = DepartmentThings._fields[2:]
TRANSFER_SUMS = ("zones", "households", "people")


class Place(NamedTuple):
    """A row of every table by area: an area with all below it, or only what is its own."""

    code: str
    name: str
    level: str
    own_only: bool
    depth: int  # 0 = the whole scope, 1 = its children and its own level, 2 = theirs
    has_children: bool


@dataclass(frozen=True)
class Figures:
    """The figures of one report, summed as its tables need them."""

    statistics: RegisterStatistics

    @property
    def scope(self) -> Area:
        """The area of the report."""
        return self.statistics.areas[0]

    @cached_property
    def risk(self) -> pd.DataFrame:
        """Risk sources by unit, category and level (0 = not assessed)."""
        frame = _frame(self.statistics.risk_sources, RiskSources, RISK_SUMS)
        frame["risk_level"] = frame["risk_level"].fillna(0).astype(int)
        frame["domain_code"] = frame["category_code"].str[:2]
        return frame

    @cached_property
    def resources(self) -> pd.DataFrame:
        """Relief resources by unit, subtype and unit of measure."""
        frame = _frame(self.statistics.relief_resources, ReliefResources, RESOURCE_SUMS)
        frame["class_code"] = frame["subtype_code"].str[:2]
        return frame

    @cached_property
    def shelters(self) -> pd.DataFrame:
        """The relief resources that count as places for people who move."""
        return self.resources[self.resources["shelter"].astype(bool)]

    @cached_property
    def department_things(self) -> pd.DataFrame:
        """Things of both registers by unit and departments."""
        return _frame(self.statistics.department_things, DepartmentThings, DEPARTMENT_SUMS)

    @cached_property
    def transfers(self) -> pd.DataFrame:
        """People to move by unit and type of danger zone."""
        return _frame(self.statistics.transfers, Transfers, TRANSFER_SUMS)

    @cached_property
    def declared(self) -> frozenset[str]:
        """Units that declared that nobody has to move."""
        return frozenset(row.unit_code for row in self.statistics.no_transfer if isinstance(row, NoTransfer))

    @cached_property
    def editions(self) -> dict[str, Edition]:
        """The newest situation map by village."""
        return {edition.unit_code: edition for edition in self.statistics.editions}

    @cached_property
    def places(self) -> list[Place]:
        """The rows of the tables by area: the scope, its own level, its children, and theirs."""
        return self._children(self.scope, 0)

    def _children(self, area: Area, depth: int) -> list[Place]:
        length = _CHILD_LENGTH.get(len(area.code))
        open_below = length is not None and depth < 2
        places = [Place(area.code, area.name, area.level, False, depth, open_below)]
        if open_below:
            name = OWN_LEVEL_NAMES[area.level]
            places.append(Place(area.code, name, area.level, True, depth + 1, False))
            for child in self.statistics.areas:
                if len(child.code) == length and child.code.startswith(area.code):
                    places.extend(self._children(child, depth + 1))
        return places

    @cached_property
    def villages(self) -> list[Area]:
        """The villages of the scope."""
        return [area for area in self.statistics.areas if area.level == "village"]

    @property
    def simulated(self) -> bool:
        """Whether any figure or area is simulated data."""
        return (
            any(area.simulated for area in self.statistics.areas)
            or any(row.simulated for row in self.statistics.risk_sources)
            or any(row.simulated for row in self.statistics.relief_resources)
            or any(edition.simulated for edition in self.statistics.editions)
        )


def within(frame: pd.DataFrame, place: Place) -> pd.DataFrame:
    """Return the rows of ``frame``, which is in the order of its units, that count in ``place``."""
    codes = frame["unit_code"].to_numpy()
    after = codes.searchsorted(place.code, "right") if place.own_only else codes.searchsorted(place.code + AFTER_DIGITS)
    return frame.iloc[codes.searchsorted(place.code):after]


def total(frame: pd.DataFrame, column: str) -> int | float:
    """Return the sum of a column: whole where the figures are."""
    values = frame[column].to_numpy()  # pandas' own sum takes ten times as long for the few rows of a village
    return float(np.nansum(values)) if values.dtype.kind == "f" else int(values.sum())


def share(part: float, whole: float) -> float | None:
    """Return a fraction, or None of nothing."""
    return part / whole if whole else None


def _frame(rows: Sequence[tuple], kind: type, sums: tuple[str, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=kind._fields)  # type: ignore[attr-defined]
    for column in sums:
        real = column in ("length_km", "area_km2", "quantity")
        frame[column] = pd.to_numeric(frame[column]).astype("float64" if real else "int64")
    for column in ("unit_code", "category_code", "subtype_code", "zone_type_code", "measure", "departments"):
        if column in frame:
            frame[column] = frame[column].astype(str)
    return frame
