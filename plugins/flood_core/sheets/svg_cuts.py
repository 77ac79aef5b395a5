"""Cut what runs over its frame in an SVG: Qt's writer of SVG knows no clipping.

Where a pen would be clipped it leaves a mark instead: the outline in a colour
that nothing else has. The marks are made clip paths here.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree  # nosec B405 - reads what QGIS just wrote

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPaintEngine, QPainter, QPainterPath, QPen

from ..resources.whole_files import write_whole

_SVG = "http://www.w3.org/2000/svg"
_NAMESPACES = {
    "": _SVG, "xlink": "http://www.w3.org/1999/xlink", "cc": "http://creativecommons.org/ns#",
    "dc": "http://purl.org/dc/elements/1.1/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}  # fmt: skip
_BEGIN, _END = "#010300", "#010301"


def is_svg(painter: QPainter) -> bool:
    """Tell whether a painter writes SVG."""
    return painter.paintEngine().type() == QPaintEngine.Type.SVG


def begin_cut(painter: QPainter, outline: QPainterPath | QRectF) -> None:
    """Cut what follows at an outline: by the painter itself, or by a mark in SVG. Ends with ``end_cut``."""
    if is_svg(painter):
        path = QPainterPath()
        if isinstance(outline, QRectF):
            path.addRect(outline)
        else:
            path.addPath(outline)
        _mark(painter, _BEGIN, path)
        return
    painter.save()
    if isinstance(outline, QRectF):
        painter.setClipRect(outline, Qt.ClipOperation.IntersectClip)
    else:
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)


def end_cut(painter: QPainter) -> None:
    """End the innermost cut."""
    if is_svg(painter):
        point = QPainterPath(QPointF(0.0, 0.0))
        point.lineTo(QPointF(0.0, 0.0))
        _mark(painter, _END, point)
    else:
        painter.restore()


def _mark(painter: QPainter, color: str, path: QPainterPath) -> None:
    painter.save()
    painter.setPen(QPen(QColor(color), 0.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.restore()


def cut_svg(path: Path) -> None:
    """Make the marks in an SVG clip paths. Raises: OSError, xml.etree.ElementTree.ParseError."""
    for prefix, uri in _NAMESPACES.items():
        ElementTree.register_namespace(prefix, uri)
    tree = ElementTree.parse(path)  # noqa: S314  # nosec B314
    root = tree.getroot()
    body, definitions = root.find(f"{{{_SVG}}}g"), root.find(f"{{{_SVG}}}defs")
    if body is None or definitions is None:
        return
    parts, open_ones = list(body), [body]
    for part in parts:
        body.remove(part)
    for part in parts:
        stroke = part.get("stroke")
        if stroke not in (_BEGIN, _END):
            if len(part):  # Qt leaves empty groups behind
                open_ones[-1].append(part)
            continue
        for mark in part:
            if stroke == _END:
                open_ones.pop()
                continue
            name = f"cut{len(definitions) + 1}"
            clip = ElementTree.SubElement(definitions, f"{{{_SVG}}}clipPath", id=name)
            shape = {"d": mark.get("d", ""), "transform": part.get("transform", ""), "clip-rule": "evenodd"}
            ElementTree.SubElement(clip, f"{{{_SVG}}}path", shape)
            open_ones.append(ElementTree.SubElement(open_ones[-1], f"{{{_SVG}}}g", {"clip-path": f"url(#{name})"}))
    root.set("baseProfile", "full")  # SVG Tiny knows no clip paths
    write_whole(path, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
