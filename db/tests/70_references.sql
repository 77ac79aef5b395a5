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
