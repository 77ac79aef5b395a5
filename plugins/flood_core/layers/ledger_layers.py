"""Where the rows of a ledger land, before anything is saved: memory layers coloured by what becomes of the rows."""

from __future__ import annotations

from typing import Any, Callable, Mapping, Sequence

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor

from ..compat import field
from ..database.ledger_places import CHANGED, NEW, REFUSED, SAME, STATES, UNPLACED, RowPlace

COLORS = {NEW: "#1F7A45", CHANGED: "#1F5FA8", SAME: "#7A7A7A", REFUSED: "#C0181E", UNPLACED: "#C77700"}
#: While QGIS takes features in, no Python runs in any other thread: in pieces the windows stay awake.
_PIECE = 250
_KINDS = (("MultiPolygon", 2), ("MultiLineString", 1), ("Point", 0))


class LedgerLayers:
    """The layers of one checked ledger; ``remove`` takes them off the map again.

    They may be made in any thread, which is well for a ledger of 100,000 rows;
    all else is for the main thread.
    """

    def __init__(self, places: Sequence[RowPlace], title: str, words: Mapping[str, str]) -> None:
        """``title`` heads the group of layers, ``words`` are the states in the user's language."""
        self._title, self._words = title, words
        self.layers: list[QgsVectorLayer] = []
        self._place_of: dict[tuple[str, int], tuple[QgsVectorLayer, int]] = {}
        self._fill(places)

    def _fill(self, places: Sequence[RowPlace]) -> None:
        shapes = [(place, _geometry(place.geometry)) for place in places if place.geometry is not None]
        for kind, dimension in _KINDS:
            wanted = [(place, shape) for place, shape in shapes if shape.constGet().dimension() == dimension]
            if wanted:
                layer = self._layer(kind, wanted)
                layer.moveToThread(QCoreApplication.instance().thread())
                self.layers.append(layer)

    def _layer(self, kind: str, wanted: Sequence[tuple[RowPlace, QgsGeometry]]) -> QgsVectorLayer:
        layer = QgsVectorLayer(f"{kind}?crs=EPSG:4490", self._title, "memory")
        layer.setCustomProperty("skipMemoryLayersCheck", 1)  # nothing is lost with it: QGIS need not ask
        layer.dataProvider().addAttributes(
            [field("sheet", "text"), field("row", "integer"), field("name", "text"), field("state", "text")]
        )
        layer.updateFields()
        features = []
        for place, shape in wanted:
            feature = QgsFeature(layer.fields())
            feature.setAttributes([place.sheet, place.row, place.name, place.state])
            if kind.startswith("Multi"):
                shape.convertToMultiType()
            feature.setGeometry(shape)
            features.append(feature)
        for first in range(0, len(features), _PIECE):
            _, added = layer.dataProvider().addFeatures(features[first:first + _PIECE])
            for feature, (place, _) in zip(added, wanted[first:first + _PIECE]):
                self._place_of[place.sheet, place.row] = (layer, feature.id())
        layer.updateExtents()
        layer.setRenderer(self._renderer(layer))
        layer.setMapTipTemplate("[% name %]")
        return layer

    def _renderer(self, layer: QgsVectorLayer) -> QgsCategorizedSymbolRenderer:
        categories = []
        for state in STATES:
            symbol = QgsSymbol.defaultSymbol(layer.geometryType())
            symbol.setColor(QColor(COLORS[state]))
            if layer.geometryType() == QgsWkbTypes.GeometryType.PointGeometry:
                symbol.setSize(3.2)
            else:
                symbol.setOpacity(0.7)
            categories.append(QgsRendererCategory(state, symbol, self._words[state]))
        return QgsCategorizedSymbolRenderer("state", categories)

    def show(self, selected: Callable[[str, int], Any]) -> None:
        """Put the layers on top of the map; ``selected(sheet, row)`` hears when one thing is selected there."""
        root = QgsProject.instance().layerTreeRoot()
        group = root.insertGroup(0, self._title)
        for layer in reversed(self.layers):
            QgsProject.instance().addMapLayer(layer, False)
            group.addLayer(layer)
            layer.selectionChanged.connect(lambda _on, _off, _all, layer=layer: self._tell(layer, selected))

    def _tell(self, layer: QgsVectorLayer, selected: Callable[[str, int], Any]) -> None:
        chosen = layer.selectedFeatures()
        if len(chosen) == 1:
            selected(chosen[0]["sheet"], chosen[0]["row"])

    def select(self, sheet: str, row: int) -> QgsRectangle | None:
        """Select the thing of a row and return its extent in degrees; None when it has no place."""
        found = self._place_of.get((sheet, row))
        for layer in self.layers:
            layer.blockSignals(True)  # the row was chosen in the table: the map need not tell it back
            layer.removeSelection()
            if found is not None and layer is found[0]:
                layer.selectByIds([found[1]])
            layer.blockSignals(False)
            layer.triggerRepaint()
        return None if found is None else found[0].getFeature(found[1]).geometry().boundingBox()

    def extent(self) -> QgsRectangle:
        """Return the extent of all in degrees."""
        whole = QgsRectangle()
        whole.setMinimal()
        for layer in self.layers:
            whole.combineExtentWith(layer.extent())
        return whole

    def remove(self) -> None:
        """Take the layers and their group away."""
        group = QgsProject.instance().layerTreeRoot().findGroup(self._title)
        if group is not None:
            group.parent().removeChildNode(group)
        QgsProject.instance().removeMapLayers([layer.id() for layer in self.layers])
        self.layers, self._place_of = [], {}


def _geometry(wkb: bytes) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    return geometry
