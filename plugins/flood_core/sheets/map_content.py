"""What stands on the map above its calm ground: dangers, ways out, symbols and names.

Builds one drawing in millimetres from the frame's top left, and at the same
time the account of it: which symbols were drawn, which cover one another,
which names found no place. Legend and manifest are made from that account.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import partial
from typing import Callable, Iterable

import numpy as np
from qgis.core import QgsFillSymbol, QgsGeometry, QgsPoint, QgsPointXY, QgsWkbTypes
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QBrush, QImage, QPainter, QPen, QPolygonF

from ..symbology import label_styles, palette
from . import map_labels as labels
from . import styles
from .base_map import BaseClass, base_classes, features, is_hidden, on_photo
from .changes import draw_changes
from .displacement import STILL, Spot, arrange, overlapping
from .drawing import Drawing, Hatch, Layer, Mark, Path, Stamp
from .frame import MapFrame
from .placement import CELLS, Box, Candidate, Corners, CostField, Placed, Placement, Request, far
from .presets import Preset
from .shapes import Points, Run, on_paper, polygons, polylines, visible
from .snapshot import Element, Snapshot

ROUTE_SYMBOL = "E30200"
#: With more routes than this their labels say only number and minutes.
MOST_LONG_ROUTE_LABELS = 6
#: How wide the level's tab is, in shares of the symbol.
TAB_SHARE = 0.27

# What it costs to print over things, per share of the label's box.
_COSTS = {"building": 3.0, "road": 2.0, "dike": 2.0, "water_line": 2.5, "water_area": 0.3, "contour": 0.35}


@dataclass(frozen=True)
class DrawnSymbol:
    """One symbol on the map: the key of its legend entry and the element it stands for."""

    code: str
    geometry: str  # point, line, polygon
    group: str
    uid: str


@dataclass(frozen=True)
class Share:
    """What a map names when a second one shows a part of the village larger: each thing is named once.

    What people look for first may be named on ``both``, where they are pages apart.
    """

    uids: frozenset[str] = frozenset()  # what the larger map names
    larger: bool = False  # this is the larger map
    windows: tuple[tuple[str, Box], ...] = ()  # what is shown larger, mm, and what this map says of it
    lines: Drawing = field(default_factory=Drawing)  # that outline the windows
    both: frozenset[str] = frozenset()

    def names(self, uid: str) -> bool:
        """Tell whether this map names an element."""
        return (uid in self.uids) == self.larger or uid in self.both


@dataclass
class MapContent:
    """The drawing over the ground, and the account of what was drawn."""

    drawing: Drawing = field(default_factory=Drawing)
    symbols: list[DrawnSymbol] = field(default_factory=list)
    base: list[BaseClass] = field(default_factory=list)
    levels: set[int] = field(default_factory=set)
    overlaps: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    unplaced_at: list[tuple[str, str, tuple[float, float] | None]] = field(
        default_factory=list
    )  # the same with the element's uid (empty: none) and the place in mm
    unnamed: list[tuple[str, tuple[float, float]]] = field(
        default_factory=list
    )  # elements among them, with place in mm
    outside: list[str] = field(default_factory=list)
    label_corners: list[tuple[str, Corners]] = field(default_factory=list)
    symbol_boxes: list[tuple[str, Box]] = field(default_factory=list)
    moved: list[tuple[str, float]] = field(default_factory=list)  # name and mm from the true place
    symbol_mm: float = 5.0
    missing: set[str] = field(default_factory=set)  # codes of symbols that there is no drawing for

    def take_in(self, part: MapContent, left: float, top: float) -> None:
        """Take in the account of a map that stands at ``left``, ``top`` mm in this one; its drawing stays its own."""
        known = {(one.uid, one.geometry) for one in self.symbols}
        self.symbols += [one for one in part.symbols if (one.uid, one.geometry) not in known]
        keys = {one.key for one in self.base}
        self.base += [one for one in part.base if one.key not in keys]
        self.levels |= part.levels
        self.missing |= part.missing
        self.overlaps += part.overlaps
        self.moved += part.moved
        self.symbol_boxes += [
            (name, (a + left, b + top, c + left, d + top)) for name, (a, b, c, d) in part.symbol_boxes
        ]
        placed = {text for text, _ in self.label_corners}  # a road that is named here needs no name there
        self.label_corners += [(t, tuple((x + left, y + top) for x, y in corners)) for t, corners in part.label_corners]
        self.unnamed += [(name, (x + left, y + top)) for name, (x, y) in part.unnamed]
        for name, uid, place in part.unplaced_at:
            if uid or name not in placed:
                self.unplaced.append(name)
                self.unplaced_at.append((name, uid, place and (place[0] + left, place[1] + top)))


@dataclass
class _Pending:
    """A point symbol that waits for its place, and the label that goes with it."""

    spot: Spot
    code: str
    level: int | None
    name: str
    label: Callable[[Box], Request] | None = None
    home: QgsGeometry | None = None  # an area within which it may stand anywhere


@dataclass
class _Work:
    snapshot: Snapshot
    frame: MapFrame
    preset: Preset
    content: MapContent
    costs: CostField
    share: Share
    requests: list[Request] = field(default_factory=list)
    pending: list[_Pending] = field(default_factory=list)
    over: Drawing = field(default_factory=Drawing)
    water: CostField | None = None

    @property
    def clip(self) -> Box:
        """Return the frame as a box in mm."""
        return 0.0, 0.0, self.frame.width, self.frame.height


def build_content(snapshot: Snapshot, frame: MapFrame, preset: Preset, share: Share | None = None) -> MapContent:
    """Return the map's drawing above the base layers, with the account of what was drawn.

    ``share`` tells what it leaves to a larger map of a part, or that it is that map.
    """
    work = _Work(snapshot, frame, preset, MapContent(), CostField(frame.width, frame.height), share or Share())
    work.content.base = [
        entry
        for entry in base_classes(snapshot)
        if any(entry.takes(f) and visible(f.geometry, frame) for f in features(snapshot, entry.layer))
    ]
    _ground_costs(work)
    marks = work.content.drawing.marks
    marks.append(Layer("areas"))
    for element in snapshot.elements:
        kind = element.geometry.type()
        if kind == QgsWkbTypes.GeometryType.PolygonGeometry:
            _area(work, element)
    for element in snapshot.elements:
        if element.geometry.type() == QgsWkbTypes.GeometryType.LineGeometry:
            _line(work, element)
    marks.append(Layer("routes"))
    _routes(work)
    marks.append(Layer("names"))
    for element in snapshot.elements:
        if element.geometry.type() == QgsWkbTypes.GeometryType.PointGeometry:
            _point(work, element)
    _base_names(work)
    _neighbours(work)
    _windows(work)
    _settle(work)
    _place_labels(work)
    work.content.drawing.add(work.over)
    boxes = dict(work.content.symbol_boxes)
    marks.append(Layer("changes"))
    work.content.drawing.add(draw_changes(snapshot.changes or (), frame, preset.symbol_mm, boxes))
    marks.append(Layer(""))
    work.content.overlaps = overlapping(work.content.symbol_boxes)
    return work.content


def _settle(work: _Work) -> None:
    """Give every point symbol its place, smaller when they are many, and draw them with their leader lines."""
    size = work.preset.symbol_mm
    places = arrange([one.spot for one in work.pending], work.frame.width, work.frame.height, work.costs)
    if _crowded(work, places):
        size = work.preset.symbol_least_mm
        for one in work.pending:
            one.spot = _spot(one.spot.x, one.spot.y, one.code, size, one.level, one.spot.rank)
        places = arrange([one.spot for one in work.pending], work.frame.width, work.frame.height, work.costs)
    work.content.symbol_mm = size
    leaders: list[Points] = []
    work.content.drawing.marks.append(Layer("symbols"))
    work.over.marks.append(Layer("symbols"))
    for one, (x, y) in zip(work.pending, places):
        true = (one.spot.x, one.spot.y)
        if math.hypot(x - true[0], y - true[1]) > STILL and not _at_home(one, x, y):
            leaders.append([true, (x, y)])
            work.content.moved.append((one.name, round(math.hypot(x - true[0], y - true[1]), 1)))
    for line in leaders:
        work.content.drawing.marks.append(Path((tuple(line),), "#ffffff", 0.7))
    for line in leaders:
        work.content.drawing.marks.append(Path((tuple(line),), "#3a3f44", 0.2))
        work.content.drawing.marks.append(_dot(*line[0]))
    _raise_cost(work, leaders, 0.8, 3.0)
    for one, (x, y) in zip(work.pending, places):
        box = one.spot.box(x, y)
        work.over.marks.append(Stamp(styles.marker(one.code, size, one.level), ((x, y),)))
        work.content.symbol_boxes.append((one.name, box))
        if one.level:
            work.content.levels.add(one.level)
        if one.label is not None:
            work.requests.append(one.label(box))


def _plain(label: str) -> str:
    return " ".join(label.split())


def _crowded(work: _Work, places: list[tuple[float, float]]) -> bool:
    moved = [math.hypot(x - p.spot.x, y - p.spot.y) for p, (x, y) in zip(work.pending, places)]
    return len(moved) > 0 and (max(moved) > 14 or sum(way > STILL for way in moved) > 0.35 * len(moved))


def _at_home(one: _Pending, x: float, y: float) -> bool:
    return one.home is not None and one.home.contains(QgsPointXY(x, y))


def _dot(x: float, y: float) -> Path:
    ring = tuple((x + 0.55 * math.cos(a * math.pi / 6), y + 0.55 * math.sin(a * math.pi / 6)) for a in range(12))
    return Path((ring,), "#ffffff", 0.15, (), "#3a3f44", True)


def _place_labels(work: _Work) -> None:
    placement = Placement(work.frame.width, work.frame.height, work.costs)
    for _, box in work.content.symbol_boxes:
        placement.block(box)
    placement.place(work.requests)
    second = [far(request) for request in placement.unplaced if request.anchor is not None]
    first = [request for request in placement.unplaced if request.anchor is None]
    placement.unplaced = []
    placement.place(second)
    last, placement.unplaced = placement.unplaced, first
    placement.place(last, under_labels=True)
    work.content.drawing.marks.append(Layer("names"))
    work.over.marks.append(Layer("names"))
    for placed in placement.placed:
        labels.draw_leader(placed, work.content.drawing)
    for placed in placement.placed:
        labels.draw(placed, work.over if placed.candidate.leader is None else work.content.drawing, _halo(work, placed))
        work.content.label_corners.append((_plain(placed.request.key), placed.corners()))
    work.content.unplaced = [_plain(request.key) for request in placement.unplaced]
    for request in placement.unplaced:
        name, uid = _plain(request.key), request.payload.uid if isinstance(request.payload, labels.Caption) else ""
        place = (request.candidates[0].x, request.candidates[0].y) if request.candidates else None
        if request.anchor is not None:
            left, top, right, bottom = request.anchor
            place = ((left + right) / 2, (top + bottom) / 2)
            if uid:
                work.content.unnamed.append((name, place))
        work.content.unplaced_at.append((name, uid, place))


def _halo(work: _Work, placed: Placed) -> str:
    """Return the colour of the ground under a name; a photograph has many, from which white stands out."""
    if on_photo(work.snapshot):
        return palette.PAPER
    on_water = work.water is not None and work.water.mean(placed.box()) > 0.5
    return palette.WATER if on_water else palette.GROUND


def _windows(work: _Work) -> None:
    """Outline what is shown larger, and say so."""
    work.content.drawing.add(work.share.lines)
    for text, (left, top, right, bottom) in work.share.windows:
        _raise_cost(work, [[(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]], 1.2, 6.0)
        box = (left - 1, top - 1, right + 1, bottom + 1)
        request = labels.point_request(text, text, label_styles.DANGER, box, "")
        request.candidates += [Candidate((left + right) / 2, y, 0.0, 2.0) for y in (top + 4, bottom - 4)]
        request.rank = -1
        work.requests.append(request)


def _area(work: _Work, element: Element) -> None:
    paper = on_paper(element.geometry, work.frame)
    parts = polygons(paper)
    if not parts or not visible(element.geometry, work.frame):
        work.content.outside.append(element.uid)
        return
    for layer in styles.fill_layers(element.symbol_code, work.preset.symbol_mm):
        for rings in parts:
            work.content.drawing.marks.append(area_mark(layer, rings, work.clip))
    _drawn(work, element, "polygon")
    outlines = [rings[0] for rings in parts]
    work.costs.add(_mask(work.frame, outlines, 0.0, True), 1.2)
    _raise_cost(work, outlines, 1.0, 3.0)
    if not work.share.names(element.uid):
        return
    _centre_symbol(work, element, _middles(paper)[0], paper)
    if element.label:
        style = label_styles.style_of(element.kind, element.group, element.symbol_code)
        text = _label(element)
        request = labels.area_request(text, text, style, outlines, _middles(paper), element.uid)
        work.requests.append(_where_put(work.frame, element, request))


def area_mark(layer: QgsFillSymbol | styles.HatchStyle, rings: list[Points], clip: Box) -> Mark:
    """Return one layer of an area symbol over an area, given as outer ring and holes."""
    shape = tuple(tuple(ring) for ring in rings)
    if isinstance(layer, styles.HatchStyle):
        return Hatch(shape, layer.angle, layer.distance, layer.color, layer.width, layer.dash, clip)
    return Stamp(layer, shape[0], clip, shape[1:])


def _centre_symbol(work: _Work, element: Element, place: tuple[float, float], home: QgsGeometry | None) -> None:
    """Set the point symbol, with the level's tab, inside an area or on a line."""
    code = styles.centre(element.symbol_code)
    if code is not None and work.frame.holds(*place, work.preset.symbol_mm / 2):
        _symbol(work, element, code, *place, home)


