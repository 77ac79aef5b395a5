-- Change proposals from the villages' maps: what a submitted edition says otherwise
-- than the registers becomes a proposal (变更建议), and somebody with the right decides.

create function app.proposal_fields(table_name text) returns text[]
    language sql immutable parallel safe
as $$
    select array['name', 'feature', 'location', 'responsible_party']
           || case table_name when 'register.risk_source'
                   then array['control_measures', 'risk_level', 'threatened_households', 'threatened_people']
                   else array['capacity_people', 'headcount', 'quantity', 'unit'] end
$$;
comment on function app.proposal_fields(text) is 'The columns of a register that a map may propose to change.';

create function app.element_says(e situation.element) returns jsonb
    language sql immutable parallel safe
as $$
    -- A numbered element carries its number instead of the name. What is empty proposes nothing.
    select jsonb_strip_nulls(jsonb_build_object(
        'name', case when not e.facts ? 'number' then e.name end,
        'feature', e.facts -> 'feature', 'location', e.facts -> 'location',
        'responsible_party', e.facts -> 'responsible_party', 'control_measures', e.facts -> 'control_measures',
        'risk_level', e.risk_level, 'threatened_households', e.households, 'threatened_people', e.people,
        'capacity_people', e.capacity_people, 'headcount', e.facts -> 'headcount',
        'quantity', e.facts -> 'quantity', 'unit', e.facts -> 'unit'))
$$;
comment on function app.element_says(situation.element) is 'What an element says about its thing, by column of the registers.';

create function app.register_version(table_name text, subject uuid, wanted integer default null)
    returns table (revision integer, code text, content jsonb, geom public.geometry, retired boolean)
    language sql stable
as $$
    select v.revision, v.code, v.content, v.geom, v.retired
      from (select r.revision, r.category_code as code, to_jsonb(r) - '{geom,label_point}'::text[] as content, r.geom,
                   r.retired_at is not null as retired
              from register.risk_source r
             where table_name = 'register.risk_source' and r.uid = subject and r.revision = coalesce(wanted, r.revision)
            union all
            select r.revision, r.category_code, to_jsonb(r) - '{geom,label_point}'::text[], r.geom, r.retired_at is not null
              from history.risk_source r
             where table_name = 'register.risk_source' and r.uid = subject and r.revision = wanted
            union all
            select r.revision, r.subtype_code, to_jsonb(r) - '{geom,label_point}'::text[], r.geom, r.retired_at is not null
              from register.relief_resource r
             where table_name = 'register.relief_resource' and r.uid = subject and r.revision = coalesce(wanted, r.revision)
            union all
            select r.revision, r.subtype_code, to_jsonb(r) - '{geom,label_point}'::text[], r.geom, r.retired_at is not null
              from history.relief_resource r
             where table_name = 'register.relief_resource' and r.uid = subject and r.revision = wanted) v
$$;
comment on function app.register_version(text, uuid, integer) is
    'A thing of the registers as it is now (NULL), or in an earlier version.';

create function app.element_subject(e situation.element, out table_name text, out code text)
    language sql stable
as $$
    -- What a thing drawn by hand would be in the registers: by its own word, its symbol, its element type.
    select case s.subject_kind when 'category' then 'register.risk_source' else 'register.relief_resource' end, s.subject_code
      from (select t.subject_kind, t.subject_code, t.subject_code = e.facts ->> 'subject_code' as said,
                   exists (select from reference.symbol_use u where u.subject_kind = t.subject_kind
                              and u.subject_code = t.subject_code and u.symbol_code = e.symbol_code) as drawn
              from reference.element_source t where t.element_type_code = e.element_type_code) s
     order by s.said desc nulls last, s.drawn desc, s.subject_code
     limit 1
$$;
comment on function app.element_subject(situation.element) is
    'The register and category for an element; NULL for what belongs to no register.';

create function app.moved(one public.geometry, other public.geometry) returns boolean
    language sql immutable parallel safe
as $$
    -- Further apart than about a centimetre; a point in place of an area is only how it is drawn.
    select case when one is null or other is null then (one is null) <> (other is null)
                when public.st_dimension(one) <> public.st_dimension(other) then false
                else public.st_hausdorffdistance(one, other) > 1e-7 end
$$;

create function app.same_place(drawn public.geometry, found public.geometry) returns boolean
    language sql immutable parallel safe
as $$
    select drawn operator(public.&&) found and public.st_dimension(drawn) = 2
           and public.st_area(public.st_intersection(drawn, found)) > 0.5 * public.st_area(found)
