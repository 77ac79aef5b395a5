"""The suite's fonts as reportlab knows them, and the check that they hold every character."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ..resources import fonts
from .errors import MissingGlyph


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


def check_glyphs(text: str, *, serif: bool = False) -> None:
    """Refuse a text that would print as boxes.

    Raises: MissingGlyph.
    """
    font = fonts.document_serif() if serif else fonts.sans()
    missing = fonts.missing_glyphs(text, font)
    if missing:
        raise MissingGlyph(font=font.family, characters="".join(sorted(missing)), text=text[:60])
