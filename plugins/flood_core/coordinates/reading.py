"""Turn a point as written in a ledger into longitude and latitude.

Ledgers give decimal degrees, DMS, both numbers in one cell, swapped columns,
GCJ-02, BD-09 or Gauss-Krueger metres, rarely saying which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator

from ..errors import QT_TRANSLATE_NOOP, InputError
from .angles import CellNumber, numbers_in
from .evidence import Evidence
from .offsets import from_bd09, from_gcj02
from .projected import ZONE_PREFIX_M, from_gauss, looks_like_metres
from .systems import CoordinateSystem, Extent


class UnreadableCoordinate(InputError):
    """A cell or pair of cells that no reading puts where it can be."""

    template = QT_TRANSLATE_NOOP("errors", "The coordinates {east} / {north} cannot be read.")
    hint = QT_TRANSLATE_NOOP(
        "errors", "Write longitude and latitude as decimal degrees, for example 120.9512 and 28.3024."
    )


@dataclass(frozen=True)
class Reading:
    """One way to read a pair of cells: where it puts the point, and why."""

    longitude: float  # degrees, CGCS2000 (EPSG:4490)
    latitude: float
    system: CoordinateSystem
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class WrittenPair:
    """Two numbers as written, first the one meant as eastward; not yet converted."""

    east: float
    north: float
    metres: bool
    evidence: tuple[Evidence, ...]


def written_pair(east: str, north: str, *, within: Extent) -> WrittenPair | None:
    """Return the two numbers of a pair of cells in the order east, north; None when they cannot be read.

    Args: the two cells as text, one of them empty when both numbers stand in
    the other; ``within`` in degrees, EPSG:4490.
    """
    first, second = numbers_in(east), numbers_in(north)
    one_cell = len(first) == 2 or len(second) == 2
    if len(first) == 2 and second in ([], first) and (not north.strip() or second):
        numbers = first
    elif len(second) == 2 and not first and not east.strip():
        numbers = second
    elif len(first) == 1 and len(second) == 1:
        numbers = first + second
    else:
        return None
    return _ordered(numbers, one_cell=one_cell, within=within)


def _ordered(numbers: list[CellNumber], *, one_cell: bool, within: Extent) -> WrittenPair | None:
    """Put the two numbers in the order east, north: by their letters, else by their size."""
    a, b = numbers
    how: list[Evidence] = [Evidence.DMS if a.dms or b.dms else Evidence.DECIMAL]
    if one_cell:
        how.append(Evidence.ONE_CELL)
    if (a.axis and a.axis == b.axis) or not all(abs(n.value) < 1e9 for n in numbers):
        return None
    marked = "north" in (a.axis,) or "east" in (b.axis,)
    margin = within.grown(0.02)  # GCJ-02 and BD-09 lie up to 0.012 degrees aside
    for east, north, swapped in ((a, b, False), (b, a, True)):
        if marked and not swapped or (not marked and swapped and (a.axis or b.axis)):
            continue
        # In metres surveyors write X for north: the order of such a pair is the size's to tell, not a mistake.
        if looks_like_metres(east.value, north.value):
            return WrittenPair(east.value, north.value, True, (Evidence.METRES, *how[1:]))
        if margin.contains(east.value, north.value):
            tail = (Evidence.SWAPPED,) if swapped and not marked else ()
            return WrittenPair(east.value, north.value, False, (*how, *tail))
    return None


def _candidates(pair: WrittenPair) -> Iterator[Reading]:
    """Yield the readings of a pair, the likeliest first."""
    if pair.metres:
        zone = pair.east >= ZONE_PREFIX_M
        longitude, latitude = from_gauss(pair.east, pair.north)
        system = CoordinateSystem.GAUSS_ZONE_40 if zone else CoordinateSystem.GAUSS_120
        yield Reading(float(longitude), float(latitude), system, pair.evidence)
        return
    yield Reading(pair.east, pair.north, CoordinateSystem.CGCS2000, pair.evidence)
    for system, inverse in ((CoordinateSystem.GCJ02, from_gcj02), (CoordinateSystem.BD09, from_bd09)):
        longitude, latitude = inverse(pair.east, pair.north)
        yield Reading(float(longitude), float(latitude), system, pair.evidence)


def readings(east: str, north: str, *, within: Extent) -> list[Reading]:
    """Return every plausible reading, the likeliest first.

    Args: the two cells as text; ``within`` in degrees, EPSG:4490.
    Raises: UnreadableCoordinate when no reading falls inside ``within``.
    """
    pair = written_pair(east, north, within=within)
    found = (
        []
        if pair is None
        else [reading for reading in _candidates(pair) if within.contains(reading.longitude, reading.latitude)]
    )
    if not found:
        raise UnreadableCoordinate(east=east[:80], north=north[:80])
    return found