def _symbol(work: _Work, element: Element, code: str, x: float, y: float, home: QgsGeometry | None = None) -> _Pending:
    level = int(element.level) if element.level and styles.framed(code) else None
    rank = label_styles.style_of(element.kind, element.group, element.symbol_code).rank + (
        20 if home is not None else 0
    )
    spot = _spot(x, y, code, work.preset.symbol_mm, level, rank)
    pending = _Pending(spot, code, level, element.name or element.uid, None, home)
    work.pending.append(pending)
    return pending


def _spot(x: float, y: float, code: str, size: float, level: int | None, rank: int) -> Spot:
    half = size / 2 if styles.framed(code) else size * 0.3
    return Spot(x, y, half, half, half + (TAB_SHARE * size if level else 0.0), half, rank)


def _label(element: Element) -> str:
    """Return the map's words for an element; a sub-label stands before them, for the strip is too small to read."""
    if element.sub_label and element.label and element.sub_label not in element.label:
        return f"{element.sub_label} {element.label}"
    return element.label


def _middles(paper: QgsGeometry) -> Points:
    inner = paper.poleOfInaccessibility(1.0)[0].asPoint()
    centre = paper.centroid().asPoint()
    places = [(inner.x(), inner.y())]
    if paper.contains(QgsGeometry.fromPointXY(QgsPointXY(centre.x(), centre.y()))):
        places.append((centre.x(), centre.y()))
    return places


