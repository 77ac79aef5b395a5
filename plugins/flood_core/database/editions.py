"""Editions in the database: what the registers offer, and storing a new edition.

Every function takes the cursor of an open transaction. Rows are dictionaries
keyed by column; geometry is hex EWKB, EPSG:4490.
"""

from __future__ import annotations

import json
import uuid
from typing import Any, Iterable, Mapping, Sequence

from .connection import Cursor

Row = dict[str, Any]

#: How near the village's border, in degrees (about 100 m), something of the township's own must lie.
NEAR_DEGREES = 0.001
#: How near, in degrees (about 1.5 km), a neighbour's shelter must lie to be thought of.
SHELTER_DEGREES = 0.015


def fetch(cursor: Cursor, statement: str, values: Mapping[str, Any]) -> list[Row]:
    """Run one query and return its rows as dictionaries."""
    cursor.execute(statement, values)
    names = [column.name for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor.fetchall()]


def is_uid(text: str) -> bool:
    """Tell whether ``text`` has the form of a uid."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def area(cursor: Cursor, code: str) -> Row | None:
    """Return code, level, name, simulated and geometry of an area, None when there is none."""
    rows = fetch(cursor, _AREA, {"code": code})
    return rows[0] if rows else None


def villages_below(cursor: Cursor, code: str) -> list[Row]:
    """Return code and name of the villages in force within an area, in the order of their codes."""
    return fetch(cursor, _VILLAGES, {"prefix": code + "%"})


def lock_new_edition(cursor: Cursor, area_code: str, year: int) -> None:
    """Let only one transaction at a time make an edition of this village and year."""
    cursor.execute(
        "select pg_advisory_xact_lock(hashtextextended(%(key)s, 0))", {"key": f"floodmap edition {area_code} {year}"}
    )


def editions_of(cursor: Cursor, area_code: str, year: int | None = None) -> list[Row]:
    """Return the editions within an area, by village, year and version; void ones too."""
    return fetch(cursor, _EDITIONS, {"prefix": area_code + "%", "year": year})


def edition(cursor: Cursor, uid: str) -> Row | None:
    """Return one edition with the name of its village, None when there is none."""
    rows = fetch(cursor, _EDITION, {"uid": uid}) if is_uid(uid) else []
    return rows[0] if rows else None


def candidates(cursor: Cursor, area_code: str, above: Sequence[str], year: int) -> list[Row]:
    """Return the register rows and base things that belong on a village's edition.

    Its own, those that reach into it, those of the areas ``above`` that lie in
    or within 100 m of it, the shelters of its transfer list, and as ``neighbour``
    the shelters of other villages nearby. Rows without a place, an element type
    or a symbol are among them.
    """
    values = {
        "area": area_code,
        "above": list(above),
        "year": year,
        "near": NEAR_DEGREES,
        "shelter_near": SHELTER_DEGREES,
    }
    return fetch(cursor, _RISKS, values) + fetch(cursor, _RESOURCES, values) + fetch(cursor, _SETTLEMENTS, values)


def attribute_fields(cursor: Cursor) -> list[Row]:
    """Return the typed attributes of all categories, classes and subtypes, in the order of the forms."""
    return fetch(cursor, _ATTRIBUTES, {})


def transfer_groups(cursor: Cursor, area_code: str, year: int) -> list[Row]:
    """Return people and households of the transfer list by danger zone and shelter."""
    return fetch(cursor, _TRANSFER_GROUPS, {"area": area_code, "year": year})


def roads_near(cursor: Cursor, geometries: Sequence[str], margin: float) -> list[Row]:
    """Return name, bridge, tunnel and geometry of the roads to walk on within ``margin`` degrees of the things.

    Motorways (class highway) are fenced off and left out.
    """
    return fetch(cursor, _ROADS, {"geoms": list(geometries), "margin": margin})


def terrain_model(cursor: Cursor, geometry: str) -> Row | None:
    """Return path and resolution (metres) of the finest terrain model that meets ``geometry``."""
    rows = fetch(cursor, _TERRAIN, {"geom": geometry})
    return rows[0] if rows else None


def phones_of(cursor: Cursor, person_uids: Iterable[str]) -> dict[str, str]:
    """Return the phone of each person, the mobile first; masked unless the reader is entitled to it."""
    wanted = sorted(person_uids)
    rows = fetch(cursor, _PHONES, {"persons": wanted}) if wanted else []
    return {row["person_uid"]: row["number"] for row in rows}


def insert_edition(
    cursor: Cursor, area_code: str, year: int, compiled_by: str, simulated: bool, *, copied_from: str | None = None
) -> Row:
    """Store a draft with the next free version; return uid and version.

    It has one sheet frame, unless it is a copy, which brings its own.
    """
    values = {"area": area_code, "year": year, "compiled_by": compiled_by, "simulated": simulated}
    made = fetch(cursor, _INSERT_EDITION, {**values, "copied_from": copied_from})[0]
    if copied_from is None:
        cursor.execute(_INSERT_FRAME, {"edition": made["uid"], "area": area_code})
    return made


def registered_as(cursor: Cursor, elements: Sequence[str]) -> dict[str, Row]:
    """Return what hand-drawn elements became in the registers since: table, uid and revision, as elements name it."""
    cursor.execute(
        "select element_uid::text, table_name, subject_uid::text, revision from app.registered_as(%s::uuid[])",
        (list(elements),),
    )
    return {
        element: {"source_table": table, "source_uid": uid, "source_revision": revision}
        for element, table, uid, revision in cursor.fetchall()
    }


def edition_before(cursor: Cursor, area_code: str, year: int) -> Row | None:
    """Return the edition of the newest year before ``year``, a published one first; None when there is none."""
    rows = fetch(cursor, _EDITION_BEFORE, {"area": area_code, "year": year})
    return rows[0] if rows else None


def may_edit(cursor: Cursor, area_code: str) -> bool:
    """Tell whether who is signed in may write in an area."""
    cursor.execute("select %(area)s = any (app.editable_areas())", {"area": area_code})
    return bool(cursor.fetchone()[0])


def void_drafts(cursor: Cursor, area_code: str, year: int, reason: str) -> int:
    """Set aside the drafts of a village and year, with the reason for the review log; return how many."""
    rows = fetch(cursor, _DRAFTS, {"area": area_code, "year": year})
    for row in rows:
        step(cursor, row["uid"], row["revision"], "void", reason)
    return len(rows)


def step(cursor: Cursor, edition_uid: str, revision: int, state: str, reason: str = "") -> int:
    """Take an edition one step on from the revision seen; return the new revision."""
    cursor.execute(_STEP, {"edition": edition_uid, "revision": revision, "state": state, "reason": reason or None})
    return int(cursor.fetchone()[0])


def possible_steps(cursor: Cursor, edition_uid: str) -> list[str]:
    """Return the states into which who is signed in may take an edition now."""
    return [row["state"] for row in fetch(cursor, _POSSIBLE, {"edition": edition_uid})]


def review_log(cursor: Cursor, edition_uid: str) -> list[Row]:
    """Return the steps that an edition took: from_state, to_state, reason, at, by; the oldest first."""
    return fetch(cursor, _LOG, {"edition": edition_uid})


def insert_elements(cursor: Cursor, edition_uid: str, area_code: str, elements: Iterable[Mapping[str, Any]]) -> int:
    """Store elements by set; keys are the columns of situation.element. Return how many."""
    return _insert_set(cursor, _INSERT_ELEMENTS, edition_uid, area_code, elements)


def insert_routes(cursor: Cursor, edition_uid: str, area_code: str, routes: Iterable[Mapping[str, Any]]) -> int:
    """Store routes by set; keys are the columns of situation.route. Return how many."""
    return _insert_set(cursor, _INSERT_ROUTES, edition_uid, area_code, routes)


def _insert_set(
    cursor: Cursor, statement: str, edition_uid: str, area_code: str, rows: Iterable[Mapping[str, Any]]
) -> int:
    packed = [dict(row) for row in rows]
    if packed:
        values = {"edition": edition_uid, "area": area_code, "rows": json.dumps(packed, ensure_ascii=False)}
        cursor.execute(statement, values)
    return len(packed)


_AREA = """
select code, level, name, simulated, geom
from base.area where code = %(code)s and retired_at is null
"""

_VILLAGES = """
select code, name from base.area
where code like %(prefix)s and level = 'village' and retired_at is null
  and (valid_to is null or valid_to > current_date)
