#!/usr/bin/python3
"""Build the shipped sheet templates (templates/sheets/*.qpt).

They are ordinary QGIS layouts: open them in the layout designer, move things,
add a logo, save. The ids of the items are the contract, see
plugins/flood_core/sheets/template.py. Run this only to start afresh, with the
papers (A4 ...) whose templates shall be written, or for all.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from flood_core.resources import fonts  # noqa: E402 - after the path is set
from flood_core.sheets.presets import PRESETS, Preset  # noqa: E402 - after the path is set
from flood_core.sheets.session import ensure_qgis  # noqa: E402 - after the path is set
from qgis.core import (  # noqa: E402 - after the path is set
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt  # noqa: E402 - after the path is set
from qgis.PyQt.QtGui import QColor, QFont  # noqa: E402 - after the path is set

MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
Box = tuple[float, float, float, float]  # left, top, width, height in mm

COLUMN = 89.5  # mm, of the columns beside the map
NOTE, CODE = 34.0, 28.5  # mm, of the note on borders and of the code with its words, under the map
#: Tables that stand beside the map where a second column has room for them.
MORE_TABLES = (("table_thresholds", 30.0), ("table_grid", 60.0), ("table_stores", 60.0), ("table_households", 100.0))


def landscape(width: float, height: float, columns: int) -> dict[str, Box]:
    """Return the items of a wide sheet: the columns stand at the right of the map."""
    right = width - 12 - COLUMN
    left = right - (COLUMN + 3.5) * (columns - 1)  # of the columns
    map_width = left - 26.5
    margin = 80.0 if map_width > 250 else 62.0  # of the title
    boxes: dict[str, Box] = {
        "title": (margin, 11.5, 2 * (16 + map_width / 2 - margin), 13),
        "subtitle": (margin, 25.5, 2 * (16 + map_width / 2 - margin), 6),
        "stamps": (11, 12, margin - 14, 20),
        "north_arrow": (left - 20.5, 11, 13, 22),
        "map_main": (16, 39, map_width, height - 67),
        "scale_bar": (11, height - 22, min(176, 0.6 * map_width), 11),
        "imprint_note": (left - 5.5 - NOTE, height - 22, NOTE, 11),
        "qr_code": (left - 5.5 - NOTE - CODE, height - 22.2, CODE, 12.4),
        "map_locator": (right, 11, 43.5, 52),
        "table_facts": (right + 46, 11, 43.5, 52),
        "legend": (right, 66, COLUMN, 94),
        "table_organisation": (right, 163, COLUMN, 10),
        "table_zones": (right, 174, COLUMN, 4),
        "table_shelters": (right, 179, COLUMN, 5),
        "imprint_main": (right, height - 45, COLUMN, 34),
    }
    if columns > 1:
        boxes.update(_stacked(left, 11, height - 11, COLUMN, (("table_shelters", 40.0), *MORE_TABLES)))
    return boxes


def portrait(width: float, height: float, columns: int) -> dict[str, Box]:
    """Return the items of a tall sheet: the columns stand under the map."""
    each = (width - 22 - 4 * (columns - 1)) / columns
    top, half = height - 107, (each - 3) / 2
    third = 11 + 2 * (each + 4)
    margin = 72.0 if width > 280 else 58.0
    boxes: dict[str, Box] = {
        "title": (margin, 11.5, width - 2 * margin, 13),
        "subtitle": (margin, 25.5, width - 2 * margin, 6),
        "stamps": (11, 12, margin - 14, 20),
        "north_arrow": (width - 27, 11, 13, 22),
        "map_main": (16, 39, width - 32, height - 166),
        "scale_bar": (11, height - 121, 0.55 * width, 11),
        "imprint_note": (width - 11 - NOTE, height - 121, NOTE, 11),
        "qr_code": (width - 11 - NOTE - CODE, height - 121.2, CODE, 12.4),
        "map_locator": (11, top, half, 52),
        "table_facts": (14 + half, top, half, 52),
        "imprint_main": (11, top + 55, each, 41),
        "legend": (15 + each, top, each, 96),
        "table_organisation": (third, top, each, 40),
        "table_zones": (third, top + 43, each, 24),
        "table_shelters": (third, top + 70, each, 26),
    }
    for number in range(3, columns):
        names = MORE_TABLES[:2] if number == 3 else MORE_TABLES[2:]
        boxes.update(_stacked(11 + number * (each + 4), top, height - 11, each, names))
    return boxes


def _stacked(
    left: float, top: float, bottom: float, width: float, tables: tuple[tuple[str, float], ...]
) -> dict[str, Box]:
    """Return tables one under the other, which share the height by their needs."""
    whole, boxes, y = sum(need for _, need in tables), {}, top
    for name, need in tables:
        share = (bottom - top) * need / whole
        boxes[name] = (left, y, width, share - 3)
        y += share
    return boxes


def main(wanted: list[str]) -> int:
    """Write the templates of the papers named, or of all."""
    application = ensure_qgis()
    target = ROOT / "templates" / "sheets"
    target.mkdir(parents=True, exist_ok=True)
    for preset in PRESETS:
        if wanted and preset.family not in wanted:
            continue
        width, height = preset.width_mm / preset.zoom, preset.height_mm / preset.zoom
        if width > height:
            boxes = landscape(width, height, 2 if width > 520 else 1)
        else:
            boxes = portrait(width, height, max(3, int((width - 18) / 93)))
        build(target / preset.template, preset, boxes)
    del application
    return 0


def build(path: Path, preset: Preset, boxes: dict[str, Box]) -> None:
    """Write one template: page 1 the front, page 2 the back."""
    zoom = preset.zoom
    width, height = preset.width_mm / zoom, preset.height_mm / zoom
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    layout = QgsPrintLayout(project)
    layout.setName(path.stem)
    for _ in range(2):
        page = QgsLayoutItemPage(layout)
        page.setPageSize(QgsLayoutSize(preset.width_mm, preset.height_mm, MM))
        layout.pageCollection().addPage(page)
    for number in range(2):
        suffix = "" if number == 0 else "_back"
        _neatline(layout, f"neatline_outer{suffix}", (7.4, 7.4, width - 14.8, height - 14.8), 0.8, number, zoom)
        _neatline(layout, f"neatline_inner{suffix}", (8.7, 8.7, width - 17.4, height - 17.4), 0.15, number, zoom)
    for name, box in boxes.items():
        if name.startswith("map_"):
            _map(layout, name, box, zoom)
        elif name in ("title", "subtitle"):
            _title(layout, name, box, zoom)
        else:
            _place(layout, name, box, 0, zoom)
    _back_title(layout, width, zoom)
    _place(layout, "back_body", (12, 30, width - 24, height - 42), 1, zoom)
    if not layout.saveAsTemplate(str(path), QgsReadWriteContext()):
        raise SystemExit(f"cannot write {path}")


def _put(item: object, name: str, box: Box, page: int, zoom: float) -> None:
    item.setId(name)
    left, top, width, height = (round(value * zoom, 3) for value in box)
    item.attemptResize(QgsLayoutSize(width, height, MM))
    item.attemptMove(QgsLayoutPoint(left, top, MM), True, False, page)


def _neatline(layout: QgsPrintLayout, name: str, box: Box, line: float, page: int, zoom: float) -> None:
    shape = QgsLayoutItemShape(layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(QgsFillSymbol.createSimple(
        {"style": "no", "outline_color": "#1d1f21", "outline_width": f"{line * zoom:g}", "joinstyle": "miter"}
    ))  # fmt: skip
    layout.addLayoutItem(shape)
    _put(shape, name, box, page, zoom)
    shape.setLocked(True)


def _map(layout: QgsPrintLayout, name: str, box: Box, zoom: float) -> None:
    item = QgsLayoutItemMap(layout)
    item.setFrameEnabled(False)
    layout.addLayoutItem(item)
    _put(item, name, box, 0, zoom)
    # a map saved without an extent comes back without a height
    item.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    item.zoomToExtent(QgsRectangle(601_000, 3_127_000, 605_000, 3_131_000))


def _label(layout: QgsPrintLayout, text: str, size_mm: float, bold: bool) -> QgsLayoutItemLabel:
    label = QgsLayoutItemLabel(layout)
    label.setText(text)
    font = QFont(fonts.sans().family)
    font.setPointSizeF(size_mm / 25.4 * 72)
    font.setBold(bold)
    label.setFont(font)
    label.setFontColor(QColor("#1d1f21"))
    label.setHAlign(Qt.AlignmentFlag.AlignHCenter)
    label.setVAlign(Qt.AlignmentFlag.AlignVCenter)
    label.setMarginX(0)
    label.setMarginY(0)
    layout.addLayoutItem(label)
    return label


def _title(layout: QgsPrintLayout, name: str, box: Box, zoom: float) -> None:
    size, bold, text = (
        (10.0, True, "××市××镇××村防汛防台形势图") if name == "title" else (3.6, False, "（年版 · 版次 · 幅次）")
    )
    _put(_label(layout, text, size * zoom, bold), name, box, 0, zoom)


def _back_title(layout: QgsPrintLayout, width: float, zoom: float) -> None:
    label = _label(layout, "××村防汛防台形势图 附表", 5.5 * zoom, True)
    label.setHAlign(Qt.AlignmentFlag.AlignLeft)
    _put(label, "back_title", (12, 12.5, width - 130, 9), 1, zoom)
    _place(layout, "back_stamps", (width - 112, 12.5, 100, 9), 1, zoom)


def _place(layout: QgsPrintLayout, name: str, box: Box, page: int, zoom: float) -> None:
    """Add a placeholder that the sheet fills: a grey label with its id."""
    label = _label(layout, name, 3.0 * zoom, False)
    label.setFontColor(QColor("#9aa1a8"))
    label.setFrameEnabled(True)
    label.setFrameStrokeColor(QColor("#c5cbd0"))
    _put(label, name, box, page, zoom)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
