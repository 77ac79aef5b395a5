"""``floodmap ledger`` and ``floodmap import``: ledgers out, in, and back."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from ..ledger.handing_out import SPLITS, as_data, hand_out
from ..ledger.importing import import_ledger
from ..ledger.issues import ERROR, NOTICE, WARNING, Issue
from ..ledger.marking import write_marked
from ..ledger.report import ImportReport, write_report
from ..ledger.template import write_template
from ..ledger.undoing import list_batches, undo_batch
from ..ledger.values import CLEAR
from .session import DONE, IN_PART, WRONG_USE, Result, Session

WRITTEN = QT_TRANSLATE_NOOP("cli", "Template: {file}")
COMMITTED = QT_TRANSLATE_NOOP(
    "cli", "{file}: {read} rows read, {inserted} new, {updated} changed, {unchanged} the same, {rejected} with errors."
)
BATCH = QT_TRANSLATE_NOOP("cli", "Batch {batch} ('floodmap import undo {batch}' takes it back)")
CHECKED = QT_TRANSLATE_NOOP("cli", "This was a check; nothing was saved.")
REFUSED = QT_TRANSLATE_NOOP(
    "cli", "Nothing was saved: rows have errors. Mend them, or take the good rows alone with --mode good."
)
NO_GOOD_ROWS = QT_TRANSLATE_NOOP("cli", "Nothing was saved: no row can be taken in.")
MORE = QT_TRANSLATE_NOOP("cli", "… and {count} more rows")
REPORT = QT_TRANSLATE_NOOP("cli", "Report: {file}")
UNDONE = QT_TRANSLATE_NOOP(
    "cli",
    "Batch {batch} was taken back: {new} new rows were retired, {changed} changed rows have their earlier values.",
)
THINGS_BACK = QT_TRANSLATE_NOOP("cli", "{count} things that it had retired are in use again.")
PERSONS = QT_TRANSLATE_NOOP("cli", "{count} persons whom only they named were retired too.")
KEPT = QT_TRANSLATE_NOOP("cli", "{count} persons stay, because other rows name them.")
SEVERITIES = {
    ERROR: QT_TRANSLATE_NOOP("cli", "Error"),
    WARNING: QT_TRANSLATE_NOOP("cli", "Warning"),
    NOTICE: QT_TRANSLATE_NOOP("cli", "Notice"),
}
ROW = QT_TRANSLATE_NOOP("cli", "row {row}")
BATCH_HEADING = (
    QT_TRANSLATE_NOOP("cli", "batch"),
    QT_TRANSLATE_NOOP("cli", "when"),
    QT_TRANSLATE_NOOP("cli", "who"),
    QT_TRANSLATE_NOOP("cli", "file"),
    QT_TRANSLATE_NOOP("cli", "area"),
    QT_TRANSLATE_NOOP("cli", "state"),
    QT_TRANSLATE_NOOP("cli", "new"),
    QT_TRANSLATE_NOOP("cli", "changed"),
    QT_TRANSLATE_NOOP("cli", "with errors"),
)
HANDED = QT_TRANSLATE_NOOP("cli", "{count} ledgers were written to {folder}.")
HANDED_HEADING = (
    QT_TRANSLATE_NOOP("cli", "for"),
    QT_TRANSLATE_NOOP("cli", "sheets"),
    QT_TRANSLATE_NOOP("cli", "rows"),
    QT_TRANSLATE_NOOP("cli", "file"),
)
CHANGE_HEADING = (
    QT_TRANSLATE_NOOP("cli", "row"),
    QT_TRANSLATE_NOOP("cli", "name"),
    QT_TRANSLATE_NOOP("cli", "field"),
    QT_TRANSLATE_NOOP("cli", "before"),
    QT_TRANSLATE_NOOP("cli", "after"),
)
MISSING = QT_TRANSLATE_NOOP("cli", "{count} things of the register are not in the ledger: {names}")
RETIRED = QT_TRANSLATE_NOOP("cli", "{count} of them were retired.")
MARKED = QT_TRANSLATE_NOOP("cli", "Marked copy: {file}")
_SHOWN_OF_A_KIND = 20
_SHOWN_CHANGES = 200


def add_parsers(groups: Any) -> None:
    """Add ``floodmap ledger template`` and ``floodmap import``."""
    actions = groups.add_parser("ledger", help="Excel ledgers to fill in").add_subparsers()
    template = actions.add_parser("template", help="write a ledger to fill in, present rows included")
    template.add_argument("file", type=Path, metavar="OUT.xlsx")
    template.add_argument("--category", required=True, help="0601, R3, R303, a Chinese name, or 网格责任人 etc.")
    template.add_argument("--area", required=True, help="code of the county, township or village")
    template.add_argument("--empty", action="store_true", help="leave the register's present rows out")
    template.add_argument("--year", type=int, help="year of the lists of a year (default: this year)")
    template.set_defaults(handler=template_out)
    export = actions.add_parser("export", help="hand ledgers out: one workbook for each township or department")
    export.add_argument("--category", action="append", required=True, metavar="CODE",
                        help="0601, R3, a whole domain (06), a Chinese name; may be given several times")  # fmt: skip
    export.add_argument("--area", action="append", required=True, metavar="CODE",
                        help="county, township or village; may be given several times")  # fmt: skip
    export.add_argument("--by", choices=SPLITS, default=SPLITS[0], help="one file for each township (default) ...")
    export.add_argument("--empty", action="store_true", help="leave the register's present rows out")
    export.add_argument("--year", type=int, help="year of the lists of a year (default: this year)")
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    export.set_defaults(handler=export_out)
    importing = groups.add_parser(
        "import",
        help="take a ledger in; 'import undo BATCH' takes it back, 'import list' shows the last ones",
        usage="floodmap import LEDGER.xlsx [options] | import undo BATCH | import list",
    )
    importing.add_argument("what", metavar="LEDGER.xlsx", help="the ledger; or 'undo', or 'list'")
    importing.add_argument("batch", nargs="?", metavar="BATCH", help="with 'undo': the batch to take back")
    importing.add_argument("--category", help="what sheets are about that do not say it themselves")
    importing.add_argument("--area", help="the county, township or village that the ledger is for")
    importing.add_argument("--year", type=int, help="year of lists that do not say it (default: this year)")
    importing.add_argument(
        "--mode", choices=("all", "good"), default="all", help="all rows or none (default), or the good ones"
    )
    importing.add_argument("--sender", help="who sent the ledger")
    importing.add_argument("--dry-run", action="store_true", help="check and compare, save nothing")
    importing.add_argument("--report", type=Path, metavar="FILE.json", help="write all findings to this file")
    importing.add_argument("--differences", action="store_true", help="show what changes, field by field")
    importing.add_argument("--retire-missing", action="store_true",
                           help="retire what was handed out with the ledger and is no longer in it")  # fmt: skip
    importing.add_argument("--marked", type=Path, metavar="COPY.xlsx", help="write a copy with the wrong cells marked")
    importing.set_defaults(handler=take_in)


def template_out(session: Session) -> Result:
    """Write a template."""
    options: argparse.Namespace = session.arguments
    with session.connection() as connection:
        path = write_template(
            connection, options.file, category=options.category, area=options.area, filled=not options.empty,
            year=options.year,
        )  # fmt: skip
    return Result({"file": str(path)}, [session.say(WRITTEN, file=path)])


def export_out(session: Session) -> Result:
    """Hand ledgers out."""
    options: argparse.Namespace = session.arguments
    with session.connection() as connection:
        files = hand_out(
            connection, options.out, categories=options.category, areas=options.area, split=options.by,
            filled=not options.empty, year=options.year, feedback=session.feedback,
        )  # fmt: skip
    heading = [session.say(text) for text in HANDED_HEADING]
    rows = [(one.recipient, len(one.categories), one.rows, one.file) for one in files]
    lines = [*session.table(heading, rows), session.say(HANDED, count=len(files), folder=options.out)]
    return Result({"files": as_data(files), "folder": str(options.out)}, lines)


def take_in(session: Session) -> Result:
    """Import a ledger; or take one back, or list the batches."""
    options: argparse.Namespace = session.arguments
    # A ledger may be called 'undo' or 'list': give it as ./undo.
    if options.what == "undo" and options.batch:
        return take_back(session)
    if options.what == "list" and options.batch is None:
        return show_batches(session)

    def keep(report: ImportReport) -> None:
        if options.report is not None:
            write_report(report, options.report, session.language.translate)

    with session.connection() as connection:
        report = import_ledger(
            connection,
            Path(options.what),
            category=options.category,
            area=options.area,
            year=options.year,
            mode=options.mode,
            dry_run=options.dry_run,
            sender=options.sender,
            feedback=session.feedback,
            before_commit=keep,
            retire_missing=options.retire_missing,
            with_places=options.differences,
        )
    if options.marked is not None:
        write_marked(
            Path(options.what), report, options.marked,
            translate=session.language.translate, feedback=session.feedback,
        )  # fmt: skip
    lines = _lines(session, report)
    if options.report is not None:
        lines.append(session.say(REPORT, file=options.report))
    if options.marked is not None:
        lines.append(session.say(MARKED, file=options.marked))
    return Result(report.as_dict(session.language.translate), lines, exit_code(report))


def exit_code(report: ImportReport) -> int:
    """Return 0 when all went in; 1 for errors found on trial, or rows left out; 2 when the ledger was refused."""
    if not report.errors and report.state != "refused":
        return DONE
    return WRONG_USE if report.state == "refused" else IN_PART


def _lines(session: Session, report: ImportReport) -> list[str]:
    lines = [line for severity in (ERROR, WARNING, NOTICE) for line in _findings(session, report, severity)]
    lines += _differences(session, report)
    lines.append(
        session.say(
            COMMITTED,
            file=report.file_name,
            read=report.rows_read,
            inserted=report.rows_inserted,
            updated=report.rows_updated,
            unchanged=report.rows_unchanged,
            rejected=report.rows_rejected,
        )
    )
    if report.state == "checked":
        lines.append(session.say(CHECKED))
    elif report.state == "refused":
        lines.append(session.say(REFUSED if report.mode == "all" and report.errors else NO_GOOD_ROWS))
    else:
        lines.append(session.say(BATCH, batch=report.batch_uid))
    return lines


def _differences(session: Session, report: ImportReport) -> list[str]:
    """Return what changes field by field, and what is missing in the ledger."""
    lines: list[str] = []
    if report.changes:
        heading = [session.say(text) for text in CHANGE_HEADING]
        shown = report.changes[:_SHOWN_CHANGES]
        rows = [(one.row, one.name, one.label, one.before or "", one.after or CLEAR) for one in shown]
        lines += session.table(heading, rows)
        if len(report.changes) > len(shown):
            lines.append("    " + session.say(MORE, count=len(report.changes) - len(shown)))
    if report.missing:
        names = "、".join(one.name for one in report.missing[:_SHOWN_OF_A_KIND])
        lines.append(session.say(MISSING, count=len(report.missing), names=names))
    if report.rows_retired:
        lines.append(session.say(RETIRED, count=report.rows_retired))
    return lines


def _findings(session: Session, report: ImportReport, severity: str) -> list[str]:
    """Return the findings of a severity, the same kind on the same sheet together."""
    grouped: dict[tuple[str, str], list[Issue]] = {}
    for issue in report.issues:
        if issue.severity == severity:
            grouped.setdefault((issue.sheet, issue.code), []).append(issue)
    lines = []
    for issues in grouped.values():
        for issue in issues[:_SHOWN_OF_A_KIND]:
            lines.append(f"{session.say(SEVERITIES[severity])}: {_finding(session, issue)}")
        if len(issues) > _SHOWN_OF_A_KIND:
            lines.append("    " + session.say(MORE, count=len(issues) - _SHOWN_OF_A_KIND))
    return lines


def _finding(session: Session, issue: Issue) -> str:
    translate = session.language.translate
    place = [f"[{issue.sheet}]"]
    if issue.row is not None:
        place.append(session.say(ROW, row=issue.row))
    if issue.column:
        place.append(issue.column)
    fix = issue.fix(translate)
    return f"{' '.join(place)}: {issue.text(translate)}" + (f" {fix}" if fix else "")


def take_back(session: Session) -> Result:
    """Take a batch back."""
    with session.connection() as connection:
        undone = undo_batch(connection, session.arguments.batch)
    lines = [session.say(UNDONE, batch=undone.batch_uid, new=undone.rows_inserted, changed=undone.rows_updated)]
    more = ((THINGS_BACK, undone.things_back), (PERSONS, undone.persons), (KEPT, undone.kept_persons))
    lines += [session.say(words, count=count) for words, count in more if count]
    return Result(asdict(undone), lines)


def show_batches(session: Session) -> Result:
    """List the last batches."""
    with session.connection() as connection:
        found = list_batches(connection)
    rows = [
        (
            b.uid,
            b.imported_at,
            b.imported_by,
            b.file_name,
            b.area_code,
            b.state,
            b.rows_inserted,
            b.rows_updated,
            b.rows_rejected,
        )
        for b in found
    ]
    heading = [session.say(text) for text in BATCH_HEADING]
    return Result({"batches": [asdict(batch) for batch in found]}, session.table(heading, rows))
