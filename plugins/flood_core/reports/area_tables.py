"""The tables with areas in rows and what answers for their things in columns: short enough for a page.

Level, length and state of each pair stand in the long lists of the workbook.
"""

from __future__ import annotations

from typing import NamedTuple, Sequence

import numpy as np
import pandas as pd

from ..model.counted import RESOURCES, SEVERAL, SOURCES, Part
from ..model.registers import RELIEF_RESOURCE, RISK_SOURCE
from .department_tables import NO_DEPARTMENT
from .figures import AFTER_DIGITS, DEPARTMENT_SUMS, Figures, Place
from .risk_tables import PLACE_COLUMNS, place_row
from .tables import Column, Kind, Table

SEVERAL_DEPARTMENTS = "多部门共同"
#: Comes before every digit: a code with it is the end of what is an area's own.
BEFORE_DIGITS = "!"


class _Side(NamedTuple):
    """One register in the table by department: its things by unit and department, and how it is named."""

    kind: str
    figure: str
    words: str
    unit: str
    things: pd.DataFrame


def domains_by_area(figures: Figures) -> Table:
    """Return the scope, its own level, its children and theirs, with their risk sources by domain."""
    names = {category.domain_code: category.domain_name for category in figures.statistics.categories}
    counts = _counted(figures, figures.risk, "domain_code", SOURCES, list(names))
    rows = [place_row(place, (*row, sum(row))) for place, row in zip(figures.places, counts)]
    columns = (
        *PLACE_COLUMNS,
        *(Column(name, Kind.COUNT, "处", "领域", 11, counts=Part(SOURCES, code=code)) for code, name in names.items()),
        Column("合计", Kind.COUNT, "处", "领域", 9, counts=Part(SOURCES)),
    )
    notes = ("各地区每一类的等级、规模和受威胁人数见工作簿的“分区分类”表。",)
    return Table("domains_by_area", "分区分领域", "风险源分区分领域统计表", columns, tuple(rows), notes, paper="A3")


def departments_side_by_side(figures: Figures) -> Table:
    """Return the scope, its own level, its children and theirs, with the things of each department that has any."""
    counts: list[list[int]] = [[] for _ in figures.places]
    columns = list(PLACE_COLUMNS)
    for side in _sides(figures):
        keys = _departments(figures, side)
        whole = Part(side.figure, kind=side.kind)
        columns.append(Column("合计", Kind.COUNT, side.unit, side.words, 9, counts=whole))
        columns += [
            Column(name, Kind.COUNT, side.unit, side.words, 8, counts=whole._replace(departments=key))
            for key, name in keys.items()
        ]
        for row, own in zip(counts, _counted(figures, side.things, "together", "things", list(keys))):
            row += [sum(own), *own]
    rows = tuple(place_row(place, tuple(row)) for place, row in zip(figures.places, counts))
    notes = (
        f"只列有登记的部门，按数量从多到少；几个部门共同主管的列入“{SEVERAL_DEPARTMENTS}”，是哪些部门见“分部门”表；"
        f"未写明且类别目录也未规定的列入“{NO_DEPARTMENT}”。每处只计一次。",
        "各地区各部门的核实状态见工作簿的“分区分部门”表。",
    )
    return Table("departments_side_by_side", "部门对照", "风险源与救灾资源分区分主管部门对照表", tuple(columns), rows,
                 notes, paper="A3")  # fmt: skip


def _sides(figures: Figures) -> tuple[_Side, _Side]:
    frame = figures.department_things
    several = frame["departments"].str.contains(SEVERAL, regex=False).astype(bool)
    frame = frame.assign(together=frame["departments"].mask(several, SEVERAL))
    half = len(DEPARTMENT_SUMS) // 2
    sums = list(DEPARTMENT_SUMS)
    return (
        _Side(RISK_SOURCE, SOURCES, "风险源", "处", frame.assign(things=frame[sums[:half]].sum(axis=1))),
        _Side(RELIEF_RESOURCE, RESOURCES, "救灾资源", "项", frame.assign(things=frame[sums[half:]].sum(axis=1))),
    )


def _departments(figures: Figures, side: _Side) -> dict[str, str]:
    """Return the departments that have something, the largest first; then several together, then nobody."""
    numbers = side.things.groupby("together")["things"].sum()
    names = {**figures.statistics.departments, SEVERAL: SEVERAL_DEPARTMENTS, "": NO_DEPARTMENT}
    found = [str(key) for key, number in numbers.items() if number]
    ranked = sorted(found, key=lambda key: (not key, key == SEVERAL, -numbers[key], names[key]))
    return {key: names[key] for key in ranked}


def _counted(figures: Figures, frame: pd.DataFrame, key: str, value: str, keys: Sequence[str]) -> list[list[int]]:
    """Return for every place the sum of ``value`` for each of the ``keys``."""
    small = frame.groupby(["unit_code", key], as_index=False)[value].sum()
    columns = [_by_place(small[small[key] == one], value, figures.places) for one in keys]
    return [[column[number] for column in columns] for number in range(len(figures.places))]


def _by_place(frame: pd.DataFrame, value: str, places: Sequence[Place]) -> list[int]:
    """Return the sum of each place, all at once, from rows in the order of their units."""
    units = frame["unit_code"].to_numpy(dtype=str)
    sums = np.concatenate([[0], frame[value].to_numpy(dtype="int64").cumsum()])
    after = [place.code + (BEFORE_DIGITS if place.own_only else AFTER_DIGITS) for place in places]
    first, last = units.searchsorted([place.code for place in places]), units.searchsorted(after)
    return [int(number) for number in sums[last] - sums[first]]
