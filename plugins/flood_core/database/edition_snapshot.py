"""What a sheet needs of one edition, read layer by layer for its GeoPackage.

Every query has a stable order. Geometry comes as ISO WKB, EPSG:4490. Row level
security of the reader applies: households that he may not see are missing,
phones are masked.
"""

from __future__ import annotations

from typing import Any, Iterator

from .connection import Cursor
from .editions import Row, fetch, is_uid, phones_of

BASE_LAYERS = ("area", "road", "building", "dike", "water_line", "water_area", "contour")
#: How far the base map reaches from the village's middle, in shares of its width and height. A sheet's
#: frame is up to twice the village (scales are round) and wider than high, or on portrait paper higher.
REACH = {"ew": 1.1, "eh": 1.4, "nw": 1.05, "nh": 1.1}


def heading(cursor: Cursor, edition_uid: str) -> Row | None:
    """Return the edition with the names of village, township and county, and the box of its base map.

    None when there is no such edition for the reader.
    """
    if not is_uid(edition_uid):
        return None
    rows = fetch(cursor, _HEADING, {"edition": edition_uid, **REACH})
    return rows[0] if rows else None


def layers(cursor: Cursor, head: Row) -> Iterator[tuple[str, list[Row]]]:
    """Yield (layer, rows) of everything but the edition itself; geometry under the key ``wkb``."""
    values: dict[str, Any] = {
        "edition": head["uid"],
        "area": head["area_code"],
        "township": head["area_code"][:9],
        "year": head["year"],
        "west": head["west"],
        "south": head["south"],
        "east": head["east"],
        "north": head["north"],
    }
    elements = fetch(cursor, _ELEMENTS, values)
    for name, dimension in (("element_point", 0), ("element_line", 1), ("element_polygon", 2)):
        yield name, [row for row in elements if row["dimension"] == dimension]
    tables = {name: fetch(cursor, statement, values) for name, statement in _LAYERS.items()}
    _fill_phones(cursor, tables)
    yield from tables.items()


def base_map(cursor: Cursor, area_code: str, box: tuple[float, float, float, float]) -> dict[str, list[Row]]:
    """Return areas, roads, houses, waters and contours in a box (west, south, east, north in degrees) by layer.

    The areas are those of the township of ``area_code`` and all that the box touches.
    """
    west, south, east, north = box
    values = {"area": area_code, "township": area_code[:9], "west": west, "south": south, "east": east, "north": north}
    found = {name: fetch(cursor, _LAYERS[name], values) for name in BASE_LAYERS}
    for rows in found.values():
        for row in rows:
            row["wkb"] = bytes(row["wkb"])
    return found


def _fill_phones(cursor: Cursor, tables: dict[str, list[Row]]) -> None:
    cells = [(row, column) for name, columns in _PHONE_COLUMNS.items() for row in tables[name] for column in columns]
    numbers = phones_of(cursor, {row[column] for row, column in cells if row[column]})
    for row, column in cells:
        row[column] = numbers.get(row[column])


