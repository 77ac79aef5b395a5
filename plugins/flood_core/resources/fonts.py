"""One place that chooses fonts, and knows which characters they hold.

A missing glyph is silent in Qt and in reportlab: the paper shows a box. So the
sheets and reports ask here before they draw. The character map is read from
the font file itself, without Qt, because reports are made without QGIS.
"""

from __future__ import annotations

import os
import struct
import sys
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Iterator

from ..errors import QT_TRANSLATE_NOOP, MachineRefused

#: Characters that need no glyph: they move the pen or break the line.
INVISIBLE = frozenset("\n\r\t\u200b\u2060\ufeff")


class MissingFont(MachineRefused):
    """A font of the suite is not installed."""

    template = QT_TRANSLATE_NOOP("errors", "The font '{family}' is not installed (looked in {places}).")
    hint = QT_TRANSLATE_NOOP("errors", "Install it, on Debian and Ubuntu with: apt install {package}")


class BrokenFont(MachineRefused):
    """A font file cannot be read as TrueType."""

    template = QT_TRANSLATE_NOOP("errors", "The font file {path} cannot be read.")
    hint = QT_TRANSLATE_NOOP("errors", "Install the font again.")


@dataclass(frozen=True)
class Font:
    """A family as Qt names it, and the file and face index it comes from."""

    family: str
    path: Path
    index: int = 0


@dataclass(frozen=True)
class _Choice:
    family: str
    file_names: tuple[str, ...]
    index: int
    package: str


_SANS = _Choice("WenQuanYi Micro Hei", ("wqy-microhei.ttc",), 0, "fonts-wqy-microhei")
_SERIF = _Choice("AR PL UMing CN", ("uming.ttc",), 0, "fonts-arphic-uming")


@cache
def sans() -> Font:
    """Return the family of sheets and tables.

    Raises: MissingFont.
    """
    return _find(_SANS)


@cache
def document_serif() -> Font:
    """Return the family of official documents (song type).

    Raises: MissingFont.
    """
    return _find(_SERIF)


def missing_glyphs(text: str, font: Font) -> set[str]:
    """Return the characters of ``text`` that ``font`` cannot draw.

    Raises: BrokenFont.
    """
    known = characters(font)
    return {char for char in text if char not in INVISIBLE and ord(char) not in known}


@lru_cache(maxsize=8)
def characters(font: Font) -> frozenset[int]:
    """Return the code points that ``font`` maps to a glyph.

    Raises: BrokenFont.
    """
    try:
        return frozenset(_code_points(font.path.read_bytes(), font.index))
    except (OSError, struct.error, IndexError, KeyError) as error:
        raise BrokenFont(path=str(font.path)) from error


def _find(choice: _Choice) -> Font:
    folders = list(_folders())
    for folder in folders:
        for name in choice.file_names:
            path = folder / name
            if path.is_file():
                return Font(choice.family, path, choice.index)
    raise MissingFont(family=choice.family, places=", ".join(map(str, folders)), package=choice.package)


def _folders() -> Iterator[Path]:
    yield Path(__file__).resolve().parent / "fonts"  # carried by the packaged plugin
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft/Windows/Fonts"
        return
    for place in ("/usr/share/fonts/truetype/wqy", "/usr/share/fonts/truetype/arphic", "/usr/local/share/fonts"):
        yield Path(place)
    yield Path.home() / ".local/share/fonts"


def _code_points(data: bytes, index: int) -> Iterator[int]:
    start = 0
    if data[:4] == b"ttcf":
        start = struct.unpack_from(">I", data, 12 + 4 * index)[0]
    tables = {}
    for number in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", data, start + 12 + 16 * number)
        tables[tag] = offset
    cmap = tables[b"cmap"]
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        platform, _, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * number)
        if platform not in (0, 3):
            continue
        layout = struct.unpack_from(">H", data, cmap + offset)[0]
        if layout == 4:
            yield from _segments(data, cmap + offset)
        elif layout == 12:
            yield from _groups(data, cmap + offset)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Read a format 4 subtable: ranges with a delta or a glyph array."""
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    offsets = struct.unpack_from(f">{count}H", data, offsets_at)
    for number, (first, last) in enumerate(zip(starts, ends)):
        for code in range(first, min(last, 0xFFFE) + 1):
            if offsets[number] == 0:
                glyph = (code + deltas[number]) & 0xFFFF
            else:
                place = offsets_at + 2 * number + offsets[number] + 2 * (code - first)
                glyph = struct.unpack_from(">H", data, place)[0]
            if glyph:
                yield code


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Read a format 12 subtable: groups of code points in sequence."""
    for number in range(struct.unpack_from(">I", data, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", data, at + 16 + 12 * number)
        yield from range(first if glyph else first + 1, last + 1)
