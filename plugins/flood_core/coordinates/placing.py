"""Choose a reading for every row of a sheet at once, and say why.

The declared system decides; where none is declared, the reading that lies in
the declared village. Where more than one does, the sheet decides: rows that fit
one system only, and agree, speak for the others, because one sender measures
in one system. Where they do not, the plain reading is taken and the row is
marked as ambiguous.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

import numpy as np

from .evidence import Evidence
from .offsets import from_bd09, from_gcj02
from .projected import ZONE_PREFIX_M, from_gauss
from .systems import CoordinateSystem
from .villages import Boundaries

#: A point this close outside counts as fitting its village: boundaries are not drawn to the metre.
NEAR_M = 60.0
#: So many rows of a sheet that fit one system only, and none that fits another, speak for the whole sheet.
ENOUGH_ROWS = 3

_METRES = (CoordinateSystem.GAUSS_120, CoordinateSystem.GAUSS_ZONE_40)
_OFFSET_SYSTEMS = ((CoordinateSystem.GCJ02, from_gcj02), (CoordinateSystem.BD09, from_bd09))


@dataclass
class Placed:
    """The chosen readings of a column of pairs; arrays are as long as the column."""

    longitude: np.ndarray  # degrees, CGCS2000; NaN where nothing was written
    latitude: np.ndarray
    system: np.ndarray  # of CoordinateSystem, None where nothing was written
    reasons: list[tuple[Evidence, ...]]
    ambiguous: np.ndarray  # of bool
    outside_m: np.ndarray  # metres outside the declared area, NaN when inside or not known
    other_system: np.ndarray  # the system that would put an outside or ambiguous point inside, else None
    shift_m: np.ndarray  # how far the conversion moved the point, metres


@dataclass(frozen=True)
class _Fit:
    """Where one system puts the points, and whether that fits the declared areas."""

    longitude: np.ndarray
    latitude: np.ndarray
    inside: np.ndarray


def to_cgcs2000(system: CoordinateSystem, east: np.ndarray, north: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return CGCS2000 degrees of numbers as written in ``system``."""
    if system in _METRES:
        return from_gauss(east, north)
    inverse = dict(_OFFSET_SYSTEMS).get(system)
    return (east, north) if inverse is None else inverse(east, north)


