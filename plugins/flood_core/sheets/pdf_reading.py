"""Read a finished PDF back: pages, texts with their places, strokes, fonts, pictures, words about itself.

pypdf opens the file; the pages' programs are read here, because a sheet has
100,000 strokes and a general reader takes longer than drawing them took. What
is read is what Qt writes: q, Q, cm, m, l, and texts as glyph numbers of a
font with a table of characters. Needs no program beside Python, on no system.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator

import numpy as np

from .pdf_layers import drawn_layers

MM = 25.4 / 72  # of a PDF point
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

#: How a line ends that changes the matrix, or begins a text.
_TURNS = frozenset((b"q", b"Q", b" q", b" Q", b"cm", b"BT"))
_TOUCHES = (b" l", b" m")
_SHOWN = re.compile(rb"(/Span << /ActualText <>)|(EMC)|/(\w+) [\d.]+ Tf|<([0-9a-fA-F]*)> Tj")
_RANGES = re.compile(rb"beginbf(char|range)(.*?)endbf", re.S)
_HEX = re.compile(rb"<([0-9a-fA-F]+)>|(\[)|(\])")


class UnreadablePdf(Exception):
    """The file is no PDF that can be read; the words say why."""


@dataclass(frozen=True)
class PlacedText:
    """One text as it was drawn, and where it begins, in mm from the page's top left."""

    text: str
    x: float
    y: float


@dataclass
class PdfPage:
    """One page: its size in mm, texts, strokes, and pictures in pixels."""

    width_mm: float
    height_mm: float
    texts: list[PlacedText] = field(default_factory=list)
    images: list[tuple[int, int]] = field(default_factory=list)
    georeferenced: bool = False
    strokes: list[tuple[Matrix, list[bytes]]] = field(default_factory=list)
    layers: set[str] = field(default_factory=set)  # names of those in which something is drawn

    def points(self) -> Any:
        """Return where pens touched the page as an array of x, y in mm from its top left."""
        places: list[bytes] = []
        matrices, counts = [], []
        for matrix, lines in self.strokes:
            touches = [line[:-2] for line in lines if line.endswith(_TOUCHES)]
            places += touches
            matrices.append(matrix)
            counts.append(len(touches))
        if not places:
            return np.empty((0, 2))
        x, y = np.fromstring(b" ".join(places).decode("ascii"), sep=" ").reshape(-1, 2).T
        a, b, c, d, e, f = np.repeat(np.array(matrices).reshape(-1, 6), counts, axis=0).T
        points = np.stack([a * x + c * y + e, b * x + d * y + f], axis=1)
        return np.stack([points[:, 0] * MM, self.height_mm - points[:, 1] * MM], axis=1)


@dataclass
class PdfFile:
    """A finished PDF: pages, fonts with whether they are embedded, and everything that it says of itself."""

    pages: list[PdfPage]
    fonts: dict[str, bool]
    about: str
    layers: set[str] = field(default_factory=set)  # names of those that a reader can switch off

    def text(self) -> str:
        """Return all texts without blanks, in the order of drawing."""
        return "".join("".join(piece.text.split()) for page in self.pages for piece in page.texts)


def read_pdf(path: Path) -> PdfFile:
    """Read a PDF. Raises: UnreadablePdf."""
    from pypdf import PdfReader  # 0.1 s, and only who draws needs it

    try:
        reader = PdfReader(str(path))
        fonts: dict[str, bool] = {}
        pages = [_page(page, fonts) for page in reader.pages]
        return PdfFile(pages, fonts, _about(reader), _layers(reader))
    except Exception as error:  # noqa: BLE001 - a broken file breaks a reader in any way; all mean the same
        raise UnreadablePdf(f"{type(error).__name__}: {error}") from error


def _page(page: Any, fonts: dict[str, bool]) -> PdfPage:
    left, bottom, right, top = (float(value) for value in page.mediabox)
    found = PdfPage((right - left) * MM, (top - bottom) * MM, georeferenced="/VP" in page)
    resources = page["/Resources"].get_object()
    characters = {}
    for name, reference in (resources.get("/Font") or {}).items():
        font = reference.get_object()
        fonts[str(font.get("/BaseFont", name))] = _is_embedded(font)
        characters[name[1:].encode("ascii")] = _characters(font)
    for reference in (resources.get("/XObject") or {}).values():
        thing = reference.get_object()
        if thing.get("/Subtype") == "/Image":
            found.images.append((int(thing["/Width"]), int(thing["/Height"])))
    contents = page.get_contents()
    program = contents.get_data() if contents is not None else b""
    if "/Properties" in resources:
        found.layers = drawn_layers(page, program)
    for matrix, text, strokes in _parts(program):
        if text:
            shown = _shown(text, characters)
            if shown:
                found.texts.append(PlacedText(shown, matrix[4] * MM, found.height_mm - matrix[5] * MM))
        if strokes:
            found.strokes.append((matrix, strokes))
    return found