_HEADING = """
select e.uid::text, e.area_code, e.year, e.version, e.state, a.name as village, t.name as township, c.name as county,
       e.compiled_by, e.reviewed_by, e.approved_by, e.compiled_on::text, e.reviewed_on::text, e.approved_on::text,
       e.data_cutoff::text, e.simulated,
       exists (select from register.no_transfer n
               where n.area_code = e.area_code and n.year = e.year and n.retired_at is null) as no_transfer,
       m.lon - greatest(%(ew)s * m.width, %(eh)s * m.height / m.k) as west,
       m.lat - greatest(%(nw)s * m.width * m.k, %(nh)s * m.height) as south,
       m.lon + greatest(%(ew)s * m.width, %(eh)s * m.height / m.k) as east,
       m.lat + greatest(%(nw)s * m.width * m.k, %(nh)s * m.height) as north,
       (select r.resolution_m::float8 from base.raster r
        where r.kind = 'dem' and ST_Intersects(r.extent, b.box) order by r.resolution_m, r.id desc limit 1)
       as dem_resolution_m,
       (select max((x.facts ->> 'terrain_m')::float8) from situation.element x
        where x.edition_uid = e.uid and x.retired_at is null and x.review_state <> 'not_here'
          and jsonb_typeof(x.facts -> 'terrain_m') = 'number') as terrain_analysis_m
from situation.edition e
join base.area a on a.code = e.area_code
left join base.area t on t.code = left(e.area_code, 9)
left join base.area c on c.code = left(e.area_code, 6)
cross join lateral (
    select ST_Envelope(coalesce(a.geom, (select ST_SetSRID(ST_Extent(x.geom)::geometry, 4490)
                                         from situation.element x where x.edition_uid = e.uid))) as box) b
cross join lateral (
    select (ST_XMin(b.box) + ST_XMax(b.box)) / 2 as lon, (ST_YMin(b.box) + ST_YMax(b.box)) / 2 as lat,
           ST_XMax(b.box) - ST_XMin(b.box) as width, ST_YMax(b.box) - ST_YMin(b.box) as height,
           cos(radians((ST_YMin(b.box) + ST_YMax(b.box)) / 2)) as k) m  -- a degree of longitude in degrees of latitude
where e.uid = %(edition)s::uuid and e.retired_at is null
"""

_ELEMENTS = """
select e.uid::text, e.element_type_code, e.symbol_code, e.sub_label, e.name, e.label,
       coalesce(s.legend_group, t.legend_group) as legend_group, e.risk_level, e.households, e.people,
       e.capacity_people, e.facts::text as facts, e.source_table, e.source_uid::text, e.source_revision,
       e.review_state, ST_Dimension(e.geom) as dimension,
       ST_AsBinary(case ST_Dimension(e.geom) when 0 then ST_PointOnSurface(e.geom) else ST_Multi(e.geom) end) as wkb
from situation.element e
join reference.element_type t on t.code = e.element_type_code
left join reference.symbol s on s.code = e.symbol_code
where e.edition_uid = %(edition)s::uuid and e.retired_at is null and e.review_state <> 'not_here'
order by t.sort, e.element_type_code, e.id
"""

#: Columns in which a query gives a person's uid, to be replaced by that person's phone.
_PHONE_COLUMNS: dict[str, tuple[str, ...]] = {
    "organisation": ("phone",),
    "grid_person": ("phone",),
    "transfer_zone": ("transfer_phone",),
    "transfer_household": ("householder_phone", "transfer_phone", "warning_phone"),
    "shelter": ("phone",),
    "store_team": ("phone",),
}

