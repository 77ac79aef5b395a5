-- From reference.rights to roles, grants and policies. The migrator calls
-- app.apply_rights() when the matrix is loaded; calling it again changes nothing.

create function app.ensure_group_roles() returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    kind text;
begin
    foreach kind in array app.kinds() loop
        if not exists (select from pg_roles where rolname = app.group_role(kind)) then
            execute format('create role %I nologin', app.group_role(kind));
            execute format('comment on role %I is %L', app.group_role(kind),
                           format('flood map suite: %s in database %s', kind, current_database()));
        end if;
    end loop;
end
$$;
comment on function app.ensure_group_roles() is 'Creates the group role of each kind where it is missing; needs CREATEROLE only then.';

create function app.ruled_tables() returns table (name text, relid regclass, history regclass, tracked boolean)
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    -- to_regclass is NULL when the matrix names a table that is not there.
    select r.table_name, to_regclass(r.table_name),
           case when split_part(r.table_name, '.', 1) <> 'history'
                then to_regclass('history.' || split_part(r.table_name, '.', 2)) end,
           exists (select from app.tracked_tables() t where t = to_regclass(r.table_name))
      from (select distinct table_name from reference.rights) as r
     order by 1
$$;

create function app.check_rights() returns void
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    wrong record;
begin
    select r.role_kind, r.table_name, r.operation, r.scope into wrong
      from reference.rights r
      left join app.ruled_tables() t on t.name = r.table_name
      left join reference.rights u
             on u.role_kind = r.role_kind and u.table_name = r.table_name and u.operation = 'update'
     where t.relid is null
        or r.role_kind <> all (app.kinds())
        or (r.scope <> 'none' and app.scope_condition(t.relid, r.scope) is null)
        -- Retiring is an update, so who may delete must be able to update the same rows.
        or (t.tracked and r.operation = 'delete' and r.scope not in ('none', u.scope))
     limit 1;
    if wrong.table_name is not null then
        raise exception using errcode = 'check_violation',
            message = app.say(
                format('The rights matrix cannot mean this: %s, %s, %s: %s',
                       wrong.role_kind, wrong.table_name, wrong.operation, wrong.scope),
                format('权限表中有一行无法执行：%s，%s，%s：%s',
                       wrong.role_kind, wrong.table_name, wrong.operation, wrong.scope));
    end if;
end
$$;
comment on function app.check_rights() is 'Raises when a row of reference.rights names an unknown table, kind or scope.';

create function app.clear_rights() returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
-- Grants to group roles of another database come with a copy made from a template or a restore.
declare
    granted record;
    made record;
begin
    for granted in
        select distinct c.oid::regclass as relid, g.rolname
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
          cross join lateral aclexplode(c.relacl) as acl
          join pg_roles g on g.oid = acl.grantee
         where n.nspname in ('base', 'reference', 'register', 'situation', 'report', 'history', 'app')
           and g.rolname like 'floodmap\_%'
    loop
        execute format('revoke all on %s from %I', granted.relid, granted.rolname);
    end loop;
    for granted in
        select distinct n.nspname, g.rolname
          from pg_namespace n
          cross join lateral aclexplode(n.nspacl) as acl
          join pg_roles g on g.oid = acl.grantee
         where n.nspname in ('base', 'reference', 'register', 'situation', 'report', 'history', 'app')
           and g.rolname like 'floodmap\_%'
    loop
        execute format('revoke all on schema %I from %I', granted.nspname, granted.rolname);
    end loop;
    for made in
        select format('revoke all on function %s from %I', p.oid::regprocedure, g.rolname) as command
          from pg_proc p
          cross join lateral aclexplode(p.proacl) as acl
          join pg_roles g on g.oid = acl.grantee
         where p.pronamespace = 'app'::regnamespace and g.rolname like 'floodmap\_%'
           and g.rolname <> all (select app.group_role(kind) from unnest(app.kinds()) as kind)
    loop
        execute made.command;
    end loop;
    for made in
        select format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename) as command
          from pg_policies p
         where p.schemaname in ('base', 'reference', 'register', 'situation', 'report', 'history')
    loop
        execute made.command;
    end loop;
end
$$;

