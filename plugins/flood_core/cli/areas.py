"""``floodmap areas``: find areas, take in their boundaries, add, rename, merge and split them."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ..areas.boundaries import BoundaryReport, Fields, import_boundaries
from ..areas.finding import find_areas, path_of
from ..areas.parts import parts_from_file
from ..areas.words import sentences
from ..database.area_changes import AreaChange, Part, add_area, free_code, merge_areas, rename_area, split_area
from ..database.area_tree import area_tree
from ..errors import QT_TRANSLATE_NOOP
from ..model import beijing
from ..resources.pinyin import spelled
from .session import IN_PART, WRONG_USE, Result, Session
from .wrong_use import WrongUse

NOTHING_FOUND = QT_TRANSLATE_NOOP("cli", "No area fits “{words}”.")
REPLACED_BY = QT_TRANSLATE_NOOP("cli", "ended, now {successors}")
ENDED = QT_TRANSLATE_NOOP("cli", "ended")
NO_BOUNDARY = QT_TRANSLATE_NOOP("cli", "without boundary")
DONE = {
    "add": QT_TRANSLATE_NOOP("cli", "Added: {codes}"),
    "rename": QT_TRANSLATE_NOOP("cli", "Renamed: {codes}"),
    "merge": QT_TRANSLATE_NOOP("cli", "Merged into {codes}"),
    "split": QT_TRANSLATE_NOOP("cli", "Split into {codes}"),
}
DRY = QT_TRANSLATE_NOOP("cli", "Dry run: nothing was changed.")
BOUNDARIES = QT_TRANSLATE_NOOP(
    "cli",
    "{read} boundaries read ({source_crs}): {changed} changed, {added} new areas, {same} as before,"
    " {left_out} left out",
)
NOTHING_SAVED = QT_TRANSLATE_NOOP("cli", "Nothing was saved.")
PART_FORM = QT_TRANSLATE_NOOP("cli", "a part is written CODE=NAME, not {given}")


def add_parsers(groups: Any) -> None:
    """Add ``floodmap areas`` and its actions."""
    actions = groups.add_parser("areas", help="townships, villages and natural villages").add_subparsers()
    finding = actions.add_parser("find", help="find areas by name, pinyin or code")
    finding.add_argument("words", metavar="WORDS")
    finding.add_argument("--below", default="", metavar="CODE", help="only areas below this one")
    finding.add_argument("--ended", action="store_true", help="also areas that are no longer in force")
    finding.set_defaults(handler=find)
    _add_import(actions)
    adding = _change(actions, "add", "add a township, village or natural village", take_add)
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--code", help="its code (default: the next free one)")
    adding.add_argument("--below", required=True, metavar="CODE", help="the area that it lies in")
    renaming = _change(actions, "rename", "give an area a new name", take_rename)
    renaming.add_argument("code", metavar="CODE")
    renaming.add_argument("name", metavar="NAME")
    merging = _change(actions, "merge", "merge villages into one; what hangs on them goes along", take_merge)
    merging.add_argument("codes", nargs="+", metavar="CODE", help="the villages that merge")
    merging.add_argument("--into", required=True, metavar="CODE", help="code of the one: new, or of one of them")
    merging.add_argument("--name", required=True, help="official name of the one")
    splitting = _change(actions, "split", "split a village; things go where they stand", take_split)
    splitting.add_argument("code", metavar="CODE")
    splitting.add_argument("--part", action="append", required=True, metavar="CODE=NAME", dest="parts")
    splitting.add_argument("--rest-to", required=True, metavar="CODE", help="takes what has no place on the map")
    splitting.add_argument("--boundaries", type=Path, metavar="FILE", help="the parts' boundaries, with their codes")
    splitting.add_argument("--crs", help="coordinate system of a file that does not name it, e.g. EPSG:4549")


def _change(actions: Any, name: str, words: str, handler: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=words)
    parser.add_argument(
        "--on", type=date.fromisoformat, default=beijing.today(), metavar="DATE", help="first day (default: today)"
    )
    parser.add_argument("--reason", default="", help="decree or reason, kept with the change")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be, change nothing")
    parser.set_defaults(handler=handler)
    return parser


def _add_import(actions: Any) -> None:
    importing = actions.add_parser("import", help="take in boundaries from a file, after checking them")
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--below", default="", metavar="CODE", help="the area that the file is for")
    importing.add_argument("--source-layer", help="layer inside FILE (default: the only one)")
    importing.add_argument("--crs", help="coordinate system of a file that does not name it, e.g. EPSG:4549")
    importing.add_argument("--code-field", help="field with the codes (default: found by its name)")
    importing.add_argument("--name-field", help="field with the names (default: found by its name)")
    importing.add_argument("--add-new", action="store_true", help="add areas that are not in the list yet")
    importing.add_argument("--accept", action="store_true", help="take in although areas overlap or leave gaps")
    importing.add_argument("--simulated", action="store_true", help="mark as simulated data")
    importing.add_argument("--dry-run", action="store_true", help="check only")
    importing.set_defaults(handler=take_boundaries)


def find(session: Session) -> Result:
    """List the areas that fit."""
    options = session.arguments
    with session.connection() as connection:
        areas = area_tree(connection, options.below, ended=options.ended)
    known = {area.code: area for area in areas}
    found = find_areas([area for area in areas if area.code.startswith(options.below)], options.words)
    if not found:
        return Result({"areas": []}, [session.say(NOTHING_FOUND, words=options.words)], WRONG_USE)
    rows = []
    for area in found:
        remark = "" if area.box else session.say(NO_BOUNDARY)
        if not area.in_force:
            successors = ", ".join(area.successors)
            remark = session.say(REPLACED_BY, successors=successors) if successors else session.say(ENDED)
        rows.append([area.code, path_of(area, known), area.pinyin, remark])
    return Result({"areas": [asdict(area) for area in found]}, session.table(["code", "name", "pinyin", ""], rows))


def take_add(session: Session) -> Result:
    """Add an area."""
    options = session.arguments
    with session.connection() as connection:
        code = options.code or free_code(connection, options.below)
        change = add_area(connection, code, options.name, pinyin=spelled(options.name), **_common(options))
    return _result(session, change)


def take_rename(session: Session) -> Result:
    """Rename an area."""
    options = session.arguments
    with session.connection() as connection:
        change = rename_area(connection, options.code, options.name, pinyin=spelled(options.name), **_common(options))
    return _result(session, change)


def take_merge(session: Session) -> Result:
    """Merge villages."""
    options = session.arguments
    with session.connection() as connection:
        change = merge_areas(
            connection, options.codes, options.into, options.name, pinyin=spelled(options.name), **_common(options)
        )
    return _result(session, change)


def take_split(session: Session) -> Result:
    """Split a village."""
    options = session.arguments
    parts = [_part(text, session) for text in options.parts]
    if options.boundaries is not None:
        parts = parts_from_file(parts, options.boundaries, crs=options.crs)
    with session.connection() as connection:
        change = split_area(connection, options.code, parts, options.rest_to, **_common(options))
    return _result(session, change)


def take_boundaries(session: Session) -> Result:
    """Check boundaries and take them in."""
    options = session.arguments
    with session.connection() as connection:
        report = import_boundaries(
            connection,
            options.file,
            below=options.below,
            source_layer=options.source_layer,
            crs=options.crs,
            fields=Fields(options.code_field, options.name_field),
            add_new=options.add_new,
            accept=options.accept,
            simulated=options.simulated,
            dry_run=options.dry_run,
            feedback=session.feedback,
        )
    return _told(session, report)


def _told(session: Session, report: BoundaryReport) -> Result:
    lines = [f"{finding.severity}: {finding.text(session.language.translate)}" for finding in report.findings]
    lines.append(session.say(BOUNDARIES, **report.counts()))
    if options_dry := session.arguments.dry_run:
        lines.append(session.say(DRY))
    elif not report.saved:
        lines.append(session.say(NOTHING_SAVED))
    data = {**report.counts(), "saved": report.saved, "dry_run": options_dry,
            "findings": [asdict(finding) for finding in report.findings]}  # fmt: skip
    if report.errors:
        return Result(data, lines, IN_PART if report.saved or options_dry else WRONG_USE)
    return Result(data, lines)


def _part(text: str, session: Session) -> Part:
    code, sign, name = text.partition("=")
    if not (code and sign and name):
        raise WrongUse(reason=session.say(PART_FORM, given=text))
    return Part(code, name, spelled(name))


def _common(options: argparse.Namespace) -> dict[str, Any]:
    return {"on_date": options.on, "reason": options.reason, "dry_run": options.dry_run}


def _result(session: Session, change: AreaChange) -> Result:
    def say(text: str, **values: Any) -> str:
        return session.language.translate("areas", text).format(**values)

    lines = [session.say(DONE[change.kind], codes=", ".join(change.codes)), *sentences(change, say)]
    if change.dry_run:
        lines.append(session.say(DRY))
    return Result(asdict(change), lines)
