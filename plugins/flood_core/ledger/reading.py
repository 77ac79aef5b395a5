"""Read a ledger's file (xlsx, xls or csv), guarded: the hostile part runs in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused
from ..progress import Feedback, Silent
from ..resources.checksums import sha256_of
from .limits import Limits
from .reading_process import ReadingStopped, messages
from .workbook import Sheet, Workbook

_RESAVE = QT_TRANSLATE_NOOP(
    "errors", "Open the file in Excel or WPS and save it as a new .xlsx workbook, then try again."
)

_SHRINK = QT_TRANSLATE_NOOP("errors", "Delete empty rows and columns, or split the ledger into several files.")


class UnusableWorkbook(InputError):
    """The file cannot be read as a workbook; subclasses say why."""

    code: ClassVar[str] = "broken"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} is damaged and cannot be read.")
    hint = _RESAVE


class NoSuchLedger(UnusableWorkbook):
    """The path leads to no file, or to one that may not be read."""

    code = "unreadable_file"
    template = QT_TRANSLATE_NOOP("errors", "The file {file} cannot be opened: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Check the path and that you may read the file.")


class EmptyFile(UnusableWorkbook):
    """The file has no bytes."""

    code = "empty_file"
    template = QT_TRANSLATE_NOOP("errors", "The file {file} is empty.")
    hint = QT_TRANSLATE_NOOP("errors", "Ask the sender for the file again.")


class NoWorkbook(UnusableWorkbook):
    """The file is something else."""

    code = "no_workbook"
    template = QT_TRANSLATE_NOOP("errors", "The file {file} is neither an Excel workbook nor a csv file.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose the ledger that was filled in; it ends in .xlsx, .xls or .csv.")


class TextFile(UnusableWorkbook):
    """The file is text without columns, or a web page that calls itself .xls."""

    code = "text_file"
    template = QT_TRANSLATE_NOOP("errors", "The file {file} is a text file without columns, or a web page.")
    hint = QT_TRANSLATE_NOOP("errors", "Open it in Excel or WPS and save it as .xlsx.")


class OldFormat(UnusableWorkbook):
    """The file is an .xls of Excel 97 to 2003, and this computer lacks the library xlrd."""

    code = "old_format"
    template = QT_TRANSLATE_NOOP(
        "errors", "The workbook {file} has the old format .xls, which this computer cannot read: xlrd is missing."
    )
    hint = QT_TRANSLATE_NOOP("errors", "Open it in Excel or WPS and save it as .xlsx.")


class EncryptedWorkbook(UnusableWorkbook):
    """The file is protected by a password."""

    code = "encrypted"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} is locked by a password.")
    hint = QT_TRANSLATE_NOOP("errors", "Remove the password in Excel or WPS and save the file again.")


class WorkbookTooLarge(UnusableWorkbook):
    """The file, or what it unpacks to, is beyond the limits of a ledger; subclasses say in what."""

    code = "too_large"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} is too large for a ledger: {megabytes} MB.")
    hint = _SHRINK


class TooManyRows(WorkbookTooLarge):
    """More rows or cells with values than any ledger has."""

    code = "too_many_rows"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} is too large for a ledger: more than {count} rows.")


class TooManyColumns(WorkbookTooLarge):
    """A value far to the right of any ledger."""

    code = "too_many_columns"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} is too large for a ledger: {count} columns.")


class TooManyParts(WorkbookTooLarge):
    """More sheets, pictures or other parts than any ledger has."""

    code = "too_many_parts"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} is too large for a ledger: {count} sheets or parts.")


class TooManyMerges(WorkbookTooLarge):
    """More merged cells than any ledger has."""

    code = "too_many_merges"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} has more than {count} merged cells.")


class TooMuchText(WorkbookTooLarge):
    """More text than any ledger has."""

    code = "too_much_text"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} holds too much text for a ledger.")


class SuspiciousWorkbook(UnusableWorkbook):
    """The file is built to do harm; subclasses say how."""

    code = "suspicious"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} was refused for safety.")
    hint = _RESAVE


class ArchiveBomb(SuspiciousWorkbook):
    """A part unpacks to far more than it is."""

    code = "bomb"
    template = QT_TRANSLATE_NOOP(
        "errors", "The workbook {file} was refused for safety: its part {part} unpacks to {megabytes} MB."
    )


class EntitiesDeclared(SuspiciousWorkbook):
    """XML entities: they can swell without end, or read other files."""

    code = "entities"
    template = QT_TRANSLATE_NOOP("errors", "The workbook {file} was refused for safety: it declares XML entities.")


class ImpossibleRowNumber(SuspiciousWorkbook):
    """A row number that Excel cannot have."""

    code = "row_number"
    template = QT_TRANSLATE_NOOP(
        "errors", "The workbook {file} was refused for safety: one of its rows has the number {number}."
    )


class ReadingTooSlow(MachineRefused):
    """Reading took longer than its limit."""

    template = QT_TRANSLATE_NOOP("errors", "Reading {file} was given up after {seconds} seconds.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Try again when the computer is less busy, or split the ledger into several files."
    )


_BY_CODE: dict[str, type[UnusableWorkbook]] = {
    cls.code: cls
    for cls in (
        UnusableWorkbook,
        NoSuchLedger,
        EmptyFile,
        NoWorkbook,
        TextFile,
        OldFormat,
        EncryptedWorkbook,
        WorkbookTooLarge,
        TooManyRows,
        TooManyColumns,
        TooManyParts,
        TooManyMerges,
        TooMuchText,
        ArchiveBomb,
        EntitiesDeclared,
        ImpossibleRowNumber,
    )
}
_BY_CODE.update(file_too_large=WorkbookTooLarge, too_many_sheets=TooManyParts)


def _refusal(code: str, file: str, values: dict[str, object]) -> UnusableWorkbook:
    return _BY_CODE.get(code, UnusableWorkbook)(file=file, **values)


def read_workbook(path: Path, *, limits: Limits | None = None, feedback: Feedback | None = None) -> Workbook:
    """Return the sheets of an xlsx, xls or csv file with their values, row numbers and merged ranges.

    Raises: a subclass of UnusableWorkbook saying why the file is refused,
    ReadingTooSlow, Cancelled.
    """
    limits = limits or Limits()
    path = Path(path)
    try:
        sha256 = sha256_of(path)
    except OSError as error:
        raise NoSuchLedger(file=path.name, reason=error.strerror or str(error)) from error
    sheets: list[Sheet] = []
    try:
        for kind, value in messages(path, limits, feedback or Silent()):
            if kind == "rows":
                numbers, rows = zip(*value)
                sheets[-1].row_numbers.extend(numbers)
                sheets[-1].rows.extend(rows)
            elif kind == "sheet":
                sheets.append(Sheet(name=value[0], hidden=value[1]))
            elif kind == "end":
                sheets[-1].merged = value[0]
                if not value[1]:
                    _put_in_order(sheets[-1], path.name)
            elif kind == "refused":
                raise _refusal(value[0], path.name, value[1])
    except ReadingStopped as stop:
        if stop.code == "too_slow":
            raise ReadingTooSlow(file=path.name, **stop.values) from stop
        raise UnusableWorkbook(file=path.name) from stop
    return Workbook(path.name, sha256, sheets)


def _put_in_order(sheet: Sheet, file: str) -> None:
    """Sort rows that stood out of order; a row number given twice makes the sheet unusable."""
    if len(set(sheet.row_numbers)) != len(sheet.row_numbers):
        raise UnusableWorkbook(file=file)
    order = sorted(range(len(sheet.rows)), key=sheet.row_numbers.__getitem__)
    sheet.rows = [sheet.rows[n] for n in order]
    sheet.row_numbers = [sheet.row_numbers[n] for n in order]
