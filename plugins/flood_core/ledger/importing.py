"""Take a ledger into the register: read, map, check, compare, commit; all in one transaction, or only on trial."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable, Iterator

from ..database.connection import Connection, Cursor, transaction
from ..database.ledger_clearing import CLEARED, phones_not_there
from ..database.ledger_differences import (
    MissingThing,
    field_changes,
    missing_things,
    near_things,
    note_retired,
    rows_with_other_people,
)
from ..database.ledger_differences import retire_missing as retire_missing_things
from ..database.ledger_places import RowPlace, staged_places
from ..database.ledger_reference import load_boundaries, load_ledger_reference, villages_at
from ..database.ledger_versions import in_force, people_of, same_place, versions
from ..database.ledger_yearly_differences import yearly_changes
from ..database.ledgers import Written, record_batch, write_rows
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model import beijing
from ..model.area_codes import short_code
from ..model.ledger_reference import LedgerReference
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from .choosing import ColumnChoices, chosen, possible_choices
from .coming_home import Registry
from .context import ImportContext
from .fields import FIELDS, SheetKind
from .finding_areas import AreaFinder
from .headings import Mapping
from .issues import Issue, Issues
from .labels import FIELD_OF_COLUMN, in_words
from .limits import Limits
from .reading import read_workbook
from .register_rows import read_register_sheet
from .remembering import as_choices, remembered, to_remember
from .report import ImportReport, SheetReport
from .row_keys import HandedOut, HandedOutRow, handed_out
from .sheet_kinds import SheetSubject, category_code, subject_of
from .sheet_rows import SheetRows
from .staged import Staged
from .values import as_text
from .workbook import OWN_HIDDEN_SHEETS, Workbook
from .yearly_rows import read_yearly_sheet

_MOST_DIFFERENCES = 5_000
SIMULATED_WORD = "模拟数据"
_NOT_READ_FULLY = 20  # rows looked at for what stands above the headings
_REPORTING_UNIT = re.compile(r"(?:填报|报送|制表)单位[（(盖章）)]*\s*[:：]\s*([^\s:：]{2,60})")


class UnknownArea(InputError):
    """The option names an area that does not exist."""

    template = QT_TRANSLATE_NOOP("errors", "There is no area with the code {area}.")
    hint = QT_TRANSLATE_NOOP("errors", "Give a county (6 digits), township (9) or village (12), for example 330382106.")


class UnknownCategory(InputError):
    """The option names a category that does not exist."""

    template = QT_TRANSLATE_NOOP("errors", "There is no category {category}.")
    hint = QT_TRANSLATE_NOOP("errors", "Give a code such as 0601 or R3, or the Chinese name of a category.")


class UnknownMode(InputError):
    """The mode is neither all nor good."""

    template = QT_TRANSLATE_NOOP("errors", "The mode {mode} is not known.")
    hint = QT_TRANSLATE_NOOP("errors", "Use 'all' (all rows or none) or 'good' (the rows without errors).")


class NothingToImport(InputError):
    """No sheet of the workbook is a ledger."""

    template = QT_TRANSLATE_NOOP("errors", "No sheet of {file} is a ledger that can be read.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Name the sheets after their category (for example '0601 水库'), or give the category when importing."
    )


class _Trial(Exception):  # noqa: N818 - not an error: it undoes the transaction of a dry run
    """Leave the transaction without saving."""


@contextmanager
def _tried(connection: Connection) -> Iterator[Cursor]:
    """Give a transaction that is rolled back when ``_Trial`` is raised inside it."""
    try:
        with transaction(connection) as cursor:
            yield cursor
    except _Trial:
        return


def import_ledger(
    connection: Connection,
    path: Path,
    *,
    category: str | None = None,
    area: str | None = None,
    year: int | None = None,
    mode: str = "all",
    dry_run: bool = False,
    sender: str | None = None,
    feedback: Feedback | None = None,
    limits: Limits | None = None,
    before_commit: Callable[[ImportReport], None] | None = None,
    columns: ColumnChoices | None = None,
    retire_missing: bool = False,
    with_places: bool = False,
) -> ImportReport:
    """Read a workbook and commit its rows; return what was found and done.

    Args: ``category`` (0601, R3, R303 or a name) for sheets that do not say it
    themselves; ``area`` = the county, township or village the ledger is for;
    ``mode`` all = every row or none, good = the rows without errors;
    ``dry_run`` makes the same report and saves nothing; ``before_commit`` is
    given the finished report, and when it raises (a disk is full), nothing is
    saved either; ``columns`` = what a person says that columns are, else what was
    said of the sender's last ledger; ``retire_missing`` retires what we handed
    out with the ledger and is no longer in it; ``with_places`` says for every row
    what becomes of it, field by field, and where it lands.
    Raises: UnusableWorkbook, UnknownChoice, UnknownArea, UnknownCategory, NothingToImport,
    RightsRefused, Conflict, DatabaseUnavailable, MachineRefused, Cancelled.
    Whatever is raised, nothing was saved.
    """
    if mode not in ("all", "good"):
        raise UnknownMode(mode=mode)
    feedback = feedback or Silent()
    workbook = read_workbook(Path(path), limits=limits, feedback=feedback)
    feedback.setProgress(25)
    with _tried(connection) as cursor:
        reference, handed = load_ledger_reference(cursor), handed_out(workbook)
        scope = _scope(area or handed.area, reference)
        wanted = _wanted_category(category, reference)
        context = _context(cursor, workbook, reference, handed, scope, year, with_places=with_places)
        report = ImportReport(workbook.file_name, workbook.sha256, mode, "refused", scope)
        report.sender = sender or handed.recipient or _sender(workbook)
        memory = remembered(cursor, report.sender)
        _read_sheets(workbook, wanted, columns or {}, memory, context, report, Part(feedback, 25, 60))
        missing = _missing_rows(cursor, context, report, retire=retire_missing)
        report.rows_rejected = context.issues.barred_rows
        if dry_run or mode == "good" or not context.issues.errors:
            _commit(cursor, context, report, missing if retire_missing else [], Part(feedback, 60, 100))
        report.issues = context.issues.in_order()
        if context.refused is not None:
            _show_rows(cursor, report, context.refused, reference, handed=bool(handed.rows))
        if dry_run:
            report.state, report.batch_uid = "checked", None
        elif report.state == "refused":
            report.batch_uid, report.tables, report.rows_retired = None, {}, 0
        if before_commit is not None:
            before_commit(report)
        if report.state != "committed":
            raise _Trial
    feedback.setProgress(100)
    return report


def _context(
    cursor: Cursor,
    workbook: Workbook,
    reference: LedgerReference,
    handed: HandedOut,
    scope: str | None,
    year: int | None,
    *,
    with_places: bool,
) -> ImportContext:
    """Return what the sheets are read against; what they need of the database is asked for when they need it."""
    simulated = _is_simulated(workbook)
    return ImportContext(
        reference,
        AreaFinder(reference, scope),
        Issues(),
        Staged(simulated=simulated),
        year or beijing.today().year,
        lambda codes: load_boundaries(cursor, codes),
        lambda points: villages_at(cursor, points),
        _registry(cursor),
        handed,
        simulated,
        refused=[] if with_places else None,
    )


def _show_rows(
    cursor: Cursor, report: ImportReport, refused: list[RowPlace], reference: LedgerReference, *, handed: bool
) -> None:
    """Add to the report where every row lands, and what becomes of it field by field."""
    tables = list(report.tables)
    report.places = [*staged_places(cursor, report.tables), *refused]
    changes = field_changes(cursor, tables, _MOST_DIFFERENCES) + yearly_changes(cursor, tables, _MOST_DIFFERENCES)
    report.changes = in_words(changes[:_MOST_DIFFERENCES], reference)
    report.missing += [] if handed else missing_things(cursor, tables, _MOST_DIFFERENCES)


def _registry(cursor: Cursor) -> Registry:
    return Registry(
        lambda table, keys: versions(cursor, table, keys),
        lambda table, uid, revision, shape: same_place(cursor, table, uid, revision, shape),
        lambda uids: people_of(cursor, uids),
    )


def _missing_rows(
    cursor: Cursor, context: ImportContext, report: ImportReport, *, retire: bool
) -> list[HandedOutRow]:
    """Return what we handed out, is in force, and came not home; of a sheet that is gone or unreadable nothing."""
    handed, home = context.handed.rows, context.home_sheets
    missing = [row for uid, row in handed.items() if uid not in context.returned and row.sheet in home]
    alive = in_force(cursor, [row.uid for row in missing]) if missing else {}
    found = []
    for row in missing:
        if row.uid not in alive:
            continue
        table, revision, name, area = alive[row.uid]
        report.missing.append(MissingThing(table, row.uid, name or row.name, area, True))
        if retire and revision != row.revision:
            context.issues.add(Issue("gone_but_changed", row.sheet, None, None, name))
        found.append(row)
    return found


def _scope(area: str | None, reference: LedgerReference) -> str | None:
    if area is None:
        return None
    code = short_code(area.strip())
    if code not in reference.areas or len(code) < 4:
        raise UnknownArea(area=area)
    return code


def _wanted_category(category: str | None, reference: LedgerReference) -> str | None:
    if category is None:
        return None
    code = category_code(category, reference)
    if code is None:
        raise UnknownCategory(category=category)
    return code


def _sender(workbook: Workbook) -> str | None:
    """Return who reports, as the rows above the headings say it (填报单位：…); None when they do not."""
    for sheet in workbook.sheets:
        for row in sheet.rows[:_NOT_READ_FULLY]:
            for value in row:
                match = _REPORTING_UNIT.search(value) if isinstance(value, str) else None
                if match:
                    return match[1][:60]
    return None


def _is_simulated(workbook: Workbook) -> bool:
    """Tell whether the workbook declares its rows as 模拟数据, in a sheet's name or above the headings."""
    for sheet in workbook.sheets:
        if SIMULATED_WORD in sheet.name:
            return True
        for row in sheet.rows[:_NOT_READ_FULLY]:
            if any(isinstance(value, str) and SIMULATED_WORD in value for value in row):
                return True
    return False


