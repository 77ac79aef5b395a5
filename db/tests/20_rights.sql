-- Every kind x every table x select, insert, update, delete against the matrix.
-- What a scope means is said here a second time, in plain words and without the
-- functions that the policies use.
begin;
create extension if not exists pgtap;
select no_plan();
\ir support/people.sql

-- Rows of every table: a pattern, varied by place, category, signer, state.
create table tap.pattern (table_name text primary key, fields jsonb not null, fresh jsonb not null default '{}');
insert into tap.pattern
select t.name, f.fields, coalesce(f.fresh, '{}')
  from (select term.code as post from reference.term where vocabulary_code = 'post' order by sort, code limit 1) p,
       (select code as grid from reference.term where vocabulary_code = 'grid_type' order by sort, code limit 1) g,
       (select code as zone from reference.term where vocabulary_code = 'danger_zone_type' order by sort, code limit 1) z,
       (select code as type from reference.element_type where 'P' = any (geometry_types) order by code limit 1) e,
       lateral (values
    ('reference.vocabulary', '{"code": "tap", "name_zh": "试", "name_en": "tap", "origin": "x"}'::jsonb, '{"code": "tap2"}'::jsonb),
    ('reference.term', '{"vocabulary_code": "post", "code": "tap", "name_zh": "试", "name_en": "t", "sort": 0, "properties": {}, "origin": "x"}', '{"code": "tap2"}'),
    ('reference.department', '{"code": "tap", "name_zh": "试", "name_en": "t", "origin": "x"}', '{"code": "tap2", "name_zh": "试2"}'),
    ('reference.domain', '{"code": "98", "name_zh": "试", "name_en": "t", "sort": 0, "origin": "x"}', '{"code": "99"}'),
    ('reference.category', '{"code": "0698", "domain_code": "06", "name_zh": "试", "name_en": "t", "geometry_types": ["P"], "phase1": false, "on_sheet": false, "origin": "x"}', '{"code": "0699", "name_zh": "试2"}'),
    ('reference.category_department', '{"category_code": "0601", "department_code": "tap", "origin": "x"}', '{"category_code": "0602"}'),
    ('reference.resource_class', '{"code": "R8", "name_zh": "试", "name_en": "t", "sort": 0, "origin": "x"}', '{"code": "R9", "name_zh": "试2"}'),
    ('reference.resource_subtype', '{"code": "R398", "class_code": "R3", "name_zh": "试", "name_en": "t", "on_sheet": false, "sort": 0, "origin": "x"}', '{"code": "R399", "name_zh": "试2"}'),
    ('reference.category_attribute', '{"owner_code": "0698", "key": "tap", "name_zh": "试", "name_en": "t", "type": "text", "required": false, "personal": false, "restricted": false, "sort": 0, "origin": "x"}', '{"key": "tap2", "name_zh": "试2"}'),
    ('reference.symbol', '{"code": "TAP", "name_zh": "试", "name_en": "t", "class": "x", "geometry": "point", "symbol_origin": "county", "legend_group": "risk", "sub_labels": [], "smallest_mm": 3, "sort": 0, "origin": "x"}', '{"code": "TAP2"}'),
    ('reference.symbol_use', '{"subject_kind": "category", "subject_code": "0698", "geometry": "point", "symbol_code": "TAP", "origin": "x"}', '{"subject_code": "0699"}'),
    ('reference.symbol_version', jsonb_build_object('symbol_code', 'TAP', 'version', 1, 'sha256', repeat('0', 64), 'definition', '\x00', 'created_at', now(), 'created_by', 'x', 'origin', 'county'), '{"version": 2}'),
    ('reference.shipped_symbol', jsonb_build_object('symbol_code', 'TAP', 'sha256', repeat('0', 64), 'definition', '{}', 'origin', 'x'), '{"symbol_code": "TAP2"}'),
    ('reference.element_type', '{"code": "tap", "name_zh": "试", "name_en": "t", "geometry_types": ["P"], "obligation": "C", "legend_group": "risk", "sort": 0, "origin": "x"}', '{"code": "tap2"}'),
    ('reference.element_source', '{"element_type_code": "tap", "subject_kind": "category", "subject_code": "0698", "origin": "x"}', '{"subject_code": "0699"}'),
    ('reference.user_account', '{"role_name": "tap_nobody", "display_name": "x", "kind": "viewer", "locked": false, "created_at": "2026-01-01", "created_by": "x"}', '{"role_name": "tap_nobody2"}'),
    ('reference.user_area', '{"role_name": "tap_nobody", "area_code": "330382"}', '{"area_code": "330381"}'),
    ('reference.user_category', '{"role_name": "tap_nobody", "code_prefix": "06"}', '{"code_prefix": "07"}'),
    ('reference.rights', '{"role_kind": "tap", "table_name": "x.y", "operation": "select", "scope": "none", "origin": "x"}', '{"operation": "insert"}'),
    ('base.area', '{"code": "99", "level": "province", "name": "试", "simulated": true, "former_names": [], "origin": "county"}', '{"code": "98"}'),
    ('base.area_successor', '{"from_code": "33", "to_code": "3303", "on_date": "2026-01-01"}', '{"from_code": "3303", "to_code": "33"}'),
    ('base.area_change', '{"uid": "00000000-0000-0000-0000-0000000000ac", "kind": "add", "from_codes": [], "to_codes": ["99"], "on_date": "2026-01-01", "running": false, "made_at": "2026-01-01", "made_by": "x"}', '{"uid": "00000000-0000-0000-0000-0000000000ad"}'),
    ('base.area_move', '{"change_id": 999000, "table_name": "x", "row_uid": "00000000-0000-0000-0000-0000000000ae", "from_code": "33"}', '{"from_code": "3303"}'),
    ('base.import_source', '{"id": 999000, "uid": "00000000-0000-0000-0000-0000000000aa", "name": "x", "layer": "road", "simulated": true, "fields": {}, "imported_at": "2026-01-01", "imported_by": "x"}', '{"uid": "00000000-0000-0000-0000-0000000000ab"}'),
    ('base.road', '{"source_id": 999000, "class": "path", "bridge": false, "tunnel": false, "geom": "SRID=4490;LINESTRING(121 28,121 28.1)"}', null),
    ('base.building', '{"source_id": 999000, "geom": "SRID=4490;POINT(121 28)"}', null),
    ('base.water', '{"source_id": 999000, "kind": "stream", "geom": "SRID=4490;LINESTRING(121 28,121 28.1)"}', null),
    ('base.dike', '{"source_id": 999000, "kind": "dike", "geom": "SRID=4490;LINESTRING(121 28,121 28.1)"}', null),
    ('base.contour', '{"source_id": 999000, "elevation_m": 5, "index_contour": false, "geom": "SRID=4490;LINESTRING(121 28,121 28.1)"}', null),
    ('base.raster', jsonb_build_object('source_id', 999000, 'kind', 'dem', 'path', 'x', 'sha256', repeat('0', 64), 'resolution_m', 5, 'extent', 'SRID=4490;POLYGON((121 28,121.1 28,121 28.1,121 28))'), null),
    ('register.file', jsonb_build_object('name', 'x', 'media_type', 'application/pdf', 'content', '\x00', 'sha256', repeat('0', 64), 'created_at', now(), 'created_by', 'x'), null),
    ('register.ledger_batch', '{"file_name": "x", "file_sha256": "x", "mode": "all", "state": "committed", "rows_read": 0, "rows_inserted": 0, "rows_updated": 0, "rows_unchanged": 0, "rows_rejected": 0, "report": {}, "imported_at": "2026-01-01", "imported_by": "x"}', null),
    ('register.ledger_batch_row', '{"table_name": "x", "row_revision": 1, "operation": "insert", "sheet": "x", "row_number": 1}', null),
    ('register.risk_source', '{"name": "x", "attributes": {}, "verification_state": "unverified", "simulated": true}', null),
    ('register.relief_resource', '{"name": "x", "attributes": {}, "verification_state": "unverified", "simulated": true}', null),
    ('register.affected_area', '{"area_code": "330382107"}', '{"area_code": "330382108"}'),
    ('register.person', '{"name": "x", "simulated": true}', null),
    ('register.person_phone', '{"kind": "mobile", "number": "12012345678"}', null),
    ('register.duty', jsonb_build_object('post_vocabulary', 'post', 'post_code', p.post), null),
    ('register.village_fact', '{"year": 2026, "simulated": true}', '{"year": 2027}'),
    ('register.grid_person', jsonb_build_object('year', 2026, 'grid_name', 'x', 'grid_type_code', g.grid, 'grid_type_vocabulary', 'grid_type'), null),
    ('register.transfer_household', jsonb_build_object('year', 2026, 'zone_name', 'x', 'zone_type_vocabulary', 'danger_zone_type', 'zone_type_code', z.zone, 'people', 1), null),
    ('register.no_transfer', '{"year": 2026}', '{"year": 2027}'),
    ('register.change_proposal', '{"table_name": "register.risk_source", "proposed": {}, "reason": "x", "state": "open"}', null),
    ('register.personal_attribute', '{"attributes": {}}', null),
    ('register.terrain_run', '{"resolution_m": 5, "buildings": 0, "record": {}, "notes": "x", "made_at": "2026-01-01", "made_by": "x"}', null),
    ('register.terrain_settlement', '{"run_uid": "00000000-0000-0000-0000-0000000000af", "rank": 1, "class": "high", "score": 4, "buildings": 3, "reasons": [], "words": "x", "made_by": "x", "geom": "SRID=4490;MULTIPOLYGON(((121 28,121.1 28,121 28.1,121 28)))"}', null),
    ('register.verification_task', '{"codes": ["0601"], "title": "x", "deadline": "2026-04-15", "state": "open", "simulated": true}', null),
    ('situation.edition', '{"year": 2026, "version": 1, "state": "draft", "data_cutoff": "2026-04-15", "change_requests": 0, "simulated": true}', '{"version": 9}'),
    ('situation.element', jsonb_build_object('element_type_code', e.type, 'symbol_code', 'x', 'facts', '{}'::jsonb, 'review_state', 'verified', 'geom', 'SRID=4490;POINT(121 28)'), null),
    ('situation.route', '{"number": 1, "length_m": 1, "climb_m": 0, "walking_minutes": 1, "warnings": [], "geom": "SRID=4490;LINESTRING(121 28,121 28.1)"}', null),
    ('situation.sheet_frame', '{"number": 1, "preset": "A3", "rotation": 0, "is_index": false}', null),
    ('situation.remark', '{"words": "x", "author": "x", "done": false, "geom": "SRID=4490;POINT(121 28)"}', null),
    ('situation.check_result', '{"rule_code": "x", "severity": "hint", "message_values": {}, "checked_at": "2026-01-01", "checked_by": "x"}', null),
    ('situation.check_run', '{"errors": 0, "warnings": 0, "hints": 0, "checked_at": "2026-01-01", "checked_by": "x"}', null),
    ('situation.review_log', '{"to_state": "draft", "logged_at": "2026-01-01", "logged_by": "x"}', null),
    ('situation.edition_symbol', '{"symbol_code": "TAP", "version": 1}', null),
    ('situation.applied_command', '{"applied_at": "2026-01-01", "applied_by": "x"}', null),
    ('situation.copy_log', '{"action": "carried", "person": "x", "happened_at": "2026-01-01", "logged_at": "2026-01-01", "logged_by": "x"}', null),
    ('report.kept_report', '{"name": "x", "as_of": "2026-01-01", "parameters": {}, "figures": {}, "made_at": "2026-01-01", "made_by": "x"}', null),
    ('report.export_log', '{"kind": "ledger", "what": "x", "row_count": 1, "made_at": "2026-01-01", "made_by": "x"}', null),
    ('reference.report_form', '{"code": "tap", "name_zh": "试", "name_en": "t", "stages": ["impact"], "daily_deadlines": [], "sort": 0, "origin": "x"}', '{"code": "tap2", "name_zh": "试2"}'),
    ('reference.report_field', '{"form_code": "tap", "key": "tap", "name_zh": "试", "name_en": "t", "type": "integer", "decimals": 0, "rollup": "sum", "cumulative": false, "departments": ["township"], "group_zh": "试", "group_en": "t", "sort": 0, "origin": "x"}', '{"key": "tap2", "name_zh": "试2"}'),
    ('reference.report_rule', '{"form_code": "tap", "code": "tap", "kind": "equal", "left_keys": ["tap"], "right_keys": [], "tolerance": 0, "name_zh": "试", "name_en": "t", "sort": 0, "origin": "x"}', '{"code": "tap2"}'),
    ('reference.user_department', '{"role_name": "tap_nobody", "department_code": "water"}', '{"department_code": "forestry"}'),
    ('report.event', '{"kind": "typhoon", "name": "x", "simulated": true, "made_at": "2026-01-01", "made_by": "x"}', null),
    ('report.event_step', '{"event_uid": "00000000-0000-0000-0000-0000000000e1", "holds_from": "2026-01-01", "stages": ["impact"], "ended": false, "made_at": "2026-01-01", "made_by": "x"}', '{"area_code": "330382"}'),
    ('report.submission', '{"event_uid": "00000000-0000-0000-0000-0000000000e1", "form_code": "impact", "as_of": "2026-01-02", "figures": {}, "zero": true, "casualties": 0, "findings": [], "made_at": "2026-01-01", "made_by": "x"}', null),
    ('report.casualty', '{"submission_uid": "00000000-0000-0000-0000-0000000000e2", "fate": "dead", "name": "x", "made_at": "2026-01-01", "made_by": "x"}', null)
    ) as f (table_name, fields, fresh),
       lateral (select f.table_name as name) t;

