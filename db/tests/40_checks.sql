-- Attributes after their category, geometry after its category.
begin;
create extension if not exists pgtap;
select no_plan();

insert into reference.category (code, domain_code, name_zh, name_en, geometry_types) values
    ('0690', '06', '试验水库', 'tap reservoir', '{P,A}'), ('0691', '06', '试验堤', 'tap levee', '{L}');
insert into reference.category_attribute (owner_code, key, name_zh, name_en, type, allowed_values, minimum, maximum, required) values
    ('0690', 'capacity', '库容', 'capacity', 'number', null, 0, 100, true),
    ('0690', 'gates', '闸门', 'gates', 'integer', null, 0, null, false),
    ('0690', 'manned', '值守', 'manned', 'boolean', null, null, null, false),
    ('0690', 'built', '建成', 'built', 'date', null, null, null, false),
    ('0690', 'kind', '类型', 'kind', 'choice', '{小一,小二}', null, null, false),
    ('0690', 'river', '河流', 'river', 'text', null, null, null, false),
    ('R3', 'beds_tap', '床位', 'beds', 'integer', null, 0, null, false),
    ('R301', 'beds_tap', '床位', 'beds', 'integer', null, 10, null, false),
    ('R301', 'ramp_tap', '无障碍', 'ramp', 'boolean', null, null, null, false);

create function pg_temp.add(attributes jsonb, category text default '0690', geom public.geometry default null) returns void language sql
as $$ insert into register.risk_source (area_code, category_code, name, attributes, geom)
      values ('330382106', category, '试', attributes, geom) $$;

-- Why a set of attributes is refused: the reasons in the error's DETAIL.
create function pg_temp.faults(attributes jsonb) returns text language plpgsql
as $$
declare
    detail text;
begin
    perform pg_temp.add(attributes);
    return 'accepted';
exception when check_violation then
    get stacked diagnostics detail = pg_exception_detail;
    return (select string_agg(concat_ws(' ', f ->> 'key', f ->> 'reason'), ', ' order by f ->> 'key') from jsonb_array_elements(detail::jsonb) f);
end
$$;

select is(pg_temp.faults('{"capacity": 5.5, "gates": 2, "manned": true, "built": "2024-02-29", "kind": "小一", "river": "清江"}'),
          'accepted', 'attributes that fit are taken');
select is(pg_temp.faults('{"capacity": 0}'), 'accepted', 'the limits belong to the range');
select is(pg_temp.faults('{"capacity": 5, "river": null}'), 'accepted', 'null is absence');
select is(pg_temp.faults('{"capacity": 5, "gates": 2.0}'), 'accepted', '2.0 is an integer');
select is(pg_temp.faults('{"river": "清江"}'), 'capacity required', 'a required attribute is asked for');
select is(pg_temp.faults('{"capacity": null}'), 'capacity required', 'and null does not answer');
select is(pg_temp.faults('{"capacity": 5, "depth": 3}'), 'depth unknown', 'an unknown attribute is refused');
select is(pg_temp.faults('{"capacity": "5"}'), 'capacity not_a_number', 'a number in quotes is no number');
select is(pg_temp.faults('{"capacity": -0.1}'), 'capacity too_small', 'below the minimum');
select is(pg_temp.faults('{"capacity": 1e300}'), 'capacity too_large', 'above the maximum');
select is(pg_temp.faults('{"capacity": 5, "gates": 1.5}'), 'gates not_an_integer', 'half a gate');
select is(pg_temp.faults('{"capacity": 5, "manned": "是"}'), 'manned not_a_boolean', 'a word is no boolean');
select is(pg_temp.faults('{"capacity": 5, "built": "2023-02-29"}'), 'built not_a_date', 'a day that was not');
select is(pg_temp.faults('{"capacity": 5, "built": "2023/1/1"}'), 'built not_a_date', 'a date is written year-month-day');
select is(pg_temp.faults('{"capacity": 5, "built": "0000-01-01"}'), 'built not_a_date', 'there is no year 0');
select is(pg_temp.faults('{"capacity": 5, "kind": "大"}'), 'kind not_allowed', 'a value that is not offered');
select is(pg_temp.faults('{"capacity": 5, "river": 3}'), 'river not_a_text', 'a number is no text');
select is(pg_temp.faults('[]'), 'not_an_object', 'attributes are an object');
select is(pg_temp.faults('{"gates": -1, "kind": "大", "x": 1}'), 'capacity required, gates too_small, kind not_allowed, x unknown',
          'all faults are told at once');

