-- Superseded versions and the state at a past moment.

create function app.tracked_columns(tracked regclass) returns text
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select string_agg(quote_ident(attname), ', ' order by attnum)
      from pg_attribute where attrelid = tracked and attnum > 0 and not attisdropped
$$;
comment on function app.tracked_columns(regclass) is 'The columns of a table, quoted, in its own order.';

create function app.write_history() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- Argument: the columns of the table. One statement for all rows of the UPDATE.
begin
    execute format($query$
        insert into history.%I (%s, period, superseded_by, operation)
        select %s, tstzrange(o.changed_at, n.changed_at), n.changed_by,
               case when o.retired_at is null and n.retired_at is not null then 'retire'
                    when o.retired_at is not null and n.retired_at is null then 'restore'
                    else 'update' end
          from old_rows o join new_rows n on n.id = o.id
        $query$, tg_table_name, tg_argv[0], 'o.' || replace(tg_argv[0], ', ', ', o.'));
    return null;
end
$$;
comment on function app.write_history() is 'Keeps the old versions of an UPDATE with the period in which they were in force.';

do $$
declare
    tracked record;
begin
    for tracked in
        select t.oid, n.nspname, c.relname, app.tracked_columns(t.oid) as columns
          from app.tracked_tables() as t (oid)
          join pg_class c on c.oid = t.oid
          join pg_namespace n on n.oid = c.relnamespace
    loop
        execute format('create trigger write_history after update on %s
                        referencing old table as old_rows new table as new_rows
                        for each statement execute function app.write_history(%L)', tracked.oid::regclass, tracked.columns);
        -- Plain SQL and no SET clause: the planner inlines it, and filters reach the indexes.
        execute format($function$
            create function app.%I(moment timestamptz) returns setof %s language sql stable parallel safe
            as $body$
                select %s from %s where changed_at <= moment
                union all
                select %s from history.%I where period @> moment
            $body$
            $function$, tracked.relname || '_as_of', tracked.oid::regclass,
            tracked.columns, tracked.oid::regclass, tracked.columns, tracked.relname);
        execute format('comment on function app.%I(timestamptz) is %L', tracked.relname || '_as_of',
                       'The rows of ' || tracked.nspname || '.' || tracked.relname
                       || ' as they were then, retired ones included; under the reader''s own rights.');
    end loop;
end
$$;
