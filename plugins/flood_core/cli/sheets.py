"""``floodmap sheets``: framed maps of villages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import QT_TRANSLATE_NOOP
from .session import DONE, IN_PART, Result, Session

if TYPE_CHECKING:
    from ..sheets.delivery import Delivery

PROFILES = ("internal", "public", "blank", "changes")
FORMATS = "pdf,png"
FORMAT_HELP = "of pdf, pdf-layers, png, jpg, tif, svg (default: pdf,png)"
GROUND_HELP = (
    "what lies under the map: plain, relief or photo (from the rasters of 'base import'), or the path of an"
    " elevation model or orthophoto (default: plain)"
)
PAPERS = "A4 to A0, each also -landscape or -portrait, or screen (default: A3, turned to suit the village)"
MADE = QT_TRANSLATE_NOOP("cli", "{file}  (1:{scale}, {pages} pages, {seconds} s)")
WARNING = QT_TRANSLATE_NOOP("cli", "  note: {note}")
FAILED = QT_TRANSLATE_NOOP("cli", "{name}: {reason}")
SKIPPED = QT_TRANSLATE_NOOP("cli", "{file}  (unchanged)")
CARDS = QT_TRANSLATE_NOOP("cli", "{file}  ({count} cards)")
SUMMARY = QT_TRANSLATE_NOOP("cli", "{made} sheets made in {folder}, {skipped} unchanged, {failed} failed.")


def add_parsers(groups: Any) -> None:
    """Add ``floodmap sheets`` and its actions."""
    actions = groups.add_parser("sheets", help="framed maps for print").add_subparsers()
    exporting = actions.add_parser("export", help="draw the sheets of a village, or of all villages of an area")
    _add_which(exporting)
    exporting.add_argument("--preset", default="A3", help=PAPERS)
    exporting.add_argument("--profile", default="internal", choices=PROFILES, help="default: internal")
    exporting.add_argument("--format", default=FORMATS, help=FORMAT_HELP)
    exporting.add_argument("--ground", default="plain", metavar="GROUND", help=GROUND_HELP)
    exporting.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the sheets")
    workers = "processes that draw (default: this one)"
    exporting.add_argument("--workers", type=int, default=0, metavar="N", help=workers)
    exporting.add_argument("--again", action="store_true", help="draw unchanged sheets too")
    bind = "also bind the PDFs of each township into one, with a page of contents"
    exporting.add_argument("--bind", action="store_true", help=bind)
    exporting.set_defaults(handler=export)
    overview = actions.add_parser("overview", help="one sheet of all villages of a township (乡镇总图)")
    _add_which(overview)
    overview.add_argument("--preset", default="A3", help=PAPERS)
    overview.add_argument("--format", default="pdf", help="as for export (default: pdf)")
    overview.add_argument("--ground", default="plain", metavar="GROUND", help=GROUND_HELP)
    overview.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the sheets")
    overview.set_defaults(handler=make_overviews)
    cards = actions.add_parser("cards", help="cards for households or danger zones (明白卡), for the inside only")
    _add_which(cards)
    cards.add_argument("--kind", default="household", choices=("household", "zone"), help="default: household")
    cards.add_argument("--paper", default="A5", choices=("A5", "A4"), help="A4: two on a page (default: A5)")
    cards.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the cards")
    cards.set_defaults(handler=make_cards)


def _add_which(parser: Any) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--area", metavar="CODE", help="a village, or a township or county for all its villages")
    which.add_argument("--gpkg", type=Path, nargs="+", metavar="FILE", help="snapshots; needs no database")
    parser.add_argument("--year", type=int, help="with --area: editions of this year (default: the newest)")


def export(session: Session) -> Result:
    """Draw sheets; exit code 1 when some villages failed."""
    from ..sheets import orders  # QGIS starts slowly: other commands do without it
    from ..sheets.export import check_options

    options = session.arguments
    wanted = {
        "preset": options.preset,
        "profile": options.profile,
        "formats": listed(options.format),
    }
    check_options(**wanted)  # before a database is asked
    wanted.update(workers=max(0, options.workers), again=options.again, bind=options.bind)
    wanted.update(ground=options.ground, translate=session.language.translate)
    wanted.update(feedback=session.feedback)
    if options.gpkg:
        files = [orders.order_of_path(path) for path in options.gpkg]
        return sheets_made(session, orders.export_orders(None, files, options.out, **wanted))
    with session.connection() as connection:
        villages = orders.orders_of_area(connection, options.area, options.year)
        return sheets_made(session, orders.export_orders(connection, villages, options.out, **wanted))


def make_overviews(session: Session) -> Result:
    """Draw the overview of each township; exit code 1 when some failed."""
    from ..sheets import orders
    from ..sheets.overview import overviews_of_orders

    options = session.arguments
    wanted: dict[str, Any] = {"preset": options.preset, "formats": listed(options.format)}
    wanted.update(ground=options.ground, feedback=session.feedback)
    if options.gpkg:
        files = [orders.order_of_path(path) for path in options.gpkg]
        return sheets_made(session, overviews_of_orders(None, files, options.out, **wanted))
    with session.connection() as connection:
        villages = orders.orders_of_area(connection, options.area, options.year)
        return sheets_made(session, overviews_of_orders(connection, villages, options.out, **wanted))


def listed(words: str) -> tuple[str, ...]:
    """Return the words between commas."""
    return tuple(word.strip() for word in words.split(",") if word.strip())


def make_cards(session: Session) -> Result:
    """Make the cards of villages; exit code 1 when some villages have none."""
    from ..sheets import orders
    from ..sheets.cards import cards_of_orders

    options = session.arguments
    wanted: dict[str, Any] = {"kind": options.kind, "paper": options.paper, "feedback": session.feedback}
    if options.gpkg:
        files = [orders.order_of_path(path) for path in options.gpkg]
        made, failed = cards_of_orders(None, files, options.out, **wanted)
    else:
        with session.connection() as connection:
            villages = orders.orders_of_area(connection, options.area, options.year)
            made, failed = cards_of_orders(connection, villages, options.out, **wanted)
    if failed and not made:
        raise failed[0][1]
    told = session.language.translate
    lines = [session.say(CARDS, file=path, count=count) for path, count in made]
    lines += [session.say(FAILED, name=name, reason=error.message(told)) for name, error in failed]
    data = {
        "cards": [{"file": str(path), "count": count} for path, count in made],
        "failed": [{"name": name, "reason": error.message(told)} for name, error in failed],
    }
    return Result(data, lines, IN_PART if failed else DONE)


def sheets_made(session: Session, deliveries: list[Delivery]) -> Result:
    """Return what became of sheets; raises the first error when there is no sheet."""
    skipped = {id(one.result) for one in deliveries if one.skipped}
    failures = [(one.order.name, one.error) for one in deliveries if one.error is not None]
    made = [one.result for one in deliveries if one.result is not None]
    if failures and not made:
        raise failures[0][1]
    lines = []
    for sheet in made:
        if id(sheet) in skipped:
            lines.append(session.say(SKIPPED, file=sheet.files[0]))
            continue
        scale = f"{sheet.scale:.0f}"
        lines.append(
            session.say(MADE, file=sheet.files[0], scale=scale, pages=sheet.pages, seconds=f"{sheet.seconds:.1f}")
        )
        lines += [session.say(WARNING, note=note) for note in sheet.warnings]
    told = session.language.translate
    lines += [session.say(FAILED, name=name, reason=error.message(told)) for name, error in failures]
    lines.append(
        session.say(
            SUMMARY, made=len(made) - len(skipped), folder=session.arguments.out, skipped=len(skipped),
            failed=len(failures),
        )
    )  # fmt: skip
    data = {
        "sheets": [
            {
                "name": sheet.name,
                "files": [str(path) for path in sheet.files],
                "manifest": str(sheet.manifest),
                "pages": sheet.pages,
                "scale": sheet.scale,
                "seconds": round(sheet.seconds, 3),
                "unchanged": id(sheet) in skipped,
                "warnings": sheet.warnings,
            }
            for sheet in made
        ],
        "failed": [
            {"name": name, "reason": error.message(told), "advice": error.advice(told)} for name, error in failures
        ],
    }
    return Result(data, lines, IN_PART if failures else DONE)