select is_empty('select table_name from reference.rights except select table_name from tap.pattern',
                'there is a pattern row for every table of the matrix');

-- A sample: one stored row, and the fields with which somebody tries to insert one like it.
create table tap.sample (
    n integer generated always as identity,
    table_name text not null, tag text not null, fields jsonb not null,
    area text, own_category boolean, signer text, state text, image boolean not null default false,
    has_subject boolean not null default false, reaches boolean not null default false, insertable boolean not null default true);

create function tap.has(table_name text, column_name text) returns boolean language sql stable
as $$ select exists (select from pg_attribute where attrelid = table_name::regclass and attname = column_name and not attisdropped) $$;

-- Things that the rows below refer to, by place and category; written past the triggers.
set local session_replication_role = replica;

create table tap.thing (place text, own_category boolean, risk uuid default gen_random_uuid(), person uuid default gen_random_uuid(),
                        batch uuid default gen_random_uuid());
insert into tap.thing (place, own_category) select tag, o from tap.place, unnest(array[true, false]) o;
insert into register.risk_source (uid, area_code, category_code, name)
select t.risk, p.code, tap.category(t.own_category), 'thing' from tap.thing t join tap.place p on p.tag = t.place;
insert into register.person (uid, area_code, name)
select t.person, p.code, 'thing' from tap.thing t join tap.place p on p.tag = t.place;
insert into register.duty (person_uid, area_code, post_vocabulary, post_code, subject_uid, category_code)
select t.person, p.code, 'post', 'x', t.risk, tap.category(true) from tap.thing t join tap.place p on p.tag = t.place where own_category;
insert into register.ledger_batch (uid, file_name, file_sha256, area_code, mode, rows_read, rows_inserted, rows_updated, rows_unchanged, rows_rejected)
select t.batch, 'thing', 'x', p.code, 'all', 0, 0, 0, 0, 0 from tap.thing t join tap.place p on p.tag = t.place;

