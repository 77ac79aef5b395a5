"""The server's side of a working copy: which rows it holds, reading them, writing what changed.

Every function takes the cursor of an open transaction. Geometry is hex EWKB,
EPSG:4490. Columns come from ``TABLES`` and nowhere else; values are parameters.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Collection, Iterable, Mapping, Sequence

from psycopg2 import sql

from .connection import Conflict, Cursor
from .editions import Row, fetch, is_uid

EDITION, VILLAGE_YEAR, VILLAGE = "edition", "village_year", "village"
MOST_PEOPLE = 10_000_000
MOST_INTEGER = 2_147_483_647


@dataclass(frozen=True)
class Column:
    """One field that a working copy may change, with the limits that the database sets."""

    name: str
    kind: str  # text, integer, number, boolean, uid, object, list, geometry
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    refers_to: str | None = None  # the table in which a uid must be readable
    vocabulary: str | None = None  # what a code must be in: element_type, symbol, or a vocabulary


@dataclass(frozen=True)
class Table:
    """One table of a working copy."""

    name: str  # schema.table
    scope: str  # edition, village_year or village: what selects its rows
    columns: tuple[Column, ...]
    one_row: bool = False  # at most one row for a village and year
    while_locked: bool = False  # changes also while the edition is under review
    coupled: tuple[tuple[str, ...], ...] = ()  # fields that only make sense together
    settled_together: tuple[tuple[str, ...], ...] = ()  # fields of which one follows the other, as a rule

    def column(self, name: str) -> Column | None:
        """Return the column of that name, None when the working copy has none."""
        return next((column for column in self.columns if column.name == name), None)

    def identifier(self) -> sql.Composable:
        """Return the quoted name."""
        return sql.Identifier(*self.name.split("."))


@dataclass(frozen=True)
class Scope:
    """Which rows belong to an edition; read from the server, never from a file."""

    edition_uid: str
    area_code: str
    year: int


@dataclass(frozen=True)
class ServerRow:
    """One row as the server has it; ``content`` holds the columns and ``retired``."""

    uid: str
    revision: int
    content: dict[str, Any]
    changed_by: str
    changed_at: datetime


def _count(name: str, required: bool = False) -> Column:
    return Column(name, "integer", required, minimum=0, maximum=MOST_PEOPLE)


def _person(name: str, required: bool = False) -> Column:
    return Column(name, "uid", required, refers_to="register.person")


def _review() -> Column:
    return Column("review_state", "text", required=True, choices=("to_verify", "verified"))


_PERSON = Table(
    "register.person",
    VILLAGE,
    (
        Column("name", "text", required=True),
        Column("organisation", "text"),
        Column("title", "text"),
        Column("simulated", "boolean", required=True),
        Column("note", "text"),
    ),
)
_PHONE = Table(
    "register.person_phone",
    VILLAGE,
    (
        _person("person_uid", required=True),
        Column("kind", "text", required=True, choices=("mobile", "duty", "office", "satellite")),
        Column("number", "text", required=True),
    ),
)
_FACT = Table(
    "register.village_fact",
    VILLAGE_YEAR,
    (
        _count("households"),
        _count("registered_population"),
        _count("resident_population"),
        Column("area_km2", "number", minimum=0),
        _count("natural_villages"),
        Column("terrain", "text"),
        Column("task_weight", "text", choices=("较轻", "较重")),
        _count("disaster_points"),
        _count("affected_people"),
        Column("duty_phone", "text"),
        Column("simulated", "boolean", required=True),
        _review(),
    ),
    one_row=True,
)
_GRID = Table(
    "register.grid_person",
    VILLAGE_YEAR,
    (
        Column("grid_name", "text", required=True, maximum=25),
        Column("grid_type_code", "text", required=True, vocabulary="grid_type"),
        _person("person_uid", required=True),
        Column("note", "text"),
        _review(),
    ),
)
_HOUSEHOLD = Table(
    "register.transfer_household",
    VILLAGE_YEAR,
    (
        Column("zone_name", "text", required=True),
        Column("zone_type_code", "text", required=True, vocabulary="danger_zone_type"),
        Column("risk_source_uid", "uid", refers_to="register.risk_source"),
        Column("location", "text"),
        _person("householder_uid"),
        _count("people", required=True),
        _person("transfer_person_uid"),
        _person("warning_person_uid"),
        Column("shelter_name", "text"),
        Column("shelter_uid", "uid", refers_to="register.relief_resource"),
        Column("safety_appraised", "boolean"),
        Column("note", "text"),
        Column("geom", "geometry"),
        _review(),
    ),
    coupled=(("zone_name", "zone_type_code", "risk_source_uid"), ("shelter_name", "shelter_uid")),
)
_NO_TRANSFER = Table(
    "register.no_transfer",
    VILLAGE_YEAR,
    (Column("declared_by", "text"), Column("note", "text"), _review()),
    one_row=True,
)
_DUTY = Table(
    "register.duty",
    VILLAGE,
    (
        _person("person_uid", required=True),
        Column("post_vocabulary", "text", required=True, choices=("post",)),
        Column("post_code", "text", required=True, vocabulary="post"),
        Column("year", "integer", minimum=1990, maximum=2200),
        Column("task", "text"),
        _review(),
    ),
)
_ELEMENT = Table(
    "situation.element",
    EDITION,
    (
        Column("element_type_code", "text", required=True, vocabulary="element_type"),
        Column("symbol_code", "text", required=True, vocabulary="symbol"),
        Column("sub_label", "text"),
        Column("name", "text"),
        Column("label", "text"),
        Column("risk_level", "integer", minimum=1, maximum=4),
        _count("households"),
        _count("people"),
        _count("capacity_people"),
        Column("facts", "object", required=True),
        Column("source_table", "text", choices=("register.risk_source", "register.relief_resource")),
        Column("source_uid", "uid"),
        Column("source_revision", "integer", minimum=1, maximum=MOST_INTEGER),
        Column("review_state", "text", required=True, choices=("to_verify", "verified", "not_here")),
        Column("review_reason", "text"),
        Column("geom", "geometry", required=True),
        Column("label_point", "geometry"),
    ),
    coupled=(("source_table", "source_uid", "source_revision"), ("review_state", "review_reason")),
    settled_together=(("name", "label"),),  # the words on the map say the name
)
_ROUTE = Table(
    "situation.route",
    EDITION,
    (
        Column("number", "integer", required=True, minimum=1, maximum=10_000),
        Column("name", "text"),
        Column("from_element_uid", "uid", refers_to="situation.element"),
        Column("to_element_uid", "uid", refers_to="situation.element"),
        _count("people"),
        Column("length_m", "number", required=True, minimum=0),
        Column("climb_m", "number", required=True),
        Column("walking_minutes", "number", required=True, minimum=0),
        Column("warnings", "list", required=True),
        Column("geom", "geometry", required=True),
        _review(),
    ),
    coupled=(("from_element_uid", "to_element_uid", "length_m", "climb_m", "walking_minutes", "warnings", "geom"),),
)
_FRAME = Table(
    "situation.sheet_frame",
    EDITION,
    (
        Column("number", "integer", required=True, minimum=1, maximum=10_000),
        Column("name", "text"),
        Column("preset", "text", required=True),
        Column("scale_denominator", "integer", minimum=1, maximum=MOST_INTEGER),
        Column("rotation", "number", required=True),
        Column("is_index", "boolean", required=True),
        Column("geom", "geometry"),
        _review(),
    ),
)
_REMARK = Table(
    "situation.remark",
    EDITION,
    (
        Column("element_uid", "uid"),
        Column("words", "text", required=True, maximum=2000),
        Column("author", "text", required=True),
        Column("done", "boolean", required=True),
        Column("geom", "geometry", required=True),
    ),
    while_locked=True,
)
#: In the order in which they can be inserted: what is referred to comes first.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _PERSON, _PHONE, _FACT, _GRID, _HOUSEHOLD, _NO_TRANSFER, _DUTY, _ELEMENT, _ROUTE, _FRAME, _REMARK,
    )
}  # fmt: skip

_SCOPES = {
    EDITION: sql.SQL("edition_uid = %(edition)s::uuid"),
    VILLAGE_YEAR: sql.SQL("area_code = %(area)s and year = %(year)s"),
    VILLAGE: sql.SQL("area_code = %(area)s"),
}
#: A duty for a thing belongs to the register of that thing.
_DUTY_SCOPE = sql.SQL("area_code = %(area)s and post_vocabulary = 'post' and subject_uid is null"
                      " and (year is null or year = %(year)s)")  # fmt: skip
_CASTS = {"uid": sql.SQL("{}::text"), "number": sql.SQL("{}::float8")}


def lock_edition(cursor: Cursor, uid: str) -> Row | None:
    """Let one sync of an edition at a time go on; return the edition, None when it is not to be seen."""
    if not is_uid(uid):
        return None
    cursor.execute("select pg_advisory_xact_lock(hashtextextended(%(key)s, 1))", {"key": f"floodmap sync {uid}"})
    rows = fetch(cursor, _EDITION, {"uid": uid})
    return rows[0] if rows else None


def signed_in(cursor: Cursor) -> str:
    """Return the display name of who is signed in."""
    cursor.execute("select display_name from app.me()")
    return str(cursor.fetchone()[0])


def user_name(cursor: Cursor, role: str) -> str:
    """Return the display name of a login role."""
    cursor.execute("select app.user_name(%(role)s)", {"role": role})
    return str(cursor.fetchone()[0])


def applied_commands(cursor: Cursor, uids: Collection[str]) -> set[str]:
    """Return which of these commands the server has taken already."""
    if not uids:
        return set()
    rows = fetch(cursor, _APPLIED, {"uids": sorted(uids)})
    return {row["command_uid"] for row in rows}


def record_commands(cursor: Cursor, scope: Scope, uids: Iterable[str]) -> None:
    """Store that these commands have been taken, with the transaction that takes them."""
    values = {"edition": scope.edition_uid, "area": scope.area_code, "uids": sorted(uids)}
    if values["uids"]:
        cursor.execute(_RECORD, values)


def log_travel(cursor: Cursor, scope: Scope, action: str, travels: Sequence[Row]) -> None:
    """Note that working copies were checked_out, carried or brought: rows with uid, person and at.

    What was noted before is not noted again.
    """
    if travels:
        place = {"edition": scope.edition_uid, "area": scope.area_code, "action": action}
        cursor.execute(_TRAVELLED, {**place, "rows": json.dumps(travels, ensure_ascii=False)})


def server_rows(cursor: Cursor, table: Table, scope: Scope, uids: Collection[str] | None = None) -> list[ServerRow]:
    """Return the rows of a table that belong to the edition, the retired too; with ``uids`` only those."""
    columns = [
        _CASTS.get(column.kind, sql.SQL("{}")).format(sql.Identifier(column.name)) for column in table.columns
    ]  # fmt: skip
    statement = sql.SQL(
        "select uid::text, revision, changed_by, changed_at, retired_at is not null, {columns} from {table}"
        " where {scope} and (%(uids)s::uuid[] is null or uid = any(%(uids)s::uuid[])) order by id"
    ).format(columns=sql.SQL(", ").join(columns), table=table.identifier(), scope=_scope(table))
    values = {"edition": scope.edition_uid, "area": scope.area_code, "year": scope.year}
    cursor.execute(statement, {**values, "uids": None if uids is None else sorted(uids)})
    names = [column.name for column in table.columns]
    return [
        ServerRow(row[0], row[1], {**dict(zip(names, row[5:])), "retired": row[4]}, row[2], row[3])
        for row in cursor.fetchall()
    ]


def _scope(table: Table) -> sql.Composable:
    return _DUTY_SCOPE if table is _DUTY else _SCOPES[table.scope]


def insert_rows(cursor: Cursor, table: Table, scope: Scope, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert new rows by set; keys are the columns, ``uid`` and ``change_uid``."""
    if not rows:
        return
    place: dict[str, Any] = {"area_code": scope.area_code}
    if table.scope == EDITION:
        place["edition_uid"] = scope.edition_uid
    if table.scope == VILLAGE_YEAR:
        place["year"] = scope.year
    names = ["uid", "change_uid", *[column.name for column in table.columns], *place]
    packed = json.dumps([{**row, **place} for row in rows], ensure_ascii=False)
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("insert into {table} ({names}) select {names} from"
                        " jsonb_populate_recordset(null::{table}, %(rows)s::jsonb)")  # fmt: skip
    cursor.execute(statement.format(table=table.identifier(), names=listed), {"rows": packed})


