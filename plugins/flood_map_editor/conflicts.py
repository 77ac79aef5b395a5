"""What two people changed: in words for the conflict window, and both shapes on the map."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Sequence

from flood_core.analysis.metric import from_hex
from flood_core.model.beijing import BEIJING
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

RETIRED = "retired"
_SHAPES = ("geom", "label_point")
_DEGREES = "EPSG:4490"
#: What a decision is about: table, uid, fields.
Key = tuple[str, str, tuple[str, ...]]


def conflict_rows(editor: Editor) -> list[ConflictRow]:
    """Return all open decisions in words; the keys are table, uid and fields."""
    return [_row(editor, together) for together in editor.copy.decisions()]


def _row(editor: Editor, together: tuple[Difference, ...]) -> ConflictRow:
    first = together[0]
    row = editor.copy.row(first.table, first.uid)
    forms = fields_of(editor, first.table, row)
    told = [one for one in together if one.field in _SHAPES or one.field == RETIRED or _is_typed(forms, one.field)]
    words = [_in_words(one, forms.get(one.field)) for one in told or together]
    names, *texts = zip(*words)
    base, mine, theirs = (_together(parts) for parts in texts)
    key = (first.table, first.uid, tuple(one.field for one in together))
    return ConflictRow(key, thing_in_words(first.table, row), " · ".join(names), base, mine, theirs, first.theirs_by,
                       _beijing_time(first.theirs_at))  # fmt: skip


def _together(parts: Sequence[str]) -> str:
    """Return the parts line by line; one that another says too is said once."""
    kept = [part for part in dict.fromkeys(parts) if part and not any(part in one for one in parts if one != part)]
    return "\n".join(kept)


def _is_typed(forms: dict[str, FormField], name: str) -> bool:
    """Tell whether a person fills that field in; others follow from it."""
    return name in forms and not forms[name].read_only


def _in_words(one: Difference, field: FormField | None) -> tuple[str, str, str, str]:
    """Return what it is about, and what it was, is here and is there."""
    values = (one.base, one.mine, one.theirs)
    if one.field == RETIRED:
        base, mine, theirs = (tr("deleted") if value else tr("stays") for value in values)
        return tr("On the map?"), base, mine, theirs
    if one.field in _SHAPES:
        return tr("Place or shape"), "", tr("blue on the map"), tr("orange on the map")
    base, mine, theirs = (value_in_words(field, _shown(one.field, value)) for value in values)
    return translate(CONTEXT, field.label) if field is not None else one.field, base, mine, theirs


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


def _beijing_time(text: str) -> str:
    try:
        return datetime.fromisoformat(text).astimezone(BEIJING).strftime("%m-%d %H:%M")
    except ValueError:
        return text


class BothShapes:
    """Two rubber bands in two colours: mine and theirs."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._bands: list[QgsRubberBand] = []

    def show_first(self, keys: Sequence[Key]) -> None:
        """Show the first of these conflicts that is about a place: it is seen before it is decided."""
        about_places = [key for key in keys if set(key[2]).intersection(_SHAPES)]
        if about_places:
            self.show(about_places[0])

    def show(self, key: Key) -> None:
        """Show both shapes of a conflict and where they are; nothing when it is about something else."""
        self.clear()
        table, uid, fields = key
        found = [one for one in self._editor.copy.conflicts()
                 if (one.table, one.uid) == (table, uid) and one.field in fields and one.field in _SHAPES]  # fmt: skip
        if not found:
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
