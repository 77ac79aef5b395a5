"""``floodmap symbols list|add|edit|retire|restore|export|import``: the library in the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..database import symbols as table
from ..database.connection import transaction
from ..errors import QT_TRANSLATE_NOOP
from .session import Result, Session

ADDED = QT_TRANSLATE_NOOP("cli", "{code} {name} added")
EDITED = QT_TRANSLATE_NOOP("cli", "{code} is now in version {version}; drafts show it from now on")
RETIRED = QT_TRANSLATE_NOOP("cli", "{code} is no longer offered; {editions} editions keep it")
DELETED = QT_TRANSLATE_NOOP("cli", "{code} deleted: nothing used it")
RESTORED = QT_TRANSLATE_NOOP("cli", "{code} is offered again")
EXPORTED = QT_TRANSLATE_NOOP("cli", "{symbols} symbols written to {file}")
IMPORTED = QT_TRANSLATE_NOOP("cli", "{added} symbols added, {replaced} replaced, {unchanged} unchanged")
SOUND = QT_TRANSLATE_NOOP("cli", "{symbols} symbols, all as they were written; nothing was taken in")
HEADINGS = (
    QT_TRANSLATE_NOOP("cli", "Code"),
    QT_TRANSLATE_NOOP("cli", "Name"),
    QT_TRANSLATE_NOOP("cli", "Geometry"),
    QT_TRANSLATE_NOOP("cli", "Origin"),
    QT_TRANSLATE_NOOP("cli", "Version"),
    QT_TRANSLATE_NOOP("cli", "State"),
)
ORIGINS = {
    "standard": QT_TRANSLATE_NOOP("cli", "standard"),
    "guide": QT_TRANSLATE_NOOP("cli", "guide"),
    "extension": QT_TRANSLATE_NOOP("cli", "extension"),
    "county": QT_TRANSLATE_NOOP("cli", "county"),
}
GEOMETRIES = {
    "point": QT_TRANSLATE_NOOP("cli", "point"),
    "line": QT_TRANSLATE_NOOP("cli", "line"),
    "polygon": QT_TRANSLATE_NOOP("cli", "polygon"),
}
OUT_OF_USE = QT_TRANSLATE_NOOP("cli", "out of use")
OWN_DRAWING = QT_TRANSLATE_NOOP("cli", "own drawing or names")
KIND_NAMES = ("event", "hazard", "protected", "resource")


def add_actions(actions: Any) -> None:
    """Add the actions on the library in the database."""
    listing = actions.add_parser("list", help="the symbols in the database")
    listing.add_argument("--own", action="store_true", help="only those that the county drew or named")
    listing.set_defaults(handler=list_symbols)
    adding = actions.add_parser("add", help="add a symbol of the county's own from an SVG file")
    adding.add_argument("file", type=Path, metavar="FILE.svg")
    adding.add_argument("--kind", required=True, choices=KIND_NAMES, help="what it is: colour and frame follow")
    adding.add_argument("--unframed", action="store_true", help="take the drawing as it is, without a frame")
    _add_words(adding, name_needed=True)
    adding.set_defaults(handler=add)
    editing = actions.add_parser("edit", help="give a symbol other names, labels or another drawing")
    editing.add_argument("code", metavar="CODE")
    editing.add_argument("--svg", type=Path, metavar="FILE.svg", help="draw it anew")
    editing.add_argument("--shipped", action="store_true", help="draw and name it as the software ships it again")
    _add_words(editing, name_needed=False)
    editing.set_defaults(handler=edit)
    retiring = actions.add_parser("retire", help="offer a symbol no longer; delete it when nothing uses it")
    retiring.add_argument("code", metavar="CODE")
    retiring.set_defaults(handler=retire)
    restoring = actions.add_parser("restore", help="offer a retired symbol again")
    restoring.add_argument("code", metavar="CODE")
    restoring.set_defaults(handler=restore)
    exporting = actions.add_parser("export", help="write the county's symbols as one file")
    exporting.add_argument("file", type=Path, metavar="OUT.floodsymbols")
    exporting.set_defaults(handler=export)
    importing = actions.add_parser("import", help="take in the symbols of another county's file")
    importing.add_argument("file", type=Path, metavar="FILE.floodsymbols")
    importing.add_argument("--replace", action="store_true", help="also those that are here, drawn or named otherwise")
    importing.add_argument("--check", action="store_true", help="only say whether the file is sound")
    importing.set_defaults(handler=import_file)


def _add_words(parser: Any, *, name_needed: bool) -> None:
    parser.add_argument("--name", required=name_needed, help="Chinese name")
    parser.add_argument("--name-en", help="English name")
    parser.add_argument("--label", help="label on the symbol, at most 4 characters")
    parser.add_argument("--sub-labels", metavar="A,B,C", help="labels of its kinds, separated by commas")
    parser.add_argument("--group", help="group in the legend: risk, resource, evacuation, organisation, base")


def _words(session: Session) -> Any:
    from ..symbology.county import Words, split_labels

    given = session.arguments
    parts = None if given.sub_labels is None else split_labels(given.sub_labels)
    return Words(given.name, given.name_en, given.label, parts, given.group)


def list_symbols(session: Session) -> Result:
    """List the symbols of the database."""
    with session.connection() as connection, transaction(connection) as cursor:
        rows = [row for row in table.symbols(cursor) if row["own"] or not session.arguments.own]
    cells = [
        (row["code"], row["name_zh"] if session.language.code == "zh" else row["name_en"],
         session.say(GEOMETRIES[row["geometry"]]), session.say(ORIGINS[row["symbol_origin"]]), row["version"],
         session.say(OUT_OF_USE) if row["retired"] else session.say(OWN_DRAWING) if row["own"] else "")
        for row in rows
    ]  # fmt: skip
    return Result({"symbols": rows}, session.table([session.say(word) for word in HEADINGS], cells))


def add(session: Session) -> Result:
    """Add a symbol from an SVG."""
    from ..sheets.session import ensure_qgis
    from ..symbology import county

    ensure_qgis()
    drawing = session.arguments.file.read_bytes()
    with session.connection() as connection:
        framed = not session.arguments.unframed
        code, made = county.add_symbol(connection, session.arguments.kind, _words(session), drawing, framed=framed)
    return Result({"code": code, "sha256": made.sha256}, [session.say(ADDED, code=code, name=made.name_zh)])


def edit(session: Session) -> Result:
    """Give a symbol other words, another drawing, or what is shipped."""
    from ..sheets.session import ensure_qgis
    from ..symbology import county

    ensure_qgis()
    code, words, version = session.arguments.code, _words(session), 0
    drawing = session.arguments.svg.read_bytes() if session.arguments.svg else None
    with session.connection() as connection, transaction(connection):
        if session.arguments.shipped:
            version = county.take_shipped_drawing(connection, code)
        if not session.arguments.shipped or drawing is not None or words != county.Words():
            version = county.change_symbol(connection, code, words, drawing)
    return Result({"code": code, "version": version}, [session.say(EDITED, code=code, version=version)])


def retire(session: Session) -> Result:
    """Take a symbol out of use."""
    from ..sheets.session import ensure_qgis
    from ..symbology import county

    ensure_qgis()
    code = session.arguments.code
    with session.connection() as connection:
        done = county.retire_symbol(connection, code)
    line = session.say(DELETED, code=code) if done.deleted else session.say(RETIRED, code=code, editions=done.editions)
    return Result({"code": code, "deleted": done.deleted, "editions": done.editions}, [line])


def restore(session: Session) -> Result:
    """Offer a symbol again."""
    from ..sheets.session import ensure_qgis
    from ..symbology import county

    ensure_qgis()
    code = session.arguments.code
    with session.connection() as connection:
        county.restore_symbol(connection, code)
    return Result({"code": code}, [session.say(RESTORED, code=code)])


def export(session: Session) -> Result:
    """Write the county's symbols as one file."""
    from ..sheets.session import ensure_qgis
    from ..symbology.library_file import export_library

    ensure_qgis()
    with session.connection() as connection:
        count = export_library(connection, session.arguments.file)
    values = {"symbols": count, "file": str(session.arguments.file)}
    return Result(values, [session.say(EXPORTED, **values)])


def import_file(session: Session) -> Result:
    """Take in a library file, or only check it."""
    from ..sheets.session import ensure_qgis
    from ..symbology.library_file import check_library, import_library

    ensure_qgis()
    if session.arguments.check:
        codes = [symbol.code for symbol, _ in check_library(session.arguments.file)]
        return Result({"codes": codes}, [session.say(SOUND, symbols=len(codes))])
    with session.connection() as connection:
        done = import_library(connection, session.arguments.file, replace=session.arguments.replace)
    values = {"added": done.added, "replaced": done.replaced, "unchanged": done.unchanged}
    return Result(dict(values), [session.say(IMPORTED, **{key: len(codes) for key, codes in values.items()})])