def _line(work: _Work, element: Element) -> None:
    runs = polylines(on_paper(element.geometry, work.frame))
    if not runs or not visible(element.geometry, work.frame):
        work.content.outside.append(element.uid)
        return
    for layer in styles.line_layers(element.symbol_code, work.preset.symbol_mm):
        for points in runs:
            work.content.drawing.marks.append(Stamp(layer, tuple(points), work.clip))
    _drawn(work, element, "line")
    _raise_cost(work, runs, 1.6, 4.0)
    if not work.share.names(element.uid):
        return
    measured = [Run(points) for points in runs]
    longest = max(measured, key=lambda run: run.length)
    _centre_symbol(work, element, longest.point(longest.length / 2), None)
    if element.label:
        style, text = label_styles.style_of(element.kind, element.group, element.symbol_code), _label(element)
        request = labels.line_request(text, text, style, measured, offset=1.8, bend=3.0)
        for x, y in (run.point(run.length * share) for run in measured for share in (0.5, 0.3, 0.7, 0.15, 0.85)):
            box = (x - 1.5, y - 1.5, x + 1.5, y + 1.5)
            request.candidates += labels.beside(text, style, box, 1.0)
        work.requests.append(_where_put(work.frame, element, request))


def _routes(work: _Work) -> None:
    """Draw all routes layer by layer, so that no casing hides another route's arrow."""
    drawn: list[list[Points]] = []
    few = len(work.snapshot.routes) <= MOST_LONG_ROUTE_LABELS
    for route in work.snapshot.routes:
        runs = polylines(on_paper(route.geometry, work.frame))
        if not runs or not visible(route.geometry, work.frame):
            work.content.outside.append(route.uid)
            continue
        drawn.append(runs)
        work.content.symbols.append(DrawnSymbol(ROUTE_SYMBOL, "line", "evacuation", route.uid))
        _raise_cost(work, runs, 2.6, 9.0)
        if not work.share.names(route.uid):
            continue
        longest = max((Run(points) for points in runs), key=lambda run: run.length)
        text = label_styles.route_label(route.number, route.minutes, long=few)
        work.requests.append(labels.pill_request(text, text, longest, route.uid))
    for layer in styles.line_layers(ROUTE_SYMBOL, work.preset.symbol_mm):
        for runs in drawn:
            for points in runs:
                work.content.drawing.marks.append(Stamp(layer, tuple(points), work.clip))


