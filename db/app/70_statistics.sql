-- The figures of the statistics reports: one named query for each subject.
--
-- Every function takes the scope (an area code; what lies below counts) and a
-- moment (NULL = now), and counts each thing once, under its own unit: the
-- village, or the township, county ... itself for what belongs to no village
-- (本级/未分村). Sums of units are therefore sums at every level. Plain SQL
-- without a SET clause: the planner inlines it, rights are the reader's own.

do $$
declare
    table_name regclass;
begin
    foreach table_name in array array['register.risk_source', 'register.relief_resource', 'register.duty',
                                      'register.person_phone', 'register.transfer_household',
                                      'register.no_transfer', 'register.verification_task',
                                      'situation.edition']::regclass[]
    loop
        execute format($function$
            create function app.%I(at_time timestamptz) returns setof %s language sql stable parallel safe
            as $body$
                select %s from %s where at_time is null and retired_at is null
                union all
                select %s from app.%I(at_time) where at_time is not null and retired_at is null
            $body$
            $function$,
            (select relname from pg_class where oid = table_name) || '_in_force', table_name,
            app.tracked_columns(table_name), table_name,
            app.tracked_columns(table_name), (select relname from pg_class where oid = table_name) || '_as_of');
        execute format('comment on function app.%I(timestamptz) is %L',
                       (select relname from pg_class where oid = table_name) || '_in_force',
                       'The rows in force then (NULL = now), without the retired ones; under the reader''s own rights.');
    end loop;
end
$$;

create function app.statistics_unit(area_code text) returns text
    language sql immutable parallel safe
as $$
    select left(area_code, 12)
$$;
comment on function app.statistics_unit(text) is 'The unit under which a thing counts: its village, or the area itself above the villages.';

create function app.statistics_day(at_time timestamptz) returns date
    language sql stable parallel safe
as $$
    select (coalesce(at_time, now()) at time zone 'Asia/Shanghai')::date
$$;
comment on function app.statistics_day(timestamptz) is 'The calendar day of a report, in China.';

create function app.lately(at_time timestamptz) returns daterange
    language sql stable parallel safe
as $$
    select daterange((app.statistics_day(at_time) - interval '12 months')::date, app.statistics_day(at_time), '(]')
$$;
comment on function app.lately(timestamptz) is 'The 12 months in which a verification counts, up to a moment (NULL = now).';

create function app.verified_lately(state text, verified_on date, lately daterange) returns boolean
    language sql immutable parallel safe
as $$
    -- Each argument once: given as (select app.lately(...)) it is inlined and worked out once per statement.
    select state <> 'disputed' and verified_on <@ lately
$$;
comment on function app.verified_lately(text, date, daterange) is 'Whether a thing counts as verified.';

create function app.metric_zone(geom public.geometry) returns integer
    language sql immutable parallel safe
as $$
    -- 4549 is CGCS2000 / 3-degree Gauss-Krueger CM 120E, 4534 the one of 75E.
    select 4534 + greatest(0, least(20, round(((public.st_xmin(geom) + public.st_xmax(geom)) / 2 - 75) / 3)::integer))
$$;
comment on function app.metric_zone(public.geometry) is 'EPSG code of the 3-degree Gauss-Krueger zone in which a geometry (EPSG:4490) is measured.';

create function app.statistics_contacts(scope text, at_time timestamptz)
    returns table (subject_uid uuid, has_person boolean, has_phone boolean)
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp set jit = off rows 200
as $$
    -- Says only whether somebody answers for a thing and has a phone: who reads the
    -- register may know that, although persons and phones keep to the own areas. The
    -- policies of the registers do not reach in here, so the areas are asked for again.
    -- A duty repeats area and category of its thing (app.check_subject).
    select d.subject_uid, true, bool_or(p.person_uid is not null)
      from app.duty_in_force(at_time) d
      left join (select distinct person_uid from app.person_phone_in_force(at_time)) p on p.person_uid = d.person_uid
     where d.subject_uid is not null and d.area_code >= scope and d.area_code < scope || ':'
       and case case when d.category_code like 'R%' then (select app.my_scope('register.relief_resource', 'select'))
                     else (select app.my_scope('register.risk_source', 'select')) end
           when 'all' then true
           when 'visible_area' then d.area_code = any ((select app.visible_areas())::text[])
                                    or d.subject_uid = any ((select app.visible_uids())::uuid[])
           else false end
     group by d.subject_uid
