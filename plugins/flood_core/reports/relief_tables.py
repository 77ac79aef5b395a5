"""The tables about relief resources, shelters, people to move, and what villages have reported."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..model.counted import RESOURCES, Counted, Part
from ..model.registers import RELIEF_RESOURCE
from .figures import Figures, Place, total, within
from .risk_tables import (
    LOW_SHARE,
    PLACE_COLUMNS,
    completeness_columns,
    completeness_values,
    place_row,
)
from .tables import Bars, Column, Kind, Row, RowStyle, Table, Value

REPORTED, NOBODY, NOT_REPORTED, CONTRADICTION = "已填报", "无转移人员", "未填报", "填报矛盾"
TRANSFER_STATES = (REPORTED, NOBODY, NOT_REPORTED, CONTRADICTION)
NO_EDITION = "未编制"

_RESOURCE_FACETS = (
    ("with_coordinates", "有坐标"),
    ("with_party", "责任主体"),
    ("with_person", "负责人"),
    ("with_phone", "联系电话"),
    ("verified", "12个月内核实"),
)


_EXPIRY_COLUMNS = (
    Column("已过期", Kind.COUNT, "项", "有效期", width=9, counts=Part("expired")),
    Column("90日内到期", Kind.COUNT, "项", "有效期", width=11, grow=1.2, counts=Part("expiring")),
)


def resources_by_subtype(figures: Figures) -> Table:
    """Return the subtypes that occur, under their classes; a subtype counted in several measures has a row for each."""
    rows: list[Row] = []
    current = None
    every = Counted(RELIEF_RESOURCE, figures.scope.code)
    for subtype in figures.statistics.subtypes:
        frame = figures.resources[figures.resources["subtype_code"] == subtype.code]
        if frame.empty:
            continue
        if subtype.class_code != current:
            current = subtype.class_code
            whole = figures.resources[figures.resources["class_code"] == current]
            values = (current, subtype.class_name, *_resource_values(whole, None))
            rows.append(Row(values, RowStyle.GROUP, counts=replace(every, code=current)))
        for measure, part in frame.groupby("measure"):
            values = (subtype.code, subtype.name, *_resource_values(part, str(measure)))
            rows.append(Row(values, depth=1, counts=replace(every, code=subtype.code, measure=str(measure))))
    rows.append(Row(("", "合计", *_resource_values(figures.resources, None)), RowStyle.TOTAL, counts=every))
    columns = (
        Column("代码", Kind.TEXT, width=7, grow=0.7),
        Column("类型", Kind.TEXT, width=26, grow=2.9),
        Column("登记数", Kind.COUNT, "项", width=9, counts=Part(RESOURCES)),
        Column("数量", Kind.QUANTITY, "", "物资装备", width=10, counts=Part("quantity")),
        Column("单位", Kind.TEXT, "", "物资装备", width=7, grow=0.8),
        Column("人数", Kind.COUNT, "人", width=9, counts=Part("headcount")),
        Column("容纳人数", Kind.COUNT, "人", width=10, grow=1.1, counts=Part("capacity")),
        *_EXPIRY_COLUMNS,
    )
    notes = ("不同计量单位的数量不相加，分行列出；容纳人数含避灾安置场所和医疗救护场所。",)
    return Table("resources_by_subtype", "资源分类", "救灾资源分类统计表", columns, tuple(rows), notes)


def _resource_values(frame: pd.DataFrame, measure: str | None) -> tuple[Value, ...]:
    return (
        total(frame, "resources"),
        total(frame, "quantity") if measure else None,
        measure or "",
        total(frame, "headcount"),
        total(frame, "capacity"),
        total(frame, "expired"),
        total(frame, "expiring"),
    )


def resources_by_area(figures: Figures) -> Table:
    """Return the number of resources of each class by area."""
    classes = {subtype.class_code: subtype.class_name for subtype in figures.statistics.subtypes}
    sums = ["resources", "headcount", "expired", "expiring"]
    small = figures.resources.groupby(["unit_code", "class_code"], as_index=False)[sums].sum()
    teams = small[small["class_code"] == "R1"]
    rows = []
    for place in figures.places:
        here = within(small, place)
        by_class = here.groupby("class_code")["resources"].sum() if len(here) else {}
        counts = tuple(int(by_class.get(code, 0)) for code in classes)
        rows.append(
            place_row(
                place,
                (*counts, total(here, "resources"), total(within(teams, place), "headcount"),
                 total(here, "expired"), total(here, "expiring")),
                kind=RELIEF_RESOURCE,
            )  # fmt: skip
        )
    columns = (
        *PLACE_COLUMNS,
        *(Column(name, Kind.COUNT, "项", "登记数", 13, grow=1.3, counts=Part(RESOURCES, code=code))
          for code, name in classes.items()),
        Column("合计", Kind.COUNT, "项", "登记数", 9, counts=Part(RESOURCES)),
        Column("队伍人数", Kind.COUNT, "人", width=10, grow=1.1, counts=Part("headcount", code="R1")),
        *_EXPIRY_COLUMNS,
    )
    return Table("resources_by_area", "资源分区", "救灾资源分区统计表", columns, tuple(rows))


def resource_completeness(figures: Figures) -> Table:
    """Return how complete the relief resources are, by class."""
    classes = {subtype.class_code: subtype.class_name for subtype in figures.statistics.subtypes}
    rows = []
    every = Counted(RELIEF_RESOURCE, figures.scope.code)
    for code, name in classes.items():
        values = completeness_values(
            figures.resources[figures.resources["class_code"] == code], "resources", _RESOURCE_FACETS
        )
        rows.append(Row((code, name, *values), warn=_low(values, 2), counts=replace(every, code=code)))
    values = completeness_values(figures.resources, "resources", _RESOURCE_FACETS)
    rows.append(Row(("", "合计", *values), RowStyle.TOTAL, warn=_low(values, 2), counts=every))
    columns = (
        Column("代码", Kind.TEXT, width=6, grow=0.6),
        Column("类别", Kind.TEXT, width=18, grow=2.4),
        *completeness_columns(RESOURCES, _RESOURCE_FACETS),
    )
    return Table("resource_completeness", "资源完整性", "救灾资源资料完整性统计表", columns, tuple(rows))


def _low(values: tuple[Value, ...], before: int) -> frozenset[int]:
    count = len(_RESOURCE_FACETS)
    shares = range(1 + count, 1 + 2 * count)
    return frozenset(before + at for at in shares if values[at] is not None and float(values[at] or 0) < LOW_SHARE)


def shelter_capacity(figures: Figures) -> Table:
    """Return capacity against people to move, by area; a ratio under 1 is flagged."""
    of_shelters = ["resources", "capacity", "capacity_unknown"]
    shelters = figures.shelters.groupby("unit_code", as_index=False)[of_shelters].sum()
    moves = figures.transfers.groupby("unit_code", as_index=False)[["zones", "households", "people"]].sum()
    rows = []
    for place in figures.places:
        here, there = within(moves, place), within(shelters, place)
        people, capacity = total(here, "people"), total(there, "capacity")
        short = max(0, people - capacity)
        state = transfer_state(figures, place, bool(len(here)))
        values = (
            total(here, "zones"), total(here, "households"), people,
            total(there, "resources"), capacity, total(there, "capacity_unknown"),
            capacity / people if people else None, short, state,
        )  # fmt: skip
        warn = frozenset({2 + 6, 2 + 7}) if short else frozenset()
        if state in (NOT_REPORTED, CONTRADICTION):
            warn |= {2 + 8}
        rows.append(place_row(place, values, warn, urgent=short > 0, kind=RELIEF_RESOURCE, shelters=True))
    columns = (
        *PLACE_COLUMNS,
        Column("危险区", Kind.COUNT, "个", "需转移", 9),
        Column("户数", Kind.COUNT, "户", "需转移", 9),
        Column("人数", Kind.COUNT, "人", "需转移", 9),
        Column("场所数", Kind.COUNT, "个", "避灾安置场所", 9, counts=Part(RESOURCES)),
        Column("容纳人数", Kind.COUNT, "人", "避灾安置场所", 10, grow=1.2, counts=Part("capacity")),
        Column("容量未填", Kind.COUNT, "个", "避灾安置场所", 10, grow=1.2, counts=Part("capacity_unknown")),
        Column("容量比", Kind.RATIO, "", "容量对需转移人数", 10),
        Column("缺口", Kind.COUNT, "人", "容量对需转移人数", 9),
        Column("转移清单", Kind.TEXT, width=14, grow=1.5),
    )
    notes = (
        "容量比 = 避灾安置场所容纳人数 ÷ 需转移人数，小于1的以红色标出；乡镇和县的合计含本级避灾安置场所，"
        "村内容量不足的可统筹使用本级场所。集合点、直升机起降点不计容量。",
        "“无转移人员”为村（社区）已申报本年度无需转移人员，“未填报”为既无转移清单也未申报。",
    )
    return Table(
        "shelter_capacity", "避灾容量", f"避灾安置场所容量与需转移人员对照表（{figures.statistics.year}年度）", columns,
        tuple(rows), notes, _capacity_chart(figures, rows),
    )  # fmt: skip


def _capacity_chart(figures: Figures, rows: list[Row]) -> Bars | None:
    """Return pairs of bars for the children of the scope, own level included."""
    shown = [row for row, place in zip(rows, figures.places) if place.depth == 1]
    if not any(row.values[4] or row.values[6] for row in shown):
        return None
    first = next(number for number, place in enumerate(figures.places) if place.depth == 1)
    contiguous = all(place.depth == 1 for place in figures.places[first:])
    return Bars(
        title="避灾安置场所容纳人数与需转移人数",
        unit="人",
        labels=tuple(str(row.values[1]) for row in shown),
        series=(
            ("需转移人数", "D7301F", tuple(float(row.values[4] or 0) for row in shown)),
            ("容纳人数", "59A14F", tuple(float(row.values[6] or 0) for row in shown)),
        ),
        stacked=False,
        first_row=first,
        columns=(1, 4, 6) if contiguous else (),
    )


def transfer_state(figures: Figures, place: Place, has_list: bool) -> str:
    """Return whether a village has sent its transfer list; empty for all else."""
    if place.level != "village" or place.own_only:
        return ""
    return village_transfer_state(figures, place.code, has_list)


def village_transfer_state(figures: Figures, code: str, has_list: bool) -> str:
    """Return 已填报, 无转移人员, 未填报, or 填报矛盾 when it says both."""
    if code in figures.declared:
        return CONTRADICTION if has_list else NOBODY
    return REPORTED if has_list else NOT_REPORTED


def transfers_by_zone_type(figures: Figures) -> Table:
    """Return the people to move by type of danger zone."""
    types = [term for term in figures.statistics.terms if term.vocabulary_code == "danger_zone_type"]
    rows = []
    for term in types:
        frame = figures.transfers[figures.transfers["zone_type_code"] == term.code]
        rows.append(Row((term.name, *(total(frame, key) for key in ("zones", "households", "people")))))
    rows.append(
        Row(("合计", *(total(figures.transfers, key) for key in ("zones", "households", "people"))), RowStyle.TOTAL)
    )
    columns = (
        Column("危险区（点）类型", Kind.TEXT, width=34, grow=2),
        Column("危险区（点）", Kind.COUNT, "个", width=20),
        Column("需转移户数", Kind.COUNT, "户", width=20),
        Column("需转移人数", Kind.COUNT, "人", width=20),
    )
    title = f"需转移人员分危险区类型统计表（{figures.statistics.year}年度）"
    return Table("transfers_by_zone_type", "转移人员", title, columns, tuple(rows), landscape=False)


def village_states(figures: Figures) -> Table:
    """Return how many villages of each area have sent what, and how far their maps are."""
    lists = frozenset(figures.transfers["unit_code"])
    states = [term for term in figures.statistics.terms if term.vocabulary_code == "edition_state"]
    map_states = [term.code for term in states if term.code != "void"]
    rows = []
    for place in figures.places:
        villages = [] if place.own_only else [v for v in figures.villages if v.code.startswith(place.code)]
        if place.level == "village" or place.own_only:
            continue
        sent = [village_transfer_state(figures, village.code, village.code in lists) for village in villages]
        maps = [figures.editions[v.code].state if v.code in figures.editions else "" for v in villages]
        values = (
            len(villages),
            *(sent.count(state) for state in TRANSFER_STATES),
            maps.count(""),
            *(maps.count(state) for state in map_states),
        )
        warn = frozenset(2 + 1 + at for at, state in enumerate(TRANSFER_STATES) if at >= 2 and sent.count(state))
        rows.append(place_row(place, values, warn))
    columns = (
        *PLACE_COLUMNS,
        Column("村（社区）数", Kind.COUNT, "个", width=10),
        *(Column(state, Kind.COUNT, "个", "转移清单", 11) for state in TRANSFER_STATES),
        Column(NO_EDITION, Kind.COUNT, "个", "防汛防台形势图", 9),
        *(Column(term.name, Kind.COUNT, "个", "防汛防台形势图", 11) for term in states if term.code != "void"),
    )
    title = f"村（社区）填报与形势图状态汇总表（{figures.statistics.year}年度）"
    return Table("village_states", "状态汇总", title, columns, tuple(rows))


def villages_listed(figures: Figures) -> Table:
    """Return every village with what it has sent and the state of its map."""
    names = {term.code: term.name for term in figures.statistics.terms if term.vocabulary_code == "edition_state"}
    townships = {area.code: area.name for area in figures.statistics.areas if area.level == "township"}
    moves = figures.transfers.groupby("unit_code")[["households", "people"]].sum()
    rows = []
    for number, village in enumerate(figures.villages, 1):
        has_list = village.code in moves.index
        state = village_transfer_state(figures, village.code, has_list)
        edition = figures.editions.get(village.code)
        households, people = (int(value) for value in moves.loc[village.code]) if has_list else (None, None)
        rows.append(
            Row(
                (number, village.code, townships.get(village.code[:9], ""), village.name, state, households, people,
                 names.get(edition.state, edition.state) if edition else NO_EDITION,
                 f"第{edition.version}版" if edition else ""),
                warn=frozenset({4} if state in (NOT_REPORTED, CONTRADICTION) else ())
                | frozenset(() if edition else {7}),
            )  # fmt: skip
        )
    columns = (
        Column("序号", Kind.COUNT, width=6, grow=0.6),
        Column("区划代码", Kind.TEXT, width=15, grow=1.6),
        Column("乡镇（街道）", Kind.TEXT, width=14, grow=1.3),
        Column("村（社区）", Kind.TEXT, width=18, grow=1.6),
        Column("转移清单", Kind.TEXT, width=12, grow=1.2),
        Column("需转移户数", Kind.COUNT, "户", width=12, grow=1.2),
        Column("需转移人数", Kind.COUNT, "人", width=12, grow=1.2),
        Column("形势图状态", Kind.TEXT, width=14, grow=1.4),
        Column("版本", Kind.TEXT, width=9, grow=0.8),
    )
    return Table(
        "villages_listed", "村级明细", f"村（社区）填报与形势图状态明细表（{figures.statistics.year}年度）", columns,
        tuple(rows), filterable=True, in_pdf=len(rows) <= 120,
    )  # fmt: skip
