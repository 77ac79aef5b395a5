"""The calm ground of the sheet: QGIS layers on the snapshot, styled by the symbology room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from qgis.core import (
    QgsExpression,
    QgsFeatureRenderer,
    QgsMapLayer,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)

from ..symbology import base_styles
from .errors import DrawingFailed
from .frame import MapFrame
from .ground import PHOTO
from .ground_picture import ground_layer
from .presets import Preset
from .snapshot import Feature, Snapshot

WATERS = {"sea": "海域", "river": "河流水面", "reservoir": "水库水面", "pond": "池塘水面"}
WATER_LINES = {"river": "河流", "stream": "溪流", "canal": "渠道", "coast": "海岸线"}
#: What a photograph shows by itself, better than a tint over it.
_SEEN_ON_PHOTO = ("building", "water_area", "contour")


@dataclass(frozen=True)
class BaseClass:
    """One class of the base map: how it is drawn and called, and which features belong to it."""

    key: str
    name: str
    layer: str
    symbol: QgsSymbol
    takes: Callable[[Feature], bool]


def base_classes(snapshot: Snapshot) -> list[BaseClass]:
    """Return the classes of the base map in legend order."""
    interval = snapshot.edition.get("contour_interval_m")
    contour = f"等高线（等高距{interval:g}米）" if interval else "等高线"
    borders = _rule_symbols(base_styles.border_renderer())
    of_a_village = any(_level(area, "village") and _own(area) for area in snapshot.areas)
    other = "相邻村界" if of_a_village else "村(社区)界"
    found = [
        BaseClass("border:own", "村(社区)界", "area", borders["村界"], lambda f: _level(f, "village") and _own(f)),
        BaseClass("border:other", other, "area", borders["邻村界"], lambda f: _level(f, "village") and not _own(f)),
        BaseClass("border:township", "乡镇界", "area", borders["乡镇界"], lambda f: _level(f, "township")),
    ]
    found += [
        BaseClass(f"road:{key}", names[0], "road", base_styles.road_symbol(key), _having("class", key))
        for key, names in base_styles.ROAD_NAMES.items()
    ]
    dikes = _rule_symbols(base_styles.dike_renderer())
    found += [
        BaseClass(f"dike:{key}", f"{text}（地形图）", "dike", dikes[text], _having("kind", key))
        for key, text in base_styles.DIKES.items()
    ]
    building = _single(base_styles.building_renderer())
    found.append(BaseClass("building", "房屋", "building", building, lambda f: True))
    water_lines = _rule_symbols(base_styles.water_line_renderer())
    found += [
        BaseClass(f"line:{key}", text, "water_line", water_lines[text], _having("kind", key))
        for key, text in WATER_LINES.items()
    ]
    water = _single(base_styles.water_area_renderer())
    found += [
        BaseClass(f"water:{key}", text, "water_area", water, _having("kind", key)) for key, text in WATERS.items()
    ]
    found.append(BaseClass("contour", contour, "contour", _single(base_styles.contour_renderer()), lambda f: True))
    return [one for one in found if not is_hidden(snapshot, one.layer)]


def is_hidden(snapshot: Snapshot, layer: str) -> bool:
    """Tell whether a layer of the base map is left to the photograph under it."""
    return on_photo(snapshot) and layer in _SEEN_ON_PHOTO


def on_photo(snapshot: Snapshot) -> bool:
    """Tell whether a photograph lies under the map."""
    return snapshot.ground is not None and snapshot.ground.wanted == PHOTO


def features(snapshot: Snapshot, layer: str) -> list[Feature]:
    """Return the features that a class's layer holds."""
    return snapshot.areas if layer == "area" else snapshot.base[layer]


def base_layers(snapshot: Snapshot, frame: MapFrame, preset: Preset) -> list[QgsMapLayer]:
    """Return the QGIS layers of the base map, the uppermost first, drawn as large as the rest of the sheet.

    Raises: DrawingFailed when the snapshot's layer does not open.
    """
    villages = "\"level\" = 'village'"
    picture = ground_layer(snapshot, frame, preset)
    layers: list[QgsMapLayer] = []
    for name, only_villages, style in base_styles.BASE_STACK:
        if picture is not None and (only_villages or is_hidden(snapshot, name)):
            continue  # the paper's tone of the villages would hide the picture
        if name == "dike" and not snapshot.base["dike"]:
            continue  # most villages have none, and snapshots of earlier releases have no such layer
        cased = name == "water_line" and on_photo(snapshot)
        renderer = base_styles.water_line_renderer(cased=True) if cased else style()
        if frame.zoom != 1.0:
            renderer.setReferenceScale(frame.scale * frame.zoom)
        layers.append(_layer(snapshot, name, villages if only_villages else "", renderer))
    return layers if picture is None else [*layers, picture]


def locator_layers(snapshot: Snapshot) -> list[QgsMapLayer]:
    """Return the layers of the locator: the villages of the township, the own one marked."""
    township = str(snapshot.edition.get("area_code") or "")[:9]
    own = f'"level" = \'village\' or "code" = {QgsExpression.quotedString(township)}'
    return [_layer(snapshot, "area", own, base_styles.locator_renderer())]


def _layer(snapshot: Snapshot, name: str, subset: str, renderer: QgsFeatureRenderer) -> QgsVectorLayer:
    options = QgsVectorLayer.LayerOptions(False)
    source = f"{snapshot.path}|layername={name}" + (f"|subset={subset}" if subset else "")
    layer = QgsVectorLayer(source, name, "ogr", options)
    if not layer.isValid():
        raise DrawingFailed(layer=name)
    layer.setRenderer(renderer)
    layer.setLabelsEnabled(False)
    return layer


def _rule_symbols(renderer: QgsFeatureRenderer) -> dict[str, QgsSymbol]:
    if not isinstance(renderer, QgsRuleBasedRenderer):
        raise DrawingFailed(layer="area")
    return {rule.label(): rule.symbol().clone() for rule in renderer.rootRule().children()}


def _single(renderer: QgsFeatureRenderer) -> QgsSymbol:
    """Return a copy of the symbol: the renderer takes its own with it when it goes."""
    if not isinstance(renderer, QgsSingleSymbolRenderer):
        raise DrawingFailed(layer="base")
    return renderer.symbol().clone()


def _own(feature: Feature) -> bool:
    return bool(feature.row.get("is_own"))


def _level(feature: Feature, level: str) -> bool:
    return feature.row.get("level") == level


def _having(field: str, value: str) -> Callable[[Feature], bool]:
    return lambda feature: feature.row.get(field) == value