order by code
"""

_EDITIONS = """
select e.uid::text, e.area_code, a.name as village, t.name as township, e.year, e.version, e.state, e.changed_at,
       e.changed_by,
       case when e.state in ('township_returned', 'county_returned') then
            (select l.reason from situation.review_log l where l.edition_uid = e.uid and l.to_state = e.state
             order by l.id desc limit 1) end as message,
       greatest(e.changed_at, (select max(x.changed_at) from situation.element x where x.edition_uid = e.uid))
           as last_change,
       (select count(*) from situation.element x where x.edition_uid = e.uid and x.retired_at is null) as elements,
       (select count(*) from situation.route x where x.edition_uid = e.uid and x.retired_at is null) as routes,
       (select count(*) from situation.check_result x where x.edition_uid = e.uid and severity = 'error') as errors,
       (select count(*) from situation.check_result x where x.edition_uid = e.uid and severity = 'warning') as warnings
from situation.edition e join base.area a on a.code = e.area_code
    left join base.area t on t.code = left(e.area_code, 9)
where e.area_code like %(prefix)s and (%(year)s::int is null or e.year = %(year)s) and e.retired_at is null
order by e.area_code, e.year, e.version
"""

_EDITION = """
select e.uid::text, e.revision, e.area_code, a.name as village, e.year, e.version, e.state
from situation.edition e join base.area a on a.code = e.area_code
where e.uid = %(uid)s and e.retired_at is null
"""

_RISKS = """
with village as (
    select geom from base.area where code = %(area)s
), wanted as (
    select uid from register.risk_source where area_code = %(area)s
    union
    select subject_uid from register.affected_area where area_code = %(area)s and retired_at is null
    union
    select r.uid from register.risk_source r, village v
    where r.area_code = any(%(above)s) and ST_DWithin(r.geom, v.geom, %(near)s)
), drawn as (
    select r.*, c.danger_zone_type, c.name_zh as kind_name, c.name_en as kind_name_en,
           case ST_Dimension(r.geom) when 0 then 'point' when 1 then 'line' else 'polygon' end as kind
    from register.risk_source r join reference.category c on c.code = r.category_code
    where r.uid in (select uid from wanted) and r.retired_at is null and c.on_sheet
)
select 'register.risk_source' as source_table, d.uid::text as source_uid, d.revision as source_revision, d.area_code,
       d.category_code as subject_code, s.element_type_code, y.code as symbol_code,
       coalesce((select v.value from jsonb_each_text(d.attributes) v
                 where v.value = any(y.sub_labels) order by v.key limit 1), own.sub_label) as sub_label,
       d.name, d.kind_name, d.kind_name_en, false as neighbour, d.danger_zone_type, d.risk_level,
       d.threatened_households as households, d.threatened_people as people,
       null::int as capacity_people, null::int as headcount, null::float8 as quantity, null::text as unit,
       d.external_code, d.feature, d.location, d.responsible_party, d.control_measures, d.attributes, d.simulated,
       responsible.name as responsible_person, app.drawn_as(d.uid)::text[] as drawn,
       app.found_from_terrain_m(d.uid)::float8 as terrain_m,
       case when own.symbol_code is null and d.kind <> 'point' then coalesce(d.label_point, ST_PointOnSurface(d.geom))
            else d.geom end as geom,
       d.label_point