insert into report.event (uid, area_code, name) values ('00000000-0000-0000-0000-0000000000e1', '330382', 'thing');
insert into report.submission (uid, event_uid, form_code, area_code, department_code, as_of, made_at)
values ('00000000-0000-0000-0000-0000000000e2', '00000000-0000-0000-0000-0000000000e1', 'loss', '330382', 'fishery', '2026-01-02', '2026-01-01');
insert into reference.user_department select login, 'water' from tap.person;   -- counts for departments only
insert into register.terrain_run (uid, area_code, resolution_m, buildings, record, notes)
select '00000000-0000-0000-0000-0000000000af', code, 5, 0, '{}', 'thing' from tap.place where tag = 'elsewhere';

create table tap.edition (place text, state text, uid uuid default gen_random_uuid());
insert into tap.edition (place, state) select tag, s from tap.place, unnest(array['draft', 'published']) s;
insert into situation.edition (uid, area_code, year, version, state, data_cutoff)
select e.uid, p.code, 2025, case e.state when 'draft' then 1 else 2 end, e.state, '2025-04-15'
  from tap.edition e join tap.place p on p.tag = e.place;

-- Samples by place, and by category, state or kind of file where the table knows them.
insert into tap.sample (table_name, tag, fields, area, own_category, state, image, has_subject, insertable)
select pt.table_name,
       concat_ws('/', pl.tag, case when tap.has(pt.table_name, 'code') then null end,
                 case when v.categorised then case when th.own_category then 'ours' else 'other' end end,
                 case when v.stateful then ed.state end,
                 case when pt.table_name = 'register.file' then case when im.image then 'image' else 'document' end end,
                 case when pt.table_name = 'register.duty' then case when im.image then 'subject' else 'post' end end),
       pt.fields || pt.fresh
           || case when tap.has(pt.table_name, 'area_code') and not tap.has(pt.table_name, 'subject_area_code')
                   then jsonb_build_object('area_code', pl.code) else '{}' end
           || case when tap.has(pt.table_name, 'subject_area_code')
                   then jsonb_build_object('subject_area_code', pl.code, 'subject_uid', th.risk) else '{}' end
           || case when tap.has(pt.table_name, 'category_code') and pt.table_name like 'register.%'
                   then jsonb_build_object('category_code', tap.category(th.own_category)) else '{}' end
           || case when pt.table_name = 'register.personal_attribute' then jsonb_build_object('subject_uid', gen_random_uuid()) else '{}' end
           -- Ours: the department's own part; the other one is the areas'.
           || case when pt.table_name = 'report.submission'
                   then jsonb_build_object('department_code', case when th.own_category then 'water' else 'township' end) else '{}' end
           || case when tap.has(pt.table_name, 'codes') then jsonb_build_object('codes', array[tap.category(th.own_category)]) else '{}' end
           || case when tap.has(pt.table_name, 'subtype_code') then jsonb_build_object('subtype_code', tap.subtype(th.own_category)) else '{}' end
           || case when tap.has(pt.table_name, 'person_uid') then jsonb_build_object('person_uid', th.person) else '{}' end
           || case when pt.table_name = 'register.person' then jsonb_build_object('uid', gen_random_uuid()) else '{}' end
           || case when tap.has(pt.table_name, 'batch_uid')
                   then jsonb_build_object('batch_uid', th.batch, 'row_uid', gen_random_uuid()) else '{}' end
           || case when tap.has(pt.table_name, 'edition_uid') and pt.table_name like 'situation.%'
                   then jsonb_build_object('edition_uid', ed.uid) else '{}' end
           || case when pt.table_name = 'situation.applied_command' then jsonb_build_object('command_uid', gen_random_uuid()) else '{}' end
           || case when pt.table_name = 'situation.edition' then jsonb_build_object('state', ed.state, 'version', case ed.state when 'draft' then 11 else 12 end) else '{}' end
           || case when pt.table_name = 'register.file' and im.image then '{"media_type": "image/jpeg"}'::jsonb else '{}' end
           || case when pt.table_name = 'register.duty' and im.image then jsonb_build_object('subject_uid', th.risk) else '{}' end,
       pl.code, th.own_category, ed.state, im.image, im.image and pt.table_name = 'register.duty',
       ed.state = 'draft'
  from tap.pattern pt
 cross join lateral (
        select tap.has(pt.table_name, 'area_code') or pt.table_name = 'register.ledger_batch_row' as placed,
               pt.table_name in ('register.risk_source', 'register.relief_resource', 'register.affected_area', 'register.person',
                                 'register.person_phone', 'register.duty', 'register.change_proposal',
                                 'register.verification_task', 'register.personal_attribute', 'report.submission') as categorised,
               pt.table_name in ('situation.edition', 'situation.element', 'situation.route', 'situation.sheet_frame',
                                 'situation.edition_symbol') as stateful) v
  join tap.place pl on v.placed and pt.table_name not like 'reference.%'
  join tap.thing th on th.place = pl.tag and (v.categorised or th.own_category)
  join tap.edition ed on ed.place = pl.tag and (v.stateful or ed.state = 'draft')
  join (values (true), (false)) im (image)
    on not im.image or pt.table_name in ('register.file', 'register.duty');

