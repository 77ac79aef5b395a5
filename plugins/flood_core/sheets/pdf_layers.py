"""Layers of a PDF that its reader can switch off and on: written into QGIS's file, and read back from it.

QGIS's own layered export was tried: it keeps the first page only and ends the
process where a layout holds items made in Python. So the pen leaves marks in
the page's program, which cost next to nothing, and they are made layers here
(optional content, PDF 1.5). Pages, texts, fonts and the place on the ground stay
as they are.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Iterator

from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen

from ..resources.whole_files import write_whole

#: Key and name of the layers, the undermost first.
LAYERS = {
    "ground": "基础地理",
    "areas": "范围与线状要素",
    "routes": "转移路线",
    "symbols": "点状符号",
    "names": "注记",
    "changes": "修编对照",
}

#: How the name of such a file ends: it lies beside the plain one.
LAYERED = "_layers.pdf"

#: A mark is a stroke without length in a colour that nothing else has; its blue says which layer begins, 0 none.
_RED, _GREEN = 1, 2
_KEYS = ("", *LAYERS)
_STROKE = re.compile(rb"0\.0039\d* 0\.0078\d* (0(?:\.\d+)?) SCN\n(?:[^\n]*\n){1,6}?S\n")
_TURNS = re.compile(rb"/OC /(\w+) BDC\b|\bBDC\b|\bBMC\b|\bEMC\b")
_DRAWS = re.compile(rb" l\n| re\n| Tj\b| Do\n")


def paint_mark(key: str, painter: QPainter) -> None:
    """Leave the mark that a layer begins here, with an empty key that none goes on."""
    painter.save()
    painter.setPen(QPen(QColor(_RED, _GREEN, _KEYS.index(key)), 0.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(QPointF(0.0, 0.0), QPointF(0.0, 0.0))
    painter.restore()


def make_layers(path: Path) -> None:
    """Turn the marks in a PDF into layers. Raises: OSError."""
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

    reader, writer = PdfReader(str(path)), PdfWriter()
    writer.clone_document_from_reader(reader)
    writer.pdf_header = b"%PDF-1.5"  # the first that knows layers
    if reader.metadata:
        writer.add_metadata(dict(reader.metadata))
    groups: dict[str, Any] = {}

    def group(key: str) -> Any:
        if key not in groups:
            named = {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject(LAYERS[key])}
            groups[key] = writer._add_object(DictionaryObject(named))
        return groups[key]

    for source, page in zip(reader.pages, writer.pages):
        contents = source.get_contents()
        program, keys = _with_layers(contents.get_data() if contents is not None else b"")
        if not keys:
            continue
        stream = StreamObject()
        stream._data = program
        writer._objects[page.raw_get("/Contents").idnum - 1] = stream.flate_encode()
        properties = DictionaryObject({NameObject(f"/{key}"): group(key) for key in keys})
        resources: Any = page["/Resources"].get_object()
        resources[NameObject("/Properties")] = properties
    listed = ArrayObject(groups[key] for key in LAYERS if key in groups)
    order = ArrayObject(reversed(listed))  # readers list the uppermost first
    shown = DictionaryObject({NameObject("/Order"): order, NameObject("/ON"): listed})
    writer._root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): listed, NameObject("/D"): shown}
    )
    content = BytesIO()
    writer.write(content)
    write_whole(path, content.getvalue())


def _with_layers(program: bytes) -> tuple[bytes, list[str]]:
    """Return a page's program with marked content instead of marks, and the keys of its layers."""
    marks = list(_STROKE.finditer(program))
    ends = [*(mark.start() for mark in marks[1:]), len(program)]
    found, keys = [program[: marks[0].start()] if marks else program], []
    for mark, end in zip(marks, ends):
        key, part = _KEYS[round(float(mark[1]) * 255)], program[mark.end():end]
        if key and _DRAWS.search(part):
            part = f"/OC /{key} BDC\n".encode("ascii") + part + b"\nEMC\n"
            keys.append(key)
        found.append(part)
    return b"".join(found), keys


def drawn_layers(page: Any, program: bytes) -> set[str]:
    """Return the names of the layers of a page in which something is drawn.

    Raises: ValueError when layers are not closed, or have no name.
    """
    names = {
        str(key)[1:]: str(group.get_object()["/Name"])
        for key, group in (page["/Resources"].get_object().get("/Properties") or {}).items()
    }
    found = set()
    for key, part in sections(program):
        if key not in names:
            raise ValueError(f"layer {key} has no name")
        if _DRAWS.search(part):
            found.add(names[key])
    return found


def sections(program: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield key and content of every layer's section in a page's program. Raises: ValueError."""
    begun: list[tuple[str, int]] = []
    for turn in _TURNS.finditer(program):
        if turn[0] != b"EMC":
            begun.append(((turn[1] or b"").decode("ascii"), turn.end()))
            continue
        if not begun:
            raise ValueError("a layer ends that did not begin")
        key, start = begun.pop()
        if key:
            yield key, program[start:turn.start()]
    if begun:
        raise ValueError("a layer does not end")
