-- Personal attributes: never with the thing, for those alone who may read the phones.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

select lives_ok($$ insert into register.risk_source (uid, area_code, category_code, name, attributes)
    values ('00000000-0000-0000-0000-000000000001', tap.code('own'), '1106', '海钓点', '{"operator_name": "王大海", "approved_capacity": 12}') $$,
    'a thing is written with a personal attribute');
select is((select attributes from register.risk_source), '{"approved_capacity": 12}'::jsonb, 'which does not stay with it');
select is((select attributes from register.personal_attribute), '{"operator_name": "王大海"}'::jsonb, 'but stands apart');
select is(tap.see(tap.login(kind), $$ select app.personal_of('00000000-0000-0000-0000-000000000001') ->> 'operator_name' $$), seen,
          kind || ' reads it or not')
  from (values ('viewer', null), ('county_viewer', null), ('village_compiler', '王大海'), ('township_reviewer', '王大海'),
               ('department_owner', null), ('county_editor', '王大海'), ('county_approver', '王大海'), ('administrator', null)) k (kind, seen);
select is(tap.see(tap.login('viewer'), 'select count(*) from register.personal_attribute'), 'refused', 'a viewer has no way to the table');
select is(tap.see(tap.login('county_viewer'), $$ select attributes::text from app.risk_source_as_of(now()) $$), '{"approved_capacity": 12}', 'nor through the past');
select is(tap.state_of(tap.login('county_editor'), $$ update register.risk_source set attributes = attributes || '{"operator_name": 7}', edited_from = revision $$),
          '23514', 'its type is checked');
select lives_ok($$ update register.risk_source set attributes = attributes || '{"operator_name": "李小江"}', edited_from = 1 $$, 'it changes');
select results_eq($$ select revision, app.personal_of(uid) ->> 'operator_name' from register.risk_source $$, $$ values (2, '李小江') $$, 'and the thing has a new version');
select is((select attributes ->> 'operator_name' from history.personal_attribute), '王大海', 'the old value is in the history');
select lives_ok($$ update register.risk_source set attributes = '{"approved_capacity": 13}', edited_from = 2 $$, 'what does not name it');
select is(app.personal_of('00000000-0000-0000-0000-000000000001') ->> 'operator_name', '李小江', 'leaves it');
select lives_ok($$ update register.risk_source set area_code = tap.code('elsewhere'), edited_from = 3 $$, 'a thing moves');
select is((select area_code from register.personal_attribute), tap.code('elsewhere'), 'its personal attributes with it');
select is(tap.see(tap.login('village_compiler'), $$ select app.personal_of('00000000-0000-0000-0000-000000000001')::text $$), '{}', 'out of sight of the old village');
select lives_ok($$ update register.risk_source set attributes = attributes || '{"operator_name": null}', edited_from = 4 $$, 'a null takes it away');
select is((select attributes from register.personal_attribute), '{}'::jsonb, 'for good');
select is(tap.state_of(tap.login('township_reviewer'), $$ update register.risk_source set attributes = '{"operator_name": "x"}', edited_from = revision $$),
          '42501', 'who may not write the thing does not write it either');
select * from finish();
rollback;
