-- The figures of the reports stand under the rights of who asks.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

insert into register.risk_source (uid, area_code, category_code, name, threatened_people)
select ('00000000-0000-0000-0000-0000000001' || lpad(row_number() over (order by tag)::text, 2, '0'))::uuid,
       code, tap.category(true), tag, 10 from tap.place;
insert into register.relief_resource (area_code, subtype_code, name, capacity_people)
select code, tap.subtype(true), tag, 10 from tap.place;
insert into register.person (uid, area_code, name)
select ('00000000-0000-0000-0000-0000000002' || lpad(row_number() over (order by tag)::text, 2, '0'))::uuid, code, tag from tap.place;
insert into register.person_phone (person_uid, area_code, number)
select uid, area_code, '12012345678' from register.person;
insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code)
select p.uid, r.area_code, t.vocabulary_code, t.code, r.uid, r.category_code
  from register.risk_source r join register.person p on p.name = r.name,
       (select vocabulary_code, code from reference.term where vocabulary_code = 'responsibility' limit 1) t;
insert into register.transfer_household (area_code, year, zone_name, zone_type_code, people)
select p.code, 2026, '区', t.code, 5
  from tap.place p, (select code from reference.term where vocabulary_code = 'danger_zone_type' limit 1) t;

select set_eq(
    $$ select p.proname::text from pg_proc p
        where p.pronamespace = 'app'::regnamespace and p.prosecdef
          and (p.proname like 'statistics%' or p.proname like '%\_in\_force' or p.proname like '%\_as\_of') $$,
    array['statistics_contacts'], 'only what tells no names looks past the rights of the reader');

-- Own village, neighbour, township and county are seen; elsewhere is not.
select is(tap.see(tap.login('viewer'), $$ select sum(sources) from app.statistics_risk_sources('33', null) $$), '4',
          'a viewer counts the risk sources he reads');
select is(tap.see(tap.login('viewer'), $$ select sum(with_phone) from app.statistics_risk_sources('33', null) $$), '4',
          'and knows of them whether somebody can be called');
select is(tap.see(tap.login('viewer'), $$ select sum(resources) from app.statistics_relief_resources('33', null) $$), '4',
          'the same for relief resources');
select is(tap.see(tap.login('viewer'), $$ select sum(people) from app.statistics_transfers('33', null, 2026) $$), '5',
          'people to move of the own village alone');
select is(tap.see(tap.login('county_viewer'), $$ select sum(sources) from app.statistics_risk_sources('33', null) $$), '5',
          'the county counts all');
select is(tap.see(tap.login('county_viewer'), $$ select sum(with_phone) from app.statistics_risk_sources('33', null) $$), '5',
          'with their contacts');

select is(tap.see(tap.login(kind), $$ select count(*) from app.statistics_contacts('33', null) $$), seen,
          'statistics_contacts tells a ' || kind || ' of the things it reads, and no others')
  from (values ('viewer', '4'), ('village_compiler', '4'), ('township_reviewer', '4'), ('department_owner', '5'),
               ('county_viewer', '5'), ('administrator', '5')) as expected (kind, seen);
select is(tap.see(tap.login('viewer'), format(
              $$ select count(*) from app.statistics_contacts('33', null) c where c.subject_uid = %L $$,
              (select uid from register.risk_source where name = 'elsewhere'))), '0',
          'not even the uid of a thing elsewhere');
select is(tap.see(tap.login('viewer'), format($$ select count(*) from app.statistics_contacts(%L, null) $$, tap.code('elsewhere'))), '0',
          'asked for by its area either');
insert into register.affected_area (subject_uid, subject_area_code, area_code)
select uid, area_code, tap.code('own') from register.risk_source where name = 'elsewhere';
select is(tap.see(tap.login('viewer'), $$ select count(*) from app.statistics_contacts('33', null) $$), '5',
          'but of what reaches into the own village');

