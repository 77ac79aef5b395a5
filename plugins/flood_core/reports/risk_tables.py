"""The tables about risk sources: by domain, area, category, and all three."""

from __future__ import annotations

from dataclasses import replace
from typing import Callable, NamedTuple

import pandas as pd

from ..model.counted import SOURCES, Counted, Part
from ..model.registers import RISK_SOURCE
from ..model.risk_levels import COLOURS_ZH, WORDS_ZH
from .figures import Figures, Place, share, total, within
from .tables import Bars, Column, Kind, Row, RowStyle, Table, Value

#: 0 = not assessed, last.
LEVELS = (1, 2, 3, 4, 0)
LEVEL_NAMES = {**{level: f"{WORDS_ZH[level]}({COLOURS_ZH[level]})" for level in WORDS_ZH}, 0: "未评级"}
LEVEL_FILLS = {1: "D7301F", 2: "F28E2B", 3: "F2C230", 4: "4E79A7", 0: "B8B8B8"}

HECTARES_PER_KM2 = 100
#: A cross table with more rows is summed to the next level: nobody reads or prints it.
LONGEST_CROSS_TABLE = 20_000

_FIGURE_COLUMNS = (
    *(Column(LEVEL_NAMES[level], Kind.COUNT, "处", "风险等级", 9, counts=Part(SOURCES, level)) for level in LEVELS),
    Column("合计", Kind.COUNT, "处", "风险等级", 9, counts=Part(SOURCES)),
    Column("线状长度", Kind.KM, "千米", "规模", 11, grow=1.25, counts=Part("length_km")),
    Column("面状面积", Kind.HECTARE, "公顷", "规模", 11, grow=1.3, counts=Part("area_km2")),
    Column("户数", Kind.COUNT, "户", "受威胁", 11, grow=1.15, counts=Part("households")),
    Column("人数", Kind.COUNT, "人", "受威胁", 11, grow=1.15, counts=Part("people")),
)
_SUMS = ["sources", "length_km", "area_km2", "households", "people"]

LENGTH_NOTE = "长度、面积按2000国家大地坐标系高斯-克吕格3°带投影量算，点状风险源不计长度和面积。"


def risk_values(frame: pd.DataFrame) -> tuple[Value, ...]:
    """Return the figures of one row: numbers by level, in all, length, area, households, people."""
    by_level = frame.groupby("risk_level")["sources"].sum() if len(frame) else {}
    levels = tuple(int(by_level.get(level, 0)) for level in LEVELS)
    return (
        *levels,
        total(frame, "sources"),
        total(frame, "length_km"),
        total(frame, "area_km2") * HECTARES_PER_KM2,
        total(frame, "households"),
        total(frame, "people"),
    )


def risk_by_domain(figures: Figures) -> Table:
    """Return 12 domains by level, with the chart."""
    names = {category.domain_code: category.domain_name for category in figures.statistics.categories}
    rows = []
    whole = Counted(RISK_SOURCE, figures.scope.code)
    per_level: dict[int, list[float]] = {level: [] for level in LEVELS}
    for code, name in names.items():
        values = risk_values(figures.risk[figures.risk["domain_code"] == code])
        rows.append(Row((code, name, *values), counts=replace(whole, code=code)))
        for level, value in zip(LEVELS, values):
            per_level[level].append(float(value or 0))
    rows.append(Row(("", "合计", *risk_values(figures.risk)), RowStyle.TOTAL, counts=whole))
    chart = Bars(
        title="各领域风险源数量（按等级）",
        unit="处",
        labels=tuple(names.values()),
        series=tuple((LEVEL_NAMES[level], LEVEL_FILLS[level], tuple(per_level[level])) for level in LEVELS),
        stacked=True,
        columns=(1, 2, 3, 4, 5, 6),
    )
    columns = (Column("代码", Kind.TEXT, width=6, grow=0.8), Column("领域", Kind.TEXT, width=18, grow=2.6))
    return Table(
        "risk_by_domain", "分领域", "风险源分领域统计表", (*columns, *_FIGURE_COLUMNS), tuple(rows), (LENGTH_NOTE,),
        chart if rows[-1].values[7] else None,
    )  # fmt: skip


