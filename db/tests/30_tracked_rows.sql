-- Revisions, refused writes, retiring, words, notifications' triggers, history.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

insert into register.risk_source (uid, area_code, category_code, name, revision, edited_from, created_by, retired_at)
values ('00000000-0000-0000-0000-000000000001', tap.code('own'), tap.category(true), '水库', 7, 3, 'somebody', now());
insert into register.risk_source (uid, area_code, category_code, name)
values ('00000000-0000-0000-0000-000000000002', tap.code('own'), tap.category(false), '坡'),
       ('00000000-0000-0000-0000-000000000003', tap.code('elsewhere'), tap.category(true), '别处');

select row_eq(
    $$ select revision, edited_from, created_by, retired_at is null from register.risk_source
        where uid = '00000000-0000-0000-0000-000000000001' $$,
    row(1, null::integer, tap.owner(), true),
    'an insert begins at revision 1, signed by who made it, whatever the client says');

-- Updating
select throws_ok(
    $$ update register.risk_source set name = 'x' where uid = '00000000-0000-0000-0000-000000000001' $$,
    '23502', null, 'an update without edited_from is refused');
select throws_ok(
    $$ update register.risk_source set name = 'x', edited_from = 9 where uid = '00000000-0000-0000-0000-000000000001' $$,
    '40001', null, 'an update from a revision that is not the stored one is refused');
select throws_like(
    $$ update register.risk_source set name = 'x', edited_from = 9 where uid = '00000000-0000-0000-0000-000000000001' $$,
    '%' || tap.owner() || '%' || to_char(now(), 'YYYY-MM-DD HH24:MI:SS') || '%',
    'the refusal names who changed the row and when');
select throws_ok(
    $$ update register.risk_source set name = 'x', edited_from = 1 where false $$,
    '42501', null, 'an update that changes nothing is refused');
select throws_ok(
    $$ update register.risk_source set uid = gen_random_uuid(), edited_from = 1 where name = '水库' $$,
    '23001', null, 'the uid never changes');
select throws_ok(
    $$ update register.risk_source set created_by = 'x', edited_from = 1 where name = '水库' $$,
    '23001', null, 'who made a row never changes');
select lives_ok(
    $$ update register.risk_source set name = '水库甲', edited_from = 1, change_uid = '00000000-0000-0000-0000-0000000000aa'
        where uid = '00000000-0000-0000-0000-000000000001' $$,
    'an update from the stored revision is taken');
select row_eq(
    $$ select revision, edited_from, change_uid from register.risk_source where uid = '00000000-0000-0000-0000-000000000001' $$,
    row(2, null::integer, '00000000-0000-0000-0000-0000000000aa'::uuid), 'it counts up and leaves edited_from empty');
select lives_ok(
    $$ update register.risk_source set name = '水库乙', edited_from = coalesce(edited_from, revision)
        where uid = '00000000-0000-0000-0000-000000000001' $$,
    'what QGIS sends (coalesce of edited_from and revision) is taken');
select is((select change_uid from register.risk_source where name = '水库乙'), null,
          'the next version is not credited to the command before');
select lives_ok(
    $$ update register.risk_source set risk_level = 2, edited_from = revision $$, 'a set is updated in one statement');

-- History
select results_eq(
    $$ select revision, name, operation, superseded_by from history.risk_source
        where uid = '00000000-0000-0000-0000-000000000001' order by revision $$,
    $$ values (1, '水库', 'update', tap.owner()), (2, '水库甲', 'update', tap.owner()),
              (3, '水库乙', 'update', tap.owner()) $$,
    'every superseded version is kept');
select is((select count(*) from history.risk_source), 5::bigint, 'one kept version for each updated row');
update register.risk_source set note = 'x', edited_from = revision where name = '坡';
select is((select count(*) from app.risk_source_as_of(now())), 3::bigint, 'as of now: every row once');
select is((select count(*) from app.risk_source_as_of(now() - interval '1 second')), 0::bigint, 'as of before: nothing');

-- Retiring
select lives_ok($$ delete from register.risk_source where name = '坡' $$, 'a delete is taken');
select row_eq($$ select retired_at is not null, retired_by from register.risk_source where name = '坡' $$,
              row(true, tap.owner()), 'and retires the row');
select is((select operation from history.risk_source where name = '坡' order by revision desc limit 1), 'retire',
          'history says that it was retired');
select lives_ok($$ delete from register.risk_source where name = '坡' $$, 'deleting what is retired changes nothing');
select is((select revision from register.risk_source where name = '坡'), 4, 'not even the revision');
select throws_ok($$ delete from register.risk_source where name = 'not there' $$, '42501', null,
                 'a delete that finds nothing is refused');
select lives_ok($$ update register.risk_source set retired_at = '2000-01-01', edited_from = revision where name = '别处' $$,
                'retiring by update');
select is((select retired_at from register.risk_source where name = '别处'), now(), 'is dated now, whatever the client says');
select lives_ok($$ update register.risk_source set retired_at = null, edited_from = revision where name = '坡' $$, 'and taken back');
select is((select operation from history.risk_source where name = '坡' order by revision desc limit 1), 'restore',
          'history says that it came back');
select is((select retired_by from register.risk_source where name = '坡'), null, 'nobody retired it');
select is(tap.see(tap.login('village_compiler'),
          $$ select count(*) from register.risk_source where retired_at is not null $$), '0', 'retired rows of elsewhere stay unseen');
delete from register.risk_source where name = '水库乙';
select is(tap.see(tap.login('village_compiler'),
          $$ select count(*) from register.risk_source where retired_at is not null $$), '1', 'select policies do not hide retired rows');
