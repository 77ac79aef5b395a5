-- From the terrain analysis to the registers: settlements become proposals, and a
-- comparison says what the registers have and what they have not.

create function app.settlement_says(s register.terrain_settlement) returns jsonb
    language sql stable
as $$
    select jsonb_strip_nulls(jsonb_build_object(
               'name', app.display_name(a.name) || c.name_zh || s.rank, 'location', app.display_name(a.name),
               -- Whoever reads it must know how fine the terrain model was.
               'feature', s.words || app.say(format(' (terrain cells of %s m)', round(r.resolution_m, 1)),
                                             format('（地形分辨率 %s 米）', round(r.resolution_m, 1))),
               'threatened_households', s.households, 'threatened_people', s.people))
      from register.terrain_run r, base.area a, reference.category c
     where r.uid = s.run_uid and a.code = s.area_code and c.code = s.category_code
$$;
comment on function app.settlement_says(register.terrain_settlement) is
    'What a settlement would say in the register, by column of register.risk_source.';

create function app.drawn_as(thing uuid) returns uuid[]
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- Also for those who may not read proposals.
    select coalesce(array_agg(distinct d.uid), '{}')
      from register.change_proposal p
      left join situation.element e on e.uid = p.element_uid
     cross join lateral unnest(array[p.element_uid, app.settlement_of(e)]) d (uid)
     where p.subject_uid = thing and p.state = 'accepted' and d.uid is not null
$$;
comment on function app.drawn_as(uuid) is
    'The elements and settlements from whose proposals a thing of the registers was made or changed.';

create function app.registered_as(drawn uuid[])
    returns table (element_uid uuid, table_name text, subject_uid uuid, revision integer)
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- Also for those who may not read proposals. The revision is the one that was written when it was accepted.
    select distinct on (e.uid) e.uid, p.table_name, p.subject_uid, coalesce(p.subject_revision + 1, 1)
      from situation.element e
      join register.change_proposal p on p.element_uid in (e.uid, app.settlement_of(e))
     where e.uid = any (drawn) and e.source_uid is null
       and p.state = 'accepted' and p.subject_uid is not null and not p.proposed ? 'retired'
     order by e.uid, p.element_uid <> e.uid, p.id desc
$$;
comment on function app.registered_as(uuid[]) is
    'Of elements that were drawn by hand or taken from the terrain: the things of the registers that they became.';

create function app.found_from_terrain_m(thing uuid) returns numeric
    language sql stable
as $$
    select max(r.resolution_m)
      from unnest(app.drawn_as(thing)) d (uid)
      join register.terrain_settlement s on s.uid = d.uid
      join register.terrain_run r on r.uid = s.run_uid
$$;
comment on function app.found_from_terrain_m(uuid) is
    'The cells of the terrain model, in metres, from which a thing of the registers was found; NULL for others.';

create function app.was_decided(area text, category text, place public.geometry) returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- Also for those who may not read proposals.
    select exists (select from register.change_proposal p
                    where p.area_code = area and p.category_code = category and p.state in ('accepted', 'rejected')
                      and app.same_place(p.geom, place))
$$;
comment on function app.was_decided(text, text, public.geometry) is
    'Whether a department has decided on a proposal of this kind at this place.';

create function app.edition_suggestions(edition uuid) returns setof register.terrain_settlement
    language sql stable
as $$
    with map as (
        select d.uid, d.area_code from situation.edition d where d.uid = edition
    ), newest as (
        select r.uid from register.terrain_run r, map
         where starts_with(map.area_code, r.area_code)
         order by r.made_at desc, r.id desc
         limit 1
    )
    select s.* from map, newest, register.terrain_settlement s
     where s.run_uid = newest.uid and s.area_code = map.area_code
       and not exists (select from register.risk_source z
                        where z.area_code = s.area_code and z.retired_at is null and app.same_place(z.geom, s.geom))
       and not app.was_decided(s.area_code, s.category_code, s.geom)
       -- Answered before: on another map of the village, or when an earlier run found it. This map's own answers to
       -- this very settlement stay out of it: they can be taken back without a server.
       and not exists (select from situation.element e
                        where e.area_code = s.area_code and e.retired_at is null and e.facts ? 'settlement_uid'
                          and (e.edition_uid = map.uid or e.review_state = 'not_here')
                          and (e.edition_uid <> map.uid or e.facts ->> 'settlement_uid' <> s.uid::text)
                          and app.same_place(e.geom, s.geom))
     order by s.rank
