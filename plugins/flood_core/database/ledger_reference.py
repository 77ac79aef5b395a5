"""Load what a ledger is read against: areas, categories, attributes, vocabularies, and what the user may write."""

from __future__ import annotations

import json
from typing import Any, Iterable, Sequence

from ..coordinates.villages import Boundaries, Boundary
from ..model.ledger_reference import Area, Attribute, Category, LedgerReference, Term
from .connection import Cursor
from .ledger_tables import LEDGER_TABLES


def load_ledger_reference(cursor: Cursor) -> LedgerReference:
    """Return areas, categories, attributes, terms and the user's rights, read in the caller's transaction."""
    cursor.execute(
        "select t, app.my_scope('register.' || t, 'insert') from unnest(%s) as t",
        (["ledger_batch", *(table.name for table in LEDGER_TABLES if not table.staged_as)],),
    )
    scopes = dict(cursor.fetchall())
    cursor.execute("select app.editable_areas(), app.editable_categories()")
    areas, categories = cursor.fetchone()
    return LedgerReference(
        areas=_areas(cursor),
        successors=_successors(cursor),
        categories=_categories(cursor),
        classes=_pairs(cursor, "select code, name_zh from reference.resource_class order by sort"),
        subtypes=_subtypes(cursor),
        attributes=_attributes(cursor),
        terms=_terms(cursor),
        scopes=scopes,
        editable_areas=frozenset(areas),
        editable_categories=frozenset(categories),
    )


def _pairs(cursor: Cursor, query: str) -> dict[str, str]:
    cursor.execute(query)
    return dict(cursor.fetchall())


def _areas(cursor: Cursor) -> dict[str, Area]:
    cursor.execute(
        "select code, level, name, app.display_name(name), valid_to is null or valid_to > current_date, former_names"
        " from base.area where retired_at is null order by code"
    )
    return {row[0]: Area(row[0], row[1], row[2], row[3], row[4], tuple(row[5])) for row in cursor.fetchall()}


def _successors(cursor: Cursor) -> dict[str, tuple[str, ...]]:
    cursor.execute("select from_code, array_agg(to_code order by to_code) from base.area_successor group by from_code")
    return {code: tuple(successors) for code, successors in cursor.fetchall()}


def _categories(cursor: Cursor) -> dict[str, Category]:
    cursor.execute("select code, name_zh, geometry_types from reference.category order by code")
    return {code: Category(code, name, tuple(types)) for code, name, types in cursor.fetchall()}


def _subtypes(cursor: Cursor) -> dict[str, Category]:
    cursor.execute("select code, name_zh from reference.resource_subtype order by sort, code")
    return {code: Category(code, name, ("P", "L", "A")) for code, name in cursor.fetchall()}


def _attributes(cursor: Cursor) -> dict[str, tuple[Attribute, ...]]:
    cursor.execute(
        "select owner_code, key, name_zh, type, unit, allowed_values, minimum, maximum, required"
        " from reference.category_attribute order by owner_code, sort, key"
    )
    found: dict[str, list[Attribute]] = {}
    for owner, key, name, kind, unit, allowed, minimum, maximum, required in cursor.fetchall():
        found.setdefault(owner, []).append(
            Attribute(
                owner,
                key,
                name,
                kind,
                unit,
                None if allowed is None else tuple(allowed),
                _float(minimum),
                _float(maximum),
                required,
            )
        )
    return {owner: tuple(attributes) for owner, attributes in found.items()}


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _terms(cursor: Cursor) -> dict[str, tuple[Term, ...]]:
    cursor.execute(
        "select vocabulary_code, code, name_zh, properties from reference.term order by vocabulary_code, sort, code"
    )
    found: dict[str, list[Term]] = {}
    for vocabulary, code, name, properties in cursor.fetchall():
        found.setdefault(vocabulary, []).append(Term(code, name, properties or {}))
    return {vocabulary: tuple(terms) for vocabulary, terms in found.items()}


def load_boundaries(cursor: Cursor, codes: Iterable[str]) -> Boundaries:
    """Return the boundaries of these areas; those whose geometry is not known are left out."""
    cursor.execute(
        "select code, app.display_name(name), public.st_asgeojson(geom, 9) from base.area"
        " where code = any(%s) and geom is not null and not public.st_isempty(geom)",
        (sorted(set(codes)),),
    )
    return Boundaries([Boundary.from_geojson(code, name, json.loads(text)) for code, name, text in cursor.fetchall()])


def villages_at(cursor: Cursor, points: Sequence[tuple[float, float]]) -> list[str | None]:
    """Return for each point (longitude, latitude) the code of the smallest area, village or higher, that holds it."""
    if not points:
        return []
    cursor.execute(
        "select p.n, a.code from unnest(%s::double precision[], %s::double precision[]) with ordinality as p (x, y, n)"
        " join base.area a on public.st_intersects(a.geom, public.st_setsrid(public.st_makepoint(p.x, p.y), 4490))"
        " and a.level in ('village', 'township', 'county')"
        " and a.retired_at is null and (a.valid_to is null or a.valid_to > current_date)"
        " order by p.n, length(a.code), a.code desc",
        ([x for x, _ in points], [y for _, y in points]),
    )
    found = dict(cursor.fetchall())  # the last of a point is its smallest area
    return [found.get(n) for n in range(1, len(points) + 1)]


def departments_of_categories(cursor: Cursor) -> dict[str, list[str]]:
    """Return the names of the departments that answer for each category, by the category's code."""
    cursor.execute(
        "select c.category_code, array_agg(d.name_zh order by d.code) from reference.category_department c"
        " join reference.department d on d.code = c.department_code group by c.category_code"
    )
    return dict(cursor.fetchall())
