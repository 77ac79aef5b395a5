-- Areas merged and split: what hangs on them goes along, sums stay, past dates stay true.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

create table tap.village as
select row_number() over (order by code) as n, code, name from base.area
 where code like '330382106%' and level = 'village' order by code limit 4;
create function tap.v(wanted bigint) returns text language sql stable as $$ select code from tap.village where n = wanted $$;
create function tap.box(west numeric, east numeric) returns geometry language sql immutable
as $$ select st_multi(st_makeenvelope(west, 28.28, east, 28.30, 4490)) $$;
update base.area a set geom = tap.box(120.88 + v.n * 0.02, 120.90 + v.n * 0.02), edited_from = a.revision
  from tap.village v where v.code = a.code;
grant select on all tables in schema tap to public;

-- Village 1: a levee that reaches village 2, a person who answers for it, a post, facts, lists of two years.
insert into base.area (code, level, parent_code, name, geom)
values (tap.v(1) || '001', 'natural_village', tap.v(1), '岭脚', st_makeenvelope(120.901, 28.281, 120.905, 28.285, 4490)),
       (tap.v(2) || '001', 'natural_village', tap.v(2), '岭头', st_makeenvelope(120.921, 28.281, 120.925, 28.285, 4490)),
       (tap.v(3) || '001', 'natural_village', tap.v(3), '溪口', st_makeenvelope(120.951, 28.281, 120.955, 28.285, 4490));
insert into register.risk_source (area_code, category_code, name, geom)
select tap.v(n), tap.category(true), 'thing ' || n, st_setsrid(st_makepoint(120.889 + n * 0.02, 28.29), 4490) from generate_series(1, 4) n;
insert into register.risk_source (area_code, category_code, name, geom)
values (tap.v(2) || '001', tap.category(true), 'below', st_setsrid(st_makepoint(120.922, 28.282), 4490)),
       (tap.v(3), tap.category(true), 'east', st_setsrid(st_makepoint(120.955, 28.29), 4490)),
       (tap.v(3), tap.category(true), 'nowhere', null);
insert into register.affected_area (subject_uid, subject_area_code, area_code)
select uid, area_code, a from register.risk_source r, unnest(array[tap.v(2), tap.v(3)]) a where name = 'thing 1';
insert into register.affected_area (subject_uid, subject_area_code, area_code)
select uid, area_code, a from register.risk_source r, unnest(array[tap.v(1), tap.v(2)]) a where name = 'thing 4';
insert into register.person (area_code, name) select tap.v(n), 'person ' || n from generate_series(1, 4) n;
insert into register.person (area_code, name) values (tap.v(3), 'warden east');
insert into register.person_phone (person_uid, area_code, number) select uid, area_code, '12012345678' from register.person;
insert into register.duty (person_uid, area_code, post_vocabulary, post_code, year)
select p.uid, p.area_code, 'post', (select code from reference.term where vocabulary_code = 'post' order by code limit 1), y
  from register.person p, unnest(array[extract(year from current_date)::int, 2020]) y where p.name like 'person%';
insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code)
select p.uid, r.area_code, 'post', (select code from reference.term where vocabulary_code = 'post' order by code limit 1), r.uid, r.category_code
  from register.person p, register.risk_source r where p.name = 'warden east' and r.name = 'east';
insert into register.village_fact (area_code, year, households, resident_population, terrain, task_weight)
select tap.v(n), y, 100 * n, 300 * n, case n when 1 then '山区' else '平原' end, case n when 2 then '较重' else '较轻' end
  from generate_series(1, 3) n, unnest(array[extract(year from current_date)::int, 2020]) y;
insert into register.no_transfer (area_code, year) values (tap.v(1), extract(year from current_date)), (tap.v(3), extract(year from current_date));
insert into register.transfer_household (area_code, year, zone_name, zone_type_code, people)
select tap.v(2), y, '溪边', (select code from reference.term where vocabulary_code = 'danger_zone_type' order by code limit 1), 3
  from unnest(array[extract(year from current_date)::int, 2020]) y;
insert into situation.edition (area_code, year, version, data_cutoff) values (tap.v(2), 2025, 1, '2025-04-15');
insert into register.verification_task (area_code, codes, title, deadline) values (tap.v(2), array['0601'], 'task', current_date + 30);
select app.create_user('tap_two_' || left(md5(current_database()), 8), 'two', 'village_compiler', array[tap.v(2)]);

create table tap.sums as
select (select count(*) from register.risk_source where retired_at is null) as things,
       (select sum(households) from register.village_fact where retired_at is null and year > 2020) as households,
       (select sum(people) from register.transfer_household where retired_at is null) as people;
grant select on tap.sums to public;

-- Who may ------------------------------------------------------------------------------
select matches(tap.attempt(tap.login(k), format('select app.merge_areas(array[%L, %L], %L, %L, null, current_date)', tap.v(1), tap.v(2), tap.v(1), '合并村')),
               '^42501', format('a %s does not merge villages', k)) from unnest(app.kinds()) k where k <> 'administrator';