def _point(work: _Work, element: Element) -> None:
    place = element.geometry.asMultiPoint()[0] if element.geometry.isMultipart() else element.geometry.asPoint()
    x, y = work.frame.to_paper(place.x(), place.y())
    named = work.share.names(element.uid)
    style = label_styles.style_of(element.kind, element.group, element.symbol_code)
    if not named and (work.share.larger or style is not label_styles.SHELTER):
        return  # the other map shows it; shelters stand in both
    if not work.frame.holds(x, y, work.preset.symbol_mm / 2):
        work.content.outside.append(element.uid)
        return
    pending = _symbol(work, element, element.symbol_code, x, y)
    _drawn(work, element, "point")
    if element.label and named:
        pending.label = partial(_beside, work.frame, element, style)


def _beside(frame: MapFrame, element: Element, style: label_styles.LabelStyle, box: Box) -> Request:
    text = _label(element)
    return _where_put(frame, element, labels.point_request(text, text, style, box, element.uid))


def _where_put(frame: MapFrame, element: Element, request: Request) -> Request:
    return labels.put_at(request, *frame.to_paper(*element.name_at)) if element.name_at is not None else request


def _drawn(work: _Work, element: Element, geometry: str) -> None:
    work.content.symbols.append(DrawnSymbol(element.symbol_code, geometry, element.group, element.uid))
    if not styles.drawable(element.symbol_code, geometry):
        work.content.missing.add(element.symbol_code)