def update_rows(cursor: Cursor, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Update by set the columns that each row names, from the revision in its ``edited_from``.

    ``retired`` among the keys retires the row or brings it back.
    Raises: Conflict when a row went out of sight in the meantime.
    """
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        packed = dict(row)
        if "retired" in packed:  # the trigger puts the true moment there
            packed["retired_at"] = "2000-01-01" if packed.pop("retired") else None
        groups.setdefault(tuple(sorted(set(packed) - {"uid"})), []).append(packed)
    for names, group in sorted(groups.items()):
        assignments = [sql.SQL("{0} = r.{0}").format(sql.Identifier(name)) for name in names]
        statement = sql.SQL("update {table} t set {assignments} from jsonb_populate_recordset(null::{table},"
                            " %(rows)s::jsonb) r where t.uid = r.uid")  # fmt: skip
        statement = statement.format(table=table.identifier(), assignments=sql.SQL(", ").join(assignments))
        cursor.execute(statement, {"rows": json.dumps(group, ensure_ascii=False)})
        if cursor.rowcount != len(group):
            raise Conflict(reason=f"{table.name}: {cursor.rowcount}/{len(group)}")


def readable(cursor: Cursor, table_name: str, uids: Collection[str]) -> set[str]:
    """Return which of these rows of a table the signed-in person may read."""
    if not uids:
        return set()
    statement = sql.SQL("select uid::text from {table} where uid = any(%(uids)s::uuid[])")
    cursor.execute(statement.format(table=sql.Identifier(*table_name.split("."))), {"uids": sorted(uids)})
    return {uid for (uid,) in cursor.fetchall()}


def merged_persons(cursor: Cursor, uids: Collection[str]) -> dict[str, str]:
    """Return who stands for those of these persons who were merged into others."""
    if not uids:
        return {}
    cursor.execute(_MERGED, {"uids": sorted(uids)})
    return dict(cursor.fetchall())


def lookups(cursor: Cursor, scope: Scope) -> dict[str, dict[str, Row]]:
    """Return what a working copy needs to know beside its own rows: kind -> code -> facts.

    Kinds: element_type, symbol (with what it draws), drawing (the county's own, and
    those of a published edition), subject (categories and resource subtypes, with the
    element type that they become), attribute (their typed attributes, the personal
    ones left out), the vocabularies, risk_source, relief_resource (names, and what the
    table of shelters says), person (others' names), phone (of persons whose phones are
    no rows of the working copy), village.
    """
    values = {"edition": scope.edition_uid, "area": scope.area_code, "year": scope.year}
    found: dict[str, dict[str, Row]] = {}
    for statement in _LOOKUPS:
        for row in fetch(cursor, statement, values):
            found.setdefault(row.pop("kind"), {})[row.pop("code")] = row
    return found


_EDITION = """
select e.uid::text, e.revision, e.area_code, a.name as village, e.year, e.version, e.state, e.compiled_by,
       e.reviewed_by, e.approved_by, e.compiled_on::text, e.reviewed_on::text, e.approved_on::text,
       e.data_cutoff::text, e.simulated::int,
       (select b.year from situation.edition b where b.uid = e.copied_from) as copied_from_year
from situation.edition e join base.area a on a.code = e.area_code
where e.uid = %(uid)s::uuid and e.retired_at is null
"""

_APPLIED = "select command_uid::text from situation.applied_command where command_uid = any(%(uids)s::uuid[])"

_RECORD = """
insert into situation.applied_command (command_uid, edition_uid, area_code)
select u, %(edition)s::uuid, %(area)s from unnest(%(uids)s::uuid[]) u
"""

_MERGED = """
with recursive chain as (
    select uid as merged, merged_into as kept from register.person
     where uid = any(%(uids)s::uuid[]) and merged_into is not null
    union all
    select c.merged, p.merged_into from chain c join register.person p on p.uid = c.kept and p.merged_into is not null
)
select merged::text, kept::text from chain c
 where not exists (select from register.person p where p.uid = c.kept and p.merged_into is not null)
"""

_TRAVELLED = """
insert into situation.copy_log (uid, edition_uid, area_code, action, person, happened_at)
select r.uid, %(edition)s::uuid, %(area)s, %(action)s, r.person, r.at
from jsonb_to_recordset(%(rows)s::jsonb) as r (uid uuid, person text, at timestamptz)
on conflict (uid) do nothing
"""

_LOOKUPS = (
    "select 'element_type' as kind, code, name_zh, legend_group, sort from reference.element_type",
    """
    select 'symbol' as kind, s.code, s.name_zh, s.legend_group, s.geometry, s.retired_at is not null as retired,
           coalesce(u.uses, '[]') as uses
    from reference.symbol s
    left join (select symbol_code, geometry, jsonb_agg(jsonb_build_array(subject_kind, subject_code)
                                                       order by subject_kind, subject_code) as uses
                 from reference.symbol_use group by symbol_code, geometry) u
      on u.symbol_code = s.code and u.geometry = s.geometry
    """,
    """
    select 'drawing' as kind, symbol_code as code, version, sha256, definition
    from app.edition_drawings(%(edition)s::uuid)
    """,
    """
    select 'subject' as kind, t.code, t.name_zh as name, t.name_en, e.element_type_code, t.danger_zone_type
    from (select 'category' as of, code, name_zh, name_en, danger_zone_type from reference.category
          union all select 'resource_subtype', code, name_zh, name_en, null from reference.resource_subtype) t
    left join reference.element_source e on e.subject_kind = t.of and e.subject_code = t.code
    """,
    """
    select 'attribute' as kind, owner_code || '/' || key as code, owner_code as owner, key, name_zh as name, name_en,
           type, unit, allowed_values as allowed, minimum::float8, maximum::float8, required, sort
    from reference.category_attribute where not personal
    """,
    """
    select vocabulary_code as kind, code, name_zh, name_en, sort,
           properties ->> 'responsible_title' as responsible_title
    from reference.term where vocabulary_code in ('grid_type', 'danger_zone_type', 'post')
    """,
    """
    select 'risk_source' as kind, r.uid::text as code, r.name, r.category_code as subject_code
    from register.risk_source r
    where r.uid in (select risk_source_uid from register.transfer_household
                    where area_code = %(area)s and year = %(year)s)
       or (r.area_code = %(area)s and r.retired_at is null)
    """,
    """
    select 'relief_resource' as kind, r.uid::text as code, r.name, r.subtype_code as subject_code,
           coalesce(r.attributes ->> 'level', u.name_zh) as level_name,
           case when r.attributes ->> 'floor_area_m2' ~ '^[0-9.]+$'
                then (r.attributes ->> 'floor_area_m2')::float8 end as floor_area_m2,
           case when r.attributes ? 'safety_appraised' then r.attributes ->> 'safety_appraised' = 'true' end
           as safety_appraised, p.name as manager, p.number as phone
    from register.relief_resource r
    join reference.resource_subtype u on u.code = r.subtype_code
    left join lateral (
        select q.name, f.number from register.duty d
        join register.person q on q.uid = d.person_uid and q.retired_at is null
        left join app.phones() f on f.person_uid = q.uid
        left join reference.term m on m.vocabulary_code = d.post_vocabulary and m.code = d.post_code
        where d.subject_uid = r.uid and d.retired_at is null
        order by m.sort, d.id, array_position(array['mobile', 'duty', 'office', 'satellite'], f.kind), f.phone_uid
        limit 1) p on true
    where r.uid in (select shelter_uid from register.transfer_household
                    where area_code = %(area)s and year = %(year)s
                    union select source_uid from situation.element where edition_uid = %(edition)s::uuid)
       or (r.area_code = %(area)s and r.retired_at is null)
    """,
    """
    with named as (
        select person_uid as uid from register.grid_person where area_code = %(area)s and year = %(year)s
        union select person_uid from register.duty where area_code = %(area)s and subject_uid is null
        union select unnest(array[householder_uid, transfer_person_uid, warning_person_uid])
              from register.transfer_household where area_code = %(area)s and year = %(year)s
    )
    select 'person' as kind, p.uid::text as code, p.name, p.title
    from register.person p join named n on n.uid = p.uid where p.area_code <> %(area)s
    """,
    """
    select distinct on (f.person_uid) 'phone' as kind, f.person_uid::text as code, f.number
    from app.phones() f join register.person p on p.uid = f.person_uid
    where (f.masked and p.area_code = %(area)s)
       or (p.area_code <> %(area)s and p.uid in (
               select person_uid from register.grid_person where area_code = %(area)s and year = %(year)s
               union select person_uid from register.duty where area_code = %(area)s and subject_uid is null
               union select unnest(array[householder_uid, transfer_person_uid, warning_person_uid])
                     from register.transfer_household where area_code = %(area)s and year = %(year)s))
    order by f.person_uid, array_position(array['mobile', 'duty', 'office', 'satellite'], f.kind), f.phone_uid
    """,
    """
    select 'village' as kind, a.code, round((ST_Area(a.geom::geography) / 1e6)::numeric, 2)::float8 as area_km2
    from base.area a where a.code = %(area)s
    """,
)
