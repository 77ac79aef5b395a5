-- Which edition of a village counts where villages are summed up.

create function app.newest_editions(within text[], in_year integer default null)
    returns table (uid uuid, area_code text)
    language sql stable parallel safe
as $$
    select distinct on (e.area_code) e.uid, e.area_code
      from situation.edition e
     where e.area_code like any (select prefix || '%' from unnest(within) as prefix)
       and e.retired_at is null and e.state <> 'void'
       and (in_year is null or e.year = in_year)
     order by e.area_code, e.year desc, e.version desc
$$;
comment on function app.newest_editions(text[], integer) is
    'The newest edition of each village within areas (of one year, or of all) that is not void, under the reader''s own rights.';
