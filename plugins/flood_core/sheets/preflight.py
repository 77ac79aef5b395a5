"""Look at a composed sheet before it is drawn: what would spoil it, or what a person should know.

A character without a glyph stops the sheet (GlyphMissing); a layer that does
not open does too (DrawingFailed). The rest is listed with the sheet.
"""

from __future__ import annotations

import datetime
from typing import Iterable

from qgis.core import QgsMapLayer, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtGui import QPainter

from ..resources import fonts
from .compose import Sheet
from .errors import DrawingFailed, GlyphMissing
from .furniture import approved
from .problems import EMPTY_BASE, NO_DRAWING, RASTER, STALE, UNAPPROVED, Problem
from .snapshot import BASE, Snapshot

#: Data older than this are stale: maps are revised every year before the flood season.
FRESH_DAYS = 400


def preflight(snapshot: Snapshot, sheet: Sheet, today: datetime.date | None = None) -> list[Problem]:
    """Return what a person should know. Raises: GlyphMissing, DrawingFailed."""
    check_glyphs(sheet.texts())
    for layer in sheet.layers:
        if not layer.isValid():
            raise DrawingFailed(layer=layer.name())
    found = [Problem(NO_DRAWING, (code,)) for code in sorted(sheet.content.missing)]
    found += [Problem(RASTER, (layer.name(),)) for layer in sheet.layers if _becomes_a_picture(layer)]
    if not any(snapshot.base[name] for name in BASE) and not any(map(_is_picture, sheet.layers)):
        found.append(Problem(EMPTY_BASE, ()))
    cutoff = _date(snapshot.edition.get("data_cutoff"))
    if cutoff is not None and ((today or datetime.date.today()) - cutoff).days > FRESH_DAYS:
        found.append(Problem(STALE, (cutoff.isoformat(),)))
    if not approved(snapshot):
        found.append(Problem(UNAPPROVED, ()))
    return found


def check_glyphs(texts: Iterable[str]) -> None:
    """Raise GlyphMissing when a text has a character that the font lacks."""
    font = fonts.sans()
    texts = list(texts)
    missing = fonts.missing_glyphs("".join(texts), font)
    if missing:
        where = [text for text in texts if missing & set(text)]
        shown = " ".join(f"{char} (U+{ord(char):04X})" for char in sorted(missing))
        raise GlyphMissing(family=font.family, characters=shown, texts="; ".join(where[:3]))


def _becomes_a_picture(layer: QgsMapLayer) -> bool:
    """Tell whether opacity or a blend would make a vector layer a picture, or be dropped without a word."""
    if not isinstance(layer, QgsVectorLayer):
        return False
    plain = QPainter.CompositionMode.CompositionMode_SourceOver
    effect = layer.renderer().paintEffect() if layer.renderer() is not None else None
    return (
        layer.opacity() < 1
        or layer.blendMode() != plain
        or layer.featureBlendMode() != plain
        or (effect is not None and effect.enabled())
    )


def is_vector(sheet: Sheet) -> bool:
    """Tell whether the whole map is drawn of strokes: no orthophoto, no relief."""
    return not any(map(_is_picture, sheet.layers))


def _is_picture(layer: QgsMapLayer) -> bool:
    return isinstance(layer, QgsRasterLayer)


def _date(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
