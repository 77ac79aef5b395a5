-- What the windows of the registers read: one list of things for map, tree and
-- search, the counts of the tree in one statement, and whether a thing may be changed.

-- Codes keep their collation, so that the indexes serve through the function too.
create type app.register_row as (
    kind text, id integer, uid uuid, revision integer, area_code text collate "C", code text collate "C", name text,
    risk_level smallint, verification_state text, geom public.geometry, attributes jsonb,
    threatened_households integer, threatened_people integer, monitored boolean, has_plan boolean,
    capacity_people integer, headcount integer, quantity numeric, expires_on date, responsible_party text,
    control_measures text, verified_on date, figures jsonb);

create function app.register_thing_at(at_time timestamptz) returns setof app.register_row
    language sql stable parallel safe
as $$
    select 'risk_source' as kind, r.id, r.uid, r.revision, r.area_code, r.category_code as code, r.name, r.risk_level,
           r.verification_state, r.geom, r.attributes,
           r.threatened_households, r.threatened_people, r.monitored, r.has_plan, null::integer as capacity_people,
           null::integer as headcount, null::numeric as quantity, null::date as expires_on, r.responsible_party,
           r.control_measures, r.verified_on,
           jsonb_strip_nulls(jsonb_build_object(
               'threatened_households', r.threatened_households, 'threatened_people', r.threatened_people,
               'monitored', r.monitored, 'has_plan', r.has_plan, 'responsible_party', nullif(r.responsible_party, ''),
               'control_measures', nullif(r.control_measures, ''), 'verified_on', r.verified_on)) as figures
      from app.risk_source_in_force(at_time) r
    union all
    select 'relief_resource', r.id, r.uid, r.revision, r.area_code, r.subtype_code, r.name, null,
           r.verification_state, r.geom, r.attributes,
           null, null, null, null, r.capacity_people, r.headcount, r.quantity, r.expires_on, r.responsible_party, null,
           r.verified_on,
           jsonb_strip_nulls(jsonb_build_object(
               'capacity_people', r.capacity_people, 'headcount', r.headcount, 'quantity', r.quantity,
               'expires_on', r.expires_on, 'responsible_party', nullif(r.responsible_party, ''),
               'verified_on', r.verified_on))
      from app.relief_resource_in_force(at_time) r
$$;
comment on function app.register_thing_at(timestamptz) is
    '登记册 as it was (NULL = now): risk sources and relief resources in force then, under the rights of the reader';

-- The function is inlined: for now (NULL) the past falls away before anything is read.
create view app.register_thing with (security_invoker) as select * from app.register_thing_at(null);
comment on view app.register_thing is
    '登记册: risk sources and relief resources in force; geom NULL = 待落图; figures: the columns that conditions ask for, as one value';

create function app.symbol_of(kind text, code text, geom public.geometry) returns text
    language sql stable parallel safe
as $$
    -- Not a column of the view: it would be looked up for a million rows of which 5,000 are drawn.
    select u.symbol_code
      from reference.symbol_use u
     where u.subject_kind = case kind when 'risk_source' then 'category' else 'resource_subtype' end
       and u.subject_code = code
       and u.geometry = (array['point', 'line', 'polygon'])[public.st_dimension(geom) + 1]
$$;
comment on function app.symbol_of(text, text, public.geometry) is
    'The symbol that draws a thing of the registers; NULL when the catalogue has none for it.';

create function app.register_counts(codes text[], levels integer[], states text[], areas text[], alone text[],
                                    placed boolean, words text, found uuid[] default null,
                                    region public.geometry default null, facts jsonpath default null,
                                    figures jsonpath default null, at_time timestamptz default null)
    returns table (facet text, key text, things bigint)
    language sql stable parallel safe
as $$
    -- NULL = no restriction; areas with what lies below them, alone without; words is a
    -- regular expression, found what was found beforehand. A facet counts what the
    -- other facets let through, so that the number beside an unticked box says what ticking
    -- it would add. A thing that fails in one facet only counts there; one that fails in two
    -- counts nowhere.
    with thing as (
        select t.code, app.statistics_unit(t.area_code) as unit, t.verification_state as state,
               case t.kind when 'risk_source' then coalesce(t.risk_level, 0) end as level,
               case when t.geom is null then 'no' else 'yes' end as on_map,
               case when codes is null or t.code = any (codes) then 0 else 1 end
             + case when levels is null or t.kind <> 'risk_source' or coalesce(t.risk_level, 0) = any (levels) then 0 else 2 end
             + case when states is null or t.verification_state = any (states) then 0 else 4 end
             + case when areas is null or t.area_code = any ((select app.codes_below(areas) || alone)::text[]) then 0 else 8 end
             + case when placed is null or (t.geom is not null) = placed then 0 else 16 end as fails
          from app.register_thing_at(at_time) t
         where (words is null or t.name ~ words)
           and (found is null or t.uid = any (found))
           and (region is null or (t.geom operator(public.&&) region and public.st_intersects(t.geom, region)))
           and (facts is null or t.attributes @@ facts)
           and (register_counts.figures is null or t.figures @@ register_counts.figures)
    ), counted as (
        select case when grouping(code) = 0 then 'code' when grouping(level) = 0 then 'level'
                    when grouping(state) = 0 then 'state' when grouping(unit) = 0 then 'area' else 'placed' end as facet,
               case when grouping(code) = 0 then 1 when grouping(level) = 0 then 2 when grouping(state) = 0 then 4
                    when grouping(unit) = 0 then 8 else 16 end as own,
               coalesce(code, level::text, state, unit, on_map) as key, fails, count(*) as things
          from thing
         where fails in (0, 1, 2, 4, 8, 16)
         group by grouping sets ((code, fails), (level, fails), (state, fails), (unit, fails), (on_map, fails))
    )
    select c.facet, c.key, sum(c.things)::bigint
      from counted c
     where c.fails in (0, c.own) and c.key is not null
     group by c.facet, c.key
$$;
comment on function app.register_counts(text[], integer[], text[], text[], text[], boolean, text, uuid[], public.geometry,
                                        jsonpath, jsonpath, timestamptz) is
    'The counts of the register''s tree by code, level (0 = not assessed), state, area and placed, under the reader''s own rights.';

create function app.may_change(table_name text, subject uuid) returns boolean
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
-- Says beforehand what refuse_foreign_rows would say afterwards: an open form can
-- be read only, with the reason, instead of being refused when it is saved.
declare
    scope constant text := app.my_scope(table_name, 'update');
    found boolean;
begin
    if table_name::regclass <> all (array['register.risk_source', 'register.relief_resource']::regclass[]) then
        raise exception using errcode = 'invalid_parameter_value', message = 'not a table of the registers: ' || table_name;
    end if;
    execute format('select true from %s where uid = $1 and (%s)', table_name::regclass,
                   coalesce(app.scope_condition(table_name::regclass, scope), 'false'))
        into found using subject;
    return coalesce(found, false);
end
$$;
comment on function app.may_change(text, uuid) is
    'Whether the signed-in person may change this risk source or relief resource.';