def _parts(program: bytes) -> Iterator[tuple[Matrix, bytes, list[bytes]]]:
    """Yield, with the matrix in force: a text object, or the lines of strokes; the other is empty."""
    matrix, kept, begun = IDENTITY, [], 0
    lines = program.split(b"\n")
    for number, line in enumerate(lines):
        if line[-2:] not in _TURNS or number < begun:
            continue
        if number > begun:
            yield matrix, b"", lines[begun:number]
        begun = number + 1
        if line == b"BT":
            begun = lines.index(b"ET", number) + 1
            yield matrix, b"\n".join(lines[number:begun]), []
        elif line.endswith(b"cm"):
            matrix = _product(tuple(float(word) for word in line[:-3].split()), matrix)  # type: ignore[arg-type]
        else:
            for letter in line.split():
                if letter == b"q":
                    kept.append(matrix)
                elif kept:
                    matrix = kept.pop()
    yield matrix, b"", lines[begun:]


def _product(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _shown(program: bytes, characters: dict[bytes, dict[int, str]]) -> str:
    """Return the text of a text object; what is drawn again to look bold says that it is no text."""
    table: dict[int, str] = {}
    found, again = [], False
    for begins, ends, font, glyphs in _SHOWN.findall(program):
        if begins:
            again = True
        elif ends:
            again = False
        elif font:
            table = characters.get(font, {})
        elif not again:
            codes = (int(glyphs[place:place + 4], 16) for place in range(0, len(glyphs), 4))
            found.append("".join(table.get(code, "\ufffd") for code in codes))
    return "".join(found)


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = below.get("/FontDescriptor")
    names = ("/FontFile", "/FontFile2", "/FontFile3")
    return descriptor is not None and any(name in descriptor.get_object() for name in names)


def _characters(font: Any) -> dict[int, str]:
    """Return which characters the glyph numbers of a font stand for."""
    table: dict[int, str] = {}
    stream = font.get("/ToUnicode")
    if stream is None:
        return table
    for kind, body in _RANGES.findall(stream.get_object().get_data()):
        words = [hexadecimal or opening or closing for hexadecimal, opening, closing in _HEX.findall(body)]
        if kind == b"char":
            for code, value in zip(words[::2], words[1::2]):
                table[int(code, 16)] = _character(value)
        else:
            _add_ranges(words, table)
    return table


def _add_ranges(words: list[bytes], table: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(words):
        first, last = int(words[at], 16), int(words[at + 1], 16)
        if words[at + 2] == b"[":
            end = words.index(b"]", at)
            table.update(zip(range(first, last + 1), map(_character, words[at + 3:end])))
            at = end + 1
        else:
            start = int(words[at + 2], 16)
            table.update((code, chr(start + code - first)) for code in range(first, last + 1))
            at += 3


def _character(value: bytes) -> str:
    return bytes.fromhex(value.decode("ascii")).decode("utf-16-be", "replace")


def _layers(reader: Any) -> set[str]:
    listed = reader.trailer["/Root"].get("/OCProperties", {}).get("/OCGs", [])
    return {str(group.get_object()["/Name"]) for group in listed}


def _about(reader: Any) -> str:
    """Return what stands outside the pages: title, author, keywords, XMP, names of layers, attached attributes."""
    root = reader.trailer["/Root"]
    said = [str(value) for value in (reader.metadata or {}).values()]
    if "/Metadata" in root:
        said.append(root["/Metadata"].get_object().get_data().decode("utf-8", "replace"))
    for key in ("/OCProperties", "/StructTreeRoot", "/Names", "/Outlines"):
        if key in root:
            said.extend(_strings(root[key], set()))
    return "\n".join(said)


def _strings(thing: Any, seen: set[int]) -> Iterator[str]:
    """Yield every string in a thing and in all that it refers to."""
    number = getattr(thing, "idnum", None)
    if number is not None:
        if number in seen:
            return
        seen.add(number)
        thing = thing.get_object()
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key not in ("/Parent", "/P", "/Pg"):
                yield from _strings(value, seen)
    elif isinstance(thing, list):
        for value in thing:
            yield from _strings(value, seen)
    elif isinstance(thing, (str, bytes)):
        yield thing if isinstance(thing, str) else thing.decode("utf-8", "replace")
