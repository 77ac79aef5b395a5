"""The tables of both registers: which department answers for what, and how far it is verified."""

from __future__ import annotations

from dataclasses import replace
from typing import Sequence

import pandas as pd

from ..model.counted import RESOURCES, SOURCES, Counted, Part
from ..model.registers import RELIEF_RESOURCE, RISK_SOURCE, STATE_WORDS_ZH
from .figures import DEPARTMENT_SUMS, Figures, total, within
from .risk_tables import PLACE_COLUMNS, UNIT_COLUMNS, crossed, place_row
from .tables import Column, Kind, Row, RowStyle, Table, Value

NO_DEPARTMENT = "未明确部门"

#: In the order of ``DEPARTMENT_SUMS``, each register with its sum.
_FIGURE_COLUMNS = tuple(
    Column(words, Kind.COUNT, unit, register, 9, counts=Part(figure, state=state, kind=kind))
    for kind, register, unit, figure in (
        (RISK_SOURCE, "风险源", "处", SOURCES), (RELIEF_RESOURCE, "救灾资源", "项", RESOURCES),
    )
    for state, words in (*STATE_WORDS_ZH.items(), (None, "合计"))
)  # fmt: skip
_DEPARTMENT_NOTE = (
    "登记中写明主管部门的，按其统计；风险源未写明的，按类别目录的主管部门，目录有多个部门的列为共同主管（以“、”连接），"
    f"每处只计一次；其余列入“{NO_DEPARTMENT}”。"
)
_STATE_NOTE = "核实状态为登记库中的状态，不论何时核实；近12个月的核实情况见资料完整性各表。"


def things_by_department(figures: Figures) -> Table:
    """Return the departments that answer for something, with the state of verification; the others in a note."""
    every = Counted(RISK_SOURCE, figures.scope.code)
    names = figures.statistics.departments
    by_codes = dict(iter(figures.department_things.groupby("departments")))
    rows = [
        Row((_name(figures, codes), *_sums(by_codes[codes])), counts=replace(every, departments=codes))
        for codes in sorted(by_codes, key=lambda codes: _rank(figures, codes))
    ]
    rows.append(Row(("合计", *_sums(figures.department_things)), RowStyle.TOTAL, counts=every))
    found = {code for codes in by_codes for code in codes.split(",")}
    absent = [name for code, name in names.items() if code not in found]
    notes = [_DEPARTMENT_NOTE, _STATE_NOTE]
    if absent:
        notes.append(f"本次统计中无登记的部门（{len(absent)}个）：{'、'.join(absent)}。")
    columns = (Column("主管部门", Kind.TEXT, width=38, grow=4), *_FIGURE_COLUMNS)
    title = "风险源与救灾资源分主管部门统计表"
    return Table("things_by_department", "分部门", title, columns, tuple(rows), tuple(notes))


def states_by_area(figures: Figures) -> Table:
    """Return the scope, its own level, its children and theirs, by state of verification."""
    small = figures.department_things.groupby("unit_code", as_index=False)[list(DEPARTMENT_SUMS)].sum()
    rows = [place_row(place, _sums(within(small, place))) for place in figures.places]
    columns = (*PLACE_COLUMNS, *_FIGURE_COLUMNS)
    title = "风险源与救灾资源核实状态分区统计表"
    return Table("states_by_area", "核实状态", title, columns, tuple(rows), (_STATE_NOTE,))


def departments_by_area(figures: Figures) -> Table:
    """Return every area with each of its departments: one row for each pair."""
    pairs, summed_notes = crossed(figures, figures.department_things, _by_pairs)
    rows = [
        Row((*pair.place, _name(figures, pair.key), *pair.values),
            counts=Counted(RISK_SOURCE, pair.place[0], pair.own_level, departments=pair.key))
        for pair in pairs
    ]  # fmt: skip
    columns = (*UNIT_COLUMNS, Column("主管部门", Kind.TEXT, width=38, grow=3.6), *_FIGURE_COLUMNS)
    return Table(
        "departments_by_area", "分区分部门", "风险源与救灾资源分区分主管部门统计表", columns, tuple(rows),
        (_DEPARTMENT_NOTE, *summed_notes), in_pdf=False, filterable=True,
    )  # fmt: skip


def _by_pairs(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[Value, ...]]:
    sums = frame.groupby(["unit_code", "departments"])[list(DEPARTMENT_SUMS)].sum()
    return {pair: _with_sums(counts) for pair, counts in zip(sums.index, sums.itertuples(index=False))}


def _sums(frame: pd.DataFrame) -> tuple[Value, ...]:
    return _with_sums([total(frame, key) for key in DEPARTMENT_SUMS])


def _with_sums(counts: Sequence[int | float]) -> tuple[Value, ...]:
    """Return the figures for ``_FIGURE_COLUMNS``."""
    half = len(STATE_WORDS_ZH)
    sources, resources = [int(count) for count in counts[:half]], [int(count) for count in counts[half:]]
    return (*sources, sum(sources), *resources, sum(resources))


def _name(figures: Figures, codes: str) -> str:
    names = figures.statistics.departments
    return "、".join(names[code] for code in codes.split(",")) if codes else NO_DEPARTMENT


def _rank(figures: Figures, codes: str) -> tuple[bool, bool, str]:
    """Return the order: single departments, several together, nobody."""
    return not codes, "," in codes, _name(figures, codes)