-- Tables that know no place have one sample; all rows of a kind share its fate.
insert into tap.sample (table_name, tag, fields)
select table_name, 'any', fields || fresh from tap.pattern
 where table_name not in (select table_name from tap.sample);

-- Samples signed by each person, of another township, where nothing else gives a right.
insert into tap.sample (table_name, tag, fields, area, own_category, signer, state, has_subject, insertable)
select s.table_name, 'by ' || p.kind,
       s.fields || jsonb_build_object(c.signer, p.login)
           || case when tap.has(s.table_name, 'year') and not tap.has(s.table_name, 'batch_uid') and s.table_name <> 'situation.edition'
                   then jsonb_build_object('year', 2030 + row_number() over (partition by s.table_name)) else '{}' end
           || case when s.table_name = 'situation.edition' then jsonb_build_object('version', 20 + row_number() over (partition by s.table_name)) else '{}' end
           || case when s.table_name = 'situation.applied_command' then jsonb_build_object('command_uid', gen_random_uuid()) else '{}' end
           || case when s.table_name in ('register.affected_area', 'register.personal_attribute') then jsonb_build_object('subject_uid', gen_random_uuid()) else '{}' end
           || case when s.table_name = 'reference.symbol_version' then jsonb_build_object('version', 20 + row_number() over (partition by s.table_name)) else '{}' end
           || case when s.table_name = 'base.import_source' then jsonb_build_object('id', 999100 + row_number() over (partition by s.table_name)) else '{}' end
           || case when s.table_name = 'base.area' then jsonb_build_object('code', (70 + row_number() over (partition by s.table_name))::text) else '{}' end
           || case when s.fields ? 'uid' then jsonb_build_object('uid', gen_random_uuid()) else '{}' end,
       s.area, s.own_category, p.login, s.state, s.has_subject, false
  from tap.sample s
 cross join lateral (select a.attname::text as signer from pg_attribute a
                      where a.attrelid = s.table_name::regclass
                        and a.attname in ('created_by', 'imported_by', 'checked_by', 'logged_by', 'applied_by', 'made_by', 'role_name')
                      order by a.attname = 'role_name' desc limit 1) c
 cross join tap.person p
 where s.tag in ('any', 'elsewhere', 'elsewhere/other', 'elsewhere/draft', 'elsewhere/document', 'elsewhere/other/post')
   and s.table_name not in ('reference.user_account', 'reference.user_area', 'reference.user_category', 'reference.user_department')
