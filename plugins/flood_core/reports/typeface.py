"""The suite's fonts as reportlab knows them, and the check that they hold every character."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Iterable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ..resources import fonts
from .errors import MissingGlyph
from .printed_texts import PlacedText


@dataclass(frozen=True)
class Typeface:
    """Names under which reportlab draws: tables and headings, and running words."""

    sans: str
    serif: str


@lru_cache(maxsize=1)
def typeface() -> Typeface:
    """Register the suite's fonts once and return their names.

    Raises: resources.fonts.MissingFont.
    """
    for name, font in (("FloodSans", fonts.sans()), ("FloodSerif", fonts.document_serif())):
        pdfmetrics.registerFont(TTFont(name, str(font.path), subfontIndex=font.index))
        # A paragraph that asks for bold or italics gets the one face there is, never Helvetica.
        pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return Typeface("FloodSans", "FloodSerif")


def check_glyphs(texts: Iterable[PlacedText], *faces: fonts.Font) -> None:
    """Refuse texts that would print as boxes: with a character that none of ``faces`` has.

    Raises: MissingGlyph, naming the characters and where they stand.
    """
    known: set[str] = set()
    for place, text in texts:
        if text in known:
            continue
        known.add(text)
        missing = set.intersection(*(fonts.missing_glyphs(text, face) for face in faces))
        if missing:
            first = min(map(text.index, missing))
            raise MissingGlyph(
                font="、".join(face.family for face in faces), place=place,
                characters=" ".join(f"{one} (U+{ord(one):04X})" for one in sorted(missing)),
                text=text[max(0, first - 20):first + 20],
            )  # fmt: skip