from drawn d
left join reference.element_source s on s.subject_kind = 'category' and s.subject_code = d.category_code
left join lateral (
    select u.symbol_code, u.sub_label from reference.symbol_use u
    where u.geometry = d.kind and ((u.subject_kind = 'category' and u.subject_code = d.category_code)
                                   or (u.subject_kind = 'element_type' and u.subject_code = s.element_type_code))
    order by u.subject_kind limit 1) own on true
left join lateral (
    select u.symbol_code from reference.symbol_use u
    where u.geometry = 'point' and ((u.subject_kind = 'category' and u.subject_code = d.category_code)
                                    or (u.subject_kind = 'element_type' and u.subject_code = s.element_type_code))
    order by u.subject_kind limit 1) at_point on true
left join reference.symbol y on y.code = coalesce(own.symbol_code, at_point.symbol_code)
left join lateral (
    select p.name from register.duty t join register.person p on p.uid = t.person_uid and p.retired_at is null
    left join reference.term m on m.vocabulary_code = t.post_vocabulary and m.code = t.post_code
    where t.subject_uid = d.uid and t.retired_at is null
    order by m.sort, t.id limit 1) responsible on true
order by s.element_type_code, d.category_code, d.risk_level, d.name, d.uid
"""

_RESOURCES = """
with village as (
    select geom from base.area where code = %(area)s
), wanted as (
    select uid from register.relief_resource where area_code = %(area)s
    union
    select subject_uid from register.affected_area where area_code = %(area)s and retired_at is null
    union
    select shelter_uid from register.transfer_household
    where area_code = %(area)s and year = %(year)s and retired_at is null
    union
    select r.uid from register.relief_resource r, village v
    where r.area_code = any(%(above)s) and ST_DWithin(r.geom, v.geom, %(near)s)
), neighbours as (
    select r.uid from register.relief_resource r, village v
    where r.subtype_code in (select subject_code from reference.element_source
                             where subject_kind = 'resource_subtype' and element_type_code = '15')
      and ST_DWithin(r.geom, v.geom, %(shelter_near)s)
    except select uid from wanted
), drawn as (
    select r.*, c.name_zh as kind_name, c.name_en as kind_name_en, r.uid in (select uid from neighbours) as neighbour,
           case ST_Dimension(r.geom) when 0 then 'point' when 1 then 'line' else 'polygon' end as kind
    from register.relief_resource r join reference.resource_subtype c on c.code = r.subtype_code
    where r.uid in (select uid from wanted union select uid from neighbours) and r.retired_at is null and c.on_sheet
)
select 'register.relief_resource' as source_table, d.uid::text as source_uid, d.revision as source_revision,
       d.area_code, d.subtype_code as subject_code, s.element_type_code, y.code as symbol_code,
       coalesce((select v.value from jsonb_each_text(d.attributes) v
                 where v.value = any(y.sub_labels) order by v.key limit 1), own.sub_label) as sub_label,
       d.name, d.kind_name, d.kind_name_en, d.neighbour, null::text as danger_zone_type, null::int as risk_level,
       null::int as households, null::int as people,
       d.capacity_people, d.headcount, d.quantity::float8 as quantity, d.unit, d.external_code,
       d.feature, d.location, d.responsible_party, null::text as control_measures, d.attributes, d.simulated,
       responsible.name as responsible_person, app.drawn_as(d.uid)::text[] as drawn, null::float8 as terrain_m,
       case when own.symbol_code is null and d.kind <> 'point' then coalesce(d.label_point, ST_PointOnSurface(d.geom))
            else d.geom end as geom,
       d.label_point
