-- Attributes marked personal never stay with the thing: whoever writes one, through
-- a window, a ledger or plain QGIS, it goes to register.personal_attribute, which
-- only those read who may read the phones.

create function app.prepare_personal() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    -- The row trigger's WHEN is asked 100,000 times; it finds the keys in a setting.
    perform set_config('floodmap.personal_keys',
                       (select coalesce(array_agg(distinct a.key), '{}')::text from reference.category_attribute a where a.personal), true);
    return null;
end
$$;

create function app.keep_personal() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
-- A null takes a value away; what is not named stays. Both versions bear the uid of
-- the change that made them, so that a ledger's batch can be taken back.
declare
    made_by uuid := new.change_uid;
    code text;
    given jsonb;
    fault record;
    kept register.personal_attribute;
    merged jsonb;
begin
    if tg_table_name = 'risk_source' then
        code := new.category_code;
    else
        code := new.subtype_code;
    end if;
    if tg_op = 'UPDATE' and new.change_uid is not distinct from old.change_uid then
        made_by := null;
    end if;
    select jsonb_object_agg(e.key, e.value) into given
      from jsonb_each(new.attributes) e
      join reference.category_attribute a on a.key = e.key and a.personal and a.owner_code in (code, left(code, 2));
    new.attributes := new.attributes - array(select jsonb_object_keys(given));
    select e.key, app.attribute_fault(e.value, a) as reason into fault
      from jsonb_each(given) e
      join reference.category_attribute a on a.key = e.key and a.personal and a.owner_code in (code, left(code, 2))
     where jsonb_typeof(e.value) <> 'null' and app.attribute_fault(e.value, a) is not null limit 1;
    if fault.key is not null then
        raise exception using errcode = 'check_violation',
            message = app.say(format('Attribute %s of %s does not fit its category: %s', fault.key, new.name, fault.reason),
                              format('“%s”的属性 %s 不符合类别规定：%s', new.name, fault.key, fault.reason)),
            table = tg_table_name, schema = tg_table_schema;
    end if;
    select * into kept from register.personal_attribute p where p.subject_uid = new.uid for update;
    merged := jsonb_strip_nulls(coalesce(kept.attributes, '{}') || coalesce(given, '{}'));
    if kept.uid is null and merged <> '{}' then
        insert into register.personal_attribute (subject_uid, area_code, category_code, attributes, change_uid)
        values (new.uid, new.area_code, code, merged, made_by);
    elsif (kept.attributes, kept.area_code, kept.category_code) is distinct from (merged, new.area_code, code) and kept.uid is not null then
        update register.personal_attribute p
           set attributes = merged, area_code = new.area_code, category_code = code, edited_from = kept.revision,
               change_uid = made_by
         where p.uid = kept.uid;
    end if;
    return new;
end
$$;
comment on function app.keep_personal() is 'Moves personal attributes out of a thing into register.personal_attribute, and these with the thing.';

create function app.personal_of(subject uuid) returns jsonb
    language plpgsql stable security definer parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
    condition constant text := app.scope_condition('register.personal_attribute',
                                                   app.my_scope('register.personal_attribute', 'select'));
    found jsonb;
begin
    if condition is not null then
        execute format('select attributes from register.personal_attribute where subject_uid = $1 and (%s)', condition)
            into found using subject;
    end if;
    return coalesce(found, '{}');
end
$$;
comment on function app.personal_of(uuid) is 'The personal attributes of a thing, {} for who is not entitled to them.';

do $$
declare
    kind record;
begin
    for kind in select * from (values ('risk_source', 'category_code'), ('relief_resource', 'subtype_code')) k (table_name, code) loop
        execute format('create trigger prepare_personal before insert or update on register.%I
                        for each statement execute function app.prepare_personal()', kind.table_name);
        execute format('create trigger keep_personal_insert before insert on register.%I for each row
                        when (new.attributes ?| current_setting(''floodmap.personal_keys'', true)::text[])
                        execute function app.keep_personal()', kind.table_name);
        execute format('create trigger keep_personal_update before update on register.%I for each row
                        when (new.attributes ?| current_setting(''floodmap.personal_keys'', true)::text[]
                              or (old.area_code, old.%I) is distinct from (new.area_code, new.%2$I))
                        execute function app.keep_personal()', kind.table_name, kind.code);
    end loop;
end
$$;