create function app.row_security_commands() returns text[]
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    -- Security by row everywhere people's data are; elsewhere only where the matrix
    -- asks for it, because COPY into such a table is refused.
    select coalesce(array_agg(format('alter table %s %s row level security', t.relid,
                                     case when t.wanted then 'enable' else 'disable' end)), '{}')
      from (select c.oid::regclass as relid, c.relrowsecurity as present,
                   n.nspname in ('register', 'situation', 'report', 'history')
                   or exists (select from reference.rights r
                               where to_regclass(r.table_name) = c.oid and r.scope not in ('none', 'all')) as wanted
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind = 'r'
               and n.nspname in ('base', 'reference', 'register', 'situation', 'report', 'history')) as t
     where t.present <> t.wanted
$$;

create function app.make_policies() returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
-- One policy for each table, operation and scope, for all kinds that have it.
declare
    rule record;
begin
    for rule in
        select t.relid, t.history, t.tracked, r.operation, r.scope, reached.scope as reached,
               app.scope_condition(t.relid, r.scope) as condition,
               app.scope_condition(t.relid, reached.scope) as reached_condition,
               string_agg(quote_ident(app.group_role(r.role_kind)), ', ' order by r.role_kind) as roles
          from app.ruled_tables() t
          join reference.rights r on r.table_name = t.name
          -- What an update or delete of a tracked table reaches: all that one reads.
          left join reference.rights reached
            on reached.role_kind = r.role_kind and reached.table_name = r.table_name and reached.operation = 'select'
               and t.tracked and r.operation in ('update', 'delete')
         where r.scope <> 'none'
           and (select relrowsecurity from pg_class where oid = t.relid)
         group by t.relid, t.history, t.tracked, r.operation, r.scope, reached.scope
    loop
        execute format('create policy %I on %s for %s to %s %s %s',
            rule.operation || '_' || rule.scope || coalesce('_within_' || rule.reached, ''),
            rule.relid, rule.operation, rule.roles,
            case when rule.operation <> 'insert'
                 then format('using (%s)', coalesce(rule.reached_condition, rule.condition)) end,
            case when rule.operation in ('insert', 'update') then format('with check (%s)', rule.condition) end);
        if rule.history is not null and rule.tracked and rule.operation = 'select' then
            execute format('create policy %I on %s for select to %s using (%s)',
                           'select_' || rule.scope, rule.history, rule.roles,
                           app.scope_condition(rule.history, rule.scope));
        end if;
    end loop;
end
$$;

create function app.apply_rights() returns void
    language plpgsql set search_path = pg_catalog, pg_temp set client_min_messages = warning
as $$
declare
    everybody text;
    command text;
    granted record;
begin
    perform app.ensure_group_roles();
    perform app.check_rights();
    perform app.clear_rights();
    select string_agg(quote_ident(app.group_role(kind)), ', ') into everybody from unnest(app.kinds()) as kind;

    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect, temporary on database %I to %s', current_database(), everybody);
    execute format('grant usage on schema base, reference, register, situation, report, history, app to %s', everybody);

    for granted in
        select t.relid, t.history, t.tracked, r.role_kind, string_agg(r.operation, ', ') as operations,
               bool_or(r.operation = 'select') as reads
          from app.ruled_tables() t join reference.rights r on r.table_name = t.name
         where r.scope <> 'none'
         group by t.relid, t.history, t.tracked, r.role_kind
    loop
        execute format('grant %s on %s to %I', granted.operations, granted.relid, app.group_role(granted.role_kind));
        if granted.reads and granted.history is not null and granted.tracked then
            execute format('grant select on %s to %I', granted.history, app.group_role(granted.role_kind));
        end if;
    end loop;

    foreach command in array app.row_security_commands() loop
        execute command;
    end loop;
    perform app.make_policies();

    for granted in
        select c.oid::regclass as relid
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = 'app' and c.relkind = 'v'
    loop
        execute format('grant select on %s to %s', granted.relid, everybody);
    end loop;
    execute 'revoke execute on all functions in schema app from public';
    execute format('grant execute on all functions in schema app to %s', everybody);
    execute format('revoke execute on function app.apply_rights(), app.clear_rights(), app.make_policies(),
                    app.ensure_group_roles(), app.check_rights(), app.carry_all_along() from %s', everybody);
    perform app.sync_accounts();
end
$$;
comment on function app.apply_rights() is 'Makes roles, grants and policies from reference.rights; run by the owner after every load.';
