-- Versions of symbols: drafts are drawn with the newest, published editions with theirs.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql
select tap.login('administrator') as administrator, tap.login('county_editor') as editor, tap.login('viewer') as viewer \gset

insert into situation.edition (uid, area_code, year, version, data_cutoff)
values ('00000000-0000-0000-0000-0000000000e1', tap.code('own'), 2026, 1, '2026-04-15'),
       ('00000000-0000-0000-0000-0000000000e2', tap.code('own'), 2026, 2, '2026-04-15');
create function tap.draw(edition text, symbol text) returns text language sql
as $$ select format('insert into situation.element (edition_uid, area_code, element_type_code, symbol_code, geom)
                     values (%L, %L, ''05'', %L, ''SRID=4490;POINT(121 28)'')', edition, tap.code('own'), symbol) $$;
create function tap.drawn(edition text, symbol text) returns text language sql
as $$ select string_agg(version || ':' || definition, '|') from app.edition_drawings(edition::uuid) where symbol_code = symbol $$;
create function tap.publish(which uuid) returns void language plpgsql
as $$
declare
    step text;
begin
    foreach step in array array['submitted', 'township_approved', 'published'] loop
        update situation.edition set state = step, edited_from = revision where uid = which;
    end loop;
end
$$;

select is((select count(*) from reference.shipped_symbol),
          (select count(*) from reference.symbol_version where origin = 'shipped' and version = 1),
          'each shipped drawing is version 1');
select is_empty($$ select code from reference.symbol where origin = 'shipped' except select symbol_code from app.current_symbol $$,
                'every shipped symbol has a drawing');
select is_empty($$ select v.symbol_code from reference.symbol_version v
                    where v.sha256 <> encode(sha256(v.definition), 'hex') $$, 'and the checksum is that of its bytes');
select is_empty($$ select symbol_code from reference.symbol_version where centre_code <> all (select code from reference.symbol) $$,
                'a symbol in the middle of an area is a symbol');

select lives_ok(format('set local session authorization %I', :'administrator'), 'the administrator signs in');
insert into reference.symbol (code, name_zh, name_en, class, geometry, symbol_origin, legend_group, smallest_mm, origin)
values ('B90100', '试', 't', 'x', 'point', 'county', 'risk', 4, 'county');
insert into reference.symbol_version (symbol_code, version, sha256, definition) values
    ('B90100', 1, encode(sha256('one'), 'hex'), 'one'), ('C20551', 2, encode(sha256('own'), 'hex'), 'own');
reset session authorization;
select is((select created_by from reference.symbol_version where symbol_code = 'B90100'), :'administrator', 'a version is signed');

select is(tap.attempt(:'editor', $$ insert into reference.symbol_version (symbol_code, version, sha256, definition)
                                    values ('B90100', 2, repeat('0', 64), 'x') $$) like '42501%', true,
          'nobody else draws symbols');
select is(tap.attempt(:'administrator', $$ update reference.symbol_version set definition = 'changed' where symbol_code = 'B90100' $$)
          like '42501%', true, 'a version never changes');
select throws_ok($$ update reference.symbol_version set definition = 'changed' where symbol_code = 'B90100' $$, '23001', null,
                 'not even for the owner');

-- One edition is published with what there is, the other stays a draft.
select lives_ok(tap.draw('00000000-0000-0000-0000-0000000000e1', 'B90100'), 'an element with a county symbol');
select lives_ok(tap.draw('00000000-0000-0000-0000-0000000000e1', 'C20551'), 'one with a shipped symbol drawn by the county');
select lives_ok(tap.draw('00000000-0000-0000-0000-0000000000e1', 'F20200'), 'one with a shipped symbol');
select lives_ok(tap.draw('00000000-0000-0000-0000-0000000000e2', 'B90100'), 'and the same in the draft');
select is(tap.drawn('00000000-0000-0000-0000-0000000000e1', 'B90100'), '1:one', 'a draft has the newest');
select is(tap.drawn('00000000-0000-0000-0000-0000000000e1', 'F20200'), null, 'what is shipped its reader has');
select lives_ok($$ select tap.publish('00000000-0000-0000-0000-0000000000e1') $$, 'it is published');
select bag_eq($$ select symbol_code, version from situation.edition_symbol $$,
              $$ values ('B90100', 1), ('C20551', 2), ('F20200', 1), ('B20200', 1) $$,
              'with the versions of its symbols, that in the middle of an area among them');

insert into reference.symbol_version (symbol_code, version, sha256, definition)
values ('B90100', 2, encode(sha256('two'), 'hex'), 'two'), ('C20551', 3, encode(sha256('newer'), 'hex'), 'newer');
select is(tap.drawn('00000000-0000-0000-0000-0000000000e1', 'B90100'), '1:one', 'the published edition keeps its drawing');
select is(tap.drawn('00000000-0000-0000-0000-0000000000e1', 'C20551'), '2:own', 'of a shipped symbol too');
select is(tap.drawn('00000000-0000-0000-0000-0000000000e2', 'B90100'), '2:two', 'the draft has the new one');
select is((select count(*)::int from app.edition_drawings('00000000-0000-0000-0000-0000000000e2')), 2,
          'a draft gets the county''s drawings only');

-- A new release draws one symbol anew, and one that the county has its own drawing for.
update reference.shipped_symbol set definition = definition || ' ', sha256 = encode(sha256(convert_to(definition || ' ', 'UTF8')), 'hex')
 where symbol_code in ('F20200', 'C20551');
select lives_ok('select app.take_shipped_symbols()', 'an upgrade takes new drawings');
select is((select max(version) from reference.symbol_version where symbol_code = 'F20200'), 2, 'as a new version');
select is((select definition from app.current_symbol where symbol_code = 'C20551'), 'newer'::bytea, 'the county''s own goes before it');
select is(tap.drawn('00000000-0000-0000-0000-0000000000e1', 'F20200') like '1:%', true, 'what was published stays as it was');
select lives_ok('select app.take_shipped_symbols()', 'a second time');
select is((select max(version) from reference.symbol_version where symbol_code = 'F20200'), 2, 'nothing is new');

-- What is in use is not deleted.
select throws_ok($$ delete from reference.symbol where code = 'B90100' $$, '23503', null, 'a symbol in use stays');
select is((select (u.editions, u.subjects, u.published) from app.symbol_uses('B90100') u)::text, '(2,0,1)', 'its uses are counted');
select is(tap.see(:'administrator', $$ select editions from app.symbol_uses('B90100') $$), '2', 'for who keeps the library, drafts too');
select is(tap.see(:'viewer', $$ select count(*) from situation.edition_symbol $$), '4', 'a viewer reads what was published');

-- An edition that was published before versions were kept.
delete from situation.edition_symbol;
select lives_ok('select app.take_shipped_symbols()', 'an upgrade');
select is((select count(*)::int from situation.edition_symbol), 4, 'notes what it is drawn with');

select * from finish();
rollback;