$$;
comment on function app.same_place(public.geometry, public.geometry) is
    'Whether an area covers more than half of one that was found.';

create function app.settlement_of(e situation.element) returns uuid
    language sql immutable parallel safe
as $$
    select case when e.facts ->> 'settlement_uid' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                then (e.facts ->> 'settlement_uid')::uuid end
$$;
comment on function app.settlement_of(situation.element) is
    'The settlement found from the terrain that a village answered with this element; NULL for others.';

create function app.edition_proposals(edition uuid)
    returns table (element_uid uuid, table_name text, subject_uid uuid, subject_revision integer, code text,
                   proposed jsonb, before jsonb, geom public.geometry, reason text)
    language sql stable
as $$
    with drawn as (
        select e, e.uid, e.geom, e.review_state, e.review_reason, app.element_says(e) as says,
               coalesce(e.source_table, own.table_name) as table_name, own.code as own_code,
               coalesce(e.source_uid, settled.subject_uid, same.uid) as subject_uid, e.source_revision
          from situation.element e
          left join lateral app.element_subject(e) own on true
          -- Drawn by hand once, accepted since; or drawn beside a thing that the register has.
          left join lateral (select p.subject_uid from register.change_proposal p
                              where p.element_uid in (e.uid, app.settlement_of(e)) and p.state = 'accepted'
                                and p.subject_uid is not null limit 1) settled
                 on e.source_uid is null
          left join lateral (select t.uid from app.register_thing t
                              where t.area_code = e.area_code and t.name = e.name and t.code = own.code limit 1) same
                 on e.source_uid is null and settled.subject_uid is null
         where e.edition_uid = edition and e.retired_at is null
           -- A suggestion of the terrain that the village rejects is no thing of its map: its opinion is said elsewhere.
           and not (e.review_state = 'not_here' and e.facts ? 'settlement_uid')
    ), compared as (
        select d.uid, d.table_name, d.subject_uid, now.revision as subject_revision, coalesce(now.code, d.own_code) as code,
               case when d.subject_uid is null then d.says - array(select k from jsonb_object_keys(d.says) k
                                                                     where k <> all (app.proposal_fields(d.table_name)))
                    when d.review_state = 'not_here' then '{"retired": true}'
                    else coalesce((select jsonb_object_agg(f.key, f.value) from jsonb_each(d.says) f
                                    where f.key = any (app.proposal_fields(d.table_name))
                                      and f.value is distinct from nullif(now.content -> f.key, 'null')
                                      and f.value is distinct from nullif(coalesce(base.content, now.content) -> f.key, 'null')), '{}')
               end as proposed,
               now.content,
               case when d.subject_uid is null
                      or (d.review_state <> 'not_here' and app.moved(d.geom, now.geom)
                          and app.moved(d.geom, coalesce(base.geom, now.geom))) then d.geom end as geom,
               d.review_reason as reason
          from drawn d
          left join lateral app.register_version(d.table_name, d.subject_uid) now on d.subject_uid is not null
          left join lateral app.register_version(d.table_name, d.subject_uid, d.source_revision) base
                 on d.subject_uid is not null and d.source_revision is not null
         where d.table_name is not null
           and (d.subject_uid is null or (now.revision is not null and not now.retired))
           and (d.subject_uid is not null or (d.review_state <> 'not_here' and d.says ? 'name'))
    )
    select c.uid, c.table_name, c.subject_uid, c.subject_revision, c.code, c.proposed,
           coalesce((select jsonb_object_agg(k, c.content -> k) from jsonb_object_keys(c.proposed) k where c.content ? k), '{}'),
           c.geom, c.reason
      from compared c
     where c.proposed <> '{}' or c.geom is not null
$$;
comment on function app.edition_proposals(uuid) is
    'What an edition says otherwise than the registers, as far as the village changed it: fields, place, new, not here any more.';

create function app.says_the_same(e situation.element, p register.change_proposal) returns boolean
    language sql stable
as $$
    select not app.moved(e.geom, p.geom) and e.facts ->> 'subject_code' = p.category_code
           and e.risk_level is not distinct from (p.proposed ->> 'risk_level')::integer
           and e.name = p.proposed ->> 'name'
           and e.households is not distinct from (p.proposed ->> 'threatened_households')::integer
           and e.people is not distinct from (p.proposed ->> 'threatened_people')::integer
$$;
comment on function app.says_the_same(situation.element, register.change_proposal) is
    'Whether a village took a settlement over as it was proposed: place, kind, name and figures.';