select matches(tap.attempt(tap.login('administrator'), format('select app.merge_areas(array[%L, %L], %L, %L, null, current_date)', tap.v(1), tap.v(2), tap.v(1), '合并村')),
               '^rows 1', 'an administrator does');
select matches(tap.attempt(tap.login('administrator'), $$ insert into base.area_change (kind, to_codes, on_date) values ('add', '{}', current_date) $$),
               '^42501', 'and nobody says by hand that a change runs');
select matches(tap.attempt(tap.login('administrator'), format('update register.risk_source set area_code = %L, edited_from = revision where name = ''thing 1''', tap.v(2))),
               '^42501', 'what an administrator may not write stays so outside a change');

-- What is refused ----------------------------------------------------------------------
select throws_ok(format('select app.merge_areas(array[%L], %L, ''x'', null, current_date)', tap.v(1), tap.v(1)), '23514');
select throws_ok(format('select app.merge_areas(array[%L, ''330382106999''], %L, ''x'', null, current_date)', tap.v(1), tap.v(1)), '23514');
select throws_ok(format('select app.merge_areas(array[%L, %L], %L, ''x'', null, current_date + 1)', tap.v(1), tap.v(2), tap.v(1)), '23514');
select throws_ok(format('select app.merge_areas(array[%L, %L], %L, ''x'', null, current_date)', tap.v(1), tap.v(2), tap.v(4)), '23514');
select throws_ok('select app.add_area(''330382106'', ''x'', null, current_date)', '23514');
select throws_ok('select app.add_area(''330382999001'', ''x'', null, current_date)', '23514');
select throws_ok(format('select app.split_area(%L, ''[{"code": "330382106901", "name": "甲"}]'', ''330382106901'', current_date)', tap.v(3)), '23514');

-- A merger into the code of one of them ---------------------------------------------------
select lives_ok(format('select app.merge_areas(array[%L, %L], %L, ''合并村委会'', ''he bing cun'', current_date, ''政函'')', tap.v(1), tap.v(2), tap.v(1)), 'two villages become one');
select results_eq(format('select code collate "default", valid_to, name, former_names from base.area where code in (%L, %L) order by code', tap.v(1), tap.v(2)),
    $$ select code collate "default", case n when 2 then current_date end, case n when 1 then '合并村委会' else name end, case n when 1 then array[name] else '{}' end
         from tap.village where n < 3 order by 1 $$, 'one lives on under a new name, the other has ended');
select is((select st_equals(geom, tap.box(120.90, 120.94)) from base.area where code = tap.v(1)), true, 'the boundary is that of both');
select set_eq($$ select name from register.risk_source where area_code = tap.v(1) and retired_at is null $$, array['thing 1', 'thing 2'], 'things went along');
select is((select area_code from register.risk_source where name = 'below'), tap.v(1) || '002', 'also those of a natural village, which has a new code');
select results_eq($$ select code collate "default", name, valid_to is null from base.area where parent_code in (tap.v(1), tap.v(2)) order by code $$,
    $$ values (tap.v(1) || '001', '岭脚', true), (tap.v(1) || '002', '岭头', true), (tap.v(2) || '001', '岭头', false) $$, 'natural villages by old and new code');
select is((select count(*) from register.affected_area f join register.risk_source r on r.uid = f.subject_uid
            where r.name = 'thing 1' and f.retired_at is null), 1::bigint, 'a levee does not reach into its own village');
select is((select count(*) from register.affected_area f join register.risk_source r on r.uid = f.subject_uid
            where r.name = 'thing 4' and f.retired_at is null), 1::bigint, 'what reached both reaches the one, once');
select is((select array_agg(distinct area_code collate "default") from register.person where name in ('person 1', 'person 2')), array[tap.v(1)], 'persons went along');
select results_eq($$ select distinct d.year, d.area_code collate "default" from register.duty d join register.person p on p.uid = d.person_uid where p.name = 'person 2' order by 1 $$,
    $$ values (2020, tap.v(2)), (extract(year from current_date)::int, tap.v(1)) $$, 'posts of this year went along, those of past years stay');
select results_eq($$ select area_code collate "default", year, households, resident_population, terrain, task_weight from register.village_fact
                      where area_code in (tap.v(1), tap.v(2)) and retired_at is null order by year, area_code $$,
    $$ values (tap.v(1), 2020, 100, 300, '山区', '较轻'), (tap.v(2), 2020, 200, 600, '平原', '较重'),
              (tap.v(1), extract(year from current_date)::int, 300, 900, '山区、平原', '较重') $$, 'facts of this year are added up');
select is((select count(*) from register.no_transfer where area_code = tap.v(1) and retired_at is null), 0::bigint,
          'that nobody has to move was said by one of the two only: it stands no more');
