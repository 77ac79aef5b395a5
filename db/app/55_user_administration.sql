-- Users are made here and nowhere else. The functions belong to the owner, so an
-- administrator needs no CREATEROLE of his own; each asks who is calling.
--
-- A password never reaches the server: the client sends the SCRAM verifier
-- (libpq PQencryptPasswordConn, psycopg2.extensions.encrypt_password), so that
-- neither a log nor a statement view can hold it.

create function app.require_administrator() returns void
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if (app.me()).kind is null or (app.me()).kind not in ('administrator', 'owner') then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say('Only an administrator manages users', '只有系统管理员可以管理用户');
    end if;
end
$$;

create function app.is_suite_role(login text) returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- Without power of its own, in no group but ours, and known here or in a
    -- database of ours on this cluster: ours to manage.
    select exists (
        select from pg_roles r
         where r.rolname = login and r.rolname not like 'floodmap\_%'
           and not (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)
           and not exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid
                            where m.member = r.oid and g.rolname not like 'floodmap\_%')
           and (exists (select from reference.user_account a where a.role_name = login)
                or exists (select from pg_auth_members m where m.member = r.oid)))
$$;
comment on function app.is_suite_role(text) is 'Whether a login role was made by the suite, so that an administrator may manage it.';

create function app.is_shared_role(login text) returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from pg_auth_members m
          join pg_roles r on r.oid = m.member
          join pg_roles g on g.oid = m.roleid
         where r.rolname = login
           and g.rolname <> all (select app.group_role(kind) from unnest(app.kinds()) as kind))
$$;
comment on function app.is_shared_role(text) is 'Whether this person also works in another database of the cluster.';

