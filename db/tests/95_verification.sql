-- Verification: the steps of a task, what counts as done, and proposals from the villages' maps.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

insert into register.risk_source (area_code, category_code, name, verification_state, verified_on, control_measures, geom)
select code, tap.category(true), tag, 'confirmed', app.statistics_day(null), '巡查', st_setsrid(st_makepoint(121, 28.3), 4490)
  from tap.place where tag in ('own', 'neighbour');
insert into register.risk_source (area_code, category_code, name, verification_state, verified_on)
select tap.code('own'), tap.category(true), v.name, v.state, app.statistics_day(null) - v.days
  from (values ('old', 'confirmed', 400), ('doubted', 'disputed', 0), ('fresh', 'unverified', null)) v (name, state, days);

create function tap.task(area text, more text default '') returns text language sql
as $$ select format('insert into register.verification_task (area_code, codes, title, deadline%s) values (%L, %L, ''春季核实'', ''2026-04-15''%s)',
                    case more when '' then '' else ', state' end, area, array[tap.category(true)], more) $$;
create function tap.step(to_state text, reason text default null) returns text language sql
as $$ select format('update register.verification_task set state = %L, reason = %L, edited_from = revision', to_state, reason) $$;

-- The steps ---------------------------------------------------------------------------
select is(tap.attempt(tap.login('county_editor'), tap.task('330382106')), 'rows 1', 'the county hands out tasks');
select is(tap.state_of(tap.login('village_compiler'), tap.task(tap.code('own'))), '42501', 'a village does not');
select is(tap.state_of(tap.login('county_editor'), tap.task('330382106', ', ''accepted''')), '42501', 'a new task is open');
select is(tap.state_of(tap.login('county_editor'), replace(tap.task('330382106'), tap.category(true), '9999')), '23503',
          'a task names categories that there are');
do $$ begin
    execute format('set local session authorization %I', tap.login('county_editor'));
    execute tap.task('330382106');
    execute 'reset session authorization';
end $$;
select is(tap.attempt(tap.login('township_reviewer'), tap.step('submitted')), 'rows 1', 'the township submits');
select is(tap.state_of(tap.login('township_reviewer'), tap.step('accepted')), '23001', 'but does not accept what is open');
select is(tap.state_of(tap.login('township_reviewer'), tap.step('withdrawn', 'x')), '42501', 'nor withdraw the county''s task');
select is(tap.state_of(tap.login('county_editor'), tap.step('withdrawn')), '23514', 'withdrawing needs a reason');
select is(tap.state_of(tap.login('county_editor'), $$ update register.verification_task set codes = '{0602}', edited_from = revision $$),
          '23001', 'what is asked never changes');
select is(tap.state_of(tap.login('township_reviewer'), $$ update register.verification_task set deadline = '2027-01-01', edited_from = revision $$),
          '42501', 'nobody extends his own deadline');
do $$ begin
    execute format('set local session authorization %I', tap.login('township_reviewer'));
    execute tap.step('submitted');
    execute 'reset session authorization';
end $$;
select is(tap.state_of(tap.login('township_reviewer'), tap.step('accepted')), '42501', 'nobody accepts his own submission');
select is(tap.state_of(tap.login('county_editor'), tap.step('returned')), '23514', 'returning needs a reason');
select is(tap.attempt(tap.login('county_editor'), tap.step('returned', '两处缺电话')), 'rows 1', 'with one it is returned');
select is(tap.attempt(tap.login('township_reviewer'), tap.step('open')), 'rows 1', 'a submission is taken back by who made it');
select is(tap.attempt(tap.login('county_editor'), tap.step('accepted')), 'rows 1', 'or accepted');
select is(tap.see(tap.login('viewer'), 'select count(*) from register.verification_task'), 'refused', 'viewers have no tasks');

-- Progress ----------------------------------------------------------------------------
select results_eq($$ select things, verified, disputed, waiting, state, overdue, sender_name from app.verification_progress('330382', null) $$,
    $$ select 5::bigint, 2::bigint, 1::bigint, 2::bigint, 'submitted', false, app.display_name(name) from base.area where code = '330382106' $$,
    'a task counts what was verified since it was handed out; a doubt is an answer; what is submitted is not overdue');
select results_eq($$ select name, done, missing from app.verification_things('330382106', array[tap.category(true)]) order by name $$,
    $$ values ('doubted', true, '{coordinates,party,person,phone,measures,verified}'::text[]),
              ('fresh', false, '{coordinates,party,person,phone,measures,verified}'),
              ('neighbour', true, '{party,person,phone}'), ('old', false, '{coordinates,party,person,phone,measures,verified}'),
              ('own', true, '{party,person,phone}') $$, 'every thing says what is missing');
select results_eq($$ select unit_code, things, with_coordinates, with_measures, verified from app.verification_completeness('330382', null) $$,
    $$ values ('330382106', 5::bigint, 2::bigint, 2::bigint, 2::bigint) $$, 'completeness is that of the statistics');
select is((select sum(things) from app.verification_completeness('330382106', null)),
          (select sum(sources) from app.statistics_risk_sources('330382106', null)), 'in the township by village');

