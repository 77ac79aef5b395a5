"""The coordinates of a sheet: read, chosen, checked against the declared villages, turned into geometry."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Callable, Iterator, Sequence

import numpy as np
from osgeo import gdal, ogr

from ..coordinates.angles import numbers_in
from ..coordinates.evidence import Evidence, in_words
from ..coordinates.placing import NEAR_M, Placed, place, to_cgcs2000
from ..coordinates.projected import from_gauss
from ..coordinates.reading import WrittenPair, written_pair
from ..coordinates.systems import ZHEJIANG, CoordinateSystem, Declared, declared_system
from ..coordinates.villages import Boundaries
from ..model.ledger_reference import Category, LedgerReference
from .sheet_rows import SheetRows
from .values import CLEAR, as_text
from .workbook import Unreadable

VillagesAt = Callable[[Sequence[tuple[float, float]]], Sequence["str | None"]]

_GEOMETRY_WORDS = {"P": "点", "L": "线", "A": "面"}
_SEPARATORS = re.compile(r"[;；|\n]+")
_POINT_PREFIX = "0101000020" + np.array([4490], "<u4").tobytes().hex()
_MOST_VERTICES = 20_000


@dataclass
class Positions:
    """Geometry of the rows as hex EWKB (EPSG:4490), None = 待落图, with system and evidence in words."""

    geometry: list[str | None]
    label_point: list[str | None]
    system: list[str | None]
    evidence: list[str | None]


@dataclass(frozen=True)
class _Figure:
    """A line or area as written: its vertices, how many belong to each part, and its type if WKT names it."""

    east: list[float]
    north: list[float]
    parts: list[int]
    kind: str | None = None  # P, L, A

    @property
    def is_point(self) -> bool:
        """Tell whether the string holds a single point."""
        return len(self.east) == 1 and self.kind in (None, "P")


@dataclass
class _Written:
    """What stands in the cells: one pair a row, for a figure the middle of its vertices."""

    row: list[int]
    east: list[float]
    north: list[float]
    metres: list[bool]
    how: list[tuple[Evidence, ...]]
    figures: dict[int, _Figure]

    def add(self, row: int, east: float, north: float, metres: bool, how: tuple[Evidence, ...]) -> None:
        """Take the pair of a row."""
        self.row.append(row)
        self.east.append(east)
        self.north.append(north)
        self.metres.append(metres)
        self.how.append(how)

    def add_figure(self, row: int, pairs: list[WrittenPair], parts: list[int], kind: str | None) -> bool:
        """Take the vertices of a row; False when degrees and metres are mixed."""
        if len({pair.metres for pair in pairs}) > 1:
            return False
        figure = _Figure([pair.east for pair in pairs], [pair.north for pair in pairs], parts, kind)
        swapped = (Evidence.SWAPPED,) if any(Evidence.SWAPPED in pair.evidence for pair in pairs) else ()
        middle = sum(figure.east) / len(pairs), sum(figure.north) / len(pairs)
        self.add(row, *middle, pairs[0].metres, (Evidence.STRING, *swapped))
        if not figure.is_point:
            self.figures[row] = figure
        return True


def point_hex(longitude: np.ndarray, latitude: np.ndarray) -> list[str]:
    """Return points as hex EWKB with SRID 4490."""
    packed = np.column_stack([longitude, latitude]).astype("<f8").tobytes().hex()
    return [_POINT_PREFIX + packed[n:n + 32] for n in range(0, len(packed), 32)]


def read_positions(
    rows: SheetRows,
    areas: Sequence[str | None],
    categories: Sequence[Category | None],
    boundaries: Boundaries,
    villages_at: VillagesAt,
    reference: LedgerReference,
    *,
    expected: bool = True,
) -> Positions:
    """Return the geometry of every row; what cannot be read is noted in ``rows``.

    ``areas`` and ``categories`` may hold None where the row is in error anyway.
    ``expected`` says whether rows without coordinates are worth a word.
    """
    declared, blocked = _declared(rows)
    written = _written(rows, blocked, expected)
    _choose_vertices(written, areas, boundaries)
    codes = [areas[row] or "" for row in written.row]
    placed = place(
        np.asarray(written.east, float),
        np.asarray(written.north, float),
        np.asarray(written.metres, bool),
        [declared[row] for row in written.row],
        codes,
        boundaries,
    )
    found = Positions([None] * len(rows), [None] * len(rows), [None] * len(rows), [None] * len(rows))
    _take_points(rows, written, placed, found, categories)
    _take_figures(rows, written, placed, found, categories)
    _name_systems(written, placed, found)
    _report(rows, written, placed, areas, villages_at, reference)
    return found


def _choose_vertices(written: _Written, areas: Sequence[str | None], boundaries: Boundaries) -> None:
    """Let a vertex inside the declared area stand for its figure: a levee may well run on into the next village."""
    for position, row in enumerate(written.row):
        figure, boundary = written.figures.get(row), boundaries.get(areas[row] or "")
        if figure is None or boundary is None:
            continue
        east, north = np.asarray(figure.east), np.asarray(figure.north)
        longitude, latitude = from_gauss(east, north) if written.metres[position] else (east, north)
        inside = np.flatnonzero(boundary.contains(longitude, latitude))
        if inside.size:
            vertex = int(inside[inside.size // 2])
            written.east[position], written.north[position] = figure.east[vertex], figure.north[vertex]


def _declared(rows: SheetRows) -> tuple[list[CoordinateSystem | None], set[int]]:
    """Return the declared system of each row, and the rows whose coordinates may not be read at all."""
    known: dict[str, Any] = {}
    declared: list[CoordinateSystem | None] = [None] * len(rows)
    blocked: set[int] = set()
    if not rows.has("system"):
        return declared, blocked
    for row, cell in enumerate(rows.raw("system")):
        if cell is None:
            continue
        text = as_text(cell)
        system = known[text] if text in known else known.setdefault(text, declared_system(text))
        if isinstance(system, CoordinateSystem):
            declared[row] = system
        elif system is Declared.UNKNOWN_NAME:
            rows.issue("system_unknown", row, "system", cell)
            blocked.add(row)
        elif system is Declared.NEEDS_PARAMETERS:
            rows.issue("system_needs_parameters", row, "system", cell)
            blocked.add(row)
    return declared, blocked


def _written(rows: SheetRows, blocked: set[int], expected: bool) -> _Written:
    """Read the cells of all rows: the string column first, then the pair, then the two columns."""
    written = _Written([], [], [], [], [], {})
    strings, pairs = rows.raw("string"), rows.raw("pair")
    easts, norths = rows.raw("longitude"), rows.raw("latitude")
    decimal = (Evidence.DECIMAL,)
    has_any = any(map(rows.has, ("string", "pair", "longitude", "latitude")))
    for row in range(len(rows)):
        if row in blocked:
            continue
        east, north = easts[row], norths[row]
        # The usual case first: two plain numbers in the usual order.
        if (
            east.__class__ is float
            and north.__class__ is float
            and strings[row] is None
            and 118.0 <= east <= 123.0
            and 27.0 <= north <= 31.5
        ):  # type: ignore[operator]
            written.add(row, east, north, False, decimal)  # type: ignore[arg-type]
        elif has_any and (strings[row] is not None or pairs[row] is not None or east is not None or north is not None):
            _read_cells(rows, row, strings[row], pairs[row], east, north, written)
        elif has_any and expected:
            rows.issue("coordinate_missing", row, _place_key(rows))
    return written


def _read_cells(rows: SheetRows, row: int, string: Any, pair: Any, east: Any, north: Any, written: _Written) -> None:
    for key, cell in (("string", string), ("pair", pair), ("longitude", east), ("latitude", north)):
        if isinstance(cell, Unreadable):
            rows.issue("coordinate_unreadable", row, key, cell)
            return
    if _cleared(rows, row, string, pair, east, north):
        return
    text = as_text(string)
    if text:
        if not _read_string(text, row, written):
            rows.issue("coordinate_unreadable", row, "string", string)
        return
    first, second, key = (as_text(pair), "", "pair") if as_text(pair) else (as_text(east), as_text(north), "longitude")
    if not first and not second:
        rows.issue("coordinate_missing", row, _place_key(rows))
        return
    if ";" in first or "；" in first:
        if not _read_string(first, row, written):
            rows.issue("coordinate_unreadable", row, key, first)
        return
    found = written_pair(first, second, within=ZHEJIANG)
    if found is None:
        half = key == "longitude" and bool(first) != bool(second) and len(numbers_in(first or second)) == 1
        rows.issue(
            "coordinate_half" if half else "coordinate_unreadable",
            row,
            key if first else "latitude",
            f"{first} / {second}" if first and second else first or second,
        )
        return
    written.add(row, found.east, found.north, found.metres, found.evidence)


def _cleared(rows: SheetRows, row: int, *cells: Any) -> bool:
    """Tell whether the cells say 清空, and note that the place goes, or why it cannot."""
    texts = [text for text in map(as_text, cells) if text]
    if CLEAR not in texts:
        return False
    if "geom" not in rows.clearable:
        rows.issue("clear_not_here", row, _place_key(rows), CLEAR)
    elif set(texts) != {CLEAR}:
        rows.issue("clear_half", row, _place_key(rows), CLEAR)
    else:
        rows.cleared.setdefault(row, set()).update(("geom", "label_point"))
    return True


def _read_string(text: str, row: int, written: _Written) -> bool:
    """Read ``lon,lat;lon,lat;...`` or WKT into vertices; False when it is neither."""
    upper = text.lstrip().upper()
    if upper.startswith(("POINT", "LINESTRING", "POLYGON", "MULTI", "SRID=")):
        return _read_wkt(text, row, written)
    vertices = []
    pieces = [piece for piece in _SEPARATORS.split(text.strip().strip("[]（）()")) if piece.strip()]
    if len(pieces) == 1:
        pieces = text.split()  # "lon,lat lon,lat"
    if not 1 <= len(pieces) <= _MOST_VERTICES:
        return False
    for piece in pieces:
        pair = written_pair(piece, "", within=ZHEJIANG)
        if pair is None:
            return False
        vertices.append(pair)
    return written.add_figure(row, vertices, [len(vertices)], None)


def _read_wkt(text: str, row: int, written: _Written) -> bool:
    plain = text.split(";", 1)[-1] if text.lstrip().upper().startswith("SRID=") else text
    geometry = _from_wkt(plain.strip())
    if geometry is None or geometry.IsEmpty():
        return False
    dimension = geometry.GetDimension()
    parts: list[list[tuple[float, ...]]] = []
    _collect(geometry, parts)
    if sum(map(len, parts)) > _MOST_VERTICES:
        return False
    vertices = []
    for x, y, *_ in (vertex for part in parts for vertex in part):
        pair = written_pair(repr(x), repr(y), within=ZHEJIANG)
        if pair is None:
            return False
        vertices.append(pair)
    return written.add_figure(row, vertices, [len(part) for part in parts], "PLA"[dimension])


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep GDAL from writing what it thinks of a ledger's figures to the terminal."""
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