$$;
comment on function app.statistics_contacts(text, timestamptz) is
    'Readable things of the scope for which somebody answers, and whether one of these persons has a phone.';

create function app.statistics_areas(scope text, at_time timestamptz)
    returns table (code text, level text, name text, simulated boolean)
    language sql stable parallel safe
as $$
    -- Areas are as the list of codes has them today: when it was loaded says nothing
    -- about the past. One that has ended is listed while a register row counts under it.
    select a.code, a.level, app.display_name(a.name), a.simulated
      from base.area a
     where a.retired_at is null and a.code >= scope and a.code < scope || ':' and a.level <> 'natural_village'
       and (a.code = scope or a.valid_to is null or a.valid_to > app.statistics_day(at_time)
            or exists (select from app.risk_source_in_force(at_time) r where r.area_code = a.code)
            or exists (select from app.relief_resource_in_force(at_time) r where r.area_code = a.code)
            or exists (select from app.transfer_household_in_force(at_time) t where t.area_code = a.code))
$$;
comment on function app.statistics_areas(text, timestamptz) is 'The areas of a report, province to village, with display names.';

create function app.statistics_risk_sources(scope text, at_time timestamptz)
    returns table (unit_code text, category_code text, risk_level smallint, sources bigint,
                   length_km double precision, area_km2 double precision, households bigint, people bigint,
                   with_coordinates bigint, with_party bigint, with_person bigint, with_phone bigint,
                   with_measures bigint, verified bigint, simulated boolean)
    language sql stable parallel safe
as $$
    select app.statistics_unit(r.area_code), r.category_code, r.risk_level, count(*),
           coalesce(sum(case when public.st_dimension(r.geom) = 1
                             then public.st_length(public.st_transform(r.geom, app.metric_zone(r.geom))) end), 0) / 1e3,
           coalesce(sum(case when public.st_dimension(r.geom) = 2
                             then public.st_area(public.st_transform(r.geom, app.metric_zone(r.geom))) end), 0) / 1e6,
           coalesce(sum(r.threatened_households), 0), coalesce(sum(r.threatened_people), 0),
           count(r.geom), count(nullif(btrim(r.responsible_party), '')),
           count(c.subject_uid), count(*) filter (where c.has_phone),
           count(nullif(btrim(r.control_measures), '')),
           count(*) filter (where app.verified_lately(r.verification_state, r.verified_on, (select app.lately(at_time)))),
           bool_or(r.simulated)
      from app.risk_source_in_force(at_time) r
      left join app.statistics_contacts(scope, at_time) c on c.subject_uid = r.uid
     where r.area_code >= scope and r.area_code < scope || ':'
     group by 1, 2, 3
$$;
comment on function app.statistics_risk_sources(text, timestamptz) is
    'Risk sources by unit, category and level: number, length in km, area in km2, threatened households and people, completeness.';

create function app.statistics_relief_resources(scope text, at_time timestamptz)
    returns table (unit_code text, subtype_code text, measure text, shelter boolean, resources bigint,
                   quantity numeric, headcount bigint, capacity bigint, capacity_unknown bigint,
                   with_coordinates bigint, with_party bigint, with_person bigint, with_phone bigint,
                   verified bigint, expired bigint, expiring bigint, simulated boolean)
    language sql stable parallel safe
as $$
    select app.statistics_unit(r.area_code), r.subtype_code, coalesce(btrim(r.unit), ''),
           coalesce(bool_or(e.element_type_code = '15'), false), count(*),
           coalesce(sum(r.quantity), 0), coalesce(sum(r.headcount), 0), coalesce(sum(r.capacity_people), 0),
           count(*) filter (where r.capacity_people is null),
           count(r.geom), count(nullif(btrim(r.responsible_party), '')),
           count(c.subject_uid), count(*) filter (where c.has_phone),
           count(*) filter (where app.verified_lately(r.verification_state, r.verified_on, (select app.lately(at_time)))),
           count(*) filter (where r.expires_on < (select app.statistics_day(at_time))),
           count(*) filter (where r.expires_on between app.statistics_day(at_time)
                                                   and app.statistics_day(at_time) + 90),
           bool_or(r.simulated)
      from app.relief_resource_in_force(at_time) r
      left join reference.element_source e on e.subject_kind = 'resource_subtype' and e.subject_code = r.subtype_code
      left join app.statistics_contacts(scope, at_time) c on c.subject_uid = r.uid
     where r.area_code >= scope and r.area_code < scope || ':'
     group by 1, 2, 3
