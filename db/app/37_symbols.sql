-- Versions of symbols: what a draft is drawn with now, and what a published
-- edition was drawn with.

create view app.current_symbol with (security_invoker = true) as
    -- A county's own drawing goes before what the software ships.
    select distinct on (v.symbol_code) v.symbol_code, v.version, v.sha256, v.definition, v.origin, v.centre_code
      from reference.symbol_version v
     order by v.symbol_code, (v.origin = 'county') desc, v.version desc;
comment on view app.current_symbol is 'The version of each symbol that drafts are drawn with.';

create function app.freeze_symbols(edition uuid) returns void
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    with drawn as (
        select e.symbol_code as code from situation.element e where e.edition_uid = edition and e.retired_at is null
        union
        select code from unnest(array['E30200', 'E30251']) code
         where exists (select from situation.route r where r.edition_uid = edition and r.retired_at is null)
    ), with_centres as (
        select code from drawn
        union
        select c.centre_code from drawn d join app.current_symbol c on c.symbol_code = d.code
    )
    insert into situation.edition_symbol (edition_uid, area_code, symbol_code, version)
    select e.uid, e.area_code, c.symbol_code, c.version
      from situation.edition e
      join with_centres w on true
      join app.current_symbol c on c.symbol_code = w.code
     where e.uid = edition
       and not exists (select from situation.edition_symbol f where f.edition_uid = edition)
$$;
comment on function app.freeze_symbols(uuid) is 'Notes the versions of its symbols for an edition that is being published.';

create function app.freeze_symbols_of_published() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform app.freeze_symbols(new.uid);
    return null;
end
$$;

create trigger freeze_symbols after update of state on situation.edition
    for each row when (new.state = 'published' and old.state <> 'published')
    execute function app.freeze_symbols_of_published();

create function app.take_shipped_symbols() returns void
    language sql set search_path = pg_catalog, pg_temp
as $$
    insert into reference.symbol_version (symbol_code, version, sha256, definition, origin, centre_code)
    select s.symbol_code, coalesce(a.newest, 0) + 1, s.sha256, convert_to(s.definition, 'UTF8'), 'shipped', s.centre_code
      from reference.shipped_symbol s
      left join lateral (select max(v.version) as newest from reference.symbol_version v
                          where v.symbol_code = s.symbol_code) a on true
      left join lateral (select v.sha256 from reference.symbol_version v
                          where v.symbol_code = s.symbol_code and v.origin = 'shipped'
                          order by v.version desc limit 1) l on true
     where l.sha256 is distinct from s.sha256;
    -- Editions that were published before versions were kept.
    select app.freeze_symbols(e.uid) from situation.edition e
     where e.state in ('published', 'archived', 'void')
       and not exists (select from situation.edition_symbol f where f.edition_uid = e.uid)
$$;
comment on function app.take_shipped_symbols() is
    'Makes a version of each drawing that this software ships anew; run by the owner after the vocabularies are loaded.';

create function app.edition_drawings(edition uuid)
    returns table (symbol_code text, version integer, sha256 text, definition text)
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    -- What a published edition was made with; for a draft the county's own drawings,
    -- for those that are shipped the reader has himself.
    select v.symbol_code, v.version, v.sha256, convert_from(v.definition, 'UTF8')
      from situation.edition_symbol f
      join reference.symbol_version v on v.symbol_code = f.symbol_code and v.version = f.version
     where f.edition_uid = edition
    union all
    select c.symbol_code, c.version, c.sha256, convert_from(c.definition, 'UTF8')
      from app.current_symbol c
     where c.origin = 'county'
       and not exists (select from situation.edition e
                        where e.uid = edition and e.state in ('published', 'archived', 'void'))
     order by 1
$$;
comment on function app.edition_drawings(uuid) is 'The drawings that an edition needs beside those that the software ships.';

create function app.symbol_uses(code text, out editions integer, out subjects integer, out published integer)
    returns record
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    -- Counts only, so that who keeps the library learns no more of other people's drafts.
    select (select count(distinct e.edition_uid)::integer from situation.element e where e.symbol_code = code),
           (select count(*)::integer from reference.symbol_use u where u.symbol_code = code),
           (select count(*)::integer from situation.edition_symbol f where f.symbol_code = code)
$$;
comment on function app.symbol_uses(text) is
    'How many editions draw a symbol, how many categories and elements it stands for, how many published editions keep it.';

create function app.notify_library() returns trigger language plpgsql
as $$
begin
    -- As a change of many rows: it may concern all that is drawn.
    perform pg_notify('floodmap', '00000000-0000-0000-0000-000000000000');
    return null;
end
$$;

create trigger z_notify after insert or update or delete on reference.symbol
    for each statement execute function app.notify_library();
create trigger z_notify after insert on reference.symbol_version
    for each statement execute function app.notify_library();

create function app.keep_symbol_in_use() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    used record := app.symbol_uses(old.code);
begin
    if used.editions + used.subjects + used.published > 0 then
        raise exception using errcode = 'foreign_key_violation',
            message = app.say(format('The symbol %s is in use: it can be retired, not deleted', old.code),
                              format('符号 %s 正在使用，只能停用，不能删除', old.code));
    end if;
    return old;
end
$$;

create trigger keep_symbol_in_use before delete on reference.symbol
    for each row execute function app.keep_symbol_in_use();

create function app.keep_symbol_version() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception using errcode = 'restrict_violation',
        message = app.say('A version of a symbol never changes; make a new one', '符号的版本不可修改，请新建版本');
end
$$;

create trigger keep_symbol_version before update on reference.symbol_version
    for each row when (new.* is distinct from old.*)
    execute function app.keep_symbol_version();
