"""The registers on the map: three layers in memory, filled from the background.

Not layers of QGIS's PostgreSQL provider: that one connects, counts, identifies
and reads its fields in the main thread. Measured with a server stopped for 12
seconds: such a layer held the main thread for all 12, whatever connect_timeout,
keepalives and statement_timeout said; with these layers the longest pause was
0.3 (``tests/windows/test_registers.py``). These layers hold what the filter
lets through within sight, read by a background thread (``database/registers.py``);
what stands on the map stays there while the server is away, and no source holds
a place or a password. They are read only: the registers are edited in the
suite's own form, which starts from the revision that the person saw.

Up to ``MOST`` things stand on the map at once, the most severe first; the dock
says how many there are in all. One table, one layer for each geometry: points,
lines and areas of both registers.
"""

from __future__ import annotations

from typing import Any, Iterable, Mapping, NamedTuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRenderer,
    QgsFields,
    QgsGeometry,
    QgsLayerTreeGroup,
    QgsPalLayerSettings,
    QgsProject,
    QgsRectangle,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor, QFont

from ..compat import field
from ..database.registers import Drawn
from ..symbology.renderers import element_renderer
from ..symbology.symbols import LABEL_FONT

MOST = 5_000
#: In the order in which they lie on each other, the top one first.
GEOMETRIES = {"point": "Point", "line": "MultiLineString", "polygon": "MultiPolygon"}
CRS = "EPSG:4490"
SYMBOL_MM = 6.0
LABELS_FROM = 25_000  # scale number from which names are written
_MARK = "floodmap/register"
_FIELDS = (("uid", "text"), ("kind", "text"), ("code", "text"), ("name", "text"), ("risk_level", "integer"),
           ("symbol_code", "text"))  # fmt: skip

_CODES = _MARK + "_symbols"
#: A property of the layer as Qt knows it, which no project file keeps: the uids that were chosen.
_CHOSEN = "floodmap_chosen"


class Part(NamedTuple):
    """What one layer shows: features, and a renderer for the symbols among them."""

    features: list[QgsFeature]
    symbols: str  # the codes, sorted
    renderer: QgsFeatureRenderer


#: Geometry (point, line, polygon) -> what its layer shows.
Content = Mapping[str, Part]


def content(things: Iterable[Drawn]) -> Content:
    """Return what the layers show; to be called in the background: a hundred symbols take a second to make."""
    fields = QgsFields()
    for name, kind in _FIELDS:
        fields.append(field(name, kind))
    made: dict[str, list[QgsFeature]] = {name: [] for name in GEOMETRIES}
    codes: dict[str, set[str]] = {name: set() for name in GEOMETRIES}
    for thing in things:
        geometry = QgsGeometry()
        geometry.fromWkb(thing.geometry)
        name = geometry_name(geometry)
        if name != "point":
            geometry.convertToMultiType()
        feature = QgsFeature(fields)
        feature.setAttributes([thing.uid, thing.kind, thing.code, thing.name, thing.risk_level, thing.symbol_code])
        feature.setGeometry(geometry)
        made[name].append(feature)
        codes[name].add(thing.symbol_code or "")
    return {
        name: Part(features, " ".join(sorted(codes[name])), _renderer(name, codes[name]))
        for name, features in made.items()
    }


def _renderer(geometry: str, codes: set[str]) -> QgsFeatureRenderer:
    return element_renderer(geometry, size_mm=SYMBOL_MM, codes=codes, with_marker=True)


def bounds(things: Content) -> QgsRectangle:
    """Return the box in degrees round all things; never without extent, where there is anything."""
    box = QgsRectangle()
    box.setMinimal()
    for part in things.values():
        for feature in part.features:
            box.combineExtentWith(feature.geometry().boundingBox())
    return QgsRectangle() if box.width() < 0 else box.buffered(0.002)


def geometry_name(geometry: QgsGeometry) -> str:
    """Return point, line or polygon."""
    kinds = {QgsWkbTypes.GeometryType.LineGeometry: "line", QgsWkbTypes.GeometryType.PolygonGeometry: "polygon"}
    return kinds.get(geometry.type(), "point")