create function app.village_opinion(proposal uuid) returns text
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    -- What the village's last map that was handed in says. Only where the terrain was what proposed.
    select case when e.review_state = 'not_here'
                then app.say('The village does not agree: ', '村里不认可：') || e.review_reason
                when app.says_the_same(e, p) then app.say('The village agrees', '村里认可')
                else app.say('The village agrees, but says it otherwise: see its map', '村里认可，但另有修改，以村形势图为准') end
      from register.change_proposal p
      join situation.edition d on d.area_code = p.area_code
      join situation.element e on e.edition_uid = d.uid
     where p.uid = proposal and d.state not in ('draft', 'void') and d.retired_at is null
       and e.retired_at is null and e.uid <> p.element_uid and app.settlement_of(e) is not null
       and exists (select from register.terrain_settlement s where s.uid = p.element_uid)
       and (app.settlement_of(e) = p.element_uid or app.same_place(e.geom, p.geom))
     order by d.year desc, d.version desc, e.id desc
     limit 1
$$;
comment on function app.village_opinion(uuid) is
    'What the village says of a proposal from the terrain; NULL while its map is not handed in.';

create function app.waits_in_place_of(proposal uuid) returns uuid
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- Also for those who may not read the village's map.
    select p.uid
      from register.change_proposal q
      join situation.element e on e.uid = q.element_uid
      join register.change_proposal p on p.element_uid = app.settlement_of(e)
     where q.uid = proposal and q.state = 'open' and p.state = 'open' and p.subject_uid is null and q.subject_uid is null
     order by p.id desc
     limit 1
$$;
comment on function app.waits_in_place_of(uuid) is
    'The township''s open proposal from the terrain that a village''s own, which says it otherwise, stands in for.';

create function app.propose_changes() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- When a village submits its map. What is said again, or was rejected in the same words, is not proposed twice.
declare
    stale record;
begin
    for stale in
        select p.uid, p.revision from register.change_proposal p
         where p.edition_uid = new.uid and p.state = 'open' and p.created_by = session_user and p.element_uid is not null
           and not exists (select from app.edition_proposals(new.uid) d
                            where d.element_uid = p.element_uid and d.proposed = p.proposed
                              and d.geom::bytea is not distinct from p.geom::bytea)
    loop
        update register.change_proposal p set state = 'withdrawn', edited_from = stale.revision where p.uid = stale.uid;
    end loop;
    insert into register.change_proposal (area_code, table_name, subject_uid, subject_revision, category_code, proposed,
                                          before, geom, reason, edition_uid, element_uid)
    select new.area_code, d.table_name, d.subject_uid, d.subject_revision, d.code, d.proposed, d.before, d.geom,
           coalesce(nullif(btrim(d.reason), ''),
                    case when app.settlement_of(e) is null then app.say('The village''s map says so', '村形势图修编')
                         when exists (select from register.change_proposal p
                                       where p.element_uid = app.settlement_of(e) and not app.says_the_same(e, p))
                         then app.say('Found from the terrain; the village says it otherwise than the township proposed',
                                      '地形叠合分析建议，村里有修改')
                         else app.say('Found from the terrain, and the village agrees', '地形叠合分析建议，村里认可') end),
           new.uid, d.element_uid
      from app.edition_proposals(new.uid) d join situation.element e on e.uid = d.element_uid
     where not exists (select from register.change_proposal p
                        where p.element_uid = d.element_uid and p.state in ('open', 'rejected') and p.proposed = d.proposed
                          and p.geom::bytea is not distinct from d.geom::bytea)
       -- What the township proposed from the terrain, and the village took as it was, waits already.
       and not exists (select from register.change_proposal p
                        where p.element_uid = app.settlement_of(e) and p.state = 'open' and app.says_the_same(e, p));
    return null;
end
$$;
comment on function app.propose_changes() is 'Makes the proposals of an edition that is submitted.';

create trigger propose_changes after update on situation.edition for each row
    when (new.state = 'submitted' and old.state <> 'submitted') execute function app.propose_changes();

create function app.proposal_list(scope text, states text[])
    returns table (uid uuid, revision integer, area_code text, area_name text, table_name text, subject_uid uuid,
                   subject_revision integer, name text, code text, category_name text, proposed jsonb, before jsonb,
                   present jsonb, geom public.geometry, present_geom public.geometry, reason text, state text,
                   decision text, proposed_by text, proposed_at timestamptz, settled_by text, may_settle boolean,
                   opinion text)
    language sql stable
