"""The same work for one village or for all villages of a township or county."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, TypeVar

from ..database import editions
from ..database.connection import Connection, transaction
from ..errors import Cancelled, DatabaseUnavailable, FloodMapError, MachineRefused
from ..model.area_names import area_level, display_name
from ..model.check_up import Finding
from ..progress import Feedback, Part, raise_if_cancelled
from .check import check_edition
from .copy_forward import CopiedForward, copy_forward
from .create import create_edition
from .errors import NoEditionYet, NoSuchArea, NoSuchEdition, NoVillages
from .snapshot import write_snapshot

Made = TypeVar("Made")
Row = dict[str, Any]


@dataclass
class Outcome:
    """What became of one village: its result, or the error that stopped it."""

    area_code: str
    village: str
    result: Any = None
    error: FloodMapError | None = None


def create_editions(
    connection: Connection, area_code: str, year: int, feedback: Feedback, *, new_version: bool = False
) -> list[Outcome]:
    """Make a draft edition for a village, or for every village of a wider area.

    Each village is a transaction of its own: one that is refused does not stop
    the others. ``Outcome.result`` is the uid. Raises: NoSuchArea, NoVillages,
    DatabaseUnavailable, MachineRefused, Cancelled.
    """

    def make(village: Row, part: Feedback) -> str:
        return create_edition(connection, village["code"], year, part, new_version=new_version)

    return _for_each(_named_villages(connection, area_code), make, feedback)


def copy_editions_forward(
    connection: Connection, area_code: str, year: int, feedback: Feedback, *, new_version: bool = False
) -> list[Outcome]:
    """Copy last year's map and tables of a village, or of every village of a wider area, into ``year``.

    Each village is a transaction of its own. ``Outcome.result`` is a
    CopiedForward. Raises: as ``create_editions``.
    """

    def copy(village: Row, part: Feedback) -> CopiedForward:
        return copy_forward(connection, village["code"], year, part, new_version=new_version)

    return _for_each(_named_villages(connection, area_code), copy, feedback)


def _named_villages(connection: Connection, area_code: str) -> list[Row]:
    return [{**row, "area_code": row["code"], "village": row["name"]} for row in villages_of(connection, area_code)]


def check_editions(
    connection: Connection, area_code: str, year: int | None, feedback: Feedback, *, store: bool = True
) -> list[Outcome]:
    """Check the current edition of a village, or of every village of a wider area that has one.

    ``Outcome.result`` is the list of findings. Raises: NoSuchArea, NoVillages, NoEditionYet.
    """

    def check(edition: Row, part: Feedback) -> list[Finding]:
        return check_edition(connection, edition["uid"], store=store)

    return _for_each(current_editions(connection, area_code, year), check, feedback)


def write_snapshots(
    connection: Connection, area_code: str, year: int | None, folder: Path, feedback: Feedback
) -> list[Outcome]:
    """Write the GeoPackage of the current edition of every village of an area into ``folder``.

    ``Outcome.result`` is the path. Raises: NoSuchArea, NoVillages, NoEditionYet, SnapshotNotWritten.
    """

    def write(edition: Row, part: Feedback) -> Path:
        return write_snapshot(connection, edition["uid"], folder / snapshot_name(edition), part)

    return _for_each(current_editions(connection, area_code, year), write, feedback)


def snapshot_name(edition: Row) -> str:
    """Return the file name of an edition's GeoPackage; keys area_code, village, year, version."""
    village = display_name(edition["village"])
    return f"{edition['area_code']}_{village}_{edition['year']}_v{edition['version']}.gpkg"


def villages_of(connection: Connection, area_code: str) -> list[Row]:
    """Return code and name of the villages of an area, or the village itself.

    Raises: NoSuchArea, NoVillages.
    """
    with transaction(connection) as cursor:
        area = editions.area(cursor, area_code)
        if area is None:
            raise NoSuchArea(code=area_code)
        if area_level(area_code) in ("village", "natural_village"):
            return [area]
        found = editions.villages_below(cursor, area_code)
    if not found:
        raise NoVillages(code=area_code, name=area["name"])
    return found


def current_editions(connection: Connection, area_code: str, year: int | None) -> list[Row]:
    """Return for each village of an area its newest edition of ``year`` (None: of any year) that is not void.

    Raises: NoSuchArea, NoVillages, NoEditionYet.
    """
    villages = villages_of(connection, area_code)
    with transaction(connection) as cursor:
        rows = [row for row in editions.editions_of(cursor, area_code, year) if row["state"] != "void"]
    newest = {row["area_code"]: row for row in rows}  # in the order of years and versions
    if not newest:
        name = villages[0]["name"] if len(villages) == 1 else area_code
        raise NoEditionYet(name=name, year=year or "-", code=area_code)
    return list(newest.values())


def newest_editions(connection: Connection) -> list[Row]:
    """Return the newest edition of every village and year that the reader may see, void ones left out.

    In the order of areas, the newest year first.
    """
    with transaction(connection) as cursor:
        rows = [row for row in editions.editions_of(cursor, "") if row["state"] != "void"]
    newest = {(row["area_code"], -row["year"]): row for row in rows}  # in the order of versions
    return [newest[key] for key in sorted(newest)]


def one_edition(connection: Connection, uid: str) -> Row:
    """Return one edition by its uid. Raises: NoSuchEdition."""
    with transaction(connection) as cursor:
        found = editions.edition(cursor, uid)
    if found is None:
        raise NoSuchEdition(uid=uid)
    return found


def list_editions(connection: Connection, area_code: str, year: int | None) -> list[Row]:
    """Return all editions of an area that the reader may see, with counts. Raises: NoSuchArea."""
    with transaction(connection) as cursor:
        if editions.area(cursor, area_code) is None:
            raise NoSuchArea(code=area_code)
        return editions.editions_of(cursor, area_code, year)


def _for_each(rows: list[Row], work: Callable[[Row, Feedback], Made], feedback: Feedback) -> list[Outcome]:
    outcomes = []
    for number, row in enumerate(rows):
        raise_if_cancelled(feedback)
        part = Part(feedback, 100 * number / len(rows), 100 * (number + 1) / len(rows))
        outcome = Outcome(row["area_code"], row["village"])
        try:
            outcome.result = work(row, part)
        except (Cancelled, DatabaseUnavailable, MachineRefused):
            raise  # the next village would meet the same
        except FloodMapError as error:
            outcome.error = error
        outcomes.append(outcome)
        feedback.setProgress(100 * (number + 1) / len(rows))
    if len(outcomes) == 1 and outcomes[0].error is not None:
        raise outcomes[0].error
    return outcomes
