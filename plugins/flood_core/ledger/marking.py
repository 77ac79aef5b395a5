"""Give a ledger back as a copy with its wrong cells marked: what is wrong and how to mend it stands at the cell.

A workbook keeps its looks, drop-downs and hidden keys. Old .xls, text and very
large workbooks are written anew, with their values alone. The marks are made
by this process on a file that the guarded reader has let through before.
"""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path
from typing import Any, Sequence
from zipfile import BadZipFile

from openpyxl import Workbook as NewWorkbook
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused, Translate
from ..progress import Feedback
from ..resources.whole_files import write_whole
from .issues import ERROR, NOTICE, WARNING, Issue
from .ledger_book import BORDER, HEAD_FILL, put, shown_width
from .reading import read_workbook
from .report import ImportReport
from .workbook import Unreadable, Workbook
from .xlsx_rows import column_of

FINDINGS_SHEET = "问题清单"
_FILLS = {ERROR: PatternFill("solid", fgColor="F8B4B4"), WARNING: PatternFill("solid", fgColor="FDE9A9")}
_WORDS = {ERROR: "错误", WARNING: "提醒"}
_HEADINGS = ("程度", "工作表", "行", "列", "值", "问题", "怎样改正")
_WIDTHS = (8, 16, 7, 18, 18, 46, 46)  # in letters; Chinese letters take two
_MOST_CELLS_KEPT = 300_000  # a workbook with more is not loaded with its looks: it would take a gigabyte
_LONGEST_NOTE = 1_000
#: What openpyxl raises on workbooks that others have written oddly; their values can be had all the same.
_ODD = (ValueError, KeyError, TypeError, AttributeError, IndexError, BadZipFile, OSError)


class NotAMarkedName(InputError):
    """The name of the marked copy does not end in .xlsx."""

    template = QT_TRANSLATE_NOOP("errors", "The marked copy must be an .xlsx file, not {file}.")
    hint = QT_TRANSLATE_NOOP("errors", "Give a file name that ends in .xlsx.")


class MarkedNotWritten(MachineRefused):
    """The marked copy cannot be written."""

    template = QT_TRANSLATE_NOOP("errors", "The marked copy {file} cannot be written: {reason}.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Close the file if it is open, and check the folder, its rights and the free space."
    )


def write_marked(
    ledger: Path,
    report: ImportReport,
    path: Path,
    *,
    translate: Translate | None = None,
    feedback: Feedback | None = None,
) -> Path:
    """Write a copy of ``ledger`` in which errors are red, warnings yellow, each with a note; the list stands first.

    Raises: NotAMarkedName, MarkedNotWritten, UnusableWorkbook, Cancelled.
    """
    if path.suffix.lower() != ".xlsx":
        raise NotAMarkedName(file=path.name)
    book = _copy_of(ledger, feedback)
    wanted = [issue for issue in report.issues if issue.severity != NOTICE]
    _mark(book, wanted, translate)
    _list(book, wanted, translate)
    whole = io.BytesIO()
    book.save(whole)
    try:
        write_whole(path, whole.getvalue())
    except OSError as error:
        raise MarkedNotWritten(file=str(path), reason=error.strerror or str(error)) from error
    return path


def _copy_of(ledger: Path, feedback: Feedback | None) -> NewWorkbook:
    """Return the workbook to mark: with its looks where that is possible, else with its values."""
    read = read_workbook(ledger, feedback=feedback)
    cells = sum(len(row) for sheet in read.sheets for row in sheet.rows)
    with ledger.open("rb") as file:
        is_xlsx = file.read(2) == b"PK"
    if is_xlsx and cells <= _MOST_CELLS_KEPT:
        try:
            return load_workbook(ledger)
        except _ODD:
            return _values_of(read)
    return _values_of(read)


