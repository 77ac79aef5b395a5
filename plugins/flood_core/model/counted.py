"""What one figure of the statistics counts: the things behind it can be looked up and shown on the map."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from .registers import RISK_SOURCE

SOURCES, RESOURCES = "sources", "resources"
#: In place of departments: any several that answer together.
SEVERAL = ","
#: What can be asked about, by register: the columns of the named queries in db/app/70_statistics.sql.
RISK_FIGURES = (
    SOURCES, "length_km", "area_km2", "households", "people", "with_coordinates", "with_party", "with_person",
    "with_phone", "with_measures", "verified",
)  # fmt: skip
RELIEF_FIGURES = (
    RESOURCES, "quantity", "headcount", "capacity", "capacity_unknown", "with_coordinates", "with_party",
    "with_person", "with_phone", "verified", "expired", "expiring",
)  # fmt: skip


class Part(NamedTuple):
    """What a column counts of its row's things."""

    figure: str
    level: int | None = None  # 1 to 4, 0 = not assessed
    code: str | None = None  # a class of its own; None = what the row says
    state: str | None = None  # of verification; None = any
    kind: str | None = None  # the register; None = that of the row
    departments: str | None = None  # as in Counted; None = what the row says


@dataclass(frozen=True)
class Counted:
    """The things of a register that a row or a figure counts."""

    kind: str  # RISK_SOURCE or RELIEF_RESOURCE
    area: str
    own_level: bool = False  # only what belongs to the area itself, not to those below
    code: str = ""  # a domain, category, class or subtype; empty = all
    figure: str = ""
    level: int | None = None
    measure: str | None = None  # the unit of measure; None = all
    shelters: bool = False  # only places for people who move
    departments: str | None = None  # codes joined by commas, or SEVERAL; empty = nobody is named, None = all
    state: str | None = None  # of verification; None = any

    def part(self, part: Part) -> Counted:
        """Return what one column of this row counts."""
        code = self.code if part.code is None else part.code
        departments = self.departments if part.departments is None else part.departments
        return replace(self, kind=part.kind or self.kind, figure=part.figure, level=part.level, code=code,
                       departments=departments, state=part.state)  # fmt: skip

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that there are of this register."""
        return RISK_FIGURES if self.kind == RISK_SOURCE else RELIEF_FIGURES