class RegisterLayers:
    """The three layers of the registers in the project, under one group."""

    def __init__(self, group: str, names: Mapping[str, str]) -> None:
        """``group`` and ``names`` (by geometry) are what the layer tree calls them."""
        self._group, self._names = group, names

    @staticmethod
    def found() -> dict[str, QgsVectorLayer]:
        """Return the layers that the project has, by geometry."""
        layers = QgsProject.instance().mapLayers().values()
        return {layer.customProperty(_MARK): layer for layer in layers if layer.customProperty(_MARK) in GEOMETRIES}

    def show(self, new: Content) -> None:
        """Show this content and nothing else; layers that the project lacks are made."""
        layers = self.found()
        if len(layers) < len(GEOMETRIES):
            self._make(layers)
            layers = self.found()
        for name, layer in layers.items():
            provider, chosen = layer.dataProvider(), _still_chosen(layer)
            provider.truncate()
            provider.addFeatures(new[name].features)
            _choose(layer, chosen)
            if layer.customProperty(_CODES) != new[name].symbols:
                layer.setCustomProperty(_CODES, new[name].symbols)
                layer.setRenderer(new[name].renderer.clone())
            layer.updateExtents()
            layer.triggerRepaint()

    @classmethod
    def choose(cls, uids: Iterable[str]) -> int:
        """Select the things of these uids and return how many of them stand on the map.

        Those that come into sight later are selected then, until somebody selects something else.
        """
        wanted = frozenset(uids)
        return sum(_choose(layer, wanted) for layer in cls.found().values())

    def remove(self) -> None:
        """Take the layers and their group out of the project."""
        project = QgsProject.instance()
        group = self._find_group()
        project.removeMapLayers([layer.id() for layer in self.found().values()])
        if group is not None and not group.children():
            group.parent().removeChildNode(group)

    def _make(self, existing: Mapping[str, Any]) -> None:
        project = QgsProject.instance()
        group = self._find_group()
        if group is None:
            group = project.layerTreeRoot().insertGroup(0, self._group)
            group.setCustomProperty(_MARK, "group")
        for position, name in enumerate(GEOMETRIES):
            if name not in existing:
                layer = _layer(name, self._names[name])
                project.addMapLayer(layer, False)
                group.insertLayer(position, layer).setExpanded(False)
        group.setExpanded(False)

    @staticmethod
    def _find_group() -> QgsLayerTreeGroup | None:
        groups = QgsProject.instance().layerTreeRoot().findGroups()
        return next((group for group in groups if group.customProperty(_MARK) == "group"), None)


def _choose(layer: QgsVectorLayer, uids: frozenset[str]) -> int:
    layer.setProperty(_CHOSEN, sorted(uids))
    if not uids and not layer.selectedFeatureCount():
        return 0
    layer.selectByIds([one.id() for one in layer.getFeatures() if one["uid"] in uids])
    return layer.selectedFeatureCount()


def _still_chosen(layer: QgsVectorLayer) -> frozenset[str]:
    """Return the uids that were chosen, or those that somebody has selected by hand since."""
    chosen = frozenset(layer.property(_CHOSEN) or ())
    selected = frozenset(one["uid"] for one in layer.getSelectedFeatures())
    there = frozenset(one["uid"] for one in layer.getFeatures() if one["uid"] in chosen) if chosen else frozenset()
    return chosen if selected == there else selected


def _layer(geometry: str, title: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{GEOMETRIES[geometry]}?crs={CRS}&index=yes", title, "memory")
    layer.dataProvider().addAttributes([field(name, kind) for name, kind in _FIELDS])
    layer.updateFields()
    layer.setCrs(QgsCoordinateReferenceSystem(CRS))
    layer.setReadOnly(True)
    layer.setCustomProperty(_MARK, geometry)
    layer.setCustomProperty("skipMemoryLayersCheck", 1)  # nothing is lost with them when QGIS closes
    layer.setDisplayExpression('"name"')
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels(geometry)))
    layer.setLabelsEnabled(True)
    return layer


def _labels(geometry: str) -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.fieldName = "name"
    placements = {
        "point": QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint,
        "line": QgsPalLayerSettings.Placement.Line,
        "polygon": QgsPalLayerSettings.Placement.AroundPoint,
    }
    settings.placement = placements[geometry]
    settings.dist = SYMBOL_MM * 0.6 if geometry != "line" else 1
    settings.scaleVisibility = True
    settings.minimumScale = LABELS_FROM
    text = QgsTextFormat()
    text.setFont(QFont(LABEL_FONT))
    text.setSize(8.5)
    text.setColor(QColor("#1B1B1B"))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.7)
    buffer.setColor(QColor(255, 255, 255, 220))
    text.setBuffer(buffer)
    settings.setFormat(text)
    return settings