-- Now and then: the same people, the same rights, whatever the moment. Within one
-- transaction everything happens at one moment, so what happened is moved back.
set local session_replication_role = replica;
update register.risk_source set changed_at = now() - interval '1 day', edited_from = null;
update register.duty set changed_at = now() - interval '1 day', edited_from = null;
update register.person_phone set changed_at = now() - interval '1 day', edited_from = null;
set local session_replication_role = origin;
delete from register.affected_area;
select is(tap.see(tap.login('viewer'), $$ select sum(sources) from app.statistics_risk_sources('33', now() - interval '1 hour') $$), '4',
          'the past is counted under the rights of today');
select is(tap.see(tap.login('viewer'), $$ select count(*) from app.statistics_contacts('33', now() - interval '1 hour') $$), '4',
          'contacts too');
select is(tap.see(tap.login('viewer'), $$ select count(*) from app.person_phone_in_force(now() - interval '1 hour') $$), 'refused',
          'and the phones of the past are as closed as those of today');
select is(tap.see(tap.login('village_compiler'), $$ select count(*) from app.person_phone_in_force(now() - interval '1 hour') $$), '1',
          'open are those of the own village');
select is(tap.see(tap.login('village_compiler'), $$ select count(*) from app.person_as_of(now() - interval '1 hour') where area_code <> tap.code('own') $$), '0',
          'persons likewise');

-- What stands behind a figure is as closed as the figure, now and then.
select is(tap.see(tap.login(kind), format(
              $$ select count(*) from app.statistics_risk_source_things('33', %L, false, '', null, 'sources') $$, moment)), seen,
          'a ' || kind || ' is told the things behind the figure that it reads' || coalesce(', of ' || moment, ''))
  from (values ('viewer', '4'), ('county_viewer', '5')) as expected (kind, seen),
       (values (null), ((now() - interval '1 hour')::text)) as at (moment);
select is(tap.see(tap.login('viewer'), $$ select count(*) from app.statistics_relief_resource_things(
              '33', null, false, 'R', null, false, 'capacity') $$), '4', 'the same for relief resources');
select is(tap.see(tap.login('viewer'), format($$ select count(*) from app.statistics_risk_source_things(
              %L, null, false, '', null, 'with_phone') $$, tap.code('elsewhere'))), '0', 'and nothing of elsewhere');

-- By department and state of verification: the same rows, the same rights.
select is(tap.see(tap.login(kind), format(
              $$ select sum(sources_unverified) || ' ' || sum(resources_unverified)
                   from app.statistics_departments('33', %L) $$, moment)), seen,
          'a ' || kind || ' counts by department and state what it reads' || coalesce(', of ' || moment, ''))
  from (values ('viewer', '4 4', null), ('county_viewer', '5 5', null),
               ('viewer', '4 0', (now() - interval '1 hour')::text),
               ('county_viewer', '5 0', (now() - interval '1 hour')::text)) as expected (kind, seen, moment);
select is(tap.see(tap.login('viewer'), $$ select count(*) from app.statistics_relief_resource_things(
              '33', null, false, '', null, false, 'resources', '', 'unverified') $$), '4',
          'and is told the things behind it: those of nobody');
select is(tap.see(tap.login('viewer'), $$ select count(*) from app.statistics_relief_resource_things(
              '33', null, false, '', null, false, 'resources', '', 'confirmed') $$), '0', 'of this state alone');
select is(tap.see(tap.login('viewer'), $$ select count(*) from app.statistics_risk_source_things(
              '33', null, false, '', null, 'sources', (select c.departments from app.category_departments() c
                                                        where c.category_code = tap.category(true)), 'unverified') $$), '4',
          'the department is that of the category where the thing names none');

do $$ begin execute format('create role %I login', tap.login('stranger')); execute format('grant usage on schema app, tap to %I', tap.login('stranger')); end $$;
select is(tap.see(tap.login('stranger'), $$ select count(*) from app.statistics_contacts('33', null) $$), 'refused',
          'who is not registered asks in vain');

select * from finish();
rollback;
