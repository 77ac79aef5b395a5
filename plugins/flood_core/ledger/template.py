"""Write a ledger that people know how to fill: headings with units, drop-downs, the villages' names to copy."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Sequence
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..database.connection import Connection, transaction
from ..database.ledger_reference import load_ledger_reference
from ..database.ledger_rows import present_rows
from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused
from ..model.area_codes import short_code
from ..model.area_names import display_name
from ..model.ledger_reference import LedgerReference
from ..model.risk_levels import COLOURS_ZH
from ..resources.whole_files import write_whole
from .fields import FIXED_NAMES, SheetKind
from .importing import UnknownArea, UnknownCategory
from .register_rows import plain_post
from .sheet_kinds import category_code
from .template_columns import TemplateColumn, template_columns

BLANK_ROWS = 500
_HEADING_ROW = 3
_FIXED_HEADINGS = {
    SheetKind.TRANSFER: "行政村危险区人员转移清单",
    SheetKind.GRID: "网格责任人",
    SheetKind.VILLAGE: "行政村信息",
    SheetKind.ORGANISATION: "组织责任",
}
_LINE = Side(style="thin", color="9AA5B1")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", fgColor="DCE6F1")
_NEEDED_FILL = PatternFill("solid", fgColor="FCE4D6")
_FORMATS = {"text": "@", "phone": "@", "date": "yyyy-mm-dd", "integer": "0", "number": "General"}
#: A cell of Excel holds no more.
_LONGEST_CELL = 32_767
_MOST_LINES = 4


class TemplateNotWritten(MachineRefused):
    """The template cannot be written."""

    template = QT_TRANSLATE_NOOP("errors", "The template {file} cannot be written: {reason}.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Close the file if it is open, and check the folder, its rights and the free space."
    )


class NotATemplateName(InputError):
    """The name of the file does not end in .xlsx."""

    template = QT_TRANSLATE_NOOP("errors", "The template must be an .xlsx file, not {file}.")
    hint = QT_TRANSLATE_NOOP("errors", "Give a file name such as 0601.xlsx.")


def write_template(connection: Connection, path: Path, *, category: str, area: str, filled: bool = True) -> Path:
    """Write the ledger template of a category (0601, R3, or a fixed sheet such as 网格责任人) for an area.

    ``filled`` puts the register's present rows in. The file appears whole or
    not at all. Raises: UnknownArea, UnknownCategory, TemplateNotWritten.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise NotATemplateName(file=path.name)
    with transaction(connection) as cursor:
        reference = load_ledger_reference(cursor)
        scope = short_code(area.strip())
        if scope not in reference.areas or len(scope) < 6:
            raise UnknownArea(area=area)
        kind, code = _subject(category, reference)
        rows: list[dict[str, Any]] = []
        if filled and code is not None:
            rows = present_rows(cursor, "risk_source" if kind is SheetKind.RISK else "relief_resource", code, scope)
    _save(_workbook(kind, code, scope, rows, reference), path)
    return path


def _subject(category: str, reference: LedgerReference) -> tuple[SheetKind, str | None]:
    if category in FIXED_NAMES:
        return FIXED_NAMES[category], None
    code = category_code(category, reference)
    if code is None:
        raise UnknownCategory(category=category)
    return (SheetKind.RESOURCE if code.startswith("R") else SheetKind.RISK), code


def _workbook(
    kind: SheetKind, code: str | None, scope: str, rows: Sequence[dict[str, Any]], reference: LedgerReference
) -> Workbook:
    book = Workbook()
    sheet = book.active
    known = {**{c: v.name_zh for c, v in {**reference.categories, **reference.subtypes}.items()}, **reference.classes}
    name = _FIXED_HEADINGS[kind] if code is None else f"{code} {known[code]}"
    sheet.title = "".join("_" if letter in "[]:*?/\\" else letter for letter in name)[:31]
    columns = template_columns(kind, code, reference)
    villages = _villages(book, scope, reference)
    _title(sheet, name, scope, columns, reference)
    _headings(sheet, columns)
    last = _HEADING_ROW + len(rows) + BLANK_ROWS
    _open_cells(sheet, columns, last)
    for number, row in enumerate(rows):
        _write_row(sheet, _HEADING_ROW + 1 + number, number + 1, columns, row, reference)
    _choices(book, sheet, columns, villages, last)
    _explain(book, columns, name)
    sheet.freeze_panes = sheet.cell(_HEADING_ROW + 1, 4 if code else 2)
    sheet.protection.sheet = True
    for permitted in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, permitted, False)  # False = allowed although the sheet is protected
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3
    characters = sum(min(column.width, 32) for column in columns)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, -(-characters // 260)), 0
    sheet.print_title_cols = "A:D" if code else "A:B"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW}"
    return book


