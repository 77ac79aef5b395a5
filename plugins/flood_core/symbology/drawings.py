"""Read the drawings: small glyphs on one grid, in a few words each.

A file ``symbology/drawings/*.glyphs`` holds glyphs one after the other::

    [C20551] reservoir behind its dam
    f M8 20 L56 20 L40 52 L24 52 Z
    c 3 M12 30 H52

The grid is 64 x 64 units, the frame's inside; the glyph keeps to 7..57. A line
starts with the pen: ``f`` fill, ``s W`` stroke W units wide, ``k`` fill in the
ground's colour (cuts out), ``c W`` stroke in the ground's colour. Then follows
an SVG path, or ``circle X Y R``, ``ellipse X Y RX RY``, ``rect X Y W H [R]``,
``poly X Y X Y ...`` (closed), ``line X Y X Y ...`` (open). ``use NAME [X Y SCALE
[ANGLE]]`` repeats an earlier drawing, moved by X Y, scaled and turned about its
middle.
Strokes are round; the house widths are 5 (bold), 4 (usual) and 3 (fine).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..resources.paths import symbology

GRID = 64
SHAPES = {"circle": (3, 3), "ellipse": (4, 4), "rect": (4, 5), "poly": (6, 999), "line": (4, 999)}
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")
_PATH = re.compile(r"^[MLHVCSQTAZmlhvcsqtaz0-9 ,.\-]+$")


class BrokenDrawing(InputError):
    """A line of a drawing cannot be read."""

    template = QT_TRANSLATE_NOOP("errors", "Line {line} of the drawings {path} cannot be read: '{text}'.")
    hint = QT_TRANSLATE_NOOP("errors", "The drawing language is described at the head of symbology/drawings.py.")


@dataclass(frozen=True)
class Mark:
    """One stroke or fill of a glyph: its pen, width in units (0 = fill) and SVG element."""

    ground: bool
    width: float
    shape: str
    numbers: str
    transform: str = ""


@dataclass(frozen=True)
class Drawing:
    """A glyph: its name and its marks in drawing order."""

    name: str
    note: str
    marks: tuple[Mark, ...]


def load_drawings(folder: Path | None = None) -> dict[str, Drawing]:
    """Read all drawings of ``folder`` (the shipped ones by default), by name.

    Raises: BrokenDrawing.
    """
    return dict(_load(folder or symbology() / "drawings"))


@lru_cache(maxsize=2)
def _load(folder: Path) -> dict[str, Drawing]:
    found: dict[str, Drawing] = {}
    for path in sorted(folder.glob("*.glyphs")):
        for drawing in _read(path, found):
            found[drawing.name] = drawing
    return found


def _read(path: Path, known: dict[str, Drawing]) -> list[Drawing]:
    drawings: list[Drawing] = []
    name, note, marks = "", "", []  # type: tuple[str, str, list[Mark]]
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = raw.strip()
        if not text or text.startswith("#"):
            continue
        if text.startswith("["):
            if name:
                drawings.append(Drawing(name, note, tuple(marks)))
            name, _, note = text[1:].partition("]")
            note, marks = note.strip(), []
            continue
        try:
            if text.startswith("use "):
                marks.extend(_repeated(text[4:].split(), {**known, **{d.name: d for d in drawings}}))
            else:
                marks.append(_mark(text))
        except (KeyError, ValueError):
            raise BrokenDrawing(line=number, path=path, text=text) from None
    if name:
        drawings.append(Drawing(name, note, tuple(marks)))
    return drawings


def _repeated(words: list[str], known: dict[str, Drawing]) -> list[Mark]:
    """Return the marks of an earlier drawing, moved. Raises KeyError, ValueError."""
    marks = known[words[0]].marks
    if len(words) == 1:
        return list(marks)
    if len(words) not in (4, 5) or not all(_NUMBER.match(word) for word in words[1:]):
        raise ValueError(words)
    x, y, scale, angle = (float(word) for word in [*words[1:], "0"][:4])
    middle = GRID / 2
    transform = f"translate({middle + x:g} {middle + y:g}) rotate({angle:g}) scale({scale:g}) translate(-32 -32)"
    return [replace(mark, transform=f"{transform} {mark.transform}".strip()) for mark in marks]


def _mark(text: str) -> Mark:
    """Read one line. Raises ValueError when it is not of the language."""
    pen, rest = text.split(" ", 1)
    width = 0.0
    if pen in ("s", "c"):
        number, rest = rest.split(" ", 1)
        width = float(number)
    elif pen not in ("f", "k"):
        raise ValueError(pen)
    word, _, numbers = rest.partition(" ")
    if word in SHAPES:
        count = len(numbers.split())
        least, most = SHAPES[word]
        if not least <= count <= most or not all(_NUMBER.match(n) for n in numbers.split()):
            raise ValueError(numbers)
        return Mark(pen in ("k", "c"), width, word, numbers)
    if not _PATH.match(rest):
        raise ValueError(rest)
    return Mark(pen in ("k", "c"), width, "path", rest)
