"""The layers of an open working copy: in QGIS's memory, fed row by row, drawn like the print.

QGIS never opens the file itself. Its provider would keep it open, switch its
journal and leave side files beside it, and a command would have to wait for
QGIS's readers; so the file belongs to the working copy alone, and what a
command changed stands on the map at once.
"""

from __future__ import annotations

from typing import Any, Iterable, Mapping, Protocol

from qgis.core import (
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsMapLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from ..compat import field
from ..symbology import label_styles
from ..symbology.base_styles import BASE_STACK
from ..symbology.renderers import element_renderer, route_renderer
from ..symbology.versions import SHIPPED, SymbolSet
from .copy_labels import base_labels, element_labels, route_labels

#: Layers of the map's content, the uppermost first, with geometry and our name of it.
THEMES = {
    "element_point": ("Point", "point"),
    "route": ("LineString", "line"),
    "element_line": ("MultiLineString", "line"),
    "element_polygon": ("MultiPolygon", "polygon"),
}
_THEME_FIELDS = (
    ("uid", "text"), ("symbol_code", "text"), ("name", "text"), ("label", "text"), ("risk_level", "integer"),
    ("label_size", "number"), ("label_color", "text"), ("label_bold", "boolean"), ("label_x", "number"),
    ("label_y", "number"),
)  # fmt: skip
_BASE = {
    "area": ("MultiPolygon", (("code", "text"), ("level", "text"), ("display_name", "text"), ("is_own", "integer"))),
    "road": ("LineString", (("class", "text"), ("name", "text"))),
    "dike": ("LineString", (("kind", "text"), ("name", "text"))),
    "building": ("MultiPolygon", (("use", "text"),)),
    "water_line": ("LineString", (("kind", "text"), ("name", "text"), ("stream_order", "integer"))),
    "water_area": ("MultiPolygon", (("kind", "text"), ("name", "text"))),
    "contour": ("LineString", (("elevation_m", "number"), ("index_contour", "integer"))),
}
BASE_NAMES = tuple(_BASE)
#: A layer of a working copy carries this, with the edition's uid.
MARK = "floodmap/edition"


class Drawn(Protocol):
    """A row to draw: WKB in degrees (EPSG:4490) and its fields."""

    @property
    def wkb(self) -> bytes:
        """Return the geometry."""

    @property
    def fields(self) -> dict[str, Any]:
        """Return the fields by name."""


class CopyLayers:
    """The layers of one edition, the uppermost first in ``all``."""

    def __init__(
        self, edition_uid: str, names: Mapping[str, str], symbol_set: SymbolSet = SHIPPED, language: str = "zh"
    ) -> None:
        """``names`` are what the tree of layers calls them: THEMES, BASE_NAMES, ``ground``; symbols in ``language``."""
        self._edition, self._symbols, self._language = edition_uid, symbol_set, language
        self._rows: dict[str, dict[str, Drawn]] = {name: {} for name in THEMES}
        self._fids: dict[str, dict[str, int]] = {name: {} for name in THEMES}
        self._labels: dict[str, Drawn] = {}
        self._codes: dict[str, set[str]] = {name: set() for name in THEMES}
        self.themes: dict[str, QgsVectorLayer] = {}
        self.base: list[tuple[str, QgsVectorLayer]] = []
        self.village = QgsGeometry()
        for name, (geometry, kind) in THEMES.items():
            layer = self._layer(names[name], geometry, _THEME_FIELDS)
            layer.setLabeling(route_labels() if name == "route" else element_labels(kind))
            layer.setLabelsEnabled(True)
            self.themes[name] = layer
            self._style(name)
        for name, only_villages, renderer in BASE_STACK:
            layer = self._layer(names["ground" if only_villages else name], _BASE[name][0], _BASE[name][1])
            layer.setRenderer(renderer())
            labels = None if only_villages else base_labels(name)
            layer.setLabeling(labels)
            layer.setLabelsEnabled(labels is not None)
            self.base.append((name, layer))

    @property
    def all(self) -> list[QgsVectorLayer]:
        """Return all layers, the uppermost first."""
        return [*self.themes.values(), *(layer for _, layer in self.base)]

    def _layer(self, title: str, geometry: str, fields: Iterable[tuple[str, str]]) -> QgsVectorLayer:
        layer = QgsVectorLayer(f"{geometry}?crs=EPSG:4490", title, "memory", QgsVectorLayer.LayerOptions(False))
        layer.dataProvider().addAttributes([field(name, kind) for name, kind in fields])
        layer.updateFields()
        layer.setCustomProperty(MARK, self._edition)
        layer.setCustomProperty("skipMemoryLayersCheck", 1)  # the file keeps what they show
        layer.setReadOnly(True)
        layer.setFlags(QgsMapLayer.LayerFlag.Identifiable)
        return layer

    def _style(self, name: str) -> None:
        layer = self.themes[name]
        if name == "route":
            layer.setRenderer(route_renderer())
        else:
            kind, codes = THEMES[name][1], self._codes[name]
            layer.setRenderer(element_renderer(kind, codes=codes, with_marker=True, symbol_set=self._symbols,
                                               language=self._language))  # fmt: skip

    def draw_with(self, symbol_set: SymbolSet) -> None:
        """Draw with other versions of the symbols."""
        self._symbols = symbol_set
        for name, layer in self.themes.items():
            self._style(name)
            layer.triggerRepaint()

    # Filling ----------------------------------------------------------------------------

    def fill_base(self, name: str, rows: Iterable[Drawn]) -> None:
        """Show a layer of the base map; it does not change while a copy is open."""
        found = list(rows)
        for base, layer in self.base:
            if base != name:
                continue
            ground = BASE_STACK[[one for _, one in self.base].index(layer)][1]
            shown = [row for row in found if not ground or row.fields.get("level") == "village"]
            keys = [key for key, _ in _BASE[name][1]]
            made = [_feature(row.wkb, [row.fields.get(key) for key in keys]) for row in shown]
            layer.dataProvider().addFeatures(made)
            layer.updateExtents()
        if name == "area":
            own = [_geometry(row.wkb) for row in found if row.fields.get("is_own")]
            self.village = QgsGeometry.unaryUnion(own) if own else QgsGeometry()

    def show(self, name: str, rows: Iterable[Drawn], labels: Iterable[Drawn] = ()) -> bool:
        """Bring a layer of the content in step with its rows; return whether anything changed.

        ``labels`` are the rows of ``label_point``. Only what differs is touched.
        """
        new = {str(row.fields.get("uid")): row for row in rows}
        places = {str(row.fields.get("element_uid")): row for row in labels}
        old, fids = self._rows[name], self._fids[name]
        moved = {uid for uid in new if places.get(uid) != self._labels.get(uid)}
        gone = [uid for uid, row in old.items() if new.get(uid) != row or uid in moved]
        come = [uid for uid, row in new.items() if old.get(uid) != row or uid in moved]
        if not gone and not come:
            return False
        provider = self.themes[name].dataProvider()
        provider.deleteFeatures([fids.pop(uid) for uid in gone])
        for uid in new:
            self._labels.pop(uid, None)
        self._labels.update({uid: row for uid, row in places.items() if uid in new})
        _, made = provider.addFeatures([_themed(name, new[uid], places.get(uid)) for uid in come])
        fids.update({uid: feature.id() for uid, feature in zip(come, made)})
        self._rows[name] = new
        self._restyle(name, {str(row.fields.get("symbol_code")) for row in new.values()})
        self.themes[name].updateExtents()
        self.themes[name].triggerRepaint()
        return True

    def _restyle(self, name: str, codes: set[str]) -> None:
        if not codes <= self._codes[name]:
            self._codes[name] |= codes
            self._style(name)

    # Looking ----------------------------------------------------------------------------

    def row(self, uid: str) -> tuple[str, Drawn] | None:
        """Return layer and row of a thing on the map, None when it is not there."""
        return next(((name, rows[uid]) for name, rows in self._rows.items() if uid in rows), None)

    def geometry(self, uid: str) -> QgsGeometry | None:
        """Return the geometry of a thing on the map in degrees, None when it is not there."""
        found = self.row(uid)
        return None if found is None else _geometry(found[1].wkb)

    def codes_in_use(self) -> set[str]:
        """Return the symbols that stand on the map."""
        return {str(row.fields.get("symbol_code")) for name in THEMES if name != "route"
                for row in self._rows[name].values()}  # fmt: skip

    def near(self, box: QgsRectangle) -> list[str]:
        """Return the uids of what lies in a box (degrees): points first, then lines, then areas, the nearest first."""
        middle = QgsGeometry.fromPointXY(box.center())
        found: list[str] = []
        for layer in self.themes.values():
            request = QgsFeatureRequest().setFilterRect(box).setFlags(QgsFeatureRequest.Flag.ExactIntersect)
            here = sorted(layer.getFeatures(request), key=lambda one: (one.geometry().distance(middle), -one.id()))
            found += [str(one["uid"]) for one in here]
        return found


def _geometry(wkb: bytes) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry


def _feature(wkb: bytes, values: list[Any]) -> QgsFeature:
    feature = QgsFeature()
    feature.setGeometry(_geometry(wkb))
    feature.setAttributes(values)
    return feature


def _themed(name: str, row: Drawn, place: Drawn | None) -> QgsFeature:
    said = row.fields
    if name == "route":
        style, code = label_styles.ROUTE, "E30200"
        label: str | None = label_styles.route_label(said.get("number"), said.get("walking_minutes"))
    else:
        kind, code = str(said.get("element_type_code")), str(said.get("symbol_code"))
        style, label = label_styles.style_of(kind, str(said.get("legend_group")), code), said.get("label")
    at = _geometry(place.wkb).asPoint() if place is not None else None
    values = [said.get("uid"), code, said.get("name"), label, said.get("risk_level"), style.size, style.color,
              style.bold, at.x() if at else None, at.y() if at else None]  # fmt: skip
    return _feature(row.wkb, values)
