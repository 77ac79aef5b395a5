-- Rights are data: reference.rights says for each kind of user, table and
-- operation which rows; grants and policies are made from it by apply_rights().
--
-- Scopes
--   none                   no grant at all
--   all                    every row; its policy is `using (true)`, so that GiST stays usable
--   visible_area           own areas, the own township, the county's own level, and what reaches into own areas
--   own_area               own areas with descendants and predecessors
--   own_area_and_category  both; persons and phones: those with a duty for an own category, or written by oneself
--   own_post               posts of an own area itself, not the duties for a risk source or resource
--   own_record             written by oneself
--   own_report             an own area's report, of the own department (app.own_departments)
--   own_area_or_record     either
--   published              published and archived editions of the visible areas, and what stands in them
--   own_area_or_published  either
--   own_batch              rows of the ledger batches that one may see
--   image_in_visible_area  photographs of visible areas, and one's own files
--
-- Tracked tables: an UPDATE or DELETE reaches every row that one may read, and the
-- trigger refuse_foreign_rows refuses the statement when one of them may not be
-- written. A policy would leave such rows out without a word.

create function app.kinds() returns text[]
    language sql immutable parallel safe
as $$
    select array['viewer', 'county_viewer', 'village_compiler', 'township_reviewer',
                 'department_owner', 'county_editor', 'county_approver', 'administrator']
$$;
comment on function app.kinds() is 'The kinds of users; county_viewer is a viewer whose scope is the whole county.';

create function app.group_role(kind text) returns name
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    -- Roles belong to the cluster, hence the database in the name (63 bytes at most).
    select case when octet_length(full_name) <= 63 then full_name
                else left(full_name, 54) || '_' || left(md5(current_database()), 8) end::name
      from (select 'floodmap_' || kind || '_' || current_database() as full_name) as n
$$;
comment on function app.group_role(text) is 'The group role of a kind of user in this database.';

create function app.area_column(table_name regclass) returns text
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    -- What reaches into other areas belongs to the area where its subject counts.
    select attname from pg_attribute
     where attrelid = table_name and attname in ('subject_area_code', 'area_code') and not attisdropped
     order by attname desc limit 1
$$;

create function app.category_column(table_name regclass) returns text
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select attname from pg_attribute
     where attrelid = table_name and attname in ('category_code', 'subtype_code') and not attisdropped
$$;

create function app.signer_column(table_name regclass) returns text
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select attname from pg_attribute
     where attrelid = table_name and not attisdropped
       and attname in ('created_by', 'imported_by', 'checked_by', 'logged_by', 'applied_by', 'made_by', 'role_name')
     order by attname = 'role_name' desc limit 1
$$;

create function app.scope_condition(table_name regclass, scope text) returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
-- Areas are compared with an array that a sub-select makes once per statement: the
-- measured form. History tables have the names and columns of the tracked ones.
declare
    subject constant text := (select relname from pg_class where oid = table_name);
    -- Joined with ||, so that a missing column makes the whole condition NULL.
    area constant text := quote_ident(app.area_column(table_name));
    mine constant text := quote_ident(app.signer_column(table_name)) || ' = session_user::text';
    own_area constant text := area || ' = any ((select app.editable_areas())::text[])';
    seen_area constant text := area || ' = any ((select app.visible_areas())::text[])';
    own_category constant text := quote_ident(app.category_column(table_name))
                                  || ' = any ((select app.editable_categories())::text[])';
    person constant text := case subject when 'person' then 'uid' else 'person_uid' end;
    superseded constant boolean := (select relnamespace = 'history'::regnamespace from pg_class where oid = table_name);
begin
    return case scope
        when 'all' then 'true'
        when 'own_area' then own_area
        when 'own_record' then mine
        when 'own_report' then own_area || ' and department_code = any ((select app.own_departments())::text[])'
        when 'own_area_or_record' then own_area || ' or ' || mine
        when 'own_post' then own_area || ' and subject_uid is null'
        when 'own_batch' then 'batch_uid = any ((select app.own_batches())::uuid[])'
        when 'image_in_visible_area' then seen_area || ' and media_type like ''image/%'' or ' || mine
        when 'visible_area' then case
            when subject in ('risk_source', 'relief_resource')
                then seen_area || ' or uid = any ((select app.visible_uids())::uuid[])'
            when subject = 'affected_area'
                then seen_area || ' or area_code = any ((select app.visible_areas())::text[])'
            else seen_area end
        when 'own_area_and_category' then case
            when subject in ('person', 'person_phone')
                then own_area || ' and (' || person || ' = any ((select app.own_category_persons())::uuid[]) or ' || mine || ')'
            when subject = 'affected_area'
                then own_area || ' and app.is_own_category_subject(subject_uid)'
            when subject = 'verification_task'
                then own_area || ' and codes <@ (select app.editable_categories())::text[]'
            else own_area || ' and ' || own_category end
        when 'published' then case
            when subject = 'edition' then seen_area || ' and state in (''published'', ''archived'')'
            -- What was changed or struck out before the publication was never published.
            when superseded then 'false'
            -- Written by the publication itself; nothing in it is ever retired.
            when subject = 'edition_symbol' then 'edition_uid = any ((select app.published_editions())::uuid[])'
            else 'edition_uid = any ((select app.published_editions())::uuid[]) and retired_at is null' end
        when 'own_area_or_published' then
            own_area || ' or ' || app.scope_condition(table_name, 'published')
    end;
end
$$;
comment on function app.scope_condition(regclass, text) is
    'The SQL condition of a scope on a table; NULL when the scope is unknown or the table lacks what it asks for.';

-- A statement that reaches rows one may read but not write is refused as a whole.

