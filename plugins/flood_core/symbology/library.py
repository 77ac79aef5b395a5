"""The style library: all symbols as one QGIS XML file, tagged in Chinese and English.

Plain QGIS imports it without our plugins. QGIS writes attributes in the order
of a hash table, so the XML is written again with attributes in order; two
builds then give the same bytes.
"""

from __future__ import annotations

from qgis.core import QgsReadWriteContext, QgsSymbol, QgsSymbolLayerUtils
from qgis.PyQt.QtCore import QByteArray, QXmlStreamReader, QXmlStreamWriter
from qgis.PyQt.QtXml import QDomDocument, QDomElement

from .catalogue import Catalogue, Symbol
from .legend import GROUPS
from .symbols import LABEL_FROM_MM, fill, line, marker

_GEOMETRY_TAGS = {"point": ("点", "point"), "line": ("线", "line"), "polygon": ("面", "area")}
_ORIGIN_TAGS = {"standard": ("国标", "standard"), "extension": ("扩展", "extension"), "guide": ("指南", "guide")}
_COLOR_TAGS = {"red": "红", "yellow": "黄", "blue": "蓝", "green": "绿"}
# what QGIS from 3.28 on numbers afresh on every save
_VOLATILE = {"id"}


def style_library(catalogue: Catalogue) -> bytes:
    """Return the library as XML: each point also with its label at 8 mm, lines and areas once."""
    document = QDomDocument("qgis_style")
    root = document.createElement("qgis_style")
    root.setAttribute("version", "2")
    document.appendChild(root)
    symbols = document.createElement("symbols")
    root.appendChild(symbols)
    for symbol in catalogue:
        tags = _tags(symbol)
        name = f"{symbol.code} {symbol.name_zh}"
        symbols.appendChild(_element(document, name, _draw(symbol), tags))
        if symbol.geometry == "point" and symbol.label:
            labelled = marker(symbol.code, LABEL_FROM_MM)
            symbols.appendChild(_element(document, f"{name} (注记)", labelled, [*tags, "注记", "label"]))
    for empty in ("colorramps", "textformats", "labelsettings", "legendpatchshapes", "symbols3d"):
        root.appendChild(document.createElement(empty))
    return canonical(document.toString(1))


def canonical(xml: str) -> bytes:
    """Return ``xml`` with the attributes of each element in alphabetical order, without volatile ones."""
    reader = QXmlStreamReader(xml)
    out = QByteArray()
    writer = QXmlStreamWriter(out)
    writer.setAutoFormatting(True)
    writer.setAutoFormattingIndent(1)
    writer.writeStartDocument()
    while not reader.atEnd():
        reader.readNext()
        if reader.isStartElement():
            name = reader.name()
            if name == "prop":  # the old form of the Option beside it
                reader.skipCurrentElement()
                continue
            writer.writeStartElement(name)
            found = reader.attributes()
            attributes = {found.at(i).qualifiedName(): found.at(i).value() for i in range(found.size())}
            # QGIS from 3.24 on draws a lot for each pattern; ours leave nothing to chance.
            if name == "Option" and attributes.get("name") == "seed":
                attributes["value"] = "1"
            for key in sorted(attributes):
                if not (name == "layer" and key in _VOLATILE):
                    writer.writeAttribute(key, attributes[key])
        elif reader.isEndElement():
            writer.writeEndElement()
        elif reader.isCharacters() and not reader.isWhitespace():
            writer.writeCharacters(reader.text())
        elif reader.isDTD():
            writer.writeDTD(reader.text())
    writer.writeEndDocument()
    return bytes(out.data())


def _draw(symbol: Symbol) -> QgsSymbol:
    if symbol.geometry == "point":
        return marker(symbol.code)
    return line(symbol.code) if symbol.geometry == "line" else fill(symbol.code)


def _tags(symbol: Symbol) -> list[str]:
    group = next(group for group in GROUPS if group.code == symbol.legend_group)
    tags = ["防汛防台", "flood map", group.name_zh, group.name_en.lower(), *_ORIGIN_TAGS.get(symbol.origin, ())]
    tags += _GEOMETRY_TAGS[symbol.geometry]
    tags += [symbol.name_en.lower().replace(",", " "), *symbol.class_name.split("·")]
    if symbol.geometry == "point" and symbol.color in _COLOR_TAGS:
        tags += [_COLOR_TAGS[symbol.color], symbol.color]
    return list(dict.fromkeys(tags))


def _element(document: QDomDocument, name: str, symbol: QgsSymbol, tags: list[str]) -> QDomElement:
    element = QgsSymbolLayerUtils.saveSymbol(name, symbol, document, QgsReadWriteContext())
    element.setAttribute("tags", ",".join(tags))
    return element
