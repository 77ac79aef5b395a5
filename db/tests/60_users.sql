-- Who makes users, and what cannot be done with the right to make them.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

create function tap.make(login text, kind text default 'viewer', areas text default '{330382106}', categories text default '{}',
                         verifier text default null) returns text language sql
as $$ select format('select app.create_user(%L, %L, %L, %L, %L, %L)', login, login, kind, areas, categories, verifier) $$;

select is(tap.state_of(tap.login('county_editor'), tap.make('tap_new')), '42501', 'only an administrator makes users');
select is(tap.attempt(tap.login('administrator'), tap.make('tap_new')), 'rows 1', 'an administrator does, without CREATEROLE');
select is(tap.state_of(tap.login('administrator'), $$ create role tap_other $$), '42501', 'which he does not have');
select is(tap.state_of(tap.login('administrator'), tap.make(tap.owner())), '42710', 'a role of the server is not taken over');
select is(tap.state_of(tap.login('administrator'), tap.make('pg_monitor')), '23514', 'nor a predefined one');
select is(tap.state_of(tap.login('administrator'), tap.make(app.group_role('county_editor'))), '23514', 'nor a group');
select is(tap.state_of(tap.login('administrator'), tap.make('Tap; drop')), '23514', 'a login is plain');
select is(tap.state_of(tap.login('administrator'), tap.make('tap_new', 'king')), '23514', 'there is no such kind');
select is(tap.state_of(tap.login('administrator'), tap.make('tap_new', 'viewer', '{999999}')), '23503', 'there is no such area');
select is(tap.state_of(tap.login('administrator'), tap.make('tap_new', 'department_owner', '{330382}', '{ZZ}')), '23503', 'there is no such category');
select is(tap.state_of(tap.login('administrator'), tap.make('tap_new', 'department_owner')), '23514', 'a department has categories');
select is(tap.state_of(tap.login('administrator'), tap.make('tap_new', 'viewer', '{}')), '23514', 'a viewer has an area');
select is(tap.state_of(tap.login('administrator'), tap.make('tap_new', 'viewer', '{330382106}', '{}', 'secret')), '28P01',
          'a password in the clear is refused');
select is(tap.state_of(tap.login('administrator'), $$ insert into reference.user_area values ('x', '330382') $$), '42501',
          'scopes are not written by hand');
select is(tap.state_of(tap.login('administrator'), $$ select app.apply_rights() $$), '42501', 'nor are rights applied by an administrator');
select is(tap.state_of(tap.login('administrator'), format('select app.lock_user(%L)', tap.login('administrator'))), '23001',
          'nobody locks himself out');
select is(tap.state_of(tap.login('administrator'), $$ select app.lock_user('postgres') $$), '42704', 'nor the server''s administrator');

select lives_ok(tap.make('tap_county', 'viewer', '{330382}'), 'a viewer of a county');
select is((select kind from reference.user_account where role_name = 'tap_county'), 'county_viewer', 'becomes a county_viewer');
select ok(pg_has_role('tap_county', app.group_role('county_viewer'), 'MEMBER'), 'in the group of its kind');
select throws_ok(tap.make('tap_county'), '23505', null, 'a login is registered once');

select is(tap.see('tap_county', $$ select (app.me()).kind $$), 'county_viewer', 'app.me() says who asks');
select lives_ok($$ select app.set_user_kind('tap_county', 'township_reviewer', '{330382106}') $$, 'a person changes office');
select ok(not pg_has_role('tap_county', app.group_role('county_viewer'), 'MEMBER')
          and pg_has_role('tap_county', app.group_role('township_reviewer'), 'MEMBER'), 'and group');
select lives_ok($$ select app.set_user_scope('tap_county', array[left(tap.code('elsewhere'), 9)]) $$, 'and place');
select is(tap.see('tap_county', format('select %L = any (app.editable_areas()) and %L <> all (app.editable_areas())', tap.code('elsewhere'), tap.code('own'))), 'true',
          'which is what the policies use');

select lives_ok($$ select app.lock_user('tap_county') $$, 'a user is locked');
select is(tap.see('tap_county', $$ select count(*) from register.risk_source $$), 'refused', 'and sees nothing from then on');
select ok(not (select rolcanlogin from pg_roles where rolname = 'tap_county'), 'nor can he sign in');
select lives_ok($$ select app.unlock_user('tap_county') $$, 'and is unlocked');
select is(tap.see('tap_county', $$ select count(*) from register.risk_source $$), '0', 'and sees again what is his');
select lives_ok($$ select app.set_password('tap_county', 'SCRAM-SHA-256$4096:c2FsdHNhbHRzYWx0c2FsdA==$c3RvcmVka2V5c3RvcmVka2V5c3RvcmVka2V5c3Q=:c2VydmVya2V5c2VydmVya2V5c2VydmVya2V5c2U=') $$,
                'a password is set by its verifier');

-- A registered role without its group is put back by applying the rights.
do $$ begin execute format('revoke %I from tap_county', app.group_role('township_reviewer')); end $$;
select app.apply_rights();
select ok(pg_has_role('tap_county', app.group_role('township_reviewer'), 'MEMBER'), 'applying the rights restores memberships');

select * from finish();
rollback;