union all
-- Accounts and their areas: the rows of each person are there already.
select s.table_name, 'by ' || p.kind, jsonb_build_object('role_name', p.login), null, null, p.login, null, false, false
  from tap.sample s cross join tap.person p
 where s.table_name in ('reference.user_account', 'reference.user_area', 'reference.user_category', 'reference.user_department');

insert into reference.user_category (role_name, code_prefix)
select login, '06' from tap.person where kind <> 'department_owner';

-- A thing of elsewhere that reaches into the own village.
insert into tap.sample (table_name, tag, fields, area, own_category, reaches, insertable)
select s.table_name, 'elsewhere, reaching', s.fields || jsonb_build_object('uid', gen_random_uuid()), s.area, s.own_category, true, false
  from tap.sample s
 where s.table_name in ('register.risk_source', 'register.relief_resource') and s.tag = 'elsewhere/other';
insert into register.affected_area (subject_uid, subject_area_code, area_code)
select (fields ->> 'uid')::uuid, area, tap.code('own') from tap.sample where reaches;

-- Persons of the department's own category: those with a duty for it.
insert into register.duty (person_uid, area_code, post_vocabulary, post_code, category_code)
select (fields ->> 'uid')::uuid, area, 'post', 'x', tap.category(true)
  from tap.sample where table_name = 'register.person' and own_category;

