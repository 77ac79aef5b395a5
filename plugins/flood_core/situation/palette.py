"""What a compiler may draw on a map: the symbols of the catalogue, and what a new thing starts with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterable, Mapping

from ..model.elements import NUMBER_LETTERS, NUMBERED_TYPES
from ..model.vocabulary import Name, named, spellings
from ..resources.pinyin import matches
from ..resources.words import word
from ..symbology.catalogue import Catalogue, Symbol
from ..symbology.definition import Definition
from ..symbology.legend import GROUPS, ordered
from ..symbology.versions import SymbolSet
from .element_form import label_of

Row = dict[str, Any]
Lookups = Mapping[str, Mapping[str, Row]]
ROUTE_SYMBOL, ROUTE_TYPE = "E30200", "16"


@dataclass(frozen=True)
class PaletteEntry:
    """One symbol to draw with: where it stands in the legend, and what it makes."""

    code: str
    name: Name
    geometry: str  # point, line, polygon
    group: str  # code of the legend's group
    class_name: Name
    element_type_code: str
    subject_code: str | None = None
    danger_zone_type: str | None = None
    names: tuple[str, ...] = field(default=(), repr=False)  # what a search looks in

    @property
    def is_route(self) -> bool:
        """Tell whether this draws an evacuation route, which is no element."""
        return self.element_type_code == ROUTE_TYPE

    def fits(self, search: str) -> bool:
        """Tell whether a search finds this by name, code, class or what it stands for; pinyin and initials too."""
        return all(any(matches(word, name) for name in self.names) for word in search.split())


def symbols_of(lookups: Lookups) -> SymbolSet:
    """Return the symbols of a working copy: the county's own before the shipped ones. Raises: BrokenDefinition."""
    return SymbolSet.of(str(row.get("definition")).encode() for row in lookups.get("drawing", {}).values())


def palette(lookups: Lookups, symbol_set: SymbolSet) -> list[PaletteEntry]:
    """Return what may be drawn, in the legend's order, a county's own symbols after the shipped ones.

    Symbols that no element of a sheet uses (events, cordons) are left out, and so
    are those that are out of use or that the working copy does not know.
    """
    catalogue = Catalogue.load()
    known = [code for code, row in lookups.get("symbol", {}).items() if not row.get("retired")]
    shipped = {group.code: symbols for group, symbols in ordered(code for code in known if code in catalogue)}
    own = [symbol_set.own[code] for code in known if code in symbol_set.own and code not in catalogue]
    found = []
    for group in GROUPS:
        county = sorted((one for one in own if one.legend_group == group.code), key=lambda one: (one.sort, one.code))
        for symbol in [*shipped.get(group.code, ()), *county]:
            entry = _entry(symbol_set.version(symbol.code) or symbol, group.code, lookups)
            found += [entry] if entry is not None else []
    return found


def _entry(symbol: Symbol | Definition, group: str, lookups: Lookups) -> PaletteEntry | None:
    uses = symbol_uses(symbol.code, lookups)
    subjects = [code for kind, code in uses if kind in ("category", "resource_subtype")]
    known = lookups.get("subject", {})
    types = [known.get(code, {}).get("element_type_code") for code in subjects]
    types += [code for kind, code in uses if kind == "element_type"]
    zones = [known.get(code, {}).get("danger_zone_type") for code in subjects]
    zones += [code for kind, code in uses if kind == "danger_zone_type"]
    kind = next((code for code in types if code), None)
    if kind is None and any(zones):  # an area of danger that no category names
        kind = _type_of_zone(next(zone for zone in zones if zone), lookups)
    if kind is None or kind not in lookups.get("element_type", {}):
        return None
    called = [one for code in subjects if code in known for one in spellings(named(known[code]))]
    name = Name(symbol.name_zh, symbol.name_en)
    names = (*spellings(name), symbol.code, symbol.class_name, symbol.label, *called)
    subject, zone = next(iter(subjects), None), next((zone for zone in zones if zone), None)
    return PaletteEntry(
        symbol.code, name, symbol.geometry, group, word(symbol.class_name), kind, subject, zone, names
    )


def symbol_uses(code: str, lookups: Lookups) -> list[tuple[str, str]]:
    """Return what a symbol draws: pairs of kind and code, as the working copy says, or else the catalogue."""
    said = lookups.get("symbol", {}).get(code, {}).get("uses")
    if said is None:
        return list(Catalogue.load().symbol(code).uses) if code in Catalogue.load() else []
    return [(str(kind), str(subject)) for kind, subject in said]


def _type_of_zone(zone: str, lookups: Lookups) -> str | None:
    for row in lookups.get("subject", {}).values():
        if row.get("danger_zone_type") == zone and row.get("element_type_code"):
            return str(row["element_type_code"])
    return "10" if zone == "other" else None


def new_element(entry: PaletteEntry, geometry: str, elements: Iterable[Row], lookups: Lookups) -> Row:
    """Return the fields of a new element; ``geometry`` is WKT in degrees, ``elements`` are those on the map.

    The compiler who draws a thing has seen it: it is verified.
    """
    facts = {"subject_code": entry.subject_code, "danger_zone_type": entry.danger_zone_type}
    number = _next_number(entry, elements)
    row: Row = {
        "element_type_code": entry.element_type_code,
        "symbol_code": entry.code,
        "name": number or str(entry.name),
        "facts": {key: value for key, value in {**facts, "number": number}.items() if value},
        "review_state": "verified",
        "geom": geometry,
    }
    return {**row, "label": label_of(row, lookups)}


def _next_number(entry: PaletteEntry, elements: Iterable[Row]) -> str | None:
    letter = NUMBERED_TYPES.get(entry.element_type_code)
    if letter is None:
        return None
    letter = NUMBER_LETTERS.get(entry.subject_code or "", letter)
    numbers = [str(row["facts"].get("number") or "") for row in elements]
    used = [int(text[len(letter):]) for text in numbers if text.startswith(letter) and text[len(letter):].isdigit()]
    return f"{letter}{max(used, default=0) + 1}"
