-- Somebody who stands in the register twice becomes one person again: what is in
-- force and names the one names the other from then on, the one is retired, and
-- merged_into says who stands for both. Everything is written under the writer's own
-- rights; what these hide is looked for by the owner first, so that nobody is merged
-- by halves. All rows bear one change_uid, which is how a merger is taken back.

create function app.naming_persons() returns table (table_name regclass, columns text[])
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select c.conrelid::regclass, array_agg(a.attname::text order by a.attnum)
      from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'register.person'::regclass and c.conrelid <> c.confrelid
     group by c.conrelid
     -- A department's right to a phone hangs on the duties: phones first.
     order by c.conrelid <> 'register.person_phone'::regclass, c.conrelid::regclass::text
$$;
comment on function app.naming_persons() is 'The tables that name persons, and in which columns.';

create function app.refuse_merger(code text, english text, chinese text) returns void
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using errcode = code, message = app.say(english, chinese), schema = 'register', table = 'person';
end
$$;

create function app.check_own_person(person uuid) returns void
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    seen constant text := app.scope_condition('register.person', app.my_scope('register.person', 'select'));
    written constant text := app.scope_condition('register.person', app.my_scope('register.person', 'update'));
    found record;
begin
    execute format('select name, (%s) is true as written from register.person where uid = $1 and (%s)',
                   coalesce(written, 'false'), coalesce(seen, 'false')) into found using person;
    if found.name is null then
        perform app.refuse_merger('insufficient_privilege', 'A person is not there, or you may not see them',
                                  '人员不存在，或您无权查看');
    elsif not found.written then
        perform app.refuse_merger('insufficient_privilege', format('You may not change the person %s', found.name),
                                  format('您无权修改人员“%s”', found.name));
    end if;
end
$$;
comment on function app.check_own_person(uuid) is 'Refuses a person whom the signed-in one may not see and change.';

create function app.check_own_places(person uuid, change uuid) returns void
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
-- Where the person is named now; with a change, what that change wrote.
declare
    place record;
    foreign_place record;
begin
    for place in select * from app.naming_persons() loop
        execute format('select a.name from %1$s t join base.area a on a.code = t.area_code
                         where t.id = (select id from %1$s where (%2$s) and (%3$s) is not true limit 1)',
                       place.table_name,
                       case when change is null then format('retired_at is null and $1 in (%s)', array_to_string(place.columns, ', '))
                            else 'change_uid = $2' end,
                       coalesce(app.scope_condition(place.table_name, app.my_scope(place.table_name::text, 'update')), 'false'))
            into foreign_place using person, change;
        if foreign_place.name is not null then
            perform app.refuse_merger('insufficient_privilege',
                format('This person is also named in %s of %s, which you may not change', place.table_name, foreign_place.name),
                format('该人员还出现在%s的%s中，您无权修改', foreign_place.name,
                       case place.table_name::text when 'register.duty' then '责任人名单' when 'register.person_phone' then '电话'
                            when 'register.grid_person' then '网格责任人名单' when 'register.transfer_household' then '转移人员清单'
                            else place.table_name::text end));
        end if;
    end loop;
end
$$;
comment on function app.check_own_places(uuid, uuid) is
    'Refuses when a person is named (or a merger wrote) where the signed-in one may not write, hidden or not.';

create function app.what_is_said(of_row jsonb, named text[]) returns jsonb
    language sql stable set search_path = pg_catalog, pg_temp
as $$ select jsonb_strip_nulls(of_row - app.bookkeeping() - named - 'review_state'::text) $$;

create function app.name_another(place regclass, columns text[], kept uuid, merged uuid, change uuid) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    doubled integer[];
    named integer[];
begin
    execute format('select array(select id from %s where retired_at is null and $1 in (%s) order by id for update)',
                   place, array_to_string(columns, ', ')) into named using merged;
    -- A row that is there only for its person, and says nothing that the other has not said already, is retired.
    if columns = '{person_uid}' then
        execute format('select array(select m.id from %1$s m
                                      where m.id = any ($1) and exists (
                                            select from %1$s k where k.person_uid = $2 and k.retired_at is null
                                               and app.what_is_said(to_jsonb(k), $3) @> app.what_is_said(to_jsonb(m), $3)))', place)
            into doubled using named, kept, columns;
        if doubled <> '{}' then
            execute format('update %s set retired_at = now(), edited_from = revision, change_uid = $2 where id = any ($1)', place)
                using doubled, change;
        end if;
        named := array(select id from unnest(named) as id where id <> all (doubled));
    end if;
    if named <> '{}' then
        execute format('update %s set %s, edited_from = revision, change_uid = $4 where id = any ($1)', place,
                       (select string_agg(format('%1$I = case when %1$I = $2 then $3 else %1$I end', name), ', ')
                          from unnest(columns) as name)) using named, merged, kept, change;
    end if;
end
$$;

create function app.merge_persons(kept uuid, merged uuid, outdated uuid[] default '{}') returns uuid
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
-- outdated: phones of the two that no longer hold; they are retired with the merger.
declare
    change constant uuid := gen_random_uuid();
    one register.person;
    other register.person;
    place record;