as $$
    -- Of several proposals for one element only the newest waits.
    select p.uid, p.revision, p.area_code, app.display_name(a.name), p.table_name, p.subject_uid, now.revision,
           coalesce(now.content ->> 'name', p.proposed ->> 'name'), coalesce(now.code, p.category_code),
           coalesce(c.name_zh, s.name_zh), p.proposed, p.before,
           coalesce((select jsonb_object_agg(k, now.content -> k) from jsonb_object_keys(p.proposed) k
                      where now.content ? k), '{}'),
           p.geom, now.geom, p.reason, p.state, p.decision, app.user_name(p.created_by), p.created_at,
           case when p.state <> 'open' then app.user_name(p.changed_by) end,
           p.state = 'open' and p.created_by <> session_user
           and case when p.subject_uid is null then app.my_scope(p.table_name, 'insert') <> 'none'
                    else app.may_change(p.table_name, p.subject_uid) end,
           app.village_opinion(p.uid)
      from register.change_proposal p
      join base.area a on a.code = p.area_code
      left join lateral app.register_version(p.table_name, p.subject_uid) now on p.subject_uid is not null
      left join reference.category c on c.code = coalesce(now.code, p.category_code)
      left join reference.resource_subtype s on s.code = coalesce(now.code, p.category_code)
     where p.retired_at is null and p.state = any (states) and p.area_code >= scope and p.area_code < scope || ':'
       and (p.state <> 'open' or p.element_uid is null
            or not exists (select from register.change_proposal q where q.element_uid = p.element_uid and q.id > p.id))
       -- Nor that of the township while the village's waits, which says otherwise what was found from the terrain.
       and (p.state <> 'open' or p.subject_uid is not null
            or not exists (select from register.change_proposal q
                            where q.state = 'open' and q.area_code = p.area_code and q.id > p.id
                              and app.waits_in_place_of(q.uid) = p.uid))
$$;
comment on function app.proposal_list(text, text[]) is
    'Change proposals of an area in these states: what was, what is now, what is proposed, and whether one may settle it.';

create function app.accept_proposal(proposal uuid, seen integer, subject_seen integer, words text) returns uuid
    language plpgsql set search_path = pg_catalog, public, pg_temp
as $$
-- Under the rights of who accepts: the register's own rules say whether he may. Who
-- changed the thing after it was shown is named, and nothing is written.
declare
    p register.change_proposal;
    fields text[];
    made uuid;
    stood_in_for uuid := app.waits_in_place_of(proposal);
begin
    select * into p from register.change_proposal c where c.uid = proposal;
    if p.uid is null or p.state <> 'open' then
        raise exception using errcode = 'restrict_violation',
            message = app.say('This proposal is settled already', '该变更建议已经办结');
    end if;
    fields := array(select f from unnest(app.proposal_fields(p.table_name)) f where p.proposed ? f);
    made := p.subject_uid;
    if p.subject_uid is null then
        execute format('insert into %s (area_code, %I, geom%s) select $1, $2, $3%s from jsonb_populate_record(null::%1$s, $4) n
                        returning uid',
                       p.table_name::regclass,
                       case p.table_name when 'register.risk_source' then 'category_code' else 'subtype_code' end,
                       (select coalesce(string_agg(format(', %I', f), ''), '') from unnest(fields) f),
                       (select coalesce(string_agg(format(', n.%I', f), ''), '') from unnest(fields) f))
            into made using p.area_code, p.category_code, p.geom, p.proposed;
    elsif p.proposed ? 'retired' then
        execute format('update %s set retired_at = now(), edited_from = $1 where uid = $2', p.table_name::regclass)
            using subject_seen, p.subject_uid;
    else
        execute format('update %s t set geom = coalesce($1, t.geom)%s, edited_from = $2
                          from jsonb_populate_record(null::%1$s, $3) n where t.uid = $4',
                       p.table_name::regclass,
                       (select coalesce(string_agg(format(', %I = n.%1$I', f), ''), '') from unnest(fields) f))
            using p.geom, subject_seen, p.proposed, p.subject_uid;
    end if;
    update register.change_proposal c
       set state = 'accepted', decision = nullif(btrim(words), ''), subject_uid = made, edited_from = seen
     where c.uid = proposal;
    if stood_in_for is not null then
        update register.change_proposal c
           set state = 'accepted', subject_uid = made, edited_from = c.revision,
               decision = app.say('Taken as the village says it', '已按村里的修改采纳')
         where c.uid = stood_in_for;
    end if;
    return made;
end
$$;
comment on function app.accept_proposal(uuid, integer, integer, text) is
    'Writes a proposal into the registers and settles it, from the revisions that were seen; returns the thing.';
