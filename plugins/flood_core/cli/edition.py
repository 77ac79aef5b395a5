"""``floodmap edition``: create, check, list, snapshots for sheets, and working copies."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from ..model import beijing
from ..model.area_names import display_name
from ..model.check_up import ERROR, HINT, WARNING, Finding
from ..situation import batch
from ..situation.check import check_edition
from ..situation.snapshot import write_snapshot
from . import check_sums, review, working_copy
from .check_sums import SEVERITIES
from .edition_states import STATES
from .session import DONE, IN_PART, REFUSED, Result, Session

CREATED = QT_TRANSLATE_NOOP("cli", "{made} editions for {year} made, {refused} refused.")
COPIED = QT_TRANSLATE_NOOP(
    "cli",
    "{village}: {elements} elements, {routes} routes and {rows} rows of the tables of {year}, all to be verified.",
)
KEPT = QT_TRANSLATE_NOOP("cli", "{village}: the new year has its own already, which stay: {tables}")
NOT_MADE = QT_TRANSLATE_NOOP("cli", "{village}: {reason}")
CHECKED = QT_TRANSLATE_NOOP("cli", "{village}: {errors} errors, {warnings} warnings, {hints} hints")
FINDING = QT_TRANSLATE_NOOP("cli", "  [{severity}] {message} - {fix}")
WRITTEN = QT_TRANSLATE_NOOP("cli", "{village}: {path}")
NO_EDITIONS = QT_TRANSLATE_NOOP("cli", "No editions yet. Make them: floodmap edition create --area {code}")
#: Findings that name a register row which is not on the map.
LEFT_OUT = ("row_unplaced", "row_without_symbol")
HEADINGS = (
    QT_TRANSLATE_NOOP("cli", "Code"),
    QT_TRANSLATE_NOOP("cli", "Village"),
    QT_TRANSLATE_NOOP("cli", "Year"),
    QT_TRANSLATE_NOOP("cli", "Version"),
    QT_TRANSLATE_NOOP("cli", "State"),
    QT_TRANSLATE_NOOP("cli", "Elements"),
    QT_TRANSLATE_NOOP("cli", "Routes"),
    QT_TRANSLATE_NOOP("cli", "Errors"),
    QT_TRANSLATE_NOOP("cli", "Warnings"),
)


def add_parsers(groups: Any) -> None:
    """Add ``floodmap edition`` and its actions."""
    actions = groups.add_parser("edition", help="the villages' situation maps").add_subparsers()
    creating = actions.add_parser("create", help="make draft editions from the registers")
    creating.add_argument("--area", required=True, metavar="CODE", help="a village, or a township for all its villages")
    creating.add_argument("--year", type=int, default=beijing.today().year, help="default: this year")
    creating.add_argument("--new-version", action="store_true", help="set an older draft aside")
    creating.set_defaults(handler=create)
    copying = actions.add_parser("copy-forward", help="copy last year's map and tables into a new draft")
    copying.add_argument("--area", required=True, metavar="CODE", help="a village, or a township for all its villages")
    copying.add_argument("--year", type=int, default=beijing.today().year, help="the new year; default: this year")
    copying.add_argument("--new-version", action="store_true", help="set an older draft aside")
    copying.set_defaults(handler=copy_forward)
    checking = _which(actions.add_parser("check", help="say what is missing or wrong; exit code 1 with errors"))
    checking.add_argument("--no-store", action="store_true", help="do not keep the result with the edition")
    checking.set_defaults(handler=check)
    summing = actions.add_parser("check-sums", help="what the check-ups of an area's maps come to, by township")
    summing.add_argument("--area", required=True, metavar="CODE", help="a village, township or county")
    summing.add_argument("--year", type=int, help="default: the newest map of each village")
    summing.add_argument("--out", type=Path, metavar="DIR", help="write a workbook into this folder too")
    summing.set_defaults(handler=check_sums.show)
    listing = actions.add_parser("list", help="list editions with their state")
    listing.add_argument("--area", required=True, metavar="CODE", help="a village, township or county")
    listing.add_argument("--year", type=int, help="default: all years")
    listing.set_defaults(handler=show)
    writing = _which(actions.add_parser("snapshot", help="write the GeoPackage that sheets are drawn from"))
    writing.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the files")
    writing.set_defaults(handler=snapshot)
    working_copy.add_parsers(actions)
    review.add_parsers(actions)


def _which(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    one = parser.add_mutually_exclusive_group(required=True)
    one.add_argument("--area", metavar="CODE", help="the newest edition of a village, or of all villages of an area")
    one.add_argument("--edition", metavar="UID", help="one edition")
    parser.add_argument("--year", type=int, help="with --area: editions of this year only")
    return parser


def create(session: Session) -> Result:
    """Make draft editions, check them and name the register rows that could not be drawn.

    Exit code 1 when some villages were refused, 4 when all were.
    """
    options = session.arguments
    with session.connection() as connection:
        outcomes = batch.create_editions(
            connection, options.area, options.year, session.feedback, new_version=options.new_version
        )
        unplaced = [
            finding
            for one in outcomes
            if one.error is None
            for finding in check_edition(connection, one.result)
            if finding.code in LEFT_OUT
        ]
        made = {row["uid"]: row for row in batch.list_editions(connection, options.area, options.year)}
    done = [made[one.result] for one in outcomes if one.error is None and one.result in made]
    refused = [one for one in outcomes if one.error is not None]
    lines = _table(session, done) if done else []
    lines += [session.say(NOT_MADE, village=display_name(one.village), reason=_words(session, one)) for one in refused]
    lines += [finding.message(session.language.code) for finding in unplaced]
    lines.append(session.say(CREATED, made=len(done), refused=len(refused), year=options.year))
    data = {
        "year": options.year,
        "editions": done,
        "left_out": [dict(finding.values) for finding in unplaced],
        "refused": [_refusal(session, one) for one in refused],
    }
    code = DONE if not refused else IN_PART if done else REFUSED
    return Result(data, lines, code)


def copy_forward(session: Session) -> Result:
    """Copy last year's maps and tables; exit code 1 when some villages were refused, 4 when all were."""
    options = session.arguments
    with session.connection() as connection:
        outcomes = batch.copy_editions_forward(
            connection, options.area, options.year, session.feedback, new_version=options.new_version
        )
    done = [one for one in outcomes if one.error is None]
    refused = [one for one in outcomes if one.error is not None]
    lines = []
    for one in done:
        lines += _copied(session, one)
    lines += [session.say(NOT_MADE, village=display_name(one.village), reason=_words(session, one)) for one in refused]
    lines.append(session.say(CREATED, made=len(done), refused=len(refused), year=options.year))
    data = {
        "year": options.year,
        "editions": [{"area_code": one.area_code, "village": one.village, **asdict(one.result)} for one in done],
        "refused": [_refusal(session, one) for one in refused],
    }
    return Result(data, lines, DONE if not refused else IN_PART if done else REFUSED)


