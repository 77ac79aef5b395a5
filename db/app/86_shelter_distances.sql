-- How far people at risk have to the nearest shelter, as the crow flies.

create function app.shelter_distances(scope text, at_time timestamptz)
    returns table (unit_code text, sources bigint, people bigint, mean_m double precision, farthest_m double precision,
                   beyond_1km bigint, people_beyond_1km bigint)
    language sql stable parallel safe
as $$
    -- Shelters of elsewhere count too: people go to the nearest. Degrees of longitude are
    -- narrower than those of latitude; the nearest is found in the plane and then measured.
    with danger as materialized (
        select app.statistics_unit(r.area_code) as unit, r.threatened_people as people, public.st_centroid(r.geom) as place
          from app.risk_source_in_force(at_time) r
         where r.geom is not null and r.threatened_people > 0 and r.area_code >= scope and r.area_code < scope || ':'
    ), shelter as materialized (
        select c.place, public.st_x(c.place) as x, public.st_y(c.place) as y
          from app.relief_resource_in_force(at_time) r
          join reference.element_source e on e.subject_kind = 'resource_subtype' and e.subject_code = r.subtype_code
                                         and e.element_type_code = '15'
         cross join lateral (select public.st_centroid(r.geom) as place) c
         where r.geom is not null
    ), nearest as (
        select d.unit, d.people, public.st_distancesphere(d.place, n.place) as metres
          from danger d
          left join lateral (
                select s.place from shelter s
                 order by ((s.x - public.st_x(d.place)) * cos(radians(public.st_y(d.place)))) ^ 2
                          + (s.y - public.st_y(d.place)) ^ 2 limit 1) n on true
    )
    select unit, count(*), sum(people), avg(metres), max(metres), count(*) filter (where metres > 1000 or metres is null),
           coalesce(sum(people) filter (where metres > 1000 or metres is null), 0)
      from nearest group by unit
$$;
comment on function app.shelter_distances(text, timestamptz) is
    'Risk sources with people at risk by unit: straight distance to the nearest shelter, and how many have none within 1 km.';