def _values_of(read: Workbook) -> NewWorkbook:
    book = NewWorkbook()
    book.remove(book.active)
    for sheet in read.sheets:
        made = book.create_sheet(sheet.name[:31])
        made.sheet_state = "hidden" if sheet.hidden else "visible"
        for number, row in zip(sheet.row_numbers, sheet.rows):
            for position, value in enumerate(row, start=1):
                if value is not None:
                    put(made.cell(number, position), value.text if isinstance(value, Unreadable) else value)
        for block in sheet.merged:
            made.merge_cells(start_row=block.first_row, start_column=block.first_column + 1,
                             end_row=block.last_row, end_column=block.last_column + 1)  # fmt: skip
    return book


def _mark(book: NewWorkbook, issues: Sequence[Issue], translate: Translate | None) -> None:
    notes: dict[tuple[str, int, int], list[Issue]] = defaultdict(list)
    for issue in issues:
        if issue.row is not None and issue.sheet in book.sheetnames:
            notes[issue.sheet, issue.row, _position(issue)].append(issue)
    for (sheet, row, position), found in notes.items():
        cell = book[sheet].cell(row, position)
        cell = _top_left(book[sheet], cell)
        cell.fill = _FILLS[ERROR if any(issue.severity == ERROR for issue in found) else WARNING]
        text = "\n".join(f"{issue.text(translate)} {issue.fix(translate)}".strip() for issue in found)
        cell.comment = Comment(text[:_LONGEST_NOTE], "floodmap", width=320, height=40 + 18 * (1 + len(text) // 22))


def _position(issue: Issue) -> int:
    """Return the column of an issue, counted from 1; what concerns a whole row is marked at its beginning."""
    return max(0, column_of((issue.column or "A").split(" ")[0])) + 1


def _top_left(sheet: Worksheet, cell: Any) -> Any:
    """Return the cell that holds the value of a merged block; any other cell itself."""
    for block in sheet.merged_cells.ranges if type(cell).__name__ == "MergedCell" else ():
        if cell.coordinate in block:
            return sheet.cell(block.min_row, block.min_col)
    return cell


def _list(book: NewWorkbook, issues: Sequence[Issue], translate: Translate | None) -> None:
    """Write the list of findings as the first sheet; a click on the row's number leads to the cell."""
    if FINDINGS_SHEET in book.sheetnames:
        del book[FINDINGS_SHEET]
    sheet = book.create_sheet(FINDINGS_SHEET, 0)
    for position, (text, width) in enumerate(zip(_HEADINGS, _WIDTHS), start=1):
        cell = sheet.cell(1, position, text)
        cell.font, cell.fill, cell.border = Font(bold=True), HEAD_FILL, BORDER
        cell.alignment = Alignment(vertical="center", horizontal="center")
        sheet.column_dimensions[cell.column_letter].width = width
    for number, issue in enumerate(issues, start=2):
        texts = (_WORDS[issue.severity], issue.sheet, issue.row, issue.column, issue.value,
                 issue.text(translate), issue.fix(translate))  # fmt: skip
        for position, value in enumerate(texts, start=1):
            cell = sheet.cell(number, position)
            put(cell, value)
            cell.border = BORDER
            middle = "center" if position in (1, 3) else None
            cell.alignment = Alignment(vertical="top", horizontal=middle, wrap_text=position > 3)
        sheet.row_dimensions[number].height = 16 * max(
            -(-shown_width(str(value or "")) // width) for value, width in zip(texts, _WIDTHS)
        )
        sheet.cell(number, 1).fill = _FILLS[issue.severity]
        if issue.row is not None and issue.sheet in book.sheetnames:
            link = sheet.cell(number, 3)
            letters = (issue.column or "A").split(" ")[0]
            link.hyperlink = f"#'{issue.sheet.replace(chr(39), chr(39) * 2)}'!{letters}{issue.row}"
            link.font = Font(color="1F5FA8", underline="single")
    sheet.row_dimensions[1].height = 24
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:G{max(2, len(issues) + 1)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
