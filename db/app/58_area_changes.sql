-- Areas are added, renamed, merged and split here and nowhere else, so that what
-- hangs on them goes along in the same transaction:
--
--   * risk sources, resources, persons, their phones and duties, open proposals:
--     to the successor; at a split where they stand, without a place to rest_to.
--     Who answers for a thing goes with the thing, who lives in a household with it.
--   * lists by year (facts, grid persons, households to move, 无转移人员): those of
--     the year of the change and later; earlier years stay with the village of then.
--     The facts of merged villages are added up.
--   * natural villages get a code below their new village.
--   * the people who work for a village work for its successors.
--   * editions, ledger batches and kept reports stay: they are of the village of then.
--
-- The version before stands in the history, so a past date shows the old areas.

create function app.area_change_runs() returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- Only the functions below write this table, and they end what they begin.
    select exists (select from base.area_change c where c.running)
$$;
comment on function app.area_change_runs() is 'Whether this transaction is inside a change of areas, which moves rows of others.';

create function app.refuse_area_change(english text, chinese text) returns void
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using errcode = 'check_violation', message = app.say(english, chinese);
end
$$;

create function app.begin_area_change(kind text, from_codes text[], to_codes text[], on_date date, reason text)
    returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '10s'
as $$
declare
    made integer;
    bad text;
begin
    if app.my_scope('base.area', 'update') <> 'all' then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say('Only administrators change the list of areas', '只有系统管理员可以调整行政区划');
    end if;
    if on_date is null or on_date > current_date then
        perform app.refuse_area_change('A change of areas is entered on the day it takes effect, or later',
                                       '区划调整须在生效当天或之后登记');
    end if;
    -- Nobody adds a row to an old village while its rows are on their way.
    lock table base.area, register.risk_source, register.relief_resource, register.affected_area, register.person,
               register.person_phone, register.duty, register.village_fact, register.grid_person,
               register.transfer_household, register.no_transfer, register.change_proposal in share row exclusive mode;
    select c.code into bad from unnest(from_codes) as c (code)
     where not exists (select from base.area a where a.code = c.code and a.retired_at is null
                          and (a.valid_to is null or a.valid_to > current_date)) limit 1;
    if bad is not null then
        perform app.refuse_area_change(format('There is no area %s in force', bad), format('没有在用的区划 %s', bad));
    end if;
    select a.code into bad from base.area a
     where a.code = any (from_codes) and on_date <= a.valid_from limit 1;
    if bad is not null then
        perform app.refuse_area_change(format('Area %s began on or after that day', bad),
                                       format('区划 %s 的启用日期不早于调整日期', bad));
    end if;
    select c.code into bad from unnest(to_codes) as c (code)
     where c.code <> all (from_codes) and exists (select from base.area a where a.code = c.code) limit 1;
    if bad is not null then
        perform app.refuse_area_change(format('Code %s is taken: codes are not used twice', bad),
                                       format('代码 %s 已被占用，代码不可重复使用', bad));
    end if;
    insert into base.area_change (kind, from_codes, to_codes, on_date, reason)
    values (kind, from_codes, to_codes, on_date, nullif(btrim(reason), '')) returning id into made;
    return made;
end
$$;
comment on function app.begin_area_change(text, text[], text[], date, text) is
    'Checks right, day and codes, keeps writers out, and opens the change; returns its id.';

create function app.insert_area(code text, name text, pinyin text, on_date date, geom public.geometry, simulated boolean)
    returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    parent constant text := left(code, case length(code) when 15 then 12 when 12 then 9 when 9 then 6 else 0 end);
begin
    if code !~ '^([0-9]{9}|[0-9]{12}|[0-9]{15})$' then
        perform app.refuse_area_change(
            format('%s is no code: a township has 9 digits, a village 12, a natural village 15', code),
            format('%s 不是区划代码：乡镇 9 位，行政村 12 位，自然村 15 位', code));
    elsif coalesce(btrim(name), '') = '' then
        perform app.refuse_area_change(format('Area %s needs a name', code), format('区划 %s 缺少名称', code));
    elsif not exists (select from base.area a where a.code = parent and a.retired_at is null
                         and (a.valid_to is null or a.valid_to > current_date)) then
        perform app.refuse_area_change(format('There is no area %s in force above %s', parent, code),
                                       format('%s 的上级区划 %s 不存在或已停用', code, parent));
    end if;
    insert into base.area (code, level, parent_code, name, pinyin, valid_from, source, simulated, geom, origin)
    values (code, case length(code) when 9 then 'township' when 12 then 'village' else 'natural_village' end, parent,
            btrim(name), nullif(btrim(pinyin), ''), on_date, 'county', coalesce(simulated, false), geom, 'county');
