-- Rules that a column type cannot hold: attributes after their category, geometry
-- after its category, editions under review or published. All by set, once per
-- statement: checked row by row, 100,000 rows take ten times as long.
--
-- The functions are SECURITY DEFINER where they must see what the user may not
-- (a locked edition); jit is off because compiling costs more than it saves.

create function app.attribute_fault(value jsonb, a reference.category_attribute) returns text
    language sql immutable parallel safe
as $$
    -- NULL when the value is good. The order of the cases guards the casts.
    select case
        when a.key is null then 'unknown'
        when jsonb_typeof(value) = 'null' then case when a.required then 'required' end
        when a.type in ('integer', 'number') then case
            when jsonb_typeof(value) <> 'number' then 'not_a_number'
            when a.type = 'integer' and (value #>> '{}')::numeric % 1 <> 0 then 'not_an_integer'
            when (value #>> '{}')::numeric < a.minimum then 'too_small'
            when (value #>> '{}')::numeric > a.maximum then 'too_large' end
        when a.type = 'boolean' then case when jsonb_typeof(value) <> 'boolean' then 'not_a_boolean' end
        when jsonb_typeof(value) <> 'string' then 'not_a_text'
        when a.type = 'choice' then case when value #>> '{}' <> all (a.allowed_values) then 'not_allowed' end
        when a.type = 'date' then case
            when value #>> '{}' !~ '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' then 'not_a_date'
            when substr(value #>> '{}', 9, 2)::int > extract(day from
                 make_date(substr(value #>> '{}', 1, 4)::int, substr(value #>> '{}', 6, 2)::int, 1)
                 + interval '1 month - 1 day') then 'not_a_date' end
    end
$$;
comment on function app.attribute_fault(jsonb, reference.category_attribute) is
    'Why this value does not fit this attribute (unknown, required, not_a_number, too_small ...); NULL when it fits.';

create function app.check_attributes() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
-- Argument: the column with the category or subtype code. A subtype has its own
-- attributes and those of its class; a category its own.
declare
    code_column constant text := tg_argv[0];
    changed constant text := case tg_op when 'INSERT' then 'new_rows n' else format(
        'new_rows n join old_rows o on o.id = n.id and (o.attributes, o.%1$I) is distinct from (n.attributes, n.%1$I)',
        code_column) end;
    faults jsonb;
    first_fault jsonb;
begin
    execute format($query$
        with touched as materialized (
            select n.uid, n.name, n.%1$I as code, n.attributes from %2$s
        ), applicable as materialized (
            select distinct on (c.code, a.key) c.code, a.key, a as attribute
              from (select distinct code from touched) c
              join reference.category_attribute a on a.owner_code in (c.code, left(c.code, 2))
             order by c.code, a.key, length(a.owner_code) desc
        ), required as materialized (
            select code, array_agg(key) as keys from applicable
             where (attribute).required and not (attribute).personal group by code
        ), fault as (
            select t.uid, t.name, t.code, e.key, app.attribute_fault(e.value, p.attribute) as reason,
                   e.value, p.attribute
              from touched t
             cross join lateral jsonb_each(t.attributes) e
              left join applicable p on p.code = t.code and p.key = e.key
             where jsonb_typeof(t.attributes) = 'object'
               and app.attribute_fault(e.value, p.attribute) is not null
            union all
            select t.uid, t.name, t.code, k.key, 'required', null, p.attribute
              from touched t
              join required r on r.code = t.code
             cross join lateral unnest(r.keys) as k (key)
              join applicable p on p.code = t.code and p.key = k.key
             where jsonb_typeof(t.attributes) = 'object' and not t.attributes ?& r.keys and not t.attributes ? k.key
            union all
            select t.uid, t.name, t.code, null, 'not_an_object', t.attributes, null
              from touched t
             where jsonb_typeof(t.attributes) <> 'object'
        )
        select jsonb_agg(jsonb_build_object(
                   'uid', uid, 'name', name, 'code', code, 'key', key, 'name_zh', (attribute).name_zh,
                   'reason', reason, 'value', case when not (attribute).personal then value end, 'allowed', (attribute).allowed_values,
                   'minimum', (attribute).minimum, 'maximum', (attribute).maximum))
          from (select * from fault limit 20) as first_ones
        $query$, code_column, changed) into faults;
    if faults is not null then
        first_fault := faults -> 0;
        raise exception using errcode = 'check_violation',
            message = app.say(
                format('Attribute %s of %s (%s, %s) does not fit its category: %s',
                       first_fault ->> 'key', first_fault ->> 'name', first_fault ->> 'code',
                       first_fault ->> 'uid', first_fault ->> 'reason'),
                format('“%s”（%s，%s）的属性%s（%s）不符合类别规定：%s',
                       first_fault ->> 'name', first_fault ->> 'code', first_fault ->> 'uid',
                       coalesce(first_fault ->> 'name_zh', ''), first_fault ->> 'key',
                       case first_fault ->> 'reason'
                           when 'unknown' then '没有这项属性'
                           when 'required' then '必填'
                           when 'not_a_number' then '不是数字'
                           when 'not_an_integer' then '不是整数'
                           when 'too_small' then '小于最小值 ' || (first_fault ->> 'minimum')
                           when 'too_large' then '大于最大值 ' || (first_fault ->> 'maximum')
                           when 'not_allowed' then '不在可选值之内'
                           when 'not_a_date' then '不是日期（应为 2026-04-15 的写法）'
                           else first_fault ->> 'reason' end)),
            detail = faults::text,
            table = tg_table_name, schema = tg_table_schema;
    end if;
    return null;
end
$$;
comment on function app.check_attributes() is
    'Checks jsonb attributes of the touched rows against reference.category_attribute; DETAIL lists up to 20 faults as JSON.';

create function app.geometry_fault(geom public.geometry, allowed text[]) returns text
    language sql immutable parallel safe
as $$
    -- allowed: P, L, A. The box is China with its sea: it catches swapped axes and metres.
    select case
        when geom is null then null
        when public.st_isempty(geom) then 'empty'
        when public.geometrytype(geom) = 'GEOMETRYCOLLECTION' then 'mixed types'
        when not ((array['P', 'L', 'A'])[public.st_dimension(geom) + 1] = any (allowed)) then 'wrong type'
        when public.st_xmin(geom) < 73 or public.st_xmax(geom) > 136
          or public.st_ymin(geom) < 3 or public.st_ymax(geom) > 54 then 'outside China'
        when public.st_dimension(geom) > 0 and not public.st_isvalid(geom) then public.st_isvalidreason(geom)
    end
$$;
comment on function app.geometry_fault(public.geometry, text[]) is
    'Why this geometry (EPSG:4490) cannot stand here; NULL when it can. allowed: P point, L line, A area.';

create function app.check_geometry() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
    set client_min_messages = warning
as $$
-- Arguments: the allowed types as an array, or the column with a code and the
-- table whose row of that code has geometry_types.
declare
    by_code constant boolean := tg_nargs = 2;
    changed constant text := case tg_op when 'INSERT' then 'new_rows n'
        else 'new_rows n join old_rows o on o.id = n.id and '
             || case when by_code then format('(o.geom::bytea is distinct from n.geom::bytea or o.%1$I <> n.%1$I)', tg_argv[0])
                     else 'o.geom::bytea is distinct from n.geom::bytea' end end;
    fault record;
begin
    -- Materialized, because for the first row alone the two tables would be joined in a loop of a loop.
    execute format('with touched as materialized (
                        select n.uid, n.geom, %s as allowed from %s %s where n.geom is not null
                    )
                    select uid, app.geometry_fault(geom, allowed) as reason from touched
                     where app.geometry_fault(geom, allowed) is not null limit 1',
                   case when by_code then 'k.geometry_types' else quote_literal(tg_argv[0]) || '::text[]' end,
                   changed,
                   case when by_code then format('join %s k on k.code = n.%I', tg_argv[1]::regclass, tg_argv[0]) end)
        into fault;
    if fault.uid is not null then
        raise exception using errcode = 'check_violation',
            message = app.say(
                format('The geometry of %s.%s %s is not accepted: %s',
                       tg_table_schema, tg_table_name, fault.uid, fault.reason),
                format('%s.%s %s 的图形不符合要求：%s', tg_table_schema, tg_table_name, fault.uid, fault.reason)),
            detail = json_build_object('uid', fault.uid, 'reason', fault.reason)::text,
            table = tg_table_name, schema = tg_table_schema;
    end if;
    return null;
end
$$;
comment on function app.check_geometry() is 'Checks type, place and validity of the geometries of the touched rows.';

do $$
declare
    checked record;
begin
    for checked in
        select * from (values
            ('register.risk_source', 'check_attributes', '''category_code'''),
            ('register.relief_resource', 'check_attributes', '''subtype_code'''),
            ('base.area', 'check_geometry', '''{A}'''),
            ('register.risk_source', 'check_geometry', '''category_code'', ''reference.category'''),
            ('register.relief_resource', 'check_geometry', '''{P,L,A}'''),
            ('register.transfer_household', 'check_geometry', '''{P,L,A}'''),
            ('register.change_proposal', 'check_geometry', '''{P,L,A}'''),
            ('situation.element', 'check_geometry', '''element_type_code'', ''reference.element_type'''),
            ('situation.route', 'check_geometry', '''{L}'''),
            ('situation.sheet_frame', 'check_geometry', '''{A}''')) as c (table_name, check_name, arguments)
    loop
        execute format('create trigger %I after insert on %s referencing new table as new_rows
                        for each statement execute function app.%I(%s)',
                       checked.check_name || '_insert', checked.table_name, checked.check_name, checked.arguments);
        execute format('create trigger %I after update on %s referencing new table as new_rows old table as old_rows
                        for each statement execute function app.%I(%s)',
                       checked.check_name || '_update', checked.table_name, checked.check_name, checked.arguments);
    end loop;
end
$$;
