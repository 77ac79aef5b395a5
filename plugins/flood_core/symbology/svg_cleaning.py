"""Take an SVG from anybody: only shapes and paint may stay.

A hostile drawing can run scripts, fetch from the network, read files, carry a
photograph, or grow without end. ``cleaned`` refuses such a file with its reason;
what merely says nothing on a map (editor's remarks, unknown attributes) is left
out. Nothing outside the text is ever read: entities and document types are
refused before parsing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Iterator, NoReturn
from xml.parsers import expat

from ..errors import QT_TRANSLATE_NOOP, InputError

MOST_BYTES = 200_000
MOST_ELEMENTS, DEEPEST = 2_000, 20
SVG = "http://www.w3.org/2000/svg"
#: What may be drawn, and the attributes that it may have.
_GEOMETRY = {
    "svg": {"width", "height", "viewBox"}, "g": set(), "title": set(), "path": {"d"},
    "rect": {"x", "y", "width", "height", "rx", "ry"}, "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"}, "line": {"x1", "y1", "x2", "y2"}, "polyline": {"points"},
    "polygon": {"points"},
}  # fmt: skip
_PAINT = {
    "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-miterlimit",
    "fill-rule", "fill-opacity", "stroke-opacity", "opacity", "transform",
}  # fmt: skip
_PLAIN = re.compile(r"^[A-Za-z0-9 .,#()%\-+\n\r\t]*$")

SCRIPT = QT_TRANSLATE_NOOP("errors", "it contains a script")
EVENT = QT_TRANSLATE_NOOP("errors", "it contains an event handler")
LINK = QT_TRANSLATE_NOOP("errors", "it refers to something outside itself")
RASTER = QT_TRANSLATE_NOOP("errors", "it contains a picture of pixels; a symbol is drawn with lines and areas")
FOREIGN = QT_TRANSLATE_NOOP("errors", "it contains a piece of a web page (foreignObject)")
ENTITY = QT_TRANSLATE_NOOP("errors", "it declares a document type or entities")
TEXT = QT_TRANSLATE_NOOP("errors", "it contains text; turn the text into paths in the drawing program")
ANIMATED = QT_TRANSLATE_NOOP("errors", "it moves")
UNKNOWN = QT_TRANSLATE_NOOP("errors", "it uses something that symbols cannot have; flatten the drawing first")
TOO_LARGE = QT_TRANSLATE_NOOP("errors", "it is too large")
BROKEN = QT_TRANSLATE_NOOP("errors", "it is no readable SVG")
EMPTY = QT_TRANSLATE_NOOP("errors", "it draws nothing")


class UncleanSvg(InputError):
    """An SVG that may not become a symbol; ``reason`` is a marked text, ``what`` the place in brackets."""

    template = QT_TRANSLATE_NOOP("errors", "This SVG cannot become a symbol: {reason}{what}.")
    hint = QT_TRANSLATE_NOOP("errors", "Draw the symbol with plain shapes and save it as 'plain SVG'.")


class _Element:
    """One element that stays: its tag, its attributes, what stands in it."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[_Element] = []

    def text(self) -> str:
        """Return the element as SVG text."""
        words = "".join(f' {key}="{_quoted(value)}"' for key, value in self.attributes.items())
        inner = "".join(child.text() for child in self.children)
        return f"<{self.tag}{words}>{inner}</{self.tag}>" if inner else f"<{self.tag}{words}/>"

    def walk(self) -> Iterator[_Element]:
        """Yield the element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class Cleaned:
    """A drawing of plain shapes: its view and its elements."""

    def __init__(self, root: _Element) -> None:
        self._root = root
        self.view = _view(root)

    def shapes(self) -> str:
        """Return the shapes as SVG text, without the element around them."""
        return "".join(child.text() for child in self._root.children)

    def paints(self) -> set[str]:
        """Return the colours used, as written; ``#000000`` where a shape names none."""
        found: set[str] = set()
        for element in self._root.walk():
            for key in ("fill", "stroke"):
                if element.attributes.get(key, "none") not in ("none", "transparent"):
                    found.add(element.attributes[key].lower())
        return found or {"#000000"}

    def painted(self, tint: str) -> str:
        """Return the shapes with every colour replaced by ``tint``."""
        for element in self._root.walk():
            for key in ("fill", "stroke"):
                if element.attributes.get(key, "none") not in ("none", "transparent"):
                    element.attributes[key] = tint
        return f'<g fill="{_quoted(tint)}">{self.shapes()}</g>'


def fits(path: Path) -> bool:
    """Tell whether a file is small enough to be looked at. Raises OSError when it cannot be reached."""
    return path.stat().st_size <= MOST_BYTES


def cleaned(content: bytes) -> Cleaned:
    """Return what may stay of an SVG file. Raises: UncleanSvg, with the reason."""
    if len(content) > MOST_BYTES:
        _refuse(TOO_LARGE, f"{len(content) // 1000} kB")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.EntityDeclHandler = builder.entity
    parser.ExternalEntityRefHandler = builder.external
    parser.ProcessingInstructionHandler = builder.instruction
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UncleanSvg(reason=BROKEN, what=f" (line {error.lineno})") from error
    if builder.root is None:
        _refuse(BROKEN, "svg")
    if not any(element.tag not in ("svg", "g", "title") for element in builder.root.walk()):
        _refuse(EMPTY)
    return Cleaned(builder.root)


