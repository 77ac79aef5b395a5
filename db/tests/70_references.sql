-- Naming a foreign thing or person gives no right to it.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

insert into register.risk_source (uid, area_code, category_code, name)
values ('00000000-0000-0000-0000-0000000000a1', tap.code('elsewhere'), tap.category(true), '别处'),
       ('00000000-0000-0000-0000-0000000000a2', tap.code('own'), tap.category(true), '本村'),
       ('00000000-0000-0000-0000-0000000000a3', tap.code('own'), tap.category(false), '他类');
insert into register.person (uid, area_code, name)
values ('00000000-0000-0000-0000-0000000000b1', tap.code('elsewhere'), '外人'),
       ('00000000-0000-0000-0000-0000000000b2', tap.code('own'), '村民');
insert into register.person_phone (person_uid, area_code, number)
values ('00000000-0000-0000-0000-0000000000b1', tap.code('elsewhere'), '12012345678');

create function tap.reach(subject text, area text) returns text language sql
as $$ select format('insert into register.affected_area (subject_uid, subject_area_code, area_code)
                     values (%L, %L, %L)', subject, area, tap.code('own')) $$;

select is(tap.state_of(tap.login('township_reviewer'), tap.reach('00000000-0000-0000-0000-0000000000a1', tap.code('own'))),
          '23503', 'a foreign thing is not claimed as one of the own area');
select is(tap.state_of(tap.login('township_reviewer'), tap.reach(gen_random_uuid()::text, tap.code('own'))),
          '23503', 'nor one that is not there');
select is(tap.attempt(tap.login('township_reviewer'), tap.reach('00000000-0000-0000-0000-0000000000a2', tap.code('own'))),
          'rows 1', 'an own thing reaches where its owner says');

create function tap.give(person text, subject text, category text default null, area text default tap.code('own'))
    returns text language sql
as $$ select format('insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code)
                     select %L, %L, vocabulary_code, code, %L, %L from reference.term where vocabulary_code = ''responsibility'' limit 1',
                    person, area, subject, category) $$;

select is(tap.state_of(tap.login('department_owner'),
                       tap.give('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a3', tap.category(true))),
          '23503', 'a department cannot pass a foreign thing off as of its category');
select is(tap.attempt(tap.login('department_owner'),
                      tap.give('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a2', tap.category(true))),
          'rows 1', 'and names who answers for its own');
select is(tap.attempt(tap.login('township_reviewer'),
                      tap.give('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a2')),
          'rows 1', 'a duty may leave the category open');

select matches(tap.attempt(tap.login('township_reviewer'),
                           tap.give('00000000-0000-0000-0000-0000000000b1', '00000000-0000-0000-0000-0000000000a2')),
               '^42501 .*不在您的可见范围内', 'nobody gives a duty to a person he does not see');
select is(tap.state_of(tap.login('village_compiler'), format(
              'insert into register.person_phone (person_uid, area_code, number) values (%L, %L, ''12000000009'')',
              '00000000-0000-0000-0000-0000000000b1', tap.code('own'))),
          '42501', 'nor a phone');
select is(tap.state_of(tap.login('village_compiler'), format(
              'insert into register.grid_person (area_code, year, grid_name, grid_type_code, person_uid)
               select %L, 2026, ''一'', code, %L from reference.term where vocabulary_code = ''grid_type'' limit 1',
              tap.code('own'), '00000000-0000-0000-0000-0000000000b1')),
          '42501', 'nor a grid');

create function tap.list(named text, person text) returns text language sql
as $$ select format('insert into register.transfer_household (area_code, year, zone_name, zone_type_code, people, %I)
                     select %L, 2026, ''区'', code, 1, %L from reference.term where vocabulary_code = ''danger_zone_type'' limit 1',
                    named, tap.code('own'), person) $$;
select is(tap.state_of(tap.login('village_compiler'), tap.list(named, '00000000-0000-0000-0000-0000000000b1')), '42501',
          'nor a place in the transfer list: ' || named)
  from unnest(array['householder_uid', 'transfer_person_uid', 'warning_person_uid']) named;
select is(tap.attempt(tap.login('village_compiler'), tap.list('householder_uid', '00000000-0000-0000-0000-0000000000b2')),
          'rows 1', 'the own persons are listed');

-- An update that leaves the name alone asks nothing; one that changes it does.
do $$ begin execute tap.list('householder_uid', '00000000-0000-0000-0000-0000000000b1'); end $$;
select is(tap.attempt(tap.login('village_compiler'),
                      $$ update register.transfer_household set note = 'x', edited_from = revision $$),
          'rows 1', 'what an administrator wrote may be edited');
select is(tap.state_of(tap.login('village_compiler'), $$ update register.transfer_household
              set warning_person_uid = '00000000-0000-0000-0000-0000000000b1', edited_from = revision $$),
          '42501', 'but names nobody else unseen');

-- What names a thing goes along when the thing moves or becomes another.
insert into register.relief_resource (uid, area_code, subtype_code, name)
values ('00000000-0000-0000-0000-0000000000a4', tap.code('own'), tap.subtype(true), '仓库');
do $$ begin
    execute tap.give('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a2', tap.category(true));
    execute tap.give('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a2');
    execute tap.give('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a2', tap.category(true));
    update register.duty set retired_at = now(), edited_from = 1 where id = (select max(id) from register.duty);
    execute tap.give('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a3', tap.category(false));
    execute tap.give('00000000-0000-0000-0000-0000000000b2', '00000000-0000-0000-0000-0000000000a4', tap.subtype(true));
    execute tap.reach('00000000-0000-0000-0000-0000000000a2', tap.code('own'));
end $$;
select app.create_user('tap_next_' || left(md5(current_database()), 8), 'next', 'village_compiler', array[tap.code('neighbour')]);
create function tap.add_file(name text, thing text, area text default tap.code('own')) returns text language sql
as $$ select format('insert into register.file (name, media_type, content, sha256, area_code, subject_uid)
                     values (%L, ''image/jpeg'', ''\x00'', repeat(''0'', 64), %L, %L)',
                    name, area, '00000000-0000-0000-0000-0000000000' || thing) $$;
do $$ begin
    execute tap.add_file('坝.jpg', 'a2');
    execute tap.add_file('他类.jpg', 'a3');
    execute tap.add_file('仓库.jpg', 'a4');
end $$;
create function tap.pictures(login text) returns text language sql
as $$ select tap.see(login, 'select string_agg(name, '' '' order by name) from register.file') $$;
select is(tap.state_of(tap.login('village_compiler'), tap.add_file('别处.jpg', 'a1')), '23503',
          'a picture does not claim a foreign thing for the own area');
select is(tap.attempt(tap.login('village_compiler'), tap.add_file('又.jpg', 'a2')), 'rows 1', 'and is added to an own one');
select is(tap.pictures('tap_next_' || left(md5(current_database()), 8)), null, 'the neighbour sees no pictures of this village');
create function tap.as_department(statement text) returns void language plpgsql
as $$
begin
    execute format('set local session authorization %I', tap.login('department_owner'));
    execute statement;
    execute 'reset session authorization';
end
$$;
create function tap.said(thing text) returns table (area text, category text, revision integer, retired boolean) language sql
as $$ select d.area_code collate "default", d.category_code collate "default", d.revision, d.retired_at is not null
        from register.duty d where d.subject_uid = ('00000000-0000-0000-0000-0000000000' || thing)::uuid order by d.id $$;

select lives_ok($$ select tap.as_department('update register.risk_source set note = ''x'', area_code = area_code, edited_from = revision
                                              where name = ''本村''') $$, 'a department writes its thing');
select set_eq($$ select revision from tap.said('a2') where not retired $$, '{1}'::integer[], 'its duties stay as they were while it stays');
select is(tap.state_of(tap.login('department_owner'),
                       $$ update register.duty set task = 'x', edited_from = revision where category_code is null $$),
          '42501', 'a duty that leaves the category open is not the department''s to change');
select lives_ok(format('select tap.as_department(%L)', format(
                    'update register.risk_source set area_code = %L, edited_from = revision where name = ''本村''', tap.code('neighbour'))),
                'but goes along when it moves the thing');
