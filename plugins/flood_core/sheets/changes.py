"""The difference sheet (修编对照): this year's map with what changed since last year's in red.

What changed is found in the database and carried in the snapshot, so that the
sheet itself is drawn like every other, in any process.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Mapping, Sequence

from osgeo import ogr
from qgis.core import QgsGeometry, QgsWkbTypes

from ..analysis.metric import from_hex
from ..errors import QT_TRANSLATE_NOOP, InputError
from ..situation.difference import ADDED, CHANGED, MOVED, REMOVED, Changed
from ..symbology.label_styles import RED
from . import drawing as pens
from .drawing import Drawing
from .frame import MapFrame
from .placement import Box
from .shapes import on_paper, polylines
from .tables import Column, Table

if TYPE_CHECKING:
    from .snapshot import Change, Snapshot

LAYER = "change"
WORDS = {ADDED: "新增", REMOVED: "删减", MOVED: "移动", CHANGED: "变更"}
_FIELDS = {
    "name": "名称", "symbol_code": "符号", "sub_label": "标注", "risk_level": "等级", "households": "户数",
    "people": "人数", "capacity_people": "容量", "number": "编号",
}  # fmt: skip


class ChangesUnknown(InputError):
    """A difference sheet was asked for of a file that does not know last year's map."""

    template = QT_TRANSLATE_NOOP("errors", "{path} does not say what changed since last year.")
    hint = QT_TRANSLATE_NOOP("errors", "Make the difference sheet from the database, where both maps are.")


def add_changes(gpkg: Path, changes: Sequence[Changed]) -> None:
    """Write what changed into a snapshot."""
    source = ogr.Open(str(gpkg), 1)
    layer = source.CreateLayer(LAYER, None, ogr.wkbNone)
    for name in ("kind", "name", "words", "before", "now"):
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for change in changes:
        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in (("kind", change.kind), ("name", change.name), ("words", _words(change)),
                            ("before", _wkt(change.before)), ("now", _wkt(change.now))):  # fmt: skip
            feature.SetField(name, value)
        layer.CreateFeature(feature)


def _wkt(ewkb: str | None) -> str:
    return from_hex(ewkb).asWkt(9) if ewkb else ""


def _words(change: Changed) -> str:
    """Return what is different, in a line of a table; facts that have no word of their own are told together."""
    found = [f"移动{change.metres:.0f}米"] if change.kind == MOVED else []
    found += [
        f"{_FIELDS[name]} {_shown(before)}→{_shown(now)}" for name, before, now in change.fields if name in _FIELDS
    ]
    if any(name not in _FIELDS for name, _, _ in change.fields):
        found.append("属性有变更")
    return "；".join(found)


def _shown(value: Any) -> str:
    return "空" if value in (None, "") else str(value)


def require_changes(snapshot: Snapshot) -> None:
    """Raise ChangesUnknown where the snapshot does not tell what changed."""
    if snapshot.changes is None:
        raise ChangesUnknown(path=snapshot.path.name)


def draw_changes(
    changes: Sequence[Change], frame: MapFrame, symbol_mm: float, boxes: Mapping[str, Box]
) -> Drawing:
    """Return the red marks: a ring round what is new or different, a cross on what went, a dashed line from old to new.

    ``boxes`` are where symbols stand, by name: they may have been moved apart.
    """
    drawing = Drawing()
    for change in changes:
        if change.now is not None:
            _mark(drawing, change.now, frame, symbol_mm, boxes.get(change.name), _ring)
        if change.before is not None and change.kind == REMOVED:
            _mark(drawing, change.before, frame, symbol_mm, None, _cross)
        if change.before is not None and change.now is not None and change.kind == MOVED:
            ends = [frame.to_paper(*_middle(geometry)) for geometry in (change.before, change.now)]
            if any(frame.holds(*end) for end in ends):
                drawing.marks.append(pens.Path((tuple(ends),), RED, 0.5, (1.6, 1.0)))
                _cross(drawing, *ends[0], 0.35 * symbol_mm)
    return drawing


def _middle(geometry: QgsGeometry) -> tuple[float, float]:
    middle = geometry.pointOnSurface().asPoint()
    return middle.x(), middle.y()


def _mark(
    drawing: Drawing, geometry: QgsGeometry, frame: MapFrame, symbol_mm: float, box: Box | None,
    sign: Callable[[Drawing, float, float, float], None],
) -> None:  # fmt: skip
    """Mark a point with a sign, a line or an area with a red line along it as well."""
    if geometry.type() != QgsWkbTypes.GeometryType.PointGeometry:
        for points in polylines(on_paper(geometry, frame)):
            drawing.marks.append(pens.Path((tuple(points),), RED, 0.7, (3.0, 1.2) if sign is _cross else ()))
    x, y = frame.to_paper(*_middle(geometry))
    if box is not None:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if frame.holds(x, y):
        sign(drawing, x, y, 0.5 * symbol_mm)


def _ring(drawing: Drawing, x: float, y: float, half: float) -> None:
    reach = half * 1.5
    drawing.rect((x - reach, y - reach, x + reach, y + reach), stroke=RED, width=0.7)


def _cross(drawing: Drawing, x: float, y: float, half: float) -> None:
    for ends in (((x - half, y - half), (x + half, y + half)), ((x - half, y + half), (x + half, y - half))):
        drawing.marks.append(pens.Path((ends,), "#ffffff", 1.6))
        drawing.marks.append(pens.Path((ends,), RED, 0.8))


def changes_table(snapshot: Snapshot) -> Table:
    """Return the list of what changed; how it is marked stands under it."""
    rows = [[WORDS[change.kind], change.name, change.words] for change in snapshot.changes or ()]
    columns = [Column("变化", bold=True), Column("名称", wraps=True), Column("内容", wraps=True)]
    note = "红框：新增或变更；红叉：删减；红虚线：由旧位置移到新位置。"
    return Table("changes", "与上年形势图对照", columns, rows, note=note, empty="与上年相同")
