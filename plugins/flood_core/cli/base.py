"""``floodmap base``: the base map."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ..areas.base_data import LAYERS, BaseImport, import_base
from ..errors import QT_TRANSLATE_NOOP
from .session import IN_PART, Result, Session

IMPORTED = QT_TRANSLATE_NOOP("cli", "{layer}: {features} features from {file} ({source_crs} to EPSG:4490)")
ADDED = QT_TRANSLATE_NOOP(
    "cli", "{layer}: {features} areas have a new geometry, {added} natural villages are new ({file})"
)
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
            simulated=options.simulated,
            captured_on=options.captured_on,
            feedback=session.feedback,
        )
    return Result(asdict(done), _lines(session, done), IN_PART if done.without_geometry else 0)


def _lines(session: Session, done: BaseImport) -> list[str]:
    values = asdict(done)
    lines = [session.say(ADDED if done.layer in ("area", "settlement") else IMPORTED, **values)]
    if done.replaced:
        lines.append(session.say(REPLACED))
    if done.repaired:
        lines.append(session.say(REPAIRED, **values))
    if done.without_geometry:
        lines.append(session.say(LEFT_OUT, **values))
    return lines
