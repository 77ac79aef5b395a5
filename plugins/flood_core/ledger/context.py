"""What the readers of all sheets of one import share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Iterable, Sequence

from ..coordinates.villages import Boundaries
from ..database.ledger_places import RowPlace
from ..model.ledger_reference import LedgerReference
from .coming_home import Registry
from .finding_areas import AreaFinder
from .headings import Column
from .issues import Issues
from .row_keys import HandedOut
from .sheet_rows import SheetRows
from .staged import Staged
from .values import BadValue, number_converter


@dataclass
class ImportContext:
    """The reference, the finder of areas, and where rows and issues go."""

    reference: LedgerReference
    finder: AreaFinder
    issues: Issues
    staged: Staged
    year: int
    boundaries: Callable[[Iterable[str]], Boundaries]
    villages_at: Callable[[Sequence[tuple[float, float]]], Sequence[str | None]]
    registry: Registry
    handed: HandedOut
    simulated: bool = False
    returned: set[str] = field(default_factory=set)  # uids of the keys that came home
    home_sheets: set[str] = field(default_factory=set)  # sheets that were read and have keys
    refused: list[RowPlace] | None = None  # rows with errors and where they would land; None = nobody asks


def read_areas(rows: SheetRows, context: ImportContext, table: str) -> list[str | None]:
    """Return the area code of each row; rows of unknown areas, or where the user may not write ``table``, are noted."""
    villages, townships = rows.raw("village"), rows.raw("township")
    known: dict[Any, tuple[str | None, list[tuple[str, dict[str, Any]]]]] = {}
    codes: list[str | None] = []
    for row, key in enumerate(zip(villages, townships)):
        if key not in known:
            known[key] = _area(*key, context, table)
        code, remarks = known[key]
        for remark, values in remarks:
            rows.issue(remark, row, "village", villages[row], **values)
        codes.append(code)
    return codes


def _area(
    village: Any, township: Any, context: ImportContext, table: str
) -> tuple[str | None, list[tuple[str, dict[str, Any]]]]:
    try:
        code, replaced = context.finder.find(village, township)
    except BadValue as bad:
        return None, [(bad.code, bad.values)]
    remarks: list[tuple[str, dict[str, Any]]] = []
    if replaced is not None:
        remarks.append(("area_replaced", {"successor": context.reference.area_label(code)}))
    elif (now := context.finder.renamed(village, code)) is not None:
        remarks.append(("area_renamed", {"name": now}))
    if not context.reference.may_write(table, code):
        remarks.append(("area_not_yours", {}))
    return code, remarks


def withhold_phones(
    rows: SheetRows,
    context: ImportContext,
    areas: Sequence[str | None],
    column: Column,
    phones: list[Any],
    cleared: list[int],
) -> None:
    """Take out the phones, and the rows ``cleared`` of one, where the user may not write phones; these rows say so."""
    barred = {area for area in set(areas) if area and not context.reference.may_write("person_phone", area)}
    if not barred:
        return
    emptied = set(cleared)
    cleared[:] = [row for row in cleared if areas[row] not in barred]
    for row, (area, phone) in enumerate(zip(areas, phones)):
        if area in barred and (phone is not None or row in emptied):
            phones[row] = None
            rows.issue_at("phone_not_yours", row, column)


def read_years(rows: SheetRows, context: ImportContext) -> list[int]:
    """Return the year of each row: its own, else the year of the import."""
    if not rows.has("year"):
        return [context.year] * len(rows)
    converter = number_converter(unit="年", integer=True, minimum=1990, maximum=2200)
    return [context.year if year is None else year for year in rows.values("year", converter)]
