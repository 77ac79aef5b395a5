-- Two entries of one person become one: everything goes along, under the writer's rights, and back.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

create function tap.who(tag text) returns uuid language sql immutable
as $$ select ('00000000-0000-0000-0000-0000000000' || tag)::uuid $$;
create function tap.term(wanted text) returns text language sql stable
as $$ select min(code) from reference.term where vocabulary_code = wanted $$;
create function tap.merging(kept text, merged text, outdated uuid[] default '{}') returns text language sql
as $$ select format('select app.merge_persons(%L, %L, %L::uuid[])', tap.who(kept), tap.who(merged), outdated) $$;
create function tap.act(login text, statement text) returns void language plpgsql
as $$
begin
    execute format('set local session authorization %I', login);
    execute statement;
    execute 'reset session authorization';
end
$$;

-- b1 and b2 are the same 王大海; b3 has another name, b4 lives elsewhere.
insert into register.person (uid, area_code, name, title)
values (tap.who('b1'), tap.code('own'), '王大海', null), (tap.who('b2'), tap.code('own'), '王大海', '村委'),
       (tap.who('b3'), tap.code('own'), '李小江', null), (tap.who('b4'), tap.code('neighbour'), '王大海', null);
insert into register.person_phone (uid, person_uid, area_code, number)
values (tap.who('c1'), tap.who('b1'), tap.code('own'), '12012345678'), (tap.who('c2'), tap.who('b2'), tap.code('own'), '12087654321'),
       (tap.who('c3'), tap.who('b2'), tap.code('own'), '12012345678');
insert into register.risk_source (uid, area_code, category_code, name)
values (tap.who('a1'), tap.code('own'), tap.category(true), '水库');
insert into register.duty (uid, person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code, year, task)
values (tap.who('d1'), tap.who('b1'), tap.code('own'), 'post', tap.term('post'), null, null, 2026, '总负责'),
       (tap.who('d2'), tap.who('b2'), tap.code('own'), 'post', tap.term('post'), null, null, 2026, null),
       (tap.who('d3'), tap.who('b2'), tap.code('own'), 'responsibility', tap.term('responsibility'), tap.who('a1'), tap.category(true), null, null);
insert into register.grid_person (uid, area_code, year, grid_name, grid_type_code, person_uid)
values (tap.who('e1'), tap.code('own'), 2026, '一', tap.term('grid_type'), tap.who('b2'));
insert into register.transfer_household (uid, area_code, year, zone_name, zone_type_code, people, householder_uid, transfer_person_uid)
select tap.who(tag), tap.code('own'), 2026, '溪边', tap.term('danger_zone_type'), 3, householder, tap.who('b2')
  from (values ('f1', tap.who('b2')), ('f2', tap.who('b3')), ('f3', tap.who('b2'))) h (tag, householder);
update register.transfer_household set retired_at = now(), edited_from = 1 where uid = tap.who('f3');

create function tap.said() returns table (uid uuid, said jsonb, retired boolean) language sql
as $$
    select t.uid, app.what_is_said(to_jsonb(t), '{merged_into}'), t.retired_at is not null
      from register.person t where t.uid in (tap.who('b1'), tap.who('b2'))
    union all select t.uid, app.what_is_said(to_jsonb(t), '{}'), t.retired_at is not null from register.person_phone t
    union all select t.uid, app.what_is_said(to_jsonb(t), '{}'), t.retired_at is not null from register.duty t
    union all select t.uid, app.what_is_said(to_jsonb(t), '{}'), t.retired_at is not null from register.grid_person t
    union all select t.uid, app.what_is_said(to_jsonb(t), '{}'), t.retired_at is not null from register.transfer_household t
$$;
create table tap.before as select * from tap.said();

-- Every table that names persons is known ---------------------------------------------------
select bag_eq($$ select table_name::text, columns from app.naming_persons() $$,
    $$ values ('register.duty', '{person_uid}'::text[]), ('register.person_phone', '{person_uid}'), ('register.grid_person', '{person_uid}'),
              ('register.transfer_household', '{householder_uid,transfer_person_uid,warning_person_uid}') $$,
    'these tables name persons');

-- Who may --------------------------------------------------------------------------------
select is(tap.state_of(tap.login(k), tap.merging('b1', 'b2')), '42501', format('a %s does not merge persons', k))
  from unnest(array['viewer', 'county_viewer', 'county_approver', 'administrator', 'department_owner']) k;
select matches(tap.attempt(tap.login('village_compiler'), tap.merging('b1', 'b2')), '^42501 .*责任人名单.*您无权修改',
               'nor a village when one answers for a thing of the department: it is told where');
select matches(tap.attempt(tap.login('village_compiler'), tap.merging('b1', 'b4')), '^42501 .*不存在，或您无权查看', 'nor with somebody unseen');
select is(tap.attempt(tap.login(k), tap.merging('b1', 'b2')), 'rows 1', format('a %s does', k))
  from unnest(array['township_reviewer', 'county_editor']) k;
select app.create_user('tap_far_' || left(md5(current_database()), 8), 'far', 'township_reviewer', array[left(tap.code('elsewhere'), 9)]);
insert into register.grid_person (uid, area_code, year, grid_name, grid_type_code, person_uid)
values (tap.who('e2'), tap.code('elsewhere'), 2026, '远', tap.term('grid_type'), tap.who('b2'));
select matches(tap.attempt(tap.login('township_reviewer'), tap.merging('b1', 'b2')), '^42501 .*网格责任人名单',
               'a place that the township does not see stops it, in words');
