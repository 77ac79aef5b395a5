"""What is wrong with real ledgers, put into the demo's on purpose; every trap is noted in the rows' truth.

Traps that a careful import mends leave the row accepted; the others name in
``issue`` what the import should say about the row that it refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import numpy as np

from . import place
from .ledger_sheets import Ledger, LedgerRow, LedgerSheet
from .shifts import bd09, degrees_minutes_seconds, gcj02


def set_traps(ledgers: list[Ledger], random: np.random.Generator) -> None:
    """Put all traps into the ledgers."""
    sheets = {sheet.name.split(" ")[0]: sheet for ledger in ledgers for sheet in ledger.sheets}
    _shifted(sheets["0709"], "GCJ-02", gcj02, declared=True)
    _shifted(sheets["0710"], "百度坐标", bd09, declared=True)
    _shifted(sheets["0717"], "", gcj02, declared=False)
    _sexagesimal(sheets["0801"], 0)
    _sexagesimal(sheets["0803"], 1)
    _one_cell(sheets["1007"], "经纬度", "{0},{1}")
    _one_cell(sheets["0506"], "坐标", "东经{0} 北纬{1}")
    _swapped(sheets["0508"], slice(4, 11))
    _projected(sheets["0608"], zone=False)
    _projected(sheets["0609"], zone=True)
    _other_unit(sheets["0602"])
    _full_width(sheets["1010"], random)
    for code in ("1007", "1008", "1010", "1006"):  # senders that never say in which system they measured
        sheets[code].headings.remove("坐标系")
    _spelling(sheets["0501"])
    for code in ("0505", "0508", "0606", "1105", "0714", "网格责任人", "组织责任"):
        if code in sheets:
            sheets[code].merge_villages = True
            for row in sheets[code].rows:
                row.truth["traps"].append("merged_village")
    for code in ("0501", "0717", "1008"):
        sheets[code].total = True
    _phones(sheets, random)
    _villages(sheets)
    _doubles(sheets)
    _misplaced(sheets["0403"] if "0403" in sheets else sheets["风险源汇总"])
    _blank_places(sheets["风险源汇总"])
    _identity_column(sheets["行政村危险区人员转移清单"])
    _numbers_as_phones(sheets["组织责任"])


def _mark(row: LedgerRow, trap: str, issue: str | None = None, *, refused: bool = False) -> None:
    row.truth["traps"].append(trap)
    if issue:
        row.truth["issue"] = issue
    if refused:
        row.truth["accepted"] = False


def _points(sheet: LedgerSheet) -> list[LedgerRow]:
    return [row for row in sheet.rows if row.truth.get("geometry") == "P" and row.cells.get("经度") is not None]


def _insert_heading(sheet: LedgerSheet, heading: str, after: str) -> None:
    sheet.headings.insert(sheet.headings.index(after) + 1, heading)


def _shifted(
    sheet: LedgerSheet, word: str, shift: Callable[[float, float], tuple[float, float]], *, declared: bool
) -> None:
    """Give the coordinates as a web map gives them, saying so or not."""
    if not declared:
        sheet.headings.remove("坐标系")
    for row in _points(sheet):
        row.cells["经度"], row.cells["纬度"] = (round(v, 6) for v in shift(row.cells["经度"], row.cells["纬度"]))
        if declared:
            row.cells["坐标系"] = word
        _mark(
            row,
            f"{shift.__name__}_{'declared' if declared else 'undeclared'}",
            "coordinate_converted" if declared else None,
        )


def _sexagesimal(sheet: LedgerSheet, style: int) -> None:
    for row in _points(sheet):
        row.cells["经度"] = degrees_minutes_seconds(row.cells["经度"], style)
        row.cells["纬度"] = degrees_minutes_seconds(row.cells["纬度"], style)
        _mark(row, "dms")


def _one_cell(sheet: LedgerSheet, heading: str, form: str) -> None:
    """Put both numbers into one cell."""
    place_at = sheet.headings.index("经度")
    sheet.headings[place_at : place_at + 2] = [heading]
    for row in _points(sheet):
        row.cells[heading] = form.format(row.cells.pop("经度"), row.cells.pop("纬度"))
        _mark(row, "one_cell")


def _swapped(sheet: LedgerSheet, which: slice) -> None:
    for row in _points(sheet)[which]:
        row.cells["经度"], row.cells["纬度"] = row.cells["纬度"], row.cells["经度"]
        _mark(row, "swapped", "coordinate_swapped")


def _projected(sheet: LedgerSheet, *, zone: bool) -> None:
    """Give Gauss-Krueger metres, with the zone's number before the easting or without."""
    for row in _points(sheet):
        x, y = place.to_metres(np.array([[row.cells["经度"], row.cells["纬度"]]]))[0].tolist()
        row.cells["经度"] = round(x + (40_000_000 if zone else 0), 2)
        row.cells["纬度"] = round(y, 2)
        row.cells["坐标系"] = "高斯克吕格"
        _mark(row, "projected_zone" if zone else "projected")


def _other_unit(sheet: LedgerSheet) -> None:
    """Head the capacity of hill ponds in m³, though the catalogue keeps 万m³."""
    old, new = "总库容(万m³)", "总库容(m³)"
    if old not in sheet.headings:
        return
    sheet.headings[sheet.headings.index(old)] = new
    for row in sheet.rows:
        if old in row.cells:
            value = row.cells.pop(old)
            row.cells[new] = round(value * 10_000)
            row.truth["total_capacity_10k_m3"] = value
            _mark(row, "other_unit")


