"""``floodmap symbols``: build, check and print the symbol library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from ..resources.paths import symbology
from . import symbol_library
from .session import IN_PART, Result, Session

BUILT = QT_TRANSLATE_NOOP("cli", "{files} files built, {changed} of them changed, {removed} removed")
FOUND = QT_TRANSLATE_NOOP("cli", "{errors} errors, {warnings} warnings in {symbols} symbols")
PRINTED = QT_TRANSLATE_NOOP("cli", "Catalogue with {symbols} symbols on {pages} pages: {file}")
SEVERITIES = {"error": QT_TRANSLATE_NOOP("cli", "error"), "warning": QT_TRANSLATE_NOOP("cli", "warning")}


def add_parsers(groups: Any) -> None:
    """Add ``floodmap symbols`` and its actions."""
    actions = groups.add_parser(
        "symbols", help="the symbol library: build, check, print; the county's own symbols"
    ).add_subparsers()
    building = actions.add_parser("build", help="make SVG files, style library and tables from the catalogue")
    building.add_argument("--out", type=Path, help="folder to build into (default: the checkout)")
    building.set_defaults(handler=build)
    checking = actions.add_parser("check", help="find missing drawings, duplicates, things without a symbol")
    checking.set_defaults(handler=check)
    printing = actions.add_parser("catalogue", help="print all symbols as an A4 PDF")
    printing.add_argument("file", type=Path, metavar="OUT.pdf")
    printing.set_defaults(handler=catalogue)
    symbol_library.add_actions(actions)


def build(session: Session) -> Result:
    """Build everything that comes from the catalogue."""
    from ..sheets.session import ensure_qgis
    from ..symbology.build import build as build_symbols

    ensure_qgis()
    done = build_symbols(session.arguments.out or symbology().parent, session.feedback)
    values = {"files": len(done.files), "changed": len(done.changed), "removed": len(done.removed)}
    data = {**values, "changed_files": [str(path) for path in done.changed]}
    return Result(data, [session.say(BUILT, **values), *(f"  {path}" for path in done.changed[:20])])


def check(session: Session) -> Result:
    """Check the catalogue; exit code 1 when something is wrong."""
    from ..sheets.session import ensure_qgis
    from ..symbology.catalogue import Catalogue
    from ..symbology.check import check as check_symbols

    ensure_qgis()
    findings = check_symbols()
    lines = [f"{session.say(SEVERITIES[f.severity])}: {session.say(f.text, **f.values)}" for f in findings]
    errors = sum(finding.severity == "error" for finding in findings)
    duplicates = any(finding.rule == "duplicate_code" for finding in findings)
    symbols = 0 if duplicates else len(Catalogue.load())
    values = {"errors": errors, "warnings": len(findings) - errors, "symbols": symbols}
    data = {**values, "findings": [{"rule": f.rule, "severity": f.severity, **f.values} for f in findings]}
    return Result(data, [*lines, session.say(FOUND, **values)], IN_PART if errors else 0)


def catalogue(session: Session) -> Result:
    """Print the catalogue."""
    from ..sheets.session import ensure_qgis
    from ..symbology.catalogue import Catalogue
    from ..symbology.printed import print_catalogue

    ensure_qgis()
    file = session.arguments.file
    pages = print_catalogue(file, session.feedback)
    values = {"symbols": len(Catalogue.load()), "pages": pages, "file": str(file)}
    return Result(values, [session.say(PRINTED, **values)])