$$;
comment on function app.edition_suggestions(uuid) is
    'Settlements of the newest run over a village that neither the register has, nor a department decided, nor the village answered.';

create function app.propose_settlements(run uuid, wanted uuid[]) returns integer
    language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
-- Under the rights of who proposes. What waits, was rejected or is in the register at the same place is not proposed again.
declare
    made integer;
begin
    insert into register.change_proposal (area_code, table_name, category_code, proposed, geom, reason, element_uid)
    select s.area_code, 'register.risk_source', s.category_code, app.settlement_says(s),
           s.geom, app.say(format('Found from the terrain (cells of %s m)', round(r.resolution_m, 1)),
                           format('地形叠合分析（地形分辨率 %s 米）', round(r.resolution_m, 1))), s.uid
      from register.terrain_settlement s
      join register.terrain_run r on r.uid = s.run_uid
     where s.run_uid = run and s.uid = any (wanted)
       and not exists (select from register.change_proposal p
                         left join situation.element e on e.uid = p.element_uid
                        where p.state in ('open', 'rejected', 'accepted')
                          and (app.settlement_of(e) = s.uid
                               or (p.category_code = s.category_code and app.same_place(p.geom, s.geom))));
    get diagnostics made = row_count;
    return made;
end
$$;
comment on function app.propose_settlements(uuid, uuid[]) is
    'Makes change proposals of settlements of a run to who may write their category; returns how many are new.';

create function app.beside(zone public.geometry, found public.geometry) returns boolean
    language sql immutable parallel safe
as $$
    select zone operator(public.&&) public.st_expand(found, 0.0005) and public.st_dwithin(zone, found, 0.0002)
$$;
comment on function app.beside(public.geometry, public.geometry) is
    'Whether a registered zone and what was found are the same place: within about 20 m.';

create function app.settlements_and_zones(run uuid, categories text[])
    returns table (state text, settlement_uid uuid, rank integer, class text, people integer, words text,
                   zone_uid uuid, zone_name text, category_name text, area_name text, geom public.geometry)
    language sql stable
as $$
    with found as (
        select * from register.terrain_settlement s where s.run_uid = run
    ), zone as (
        select z.uid, z.name, c.name_zh, z.area_code, z.geom
          from register.risk_source z
          join reference.category c on c.code = z.category_code
          join register.terrain_run r on r.uid = run
         where z.retired_at is null and z.geom is not null and z.category_code = any (categories)
           and z.area_code >= r.area_code and z.area_code < r.area_code || ':'
    ), pair as (
        select f.uid as settlement_uid, z.uid as zone_uid
          from found f join zone z on app.beside(z.geom, f.geom)
    )
    select case when p.zone_uid is null then 'found_only' else 'both' end, f.uid, f.rank, f.class, f.people, f.words,
           z.uid, z.name, z.name_zh, app.display_name(a.name), f.geom
      from found f
      left join lateral (select q.zone_uid from pair q where q.settlement_uid = f.uid order by q.zone_uid limit 1) p on true
      left join zone z on z.uid = p.zone_uid
      join base.area a on a.code = f.area_code
    union all
    select 'registered_only', null, null, null, null, null, z.uid, z.name, z.name_zh, app.display_name(a.name), z.geom
      from zone z join base.area a on a.code = z.area_code
     where not exists (select from pair q where q.zone_uid = z.uid)
     order by 1, 3, 8
$$;
comment on function app.settlements_and_zones(uuid, text[]) is
    'A run beside the registered zones of these categories: both, found_only, registered_only; within about 20 m is the same place.';