create function app.my_scope(table_name text, operation text) returns text
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    select case m.kind when 'owner' then 'all' else coalesce(r.scope, 'none') end
      from app.me() m
      left join reference.rights r
        on r.role_kind = m.kind and r.table_name = my_scope.table_name and r.operation = my_scope.operation
$$;
comment on function app.my_scope(text, text) is 'The scope of the signed-in person for an operation on schema.table.';

create function app.refuse_foreign_rows() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    scope constant text := app.my_scope(tg_table_schema || '.' || tg_table_name, 'update');
    area constant text := app.area_column(tg_relid);
    foreign_row record;
begin
    if scope = 'all' or app.area_change_runs() then
        return null;
    end if;
    execute format('select uid, %s as area_code from old_rows where (%s) is not true limit 1',
                   coalesce(quote_ident(area), 'null::text'),
                   coalesce(app.scope_condition(tg_relid, scope), 'false'))
        into foreign_row;
    if foreign_row.uid is not null then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say(
                format('You may not change this row of %s.%s (%s, area %s)',
                       tg_table_schema, tg_table_name, foreign_row.uid, foreign_row.area_code),
                format('您无权修改 %s.%s 的这条记录（%s，区划 %s）',
                       tg_table_schema, tg_table_name, foreign_row.uid, foreign_row.area_code)),
            detail = json_build_object('uid', foreign_row.uid, 'area_code', foreign_row.area_code)::text,
            table = tg_table_name, schema = tg_table_schema;
    end if;
    return null;
end
$$;
comment on function app.refuse_foreign_rows() is 'Refuses an UPDATE that touched a row which the person may read but not write (42501).';

-- Words for what the policies would refuse with "new row violates row-level
-- security policy". They explain and do not protect: the policy stands behind them.
-- The statement trigger leaves the patterns; the row triggers' WHEN costs nearly nothing.

create function app.own_area_pattern() returns text
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select '^(' || coalesce(string_agg(p.prefix, '|'), '-') || ')'
      from (select unnest(m.areas) as prefix from app.me() m
            union
            select s.from_code from base.area_successor s where s.from_code = any (app.own_areas())) as p
$$;

create function app.prepare_words() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    operation constant text := lower(tg_op);
    setting constant text := format('floodmap.%s_%s', operation, tg_table_name);
    scope constant text := app.my_scope(tg_table_schema || '.' || tg_table_name, operation);
begin
    perform set_config(setting || '_areas',
                       case when scope in ('own_area', 'own_area_and_category', 'own_post', 'own_area_or_published')
                            then app.own_area_pattern() else '' end, true);
    perform set_config(setting || '_categories',
                       case when scope = 'own_area_and_category' and app.category_column(tg_relid) is not null
                            then (select '^(' || coalesce(string_agg(prefix, '|'), '-') || ')'
                                    from app.me() m, unnest(m.categories) as prefix)
                            else '' end, true);
    return null;
end
$$;

create function app.refuse_area() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    refused constant text := to_jsonb(new) ->> tg_argv[0];
begin
    raise exception using errcode = 'insufficient_privilege',
        message = app.say(
            format('You may not write in %s.%s for area %s %s', tg_table_schema, tg_table_name, refused,
                   (select a.name from base.area a where a.code = refused)),
            format('您无权在 %s.%s 中填写区划 %s %s 的记录', tg_table_schema, tg_table_name, refused,
                   (select a.name from base.area a where a.code = refused))),
        detail = json_build_object('uid', new.uid, 'area_code', refused)::text,
        table = tg_table_name, schema = tg_table_schema;
end
$$;

create function app.refuse_category() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    refused constant text := to_jsonb(new) ->> tg_argv[0];
    refused_name constant text := coalesce((select c.name_zh from reference.category c where c.code = refused),
                                           (select s.name_zh from reference.resource_subtype s where s.code = refused));
begin
    raise exception using errcode = 'insufficient_privilege',
        message = app.say(
            format('You may not write in %s.%s for category %s %s', tg_table_schema, tg_table_name, refused, refused_name),
            format('您无权在 %s.%s 中填写类别 %s %s 的记录', tg_table_schema, tg_table_name, refused, refused_name)),
        detail = json_build_object('uid', new.uid, 'category_code', refused)::text,
        table = tg_table_name, schema = tg_table_schema;
end
$$;

do $$
declare
    tracked record;
    operation text;
begin
    for tracked in
        select t.oid::regclass as name, c.relname, app.area_column(t.oid) as area, app.category_column(t.oid) as category
          from app.tracked_tables() as t (oid) join pg_class c on c.oid = t.oid
    loop
        execute format('create trigger b_refuse_foreign_rows after update on %s referencing old table as old_rows
                        for each statement %s execute function app.refuse_foreign_rows()', tracked.name,
                       case when tracked.relname in ('duty', 'affected_area') then 'when (not app.acts_as_owner())' end);
        foreach operation in array array['insert', 'update'] loop
            if tracked.area is not null then
                execute format('create trigger prepare_words_%s before %1$s on %s
                                for each statement execute function app.prepare_words()', operation, tracked.name);
                execute format('create trigger refuse_area_%s before %1$s on %s for each row
                                when (new.%I !~ current_setting(%L, true)) execute function app.refuse_area(%L)',
                               operation, tracked.name, tracked.area,
                               format('floodmap.%s_%s_areas', operation, tracked.relname), tracked.area);
            end if;
            if tracked.category is not null then
                execute format('create trigger refuse_category_%s before %1$s on %s for each row
                                when (new.%I !~ current_setting(%L, true)) execute function app.refuse_category(%L)',
                               operation, tracked.name, tracked.category,
                               format('floodmap.%s_%s_categories', operation, tracked.relname), tracked.category);
            end if;
        end loop;
    end loop;
end
$$;
