"""A form as a workbook for senders without QGIS: written out with the last values, read back when filled in.

The file is read by the ledgers' guarded reader; what it says is checked by the
database like any report.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..database.connection import Connection
from ..database.export_log import log_export
from ..database.reporting import (
    Stored,
    UnknownDepartment,
    area_name,
    departments,
    event_named,
    form_named,
    last_submission,
    report_forms,
    submit,
)  # fmt: skip
from ..errors import QT_TRANSLATE_NOOP, InputError, Refused
from ..ledger.reading import read_workbook
from ..ledger.workbook import HANDED_OUT_SHEET, Sheet, Unreadable
from ..ledger.workbook import Workbook as ReadBook
from ..model.reporting import TOWNSHIP, Casualty, Event, ReportField, ReportForm, Submission, Value
from ..resources.whole_files import write_whole
from .errors import CannotWriteReport
from .filling import UnreadableFigure, figure_read
from .workbook import FACE, FAINT, HAIR, HEAD_FILL, INK, MUTED, PAPERS, THIN, WARNING, put

SHEET, PERSONS_SHEET = "填报", "人员台账"
ZERO, AS_OF, NOTE = "零报告", "数据截至", "说明理由"
HEADINGS = ("类别", "指标", "单位", "上次报送", "本次报送", "代码")
PERSON_HEADINGS = ("情况", "姓名", "性别", "年龄", "地点", "原因")
FATES, SEXES = {"死亡": "dead", "失踪": "missing"}, {"男": "male", "女": "female"}
PERSON_ROWS = 30
FILL_IN = PatternFill("solid", fgColor="FFF9DB")
_MOMENT = ReportField("", AS_OF, AS_OF, AS_OF, "", "datetime", 0, "none", False, (), "", "")
_YES = frozenset({"是", "√", "✓", "Y", "y", "零报告", "1"})


class NotAForm(InputError):
    """The workbook is no form of ours, or its hidden sheet is gone."""

    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} is no report form of this system.")
    hint = QT_TRANSLATE_NOOP("errors", "Write a form with 'floodmap report form out' and fill that in.")


class UnreadableForm(InputError):
    """Some cells of the form hold no figure."""

    template = QT_TRANSLATE_NOOP("errors", "The form {file} has cells that cannot be read: {cells}.")
    hint = QT_TRANSLATE_NOOP("errors", "Correct these cells and read the form in again; nothing was stored.")


class NewerReport(Refused):
    """The sender reported in another way after the form was handed out."""

    template = QT_TRANSLATE_NOOP("errors", "{area} has reported at {when}, after this form was handed out.")
    hint = QT_TRANSLATE_NOOP("errors", "Compare both; hand the form in with --anyway when it is right.")


@dataclass(frozen=True)
class FilledForm:
    """What a form says, and the report it was made from."""

    submission: Submission
    base: str | None


def write_form(
    connection: Connection, path: Path, *, event: str, form: str, area: str, department: str = TOWNSHIP
) -> Path:
    """Write the form of one sender with its last values; the file appears whole or not at all.

    Raises: UnknownEvent, UnknownForm, UnknownDepartment, CannotWriteReport.
    """
    found, wanted, fields = _asked(connection, event, form, department)
    last = last_submission(connection, found.uid, wanted.code, area, department)
    sender = area_name(connection, area) if department == TOWNSHIP else departments(connection)[department]
    book = Workbook()
    _write_fields(book.active, found, wanted, sender, fields, last)
    if _has_ledger(fields):
        _write_persons(book.create_sheet(PERSONS_SHEET), last)
    _write_key(book, {"kind": "report_form", "event": found.uid, "form": wanted.code, "area": area,
                      "department": department, "base": last.uid if last else ""})  # fmt: skip
    content = BytesIO()
    book.save(content)
    try:
        write_whole(path, content.getvalue())
    except OSError as error:
        raise CannotWriteReport(path=str(path), reason=error.strerror or str(error)) from error
    log_export(connection, "form", f"{found.title} {wanted.name} {sender}", len(fields))
    return path


def read_form(connection: Connection, path: Path) -> FilledForm:
    """Read a form that was filled in.

    Raises: UnusableWorkbook and its kinds, NotAForm, UnreadableForm, UnknownEvent, UnknownForm, UnknownDepartment.
    """
    book = read_workbook(path)
    key = _read_key(book)
    if key.get("kind") != "report_form":
        raise NotAForm(file=path.name)
    found, wanted, fields = _asked(connection, key.get("event", ""), key.get("form", ""), key.get("department", ""))
    sheet = next((one for one in book.sheets if one.name == SHEET), None)
    if sheet is None:
        raise NotAForm(file=path.name)
    wrong: list[str] = []
    figures, said = _read_fields(sheet, fields, wrong)
    persons = _read_persons(next((one for one in book.sheets if one.name == PERSONS_SHEET), None), wrong)
    as_of = None
    try:
        as_of = figure_read(_MOMENT, said.get(AS_OF))
    except UnreadableFigure:
        wrong.append(AS_OF)
    if wrong:
        raise UnreadableForm(file=path.name, cells="、".join(wrong[:20]))
    zero = str(said.get(ZERO) or "").strip() in _YES
    submission = Submission(
        found.uid, wanted.code, key.get("area", ""), key["department"], _beijing(as_of), {} if zero else figures, zero,
        str(said.get(NOTE) or "").strip() or None, () if zero else tuple(persons),
    )  # fmt: skip
    return FilledForm(submission, key.get("base") or None)


def hand_in_form(connection: Connection, path: Path, *, anyway: bool = False, note: str | None = None) -> str:
    """Read a form and hand it in; return the uid of the report.

    Raises: as read_form; NewerReport unless ``anyway``; RuleBroken, RightsRefused.
    """
    filled = read_form(connection, path)
    one = filled.submission
    last = last_submission(connection, one.event, one.form, one.area_code, one.department)
    if last is not None and last.uid != filled.base and not anyway:
        raise NewerReport(area=one.area_code, when=f"{last.made_at:%Y-%m-%d %H:%M}")
    if note:
        one = Submission(**{**one.__dict__, "note": note})
    return submit(connection, one)


def _asked(
    connection: Connection, event: str, form: str, department: str
) -> tuple[Event, ReportForm, Sequence[ReportField]]:
    found = event_named(connection, event)
    wanted = form_named(report_forms(connection), form)
    fields = wanted.fields_of(department)
    if not fields:
        raise UnknownDepartment(form=wanted.name, department=department)
    return found, wanted, fields


def _has_ledger(fields: Iterable[ReportField]) -> bool:
    return any(field.key == "dead" for field in fields if field.form == "loss")


def _beijing(text: Any) -> Any:
    from .moments import read_moment

    return read_moment(text) if text else None


def _write_fields(
    sheet: Worksheet, event: Event, form: ReportForm, sender: str, fields: Sequence[ReportField], last: Stored | None
) -> None:
    """Write head, one row a field, and the lines for zero report, moment and reason."""
    sheet.title = SHEET
    for letter, width in zip("ABCDEF", (20, 30, 12, 16, 22, 4)):
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["F"].hidden = True
    mark = "【模拟数据】" if event.simulated else ""
    _line(sheet, 1, f"{form.name}（{sender}）", Font(name=FACE, size=16, bold=True, color=INK), 32)
    _line(sheet, 2, f"{mark}{event.title}", Font(name=FACE, size=11, color=WARNING if mark else INK), 20)
    _line(sheet, 3, "只填黄色格；数字可带单位，如30亩、1.2万元；没有情况可报请在零报告一栏填“是”。",
          Font(name=FACE, size=10, color=MUTED), 20)  # fmt: skip
    for row, name in ((4, ZERO), (5, AS_OF), (6, NOTE)):
        put(sheet.cell(row, 2), name)
        sheet.cell(row, 2).font = Font(name=FACE, size=11, bold=True, color=INK)
        _fill_in(sheet, row, 5)
    put(sheet.cell(4, 3), "填“是”或空")
    put(sheet.cell(5, 3), "空为报送时间")
    put(sheet.cell(6, 3), "不合校核时填")
    for column, words in enumerate(HEADINGS, 1):
        cell = sheet.cell(8, column)
        put(cell, words)
        cell.font, cell.fill = Font(name=FACE, size=11, bold=True, color=INK), PatternFill("solid", fgColor=HEAD_FILL)
        cell.alignment, cell.border = Alignment(horizontal="center"), Border(top=THIN, bottom=THIN)
    for number, field in enumerate(fields, 9):
        before = last.figures.get(field.key) if last else None
        new_group = number == 9 or fields[number - 10].group != field.group
        for column, value in enumerate((field.group if new_group else "", field.name, field.unit), 1):
            put(sheet.cell(number, column), value)
        put(sheet.cell(number, 4), "" if before is None else before)
        sheet.cell(number, 4).font = Font(name=FACE, size=11, color=MUTED)
        put(sheet.cell(number, 6), field.key)
        sheet.cell(number, 6).font = Font(color=FAINT)
        _fill_in(sheet, number, 5, text=field.type == "text")
        for column in range(1, 5):
            sheet.cell(number, column).border = Border(bottom=HAIR)
        sheet.row_dimensions[number].height = 20
    sheet.freeze_panes = "A9"
    sheet.protection.sheet = True
    _for_print(sheet)


def _line(sheet: Worksheet, row: int, words: str, font: Font, height: float) -> None:
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)
    put(sheet.cell(row, 1), words)
    sheet.cell(row, 1).font, sheet.cell(row, 1).alignment = font, Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[row].height = height


def _fill_in(sheet: Worksheet, row: int, column: int, *, text: bool = False) -> None:
    cell = sheet.cell(row, column)
    cell.fill, cell.protection = FILL_IN, Protection(locked=False)
    cell.border = Border(top=HAIR, bottom=HAIR, left=HAIR, right=HAIR)
    cell.font, cell.alignment = Font(name=FACE, size=11, color=INK), Alignment(wrap_text=text, vertical="center")


def _for_print(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = PAPERS["A4"]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "$8:$8" if sheet.title == SHEET else "$1:$1"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.sheet_view.showGridLines = False


def _write_persons(sheet: Worksheet, last: Stored | None) -> None:
    """Write the list of persons who died or are missing, with those told last."""
    names = {code: words for words, code in {**FATES, **SEXES}.items()}
    rows = [(names[one.fate], one.name, names.get(one.sex or "", ""), one.age, one.place, one.cause)
            for one in (last.casualties if last else ())]  # fmt: skip
    for column, (words, width) in enumerate(zip(PERSON_HEADINGS, (10, 16, 8, 8, 34, 34)), 1):
        cell = sheet.cell(1, column)
        put(cell, words)
        cell.font, cell.fill = Font(name=FACE, size=11, bold=True, color=INK), PatternFill("solid", fgColor=HEAD_FILL)
        sheet.column_dimensions[cell.column_letter].width = width
    for number in range(2, 2 + max(PERSON_ROWS, len(rows))):
        for column in range(1, len(PERSON_HEADINGS) + 1):
            _fill_in(sheet, number, column)
            value = rows[number - 2][column - 1] if number - 2 < len(rows) else None
            if value is not None:
                put(sheet.cell(number, column), value)
    for letter, choices in (("A", FATES), ("C", SEXES)):
        choice = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        choice.add(f"{letter}2:{letter}{1 + max(PERSON_ROWS, len(rows))}")
        sheet.add_data_validation(choice)
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    _for_print(sheet)


def _write_key(book: Workbook, key: Mapping[str, str]) -> None:
    sheet = book.create_sheet(HANDED_OUT_SHEET)
    for number, pair in enumerate(key.items(), 1):
        for column, value in enumerate(pair, 1):
            put(sheet.cell(number, column), value)
    sheet.sheet_state = "veryHidden"


def _read_key(book: ReadBook) -> dict[str, str]:
    sheet = next((one for one in book.sheets if one.name == HANDED_OUT_SHEET), None)
    rows = sheet.rows if sheet is not None else []
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and row[0] is not None and row[1] is not None}


def _read_fields(
    sheet: Sheet, fields: Sequence[ReportField], wrong: list[str]
) -> tuple[dict[str, Value], dict[str, Any]]:
    """Return the figures, and what stands beside zero report, moment and reason; name unreadable cells in ``wrong``."""
    by_key = {field.key: field for field in fields}
    by_name = {field.name: field for field in fields}
    figures: dict[str, Value] = {}
    said: dict[str, Any] = {}
    for number, row in zip(sheet.row_numbers, sheet.rows):
        cells = (*row, *[None] * (len(HEADINGS) - len(row)))
        name, value = str(cells[1] or "").strip(), cells[4]
        if name in (ZERO, AS_OF, NOTE) and number < 9:
            said[name] = value
            continue
        field = by_key.get(str(cells[5] or "").strip()) or by_name.get(name)
        if field is None or number < 9:
            continue
        try:
            if isinstance(value, Unreadable):
                raise UnreadableFigure(text=value.text, field=field.name, unit=field.unit)
            figures[field.key] = figure_read(field, value)
        except UnreadableFigure as problem:
            wrong.append(f"{field.name}（E{number}：{problem.values['text']}）")
    return {key: value for key, value in figures.items() if value is not None}, said


def _read_persons(sheet: Sheet | None, wrong: list[str]) -> list[Casualty]:
    persons = []
    for number, row in zip(sheet.row_numbers, sheet.rows) if sheet else ():
        fate, name, sex, age, place, cause = (*row, *[None] * 6)[:6]
        if number == 1 or not (_words(fate) or _words(name)):
            continue
        if _words(fate) not in FATES or not _words(name) or not _age_fits(age):
            wrong.append(f"{PERSONS_SHEET}第{number}行")
            continue
        persons.append(
            Casualty(
                FATES[_words(fate)],
                _words(name)[:100],
                SEXES.get(_words(sex)),
                int(age) if isinstance(age, (int, float)) else None,
                _words(place)[:200] or None,
                _words(cause)[:500] or None,
            )
        )
    return persons


def _words(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _age_fits(age: Any) -> bool:
    return age is None or isinstance(age, (int, float)) and not isinstance(age, bool) and 0 <= age <= 130
