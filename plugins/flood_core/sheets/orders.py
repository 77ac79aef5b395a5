"""Sheets straight from editions in the database, from working copies and snapshots, or from both at once.

The one way that command line, Processing and window export: snapshots of the
editions are written into a private folder, drawn, and removed again.
"""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence

from ..database.connection import Connection, ConnectionSettings, connected, transaction
from ..database.edition_stamp import edition_stamps
from ..database.export_log import log_export
from ..errors import (
    QT_TRANSLATE_NOOP,
    Cancelled,
    DatabaseUnavailable,
    FloodMapError,
    MachineRefused,
    Refused,
    Translate,
)
from ..model.area_names import display_name
from ..progress import Feedback, Part, Silent, raise_if_cancelled
from ..resources.whole_files import workshop
from ..situation import batch
from ..situation.difference import compare
from ..situation.snapshot import write_snapshot
from .batch import SheetOutcome, Watch, export_sheets
from .batch_report import write_report
from .binding import bind_townships
from .changes import add_changes
from .delivery import Delivery, Order
from .export import USUAL_FORMATS, check_options, on_copy
from .finished import Finished, edition_in
from .ground import PLAIN
from .order_grounds import on_ground
from .output import writable
from .preview import preview_in_process

#: The share of the whole that writing snapshots takes.
_SNAPSHOTS = 15


class NeedsDatabase(Refused):
    """Sheets of editions were asked for without a connection."""

    template = QT_TRANSLATE_NOOP("errors", "The sheet of {name} needs the database.")
    hint = QT_TRANSLATE_NOOP("errors", "Connect first, or choose working copies.")


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


def order_of_path(path: Path) -> Order:
    """Return the order for a GeoPackage without reading all of it; one that is broken tells so when it is drawn."""
    edition = edition_in(path)
    return Order(str(edition.get("village_name") or path.stem), None, path, edition)


def export_orders(
    connection: Connection | None,
    orders: Sequence[Order],
    out_dir: Path,
    *,
    preset: str = "A3",
    profile: str = "internal",
    formats: Sequence[str] = USUAL_FORMATS,
    workers: int = 0,
    again: bool = False,
    bind: bool = False,
    ground: str = PLAIN,
    translate: Translate | None = None,
    feedback: Feedback | None = None,
    watch: Watch | None = None,
) -> list[Delivery]:
    """Draw the sheets of all orders; what became of them comes in their order.

    ``connection`` may be None when all orders are files. An edition that cannot
    be read and a sheet that cannot be drawn do not stop the others. A sheet that
    lies in ``out_dir`` already, made of the same, is not drawn ``again`` unless
    asked; so what was interrupted goes on where it was. ``bind`` makes a PDF of
    all sheets of a township. ``ground`` is plain, relief, photo (from the rasters
    that the database knows under each village) or the path of a raster. A report of
    the whole lies beside the sheets when there is one, its reasons through ``translate``.
    Raises: UnknownPreset, UnknownProfile, UnknownFormat, NotWritable, as ground_of_file,
    DatabaseUnavailable, MachineRefused (no room for snapshots), Cancelled.
    """
    feedback = feedback or Silent()
    check_options(preset, profile, formats)
    out_dir = Path(out_dir)
    writable(out_dir)
    orders = on_ground(connection, orders, ground)
    deliveries = [Delivery(order) for order in orders]
    found = Finished(out_dir, preset, profile, tuple(formats))
    stamps = _stamps(connection, orders)
    if not again:
        for delivery in deliveries:
            delivery.result = found.unchanged(delivery.order, stamps.get(delivery.order.edition_uid or ""))
            delivery.skipped = delivery.result is not None
    with workshop() as folder:
        waiting = [delivery for delivery in deliveries if not delivery.skipped]
        share = _SNAPSHOTS if any(delivery.order.gpkg is None for delivery in waiting) else 0
        paths = _snapshots(connection, deliveries, folder, Part(feedback, 0, share), profile)
        if not again:
            paths = _without_finished(deliveries, paths, found, stamps)
        outcomes = _drawn(deliveries, paths, found, stamps, workers, Part(feedback, share, 95 if bind else 100), watch)
    for number, outcome in zip(paths, outcomes):
        deliveries[number].result, deliveries[number].error = outcome.result, outcome.error
    new = [one for one in deliveries if one.result is not None and not one.skipped and one.order.gpkg is None]
    if connection is not None and new:  # what was drawn from a file was logged when the file was taken
        log_export(connection, "sheet", f"{preset} {profile}: {', '.join(one.order.name for one in new)}", len(new))
    if bind and "pdf" in formats:
        bind_townships(deliveries, out_dir, preset, profile, Part(feedback, 95, 100))
    if any(delivery.result is not None for delivery in deliveries):  # else nothing is done, nothing left behind
        write_report(deliveries, out_dir, translate)
    feedback.setProgress(100)
    return deliveries


