"""A county's own symbols: added from an SVG, named, drawn anew, taken out of use.

Nothing that an edition was published with ever changes: each change is a new
version, drafts are drawn with the newest, published editions with theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..database import symbols as table
from ..database.connection import Connection, Cursor, transaction
from ..errors import QT_TRANSLATE_NOOP, InputError, Refused
from ..resources.pinyin import matches
from . import check
from .catalogue import Catalogue, UnknownSymbol
from .definition import Definition, read_definition, shipped_definition
from .legend import GROUPS
from .palette import GLYPH, color
from .svg import FRAME, HAIRLINE, bare_svg, framed_svg, on_the_grid
from .svg_cleaning import Cleaned, cleaned
from .symbols import svg_text
from .versions import SHIPPED, SymbolSet

MOST_NAME, MOST_LABEL, MOST_SUB_LABELS = 40, 4, 30
COUNTY_DIGIT = "9"  # the second character of a county's codes; what is shipped never has it
COUNTY_SORT = 5000  # after all that is shipped
FRAMED_MARGIN, BARE_MARGIN = 7.0, -4.0  # units of the grid that stay free around a foreign drawing


@dataclass(frozen=True)
class Kind:
    """What a point symbol is by the standard: the letter of its code, its frame, its group in the legend."""

    name: str
    letter: str
    color: str
    frame: str
    legend_group: str
    class_name: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("event", "A", "red", "rounded", "risk", "突发事件·本县"),
        Kind("hazard", "B", "yellow", "square", "risk", "危险源·本县"),
        Kind("protected", "C", "blue", "square", "risk", "防护目标·本县"),
        Kind("resource", "D", "green", "square", "resource", "应急保障资源·本县"),
    )
}


class BadSymbol(InputError):
    """Names or labels that a symbol cannot have; ``reason`` is a marked text."""

    template = QT_TRANSLATE_NOOP("errors", "The symbol cannot be kept like this: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Correct the words and try again.")


class SymbolStandsForThings(Refused):
    """A symbol that draws categories or elements cannot be taken out of use."""

    template = QT_TRANSLATE_NOOP("errors", "The symbol {code} stands for: {subjects}. It cannot be taken out of use.")
    hint = QT_TRANSLATE_NOOP("errors", "Give it another drawing instead.")


class NoSvgHere(InputError):
    """Only point symbols are drawn by an SVG."""

    template = QT_TRANSLATE_NOOP("errors", "The symbol {code} is a line or an area; it cannot be drawn by an SVG.")
    hint = QT_TRANSLATE_NOOP("errors", "Choose a point symbol.")


NO_NAME = QT_TRANSLATE_NOOP("errors", "the Chinese name is missing or longer than 40 characters")
LONG_LABEL = QT_TRANSLATE_NOOP("errors", "the label on a symbol has at most 4 characters")
LONG_SUB_LABEL = QT_TRANSLATE_NOOP("errors", "a sub-label has 1 to 6 characters, and there are at most 30")
NO_GROUP = QT_TRANSLATE_NOOP("errors", "there is no such group in the legend")
NO_KIND = QT_TRANSLATE_NOOP("errors", "there is no such kind of symbol")
NO_CODES_LEFT = QT_TRANSLATE_NOOP("errors", "all codes of this kind are taken")


@dataclass(frozen=True)
class Words:
    """The names and labels of a symbol; None leaves a word as it is."""

    name_zh: str | None = None
    name_en: str | None = None
    label: str | None = None
    sub_labels: tuple[str, ...] | None = None
    legend_group: str | None = None


@dataclass(frozen=True)
class LibrarySymbol:
    """One symbol of the library, as it is listed; ``own`` when the county drew or named it."""

    code: str
    name_zh: str
    name_en: str
    class_name: str
    geometry: str
    origin: str
    legend_group: str
    label: str
    sub_labels: tuple[str, ...]
    subjects: tuple[str, ...] = ()  # what it stands for: categories, subtypes, elements
    own: bool = False
    retired: bool = False
    version: int | None = None

    def found_by(self, typed: str) -> bool:
        """Tell whether a person who types this means the symbol: name, pinyin, initials, code, English, sub-labels."""
        if typed.strip().lower() in f"{self.code} {self.name_en}".lower():
            return True
        return any(matches(typed, words) for words in (self.name_zh, self.label, *self.sub_labels, *self.subjects))


@dataclass(frozen=True)
class Library:
    """All symbols in catalogue order, and the drawings that are the county's own."""

    symbols: tuple[LibrarySymbol, ...]
    drawings: SymbolSet