select results_eq($$ select year, area_code collate "default" from register.transfer_household order by year $$,
    $$ values (2020, tap.v(2)), (extract(year from current_date)::int, tap.v(1)) $$, 'households to move: this year''s list went along');
select is((select area_code collate "default" from register.verification_task where title = 'task'), tap.v(1), 'a task goes along');
select is((select area_code collate "default" from situation.edition where year = 2025), tap.v(2), 'an edition stays with the village of then');
select is((select array_agg(area_code collate "default") from reference.user_area where role_name like 'tap_two_%'), array[tap.v(1)], 'the people of the old village work for the new one');
select is(app.area_change_runs(), false, 'the change has ended');
select is((select to_code from base.area_move m join register.risk_source r on r.uid = m.row_uid where r.name = 'thing 2'), tap.v(1), 'and what moved is noted');

-- A split by place --------------------------------------------------------------------
select lives_ok(format('select app.split_area(%L, %L, ''330382106902'', current_date)', tap.v(3),
    jsonb_build_array(jsonb_build_object('code', '330382106901', 'name', '西村委会', 'geom', encode(st_asbinary(tap.box(120.94, 120.95)), 'hex')),
                      jsonb_build_object('code', '330382106902', 'name', '东村委会', 'geom', encode(st_asbinary(tap.box(120.95, 120.96)), 'hex')))),
    'a village becomes two');
select results_eq($$ select name, area_code collate "default" from register.risk_source where area_code in ('330382106901', '330382106902') order by 1 $$,
    $$ values ('east', '330382106902'::text), ('nowhere', '330382106902'), ('thing 3', '330382106901') $$, 'things go where they stand, the others to the village named');
select results_eq($$ select name, area_code collate "default" from register.person where area_code like '33038210690%' order by 1 $$,
    $$ values ('person 3', '330382106902'), ('warden east', '330382106902') $$, 'who answers for a thing goes with it');
select results_eq($$ select d.area_code collate "default", d.revision from register.duty d join register.risk_source r on r.uid = d.subject_uid $$,
    $$ values ('330382106902', 2) $$, 'his duty too, moved once');
select is((select count(*) from base.area where parent_code = '330382106902' and name = '溪口' and valid_to is null), 1::bigint, 'a natural village goes where it lies');
select set_eq($$ select area_code from register.no_transfer where retired_at is null $$, array['330382106901', '330382106902'], 'nobody to move in the whole: nobody in its parts');
select set_eq($$ select f.area_code collate "default" from register.affected_area f join register.risk_source r on r.uid = f.subject_uid where r.name = 'thing 1' and f.retired_at is null $$,
    array['330382106901', '330382106902'], 'what reached the whole reaches both parts');
select lives_ok(format('select app.split_area(%L, %L, %L, current_date)', tap.v(4),
    jsonb_build_array(jsonb_build_object('code', tap.v(4), 'name', '老村委会', 'geom', encode(st_asbinary(tap.box(120.96, 120.968)), 'hex')),
                      jsonb_build_object('code', '330382106903', 'name', '新村委会', 'geom', encode(st_asbinary(tap.box(120.968, 120.98)), 'hex'))), tap.v(4)),
    'a village gives up a part and lives on');
select is((select area_code collate "default" from register.risk_source where name = 'thing 4'), '330382106903', 'what stands in the part counts there');
select is(array[tap.v(4)] <@ (select app.codes_below(array[tap.v(4)])) and (select valid_to is null from base.area where code = tap.v(4)), true, 'the old village is in force');

-- Names ------------------------------------------------------------------------------
select throws_ok('select app.rename_area(''330382106901'', ''溪西村委会'', ''xi xi cun'', current_date)', '23514');
select lives_ok(format('select app.rename_area(%L, ''更名村委会'', null, current_date)', tap.v(1)), 'a village is renamed');
select is((select former_names[array_upper(former_names, 1)] from base.area where code = tap.v(1)), '合并村委会', 'and keeps its former name');
select lives_ok('select app.add_area(''330382106904'', ''新建村委会'', ''xin jian cun'', current_date)', 'a village is added');

-- Sums and the past -------------------------------------------------------------------
select is((select count(*) from register.risk_source where retired_at is null), (select things from tap.sums), 'no thing was lost');
select is((select sum(households) from register.village_fact where retired_at is null and year > 2020), (select households from tap.sums), 'no household was lost');
select is((select sum(people) from register.transfer_household where retired_at is null), (select people from tap.sums), 'nobody to move was lost');
select is((select count(*) from history.risk_source h join register.risk_source r on r.uid = h.uid where r.name = 'thing 2' and h.area_code = tap.v(2)),
          1::bigint, 'the history has the thing under its old village');
select is_empty($$ select a.area_code from (select area_code from register.risk_source where retired_at is null
                                            union all select area_code from register.person where retired_at is null) a
                     join base.area b on b.code = a.area_code where b.valid_to <= current_date $$, 'nothing is left behind');

select * from finish();
rollback;
