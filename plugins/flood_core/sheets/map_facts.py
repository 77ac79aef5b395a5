"""What the map says of shelters, stores and teams, in the tables of the sheet: it goes before the register.

The compiler types it on the map or into the tables; a thing that no register knows stands in the tables too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterable, Mapping

if TYPE_CHECKING:
    from .snapshot import Element, Row

SHELTER, STORES = "15", ("18", "19")
_TYPED = ("quantity", "unit", "headcount")


def told_by_the_map(tables: Mapping[str, list[Row]], elements: Iterable[Element]) -> None:
    """Put into the tables ``shelter`` and ``store_team`` what the elements of the map say."""
    phones = {row.get("name"): row.get("phone") for name in ("grid_person", "organisation") for row in tables[name]}
    for element in elements:
        if element.kind == SHELTER:
            _shelter(_row(tables["shelter"], element.name), element.facts, phones)
        elif element.kind in STORES:
            row = _row(tables["store_team"], element.name, element.source_uid)
            row["name"] = element.name
            row.update({key: element.facts[key] for key in _TYPED if element.facts.get(key) is not None})
            _person(row, "leader", element.facts, phones)


def _row(rows: list[Row], name: str, source_uid: str | None = None) -> Row:
    """Return the row of a thing, by its row of the register and else by name; a new one when there is none."""
    of_source = (row for row in rows if source_uid and row.get("source_uid") == source_uid)
    found = next(of_source, None) or next((row for row in rows if row.get("name") == name), None)
    if found is None:
        rows.append(found := {"name": name})
    return found


def _shelter(row: Row, facts: Mapping[str, Any], phones: Mapping[Any, Any]) -> None:
    given = facts.get("attributes") or {}
    row.update({key: given[key] for key in ("floor_area_m2", "safety_appraised") if given.get(key) is not None})
    _person(row, "manager", facts, phones)


def _person(row: Row, column: str, facts: Mapping[str, Any], phones: Mapping[Any, Any]) -> None:
    name = facts.get("responsible_person")
    if name and name != row.get(column):
        row.update({column: name, "phone": phones.get(name)})