def _inside(areas: np.ndarray, boundaries: Boundaries, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    inside = np.zeros(len(areas), bool)
    for code in set(areas.tolist()):
        boundary = boundaries.get(code)
        if boundary is not None:
            rows = np.flatnonzero(areas == code)
            inside[rows] = boundary.contains(longitude[rows], latitude[rows])
    return inside


def _distances(
    areas: np.ndarray, boundaries: Boundaries, longitude: np.ndarray, latitude: np.ndarray, rows: np.ndarray
) -> np.ndarray:
    distance = np.full(len(areas), np.nan)
    for code in set(areas[rows].tolist()):
        boundary = boundaries.get(code)
        if boundary is not None:
            own = rows[areas[rows] == code]
            distance[own] = boundary.distance_m(longitude[own], latitude[own])
    return distance


def place(
    east: np.ndarray,
    north: np.ndarray,
    metres: np.ndarray,
    declared: Sequence[CoordinateSystem | None],
    areas: Sequence[str],
    boundaries: Boundaries,
) -> Placed:
    """Return the chosen reading of each row.

    Args: the two numbers as written in the order east, north (NaN = nothing
    written); ``metres`` where they are Gauss-Krueger metres; the system that
    the row declares and the code of the area that it names.
    """
    count = len(east)
    area_codes = np.asarray(areas, dtype=object)
    stated = np.asarray(list(declared), dtype=object)
    # Degrees in a column that says metres are read as if nothing had been said.
    stated[[system in _METRES and not flag for system, flag in zip(stated, metres)]] = None
    written = ~np.isnan(east)
    longitude, latitude = east.astype(float).copy(), north.astype(float).copy()
    if metres.any():
        longitude[metres], latitude[metres] = from_gauss(east[metres], north[metres])
    plain = _Fit(longitude, latitude, _inside(area_codes, boundaries, longitude, latitude))
    degrees = written & ~metres
    fits = {CoordinateSystem.CGCS2000: plain}
    for system, inverse in _OFFSET_SYSTEMS:
        x, y = longitude.copy(), latitude.copy()
        x[degrees], y[degrees] = inverse(longitude[degrees], latitude[degrees])
        fits[system] = _Fit(x, y, _inside(area_codes, boundaries, x, y) & degrees)
    return _chosen(_Case(count, written, metres, east, stated, area_codes, boundaries, fits))


@dataclass(frozen=True)
class _Case:
    count: int
    written: np.ndarray
    metres: np.ndarray
    east: np.ndarray
    stated: np.ndarray
    areas: np.ndarray
    boundaries: Boundaries
    fits: dict[CoordinateSystem, _Fit]

    @property
    def bounded(self) -> np.ndarray:
        """Return where the boundary of the declared area is known."""
        known = {code for code in set(self.areas.tolist()) if self.boundaries.get(code) is not None}
        return np.fromiter((code in known for code in self.areas.tolist()), bool, self.count)


def _all_that_are(column: np.ndarray, value: CoordinateSystem | None) -> np.ndarray:
    """Tell where an array of objects holds this very one (numpy would compare an enum by its text)."""
    return np.fromiter((item is value for item in column), bool, len(column))


def _chosen(case: _Case) -> Placed:
    """Choose by declaration, then by the village; note what else would fit."""
    plain = case.fits[CoordinateSystem.CGCS2000]
    bounded = case.bounded & case.written
    undeclared = _all_that_are(case.stated, None) & case.written & ~case.metres
    gap = _distances(
        case.areas, case.boundaries, plain.longitude, plain.latitude, np.flatnonzero(bounded & ~plain.inside)
    )
    with np.errstate(invalid="ignore"):
        plain_fits = plain.inside | (gap <= NEAR_M)
    system = np.full(case.count, None, dtype=object)
    system[case.written] = CoordinateSystem.CGCS2000
    zone = case.metres & (case.east >= ZONE_PREFIX_M)
    system[case.metres & ~zone], system[zone] = CoordinateSystem.GAUSS_120, CoordinateSystem.GAUSS_ZONE_40
    given = case.written & ~undeclared & ~case.metres
    system[given] = case.stated[given]
    other = np.full(case.count, None, dtype=object)
    for offset_system, _ in reversed(_OFFSET_SYSTEMS):
        inside = case.fits[offset_system].inside
        only = undeclared & bounded & inside & ~plain_fits
        system[only] = offset_system
        other[case.written & ~case.metres & inside & ~_all_that_are(system, offset_system)] = offset_system
    plainly = case.written & ~case.metres & plain_fits
    # BD-09 read although GCJ-02 fits as well: the nearer guess stands, the other is named.
    unnamed = _all_that_are(other, None) & ~_all_that_are(system, CoordinateSystem.CGCS2000)
    other[plainly & unnamed] = CoordinateSystem.CGCS2000
    return _explained(case, system, other, undeclared, bounded)


def _explained(
    case: _Case, system: np.ndarray, other: np.ndarray, undeclared: np.ndarray, bounded: np.ndarray
) -> Placed:
    """Let the sheet settle what is contested, take the points of the chosen systems and say why each was chosen."""
    plain = case.fits[CoordinateSystem.CGCS2000]
    contested = undeclared & bounded & ~_all_that_are(other, None)
    settled = np.zeros(case.count, bool)
    agreed = _system_of_the_sheet(case, undeclared & bounded)
    if agreed is not None:
        settled = contested & case.fits[agreed].inside
        turned = settled & ~_all_that_are(system, agreed)
        other[turned], system[turned] = system[turned], agreed
    longitude, latitude = plain.longitude.copy(), plain.latitude.copy()
    inside = plain.inside.copy()
    for offset_system, _ in _OFFSET_SYSTEMS:
        rows, fit = _all_that_are(system, offset_system), case.fits[offset_system]
        longitude[rows], latitude[rows], inside[rows] = fit.longitude[rows], fit.latitude[rows], fit.inside[rows]
    outside = _distances(case.areas, case.boundaries, longitude, latitude, np.flatnonzero(bounded & ~inside))
    shift = np.where(case.metres | ~case.written, 0.0, _moved_m(plain, longitude, latitude))
    reasons = [
        _reasons(case, row, inside, outside, bounded, contested, settled, undeclared, system)
        for row in range(case.count)
    ]
    return Placed(longitude, latitude, system, reasons, contested & ~settled, outside, other, shift)


def _system_of_the_sheet(case: _Case, judged: np.ndarray) -> CoordinateSystem | None:
    """Return the system of all rows that fit one system only, if there are three of them and they agree."""
    fitting = np.column_stack([case.fits[system].inside for system in case.fits])
    with np.errstate(invalid="ignore"):
        gap = _distances(
            case.areas,
            case.boundaries,
            case.fits[CoordinateSystem.CGCS2000].longitude,
            case.fits[CoordinateSystem.CGCS2000].latitude,
            np.flatnonzero(judged & ~fitting[:, 0]),
        )
        fitting[:, 0] |= gap <= NEAR_M
    decisive = judged & (fitting.sum(axis=1) == 1)
    votes = {system: int((decisive & fitting[:, n]).sum()) for n, system in enumerate(case.fits)}
    leading = max(votes, key=lambda system: votes[system])
    return leading if votes[leading] >= ENOUGH_ROWS and votes[leading] == sum(votes.values()) else None


def _moved_m(plain: _Fit, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    return np.hypot(
        (longitude - plain.longitude) * 111_000.0 * np.cos(np.radians(latitude)),
        (latitude - plain.latitude) * 111_000.0,
    )


def _reasons(
    case: _Case,
    row: int,
    inside: np.ndarray,
    outside: np.ndarray,
    bounded: np.ndarray,
    contested: np.ndarray,
    settled: np.ndarray,
    undeclared: np.ndarray,
    system: np.ndarray,
) -> tuple[Evidence, ...]:
    if not case.written[row]:
        return ()
    said = () if case.metres[row] else ((Evidence.NOT_DECLARED,) if undeclared[row] else (Evidence.DECLARED,))
    if not bounded[row]:
        return (*said, Evidence.NO_BOUNDARY)
    if not inside[row]:
        near = outside[row] <= NEAR_M
        return (*said, Evidence.NEAR_VILLAGE if near else Evidence.OUTSIDE_VILLAGE)
    if undeclared[row] and system[row] is not CoordinateSystem.CGCS2000 and not contested[row]:
        return (*said, Evidence.ONLY_INSIDE_VILLAGE)
    if contested[row]:
        return (*said, Evidence.INSIDE_VILLAGE, Evidence.SHEET_AGREES if settled[row] else Evidence.AMBIGUOUS)
    return (*said, Evidence.INSIDE_VILLAGE)