begin
    perform app.check_own_person(kept), app.check_own_person(merged);
    -- In one order; whoever is about to name one of the two waits for us (foreign keys).
    perform from register.person p where p.uid in (kept, merged) order by p.uid for update;
    select p.* into one from register.person p where p.uid = kept;
    select p.* into other from register.person p where p.uid = merged;
    if kept = merged or one.retired_at is not null or other.retired_at is not null then
        perform app.refuse_merger('check_violation', 'Two persons in force are merged; one of these is retired, or they are the same',
                                  '只能合并两个在册人员：其中一人已停用，或两者是同一条记录');
    elsif (one.name, one.area_code) <> (other.name, other.area_code) then
        perform app.refuse_merger('check_violation', format('%s and %s are not of one name and one area', one.name, other.name),
                                  format('“%s”与“%s”姓名或所属区划不同，不能合并', one.name, other.name));
    end if;
    perform app.check_own_places(merged, null);
    if exists (select from register.person_phone f where f.uid = any (outdated) and f.person_uid in (kept, merged) and f.retired_at is null) then
        update register.person_phone f set retired_at = now(), edited_from = f.revision, change_uid = change
         where f.uid = any (outdated) and f.person_uid in (kept, merged) and f.retired_at is null;
    end if;
    if (one.organisation is null and other.organisation is not null) or (one.title is null and other.title is not null)
       or (one.note is null and other.note is not null) then
        update register.person p
           set organisation = coalesce(p.organisation, other.organisation), title = coalesce(p.title, other.title),
               note = coalesce(p.note, other.note), edited_from = p.revision, change_uid = change
         where p.uid = kept;
    end if;
    update register.person p set retired_at = now(), merged_into = kept, edited_from = p.revision, change_uid = change
     where p.uid = merged;
    for place in select * from app.naming_persons() loop
        perform app.name_another(place.table_name, place.columns, kept, merged, change);
    end loop;
    return change;
end
$$;
comment on function app.merge_persons(uuid, uuid, uuid[]) is
    'Lets one person stand for two of the same name and area; returns the change_uid of all rows that it wrote.';

create function app.refuse_changed_since(change uuid) returns void
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    place record;
    changed record;
begin
    for place in select table_name from app.naming_persons() union all select 'register.person'::regclass loop
        execute format('select app.user_name(superseded_by) as who, to_char(upper(period) at time zone ''Asia/Shanghai'',
                                                                            ''YYYY-MM-DD HH24:MI'') as at
                          from history.%I where change_uid = $1 limit 1',
                       (select relname from pg_class where oid = place.table_name)) into changed using change;
        if changed.who is not null then
            perform app.refuse_merger('check_violation',
                format('%s changed what the merger wrote, at %s: it cannot be taken back as a whole', changed.who, changed.at),
                format('%s 于 %s 修改了合并后的记录，合并已不能整体撤销', changed.who, changed.at));
        end if;
    end loop;
end
$$;

create function app.part_persons(merged uuid) returns uuid
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
-- Everything that the merger wrote says again what it said before; what came later stays with the other.
declare
    parted constant uuid := gen_random_uuid();
    other register.person;
    place record;
    written integer[];
begin
    perform app.check_own_person(merged);
    select p.* into other from register.person p where p.uid = merged for update;
    if other.retired_at is null or other.merged_into is null or other.change_uid is null then
        perform app.refuse_merger('check_violation', 'This person was not merged into another', '该人员没有被并入他人');
    end if;
    perform app.check_own_person(other.merged_into);
    perform app.check_own_places(merged, other.change_uid);
    perform app.refuse_changed_since(other.change_uid);
    -- Persons first: nothing may name somebody who is merged.
    for place in
        select 'register.person'::regclass as table_name, '{organisation,title,note}'::text[] as columns
        union all
        select n.table_name, n.columns from app.naming_persons() n
    loop
        execute format('select array(select id from %s where change_uid = $1 order by id for update)', place.table_name)
            into written using other.change_uid;
        continue when written = '{}';
        execute format('update %s t set %s, retired_at = h.retired_at, edited_from = t.revision, change_uid = $2
                          from history.%I h where t.id = any ($1) and h.uid = t.uid and h.revision = t.revision - 1',
                       place.table_name,
                       (select string_agg(format('%1$I = h.%1$I', name), ', ') from unnest(place.columns) as name),
                       (select relname from pg_class where oid = place.table_name)) using written, parted;
    end loop;
    return other.merged_into;
end
$$;
comment on function app.part_persons(uuid) is
    'Takes a merger back, as long as nobody has changed what it wrote; returns the person who had stood for both.';

create function app.forget_merger() returns trigger language plpgsql
as $$
begin
    new.merged_into := null;
    return new;
end
$$;
comment on function app.forget_merger() is 'Somebody in force stands for himself: restored, he is merged into nobody.';

-- After track_insert and track_update, which settle whether the row is retired.
create trigger z_forget_merger before insert or update on register.person for each row
    when (new.merged_into is not null and new.retired_at is null) execute function app.forget_merger();