_LISTED = (
    "code", "name_zh", "name_en", "class_name", "geometry", "legend_group", "label", "own", "retired", "version",
)  # fmt: skip


@dataclass(frozen=True)
class Retired:
    """What became of a symbol taken out of use: deleted when nothing used it, else no longer offered."""

    deleted: bool
    editions: int


def add_symbol(
    connection: Connection, kind: str, words: Words, svg: bytes, *, framed: bool = True
) -> tuple[str, Definition]:
    """Add a point symbol drawn by ``svg``; return its new code and what is kept.

    With ``framed`` the drawing stands in the frame of its kind, in the kind's colour
    when it has one colour only; without, it is taken as it is.
    Raises: UncleanSvg, BadSymbol, RightsRefused.
    """
    if kind not in KINDS:
        raise BadSymbol(reason=NO_KIND)
    shapes = cleaned(svg)
    with transaction(connection) as cursor:
        table.lock_library(cursor)
        made = new_definition(_free_code(cursor, KINDS[kind]), kind, words, shapes, framed=framed)
        table.insert_symbol(cursor, symbol_row(made))
        _keep(cursor, made)
    return made.code, made


def new_definition(code: str, kind: str, words: Words, shapes: Cleaned, *, framed: bool = True) -> Definition:
    """Return what a new symbol would be, without keeping it: for a preview. Raises: BadSymbol."""
    of_kind = KINDS[kind]
    blank = Definition(
        code=code, name_zh="", name_en="", class_name=of_kind.class_name, geometry="point", origin="county",
        legend_group=of_kind.legend_group, label="", sub_labels=(), smallest_mm=4.0, sort=COUNTY_SORT,
        frame=of_kind.frame if framed else "none", centre="",
    )  # fmt: skip
    return _worded(_redrawn(blank, of_kind.color, shapes), words)


def previewed(now: Definition | None, kind: str, words: Words, svg: bytes | None, *, framed: bool = True) -> Definition:
    """Return what keeping these words and this drawing would give; ``now`` is the symbol, None for a new one.

    Raises: UncleanSvg, BadSymbol.
    """
    if now is None:
        return new_definition(
            KINDS[kind].letter + COUNTY_DIGIT + "0000", kind, words, cleaned(svg or b""), framed=framed
        )
    drawn = now if svg is None else _redrawn(now, _color_of(now), cleaned(svg))
    return _worded(drawn, words)


def replace_drawing(connection: Connection, code: str, svg: bytes) -> int:
    """Draw a point symbol anew; return the number of its new version.

    A shipped symbol keeps its frame and colours; the county's drawing goes before ours from then on.
    Raises: UnknownSymbol, NoSvgHere, UncleanSvg, RightsRefused.
    """
    shapes = cleaned(svg)
    with transaction(connection) as cursor:
        table.lock_library(cursor)
        now = current(cursor, code)
        if now.geometry != "point":
            raise NoSvgHere(code=code)
        return _keep(cursor, _redrawn(now, _color_of(now), shapes))


def edit_symbol(connection: Connection, code: str, words: Words) -> int:
    """Give a symbol other names or labels; return the number of its new version.

    Raises: UnknownSymbol, BadSymbol, RightsRefused.
    """
    with transaction(connection) as cursor:
        table.lock_library(cursor)
        changed = _worded(current(cursor, code), words)
        table.update_symbol(cursor, symbol_row(changed))
        return _keep(cursor, changed)