def risk_by_area(figures: Figures) -> Table:
    """Return the scope, its own level, its children and theirs, by level."""
    small = figures.risk.groupby(["unit_code", "risk_level"], as_index=False)[_SUMS].sum()
    rows = [place_row(place, risk_values(within(small, place))) for place in figures.places]
    notes = ("每处风险源只在其所属村（社区）计一次；不属于任何村（社区）的列入“本级/未分村”。", LENGTH_NOTE)
    return Table("risk_by_area", "分区", "风险源分区统计表", (*PLACE_COLUMNS, *_FIGURE_COLUMNS), tuple(rows), notes)


def risk_by_category(figures: Figures) -> Table:
    """Return the categories that occur, under their domains; the others in a note."""
    rows, absent = [], []
    domain = None
    every = Counted(RISK_SOURCE, figures.scope.code)
    by_category = dict(iter(figures.risk.groupby("category_code")))
    for category in figures.statistics.categories:
        frame = by_category.get(category.code)
        if frame is None:
            absent.append(category.name)
            continue
        if category.domain_code != domain:
            domain = category.domain_code
            whole = figures.risk[figures.risk["domain_code"] == domain]
            values = (domain, category.domain_name, *risk_values(whole))
            rows.append(Row(values, RowStyle.GROUP, counts=replace(every, code=domain)))
        values = (category.code, category.name, *risk_values(frame))
        rows.append(Row(values, depth=1, counts=replace(every, code=category.code)))
    rows.append(Row(("", "合计", *risk_values(figures.risk)), RowStyle.TOTAL, counts=every))
    notes = [LENGTH_NOTE]
    if absent:
        notes.append(f"本次统计中无登记的类别（{len(absent)}类）：{'、'.join(absent)}。")
    columns = (Column("代码", Kind.TEXT, width=7, grow=0.95), Column("类别", Kind.TEXT, width=24, grow=3.0))
    return Table(
        "risk_by_category", "分类", "风险源分类统计表", (*columns, *_FIGURE_COLUMNS), tuple(rows), tuple(notes)
    )


def risk_by_area_and_category(figures: Figures) -> Table:
    """Return every area with each of its categories: the whole cross table, one row for each pair.

    Where that would be longer than anybody reads, the areas are the children of the scope.
    """
    names = {category.code: category.name for category in figures.statistics.categories}
    domains = {category.code: category.domain_name for category in figures.statistics.categories}
    pairs, summed_notes = crossed(figures, figures.risk, _risk_by_pairs)
    rows = [
        Row((*pair.place, domains.get(pair.key, ""), pair.key, names.get(pair.key, ""), *pair.values),
            counts=Counted(RISK_SOURCE, pair.place[0], pair.own_level, pair.key))
        for pair in pairs
    ]  # fmt: skip
    columns = (
        *UNIT_COLUMNS,
        Column("领域", Kind.TEXT, width=16, in_pdf=False),
        Column("代码", Kind.TEXT, width=7, in_pdf=False),
        Column("类别", Kind.TEXT, width=24, grow=3.2),
        *_FIGURE_COLUMNS,
    )
    notes = (LENGTH_NOTE, *summed_notes)
    return Table(
        "risk_by_area_and_category", "分区分类", "风险源分区分类统计表", columns, tuple(rows), notes,
        in_pdf=False, filterable=True, paper="A3",
    )  # fmt: skip


def _risk_by_pairs(frame: pd.DataFrame) -> dict[tuple[str, str], tuple[Value, ...]]:
    """Return the figures of every unit and category, summed all at once."""
    if frame.empty:
        return {}
    keys = ["unit_code", "category_code"]
    by_level = frame.pivot_table(index=keys, columns="risk_level", values="sources", aggfunc="sum", fill_value=0)
    by_level = by_level.reindex(columns=LEVELS, fill_value=0)
    sums = frame.groupby(keys)[_SUMS].sum()
    return {
        pair: (*map(int, levels), int(things), float(km), float(km2) * HECTARES_PER_KM2, int(households), int(people))
        for pair, levels, (things, km, km2, households, people) in zip(
            sums.index, by_level.itertuples(index=False), sums.itertuples(index=False)
        )
    }


