"""``floodmap base``: the base map."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ..areas.base_data import LAYERS, BaseImport, import_base
from ..areas.base_fields import FieldMapping
from ..errors import QT_TRANSLATE_NOOP
from .session import IN_PART, Result, Session
from .wrong_use import WrongUse

IMPORTED = QT_TRANSLATE_NOOP("cli", "{layer}: {features} features from {file} ({source_crs} to EPSG:4490)")
ADDED = QT_TRANSLATE_NOOP(
    "cli", "{layer}: {features} areas have a new geometry, {added} natural villages are new ({file})"
)
OUTSIDE = QT_TRANSLATE_NOOP("cli", "{outside} features lie outside {area} and were left out.")
TAKEN_OUT = QT_TRANSLATE_NOOP("cli", "{taken_out} earlier features of {area} were replaced.")
DRY = QT_TRANSLATE_NOOP("cli", "Dry run: nothing was saved.")
PAIR = QT_TRANSLATE_NOOP("cli", "write COLUMN=FIELD or COLUMN:WORD=OURS, not {given}")
REPLACED = QT_TRANSLATE_NOOP("cli", "An earlier import of the same source was replaced.")
REPAIRED = QT_TRANSLATE_NOOP("cli", "{repaired} invalid polygons were repaired.")
LEFT_OUT = QT_TRANSLATE_NOOP("cli", "{without_geometry} features have no geometry and were left out.")


def add_parsers(groups: Any) -> None:
    """Add ``floodmap base`` and its actions."""
    actions = groups.add_parser("base", help="the base map: areas, roads, buildings, water, contours").add_subparsers()
    importing = actions.add_parser("import", help="take in one layer of the base map from a file, all or nothing")
    importing.add_argument("layer", choices=LAYERS, metavar="LAYER", help=", ".join(LAYERS))
    importing.add_argument("file", type=Path, metavar="FILE")
    importing.add_argument("--source", help="name of the data set; importing it again replaces it (default: FILE)")
    importing.add_argument("--source-layer", help="layer inside FILE (default: LAYER, or the only one)")
    importing.add_argument("--crs", help="coordinate system of a file that does not name it, e.g. EPSG:4549")
    importing.add_argument("--area", metavar="CODE", help="township or county: replaces all that it has of this layer")
    importing.add_argument("--keep-outside", action="store_true", help="with --area: take what lies outside it too")
    importing.add_argument(
        "--map", action="append", default=[], metavar="COLUMN=FIELD", dest="pairs",
        help="which field is which column, or with COLUMN:WORD=OURS what a word means",
    )  # fmt: skip
    importing.add_argument("--dry-run", action="store_true", help="tell what would be, save nothing")
    importing.add_argument("--captured-on", type=date.fromisoformat, metavar="DATE", help="when the data were surveyed")
    importing.add_argument("--simulated", action="store_true", help="mark as simulated data")
    importing.set_defaults(handler=take_in)


def take_in(session: Session) -> Result:
    """Import one layer of the base map."""
    options: argparse.Namespace = session.arguments
    with session.connection() as connection:
        done = import_base(
            connection,
            options.layer,
            options.file,
            source=options.source,
            source_layer=options.source_layer,
            crs=options.crs,
            mapping=_mapping(session, options.pairs),
            area=options.area,
            keep_outside=options.keep_outside,
            dry_run=options.dry_run,
            simulated=options.simulated,
            captured_on=options.captured_on,
            feedback=session.feedback,
        )
    return Result(asdict(done), _lines(session, done), IN_PART if done.without_geometry else 0)


def _lines(session: Session, done: BaseImport) -> list[str]:
    values = {**asdict(done), "area": session.arguments.area}
    lines = [session.say(ADDED if done.layer in ("area", "settlement") else IMPORTED, **values)]
    if done.replaced:
        lines.append(session.say(REPLACED))
    if done.repaired:
        lines.append(session.say(REPAIRED, **values))
    if done.without_geometry:
        lines.append(session.say(LEFT_OUT, **values))
    if done.outside:
        lines.append(session.say(OUTSIDE, **values))
    if done.taken_out:
        lines.append(session.say(TAKEN_OUT, **values))
    if done.dry_run:
        lines.append(session.say(DRY))
    return lines


def _mapping(session: Session, pairs: list[str]) -> FieldMapping:
    fields: dict[str, str | None] = {}
    words: dict[str, dict[str, str]] = {}
    for text in pairs:
        left, sign, right = text.partition("=")
        column, colon, word = left.partition(":")
        if not (column and sign):
            raise WrongUse(reason=session.say(PAIR, given=text))
        if colon:
            words.setdefault(column, {})[word] = right
        else:
            fields[column] = right or None
    return FieldMapping(fields, words)