from drawn d
left join reference.element_source s on s.subject_kind = 'resource_subtype' and s.subject_code = d.subtype_code
left join lateral (
    select u.symbol_code, u.sub_label from reference.symbol_use u
    where u.geometry = d.kind and ((u.subject_kind = 'resource_subtype' and u.subject_code = d.subtype_code)
                                   or (u.subject_kind = 'element_type' and u.subject_code = s.element_type_code))
    order by u.subject_kind desc limit 1) own on true
left join lateral (
    select u.symbol_code from reference.symbol_use u
    where u.geometry = 'point' and ((u.subject_kind = 'resource_subtype' and u.subject_code = d.subtype_code)
                                    or (u.subject_kind = 'element_type' and u.subject_code = s.element_type_code))
    order by u.subject_kind desc limit 1) at_point on true
left join reference.symbol y on y.code = coalesce(own.symbol_code, at_point.symbol_code)
left join lateral (
    select p.name from register.duty t join register.person p on p.uid = t.person_uid and p.retired_at is null
    left join reference.term m on m.vocabulary_code = t.post_vocabulary and m.code = t.post_code
    where t.subject_uid = d.uid and t.retired_at is null
    order by m.sort, t.id limit 1) responsible on true
order by s.element_type_code, d.subtype_code, d.name, d.uid
"""

_SETTLEMENTS = """
select null as source_table, null as source_uid, null::int as source_revision, a.code as area_code,
       '' as subject_code, '02' as element_type_code, u.symbol_code, u.sub_label, a.name, '自然村' as kind_name,
       'Natural village' as kind_name_en, false as neighbour,
       null::text as danger_zone_type, null::int as risk_level, null::int as households, null::int as people,
       null::int as capacity_people, null::int as headcount, null::float8 as quantity, null::text as unit,
       null::text as external_code, null::text as feature, null::text as location, null::text as responsible_party,
       null::text as control_measures, '{}'::jsonb as attributes, a.simulated, null::text as responsible_person,
       '{}'::text[] as drawn, null::float8 as terrain_m,
       ST_PointOnSurface(a.geom) as geom, null::geometry as label_point
from base.area a
left join reference.symbol_use u on u.subject_kind = 'element_type' and u.subject_code = '02' and u.geometry = 'point'
where a.parent_code = %(area)s and a.level = 'natural_village' and a.retired_at is null
  and (a.valid_to is null or a.valid_to > current_date)
order by a.code
"""

_ATTRIBUTES = """
select owner_code, key, name_zh, unit, personal, restricted
from reference.category_attribute order by owner_code, sort, key
"""

_TRANSFER_GROUPS = """
select t.risk_source_uid::text, coalesce(r.name, t.zone_name) as zone_name, t.zone_type_code, t.shelter_uid::text,
       count(*)::int as households, sum(t.people)::int as people