select is(tap.attempt(tap.login('county_editor'), tap.merging('b1', 'b2')), 'rows 1', 'not the county');
update register.grid_person set retired_at = now(), edited_from = 1 where uid = tap.who('e2');

-- What is no merger ------------------------------------------------------------------------
select is(tap.state_of(tap.login('county_editor'), tap.merging(kept, merged)), '23514', kept || ' is not ' || merged)
  from (values ('b1', 'b1'), ('b1', 'b3'), ('b1', 'b4')) w (kept, merged);

-- One of the two ---------------------------------------------------------------------------
select lives_ok($$ select tap.act(tap.login('township_reviewer'), tap.merging('b1', 'b2', array[tap.who('c1')])) $$, 'they are merged');
select results_eq($$ select retired_at is not null, merged_into, title from register.person where uid in (tap.who('b1'), tap.who('b2')) order by uid $$,
    $$ values (false, null::uuid, '村委'), (true, tap.who('b1'), '村委') $$, 'one stays, with the title of the other');
select results_eq($$ select person_uid, retired_at is null from register.duty order by uid $$,
    $$ values (tap.who('b1'), true), (tap.who('b2'), false), (tap.who('b1'), true) $$, 'a duty that says nothing new is retired');
select results_eq($$ select number, person_uid, retired_at is null from register.person_phone order by uid $$,
    $$ values ('12012345678', tap.who('b1'), false), ('12087654321', tap.who('b1'), true), ('12012345678', tap.who('b1'), true) $$,
    'a number that no longer holds is retired');
select is((select person_uid from register.grid_person where uid = tap.who('e1')), tap.who('b1'), 'the grid goes along');
select results_eq($$ select householder_uid, transfer_person_uid, revision from register.transfer_household order by uid $$,
    $$ values (tap.who('b1'), tap.who('b1'), 2), (tap.who('b3'), tap.who('b1'), 2), (tap.who('b2'), tap.who('b2'), 2) $$,
    'households too, each changed once; what was retired stays');
select is((select count(distinct change_uid) from (
              select change_uid from register.person where uid in (tap.who('b1'), tap.who('b2'))
              union all select change_uid from register.duty where uid in (tap.who('d2'), tap.who('d3'))
              union all select change_uid from register.person_phone union all select change_uid from register.grid_person where uid = tap.who('e1')
              union all select change_uid from register.transfer_household where uid in (tap.who('f1'), tap.who('f2'))) c), 1::bigint, 'all by one change');
select results_eq($$ select person_uid, superseded_by, operation from history.duty order by uid $$,
    $$ values (tap.who('b2'), tap.login('township_reviewer'), 'retire'), (tap.who('b2'), tap.login('township_reviewer'), 'update') $$,
    'the history keeps whom they named, and who merged them');
select is(tap.state_of(tap.login('township_reviewer'), format(
              'insert into register.grid_person (area_code, year, grid_name, grid_type_code, person_uid) values (%L, 2026, ''二'', %L, %L)',
              tap.code('own'), tap.term('grid_type'), tap.who('b2'))), '23503', 'nobody names a merged person any more');
select is(tap.state_of(tap.login('township_reviewer'), tap.merging('b1', 'b2')), '23514', 'nobody is merged twice');

-- And back ---------------------------------------------------------------------------------
select is(tap.state_of(tap.login('village_compiler'), format('select app.part_persons(%L)', tap.who('b2'))), '42501',
          'who could not merge them does not part them');
select is(tap.state_of('tap_far_' || left(md5(current_database()), 8), format('select app.part_persons(%L)', tap.who('b2'))), '42501', 'nor who sees none');
select lives_ok($$ select tap.act(tap.login('township_reviewer'), format('select app.part_persons(%L)', tap.who('b2'))) $$, 'taken back');
select set_eq($$ select * from tap.said() where uid <> tap.who('e2') $$, $$ select * from tap.before $$, 'everything says what it said before');
select is((select merged_into from register.person where uid = tap.who('b2')), null::uuid, 'and nobody is merged');
select is(tap.state_of(tap.login('township_reviewer'), format('select app.part_persons(%L)', tap.who('b2'))), '23514', 'once');

select lives_ok($$ select tap.act(tap.login('township_reviewer'), tap.merging('b1', 'b2')) $$, 'merged again, all numbers kept');
select results_eq($$ select number from register.person_phone where retired_at is null order by number $$,
                  $$ values ('12012345678'), ('12087654321') $$, 'a number that both have stands once');
select lives_ok($$ select tap.act(tap.login('county_editor'), format(
                   'update register.duty set task = ''巡查'', edited_from = revision where uid = %L', tap.who('d3'))) $$, 'somebody changes a duty');
select matches(tap.attempt(tap.login('township_reviewer'), format('select app.part_persons(%L)', tap.who('b2'))),
               '^23514 .*county_editor .*不能整体撤销', 'then it is not taken back, and told who has changed it');
select lives_ok($$ select tap.act(tap.login('township_reviewer'), format(
                   'update register.person set retired_at = null, edited_from = revision where uid = %L', tap.who('b2'))) $$, 'the person alone is restored');
select is((select merged_into from register.person where uid = tap.who('b2')), null::uuid, 'who is in force is merged into nobody');

select * from finish();
rollback;
