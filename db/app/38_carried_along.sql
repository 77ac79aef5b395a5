-- What repeats area and category of its thing (app.check_subject) goes along when
-- the thing changes them: sums by area, rights to phones and to photographs hang on
-- what it says. Retired rows stay as they were. A change of areas has its own plan.

create function app.note_move() returns trigger language plpgsql
as $$
begin
    -- Cleared for the statement, set by the first row that moves: a ledger of
    -- 100,000 rows that moves nothing pays for the row trigger's WHEN alone.
    perform set_config('floodmap.moved_' || tg_table_name, case tg_level when 'ROW' then 'yes' else '' end, true);
    return new;
end
$$;

create function app.carry_along() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- Argument: the column of the thing's category or subtype.
declare
    uids uuid[];
    areas text[];
    codes text[];
begin
    if current_setting('floodmap.moved_' || tg_table_name, true) is distinct from 'yes' or app.area_change_runs() then
        return null;
    end if;
    execute format($query$
        select array_agg(n.uid), array_agg(n.area_code), array_agg(n.%1$I)
          from new_rows n join old_rows o on o.id = n.id
         where (o.area_code, o.%1$I) is distinct from (n.area_code, n.%1$I)
        $query$, tg_argv[0]) into uids, areas, codes;
    perform app.carry_named(uids, areas, codes);
    return null;
end
$$;
comment on function app.carry_along() is
    'Files, and duties and affected areas in force, take over area and category of things that changed them.';

-- Locked first and in one order; an update that finds nothing would be refused.

create function app.carry_duties(uids uuid[], areas text[], codes text[]) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    behind constant integer[] := array(
        select d.id from register.duty d join unnest(uids, areas, codes) as moved (uid, area, code) on moved.uid = d.subject_uid
         where d.retired_at is null and (d.area_code <> moved.area or d.category_code <> moved.code)
         order by d.id for update of d);
begin
    if behind <> '{}' then
        -- One that leaves the category open goes on doing so.
        update register.duty d
           set area_code = moved.area, category_code = case when d.category_code is not null then moved.code end,
               edited_from = d.revision
          from unnest(uids, areas, codes) as moved (uid, area, code)
         where d.id = any (behind) and moved.uid = d.subject_uid;
    end if;
end
$$;

create function app.carry_reaches(uids uuid[], areas text[]) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    behind constant integer[] := array(
        select f.id from register.affected_area f join unnest(uids, areas) as moved (uid, area) on moved.uid = f.subject_uid
         where f.retired_at is null and f.subject_area_code <> moved.area
         order by f.id for update of f);
begin
    if behind <> '{}' then
        update register.affected_area f set subject_area_code = moved.area, edited_from = f.revision
          from unnest(uids, areas) as moved (uid, area)
         where f.id = any (behind) and moved.uid = f.subject_uid;
    end if;
end
$$;

create function app.carry_files(uids uuid[], areas text[]) returns void
    language sql set search_path = pg_catalog, pg_temp
as $$
    -- Not tracked: a photograph has no versions, and who added it when stays as it is.
    update register.file f set area_code = moved.area
      from unnest(uids, areas) as moved (uid, area)
     where f.subject_uid = moved.uid and f.area_code <> moved.area
$$;

create function app.carry_named(uids uuid[], areas text[], codes text[]) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.carry_duties(uids, areas, codes);
    perform app.carry_reaches(uids, areas);
    perform app.carry_files(uids, areas);
end
$$;
comment on function app.carry_named(uuid[], text[], text[]) is
    'All that names these things takes over their areas and categories.';

create function app.carry_all_along() returns void
    language plpgsql set search_path = pg_catalog, pg_temp set jit = off
as $$
-- The migrator calls it: an earlier release left behind what named a thing that moved.
-- What was said until now stands in the history, like every other change.
declare
    kind record;
    uids uuid[];
    areas text[];
    codes text[];
begin
    for kind in select * from (values ('risk_source', 'category_code'), ('relief_resource', 'subtype_code')) k (table_name, code) loop
        execute format($query$
            select array_agg(t.uid), array_agg(t.area_code), array_agg(t.%I)
              from register.%I t
              join (select subject_uid from register.duty where retired_at is null
                    union select subject_uid from register.affected_area where retired_at is null
                    union select subject_uid from register.file) named on named.subject_uid = t.uid
            $query$, kind.code, kind.table_name) into uids, areas, codes;
        perform app.carry_named(uids, areas, codes);
    end loop;
end
$$;
comment on function app.carry_all_along() is
    'Brings all that repeats area and category of its thing up to the thing; run by the owner after every upgrade.';

create function app.acts_as_owner() returns boolean
    language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
    -- current_user: in a function of the owner its owner, whoever is signed in.
    select pg_has_role(current_user, c.relowner, 'USAGE') from pg_class c where c.oid = 'register.duty'::regclass
$$;
comment on function app.acts_as_owner() is
    'Whether a function of the owner is at work: who may move a thing need not have the right to all that goes along.';

do $$
declare
    kind record;
begin
    for kind in select * from (values ('risk_source', 'category_code'), ('relief_resource', 'subtype_code')) k (table_name, code) loop
        execute format('create trigger note_no_move before update on register.%I
                        for each statement execute function app.note_move()', kind.table_name);
        execute format('create trigger note_move before update on register.%I for each row
                        when ((old.area_code, old.%I) is distinct from (new.area_code, new.%2$I))
                        execute function app.note_move()', kind.table_name, kind.code);
        -- After a_refuse_empty_update and b_refuse_foreign_rows: who may not move the thing is told that.
        execute format('create trigger carry_along after update on register.%I
                        referencing old table as old_rows new table as new_rows
                        for each statement execute function app.carry_along(%L)', kind.table_name, kind.code);
    end loop;
end
$$;