def _ground_costs(work: _Work) -> None:
    for layer, cost in _COSTS.items():
        shapes = [on_paper(f.geometry, work.frame, 1.0) for f in work.snapshot.base[layer]]
        if layer in ("building", "water_area"):
            rings = [_keyhole(rings) for shape in shapes for rings in polygons(shape)]
            mask = _mask(work.frame, rings, 0.0, True)
            work.costs.add(mask, cost)
            if layer == "water_area":
                work.water = CostField(work.frame.width, work.frame.height)
                work.water.add(mask, 1.0)
        else:
            runs = [run for shape in shapes for run in polylines(shape)]
            work.costs.add(_mask(work.frame, runs, 1.0 if layer == "road" else 0.5, False), cost)
    border = polylines(on_paper(work.snapshot.village, work.frame, 2.0))
    work.costs.add(_mask(work.frame, border, 2.6, False), 3.0)


def _keyhole(rings: list[Points]) -> Points:
    """Return an area with holes as one ring that goes in to each hole and back: an island is no water."""
    start = rings[0][0]
    return [*rings[0], *(point for hole in rings[1:] for point in (start, *hole, hole[0], start))]


def _raise_cost(work: _Work, lines: Iterable[Points], width: float, cost: float) -> None:
    work.costs.add(_mask(work.frame, list(lines), width, False), cost)