def _read_sheets(
    workbook: Workbook,
    category: str | None,
    columns: ColumnChoices,
    memory: dict[str, str],
    context: ImportContext,
    report: ImportReport,
    feedback: Feedback,
) -> None:
    """Read every sheet into ``context``; registers first, because transfer lists refer to them."""
    subjects = []
    for sheet in workbook.sheets:
        if sheet.hidden or not sheet.rows:
            if sheet.hidden and sheet.name not in OWN_HIDDEN_SHEETS:
                context.issues.add(Issue("sheet_hidden", sheet.name))
            continue
        subject = subject_of(sheet, category, context.reference)
        if subject is None:
            context.issues.add(Issue("sheet_unknown", sheet.name))
            continue
        known = {key for key, _ in possible_choices(subject, context.reference)}
        from_memory = as_choices(subject, memory, known)
        report.remembered += from_memory
        subjects.append(chosen(subject, {**from_memory, **columns.get(sheet.name, {})}, context.reference))
    headings = {subject.sheet.name: subject.mapping for subject in subjects if subject.mapping is not None}
    report.columns_chosen = to_remember(headings, columns, memory)
    if not subjects:
        raise NothingToImport(file=workbook.file_name)
    for number, subject in enumerate(subjects):
        raise_if_cancelled(feedback)
        _read_sheet(subject, context, report, workbook.file_name)
        feedback.setProgress(100 * (number + 1) / len(subjects))


