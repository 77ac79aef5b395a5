-- The registers' windows read what the reader may read, count it truly, and know beforehand what may be changed.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

insert into register.risk_source (area_code, category_code, name, risk_level, verification_state, geom)
select code, '0601', tag, case tag when 'own' then 1 when 'neighbour' then 2 end,
       case tag when 'own' then 'confirmed' else 'unverified' end,
       case when tag <> 'county' then st_setsrid(st_makepoint(121, 28.3), 4490) end from tap.place;
insert into register.risk_source (area_code, category_code, name, geom)
select tap.code('own'), '0604', '海塘', st_geomfromtext('LINESTRING(121 28.3, 121.01 28.3)', 4490);
insert into register.relief_resource (area_code, subtype_code, name, geom)
select code, 'R301', '避灾点 ' || tag, st_setsrid(st_makepoint(121, 28.3), 4490) from tap.place;
delete from register.risk_source where name = 'township';

select results_eq(
    $$ select distinct kind, code, app.symbol_of(kind, code, geom) from app.register_thing where geom is not null order by 2 $$,
    $$ select t.kind, u.subject_code, u.symbol_code
         from (values ('risk_source', '0601', 'point'), ('risk_source', '0604', 'line'), ('relief_resource', 'R301', 'point'))
              as t (kind, code, geometry)
         join reference.symbol_use u on u.subject_code = t.code and u.geometry = t.geometry order by 2 $$,
    'every thing on the map has the symbol of its category and geometry');
select is_empty($$ select from app.register_thing where name = 'township' $$, 'retired things are not listed');

create function tap.count(facet text, key text, codes text[] default null, levels integer[] default null,
                          states text[] default null, areas text[] default null, alone text[] default '{}',
                          placed boolean default null, words text default null) returns bigint language sql stable
as $$ select coalesce((select c.things from app.register_counts(codes, levels, states, areas, alone, placed, words) c
                        where c.facet = count.facet and c.key = count.key), 0) $$;

select is(tap.count('code', '0601'), 4::bigint, 'things are counted by category');
select is(tap.count('level', '1'), 1::bigint, 'by level');
select is(tap.count('level', '0'), 3::bigint, 'and those not assessed');
select is(tap.count('state', 'confirmed'), 1::bigint, 'by state');
select is(tap.count('area', '330382'), 2::bigint, 'by area, the county''s own level apart');
select is(tap.count('placed', 'no'), 1::bigint, 'and those that wait for their place');
select is(tap.count('code', '0601', levels => '{1}'), 1::bigint, 'a level lets fewer through');
select is(tap.count('level', '2', levels => '{1}'), 1::bigint, 'a box that is not ticked says what ticking it would add');
select is(tap.count('code', 'R301', levels => '{1}'), 5::bigint, 'what has no level is not asked for one');
select is(tap.count('level', '2', levels => '{1}', states => '{confirmed}'), 0::bigint, 'what fails twice counts nowhere');
select is(tap.count('code', '0601', areas => array['330382106']), 2::bigint, 'an area holds what lies below it');
select is(tap.count('code', '0601', areas => '{}', alone => array['330382']), 1::bigint, 'or stands alone');
select is(tap.count('code', '0601', areas => array[tap.code('own')], words => 'o[wv]n'), 1::bigint, 'words are looked for in the name');
select is((select sum(things) from app.register_counts(null, null, null, null, '{}', null, null) where facet = 'code'),
          (select count(*)::numeric from app.register_thing), 'all things together');

select is(tap.see(tap.login('viewer'), $$ select sum(things) from app.register_counts(null, null, null, null, '{}', null, null)
                                           where facet = 'code' $$), '8', 'a viewer counts what he reads: own, neighbour, township, county');
select is(tap.see(tap.login('county_viewer'), $$ select count(*) from app.register_thing $$), '10', 'who sees all counts all');

select is(tap.see(tap.login(kind), format($$ select app.may_change('register.risk_source', %L) $$,
                                          (select uid from register.risk_source where name = tag))), may,
          format('a %s may%s change a thing of %s', kind, case may when 'true' then '' else ' not' end, tag))
  from (values ('viewer', 'own', 'false'), ('village_compiler', 'own', 'false'), ('township_reviewer', 'own', 'true'),
               ('township_reviewer', 'elsewhere', 'false'), ('department_owner', 'own', 'true'),
               ('department_owner', 'elsewhere', 'false'), ('county_editor', 'elsewhere', 'true'),
               ('administrator', 'own', 'false')) as expected (kind, tag, may);
select is(tap.see(p.login, format($$ select app.may_change('register.risk_source', %L) $$, r.uid)),
          case when tap.attempt(p.login, format('update register.risk_source set note = ''x'', edited_from = revision where uid = %L',
                                                r.uid)) = 'rows 1' then 'true' else 'false' end,
          format('%s, %s: what is said beforehand is what happens', p.kind, r.name))
  from tap.person p, register.risk_source r where r.retired_at is null;
select throws_ok($$ select app.may_change('reference.user_account', gen_random_uuid()) $$, '22023', null, 'of the registers alone');
select is(app.may_change('register.risk_source', gen_random_uuid()), false, 'what is not there may not be changed');

select * from finish();
rollback;