-- Store the samples; remember how to find each.
alter table tap.sample add column place_of tid, add column found text;
create function tap.store() returns void language plpgsql
as $$
declare
    s record;
    position tid;
    present text;
begin
    for s in select * from tap.sample loop
        if s.table_name in ('reference.user_account', 'reference.user_area', 'reference.user_category', 'reference.user_department') and s.signer is not null then
            update tap.sample set found = format('role_name = %L', s.signer) where n = s.n;
            continue;
        end if;
        present := (select string_agg(quote_ident(k), ', ') from jsonb_object_keys(s.fields) k);
        execute format('insert into %s (%s) overriding system value select %2$s from jsonb_populate_record(null::%1$s, $1) returning ctid',
                       s.table_name, present) into position using s.fields;
        update tap.sample set found = format('ctid = %L', position) where n = s.n;
    end loop;
end
$$;
-- What is tried as an insert must differ from what is stored.
update tap.sample s set fields = s.fields || p.fields
  from tap.pattern p where p.table_name = s.table_name and s.tag = 'any';
select tap.store();
update tap.sample s set fields = s.fields || p.fresh
  from tap.pattern p where p.table_name = s.table_name and s.tag = 'any';
update tap.sample set fields = fields || '{"year": 2050}' where fields ? 'year' and table_name not like 'situation.%';
update tap.sample set fields = fields || '{"version": 50}' where table_name = 'situation.edition';
update tap.sample set fields = fields || jsonb_build_object('row_uid', gen_random_uuid()) where fields ? 'row_uid';
update tap.sample set fields = fields || jsonb_build_object('command_uid', gen_random_uuid()) where fields ? 'command_uid';
update tap.sample set fields = fields || jsonb_build_object('area_code', tap.code('neighbour')) where table_name = 'register.affected_area';
-- Identity and signature are never the client's.
update tap.sample set fields = fields - array['id', 'uid', 'created_by', 'imported_by', 'checked_by', 'logged_by', 'applied_by', 'made_by']
 where table_name <> 'reference.user_account';

