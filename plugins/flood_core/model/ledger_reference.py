"""The vocabularies and rights that a ledger is read against, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Area:
    """An area by its code; ``name`` is official, ``display`` what sheets print."""

    code: str
    level: str
    name: str
    display: str
    in_force: bool
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Category:
    """A risk category (0601) or a resource subtype (R303)."""

    code: str
    name_zh: str
    geometry_types: tuple[str, ...]  # P, L, A; the usual one first


@dataclass(frozen=True)
class Attribute:
    """A typed attribute of a category, a resource class or a subtype."""

    owner_code: str
    key: str
    name_zh: str
    type: str
    unit: str | None
    allowed: tuple[str, ...] | None
    minimum: float | None
    maximum: float | None
    required: bool


@dataclass(frozen=True)
class Term:
    """A term of a controlled vocabulary."""

    code: str
    name_zh: str
    properties: dict[str, Any]


@dataclass(frozen=True)
class LedgerReference:
    """All that is needed to read a ledger without asking the database row by row."""

    areas: dict[str, Area]
    successors: dict[str, tuple[str, ...]]
    categories: dict[str, Category]
    classes: dict[str, str]  # R3 -> 避灾安置场所
    subtypes: dict[str, Category]
    attributes: dict[str, tuple[Attribute, ...]]  # by owner code, in order
    terms: dict[str, tuple[Term, ...]]  # by vocabulary
    scopes: dict[str, str]  # register table -> scope of the user's right to insert (reference.rights)
    editable_areas: frozenset[str] = field(repr=False)
    editable_categories: frozenset[str] = field(repr=False)

    def may_write(self, table: str, area: str) -> bool:
        """Tell whether the user may insert rows of this area; whether of the category, ``may_write_category`` says."""
        scope = self.scopes.get(table, "none")
        return scope == "all" or (scope != "none" and area in self.editable_areas)

    def may_write_category(self, table: str, category: str) -> bool:
        """Tell whether the user may insert rows of this category."""
        return self.scopes.get(table) != "own_area_and_category" or category in self.editable_categories

    def attributes_of(self, code: str) -> dict[str, Attribute]:
        """Return the attributes of a category or subtype by key; a subtype has those of its class too."""
        found = {a.key: a for a in self.attributes.get(code[:2], ())} if code.startswith("R") else {}
        found.update({a.key: a for a in self.attributes.get(code, ())})
        return found

    def area_label(self, code: str) -> str:
        """Return the display name of an area with its township before it; the code when it is not known."""
        area = self.areas.get(code)
        if area is None:
            return code
        township = self.areas.get(code[:9])
        return area.display if township is None or township is area else township.display + area.display