def change_symbol(connection: Connection, code: str, words: Words, svg: bytes | None = None) -> int:
    """Give a symbol other words and, with ``svg``, another drawing, all or nothing; return its newest version.

    Raises: UnknownSymbol, NoSvgHere, UncleanSvg, BadSymbol, RightsRefused.
    """
    version = 0
    with transaction(connection):
        if svg is not None:
            version = replace_drawing(connection, code, svg)
        if words != Words() or not version:
            version = edit_symbol(connection, code, words)
    return version


def take_shipped_drawing(connection: Connection, code: str) -> int:
    """Draw a shipped symbol, names included, as the software ships it again; return its new version.

    Raises: UnknownSymbol, RightsRefused.
    """
    with transaction(connection) as cursor:
        table.lock_library(cursor)
        shipped = shipped_definition(code)
        table.update_symbol(cursor, symbol_row(shipped))
        return _keep(cursor, shipped)


def retire_symbol(connection: Connection, code: str) -> Retired:
    """Take a symbol out of use: deleted when it is the county's and nothing uses it, else no longer offered.

    Raises: UnknownSymbol, SymbolStandsForThings, RightsRefused.
    """
    with transaction(connection) as cursor:
        table.lock_library(cursor)
        row = table.symbol(cursor, code)
        if row is None:
            raise UnknownSymbol(code=code)
        subjects = table.subjects_of(cursor, [code]).get(code, [])
        if subjects:
            raise SymbolStandsForThings(code=code, subjects="、".join(subjects[:6]))
        used = table.uses(cursor, code)
        if row["symbol_origin"] == "county" and not used["editions"] and not used["published"]:
            table.delete_symbol(cursor, code)
            return Retired(True, 0)
        table.set_retired(cursor, code, True)
        return Retired(False, used["editions"])


def restore_symbol(connection: Connection, code: str) -> None:
    """Offer a retired symbol again. Raises: UnknownSymbol, RightsRefused."""
    with transaction(connection) as cursor:
        if not table.set_retired(cursor, code, False):
            raise UnknownSymbol(code=code)


def library(connection: Connection) -> Library:
    """Return the whole library of the database, with the county's drawings. Raises: BrokenDefinition."""
    with transaction(connection) as cursor:
        rows = table.symbols(cursor)
        drawings = SymbolSet.of(row["definition"] for row in table.own_definitions(cursor))
        subjects = table.subjects_of(cursor, [row["code"] for row in rows])
    listed = [
        LibrarySymbol(
            **{key: row[key] for key in _LISTED}, origin=row["symbol_origin"], sub_labels=tuple(row["sub_labels"]),
            subjects=tuple(dict.fromkeys(subjects.get(row["code"], ()))),
        )
        for row in rows
    ]  # fmt: skip
    return Library(tuple(listed), drawings)


def shipped_library() -> Library:
    """Return what the software ships: for browsing without a database."""
    names = {key: name for key, (name, _) in check.subjects().items()}
    listed = [
        LibrarySymbol(
            code=one.code, name_zh=one.name_zh, name_en=one.name_en, class_name=one.class_name, geometry=one.geometry,
            legend_group=one.legend_group, label=one.label, origin=one.origin, sub_labels=one.sub_labels,
            subjects=tuple(dict.fromkeys(names.get(use, use[1]) for use in one.uses)),
        )
        for one in Catalogue.load()
    ]  # fmt: skip
    return Library(tuple(listed), SHIPPED)


def present_version(connection: Connection, code: str) -> Definition:
    """Return the version of a symbol that drafts are drawn with. Raises: UnknownSymbol, BrokenDefinition."""
    with transaction(connection) as cursor:
        return current(cursor, code)


def split_labels(text: str) -> tuple[str, ...]:
    """Return the sub-labels that a person has written in a row, separated as one likes."""
    return tuple(part for part in re.split(r"[、,，;；\s]+", text) if part)


def current(cursor: Cursor, code: str) -> Definition:
    """Return the version of a symbol that drafts are drawn with. Raises: UnknownSymbol, BrokenDefinition."""
    row = table.symbol(cursor, code)
    if row is None or row["definition"] is None:
        raise UnknownSymbol(code=code)
    return read_definition(row["definition"])