def _drawn(
    deliveries: Sequence[Delivery], paths: Mapping[int, Path], found: Finished, stamps: Mapping[str, str], workers: int,
    feedback: Feedback, watch: Watch | None,
) -> list[SheetOutcome]:  # fmt: skip
    """Draw what is left, and tell of those that need no drawing too."""
    numbers = list(paths)

    def told(number: int, percent: float, outcome: SheetOutcome | None) -> None:
        if watch is not None:
            watch(numbers[number], percent, outcome)

    if watch is not None:
        for number, delivery in enumerate(deliveries):
            if delivery.skipped:
                gpkg = delivery.order.gpkg or Path(delivery.order.name)
                watch(number, 100.0, SheetOutcome(gpkg, delivery.result, skipped=True))
    return export_sheets(
        list(paths.values()), found.folder, preset=found.preset, profile=found.profile, formats=found.formats,
        stamps=[stamps.get(deliveries[number].order.edition_uid or "", "") for number in numbers],
        grounds=[deliveries[number].order.ground for number in numbers], workers=workers,
        feedback=feedback, watch=told,
    )  # fmt: skip


def _stamps(connection: Connection | None, orders: Sequence[Order]) -> dict[str, str]:
    """Return what the database says of every edition: it changes when anything on its sheet may have changed."""
    uids = [order.edition_uid for order in orders if order.gpkg is None and order.edition_uid is not None]
    if connection is None or not uids:
        return {}
    with transaction(connection) as cursor:
        return edition_stamps(cursor, uids)


def _without_finished(
    deliveries: Sequence[Delivery], paths: dict[int, Path], found: Finished, stamps: Mapping[str, str]
) -> dict[int, Path]:
    """Leave out the GeoPackages whose sheets are there already, made of just that content."""
    left = {}
    for number, path in paths.items():
        delivery = deliveries[number]
        delivery.result = found.made_of(delivery.order, path, stamps.get(delivery.order.edition_uid or "", ""))
        delivery.skipped = delivery.result is not None
        if not delivery.skipped:
            left[number] = path
    return left


def sheet_of_edition(
    service: str,
    edition_uid: str,
    preset: str,
    profile: str,
    formats: Sequence[str],
    out_dir: str,
    *,
    again: bool = False,
    ground: str = PLAIN,
) -> dict[str, Any]:
    """Draw one sheet, from plain values to plain values: the unit that any engine may spread over machines.

    ``service`` is a libpq service, or empty for the embedded database. To be
    called in the main thread of a process. Raises: as export_orders and the
    error of the sheet itself.
    """
    settings = ConnectionSettings.from_service(service) if service else ConnectionSettings.embedded("floodmap")
    with connected(settings) as connection:
        order = order_of_edition(batch.one_edition(connection, edition_uid))
        options: dict[str, Any] = {"preset": preset, "profile": profile, "formats": formats}
        options.update(again=again, ground=ground)
        (delivery,) = export_orders(connection, [order], Path(out_dir), **options)
    if delivery.error is not None:
        raise delivery.error
    return {"skipped": delivery.skipped, **(delivery.result.plain() if delivery.result else {})}


@contextmanager
def snapshot_of(connection: Connection | None, order: Order, profile: str = "internal") -> Iterator[Path]:
    """Give the GeoPackage of an order, while the block lasts.

    Raises: NeedsDatabase, NoSuchEdition, SnapshotNotWritten.
    """
    if order.gpkg is not None:
        yield order.gpkg
        return
    with workshop() as folder:
        yield _snapshot(connection, order, folder, Silent(), profile)


def preview_order(
    connection: Connection | None,
    order: Order,
    folder: Path,
    *,
    preset: str,
    profile: str,
    ground: str = PLAIN,
    feedback: Feedback,
) -> list[Path]:
    """Draw the sheet of an order coarsely into ``folder`` and return a PNG for each page.

    Raises: as snapshot_of, preview_in_process and ground_of_file.
    """
    (order,) = on_ground(connection, [order], ground)
    with snapshot_of(connection, order, profile) as gpkg:
        feedback.setProgress(20)
        return preview_in_process(
            gpkg, folder, preset=preset, profile=profile, ground=order.ground, feedback=Part(feedback, 20, 100)
        )


def _snapshots(
    connection: Connection | None, deliveries: Sequence[Delivery], folder: Path, feedback: Feedback, profile: str
) -> dict[int, Path]:
    """Return the GeoPackages to draw from, by number of the delivery; those without one have an error."""
    paths = {}
    for number, delivery in enumerate(deliveries):
        if delivery.skipped:
            continue
        raise_if_cancelled(feedback)
        part = Part(feedback, 100 * number / len(deliveries), 100 * (number + 1) / len(deliveries))
        try:
            paths[number] = delivery.order.gpkg or _snapshot(
                connection, delivery.order, folder, part, profile
            )
        except (Cancelled, DatabaseUnavailable, MachineRefused):
            raise  # the next one would meet the same
        except FloodMapError as error:
            delivery.error = error
    return paths


def _snapshot(
    connection: Connection | None, order: Order, folder: Path, feedback: Feedback, profile: str = "internal"
) -> Path:
    """Write the GeoPackage of an edition, for a difference sheet with what changed since last year's."""
    if connection is None or order.edition_uid is None:
        raise NeedsDatabase(name=order.name)
    path = folder / batch.snapshot_name(dict(order.edition))
    write_snapshot(connection, order.edition_uid, path, feedback)
    if profile == "changes":
        add_changes(path, compare(connection, order.edition_uid))
    return path
