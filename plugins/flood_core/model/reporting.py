"""The four-stage reports of an event: forms, senders, what they hand in, and whether it came in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Mapping, Sequence, Union

#: The department that stands for the areas themselves: townships and villages.
TOWNSHIP = "township"
STAGES = ("preparation", "impact", "rescue", "recovery")
STAGE_NAMES = {"preparation": "防御准备", "impact": "台风影响", "rescue": "抢险救援", "recovery": "灾后重建"}
#: Ⅳ is the lowest level of emergency response, Ⅰ the highest.
LEVEL_NAMES = {4: "Ⅳ级", 3: "Ⅲ级", 2: "Ⅱ级", 1: "Ⅰ级"}
LEVEL_COLOURS = {4: "蓝色", 3: "黄色", 2: "橙色", 1: "红色"}
KIND_NAMES = {"typhoon": "台风", "rainstorm": "暴雨洪涝", "other": "其他"}

Value = Union[int, float, str, None]


@dataclass(frozen=True)
class ReportField:
    """One field of a form."""

    form: str
    key: str
    name: str
    name_en: str
    unit: str
    type: str  # integer, number, text, datetime
    decimals: int
    rollup: str  # sum, max, none
    cumulative: bool
    departments: tuple[str, ...]
    group: str
    group_en: str

    @property
    def numeric(self) -> bool:
        """Whether it holds a figure."""
        return self.rollup != "none"


@dataclass(frozen=True)
class ReportForm:
    """A form with its fields, in their order."""

    code: str
    name: str
    name_en: str
    stages: tuple[str, ...]
    fields: tuple[ReportField, ...]

    def fields_of(self, department: str) -> tuple[ReportField, ...]:
        """Return the fields that a department fills in."""
        return tuple(field for field in self.fields if department in field.departments)


@dataclass(frozen=True)
class Event:
    """A typhoon or rainstorm, with what holds at a moment."""

    uid: str
    area_code: str
    kind: str
    name: str
    number: str | None
    simulated: bool
    opened_at: datetime | None
    response_level: int | None
    stages: tuple[str, ...]
    ended: bool
    changed_at: datetime | None

    @property
    def title(self) -> str:
        """The event as a heading names it: 第13号台风“贝碧嘉”."""
        if self.kind != "typhoon":
            return self.name
        return f"第{int(self.number[2:])}号台风“{self.name}”" if self.number else f"台风“{self.name}”"


@dataclass(frozen=True)
class Casualty:
    """A person who died or is missing."""

    fate: str  # dead, missing
    name: str
    sex: str | None = None
    age: int | None = None
    place: str | None = None
    cause: str | None = None


@dataclass(frozen=True)
class Submission:
    """What one sender hands in."""

    event: str
    form: str
    area_code: str
    department: str
    as_of: datetime | None  # None = now
    figures: Mapping[str, Value]
    zero: bool = False
    note: str | None = None
    casualties: tuple[Casualty, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What is wrong with figures: an ``error``, or a ``rule`` that a note can override."""

    severity: str
    code: str
    keys: tuple[str, ...]
    message: str


@dataclass(frozen=True)
class SenderState:
    """One sender at one deadline."""

    form: str
    deadline: datetime
    area_code: str
    area: str
    department: str
    sender: str  # as people call it: the township, or the department
    state: str  # in_time, zero, late, missing, due
    made_at: datetime | None
    made_by: str | None
    villages: int  # villages of the township that reported themselves


STATE_NAMES = {"in_time": "已报", "zero": "零报告", "late": "迟报", "missing": "未报", "due": "待报"}


def at_last_deadline(states: Sequence[SenderState], now: datetime) -> list[SenderState]:
    """Return every sender at the last deadline of each form that has passed; one may be early for the next already."""
    last: dict[str, datetime] = {}
    for one in states:
        if one.deadline <= now:
            last[one.form] = max(one.deadline, last.get(one.form, one.deadline))
    return [one for one in states if last.get(one.form) == one.deadline]
