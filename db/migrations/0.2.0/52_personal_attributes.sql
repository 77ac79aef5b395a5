-- Attributes marked personal (an owner's name, a satellite phone) stand in a table
-- of their own, like phones: who reads a thing does not read them with it.

create table register.personal_attribute (
    like reference.tracked_row including all,
    subject_uid uuid not null unique,                                        -- risk_source or relief_resource
    area_code text collate "C" not null references base.area (code),         -- of the subject
    category_code text collate "C" not null,                                 -- of the subject: category or subtype
    attributes jsonb not null default '{}' check (jsonb_typeof(attributes) = 'object')
);
create index personal_attribute_area on register.personal_attribute (area_code);
comment on table register.personal_attribute is '涉及个人信息的属性: written through the things themselves (app.keep_personal), read by app.personal_of';

create table history.personal_attribute (
    like register.personal_attribute, period tstzrange not null, superseded_by text not null,
    operation text not null check (operation in ('update', 'retire', 'restore')));
create index on history.personal_attribute (uid);
create index on history.personal_attribute (area_code);

-- What an earlier release stored with the things, in force and superseded.
do $$
declare
    kind record;
    keys constant text := $k$ array(select a.key from reference.category_attribute a
                                     where a.personal and a.owner_code in (t.%1$I, left(t.%1$I, 2))) $k$;
begin
    for kind in select * from (values ('risk_source', 'category_code'), ('relief_resource', 'subtype_code')) k (table_name, code) loop
        execute format($q$
            insert into register.personal_attribute (subject_uid, area_code, category_code, attributes, created_at, created_by,
                                                     changed_at, changed_by)
            select t.uid, t.area_code, t.%1$I,
                   (select jsonb_object_agg(e.key, e.value) from jsonb_each(t.attributes) e where e.key = any (%2$s)),
                   t.created_at, t.created_by, t.changed_at, t.changed_by
              from register.%3$I t where t.attributes ?| %2$s $q$, kind.code, format(keys, kind.code), kind.table_name);
        execute format('alter table register.%I disable trigger user', kind.table_name);
        execute format('update register.%I t set attributes = t.attributes - %s where t.attributes ?| %2$s',
                       kind.table_name, format(keys, kind.code));
        execute format('alter table register.%I enable trigger user', kind.table_name);
        execute format($q$
            insert into history.personal_attribute (id, uid, revision, created_at, created_by, changed_at, changed_by,
                                                    subject_uid, area_code, category_code, attributes, period, superseded_by, operation)
            select p.id, p.uid, 0, t.created_at, t.created_by, t.changed_at, t.changed_by, t.uid, t.area_code, t.%1$I,
                   (select jsonb_object_agg(e.key, e.value) from jsonb_each(t.attributes) e where e.key = any (%2$s)),
                   t.period, t.superseded_by, t.operation
              from history.%3$I t join register.personal_attribute p on p.subject_uid = t.uid
             where t.attributes ?| %2$s $q$, kind.code, format(keys, kind.code), kind.table_name);
        execute format('update history.%I t set attributes = t.attributes - %s where t.attributes ?| %2$s',
                       kind.table_name, format(keys, kind.code));
    end loop;
end
$$;
