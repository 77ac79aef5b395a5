"""Sheets straight from editions in the database, from working copies and snapshots, or from both at once.

The one way that command line, Processing and window export: snapshots of the
editions are written into a private folder, drawn, and removed again.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence

from ..database.connection import Connection
from ..database.export_log import log_export
from ..errors import QT_TRANSLATE_NOOP, Cancelled, DatabaseUnavailable, FloodMapError, MachineRefused, Refused
from ..model.area_names import display_name
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources.whole_files import workshop
from ..situation import batch
from ..situation.snapshot import write_snapshot
from .batch import SheetOutcome, Watch, export_sheets
from .export import USUAL_FORMATS, SheetResult, check_options, on_copy
from .output import writable
from .preview import preview_in_process

#: The share of the whole that writing snapshots takes.
_SNAPSHOTS = 15


class NeedsDatabase(Refused):
    """Sheets of editions were asked for without a connection."""

    template = QT_TRANSLATE_NOOP("errors", "The sheet of {name} needs the database.")
    hint = QT_TRANSLATE_NOOP("errors", "Connect first, or choose working copies.")


@dataclass(frozen=True)
class Order:
    """One sheet to draw: of an edition in the database, or of a GeoPackage that is there."""

    name: str
    edition_uid: str | None = None
    gpkg: Path | None = None
    edition: Mapping[str, Any] = field(default_factory=dict)  # area_code, village, year, version, state ...


@dataclass
class Delivery:
    """What became of an order: its sheet, or the error that stopped it."""

    order: Order
    result: SheetResult | None = None
    error: FloodMapError | None = None


def orders_of_area(connection: Connection, area_code: str, year: int | None) -> list[Order]:
    """Return an order for the newest edition of every village of an area.

    Raises: NoSuchArea, NoVillages, NoEditionYet.
    """
    return [order_of_edition(row) for row in batch.current_editions(connection, area_code, year)]


def order_of_edition(row: Mapping[str, Any]) -> Order:
    """Return the order for an edition; keys uid, area_code, village, year, version."""
    return Order(display_name(row["village"]), row["uid"], None, row)


def order_of_file(path: Path) -> Order:
    """Return the order for a working copy or a snapshot, with what it says of its edition.

    Raises: BrokenSnapshot, NoVillage.
    """
    return on_copy(path, lambda snapshot: Order(snapshot.village_name, None, Path(path), snapshot.edition))


def export_orders(
    connection: Connection | None,
    orders: Sequence[Order],
    out_dir: Path,
    *,
    preset: str = "A3",
    profile: str = "internal",
    formats: Sequence[str] = USUAL_FORMATS,
    workers: int = 0,
    feedback: Feedback | None = None,
    watch: Watch | None = None,
) -> list[Delivery]:
    """Draw the sheets of all orders; what became of them comes in their order.

    ``connection`` may be None when all orders are files. An edition that cannot
    be read and a sheet that cannot be drawn do not stop the others.
    Raises: UnknownPreset, UnknownProfile, UnknownFormat, NotWritable,
    DatabaseUnavailable, MachineRefused (no room for snapshots), Cancelled.
    """
    feedback = feedback or Silent()
    check_options(preset, profile, formats)
    writable(Path(out_dir))
    deliveries = [Delivery(order) for order in orders]
    share = _SNAPSHOTS if any(order.gpkg is None for order in orders) else 0
    with workshop() as folder:
        paths = _snapshots(connection, deliveries, folder, Part(feedback, 0, share))
        numbers = list(paths)

        def told(number: int, percent: float, outcome: SheetOutcome | None) -> None:
            if watch is not None:
                watch(numbers[number], percent, outcome)

        outcomes = export_sheets(
            list(paths.values()), Path(out_dir), preset=preset, profile=profile, formats=formats, workers=workers,
            feedback=Part(feedback, share, 100), watch=told,
        )  # fmt: skip
    for number, outcome in zip(numbers, outcomes):
        deliveries[number].result, deliveries[number].error = outcome.result, outcome.error
    drawn = [one.order.name for one in deliveries if one.result is not None and one.order.gpkg is None]
    if connection is not None and drawn:  # what was drawn from a file was logged when the file was taken
        log_export(connection, "sheet", f"{preset} {profile}: {', '.join(drawn)}", len(drawn))
    return deliveries


@contextmanager
def snapshot_of(connection: Connection | None, order: Order) -> Iterator[Path]:
    """Give the GeoPackage of an order, while the block lasts.

    Raises: NeedsDatabase, NoSuchEdition, SnapshotNotWritten.
    """
    if order.gpkg is not None:
        yield order.gpkg
        return
    with workshop() as folder:
        yield _snapshot(connection, order, folder, Silent())


def preview_order(
    connection: Connection | None,
    order: Order,
    folder: Path,
    *,
    preset: str,
    profile: str,
    feedback: Feedback,
) -> list[Path]:
    """Draw the sheet of an order coarsely into ``folder`` and return a PNG for each page.

    Raises: as snapshot_of and preview_in_process.
    """
    with snapshot_of(connection, order) as gpkg:
        feedback.setProgress(20)
        return preview_in_process(gpkg, folder, preset=preset, profile=profile, feedback=Part(feedback, 20, 100))


def _snapshots(
    connection: Connection | None, deliveries: Sequence[Delivery], folder: Path, feedback: Feedback
) -> dict[int, Path]:
    """Return the GeoPackages to draw from, by number of the delivery; those without one have an error."""
    paths = {}
    for number, delivery in enumerate(deliveries):
        raise_if_cancelled(feedback)
        part = Part(feedback, 100 * number / len(deliveries), 100 * (number + 1) / len(deliveries))
        try:
            paths[number] = delivery.order.gpkg or _snapshot(connection, delivery.order, folder, part)
        except (Cancelled, DatabaseUnavailable, MachineRefused):
            raise  # the next one would meet the same
        except FloodMapError as error:
            delivery.error = error
    return paths


def _snapshot(connection: Connection | None, order: Order, folder: Path, feedback: Feedback) -> Path:
    if connection is None or order.edition_uid is None:
        raise NeedsDatabase(name=order.name)
    return write_snapshot(connection, order.edition_uid, folder / batch.snapshot_name(dict(order.edition)), feedback)