@lru_cache(maxsize=4000)
def check_clean(svg: str) -> None:
    """Accept one of our own drawings, whole and unchanged. Raises: UncleanSvg.

    QGIS parameters (``param(fill) #ffcb1f``) may stand where a colour stands.
    """
    cleaned(re.sub(r"param\((?:fill|outline|outline-width)\) ", "", svg).encode("utf-8"))


class _Builder:
    """Receives the parser's events; keeps what may stay and refuses what is dangerous."""

    def __init__(self) -> None:
        self.root: _Element | None = None
        self._open: list[_Element | None] = []
        self._count = 0

    def doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        """Refuse any document type but the public one of SVG, which old editors name."""
        if internal or name != "svg" or not (public or "").startswith("-//W3C//DTD SVG "):
            _refuse(ENTITY)

    def entity(self, *_: object) -> None:
        """Refuse entities: they can grow without end or read files."""
        _refuse(ENTITY)

    def external(self, *_: object) -> int:
        """Refuse what stands outside the file."""
        _refuse(ENTITY)

    def instruction(self, target: str, data: str) -> None:
        """Refuse a style sheet: it may be fetched from elsewhere."""
        if target.lower().startswith("xml-stylesheet"):
            _refuse(LINK, target)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Keep an element, leave it out, or refuse the file."""
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            _refuse(TOO_LARGE, f"{self._count} elements, {len(self._open)} deep")
        space, _, tag = name.rpartition(" ")
        for key, value in attributes.items():
            _check_attribute(key.rpartition(" ")[2], value)
        if space not in (SVG, ""):
            _check_foreign(tag)
            self._open.append(None)  # an editor's remarks: left out with all below them
            return
        _check_tag(tag)
        skipped = tag in ("defs", "metadata", "desc", "style") or (self._open and self._open[-1] is None)
        if skipped:
            self._open.append(None)
            return
        element = _Element(tag, _kept(tag, attributes))
        if self.root is None:
            if tag != "svg":
                _refuse(BROKEN, tag)
            self.root = element
        elif self._open[-1] is not None:
            if tag == "svg":
                _refuse(UNKNOWN, "svg")
            self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, name: str) -> None:
        """Close an element."""
        self._open.pop()


def _check_tag(tag: str) -> None:
    """Refuse what is dangerous or would be lost without a word."""
    low = tag.lower()
    if low in ("script", "handler", "listener"):
        _refuse(SCRIPT)
    if low in ("image", "feimage", "video", "audio", "iframe", "canvas"):
        _refuse(RASTER)
    if low == "foreignobject":
        _refuse(FOREIGN)
    if low in ("text", "tspan", "textpath", "tref"):
        _refuse(TEXT)
    if low.startswith(("animate", "set", "mpath")):
        _refuse(ANIMATED, tag)
    if low == "a":
        _refuse(LINK, tag)
    if low not in ("defs", "metadata", "desc", "style") and tag not in _GEOMETRY:
        _refuse(UNKNOWN, tag)


def _check_foreign(tag: str) -> None:
    if tag.lower() in ("script", "iframe", "img", "image", "object", "embed", "foreignobject"):
        _refuse(SCRIPT if tag.lower() == "script" else FOREIGN)


def _check_attribute(name: str, value: str) -> None:
    """Refuse what runs or fetches, on whatever element it stands."""
    low = name.lower()
    if low.startswith("on"):
        _refuse(EVENT, name)
    squeezed = re.sub(r"[\s\x00-\x1f]", "", value).lower()
    if low in ("href", "src", "data", "base") and not squeezed.startswith("#"):
        _refuse(RASTER if squeezed.startswith("data:image") else LINK, value[:40])
    if "url(" in squeezed and "url(#" not in squeezed:
        _refuse(LINK, value[:40])
    if "javascript:" in squeezed or "@import" in squeezed or "expression(" in squeezed:
        _refuse(SCRIPT)


def _kept(tag: str, attributes: dict[str, str]) -> dict[str, str]:
    """Return the attributes that draw, those of ``style`` among them; refuses paint that is no colour."""
    given = {key: value for key, value in attributes.items() if " " not in key}
    for declaration in given.pop("style", "").split(";"):
        key, _, value = declaration.partition(":")
        if key.strip() in _PAINT:
            given[key.strip()] = value.strip()
    kept = {}
    for key in sorted(given):
        if key in _GEOMETRY[tag] or key in _PAINT:
            if "url(" in given[key]:
                _refuse(UNKNOWN, f"{key}: {given[key][:30]}")  # gradients and patterns
            if not _PLAIN.match(given[key]):
                _refuse(UNKNOWN, f"{key}: {given[key][:30]}")
            kept[key] = given[key]
    return kept


def _view(root: _Element) -> tuple[float, float, float, float]:
    """Return left, top, width and height of what is to be seen. Raises: UncleanSvg."""
    numbers = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", root.attributes.get("viewBox", ""))]
    if len(numbers) != 4:
        sides = [re.match(r"\d+(?:\.\d+)?", root.attributes.get(key, "")) for key in ("width", "height")]
        numbers = [0, 0, *(float(side.group()) for side in sides if side)]
    if len(numbers) != 4 or not all(0 < side < 1e6 for side in numbers[2:]):
        _refuse(BROKEN, "viewBox")
    left, top, width, height = numbers
    return left, top, width, height


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _refuse(reason: str, what: str = "") -> NoReturn:
    raise UncleanSvg(reason=reason, what=f" ({what})" if what else "")
