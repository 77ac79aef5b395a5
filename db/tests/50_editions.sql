-- The steps of an edition, what they lock, and proposals.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql
select tap.login('village_compiler') as compiler \gset

insert into situation.edition (uid, area_code, year, version, data_cutoff)
select '00000000-0000-0000-0000-0000000000e1'::uuid, tap.code('own'), 2026, 1, '2026-04-15'::date;
create table tap.point as select code from reference.element_type where 'P' = any (geometry_types) order by code limit 1;
create function tap.add_element(edition uuid default '00000000-0000-0000-0000-0000000000e1') returns text language sql
as $$ select format('insert into situation.element (edition_uid, area_code, element_type_code, symbol_code, geom)
                     values (%L, %L, %L, ''x'', ''SRID=4490;POINT(121 28)'')', edition, tap.code('own'), (select code from tap.point)) $$;

-- A step taken for good by that person; answers with the state, or the refusal.
create function tap.step(kind text, new_state text, reason text default null) returns text language plpgsql
as $$
declare
    answer text;
begin
    execute format('set local session authorization %I', tap.login(kind));
    begin
        perform app.step_edition(e.uid, e.revision, new_state, reason) from situation.edition e where e.version = 1;
        answer := (select state from situation.edition where version = 1);
    exception when others then answer := sqlstate;
    end;
    execute 'reset session authorization';
    return answer;
end
$$;
grant select on tap.point to public;

select is(tap.attempt(tap.login('village_compiler'), tap.add_element()), 'rows 1', 'a draft takes elements');
select is(tap.step('village_compiler', 'township_approved'), '42501', 'a village does not approve itself');
select is(tap.step('village_compiler', 'published'), '42501', 'nor publish');
select is(tap.step('township_reviewer', 'township_approved'), '42501', 'what is not submitted is not approved');
select is(tap.step('village_compiler', 'submitted'), 'submitted', 'a village submits');
select is(tap.step('village_compiler', 'township_approved'), '42501', 'and still does not approve itself');
select is(tap.state_of(tap.login('village_compiler'), tap.add_element()), '23001', 'a submitted edition is locked for the village');
select is(tap.state_of(tap.login('township_reviewer'), tap.add_element()), '23001', 'and for the township');
select is(tap.state_of(tap.login('township_reviewer'), $$ delete from situation.edition $$), '23001', 'it cannot be retired');
select is(tap.state_of(tap.login('village_compiler'), $$ update situation.edition set note = 'x', edited_from = revision $$), '23001',
          'its row too');
select is(tap.step('township_reviewer', 'township_returned'), '23514', 'a rejection needs a reason');
select is(tap.step('township_reviewer', 'township_returned', '缺转移路线'), 'township_returned', 'with a reason it goes back');
select is(tap.attempt(tap.login('village_compiler'), tap.add_element()), 'rows 1', 'a returned edition is open again');
select is((select change_requests from situation.edition where version = 1), 1, 'and the request is counted');
select is(tap.step('village_compiler', 'submitted'), 'submitted', 'submitted again');
select is(tap.step('village_compiler', 'draft'), 'draft', 'withdrawn');
select is(tap.step('village_compiler', 'submitted'), 'submitted', 'and submitted');
select is(tap.step('county_approver', 'published'), '42501', 'the county does not pass over the township');
select is(tap.step('township_reviewer', 'township_approved'), 'township_approved', 'the township approves');
select is(tap.step('township_reviewer', 'published'), '42501', 'but does not publish');
select is(tap.step('county_editor', 'published'), '42501', 'nor does the county''s editor');
select is(tap.step('county_approver', 'county_returned', '请核实人数'), 'county_returned', 'the county returns');
select is(tap.step('township_reviewer', 'township_approved'), '42501', 'a returned edition goes through the township again');
select is(tap.step('township_reviewer', 'submitted'), 'submitted', 'the township hands it in for the village');
select is(tap.step('township_reviewer', 'township_approved'), '42501', 'but nobody approves his own submission');
select is(tap.step('township_reviewer', 'township_returned', '由村提交'), 'township_returned', 'so it goes back');
select is(tap.step('village_compiler', 'submitted'), 'submitted', 'submitted once more');
select is(tap.step('township_reviewer', 'township_approved'), 'township_approved', 'approved');
insert into situation.route (edition_uid, area_code, number, length_m, walking_minutes, geom)
select uid, area_code, 1, 100, 2, 'SRID=4490;LINESTRING(121 28,121 28.001)' from situation.edition where version = 1;
select is(tap.step('county_approver', 'published'), 'published', 'and published');

-- Published means unchangeable, for everybody.
select throws_ok(tap.add_element(), '23001', null, 'not even the owner adds an element to a published edition');
select throws_ok($$ update situation.route set name = 'x', edited_from = revision $$, '23001', null, 'or changes a route');
select throws_ok($$ delete from situation.route $$, '23001', null, 'or takes one away');
select throws_ok($$ insert into situation.sheet_frame (edition_uid, area_code) select uid, area_code from situation.edition where version = 1 $$,
                 '23001', null, 'or adds a frame');
select throws_ok($$ update situation.edition set note = 'x', edited_from = revision where version = 1 $$, '23001', null, 'or changes its row');
select throws_ok($$ delete from situation.edition where version = 1 $$, '23001', null, 'or retires it');
select throws_ok($$ update situation.edition set state = 'draft', edited_from = revision where version = 1 $$, '42501', null,
                 'or opens it again');
select throws_ok($$ update situation.edition set state = 'archived', data_cutoff = '2020-01-01', edited_from = revision where version = 1 $$,
                 '23001', null, 'archiving changes nothing else');
select is(tap.see(tap.login('viewer'), $$ select state from situation.edition $$), 'published', 'a viewer sees it now');
select is(tap.step('county_approver', 'archived'), 'archived', 'the county archives');
select is(tap.step('county_approver', 'void', 'x'), '42501', 'what is archived stays so');

select results_eq(
    $$ select to_state, reason, logged_by from situation.review_log order by id $$,
    $$ values ('draft', null::text, tap.owner()), ('submitted', null, tap.login('village_compiler')),
              ('township_returned', '缺转移路线', tap.login('township_reviewer')), ('submitted', null, tap.login('village_compiler')),
              ('draft', null, tap.login('village_compiler')), ('submitted', null, tap.login('village_compiler')),
              ('township_approved', null, tap.login('township_reviewer')), ('county_returned', '请核实人数', tap.login('county_approver')),
              ('submitted', null, tap.login('township_reviewer')), ('township_returned', '由村提交', tap.login('township_reviewer')),
              ('submitted', null, tap.login('village_compiler')), ('township_approved', null, tap.login('township_reviewer')),
              ('published', null, tap.login('county_approver')), ('archived', null, tap.login('county_approver')) $$,
    'every step is logged, with its reason and by whom');

-- What was struck out before the publication was never published.
set local session_replication_role = replica;
insert into situation.element (edition_uid, area_code, element_type_code, symbol_code, geom, retired_at)
select e.uid, e.area_code, (select code from tap.point), 'struck out', 'SRID=4490;POINT(121 28)', now()
  from situation.edition e where e.version = 1;
set local session_replication_role = origin;
select is(tap.see(tap.login('viewer'), $$ select count(*) from situation.element where symbol_code = 'struck out' $$), '0',
          'a viewer does not see what a published edition left out');
select is(tap.see(tap.login('village_compiler'), $$ select count(*) from situation.element where symbol_code = 'struck out' $$), '1',
          'its compiler does');

-- Drafts
insert into situation.edition (uid, area_code, year, version, data_cutoff)
select '00000000-0000-0000-0000-0000000000e2'::uuid, tap.code('own'), 2026, 2, '2026-04-15'::date;
select is(tap.see(tap.login('viewer'), $$ select count(*) from situation.edition where version = 2 $$), '0', 'a viewer sees no draft');
select is(tap.state_of(tap.login('township_reviewer'), format(
    $$ insert into situation.edition (area_code, year, version, state, data_cutoff) values (%L, 2026, 3, 'published', now()) $$, tap.code('own'))),
    '42501', 'an edition does not begin published');
select is(tap.state_of(tap.login('village_compiler'), format(
    $$ update situation.edition set area_code = %L, edited_from = 1 where version = 2 $$, tap.code('neighbour'))),
    '23001', 'nor does it move to the neighbours');
select is(tap.attempt(tap.login('village_compiler'), $$ delete from situation.edition where version = 2 $$), 'rows 0', 'a draft can be retired');
select is(tap.state_of(tap.login('village_compiler'),
    $$ insert into situation.review_log (edition_uid, area_code, to_state)
       select uid, area_code, 'published' from situation.edition where version = 2 $$), '42501', 'nobody writes the log by hand');
select throws_ok($$ insert into situation.element (uid, edition_uid, area_code, element_type_code, symbol_code, geom)
                    select gen_random_uuid(), uid, '330382', (select code from tap.point), 'x', 'SRID=4490;POINT(121 28)'
                      from situation.edition where version = 2 $$, '23503', null, 'an element has the area of its edition');

-- Proposals
insert into register.risk_source (area_code, category_code, name) select tap.code('own'), tap.category(true), '水库';
set local session authorization :"compiler";
insert into register.change_proposal (area_code, table_name, category_code, proposed, reason)
select tap.code('own'), 'register.risk_source', tap.category(true), '{"name": "新名"}', '名称有误';
reset session authorization;
select is(tap.state_of(tap.login('village_compiler'), $$ update register.change_proposal set state = 'accepted', edited_from = 1 $$),
          '42501', 'nobody accepts his own proposal');
select is(tap.attempt(tap.login('village_compiler'), $$ update register.change_proposal set state = 'withdrawn', edited_from = 1 $$),
          'rows 1', 'but may withdraw it');
select is(tap.state_of(tap.login('township_reviewer'), $$ update register.change_proposal set state = 'withdrawn', edited_from = 1 $$),
          '42501', 'others do not withdraw it for him');
select is(tap.attempt(tap.login('department_owner'), $$ update register.change_proposal set state = 'accepted', edited_from = 1 $$),
          'rows 1', 'the department decides on its category');
select is(tap.attempt(tap.login('township_reviewer'), $$ update register.change_proposal set state = 'rejected', decision = '无误', edited_from = 1 $$),
          'rows 1', 'and the township');

select * from finish();
rollback;