select results_eq($$ select * from tap.said('a2') $$,
    $$ values (tap.code('neighbour'), tap.category(true), 2, false), (tap.code('neighbour'), null, 2, false),
              (tap.code('own'), tap.category(true), 2, true) $$, 'duties in force say where it is, once; what was retired stays');
select results_eq($$ select area_code collate "default", revision, superseded_by, operation from history.duty
                      where subject_uid = '00000000-0000-0000-0000-0000000000a2' and operation = 'update' $$,
    $$ values (tap.code('own'), 1, tap.login('department_owner'), 'update'), (tap.code('own'), 1, tap.login('department_owner'), 'update') $$,
    'the history keeps where it was, and who moved it');
select is((select subject_area_code collate "default" from register.affected_area where revision = 2), tap.code('neighbour'),
          'what it reaches knows where it counts');
select is(tap.pictures('tap_next_' || left(md5(current_database()), 8)), '坝.jpg', 'its pictures are seen where it is now');
select is(tap.pictures(tap.login('village_compiler')), '仓库.jpg 他类.jpg', 'and no longer where it was');
select is((select created_by from register.file where name = '坝.jpg'), tap.owner(), 'who added them stays');
select results_eq($$ select area, revision from tap.said('a3') $$, $$ values (tap.code('own'), 1) $$, 'duties for other things stay');
select lives_ok($$ update register.risk_source set category_code = case category_code when tap.category(true) then tap.category(false)
                          else tap.category(true) end, edited_from = revision where name in ('本村', '他类') $$, 'things become others');
select results_eq($$ select category from tap.said('a2') where not retired union all select category from tap.said('a3') $$,
    $$ values (tap.category(false)), (null), (tap.category(true)) $$, 'their duties with them');
select lives_ok($$ update register.relief_resource set area_code = tap.code('neighbour'), subtype_code = tap.subtype(false),
                          edited_from = revision $$, 'a resource moves and becomes another at once');
select results_eq($$ select area, category from tap.said('a4') $$, $$ values (tap.code('neighbour'), tap.subtype(false)) $$,
    'and its duty');
select is(tap.pictures('tap_next_' || left(md5(current_database()), 8)), '仓库.jpg 坝.jpg', 'and its picture');

-- The signature of an imported ledger stays.
insert into register.ledger_batch (uid, file_name, file_sha256, area_code, mode, rows_read, rows_inserted, rows_updated,
                                   rows_unchanged, rows_rejected)
values ('00000000-0000-0000-0000-0000000000c1', 'x', 'x', tap.code('own'), 'all', 0, 0, 0, 0, 0);
update register.ledger_batch set imported_by = 'somebody', imported_at = '2000-01-01', rows_read = 1;
select is((select imported_by from register.ledger_batch), tap.owner(), 'nobody signs a ledger for another');
select ok((select imported_at > '2020-01-01' from register.ledger_batch), 'nor for another day');
select is((select rows_read from register.ledger_batch), 1, 'and the rest is written');

select * from finish();
rollback;
