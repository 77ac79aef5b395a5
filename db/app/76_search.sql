-- Finding things of the registers by what stands on a paper or a telephone.

create function app.things_by_number(typed text, most integer default 1000) returns setof uuid
    language sql stable
as $$
    -- The sender's own number, from its beginning on. Comparisons under collation C are
    -- leakproof: under row level security they still reach the index.
    (select r.uid from register.risk_source r
      where r.retired_at is null and r.external_code is not null
        and r.external_code collate "C" >= typed and r.external_code collate "C" < typed || U&'\FFFF'
      limit most)
    union all
    (select r.uid from register.relief_resource r
      where r.retired_at is null and r.external_code is not null
        and r.external_code collate "C" >= typed and r.external_code collate "C" < typed || U&'\FFFF'
      limit most)
$$;
comment on function app.things_by_number(text, integer) is
    'Things whose number at the sender begins so, under the reader''s own rights.';

create function app.things_by_phone(typed text, most integer default 1000) returns setof uuid
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
-- Only phones that the rights matrix gives this person in full are looked at, so
-- that nobody learns a number by trying. Fewer than four digits find nothing.
declare
    digits constant text := regexp_replace(typed, '[^0-9]', '', 'g');
    entitled constant text := app.scope_condition('register.person_phone', app.my_scope('register.person_phone', 'select'));
begin
    if length(digits) < 4 or typed !~ '^[0-9 -]+$' then
        return;
    end if;
    return query execute format($query$
        select distinct d.subject_uid
          from (select * from register.person_phone
                 where retired_at is null and replace(number, '-', '') collate "C" >= $1
                   and replace(number, '-', '') collate "C" < $1 || ':') f
          join register.duty d on d.person_uid = f.person_uid and d.retired_at is null
         where d.subject_uid is not null and f.uid in (select uid from register.person_phone where %s)
         limit $2
        $query$, coalesce(entitled, 'false'))
        using digits, most;
end
$$;
comment on function app.things_by_phone(text, integer) is
    'Things for which somebody answers whose phone begins so; only phones that this person may read in full.';