def _read_sheet(subject: SheetSubject, context: ImportContext, report: ImportReport, file_name: str) -> None:
    mapping, name = subject.mapping, subject.sheet.name
    if mapping is not None:
        report.sheets.append(_sheet_report(subject, mapping, context.reference))
    if mapping is None or mapping.missing:
        needed = "、".join(f.names[0] for f in FIELDS[subject.kind] if f.required)
        if mapping is None:
            context.issues.add(Issue("no_heading", name, values={"needed": needed}))
        else:
            missing = "、".join(f.names[0] for f in mapping.missing)
            context.issues.add(Issue("missing_column", name, values={"needed": missing}))
        return
    rows = SheetRows(subject.sheet, mapping, context.issues, file_name)
    _report_columns(rows, context.issues, report.sheets[-1])
    report.rows_read += len(rows)
    if rows.has("key"):
        context.home_sheets.add(name)
    if len(rows) == 0:
        return
    if subject.kind in (SheetKind.RISK, SheetKind.RESOURCE):
        read_register_sheet(subject, rows, context)
    else:
        read_yearly_sheet(subject, rows, context)


def _sheet_report(subject: SheetSubject, mapping: Mapping, reference: LedgerReference) -> SheetReport:
    """Say how the columns were taken, and what else they could be taken for."""
    entry = SheetReport(subject.sheet.name, subject.kind.value, subject.category, 0)
    entry.columns = {column.label: key for key, column in mapping.taken().items()}
    entry.choices = possible_choices(subject, reference)
    first, last = mapping.first_data, mapping.first_data + _NOT_READ_FULLY
    below = subject.sheet.rows[first:last]
    for column in mapping.columns():
        texts = (as_text(row[column.position]) for row in below if column.position < len(row))
        entry.samples[column.label] = next((text for text in texts if text), "")[:40]
    return entry


