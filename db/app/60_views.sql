-- What layers, windows and reports read. All security_invoker: a plain view
-- would show everything to everybody.

create function app.level_word(level smallint) returns text
    language sql immutable parallel safe
as $$ select (array['红', '橙', '黄', '蓝'])[level] $$;
comment on function app.level_word(smallint) is 'Risk level 1 to 4 as 红, 橙, 黄, 蓝.';

create view app.area_tree with (security_invoker) as
select a.id, a.uid, a.code, a.level, a.parent_code, a.name, app.display_name(a.name) as display_name, a.pinyin,
       a.valid_from, a.valid_to, a.valid_to is null as in_force, a.simulated,
       case when length(a.code) >= 6 then left(a.code, 6) end as county_code,
       case when length(a.code) >= 9 then left(a.code, 9) end as township_code,
       case when length(a.code) >= 12 then left(a.code, 12) end as village_code,
       a.geom
  from base.area a
 where a.retired_at is null;
comment on view app.area_tree is '行政区划: areas with their parents'' codes and the name as printed';

create view app.risk_source_current with (security_invoker) as
select r.id, r.uid, r.revision, r.area_code,
       case when v.level = 'village' then app.display_name(v.name) else '本级/未分村' end as village_name,
       app.display_name(t.name) as township_name,
       c.domain_code, d.name_zh as domain_name, r.category_code, c.name_zh as category_name,
       r.name, r.feature, r.location, r.responsible_party, r.control_measures,
       r.department_code, dep.name_zh as department_name, r.external_code,
       r.risk_level, app.level_word(r.risk_level) as level_word, r.level_on,
       r.threatened_households, r.threatened_people, r.monitored, r.has_plan, r.attributes,
       r.verification_state, r.verified_on, r.verified_by, r.simulated, r.note,
       r.changed_at, r.changed_by, r.geom, r.label_point
  from register.risk_source r
  join reference.category c on c.code = r.category_code
  join reference.domain d on d.code = c.domain_code
  left join reference.department dep on dep.code = r.department_code
  left join base.area v on v.code = left(r.area_code, 12)
  left join base.area t on t.code = left(r.area_code, 9)
 where r.retired_at is null;
comment on view app.risk_source_current is '风险源: those in force, with the names of category, domain, village and level';

create view app.relief_resource_current with (security_invoker) as
select r.id, r.uid, r.revision, r.area_code,
       case when v.level = 'village' then app.display_name(v.name) else '本级/未分村' end as village_name,
       app.display_name(t.name) as township_name,
       s.class_code, k.name_zh as class_name, r.subtype_code, s.name_zh as subtype_name,
       r.name, r.feature, r.location, r.responsible_party, r.department_code, dep.name_zh as department_name,
       r.external_code, r.capacity_people, r.quantity, r.unit, r.headcount, r.expires_on, r.attributes,
       r.verification_state, r.verified_on, r.verified_by, r.simulated, r.note,
       r.changed_at, r.changed_by, r.geom, r.label_point
  from register.relief_resource r
  join reference.resource_subtype s on s.code = r.subtype_code
  join reference.resource_class k on k.code = s.class_code
  left join reference.department dep on dep.code = r.department_code
  left join base.area v on v.code = left(r.area_code, 12)
  left join base.area t on t.code = left(r.area_code, 9)
 where r.retired_at is null;
comment on view app.relief_resource_current is '救灾资源: those in force, with the names of class, subtype and village';

create function app.mask_phone(number text) returns text
    language sql immutable parallel safe
as $$
    select case when number like '1%' then left(number, 3) || '****' || right(number, 4)
                else regexp_replace(number, '^(0[0-9]{2,3}-?)[0-9]{4}', '\1****') end
$$;
comment on function app.mask_phone(text) is 'A phone number with its middle four digits hidden.';

create function app.phones(out phone_uid uuid, out person_uid uuid, out kind text, out number text, out masked boolean)
    returns setof record
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
-- All phones of the persons one may read: in full where the matrix gives the
-- phone, else masked. A landline on duty day and night is there to be called.
declare
    may_read_person constant text := app.scope_condition('register.person', app.my_scope('register.person', 'select'));
    may_read_phone constant text := app.scope_condition('register.person_phone', app.my_scope('register.person_phone', 'select'));
begin
    return query execute format($query$
        select n.uid, n.person_uid, n.kind,
               case when n.plain then n.number else app.mask_phone(n.number) end, not n.plain
          from (select f.*, coalesce(%s, false) or (f.kind = 'duty' and f.number like '0%%') as plain
                  from (select * from register.person_phone) f
                 where f.retired_at is null
                   and f.person_uid in (select p.uid from register.person p where %s)) n
        $query$, coalesce(may_read_phone, 'false'), coalesce(may_read_person, 'false'));
end
$$;
comment on function app.phones() is 'Phones of the readable persons, masked unless the rights matrix gives them in full.';

create view app.person_contact with (security_invoker) as
select p.id, p.uid, p.area_code, p.name, p.organisation, p.title, f.kind as phone_kind, f.number as phone, f.masked
  from register.person p
  left join app.phones() f on f.person_uid = p.uid
 where p.retired_at is null;
comment on view app.person_contact is '人员联系方式: persons with their phones, masked unless the reader is entitled to them';

create view app.duty_roster with (security_invoker) as
select d.id, d.uid, d.area_code, d.year, d.post_vocabulary, d.post_code, t.name_zh as post_name, t.sort as post_sort,
       d.subject_uid, d.category_code, d.task, d.person_uid, p.name as person_name, p.title, p.organisation
  from register.duty d
  join reference.term t on t.vocabulary_code = d.post_vocabulary and t.code = d.post_code
  left join register.person p on p.uid = d.person_uid
 where d.retired_at is null;
comment on view app.duty_roster is '责任人: duties in force with the name of the post; the person''s name where the reader may see it';

create view app.edition_list with (security_invoker) as
select e.id, e.uid, e.revision, e.area_code, app.display_name(a.name) as village_name, e.year, e.version, e.state,
       app.edition_state_zh(e.state) as state_name, e.compiled_on, e.reviewed_on, e.approved_on, e.data_cutoff,
       e.change_requests, e.simulated, e.changed_at, app.user_name(e.changed_by) as changed_by
  from situation.edition e
  join base.area a on a.code = e.area_code
 where e.retired_at is null;
comment on view app.edition_list is '形势图各版: editions with the words of their states';
