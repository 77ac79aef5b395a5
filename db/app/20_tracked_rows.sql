-- What every tracked row promises: it has a revision, nobody overwrites what he
-- has not seen, a refused write never looks like success, nothing is deleted.

create function app.tracked_tables() returns setof regclass
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select c.oid::regclass
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('base', 'register', 'situation') and c.relkind = 'r'
       and exists (select from pg_attribute a
                    where a.attrelid = c.oid and a.attname = 'edited_from' and not a.attisdropped)
     order by n.nspname, c.relname
$$;
comment on function app.tracked_tables() is 'The tables made like reference.tracked_row.';

-- Row triggers without a SET clause: it would cost more than the trigger itself
-- over 100,000 rows, and they name nothing outside pg_catalog and app.

create function app.track_insert() returns trigger language plpgsql
as $$
begin
    new.revision := 1;
    new.edited_from := null;
    new.created_at := now();
    new.created_by := session_user;
    new.changed_at := now();
    new.changed_by := session_user;
    new.retired_at := null;
    new.retired_by := null;
    return new;
end
$$;

create function app.track_update() returns trigger language plpgsql
as $$
begin
    if new.edited_from is null then
        raise exception using errcode = 'not_null_violation',
            message = app.say(
                format('An update of %s.%s must say in edited_from which revision it started from',
                       tg_table_schema, tg_table_name),
                format('修改 %s.%s 必须在 edited_from 中注明所依据的版本', tg_table_schema, tg_table_name)),
            table = tg_table_name, schema = tg_table_schema;
    end if;
    if new.edited_from <> old.revision then
        raise exception using errcode = 'serialization_failure',
            message = app.say(
                format('%s changed this row at %s (revision %s; yours is %s)', app.user_name(old.changed_by),
                       to_char(old.changed_at, 'YYYY-MM-DD HH24:MI:SS'), old.revision, new.edited_from),
                format('%s 已于 %s 修改了这条记录（现为第 %s 版，您依据的是第 %s 版）', app.user_name(old.changed_by),
                       to_char(old.changed_at, 'YYYY-MM-DD HH24:MI:SS'), old.revision, new.edited_from)),
            detail = json_build_object('uid', old.uid, 'revision', old.revision, 'edited_from', new.edited_from,
                                       'changed_by', old.changed_by, 'changed_at', old.changed_at)::text,
            table = tg_table_name, schema = tg_table_schema;
    end if;
    if (new.uid, new.created_at, new.created_by) is distinct from (old.uid, old.created_at, old.created_by) then
        raise exception using errcode = 'restrict_violation',
            message = app.say('uid, created_at and created_by of a row never change',
                              '记录的 uid、创建时间和创建人不可更改'),
            table = tg_table_name, schema = tg_table_schema;
    end if;
    new.revision := old.revision + 1;
    new.edited_from := null;
    -- A later transaction may have begun earlier: a period never runs backwards.
    new.changed_at := greatest(now(), old.changed_at);
    new.changed_by := session_user;
    -- Left as it was, it would credit this version to the command that made the last one.
    if new.change_uid is not distinct from old.change_uid then
        new.change_uid := null;
    end if;
    if new.retired_at is null then
        new.retired_by := null;
    elsif old.retired_at is null then
        new.retired_at := new.changed_at;
        new.retired_by := session_user;
    else
        new.retired_at := old.retired_at;
        new.retired_by := old.retired_by;
    end if;
    return new;
end
$$;
comment on function app.track_update() is
    'Refuses an update without edited_from and one from a stale revision (40001, naming who changed the row and when).';

create function app.refuse_empty_update() returns trigger language plpgsql
as $$
begin
    -- Row level security hides a row instead of refusing it; QGIS would report success.
    if not exists (select from new_rows) then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say(
                format('Nothing was changed in %s.%s: the row is not there, or you may not change it',
                       tg_table_schema, tg_table_name),
                format('%s.%s 未作任何修改：记录不存在，或您无权修改', tg_table_schema, tg_table_name)),
            table = tg_table_name, schema = tg_table_schema;
    end if;
    return null;
end
$$;

-- DELETE retires. The row trigger leaves a mark, because for a statement whose
-- row triggers return NULL the transition table is empty although all went well.

create function app.retire_begin() returns trigger language plpgsql
as $$
begin
    perform set_config('floodmap.retired', '', true);
    return null;
end
$$;

create function app.retire_row() returns trigger language plpgsql
as $$
begin
    if old.retired_at is null then
        execute format('update %I.%I set retired_at = now(), edited_from = $1 where id = $2',
                       tg_table_schema, tg_table_name)
            using old.revision, old.id;
    end if;
    perform set_config('floodmap.retired', 'yes', true);
    return null;