def _report_columns(rows: SheetRows, issues: Issues, entry: SheetReport) -> None:
    """Say which columns were not read; nothing is lost silently."""
    mapping = rows.mapping
    entry.rows = len(rows)
    for code, columns in (("unknown_column", mapping.unknown), ("identity_column", mapping.identity)):
        for column in columns:
            count = sum(1 for value in rows.column(column) if as_text(value))
            if count:
                entry.not_read.append(column.label)
                issues.add(Issue(code, rows.name, None, column.label, None, {"count": count}))
    for column, earlier in mapping.doubled:
        entry.not_read.append(column.label)
        issues.add(Issue("double_column", rows.name, None, column.label, None, {"other": earlier.label}))


def _commit(
    cursor: Cursor, context: ImportContext, report: ImportReport, missing: list[HandedOutRow], feedback: Feedback
) -> None:
    """Write the staged rows and the batch; the caller's transaction makes it final, or not."""
    staged = context.staged.columns()
    if not staged and not missing:
        return
    raise_if_cancelled(feedback)
    areas = context.staged.areas()
    written = write_rows(cursor, staged, areas)
    feedback.setProgress(80)
    _note_unresolved(written, context)
    _note_changed_meanwhile(written, context, report)
    _note_people(cursor, written, context)
    report.batch_uid = written.batch_uid
    report.tables = {name: vars(counts) for name, counts in written.tables.items()}
    report.rows_people = rows_with_other_people(cursor, list(report.tables))
    _note_near(cursor, context, report)
    gone = _retire(cursor, written.batch_uid, missing, context)
    report.rows_retired = sum(map(len, gone.values()))
    report.state = "refused" if context.issues.errors and report.mode == "all" else "committed"
    report.issues = context.issues.in_order()
    record_batch(
        cursor,
        written,
        file_name=report.file_name,
        file_sha256=report.file_sha256,
        sender=report.sender,
        area_code=_batch_area(report.area_code, areas or [context.handed.area or ""], context.reference),
        mode=report.mode,
        report=report.kept(),
        counts=_batch_counts(report),
    )
    for table, revisions in gone.items():
        note_retired(cursor, written.batch_uid, table, revisions, {row.uid: row.sheet for row in missing})
    raise_if_cancelled(feedback)


