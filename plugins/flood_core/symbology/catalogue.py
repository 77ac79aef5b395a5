"""The symbol catalogue: every symbol, and what it draws.

``symbology/catalogue.csv`` is what the suite ships. A symbol belongs to one
geometry; what it draws (a risk category, a resource subtype, an element type
or a danger-zone type) is found by ``Catalogue.resolve``.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Iterator

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..resources.paths import symbology

GEOMETRIES = ("point", "line", "polygon")
SUBJECTS = ("category", "resource_subtype", "element_type", "danger_zone_type")
COLUMNS = (
    "code", "name_zh", "name_en", "class", "geometry", "origin", "legend_group", "label", "sub_labels",
    "frame", "color", "drawing", "smallest_mm", "sort", "uses",
)  # fmt: skip

HAZARD_LINE, HAZARD_AREA, PROTECTED_AREA = "E42000", "F21000", "F31900"
#: What draws a thing that has no symbol of its own for its geometry.
FALLBACK = (HAZARD_LINE, HAZARD_AREA, PROTECTED_AREA)


class UnknownSymbol(InputError):
    """A symbol code that the catalogue does not have."""

    template = QT_TRANSLATE_NOOP("errors", "There is no symbol '{code}' in the catalogue.")
    hint = QT_TRANSLATE_NOOP("errors", "List the symbols with 'floodmap symbols catalogue'.")


class BrokenCatalogue(InputError):
    """A row of the catalogue cannot be read."""

    template = QT_TRANSLATE_NOOP("errors", "Row {row} of the symbol catalogue {path} is wrong: {reason}.")
    hint = QT_TRANSLATE_NOOP("errors", "Correct the row and run 'floodmap symbols check'.")


@dataclass(frozen=True)
class Symbol:
    """One symbol of the catalogue.

    ``drawing`` names a glyph for a point, a style for a line or an area, with
    ``@CODE`` after it when a point symbol stands at its middle. ``smallest_mm``
    is the smallest size of the frame in print.
    """

    code: str
    name_zh: str
    name_en: str
    class_name: str
    geometry: str
    origin: str
    legend_group: str
    label: str
    sub_labels: tuple[str, ...]
    frame: str
    color: str
    drawing: str
    smallest_mm: float
    sort: int
    uses: tuple[tuple[str, str], ...] = field(default=())

    @property
    def style(self) -> str:
        """Return the drawing or the style without the symbol at its middle."""
        return self.drawing.partition("@")[0]

    @property
    def centre(self) -> str | None:
        """Return the code of the point symbol that stands at the middle, if any."""
        return self.drawing.partition("@")[2] or None

    def name(self, language: str) -> str:
        """Return the name in ``language`` (zh or en)."""
        return self.name_zh if language.startswith("zh") else self.name_en


class Catalogue:
    """All symbols by code, and the way from a subject to its symbol."""

    def __init__(self, symbols: list[Symbol]) -> None:
        self._symbols = {symbol.code: symbol for symbol in symbols}
        self._uses = {(kind, code, symbol.geometry): symbol.code for symbol in symbols for kind, code in symbol.uses}

    @classmethod
    def load(cls, path: Path | None = None) -> Catalogue:
        """Read the shipped catalogue, or the one in ``path``.

        Raises: BrokenCatalogue for a row that is wrong.
        """
        return _load(path) if path is not None else _shipped()

    def __iter__(self) -> Iterator[Symbol]:
        return iter(sorted(self._symbols.values(), key=lambda symbol: (symbol.sort, symbol.code)))

    def __len__(self) -> int:
        return len(self._symbols)

    def __contains__(self, code: object) -> bool:
        return code in self._symbols

    def symbol(self, code: str) -> Symbol:
        """Return the symbol with ``code``. Raises: UnknownSymbol."""
        try:
            return self._symbols[code]
        except KeyError:
            raise UnknownSymbol(code=code) from None

    def of_geometry(self, geometry: str) -> list[Symbol]:
        """Return the symbols for point, line or polygon in catalogue order."""
        return [symbol for symbol in self if symbol.geometry == geometry]

    def uses(self) -> dict[tuple[str, str, str], str]:
        """Return the symbol code for each (subject kind, subject code, geometry)."""
        return dict(self._uses)

    def resolve(self, kind: str, code: str, geometry: str) -> Symbol:
        """Return the symbol that draws a subject.

        Args: ``kind`` is one of ``SUBJECTS``, ``geometry`` one of ``GEOMETRIES``.
        A line or an area without a symbol of its own gets the general one.
        Raises: UnknownSymbol when nothing draws it.
        """
        found = self._uses.get((kind, code, geometry))
        if found is None and geometry != "point":
            point = self._uses.get((kind, code, "point"), "")
            found = HAZARD_LINE if geometry == "line" else PROTECTED_AREA if point.startswith("C") else HAZARD_AREA
        return self.symbol(found or f"{kind}:{code}")


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    """Return the shipped catalogue, its folder looked for once: a sheet asks a thousand times."""
    return _load(symbology() / "catalogue.csv")


@lru_cache(maxsize=4)
def _load(path: Path) -> Catalogue:
    symbols = []
    seen: set[str] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            reason = _fault(row, seen)
            if reason:
                raise BrokenCatalogue(row=number, path=path, reason=reason)
            seen.add(row["code"])
            symbols.append(_symbol(row))
    return Catalogue(symbols)


def _fault(row: dict[str, str], seen: set[str]) -> str:
    """Say what is wrong with a row; empty when nothing."""
    missing = [column for column in COLUMNS if row.get(column) is None]
    if missing:
        return f"no {', '.join(missing)}"
    if row["code"] in seen:
        return f"code {row['code']} twice"
    if row["geometry"] not in GEOMETRIES:
        return f"geometry '{row['geometry']}'"
    wrong = [use for use in row["uses"].split() if use.partition(":")[0] not in SUBJECTS]
    return f"use '{wrong[0]}'" if wrong else ""


def _symbol(row: dict[str, str]) -> Symbol:
    uses = tuple((kind, code) for kind, _, code in (use.partition(":") for use in row["uses"].split()))
    return Symbol(
        code=row["code"], name_zh=row["name_zh"], name_en=row["name_en"], class_name=row["class"],
        geometry=row["geometry"], origin=row["origin"], legend_group=row["legend_group"], label=row["label"],
        sub_labels=tuple(row["sub_labels"].split()), frame=row["frame"], color=row["color"], drawing=row["drawing"],
        smallest_mm=float(row["smallest_mm"]), sort=int(row["sort"]), uses=uses,
    )  # fmt: skip
