-- What must hold for every table, view and function, however many there will be.
begin;
create extension if not exists pgtap;
select no_plan();

select is_empty(
    $$ select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('register', 'situation', 'history', 'report') and c.relkind in ('r', 'p')
          and not c.relrowsecurity $$,
    'every table of register, situation, history and report has row level security');

select is_empty(
    $$ select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('app', 'report') and c.relkind = 'v'
          and not coalesce(c.reloptions @> array['security_invoker=true'] or c.reloptions @> array['security_invoker=on']
                           or c.reloptions @> array['security_invoker='], false) $$,
    'every view is security_invoker');

select is_empty(
    $$ select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('base', 'reference', 'register', 'situation', 'history', 'report', 'app')
          and c.relkind = 'm' $$,
    'there are no materialised views: they know no policies');

select is_empty(
    $$ select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'app' and p.prosecdef
          and not coalesce(array_to_string(p.proconfig, ' ') like '%search_path=pg_catalog%', false) $$,
    'every SECURITY DEFINER function has a pinned search_path');

select is_empty(
    $$ select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        where n.nspname = 'app' and a.grantee = 0 $$,
    'no function of app is open to everybody');

select is_empty(
    $$ select p.oid::regprocedure, g.rolname
         from pg_proc p cross join lateral aclexplode(p.proacl) a join pg_roles g on g.oid = a.grantee
        where p.pronamespace = 'app'::regnamespace and a.grantee <> p.proowner
          and g.rolname <> all (select app.group_role(k) from unnest(app.kinds()) k) $$,
    'and none to the group roles of another database');

select is_empty(
    $$ select c.oid::regclass, a.privilege_type
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join lateral aclexplode(c.relacl) a
         left join pg_roles g on g.oid = a.grantee
        where n.nspname in ('base', 'reference', 'register', 'situation', 'history', 'report', 'app')
          and a.grantee <> c.relowner
          and (g.rolname is null or g.rolname <> all (select app.group_role(k) from unnest(app.kinds()) k)) $$,
    'nothing is granted but to the group roles of this database');

select is_empty(
    $$ select c.oid::regclass, g.rolname, a.privilege_type
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join lateral aclexplode(c.relacl) a join pg_roles g on g.oid = a.grantee
        where a.grantee <> c.relowner
          and ((n.nspname = 'history' and a.privilege_type <> 'SELECT')
               or a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER'))
          and n.nspname in ('base', 'reference', 'register', 'situation', 'history', 'report', 'app') $$,
    'history is read only, and nobody may truncate');

select is_empty(
    $$ select t from app.tracked_tables() t
        where to_regclass('history.' || (select relname from pg_class where oid = t)) is null
           or to_regprocedure(format('app.%I(timestamptz)', (select relname from pg_class where oid = t) || '_as_of')) is null $$,
    'every tracked table has its history and its as-of function');

select is_empty(
    $$ select t, a.attname from app.tracked_tables() t
         join pg_attribute a on a.attrelid = t and a.attnum > 0 and not a.attisdropped
        where not exists (select from pg_attribute h
                           where h.attrelid = to_regclass('history.' || (select relname from pg_class where oid = t))
                             and h.attname = a.attname and h.atttypid = a.atttypid and h.atttypmod = a.atttypmod) $$,
    'history has every column of its table');

select set_eq(
    $$ select tgname::text from pg_trigger where tgrelid = 'register.risk_source'::regclass and not tgisinternal $$,
    array['prepare_personal', 'keep_personal_insert', 'keep_personal_update', 'track_insert', 'track_update', 'a_refuse_empty_update', 'b_refuse_foreign_rows', 'retire_begin', 'retire_row',
          'retire_end', 'write_history', 'z_notify_insert', 'z_notify_update', 'prepare_words_insert',
          'prepare_words_update', 'refuse_area_insert', 'refuse_area_update', 'refuse_category_insert',
          'refuse_category_update', 'check_attributes_insert', 'check_attributes_update', 'check_geometry_insert',
          'check_geometry_update', 'note_no_move', 'note_move', 'carry_along'],
    'the triggers of register.risk_source');

select is_empty(
    $$ select t, needed from app.tracked_tables() t
        cross join unnest(array['track_insert', 'track_update', 'a_refuse_empty_update', 'b_refuse_foreign_rows',
                                'retire_begin', 'retire_row', 'retire_end', 'write_history', 'z_notify_insert',
                                'z_notify_update']) needed
        where not exists (select from pg_trigger g where g.tgrelid = t and g.tgname = needed and g.tgenabled = 'O') $$,
    'every tracked table has all the triggers of tracking');

select is_empty(
    $$ select c.oid::regclass, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
         join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('base', 'reference', 'register', 'situation', 'history', 'report') and c.relkind = 'r'
          and a.attname like '%code' and a.attnum > 0 and not a.attisdropped
          and a.atttypid = 'text'::regtype
          and a.attcollation <> (select oid from pg_collation where collname = 'C')
          and a.attname not in ('external_code', 'rule_code') $$,
    'codes are text with collation C');

select is_empty(
    $$ select format('%s.%s.%s', f_table_schema, f_table_name, f_geometry_column) from public.geometry_columns
        where f_table_schema in ('base', 'register', 'situation', 'history') and srid <> 4490 $$,
    'all geometry is CGCS2000');

select is_empty(
    $$ select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('base', 'register', 'situation') and c.relkind = 'r'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'geom' and not a.attisdropped)
          and c.relname not in ('transfer_household', 'change_proposal', 'route', 'sheet_frame')
          and not exists (select from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am m on m.oid = x.relam
                           where i.indrelid = c.oid and m.amname = 'gist') $$,
    'geometry that maps filter on has a GiST index');

select is_empty(
    $$ select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('base', 'reference', 'register', 'situation', 'report') and c.relkind = 'r'
          and c.oid <> 'reference.tracked_row'::regclass
       except select table_name from reference.rights $$,
    'the rights matrix names every table');

select is(
    (select count(*) from reference.rights),
    (select count(distinct table_name) * cardinality(app.kinds()) * 4 from reference.rights),
    'the rights matrix is full: every table, kind and operation');

select is_empty(
    $$ select k from unnest(app.kinds()) k where not exists (select from pg_roles where rolname = app.group_role(k) and not rolcanlogin) $$,
    'every kind has its group role, which cannot log in');

select is(app.group_role('viewer')::text, 'floodmap_viewer_' || current_database(), 'the group role carries the database')
 where octet_length('floodmap_township_reviewer_' || current_database()) <= 63;

select is(app.display_name('方江屿村委会'), '方江屿村', '村委会 is printed as 村');
select is(app.display_name('方江屿村民委员会'), '方江屿村', '村民委员会 is printed as 村');
select is(app.display_name('南岸社区居委会'), '南岸社区', 'a community stays 社区');
select is(app.display_name('清江社区'), '清江社区', '社区 is kept');
select is(app.display_name('渔港居委会'), '渔港居委会', '居委会 is kept');
select is(app.display_name('清江镇'), '清江镇', 'a township keeps its name');

select lives_ok('select app.apply_rights()', 'the rights can be applied again');

select * from finish();
rollback;
