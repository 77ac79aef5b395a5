"""Write the ledgers as the workbooks that departments send: titles, merged cells, coloured heads, borders."""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from copy import copy
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from . import place
from .ledger_sheets import Ledger, LedgerSheet

_THIN = Side(style="thin", color="9AA5B1")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEAD = PatternFill("solid", fgColor="D9E5F1")
_WRAP = Alignment(vertical="center", wrap_text=True)
_ONE_LINE = Alignment(vertical="center")  # long lists of coordinates are cut off at the cell's edge
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WIDTHS = {
    "序号": 6,
    "行政村": 13,
    "名称": 26,
    "特征": 26,
    "位置": 30,
    "责任主体": 22,
    "控制措施": 26,
    "坐标串": 34,
    "联系电话": 15,
}
_MOMENT = (2026, 3, 31, 9, 0, 0)  # every file of the demo bears this time


def write_ledgers(ledgers: list[Ledger], folder: Path) -> None:
    """Write the workbooks and ``expected.json`` into ``folder``; the same ledgers give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.xlsx"):
        old.unlink()
    expected: dict[str, Any] = {"simulated": True, "year": place.YEAR, "area": place.TOWNSHIP_CODE, "workbooks": {}}
    for ledger in ledgers:
        book = Workbook()
        book.remove(book.active)
        sheets = {}
        for sheet in ledger.sheets:
            sheets[sheet.name] = _write_sheet(book.create_sheet(sheet.name), sheet, ledger)
        _write_names(book)
        _save(book, folder / ledger.file_name)
        expected["workbooks"][ledger.file_name] = {"sender": ledger.sender, "sheets": sheets}
    expected["totals"] = _totals(expected)
    expected["traps"] = _traps(expected)
    text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


def _write_sheet(target: Worksheet, sheet: LedgerSheet, ledger: Ledger) -> dict[str, Any]:
    """Write title, note, headings, rows and what stands below; return where which row is, for expected.json."""
    width = len(sheet.headings)
    target.append([sheet.title])
    dated = f"填报单位：{ledger.sender}    填报日期：{place.YEAR}年3月31日"
    target.append([f"{dated}    坐标系：2000国家大地坐标系（另有注明的除外）"])
    for row in (1, 2):
        target.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    target["A1"].font, target["A1"].alignment = Font(name="宋体", size=16, bold=True), _CENTRE
    target.row_dimensions[1].height = 30
    target.append(sheet.headings)
    for cell in target[3]:
        cell.font, cell.fill, cell.border, cell.alignment = Font(name="宋体", size=11, bold=True), _HEAD, _BOX, _CENTRE
    first = 4
    for row in sheet.rows:
        target.append([row.cells.get(heading) for heading in sheet.headings])
    _style_rows(target, sheet, first)
    if sheet.merge_villages:
        _merge_villages(target, sheet, first)
    if sheet.total:
        _add_total(target, sheet)
    for number, heading in enumerate(sheet.headings, start=1):
        longest = max([_columns(heading)] + [_columns(row.cells.get(heading)) for row in sheet.rows[:60]])
        target.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(heading, min(max(longest + 2, 8), 30))
    target.freeze_panes = "D4"
    target.page_setup.orientation, target.page_setup.paperSize = "landscape", 8  # A3
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.print_title_rows = "3:3"
    rows = [{"row": first + number, **row.truth} for number, row in enumerate(sheet.rows)]
    return {"kind": sheet.kind, "category": sheet.category, "heading_row": 3, "rows": rows, **sheet.extra}


def _style_rows(target: Worksheet, sheet: LedgerSheet, first: int) -> None:
    """Box the rows; openpyxl looks a style up anew for every cell that is given one, so a column's cells share it."""
    last = first + len(sheet.rows) - 1
    for number, heading in enumerate(sheet.headings if sheet.rows else (), start=1):
        model = target.cell(first, number)
        model.border, model.alignment = _BOX, _ONE_LINE if heading == "坐标串" else _WRAP
        for row in range(first + 1, last + 1):
            target.cell(row, number)._style = copy(model._style)


def _columns(value: Any) -> int:
    text = "" if value is None else str(value)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _merge_villages(target: Worksheet, sheet: LedgerSheet, first: int) -> None:
    """Merge the cells of one village, as typists do; only the first keeps its value."""
    column = sheet.headings.index("行政村") + 1
    start = 0
    for number in range(1, len(sheet.rows) + 1):
        same = number < len(sheet.rows) and sheet.rows[number].cells["行政村"] == sheet.rows[start].cells["行政村"]
        if not same:
            if number - start > 1:
                target.merge_cells(
                    start_row=first + start, start_column=column, end_row=first + number - 1, end_column=column
                )
                target.cell(first + start, column).alignment = _CENTRE
            start = number


def _add_total(target: Worksheet, sheet: LedgerSheet) -> None:
    values: list[Any] = ["合计"] + [None] * (len(sheet.headings) - 1)
    for heading in ("受威胁户数", "受威胁人数"):
        if heading in sheet.headings:
            numbers = [row.cells.get(heading) for row in sheet.rows]
            values[sheet.headings.index(heading)] = sum(number for number in numbers if isinstance(number, int))
    target.append(values)
    target.append(["注：本表为模拟数据，不得用于实际防汛防台工作。"])


def _write_names(book: Workbook) -> None:
    """Add the hidden sheet of village names that real templates carry."""
    sheet = book.create_sheet("名录")
    sheet.append(["行政村", "代码"])
    for village in place.villages():
        sheet.append([f"{village.short_name}村", village.code])
    sheet.sheet_state = "hidden"


def _save(book: Workbook, path: Path) -> None:
    """Save with a fixed time in every part, so that the same content gives the same bytes."""
    book.properties.creator = "清江镇（模拟数据）"
    first = io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-03-31T09:00:00Z", content)
            fixed = zipfile.ZipInfo(entry.filename, _MOMENT)
            fixed.compress_type, fixed.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(fixed, content)


def _totals(expected: dict[str, Any]) -> dict[str, Any]:
    """Count rows, and those that the import should take in, by kind."""
    found: dict[str, dict[str, int]] = {}
    for book in expected["workbooks"].values():
        for sheet in book["sheets"].values():
            counts = found.setdefault(sheet["kind"], {"rows": 0, "accepted": 0})
            counts["rows"] += len(sheet["rows"])
            counts["accepted"] += sum(row["accepted"] for row in sheet["rows"])
    return found


def _traps(expected: dict[str, Any]) -> list[dict[str, Any]]:
    """List every trap with its place and what should become of it."""
    return [
        {
            "file": file,
            "sheet": name,
            "row": row["row"],
            "trap": trap,
            "accepted": row["accepted"],
            "issue": row.get("issue"),
        }
        for file, book in expected["workbooks"].items()
        for name, sheet in book["sheets"].items()
        for row in sheet["rows"]
        for trap in row["traps"]
    ]
