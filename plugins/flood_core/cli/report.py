"""``floodmap report``: the registers' statistics, verification and changes; an event's reports are in ``reporting``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from ..reports.formats import FORMATS
from ..reports.moments import BEIJING, read_moment
from ..reports.statistics_report import statistics_report
from . import reporting
from .session import Result, Session

COUNTED = QT_TRANSLATE_NOOP("cli", "{new} new, {changed} changed, {retired} retired")
WRITTEN = QT_TRANSLATE_NOOP("cli", "Written: {path}")


def add_parsers(groups: Any) -> None:
    """Add ``floodmap report`` and its reports."""
    reports = groups.add_parser("report", help="reports from the registers").add_subparsers(metavar="NAME")
    statistics = reports.add_parser(
        "statistics", help="risk sources, relief resources, shelters and completeness of an area, with sums"
    )
    statistics.add_argument("--area", required=True, metavar="CODE", help="county, township or village code")
    statistics.add_argument(
        "--at", metavar="TIME", help="a past moment (2026-07-31T18:00, Beijing time; a day alone means its end)"
    )
    statistics.add_argument("--year", type=int, help="year of transfer lists and maps (default: that of the moment)")
    statistics.add_argument("--format", default=",".join(FORMATS), metavar="LIST", help="default: %(default)s")
    statistics.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="default: the current folder")
    statistics.set_defaults(handler=statistics_of_area)
    verified = reports.add_parser("verification", help="how far verification is: by sender, overdue, completeness")
    verified.add_argument("--at", metavar="TIME", help="a past moment, as for the statistics")
    verified.set_defaults(handler=verification_of_area)
    changed = reports.add_parser("changes", help="what changed in the registers between two days")
    changed.add_argument("--from", dest="earlier", required=True, metavar="TIME", help="the earlier moment")
    changed.add_argument("--to", dest="later", metavar="TIME", help="the later moment (default: now)")
    changed.add_argument("--sums", action="store_true", help="the figures side by side instead of thing by thing")
    changed.set_defaults(handler=changes_in_area)
    reporting.add_parsers(reports)
    near = reports.add_parser("shelters", help="how far people at risk have to the nearest shelter, by area")
    near.add_argument("--at", metavar="TIME", help="a past moment, as for the statistics")
    near.set_defaults(handler=shelter_distances)
    for parser in (verified, changed, near):
        parser.add_argument("--area", required=True, metavar="CODE", help="county, township or village code")
        parser.add_argument("--out", type=Path, default=Path(), metavar="DIR", help="default: the current folder")


def statistics_of_area(session: Session) -> Result:
    """Write the statistics of one area."""
    arguments = session.arguments
    at = read_moment(arguments.at) if arguments.at else None
    formats = [name.strip().lower() for name in arguments.format.split(",") if name.strip()]
    with session.connection() as connection:
        files = statistics_report(
            connection, arguments.area, arguments.out, formats, at, session.feedback, year=arguments.year
        )
    return Result(
        data={"area": arguments.area, "files": [str(path) for path in files]},
        lines=[session.say(WRITTEN, path=path) for path in files],
    )


def verification_of_area(session: Session) -> Result:
    """Write how far verification is."""
    from ..reports.verification_report import verification_report

    arguments = session.arguments
    at = read_moment(arguments.at) if arguments.at else None
    with session.connection() as connection:
        path = verification_report(connection, arguments.area, arguments.out, at, session.feedback)
    return Result({"area": arguments.area, "files": [str(path)]}, [session.say(WRITTEN, path=path)])


def changes_in_area(session: Session) -> Result:
    """Write what changed between two moments."""
    from ..reports.changes_report import changes_report

    arguments = session.arguments
    later = read_moment(arguments.later) if arguments.later else datetime.now(BEIJING)
    if arguments.sums:
        return _sums_side_by_side(session, later)
    with session.connection() as connection:
        path, changes = changes_report(
            connection, arguments.area, read_moment(arguments.earlier), later, arguments.out, session.feedback
        )
    numbers = {what: sum(one.what == what for one in changes) for what in ("new", "changed", "retired")}
    said = session.say(COUNTED, **numbers)
    return Result({"area": arguments.area, "files": [str(path)], "changes": len(changes)},
                  [said, session.say(WRITTEN, path=path)])  # fmt: skip


def shelter_distances(session: Session) -> Result:
    """Write how far people at risk have to the nearest shelter."""
    from ..reports.distance_report import distance_report

    arguments = session.arguments
    at = read_moment(arguments.at) if arguments.at else None
    with session.connection() as connection:
        files = distance_report(connection, arguments.area, arguments.out, at, session.feedback)
    return Result({"area": arguments.area, "files": [str(path) for path in files]},
                  [session.say(WRITTEN, path=path) for path in files])  # fmt: skip


def _sums_side_by_side(session: Session, later: datetime) -> Result:
    from ..reports.comparison_report import comparison_report

    arguments = session.arguments
    with session.connection() as connection:
        files = comparison_report(
            connection, arguments.area, read_moment(arguments.earlier), later, arguments.out, session.feedback
        )
    return Result({"area": arguments.area, "files": [str(path) for path in files]},
                  [session.say(WRITTEN, path=path) for path in files])  # fmt: skip