_LAYERS: dict[str, str] = {
    "label_point": """
        select uid::text as element_uid, ST_AsBinary(label_point) as wkb from situation.element
        where edition_uid = %(edition)s::uuid and retired_at is null and label_point is not null
          and review_state <> 'not_here'
        order by id""",
    "route": """
        select uid::text, number, name, from_element_uid::text, to_element_uid::text, people,
               length_m::float8 as length_m, climb_m::float8 as climb_m, walking_minutes::float8 as walking_minutes,
               warnings::text as warnings, ST_AsBinary(geom) as wkb
        from situation.route where edition_uid = %(edition)s::uuid and retired_at is null
        order by number, id""",
    "sheet_frame": """
        select number, name, preset, scale_denominator, rotation::float8 as rotation, is_index, ST_AsBinary(geom) as wkb
        from situation.sheet_frame where edition_uid = %(edition)s::uuid and retired_at is null
        order by number, id""",
    "area": """
        select a.code, a.level, a.name, a.code = %(area)s as is_own, ST_AsBinary(ST_Multi(a.geom)) as wkb
        from base.area a
        where a.level in ('township', 'village') and a.geom is not null and a.retired_at is null
          and (a.valid_to is null or a.valid_to > current_date) and ST_Dimension(a.geom) = 2
          and (a.code like %(township)s || '%%'
               or a.geom && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490))
        order by a.code""",
    "road": """
        select r.class, r.name, r.width_m::float8 as width_m, r.bridge, r.tunnel, ST_AsBinary(part.geom) as wkb
        from base.road r
        cross join (select ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490) as box) b
        cross join lateral ST_Dump(ST_CollectionExtract(ST_ClipByBox2D(r.geom, b.box), 2)) part
        where r.geom && b.box
        order by r.id, part.path""",
    "building": """
        select u.use, u.storeys, ST_AsBinary(ST_Multi(u.geom)) as wkb
        from base.building u
        where u.geom && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490) and ST_Dimension(u.geom) = 2
        order by u.id""",
    "dike": """
        select k.kind, k.name, ST_AsBinary(part.geom) as wkb
        from base.dike k
        cross join (select ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490) as box) b
        cross join lateral ST_Dump(ST_CollectionExtract(ST_ClipByBox2D(k.geom, b.box), 2)) part
        where k.geom && b.box
        order by k.id, part.path""",
    "water_line": """
        select w.kind, w.name, w.stream_order, ST_AsBinary(part.geom) as wkb
        from base.water w
        cross join (select ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490) as box) b
        cross join lateral ST_Dump(ST_CollectionExtract(ST_ClipByBox2D(w.geom, b.box), 2)) part
        where w.geom && b.box and ST_Dimension(w.geom) = 1
        order by w.id, part.path""",
    "water_area": """
        select w.kind, w.name, w.stream_order,
               ST_AsBinary(ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_ClipByBox2D(w.geom, b.box)), 3))) as wkb
        from base.water w
        cross join (select ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490) as box) b
        where w.geom && b.box and ST_Dimension(w.geom) = 2 and not ST_IsEmpty(ST_ClipByBox2D(w.geom, b.box))
        order by w.id""",
    "contour": """
        select c.elevation_m::float8 as elevation_m, c.index_contour, ST_AsBinary(part.geom) as wkb
        from base.contour c
        cross join (select ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4490) as box) b
        cross join lateral ST_Dump(ST_CollectionExtract(ST_ClipByBox2D(c.geom, b.box), 2)) part
        where c.geom && b.box
        order by c.elevation_m, c.id, part.path""",
    "village_fact": """
        with drawn as (
            select e.* from situation.element e
            where e.edition_uid = %(edition)s::uuid and e.retired_at is null and e.review_state <> 'not_here'
        ), counted as (
            select sum(d.households) filter (where d.facts ? 'danger_zone_type')::int as threatened_households,
                   sum(d.people) filter (where d.facts ? 'danger_zone_type')::int as threatened_people,
                   count(*) filter (where d.element_type_code = '15')::int as shelters,
                   sum(d.capacity_people) filter (where d.element_type_code = '15')::int as shelter_capacity,
                   count(*) filter (where d.element_type_code = '05')::int as reservoirs,
                   count(*) filter (where d.facts ->> 'subject_code' in ('1007', '1008'))::int as dangerous_houses
            from drawn d
        )
        select %(year)s as year, f.households, f.registered_population, f.resident_population,
               coalesce(f.area_km2::float8, round((ST_Area(a.geom::geography) / 1e6)::numeric, 2)::float8) as area_km2,
               f.natural_villages, f.terrain, f.task_weight, f.disaster_points, f.affected_people, f.duty_phone, c.*
        from counted c
        join base.area a on a.code = %(area)s
        left join register.village_fact f on f.area_code = a.code and f.year = %(year)s and f.retired_at is null""",
    "organisation": """
        select m.sort, d.post_code, m.name_zh as post_name, p.name, p.title, p.uid::text as phone
        from register.duty d
        join reference.term m on m.vocabulary_code = d.post_vocabulary and m.code = d.post_code
        left join register.person p on p.uid = d.person_uid
        where d.area_code = %(area)s and d.post_vocabulary = 'post' and d.subject_uid is null and d.retired_at is null
          and (d.year is null or d.year = %(year)s)
        order by m.sort, d.id""",
    "grid_person": """
        select g.grid_name, g.grid_type_code, m.name_zh as grid_type_name,
               m.properties ->> 'responsible_title' as responsible_title, p.name, p.uid::text as phone, g.note
        from register.grid_person g
        join reference.term m on m.vocabulary_code = g.grid_type_vocabulary and m.code = g.grid_type_code
        left join register.person p on p.uid = g.person_uid
        where g.area_code = %(area)s and g.year = %(year)s and g.retired_at is null
        order by m.sort, g.grid_name, g.id""",
    "transfer_zone": """
        with listed as (
            select t.*, coalesce(r.name, t.zone_name) as zone, m.name_zh as zone_type_name, m.sort,
                   coalesce(s.name, t.shelter_name) as shelter
            from register.transfer_household t
            join reference.term m on m.vocabulary_code = t.zone_type_vocabulary and m.code = t.zone_type_code
            left join register.risk_source r on r.uid = t.risk_source_uid
            left join register.relief_resource s on s.uid = t.shelter_uid
            where t.area_code = %(area)s and t.year = %(year)s and t.retired_at is null
        ), summed as (
            select zone, risk_source_uid, zone_type_name, sort, count(*)::int as households, sum(people)::int as people,
                   mode() within group (order by transfer_person_uid) as transfer_uid,
                   mode() within group (order by warning_person_uid) as warning_uid,
                   string_agg(distinct shelter, '、' order by shelter) as shelter_name
            from listed group by zone, risk_source_uid, zone_type_name, sort
        )
        select z.zone as zone_name, z.zone_type_name, z.households, z.people, tp.name as transfer_person,
               tp.uid::text as transfer_phone, wp.name as warning_person,
               (select string_agg(distinct o.number::text, '、' order by o.number::text)
                from situation.element e
                join situation.route o on o.edition_uid = e.edition_uid and o.retired_at is null
                     and (o.from_element_uid = e.uid or e.facts -> 'route_uids' ? o.uid::text)
                where e.edition_uid = %(edition)s::uuid and e.retired_at is null
                  and (e.source_uid = z.risk_source_uid or (z.risk_source_uid is null and e.name = z.zone)))
               as route_numbers,
               z.shelter_name
        from summed z
        left join register.person tp on tp.uid = z.transfer_uid
        left join register.person wp on wp.uid = z.warning_uid
        order by z.sort, z.zone""",
    "transfer_household": """
        select coalesce(r.name, t.zone_name) as zone_name, m.name_zh as zone_type_name, t.location,
               hp.name as householder_name, hp.uid::text as householder_phone, t.people,
               tp.name as transfer_person, tp.title as transfer_title, tp.uid::text as transfer_phone,
               wp.name as warning_person, wp.title as warning_title, wp.uid::text as warning_phone,
               coalesce(s.name, t.shelter_name) as shelter_name, t.note
        from register.transfer_household t
        join reference.term m on m.vocabulary_code = t.zone_type_vocabulary and m.code = t.zone_type_code
        left join register.risk_source r on r.uid = t.risk_source_uid
        left join register.person hp on hp.uid = t.householder_uid
        left join register.person tp on tp.uid = t.transfer_person_uid
        left join register.person wp on wp.uid = t.warning_person_uid
        left join register.relief_resource s on s.uid = t.shelter_uid
        where t.area_code = %(area)s and t.year = %(year)s and t.retired_at is null
        order by m.sort, coalesce(r.name, t.zone_name), t.id""",
    "shelter": """
        select e.name, coalesce(r.attributes ->> 'level', u.name_zh) as level_name,
               case when r.attributes ->> 'floor_area_m2' ~ '^[0-9.]+$'
                    then (r.attributes ->> 'floor_area_m2')::float8 end as floor_area_m2,
               e.capacity_people, p.name as manager, p.uid::text as phone,
               coalesce(r.attributes ->> 'safety_appraised' = 'true',
                        (select bool_or(t.safety_appraised) from register.transfer_household t
                         where t.shelter_uid = r.uid and t.year = %(year)s and t.retired_at is null))
               as safety_appraised,
               (select string_agg(distinct f.name, '、' order by f.name)
                from situation.route o
                join situation.element f on f.edition_uid = o.edition_uid and f.retired_at is null
                     and (f.uid = o.from_element_uid or f.facts -> 'route_uids' ? o.uid::text)
                where o.edition_uid = e.edition_uid and o.to_element_uid = e.uid and o.retired_at is null) as serves
        from situation.element e
        left join register.relief_resource r on r.uid = e.source_uid
        left join reference.resource_subtype u on u.code = r.subtype_code
        left join lateral (
            select q.uid, q.name from register.duty d
            join register.person q on q.uid = d.person_uid and q.retired_at is null
            left join reference.term m on m.vocabulary_code = d.post_vocabulary and m.code = d.post_code
            where d.subject_uid = r.uid and d.retired_at is null order by m.sort, d.id limit 1) p on true
        where e.edition_uid = %(edition)s::uuid and e.element_type_code = '15' and e.retired_at is null
          and e.review_state <> 'not_here'
        order by e.capacity_people desc nulls last, e.name, e.id""",
    "store_team": """
        with wanted as (
            select e.source_uid as uid from situation.element e
            where e.edition_uid = %(edition)s::uuid and e.element_type_code in ('18', '19') and e.retired_at is null
              and e.review_state <> 'not_here'
            union
            select r.uid from register.relief_resource r
            where r.area_code = %(area)s and r.retired_at is null
              and (r.subtype_code like 'R2%%' or r.subtype_code between 'R401' and 'R416'
                   or (r.subtype_code like 'R1%%' and r.subtype_code <> 'R110'))
        )
        select u.name_zh as kind, coalesce(d.name, r.name) as name, r.quantity::float8 as quantity, r.unit, r.headcount,
               p.name as leader, p.uid::text as phone, r.uid::text as source_uid
        from wanted w
        join register.relief_resource r on r.uid = w.uid
        left join lateral (
            select e.name, e.review_state from situation.element e
            where e.edition_uid = %(edition)s::uuid and e.source_uid = r.uid and e.retired_at is null
            order by e.id limit 1) d on true
        join reference.resource_subtype u on u.code = r.subtype_code
        left join lateral (
            select q.uid, q.name from register.duty d
            join register.person q on q.uid = d.person_uid and q.retired_at is null
            left join reference.term m on m.vocabulary_code = d.post_vocabulary and m.code = d.post_code
            where d.subject_uid = r.uid and d.retired_at is null order by m.sort, d.id limit 1) p on true
        where d.review_state is distinct from 'not_here'
        order by u.sort, r.name, r.id""",
    "warning_threshold": """
        select e.name as zone_name,
               (v.a ->> 'prepare_1h_mm')::float8 as prepare_1h_mm, (v.a ->> 'prepare_3h_mm')::float8 as prepare_3h_mm,
               (v.a ->> 'prepare_6h_mm')::float8 as prepare_6h_mm, (v.a ->> 'move_1h_mm')::float8 as move_1h_mm,
               (v.a ->> 'move_3h_mm')::float8 as move_3h_mm, (v.a ->> 'move_6h_mm')::float8 as move_6h_mm,
               (v.a ->> 'disaster_level_m')::float8 as water_level_m, v.a ->> 'warning_signal' as signal
        from situation.element e
        cross join lateral (select coalesce(e.facts -> 'attributes', '{}') as a) v
        where e.edition_uid = %(edition)s::uuid and e.element_type_code = '08' and e.retired_at is null
          and e.review_state <> 'not_here'
        order by e.risk_level, e.name, e.id""",
}