-- Proposals ---------------------------------------------------------------------------
create function tap.as_person(kind text, statement text) returns void language plpgsql
as $$ begin
    execute format('set local session authorization %I', tap.login(kind));
    execute statement;
    execute 'reset session authorization';
end $$;
insert into situation.edition (uid, area_code, year, version, data_cutoff)
values ('00000000-0000-0000-0000-00000000000e', tap.code('own'), 2026, 1, '2026-04-15');
insert into situation.element (edition_uid, area_code, element_type_code, symbol_code, name, people, facts, source_table,
                               source_uid, source_revision, review_state, review_reason, geom)
select '00000000-0000-0000-0000-00000000000e', r.area_code, s.element_type_code, 'x', r.name || case r.name when 'fresh' then '改' else '' end,
       case r.name when 'own' then 12 end, '{}', 'register.risk_source', r.uid, 1,
       case r.name when 'old' then 'not_here' else 'verified' end, case r.name when 'old' then '已拆除' end,
       case r.name when 'own' then st_setsrid(st_makepoint(121.001, 28.3), 4490) else coalesce(r.geom, st_setsrid(st_makepoint(121, 28.3), 4490)) end
  from register.risk_source r join reference.element_source s on s.subject_kind = 'category' and s.subject_code = r.category_code
 where r.area_code = tap.code('own') and r.name in ('own', 'old', 'fresh');
insert into situation.element (edition_uid, area_code, element_type_code, symbol_code, name, facts, review_state, geom)
select '00000000-0000-0000-0000-00000000000e', tap.code('own'), element_type_code, 'x', '新水库',
       jsonb_build_object('subject_code', subject_code), 'verified', st_setsrid(st_makepoint(121.002, 28.3), 4490)
  from reference.element_source where subject_code = tap.category(true);
select tap.as_person('village_compiler', $$ select app.step_edition('00000000-0000-0000-0000-00000000000e', 1, 'submitted') $$);
select results_eq($$ select coalesce(name, '-'), proposed, geom is not null, reason = '已拆除' from app.proposal_list('330382', '{open}') order by 1 $$,
    $$ values ('fresh', '{"name": "fresh改"}'::jsonb, true, false), ('old', '{"retired": true}', false, true),
              ('own', '{"threatened_people": 12}', true, false), ('新水库', '{"name": "新水库"}', true, false) $$,
    'a submitted map proposes what it says otherwise: values, place, what is gone, what is new');
select is((select count(*) from app.edition_proposals('00000000-0000-0000-0000-00000000000e')), 4::bigint, 'and what agrees proposes nothing');
select tap.as_person('village_compiler', $$ select app.step_edition('00000000-0000-0000-0000-00000000000e', 2, 'draft') $$);
select tap.as_person('village_compiler', $$ select app.step_edition('00000000-0000-0000-0000-00000000000e', 3, 'submitted') $$);
select is((select count(*) from app.proposal_list('330382', '{open,withdrawn}')), 4::bigint, 'submitted again it proposes nothing twice');

create function tap.accept(thing text) returns text language sql
as $$ select format('select app.accept_proposal(%L, %s, %s, ''核实无误'')', uid, revision, coalesce(subject_revision::text, 'null'))
        from app.proposal_list('330382', '{open}') where name = thing $$;
select is(tap.state_of(tap.login('village_compiler'), tap.accept('own')), '42501', 'a village does not decide');
select is(tap.see(tap.login('township_reviewer'), $$ select bool_and(may_settle) from app.proposal_list('330382', '{open}') $$), 'true', 'its township may');
select is(tap.state_of(tap.login('township_reviewer'), replace(tap.accept('own'), ', 1, ''', ', 7, ''')), '40001',
          'what changed since it was shown is not overwritten');
select tap.as_person('township_reviewer', tap.accept(n)) from unnest(array['own', 'old', 'fresh', '新水库']) n;
select results_eq($$ select name, threatened_people, round(st_x(geom)::numeric, 3), retired_at is not null, changed_by = tap.login('township_reviewer')
                       from register.risk_source where name in ('own', 'old', 'fresh改', '新水库') order by 1 $$,
    $$ values ('fresh改', null::int, 121.000, false, true), ('old', null, null, true, true), ('own', 12, 121.001, false, true),
              ('新水库', null, 121.002, false, true) $$, 'what is accepted stands in the register, in the name of who accepted it');
select is_empty($$ select from app.edition_proposals('00000000-0000-0000-0000-00000000000e') $$, 'and is not proposed again');
select is((select count(*) from app.proposal_list('330382', '{accepted}') where decision = '核实无误'), 4::bigint, 'the decision is kept');
select is(tap.state_of(tap.login('county_editor'), $$ update register.change_proposal set state = 'rejected', edited_from = revision $$),
          '23001', 'a settled proposal stays settled');
insert into register.change_proposal (area_code, table_name, proposed, reason) values (tap.code('own'), 'register.risk_source', '{}', 'x');
select is(tap.state_of(tap.login('county_editor'), $$ update register.change_proposal set state = 'rejected', edited_from = revision where state = 'open' $$),
          '23514', 'a rejection needs a reason');

select * from finish();
rollback;
