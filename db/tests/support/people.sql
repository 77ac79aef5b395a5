-- One person of each kind, and a way to try a statement as that person.
-- Places: own village in the own township, a neighbour in the same township, the
-- township and the county at their own level, and a village of another township.
create schema tap;

create table tap.place (tag text primary key, code text not null);
insert into tap.place
select 'own', (select code from base.area where code like '330382106%' and level = 'village' order by code limit 1)
union all
select 'neighbour', (select code from base.area where code like '330382106%' and level = 'village' order by code offset 1 limit 1)
union all
select 'township', '330382106'
union all
select 'county', '330382'
union all
select 'elsewhere', (select code from base.area where code like '330382%' and left(code, 9) <> '330382106'
                        and level = 'village' order by code limit 1);

create function tap.code(wanted text) returns text language sql stable
as $$ select code from tap.place where tag = wanted $$;

-- session_user is a name, whose collation no text comparison takes.
create function tap.owner() returns text language sql stable as $$ select session_user::text $$;

-- Roles belong to the cluster: the login carries the database.
create function tap.login(kind text) returns text language sql stable
as $$ select 'tap_' || kind || '_' || left(md5(current_database()), 8) $$;

create table tap.person (kind text primary key, login text not null, area text);
insert into tap.person
select kind, tap.login(kind), case kind when 'viewer' then tap.code('own')
                                        when 'village_compiler' then tap.code('own')
                                        when 'township_reviewer' then '330382106'
                                        when 'department_owner' then '330382106'
                                        else '330382' end
  from unnest(app.kinds()) as kind;

do $$
begin
    perform app.create_user(p.login, p.kind, p.kind, array[p.area],
                            case p.kind when 'department_owner' then '{06,R3}'::text[] else '{}' end)
       from tap.person p;
end
$$;

-- Runs a statement as that person and takes it back. Answers with the number of
-- rows, or with the SQLSTATE and the message. session_user is what counts.
create function tap.attempt(login text, statement text) returns text language plpgsql
as $$
declare
    touched bigint;
    answer text;
begin
    execute format('set local session authorization %I', login);
    begin
        execute statement;
        get diagnostics touched = row_count;
        raise exception using errcode = 'TAP00', message = touched::text;
    exception
        when sqlstate 'TAP00' then answer := 'rows ' || sqlerrm;
        when others then answer := sqlstate || ' ' || sqlerrm;
    end;
    execute 'reset session authorization';
    return answer;
end
$$;

create function tap.state_of(login text, statement text) returns text language sql
as $$ select left(tap.attempt(login, statement), 5) $$;

-- The first column of a query's only row, as seen by that person.
create function tap.see(login text, query text) returns text language plpgsql
as $$
declare
    answer text;
begin
    execute format('set local session authorization %I', login);
    begin
        execute query into answer;
    exception when insufficient_privilege then
        answer := 'refused';
    end;
    execute 'reset session authorization';
    return answer;
end
$$;

-- Categories without required attributes, one of the department's own domain and one of another.
create function tap.category(own boolean) returns text language sql stable
as $$
    select c.code from reference.category c
     where (c.domain_code = '06') = own and 'P' = any (c.geometry_types)
       and not exists (select from reference.category_attribute a where a.owner_code = c.code and a.required)
     order by c.code limit 1
$$;
create function tap.subtype(own boolean) returns text language sql stable
as $$
    select s.code from reference.resource_subtype s
     where (s.class_code = 'R3') = own
       and not exists (select from reference.category_attribute a where a.owner_code in (s.code, s.class_code) and a.required)
     order by s.code limit 1
$$;

-- Statements that are tried name places by these functions.
grant usage on schema tap to public;
grant select on all tables in schema tap to public;
