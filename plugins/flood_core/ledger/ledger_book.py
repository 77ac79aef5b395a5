"""A workbook that people know how to fill: headings with units, drop-downs, hidden keys, an explanation."""

from __future__ import annotations

import io
from copy import copy
from typing import Any, Sequence
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..model.area_names import display_name
from ..model.ledger_reference import LedgerReference
from ..model.risk_levels import COLOURS_ZH
from .fields import SheetKind
from .register_rows import LEDGER_COLUMNS, plain_post
from .row_keys import HandedOut, HandedOutRow, RowKey, people_mark, yearly_name
from .template_columns import TemplateColumn, template_columns
from .values import CLEAR
from .workbook import HANDED_OUT_SHEET

HEADING_ROW = 3
FIRST_ROW = HEADING_ROW + 1
NAMES_SHEET, CHOICES_SHEET, EXPLANATION_SHEET = "名录", "选项", "填写说明"
FIXED_HEADINGS = {
    SheetKind.TRANSFER: "行政村危险区人员转移清单",
    SheetKind.GRID: "网格责任人",
    SheetKind.VILLAGE: "行政村信息",
    SheetKind.ORGANISATION: "组织责任",
}
_CLEARABLE = {
    kind: frozenset(column.name for column in LEDGER_COLUMNS.get(kind.value, ()) if column.clearable)
    for kind in SheetKind
}
_LINE = Side(style="thin", color="9AA5B1")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD_FILL = PatternFill("solid", fgColor="DCE6F1")
_NEEDED_FILL = PatternFill("solid", fgColor="FCE4D6")
_LOCKED_FILL = PatternFill("solid", fgColor="EEF1F4")
_FORMATS = {"text": "@", "phone": "@", "date": "yyyy-mm-dd", "integer": "0", "number": "General"}
#: A cell of Excel holds no more.
_LONGEST_CELL = 32_767
_MOST_LINES = 4
_RULES = (
    "一人多岗填多行；一格一个号码。",
    "空白单元格不会清除登记中已有的内容；确需清除的，在该单元格内填“清空”两字，导入前会逐项列出供核对。",
    "已有的行请直接修改；新增的填在后面的空行；已不存在的，清空整行内容即可。",
    "村名须与隐藏表“名录”一致（右键工作表标签可取消隐藏，只供复制）。",
    "坐标可用 CGCS2000、WGS84、GCJ-02（高德、腾讯）、BD-09（百度）或高斯克吕格（米），请在“坐标系”列注明。",
    "只有地址、没有坐标的，坐标留空，导入后在地图上落点。",
    "灰色的序号列和隐藏的“系统键”列已锁定，请勿解锁改动：系统凭它把每一行对应回原来的登记。",
)