from register.transfer_household t left join register.risk_source r on r.uid = t.risk_source_uid
where t.area_code = %(area)s and t.year = %(year)s and t.retired_at is null
group by t.risk_source_uid, coalesce(r.name, t.zone_name), t.zone_type_code, t.shelter_uid
order by zone_name, t.risk_source_uid, t.shelter_uid
"""

_ROADS = """
with reach as (
    select ST_Expand(ST_SetSRID(ST_Extent(g::geometry)::geometry, 4490), %(margin)s) as box
    from unnest(%(geoms)s::text[]) g
)
select r.name, r.class, r.bridge, r.tunnel, r.geom
from base.road r, reach where r.geom && reach.box and r.class <> 'highway'
order by r.id
"""

_TERRAIN = """
select path, resolution_m::float8 as resolution_m from base.raster
where kind = 'dem' and ST_Intersects(extent, ST_Envelope(%(geom)s::geometry))
order by resolution_m, id desc limit 1
"""

_PHONES = """
select distinct on (f.person_uid) f.person_uid::text, f.number
from app.phones() f
where f.person_uid = any(%(persons)s::uuid[])
order by f.person_uid, array_position(array['mobile', 'duty', 'office', 'satellite'], f.kind), f.phone_uid
"""

_INSERT_EDITION = """
insert into situation.edition (area_code, year, version, compiled_by, compiled_on, data_cutoff, simulated, copied_from)
select %(area)s, %(year)s, coalesce(max(version), 0) + 1, %(compiled_by)s, current_date, current_date, %(simulated)s,
       %(copied_from)s::uuid
from situation.edition where area_code = %(area)s and year = %(year)s
returning uid::text, version
"""

_EDITION_BEFORE = """
select e.uid::text, e.year, e.version, e.state, e.simulated
from situation.edition e
where e.area_code = %(area)s and e.year < %(year)s and e.state <> 'void' and e.retired_at is null
order by e.year desc, e.state in ('published', 'archived') desc, e.version desc limit 1
"""

_INSERT_FRAME = "insert into situation.sheet_frame (edition_uid, area_code) values (%(edition)s, %(area)s)"

_DRAFTS = """
select uid::text, revision from situation.edition
where area_code = %(area)s and year = %(year)s and state = 'draft' and retired_at is null
order by version
"""

_STEP = "select app.step_edition(%(edition)s::uuid, %(revision)s, %(state)s, %(reason)s)"

_POSSIBLE = "select app.my_edition_steps(%(edition)s::uuid) as state"

_LOG = """
select from_state, to_state, reason, logged_at as at, app.user_name(logged_by) as by
from situation.review_log where edition_uid = %(edition)s::uuid order by id
"""

_INSERT_ELEMENTS = """
insert into situation.element (uid, edition_uid, area_code, element_type_code, symbol_code, sub_label, name, label,
    risk_level, households, people, capacity_people, facts, source_table, source_uid, source_revision, geom,
    label_point)
select r.uid, %(edition)s::uuid, %(area)s, r.element_type_code, r.symbol_code, r.sub_label, r.name, r.label,
    r.risk_level, r.households, r.people, r.capacity_people, r.facts, r.source_table, r.source_uid, r.source_revision,
    r.geom::geometry, r.label_point::geometry
from jsonb_to_recordset(%(rows)s::jsonb) as r(uid uuid, element_type_code text, symbol_code text, sub_label text,
    name text, label text, risk_level smallint, households int, people int, capacity_people int, facts jsonb,
    source_table text, source_uid uuid, source_revision int, geom text, label_point text)
"""

_INSERT_ROUTES = """
insert into situation.route (uid, edition_uid, area_code, number, name, from_element_uid, to_element_uid, people,
    length_m, climb_m, walking_minutes, warnings, geom)
select r.uid, %(edition)s::uuid, %(area)s, r.number, r.name, r.from_element_uid, r.to_element_uid, r.people,
    r.length_m, r.climb_m, r.walking_minutes, r.warnings, ST_GeomFromText(r.wkt, 4490)
from jsonb_to_recordset(%(rows)s::jsonb) as r(uid uuid, number int, name text, from_element_uid uuid,
    to_element_uid uuid, people int, length_m numeric, climb_m numeric, walking_minutes numeric, warnings jsonb,
    wkt text)
order by r.number
"""
