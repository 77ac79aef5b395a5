-- What changed in the registers between two moments.

create function app.bookkeeping() returns text[]
    language sql immutable parallel safe
as $$
    select array['id', 'uid', 'revision', 'edited_from', 'change_uid', 'created_at', 'created_by', 'changed_at', 'changed_by',
                 'retired_at', 'retired_by', 'attributes', 'coordinate_system', 'coordinate_evidence', 'level_inputs']
$$;
comment on function app.bookkeeping() is 'Columns that say nothing about the thing itself.';

create function app.register_versions(uids uuid[], moment timestamptz)
    returns table (kind text, uid uuid, area_code text, code text, name text, geom public.geometry, retired_at timestamptz,
                   changed_by text, changed_at timestamptz, content jsonb)
    language sql stable parallel safe
as $$
    -- The uids reach the indexes of the present and the superseded versions; joined, whole tables would be read.
    select 'risk_source', r.uid, r.area_code, r.category_code, r.name, r.geom, r.retired_at, r.changed_by, r.changed_at,
           to_jsonb(r) - '{geom,label_point}'::text[]
      from app.risk_source_as_of(moment) r where r.uid = any (uids)
    union all
    select 'relief_resource', r.uid, r.area_code, r.subtype_code, r.name, r.geom, r.retired_at, r.changed_by, r.changed_at,
           to_jsonb(r) - '{geom,label_point}'::text[]
      from app.relief_resource_as_of(moment) r where r.uid = any (uids)
$$;
comment on function app.register_versions(uuid[], timestamptz) is
    'These things of both registers as they were then, retired things included, with all columns but the geometry as one value.';

create function app.register_changes(scope text, earlier timestamptz, later timestamptz, codes text[])
    returns table (kind text, uid uuid, area_code text, code text, name text, what text, fields jsonb,
                   changed_by text, changed_at timestamptz, geom public.geometry)
    language sql stable parallel safe
as $$
    -- Only what was touched in between is looked at: the indexes on changed_at and on the end of a period.
    with touched as materialized (
        select array(select r.uid from register.risk_source r where r.changed_at > earlier
                     union select r.uid from register.relief_resource r where r.changed_at > earlier) as uids
    ), before as materialized (
        select v.* from touched t, app.register_versions(t.uids, earlier) v
    ), after as materialized (
        select v.* from touched t, app.register_versions(t.uids, later) v
    ), paired as (
        select a.kind, a.uid, a.area_code, a.code, a.name,
               case when b.uid is null or b.retired_at is not null then 'new'
                    when a.retired_at is not null then 'retired' else 'changed' end as what,
               case when b.uid is not null and b.retired_at is null and a.retired_at is null then
                   coalesce((select jsonb_agg(jsonb_build_array(coalesce(x.key, y.key), x.value, y.value) order by coalesce(x.key, y.key))
                               from jsonb_each(b.content || (b.content -> 'attributes')) x
                               full join jsonb_each(a.content || (a.content -> 'attributes')) y on y.key = x.key
                              where coalesce(x.key, y.key) <> all (app.bookkeeping())
                                and coalesce(x.value, 'null') <> coalesce(y.value, 'null')), '[]')
                   || case when a.geom::bytea is distinct from b.geom::bytea
                           then jsonb_build_array(jsonb_build_array('geom', b.geom is not null, a.geom is not null)) else '[]' end
               else '[]' end as fields,
               a.changed_by, a.changed_at, coalesce(a.geom, b.geom) as geom
          from after a left join before b on b.uid = a.uid
         where not (a.retired_at is not null and (b.uid is null or b.retired_at is not null))
    )
    select p.kind, p.uid, p.area_code, p.code, p.name, p.what, p.fields, app.user_name(p.changed_by), p.changed_at, p.geom
      from paired p
     where (p.what <> 'changed' or p.fields <> '[]')
       and p.area_code >= scope and p.area_code < scope || ':' and (codes is null or p.code = any (codes))
$$;
comment on function app.register_changes(text, timestamptz, timestamptz, text[]) is
    'What is otherwise at the later moment: new, changed field by field, retired; by whom and when at last.';
