"""Put one village's sheet together: template, map, legend, tables, imprint."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable

from qgis.core import (
    QgsExpressionContextUtils,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..resources import fonts
from ..symbology import palette
from . import furniture, graticule, styles
from .base_map import base_layers, locator_layers
from .detail_pages import EDGES, Detail, details_of, index_share
from .drawing import GREY, INK, Drawing, Path, Text, fitted
from .enlargement import HEAD, Enlargement, draw_enlargement, share_of, with_enlargement
from .errors import WrongItem
from .flow import Fixed, Flow, Piece, fill_back, fill_columns
from .frame import MapFrame, fit
from .legend import Entry, draw_legend, legend_entries
from .map_content import MapContent, Share, build_content
from .panel import Panel, place
from .presets import Preset
from .profile import OVERVIEW, TERRAIN
from .snapshot import Snapshot
from .tables import Table, section_head
from .template import Box, box_of, columns, load_template, take
from .version_code import WORDS, draw_code
from .village_tables import BACK, CLAIMS, unnamed_table, village_tables

#: What a sheet is called at the end of its title, where it is no 形势图.
KIND = {
    "terrain": "自然灾害易发区地形分析图", "overview": "防汛防台形势图（乡镇总图）", "blank": "防汛防台工作底图",
    "changes": "防汛防台形势图修编对照",
}  # fmt: skip
MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
LEGEND_SETTINGS = (
    (5.0, 2),
    (4.6, 2),
    (5.0, 3),
    (4.6, 3),
    (4.2, 3),
    (3.7, 3),
    (3.3, 3),
    (3.0, 3),
)  # pitch in mm, columns


@dataclass
class Sheet:
    """A composed sheet, ready for export. Keeps all that QGIS only points to.

    Boxes and places are in mm that are drawn ``preset.zoom`` times as large.
    """

    layout: QgsPrintLayout
    project: QgsProject
    preset: Preset
    frame: MapFrame
    map_box: Box
    title: str
    content: MapContent
    legend: list[Entry]
    scale_bar: dict[str, float]
    pieces: list[Piece]
    pages: int
    panels: list[Panel] = field(default_factory=list)
    layers: list[QgsMapLayer] = field(default_factory=list)
    table_rows: dict[str, int] = field(default_factory=dict)
    enlargement: Enlargement | None = None
    details: list[Detail] = field(default_factory=list)

    def to_map(self, right: float, down: float) -> tuple[float, float]:
        """Return metres of the map system for mm from the map's top left, inside another map by that one's frame."""
        others: list[Enlargement | Detail] = [*self.details, *([self.enlargement] if self.enlargement else [])]
        for other in others:
            left, top, east, bottom = other.box
            if left <= right <= east and top <= down <= bottom:
                return other.frame.to_map(right - left, down - top)
        return self.frame.to_map(right, down)

    def put(self, drawing: Drawing, name: str, box: Box, page: int = 0) -> None:
        """Add a panel to the layout."""
        self.panels.append(place(self.layout, drawing, name, box, page, self.preset.zoom))

    def texts(self) -> list[str]:
        """Return every text on the sheet."""
        found = [text for panel in self.panels for text in panel.drawing.texts()]
        for item in self.layout.items():
            if isinstance(item, QgsLayoutItemLabel):
                found.append(item.currentText())
        return found


def compose(snapshot: Snapshot, preset: Preset, profile: str) -> Sheet:
    """Return the sheet of a snapshot on one paper, drawn with the symbols that the snapshot carries.

    Raises: BrokenTemplate, DrawingFailed.
    """
    with styles.using(snapshot.symbols):
        return _compose(snapshot, preset, profile)


def _compose(snapshot: Snapshot, preset: Preset, profile: str) -> Sheet:
    project = QgsProject()
    project.setCrs(snapshot.crs)
    layout = load_template(preset.template_path(), project)
    map_item = layout.itemById("map_main")
    if not isinstance(map_item, QgsLayoutItemMap):
        raise WrongItem(path=str(preset.template_path()), item="map_main")
    zoom = preset.zoom
    map_box = box_of(map_item, zoom)
    frame = fit(snapshot.village, map_box[2] - map_box[0], map_box[3] - map_box[1], zoom=zoom)
    one_map = profile in (OVERVIEW, TERRAIN)
    smaller, larger = (frame, None) if one_map else with_enlargement(snapshot, frame, preset)
    details = [] if one_map else details_of(snapshot, preset, frame, larger, map_box)
    frame, larger = (frame, None) if details else (smaller, larger)
    map_box = (map_box[0], map_box[1], map_box[0] + frame.width, map_box[1] + frame.height)
    _put(map_item, map_box, zoom)
    share = index_share(snapshot, details, frame) if details else share_of(larger, frame)
    content = build_content(snapshot, frame, preset, share)
    title = _title(snapshot, profile)
    sheet = Sheet(layout, project, preset, frame, map_box, title, content, [], {}, [], 1, details=details)
    _set_map(sheet, map_item, snapshot)
    if larger is not None:
        _enlarge(sheet, snapshot, larger)
    parts = [_detail_content(sheet, snapshot, detail) for detail in details]
    sheet.legend = legend_entries(content)
    tables = village_tables(snapshot, profile)
    if content.unnamed:
        tables["unnamed"] = unnamed_table([(name, sheet.to_map(*place)) for name, place in content.unnamed])
    sheet.table_rows = {key: len(table.rows) for key, table in tables.items()}
    front = _front(sheet, snapshot, profile, tables)
    _place_locator(sheet, snapshot, front.pieces)
    body = take(layout, "back_body", zoom) or (12, 30, preset.width_mm / zoom - 12, preset.height_mm / zoom - 12)
    back = fill_back(front.rest, body, BACK)
    sheet.pages = max([1, *(piece.page + 1 for piece in back)])
    _titles(sheet, snapshot)
    _pages(sheet)
    _furniture(sheet, snapshot, profile)
    for detail, part in zip(details, parts):
        _detail_page(sheet, snapshot, profile, detail, part)
    for piece in front.pieces:
        if piece.name != "map_locator":
            take(layout, piece.name)
    for name in [item.id() for item in layout.items() if hasattr(item, "id") and item.id().startswith("table_")]:
        take(layout, name)
    for piece in front.pieces + back:
        sheet.put(piece.drawing, piece.name, piece.box, piece.page)
    sheet.pieces = front.pieces + back
    return sheet


def _title(snapshot: Snapshot, profile: str) -> str:
    edition = snapshot.edition
    parts = (edition.get("county_name"), edition.get("township_name"), edition.get("village_name"))
    return "".join(str(part) for part in parts if part) + KIND.get(profile, "防汛防台形势图")


def _set_map(sheet: Sheet, item: QgsLayoutItemMap, snapshot: Snapshot) -> None:
    sheet.layers = base_layers(snapshot, sheet.frame, sheet.preset)
    _show(item, snapshot, sheet.frame, sheet.layers)
    sheet.layout.setReferenceMap(item)  # the PDF is referenced to it, not to a larger enlargement
    left, top, right, bottom = sheet.map_box
    over = graticule.draw_crosses(sheet.frame)
    over.add(sheet.content.drawing)
    sheet.put(over, "map_symbols", sheet.map_box)
    band = graticule.BAND
    outer = (left - band, top - band, right + band, bottom + band)
    drawing = graticule.draw_frame(sheet.frame, snapshot.crs)
    sheet.put(drawing, "map_frame", outer)


def _enlarge(sheet: Sheet, snapshot: Snapshot, larger: Enlargement) -> None:
    """Draw the enlargement beside the map, and take what it shows into the account of the sheet."""
    left, top = sheet.map_box[0] + larger.left, sheet.map_box[1] + larger.top
    item = QgsLayoutItemMap(sheet.layout)
    item.setId("map_enlarged")
    sheet.layout.addLayoutItem(item)
    _put(item, (left, top, left + larger.frame.width, top + larger.frame.height), larger.frame.zoom)
    same = larger.frame.zoom == 1.0 and snapshot.ground is None  # a picture is as fine as the map it is made for
    layers = sheet.layers if same else base_layers(snapshot, larger.frame, sheet.preset)
    _show(item, snapshot, larger.frame, layers)
    sheet.layers = sheet.layers + layers  # kept, for QGIS only points to them
    content = build_content(snapshot, larger.frame, sheet.preset, Share(larger.uids, True))
    box = (left, top - HEAD, left + larger.frame.width, top + larger.frame.height)
    sheet.put(draw_enlargement(larger, content.drawing), "map_enlarged_symbols", box)
    sheet.content.take_in(content, larger.left, larger.top)
    sheet.enlargement = larger


def _detail_content(sheet: Sheet, snapshot: Snapshot, detail: Detail) -> Drawing:
    """Return what a further sheet shows above its base, and take it into the account."""
    content = build_content(snapshot, detail.frame, sheet.preset, Share(detail.uids, True))
    sheet.content.take_in(content, detail.left, detail.top)
    return content.drawing


def _detail_page(sheet: Sheet, snapshot: Snapshot, profile: str, detail: Detail, content: Drawing) -> None:
    """Add the page of a further sheet: title, map with its frame, scale, north arrow, stamps."""
    page, frame, band = sheet.pages, detail.frame, graticule.BAND
    width, height = _add_page(sheet)
    sheet.pages += 1
    left, top = EDGES[:2]
    box = (left, top, left + frame.width, top + frame.height)
    item = QgsLayoutItemMap(sheet.layout)
    item.setId(f"map_sheet_{detail.number}")
    sheet.layout.addLayoutItem(item)
    _put(item, box, frame.zoom, page)
    layers = base_layers(snapshot, frame, sheet.preset)
    sheet.layers = sheet.layers + layers  # kept, for QGIS only points to them
    _show(item, snapshot, frame, layers)
    over = graticule.draw_crosses(frame)
    over.add(content)
    sheet.put(over, f"sheet_{detail.number}_symbols", box, page)
    outer = (box[0] - band, box[1] - band, box[2] + band, box[3] + band)
    sheet.put(graticule.draw_frame(frame, snapshot.crs), f"sheet_{detail.number}_frame", outer, page)
    number = f"{_version(snapshot)} · 第{detail.number}/{1 + len(sheet.details)}幅 {detail.name}".strip()
    drawing = furniture.draw_page(width, height, sheet.title, number, furniture.stamps(snapshot, profile))
    drawing.add(furniture.draw_scale(frame, 176, 11)[0], 11, height - 22)
    drawing.add(furniture.draw_north(13, 22, frame.rotation), width - 27, 11)
    drawing.add(furniture.draw_note(furniture.DISCLAIMER, 60, 11), width - 71, height - 22)
    drawing.add(draw_code(snapshot, WORDS + 12.4, 12.4), width - 71 - WORDS - 12.4, height - 22.2)
    sheet.put(drawing, f"sheet_{detail.number}_furniture", (0, 0, width, height), page)


def _add_page(sheet: Sheet) -> tuple[float, float]:
    """Add a page to the layout and return its size in mm before zooming."""
    page = QgsLayoutItemPage(sheet.layout)
    page.setPageSize(QgsLayoutSize(sheet.preset.width_mm, sheet.preset.height_mm, MM))
    sheet.layout.pageCollection().addPage(page)
    return sheet.preset.width_mm / sheet.preset.zoom, sheet.preset.height_mm / sheet.preset.zoom


def _put(item: QgsLayoutItem, box: Box, zoom: float, page: int = 0) -> None:
    """Set an item of a page into its box."""
    box = (box[0] * zoom, box[1] * zoom, box[2] * zoom, box[3] * zoom)
    item.attemptResize(QgsLayoutSize(box[2] - box[0], box[3] - box[1], MM))
    item.attemptMove(QgsLayoutPoint(box[0], box[1], MM), True, False, page)


def _show(item: QgsLayoutItemMap, snapshot: Snapshot, frame: MapFrame, layers: list[QgsMapLayer]) -> None:
    """Let a map item show layers in a frame."""
    item.setCrs(snapshot.crs)
    item.setBackgroundEnabled(True)
    item.setBackgroundColor(QColor(palette.GROUND_OUTSIDE))
    item.setFrameEnabled(False)
    item.setKeepLayerSet(True)
    item.setLayers(layers)
    item.zoomToExtent(frame.extent())
    item.setMapRotation(frame.rotation)
    if abs(item.scale() / frame.scale - 1) > 0.001:
        item.setScale(frame.scale)


def _front(sheet: Sheet, snapshot: Snapshot, profile: str, tables: dict[str, Table]) -> Flow:
    """Fill the columns beside the map; a legend set closer wins when more tables stay on the front by it."""
    places = columns(sheet.layout, sheet.preset.zoom)
    homes = {slot.name for column in places for slot in column.slots}
    claims = (*CLAIMS, "households") if "table_households" in homes else CLAIMS
    flows = []
    for setting in LEGEND_SETTINGS:
        flows.append(fill_columns(places, _fixed(sheet, snapshot, profile, setting), tables, claims))
        if not flows[-1].overfull and (not _left_over(flows[-1]) or setting in LEGEND_SETTINGS[3:]):
            break  # the closer settings are for legends that fit no other way
    return min(flows, key=lambda flow: (flow.overfull, _left_over(flow)))


def _left_over(flow: Flow) -> float:
    """Weigh what the front could not take: the tables that matter most count most, begun ones less."""
    return sum(
        2 ** (4 - CLAIMS.index(table.key)) * (1.0 - row / max(1, len(table.rows)))
        for table, row in flow.rest
        if table.key in CLAIMS[:4]
    )


def _fixed(
    sheet: Sheet, snapshot: Snapshot, profile: str, setting: tuple[float, int]
) -> dict[str, Callable[[float], Fixed]]:
    def legend(width: float) -> Fixed:
        drawing, height = draw_legend(sheet.legend, sheet.content.levels, width, *setting)
        return Fixed(height, height, height, lambda w, h: drawing)

    def imprint(width: float) -> Fixed:
        drawing, height = furniture.draw_imprint(furniture.imprint_pairs(snapshot, profile), width)
        return Fixed(height, height, height, lambda w, h: drawing)

    def locator(width: float) -> Fixed:
        box = box_of(sheet.layout.itemById("map_locator"), sheet.preset.zoom)
        height = box[3] - box[1]
        return Fixed(height, height, height, _locator_head)

    return {"legend": legend, "imprint_main": imprint, "map_locator": locator}


def _locator_head(width: float, height: float) -> Drawing:
    drawing = Drawing()
    top = section_head(drawing, "位置示意", width)
    drawing.rect((0.1, top + 0.8, width - 0.1, height - 0.1), stroke="#8c959d", width=0.2)
    return drawing


def _place_locator(sheet: Sheet, snapshot: Snapshot, pieces: list[Piece]) -> None:
    piece = next((piece for piece in pieces if piece.name == "map_locator"), None)
    item = sheet.layout.itemById("map_locator")
    if piece is None or not isinstance(item, QgsLayoutItemMap):
        raise WrongItem(path=str(sheet.preset.template_path()), item="map_locator")
    left, top, right, bottom = piece.box
    top += 6.2
    _put(item, (left, top, right, bottom), sheet.preset.zoom)
    layers = locator_layers(snapshot)
    sheet.layers += layers
    item.setCrs(snapshot.crs)
    item.setBackgroundColor(QColor("#ffffff"))
    item.setBackgroundEnabled(True)
    item.setFrameEnabled(False)
    item.setKeepLayerSet(True)
    item.setLayers(layers)
    whole = QgsRectangle()
    for area in snapshot.areas:
        if area.row.get("level") == "village":
            whole.combineExtentWith(area.geometry.boundingBox())
    whole.scale(1.08)
    item.zoomToExtent(whole)
    extent = item.extent()
    overview = MapFrame(right - left, bottom - top, extent.width() * 1000 / (right - left),
                        extent.center().x(), extent.center().y())  # fmt: skip
    names = _locator_names(sheet, snapshot, overview)
    piece.drawing.add(names, 0, top - piece.box[1])


def _locator_names(sheet: Sheet, snapshot: Snapshot, overview: MapFrame) -> Drawing:
    """Name the villages in the locator where the name fits, and outline the sheet."""
    drawing = Drawing()
    taken: list[Box] = []
    own_first = sorted(snapshot.areas, key=lambda area: (not area.row.get("is_own"), -area.geometry.area()))
    for area in own_first:
        if area.row.get("level") != "village":
            continue
        name = str(area.row.get("display_name") or area.row.get("name") or "")
        own = bool(area.row.get("is_own"))
        point = area.geometry.poleOfInaccessibility(max(20.0, area.geometry.boundingBox().width() / 60))[0].asPoint()
        x, y = overview.to_paper(point.x(), point.y())
        size = 2.2 if own else 1.75
        text = Text(name, x, y + 0.36 * size, size, own, INK if own else GREY, "center", 0.0, "#ffffff", 0.25)
        left, top, right, bottom = text.box()
        if left < 0.6 or right > overview.width - 0.6 or top < 0.6 or bottom > overview.height - 0.6:
            continue
        if any(left < b[2] and b[0] < right and top < b[3] and b[1] < bottom for b in taken):
            continue
        taken.append((left - 0.3, top - 0.2, right + 0.3, bottom + 0.2))
        drawing.marks.append(text)
    ring = tuple(overview.to_paper(x, y) for x, y in sheet.frame.corners())
    ring = tuple((min(max(x, 0.2), overview.width - 0.2), min(max(y, 0.2), overview.height - 0.2)) for x, y in ring)
    drawing.marks.append(Path((ring,), palette.DANGER, 0.3, (), None, True))
    return drawing


def _version(snapshot: Snapshot) -> str:
    for run in snapshot.tables["terrain_run"]:
        return f"{run['made_at'][:10]} 分析（第{run['number']}次）"
    return f"{snapshot.edition.get('year')}年版 · 第{snapshot.edition.get('version')}版"


def _titles(sheet: Sheet, snapshot: Snapshot) -> None:
    edition = snapshot.edition
    subtitle = f"{_version(snapshot)} · 第1/{1 + len(sheet.details)}幅"
    for name, text in (("title", sheet.title), ("subtitle", subtitle), ("back_title", f"{sheet.title} · 附表")):
        label = sheet.layout.itemById(name)
        if not isinstance(label, QgsLayoutItemLabel):
            raise WrongItem(path=str(sheet.preset.template_path()), item=name)
        _set_title(sheet, label, text)
    variables: dict[str, Any] = {
        "sheet_title": sheet.title, "sheet_year": edition.get("year"), "sheet_version": edition.get("version"),
        "sheet_scale": sheet.frame.scale, "village_name": snapshot.village_name,
    }  # fmt: skip
    for name, value in variables.items():
        QgsExpressionContextUtils.setLayoutVariable(sheet.layout, name, value)


def _set_title(sheet: Sheet, label: QgsLayoutItemLabel, text: str) -> None:
    """Write a title as large as its item takes on one line, in the template's size, weight and colour.

    In the suite's own family it becomes a panel: that family has no bold face,
    and QGIS would draw it bold in the PDF but not in the PNG.
    """
    zoom = sheet.preset.zoom
    left, top, right, bottom = box_of(label, zoom)
    font = label.font()
    size = fitted(text, (right - left) * 0.99, font.pointSizeF() * 25.4 / 72 / zoom, 2.0, font.bold())
    if font.family() != fonts.sans().family:
        label.setText(text)
        font.setPointSizeF(size * zoom / 25.4 * 72)
        label.setFont(font)
        return
    align = {Qt.AlignmentFlag.AlignLeft: "left", Qt.AlignmentFlag.AlignRight: "right"}.get(label.hAlign(), "center")
    width = right - left
    drawing = Drawing()
    drawing.text(
        text, {"left": 0.0, "center": width / 2, "right": width}[align], (bottom - top) / 2 + 0.37 * size, size,
        bold=font.bold(), color=label.fontColor().name(), align=align,
    )  # fmt: skip
    name, page = label.id(), label.page()
    sheet.layout.removeLayoutItem(label)
    sheet.put(drawing, name, (left, top, right, bottom), page)


def _pages(sheet: Sheet) -> None:
    """Keep as many pages as are filled: drop the back when empty, repeat it when it runs over."""
    collection = sheet.layout.pageCollection()
    if sheet.pages == 1:
        sheet.panels = [panel for panel in sheet.panels if panel.page() == 0]  # what goes says nothing
        for item in [item for item in sheet.layout.items() if hasattr(item, "page") and item.page() > 0]:
            if not isinstance(item, QgsLayoutItemPage):
                sheet.layout.removeLayoutItem(item)
        while collection.pageCount() > 1:
            collection.deletePage(1)
        return
    while collection.pageCount() < sheet.pages:
        w, h = _add_page(sheet)
        number = collection.pageCount() - 1
        drawing = furniture.draw_neatlines(w, h)
        drawing.text(f"{sheet.title} · 附表（续）", 12, 19, 5.0, bold=True)
        sheet.put(drawing, f"back_frame_{number}", (0, 0, w, h), number)


def _furniture(sheet: Sheet, snapshot: Snapshot, profile: str) -> None:
    layout = sheet.layout
    words = furniture.stamps(snapshot, profile)

    def put(name: str, draw: Callable[[float, float], Drawing]) -> None:
        box = take(layout, name, sheet.preset.zoom)
        if box is not None:
            sheet.put(draw(box[2] - box[0], box[3] - box[1]), name, box)

    def scale(width: float, height: float) -> Drawing:
        drawing, sheet.scale_bar = furniture.draw_scale(sheet.frame, width, height)
        return drawing

    put("scale_bar", scale)
    put("north_arrow", lambda w, h: furniture.draw_north(w, h, sheet.frame.rotation))
    put("stamps", lambda w, h: furniture.draw_stamps(words, w, h))
    put("imprint_note", lambda w, h: furniture.draw_note(furniture.DISCLAIMER, w, h))
    put("qr_code", lambda w, h: draw_code(snapshot, w, h))
    box = take(layout, "back_stamps", sheet.preset.zoom) if sheet.pages > 1 else None
    if box is not None:
        drawing = furniture.draw_stamps(words, box[2] - box[0], box[3] - box[1], 3.0, right=True)
        for page in range(1, sheet.pages):
            sheet.put(drawing, f"back_stamps_{page}", box, page)