def _copied(session: Session, outcome: batch.Outcome) -> list[str]:
    copied, village = outcome.result, display_name(outcome.village)
    counts = dict(copied.counts)
    elements, routes = counts.pop("situation.element"), counts.pop("situation.route")
    rows = sum(count for name, count in counts.items() if not name.startswith("situation."))
    told = session.say(COPIED, village=village, elements=elements, routes=routes, rows=rows, year=copied.from_year)
    names = [session.say(working_copy.TABLES.get(name, name)) for name in copied.kept]
    return [told, *([session.say(KEPT, village=village, tables=", ".join(names))] if names else [])]


def check(session: Session) -> Result:
    """Check editions; exit code 1 when a rule of severity error is not held."""
    options = session.arguments
    with session.connection() as connection:
        if options.edition:
            edition = batch.one_edition(connection, options.edition)
            findings = check_edition(connection, options.edition, store=not options.no_store)
            outcomes = [batch.Outcome(edition["area_code"], edition["village"], findings)]
        else:
            outcomes = batch.check_editions(
                connection, options.area, options.year, session.feedback, store=not options.no_store
            )
    result = Result({"editions": [], "refused": []})
    for outcome in outcomes:
        _add_check(session, result, outcome)
    return result


def _add_check(session: Session, result: Result, outcome: batch.Outcome) -> None:
    village = display_name(outcome.village)
    if outcome.error is not None:
        result.lines.append(session.say(NOT_MADE, village=village, reason=_words(session, outcome)))
        result.data["refused"].append(_refusal(session, outcome))
        result.exit_code = IN_PART
        return
    findings: list[Finding] = outcome.result
    counts = Counter(finding.severity for finding in findings)
    if counts[ERROR]:
        result.exit_code = IN_PART
    values = {"errors": counts[ERROR], "warnings": counts[WARNING], "hints": counts[HINT]}
    result.lines.append(session.say(CHECKED, village=village, **values))
    language = session.language.code
    for finding in findings:
        severity = session.say(SEVERITIES[finding.severity])
        result.lines.append(
            session.say(FINDING, severity=severity, message=finding.message(language), fix=finding.fix(language))
        )
    result.data["editions"].append(
        {
            "area_code": outcome.area_code,
            "village": outcome.village,
            **values,
            "findings": [
                {
                    "rule": finding.code,
                    "severity": finding.severity,
                    "element_uid": finding.element_uid,
                    "message": finding.message(language),
                    "values": dict(finding.values),
                }
                for finding in findings
            ],
        }
    )


def show(session: Session) -> Result:
    """List editions."""
    options = session.arguments
    with session.connection() as connection:
        rows = batch.list_editions(connection, options.area, options.year)
    lines = _table(session, rows) if rows else [session.say(NO_EDITIONS, code=options.area)]
    return Result({"editions": rows}, lines)


def snapshot(session: Session) -> Result:
    """Write GeoPackages."""
    options = session.arguments
    with session.connection() as connection:
        if options.edition:
            edition = batch.one_edition(connection, options.edition)
            path = options.out / batch.snapshot_name(edition)
            written = write_snapshot(connection, options.edition, path, session.feedback)
            outcomes = [batch.Outcome(edition["area_code"], edition["village"], written)]
        else:
            outcomes = batch.write_snapshots(connection, options.area, options.year, options.out, session.feedback)
    result = Result({"snapshots": [], "refused": []})
    for one in outcomes:
        village = display_name(one.village)
        if one.error is not None:
            result.lines.append(session.say(NOT_MADE, village=village, reason=_words(session, one)))
            result.data["refused"].append(_refusal(session, one))
            result.exit_code = IN_PART
            continue
        result.lines.append(session.say(WRITTEN, village=village, path=one.result))
        result.data["snapshots"].append({"area_code": one.area_code, "path": str(one.result)})
    return result


def _table(session: Session, rows: list[dict[str, Any]]) -> list[str]:
    cells = [
        [
            row["area_code"],
            display_name(row["village"]),
            row["year"],
            row["version"],
            session.say(STATES[row["state"]]),
            row["elements"],
            row["routes"],
            row["errors"],
            row["warnings"],
        ]
        for row in rows
    ]
    return session.table([session.say(heading) for heading in HEADINGS], cells)


def _refusal(session: Session, outcome: batch.Outcome) -> dict[str, str]:
    return {"area_code": outcome.area_code, "village": outcome.village, "reason": _words(session, outcome)}


def _words(session: Session, outcome: batch.Outcome) -> str:
    return outcome.error.message(session.language.translate) if outcome.error is not None else ""
