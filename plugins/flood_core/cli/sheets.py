"""``floodmap sheets``: framed maps of villages."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import QT_TRANSLATE_NOOP, FloodMapError
from ..model.area_names import display_name
from ..progress import Feedback, Part
from ..situation import batch
from .session import DONE, IN_PART, Result, Session

if TYPE_CHECKING:
    from ..sheets.batch import SheetOutcome

PROFILES = ("internal", "public")
FORMATS = "pdf,png"
MADE = QT_TRANSLATE_NOOP("cli", "{file}  (1:{scale}, {pages} pages, {seconds} s)")
WARNING = QT_TRANSLATE_NOOP("cli", "  note: {note}")
FAILED = QT_TRANSLATE_NOOP("cli", "{name}: {reason}")
SUMMARY = QT_TRANSLATE_NOOP("cli", "{made} sheets made in {folder}, {failed} failed.")


def add_parsers(groups: Any) -> None:
    """Add ``floodmap sheets`` and its actions."""
    actions = groups.add_parser("sheets", help="framed maps for print").add_subparsers()
    exporting = actions.add_parser("export", help="draw the sheets of a village, or of all villages of an area")
    which = exporting.add_mutually_exclusive_group(required=True)
    which.add_argument("--area", metavar="CODE", help="a village, or a township or county for all its villages")
    which.add_argument("--gpkg", type=Path, nargs="+", metavar="FILE", help="snapshots; needs no database")
    exporting.add_argument("--year", type=int, help="with --area: editions of this year (default: the newest)")
    exporting.add_argument("--preset", default="A3", help="paper: A3, A3-landscape, A3-portrait (default: A3)")
    exporting.add_argument("--profile", default="internal", choices=PROFILES, help="default: internal")
    exporting.add_argument("--format", default=FORMATS, help="of pdf and png (default: both)")
    exporting.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the sheets")
    exporting.add_argument("--workers", type=int, default=1, metavar="N", help="processes that draw (default: 1)")
    exporting.set_defaults(handler=export)


def export(session: Session) -> Result:
    """Draw sheets; exit code 1 when some villages failed."""
    from ..sheets.export import check_options  # QGIS starts slowly: other commands do without it
    from ..sheets.output import writable

    options = session.arguments
    formats = tuple(word.strip() for word in options.format.split(",") if word.strip())
    check_options(options.preset, options.profile, formats)
    writable(options.out)
    if options.gpkg:
        outcomes, refused = _draw(options.gpkg, options, formats, session.feedback), []
    else:
        with tempfile.TemporaryDirectory(prefix="floodmap-snapshots-") as folder:
            half = Part(session.feedback, 0, 20)
            with session.connection() as connection:
                snapshots = batch.write_snapshots(connection, options.area, options.year, Path(folder), half)
            refused = [one for one in snapshots if one.error is not None]
            paths = [one.result for one in snapshots if one.error is None]
            outcomes = _draw(paths, options, formats, Part(session.feedback, 20, 100))
    return _result(session, outcomes, refused)


def _draw(
    paths: list[Path], options: argparse.Namespace, formats: tuple[str, ...], feedback: Feedback
) -> list[SheetOutcome]:
    from ..sheets.batch import export_sheets

    return export_sheets(
        paths,
        options.out,
        preset=options.preset,
        profile=options.profile,
        formats=formats,
        workers=options.workers,
        feedback=feedback,
    )


def _result(session: Session, outcomes: list[SheetOutcome], refused: list[batch.Outcome]) -> Result:
    failures: list[tuple[str, FloodMapError]] = [
        (display_name(one.village), one.error) for one in refused if one.error is not None
    ]
    failures += [(one.gpkg.stem, one.error) for one in outcomes if one.error is not None]
    made = [one.result for one in outcomes if one.result is not None]
    if failures and not made:
        raise failures[0][1]
    lines = []
    for sheet in made:
        scale = f"{sheet.scale:.0f}"
        lines.append(
            session.say(MADE, file=sheet.files[0], scale=scale, pages=sheet.pages, seconds=f"{sheet.seconds:.1f}")
        )
        lines += [session.say(WARNING, note=note) for note in sheet.warnings]
    told = session.language.translate
    lines += [session.say(FAILED, name=name, reason=error.message(told)) for name, error in failures]
    lines.append(session.say(SUMMARY, made=len(made), folder=session.arguments.out, failed=len(failures)))
    data = {
        "sheets": [
            {
                "name": sheet.name,
                "files": [str(path) for path in sheet.files],
                "manifest": str(sheet.manifest),
                "pages": sheet.pages,
                "scale": sheet.scale,
                "seconds": round(sheet.seconds, 3),
                "warnings": sheet.warnings,
            }
            for sheet in made
        ],
        "failed": [
            {"name": name, "reason": error.message(told), "advice": error.advice(told)} for name, error in failures
        ],
    }
    return Result(data, lines, IN_PART if failures else DONE)
