-- A row that names another tells the truth about it, because rights hang on what
-- it says: who could write that a foreign thing counts in the own area and reaches
-- into it would read it, and a foreign person named in an own list would be printed.
--
-- A thing is looked up by its uid and compared then: asked for all at once, the planner
-- may go by area and category, and read all things of a village for each row. What was
-- touched is materialized before `limit 1` looks at it: for a first row alone new_rows
-- and old_rows, which have no indexes, would be joined in a loop of a loop.

create function app.check_subject() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- Arguments: the columns that repeat the subject's area and its category or subtype;
-- a NULL category claims nothing. Rows that say what they said before are left alone.
declare
    area constant text := quote_ident(tg_argv[0]);
    category constant text := coalesce('n.' || quote_ident(tg_argv[1]), 'null::text');
    -- NULL on an insert, so that the whole join is left out.
    changed constant text := case tg_op when 'UPDATE' then format(
        'join old_rows n_before on n_before.id = n.id and (n_before.subject_uid, n_before.%1$s, %2$s)
             is distinct from (n.subject_uid, n.%1$s, %3$s)',
        area, replace(category, 'n.', 'n_before.'), category) end;
    fault record;
begin
    execute format($query$
        with touched as materialized (
            select n.uid, n.subject_uid, n.%1$s, %2$s as code from new_rows n %3$s where n.subject_uid is not null
        )
        select n.uid, n.subject_uid, n.%1$s as area_code
          from touched n
         where not coalesce((select r.area_code = n.%1$s and r.category_code = coalesce(n.code, r.category_code)
                               from register.risk_source r where r.uid = n.subject_uid),
                            (select r.area_code = n.%1$s and r.subtype_code = coalesce(n.code, r.subtype_code)
                               from register.relief_resource r where r.uid = n.subject_uid), false)
         limit 1
        $query$, area, category, changed) into fault;
    if fault.uid is not null then
        raise exception using errcode = 'foreign_key_violation',
            message = app.say(
                format('%s.%s names a risk source or relief resource %s that is not in area %s, or of another category',
                       tg_table_schema, tg_table_name, fault.subject_uid, fault.area_code),
                format('%s.%s 所指的风险源或救灾资源 %s 不在区划 %s，或类别不符',
                       tg_table_schema, tg_table_name, fault.subject_uid, fault.area_code)),
            table = tg_table_name, schema = tg_table_schema;
    end if;
    return null;
end
$$;
comment on function app.check_subject() is
    'Refuses a row whose area or category is not that of the risk source or relief resource it names.';

create function app.check_persons() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
-- Arguments: the columns that name persons. Not SECURITY DEFINER: the policies say
-- whom the writer sees, and a foreign key asks nobody.
declare
    person text;
    fault record;
begin
    foreach person in array tg_argv loop
        execute format('with touched as materialized (
                            select n.uid, n.%1$I as person_uid from new_rows n %2$s where n.%1$I is not null
                        )
                        select n.uid, n.person_uid, (select p.merged_into from register.person p where p.uid = n.person_uid) as merged_into
                          from touched n
                         where not exists (select from register.person p where p.uid = n.person_uid and p.merged_into is null) limit 1',
                       person,
                       case tg_op when 'UPDATE' then format(
                           'join old_rows o on o.id = n.id and o.%1$I is distinct from n.%1$I', person) end)
            into fault;
        if fault.merged_into is not null then
            raise exception using errcode = 'foreign_key_violation',
                message = app.say(
                    format('%s.%s names a person %s who was merged into %s', tg_table_schema, tg_table_name,
                           fault.person_uid, fault.merged_into),
                    format('%s.%s 所指的人员 %s 已并入 %s', tg_table_schema, tg_table_name, fault.person_uid, fault.merged_into)),
                table = tg_table_name, schema = tg_table_schema;
        elsif fault.uid is not null then
            raise exception using errcode = 'insufficient_privilege',
                message = app.say(
                    format('%s.%s names a person %s whom you may not see',
                           tg_table_schema, tg_table_name, fault.person_uid),
                    format('%s.%s 所指的人员 %s 不在您的可见范围内', tg_table_schema, tg_table_name, fault.person_uid)),
                table = tg_table_name, schema = tg_table_schema;
        end if;
    end loop;
    return null;
end
$$;
comment on function app.check_persons() is
    'Refuses a row that names a person whom the writer may not see (42501), or who was merged into another (23503).';

do $$
declare
    checked record;
    operation text;
begin
    for checked in
        select * from (values
            ('register.affected_area', 'check_subject', '''subject_area_code'''),
            ('register.duty', 'check_subject', '''area_code'', ''category_code'''),
            ('register.file', 'check_subject', '''area_code'''),
            ('register.duty', 'check_persons', '''person_uid'''),
            ('register.person_phone', 'check_persons', '''person_uid'''),
            ('register.grid_person', 'check_persons', '''person_uid'''),
            ('register.transfer_household', 'check_persons',
             '''householder_uid'', ''transfer_person_uid'', ''warning_person_uid''')) as c (table_name, check_name, arguments)
    loop
        foreach operation in array array['insert', 'update'] loop
            execute format('create trigger %I after %s on %s referencing new table as new_rows %s
                            for each statement execute function app.%I(%s)',
                           checked.check_name || '_' || operation, operation, checked.table_name,
                           case operation when 'update' then 'old table as old_rows' end,
                           checked.check_name, checked.arguments);
        end loop;
    end loop;
end
$$;
