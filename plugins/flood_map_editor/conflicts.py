"""What two people changed: in words for the conflict window, and both shapes on the map."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flood_core.analysis.metric import from_hex
from flood_core.model.forms import CONTEXT, FormField
from flood_core.situation.element_form import element_fields, route_fields
from flood_core.situation.palette import symbol_uses
from flood_core.situation.working_copy import Difference
from flood_core.windows.conflict_window import COLORS, MINE, THEIRS, ConflictRow
from flood_core.windows.translation import tr, translate
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsRectangle, QgsReferencedRectangle, QgsWkbTypes
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtGui import QColor

from .editor import ELEMENT, ROUTE, Editor
from .words import thing_in_words, value_in_words

_SHAPES = ("geom", "label_point")
_DEGREES = "EPSG:4490"


def conflict_rows(editor: Editor) -> list[ConflictRow]:
    """Return all open conflicts in words; the keys are table, uid and field."""
    return [_row(editor, one) for one in editor.copy.conflicts()]


def _row(editor: Editor, one: Difference) -> ConflictRow:
    row = editor.copy.row(one.table, one.uid)
    field = fields_of(editor, one.table, row).get(one.field)
    if one.field == "retired":
        name, texts = tr("On the map?"), [tr("deleted") if value else tr("stays") for value in
                                          (one.base, one.mine, one.theirs)]  # fmt: skip
    elif one.field in _SHAPES:
        name, texts = tr("Place or shape"), ["", tr("blue on the map"), tr("orange on the map")]
    else:
        name = translate(CONTEXT, field.label) if field is not None else one.field
        texts = [value_in_words(field, _shown(one.field, value)) for value in (one.base, one.mine, one.theirs)]
    return ConflictRow((one.table, one.uid, one.field), thing_in_words(one.table, row), name, texts[0], texts[1],
                       texts[2], one.theirs_by, _local_time(one.theirs_at))  # fmt: skip


def fields_of(editor: Editor, table: str, row: dict[str, Any]) -> dict[str, FormField]:
    """Return the form's fields of a row by key; tables without a form of ours have none."""
    if table == ROUTE:
        return {field.key: field for field in route_fields()}
    if table != ELEMENT:
        return {}
    return {field.key: field for field in element_form_fields(editor, row)}


def element_form_fields(editor: Editor, row: dict[str, Any], *, read_only: bool = False) -> list[FormField]:
    """Return the fields of an element's form."""
    uses = symbol_uses(str(row["symbol_code"]), editor.copy.lookups)
    subjects = [code for kind, code in uses if kind in ("category", "resource_subtype")]
    return element_fields(row, editor.copy.lookups, subjects, read_only=read_only)


def _shown(name: str, value: Any) -> Any:
    return str(value) if name == "risk_level" and value is not None else value


def _local_time(text: str) -> str:
    try:
        return datetime.fromisoformat(text).astimezone().strftime("%m-%d %H:%M")
    except ValueError:
        return text


class BothShapes:
    """Two rubber bands in two colours: mine and theirs."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._bands: list[QgsRubberBand] = []

    def show(self, key: tuple[str, str, str]) -> None:
        """Show both shapes of a conflict and where they are; nothing when it is about something else."""
        self.clear()
        found = [one for one in self._editor.copy.conflicts() if (one.table, one.uid, one.field) == key]
        if not found or found[0].field not in _SHAPES:
            return
        shapes = {MINE: found[0].mine, THEIRS: found[0].theirs}
        box = QgsRectangle()
        box.setMinimal()
        for side, text in shapes.items():
            if text:
                geometry = from_hex(text)
                box.combineExtentWith(geometry.boundingBox())
                self._bands.append(self._band(geometry, COLORS[side]))
        canvas = self._editor.iface.mapCanvas()
        box.grow(0.0005)
        box.setXMinimum(box.xMinimum() - box.width() * 1.5)  # the window stands at the left
        canvas.setReferencedExtent(QgsReferencedRectangle(box, QgsCoordinateReferenceSystem(_DEGREES)))
        canvas.zoomByFactor(1.5)
        canvas.refresh()

    def _band(self, geometry: QgsGeometry, color: str) -> QgsRubberBand:
        canvas = self._editor.iface.mapCanvas()
        kinds = (QgsWkbTypes.GeometryType.PointGeometry, QgsWkbTypes.GeometryType.LineGeometry,
                 QgsWkbTypes.GeometryType.PolygonGeometry)  # fmt: skip
        band = QgsRubberBand(canvas, kinds[geometry.constGet().dimension()])
        band.setColor(QColor(color))
        fill = QColor(color)
        fill.setAlpha(50)
        band.setFillColor(fill)
        band.setWidth(4)
        band.setIconSize(22)
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setToGeometry(geometry, QgsCoordinateReferenceSystem(_DEGREES))
        return band

    def clear(self) -> None:
        """Take the shapes off the map."""
        for band in self._bands:
            self._editor.iface.mapCanvas().scene().removeItem(band)
        self._bands.clear()