class Crossed(NamedTuple):
    """A row of a cross table: an area with one of its categories, departments."""

    place: tuple[str, str, str]  # for ``UNIT_COLUMNS``
    own_level: bool  # only what belongs to the area itself
    key: str
    values: tuple[Value, ...]


def crossed(
    figures: Figures,
    frame: pd.DataFrame,
    by_pairs: Callable[[pd.DataFrame], dict[tuple[str, str], tuple[Value, ...]]],
) -> tuple[list[Crossed], tuple[str, ...]]:
    """Return the rows of a cross table in the order of the areas, and a note where these are summed to the next level.

    Args: ``by_pairs`` gives the figures of every unit and key of a frame.
    """
    pairs = by_pairs(frame)
    units = _units(figures)
    summed = len(pairs) > LONGEST_CROSS_TABLE
    if summed:
        merged, units = _merged_units(figures, frame)
        pairs = by_pairs(frame.assign(unit_code=frame["unit_code"].map(merged)))
    by_unit: dict[str, list[tuple[str, tuple[Value, ...]]]] = {}
    for (unit, key), values in pairs.items():
        by_unit.setdefault(unit, []).append((key, values))
    rows = [
        Crossed((unit, parent_name, unit_name), not summed or unit == figures.scope.code, key, values)
        for unit, unit_name, parent_name in units
        for key, values in sorted(by_unit.pop(unit, []), key=lambda pair: (not pair[0], pair))  # without a key: last
    ]  # fmt: skip
    if by_unit:
        raise ValueError(f"figures under areas that are not listed: {sorted(by_unit)}")
    return rows, ("因行数过多，本表按下一级地区汇总；村（社区）明细见各乡镇（街道）的统计表。",) if summed else ()