def _from_wkt(text: str) -> Any:
    """Return the geometry of a WKT text; None when it is none, whether GDAL raises or not."""
    with _quiet():
        try:
            return ogr.CreateGeometryFromWkt(text)
        except RuntimeError:
            return None


def _is_valid(geometry: Any) -> bool:
    with _quiet():
        return bool(geometry.IsValid())


def _collect(geometry: Any, parts: list[list[tuple[float, ...]]]) -> None:
    if geometry.GetGeometryCount() == 0:
        parts.append([geometry.GetPoint(n) for n in range(geometry.GetPointCount())])
    for n in range(geometry.GetGeometryCount()):
        _collect(geometry.GetGeometryRef(n), parts)


def _take_points(
    rows: SheetRows, written: _Written, placed: Placed, found: Positions, categories: Sequence[Category | None]
) -> None:
    """Make points; a category that is drawn as line or area keeps the point as its label."""
    is_point = np.fromiter((row not in written.figures for row in written.row), bool, len(written.row))
    positions = np.flatnonzero(is_point)
    texts = point_hex(placed.longitude[positions], placed.latitude[positions])
    for position, text in zip(positions.tolist(), texts):
        row = written.row[position]
        category = categories[row]
        if category is None or "P" in category.geometry_types:
            found.geometry[row] = text
        else:
            found.label_point[row] = text
            rows.issue("needs_outline", row, _place_key(rows), category=category.name_zh, expected=_expected(category))