-- Superseded versions stand under the same rules.
create function tap.store_history() returns void language plpgsql
as $$
declare
    t regclass;
    columns text;
begin
    for t in select app.tracked_tables() loop
        columns := app.tracked_columns(t);
        execute format('insert into history.%I (%s, period, superseded_by, operation)
                        select %s, tstzrange(now() - interval ''1 day'', now()), ''x'', ''update'' from %s',
                       (select relname from pg_class where oid = t), columns, columns, t);
    end loop;
end
$$;
select tap.store_history();
set local session_replication_role = origin;

-- What a scope promises, said without the suite's own functions.
create function tap.promises(scope text, p tap.person, s tap.sample, signed_now boolean default false) returns boolean
    language sql immutable
as $$
    with f as (
        select coalesce(left(s.area, length(p.area)) = p.area, false) as own,
               coalesce(left(s.area, length(p.area)) = p.area, false)
               or (length(p.area) >= 9 and (left(s.area, 9) = left(p.area, 9) or s.area = left(p.area, 6))) as seen,
               signed_now or coalesce(s.signer = p.login, false) as mine,
               p.kind = 'department_owner' and s.own_category as category,
               coalesce(s.state in ('published', 'archived'), false) as published
    )
    select coalesce(case scope
        when 'none' then false
        when 'all' then true
        when 'own_area' then own
        when 'own_record' then mine
        when 'own_area_or_record' then own or mine
        when 'own_report' then own and s.own_category = (p.kind = 'department_owner')
        when 'own_post' then own and not s.has_subject
        when 'own_batch' then (own and p.kind <> 'department_owner') or (mine and not signed_now)
        when 'image_in_visible_area' then (seen and s.image) or mine
        when 'visible_area' then seen or s.reaches
        when 'own_area_and_category' then own and (category
            or (mine and s.table_name in ('register.person', 'register.person_phone')))
        when 'published' then seen and published
        when 'own_area_or_published' then own or (seen and published)
    end, false) from f
$$;