_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _full_width(sheet: LedgerSheet, random: np.random.Generator) -> None:
    for row in _points(sheet)[::4]:
        for heading in ("经度", "纬度", "联系电话"):
            if row.cells.get(heading) is not None:
                row.cells[heading] = str(row.cells[heading]).translate(_WIDE)
        if row.cells.get("受威胁人数") is not None and random.random() < 0.5:
            row.cells["受威胁人数"] = f"{row.cells['受威胁人数']}人"
        _mark(row, "full_width")


def _spelling(sheet: LedgerSheet) -> None:
    """Write dates and levels as people do."""
    for number, row in enumerate(sheet.rows):
        year, month, day = str(row.cells["核实日期"]).split("-")
        row.cells["核实日期"] = (
            f"{year}年{int(month)}月{int(day)}日",
            f"{year}.{int(month)}.{int(day)}",
            f"{year}/{month}/{day}",
        )[number % 3]
        _mark(row, "date_spelling")


def _phones(sheets: dict[str, LedgerSheet], random: np.random.Generator) -> None:
    """Blank some numbers and break others: a digit too few, letters, a name in the cell."""
    for code, heading in (("0601", "联系电话"), ("0701", "联系电话"), ("1006", "联系电话")):
        for row in sheets[code].rows[:2]:
            row.cells[heading] = None
            _mark(row, "blank_phone", "phone_missing")
    wrong = ("1234567890", "12-3456", "1257788990O", "见花名册")
    for number, (code, heading) in enumerate(
        (("0504", "联系电话"), ("0617", "联系电话"), ("1010", "联系电话"), ("网格责任人", "责任人手机"))
    ):
        row = sheets[code].rows[int(random.integers(len(sheets[code].rows) // 2, len(sheets[code].rows)))]
        row.cells[heading] = wrong[number]
        _mark(row, "wrong_phone", "bad_phone", refused=True)
    for row in sheets["0604"].rows[:3]:
        row.cells["联系电话"] = f"{row.cells['联系电话'][:3]}-{row.cells['联系电话'][3:7]} {row.cells['联系电话'][7:]}"
        _mark(row, "phone_hyphens")


def _villages(sheets: dict[str, LedgerSheet]) -> None:
    """Write villages as nobody registered them, and others in longer forms that are right."""
    for code, name in (("0511", "清江里村"), ("0613", "渡头新村"), ("1209", "大坪村")):
        row = sheets[code].rows[len(sheets[code].rows) // 2]
        row.cells["行政村"] = name
        _mark(row, "unknown_village", "village_unknown", refused=True)
    for row in sheets["0607"].rows:
        row.cells["行政村"] = f"{place.TOWNSHIP_NAME}{row.cells['行政村']}"
        _mark(row, "village_with_township")
    for row in sheets["0605"].rows:
        row.cells["行政村"] = row.truth["area_code"] + "000"
        _mark(row, "village_as_code")
    for row in sheets["0805"].rows:
        row.cells["行政村"] = str(row.cells["行政村"]).replace("村", "村委会")
        _mark(row, "village_official")


def _doubles(sheets: dict[str, LedgerSheet]) -> None:
    """Repeat a row, and give another thing a number that is taken."""
    for code in ("1008", "风险源汇总"):
        sheet = sheets[code]
        copy = deepcopy(sheet.rows[2])
        copy.truth["traps"] = []
        _mark(copy, "double_row", "double", refused=True)
        sheet.rows.append(copy)
        copy.cells["序号"] = len(sheet.rows)


def _misplaced(sheet: LedgerSheet) -> None:
    """Move one point into a village that it is not in."""
    rows = _points(sheet)
    row = rows[1]
    # The farthest of all: no other coordinate system can explain it.
    other = max(rows, key=lambda item: np.hypot(*(item.truth[k] - row.truth[k] for k in ("longitude", "latitude"))))
    row.cells["经度"], row.cells["纬度"] = other.cells["经度"], other.cells["纬度"]
    row.truth["longitude"], row.truth["latitude"] = other.truth["longitude"], other.truth["latitude"]
    _mark(row, "wrong_village", "outside_village")


def _blank_places(sheet: LedgerSheet) -> None:
    for row in _points(sheet)[-4:-2]:
        row.cells["经度"] = row.cells["纬度"] = row.cells["坐标系"] = None
        row.truth |= {"geometry": None, "longitude": None, "latitude": None}
        _mark(row, "no_coordinates", "coordinate_missing")


def _identity_column(sheet: LedgerSheet) -> None:
    """Add the column of identity numbers that must never be taken in."""
    _insert_heading(sheet, "户主身份证号", "户主姓名")
    sheet.extra["identity_column"] = "户主身份证号"
    for row in sheet.rows:
        if row.cells.get("户主姓名"):
            row.cells["户主身份证号"] = "（不应收集）"


def _numbers_as_phones(sheet: LedgerSheet) -> None:
    """Store telephone numbers as numbers, as Excel likes to."""
    for row in sheet.rows[::3]:
        value: Any = row.cells["手机"]
        if str(value).isdigit():
            row.cells["手机"] = int(value)
            _mark(row, "phone_as_number")
