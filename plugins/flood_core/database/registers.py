"""Read the registers for the windows: vocabulary, counts, what is in sight, lists, one thing.

All of it under the reader's own rights, from the views of db/app/75_registers.sql.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any, Iterable, Mapping, NamedTuple, Sequence

from ..errors import QT_TRANSLATE_NOOP, InputError
from ..model.conditions import ATTRIBUTE
from ..model.registers import (
    RELIEF_RESOURCE,
    RISK_SOURCE,
    Attribute,
    Category,
    Contact,
    RegisterFilter,
    Thing,
)
from ..resources.pinyin import pattern
from .connection import Connection, Cursor, transaction
from .editions import fetch

Row = dict[str, Any]

#: Facet (code, level, state, area, placed) -> key -> number of things.
Counts = dict[str, dict[str, int]]

TABLES = {RISK_SOURCE: "register.risk_source", RELIEF_RESOURCE: "register.relief_resource"}
CODE_COLUMNS = {RISK_SOURCE: "category_code", RELIEF_RESOURCE: "subtype_code"}
_COMMON = ("name", "feature", "location", "responsible_party", "department_code", "external_code",
           "verification_state", "verified_on", "verified_by", "verification_reason", "note")  # fmt: skip
#: The columns that a form shows and an edit may change.
COLUMNS = {
    RISK_SOURCE: (*_COMMON, "control_measures", "risk_level", "threatened_households", "threatened_people",
                  "monitored", "has_plan"),
    RELIEF_RESOURCE: (*_COMMON, "capacity_people", "quantity", "unit", "headcount", "expires_on"),
}  # fmt: skip


class UnknownThing(InputError):
    """A thing is not there, or not to be seen by this user."""

    template = QT_TRANSLATE_NOOP("errors", "The registers have no such thing any more, or you may not see it.")
    hint = QT_TRANSLATE_NOOP("errors", "Somebody may have retired it. Look for it again.")


class NotThere(InputError):
    """A thing was not in the registers at a past moment."""

    template = QT_TRANSLATE_NOOP("errors", "The registers did not have this on {day}.")
    hint = QT_TRANSLATE_NOOP("errors", "It was entered later. Choose a later day, or look at it as it is today.")


class Drawn(NamedTuple):
    """A thing on the map; ``geometry`` is WKB, EPSG:4490."""

    kind: str
    uid: str
    code: str
    name: str
    risk_level: int | None
    symbol_code: str | None
    geometry: bytes


class Listed(NamedTuple):
    """A thing in a list; ``place`` is west, south, east, north in degrees, None = 待落图."""

    kind: str
    uid: str
    code: str
    name: str
    risk_level: int | None
    area_code: str
    place: tuple[float, float, float, float] | None


class InSight(NamedTuple):
    """What stands on the map: at most so many things, and how many there are in all."""

    things: list[Drawn]
    total: int


class Vocabulary(NamedTuple):
    """What does not change while one works: categories and subtypes, and the areas' names by code."""

    categories: tuple[Category, ...]
    areas: Mapping[str, str]
    may_add: frozenset[str]  # codes of categories and subtypes of which this person may add things


def vocabulary(connection: Connection) -> Vocabulary:
    """Return categories and subtypes in the order of the catalogue, and the names of the areas down to villages."""
    with transaction(connection) as cursor:
        categories = [
            Category(**{**row, "geometry_types": tuple(row["geometry_types"])})
            for row in fetch(cursor, _CATEGORIES, {})
        ]
        cursor.execute(_MAY_ADD)
        may_add = frozenset(code for (code,) in cursor.fetchall())
        cursor.execute(_AREA_NAMES)
        return Vocabulary(tuple(categories), dict(cursor.fetchall()), may_add)


def counts(connection: Connection, wanted: RegisterFilter) -> Counts:
    """Return the counts of the tree; each facet counts what the others let through."""
    with transaction(connection) as cursor:
        cursor.execute(_COUNTS, looked_for(wanted))
        found: Counts = {}
        for facet, key, things in cursor.fetchall():
            found.setdefault(facet, {})[key] = things
        return found


def in_sight(
    connection: Connection,
    wanted: RegisterFilter,
    extent: tuple[float, float, float, float] | None,
    limit: int,
    known: int | None = None,
) -> InSight:
    """Return what lies within ``extent`` (west, south, east, north; None = anywhere), at most ``limit`` things.

    Where there are more, the most severe come first, the rest by chance of their
    uid: evenly spread. ``known`` is their number where it was counted before.
    """
    where = MATCHES + (_WITHIN if extent is not None else "") + " and t.geom is not null"
    with transaction(connection) as cursor:
        values = {**looked_for(wanted), "limit": limit + 1}
        if extent is not None:
            values.update(zip(("west", "south", "east", "north"), extent))
        cursor.execute(_DRAWN.format(_SEEN + where + _SEVEREST_FIRST), values)
        found = [Drawn(*row)._replace(geometry=bytes(row[-1])) for row in cursor.fetchall()]
        total = len(found) if known is None else max(known, len(found))
        if len(found) > limit and known is None:
            cursor.execute(_HOW_MANY + where, values)
            (total,) = cursor.fetchone()
        return InSight(found[:limit], total)


