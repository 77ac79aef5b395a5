-- Who is asking, and what is theirs.
--
-- Every function here asks session_user: in a SECURITY DEFINER function
-- current_user is the owner, and connections are pooled, so nobody uses SET ROLE.
-- They are STABLE and take no row, so that a policy written as
--     area_code = any((select app.visible_areas())::text[])
-- runs them once per statement. Area prefixes are expanded to codes here,
-- because `like` and `exists` in a policy are fifteen to a hundred times slower.

create function app.say(english text, chinese text) returns text
    language sql stable parallel safe set search_path = pg_catalog, pg_temp
as $$
    select case left(coalesce(current_setting('floodmap.language', true), ''), 2)
               when 'zh' then chinese
               when 'en' then english
               else chinese || ' / ' || english
           end
$$;
comment on function app.say(text, text) is
    'One message in the language of the setting floodmap.language (zh, en); in both when it is not set.';

create function app.is_owner() returns boolean
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    -- The owner of the tables, and superusers: migrations, restore, the demo.
    select pg_has_role(session_user, c.relowner, 'USAGE')
      from pg_class c
     where c.oid = 'reference.user_account'::regclass
$$;
comment on function app.is_owner() is 'True for the owner of the tables and for superusers; row level security does not bind them.';

create function app.me(out role_name text, out display_name text, out kind text,
                       out areas text[], out categories text[])
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    -- kind is NULL for a role that is not registered, or locked; owner when it owns the tables.
    select session_user::text,
           coalesce(a.display_name, session_user::text),
           coalesce(a.kind, case when app.is_owner() then 'owner' end),
           coalesce((select array_agg(ua.area_code order by ua.area_code)
                       from reference.user_area ua where ua.role_name = a.role_name), '{}'),
           coalesce((select array_agg(uc.code_prefix order by uc.code_prefix)
                       from reference.user_category uc where uc.role_name = a.role_name), '{}')
      from (select 1) as one
      left join reference.user_account a on a.role_name = session_user::text and not a.locked
$$;
comment on function app.me() is 'The signed-in person: role, name, kind (NULL = not registered or locked), areas, category prefixes.';

create function app.user_name(role text) returns text
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select a.display_name from reference.user_account a where a.role_name = role), role)
$$;
comment on function app.user_name(text) is 'The display name of a login role; the role itself when it is not registered.';

create function app.codes_below(prefixes text[]) returns text[]
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    -- Range instead of LIKE, so that the unique index serves; ':' follows '9'.
    select coalesce(array_agg(distinct a.code), '{}')
      from unnest(prefixes) as p (code)
      join base.area a on a.code >= p.code and a.code < p.code || ':'
$$;
comment on function app.codes_below(text[]) is 'The codes of areas with one of these prefixes, the areas themselves included.';

create function app.own_areas() returns text[]
    language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
-- Own areas, what went into them (mergers, splits), and all below both.
declare
    own text[] := app.codes_below((select m.areas from app.me() m where m.kind is not null));
    gone text[];
begin
    loop
        -- A village that gave up a part and lives on is not its successor's to edit.
        gone := array(select s.from_code from base.area_successor s
                        join base.area a on a.code = s.from_code and a.valid_to <= current_date
                       where s.to_code = any (own) and s.from_code <> all (own));
        exit when cardinality(gone) = 0;
        own := own || array(select code from unnest(app.codes_below(gone)) as code where code <> all (own));
    end loop;
    return own;
end
$$;
comment on function app.own_areas() is 'Codes of the own areas with descendants and predecessors.';

create function app.editable_areas() returns text[]
    language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
    if (app.me()).kind = 'owner' then
        return array(select a.code from base.area a);
    end if;
    return app.own_areas();
end
$$;
comment on function app.editable_areas() is
    'Codes of areas in which this person may work; which tables and operations, reference.rights says.';

create function app.visible_areas() returns text[]
    language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
-- Wider than editable: the rest of the own township, and what the township and
-- the county hold at their own level.
declare
    me record := app.me();
begin
    if me.kind = 'owner' then
        return array(select a.code from base.area a);
    elsif me.kind is null then
        return '{}';
    end if;
    return array(
        select unnest(app.own_areas())
        union
        select unnest(app.codes_below(array(select left(own.code, 9) from unnest(me.areas) as own (code)
                                             where length(own.code) >= 9)))
        union
        select left(own.code, 6) from unnest(me.areas) as own (code) where length(own.code) >= 6);
end
$$;
comment on function app.visible_areas() is
    'Codes of areas whose registers this person reads: own areas, the own township, the county''s own level.';

create function app.visible_uids() returns uuid[]
    language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
-- Things of elsewhere that reach into an own area, below it or above it.
declare
    me record := app.me();
    reached text[];
begin
    if me.kind is null then
        return '{}';
    end if;
    reached := app.own_areas() || array(select left(own.code, digits)
                                          from unnest(me.areas) as own (code), unnest(array[6, 9, 12]) as digits
                                         where length(own.code) > digits);
    return array(select distinct f.subject_uid from register.affected_area f
                  where f.retired_at is null and f.area_code = any (reached));
end
$$;
comment on function app.visible_uids() is
    'Risk sources and relief resources of other areas that reach into the own ones (register.affected_area).';

create function app.editable_categories() returns text[]
    language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    me record := app.me();
begin
    -- Category codes (0601) and resource subtypes (R301) under the own prefixes.
    return array(
        select c.code
          from (select code from reference.category
                union all
                select code from reference.resource_subtype) as c
         where me.kind = 'owner'
            or (me.kind is not null and exists (select from unnest(me.categories) as own (prefix)
                                                 where left(c.code, length(own.prefix)) = own.prefix)));
end
$$;
comment on function app.editable_categories() is 'Category and resource subtype codes under the own prefixes.';

create function app.own_category_persons() returns uuid[]
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(distinct d.person_uid), '{}')
      from register.duty d
     where d.retired_at is null and d.category_code = any (app.editable_categories())
$$;
comment on function app.own_category_persons() is 'Persons with a duty for a risk source or resource of an own category.';

create function app.is_own_category_subject(subject uuid) returns boolean
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    select exists (select from register.risk_source r
                    where r.uid = subject and r.category_code = any (app.editable_categories()))
        or exists (select from register.relief_resource r
                    where r.uid = subject and r.subtype_code = any (app.editable_categories()))
$$;
comment on function app.is_own_category_subject(uuid) is 'Whether this risk source or relief resource is of an own category.';

create function app.published_editions() returns uuid[]
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(e.uid), '{}')
      from situation.edition e
     where e.state in ('published', 'archived') and e.area_code = any (app.visible_areas())
$$;
comment on function app.published_editions() is 'Published and archived editions of the visible areas.';

create function app.own_batches() returns uuid[]
    language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(b.uid), '{}')
      from register.ledger_batch b
     where b.imported_by = session_user::text
        or ((app.me()).kind <> 'department_owner' and b.area_code = any (app.own_areas()))
$$;
comment on function app.own_batches() is 'Ledger batches of this person, or of the own areas (departments: only what they imported themselves).';

create function app.display_name(official text) returns text
    language sql immutable parallel safe
as $$
    -- 方江屿村委会 -> 方江屿村; 南岸社区居委会 -> 南岸社区; 渔港居委会 stays.
    select regexp_replace(regexp_replace(regexp_replace(
               official,
               '村(民)?委(员)?会$', '村'),
               '社区居(民)?委(员)?会$', '社区'),
               '居民委员会$', '居委会')
$$;
comment on function app.display_name(text) is 'The name as sheets and reports print it: 村委会 becomes 村, a community stays 社区.';
