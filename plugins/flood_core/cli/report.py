"""``floodmap report``: the registers' statistics, verification and changes; an event's reports are in ``reporting``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from ..database.statistics_things import things_counted
from ..errors import QT_TRANSLATE_NOOP
from ..model.beijing import BEIJING
from ..model.counted import RELIEF_FIGURES, RISK_FIGURES, Counted
from ..model.registers import KINDS, RISK_SOURCE, STATES
from ..reports.formats import FORMATS, USUAL_FORMATS
from ..reports.moments import read_moment
from ..reports.statistics_report import statistics_report
from . import reporting
from .session import Result, Session

COUNTED = QT_TRANSLATE_NOOP("cli", "{new} new, {changed} changed, {retired} retired")
BEHIND = QT_TRANSLATE_NOOP("cli", "{count} things, {placed} with a place")
FIGURES = tuple(dict.fromkeys((*RISK_FIGURES, *RELIEF_FIGURES)))
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
    statistics.add_argument("--format", default=",".join(USUAL_FORMATS), metavar="LIST",
                            help=f"of {','.join(FORMATS)} (default: %(default)s)")  # fmt: skip
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
    behind = reports.add_parser("things", help="the things that a figure of the statistics counts, by uid")
    behind.add_argument("--figure", required=True, choices=FIGURES, metavar="NAME", help=", ".join(FIGURES))
    behind.add_argument("--register", choices=KINDS, default=RISK_SOURCE, help="default: %(default)s")
    behind.add_argument("--own-level", action="store_true", help="only the area's own (本级/未分村), not those below")
    behind.add_argument("--code", default="", help="a domain, category, class or subtype (default: all)")
    behind.add_argument("--level", type=int, choices=range(5), help="risk level, 0 = not assessed")
    behind.add_argument("--measure", metavar="UNIT", help="relief resources counted in this unit")
    behind.add_argument("--departments", metavar="CODES",
                        help="departments that answer together, joined by commas; a comma alone: any several;"
                        " empty: nobody is named")  # fmt: skip
    behind.add_argument("--state", choices=STATES, help="state of verification")
    behind.add_argument("--at", metavar="TIME", help="a past moment, as for the statistics")
    behind.set_defaults(handler=things_behind)
    for parser in (verified, changed, near, behind):
        parser.add_argument("--area", required=True, metavar="CODE", help="county, township or village code")
    for parser in (verified, changed, near):
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


def things_behind(session: Session) -> Result:
    """Name the things that a figure counts."""
    given = session.arguments
    asked = Counted(given.register, given.area, given.own_level, given.code, given.figure, given.level, given.measure,
                    departments=given.departments, state=given.state)  # fmt: skip
    at = read_moment(given.at) if given.at else None
    with session.connection() as connection:
        found = things_counted(connection, asked, at)
    data = {"area": given.area, "count": len(found.uids), "placed": found.placed, "uids": list(found.uids)}
    return Result(data, [*found.uids, session.say(BEHIND, count=len(found.uids), placed=found.placed)])


def _sums_side_by_side(session: Session, later: datetime) -> Result:
    from ..reports.comparison_report import comparison_report

    arguments = session.arguments
    with session.connection() as connection:
        files = comparison_report(
            connection, arguments.area, read_moment(arguments.earlier), later, arguments.out, session.feedback
        )
    return Result({"area": arguments.area, "files": [str(path) for path in files]},
                  [session.say(WRITTEN, path=path) for path in files])  # fmt: skip