def _villages(book: Workbook, scope: str, reference: LedgerReference) -> int:
    """Write the hidden sheet 名录 with names and codes; return its last row."""
    sheet = book.create_sheet("名录")
    sheet.append(["行政村", "代码", "乡镇(街道)"])
    if len(scope) <= 9:
        sheet.append(["本级", scope, display_name(reference.areas[scope].name)])
    for code, area in reference.areas.items():
        if area.level == "village" and area.in_force and code.startswith(scope):
            township = reference.areas.get(code[:9])
            sheet.append([area.display, code, township.display if township else ""])
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    return sheet.max_row


def _title(
    sheet: Worksheet, name: str, scope: str, columns: Sequence[TemplateColumn], reference: LedgerReference
) -> None:
    sheet["A1"] = f"{reference.area_label(scope)}  {name}  台账"
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A2"] = (
        "请勿改动标题行；带 * 的列必填（底色为橙）；村名、类型等请从下拉列表选择；每格一个号码；坐标为十进制度。"
    )
    sheet["A2"].font = Font(size=10, color="5B6770")
    width = max(6, min(len(columns), 12))
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    sheet.row_dimensions[1].height = 26


def _headings(sheet: Worksheet, columns: Sequence[TemplateColumn]) -> None:
    for position, column in enumerate(columns, start=1):
        cell = sheet.cell(_HEADING_ROW, position, ("*" if column.required else "") + column.heading)
        cell.font = Font(bold=True)
        cell.fill = _NEEDED_FILL if column.required else _HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BORDER
        if column.remark:
            cell.comment = Comment(column.remark, "floodmap", height=60, width=220)
        sheet.column_dimensions[get_column_letter(position)].width = min(column.width, 32)
    sheet.row_dimensions[_HEADING_ROW].height = 36


def _open_cells(sheet: Worksheet, columns: Sequence[TemplateColumn], last: int) -> None:
    """Unlock the cells below the headings and give them their formats."""
    unlocked = Protection(locked=False)
    wrap, clipped = Alignment(vertical="center", wrap_text=True), Alignment(horizontal="fill", vertical="center")
    centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for row in range(_HEADING_ROW + 1, last + 1):
        for position, column in enumerate(columns, start=1):
            cell = sheet.cell(row, position)
            cell.protection, cell.border = unlocked, _BORDER
            cell.number_format = _FORMATS[column.value]
            cell.alignment = clipped if column.key == "string" else wrap if column.width >= 18 else centre