def looked_for(wanted: RegisterFilter) -> dict[str, Any]:
    """Return the values for MATCHES and register_counts."""
    typed = wanted.words.strip()
    return {**wanted.parameters(), "words": pattern(typed) if typed else None}


def listed(connection: Connection, wanted: RegisterFilter, limit: int) -> list[Listed]:
    """Return the first things that match, the most severe first."""
    with transaction(connection) as cursor:
        cursor.execute(_LISTED + MATCHES + _BY_NAME, {**looked_for(wanted), "limit": limit})
        return [
            Listed(kind, uid, code, name, level, area, None if box[0] is None else (box[0], box[1], box[2], box[3]))
            for kind, uid, code, name, level, area, *box in cursor.fetchall()
        ]


def concern(connection: Connection, uids: Iterable[str]) -> bool:
    """Tell whether one of these uids is a thing of the registers."""
    with transaction(connection) as cursor:
        cursor.execute(_CONCERN, {"uids": list(uids)})
        (found,) = cursor.fetchone()
        return bool(found)


def thing(connection: Connection, uid: str, at: datetime.datetime | None = None) -> Thing:
    """Return one thing with all that its card shows, a retired one too, now or as it was ``at`` a moment.

    Raises: UnknownThing, NotThere.
    """
    with transaction(connection) as cursor:
        return read_thing(cursor, uid, at)


def read_thing(cursor: Cursor, uid: str, at: datetime.datetime | None = None) -> Thing:
    """Return one thing, within the caller's transaction. Raises: UnknownThing, NotThere."""
    for kind in TABLES:
        rows = fetch(cursor, as_it_was(_THING[kind], at), {"uid": uid, "table": TABLES[kind], "at": at})
        if rows:
            row = rows[0]
            own = attributes_of(cursor, row["code"])
            return Thing(
                kind=kind,
                uid=uid,
                values=_values(kind, row, own),
                attributes=own,
                contacts=_contacts(cursor, uid, at),
                departments=departments(cursor),
                **{name: row[name] for name in _HEAD},
            )
    if at is not None:
        raise NotThere(day=f"{at:%Y-%m-%d}")
    raise UnknownThing()


def as_it_was(query: str, at: datetime.datetime | None) -> str:
    """Return a query on tables of the registers as it reads a past moment, its value ``at``; None = now."""
    return query if at is None else _TRACKED.sub(r"app.\1_as_of(%(at)s::timestamptz)", query)


def attributes_of(cursor: Cursor, code: str) -> tuple[Attribute, ...]:
    """Return the typed attributes of a category, or of a subtype and its class."""
    cursor.execute(_ATTRIBUTES, {"code": code})
    return tuple(
        Attribute(key, name, kind, unit, tuple(allowed or ()), _plain(minimum), _plain(maximum), required, personal)
        for key, name, kind, unit, allowed, minimum, maximum, required, personal in cursor.fetchall()
    )


def departments(cursor: Cursor) -> tuple[tuple[str, str], ...]:
    """Return code and name of the departments."""
    cursor.execute('select code, name_zh from reference.department order by name_zh collate "C"')
    return tuple(cursor.fetchall())


def task_choices(connection: Connection) -> tuple[tuple[Category, ...], tuple[tuple[str, str], ...]]:
    """Return the categories and the departments (code and name) for which verification can be asked."""
    with transaction(connection) as cursor:
        offices = departments(cursor)
    return vocabulary(connection).categories, offices


def blank_form(connection: Connection, code: str) -> tuple[tuple[Attribute, ...], tuple[tuple[str, str], ...]]:
    """Return what the form of a new thing of a category needs: its attributes, and the departments."""
    with transaction(connection) as cursor:
        return attributes_of(cursor, code), departments(cursor)


class Places(NamedTuple):
    """The areas in which a person may add things of a kind, and the one in which a place lies."""

    scope: str  # of reference.rights
    areas: tuple[tuple[str, str], ...]
    here: str | None


