"""Write the ledger of one category and area."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..database.connection import Connection, Cursor, transaction
from ..database.export_log import log_export
from ..database.ledger_reference import load_ledger_reference
from ..database.ledger_rows import present_rows
from ..database.ledger_yearly_rows import yearly_rows
from ..errors import QT_TRANSLATE_NOOP, InputError, MachineRefused
from ..model import beijing
from ..model.area_codes import short_code
from ..model.ledger_reference import LedgerReference
from ..resources.whole_files import write_whole
from .fields import FIXED_NAMES, SheetKind
from .importing import UnknownArea, UnknownCategory
from .ledger_book import LedgerBook
from .sheet_kinds import category_code

BLANK_ROWS = 500
_SHORTEST_AREA = 6  # a county


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


def write_template(
    connection: Connection, path: Path, *, category: str, area: str, filled: bool = True, year: int | None = None
) -> Path:
    """Write the ledger template of a category (0601, R3, or a fixed sheet such as 网格责任人) for an area.

    ``year`` is that of the lists of a year, by default this one. ``filled`` puts the register's present rows in,
    and logs that they left. The file appears whole or not at all.
    Raises: UnknownArea, UnknownCategory, TemplateNotWritten.
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise NotATemplateName(file=path.name)
    with transaction(connection) as cursor:
        reference = load_ledger_reference(cursor)
        scope = known_area(area, reference)
        kind, code = subject_named(category, reference)
        year = year or beijing.today().year
        rows = rows_handed_out(cursor, kind, code, [scope], year=year) if filled else []
        book = LedgerBook(scope, [scope], reference, year=year)
        book.add(kind, code, rows, BLANK_ROWS)
        save_book(book, path)
        if rows:
            log_export(connection, "ledger", f"{path.name}: {reference.area_label(scope)}, {category}", len(rows))
    return path


def known_area(area: str, reference: LedgerReference) -> str:
    """Return the code of a county, township or village. Raises UnknownArea."""
    scope = short_code(area.strip())
    if scope not in reference.areas or len(scope) < _SHORTEST_AREA:
        raise UnknownArea(area=area)
    return scope


def subject_named(category: str, reference: LedgerReference) -> tuple[SheetKind, str | None]:
    """Return the kind of sheet and the code of a category given by code or name. Raises UnknownCategory."""
    if category in FIXED_NAMES:
        return FIXED_NAMES[category], None
    code = category_code(category, reference)
    if code is None:
        raise UnknownCategory(category=category)
    return (SheetKind.RESOURCE if code.startswith("R") else SheetKind.RISK), code


def rows_handed_out(
    cursor: Cursor, kind: SheetKind, code: str | None, areas: list[str], *, year: int, below: bool = True
) -> list[dict[str, Any]]:
    """Return the present rows for a sheet, of the lists of a year those of ``year``.

    ``below`` = with all that lies in the areas, else only what belongs to the areas themselves.
    """
    if code is None:
        return [row for area in areas for row in yearly_rows(cursor, kind.value, area, year)]
    table = "risk_source" if kind is SheetKind.RISK else "relief_resource"
    found = [row for area in areas for row in present_rows(cursor, table, code, area)]
    return found if below else [row for row in found if row["area_code"] in areas]


def save_book(book: LedgerBook, path: Path) -> None:
    """Write a ledger, whole or not at all. Raises TemplateNotWritten."""
    try:
        write_whole(path, book.content())
    except OSError as error:
        raise TemplateNotWritten(file=str(path), reason=error.strerror or str(error)) from error