def _write_row(
    sheet: Worksheet,
    at: int,
    serial: int,
    columns: Sequence[TemplateColumn],
    row: dict[str, Any],
    reference: LedgerReference,
) -> None:
    """Write a present row, high enough for its longest text."""
    lines = 1
    for position, column in enumerate(columns, start=1):
        value = serial if column.key == "serial" else _cell_value(column, row, reference)
        if value is None:
            continue
        cell = sheet.cell(at, position)
        if isinstance(value, str):
            set_text(cell, value)
            if column.key != "string":
                lines = max(lines, -(-_shown_width(value) // column.width))
        else:
            cell.value = value
    if lines > 1:
        sheet.row_dimensions[at].height = 15 * min(lines, _MOST_LINES)


def _shown_width(text: str) -> int:
    """Return how many columns of Latin letters a text takes; Chinese letters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def set_text(cell: Any, text: str) -> None:
    """Write text as text: what begins with = + - or @ is never a formula."""
    cell.value = text[:_LONGEST_CELL]
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def _cell_value(column: TemplateColumn, row: dict[str, Any], reference: LedgerReference) -> Any:
    key = column.key
    if column.attribute is not None:
        value = row["attributes"].get(column.attribute)
        return ("是" if value else "否") if isinstance(value, bool) else value
    if key == "village":
        return display_name(row["village"]) if row["village"] else "本级"
    if key in ("person", "phone"):
        duty = row["duties"].get(plain_post(row["code"]))
        return None if duty is None else duty[0 if key == "person" else 1]
    if key == "subtype":
        return reference.subtypes[row["code"]].name_zh
    if key == "risk_level":
        return COLOURS_ZH.get(row[key])
    if key == "system":
        return "CGCS2000" if row["longitude"] is not None or row["wkt"] else None
    if key == "string":
        # Too long for a cell: left blank, which keeps what the register has.
        return row["wkt"] if row["wkt"] and len(row["wkt"]) <= _LONGEST_CELL else None
    value = row.get(key)
    return float(value) if key == "quantity" and value is not None else value


def _choices(book: Workbook, sheet: Worksheet, columns: Sequence[TemplateColumn], villages: int, last: int) -> None:
    """Add the drop-downs; their lists stand on a hidden sheet, because a list in the rule holds 255 letters."""
    lists = book.create_sheet("选项")
    lists.sheet_state = "hidden"
    used = 0
    for position, column in enumerate(columns, start=1):
        letter = get_column_letter(position)
        if column.villages:
            source = f"名录!$A$2:$A${villages}"
        elif column.choices:
            used += 1
            for row, choice in enumerate(column.choices, start=1):
                set_text(lists.cell(row, used), choice)
            source = f"选项!${get_column_letter(used)}$1:${get_column_letter(used)}${len(column.choices)}"
        else:
            continue
        rule = DataValidation(
            type="list",
            formula1=source,
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="请从列表选择",
            error="此列只能从下拉列表中选择。",
        )
        rule.add(f"{letter}{_HEADING_ROW + 1}:{letter}{last}")
        sheet.add_data_validation(rule)


def _explain(book: Workbook, columns: Sequence[TemplateColumn], name: str) -> None:
    """Write the sheet 填写说明: every column, what it takes, and the rules that matter."""
    sheet = book.create_sheet("填写说明")
    sheet.append([f"{name} 填写说明"])
    sheet["A1"].font = Font(size=14, bold=True)
    for rule in (
        "一人多岗填多行；一格一个号码。",
        "空白单元格不会清除登记中已有的内容。",
        "村名须与隐藏表“名录”一致（右键工作表标签可取消隐藏，只供复制）。",
        "坐标可用 CGCS2000、WGS84、GCJ-02（高德、腾讯）、BD-09（百度）或高斯克吕格（米），请在“坐标系”列注明。",
    ):
        sheet.append([rule])
    sheet.append([])
    sheet.append(["列", "是否必填", "可填内容", "说明"])
    heading = sheet.max_row
    kinds = {"text": "文字", "number": "数字", "integer": "整数", "date": "日期，如 2026-04-15", "phone": "电话号码"}
    for column in columns:
        allowed = (
            "、".join(column.choices)
            if column.choices
            else ("名录中的村名" if column.villages else kinds[column.value])
        )
        sheet.append([column.heading, "必填" if column.required else "", allowed, column.remark])
    for cell in sheet[heading]:
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD_FILL, _BORDER
    for letter, width in zip("ABCD", (26, 10, 60, 50)):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=heading + 1):
        for cell in row:
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _BORDER
    sheet.protection.sheet = True


def _save(book: Workbook, path: Path) -> None:
    # In memory first: openpyxl meeting a full disk complains once more when it is tidied up.
    whole = io.BytesIO()
    book.save(whole)
    try:
        write_whole(path, whole.getvalue())
    except OSError as error:
        raise TemplateNotWritten(file=str(path), reason=error.strerror or str(error)) from error
