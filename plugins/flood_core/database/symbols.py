"""The symbol library in the database: symbols, their versions, where they are used.

Every function takes the cursor of an open transaction; a definition is the
canonical JSON of one version, as the room symbology writes and reads it.
"""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from .connection import Cursor
from .editions import Row, fetch, is_uid


def symbols(cursor: Cursor) -> list[Row]:
    """Return all symbols in catalogue order with version, checksum and origin of their current drawing.

    ``own`` tells that the county drew or named it; ``retired`` that it is no longer offered.
    """
    return fetch(cursor, _SYMBOLS, {"code": None})


def symbol(cursor: Cursor, code: str) -> Row | None:
    """Return one symbol as ``symbols`` does, with its ``definition`` (bytes); None when there is none."""
    rows = fetch(cursor, _SYMBOLS, {"code": code})
    if not rows:
        return None
    cursor.execute("select definition from app.current_symbol where symbol_code = %s", (code,))
    found = cursor.fetchone()
    return {**rows[0], "definition": bytes(found[0]) if found else None}


def own_definitions(cursor: Cursor) -> list[Row]:
    """Return code, definition and retired of all symbols that the county drew or named, by code."""
    rows = fetch(cursor, _OWN, {})
    return [{**row, "definition": bytes(row["definition"])} for row in rows]


def versions(cursor: Cursor, code: str) -> list[Row]:
    """Return version, checksum, origin, who and when of all versions of a symbol, the newest first."""
    return fetch(cursor, _VERSIONS, {"code": code})


def edition_drawings(cursor: Cursor, edition_uid: str) -> list[Row]:
    """Return symbol_code, version, sha256 and definition (text) that an edition needs beside the shipped ones."""
    return fetch(cursor, _DRAWINGS, {"edition": edition_uid}) if is_uid(edition_uid) else []


def uses(cursor: Cursor, code: str) -> Row:
    """Return how many ``editions`` draw a symbol, ``subjects`` it stands for, ``published`` editions keep it."""
    return fetch(cursor, "select editions, subjects, published from app.symbol_uses(%(code)s)", {"code": code})[0]


def lock_library(cursor: Cursor) -> None:
    """Let only one transaction at a time change the library."""
    cursor.execute("select pg_advisory_xact_lock(hashtextextended('floodmap symbol library', 0))")


def codes_beginning(cursor: Cursor, prefix: str) -> set[str]:
    """Return the codes that begin with ``prefix``, retired ones too."""
    cursor.execute("select code from reference.symbol where left(code, length(%s)) = %s", (prefix, prefix))
    return {code for (code,) in cursor.fetchall()}


def insert_symbol(cursor: Cursor, row: Mapping[str, Any]) -> None:
    """Store a symbol of the county's own."""
    cursor.execute(_INSERT, row)


def update_symbol(cursor: Cursor, row: Mapping[str, Any]) -> None:
    """Store names, labels and group of a symbol; from then on they are the county's."""
    cursor.execute(_UPDATE, row)


def add_version(cursor: Cursor, code: str, sha256: str, definition: bytes, centre: str | None) -> int:
    """Store a new version of a symbol, drawn by the county; return its number."""
    values = {"code": code, "sha256": sha256, "definition": definition, "centre": centre or None}
    return int(fetch(cursor, _ADD_VERSION, values)[0]["version"])


def set_retired(cursor: Cursor, code: str, retired: bool) -> bool:
    """Offer a symbol no longer, or again; return whether there is such a symbol."""
    cursor.execute(_RETIRE if retired else _RESTORE, {"code": code})
    return int(cursor.rowcount) == 1


def delete_symbol(cursor: Cursor, code: str) -> None:
    """Delete a symbol that nothing uses, with its versions."""
    cursor.execute("delete from reference.symbol_version where symbol_code = %s", (code,))
    cursor.execute("delete from reference.symbol where code = %s", (code,))


def subjects_of(cursor: Cursor, codes: Sequence[str]) -> dict[str, list[str]]:
    """Return the Chinese names of what each symbol stands for: categories, subtypes, elements, danger zones."""
    found: dict[str, list[str]] = {}
    for row in fetch(cursor, _SUBJECTS, {"codes": list(codes)}):
        found.setdefault(row["symbol_code"], []).append(row["name"])
    return found


_SYMBOLS = """
select s.code, s.name_zh, s.name_en, s.class as class_name, s.geometry, s.symbol_origin, s.legend_group,
       coalesce(s.label, '') as label, s.sub_labels, s.smallest_mm::float8 as smallest_mm, s.sort,
       s.retired_at is not null as retired, coalesce(c.origin = 'county', false) as own, c.version, c.sha256
from reference.symbol s
left join app.current_symbol c on c.symbol_code = s.code
where %(code)s is null or s.code = %(code)s
order by s.sort, s.code
"""

_OWN = """
select c.symbol_code as code, c.definition, s.retired_at is not null as retired
from app.current_symbol c join reference.symbol s on s.code = c.symbol_code
where c.origin = 'county'
order by c.symbol_code
"""

_VERSIONS = """
select version, sha256, origin, created_by, created_at from reference.symbol_version
where symbol_code = %(code)s order by version desc
"""

_DRAWINGS = "select symbol_code, version, sha256, definition from app.edition_drawings(%(edition)s::uuid)"

_INSERT = """
insert into reference.symbol (code, name_zh, name_en, class, geometry, symbol_origin, legend_group, label, sub_labels,
                              smallest_mm, sort, origin)
values (%(code)s, %(name_zh)s, %(name_en)s, %(class_name)s, %(geometry)s, %(symbol_origin)s, %(legend_group)s,
        nullif(%(label)s, ''), %(sub_labels)s::text[], %(smallest_mm)s, %(sort)s, 'county')
"""

_UPDATE = """
update reference.symbol
set name_zh = %(name_zh)s, name_en = %(name_en)s, legend_group = %(legend_group)s, label = nullif(%(label)s, ''),
    sub_labels = %(sub_labels)s::text[], smallest_mm = %(smallest_mm)s, origin = 'county'
where code = %(code)s
"""

_ADD_VERSION = """
insert into reference.symbol_version (symbol_code, version, sha256, definition, origin, centre_code)
select %(code)s, coalesce(max(version), 0) + 1, %(sha256)s, %(definition)s, 'county', %(centre)s
from reference.symbol_version where symbol_code = %(code)s
returning version
"""

_RETIRE = "update reference.symbol set retired_at = now(), retired_by = session_user where code = %(code)s"
_RESTORE = "update reference.symbol set retired_at = null, retired_by = null where code = %(code)s"

_SUBJECTS = """
select u.symbol_code, coalesce(c.name_zh, t.name_zh, e.name_zh, z.name_zh, u.subject_code) as name
from reference.symbol_use u
left join reference.category c on u.subject_kind = 'category' and c.code = u.subject_code
left join reference.resource_subtype t on u.subject_kind = 'resource_subtype' and t.code = u.subject_code
left join reference.element_type e on u.subject_kind = 'element_type' and e.code = u.subject_code
left join reference.term z on u.subject_kind = 'danger_zone_type' and z.vocabulary_code = 'danger_zone_type'
     and z.code = u.subject_code
where u.symbol_code = any(%(codes)s)
order by u.symbol_code, u.subject_kind, u.subject_code
"""