$$;
comment on function app.statistics_relief_resources(text, timestamptz) is
    'Relief resources by unit, subtype and unit of measure; shelter = counts towards the capacity for people to move.';

create function app.category_departments() returns table (category_code text, departments text)
    language sql stable parallel safe
as $$
    select d.category_code, string_agg(d.department_code, ',' order by d.department_code)
      from reference.category_department d
     group by d.category_code
$$;
comment on function app.category_departments() is 'The departments that answer for a category together, as today''s catalogue has them: one code, or several.';

create function app.statistics_departments(scope text, at_time timestamptz)
    returns table (unit_code text, departments text, sources_unverified bigint, sources_confirmed bigint,
                   sources_disputed bigint, resources_unverified bigint, resources_confirmed bigint,
                   resources_disputed bigint)
    language sql stable parallel safe
as $$
    select app.statistics_unit(t.area_code), t.departments,
           count(*) filter (where t.is_source and t.state = 'unverified'),
           count(*) filter (where t.is_source and t.state = 'confirmed'),
           count(*) filter (where t.is_source and t.state = 'disputed'),
           count(*) filter (where not t.is_source and t.state = 'unverified'),
           count(*) filter (where not t.is_source and t.state = 'confirmed'),
           count(*) filter (where not t.is_source and t.state = 'disputed')
      from (select true as is_source, r.area_code, coalesce(r.department_code, c.departments, '') as departments,
                   r.verification_state as state
              from app.risk_source_in_force(at_time) r
              left join app.category_departments() c on c.category_code = r.category_code
            union all
            select false, r.area_code, coalesce(r.department_code, ''), r.verification_state
              from app.relief_resource_in_force(at_time) r) t
     where t.area_code >= scope and t.area_code < scope || ':'
     group by 1, 2
$$;
comment on function app.statistics_departments(text, timestamptz) is
    'Things of both registers by unit and department (their own, else those of the category; empty = none) and state of verification.';

create function app.statistics_transfers(scope text, at_time timestamptz, in_year integer)
    returns table (unit_code text, zone_type_code text, zones bigint, households bigint, people bigint)
    language sql stable parallel safe
as $$
    select app.statistics_unit(t.area_code), t.zone_type_code, count(distinct (t.area_code, t.zone_name)),
           count(*), sum(t.people)
      from app.transfer_household_in_force(at_time) t
     where t.area_code >= scope and t.area_code < scope || ':' and t.year = in_year
     group by 1, 2
$$;
comment on function app.statistics_transfers(text, timestamptz, integer) is
    'People to move in a year by unit and type of danger zone: zones, households, people.';

create function app.statistics_no_transfer(scope text, at_time timestamptz, in_year integer)
    returns table (unit_code text)
    language sql stable parallel safe
as $$
    select distinct app.statistics_unit(n.area_code)
      from app.no_transfer_in_force(at_time) n
     where n.area_code >= scope and n.area_code < scope || ':' and n.year = in_year
$$;
comment on function app.statistics_no_transfer(text, timestamptz, integer) is
    'Units that declared that nobody has to move in a year (无转移人员): not the same as no list (未填报).';

create function app.statistics_editions(scope text, at_time timestamptz, in_year integer)
    returns table (unit_code text, state text, version integer, simulated boolean)
    language sql stable parallel safe
as $$
    select distinct on (e.area_code) e.area_code, e.state, e.version, e.simulated
      from app.edition_in_force(at_time) e
     where e.area_code >= scope and e.area_code < scope || ':' and e.year = in_year and e.state <> 'void'
     order by e.area_code, e.version desc
$$;
comment on function app.statistics_editions(text, timestamptz, integer) is
    'The newest situation map of each village in a year, void ones left out.';
