#!/usr/bin/python3
"""Build the shipped sheet templates (templates/sheets/*.qpt).

They are ordinary QGIS layouts: open them in the layout designer, move things,
add a logo, save. The ids of the items are the contract, see
plugins/flood_core/sheets/template.py. Run this only to start afresh.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "plugins"))

from flood_core.resources import fonts  # noqa: E402 - after the path is set
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

LANDSCAPE: dict[str, Box] = {
    "title": (80, 11.5, 164, 13),
    "subtitle": (80, 25.5, 164, 6),
    "stamps": (11, 12, 66, 20),
    "north_arrow": (298, 11, 13, 22),
    "map_main": (16, 39, 292, 230),
    "scale_bar": (11, 275, 176, 11),
    "imprint_note": (190, 275, 123, 11),
    "map_locator": (318.5, 11, 43.5, 52),
    "table_facts": (364.5, 11, 43.5, 52),
    "legend": (318.5, 66, 89.5, 94),
    "table_organisation": (318.5, 163, 89.5, 30),
    "table_zones": (318.5, 196, 89.5, 24),
    "table_shelters": (318.5, 223, 89.5, 26),
    "imprint_main": (318.5, 252, 89.5, 34),
}
PORTRAIT: dict[str, Box] = {
    "title": (72, 11.5, 153, 13),
    "subtitle": (72, 25.5, 153, 6),
    "stamps": (11, 12, 58, 20),
    "north_arrow": (270, 11, 13, 22),
    "map_main": (16, 39, 265, 254),
    "scale_bar": (11, 299, 166, 11),
    "imprint_note": (180, 299, 106, 11),
    "map_locator": (11, 313, 43, 52),
    "table_facts": (57, 313, 43, 52),
    "imprint_main": (11, 368, 89, 41),
    "legend": (104, 313, 89, 96),
    "table_organisation": (197, 313, 89, 40),
    "table_zones": (197, 356, 89, 24),
    "table_shelters": (197, 383, 89, 26),
}


def main() -> int:
    """Write both templates."""
    application = ensure_qgis()
    target = ROOT / "templates" / "sheets"
    target.mkdir(parents=True, exist_ok=True)
    build(target / "A3_landscape.qpt", 420, 297, LANDSCAPE)
    build(target / "A3_portrait.qpt", 297, 420, PORTRAIT)
    del application
    return 0


def build(path: Path, width: float, height: float, boxes: dict[str, Box]) -> None:
    """Write one template: page 1 the front, page 2 the back."""
    project = QgsProject()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))
    layout = QgsPrintLayout(project)
    layout.setName(path.stem)
    for _ in range(2):
        page = QgsLayoutItemPage(layout)
        page.setPageSize(QgsLayoutSize(width, height, MM))
        layout.pageCollection().addPage(page)
    for number in range(2):
        suffix = "" if number == 0 else "_back"
        _neatline(layout, f"neatline_outer{suffix}", (7.4, 7.4, width - 14.8, height - 14.8), 0.8, number)
        _neatline(layout, f"neatline_inner{suffix}", (8.7, 8.7, width - 17.4, height - 17.4), 0.15, number)
    for name, box in boxes.items():
        if name.startswith("map_"):
            _map(layout, name, box)
        elif name in ("title", "subtitle"):
            _title(layout, name, box)
        else:
            _place(layout, name, box, 0)
    _back_title(layout, width)
    _place(layout, "back_body", (12, 30, width - 24, height - 42), 1)
    if not layout.saveAsTemplate(str(path), QgsReadWriteContext()):
        raise SystemExit(f"cannot write {path}")


def _put(item: object, name: str, box: Box, page: int) -> None:
    item.setId(name)
    item.attemptResize(QgsLayoutSize(box[2], box[3], MM))
    item.attemptMove(QgsLayoutPoint(box[0], box[1], MM), True, False, page)


def _neatline(layout: QgsPrintLayout, name: str, box: Box, line: float, page: int) -> None:
    shape = QgsLayoutItemShape(layout)
    shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    shape.setSymbol(QgsFillSymbol.createSimple(
        {"style": "no", "outline_color": "#1d1f21", "outline_width": str(line), "joinstyle": "miter"}
    ))  # fmt: skip
    layout.addLayoutItem(shape)
    _put(shape, name, box, page)
    shape.setLocked(True)


def _map(layout: QgsPrintLayout, name: str, box: Box) -> None:
    item = QgsLayoutItemMap(layout)
    item.setFrameEnabled(False)
    layout.addLayoutItem(item)
    _put(item, name, box, 0)
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


def _title(layout: QgsPrintLayout, name: str, box: Box) -> None:
    size, bold, text = (
        (10.0, True, "××市××镇××村防汛防台形势图") if name == "title" else (3.6, False, "（年版 · 版次 · 幅次）")
    )
    _put(_label(layout, text, size, bold), name, box, 0)


def _back_title(layout: QgsPrintLayout, width: float) -> None:
    label = _label(layout, "××村防汛防台形势图 附表", 5.5, True)
    label.setHAlign(Qt.AlignmentFlag.AlignLeft)
    _put(label, "back_title", (12, 12.5, width - 130, 9), 1)
    _place(layout, "back_stamps", (width - 112, 12.5, 100, 9), 1)


def _place(layout: QgsPrintLayout, name: str, box: Box, page: int) -> None:
    """Add a placeholder that the sheet fills: a grey label with its id."""
    label = _label(layout, name, 3.0, False)
    label.setFontColor(QColor("#9aa1a8"))
    label.setFrameEnabled(True)
    label.setFrameStrokeColor(QColor("#c5cbd0"))
    _put(label, name, box, page)


if __name__ == "__main__":
    raise SystemExit(main())
