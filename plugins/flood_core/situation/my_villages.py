"""The villages that a person looks after, each with its newest map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Sequence

from ..database import editions
from ..database.connection import Connection, transaction
from ..model.area_names import display_name
from ..progress import Feedback


@dataclass(frozen=True)
class VillageMap:
    """A village and its newest edition that is not void; without one ``edition_uid`` is empty."""

    area_code: str
    village: str
    edition_uid: str = ""
    year: int = 0
    version: int = 0
    state: str = ""
    elements: int = 0
    routes: int = 0
    errors: int = 0
    warnings: int = 0
    years: tuple[int, ...] = ()  # the years of which there is a map
    message: str = ""  # what the reviewer said when the map was returned
    last_change: datetime | None = None


def my_villages(connection: Connection, areas: Sequence[str], feedback: Feedback) -> list[VillageMap]:
    """Return the villages within ``areas`` (none: all that have a map), in the order of their codes."""
    found: dict[str, VillageMap] = {}
    with transaction(connection) as cursor:
        for area in areas:
            for row in editions.villages_below(cursor, area):
                found[row["code"]] = VillageMap(row["code"], display_name(row["name"]))
        feedback.setProgress(40)
        for area in areas or ("",):
            for row in editions.editions_of(cursor, area):
                if row["state"] != "void":  # in the order of years and versions: the newest is last
                    before = found.get(row["area_code"])
                    years = {*(before.years if before else ()), row["year"]}
                    found[row["area_code"]] = _with_edition(row, tuple(sorted(years)))
    feedback.setProgress(100)
    return [found[code] for code in sorted(found)]


def _with_edition(row: editions.Row, years: tuple[int, ...]) -> VillageMap:
    return VillageMap(row["area_code"], display_name(row["village"]), row["uid"], row["year"], row["version"],
                      row["state"], row["elements"], row["routes"], row["errors"], row["warnings"],
                      years, row["message"] or "", row["last_change"])  # fmt: skip
