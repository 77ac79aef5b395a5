-- Superseded versions: the columns of the tracked table, the period in which
-- that version was in force, and what ended it. Written by triggers in db/app.
do $$
declare
    tracked regclass;
    name text;
begin
    foreach tracked in array array[
        'base.area', 'register.risk_source', 'register.relief_resource', 'register.affected_area',
        'register.person', 'register.person_phone', 'register.duty', 'register.village_fact',
        'register.grid_person', 'register.transfer_household', 'register.no_transfer', 'register.change_proposal',
        'situation.edition', 'situation.element', 'situation.route', 'situation.sheet_frame']::regclass[]
    loop
        name := (select relname from pg_class where oid = tracked);
        execute format('create table history.%I (like %s, period tstzrange not null, superseded_by text not null,
                            operation text not null check (operation in (''update'', ''retire'', ''restore'')))',
                       name, tracked);
        execute format('create index on history.%I (uid)', name);
        -- What the filters of an as-of query and the policies need.
        if exists (select from pg_attribute where attrelid = tracked and attname = 'area_code') then
            execute format('create index on history.%I (area_code)', name);
        end if;
        if exists (select from pg_attribute where attrelid = tracked and attname = 'edition_uid') then
            execute format('create index on history.%I (edition_uid)', name);
        end if;
        if exists (select from pg_attribute where attrelid = tracked and attname = 'geom') then
            execute format('create index on history.%I using gist (geom)', name);
        end if;
    end loop;
end
$$;