create function tap.expected(p tap.person, op text, tbl text, trying text default null) returns text language sql stable
as $$
    select coalesce(string_agg(s.tag, ', ' order by s.n), '')
      from tap.sample s
      join reference.rights r on r.role_kind = p.kind and r.table_name = s.table_name and r.operation = op
     where s.table_name = tbl
       and (op = 'select' or trying is null or s.insertable)
       and tap.promises(r.scope, p, s, op = 'insert')
       -- What one cannot read, one cannot name in a WHERE.
       and (op not in ('update', 'delete') or exists (
               select from reference.rights v where v.role_kind = p.kind and v.table_name = tbl and v.operation = 'select'
                  and tap.promises(v.scope, p, s)))
$$;

create function tap.seen(p tap.person, tbl text, prefix text default '') returns text language plpgsql
as $$
declare
    tags text := '';
    s record;
    answer text;
begin
    for s in select * from tap.sample where table_name = tbl order by n loop
        answer := tap.see(p.login, format('select ''seen'' from %s where %s limit 1', tbl, s.found));
        if answer = 'seen' then
            tags := concat_ws(', ', nullif(tags, ''), s.tag);
        end if;
    end loop;
    return tags;
end
$$;

-- Insert, update and delete are tried on samples of open editions only: what a
-- closed one refuses is tested with the editions.
create function tap.written(p tap.person, op text, tbl text) returns text language plpgsql
as $$
declare
    tags text := '';
    s record;
    answer text;
    statement text;
    tracked constant boolean := tbl::regclass in (select app.tracked_tables());
    -- A column that takes its own value back.
    harmless constant text := (select attname from pg_attribute where attrelid = tbl::regclass and attnum > 0
                                  and not attisdropped and attidentity = '' order by attnum desc limit 1);
begin
    for s in select * from tap.sample where table_name = tbl and insertable order by n loop
        statement := case op
            when 'insert' then format('insert into %s (%s) select %2$s from jsonb_populate_record(null::%1$s, %3$L)',
                tbl, (select string_agg(quote_ident(k), ', ') from jsonb_object_keys(s.fields) k), s.fields)
            when 'update' then format('update %s set %s where %s', tbl,
                case when tracked then 'change_uid = gen_random_uuid(), edited_from = revision'
                     else format('%I = %1$I', harmless) end, s.found)
            else format('delete from %s where %s', tbl, s.found) end;
        answer := tap.attempt(p.login, statement);
        -- A row that others refer to stays (23503): that is no matter of rights.
        if answer = 'rows 1' or (op = 'delete' and (answer like '23503%' or (tracked and answer = 'rows 0'))) then
            tags := concat_ws(', ', nullif(tags, ''), s.tag);
        elsif answer <> 'rows 0' and answer not like '42501%' or (tracked and answer = 'rows 0') then
            tags := concat_ws(', ', nullif(tags, ''), s.tag || ': ' || answer);  -- refused for another reason, or in silence
        end if;
    end loop;
    return tags;
end
$$;

select is(tap.seen(p, t.table_name), tap.expected(p, 'select', t.table_name), p.kind || ' selects from ' || t.table_name)
  from tap.pattern t, tap.person p order by t.table_name, p.kind;

select is(tap.written(p, op, t.table_name), tap.expected(p, op, t.table_name, 'trying'), p.kind || ' ' || op || 's ' || t.table_name)
  from tap.pattern t, tap.person p, unnest(array['insert', 'update', 'delete']) op
 order by t.table_name, p.kind, op;

-- History shows whom it shows the row itself; but of a published edition, not the drafts that led to it.
select is(tap.see(p.login, format('select count(*) from history.%I', h.relname)),
          tap.see(p.login, format('select count(*) from %s', h.source)
                           || case when h.relname in ('element', 'route', 'sheet_frame') and r.scope <> 'all'
                                   then case r.scope when 'own_area_or_published' then ' where area_code = any (app.own_areas())'
                                                     else ' where false' end else '' end),
          p.kind || ' sees in history.' || h.relname || ' what it sees in ' || h.source)
  from (select c.relname, t::text as source from app.tracked_tables() t join pg_class c on c.oid = t) h
 cross join tap.person p
  join reference.rights r on r.role_kind = p.kind and r.table_name = h.source and r.operation = 'select'
 where h.source <> 'base.area'
 order by h.relname, p.kind;

select * from finish();
rollback;