end
$$;

create function app.retire_end() returns trigger language plpgsql
as $$
begin
    if current_setting('floodmap.retired', true) is distinct from 'yes' then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say(
                format('Nothing was deleted in %s.%s: the row is not there, or you may not delete it',
                       tg_table_schema, tg_table_name),
                format('%s.%s 未删除任何记录：记录不存在，或您无权删除', tg_table_schema, tg_table_name)),
            table = tg_table_name, schema = tg_table_schema;
    end if;
    return null;
end
$$;

-- An open map in another office refreshes. The payload is a uid and nothing else,
-- because anyone may listen; a change of many rows is told once, by the nil uid.

create function app.notify_change() returns trigger language plpgsql
as $$
declare
    changed uuid[] := array(select n.uid from new_rows n limit 51);
begin
    if cardinality(changed) > 50 then
        perform pg_notify('floodmap', '00000000-0000-0000-0000-000000000000');
    else
        perform pg_notify('floodmap', u::text) from unnest(changed) as u;
    end if;
    return null;
end
$$;

do $$
declare
    tracked regclass;
begin
    for tracked in select app.tracked_tables() loop
        execute format('create trigger track_insert before insert on %s
                        for each row execute function app.track_insert()', tracked);
        execute format('create trigger track_update before update on %s
                        for each row execute function app.track_update()', tracked);
        execute format('create trigger a_refuse_empty_update after update on %s
                        referencing new table as new_rows
                        for each statement execute function app.refuse_empty_update()', tracked);
        execute format('create trigger retire_begin before delete on %s
                        for each statement execute function app.retire_begin()', tracked);
        execute format('create trigger retire_row before delete on %s
                        for each row execute function app.retire_row()', tracked);
        execute format('create trigger retire_end after delete on %s
                        for each statement execute function app.retire_end()', tracked);
        execute format('create trigger z_notify_insert after insert on %s
                        referencing new table as new_rows
                        for each statement execute function app.notify_change()', tracked);
        execute format('create trigger z_notify_update after update on %s
                        referencing new table as new_rows
                        for each statement execute function app.notify_change()', tracked);
    end loop;
end
$$;

-- Tables that are not tracked but say who did it: that is never left to the client.

create function app.sign_row() returns trigger language plpgsql
as $$
declare
    signer text := tg_argv[0];
    moment text := tg_argv[1];
begin
    return jsonb_populate_record(new, jsonb_build_object(signer, session_user, moment, now()));
end
$$;
comment on function app.sign_row() is 'Sets who (first argument) and when (second argument) on insert.';

create function app.keep_signature() returns trigger language plpgsql
as $$
begin
    return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], to_jsonb(old) -> tg_argv[0],
                                                         tg_argv[1], to_jsonb(old) -> tg_argv[1]));
end
$$;
comment on function app.keep_signature() is 'Keeps who (first argument) and when (second argument) on update.';

do $$
declare
    signed record;
begin
    for signed in
        select * from (values
            ('register.file', 'created_by', 'created_at'),
            ('register.ledger_batch', 'imported_by', 'imported_at'),
            ('base.import_source', 'imported_by', 'imported_at'),
            ('reference.symbol_version', 'created_by', 'created_at'),
            ('reference.user_account', 'created_by', 'created_at'),
            ('situation.check_result', 'checked_by', 'checked_at'),
            ('situation.check_run', 'checked_by', 'checked_at'),
            ('situation.review_log', 'logged_by', 'logged_at'),
            ('situation.applied_command', 'applied_by', 'applied_at'),
            ('situation.copy_log', 'logged_by', 'logged_at'),
            ('report.kept_report', 'made_by', 'made_at'),
            ('report.export_log', 'made_by', 'made_at'),
            ('report.event', 'made_by', 'made_at'),
            ('report.event_step', 'made_by', 'made_at'),
            ('report.submission', 'made_by', 'made_at'),
            ('report.casualty', 'made_by', 'made_at')) as s (table_name, signer, moment)
    loop
        execute format('create trigger sign_row before insert on %s for each row execute function app.sign_row(%L, %L)',
                       signed.table_name::regclass, signed.signer, signed.moment);
        execute format('create trigger keep_signature before update on %s for each row
                        when (new.%I is distinct from old.%2$I or new.%I is distinct from old.%3$I)
                        execute function app.keep_signature(%2$L, %3$L)',
                       signed.table_name::regclass, signed.signer, signed.moment);
    end loop;
end
$$;
