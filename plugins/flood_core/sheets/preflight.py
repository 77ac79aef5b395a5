"""Look at a composed sheet before it is drawn: what would spoil it, or what a person should know.

A character without a glyph stops the sheet (GlyphMissing); a layer that does
not open does too (DrawingFailed). The rest is listed with the sheet.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Iterable

from qgis.core import QgsMapLayer, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtGui import QPainter

from ..model import beijing
from ..resources import fonts
from .compose import Sheet
from .errors import DrawingFailed, GlyphMissing
from .furniture import approved
from .ground_picture import COVERED, TOO_HEAVY
from .problems import (
    EMPTY_BASE,
    HEAVY_GROUND,
    LOST_GROUND,
    NO_DRAWING,
    NO_GROUND,
    PART_OF_GROUND,
    RASTER,
    STALE,
    UNAPPROVED,
    Problem,
)
from .snapshot import BASE, Snapshot

#: Data older than this are stale: maps are revised every year before the flood season.
FRESH_DAYS = 400
#: Rasters end in steps: so much of a village is all of it.
_WHOLE = 0.995


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
    covered = min((float(one.customProperty(COVERED, 1.0)) for one in sheet.layers if _is_picture(one)), default=1.0)
    if covered < _WHOLE:
        found.append(Problem(PART_OF_GROUND, (f"{covered:.0%}",)))
    heavy = [one.customProperty(TOO_HEAVY) for one in sheet.layers if one.customProperty(TOO_HEAVY)]
    found += [Problem(HEAVY_GROUND, tuple(heavy[0]))] if heavy else []
    cutoff = _date(snapshot.edition.get("data_cutoff"))
    if cutoff is not None and ((today or beijing.today()) - cutoff).days > FRESH_DAYS:
        found.append(Problem(STALE, (cutoff.isoformat(),)))
    if not approved(snapshot) and not snapshot.tables["terrain_run"]:
        found.append(Problem(UNAPPROVED, ()))
    return found


def on_readable_ground(snapshot: Snapshot) -> tuple[Snapshot, list[Problem]]:
    """Return the snapshot with the rasters that can be read, and what a person should know of the others.

    Where there is none the sheet is drawn on plain paper: it is needed all the same.
    """
    ground = snapshot.ground
    if ground is None:
        return snapshot, []
    there = ground.readable()
    lost = [Problem(LOST_GROUND, (path.name,)) for path in ground.files if path not in there.files]
    if not ground.files:
        lost = [Problem(NO_GROUND, (ground.wanted,))]
    return replace(snapshot, ground=there if there.files else None), lost


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