def _expected(category: Category) -> str:
    return "、".join(_GEOMETRY_WORDS[kind] for kind in category.geometry_types)


def _take_figures(
    rows: SheetRows, written: _Written, placed: Placed, found: Positions, categories: Sequence[Category | None]
) -> None:
    """Make lines and areas of the vertices, all in the system chosen for the row, after what the category allows."""
    for position, row in enumerate(written.row):
        figure = written.figures.get(row)
        if figure is None:
            continue
        longitude, latitude = to_cgcs2000(placed.system[position], np.asarray(figure.east), np.asarray(figure.north))
        vertices = list(zip(longitude.tolist(), latitude.tolist()))
        category = categories[row]
        kind = figure.kind or _kind_of(vertices, category)
        if category is not None and kind not in category.geometry_types:
            rows.issue(
                "geometry_type",
                row,
                "string",
                category=category.name_zh,
                expected=_expected(category),
                given=_GEOMETRY_WORDS[kind],
            )
            continue
        geometry = _geometry(vertices, figure.parts, kind)
        if geometry is None:
            rows.issue("geometry_invalid", row, "string")
            continue
        found.geometry[row] = geometry


def _kind_of(vertices: Sequence[tuple[float, float]], category: Category | None) -> str:
    """Decide between line and area: what the category allows, then whether the string is closed."""
    closed = len(vertices) > 3 and vertices[0] == vertices[-1]
    allowed = [kind for kind in (category.geometry_types if category else ("L", "A")) if kind in "LA"]
    if len(allowed) == 1:
        return allowed[0]
    return "A" if closed or (allowed and allowed[0] == "A" and len(vertices) > 2) else "L"


