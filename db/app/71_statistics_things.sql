-- What stands behind a figure of 70_statistics.sql: the things that it counts, for a click on it.
--
-- Same rows, same moment, same rights as the named query beside it; ``figure``
-- is that query's column. ``own_level`` leaves out what lies in the areas below.

create function app.statistics_risk_source_things(scope text, at_time timestamptz, own_level boolean, kind_code text,
                                                  in_level integer, figure text, in_departments text default null,
                                                  in_state text default null)
    returns table (uid uuid, geom public.geometry)
    language sql stable parallel safe
as $$
    select r.uid, r.geom
      from app.risk_source_in_force(at_time) r
      left join app.category_departments() c on c.category_code = r.category_code
     where r.area_code >= scope and r.area_code < scope || ':'
       and (not own_level or app.statistics_unit(r.area_code) = scope)
       and starts_with(r.category_code, kind_code)
       and (in_level is null or coalesce(r.risk_level, 0) = in_level)
       and (in_departments is null or in_departments = coalesce(r.department_code, c.departments, '')
            or in_departments = ',' and r.department_code is null and c.departments like '%,%')
       and (in_state is null or r.verification_state = in_state)
       and case figure
           when 'sources' then true
           when 'length_km' then public.st_dimension(r.geom) = 1
           when 'area_km2' then public.st_dimension(r.geom) = 2
           when 'households' then r.threatened_households > 0
           when 'people' then r.threatened_people > 0
           when 'with_coordinates' then r.geom is not null
           when 'with_party' then btrim(r.responsible_party) <> ''
           when 'with_person' then r.uid in (select c.subject_uid from app.statistics_contacts(scope, at_time) c)
           when 'with_phone' then r.uid in (select c.subject_uid from app.statistics_contacts(scope, at_time) c
                                             where c.has_phone)
           when 'with_measures' then btrim(r.control_measures) <> ''
           when 'verified' then app.verified_lately(r.verification_state, r.verified_on, (select app.lately(at_time)))
           end
$$;
comment on function app.statistics_risk_source_things(text, timestamptz, boolean, text, integer, text, text, text) is
    'The risk sources behind a figure: of a domain or category, of a level (0 = not assessed), of departments ('','' = any several), in a state.';

create function app.statistics_relief_resource_things(scope text, at_time timestamptz, own_level boolean, kind_code text,
                                                      in_measure text, shelters boolean, figure text,
                                                      in_departments text default null, in_state text default null)
    returns table (uid uuid, geom public.geometry)
    language sql stable parallel safe
as $$
    select r.uid, r.geom
      from app.relief_resource_in_force(at_time) r
     where r.area_code >= scope and r.area_code < scope || ':'
       and (not own_level or app.statistics_unit(r.area_code) = scope)
       and starts_with(r.subtype_code, kind_code)
       and (in_measure is null or coalesce(btrim(r.unit), '') = in_measure)
       and (in_departments is null or in_departments = coalesce(r.department_code, ''))
       and (in_state is null or r.verification_state = in_state)
       and (not shelters or r.subtype_code in (select e.subject_code from reference.element_source e
                                                where e.subject_kind = 'resource_subtype' and e.element_type_code = '15'))
       and case figure
           when 'resources' then true
           when 'quantity' then r.quantity > 0
           when 'headcount' then r.headcount > 0
           when 'capacity' then r.capacity_people > 0
           when 'capacity_unknown' then r.capacity_people is null
           when 'with_coordinates' then r.geom is not null
           when 'with_party' then btrim(r.responsible_party) <> ''
           when 'with_person' then r.uid in (select c.subject_uid from app.statistics_contacts(scope, at_time) c)
           when 'with_phone' then r.uid in (select c.subject_uid from app.statistics_contacts(scope, at_time) c
                                             where c.has_phone)
           when 'verified' then app.verified_lately(r.verification_state, r.verified_on, (select app.lately(at_time)))
           when 'expired' then r.expires_on < (select app.statistics_day(at_time))
           when 'expiring' then r.expires_on between (select app.statistics_day(at_time))
                                                 and (select app.statistics_day(at_time)) + 90
           end
$$;
comment on function app.statistics_relief_resource_things(text, timestamptz, boolean, text, text, boolean, text, text, text) is
    'The relief resources behind a figure: of a class or subtype, of a unit of measure, shelters, of departments, in a state.';
