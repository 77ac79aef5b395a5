"""The names on the editor's map: said and coloured as on the sheet, placed by QGIS, larger for the screen."""

from __future__ import annotations

from qgis.core import (
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsSimpleLineCallout,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from ..symbology import label_styles, palette

#: A screen is read from farther away than a sheet.
SCREEN = 1.3
#: With more names in sight than this nobody reads them, and placing them takes seconds; nearer up all are there.
MOST_NAMES = 400
FONT = "WenQuanYi Micro Hei"
#: A name farther from its thing than this gets a line that leads to it.
LEADER_MM = 6.0
_MM = QgsUnitTypes.RenderUnit.RenderMillimeters


def element_labels(geometry: str) -> QgsVectorLayerSimpleLabeling:
    """Return the labels of elements: text and look from the fields ``label``, ``label_size`` ..."""
    settings = _settings("label", label_styles.DANGER)
    if geometry == "point":
        settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
        settings.dist, settings.distUnits = 3.2, _MM
    elif geometry == "line":
        settings.placement = QgsPalLayerSettings.Placement.Line
    else:
        settings.placement = QgsPalLayerSettings.Placement.OverPoint
        settings.quadOffset = QgsPalLayerSettings.QuadrantPosition.QuadrantBelow
        settings.yOffset, settings.offsetUnits = 3.0, _MM  # below the symbol in the middle
    properties = settings.dataDefinedProperties()
    for key, expression in (
        (QgsPalLayerSettings.Property.Size, f'"label_size" * {SCREEN}'),
        (QgsPalLayerSettings.Property.Color, '"label_color"'),
        (QgsPalLayerSettings.Property.Bold, '"label_bold"'),
        (QgsPalLayerSettings.Property.PositionX, '"label_x"'),
        (QgsPalLayerSettings.Property.PositionY, '"label_y"'),
        (QgsPalLayerSettings.Property.ZIndex, '10 - "label_size"'),
    ):
        properties.setProperty(key, QgsProperty.fromExpression(expression))
    settings.setDataDefinedProperties(properties)
    settings.priority = 7
    settings.setCallout(_leader())
    return QgsVectorLayerSimpleLabeling(settings)


def _leader() -> QgsSimpleLineCallout:
    """Return the thin line from a thing to a name that was put far away from it."""
    leader = QgsSimpleLineCallout()
    leader.setEnabled(True)
    leader.setMinimumLength(LEADER_MM)
    leader.setMinimumLengthUnit(_MM)
    leader.setLineSymbol(QgsLineSymbol.createSimple({"color": "#333333", "width": "0.15"}))
    return leader


def route_labels() -> QgsVectorLayerSimpleLabeling:
    """Return the labels of routes: number and minutes, along the line."""
    settings = _settings("label", label_styles.ROUTE)
    settings.placement = QgsPalLayerSettings.Placement.Line
    settings.priority = 9
    return QgsVectorLayerSimpleLabeling(settings)


def base_labels(layer: str) -> QgsVectorLayerSimpleLabeling | None:
    """Return the quiet names of a layer of the base map, None for layers without names."""
    styles = {"road": label_styles.ROAD, "dike": label_styles.ROAD,
              "water_line": label_styles.WATER, "water_area": label_styles.WATER,
              "area": label_styles.NEIGHBOUR}  # fmt: skip
    if layer not in styles:
        return None
    name = 'case when "level" = \'village\' and "is_own" = 0 then "display_name" end' if layer == "area" else "name"
    settings = _settings(name, styles[layer], expression=layer == "area")
    lines = layer in ("road", "dike", "water_line")
    settings.placement = QgsPalLayerSettings.Placement.Curved if lines else QgsPalLayerSettings.Placement.Horizontal
    settings.priority = 2
    return QgsVectorLayerSimpleLabeling(settings)


def _settings(field: str, style: label_styles.LabelStyle, *, expression: bool = False) -> QgsPalLayerSettings:
    text = QgsTextFormat()
    font = QFont(FONT)
    font.setBold(style.bold)
    text.setFont(font)
    text.setSize(style.size * SCREEN)
    text.setSizeUnit(_MM)
    text.setColor(QColor(style.color))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.5)
    halo.setSizeUnit(_MM)
    halo.setColor(QColor(palette.GROUND))
    text.setBuffer(halo)
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = field, expression
    settings.setFormat(text)
    thinning = settings.thinningSettings()
    thinning.setLimitNumberLabelsEnabled(True)
    thinning.setMaximumNumberLabels(MOST_NAMES)
    settings.setThinningSettings(thinning)
    return settings