create function app.join_group(login text, kind text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp set client_min_messages = warning
as $$
declare
    other text;
begin
    foreach other in array app.kinds() loop
        if other <> kind and pg_has_role(login, app.group_role(other), 'MEMBER') then
            execute format('revoke %I from %I', app.group_role(other), login);
        end if;
    end loop;
    execute format('grant %I to %I', app.group_role(kind), login);
end
$$;

create function app.sync_accounts() returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
-- After a restore or under another database name the accounts are rows without
-- roles: make them again, without a password, which the administrator then sets.
declare
    account record;
begin
    for account in
        select a.role_name, a.kind, a.locked, r.oid is not null as there
          from reference.user_account a left join pg_roles r on r.rolname = a.role_name
    loop
        if not account.there then
            execute format('create role %I %s', account.role_name,
                           case when account.locked then 'nologin' else 'login' end);
        elsif not app.is_suite_role(account.role_name)
              and exists (select from pg_roles r where r.rolname = account.role_name
                             and (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls)) then
            continue;  -- a registered superuser keeps what he has
        end if;
        if not account.locked then
            perform app.join_group(account.role_name, account.kind);
        end if;
    end loop;
end
$$;

create function app.check_scope(kind text, areas text[], categories text[]) returns void
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    unknown text;
begin
    if kind is null or kind <> all (app.kinds()) then
        raise exception using errcode = 'check_violation',
            message = app.say(format('There is no kind of user %s', kind), format('没有“%s”这种用户', kind));
    end if;
    select given.code into unknown from unnest(areas) as given (code)
     where not exists (select from base.area a where a.code = given.code) limit 1;
    if unknown is not null then
        raise exception using errcode = 'foreign_key_violation',
            message = app.say(format('There is no area %s', unknown), format('没有区划 %s', unknown));
    end if;
    select given.prefix into unknown from unnest(categories) as given (prefix)
     where not exists (select from (select code from reference.category
                                    union all select code from reference.resource_subtype) c
                        where left(c.code, length(given.prefix)) = given.prefix) limit 1;
    if unknown is not null then
        raise exception using errcode = 'foreign_key_violation',
            message = app.say(format('There is no category %s', unknown), format('没有类别 %s', unknown));
    end if;
    if kind = 'department_owner' and coalesce(cardinality(categories), 0) = 0 then
        raise exception using errcode = 'check_violation',
            message = app.say('A department needs its categories', '部门用户必须指定负责的类别');
    end if;
    if kind <> 'administrator' and coalesce(cardinality(areas), 0) = 0 then
        raise exception using errcode = 'check_violation',
            message = app.say('A user needs an area', '用户必须指定区划');
    end if;
end
$$;

create function app.set_user_scope(login text, areas text[], categories text[] default '{}') returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_administrator();
    perform app.check_scope((select a.kind from reference.user_account a where a.role_name = login), areas, categories);
    delete from reference.user_area ua where ua.role_name = login;
    delete from reference.user_category uc where uc.role_name = login;
    insert into reference.user_area (role_name, area_code) select distinct login, code from unnest(areas) as code;
    insert into reference.user_category (role_name, code_prefix)
    select distinct login, prefix from unnest(categories) as prefix;
end
$$;
comment on function app.set_user_scope(text, text[], text[]) is 'Replaces the areas and category prefixes of a user.';

create function app.create_user(login text, display_name text, kind text, areas text[],
                                categories text[] default '{}', verifier text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    -- A viewer of a whole county reads faster under the policy `using (true)`.
    real_kind constant text := case when kind = 'viewer' and exists (select from unnest(areas) as code where length(code) <= 6)
                                    then 'county_viewer' else kind end;
begin
    perform app.require_administrator();
    perform app.check_scope(real_kind, areas, categories);
    if login !~ '^[a-z][a-z0-9_.-]{1,62}$' or login ~ '^(pg_|floodmap_)' then
        raise exception using errcode = 'check_violation',
            message = app.say('A login has small letters, digits, dot, - or _, and begins with a letter',
                              '登录名须以小写字母开头，只含小写字母、数字、点、- 或 _');
    end if;
    if exists (select from reference.user_account a where a.role_name = login) then
        raise exception using errcode = 'unique_violation',
            message = app.say(format('There is a user %s already', login), format('用户 %s 已存在', login));
    end if;
    if exists (select from pg_roles r where r.rolname = login) then
        -- A person of another database on this cluster; anyone else's role is not ours to touch.
        if not app.is_suite_role(login) then
            raise exception using errcode = 'duplicate_object',
                message = app.say(format('The server has a role %s that is not of this suite', login),
                                  format('服务器上已有不属于本系统的角色 %s', login));
        end if;
    else
        perform app.check_verifier(verifier);
        execute format('create role %I login%s', login,
                       case when verifier is null then '' else format(' password %L', verifier) end);
    end if;
    insert into reference.user_account (role_name, display_name, kind) values (login, display_name, real_kind);
    perform app.join_group(login, real_kind);
    perform app.set_user_scope(login, areas, categories);
end
$$;
comment on function app.create_user(text, text, text, text[], text[], text) is
    'Makes a login role, registers it and puts it into the group of its kind. verifier: SCRAM-SHA-256$...; NULL = no password yet.';

create function app.check_verifier(verifier text) returns void
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    if verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' then
        raise exception using errcode = 'invalid_password',
            message = app.say('Send the SCRAM verifier, never the password itself', '请传送 SCRAM 校验值，不要传送密码本身');
    end if;
end
$$;

create function app.require_user(login text) returns void
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_administrator();
    if not exists (select from reference.user_account a where a.role_name = login) then
        raise exception using errcode = 'undefined_object',
            message = app.say(format('There is no user %s', login), format('没有用户 %s', login));
    end if;
    if not app.is_suite_role(login) then
        raise exception using errcode = 'insufficient_privilege',
            message = app.say(format('The role %s has powers of its own; the server''s administrator manages it', login),
                              format('角色 %s 另有服务器权限，须由服务器管理员管理', login));
    end if;
end
$$;

create function app.set_password(login text, verifier text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_user(login);
    perform app.check_verifier(verifier);
    if verifier is null or app.is_shared_role(login) then
        raise exception using errcode = 'restrict_violation',
            message = app.say('No verifier, or the person also works in another database: the server''s administrator sets this password',
                              '缺少校验值，或该用户同时属于其他数据库，须由服务器管理员设置密码');
    end if;
    execute format('alter role %I password %L', login, verifier);
end
$$;
comment on function app.set_password(text, text) is 'Sets the password of another user, as SCRAM verifier; one''s own by ALTER ROLE.';

create function app.lock_user(login text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_user(login);
    if login = session_user then
        raise exception using errcode = 'restrict_violation',
            message = app.say('Nobody locks himself out', '不能锁定自己');
    end if;
    -- Leaving the group takes the rights from open sessions at once; NOLOGIN keeps new ones out.
    update reference.user_account a set locked = true where a.role_name = login;
    execute format('revoke %I from %I', app.group_role((select a.kind from reference.user_account a
                                                         where a.role_name = login)), login);
    if not app.is_shared_role(login) then
        execute format('alter role %I nologin', login);
    end if;
end
$$;
comment on function app.lock_user(text) is 'Takes all rights from a user at once and keeps the account for the records.';

create function app.unlock_user(login text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_user(login);
    update reference.user_account a set locked = false where a.role_name = login;
    perform app.join_group(login, (select a.kind from reference.user_account a where a.role_name = login));
    execute format('alter role %I login', login);
end
$$;

create function app.set_user_kind(login text, new_kind text, areas text[], categories text[] default '{}') returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.require_user(login);
    perform app.check_scope(new_kind, areas, categories);
    update reference.user_account a set kind = new_kind where a.role_name = login;
    if not (select a.locked from reference.user_account a where a.role_name = login) then
        perform app.join_group(login, new_kind);
    end if;
    perform app.set_user_scope(login, areas, categories);
end
$$;
comment on function app.set_user_kind(text, text, text[], text[]) is 'Changes what kind of user somebody is, with areas and categories.';