def _mask(frame: MapFrame, lines: list[Points], width: float, filled: bool) -> np.ndarray:
    """Return where lines (``width`` mm) or filled rings lie, as a raster of the cost field's shape."""
    columns, rows = math.ceil(frame.width * CELLS) + 1, math.ceil(frame.height * CELLS) + 1
    image = QImage(columns, rows, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.scale(CELLS, CELLS)
    white = Qt.GlobalColor.white
    painter.setPen(QPen(white, width) if width else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QBrush(white) if filled else QBrush(Qt.BrushStyle.NoBrush))
    for line in lines:
        shape = QPolygonF([QPointF(x, y) for x, y in line])
        if filled:
            painter.drawPolygon(shape)
        else:
            painter.drawPolyline(shape)
    painter.end()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bits, dtype=np.uint8).reshape(rows, image.bytesPerLine())[:, :columns] > 0


def _base_names(work: _Work) -> None:
    for layer, style, offset, bend in (
        ("water_line", label_styles.WATER, 0.7, 1.6),
        ("road", label_styles.ROAD, 1.1, 1.2),
        ("dike", label_styles.ROAD, 1.1, 1.2),
    ):
        named: dict[str, list[Run]] = {}
        for feature in work.snapshot.base[layer]:
            name = feature.row.get("name")
            if name:
                pieces = polylines(on_paper(feature.geometry, work.frame, 0.0))
                named.setdefault(str(name), []).extend(Run(points) for points in pieces)
        for name, runs in sorted(named.items()):
            if any(run.length > labels.text_width(name, style.size) for run in runs):
                work.requests.append(labels.line_request(name, name, style, runs, offset=offset, bend=bend))
    for feature in work.snapshot.base["water_area"]:
        name, paper = feature.row.get("name"), on_paper(feature.geometry, work.frame, 0.0)
        if name and not paper.isEmpty() and paper.area() > 150:
            rings = [rings[0] for rings in polygons(paper)]
            work.requests.append(
                labels.area_request(str(name), str(name), label_styles.WATER, rings, _middles(paper), "")
            )
    _contour_heights(work)


def _contour_heights(work: _Work) -> None:
    if is_hidden(work.snapshot, "contour"):
        return
    for contour in work.snapshot.base["contour"]:
        if not contour.row.get("index_contour"):
            continue
        measured = [Run(points) for points in polylines(on_paper(contour.geometry, work.frame, 0.0))]
        runs = [run for run in measured if run.length > 45]
        if runs:
            text = f"{contour.row['elevation_m']:g}"
            request = labels.line_request(text, text, label_styles.CONTOUR, runs, offset=0.0, bend=0.8, limit=2.5)
            work.requests.append(request)


def _neighbours(work: _Work) -> None:
    """Name the neighbours along the own border, or in their visible part."""
    village = on_paper(work.snapshot.village, work.frame, 0.0)
    rings = [Run(rings[0]) for rings in polygons(village)]
    for area in work.snapshot.areas:
        if area.row.get("is_own") or area.row.get("level") != "village":
            continue
        paper = on_paper(area.geometry, work.frame, 0.0)
        if paper.isEmpty() or paper.area() < 120:
            continue
        name = str(area.row.get("display_name") or area.row.get("name") or "")
        prepared = QgsGeometry.createGeometryEngine(paper.constGet())
        prepared.prepareGeometry()

        def beside(x: float, y: float, engine: object = prepared) -> bool:
            return bool(engine.contains(QgsPoint(x, y)))  # type: ignore[attr-defined]

        request = Request(name, 1, 1, [], label_styles.NEIGHBOUR.rank)
        for ring in rings:
            found = labels.border_request(name, name, ring, beside)
            found.candidates += request.candidates
            request = found
        inner = _middles(paper)
        request.candidates += [
            Candidate(x + dx, y + dy, 0.0, 1.5 + math.hypot(dx, dy) * 0.05)
            for x, y in inner
            for dx in (-15, 0, 15)
            for dy in (-8, 0, 8)
            if beside(x + dx, y + dy)
        ]
        work.requests.append(request)