def places_for(connection: Connection, kind: str, longitude: float, latitude: float) -> Places:
    """Return where a new thing may count, and the village at a place (degrees, EPSG:4490)."""
    with transaction(connection) as cursor:
        cursor.execute("select app.my_scope(%(table)s, 'insert')", {"table": TABLES[kind]})
        (scope,) = cursor.fetchone()
        values = {"scope": scope, "longitude": longitude, "latitude": latitude}
        cursor.execute(_OPEN_AREAS, values)
        areas = tuple(cursor.fetchall())
        cursor.execute(_AREA_AT, values)
        here = cursor.fetchone()
        return Places(scope, areas, here[0] if here else None)


def _values(kind: str, row: Row, own: Sequence[Attribute]) -> dict[str, Any]:
    values = {name: _plain(row[name]) for name in COLUMNS[kind]}
    if values.get("risk_level") is not None:
        values["risk_level"] = str(values["risk_level"])
    stored = {**(row["attributes"] or {}), **(row["personal"] or {})}
    values.update({ATTRIBUTE + one.key: stored.get(one.key) for one in own})
    return values


def _plain(value: Any) -> Any:
    """Return a value as forms have it: dates as text, decimals as int or float."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _contacts(cursor: Cursor, uid: str, at: datetime.datetime | None) -> tuple[Contact, ...]:
    cursor.execute(_CONTACTS if at is None else _CONTACTS_THEN, {"uid": uid, "at": at})
    return tuple(Contact(*(text or "" for text in row)) for row in cursor.fetchall())


_CATEGORIES = """
    select 'risk_source' as kind, c.domain_code as group, d.name_zh as group_name, c.code, c.name_zh as name,
           c.geometry_types,
           coalesce((select jsonb_object_agg(u.geometry, u.symbol_code) from reference.symbol_use u
                      where u.subject_kind = 'category' and u.subject_code = c.code), '{}') as symbols
      from reference.category c
      join reference.domain d on d.code = c.domain_code
    union all
    select 'relief_resource', s.class_code, k.name_zh, s.code, s.name_zh, array['P'],
           coalesce((select jsonb_object_agg(u.geometry, u.symbol_code) from reference.symbol_use u
                      where u.subject_kind = 'resource_subtype' and u.subject_code = s.code), '{}')
      from reference.resource_subtype s
      join reference.resource_class k on k.code = s.class_code
     order by code
"""

_MAY_ADD = """
    select c.code
      from (select code, app.my_scope('register.risk_source', 'insert') as scope from reference.category
            union all
            select code, app.my_scope('register.relief_resource', 'insert') from reference.resource_subtype) as c
     where c.scope <> 'none'
       and (c.scope not like '%category' or c.code = any ((select app.editable_categories())::text[]))
"""

_AREA_NAMES = """
    select code, app.display_name(name) from base.area where retired_at is null and length(code) <= 12
"""

_COUNTS = """
    select facet, key, things
      from app.register_counts(%(codes)s, %(levels)s, %(states)s, %(areas)s, %(alone)s::text[], %(placed)s, %(words)s,
                               %(only)s::uuid[], st_setsrid(%(region)s::geometry, 4490), %(facts)s::jsonpath,
                               %(figures)s::jsonpath, %(at)s::timestamptz)
"""

#: Where a thing of app.register_thing, here t, is looked for; the values are those of looked_for().
MATCHES = """
     where (%(codes)s::text[] is null or t.code = any (%(codes)s::text[]))
       and (%(levels)s::integer[] is null or t.kind <> 'risk_source'
            or coalesce(t.risk_level, 0) = any (%(levels)s::integer[]))
       and (%(states)s::text[] is null or t.verification_state = any (%(states)s::text[]))
       and (%(areas)s::text[] is null
            or t.area_code = any ((select app.codes_below(%(areas)s::text[]) || %(alone)s::text[])::text[]))
       and (%(placed)s::boolean is null or (t.geom is not null) = %(placed)s::boolean)
       and (%(words)s::text is null or t.name ~ %(words)s)
       and (%(only)s::uuid[] is null or t.uid = any (%(only)s::uuid[]))
       and (%(region)s::geometry is null or (t.geom && st_setsrid(%(region)s::geometry, 4490)
                                              and st_intersects(t.geom, st_setsrid(%(region)s::geometry, 4490))))
       and (%(facts)s::jsonpath is null or t.attributes @@ %(facts)s::jsonpath)
       and (%(figures)s::jsonpath is null or t.figures @@ %(figures)s::jsonpath)
"""

_WITHIN = " and t.geom && st_makeenvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490)"

_SEEN = "select t.kind, t.uid, t.code, t.name, t.risk_level, t.geom from app.register_thing_at(%(at)s::timestamptz) t"

#: The symbol is looked up for what is drawn only.
_DRAWN = """
    select s.kind, s.uid::text, s.code, s.name, s.risk_level, app.symbol_of(s.kind, s.code, s.geom), st_asbinary(s.geom)
      from ({}) s
     order by s.risk_level, s.uid
