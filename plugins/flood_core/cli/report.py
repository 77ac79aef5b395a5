"""``floodmap report``: the statistics of the registers as workbook and PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import QT_TRANSLATE_NOOP
from ..reports.formats import FORMATS
from ..reports.statistics_report import read_moment, statistics_report
from .session import Result, Session

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