select is(tap.see(tap.login('village_compiler'), $$ select count(*) from app.risk_source_current $$), '1', 'the view of layers does');
update register.risk_source set retired_at = null, edited_from = revision where name = '水库乙';

-- Refusals have words, and a statement that reaches too far is refused as a whole.
select matches(tap.attempt(tap.login('village_compiler'),
    $$ insert into register.person (area_code, name) values (tap.code('neighbour'), 'x') $$),
    '^42501 .*无权.*' || tap.code('neighbour'), 'a foreign area is refused with its code');
select matches(tap.attempt(tap.login('department_owner'), format(
    $$ insert into register.risk_source (area_code, category_code, name) values (%L, %L, 'x') $$, tap.code('own'), tap.category(false))),
    '^42501 .*无权.*' || tap.category(false), 'a foreign category is refused with its code');
select matches(tap.attempt(tap.login('township_reviewer'),
    $$ update register.risk_source set area_code = tap.code('elsewhere'), edited_from = revision where name = '水库乙' $$),
    '^42501 .*无权', 'a row is not moved into a foreign area');
select matches(tap.attempt(tap.login('department_owner'), format(
    $$ update register.risk_source set area_code = %L, edited_from = revision where name = '别处' $$, tap.code('own'))),
    '^42501 .*无权修改', 'nor out of one');
select matches(tap.attempt(tap.login('department_owner'), $$ update register.risk_source set note = 'x', edited_from = revision $$),
    '^42501 .*无权', 'a set with one foreign row is refused as a whole');
select matches(tap.attempt(tap.login('department_owner'), format(
    $$ update register.risk_source set category_code = %L, edited_from = revision where name = '坡' $$, tap.category(true))),
    '^42501 .*无权修改', 'a row is not pulled into the own category');
select matches(tap.attempt(tap.login('village_compiler'), $$ delete from register.risk_source where name = '水库乙' $$),
    '^42501 ', 'a delete without the right is refused');
select is(tap.attempt(tap.login('township_reviewer'), $$ delete from register.risk_source where name = '水库乙' $$),
    'rows 0', 'a delete with the right retires (and says DELETE 0)');
select matches(tap.attempt(tap.login('township_reviewer'), $$ delete from register.risk_source where name = '别处' $$),
    '^42501 .*未删除', 'what one cannot see one cannot delete');

-- The setting that carries the words protects nothing: forged, the policy still refuses.
select matches(tap.attempt(tap.login('village_compiler'),
    $$ insert into register.person (area_code, name)
       select tap.code('neighbour'), 'x' || set_config('floodmap.insert_person_areas', '', true) $$),
    '^42501 new row violates', 'a forged setting gives no right');

-- A merged village brings its rows along.
insert into base.area (code, level, parent_code, name, valid_to)
select left(code, 9) || '998', 'village', left(code, 9), '旧村委会', '2020-01-01' from tap.place where tag = 'elsewhere';
insert into base.area_successor (from_code, to_code, on_date)
select code, tap.code('own'), '2020-01-01' from base.area where name = '旧村委会';
insert into register.person (area_code, name) select code, '旧村人' from base.area where name = '旧村委会';
select is(tap.see(tap.login('village_compiler'), $$ select count(*) from register.person where name = '旧村人' $$), '1',
          'the predecessor''s persons are seen');
select is(tap.attempt(tap.login('village_compiler'),
    $$ update register.person set note = 'x', edited_from = 1 where name = '旧村人' $$), 'rows 1', 'and may be written');

-- A thing of elsewhere that reaches here is seen, and still not written.
insert into register.affected_area (subject_uid, subject_area_code, area_code)
values ('00000000-0000-0000-0000-000000000003', tap.code('elsewhere'), '330382106');
select is(tap.see(tap.login('village_compiler'), $$ select name from register.risk_source where name = '别处' $$), '别处',
          'what reaches the township is seen in its villages');
select matches(tap.attempt(tap.login('township_reviewer'),
    $$ update register.risk_source set note = 'x', edited_from = revision where name = '别处' $$), '^42501 .*无权', 'but not written there');

-- Phones
insert into register.person (uid, area_code, name)
values ('00000000-0000-0000-0000-0000000000b1', tap.code('own'), '甲'), ('00000000-0000-0000-0000-0000000000b2', tap.code('elsewhere'), '乙');
insert into register.person_phone (person_uid, area_code, kind, number)
values ('00000000-0000-0000-0000-0000000000b1', tap.code('own'), 'mobile', '12012345678'),
       ('00000000-0000-0000-0000-0000000000b1', tap.code('own'), 'duty', '0577-62271234'),
       ('00000000-0000-0000-0000-0000000000b2', tap.code('elsewhere'), 'office', '0577-62275678');
select is(tap.see(tap.login('village_compiler'), $$ select string_agg(phone, ' ' order by phone) from app.person_contact $$),
          '0577-62271234 12012345678', 'own phones are seen in full');
select is(tap.see(tap.login('viewer'), $$ select string_agg(phone, ' ' order by phone) from app.person_contact $$),
          '0577-62271234 120****5678', 'a viewer sees them masked, but for the duty line');
select is(tap.see(tap.login('county_viewer'), $$ select string_agg(phone, ' ' order by phone) from app.person_contact $$),
          '0577-****5678 0577-62271234 120****5678', 'a viewer of the county too');
select is(tap.see(tap.login('viewer'), $$ select count(*) from register.person_phone $$), 'refused', 'and never the table');
select is(app.mask_phone('0577-62271234-801'), '0577-****1234-801', 'a landline is masked in its middle');

select * from finish();
rollback;