def _keep(cursor: Cursor, made: Definition) -> int:
    checked = read_definition(made.as_bytes())  # what cannot be read again is not kept
    return table.add_version(cursor, checked.code, checked.sha256, checked.as_bytes(), checked.centre)


def symbol_row(made: Definition) -> dict[str, object]:
    """Return a symbol as the table of symbols keeps it."""
    return {
        "code": made.code, "name_zh": made.name_zh, "name_en": made.name_en, "class_name": made.class_name,
        "geometry": made.geometry, "symbol_origin": made.origin, "legend_group": made.legend_group,
        "label": made.label, "sub_labels": list(made.sub_labels), "smallest_mm": made.smallest_mm, "sort": made.sort,
    }  # fmt: skip


def _free_code(cursor: Cursor, kind: Kind) -> str:
    """Return the first free code: letter, 9, class 01 to 99, subclass 00."""
    taken = table.codes_beginning(cursor, kind.letter + COUNTY_DIGIT)
    for number in range(1, 100 * 100):
        code = f"{kind.letter}{COUNTY_DIGIT}{number % 100:02d}{number // 100:02d}"
        if number % 100 and code not in taken:
            return code
    raise BadSymbol(reason=NO_CODES_LEFT)


def _color_of(now: Definition) -> str:
    """Return the class colour of a symbol by the letter of its code."""
    letters = {kind.letter: kind.color for kind in KINDS.values()}
    return letters.get(now.code[0], "yellow")


def _redrawn(now: Definition, tint: str, shapes: Cleaned) -> Definition:
    """Return a symbol with another drawing in its frame."""
    if not now.framed:
        mark = on_the_grid(shapes.shapes(), shapes.view, margin=BARE_MARGIN)
        bare = bare_svg(now.code, [mark])
        return replace(now, svg=bare, label_svg="", label="", fill="", stroke="", hairline=0.0)
    ground, glyph = color(tint), GLYPH[tint]
    inside = shapes.painted(f"param(outline) {glyph}") if len(shapes.paints()) == 1 else shapes.shapes()
    marks = [on_the_grid(inside, shapes.view, margin=FRAMED_MARGIN)]
    return replace(
        now, fill=ground, stroke=glyph, hairline=HAIRLINE / FRAME, svg=framed_svg(now.code, now.frame, ground, marks),
        label_svg=framed_svg(now.code, now.frame, ground, marks, label=True),
    )  # fmt: skip


def _worded(now: Definition, words: Words) -> Definition:
    """Return a symbol with other names and labels. Raises: BadSymbol."""
    changed = replace(
        now,
        name_zh=_word(words.name_zh, now.name_zh),
        name_en=_word(words.name_en, now.name_en),
        label=_word(words.label, now.label),
        sub_labels=now.sub_labels
        if words.sub_labels is None
        else tuple(filter(None, map(str.strip, words.sub_labels))),
        legend_group=_word(words.legend_group, now.legend_group),
    )
    if not changed.name_en:
        changed = replace(changed, name_en=changed.name_zh)
    if not 1 <= len(changed.name_zh) <= MOST_NAME or len(changed.name_en) > 2 * MOST_NAME:
        raise BadSymbol(reason=NO_NAME)
    if len(changed.label) > MOST_LABEL:
        raise BadSymbol(reason=LONG_LABEL)
    short = len(changed.sub_labels) <= MOST_SUB_LABELS and all(len(one) <= 6 for one in changed.sub_labels)
    if not short and changed.sub_labels != now.sub_labels:  # the standard itself has longer ones
        raise BadSymbol(reason=LONG_SUB_LABEL)
    if changed.legend_group not in [group.code for group in GROUPS]:
        raise BadSymbol(reason=NO_GROUP)
    if changed.label and not changed.label_svg and changed.framed and changed.code in Catalogue.load():
        changed = replace(changed, label_svg=svg_text(changed.code, label=True))
    return changed


def _word(given: str | None, now: str) -> str:
    return now if given is None else given.strip()