"""

_HOW_MANY = "select count(*) from app.register_thing_at(%(at)s::timestamptz) t"

_SEVEREST_FIRST = " order by t.risk_level, t.uid limit %(limit)s"

_LISTED = """
    select t.kind, t.uid::text, t.code, t.name, t.risk_level, t.area_code,
           st_xmin(t.geom), st_ymin(t.geom), st_xmax(t.geom), st_ymax(t.geom)
      from app.register_thing_at(%(at)s::timestamptz) t
"""

_BY_NAME = " order by t.risk_level, t.name, t.uid limit %(limit)s"

#: Tables of the registers in a query; each has its function for a past moment.
_TRACKED = re.compile(r"\bregister\.(risk_source|relief_resource|affected_area|transfer_household|duty|person)\b")

_HEAD = ("as_of", "revision", "area_code", "area_name", "code", "category_name", "geometry", "changed_by", "changed_at",
         "retired", "may_change", "scope")  # fmt: skip

_ABOUT = """
           encode(st_asbinary(r.geom), 'hex') as geometry,
           concat_ws(' ', case when length(r.area_code) > 9 then app.display_name(t.name) end,
                     app.display_name(a.name)) as area_name,
           app.user_name(r.changed_by) as changed_by,
           to_char(r.changed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as changed_at,
           r.retired_at is not null as retired, app.my_scope(%(table)s, 'update') as scope,
           %(at)s::timestamptz is null and app.may_change(%(table)s, r.uid) as may_change,
           case when %(at)s::timestamptz is null then app.personal_of(r.uid) end as personal,
           coalesce(to_char(%(at)s::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'), '') as as_of
"""

_WHERE = """
      left join base.area a on a.code = r.area_code
      left join base.area t on t.code = left(r.area_code, 9)
     where r.uid = %(uid)s
"""

_CONCERN = """
    select exists (select from register.risk_source where uid = any (%(uids)s::uuid[]))
        or exists (select from register.relief_resource where uid = any (%(uids)s::uuid[]))
"""

_THING = {
    RISK_SOURCE: " ".join((
        "select r.*, r.category_code as code, c.name_zh as category_name,", _ABOUT,
        "from register.risk_source r join reference.category c on c.code = r.category_code", _WHERE,
    )),
    RELIEF_RESOURCE: " ".join((
        "select r.*, r.subtype_code as code, s.name_zh as category_name,", _ABOUT,
        "from register.relief_resource r join reference.resource_subtype s on s.code = r.subtype_code", _WHERE,
    )),
}  # fmt: skip

_ATTRIBUTES = """
    select key, name_zh, type, unit, allowed_values, minimum, maximum, required, personal
      from (select distinct on (a.key) a.*
              from reference.category_attribute a
             where a.owner_code in (%(code)s, case when %(code)s like 'R%%' then left(%(code)s, 2) end)
             order by a.key, length(a.owner_code) desc) as own
     order by length(owner_code), sort, key
"""

_CONTACTS = """
    select d.post_name, d.person_name, d.title, string_agg(distinct p.phone, ' ')
      from app.duty_roster d
      left join app.person_contact p on p.uid = d.person_uid
     where d.subject_uid = %(uid)s
     group by d.uid, d.post_name, d.post_sort, d.person_name, d.title
     order by d.post_sort, d.person_name
"""

#: Phones are told for today only.
_CONTACTS_THEN = """
    select t.name_zh, p.name, p.title, null
      from app.duty_as_of(%(at)s::timestamptz) d
      join reference.term t on t.vocabulary_code = d.post_vocabulary and t.code = d.post_code
      left join app.person_as_of(%(at)s::timestamptz) p on p.uid = d.person_uid
     where d.subject_uid = %(uid)s and d.retired_at is null
     order by t.sort, p.name
"""

_OPEN_AREAS = """
    select a.code,
           concat_ws(' ', case when length(a.code) = 12 then app.display_name(t.name) end, app.display_name(a.name))
      from base.area a
      left join base.area t on t.code = left(a.code, 9)
     where a.retired_at is null and a.valid_to is null and length(a.code) between 6 and 12
       and %(scope)s <> 'none'
       and (%(scope)s = 'all' or a.code = any ((select app.editable_areas())::text[]))
     order by a.code
"""

_AREA_AT = """
    select a.code from base.area a
     where a.retired_at is null and a.valid_to is null and a.level in ('village', 'township')
       and a.geom && st_setsrid(st_makepoint(%(longitude)s, %(latitude)s), 4490)
       and st_covers(a.geom, st_setsrid(st_makepoint(%(longitude)s, %(latitude)s), 4490))
     order by length(a.code) desc limit 1
"""