def _merged_units(figures: Figures, frame: pd.DataFrame) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Return for each unit of a frame the child of the scope that it counts in, and these children."""
    places = [place for place in figures.places if place.depth == 1]
    merged = {}
    for unit in frame["unit_code"].unique():
        child = next((p.code for p in places if not p.own_only and unit.startswith(p.code)), figures.scope.code)
        merged[unit] = child
    return merged, [(place.code, place.name, "") for place in places]


def completeness_by_area(figures: Figures) -> Table:
    """Return how complete the risk sources are, by area."""
    small = figures.risk.groupby("unit_code", as_index=False)[["sources", *(key for key, _ in _FACETS)]].sum()
    rows = []
    for place in figures.places:
        values = completeness_values(within(small, place), "sources", _FACETS)
        rows.append(place_row(place, values, _low_shares(values, len(PLACE_COLUMNS))))
    columns = (*PLACE_COLUMNS, *completeness_columns(SOURCES, _FACETS))
    return Table(
        "completeness_by_area", "完整性分区", "风险源资料完整性分区统计表", columns, tuple(rows),
        (COMPLETENESS_NOTE,), paper="A3",
    )  # fmt: skip


def completeness_by_domain(figures: Figures) -> Table:
    """Return how complete the risk sources are, by domain."""
    names = {category.domain_code: category.domain_name for category in figures.statistics.categories}
    rows = []
    whole = Counted(RISK_SOURCE, figures.scope.code)
    for code, name in names.items():
        values = completeness_values(figures.risk[figures.risk["domain_code"] == code], "sources", _FACETS)
        rows.append(Row((code, name, *values), warn=_low_shares(values, 2), counts=replace(whole, code=code)))
    values = completeness_values(figures.risk, "sources", _FACETS)
    rows.append(Row(("", "合计", *values), RowStyle.TOTAL, warn=_low_shares(values, 2), counts=whole))
    columns = (
        Column("代码", Kind.TEXT, width=6, grow=0.8),
        Column("领域", Kind.TEXT, width=18, grow=2.4),
        *completeness_columns(SOURCES, _FACETS),
    )
    return Table(
        "completeness_by_domain", "完整性分领域", "风险源资料完整性分领域统计表", columns, tuple(rows),
        (COMPLETENESS_NOTE,), paper="A3",
    )  # fmt: skip


PLACE_COLUMNS = (
    Column("区划代码", Kind.TEXT, width=14, in_pdf=False),
    Column("地区", Kind.TEXT, width=22, grow=2.4),
)

UNIT_COLUMNS = (
    Column("区划代码", Kind.TEXT, width=14, in_pdf=False),
    Column("乡镇（街道）", Kind.TEXT, width=14, in_pdf=False),
    Column("村（社区）", Kind.TEXT, width=16, grow=1.7),
)

COMPLETENESS_NOTE = (
    "占比 = 已填写该项的数量 ÷ 登记总数；核实指截至统计时点12个月内核实且无异议；"
    "联系电话指责任人至少有一个电话；低于80%的占比以红色标出。"
)
LOW_SHARE = 0.8

_FACETS = (
    ("with_coordinates", "有坐标"),
    ("with_party", "责任主体"),
    ("with_person", "责任人"),
    ("with_phone", "联系电话"),
    ("with_measures", "控制措施"),
    ("verified", "12个月内核实"),
)


def completeness_columns(whole: str, facets: tuple[tuple[str, str], ...]) -> tuple[Column, ...]:
    """Return the columns: the number of things, then number and share of each facet."""
    unit = "处" if whole == SOURCES else "项"
    counts = tuple(
        Column(name, Kind.COUNT, unit, "已填写数量", 11, in_pdf=False, counts=Part(key)) for key, name in facets
    )
    shares = tuple(Column(name, Kind.PERCENT, "%", "占比", 11, grow=1.2, counts=Part(key)) for key, name in facets)
    return (Column("登记数", Kind.COUNT, unit, width=9, grow=1.1, counts=Part(whole)), *counts, *shares)


def completeness_values(frame: pd.DataFrame, whole: str, facets: tuple[tuple[str, str], ...]) -> tuple[Value, ...]:
    """Return the values for ``completeness_columns``."""
    things = int(frame[whole].sum())
    counts = [int(frame[key].sum()) for key, _ in facets]
    return (things, *counts, *(share(count, things) for count in counts))


def _low_shares(values: tuple[Value, ...], before: int) -> frozenset[int]:
    shares = range(1 + len(_FACETS), 1 + 2 * len(_FACETS))
    return frozenset(before + at for at in shares if values[at] is not None and float(values[at] or 0) < LOW_SHARE)


def place_row(
    place: Place, values: tuple[Value, ...], warn: frozenset[int] = frozenset(), *, urgent: bool = False,
    kind: str = RISK_SOURCE, shelters: bool = False,
) -> Row:  # fmt: skip
    """Return the row of a place in a table that begins with ``PLACE_COLUMNS``.

    The document of a county stops at its townships, but for what is ``urgent``; what is counted is of one ``kind``.
    """
    if place.own_only:
        style = RowStyle.OWN
    elif place.depth == 0:
        style = RowStyle.TOTAL
    else:
        style = RowStyle.GROUP if place.has_children else RowStyle.PLAIN
    name = f"{place.name}合计" if place.depth == 0 and place.has_children else place.name
    counts = Counted(kind, place.code, place.own_only, shelters=shelters)
    return Row((place.code, name, *values), style, place.depth, warn, place.depth <= 1 or urgent, counts)


def _units(figures: Figures) -> list[tuple[str, str, str]]:
    """Return every unit in the order of codes: code, its name, the name of its township."""
    names = {area.code: area.name for area in figures.statistics.areas}
    units = []
    for area in figures.statistics.areas:
        if area.level == "village":
            units.append((area.code, area.name, names.get(area.code[:9], "")))
        else:
            township = area.name if area.level == "township" else ""
            units.append((area.code, f"{area.name}本级", township))
    return units