end
$$;

create function app.add_heirs(old_code text, heirs text[], on_date date, reason text) returns void
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    insert into base.area_successor (from_code, to_code, on_date, reason)
    select old_code, h.code, on_date, reason from unnest(heirs) as h (code);
    insert into reference.user_area (role_name, area_code)
    select u.role_name, h.code from reference.user_area u cross join unnest(heirs) as h (code)
     where u.area_code = old_code
    on conflict do nothing
$$;
comment on function app.add_heirs(text, text[], date, text) is
    'Notes the successors of an area; who worked for it works for them.';

create function app.end_area(code text, successors text[], on_date date, reason text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    update base.area a set valid_to = on_date, origin = 'county', edited_from = a.revision where a.code = end_area.code;
    perform app.add_heirs(code, successors, on_date, reason);
    delete from reference.user_area u where u.area_code = end_area.code;
end
$$;
comment on function app.end_area(text, text[], date, text) is
    'Ends an area; its successors take its place, also in what its people may do.';

create function app.part_at(geom public.geometry, parts text[], otherwise text) returns text
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select case when cardinality(parts) = 1 then parts[1] else coalesce(
        (select a.code from base.area a
          where a.code = any (parts) and a.geom is not null
            and public.st_intersects(a.geom, public.st_pointonsurface(part_at.geom))
          order by a.code limit 1), otherwise) end
$$;
comment on function app.part_at(public.geometry, text[], text) is 'In which of these areas a thing stands; otherwise where it has no place.';

create function app.goes_with(change integer, other uuid, old_code text) returns text
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- At the same level: who answers for a thing of a natural village stays a person of the village.
    select left(m.to_code, length(old_code)) from base.area_move m
     where m.change_id = change and m.row_uid = other and length(m.to_code) >= length(old_code)
     limit 1
$$;
comment on function app.goes_with(integer, uuid, text) is 'Where another row goes in this change; NULL when it stays.';

-- The plan ------------------------------------------------------------------------------

create function app.plan_moves(change integer, old_code text, parts text[], rest_to text, from_year integer) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    other record;
begin
    insert into base.area_move
    select change, 'register.risk_source', r.uid, old_code, app.part_at(r.geom, parts, rest_to)
      from register.risk_source r where r.area_code = old_code and r.retired_at is null
    union all
    select change, 'register.relief_resource', r.uid, old_code, app.part_at(r.geom, parts, rest_to)
      from register.relief_resource r where r.area_code = old_code and r.retired_at is null;
    insert into base.area_move
    select change, 'register.transfer_household', t.uid, old_code,
           coalesce(case when t.geom is not null then app.part_at(t.geom, parts, null) end,
                    app.goes_with(change, t.risk_source_uid, old_code), rest_to)
      from register.transfer_household t
     where t.area_code = old_code and t.year >= from_year and t.retired_at is null;
    -- A person goes with what he answers for, else with the household, else to rest_to.
    insert into base.area_move
    select change, 'register.person', p.uid, old_code,
           coalesce((select min(app.goes_with(change, d.subject_uid, old_code)) from register.duty d
                      where d.person_uid = p.uid and d.retired_at is null),
                    (select min(app.goes_with(change, t.uid, old_code)) from register.transfer_household t
                      where t.householder_uid = p.uid and t.retired_at is null),
                    rest_to)
      from register.person p where p.area_code = old_code and p.retired_at is null;
    insert into base.area_move
    select change, 'register.person_phone', f.uid, old_code,
           coalesce(app.goes_with(change, f.person_uid, old_code), rest_to)
      from register.person_phone f where f.area_code = old_code and f.retired_at is null
    union all
    select change, 'register.duty', d.uid, old_code, m.to_code
      from register.duty d
      join base.area_move m on m.change_id = change and m.row_uid = d.subject_uid
     where d.area_code = old_code and d.retired_at is null
    union all
    select change, 'register.duty', d.uid, old_code,
           coalesce(app.goes_with(change, d.person_uid, old_code), rest_to)
      from register.duty d
     where d.area_code = old_code and d.retired_at is null and d.subject_uid is null
       and (d.year is null or d.year >= from_year)
    union all
    select change, 'register.grid_person', g.uid, old_code,
           coalesce(app.goes_with(change, g.person_uid, old_code), rest_to)
      from register.grid_person g where g.area_code = old_code and g.year >= from_year and g.retired_at is null
    union all
    select change, 'register.change_proposal', p.uid, old_code,
           coalesce(app.goes_with(change, p.subject_uid, old_code), app.part_at(p.geom, parts, rest_to))
      from register.change_proposal p where p.area_code = old_code and p.state = 'open' and p.retired_at is null
    union all
    select change, 'register.file', f.uid, old_code, app.goes_with(change, f.subject_uid, old_code)
      from register.file f
     where f.area_code = old_code and app.goes_with(change, f.subject_uid, old_code) is not null;
    -- Tables that came later: with their thing, else where they stand, else to rest_to.
    for other in
        select t.name, app.has_column(t.name, 'subject_uid') as has_subject, app.has_column(t.name, 'geom') as has_geom
          from app.other_area_tables() as t (name)
    loop
        execute format($query$
            insert into base.area_move
            select $1, %L, o.uid, $2, coalesce(app.goes_with($1, %s, $2), app.part_at(%s, $3, $4))
              from %s o where o.area_code = $2 and o.retired_at is null
            $query$, other.name::text, case when other.has_subject then 'o.subject_uid' else 'null::uuid' end,
            case when other.has_geom then 'o.geom' else 'null::public.geometry' end, other.name)
            using change, old_code, parts, rest_to;
    end loop;
end
$$;
comment on function app.plan_moves(integer, text, text[], text, integer) is
    'Notes for each row that counts under an area which of its parts it goes to.';

create function app.has_column(name regclass, wanted text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select exists (select from pg_attribute where attrelid = name and attname = wanted and not attisdropped)
$$;

create function app.other_area_tables() returns setof regclass
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select t from app.tracked_tables() t
      join pg_class c on c.oid = t
     where c.relnamespace = 'register'::regnamespace and app.has_column(t, 'area_code')
       and c.relname not in ('risk_source', 'relief_resource', 'affected_area', 'person', 'person_phone', 'duty',
                             'village_fact', 'grid_person', 'transfer_household', 'no_transfer', 'change_proposal',
                             'personal_attribute')      -- goes along with its thing by its own trigger
     order by 1
$$;
comment on function app.other_area_tables() is 'Tracked tables of the registers with an area for which plan_moves() has no rule of its own.';

-- The moves -----------------------------------------------------------------------------

create function app.carry_out_moves(change integer) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    moved record;
begin
    delete from base.area_move m where m.change_id = change and m.from_code = m.to_code;
    -- Things first: what names them is checked against the area where they count.
    for moved in
        select m.table_name, to_regclass(m.table_name) in (select app.tracked_tables()) as tracked
          from base.area_move m
         where m.change_id = change and m.to_code is not null
           and m.table_name <> 'register.village_fact'      -- added up already
         group by m.table_name
         order by case m.table_name when 'register.risk_source' then 1 when 'register.relief_resource' then 2
                                    when 'register.person' then 3 else 4 end, m.table_name
    loop
        execute format($query$
            update %s t set area_code = m.to_code %s
              from base.area_move m
             where m.change_id = $1 and m.table_name = %L and m.to_code is not null and t.uid = m.row_uid
            $query$, moved.table_name::regclass, case when moved.tracked then ', edited_from = t.revision' end, moved.table_name)
            using change;
    end loop;
end
$$;

create function app.move_reaches(change integer, old_code text, parts text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- A levee that reached the old village reaches each of its parts, but the one where it counts itself.
declare
    reach record;
    reached text;
    kept integer;
begin
    for reach in
        select f.*, s.area_code as counts_in
          from register.affected_area f
          join app.register_thing s on s.uid = f.subject_uid
         where f.retired_at is null and (f.area_code = old_code or f.subject_area_code <> s.area_code)
         order by f.id
    loop
        if reach.subject_area_code <> reach.counts_in and reach.area_code <> old_code then
            update register.affected_area f
               set subject_area_code = reach.counts_in, edited_from = f.revision,
                   retired_at = case when reach.area_code = reach.counts_in then now() end
             where f.id = reach.id;
            continue;
        end if;
        if reach.area_code <> all (parts) then
            update register.affected_area f
               set subject_area_code = reach.counts_in, retired_at = now(), edited_from = f.revision where f.id = reach.id;
        end if;
        foreach reached in array parts loop
            continue when reached = reach.counts_in or reached = reach.area_code;
            select f.id into kept from register.affected_area f
             where f.subject_uid = reach.subject_uid and f.area_code = reached;
            if kept is null then
                insert into register.affected_area (subject_uid, subject_area_code, area_code)
                values (reach.subject_uid, reach.counts_in, reached);
            elsif exists (select from register.affected_area f where f.id = kept and f.retired_at is not null) then
                update register.affected_area f
                   set retired_at = null, subject_area_code = reach.counts_in, edited_from = f.revision
                 where f.id = kept;
            end if;
        end loop;
    end loop;
end
$$;

create function app.join_facts(change integer, old_codes text[], heir text, from_year integer) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- One row of facts for each year: the sums of what the old villages had. The first row goes on, the others are retired.
declare
    total record;
    kept record;
begin
    for total in
        select f.year, array_agg(f.id order by f.area_code <> heir, f.area_code) as ids,
               sum(f.households) as households, sum(f.registered_population) as registered_population,
               sum(f.resident_population) as resident_population, sum(f.area_km2) as area_km2,
               sum(f.natural_villages) as natural_villages, sum(f.disaster_points) as disaster_points,
               sum(f.affected_people) as affected_people, bool_or(f.simulated) as simulated,
               string_agg(distinct f.terrain, '、') as terrain,
               case when bool_or(f.task_weight = '较重') then '较重' else max(f.task_weight) end as task_weight,
               (array_agg(f.duty_phone order by f.area_code <> heir, f.area_code) filter (where f.duty_phone is not null))[1] as duty_phone
          from register.village_fact f
         where f.area_code = any (old_codes || heir) and f.year >= from_year and f.retired_at is null
         group by f.year
        having bool_or(f.area_code <> heir)
         order by f.year
    loop
        select f.id, f.uid, f.area_code into kept from register.village_fact f
         where f.area_code = heir and f.year = total.year;      -- a retired one too: the year stands once
        if kept.id is null then
            select f.id, f.uid, f.area_code into kept from register.village_fact f where f.id = total.ids[1];
        end if;
        insert into base.area_move
        select change, 'register.village_fact', f.uid, f.area_code, case when f.id = kept.id then heir end
          from register.village_fact f where f.id = any (total.ids) and f.area_code <> heir;
        if exists (select from unnest(total.ids) as id where id <> kept.id) then
            update register.village_fact f set retired_at = now(), edited_from = f.revision
             where f.id = any (total.ids) and f.id <> kept.id;
        end if;
        update register.village_fact f
           set area_code = heir, retired_at = null, households = total.households,
               registered_population = total.registered_population, resident_population = total.resident_population,
               area_km2 = total.area_km2, natural_villages = total.natural_villages, terrain = total.terrain,
               task_weight = total.task_weight, disaster_points = total.disaster_points,
               affected_people = total.affected_people, duty_phone = total.duty_phone, simulated = total.simulated,
               edited_from = f.revision
         where f.id = kept.id;
    end loop;
end
$$;

create function app.join_declarations(change integer, old_codes text[], heirs text[], from_year integer) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- 无转移人员 stands for an heir only when every village that went into it had declared it.
declare
    declared record;
    ended text[] := array(select c from unnest(old_codes) as c where c <> all (heirs));
    heir text;
begin
    for declared in
        select n.year, count(*) = cardinality(old_codes) as by_all, min(n.declared_by) as declared_by
          from register.no_transfer n
         where n.area_code = any (old_codes) and n.year >= from_year and n.retired_at is null
         group by n.year order by n.year
    loop
        insert into base.area_move
        select change, 'register.no_transfer', n.uid, n.area_code, null
          from register.no_transfer n
         where n.area_code = any (case when declared.by_all then ended else old_codes end)
           and n.year = declared.year and n.retired_at is null;
        if exists (select from base.area_move m join register.no_transfer n on n.uid = m.row_uid
                    where m.change_id = change and n.year = declared.year) then
            update register.no_transfer n set retired_at = now(), edited_from = n.revision
              from base.area_move m
             where m.change_id = change and m.row_uid = n.uid and n.year = declared.year;
        end if;
        foreach heir in array case when declared.by_all then heirs else '{}' end loop
            if exists (select from register.no_transfer n where n.area_code = heir and n.year = declared.year
                          and n.retired_at is not null) then
                update register.no_transfer n set retired_at = null, edited_from = n.revision
                 where n.area_code = heir and n.year = declared.year;
            elsif not exists (select from register.no_transfer n where n.area_code = heir and n.year = declared.year) then
                insert into register.no_transfer (area_code, year, declared_by) values (heir, declared.year, declared.declared_by);
            end if;
        end loop;
    end loop;
end
$$;

create function app.move_natural_villages(change integer, old_code text, parts text[], rest_to text, on_date date, reason text)
    returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
-- A natural village keeps its name and its last three digits where these are free.
declare
    child record;
    heir text;
    new_code text;
begin
    for child in
        select a.* from base.area a
         where a.parent_code = old_code and a.retired_at is null and a.level = 'natural_village'
           and (a.valid_to is null or a.valid_to > on_date)
         order by a.code
    loop
        heir := app.part_at(child.geom, parts, rest_to);
        continue when heir = old_code;
        select heir || lpad(n::text, 3, '0') into new_code
          from (select right(child.code, 3)::integer as n, 0 as sort
                union all select n, 1 from generate_series(1, 999) as n) as free
         where not exists (select from base.area a where a.code = heir || lpad(free.n::text, 3, '0'))
         order by free.sort, free.n limit 1;
        if new_code is null then
            perform app.refuse_area_change(format('%s has no code left for its natural villages', heir),
                                           format('%s 的自然村代码已用完', heir));
        end if;
        perform app.insert_area(new_code, child.name, child.pinyin, on_date, child.geom, child.simulated);
        perform app.end_area(child.code, array[new_code], on_date, reason);
        perform app.plan_moves(change, child.code, array[new_code], new_code, extract(year from on_date)::integer);
    end loop;
end
$$;

create function app.end_area_change(change integer, parts text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    made base.area_change;
    ended record;
begin
    select c.* into made from base.area_change c where c.id = change;
    perform app.carry_out_moves(change);
    for ended in
        select old.code, parts as heirs from unnest(made.from_codes) as old (code)
        union all
        select s.from_code, array[s.to_code] from base.area_successor s
         where s.on_date = made.on_date and length(s.from_code) = 15 and left(s.from_code, 12) = any (made.from_codes)
           and left(s.to_code, 12) = any (parts)
    loop
        perform app.move_reaches(change, ended.code, ended.heirs);
    end loop;
    update base.area_change c set running = false where c.id = change;
end
$$;

-- What a person does ----------------------------------------------------------------------

create function app.add_area(code text, name text, pinyin text, on_date date, reason text default null,
                             geom public.geometry default null) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    change constant integer := app.begin_area_change('add', '{}', array[code], on_date, reason);
begin
    perform app.insert_area(code, name, pinyin, on_date, geom, false);
    update base.area_change c set running = false where c.id = change;
    return change;
end
$$;
comment on function app.add_area(text, text, text, date, text, public.geometry) is
    'Adds a township, village or natural village; returns the id of the change.';

create function app.rename_area(code text, new_name text, new_pinyin text, on_date date, reason text default null)
    returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    change constant integer := app.begin_area_change('rename', array[code], array[code], on_date, reason);
begin
    if coalesce(btrim(new_name), '') = '' then
        perform app.refuse_area_change(format('Area %s needs a name', code), format('区划 %s 缺少名称', code));
    end if;
    update base.area a
       set former_names = array_append(array_remove(a.former_names, btrim(new_name)), a.name), name = btrim(new_name),
           pinyin = nullif(btrim(new_pinyin), ''), origin = 'county', edited_from = a.revision
     where a.code = rename_area.code and a.name <> btrim(new_name);
    update base.area_change c set running = false where c.id = change;
    return change;
end
$$;
comment on function app.rename_area(text, text, text, date, text) is
    'Gives an area a new name; the old one still finds it. Returns the id of the change.';

create function app.merge_areas(old_codes text[], new_code text, new_name text, new_pinyin text, on_date date,
                                reason text default null) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    change integer;
    old_code text;
    whole public.geometry;
    made_up boolean;
begin
    old_codes := array(select distinct c from unnest(old_codes) as c order by 1);
    if cardinality(old_codes) < 2 or exists (select from unnest(old_codes || new_code) as c where length(c) <> 12) then
        perform app.refuse_area_change('A merger takes two villages or more (12 digits each)', '合并须选择两个以上行政村（代码 12 位）');
    end if;
    change := app.begin_area_change('merge', old_codes, array[new_code], on_date, reason);
    -- Areas without a boundary leave the union unknown rather than too small.
    select case when bool_and(a.geom is not null) then public.st_multi(public.st_union(a.geom)) end, bool_or(a.simulated)
      into whole, made_up
      from base.area a where a.code = any (old_codes);
    if new_code = any (old_codes) then
        update base.area a
           set geom = whole, simulated = made_up, name = btrim(new_name), pinyin = nullif(btrim(new_pinyin), ''),
               former_names = case when a.name = btrim(new_name) then a.former_names else array_append(a.former_names, a.name) end,
               origin = 'county', edited_from = a.revision
         where a.code = new_code;
    else
        perform app.insert_area(new_code, new_name, new_pinyin, on_date, whole, made_up);
    end if;
    foreach old_code in array array_remove(old_codes, new_code) loop
        perform app.move_natural_villages(change, old_code, array[new_code], new_code, on_date, reason);
        perform app.end_area(old_code, array[new_code], on_date, reason);
        perform app.plan_moves(change, old_code, array[new_code], new_code, extract(year from on_date)::integer);
    end loop;
    perform app.join_facts(change, old_codes, new_code, extract(year from on_date)::integer);
    perform app.join_declarations(change, old_codes, array[new_code], extract(year from on_date)::integer);
    perform app.end_area_change(change, array[new_code]);
    return change;
end
$$;
comment on function app.merge_areas(text[], text, text, text, date, text) is
    'Merges villages into one, which has a new code or keeps one of theirs; returns the id of the change.';

create function app.split_area(old_code text, parts jsonb, rest_to text, on_date date, reason text default null)
    returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- parts: [{"code": ..., "name": ..., "pinyin": ..., "geom": hexadecimal WKB or null}, ...]
declare
    new_codes constant text[] := array(select p ->> 'code' from jsonb_array_elements(parts) as p);
    change integer;
    part record;
begin
    if cardinality(new_codes) < 2 or (select count(distinct c) from unnest(new_codes) as c) < cardinality(new_codes)
       or exists (select from unnest(new_codes || old_code) as c where c is null or length(c) <> 12) then
        perform app.refuse_area_change('A village is split into two or more, each with its own code (12 digits)',
                                       '拆分须分为两个以上行政村，代码各不相同（12 位）');
    elsif rest_to is null or rest_to <> all (new_codes) then
        perform app.refuse_area_change('One of the new villages must take what has no place on the map',
                                       '须指定由哪个新村接收没有坐标的记录');
    end if;
    change := app.begin_area_change('split', array[old_code], new_codes, on_date, reason);
    for part in
        select p.*, case when p.geom is not null then
                   public.st_multi(public.st_setsrid(public.st_geomfromwkb(decode(p.geom, 'hex')), 4490)) end as shape,
               (select a.simulated from base.area a where a.code = old_code) as made_up
          from jsonb_to_recordset(parts) as p (code text, name text, pinyin text, geom text)
         order by p.code
    loop
        if part.code = old_code then
            update base.area a
               set geom = coalesce(part.shape, a.geom), name = btrim(part.name), pinyin = nullif(btrim(part.pinyin), ''),
                   former_names = case when a.name = btrim(part.name) then a.former_names else array_append(a.former_names, a.name) end,
                   origin = 'county', edited_from = a.revision
             where a.code = old_code;
        else
            perform app.insert_area(part.code, part.name, part.pinyin, on_date, part.shape, part.made_up);
        end if;
    end loop;
    perform app.move_natural_villages(change, old_code, new_codes, rest_to, on_date, reason);
    if old_code = any (new_codes) then
        perform app.add_heirs(old_code, array_remove(new_codes, old_code), on_date, reason);
    else
        perform app.end_area(old_code, new_codes, on_date, reason);
    end if;
    perform app.plan_moves(change, old_code, new_codes, rest_to, extract(year from on_date)::integer);
    if rest_to <> old_code then
        perform app.join_facts(change, array[old_code], rest_to, extract(year from on_date)::integer);
    end if;
    perform app.join_declarations(change, array[old_code], new_codes, extract(year from on_date)::integer);
    perform app.end_area_change(change, new_codes);
    return change;
end
$$;
comment on function app.split_area(text, jsonb, text, date, text) is
    'Splits a village; what has no place on the map goes to rest_to. Returns the id of the change.';

create function app.editions_in_work(codes text[]) returns bigint
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- A number and nothing else: who changes areas need not read drafts.
    select count(*) from situation.edition e
     where e.area_code = any (codes) and e.retired_at is null and e.state not in ('published', 'archived', 'void')
$$;
comment on function app.editions_in_work(text[]) is 'How many situation maps of these areas are not finished.';