def _note_people(cursor: Cursor, written: Written, context: ImportContext) -> None:
    """Say who was taken in beside others of that name, and which persons and phones were left as they are."""
    for one in written.unclear_people:
        village = {"village": context.reference.area_label(one.area_code)}
        code = "person_unclear" if one.without_phone else "namesake"
        context.issues.add(Issue(code, one.sheet, one.row, None, one.name, village))
    for sheet, number, keeper in written.keepers_left_out:
        context.issues.add(Issue("keeper_not_yours", sheet, number, None, keeper))
    for sheet, number, person, named in phones_not_there(cursor) if CLEARED in written.tables else ():
        context.issues.add(Issue("clear_no_phone" if named else "clear_nobody", sheet, number, None, person))


def _note_near(cursor: Cursor, context: ImportContext, report: ImportReport) -> None:
    """Say which new rows the register may have already."""
    for near in near_things(cursor, list(report.tables), _MOST_DIFFERENCES):
        code = "near_name" if near.metres is None else "near_duplicate"
        village = context.reference.area_label(near.area_code)
        values = {"other": near.other, "village": village, **({} if near.metres is None else {"metres": near.metres})}
        context.issues.add(Issue(code, near.sheet, near.row, None, near.name, values))


def _retire(
    cursor: Cursor, batch_uid: str, missing: list[HandedOutRow], context: ImportContext
) -> dict[str, dict[str, int]]:
    """Retire what is missing and was not changed since; return table -> uid -> the revision that was handed out."""
    alive = in_force(cursor, [row.uid for row in missing]) if missing else {}
    gone: dict[str, dict[str, int]] = {}
    for row in missing:
        table, revision, *_ = alive[row.uid]
        if revision == row.revision and context.reference.may_write(table, alive[row.uid][3]):
            gone.setdefault(table, {})[row.uid] = revision
    for table, revisions in gone.items():
        retire_missing_things(cursor, batch_uid, table, revisions)
    return gone


def _batch_counts(report: ImportReport) -> dict[str, Any]:
    return {
        "read": report.rows_read,
        "inserted": report.rows_inserted,
        "updated": report.rows_updated,
        "unchanged": report.rows_unchanged,
        "rejected": report.rows_rejected,
    }


def _note_unresolved(written: Written, context: ImportContext) -> None:
    for row in written.unresolved:
        village = context.reference.area_label(row.area_code)
        for code, name in (("zone_unresolved", row.zone_name), ("shelter_unresolved", row.shelter_name)):
            if name is not None:
                context.issues.add(Issue(code, row.sheet, row.row_number, None, name, {"village": village}))


def _note_changed_meanwhile(written: Written, context: ImportContext, report: ImportReport) -> None:
    """Say which rows of lists were not taken in, because others have changed or retired them since."""
    headings = {sheet.name: {key: label for label, key in sheet.columns.items()} for sheet in report.sheets}
    for one in written.changed_meanwhile:
        who = {"by": one.by, "at": one.at}
        if one.column is None:
            name = context.handed.rows[one.uid].name if one.uid in context.handed.rows else None
            context.issues.add(Issue("retired_meanwhile", one.sheet, one.row, None, name, who))
            continue
        column = headings[one.sheet].get(FIELD_OF_COLUMN.get(one.column, one.column))
        values = {**who, "now": one.now or "—"}
        context.issues.add(Issue("changed_meanwhile", one.sheet, one.row, column, one.mine, values))
    report.rows_rejected = context.issues.barred_rows


def _batch_area(scope: str | None, areas: list[str], reference: LedgerReference) -> str:
    """Return the area that the batch belongs to and the user may write in: the ledger's, else that of all its rows."""
    if scope is not None and reference.may_write("ledger_batch", scope):
        return scope
    first, last = areas[0], areas[-1]  # sorted: these differ the most
    for length in (15, 12, 9, 6, 4, 2):
        common = first[:length]
        if len(first) >= length and common == last[:length] and common in reference.areas:
            return common if reference.may_write("ledger_batch", common) else first
    return first