class LedgerBook:
    """Builds a ledger sheet by sheet; ``content`` ends it."""

    def __init__(
        self, scope: str, areas: Sequence[str], reference: LedgerReference, recipient: str = "", year: int | None = None
    ) -> None:
        """``scope`` is the area that holds all ``areas`` of the ledger; several townships get a column of their own.

        ``year`` stands in the title of the lists of a year.
        """
        self._book = Workbook()
        self._book.remove(self._book.active)
        self._scope, self._reference, self._year = scope, reference, year
        self._by_township = len(scope) < 9
        self.handed = HandedOut(scope, recipient or None)
        self._explained: list[tuple[str, list[TemplateColumn]]] = []
        self._hidden = {name: self._book.create_sheet(name) for name in (NAMES_SHEET, CHOICES_SHEET)}
        self._choices_used = 0
        self._townships: list[str] = []
        self._names_end = self._write_names(areas)

    def add(self, kind: SheetKind, code: str | None, rows: Sequence[dict[str, Any]], blank_rows: int) -> None:
        """Add the sheet of a category, class of resources or fixed list with its present rows."""
        name = FIXED_HEADINGS[kind] if code is None else f"{code} {self._category_name(code)}"
        columns = template_columns(kind, code, self._reference, by_township=self._by_township)
        sheet = self._book.create_sheet(_sheet_name(name), len(self._explained))
        self._title(sheet, f"{self._year}年度{name}" if code is None and self._year else name, columns)
        _headings(sheet, columns)
        last = HEADING_ROW + len(rows) + blank_rows
        styles = [_style(sheet, column) for column in columns]
        for number in range(FIRST_ROW, last + 1):
            for position, style in enumerate(styles, start=1):
                sheet.cell(number, position)._style = copy(style)
        for number, row in enumerate(rows):
            name = row["name"] if code is not None else yearly_name(kind, {**row, "village": _village_of(row)})
            self.handed.rows[row["uid"]] = HandedOutRow(sheet.title, row["uid"], row["revision"], name)
            self._write_row(sheet, FIRST_ROW + number, number + 1, columns, row)
        self._drop_downs(sheet, columns, last, clearable=_CLEARABLE[kind])
        _finish(sheet, columns, by_code=code is not None)
        self._explained.append((name, columns))

    def content(self) -> bytes:
        """Return the workbook as a file's content."""
        self._explain()
        if self.handed.rows:
            hidden = self._book.create_sheet(HANDED_OUT_SHEET)
            for number, line in enumerate(self.handed.lines(), start=1):
                for position, value in enumerate(line, start=1):
                    put(hidden.cell(number, position), value)
            self._hidden[HANDED_OUT_SHEET] = hidden
        for sheet in self._hidden.values():
            sheet.sheet_state = "hidden"
            sheet.protection.sheet = True
        self._book.active = 0
        whole = io.BytesIO()  # in memory first: openpyxl meeting a full disk complains once more when tidied up
        self._book.save(whole)
        return whole.getvalue()

    def _category_name(self, code: str) -> str:
        known = {**self._reference.categories, **self._reference.subtypes}
        return known[code].name_zh if code in known else self._reference.classes[code]

    def _write_names(self, areas: Sequence[str]) -> int:
        """Write the villages, those of a township together, and the townships; return the last row of the villages."""
        sheet, reference = self._hidden[NAMES_SHEET], self._reference
        sheet.append(["行政村", "代码", "乡镇(街道)", None, "乡镇(街道)"])
        if not self._by_township:
            sheet.append(["本级", self._scope, display_name(reference.areas[self._scope].name)])
        for code, area in reference.areas.items():
            if not area.in_force or not any(code.startswith(own) for own in areas):
                continue
            if self._by_township and area.level == "township":
                self._townships.append(area.display)
                sheet.append(["本级", code, area.display])
            elif area.level == "village":
                township = reference.areas.get(code[:9])
                sheet.append([area.display, code, township.display if township else ""])
        end = sheet.max_row
        for number, name in enumerate(self._townships, start=2):
            sheet.cell(number, 5, name)
        return end

    def _title(self, sheet: Worksheet, name: str, columns: Sequence[TemplateColumn]) -> None:
        where, recipient = self._reference.area_label(self._scope), self.handed.recipient or ""
        put(sheet["A1"], f"{where}  {name}  台账" + (f"（{recipient}）" if recipient not in where else ""))
        sheet["A1"].font = Font(size=16, bold=True)
        sheet["A2"] = (
            "请勿改动标题行；带 * 的列必填（底色为橙）；村名、类型等请从下拉列表选择；每格一个号码；坐标为十进制度。"
        )
        sheet["A2"].font = Font(size=10, color="5B6770")
        width = max(6, min(len(columns) - 1, 12))
        for row in (1, 2):
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
        sheet.row_dimensions[1].height = 26

    def _write_row(
        self, sheet: Worksheet, at: int, serial: int, columns: Sequence[TemplateColumn], row: dict[str, Any]
    ) -> None:
        """Write a present row, high enough for its longest text."""
        lines = 1
        for position, column in enumerate(columns, start=1):
            value = serial if column.key == "serial" else self._value(column, row)
            if value is None:
                continue
            put(sheet.cell(at, position), value)
            if isinstance(value, str) and column.key not in ("string", "key"):
                lines = max(lines, -(-shown_width(value) // column.width))
        if lines > 1:
            sheet.row_dimensions[at].height = 15 * min(lines, _MOST_LINES)

    def _value(self, column: TemplateColumn, row: dict[str, Any]) -> Any:
        key = column.key
        if column.attribute is not None:
            value = row["attributes"].get(column.attribute)
            return ("是" if value else "否") if isinstance(value, bool) else value
        if key == "village":
            return _village_of(row)
        if key == "township":
            township = self._reference.areas.get(row["area_code"][:9])
            return township.display if township is not None and township.level == "township" else None
        if "duties" not in row:  # a list of a year
            if key == "key":
                return str(RowKey(row["uid"], row["revision"], ""))
            return ("CGCS2000" if row.get("longitude") is not None else None) if key == "system" else row.get(key)
        person, phone = (row["duties"].get(plain_post(row["code"])) or (None, None))[:2]
        if key in ("person", "phone"):
            return person if key == "person" else phone
        if key == "key":
            return str(RowKey(row["uid"], row["revision"], people_mark(person, phone)))
        if key == "subtype":
            return self._reference.subtypes[row["code"]].name_zh
        if key == "risk_level":
            return COLOURS_ZH.get(row[key])
        if key == "system":
            return "CGCS2000" if row["longitude"] is not None or row["wkt"] else None
        if key == "string":
            # Too long for a cell: left blank, which keeps what the register has.
            return row["wkt"] if row["wkt"] and len(row["wkt"]) <= _LONGEST_CELL else None
        value = row.get(key)
        return float(value) if key == "quantity" and value is not None else value

    def _drop_downs(
        self, sheet: Worksheet, columns: Sequence[TemplateColumn], last: int, *, clearable: frozenset[str]
    ) -> None:
        """Add the drop-downs; their lists stand on hidden sheets, because a list in the rule holds 255 letters."""
        lists = self._hidden[CHOICES_SHEET]
        for position, column in enumerate(columns, start=1):
            if column.key == "township":
                source = f"{NAMES_SHEET}!$E$2:$E${len(self._townships) + 1}"
            elif column.villages:
                source = self._village_source(columns)
            elif column.choices:
                self._choices_used += 1
                may_clear = not column.required and (column.attribute is not None or column.key in clearable)
                choices = (*column.choices, CLEAR) if may_clear else column.choices
                for row, choice in enumerate(choices, start=1):
                    put(lists.cell(row, self._choices_used), choice)
                letter = get_column_letter(self._choices_used)
                source = f"{CHOICES_SHEET}!${letter}$1:${letter}${len(choices)}"
            else:
                continue
            rule = DataValidation(
                type="list", formula1=source, allow_blank=True, showErrorMessage=True,
                errorTitle="请从列表选择", error="此列只能从下拉列表中选择。",
            )  # fmt: skip
            letter = get_column_letter(position)
            rule.add(f"{letter}{FIRST_ROW}:{letter}{last}")
            sheet.add_data_validation(rule)

    def _village_source(self, columns: Sequence[TemplateColumn]) -> str:
        """Return the list of villages; where a column names the township, only those of the township of the row."""
        if not self._by_township:
            return f"{NAMES_SHEET}!$A$2:$A${self._names_end}"
        own = next(position for position, column in enumerate(columns, start=1) if column.key == "township")
        cell, among = f"${get_column_letter(own)}{FIRST_ROW}", f"{NAMES_SHEET}!$C$2:$C${self._names_end}"
        return f"OFFSET({NAMES_SHEET}!$A$1,MATCH({cell},{among},0),0,COUNTIF({among},{cell}),1)"

    def _explain(self) -> None:
        """Write the sheet 填写说明: the rules that matter, then every column of every sheet and what it takes."""
        sheet = self._book.create_sheet(EXPLANATION_SHEET, len(self._explained))
        sheet["A1"] = "填写说明"
        sheet["A1"].font = Font(size=16, bold=True)
        for number, rule in enumerate(_RULES, start=2):
            sheet.cell(number, 1, f"{number - 1}. {rule}").alignment = Alignment(wrap_text=True, vertical="top")
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=4)
            sheet.row_dimensions[number].height = 18
        for name, columns in self._explained:
            self._explain_sheet(sheet, name, columns)
        for letter, width in zip("ABCD", (28, 10, 60, 50)):
            sheet.column_dimensions[letter].width = width
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.protection.sheet = True

    @staticmethod
    def _explain_sheet(sheet: Worksheet, name: str, columns: Sequence[TemplateColumn]) -> None:
        at = sheet.max_row + 2
        put(sheet.cell(at, 1), name)
        sheet.cell(at, 1).font = Font(size=13, bold=True)
        for position, text in enumerate(("列", "是否必填", "可填内容", "说明"), start=1):
            cell = sheet.cell(at + 1, position, text)
            cell.font, cell.fill, cell.border = Font(bold=True), HEAD_FILL, BORDER
        kinds = dict(text="文字", number="数字", integer="整数", date="日期，如 2026-04-15", phone="电话号码")
        asked = (column for column in columns if not column.hidden and column.key != "serial")
        for number, column in enumerate(asked, start=at + 2):
            allowed = "、".join(column.choices) or ("名录中的村名" if column.villages else kinds[column.value])
            texts = (column.heading, "必填" if column.required else "", allowed, column.remark)
            for position, text in enumerate(texts, start=1):
                cell = sheet.cell(number, position)
                put(cell, text)
                cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), BORDER
            wide = max(-(-shown_width(text) // width) for text, width in zip(texts, (28, 10, 60, 50)))
            sheet.row_dimensions[number].height = 16 * max(1, wide)


def put(cell: Any, value: Any) -> None:
    """Write a value; text stays text: what begins with = + - or @ is never a formula."""
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = value[:_LONGEST_CELL]
    cell.data_type = "s"
    if value[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


def _village_of(row: dict[str, Any]) -> str:
    return display_name(row["village"]) if row["village"] else "本级"


def _sheet_name(name: str) -> str:
    return "".join("_" if letter in "[]:*?/\\" else letter for letter in name)[:31]


def shown_width(text: str) -> int:
    """Return how many columns of Latin letters a text takes; Chinese letters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _headings(sheet: Worksheet, columns: Sequence[TemplateColumn]) -> None:
    for position, column in enumerate(columns, start=1):
        cell = sheet.cell(HEADING_ROW, position, ("*" if column.required else "") + column.heading)
        cell.font = Font(bold=True)
        cell.fill = _NEEDED_FILL if column.required else HEAD_FILL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = BORDER
        if column.remark and not column.hidden:
            cell.comment = Comment(column.remark, "floodmap", height=60, width=220)
        dimension = sheet.column_dimensions[get_column_letter(position)]
        dimension.width, dimension.hidden = min(column.width, 32), column.hidden
    sheet.row_dimensions[HEADING_ROW].height = 36


def _style(sheet: Worksheet, column: TemplateColumn) -> Any:
    """Return the style of a column's cells below the heading; made once, because a sheet has thousands of cells."""
    cell = sheet.cell(FIRST_ROW, 1)
    locked = column.hidden or column.key == "serial"
    cell.protection, cell.border = Protection(locked=locked), BORDER
    cell.fill = _LOCKED_FILL if locked else PatternFill()
    cell.number_format = _FORMATS[column.value]
    if column.key == "string":
        cell.alignment = Alignment(horizontal="fill", vertical="center")
    elif column.width >= 18:
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    else:
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return copy(cell._style)


def _finish(sheet: Worksheet, columns: Sequence[TemplateColumn], *, by_code: bool) -> None:
    """Freeze, protect and set up for printing."""
    named = next((n for n, column in enumerate(columns, start=1) if column.key == "name"), 1)
    sheet.freeze_panes = sheet.cell(FIRST_ROW, named + 1 if by_code else 2)
    sheet.protection.sheet = True
    for permitted in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(sheet.protection, permitted, False)  # False = allowed although the sheet is protected
    shown = [column for column in columns if not column.hidden]
    sheet.print_area = f"A1:{get_column_letter(len(shown))}{sheet.max_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8  # A3
    characters = sum(min(column.width, 32) for column in shown)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = max(1, -(-characters // 260)), 0
    sheet.print_title_cols = f"A:{get_column_letter(named)}" if by_code else "A:B"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
