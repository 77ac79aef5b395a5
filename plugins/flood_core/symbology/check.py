"""Check the symbol catalogue against its drawings and the reference data."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator

from ..errors import QT_TRANSLATE_NOOP
from ..resources.paths import database_scripts, symbology
from . import areas, base_styles, lines
from .catalogue import COLUMNS, FALLBACK, Catalogue, Symbol
from .drawings import load_drawings

#: Roads, routes and persons are drawn by a compiler's hand, no register row brings them.
_BY_HAND = ("E2", "E3", "D8")
_LETTER = {"P": "point", "L": "line", "A": "polygon"}

MISSING_DRAWING = QT_TRANSLATE_NOOP("cli", "{code} {name}: no drawing '{drawing}'; a placeholder is shown")
DUPLICATE_CODE = QT_TRANSLATE_NOOP("cli", "{code}: stands in rows {rows} of the catalogue")
DUPLICATE_USE = QT_TRANSLATE_NOOP("cli", "{use} ({geometry}): drawn by {codes}, only one can be")
UNUSED_SYMBOL = QT_TRANSLATE_NOOP("cli", "{code} {name}: draws nothing")
UNKNOWN_CENTRE = QT_TRANSLATE_NOOP("cli", "{code} {name}: the symbol '{centre}' for its middle is not in the catalogue")
UNKNOWN_SUBJECT = QT_TRANSLATE_NOOP("cli", "{code} {name}: '{use}' is not in the reference data")
WITHOUT_SYMBOL = QT_TRANSLATE_NOOP("cli", "{kind} {subject} {name}: no symbol for {geometry}")
LABEL_TOO_LONG = QT_TRANSLATE_NOOP("cli", "{code} {name}: the label '{label}' has more than 4 characters")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: ``error`` or ``warning``, a marked text and its values."""

    rule: str
    severity: str
    text: str
    values: dict[str, str] = field(default_factory=dict)

    def message(self) -> str:
        """Return the finding in English."""
        return self.text.format(**self.values)


def check(folder: Path | None = None, reference: Path | None = None) -> list[Finding]:
    """Return what is wrong with the catalogue in ``folder``, measured against ``reference``.

    By default the shipped ones. Raises: BrokenCatalogue, BrokenDrawing for what cannot be read at all.
    """
    folder = folder or symbology()
    reference = reference or database_scripts() / "reference"
    duplicates = list(_duplicate_codes(folder / "catalogue.csv"))
    if duplicates:  # the catalogue cannot be loaded before they are gone
        return duplicates
    catalogue = Catalogue.load(folder / "catalogue.csv")
    drawn = set(load_drawings(folder / "drawings"))
    return [
        *_drawings(catalogue, drawn), *_duplicate_uses(catalogue), *_unused(catalogue), *_labels(catalogue),
        *_subjects(catalogue, reference),
    ]  # fmt: skip


def subjects(reference: Path | None = None) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    """Return what must have a symbol: (kind, code) -> Chinese name and the geometries it comes in."""
    reference = reference or database_scripts() / "reference"
    found: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {}
    for row in _rows(reference, "reference.category"):
        found["category", row["code"]] = (row["name_zh"], _geometries(row["geometry_types"]))
    for row in _rows(reference, "reference.resource_subtype"):
        found["resource_subtype", row["code"]] = (row["name_zh"], ("point",))
    for row in _rows(reference, "reference.element_type"):
        found["element_type", row["code"]] = (row["name_zh"], _geometries(row["geometry_types"]))
    for row in _rows(reference, "reference.term"):
        if row["vocabulary_code"] == "danger_zone_type":
            found["danger_zone_type", row["code"]] = (row["name_zh"], ("point",))
    return found


def _rows(reference: Path, table: str) -> Iterator[dict[str, str]]:
    for path in sorted(reference.glob(f"[0-9][0-9]-{table}.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


def _geometries(literal: str) -> tuple[str, ...]:
    """Read a PostgreSQL array of P, L, A."""
    return tuple(_LETTER[letter.strip()] for letter in literal.strip("{}").split(",") if letter.strip() in _LETTER)


def _duplicate_codes(path: Path) -> Iterator[Finding]:
    rows: dict[str, list[int]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, restkey="", restval=""), start=2):
            rows.setdefault(row.get(COLUMNS[0], ""), []).append(number)
    for code, numbers in rows.items():
        if len(numbers) > 1:
            values = {"code": code, "rows": ", ".join(map(str, numbers))}
            yield Finding("duplicate_code", "error", DUPLICATE_CODE, values)


def _drawings(catalogue: Catalogue, drawn: set[str]) -> Iterator[Finding]:
    styles = {
        "point": drawn,
        "line": set(lines.STYLES) | set(base_styles.LINES),
        "polygon": set(areas.STYLES) | set(base_styles.AREAS),
    }
    for symbol in catalogue:
        if symbol.style not in styles[symbol.geometry]:
            yield Finding("missing_drawing", "error", MISSING_DRAWING, {**_named(symbol), "drawing": symbol.style})
        if symbol.centre and symbol.centre not in catalogue:
            yield Finding("unknown_centre", "error", UNKNOWN_CENTRE, {**_named(symbol), "centre": symbol.centre})


def _duplicate_uses(catalogue: Catalogue) -> Iterator[Finding]:
    drawn_by: dict[tuple[str, str, str], list[str]] = {}
    for symbol in catalogue:
        for kind, code in symbol.uses:
            drawn_by.setdefault((kind, code, symbol.geometry), []).append(symbol.code)
    for (kind, code, geometry), codes in drawn_by.items():
        if len(codes) > 1:
            values = {"use": f"{kind}:{code}", "geometry": geometry, "codes": ", ".join(codes)}
            yield Finding("duplicate_use", "error", DUPLICATE_USE, values)


def _unused(catalogue: Catalogue) -> Iterator[Finding]:
    """Find extension symbols that nothing uses; those of the standard are kept complete."""
    centres = {symbol.centre for symbol in catalogue} | set(FALLBACK)
    for symbol in catalogue:
        kept = symbol.origin == "standard" or symbol.legend_group == "base" or symbol.code[:2] in _BY_HAND
        if not (symbol.uses or symbol.code in centres or kept):
            yield Finding("unused_symbol", "warning", UNUSED_SYMBOL, _named(symbol))


def _labels(catalogue: Catalogue) -> Iterator[Finding]:
    for symbol in catalogue:
        if len(symbol.label) > 4:
            yield Finding("label_too_long", "error", LABEL_TOO_LONG, {**_named(symbol), "label": symbol.label})


def _subjects(catalogue: Catalogue, reference: Path) -> Iterator[Finding]:
    wanted = subjects(reference)
    uses = catalogue.uses()
    for (kind, code), (name, geometries) in wanted.items():
        for geometry in geometries:
            if (kind, code, geometry) not in uses:
                values = {"kind": kind, "subject": code, "name": name, "geometry": geometry}
                yield Finding("without_symbol", "error", WITHOUT_SYMBOL, values)
    for symbol in catalogue:
        for kind, code in symbol.uses:
            if (kind, code) not in wanted:
                yield Finding("unknown_subject", "error", UNKNOWN_SUBJECT, {**_named(symbol), "use": f"{kind}:{code}"})


def _named(symbol: Symbol) -> dict[str, str]:
    return {"code": symbol.code, "name": symbol.name_zh}
