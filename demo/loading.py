"""Take the demo township's files into a database: base map and ledgers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from flood_core.areas.base_data import import_base
from flood_core.database.connection import Connection
from flood_core.ledger.importing import import_ledger
from flood_core.ledger.report import ImportReport, write_report
from flood_core.progress import Feedback, Part, raise_if_cancelled

TOWNSHIP = "330382106"
YEAR = 2026
BASE_LAYERS = ("area", "settlement", "road", "building", "water", "contour")


@dataclass
class Loaded:
    """What the ledgers brought: one report per workbook."""

    reports: list[ImportReport] = field(default_factory=list)

    @property
    def inserted(self) -> int:
        """Return how many rows became rows of the registers."""
        return sum(report.rows_inserted for report in self.reports)

    @property
    def rejected(self) -> int:
        """Return how many rows were refused, each with its reason."""
        return sum(report.rows_rejected for report in self.reports)


def load_base(connection: Connection, source: Path, feedback: Feedback) -> dict[str, int]:
    """Import the base layers and the terrain of ``source``; return the features per layer."""
    counts = {}
    for number, layer in enumerate(BASE_LAYERS):
        part = Part(feedback, 90 * number / len(BASE_LAYERS), 90 * (number + 1) / len(BASE_LAYERS))
        done = import_base(connection, layer, source / "base.gpkg", source="demo", simulated=True, feedback=part)
        counts[layer] = done.features
    import_base(connection, "raster", source / "dem.tif", source="demo", simulated=True)
    feedback.setProgress(100)
    return counts


def load_ledgers(connection: Connection, source: Path, reports: Path | None, feedback: Feedback) -> Loaded:
    """Import all ledgers of ``source``, good rows only, after a dry run that keeps what is wrong in ``reports``.

    Registers come before the lists that name their things: risk sources and
    resources first, then transfer lists and persons.
    """
    loaded = Loaded()
    if reports is not None:
        reports.mkdir(parents=True, exist_ok=True)
    ledgers = sorted((source / "ledgers").glob("*.xlsx"))
    for number, ledger in enumerate(ledgers):
        raise_if_cancelled(feedback)
        if reports is not None:
            checked = import_ledger(connection, ledger, area=TOWNSHIP, year=YEAR, mode="good", dry_run=True)
            write_report(checked, reports / f"{ledger.stem}.json")
        loaded.reports.append(import_ledger(connection, ledger, area=TOWNSHIP, year=YEAR, mode="good"))
        feedback.setProgress(100 * (number + 1) / len(ledgers))
    return loaded