select lives_ok($$ select pg_temp.add('{"capacity": 7}') $$, 'a row to change');
select throws_ok($$ update register.risk_source set attributes = '{}', edited_from = 1 where attributes = '{"capacity": 7}' $$,
                 '23514', null, 'an update is checked too');
select throws_ok($$ update register.risk_source set category_code = '0691', edited_from = 1 where attributes = '{"capacity": 7}' $$,
                 '23514', null, 'and so is a change of category');
update reference.category_attribute set minimum = 50 where owner_code = '0690' and key = 'capacity';
select lives_ok($$ update register.risk_source set note = 'x', edited_from = 1 where attributes = '{"capacity": 7}' $$,
                'a later, narrower rule does not stop other edits');

create function pg_temp.shelter(attributes jsonb) returns void language sql
as $$ insert into register.relief_resource (area_code, subtype_code, name, attributes)
      select '330382106', 'R301', '试', attributes || coalesce((select jsonb_object_agg(key,
             case type when 'number' then '1' when 'integer' then '1' when 'boolean' then 'true' when 'date' then '"2020-01-01"'
                       when 'choice' then to_jsonb(allowed_values[1]) else '"x"' end::jsonb)
               from reference.category_attribute where owner_code in ('R3', 'R301') and required), '{}') $$;
select lives_ok($$ select pg_temp.shelter('{"beds_tap": 12, "ramp_tap": true}') $$, 'a subtype has its own attributes and its class''s');
select throws_ok($$ select pg_temp.shelter('{"beds_tap": 5}') $$, '23514', null, 'and its own rule goes before the class''s');

-- Geometry
select throws_like($$ select pg_temp.add('{}', '0691', 'SRID=4490;POINT(121 28)') $$, '%wrong type%', 'a levee is no point');
select lives_ok($$ select pg_temp.add('{}', '0691', 'SRID=4490;LINESTRING(121 28,121 28.1)') $$, 'a levee is a line');
select throws_like($$ select pg_temp.add('{}', '0691', 'SRID=4490;LINESTRING(28 121,28.1 121)') $$, '%outside China%', 'swapped axes are refused');
select throws_like($$ select pg_temp.add('{}', '0691', 'SRID=4490;LINESTRING EMPTY') $$, '%empty%', 'an empty geometry is refused');
select throws_like($$ select pg_temp.add('{"capacity": 60}', '0690', 'SRID=4490;POLYGON((121 28,121.1 28.1,121.1 28,121 28.1,121 28))') $$,
                   '%Self-intersection%', 'a polygon that crosses itself is refused, and told where');
select throws_like($$ select pg_temp.add('{"capacity": 60}', '0690', 'SRID=4490;GEOMETRYCOLLECTION(POINT(121 28),LINESTRING(121 28,121 28.1))') $$,
                   '%mixed types%', 'a collection of types is refused');
select throws_ok($$ select pg_temp.add('{"capacity": 60}', '0690', 'SRID=4326;POINT(121 28)') $$, '22023', null, 'another system is refused');
select lives_ok($$ select pg_temp.add('{"capacity": 60}', '0690', 'SRID=4490;POINT(121.01 28.01)') $$, 'a point to move');
select throws_like($$ update register.risk_source set geom = 'SRID=4490;POINT(28 121)', edited_from = 1 where attributes = '{"capacity": 60}' $$,
                   '%outside China%', 'an update is checked too');
select throws_like($$ update base.area set geom = 'SRID=4490;POINT(121 28)', edited_from = revision where code = '330382106' $$,
                   '%wrong type%', 'an area is an area');

select * from finish();
rollback;