def _geometry(vertices: list[tuple[float, float]], parts: list[int], kind: str) -> str | None:
    """Return a MultiLineString or MultiPolygon (or MultiPoint) as hex EWKB; None when it is not valid."""
    pieces, start = [], 0
    for count in parts:
        piece = vertices[start:start + count]
        start += count
        if kind == "A" and piece and piece[0] != piece[-1]:
            piece = [*piece, piece[0]]
        if len(piece) < {"P": 1, "L": 2, "A": 4}[kind]:
            return None
        pieces.append(", ".join(f"{x!r} {y!r}" for x, y in piece))
    if kind == "L":
        text = "MULTILINESTRING (" + ", ".join(f"({piece})" for piece in pieces) + ")"
    elif kind == "A":
        text = "MULTIPOLYGON (" + _polygons(pieces) + ")"
    else:
        text = "MULTIPOINT (" + ", ".join(f"({piece})" for piece in pieces) + ")"
    geometry = _from_wkt(text)
    if geometry is None or not _is_valid(geometry) or (kind == "L" and geometry.Length() == 0):
        return None
    return _with_srid(bytes(geometry.ExportToWkb(ogr.wkbNDR)))


def _polygons(pieces: list[str]) -> str:
    """Join rings: the first is a shell; rings inside it are holes, others shells of their own."""
    rings = [_from_wkt(f"POLYGON (({piece}))") for piece in pieces]
    shells: list[list[int]] = []
    for number, ring in enumerate(rings):
        outer = next((shell for shell in shells if rings[shell[0]].Contains(ring)), None)
        if outer is None:
            shells.append([number])
        else:
            outer.append(number)
    return ", ".join("(" + ", ".join(f"({pieces[n]})" for n in shell) + ")" for shell in shells)


