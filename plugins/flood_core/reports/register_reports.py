"""The reports of the registers, one beside the other: what each needs, how it is made and written.

Window and Processing offer what stands here; a further report is a further entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Callable, NamedTuple, Sequence

from ..database.connection import Connection
from ..errors import QT_TRANSLATE_NOOP
from ..model.beijing import BEIJING
from ..progress import Feedback
from .changes_report import build_changes, changes_report
from .comparison_report import build_comparison, comparison_report
from .distance_report import build_distances, distance_report
from .formats import FORMATS
from .statistics_report import build_report, statistics_report
from .tables import Report
from .verification_report import build_verification, verification_report


class Asked(NamedTuple):
    """What a person asks for; moments are aware, None = now."""

    area: str
    at: datetime | None = None  # the moment of the figures, or the later one of two
    earlier: datetime | None = None
    year: int | None = None

    @property
    def two(self) -> tuple[datetime, datetime]:
        """The two moments of a comparison."""
        later = self.at or datetime.now(BEIJING)
        return self.earlier or later, later


Build = Callable[[Connection, Asked, Feedback], Report]
Write = Callable[[Connection, Asked, Path, Sequence[str], Feedback], "list[Path]"]


@dataclass(frozen=True)
class ReportKind:
    """One report of the registers."""

    name: str
    title: str  # English, context windows
    build: Build
    write: Write
    formats: tuple[str, ...] = FORMATS
    between: bool = False  # compares two moments
    by_year: bool = False  # shows transfer lists and maps of a year


KINDS = (
    ReportKind(
        "statistics", QT_TRANSLATE_NOOP("windows", "Statistics: risk sources, resources, shelters, completeness"),
        lambda connection, asked, feedback: build_report(connection, asked.area, at=asked.at, year=asked.year,
                                                         feedback=feedback)[0],
        lambda connection, asked, folder, formats, feedback: statistics_report(
            connection, asked.area, folder, formats, asked.at, feedback, year=asked.year),
        by_year=True,
    ),
    ReportKind(
        "comparison", QT_TRANSLATE_NOOP("windows", "Comparison of two days: figures side by side"),
        lambda connection, asked, feedback: build_comparison(connection, asked.area, *asked.two, feedback),
        lambda connection, asked, folder, formats, feedback: comparison_report(
            connection, asked.area, *asked.two, folder, feedback, formats),
        between=True,
    ),
    ReportKind(
        "changes", QT_TRANSLATE_NOOP("windows", "List of changes between two days: thing by thing"),
        lambda connection, asked, feedback: build_changes(connection, asked.area, *asked.two, feedback)[0],
        lambda connection, asked, folder, _formats, feedback: [changes_report(
            connection, asked.area, *asked.two, folder, feedback)[0]],
        formats=("xlsx",), between=True,
    ),
    ReportKind(
        "distances", QT_TRANSLATE_NOOP("windows", "Distances of people at risk to the nearest shelter"),
        lambda connection, asked, feedback: build_distances(connection, asked.area, asked.at, feedback)[0],
        lambda connection, asked, folder, formats, feedback: distance_report(
            connection, asked.area, folder, asked.at, feedback, formats),
    ),
    ReportKind(
        "verification", QT_TRANSLATE_NOOP("windows", "Progress of verification, and what is missing where"),
        lambda connection, asked, _feedback: build_verification(connection, asked.area, asked.at)[0],
        lambda connection, asked, folder, _formats, feedback: [verification_report(
            connection, asked.area, folder, asked.at, feedback)],
        formats=("xlsx",),
    ),
)  # fmt: skip


def kind_named(name: str) -> ReportKind:
    """Return the report of a name."""
    return next(kind for kind in KINDS if kind.name == name)
