"""Further sheets (分幅) of a village whose compiler set frames, or that no single map shows at a readable scale.

A page each; the front is their index.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Iterator, Sequence

from qgis.core import QgsGeometry, QgsPointXY, QgsRectangle, QgsWkbTypes

from ..symbology import label_styles
from .drawing import INK, Drawing, Path
from .enlargement import Enlargement, crowd_of, larger, whole
from .frame import MapFrame, fit, round_scales
from .map_content import Share
from .placement import Box, bounds
from .presets import Preset
from .shapes import polygons
from .snapshot import Feature, Snapshot

#: Between the map and the page's edges, mm: left, top, right, bottom.
EDGES = (16.0, 39.0, 16.0, 28.0)
#: Places on the page of sheet k are told so many mm below those of sheet k - 1.
STRIP = 10_000.0
#: Beyond 1:20,000 nobody finds an own house: then further sheets show the village, at the largest scale from 1:5,000 on
#: at which so many do; by so much of their sides they overlap.
LEAST_READABLE, LARGEST, MOST_CUT, OVERLAP = 20_000, 5_000, 8, 0.06
#: So many symbols a map sets apart with leader lines; more need this room each, mm2, or a sheet of their own.
MOST_LED, TIGHT = 30, 150.0
CROWD_NAME = "密集区放大"


@dataclass(frozen=True)
class Detail:
    """One further sheet: its number among all (the index is 1), its name and frame, and what it names."""

    number: int
    name: str
    frame: MapFrame
    left: float  # of its map from the left of the front's map, mm
    top: float
    uids: frozenset[str]

    @property
    def title(self) -> str:
        """Return what index and page call it."""
        return f"第{self.number}幅 {self.name}".strip()

    @property
    def box(self) -> Box:
        """Return the place of its map, told as STRIP says."""
        return self.left, self.top, self.left + self.frame.width, self.top + self.frame.height


def details_of(
    snapshot: Snapshot, preset: Preset, index: MapFrame, beside: Enlargement | None, map_box: Box
) -> list[Detail]:
    """Return the further sheets in the order of their numbers; each thing is named on the first that shows it whole.

    ``index`` is the front's frame, ``beside`` what it could show larger itself,
    and ``map_box`` its place on the page, mm.
    """
    width = preset.width_mm / preset.zoom - EDGES[0] - EDGES[2]
    height = preset.height_mm / preset.zoom - EDGES[1] - EDGES[3]
    rows = [feature for feature in snapshot.frames if not feature.row.get("is_index")]
    rows.sort(key=lambda feature: (feature.row.get("number") or 0, str(feature.row.get("name") or "")))
    if rows:
        frames = [(str(row.row.get("name") or ""), _set(row, width, height, preset.zoom)) for row in rows]
    elif index.scale > LEAST_READABLE:
        frames = [("", frame) for frame in _cut(snapshot, width, height, preset.zoom)]
    else:
        crowd = _page_of_crowd(snapshot, preset, index, beside, width, height)
        frames = [(CROWD_NAME, crowd)] if crowd is not None else []
    found: list[Detail] = []
    named: frozenset[str] = frozenset()
    for number, (name, frame) in enumerate(frames, 2):
        uids = whole(snapshot, frame, preset.symbol_mm) - named
        named |= uids
        left, top = EDGES[0] - map_box[0], EDGES[1] - map_box[1] + (number - 1) * STRIP
        found.append(Detail(number, name, frame, left, top, uids))
    return found


def _set(row: Feature, width: float, height: float, zoom: float) -> MapFrame:
    """Return a frame that the compiler set."""
    scale = row.row.get("scale_denominator")
    rotation = float(row.row.get("rotation") or 0.0)
    return _turned(row.geometry, width, height, float(scale) if scale else None, zoom, rotation)


def _cut(snapshot: Snapshot, width: float, height: float, zoom: float) -> list[MapFrame]:
    """Cut a wide village into overlapping frames, from the north-west on; those in which nobody and nothing is go."""
    found: list[MapFrame] = []
    for scale in (number for number in round_scales() if number >= LARGEST):
        found = [frame for frame in _tiles(snapshot.village, width, height, scale, zoom) if _inhabited(snapshot, frame)]
        if len(found) <= MOST_CUT:
            break
    return found


def _page_of_crowd(
    snapshot: Snapshot, preset: Preset, index: MapFrame, beside: Enlargement | None, width: float, height: float
) -> MapFrame | None:
    """Return the frame of a sheet for the crowded part, where the front has no room to show it legibly."""
    crowd = crowd_of(snapshot, index, preset)
    best = index if beside is None else beside.frame
    if len(crowd) <= MOST_LED or _room(crowd) * (index.scale / best.scale) ** 2 >= TIGHT:
        return None
    page = larger(index, crowd, width, height)
    return replace(page, width=width, height=height) if page is not None and page.scale < best.scale else None


def _room(places: Sequence[tuple[float, float]]) -> float:
    """Return how much of the box round places each of them has, mm2."""
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return (max(xs) - min(xs)) * (max(ys) - min(ys)) / len(places)


def _tiles(village: QgsGeometry, width: float, height: float, scale: float, zoom: float) -> Iterator[MapFrame]:
    box = village.boundingBox()
    across, down = width * scale * zoom / 1000, height * scale * zoom / 1000
    columns, rows = (
        1 if side <= part else math.ceil((side / part - OVERLAP) / (1 - OVERLAP))
        for side, part in ((box.width() * 1.04, across), (box.height() * 1.04, down))
    )
    for row in range(rows):
        y = box.center().y() + ((rows - 1) / 2 - row) * down * (1 - OVERLAP)
        for column in range(columns):
            x = box.center().x() + (column - (columns - 1) / 2) * across * (1 - OVERLAP)
            yield MapFrame(width, height, scale, x, y, zoom=zoom)


def _inhabited(snapshot: Snapshot, frame: MapFrame) -> bool:
    window: QgsRectangle = frame.extent()
    here = QgsGeometry.fromRect(window).intersection(snapshot.village)
    shapes = [element.geometry for element in snapshot.elements]
    shapes += [route.geometry for route in snapshot.routes]
    shapes += [building.geometry for building in snapshot.base["building"]]
    return not here.isEmpty() and any(
        window.intersects(shape.boundingBox()) and here.intersects(shape) for shape in shapes
    )


def _turned(
    geometry: QgsGeometry, width: float, height: float, scale: float | None, zoom: float, rotation: float
) -> MapFrame:
    """Return the frame in which a geometry fits when the map is turned clockwise."""
    if not rotation:
        return fit(geometry, width, height, scale=scale, zoom=zoom)
    pivot = geometry.boundingBox().center()
    turned = QgsGeometry(geometry)
    turned.rotate(rotation, pivot)
    frame = fit(turned, width, height, scale=scale, zoom=zoom)
    middle = QgsGeometry.fromPointXY(turned.boundingBox().center())
    middle.rotate(-rotation, pivot)
    return MapFrame(width, height, frame.scale, middle.asPoint().x(), middle.asPoint().y(), rotation, zoom)


def index_share(snapshot: Snapshot, details: list[Detail], frame: MapFrame) -> Share:
    """Return what the index leaves to the further sheets, and their outlines on it."""
    lines, windows = Drawing(), []
    for detail in details:
        window = _outline(detail.frame, frame)
        if not window:
            continue
        lines.marks.append(Path((window,), "#ffffff", 1.3, (), None, True))
        lines.marks.append(Path((window,), INK, 0.45, (), None, True))
        windows.append((detail.title, bounds(window)))
    uids = frozenset().union(*(detail.uids for detail in details))
    return Share(uids, False, tuple(windows), lines, frozenset(_looked_for(snapshot)))


def _outline(detail: MapFrame, frame: MapFrame) -> tuple[tuple[float, float], ...]:
    """Return the ring of a further sheet's frame on the index, as far as the index reaches, mm."""
    inset = 0.4
    seen = QgsGeometry.fromRect(QgsRectangle(inset, inset, frame.width - inset, frame.height - inset))
    ring = [QgsPointXY(*frame.to_paper(x, y)) for x, y in detail.corners()]
    parts = polygons(QgsGeometry.fromPolygonXY([[*ring, ring[0]]]).intersection(seen))
    return tuple(parts[0][0]) if parts else ()


def _looked_for(snapshot: Snapshot) -> Iterator[str]:
    """Yield what a stranger must find on the first page: dangerous ground, ways out, shelters."""
    for element in snapshot.elements:
        ground = element.geometry.type() == QgsWkbTypes.GeometryType.PolygonGeometry and element.group == "risk"
        if ground or label_styles.style_of(element.kind, element.group, element.symbol_code) is label_styles.SHELTER:
            yield element.uid
    for route in snapshot.routes:
        yield route.uid