def _with_srid(wkb: bytes) -> str:
    """Return little-endian WKB as EWKB with SRID 4490, in hex."""
    kind = int.from_bytes(wkb[1:5], "little") | 0x20000000
    return (b"\x01" + kind.to_bytes(4, "little") + (4490).to_bytes(4, "little") + wkb[5:]).hex()


def _name_systems(written: _Written, placed: Placed, found: Positions) -> None:
    words: dict[tuple[Evidence, ...], str] = {}
    for position, row in enumerate(written.row):
        reasons = written.how[position] + placed.reasons[position]
        text = words.get(reasons)
        if text is None:
            text = words[reasons] = in_words(reasons)
        found.system[row] = placed.system[position].value
        found.evidence[row] = text


def _key_of(rows: SheetRows, written: _Written, row: int) -> str:
    """Return the field in whose column a remark about the row's place stands."""
    return "string" if row in written.figures and rows.has("string") else _place_key(rows)


def _place_key(rows: SheetRows) -> str:
    return next((key for key in ("longitude", "pair", "string") if rows.has(key)), "longitude")


def _report(
    rows: SheetRows,
    written: _Written,
    placed: Placed,
    areas: Sequence[str | None],
    villages_at: VillagesAt,
    reference: LedgerReference,
) -> None:
    """Note what a person should look at: swapped, moved, doubtful and outlying points."""
    remarkable = np.flatnonzero(placed.ambiguous | (placed.shift_m >= 0.5))
    for position, row in enumerate(written.row):
        if Evidence.SWAPPED in written.how[position]:
            rows.issue("coordinate_swapped", row, _key_of(rows, written, row))
    for position in remarkable.tolist():
        _report_system(rows, written, position, placed, areas, reference)
    with np.errstate(invalid="ignore"):
        outside = np.flatnonzero(placed.outside_m >= 1.0).tolist()
    outside = [p for p in outside if written.row[p] not in written.figures or placed.outside_m[p] > NEAR_M]
    found = villages_at([(float(placed.longitude[p]), float(placed.latitude[p])) for p in outside])
    for position, code in zip(outside, found):
        _report_outside(rows, written, placed, position, code, areas, reference)


def _report_system(
    rows: SheetRows,
    written: _Written,
    position: int,
    placed: Placed,
    areas: Sequence[str | None],
    reference: LedgerReference,
) -> None:
    row = written.row[position]
    key, system = _key_of(rows, written, row), placed.system[position].value
    moved, village = round(float(placed.shift_m[position])), reference.area_label(areas[row] or "")
    if placed.ambiguous[position]:
        rows.issue(
            "coordinate_ambiguous", row, key, system=system, village=village, other=placed.other_system[position].value
        )
    elif Evidence.SHEET_AGREES in placed.reasons[position]:
        other = placed.other_system[position].value
        rows.issue("coordinate_by_sheet", row, key, system=system, metres=moved, village=village, other=other)
    elif Evidence.DECLARED in placed.reasons[position]:
        rows.issue("coordinate_converted", row, key, system=system, metres=moved)
    else:
        rows.issue("coordinate_inferred", row, key, system=system, metres=moved, village=village)


def _report_outside(
    rows: SheetRows,
    written: _Written,
    placed: Placed,
    position: int,
    code: str | None,
    areas: Sequence[str | None],
    reference: LedgerReference,
) -> None:
    row = written.row[position]
    other = placed.other_system[position]
    values: dict[str, Any] = {
        "metres": round(float(placed.outside_m[position])),
        "village": reference.area_label(areas[row] or ""),
        "found": reference.area_label(code) if code else "—",
    }
    key = _key_of(rows, written, row)
    if other is None:
        rows.issue("outside_village", row, key, **values)
    else:
        rows.issue("outside_village_as", row, key, other=other.value, **values)
